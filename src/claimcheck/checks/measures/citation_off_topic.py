"""A statement whose cited source, as the page's own list describes it, is about another illness."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.checks.difference import plain
from claimcheck.claims.citations import entries_behind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from claimcheck.claims.reading import Reading
    from claimcheck.model import Claim

# A mark behind the full stop still belongs to the sentence.
_BEHIND_STOP = 2
_KINDS = {"effect", "study", "figure", "mechanism"}


def found(reading: Reading, claims: tuple[Claim, ...], **given: object) -> Iterator[tuple[int, int, Mapping[str, str]]]:
    """Yield each claim on an illness whose mark leads to entries that all name other illnesses."""
    del given
    for claim in claims:
        own = [n.id for n in claim.names if n.category == "condition" and n.via == "here"]
        if not own or not set(claim.kinds) & _KINDS:
            continue
        start, end = claim.sentence
        cited = [c for c in reading.citations if start <= c.start <= end + _BEHIND_STOP]
        entries = [block for citation in cited for block in entries_behind(reading.sources, citation)]
        named = [_conditions(reading, reading.document.block_at(block.start)) for block in entries]
        if named and all(names and not _any_fits(reading, own, names) for names in named):
            other = ", ".join(dict.fromkeys(plain(name) for names in named for name in names))
            yield claim.start, claim.end, {"said": plain(own[0]), "known": other}


def _conditions(reading: Reading, block: int) -> list[str]:
    names = [name for sentence in reading.by_block[block] for name in reading.names[sentence.position]]
    return [name.id for name in names if name.category == "condition"]


def _any_fits(reading: Reading, own: Iterable[str], others: Iterable[str]) -> bool:
    """Return whether two illnesses are the same, one a kind of the other, or of one group."""
    lexicon, known = reading.lexicon, list(others)
    groups = {lexicon.names[one].group for one in own} - {""}
    if any(lexicon.names[other].group in groups for other in known):
        return True
    return any(lexicon.agree(one, other) for one in own for other in known)
