"""Reports -> text for a terminal: three lines a finding, then what was counted and the notice.

What one rule says in the same words of several places of a page is said once, with the other places below it; words of
which several rules speak are quoted once.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Protocol

from claimcheck import outputs
from claimcheck.words import sentences_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimcheck.flow import Outcome
    from claimcheck.model import Finding, Report

_LONGEST_QUOTE = 160
_SHORT_QUOTE = 50
_COLOURS = {"error": "red", "warning": "yellow", "advice": "cyan"}


class _Paint(Protocol):
    def __call__(self, text: str, *, fg: str | None = None, bold: bool | None = None) -> str: ...


def render(outcome: Outcome) -> str:
    """Return the findings, the counts and the notice as plain text."""
    return _text(outcome, _plain)


def render_in_colour(outcome: Outcome) -> str:
    """Return the same with the colours of a terminal."""
    import click

    return _text(outcome, click.style)


def _text(outcome: Outcome, paint: _Paint) -> str:
    lines = [line for report in outputs.reports_of(outcome) for line in _report(report, paint)]
    return "\n".join([*lines, *counts(outcome), outputs.notice(outcome), ""])


def _report(report: Report, paint: _Paint) -> Iterator[str]:
    told: set[str] = set()
    quoted: tuple[int, int, str] | None = None
    for finding, again in outputs.once((report, one) for one in outputs.findings_of(report)):
        # Why a rule asks is said once a page; the tenth time nobody reads it.
        why = "" if finding.rule in told else _first(finding.why)
        # Where several jurisdictions are asked for, whose demand it is.
        whose = finding.jurisdictions if len(finding.jurisdictions) < len(report.jurisdictions) else ()
        place = (finding.line, finding.column, finding.quote)
        yield from _finding(finding, paint, why=why, whose=whose, quotes=place != quoted)
        quoted = place
        if again:
            yield f"    the same at {', '.join(_briefly(one, finding) for one in again)}"
        told.add(finding.rule)
    yield from _allowed(report, paint)
    for note in report.document.unread:
        yield one_line(f"{report.document.path}: not read as it stands: {note}")


def _briefly(finding: Finding, first: Finding) -> str:
    """Return a finding's place and its words, in short, with the rules that found the same only here."""
    place = finding.place or f"{finding.line}:{finding.column}"
    own = [name for name in finding.also if name not in first.also]
    also = f" (also {', '.join(own)})" if own else ""
    return f"{place} “{shortened(finding.quote, _SHORT_QUOTE)}”{also}"


def _finding(finding: Finding, paint: _Paint, *, why: str, whose: tuple[str, ...], quotes: bool) -> Iterator[str]:
    place = paint(f"{one_line(finding.path)}:{finding.line}:{finding.column}", bold=True)
    severity = paint(finding.severity, fg=_COLOURS[finding.severity])
    named = f"  {finding.place}" if finding.place else ""
    also = f"; also {', '.join(finding.also)}" if finding.also else ""
    holds = f"; in {', '.join(whose)}" if whose else ""
    yield f"{place}{named}  {severity}  {finding.rule} ({finding.subject}{also}{holds})"
    if quotes:
        yield f"    “{shortened(finding.quote)}”"
    said = (finding.message, why, *_elsewhere(finding))
    yield f"    {one_line(' — '.join(part for part in said if part))}"
    yield from _under(finding)


def _allowed(report: Report, paint: _Paint) -> Iterator[str]:
    """Yield a line for each exception: what it allows, first where and how often, with whose reason."""
    found: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for allowed in outputs.allowed_of(report):
        found[allowed.finding.rule, outputs.reason_of(allowed)].append(allowed.finding)
    for (rule, reason), findings in found.items():
        first = findings[0]
        place = paint(f"{one_line(first.path)}:{first.line}:{first.column}", bold=True)
        times = f" ({len(findings)} times)" if len(findings) > 1 else ""
        yield f"{place}  allowed  {rule}{times}: {one_line(reason)}"


def shortened(quote: str, longest: int = _LONGEST_QUOTE) -> str:
    """Return a quotation on one line, with whole words of its middle left out where it is long."""
    words = one_line(quote)
    if len(words) <= longest:
        return words
    half = (longest - 3) // 2
    return f"{_whole(words[: half + 1])} … {_whole(words[-half - 1 :][::-1])[::-1]}"


def _whole(words: str) -> str:
    """Return the whole words of a text of which more follows, as far as one ends in its last half."""
    end = words.rfind(" ")
    return words[:end].rstrip() if end > len(words) // 2 else words[:-1].rstrip()


def told(finding: Finding) -> list[str]:
    """Return what a finding says, for a place that shows the line: its words and message, why, a safer wording."""
    words = f"“{shortened(finding.quote)}”: " if finding.quote else ""
    parts = (f"{words}{finding.message}", finding.why, finding.suggestion and f"Safer: {finding.suggestion}")
    return [one_line(part) for part in parts if part]


def one_line(text: str) -> str:
    """Return a text on one line, without the characters that would steer a terminal."""
    return " ".join("".join(c for c in text if c.isprintable() or c.isspace()).split())


def _first(why: str) -> str:
    """Return the first sentence."""
    return next((why[start:end] for start, end in sentences_in(why, 0, len(why))), "")


def _elsewhere(finding: Finding) -> Iterator[str]:
    """Yield the places in other files that the finding leans on, the record's own, as far as no message names them."""
    elsewhere = [related for related in finding.related if related.path != finding.path]
    places = [f"{one.path}:{one.line}" for one in elsewhere if one.rests_on]
    places = [place for place in places if f"{place})" not in finding.message]
    if places:
        yield ", ".join(dict.fromkeys(places))


def _under(finding: Finding) -> Iterator[str]:
    """Yield what other rules miss about the same study, a line each."""
    for related in finding.related:
        if related.path != finding.path and not related.rests_on:
            yield f"    also {one_line(related.what)} ({related.path}:{related.line})"


def counts(outcome: Outcome) -> Iterator[str]:
    """Yield the lines that say what was counted: findings, what became of claims, what is hidden, what failed."""
    severities = outputs.by_severity(outcome)
    claims = outputs.by_comparison(outcome)
    allowed = sum(len(report.allowed) for report in outcome.reports)
    yield (
        f"{_number(sum(severities.values()), 'finding')} in {_number(len(outcome.reports), 'file')}: "
        f"{', '.join(_number(count, severity) for severity, count in severities.items())}; {allowed} allowed."
    )
    compared = ", ".join(f"{count} {words}" for words, count in claims.items())
    yield f"{_number(sum(claims.values()), 'claim')}: {compared}."
    yield from (f"{one_line(note)}." for note in outputs.notes(outcome))
    if outcome.failed or outcome.skipped:
        yield f"{_number(len(outcome.failed), 'fault')} of what was given; {len(outcome.skipped)} left out."


def _number(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 or what == "advice" else f"{count} {what}s"


def _plain(text: str, *, fg: str | None = None, bold: bool | None = None) -> str:
    del fg, bold
    return text
