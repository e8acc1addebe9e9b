"""Reports -> rdjson, the diagnostic format of reviewdog: comments on the lines that a change touches.

Columns count bytes of UTF-8. The format has no place for a run as a whole: exceptions and what is hidden are
diagnostics of severity INFO, and the notice stands in the original output of each finding.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from claimcheck import outputs
from claimcheck.outputs import _fixes
from claimcheck.outputs._columns import columns, utf8
from claimcheck.outputs.text import one_line, told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimcheck.errors import UserError
    from claimcheck.fix import Edit
    from claimcheck.flow import Outcome
    from claimcheck.model import Document, Finding, Report

_SEVERITIES = {"error": "ERROR", "warning": "WARNING", "advice": "INFO"}


def render(outcome: Outcome) -> str:
    """Return the reports as one diagnostic result."""
    diagnostics = [
        *(_fault(error) for error in outcome.failed),
        *(entry for report in outputs.reports_of(outcome) for entry in _report(report, outcome)),
        *_hidden(outcome),
    ]
    whole = {"source": {"name": "claimcheck"}, "diagnostics": diagnostics}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _report(report: Report, outcome: Outcome) -> Iterator[dict[str, Any]]:
    closing, edits = outputs.notice(outcome), _fixes.edits_of(report, outcome)
    for finding in outputs.findings_of(report):
        told_of = "\n".join(told(finding))
        diagnostic = _diagnostic(finding, report.document, told_of, _SEVERITIES[finding.severity], closing)
        if offered := [_suggestion(edit, report.document) for mended, edit in edits if mended == finding]:
            diagnostic["suggestions"] = offered
        yield diagnostic
    for allowed in outputs.allowed_of(report):
        said = one_line(f"allowed: {outputs.reason_of(allowed)}")
        yield _diagnostic(allowed.finding, report.document, said, "INFO", closing)


def _diagnostic(finding: Finding, document: Document, said: str, severity: str, closing: str) -> dict[str, Any]:
    found = columns(finding, document, utf8)
    place = f"{finding.path}:{finding.line}:{finding.column}"
    return {
        "message": said,
        "location": {
            "path": finding.path,
            "range": {
                "start": {"line": finding.line, "column": found.start},
                "end": {"line": finding.end_line, "column": found.end},
            },
        },
        "severity": severity,
        "code": {"value": finding.rule},
        "original_output": f"{place}: {finding.severity}: {one_line(finding.message)}\n{closing}",
    }


def _suggestion(edit: Edit, document: Document) -> dict[str, Any]:
    place = _fixes.region(edit, document, utf8)
    start, end = ({"line": line, "column": column} for line, column in (place[:2], place[2:]))
    return {"range": {"start": start, "end": end}, "text": edit.words}


def _fault(error: UserError) -> dict[str, Any]:
    return _of_the_run(outputs.fault_of(error), error.path or ".", "ERROR", error.line or 1)


def _hidden(outcome: Outcome) -> Iterator[dict[str, Any]]:
    notes = outputs.notes(outcome)
    if notes:
        yield _of_the_run("; ".join(notes), outputs.place_of_notes(outcome), "INFO", 1)


def _of_the_run(said: str, path: str, severity: str, line: int) -> dict[str, Any]:
    place = {"path": path, "range": {"start": {"line": line}}}
    return {"message": one_line(said), "location": place, "severity": severity, "code": {"value": "claimcheck"}}
