"""Outcome -> markup: what stands above and below the pages: counts, index, what was not read, notice and digests."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from claimcheck import outputs
from claimcheck.outputs._html_tags import NOTHING, SPACE, Markup, joined, tag, text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimcheck.flow import Outcome
    from claimcheck.model import Report

# Why a claim with this status is counted where it is (DESIGN.md §6).
REASONS = {
    "supported": "what our records say agrees with it",
    "contradicted": "a record gives another direction or figure",
    "not-met": "leans on a study whose primary endpoint was not met, unsaid",
    "overstated": "says more than the design, people or product of the study carries",
    "withheld": "names a study as support and leaves its result out",
    "disputed": "our records are at odds with each other",
    "unchecked": "a record is linked; what the comparison needs is not known or not verified",
    "unlinked": "no record is linked",
    None: "states nothing that a record could bear out",
}


def counts(outcome: Outcome, *, level: str, name: str) -> Markup:
    """Return the four counts of claims with their reasons, then findings by severity and exceptions."""
    claims = Counter(claim.status for report in outcome.reports for claim in report.claims)
    boxes = []
    for (words, number), statuses in zip(
        outputs.by_comparison(outcome).items(), outputs.COMPARED.values(), strict=True
    ):
        reasons = [_reason(status, claims[status]) for status in statuses if claims[status]]
        boxes.append(
            tag("div", tag("dt", text(words)), tag("dd", text(number)), *reasons, class_=f"count {words.split()[-1]}")
        )
    total = sum(claims.values())
    heading = tag(
        level, text(f"{_number(total, 'claim')}, and what became of {'it' if total == 1 else 'them'}"), id=name
    )
    return joined([heading, tag("dl", *boxes, class_="counts"), _severities(outcome)])


def _reason(status: str | None, number: int) -> Markup:
    told = f"{number} {status}: {REASONS[status]}" if status else REASONS[status]
    return tag("dd", text(told), class_="reason")


def _severities(outcome: Outcome) -> Markup:
    found = outputs.by_severity(outcome)
    allowed = sum(len(report.allowed) for report in outcome.reports)
    parts = [
        tag("li", tag("b", text(number)), SPACE, text(_plural(number, severity)), class_=f"tally {severity}")
        for severity, number in found.items()
    ]
    parts.append(tag("li", tag("b", text(allowed)), text(" allowed"), class_="tally allowed"))
    hidden = sum(len(report.hidden) for report in outcome.reports)
    if outcome.hidden_by:
        parts.append(tag("li", tag("b", text(hidden)), text(" hidden"), class_="tally hidden"))
    return tag("ul", *parts, class_="tallies", role="list", aria_label="findings by severity")


def notes(outcome: Outcome) -> Markup:
    """Return what is told of the run besides its counts."""
    told = [tag("li", text(note)) for note in outputs.notes(outcome)]
    return tag("ul", *told, class_="muted") if told else NOTHING


def index(outcome: Outcome) -> Markup:
    """Return the table of pages with their counts, each leading to its section."""
    columns = ("page", *outputs.by_severity(outcome), "allowed", *outputs.COMPARED)
    head = tag("tr", *(tag("th", text(column), scope="col") for column in columns))
    rows = [_indexed(number, report, outcome) for number, report in enumerate(outputs.reports_of(outcome), 1)]
    table = tag(
        "table", tag("caption", text("findings and claims of each page")), tag("thead", head), tag("tbody", *rows)
    )
    scrolled = tag("div", table, class_="wide", tabindex="0", role="group", aria_label="pages")
    return tag("section", tag("h2", text("Pages"), id="pages"), scrolled, class_="index", aria_labelledby="pages")


def _indexed(number: int, report: Report, outcome: Outcome) -> Markup:
    alone = one(report, outcome)
    page = tag("th", tag("a", text(report.document.path), href=f"#p{number}"), scope="row")
    numbers = (*outputs.by_severity(alone).values(), len(report.allowed), *outputs.by_comparison(alone).values())
    return tag("tr", page, *(tag("td", text(count)) for count in numbers))


def one(report: Report, outcome: Outcome) -> Outcome:
    """Return what a run gives for one of its pages."""
    return replace(outcome, reports=(report,))


def not_read(outcome: Outcome) -> Markup:
    """Return the files that could not be read, with the way out, and those that were left out, with the reason."""
    failed = [
        (str(error.path) or "as a whole", _place(error.line, error.column), error.fault, error.remedy)
        for error in outcome.failed
    ]
    skipped = [(path, "", f"left out: {why}", "") for path, why in outcome.skipped]
    if not failed and not skipped:
        return NOTHING
    told = f"{_number(len(failed), 'fault')} of what was given; {len(skipped)} left out"
    table = grid(("file", "place", "fault", "remedy"), [*failed, *skipped], told)
    return tag(
        "section", tag("h2", text("Not read"), id="not-read"), table, class_="failed", aria_labelledby="not-read"
    )


def grid(columns: Iterable[str], rows: Iterable[Iterable[str]], told: str) -> Markup:
    """Return a plain table of words whose first column names the rest."""
    head = tag("thead", tag("tr", *(tag("th", text(column), scope="col") for column in columns)))
    body = []
    for first, *rest in rows:
        body.append(tag("tr", tag("th", text(first), scope="row"), *(tag("td", text(cell)) for cell in rest)))
    table = tag("table", tag("caption", text(told)), head, tag("tbody", *body))
    return tag("div", table, class_="wide", tabindex="0", role="group", aria_label=told)


def closing(outcome: Outcome) -> Markup:
    """Return the notice that ends every output, the day, the version and the digests of what the result rests on."""
    digests = [
        tag("div", tag("dt", text(name)), tag("dd", tag("code", text(digest))))
        for name, digest in sorted(outcome.digests.items())
    ]
    made = f"claimcheck {outputs.version()}, as of {outcome.as_of}. The digests name what the result rests on."
    return tag(
        "footer",
        tag("p", text(outputs.notice(outcome)), class_="notice"),
        tag("p", text(made)),
        tag("dl", *digests, class_="digests"),
    )


def _place(line: int, column: int) -> str:
    return ":".join(str(part) for part in (line, column) if part)


def _plural(number: int, what: str) -> str:
    return what if number == 1 or what == "advice" else f"{what}s"


def _number(number: int, what: str) -> str:
    return f"{number} {_plural(number, what)}"
