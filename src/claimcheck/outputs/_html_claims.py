"""Claims -> markup: one row a claim, what it calls for beside what its records are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck import outputs
from claimcheck.model import STRENGTHS
from claimcheck.outputs import _html_study as study
from claimcheck.outputs._html_sources import named_short
from claimcheck.outputs._html_tags import NOTHING, SPACE, Markup, joined, tag, text
from claimcheck.outputs.text import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimcheck.model import Claim, Document
    from claimcheck.outputs._html_cards import Page
    from claimcheck.outputs._html_sources import Library

_COLUMNS = ("Words", "Kind", "Speaks for", "Stance", "Strength", "Calls for", "Linked records", "Status")
_NO_RECORD = "asks for no record"


def table(page: Page) -> Markup:
    """Return the table of the claims of a page, in the order of the page."""
    claims = sorted(page.report.claims, key=lambda claim: (claim.start, claim.end, claim.id))
    if not claims:
        return tag("p", text("No claim was read on this page."), class_="muted")
    head = tag("tr", *(tag("th", text(column), scope="col", role="columnheader") for column in _COLUMNS), role="row")
    rows = [tag("tr", *_row(claim, page), role="row", id=f"p{page.number}-c{at}") for at, claim in enumerate(claims, 1)]
    name = f"claims of {page.document.path}"
    return tag(
        "table",
        tag("caption", text(name), class_="unseen"),
        tag("thead", head, role="rowgroup"),
        tag("tbody", *rows, role="rowgroup"),
        class_="claims",
        role="table",
    )


def _row(claim: Claim, page: Page) -> Iterator[Markup]:
    document = page.document
    line = document.place(claim.start, claim.end).line
    words = text(f"“{shortened(document.text[claim.start : claim.end])}”")
    place = tag("a", text(f"line {line}"), href=f"#{page.anchor(claim.block)}", class_="place")
    yield tag("th", words, SPACE, place, scope="row", role="rowheader", dir="auto")
    records = [record_told(name, page.shelf) for name in claim.records]
    cells = (
        text(", ".join(claim.kinds)),
        text(claim.role),
        joined([text(claim.stance), _cue(claim, "stance", page)]),
        joined([text(claim.strength), _cue(claim, "strength", page)]),
        _called_for(claim, page.shelf),
        joined(records) if records else text("none"),
        _status(claim, page),
    )
    for column, cell in zip(_COLUMNS[1:], cells, strict=True):
        yield tag("td", cell, role="cell", data_label=column)


def _cue(claim: Claim, decides: str, page: Page) -> Markup:
    """Return the words that decided how a claim was read."""
    told = cues(claim, decides, page.document)
    return tag("small", text(f" {told}")) if told else NOTHING


def cues(claim: Claim, decides: str, document: Document) -> str:
    """Return in plain words by which of its words a claim was read so, "" where none decided."""
    found = dict.fromkeys(document.text[cue.start : cue.end] for cue in claim.cues if cue.decides == decides)
    return f"by “{'”, “'.join(map(shortened, found))}”" if found else ""


def _called_for(claim: Claim, shelf: Library) -> Markup:
    """Return what the lexicon asks of a claim's kinds, where it asks for a record at all."""
    asked = asked_for(claim, shelf)
    return joined(tag("p", text(phrase)) for phrase in asked) if asked else text("no record")


def asked_for(claim: Claim, shelf: Library) -> list[str]:
    """Return in plain words what the lexicon asks of a claim's kinds."""
    kinds = claim.kinds if claim.status else ()
    return list(dict.fromkeys(phrase for kind in kinds for phrase in shelf.classes.get(f"calls-for-{kind}", ())))


def ladder(shelf: Library) -> Markup:
    """Return which designs carry which strength of wording, as the lexicon lists them."""
    rows = [
        tag("div", tag("dt", text(strength)), tag("dd", text(", ".join(map(study.words, designs)))))
        for strength in reversed(STRENGTHS)
        if (designs := shelf.classes.get(f"permits-{strength}"))
    ]
    if not rows:
        return NOTHING
    name = tag("summary", text("How strong a wording each design of a study carries, at most"))
    return tag("details", name, tag("dl", *rows), class_="ladder")


def record_told(name: str, shelf: Library) -> Markup:
    """Return a record that a claim leans on: what it is called, leading to all of it, and what the study was."""
    if name not in shelf.anchors:
        return tag("p", text(name))
    record = shelf.records[name]
    told = "; ".join(f"{label}: {words}" for label, words in study.facts(record))
    return tag("p", tag("b", named_short(name, shelf)), SPACE, text(told or "no design: it is no study of its own"))


def _status(claim: Claim, page: Page) -> Markup:
    numbers = [mark for mark in page.marks if mark.finding.claim == claim.id and not mark.finding.page]
    links = [
        tag(
            "a",
            text(mark.number),
            href=f"#f{mark.number}",
            class_=f"number {mark.finding.severity}",
            aria_label=f"finding {mark.number}, {mark.finding.severity}: {mark.finding.rule}",
        )
        for mark in numbers
    ]
    status = tag("span", text(claim.status or _NO_RECORD), class_=f"status {claim.status or 'none'}")
    approval = outputs.approval_of(claim)
    told = tag("small", text(f" {approval}")) if approval else NOTHING
    return joined([status, SPACE, joined(links, " "), told])
