"""Reports -> HTML: one file for people who decide about publication; it runs no script and asks no network.

Each page is shown as it is read, its findings marked in place and told beside it; then its claims, then the records.
"""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING

from claimcheck import outputs
from claimcheck.outputs import _html_sources as sources
from claimcheck.outputs import _html_summary as summary
from claimcheck.outputs._html_article import article
from claimcheck.outputs._html_cards import Page, cards
from claimcheck.outputs._html_claims import ladder, table
from claimcheck.outputs._html_marks import numbered
from claimcheck.outputs._html_tags import NOTHING, Markup, joined, tag, text
from claimcheck.outputs.text import shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claimcheck.flow import Outcome
    from claimcheck.model import Report
    from claimcheck.outputs._html_sources import Library

_FILTERS = (("all", "all findings"), ("warnings", "errors and warnings"), ("errors", "errors only"))


def render(outcome: Outcome) -> str:
    """Return the reports as one HTML document."""
    return rendered(outcome, sources.library_of(outcome))


def rendered(outcome: Outcome, shelf: Library) -> str:
    """Return the same with the records that it may tell of."""
    many = len(outcome.reports) > 1
    pages = list(pages_of(outcome, shelf))
    counts = summary.counts(outcome, level="h2", name="counts")
    main = (
        tag("section", counts, summary.notes(outcome), class_="summary", aria_labelledby="counts"),
        summary.not_read(outcome),
        summary.index(outcome) if many else NOTHING,
        _filters() if any(page.marks for page in pages) else NOTHING,
        *(_section(page, outcome, many=many) for page in pages),
        sources.references(shelf),
    )
    return framed(_title(outcome), main, outcome)


def framed(title: str, main: Iterable[Markup], outcome: Outcome) -> str:
    """Return a whole file: head and style, title, what stands in it, notice and digests."""
    pages = bool(outcome.reports)
    skip = tag(
        "a",
        text("Skip to the page" if pages else "Skip to the report"),
        href="#p1" if pages else "#report",
        class_="skip",
    )
    body = (skip, _header(title, outcome), tag("main", *main, id="report"), summary.closing(outcome))
    return f"<!doctype html>\n{tag('html', head(title, outcome.as_of, style()), tag('body', *body), lang='en')}"


@cache
def style() -> str:
    """Return the style sheet, read from the file beside this one."""
    return (files(outputs) / "report.css").read_text(encoding="utf-8")


def policy(sheet: str) -> str:
    """Return what a browser may do with a page: apply its own style sheet, and nothing else."""
    digest = b64encode(sha256(sheet.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; img-src 'none'; base-uri 'none'; form-action 'none'"


def head(title: str, as_of: str, sheet: str) -> Markup:
    """Return the head of a page that runs no script and asks no network: its title, day and style sheet."""
    return tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy(sheet)),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("title", text(f"{title} – claimcheck, {as_of}")),
        tag("style", Markup(sheet)),
    )


def _title(outcome: Outcome) -> str:
    reports = outputs.reports_of(outcome)
    return called(reports[0]) if len(reports) == 1 else f"Report on {len(reports)} pages"


def called(report: Report) -> str:
    """Return the title of a page, else its file."""
    document = report.document
    titles = [at for at, block in enumerate(document.blocks) if block.kind == "title"]
    return document.words_of(titles[0]) if titles else document.path


def _header(title: str, outcome: Outcome) -> Markup:
    made = f"claimcheck {outputs.version()} · as of {outcome.as_of}"
    return tag("header", tag("p", text(made), class_="made"), tag("h1", text(title), dir="auto"))


def pages_of(outcome: Outcome, shelf: Library) -> Iterator[Page]:
    """Yield the pages by path, their findings numbered through the report."""
    first = 1
    for number, report in enumerate(outputs.reports_of(outcome), 1):
        marks = numbered(report, first)
        first += len(marks)
        yield Page(number, report, marks, shelf)


def _filters() -> Markup:
    """Return the choice of severities: buttons that the style sheet alone obeys."""
    choices = [
        tag(
            "label",
            tag("input", type="radio", name="show", id=f"show-{what}", checked="checked" if what == "all" else None),
            text(words),
        )
        for what, words in _FILTERS
    ]
    return tag("fieldset", tag("legend", text("Show")), *choices, class_="filters")


def _section(page: Page, outcome: Outcome, *, many: bool) -> Markup:
    """Return one page: what concerns it as a whole, its words with what was found in them, claims, exceptions."""
    name, report = f"p{page.number}", page.report
    shown = called(report) if many else report.document.path
    parts = [tag("h2", text(shown), id=f"{name}-title", dir="auto"), _about(report, many=many)]
    if many:
        parts.append(summary.counts(summary.one(report, outcome), level="h3", name=f"{name}-counts"))
    whole = [mark for mark in page.marks if mark.block is None]
    if whole:
        box = (tag("h3", text("The page as a whole"), id=f"{name}-whole"), cards(whole, page))
        parts.append(tag("section", *box, class_="whole", aria_labelledby=f"{name}-whole"))
    parts += [tag("h3", text("The page as it is read")), article(page)]
    parts += [tag("h3", text("Claims"), id=f"{name}-claims"), ladder(page.shelf), table(page), _exceptions(report)]
    return tag("section", *parts, class_="page", id=name, aria_labelledby=f"{name}-title")


def _about(report: Report, *, many: bool) -> Markup:
    """Return what is known of a page before it is read: file, language, offer, places; and what was not read in it."""
    document = report.document
    told = [document.path] if many else []
    told += [document.format, document.language, f"{report.words} words"]
    told += [f"offers {', '.join(report.offered)}"] if report.offered else []
    told += [f"for {', '.join(report.jurisdictions)}"] if report.jurisdictions else []
    notes = [tag("li", text(f"not read as it stands: {note}")) for note in document.unread]
    line = tag("p", text(" · ".join(told)), class_="muted")
    return joined([line, tag("ul", *notes, class_="unread")]) if notes else line


def _exceptions(report: Report) -> Markup:
    """Return the table of what a person accepted, with the reason: it stays in every report."""
    rows = [
        (
            allowed.finding.rule,
            allowed.finding.severity,
            str(allowed.finding.line),
            shortened(allowed.finding.quote),
            allowed.reason,
            outputs.who(allowed),
            allowed.until or "for good",
        )
        for allowed in outputs.allowed_of(report)
    ]
    if not rows:
        return NOTHING
    columns = ("rule", "severity", "line", "words", "because", "by", "until")
    told = f"{len(rows)} allowed: recorded exceptions, with whose reason"
    return joined([tag("h3", text("Exceptions")), summary.grid(columns, rows, told)])
