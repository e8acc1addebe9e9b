"""Reports -> a GitLab code quality report: what a merge request shows as brought or mended by it.

GitLab compares two runs by fingerprint, so each entry has one that is its own and lasts. The format is a list of
entries with no place for anything else: exceptions and what is hidden are entries of severity `info`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from claimcheck import outputs
from claimcheck.fingerprint import Fingerprint, digest, fingerprints, numbered
from claimcheck.outputs.text import one_line, told

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimcheck.errors import UserError
    from claimcheck.flow import Outcome
    from claimcheck.model import Finding, Report

_SEVERITIES = {"error": "major", "warning": "minor", "advice": "info"}


def render(outcome: Outcome) -> str:
    """Return the list of entries as JSON."""
    closing = outputs.notice(outcome)
    entries = [
        *(_fault(error, nth) for nth, error in enumerate(outcome.failed, 1)),
        *(entry for report in outputs.reports_of(outcome) for entry in _report(report, closing)),
        *_hidden(outcome),
    ]
    return json.dumps(entries, ensure_ascii=False, indent=2) + "\n"


def _report(report: Report, closing: str) -> Iterator[dict[str, Any]]:
    findings, allowed = outputs.findings_of(report), outputs.allowed_of(report)
    given = [*findings, *(exception.finding for exception in allowed)]
    marks = fingerprints(given, report.document)
    prints = [digest(mark, nth, report.document.path) for mark, nth in zip(marks, numbered(marks), strict=True)]
    for finding, mark in zip(findings, prints[: len(findings)], strict=True):
        said, *body = (*told(finding), closing)
        yield _entry(finding, said, _SEVERITIES[finding.severity], mark, body)
    for exception, mark in zip(allowed, prints[len(findings) :], strict=True):
        yield _entry(
            exception.finding, f"allowed: {outputs.reason_of(exception)}", "info", f"{mark}-allowed", (closing,)
        )


def _entry(finding: Finding, said: str, severity: str, mark: str, body: Sequence[str]) -> dict[str, Any]:
    return {
        "type": "issue",
        "check_name": finding.rule,
        "description": one_line(said),
        "content": {"body": "\n\n".join(body)},
        "categories": ["Style"],
        "severity": severity,
        "fingerprint": mark,
        "location": {"path": finding.path, "lines": {"begin": finding.line, "end": finding.end_line}},
    }


def _fault(error: UserError, nth: int) -> dict[str, Any]:
    return _of_the_run(outputs.fault_of(error), "blocker", error.path or ".", error.line or 1, nth)


def _hidden(outcome: Outcome) -> Iterator[dict[str, Any]]:
    notes = outputs.notes(outcome)
    if notes:
        yield _of_the_run("; ".join(notes), "info", outputs.place_of_notes(outcome), 1, 0)


def _of_the_run(said: str, severity: str, path: str, line: int, nth: int) -> dict[str, Any]:
    return {
        "type": "issue",
        "check_name": "claimcheck",
        "description": one_line(said),
        "categories": ["Style"],
        "severity": severity,
        "fingerprint": digest(Fingerprint("claimcheck", (), said, ""), nth, path),
        "location": {"path": path, "lines": {"begin": line}},
    }
