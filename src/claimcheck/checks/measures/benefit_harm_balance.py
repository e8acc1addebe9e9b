"""Benefit and harm weighed: how many statements of each a page makes about what it offers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimcheck.claims.reading import Reading, Sentence
    from claimcheck.model import Claim

PAGE = True


def found(
    reading: Reading, claims: tuple[Claim, ...], *, at_least: int = 4, ratio: int = 4, **given: object
) -> Iterator[tuple[int, int, Mapping[str, str]]]:
    """Yield the first benefit claim of a page with `at_least` of them and `ratio` times fewer sentences on harm.

    A sentence counts as harm where it names a risk that it does not deny or play down.
    """
    del given
    gains = [
        c for c in claims if c.direction == "benefit" and c.role == "offered" and c.stance in ("asserted", "quoted")
    ]
    harms = [sentence for sentence in reading.sentences if _warns(reading, sentence)]
    if len(gains) < at_least or len(harms) * ratio >= len(gains):
        return
    yield gains[0].start, gains[0].end, {"said": str(len(gains)), "known": str(len(harms))}


def _warns(reading: Reading, sentence: Sentence) -> bool:
    risks = [name for name in reading.names[sentence.position] if name.category == "risk"]
    if not risks:
        return False
    return not (
        reading.spans(sentence, "minimiser") or reading.spans(sentence, "negator") or reading.spans(sentence, "safe")
    )
