"""Reports -> JSON: the whole schema of DESIGN.md §7, which report.schema.json writes down and a test freezes.

Offsets count characters of the decoded file, lines and columns characters from 1.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from claimcheck import outputs
from claimcheck.model import Place

if TYPE_CHECKING:
    from claimcheck.errors import UserError
    from claimcheck.flow import Outcome
    from claimcheck.model import Claim, Cue, Document, Elsewhere, Figure, Finding, Name, Report

SCHEMA = 1

# The last one is there where a ledger is kept.
_DIGESTS = ("rules", "lexicon", "evidence", "model", "config", "ledger")


def render(outcome: Outcome) -> str:
    """Return the reports as one JSON document."""
    return json.dumps(as_mapping(outcome), ensure_ascii=False, indent=2) + "\n"


def as_mapping(outcome: Outcome) -> dict[str, Any]:
    """Return the reports as plain mappings and lists, keys in the order of the schema."""
    return {
        "claimcheck": outputs.version(),
        "schema": SCHEMA,
        "as_of": outcome.as_of,
        "digests": {name: outcome.digests[name] for name in _DIGESTS if name in outcome.digests},
        "notice": outputs.notice(outcome),
        "reports": [_report(report) for report in outputs.reports_of(outcome)],
        "failed": [failed(error) for error in outcome.failed],
        "skipped": [{"path": path, "why": why} for path, why in outcome.skipped],
        "hidden_by": dict(outcome.hidden_by),
        "notes": outputs.notes(outcome),
    }


def _report(report: Report) -> dict[str, Any]:
    document = report.document
    claims = [_claim(claim, document) for claim in report.claims]
    return {
        "path": document.path,
        "format": document.format,
        "language": document.language,
        "words": report.words,
        "offered": list(report.offered),
        "jurisdictions": list(report.jurisdictions),
        "claims": sorted(claims, key=lambda claim: (claim["start"], claim["end"], claim["id"])),
        "findings": [_finding(finding) for finding in outputs.findings_of(report)],
        "allowed": [
            {**asdict(allowed), "finding": _finding(allowed.finding)} for allowed in outputs.allowed_of(report)
        ],
        "hidden": [{**asdict(hidden), "finding": _finding(hidden.finding)} for hidden in outputs.hidden_of(report)],
        "unread": [
            *(_note(words) for words in document.unread),
            *(_unread(one, document) for one in document.elsewhere),
        ],
    }


def _note(words: str) -> dict[str, Any]:
    """Return what could not be read as it stands: of the file as a whole, or with its line in words."""
    return {"what": "note", "says": words, "target": "", "start": 0, "end": 0, **Place(0, 0, 0, 0)._asdict()}


def _unread(one: Elsewhere, document: Document) -> dict[str, Any]:
    place = Place(*document.line_column(one.start), *document.line_column(one.end))
    says = document.source[one.start : one.end]
    return {
        "what": one.what,
        "says": says,
        "target": one.target,
        "start": one.start,
        "end": one.end,
        **place._asdict(),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    """Return a finding; its place in words only where the file has no lines."""
    found = asdict(finding)
    return found if finding.place else {key: value for key, value in found.items() if key != "place"}


def _claim(claim: Claim, document: Document) -> dict[str, Any]:
    span, place = document.source_span(claim.start, claim.end), document.place(claim.start, claim.end)
    return {
        "id": claim.id,
        "path": document.path,
        "start": span.start,
        "end": span.end,
        **place._asdict(),
        "text": document.text[claim.start : claim.end],
        "kinds": list(claim.kinds),
        "role": claim.role,
        "stance": claim.stance,
        "direction": claim.direction,
        "strength": claim.strength,
        "cues": [_cue(cue, document) for cue in claim.cues],
        "names": [_name(name, document) for name in claim.names],
        "figures": [_figure(figure, document) for figure in claim.figures],
        "status": claim.status,
        "approval": claim.approval,
        "approved_as": claim.approved_as and asdict(claim.approved_as),
        "records": list(claim.records),
        "alike": list(claim.alike),
    }


def _cue(cue: Cue, document: Document) -> dict[str, Any]:
    scope = _run(cue.scope_start, cue.scope_end, document, ("scope_start", "scope_end"))
    return {"decides": cue.decides, "says": cue.says, **_run(cue.start, cue.end, document), **scope}


def _name(name: Name, document: Document) -> dict[str, Any]:
    return {
        "id": name.id,
        "category": name.category,
        **_run(name.start, name.end, document),
        "via": name.via,
    }


def _figure(figure: Figure, document: Document) -> dict[str, Any]:
    rest = {key: value for key, value in figure._asdict().items() if key not in ("start", "end")}
    return {**_run(figure.start, figure.end, document), **rest}


def _run(start: int, end: int, document: Document, keys: tuple[str, str] = ("start", "end")) -> dict[str, int]:
    """Return a run of the text as one of the file; what was not read anywhere (a configured name) is empty."""
    span = document.source_span(start, max(end, start + 1))
    return {keys[0]: span.start, keys[1]: span.end if start < end else span.start}


def failed(error: UserError) -> dict[str, Any]:
    """Return a fault as a mapping."""
    return {
        "path": error.path,
        "line": error.line,
        "column": error.column,
        "fault": error.fault,
        "remedy": error.remedy,
    }
