"""Words as a format spells them -> the words that are meant, each with its place in the file.

A string of JSON in a page, Markdown in that string: such maps compose, so that no words are ever searched for again.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from claimcheck.model import Piece
from claimcheck.readers._prose import Draft

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

# JSON by its strings and signs alone, so that what is broken in it hides nothing; the last string may never end.
JSON_TOKEN = re.compile(r'"((?:[^"\\]++|\\.)*+)(?:"|\\?\Z)|[{}\[\]:,]', re.DOTALL)
_SPELLED = re.compile(
    r"\\u[dD][89aAbB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u\{[0-9a-fA-F]{1,6}\}|\\u[0-9a-fA-F]{4}|"
    r"\\x[0-9a-fA-F]{2}|\\(?:\r\n|.)|\\|[^\\]+",
    re.DOTALL,
)
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "b": " ", "f": " ", "v": " ", "0": "\ufffd"}
_LINE_ENDS = ("\n", "\r\n", "\r", "\u2028", "\u2029")


class Run(NamedTuple):
    """Words, and the run of the file that they were read from; as long as that, they are a copy."""

    words: str
    start: int
    end: int


class Written:
    """Words put together from runs of a file: every stretch of them knows its place there."""

    def __init__(self, runs: Iterable[tuple[str, int, int]]) -> None:
        self.runs = tuple(Run(*run) for run in runs if run[0])
        self.text = "".join(run.words for run in self.runs)
        self.begins = tuple(accumulate((len(run.words) for run in self.runs), initial=0))
        # Most pages are one copy of their file: what stands where in it is a sum.
        self.shift = self.runs[0].start if len(self.runs) == 1 and _is_copy(self.runs[0]) else None

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return where a stretch of the words, not an empty one, stands in the file."""
        if self.shift is not None and 0 <= start < end <= len(self.text):
            return self.shift + start, self.shift + end
        return self._at(start, last=False), self._at(end - 1, last=True)

    def _at(self, offset: int, *, last: bool) -> int:
        number = min(max(bisect_right(self.begins, offset) - 1, 0), len(self.runs) - 1)
        run = self.runs[number]
        if _is_copy(run):
            return run.start + offset - self.begins[number] + last
        return run.end if last else run.start

    def pieces(self, start: int, end: int, at: int) -> Iterator[Piece]:
        """Yield the places of a stretch of the words, which stands at the offset `at` of a text."""
        number = bisect_right(self.begins, start) - 1
        while start < end:
            stop = min(self.begins[number + 1], end)
            yield Piece(at, at + stop - start, *self.place(start, stop))
            at, start, number = at + stop - start, stop, number + 1

    def draft(self) -> Draft:
        """Return the words as a block in the making."""
        draft = Draft()
        for run in self.runs:
            draft.add(*run)
        return draft

    def part(self, start: int, end: int) -> Written:
        """Return a stretch of the words."""
        return Written(
            (self.text[p.start : p.end], p.source_start, p.source_end) for p in self.pieces(start, end, start)
        )


def _is_copy(run: Run) -> bool:
    return len(run.words) == run.end - run.start


def respelled(run: Run, signs: re.Pattern[str], spell: Callable[[str], str]) -> Iterator[Run]:
    """Yield a run with some signs spelled otherwise; in a copy of the file each of them is at its place."""
    if not _is_copy(run):
        yield run._replace(words=signs.sub(lambda match: spell(match.group()), run.words))
        return
    at = 0
    for match in signs.finditer(run.words):
        yield Run(run.words[at : match.start()], run.start + at, run.start + match.start())
        at = match.end()
        yield Run(spell(match.group()), run.start + match.start(), run.start + at)
    yield Run(run.words[at:], run.start + at, run.end)


def escaped(source: str, start: int, end: int) -> Iterator[Run]:
    r"""Yield what is meant between the quotes of a string of JSON or JavaScript: \n, \u00e9, \" are read."""
    for match in _SPELLED.finditer(source, start, end):
        if meant := _meant(match.group()):
            yield Run(meant, *match.span())


def _meant(spelled: str) -> str:
    if not spelled.startswith("\\") or len(spelled) == 1:
        return spelled
    if spelled[1:] in _LINE_ENDS:
        return ""
    if spelled.startswith(("\\u{", "\\x")) and len(spelled) > 3:
        code = int(spelled[2:].strip("{}"), 16)
        return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
    if spelled[1] == "u" and len(spelled) > 2:
        units = [int(unit, 16) for unit in spelled.split("\\u")[1:]]
        shown = b"".join(unit.to_bytes(2, "big") for unit in units).decode("utf-16-be", errors="replace")
        return shown[:1]
    return _ESCAPES.get(spelled[1], spelled[1])


def doubled(source: str, start: int, end: int, quote: str) -> Iterator[Run]:
    """Yield what is meant between quotes where a quote is written twice: CSV, and YAML's single quotes."""
    at = start
    while (found := source.find(quote * 2, at, end)) >= 0:
        yield Run(source[at:found], at, found)
        yield Run(quote, found, found + 2)
        at = found + 2
    yield Run(source[at:end], at, end)
