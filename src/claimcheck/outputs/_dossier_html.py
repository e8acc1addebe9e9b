"""Dossier -> HTML: one file to read, print and sign; it runs no script and asks no network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.outputs import _dossier as dossier
from claimcheck.outputs import _html_summary as summary
from claimcheck.outputs._html_cards import cards
from claimcheck.outputs._html_claims import ladder, record_told
from claimcheck.outputs._html_sources import references
from claimcheck.outputs._html_tags import NOTHING, SPACE, Markup, joined, tag, text, unseen
from claimcheck.outputs.html import framed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from claimcheck.flow import Outcome
    from claimcheck.model import Allowed
    from claimcheck.outputs._dossier import Entry, Part, Rows
    from claimcheck.outputs._html_cards import Page
    from claimcheck.outputs._html_marks import Mark
    from claimcheck.outputs._html_sources import Library


def render(outcome: Outcome, shelf: Library, commits: Mapping[str, str]) -> str:
    """Return the substantiation file of a run as one HTML document."""
    parts = dossier.parts_of(outcome, shelf, commits)
    counts = summary.counts(outcome, level="h2", name="counts")
    main = (
        tag("section", counts, class_="summary", aria_labelledby="counts"),
        summary.not_read(outcome),
        summary.index(outcome) if len(parts) > 1 else NOTHING,
        ladder(shelf),
        *(_section(part) for part in parts),
        references(shelf),
    )
    return framed(dossier.title_of(outcome), main, outcome)


def _section(part: Part) -> Markup:
    name = f"p{part.page.number}"
    parts = [tag("h2", text(part.title), id=f"{name}-title", dir="auto"), _listed(part.about, "facts")]
    parts += [tag("h3", text("Not read")), _unread(part)]
    if part.marks or part.allowed:
        found = _found(part.marks, part.allowed, part.page)
        parts += [tag("h3", text("Of no single claim")), tag("div", *found, class_="found whole")]
    parts.append(tag("h3", text(f"Claims ({len(part.entries)})")))
    parts += [_entry(entry, part.page) for entry in part.entries]
    if not part.entries:
        parts.append(tag("p", text("No claim was read on this page."), class_="muted"))
    return tag("section", *parts, class_="page dossier", id=name, aria_labelledby=f"{name}-title")


def _unread(part: Part) -> Markup:
    if not part.unread:
        return tag("p", text(dossier.ALL_READ))
    told = f"{len(part.unread)} of {part.page.document.path}"
    return summary.grid(("what", "line and column", "address or words"), part.unread, told)


def _entry(entry: Entry, page: Page) -> Markup:
    name = f"p{page.number}-c{entry.number.split('.')[1]}"
    place = tag("span", text(entry.place), class_="place")
    head = tag("h4", text(f"Claim {entry.number}"), SPACE, place, id=f"{name}-title")
    quote = tag("blockquote", tag("p", text(entry.words), dir="auto"))
    records = [record_told(record, page.shelf) for record in entry.claim.records]
    leans = joined(records) if records else tag("p", text("No record is linked."), class_="muted")
    read = tag("div", quote, _listed(entry.rows, "facts"), tag("h5", text("Records")), leans, class_="how")
    found = list(_found(entry.marks, entry.allowed, page))
    nothing = tag("p", text("Nothing was found in it."), class_="muted")
    judged = tag("div", tag("h5", text("Findings")), *(found or [nothing]), class_="found")
    decided = (tag("h5", text("Decision on this claim")), _sign(entry.signed, f"on claim {entry.number}"))
    inside = (head, read, judged, *decided)
    return tag("article", *inside, class_="entry", id=name, aria_labelledby=f"{name}-title")


def _found(marks: Sequence[Mark], allowed: Iterable[Allowed], page: Page) -> Iterator[Markup]:
    """Yield each finding with lines to decide on it, then what was allowed."""
    for mark in marks:
        yield tag("div", cards([mark], page), _sign(dossier.UNSIGNED, f"on finding {mark.number}"))
    for one in allowed:
        yield tag("p", tag("b", text("Exception")), SPACE, text(dossier.exception_told(one)), class_="exception")


def _sign(signed: Sequence[str], what: str) -> Markup:
    """Return reviewer, decision and date as recorded, or as lines to write on."""
    fields = (
        tag("div", tag("dt", text(label)), tag("dd", text(told) if told else unseen("to be written")))
        for label, told in zip(dossier.SIGNED, signed, strict=True)
    )
    return tag("dl", *fields, class_="sign", role="group", aria_label=f"decision {what}")


def _listed(rows: Rows, name: str) -> Markup:
    return tag("dl", *(tag("div", tag("dt", text(label)), tag("dd", text(told))) for label, told in rows), class_=name)
