"""What a paragraph of a Word file is made of: words with their place in the XML, and what stands between them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


@dataclass
class Run:
    """A run of the XML: where it begins and ends, its properties, and the run of the page that it belongs to.

    `outer` is another run where this one stands in a text box.
    """

    start: int
    end: int = 0
    properties: tuple[int, int] = (0, 0)
    hidden: bool = False
    outer: Run | None = None


@dataclass
class Tag:
    """The element that holds some words: where it begins and ends, and where its words may be parted."""

    start: int
    open_end: int
    end: int = 0
    preserves: bool = False
    solid: bool = False


class Written(NamedTuple):
    """Words that are shown, and where they stand."""

    shown: str
    at: int
    tag: Tag
    run: Run


class Event(NamedTuple):
    """What else stands between words: a link that opens or closes, a note's mark, a comment's start, end or mark."""

    kind: str
    target: str = ""


@dataclass
class Table:
    """A table while it is read, and how many cells it had."""

    number: int
    row: int = 0
    column: int = 0
    cells: int = 0


@dataclass
class Paragraph:
    """One paragraph: `depth` is its level in a list, `note` the id of the note it stands in."""

    style: str = ""
    outline: int | None = None
    depth: int | None = None
    note: str = ""
    cell: tuple[Table, int, int] | None = None
    in_box: bool = False
    events: list[Written | Event] = field(default_factory=list)
    alts: list[tuple[str, Run | None]] = field(default_factory=list)
    boxes: list[Paragraph] = field(default_factory=list)
