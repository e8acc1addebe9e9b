"""Finding -> card: rule, what the words say, a safer wording; folded in it why, on what authority, which record."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from claimcheck.outputs import _html_sources as sources
from claimcheck.outputs._html_marks import Places
from claimcheck.outputs._html_tags import NOTHING, SPACE, Markup, joined, tag, text
from claimcheck.outputs.text import shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from claimcheck.model import Document, Finding, Related, Report
    from claimcheck.outputs._html_marks import Mark
    from claimcheck.outputs._html_sources import Library


@dataclass(frozen=True)
class Page:
    """One page of a report: its place in it, its findings by number, the records that the report names.

    `read` is whether its words stand in the report block by block, so that one can lead to them.
    """

    number: int
    report: Report
    marks: tuple[Mark, ...]
    shelf: Library
    read: bool = True

    @property
    def document(self) -> Document:
        """Return the document of the page."""
        return self.report.document

    @cached_property
    def places(self) -> Places:
        """Return the way from the file back to the text."""
        return Places(self.document)

    @cached_property
    def firsts(self) -> Mapping[str, int]:
        """Return the number of the first finding of each rule."""
        return {mark.finding.rule: mark.number for mark in reversed(self.marks)}

    @cached_property
    def advised(self) -> Mapping[tuple[str, str], int]:
        """Return the number of the first finding that gives each safer wording."""
        return {(mark.finding.rule, mark.finding.suggestion): mark.number for mark in reversed(self.marks)}

    def anchor(self, block: int) -> str:
        """Return the anchor of a block."""
        return f"p{self.number}-b{block}"


def cards(marks: Sequence[Mark], page: Page) -> Markup:
    """Return the cards of several findings as a list, nothing for none."""
    if not marks:
        return NOTHING
    return tag("ul", *(_card(mark, page) for mark in marks), class_="cards", role="list")


def _card(mark: Mark, page: Page) -> Markup:
    finding = mark.finding
    back = f"#m{mark.number}" if page.read and mark.block is not None else None
    head = tag(
        "p",
        tag(
            "a", text(mark.number), href=back, class_=f"number {finding.severity}", aria_label=f"finding {mark.number}"
        ),
        SPACE,
        tag("span", text(finding.severity), class_="severity"),
        SPACE,
        tag("strong", text(finding.rule), class_="rule"),
        SPACE,
        tag("span", text(f"{finding.line}:{finding.column}"), class_="place", title="line and column in the file"),
        class_="head",
    )
    parts = [head, tag("p", text(finding.message), class_="message")]
    safer = tag("p", tag("b", text("Safer")), SPACE, text(finding.suggestion), class_="safer")
    said_before = page.advised[finding.rule, finding.suggestion] != mark.number
    if finding.suggestion and not said_before:
        parts.append(safer)
    folded = [safer] if finding.suggestion and said_before else []
    parts.append(tag("details", tag("summary", text("why")), *folded, *_reasons(mark, page)))
    return tag("li", *parts, class_=f"card {finding.severity}", id=f"f{mark.number}")


def _reasons(mark: Mark, page: Page) -> Iterator[Markup]:
    """Yield what is folded: on paper the reasons of a rule are printed with its first finding only."""
    finding = mark.finding
    first = page.firsts.get(finding.rule, mark.number)
    why = [tag("p", text(finding.why))] if finding.why else []
    if finding.sources:
        bears_on = (tag("li", sources.authority_short(name, page.shelf)) for name in finding.sources)
        why.append(tag("div", tag("b", text("Bears on")), tag("ul", *bears_on)))
    if first == mark.number:
        yield from why
    else:
        yield tag("div", *why, class_="again")
        yield tag("p", text("Why: as under "), tag("a", text(first), href=f"#f{first}"), class_="see")
    for record in finding.records:
        yield tag(
            "div", tag("b", text("Our record")), sources.record_short(record, finding, page.shelf), class_="record"
        )
    yield from _rest(finding, page)


def _rest(finding: Finding, page: Page) -> Iterator[Markup]:
    """Yield where else to look, which rules found the same, and where the rule holds, a line each."""
    if finding.page and finding.quote:
        words = text(f": “{shortened(finding.quote)}”")
        yield _line("First at", [joined([_line_of(finding.line, finding.start, finding.end, page), words])])
    for what, places in groupby(sorted(finding.related, key=lambda one: one.what), key=lambda one: one.what):
        shown = [_place_of(one, page) for one in places if not _told(one.path, finding, page)]
        if shown:
            yield _line("See also", [joined([joined(shown, ", "), text(f": {what}")])])
    if finding.also:
        yield _line("Found too by", [text(", ".join(finding.also))])
    if finding.jurisdictions:
        yield _line("Holds in", [text(", ".join(finding.jurisdictions))])


def _told(path: str, finding: Finding, page: Page) -> bool:
    """Return whether a place is one of a record that the card tells anyway."""
    shelf = page.shelf
    return any(name in shelf.anchors and shelf.records[name].path == path for name in finding.records)


def _place_of(related: Related, page: Page) -> Markup:
    if related.path != page.document.path:
        return text(f"{related.path}:{related.line}")
    return _line_of(related.line, related.start, related.end, page)


def _line_of(line: int, start: int, end: int, page: Page) -> Markup:
    """Return the number of a line, leading to the block that is read there."""
    place = page.places.find(start, end)
    shown = text(f"line {line}")
    return shown if place is None or not page.read else tag("a", shown, href=f"#{page.anchor(place[0])}")


def _line(label: str, values: Iterable[Markup]) -> Markup:
    return tag("p", tag("b", text(label)), SPACE, joined(values, "; "))
