"""Findings -> marks: where in the text of a page each finding stands, numbered in reading order.

Findings may overlap, nest and share their words: the text is cut where any of them begins or ends, and each keeps a
number of its own behind its last word. Links cannot nest, so words under several lead to the narrowest.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from claimcheck import outputs
from claimcheck.model import SEVERITIES
from claimcheck.outputs._html_tags import Markup, joined, link, may_be_opened, tag, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimcheck.model import Block, Document, Finding, Link, Report


class Mark(NamedTuple):
    """A finding with its number in the report and its words in the text.

    `block` is None for what concerns the page as a whole or stands outside of what a visitor reads.
    """

    number: int
    finding: Finding
    start: int = 0
    end: int = 0
    block: int | None = None

    @property
    def rank(self) -> tuple[int, int, int]:
        """Return what comes first at one place: the narrowest, the gravest, the first."""
        return self.end - self.start, -SEVERITIES.index(self.finding.severity), self.number


def numbered(report: Report, first: int) -> tuple[Mark, ...]:
    """Return the findings of a report numbered from `first`: the page as a whole, then its words, the gravest first."""
    places = Places(report.document)
    found = [(f, None if f.page else places.find(f.start, f.end)) for f in outputs.findings_of(report)]
    found.sort(key=lambda pair: (pair[1] is not None, pair[1] or (0, 0, 0), -SEVERITIES.index(pair[0].severity)))
    return tuple(
        Mark(number, finding, place[1], place[2], place[0]) if place else Mark(number, finding)
        for number, (finding, place) in enumerate(found, first)
    )


class Places:
    """The way from the file back to the text: pieces of a document in the order of the file."""

    def __init__(self, document: Document) -> None:
        """Sort the pieces once for all findings of a page."""
        self.document = document
        self.pieces = sorted(document.pieces, key=lambda piece: (piece.source_start, piece.source_end))
        self.starts = [piece.source_start for piece in self.pieces]
        # Up to where the pieces read so far reach: the way back from a finding ends where none reaches it.
        self.reach = list(accumulate((piece.source_end for piece in self.pieces), max))

    def find(self, start: int, end: int) -> tuple[int, int, int] | None:
        """Return block, start and end in the text of a run of the file, None where a visitor reads nothing of it."""
        spans = list(self._spans(start, end))
        if not spans:
            return None
        first = min(first for first, _ in spans)
        block = self.document.block_at(first)
        last = min(max(last for _, last in spans), self.document.blocks[block].end)
        return (block, first, last) if first < last else None

    def _spans(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        at = bisect_left(self.starts, end) - 1
        while at >= 0 and self.reach[at] > start:
            piece, at = self.pieces[at], at - 1
            if piece.source_end <= start or piece.end <= piece.start:
                continue
            if piece.end - piece.start != piece.source_end - piece.source_start:
                yield piece.start, piece.end
                continue
            first, last = max(start, piece.source_start), min(end, piece.source_end)
            yield piece.start + first - piece.source_start, piece.start + last - piece.source_start


def marked(document: Document, block: Block, marks: Sequence[Mark]) -> Markup:
    """Return the words of a block with its findings marked, and with a way to where its links lead."""
    links = [one for one in document.links if block.start <= one.start < one.end <= block.end]
    opening = [one for one in links if may_be_opened(one.target)]
    cuts = {block.start, block.end, *(one.end for one in opening)}
    cuts.update(edge for mark in marks for edge in (mark.start, mark.end))
    return joined(_pieces(document.text, sorted(cuts), marks, opening))


def _pieces(words: str, cuts: Sequence[int], marks: Sequence[Mark], links: Sequence[Link]) -> Iterator[Markup]:
    for at, end in pairwise(cuts):
        here = sorted((mark for mark in marks if mark.start <= at < mark.end), key=lambda mark: mark.rank)
        yield _piece(words[at:end], at, here) if here else text(words[at:end])
        yield from (_number(mark) for mark in sorted(here, key=lambda mark: mark.number) if mark.end == end)
        yield from (_way_out(one.target) for one in links if one.end == end)


def _piece(words: str, at: int, here: Sequence[Mark]) -> Markup:
    """Return words under one or more findings: coloured as the gravest, leading to the narrowest."""
    gravest = max((mark.finding.severity for mark in here), key=SEVERITIES.index)
    begin = joined(tag("span", id=f"m{mark.number}") for mark in here if mark.start == at)
    inner = tag("a", text(words), href=f"#f{here[0].number}", tabindex="-1")
    return tag("mark", begin, inner, class_=f"{gravest} several" if len(here) > 1 else gravest)


def _number(mark: Mark) -> Markup:
    severity, number = mark.finding.severity, mark.number
    label = f"finding {number}, {severity}: {mark.finding.rule}"
    return tag("a", text(number), href=f"#f{number}", class_=f"number {severity}", aria_label=label)


def _way_out(target: str) -> Markup:
    return link(target, text("↗"), class_="out", aria_label=f"opens {target}")
