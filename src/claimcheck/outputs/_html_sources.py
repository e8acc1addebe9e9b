"""Records -> markup: what findings rest on, in short beside a finding, in full once at the end of the report."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claimcheck.outputs import _html_study as study
from claimcheck.outputs._html_tags import NOTHING, SPACE, Markup, address_of, joined, link, tag, text
from claimcheck.outputs._record_told import FROM_MEMORY, called, links, one_line, rows_of, state

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from claimcheck.flow import Outcome
    from claimcheck.model import Finding
    from claimcheck.outputs._html_study import Basis
    from claimcheck.records.record import Record


@dataclass(frozen=True)
class Library:
    """The records and authorities that a report names, each with its anchor, and the lexicon's classes."""

    records: Mapping[str, Record] = field(default_factory=dict)
    classes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    anchors: Mapping[str, str] = field(default_factory=dict)

    def cited(self, *, authorities: bool) -> list[Record]:
        """Return the authorities, or the other records, that the report names."""
        named = [self.records[name] for name in self.anchors]
        return [record for record in named if (record.kind == "authority") == authorities]


def library_of(outcome: Outcome) -> Library:
    """Return the records that the findings and claims of a run name; none where it was made without a house."""
    house = outcome.house
    return Library() if house is None else library(outcome, house.records, house.lexicon.classes)


def library(outcome: Outcome, records: Mapping[str, Record], classes: Mapping[str, tuple[str, ...]]) -> Library:
    """Return those of the records that the findings and claims of a run name."""
    named = {name for name in _named(outcome) if name in records}
    ordered = sorted((records[name] for name in named), key=lambda record: (called(record).casefold(), record.id))
    anchors = {record.id: f"r{number}" for number, record in enumerate(ordered, 1)}
    return Library(records, classes, anchors)


def _named(outcome: Outcome) -> Iterator[str]:
    for report in outcome.reports:
        for finding in (*report.findings, *(allowed.finding for allowed in report.allowed)):
            yield from (*finding.sources, *finding.records)
        for claim in report.claims:
            yield from claim.records


def named_short(name: str, shelf: Library) -> Markup:
    """Return what a record or authority is called, leading to where the report tells it in full."""
    if name not in shelf.anchors:
        return text(name)
    return tag("a", text(called(shelf.records[name])), href=f"#{shelf.anchors[name]}")


def authority_short(name: str, shelf: Library) -> Markup:
    """Return an authority on one line: citation, jurisdiction, date, whether it was read, and a link."""
    if name not in shelf.anchors:
        return joined([text(name), tag("span", text(" (not in the library of this run)"), class_="muted")])
    record = shelf.records[name]
    told = [record.data.get(key) for key in ("jurisdiction", "date")]
    known = "read" if record.known == "read" else FROM_MEMORY
    line = " · ".join(str(one) for one in (*told, known) if one)
    return joined([named_short(name, shelf), tag("span", text(f" · {line}"), class_="muted"), *_outward(record)])


def record_short(name: str, finding: Finding, shelf: Library) -> Markup:
    """Return what our record says where a finding leans on it, and the text that was opened for it."""
    if name not in shelf.anchors:
        return tag("p", text(name))
    record = shelf.records[name]
    lines = [related.line for related in finding.related if related.path == record.path]
    head = [named_short(name, shelf), tag("span", text(f" · {state(record)}"), class_="muted")]
    parts = study.parts_on(record, lines)
    opened = dict.fromkeys(basis for part in parts for basis in study.bases(record, part))
    return joined(
        [
            tag("p", *head),
            *(tag("p", *_part(record, part)) for part in parts),
            *(tag("p", _basis(basis), class_="basis") for basis in opened),
        ]
    )


def _part(record: Record, part: study.Part) -> Iterator[Markup]:
    yield text(study.told(record, part))
    known = "" if record.verified(part) or study.bases(record, part) else f"{FROM_MEMORY}; "
    yield tag("span", text(f" ({known}{record.place(part)})"), class_="muted")


def _basis(basis: Basis) -> Markup:
    """Return which text was opened, where in it, and what it says there."""
    source = link(address_of(basis.source), text(basis.source))
    return joined([source, text(f" {basis.told}")])


def references(shelf: Library) -> Markup:
    """Return the authorities and the records that the report names, each told once."""
    authorities, records = shelf.cited(authorities=True), shelf.cited(authorities=False)
    return joined(
        [
            _list("Authorities", "What the rules bear on.", (_authority(one, shelf) for one in authorities)),
            _list("Records", "What the claims were compared with.", (_record(one, shelf) for one in records)),
        ]
    )


def _list(title: str, about: str, entries: Iterable[Markup]) -> Markup:
    items = list(entries)
    if not items:
        return NOTHING
    name = title.lower()
    heading = tag("h2", text(title), id=name)
    listed = tag("div", *items, class_="listed")
    return tag(
        "section", heading, tag("p", text(about), class_="muted"), listed, class_="sources", aria_labelledby=name
    )


def _authority(record: Record, shelf: Library) -> Markup:
    """Return an authority in full: what it asks of copy in our words, where it holds, whether it was read."""
    data = record.data
    known = "read, itself or in a summary" if data.get("read") else FROM_MEMORY
    line = " · ".join(str(one) for one in (data.get("jurisdiction"), data.get("date"), known, record.id) if one)
    told = [tag("p", text(one_line(data.get("demand")))), tag("p", text(line), class_="muted")]
    told += [tag("p", text(one_line(data["note"])), class_="muted")] if data.get("note") else []
    told += [tag("p", one) for one in _outward(record, in_full=True)]
    title = called(record) if record.title in called(record) else f"{called(record)}: {record.title}"
    return tag("article", tag("h3", text(title)), *told, class_="source", id=shelf.anchors[record.id])


def _record(record: Record, shelf: Library) -> Markup:
    rests = [tag("li", _basis(basis)) for basis in study.all_bases(record)]
    rows = [
        *((label, _items(told) if isinstance(told, tuple) else text(told)) for label, told in rows_of(record)),
        ("rests on", tag("ul", *rests) if rests else text(FROM_MEMORY)),
        ("links", joined(_outward(record, in_full=True), between=" ")),
        ("file", text(record.path)),
    ]
    told = [tag("div", tag("dt", text(label)), tag("dd", value)) for label, value in rows if value]
    return tag("article", tag("h3", text(record.shown)), tag("dl", *told), class_="source", id=shelf.anchors[record.id])


def _outward(record: Record, *, in_full: bool = False) -> list[Markup]:
    """Return links to what a record names: its own, its registry entry and its publications."""
    found = links(record)
    if in_full:
        return [link(address, text(address)) for address in found]
    return [joined([SPACE, link(address, text("↗"), class_="out", aria_label=f"opens {address}")]) for address in found]


def _items(told: Iterable[str]) -> Markup:
    return tag("ul", *(tag("li", text(one)) for one in told))
