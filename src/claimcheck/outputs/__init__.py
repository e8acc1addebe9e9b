"""Reports -> bytes: a module of this folder is an output, `render(outcome) -> str` what it does.

What outputs share stands here: the notice that ends each of them, the counts, and the order of what they show.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed
from typing import TYPE_CHECKING

from claimcheck import plugins
from claimcheck.model import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import ModuleType

    from claimcheck.errors import UserError
    from claimcheck.flow import Outcome
    from claimcheck.model import Allowed, Claim, Finding, Hidden, Report

NOTICE = (
    "Findings are questions for a reviewer. They say how wording compares with the listed records on {as_of}; "
    "they are not a finding of fact about any person or company, not medical or legal advice; and a page without "
    "findings is not thereby true or lawful."
)
# Reasons to find fault with what is claimed; others ask for what a page has to hold or to be like.
CLAIMED = ("unsupported", "overstated")
# What became of a claim, by its status: the words of the four counts. A claim without status asks for no record.
COMPARED = {
    "compared and supported": ("supported",),
    "compared and not": ("contradicted", "not-met", "overstated", "withheld", "disputed"),
    "not checked": ("unchecked", "unlinked"),
    "asking for no record": (None,),
}


def formats() -> tuple[str, ...]:
    """Return the names of the outputs."""
    return tuple(plugins.names("outputs"))


def load(name: str) -> ModuleType:
    """Return the output `name`."""
    return plugins.load("outputs", name)


def notice(outcome: Outcome) -> str:
    """Return the sentence that ends every output."""
    return NOTICE.format(as_of=outcome.as_of)


def version() -> str:
    """Return the version that is installed, "unknown" in a checkout that is not."""
    try:
        return installed("claimcheck-lint")
    except PackageNotFoundError:
        return "unknown"


def findings_of(report: Report) -> list[Finding]:
    """Return the findings of a report by path, start and rule."""
    return sorted(report.findings, key=_order)


def allowed_of(report: Report) -> list[Allowed]:
    """Return the recorded exceptions of a report by path, start and rule of their findings."""
    return sorted(report.allowed, key=lambda allowed: _order(allowed.finding))


def hidden_of(report: Report) -> list[Hidden]:
    """Return the findings that were there before, by path, start and rule."""
    return sorted(report.hidden, key=lambda hidden: _order(hidden.finding))


def reason_of(allowed: Allowed) -> str:
    """Return why something is allowed, by whom and until when, as far as it is said."""
    told = (allowed.reason, allowed.by and f"by {who(allowed)}", allowed.until and f"until {allowed.until}")
    return "; ".join(part for part in told if part)


def who(allowed: Allowed) -> str:
    """Return who allowed something, and on which day where that is known."""
    return f"{allowed.by or 'nobody named'}{allowed.on and f', {allowed.on}'}"


def approval_of(claim: Claim) -> str:
    """Return what the ledger says of a claim, "" where nothing."""
    entry = claim.approved_as
    if entry is None:
        return ""
    until = f", until {entry.until}" if entry.until else ""
    records = f", resting on {', '.join(entry.records)}" if entry.records else ""
    differs = f": {'; '.join(entry.differs)}" if entry.differs else ""
    return f"{claim.approval} (by {entry.by} on {entry.since}{until}{records}; {entry.path}:{entry.line}){differs}"


def fault_of(error: UserError) -> str:
    """Return what is wrong and the way out, without the place."""
    return f"{error.fault}; {error.remedy}" if error.remedy else error.fault


def by_gravity(outcome: Outcome) -> list[tuple[Report, Finding]]:
    """Return all findings with their reports, the gravest first, then by path, start and rule."""
    found = [(report, finding) for report in outcome.reports for finding in report.findings]
    return sorted(found, key=lambda pair: (-SEVERITIES.index(pair[1].severity), _order(pair[1])))


def once(found: Iterable[tuple[Report, Finding]]) -> list[tuple[Finding, list[Finding]]]:
    """Return findings in order, each with those that say the same of other places of its page: rule, message, severity.

    What is said ten times is not read ten times. What a section claims beyond what is known is weighed where it stands.
    """
    told: dict[tuple[object, ...], tuple[Finding, list[Finding]]] = {}
    headings: dict[str, list[int]] = {}
    for report, finding in found:
        starts = headings.setdefault(finding.path, _headings(report))
        section = bisect_right(starts, finding.start) if finding.subject in CLAIMED else 0
        key = (finding.path, finding.rule, finding.message, finding.severity, section)
        told.setdefault(key, (finding, []))[1].append(finding)
    return [(finding, again[1:]) for finding, again in told.values()]


def _headings(report: Report) -> list[int]:
    """Return where the headings of a page begin in its file."""
    document = report.document
    return [
        document.source_span(b.start, b.end).start for b in document.blocks if b.kind == "heading" and b.start < b.end
    ]


def notes(outcome: Outcome) -> list[str]:
    """Return what every output tells of the run besides its counts: how much is hidden, and by what."""
    number = Counter(hidden.by for report in outcome.reports for hidden in report.hidden)
    said = {"baseline": "held by the baseline {}", "since": "there before, at {}"}
    told = [f"{number[by]} more hidden: {said[by].format(name)}" for by, name in outcome.hidden_by]
    return [*told, *outcome.notes]


def place_of_notes(outcome: Outcome) -> str:
    """Return the file at which to tell of the run, where an output has to name one."""
    pages = [report.document.path for report in reports_of(outcome)]
    return next(iter([*(name for by, name in outcome.hidden_by if by == "baseline"), *pages]), ".")


def reports_of(outcome: Outcome) -> list[Report]:
    """Return the reports by path."""
    return sorted(outcome.reports, key=lambda report: report.document.path)


def by_severity(outcome: Outcome) -> dict[str, int]:
    """Return the number of findings of each severity, the gravest first."""
    found = Counter(finding.severity for report in outcome.reports for finding in report.findings)
    return {severity: found[severity] for severity in reversed(SEVERITIES)}


def by_comparison(outcome: Outcome) -> dict[str, int]:
    """Return the number of claims for each of the four things that can become of one."""
    found = Counter(claim.status for report in outcome.reports for claim in report.claims)
    return {words: sum(found[status] for status in statuses) for words, statuses in COMPARED.items()}


def _order(finding: Finding) -> tuple[str, int, int, str, int, str]:
    # Of several at one place the gravest is read first.
    gravest = -SEVERITIES.index(finding.severity)
    return finding.path, finding.start, gravest, finding.rule, finding.end, finding.id
