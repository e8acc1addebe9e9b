"""Reports -> SARIF 2.1.0: results with their rules, fingerprints, suppressions and what a baseline says of them.

Lines and columns count from 1, columns in UTF-16 units. The published schema is kept in the tests.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from claimcheck import outputs
from claimcheck.fingerprint import digest, fingerprints, numbered
from claimcheck.outputs import _fixes, _sarif_rules
from claimcheck.outputs._columns import column, columns, utf16
from claimcheck.outputs.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimcheck.errors import UserError
    from claimcheck.fix import Edit
    from claimcheck.flow import Outcome
    from claimcheck.model import Allowed, Document, Finding, Report

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

_ROOT = "%SRCROOT%"


class _Given(NamedTuple):
    """One result before it is written: what allows it, and whether it was there before."""

    finding: Finding
    allowed: Allowed | None = None
    known: bool = False


def render(outcome: Outcome) -> str:
    """Return the reports as one SARIF log with one run."""
    rules = _sarif_rules.rules(outcome)
    index = {rule["id"]: position for position, rule in enumerate(rules)}
    run = {
        "tool": {"driver": {"name": "claimcheck", "version": outputs.version(), "rules": rules}},
        "invocations": [_invocation(outcome)],
        "originalUriBaseIds": {_ROOT: {"description": {"text": "the folder in which claimcheck was run"}}},
        "columnKind": "utf16CodeUnits",
        "results": [r for report in outputs.reports_of(outcome) for r in _results(report, outcome, index)],
        "properties": {
            "as_of": outcome.as_of,
            "digests": dict(sorted(outcome.digests.items())),
            "hidden_by": dict(outcome.hidden_by),
            "notice": outputs.notice(outcome),
        },
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _invocation(outcome: Outcome) -> dict[str, Any]:
    told = [
        *(_notification(outputs.fault_of(error), "error", _place(error)) for error in outcome.failed),
        *(_notification(f"left out: {why}", "note", {"artifactLocation": _file(p)}) for p, why in outcome.skipped),
        *(_notification(note, "note", None) for note in outputs.notes(outcome)),
    ]
    return {"executionSuccessful": not outcome.failed, "toolExecutionNotifications": told}


def _notification(said: str, level: str, place: dict[str, Any] | None) -> dict[str, Any]:
    where = {"locations": [{"physicalLocation": place}]} if place else {}
    return {"level": level, "message": {"text": one_line(said)}, **where}


def _place(error: UserError) -> dict[str, Any] | None:
    if not error.path:
        return None
    column = {"startColumn": error.column} if error.line and error.column else {}
    region = {"region": {"startLine": error.line, **column}} if error.line else {}
    return {"artifactLocation": _file(error.path), **region}


def _results(report: Report, outcome: Outcome, index: dict[str, int]) -> Iterator[dict[str, Any]]:
    given = [
        *(_Given(finding) for finding in outputs.findings_of(report)),
        *(_Given(allowed.finding, allowed) for allowed in outputs.allowed_of(report)),
        *(_Given(hidden.finding, known=True) for hidden in outputs.hidden_of(report)),
    ]
    marks = fingerprints([each.finding for each in given], report.document)
    edits = _fixes.edits_of(report, outcome)
    for each, mark, nth in zip(given, marks, numbered(marks), strict=True):
        result = _result(each.finding, report.document, index)
        result["partialFingerprints"] = {"claimcheck/v1": digest(mark, nth)}
        if fixes := [_fix(edit, report.document) for mended, edit in edits if mended == each.finding]:
            result["fixes"] = fixes
        if each.allowed is not None:
            result["suppressions"] = [_suppression(each.allowed, outcome)]
        if outcome.hidden_by:
            result["baselineState"] = "unchanged" if each.known else "new"
        yield result


def _result(finding: Finding, document: Document, index: dict[str, int]) -> dict[str, Any]:
    safer = f" Safer: {finding.suggestion}" if finding.suggestion else ""
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index[finding.rule],
        "level": _sarif_rules.LEVELS[finding.severity],
        "message": {"text": one_line(f"{finding.message}.{safer}")},
        "locations": [
            {"physicalLocation": {"artifactLocation": _file(finding.path), "region": _region(finding, document)}}
        ],
    }
    if finding.related:
        result["relatedLocations"] = list(_related(finding, document))
    lists = {name: list(getattr(finding, name)) for name in ("sources", "records", "also", "jurisdictions")}
    result["properties"] = {"subject": finding.subject, "claim": finding.claim, "page": finding.page, **lists}
    return result


def _fix(edit: Edit, document: Document) -> dict[str, Any]:
    taken = _fixes.region(edit, document, utf16)
    names = ("startLine", "startColumn", "endLine", "endColumn")
    replacement = {"deletedRegion": dict(zip(names, taken, strict=True)), "insertedContent": {"text": edit.words}}
    return {
        "description": {"text": f"Put in “{one_line(edit.words)}”"},
        "artifactChanges": [{"artifactLocation": _file(document.path), "replacements": [replacement]}],
    }


def _region(finding: Finding, document: Document) -> dict[str, Any]:
    if finding.path != document.path or finding.start == finding.end:
        return {"startLine": finding.line}
    found = columns(finding, document, utf16)
    return {
        "startLine": finding.line,
        "startColumn": found.start,
        "endLine": finding.end_line,
        "endColumn": found.end,
        "snippet": {"text": finding.quote},
    }


def _related(finding: Finding, document: Document) -> Iterator[dict[str, Any]]:
    for number, related in enumerate(dict.fromkeys(finding.related)):
        region = {"startLine": related.line}
        if related.path == document.path:
            region["startColumn"] = column(related.start, related.column, document.source, utf16)
        yield {
            "id": number,
            "message": {"text": one_line(related.what)},
            "physicalLocation": {"artifactLocation": _file(related.path), "region": region},
        }


def _suppression(allowed: Allowed, outcome: Outcome) -> dict[str, str]:
    entries = outcome.house.config.allow if outcome.house else ()
    outside = any(allowed.finding.rule in entry.rules and allowed.reason == entry.because for entry in entries)
    kind = "external" if outside or allowed.via == "approval" else "inSource"
    return {"kind": kind, "status": "accepted", "justification": one_line(outputs.reason_of(allowed))}


def _file(path: str) -> dict[str, str]:
    if path.startswith("/"):
        return {"uri": f"file://{quote(path)}"}
    return {"uri": quote(path), "uriBaseId": _ROOT}
