"""Reports -> what a substantiation file tells: every claim of every page with its records, findings and decision.

HTML and DOCX are made of the same parts, so that one says what the other does.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from claimcheck import outputs
from claimcheck.outputs._html_claims import asked_for, cues
from claimcheck.outputs._html_summary import REASONS
from claimcheck.outputs.html import called, pages_of
from claimcheck.outputs.text import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from claimcheck.flow import Outcome
    from claimcheck.model import Allowed, Claim, Document
    from claimcheck.outputs._html_cards import Page
    from claimcheck.outputs._html_marks import Mark
    from claimcheck.outputs._html_sources import Library

Rows = tuple[tuple[str, str], ...]
SIGNED = ("Reviewer", "Decision", "Date")
ALL_READ = "Nothing: the page shows no picture, film or frame, and leads to no other page."
_STOPS = " .!?…"
UNSIGNED = ("", "", "")


@dataclass(frozen=True)
class Entry:
    """One claim: `number` counts pages and their claims, `rows` say how it was read and what became of it.

    `signed` are reviewer, decision and date, "" for each that nobody recorded.
    """

    number: str
    claim: Claim
    words: str
    place: str
    rows: Rows
    marks: tuple[Mark, ...]
    allowed: tuple[Allowed, ...]
    signed: tuple[str, str, str] = UNSIGNED


@dataclass(frozen=True)
class Part:
    """One page: where it is kept, what was not read of it, its claims, and what belongs to no single claim."""

    page: Page
    title: str
    about: Rows
    unread: tuple[tuple[str, str, str], ...]
    entries: tuple[Entry, ...]
    marks: tuple[Mark, ...]
    allowed: tuple[Allowed, ...]


def parts_of(outcome: Outcome, shelf: Library, commits: Mapping[str, str]) -> tuple[Part, ...]:
    """Return the pages of a dossier by path; `commits` has the git commit of each that stands in one."""
    pages = (replace(page, read=False) for page in pages_of(outcome, shelf))
    return tuple(_part(page, commits.get(page.document.path, "")) for page in pages)


def title_of(outcome: Outcome) -> str:
    """Return what a dossier is called."""
    reports = outputs.reports_of(outcome)
    return f"Substantiation file: {called(reports[0]) if len(reports) == 1 else f'{len(reports)} pages'}"


def exception_told(allowed: Allowed) -> str:
    """Return a recorded exception in words: what was allowed, where, why, by whom and until when."""
    finding = allowed.finding
    told = (
        f"{finding.rule} ({finding.severity}) at line {finding.line}, “{shortened(finding.quote)}”: {finding.message}"
    )
    return f"{told} – allowed because {_decided(allowed)}; by {outputs.who(allowed)}"


def _decided(allowed: Allowed) -> str:
    return f"{allowed.reason} ({f'until {allowed.until}' if allowed.until else 'for good'})"


def _part(page: Page, commit: str) -> Part:
    entries: list[Entry] = []
    marks = list(page.marks)
    allowed = outputs.allowed_of(page.report)
    claims = sorted(page.report.claims, key=lambda claim: (claim.start, claim.end, claim.id))
    for at, claim in enumerate(claims, 1):
        own = [mark for mark in marks if mark.finding.claim == claim.id and not mark.finding.page]
        accepted = [one for one in allowed if one.finding.claim == claim.id and not one.finding.page]
        marks = [mark for mark in marks if mark not in own]
        allowed = [one for one in allowed if one not in accepted]
        entries.append(_entry(f"{page.number}.{at}", claim, page, own, accepted))
    about = tuple(_about(page, commit))
    unread = tuple(_unread(page.document))
    return Part(page, called(page.report), about, unread, tuple(entries), tuple(marks), tuple(allowed))


def _entry(number: str, claim: Claim, page: Page, marks: Sequence[Mark], allowed: Sequence[Allowed]) -> Entry:
    document = page.document
    place = document.place(claim.start, claim.end)
    return Entry(
        number,
        claim,
        document.text[claim.start : claim.end],
        f"line {place.line}, column {place.column}",
        tuple((label, told) for label, told in _rows(claim, page) if told),
        tuple(marks),
        tuple(allowed),
        UNSIGNED if marks else _signed(claim, allowed),
    )


def _signed(claim: Claim, allowed: Sequence[Allowed]) -> tuple[str, str, str]:
    """Return the decision that is recorded on all that was found, by somebody named: in exceptions, in the ledger."""
    entry = claim.approved_as if claim.approval == "approved" else None
    if not all(one.by for one in allowed) or not (allowed or entry):
        return UNSIGNED
    given = [(one.by, _decided(one), one.on) for one in allowed]
    if entry is not None and not any(one.via == "approval" for one in allowed):
        until = f"until {entry.until}" if entry.until else "for good"
        given.append((entry.by, f"approved wording, {entry.path}:{entry.line} ({until})", entry.since))
    names, decisions, days = (list(dict.fromkeys(filter(None, told))) for told in zip(*given, strict=True))
    return ", ".join(names), f"accepted: {'; '.join(decisions)}", ", ".join(days)


def _rows(claim: Claim, page: Page) -> Iterator[tuple[str, str]]:
    document = page.document
    sentence = document.text[slice(*claim.sentence)]
    words = document.text[claim.start : claim.end]
    around = claim.sentence.holds(claim.start, claim.end) and sentence.rstrip(_STOPS) != words.rstrip(_STOPS)
    yield "in the sentence", sentence if around else ""
    yield "kinds", ", ".join(claim.kinds)
    yield "speaks for", claim.role
    yield "stance", f"{claim.stance} {cues(claim, 'stance', document)}".strip()
    yield "direction", claim.direction
    yield "strength", f"{claim.strength} {cues(claim, 'strength', document)}".strip()
    yield "figures", ", ".join(dict.fromkeys(document.text[one.start : one.end] for one in claim.figures))
    yield "sources beside it", ", ".join(dict.fromkeys(f"{one.kind} {one.id}" for one in claim.citations))
    yield "approval", outputs.approval_of(claim)
    yield "calls for", "; ".join(asked_for(claim, page.shelf))
    yield "status", f"{claim.status or 'asks for no record'}: {REASONS[claim.status]}"


def _about(page: Page, commit: str) -> Iterator[tuple[str, str]]:
    document, report = page.document, page.report
    yield "file", document.path
    yield "SHA-256", document.digest or "not known: the page was not read from a file"
    yield "git commit", commit or "in no git repository"
    yield "read as", f"{document.format}, {document.language}, {report.words} words"
    yield "offers", ", ".join(report.offered) or "nothing that was recognised"
    yield "held against the rules of", ", ".join(report.jurisdictions) or "all jurisdictions"


def _unread(document: Document) -> Iterator[tuple[str, str, str]]:
    """Yield what was not read of a page: what it is, at which line and column, and what stands there."""
    yield from (("not read as it stands", "", note) for note in document.unread)
    for one in document.elsewhere:
        line, column = document.line_column(one.start)
        yield one.what, f"{line}:{column}", one.target or shortened(document.source[one.start : one.end])
