"""Characters of a text <-> the places of the protocol: lines and columns from 0, a column in UTF-16 units or others."""

from __future__ import annotations

import re
from bisect import bisect_right

from lsprotocol.types import Position, Range

# What ends a line for an editor; form feeds and the like do not.
_LINE_END = re.compile(r"\r\n|\n|\r")
_BYTES_A_UNIT = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}


class Positions:
    """The places of one text; `encoding` is what editor and server agreed on: utf-16, utf-8 or utf-32."""

    def __init__(self, text: str, encoding: str = "utf-16") -> None:
        self.text = text
        self._codec, self._size = _BYTES_A_UNIT[encoding]
        ends = list(_LINE_END.finditer(text))
        self._starts = [0, *(end.end() for end in ends)]
        self._ends = [*(end.start() for end in ends), len(text)]

    def position(self, offset: int) -> Position:
        """Return the place of a character; one inside a line end stands at the end of its line."""
        line = bisect_right(self._starts, offset) - 1
        end = min(offset, self._ends[line])
        return Position(line, self._units(self.text[self._starts[line] : end]))

    def offset(self, place: Position) -> int:
        """Return the character at a place; a place behind a line or the text is its end."""
        if place.line >= len(self._starts):
            return len(self.text)
        start, end = self._starts[place.line], self._ends[place.line]
        units = 0
        for at in range(start, end):
            if units >= place.character:
                return at
            units += self._units(self.text[at])
        return end

    def range(self, start: int, end: int) -> Range:
        """Return the range of the characters from `start` to `end`."""
        return Range(self.position(start), self.position(end))

    def line_range(self, line: int, column: int = 0) -> Range:
        """Return the words of a line, both counted from 1; from `column` on where one is given (0: from the first)."""
        at = min(max(line, 1), len(self._starts)) - 1
        start, end = self._starts[at], self._ends[at]
        words = self.text[start:end]
        begin = start + min(column - 1, len(words)) if column else start + len(words) - len(words.lstrip())
        return self.range(min(begin, end), end)

    @property
    def lines(self) -> list[str]:
        """Return the lines without their ends; there is at least one."""
        return [self.text[start:end] for start, end in zip(self._starts, self._ends, strict=True)]

    def start_of_line(self, offset: int) -> int:
        """Return where the line of a character begins."""
        return self._starts[bisect_right(self._starts, offset) - 1]

    def end_of_line(self, offset: int) -> int:
        """Return where the line of a character ends, before its line end."""
        return self._ends[bisect_right(self._starts, offset) - 1]

    def _units(self, words: str) -> int:
        # Half of a pair, which no file holds and an editor may send, counts as one.
        return len(words.encode(self._codec, errors="surrogatepass")) // self._size
