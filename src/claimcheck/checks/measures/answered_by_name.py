"""A question that is answered by nothing but a name: "Who can benefit?" and, in the list below it, "Asthma"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.claims.syntax import only_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimcheck.claims.reading import Reading
    from claimcheck.model import Claim


def found(reading: Reading, claims: tuple[Claim, ...], **given: object) -> Iterator[tuple[int, int, Mapping[str, str]]]:
    """Yield each claim that is an answer without a finite verb."""
    del given
    for claim in claims:
        if reading.document.blocks[claim.block].kind != "answer":
            continue
        if only_names(reading.tokens[reading.sentence_at(claim.sentence).position]):
            yield claim.start, claim.end, {}
