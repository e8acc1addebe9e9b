"""A place in a page, a rule or a record -> what is to be told of the words there, as Markdown.

Of a page: the findings, how the claim was read and by which words, and the cards of its records. What comes from pages
and records is escaped, so that it shows as it is written.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lsprotocol.types import Hover, MarkupContent, MarkupKind

from claimcheck import card
from claimcheck.model import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimcheck.card import ClaimCard, FindingCard, RecordCard
    from claimcheck.lsp.home import Home
    from claimcheck.lsp.page import Checked
    from claimcheck.lsp.positions import Positions
    from claimcheck.model import Claim, Finding, Report, Span

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~!])")
_LINE_MARKS = re.compile(r"^(\s*)([-+]|\d+[.)])(?=\s)", re.MULTILINE)
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*")


def in_page(checked: Checked, positions: Positions, offset: int) -> Hover | None:
    """Return what is told of a character of a page, None where it belongs to no claim and no finding."""
    report = checked.report
    if report is None:
        return None
    findings = [f for f in findings_at(checked, offset, offset) if not f.page]
    claim, span = _claim_at(report, offset)
    # What is absent from the page as a whole is told where it is shown, unless there is something else to tell.
    findings = findings or ([] if claim else findings_at(checked, offset, offset))
    if not findings and claim is None:
        return None
    told = [_finding(card.finding_card(finding, report, checked.records)) for finding in findings]
    if claim is not None:
        told.append(_claim(card.claim_card(claim, report.document, checked.records)))
    start, end = (span.start, span.end) if span else (findings[0].start, findings[0].end)
    return _hover("\n\n---\n\n".join(told), positions, start, end)


def named(home: Home, positions: Positions, offset: int) -> Hover | None:
    """Return the card of the record, or what the rule asks, that a word names; None where it names neither."""
    start = positions.start_of_line(offset)
    line = positions.text[start : positions.end_of_line(offset)]
    word = next((m for m in _WORD.finditer(line) if m.start() <= offset - start <= m.end()), None)
    if word is None:
        return None
    if word[0] in home.house.records:
        told = _record(card.record_card(home.house.records[word[0]]))
    elif rule := next((rule for rule in home.house.rules if rule.name == word[0]), None):
        told = (
            f"**{_plain(rule.name)}** · {rule.severity} · {rule.subject}\n\n{_plain(rule.says)}\n\n{_plain(rule.why)}"
        )
    else:
        return None
    return _hover(told, positions, start + word.start(), start + word.end())


def findings_at(checked: Checked, start: int, end: int) -> list[Finding]:
    """Return the findings of a page that share a character with those from `start` to `end`, the gravest first."""
    report, own = checked.report, checked.text.path.as_posix()
    found = [f for f in (report.findings if report else ()) if f.path == own and f.start <= end and start <= f.end]
    return sorted(found, key=lambda f: (-SEVERITIES.index(f.severity), f.start, f.rule))


def _claim_at(report: Report, offset: int) -> tuple[Claim | None, Span | None]:
    """Return the shortest claim that a character of the file belongs to, and where it stands."""
    spans = [(report.document.source_span(claim.start, claim.end), claim) for claim in report.claims]
    found = [(span.end - span.start, n) for n, (span, _) in enumerate(spans) if span.start <= offset <= span.end]
    if not found:
        return None, None
    span, claim = spans[min(found)[1]]
    return claim, span


def _hover(told: str, positions: Positions, start: int, end: int) -> Hover:
    return Hover(MarkupContent(MarkupKind.Markdown, told), positions.range(start, end))


def _finding(told: FindingCard) -> str:
    also = f" (also {_plain(', '.join(told.also))})" if told.also else ""
    parts = [f"**{_plain(told.rule)}** · {told.severity} · {told.subject}{also}", _plain(told.message)]
    parts += [_plain(told.why)] if told.why else []
    parts += [f"*Safer:* {_plain(told.suggestion)}"] if told.suggestion else []
    parts += ["Bears on: " + "; ".join(_plain(one.called) for one in told.sources)] if told.sources else []
    return "\n\n".join(parts)


def _claim(told: ClaimCard) -> str:
    lines = [f"**Claim** · {', '.join(told.kinds)}" + (f" · status **{told.status}**" if told.status else "")]
    readings = [
        f"- {reading.what}: {reading.value}"
        + "".join(f" — {says} by “{_plain(cue)}” over “{_plain(scope)}”" for cue, scope, says in reading.cues)
        for reading in told.readings
    ]
    lines.append("\n".join(readings))
    lines += ["fits alike, and none is taken: " + ", ".join(map(_plain, told.alike))] if told.alike else []
    lines += [_record(record) for record in told.records]
    return "\n\n".join(lines)


def _record(told: RecordCard) -> str:
    title = f": {_plain(told.title)}" if told.title != told.called else ""
    return "\n\n".join([f"**{_plain(told.called)}**{title}", "\n".join(_rows(told))])


def _rows(told: RecordCard) -> Iterator[str]:
    yield f"- {told.kind} `{told.id}`; {_plain(told.state)}"
    if told.demand:
        yield f"- asks: {_plain(told.demand)}"
    for label, value in told.facts:
        yield f"- {label}: {_plain(value)}"
    for basis in told.rests_on:
        yield f"- rests on {_plain(basis.source)} {_plain(basis.told)}"
    for address in told.links:
        yield f"- [{_plain(address)}]({address.replace('(', '%28').replace(')', '%29')})"
    yield f"- our record: {_plain(told.place)}"


def _plain(words: str) -> str:
    """Return words so that Markdown shows them as they are."""
    escaped = _MARKS.sub(r"\\\1", " ".join(words.split()).replace("&", "&amp;"))
    return _LINE_MARKS.sub(r"\1\\\2", escaped)
