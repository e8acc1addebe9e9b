"""Reports -> the edits that mend findings by themselves, for outputs that offer them: as `check --fix` makes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claimcheck import fix
from claimcheck.outputs._columns import column

if TYPE_CHECKING:
    from collections.abc import Callable

    from claimcheck.fix import Edit
    from claimcheck.flow import Outcome
    from claimcheck.model import Document, Finding, Report


class Region(NamedTuple):
    """What an edit takes out: lines and columns from 1, of its first character and of the one behind its last."""

    line: int
    column: int
    end_line: int
    end_column: int


def edits_of(report: Report, outcome: Outcome) -> list[tuple[Finding, Edit]]:
    """Return the findings of a page that are mended by themselves, each with its edit."""
    page = fix.mended(report, outcome.house, outcome.as_of) if outcome.house is not None else None
    return list(page.mends) if page is not None else []


def region(edit: Edit, document: Document, size: Callable[[str], int]) -> Region:
    """Return where an edit stands in the file, columns counted by `size`."""
    places = [(at, *document.line_column(at)) for at in (edit.start, edit.end)]
    [(line, first), (end_line, last)] = [(line, column(at, own, document.source, size)) for at, line, own in places]
    return Region(line, first, end_line, last)
