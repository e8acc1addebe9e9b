"""A page that leans on studies or figures and gives no source that a reader could look up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.claims.citations import citations_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimcheck.claims.reading import Reading
    from claimcheck.model import Claim

PAGE = True
_SOURCES = ("doi", "pmid", "pmcid", "registry", "link", "mark")


def found(
    reading: Reading, claims: tuple[Claim, ...], *, at_least: int = 3, **given: object
) -> Iterator[tuple[int, int, Mapping[str, str]]]:
    """Yield the first of `at_least` or more claims that name a study or a result, where no source is given at all."""
    del given
    leaning = [c for c in claims if set(c.kinds) & {"study", "figure"} and c.stance == "asserted"]
    if len(leaning) < at_least or any(c.kind in _SOURCES for c in citations_in(reading.document)):
        return
    if any(block.kind == "reference" for block in reading.document.blocks):
        return
    yield leaning[0].start, leaning[0].end, {"said": str(len(leaning))}
