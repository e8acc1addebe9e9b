"""What a reader sees of a file -> clean prose: one space between words, every character with its way back."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from claimcheck.model import Link, Piece

if TYPE_CHECKING:
    from collections.abc import Iterable

# Soft hyphens, zero-width marks and direction marks: nobody sees them, and a word must not hide behind them.
_UNSEEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_RUN = re.compile(rf"([^\s{_UNSEEN}]+(?: [^\s{_UNSEEN}]+)*)|(\s+)|[{_UNSEEN}]+")
# A mark that an export wrote as its code ("don\\u2019t"): a visitor's page shows the mark.
_CODED = re.compile(r"\\u(00a0|00ad|20[0-9a-fA-F]{2})")
_UNSEEN_RUN = re.compile(f"[{_UNSEEN}]+")
_NO_SPACE_BEFORE = ".,;:!?)]"
_URL = re.compile(r"https?://[^\s<>\"“”«»]+", re.IGNORECASE)


class Bit(NamedTuple):
    """A run of the file and what is shown for it: the same characters, or others (an entity, a break).

    Nothing is shown for what a visitor does not see: a reference mark, code, a comment.
    """

    shown: str
    start: int
    end: int


class Prose(NamedTuple):
    """Clean words of one block; the offsets of pieces and links count its own characters."""

    text: str
    pieces: tuple[Piece, ...] = ()
    links: tuple[Link, ...] = ()

    def part(self, start: int, end: int) -> Prose:
        """Return the words between two offsets, which stand at the edges of words."""
        pieces = (_cut(piece, start, end) for piece in self.pieces if piece.start < end and start < piece.end)
        links = (link for link in self.links if start <= link.start and link.end <= end)
        moved = (Link(link.start - start, link.end - start, link.target) for link in links)
        return Prose(self.text[start:end], tuple(pieces), tuple(moved))


def _cut(piece: Piece, start: int, end: int) -> Piece:
    left, right = max(start - piece.start, 0), max(piece.end - end, 0)
    if piece.end - piece.start != piece.source_end - piece.source_start:
        return Piece(piece.start + left - start, piece.end - right - start, piece.source_start, piece.source_end)
    return Piece(
        piece.start + left - start,
        piece.end - right - start,
        piece.source_start + left,
        piece.source_end - right,
    )


@dataclass
class Draft:
    """A block in the making: its bits in order, and its links as runs of bits (an empty run is a mark)."""

    bits: list[Bit] = field(default_factory=list)
    links: list[tuple[int, int, str]] = field(default_factory=list)
    _open: list[tuple[int, str]] = field(default_factory=list)

    def add(self, shown: str, start: int, end: int) -> None:
        """Add what is shown for the run of the file from `start` to `end`."""
        self.bits.append(Bit(shown, start, end))

    def open_link(self, target: str) -> None:
        """Begin a link."""
        self._open.append((len(self.bits), target))

    def close_link(self) -> None:
        """End the link begun last, if one is open."""
        if self._open:
            first, target = self._open.pop()
            self.links.append((first, len(self.bits), target))

    def mark(self, target: str) -> None:
        """Note a reference mark here, of which no word is read."""
        self.links.append((len(self.bits), len(self.bits), target))


class _Weaving:
    """The walk over a block's bits: `gap` is white space seen and not yet written."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.parts: list[str] = []
        self.pieces: list[Piece] = []
        self.copied_to = -1  # where in the file the last piece ends, if it is a true copy
        self.length = 0
        self.gap: tuple[int, int] | None = None
        self.left_out = False
        self.begin: int | None = None  # where the words of the bit at hand begin

    def bit(self, bit: Bit) -> None:
        self.begin = None
        if not bit.shown:
            self.left_out = self.gap is not None
        elif self.source[bit.start : bit.end] == bit.shown:
            self.copy(bit)
        else:
            self.shown(bit.shown, bit.start, bit.end)

    def copy(self, bit: Bit) -> None:
        at = 0
        for coded in _CODED.finditer(bit.shown) if "\\u" in bit.shown else ():
            self.runs(bit.shown[at : coded.start()], bit.start + at)
            at = coded.end()
            self.shown(chr(int(coded.group(1), 16)), bit.start + coded.start(), bit.start + at)
        self.runs(bit.shown[at:], bit.start + at)

    def shown(self, words: str, start: int, end: int) -> None:
        """Take what is shown for other characters of the file."""
        if shown := _UNSEEN_RUN.sub("", words):
            if shown.isspace():
                self.space(start, end)
            else:
                self.put(shown, start, end, copied=False)

    def runs(self, words: str, at: int) -> None:
        """Take true copies of the file, from the character `at` of it on."""
        for run in _RUN.finditer(words):
            start, end = run.span()
            if run.lastindex == 1:
                self.put(run.group(), at + start, at + end, copied=True)
            elif run.lastindex == 2:
                self.space(at + start, at + end)

    def space(self, start: int, end: int) -> None:
        if self.gap is None:
            self.gap, self.left_out = (start, end), False
        elif self.gap[1] == start and self.source[self.gap[0] : end].isspace():
            self.gap = (self.gap[0], end)

    def put(self, shown: str, start: int, end: int, *, copied: bool) -> None:
        # "shown to help [^1]." reads "shown to help.", not "shown to help ."
        if self.gap and self.length and not (self.left_out and shown[0] in _NO_SPACE_BEFORE):
            self.write(" ", *self.gap, copied=self.source[slice(*self.gap)] == " ")
        self.gap, self.left_out = None, False
        self.begin = self.length if self.begin is None else self.begin
        self.write(shown, start, end, copied=copied)

    def write(self, shown: str, start: int, end: int, *, copied: bool) -> None:
        at, self.length = self.length, self.length + len(shown)
        self.parts.append(shown)
        if copied and self.copied_to == start:
            last = self.pieces[-1]
            self.pieces[-1] = Piece(last.start, self.length, last.source_start, end)
        else:
            self.pieces.append(Piece(at, self.length, start, end))
        self.copied_to = end if copied else -1


def plain(words: str) -> str:
    """Return words as clean prose writes them: white space folded, what nobody sees left out."""
    return " ".join(_UNSEEN_RUN.sub("", words).split())


def clean(source: str, draft: Draft) -> Prose:
    """Return the clean words of a block: white space folded and trimmed, what nobody sees left out."""
    if not draft.bits:
        return Prose("")
    weaving = _Weaving(source)
    spans: list[tuple[int | None, int]] = []
    for bit in draft.bits:
        weaving.bit(bit)
        spans.append((weaving.begin, weaving.length))
    text = "".join(weaving.parts)
    links = _links(spans, draft.links) if draft.links else []
    return Prose(text, tuple(weaving.pieces), tuple(sorted([*links, *_bare(text, links)])))


def _links(spans: list[tuple[int | None, int]], given: Iterable[tuple[int, int, str]]) -> list[Link]:
    """Return the links whose bits are given, but for those that show nothing; however they nest, in one pass."""
    shown = [at for at, (begin, _) in enumerate(spans) if begin is not None]
    found = []
    for first, last, target in given:
        begin, end = bisect_left(shown, first), bisect_left(shown, last)
        if first == last:
            at = spans[first - 1][1] if first else 0
            found.append(Link(at, at, target))
        elif begin < end:
            found.append(Link(spans[shown[begin]][0] or 0, spans[shown[end - 1]][1], target))
    return found


def _bare(text: str, links: list[Link]) -> list[Link]:
    """Return the addresses that are written out in the text and are no link's words."""
    if "://" not in text:
        return []
    by_start = sorted(links)
    starts = [link.start for link in by_start]
    reach = list(accumulate((link.end for link in by_start), max, initial=0))  # how far the links before one go
    found = []
    for match in _URL.finditer(text):
        start, end = match.start(), match.end()
        unopened = text.count(")", start, end) - text.count("(", start, end)
        while text[end - 1] in ".,;:!?'’*_" or (text[end - 1] == ")" and unopened > 0):
            unopened -= text[end - 1] == ")"
            end -= 1
        if reach[bisect_left(starts, end)] <= start:
            found.append(Link(start, end, text[start:end]))
    return found
