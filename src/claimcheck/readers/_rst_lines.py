"""The raw words of a paragraph of reStructuredText -> their place in the file, and what is shown for them.

docutils tells on which line a paragraph begins and which words it holds, its margins taken off. Its lines are found
from there on, each stretch of a line once, so that the cells of a table come in their order.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes

from claimcheck.readers._prose import Draft

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# docutils may be off by a few lines, in a table by its height; a title is told of by the line under it.
_NEAR = (0, 1, -1, 2, -2, 3, -3)
_AHEAD = 60
_BACK = 4
_TAB = 8
_CODE = (nodes.literal, nodes.math, nodes.raw, nodes.image)
_INSIDE = re.compile(r"\w\w")


class _Line(NamedTuple):
    """One line of the file as docutils reads it, and for each of its characters the one in the file."""

    text: str
    start: int
    places: Sequence[int] | range


class Lines:
    """The lines of a file, and how far each of them was read."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.lines: list[_Line] = []
        at = 0
        for written in re.sub("[\v\f]", " ", source).splitlines(keepends=True):
            text = written.splitlines()[0]
            self.lines.append(_Line(text, at, range(at, at + len(text))) if "\t" not in text else _expanded(text, at))
            at += len(written)
        self.done = [0] * len(self.lines)

    def found(self, raw: str, line: int) -> list[int] | None:
        """Return the place in the file of each raw character (of a line's end: of what stands there), None: nowhere."""
        parts = raw.split("\n")
        first = max(line - 1, 0)
        whole = ((first + by, True) for by in _NEAR)
        within = ((number, False) for number in chain(range(first, first + _AHEAD), range(first - _BACK, first)))
        for number, to_end in chain(whole, within):
            columns = self._columns(parts, number, to_end=to_end) if 0 <= number < len(self.lines) else None
            if columns is not None:
                return self._taken(parts, number, columns)
        return None

    def take(self, start: int, end: int) -> bool:
        """Note that a run of the file, of one line or more, is read; return whether none of it was read before."""
        first = bisect_right(self.lines, start, key=lambda line: line.start) - 1
        last = bisect_left(self.lines, end, key=lambda line: line.start)
        columns = [bisect_left(line.places, min(end, line.start + _length(line))) for line in self.lines[first:last]]
        begin = bisect_left(self.lines[first].places, start)
        if self.done[first] > begin or any(self.done[first + 1 : last]):
            return False
        self.done[first:last] = columns
        return True

    def _columns(self, parts: list[str], number: int, *, to_end: bool) -> list[int] | None:
        """Return at which column of the lines from `number` on each part stands, if it does (as their rest)."""
        columns: list[int] = []
        for at, part in enumerate(parts, number):
            if at >= len(self.lines):
                return None
            column = _column(self.lines[at].text, part, self.done[at], to_end=to_end)
            if column < 0:
                return None
            columns.append(column)
        return columns

    def _taken(self, parts: list[str], number: int, columns: list[int]) -> list[int]:
        places: list[int] = []
        for at, (part, column) in enumerate(zip(parts, columns, strict=True), number):
            line = self.lines[at]
            self.done[at] = column + len(part)
            places += line.places[column : column + len(part)]
            after = line.places[column + len(part)] if column + len(part) < len(line.text) else None
            places.append(line.start + _length(line) if after is None else after)
        return places[:-1]


def _column(text: str, part: str, start: int, *, to_end: bool) -> int:
    """Return where words stand in a line and cut no other word in two, -1: nowhere."""
    column = text.find(part, start)
    while column >= 0:
        before, after = text[column - 1 : column] + part[:1], part[-1:] + text[column + len(part) :][:1]
        if not _INSIDE.fullmatch(before) and not _INSIDE.fullmatch(after):
            rest = text[column + len(part) :].strip()
            return column if not (to_end and rest) else -1
        column = text.find(part, column + 1)
    return -1


def _expanded(text: str, start: int) -> _Line:
    """Return a line with its tabs written as spaces, each of which stands where the tab stands."""
    shown: list[str] = []
    places: list[int] = []
    for at, sign in enumerate(text, start):
        width = _TAB - len(shown) % _TAB if sign == "\t" else 1
        shown += [" "] * width if sign == "\t" else [sign]
        places += [at] * width
    return _Line("".join(shown), start, places)


def _length(line: _Line) -> int:
    return (line.places[-1] - line.start + 1) if line.places else 0


class Weaver:
    """The walk through the inside of a paragraph; `substitutions` are the words that names between bars stand for."""

    def __init__(self, raw: str, places: list[int], source: str, substitutions: Mapping[str, str]) -> None:
        self.raw = raw
        self.places = places
        self.source = source
        self.substitutions = substitutions
        self.draft = Draft()
        self.at = 0

    def weave(self, node: nodes.Element) -> Draft:
        """Return the words of a paragraph."""
        for child in node.children:
            if isinstance(child, nodes.Text):
                self.text(str(child), len(self.raw))
            elif isinstance(child, nodes.Element):
                self.inline(child)
        return self.draft

    def inline(self, child: nodes.Element) -> None:
        """Take an emphasis, a link, a role …; nothing is shown for code."""
        raw = child.rawsource
        begin = self.at
        if not raw or not self.raw.startswith(raw, begin):
            return
        end = begin + len(raw)
        if isinstance(child, nodes.substitution_reference):
            self.put(self.substitutions.get(child.astext().replace("\0", "").lower(), ""), end)
        elif isinstance(child, nodes.footnote_reference | nodes.citation_reference):
            self.draft.mark(f"#fn-{child.get('refname', '')}")
            self.put("", end)
        elif isinstance(child, _CODE):
            self.put("", end)
        else:
            self.words(child, end)
        self.at = end

    def words(self, child: nodes.Element, end: int) -> None:
        """Take the words inside of an emphasis, a link, a role."""
        shown = "".join(str(part) for part in child.findall(nodes.Text))
        spelled = shown.replace("\0", "\\")
        marked = self.raw.startswith("*", self.at)  # an emphasis, in which a "`" is only a sign
        inside = self.at if marked else self.raw.find("`", self.at, end) + 1 or self.at
        whole = self.raw.startswith(spelled, self.at)  # what docutils could not read is shown as it is
        begin = self.at if whole else self.raw.find(spelled, inside, end)
        target = child.get("refuri", "") if isinstance(child, nodes.reference) else ""
        if target:
            self.draft.open_link(target)
        if begin < 0 or not spelled:
            self.put(shown.replace("\0", ""), end)
        else:
            self.at = begin
            self.text(shown, end)
        if target:
            self.draft.close_link()

    def text(self, shown: str, end: int) -> None:
        r"""Take words as they are written; "\0" stands for a backslash, a space behind it is none."""
        escaped = False
        first = self.at
        for sign in shown:
            written = self.raw[self.at] if self.at < end else ""
            if written != sign and not (sign == "\0" and written == "\\"):
                break
            if sign == "\0" or (escaped and sign.isspace()) or sign == "\n":
                self.copy(first, self.at)
                self.put(" " if sign == "\n" and not escaped else "", self.at + 1)
                first = self.at + 1
            escaped = sign == "\0" and not escaped
            self.at += 1
        self.copy(first, self.at)

    def copy(self, first: int, last: int) -> None:
        """Add what stands in the file as it does here, run by run; a tab, here as many spaces, is one."""
        start = first
        for at in range(first, last):
            place = self.places[at]
            if self.source[place] != self.raw[at]:
                self.run(start, at)
                if at == first or self.places[at - 1] != place:
                    self.draft.add(" ", place, place + 1)
                start = at + 1
            elif at > start and self.places[at - 1] + 1 != place:
                self.run(start, at)
                start = at
        self.run(start, last)

    def run(self, first: int, last: int) -> None:
        if first < last:
            self.draft.add(self.raw[first:last], self.places[first], self.places[last - 1] + 1)

    def put(self, shown: str, end: int) -> None:
        """Add what is shown for what stands up to `end`."""
        if self.at < end <= len(self.places):
            self.draft.add(shown, self.places[self.at], self.places[end - 1] + 1)
