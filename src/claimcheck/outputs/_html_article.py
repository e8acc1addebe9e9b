"""Document -> markup: the page in its order, block by block, its findings marked in place and their cards beside it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from claimcheck.outputs._html_cards import cards
from claimcheck.outputs._html_marks import marked
from claimcheck.outputs._html_tags import NOTHING, Markup, tag, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from claimcheck.model import Block, Document
    from claimcheck.outputs._html_cards import Page
    from claimcheck.outputs._html_marks import Mark

# The report's own headings come first: h1 the report, h2 the page, h3 its parts.
_HIGHEST, _LOWEST = 4, 6
# What a reader of the report does not see from the look of a block.
_LABELS = {
    "title": "title", "description": "description", "testimonial": "testimonial", "caption": "caption",
    "alt": "text for an image", "answer": "answer", "call-to-act": "call to act", "disclaimer": "disclaimer",
    "footnote": "footnote", "reference": "reference",
}  # fmt: skip
_HEADING = ("title", "heading", "question")

Numbered = tuple[int, "Block"]


class Unit(NamedTuple):
    """A block, or a whole table: its kind, its words, its findings."""

    kind: str
    said: Markup
    marks: Sequence[Mark]


def article(page: Page) -> Markup:
    """Return the words of a page in order, in rows of one block that has cards, and what follows it.

    Beside long cards the next blocks go on, up to the next with cards of its own; headings stay with what they head.
    """
    rows: list[list[Unit]] = []
    for unit in _units(page):
        if unit.marks or not rows:
            rows.append(_headings_before(rows))
        rows[-1].append(unit)
    inside = (tag("div", *_row(row, page), class_="row") for row in rows)
    return tag("article", *inside, class_="read", aria_label=f"{page.document.path} as it is read")


def _headings_before(rows: list[list[Unit]]) -> list[Unit]:
    """Take the headings that end the last row, and the row where nothing else is in it."""
    taken: list[Unit] = []
    while rows and rows[-1] and rows[-1][-1].kind in _HEADING and not rows[-1][-1].marks:
        taken.insert(0, rows[-1].pop())
    if rows and not rows[-1]:
        rows.pop()
    return taken


def _row(row: Sequence[Unit], page: Page) -> Iterator[Markup]:
    at = next((at for at, unit in enumerate(row) if unit.marks), 0)
    yield from _said(row[: at + 1])
    yield cards(row[at].marks, page)
    yield from _said(row[at + 1 :])


def _said(units: Sequence[Unit]) -> Iterator[Markup]:
    for listed, run in groupby(units, key=lambda unit: unit.kind == "item"):
        if listed:
            yield tag("ul", *(tag("li", unit.said) for unit in run), class_="items", role="list")
        else:
            yield from (unit.said for unit in run)


def _units(page: Page) -> Iterator[Unit]:
    by_block: dict[int, list[Mark]] = {}
    for mark in page.marks:
        if mark.block is not None:
            by_block.setdefault(mark.block, []).append(mark)
    for is_cell, run in groupby(enumerate(page.document.blocks), key=lambda numbered: numbered[1].kind == "cell"):
        if is_cell:
            blocks = list(run)
            marks = [mark for at, _ in blocks for mark in by_block.get(at, ())]
            yield Unit("cell", _table(blocks, by_block, page), marks)
        else:
            yield from (_unit(one, by_block.get(one[0], ()), page) for one in run)


def _unit(numbered: Numbered, marks: Sequence[Mark], page: Page) -> Unit:
    at, block = numbered
    words = _block(block, marked(page.document, block, marks))
    inside = (_line(page.document, block), _label(block), words)
    return Unit(block.kind, tag("div", *inside, class_=f"said {block.kind}", id=page.anchor(at)), marks)


def _block(block: Block, words: Markup) -> Markup:
    if block.kind in _HEADING and (block.level or block.kind != "question"):
        depth = min(_HIGHEST + len(block.headings), _LOWEST)
        return tag(f"h{depth}", words, dir="auto", class_=f"depth{min(len(block.headings), 3)}")
    if block.kind in ("quotation", "testimonial"):
        return tag("blockquote", tag("p", words, dir="auto"))
    return tag("p", words, dir="auto")


def _label(block: Block) -> Markup:
    return tag("p", text(_LABELS[block.kind]), class_="label") if block.kind in _LABELS else NOTHING


def _line(document: Document, block: Block) -> Markup:
    line = document.place(block.start, block.end).line
    return tag("span", text(line), class_="line", title=f"line {line} of the file")


def _table(blocks: Sequence[Numbered], by_block: Mapping[int, Sequence[Mark]], page: Page) -> Markup:
    """Return the cells of a table in its rows, as they stand on lines of the file."""
    document = page.document
    lines = [list(run) for _, run in groupby(blocks, key=lambda one: document.place(one[1].start, one[1].end).line)]
    rows = [
        tag("tr", *(_cell(one, by_block, page, headed=_is_head(at, lines, document)) for one in line))
        for at, line in enumerate(lines)
    ]
    table = tag("div", tag("table", *rows), class_="wide", tabindex="0", role="group", aria_label="table of the page")
    return tag("div", _line(document, blocks[0][1]), table, class_="said cell")


def _cell(numbered: Numbered, by_block: Mapping[int, Sequence[Mark]], page: Page, *, headed: bool) -> Markup:
    at, block = numbered
    words = marked(page.document, block, by_block.get(at, ()))
    if headed:
        return tag("th", words, id=page.anchor(at), scope="col", dir="auto")
    return tag("td", words, id=page.anchor(at), dir="auto")


def _is_head(at: int, lines: Sequence[Sequence[Numbered]], document: Document) -> bool:
    """Return whether a row heads the others: the first of a Markdown table always does."""
    return at == 0 and document.format == "markdown" and len(lines) > 1
