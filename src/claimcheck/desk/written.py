"""The bytes of a page -> the text that an editor types in, and back: encoding, mark and line ends stay as they were.

A text field of a browser knows one line end; offsets that go to it count UTF-16 units.
"""

from __future__ import annotations

import codecs
import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass

from claimcheck.errors import UserError
from claimcheck.readers._encoding import decoded
from claimcheck.text_edit import alike_around

_ENDS = re.compile("\r\n|\r|\n")
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_MARKED = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_LAST_OF_BMP = "\uffff"


@dataclass(frozen=True)
class Written:
    """How the text of a file is written: its encoding, its mark, and the text with the line ends that it has."""

    encoding: str = "utf-8"
    mark: bytes = b""
    source: str = ""

    @classmethod
    def of(cls, raw: bytes, name: str) -> Written:
        """Return how bytes are written; raise UserError where they are no text or would not come back the same."""
        source, notes = decoded(raw, name)
        mark = next((mark for mark in _MARKS if raw.startswith(mark)), b"")
        told = notes[0].removeprefix("decoded as ").removesuffix(", as it says") if notes else "utf-8"
        written = cls(_MARKED.get(mark, told), mark, source)
        if written.bytes_of(written.text, name) != raw:
            raise UserError("is in an encoding that cannot be written back", path=name, remedy="save it as UTF-8 text")
        return written

    @property
    def text(self) -> str:
        """Return the text with one kind of line end."""
        return plain(self.source)

    def bytes_of(self, text: str, name: str) -> bytes:
        """Return a new text as bytes: lines that are as they were keep their ends, new ones get the usual one."""
        try:
            return self.mark + self._with_ends(plain(text)).encode(self.encoding)
        except UnicodeEncodeError as error:
            character = error.object[error.start]
            told = f"cannot hold “{character}” in its encoding ({self.encoding})"
            if not character.isprintable():
                told = f"cannot hold U+{ord(character):04X} in its encoding ({self.encoding})"
            raise UserError(told, path=name, remedy="write another character, or save the file as UTF-8") from error

    def _with_ends(self, text: str) -> str:
        ends = _ENDS.findall(self.source)
        if not ends:
            return text
        usual = Counter(ends).most_common(1)[0][0]
        old, new = _ENDS.split(self.source), text.split("\n")
        same, left = alike_around(old, new)
        # A line that was changed keeps the end that stood in its place; the last line has none.
        changed = (*ends, "")[same : len(old) - left]
        middle = [*changed, *[usual] * len(new)][: len(new) - same - left]
        given = [*ends[:same], *middle, *(*ends, "")[len(old) - left :]]
        return "".join(line + (end or usual) for line, end in zip(new[:-1], given, strict=False)) + new[-1]


def plain(text: str) -> str:
    """Return a text with one kind of line end, as a text field holds it."""
    return _ENDS.sub("\n", text)


class Units:
    """The way from characters of a text to the UTF-16 units that a browser counts."""

    def __init__(self, text: str) -> None:
        """Find the characters that take two units."""
        self.wide = [at for at, character in enumerate(text) if character > _LAST_OF_BMP]

    def at(self, offset: int) -> int:
        """Return how many units stand before a character."""
        return offset + bisect_left(self.wide, offset)

    def run(self, start: int, end: int) -> list[int]:
        """Return a run of characters in units."""
        return [self.at(start), self.at(end)]
