"""Reports -> CSV: one row for each finding, exception and hidden finding, for a spreadsheet.

A cell that a spreadsheet would take for a formula begins with an apostrophe: pages are written by others.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from claimcheck import outputs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimcheck.flow import Outcome
    from claimcheck.model import Finding, Report

COLUMNS = (
    "kind", "path", "line", "column", "end_line", "end_column", "severity", "rule", "subject", "quote", "message",
    "why", "suggestion", "sources", "records", "also", "id", "reason", "by", "until",
)  # fmt: skip

# What begins a formula in one of the common spreadsheets, the wide forms among it.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")

_Row = dict[str, str]


def render(outcome: Outcome) -> str:
    """Return one table; its last rows hold what was hidden, what failed, and the notice."""
    written = io.StringIO(newline="")
    # All in quotes: a lone carriage return would else end a row for some readers.
    table = csv.DictWriter(written, COLUMNS, restval="", lineterminator="\n", quoting=csv.QUOTE_ALL)
    table.writeheader()
    rows = [row for report in outputs.reports_of(outcome) for row in _report(report)]
    for row in (*rows, *_run(outcome)):
        table.writerow({name: _cell(value) for name, value in row.items()})
    return written.getvalue()


def _report(report: Report) -> Iterator[_Row]:
    yield from (_row("finding", finding) for finding in outputs.findings_of(report))
    for allowed in outputs.allowed_of(report):
        given = {"reason": allowed.reason, "by": allowed.by, "until": allowed.until}
        yield {**_row("allowed", allowed.finding), **given}
    for hidden in outputs.hidden_of(report):
        yield {**_row("hidden", hidden.finding), "by": hidden.by}


def _row(kind: str, finding: Finding) -> _Row:
    lists = {name: " ".join(getattr(finding, name)) for name in ("sources", "records", "also")}
    plain = {name: str(getattr(finding, name)) for name in COLUMNS[1:] if hasattr(finding, name) and name not in lists}
    return {"kind": kind, **plain, **lists}


def _run(outcome: Outcome) -> Iterator[_Row]:
    for error in outcome.failed:
        place = {"line": str(error.line or ""), "column": str(error.column or "")}
        yield {"kind": "failed", "path": error.path, **place, "message": error.fault, "suggestion": error.remedy}
    for path, why in outcome.skipped:
        yield {"kind": "skipped", "path": path, "message": why}
    yield from ({"kind": "note", "message": note} for note in outputs.notes(outcome))
    yield {"kind": "notice", "message": outputs.notice(outcome)}


def _cell(value: str) -> str:
    return f"'{value}" if value.startswith(_FORMULA) else value
