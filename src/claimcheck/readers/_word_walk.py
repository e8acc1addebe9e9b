"""A part of a Word file -> its paragraphs as a visitor sees them, each word with its place in the part's XML.

What was inserted under track changes is read, what was deleted is not; nor are the codes of fields, hidden text, the
placeholders of forms, and the second copy of a text box that is kept for old programs.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimcheck.readers._word_package import tag_end
from claimcheck.readers._word_paragraph import Event, Paragraph, Run, Table, Tag, Written

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from claimcheck.readers._word_package import Link

_SKIPPED = frozenset((
    "w:del", "w:moveFrom", "mc:Fallback", "w:rt", "w:pPrChange", "w:rPrChange", "w:tblPrChange", "w:sectPrChange",
))  # fmt: skip
_SIGNS = {
    "w:tab": "\t", "w:ptab": "\t", "w:br": " ", "w:cr": " ", "w:noBreakHyphen": "\u2011", "w:softHyphen": "\u00ad",
}  # fmt: skip
_MOST_FIELDS = 50  # open at once: a file that ends none is read as fast as another
_NO = ("0", "false", "off")
_ADDRESS = re.compile(r"\s*HYPERLINK\s+(?:\\l\s+)?\"([^\"]*)\"")


class Walk:
    """The walk through the XML of a part; `paragraphs` are what it found."""

    def __init__(self, xml: bytes, links: Mapping[str, Link]) -> None:
        self.xml = xml
        self.links = links
        self.paragraphs: list[Paragraph] = []
        self.notes: dict[str, Run] = {}  # the run of each note's mark
        self.stack: list[str] = []
        self.skip = 0  # the depth at which something began that is not read
        self.open: list[Paragraph] = []
        self.runs: list[Run] = []
        self.properties_begin = 0
        self.tag: Tag | None = None
        self.first = 0  # the first event of the words at hand
        self.fields: list[list[str]] = []  # for each open field its code, and "shown" once its result began
        self.tables: list[Table] = []
        self.table_count = 0
        self.forms: list[bool] = []  # whether each open form shows its placeholder
        self.note = ""

    def start(self, name: str, given: dict[str, str], at: int) -> None:
        """Take the start of an element."""
        self.stack.append(name)
        if self.skip:
            return
        if name in _SKIPPED:
            self.skip = len(self.stack)
        elif name in _STARTS:
            _STARTS[name](self, given, at)
        elif name in _SIGNS and self.runs and self.stack[-2:-1] == ["w:r"]:
            tag = Tag(at, at, tag_end(self.xml, at), solid=True)
            self._write(_SIGNS[name], at, tag)

    def end(self, name: str, at: int) -> None:
        """Take the end of an element."""
        if not self.skip and name in _ENDS:
            _ENDS[name](self, at)
        if self.skip == len(self.stack):
            self.skip = 0
        self.stack.pop()

    def words(self, shown: str, at: int) -> None:
        """Take characters."""
        if self.skip:
            return
        if self.tag is not None and self.stack[-1] == "w:t":
            self.tag.solid = self.tag.solid or not shown
            self._write(shown, at, self.tag)
        elif self.stack[-1] == "w:instrText" and self.fields:
            self.fields[-1][0] += shown

    def _write(self, shown: str, at: int, tag: Tag) -> None:
        in_code = any(len(code) == 1 for code in self.fields)
        if self.open and self.runs and not self.runs[-1].hidden and not in_code:
            self.open[-1].events.append(Written(shown, at, tag, self.runs[-1]))

    def _event(self, kind: str, target: str = "") -> None:
        if self.open:
            self.open[-1].events.append(Event(kind, target))

    def paragraph(self, given: dict[str, str], at: int) -> None:
        del given, at
        table = self.tables[-1] if self.tables and self.tables[-1].column else None
        in_box = bool(self.open)
        cell = (table, table.row, table.column) if table else None
        self.open.append(Paragraph(note=self.note, cell=cell, in_box=in_box))

    def paragraph_end(self, at: int) -> None:
        del at
        done = self.open.pop()
        self.fields = [code for code in self.fields if len(code) > 1]
        (self.open[-1].boxes if self.open else self.paragraphs).append(done)

    def style(self, given: dict[str, str], at: int) -> None:
        del at
        if self.open:
            self.open[-1].style = given.get("val", "")

    def outline(self, given: dict[str, str], at: int) -> None:
        del at
        level = given.get("val", "")
        if self.open and level in tuple("012345678"):
            self.open[-1].outline = int(level) + 1

    def depth(self, given: dict[str, str], at: int) -> None:
        del at
        level = given.get("val", "")
        if self.open and level in tuple("012345678"):
            self.open[-1].depth = int(level)

    def numbering(self, given: dict[str, str], at: int) -> None:
        del at
        if self.open:
            self.open[-1].depth = None if given.get("val") == "0" else self.open[-1].depth or 0

    def run(self, given: dict[str, str], at: int) -> None:
        del given
        outer = self.runs[-1] if self.runs else None
        self.runs.append(Run(at, outer=outer and (outer.outer or outer)))

    def run_end(self, at: int) -> None:
        if self.runs:
            self.runs.pop().end = tag_end(self.xml, at)

    def properties_end(self, at: int) -> None:
        if self.runs and self.stack[-2:-1] == ["w:r"]:
            self.runs[-1].properties = (self.properties_begin, tag_end(self.xml, at))

    def properties(self, given: dict[str, str], at: int) -> None:
        del given
        self.properties_begin = at

    def hidden(self, given: dict[str, str], at: int) -> None:
        del at
        if self.runs and self.stack[-3:-1] == ["w:r", "w:rPr"]:
            self.runs[-1].hidden = given.get("val", "1") not in _NO

    def text(self, given: dict[str, str], at: int) -> None:
        if self.runs and self.stack[-2:-1] == ["w:r"]:
            self.first = len(self.open[-1].events) if self.open else 0
            self.tag = Tag(at, tag_end(self.xml, at), preserves=given.get("space") == "preserve")

    def text_end(self, at: int) -> None:
        tag, self.tag = self.tag, None
        if tag is None:
            return
        tag.end = tag_end(self.xml, at)
        if self.open and not tag.preserves:
            _trim(self.open[-1].events, self.first)

    def link(self, given: dict[str, str], at: int) -> None:
        del at
        known = self.links.get(given.get("id", ""))
        self._event("open", known.target if known else f"#{given.get('anchor', '')}")

    def link_end(self, at: int) -> None:
        del at
        self._event("close")

    def field_mark(self, given: dict[str, str], at: int) -> None:
        del at
        kind = given.get("fldCharType")
        if kind == "begin" and len(self.fields) < _MOST_FIELDS:
            self.fields.append([""])
        elif kind == "separate" and self.fields and len(self.fields[-1]) == 1:
            address = _ADDRESS.match(self.fields[-1][0])
            self.fields[-1].append(address[1] if address else "")
            if address:
                self._event("open", address[1])
        elif kind == "end" and self.fields:
            code = self.fields.pop()
            if len(code) > 1 and code[1]:
                self._event("close")

    def note_mark(self, given: dict[str, str], at: int) -> None:
        del at
        key = f"{self.stack[-1].removeprefix('w:').removesuffix('Reference')}-{given.get('id', '')}"
        if self.runs:
            self.notes.setdefault(key, self.runs[-1])
        self._event("note", key)

    def note_text(self, given: dict[str, str], at: int) -> None:
        del at
        self.note = f"{self.stack[-1].removeprefix('w:')}-{given.get('id', '')}"
        if given.get("type", "normal") != "normal":
            self.skip = len(self.stack)

    def comment(self, given: dict[str, str], at: int) -> None:
        del at
        self._event(self.stack[-1].removeprefix("w:"), given.get("id", ""))

    def picture(self, given: dict[str, str], at: int) -> None:
        del at
        words = given.get("descr") or given.get("alt") or ""
        if words.strip() and self.open:
            self.open[-1].alts.append((words, self.runs[-1] if self.runs else None))

    def table(self, given: dict[str, str], at: int) -> None:
        del given, at
        self.table_count += 1
        self.tables.append(Table(self.table_count))

    def table_end(self, at: int) -> None:
        del at
        if self.tables:
            self.tables.pop()

    def row(self, given: dict[str, str], at: int) -> None:
        del given, at
        if self.tables:
            self.tables[-1].row += 1
            self.tables[-1].column = 0

    def column(self, given: dict[str, str], at: int) -> None:
        del given, at
        if self.tables:
            self.tables[-1].column += 1
            self.tables[-1].cells += 1

    def form(self, given: dict[str, str], at: int) -> None:
        del given, at
        self.forms.append(False)

    def form_end(self, at: int) -> None:
        del at
        if self.forms:
            self.forms.pop()

    def placeholder(self, given: dict[str, str], at: int) -> None:
        del at
        shown = given.get("val", "1")
        if self.forms and (self.stack[-1] == "w:showingPlcHdr" or shown == "Table of Contents") and shown not in _NO:
            self.forms[-1] = True

    def form_content(self, given: dict[str, str], at: int) -> None:
        del given, at
        if self.forms and self.forms[-1]:
            self.skip = len(self.stack)


def _trim(events: list[Written | Event], first: int) -> None:
    """Take the spaces off the ends of an element's words, as Word does where it is not told to keep them."""
    for at in range(first, len(events)):
        if _strip(events, at, str.lstrip):
            break
    for at in reversed(range(first, len(events))):
        if _strip(events, at, str.rstrip):
            break


def _strip(events: list[Written | Event], at: int, strip: Callable[[str, str], str]) -> bool:
    """Take the spaces off one end of some words; return whether words are left there."""
    event = events[at]
    if not isinstance(event, Written):
        return False
    kept = strip(event.shown, " \t\r\n")
    moved = len(event.shown) - len(kept) if strip is str.lstrip else 0
    events[at] = event._replace(shown=kept, at=event.at + moved)
    return bool(kept)


_STARTS: dict[str, Callable[[Walk, dict[str, str], int], None]] = {
    "w:p": Walk.paragraph, "w:pStyle": Walk.style, "w:outlineLvl": Walk.outline, "w:ilvl": Walk.depth,
    "w:numId": Walk.numbering, "w:r": Walk.run, "w:rPr": Walk.properties, "w:vanish": Walk.hidden,
    "w:webHidden": Walk.hidden, "w:t": Walk.text, "w:hyperlink": Walk.link, "w:fldChar": Walk.field_mark,
    "w:footnoteReference": Walk.note_mark, "w:endnoteReference": Walk.note_mark, "w:footnote": Walk.note_text,
    "w:endnote": Walk.note_text, "w:commentRangeStart": Walk.comment, "w:commentRangeEnd": Walk.comment,
    "w:commentReference": Walk.comment, ":docPr": Walk.picture, ":shape": Walk.picture, "w:tbl": Walk.table,
    "w:tr": Walk.row, "w:tc": Walk.column, "w:sdt": Walk.form, "w:showingPlcHdr": Walk.placeholder,
    "w:docPartGallery": Walk.placeholder, "w:sdtContent": Walk.form_content,
}  # fmt: skip
_ENDS: dict[str, Callable[[Walk, int], None]] = {
    "w:p": Walk.paragraph_end, "w:r": Walk.run_end, "w:rPr": Walk.properties_end, "w:t": Walk.text_end,
    "w:hyperlink": Walk.link_end, "w:tbl": Walk.table_end, "w:sdt": Walk.form_end,
}  # fmt: skip
