"""A page that leans on studies or figures, or tells what good it does, and gives no source that could be looked up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.claims.citations import citations_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimcheck.claims.reading import Reading
    from claimcheck.model import Claim

PAGE = True
_LEANING = {"study", "figure"}
_GAINS = {"effect", "mechanism", "comparison", "promise"}
_SOURCES = ("doi", "pmid", "pmcid", "registry", "link", "mark")


def found(
    reading: Reading, claims: tuple[Claim, ...], *, at_least: int = 3, of_gains: bool = False, **given: object
) -> Iterator[tuple[int, int, Mapping[str, str]]]:
    """Yield the first of `at_least` or more claims that name a study or a result, where no source is given at all.

    With `of_gains` those count by which the page says what good it does.
    """
    del given
    leaning = [c for c in claims if c.stance == "asserted" and (_is_gain(c) if of_gains else _LEANING & set(c.kinds))]
    if len(leaning) < at_least or any(c.kind in _SOURCES for c in citations_in(reading.document)):
        return
    if any(block.kind == "reference" for block in reading.document.blocks):
        return
    yield leaning[0].start, leaning[0].end, {"said": str(len(leaning))}


def _is_gain(claim: Claim) -> bool:
    told = claim.direction == "benefit" or "promise" in claim.kinds
    return claim.role == "offered" and told and bool(_GAINS & set(claim.kinds))
