"""Reports -> a Word file for those who review in Word: the counts, each page with its findings, what was left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck import outputs
from claimcheck.outputs._word_parts import document, paragraph, run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimcheck.flow import Outcome
    from claimcheck.model import Allowed, Finding, Report


def render(outcome: Outcome) -> bytes:
    """Return the report as the bytes of a Word file."""
    return document(_paragraphs(outcome))


def _paragraphs(outcome: Outcome) -> Iterator[str]:
    yield paragraph(run("Content review"), style="Title")
    yield paragraph(run(f"claimcheck {outputs.version()}, as of {outcome.as_of}"))
    severities = ", ".join(f"{count} {severity}" for severity, count in outputs.by_severity(outcome).items())
    allowed = sum(len(report.allowed) for report in outcome.reports)
    yield paragraph(run(f"{len(outcome.reports)} pages; findings: {severities}; {allowed} allowed."))
    compared = ", ".join(f"{count} {words}" for words, count in outputs.by_comparison(outcome).items())
    yield paragraph(run(f"Claims: {compared}."))
    for note in outputs.notes(outcome):
        yield paragraph(run(f"{note}."))
    for report in outputs.reports_of(outcome):
        yield from _report(report)
    if outcome.failed or outcome.skipped:
        yield paragraph(run("Not read"), style="Heading1")
    for error in outcome.failed:
        yield paragraph(run(str(error)))
    for path, why in outcome.skipped:
        yield paragraph(run(f"{path}: left out: {why}"))
    yield paragraph(run(outputs.notice(outcome)))


def _report(report: Report) -> Iterator[str]:
    yield paragraph(run(report.document.path), style="Heading1")
    findings = outputs.findings_of(report)
    if not findings:
        yield paragraph(run("No findings."))
    for finding in findings:
        yield from _finding(finding)
    for allowed in outputs.allowed_of(report):
        yield from _allowed(allowed)
    for note in report.document.unread:
        yield paragraph(run(f"Not read as it stands: {note}"))


def _finding(finding: Finding) -> Iterator[str]:
    yield paragraph(run(f"{finding.severity}: {finding.rule}, {_place(finding)}"), style="Heading2")
    yield paragraph(run(f"“{finding.quote}”"))
    yield from explained(finding)


def explained(finding: Finding) -> Iterator[str]:
    """Yield the paragraphs that say what a finding asks: its message, why it matters, what could be written."""
    yield paragraph(run(finding.message, bold=True))
    yield paragraph(run(finding.why))
    if finding.suggestion:
        yield paragraph(run("Suggestion:", bold=True), run(finding.suggestion))


def _allowed(allowed: Allowed) -> Iterator[str]:
    finding = allowed.finding
    yield paragraph(run(f"allowed: {finding.rule}, {_place(finding)}"), style="Heading2")
    yield paragraph(run(f"“{finding.quote}”"))
    yield paragraph(run(outputs.reason_of(allowed)))


def _place(finding: Finding) -> str:
    return finding.place or f"line {finding.line}, column {finding.column}"
