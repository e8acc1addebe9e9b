"""Reports -> rdjson, the diagnostic format of reviewdog: comments on the lines that a change touches.

Columns count bytes of UTF-8. The format has no place for a run as a whole: exceptions and what is hidden are
diagnostics of severity INFO, and the notice stands in the original output of each finding.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from claimcheck import outputs
from claimcheck.outputs._columns import columns, utf8
from claimcheck.outputs.text import one_line, told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimcheck.errors import UserError
    from claimcheck.flow import Outcome
    from claimcheck.model import Document, Finding, Report

_SEVERITIES = {"error": "ERROR", "warning": "WARNING", "advice": "INFO"}


def render(outcome: Outcome) -> str:
    """Return the reports as one diagnostic result."""
    diagnostics = [
        *(_fault(error) for error in outcome.failed),
        *(entry for report in outputs.reports_of(outcome) for entry in _report(report, outputs.notice(outcome))),
        *_hidden(outcome),
    ]
    whole = {"source": {"name": "claimcheck"}, "diagnostics": diagnostics}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _report(report: Report, closing: str) -> Iterator[dict[str, Any]]:
    for finding in outputs.findings_of(report):
        yield _diagnostic(finding, report.document, "\n".join(told(finding)), _SEVERITIES[finding.severity], closing)
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


def _fault(error: UserError) -> dict[str, Any]:
    return _of_the_run(outputs.fault_of(error), error.path or ".", "ERROR", error.line or 1)


def _hidden(outcome: Outcome) -> Iterator[dict[str, Any]]:
    notes = outputs.notes(outcome)
    if notes:
        yield _of_the_run("; ".join(notes), outputs.place_of_notes(outcome), "INFO", 1)


def _of_the_run(said: str, path: str, severity: str, line: int) -> dict[str, Any]:
    place = {"path": path, "range": {"start": {"line": line}}}
    return {"message": one_line(said), "location": place, "severity": severity, "code": {"value": "claimcheck"}}
