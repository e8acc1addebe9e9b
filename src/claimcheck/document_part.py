"""Document -> the same document without some runs of its text; what stays keeps its places in the file."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from claimcheck.model import Block, Link, Piece

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimcheck.model import Document


def without(document: Document, runs: list[tuple[int, int]]) -> Document:
    """Return a document without some runs of its text; a block of which nothing is left is none."""
    moved: dict[int, int] = {}
    blocks: list[Block] = []
    parts: list[str] = []
    pieces: list[Piece] = []
    links: list[Link] = []
    length = 0
    for at, stretches in _kept(document, runs):
        old, start = document.blocks[at], length
        for first, last in stretches:
            parts.append(document.text[first:last])
            pieces += [_moved(piece, first, last, length) for piece in _between(document.pieces, first, last)]
            links += [_shifted(link, length - first) for link in _inside(document.links, first, last)]
            length += last - first
        headings = tuple(moved[heading] for heading in old.headings if heading in moved)
        blocks.append(
            Block(old.kind, start, length, old.level, headings, None if old.lead is None else moved.get(old.lead))
        )
        moved[at] = len(blocks) - 1
        parts.append("\n")
        length += 1
    text = "".join(parts[:-1])
    return replace(document, text=text, blocks=tuple(blocks), pieces=tuple(pieces), links=tuple(links))


def _kept(document: Document, runs: list[tuple[int, int]]) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    """Yield what stays of each block: its position and the runs of the text, without spaces at the edges."""
    text, number = document.text, 0
    for at, block in enumerate(document.blocks):
        stretches, begin = [], block.start
        while number < len(runs) and runs[number][0] < block.end:
            # A quotation may lie in a sentence that goes as a whole.
            stretches.append((begin, max(begin, runs[number][0])))
            begin = max(begin, runs[number][1])
            number += 1
        stretches.append((begin, block.end))
        stretches = [(first, last) for first, last in stretches if text[first:last].strip()]
        for n, (first, last) in enumerate(stretches):
            spaced = n == 0 or text[stretches[n - 1][1] - 1] == " "
            ends = n == len(stretches) - 1
            stretches[n] = (first + (spaced and text[first] == " "), last - (ends and text[last - 1] == " "))
        if stretches:
            yield at, stretches


def _inside(links: tuple[Link, ...], start: int, end: int) -> Iterator[Link]:
    at = bisect_left(links, start, key=lambda link: link.start)
    while at < len(links) and links[at].start <= end:
        if links[at].end <= end:
            yield links[at]
        at += 1


def _shifted(link: Link, by: int) -> Link:
    return Link(link.start + by, link.end + by, link.target)


def _between(pieces: tuple[Piece, ...], start: int, end: int) -> Iterator[Piece]:
    at = bisect_right(pieces, start, key=lambda piece: piece.end)
    while at < len(pieces) and pieces[at].start < end:
        yield pieces[at]
        at += 1


def _moved(piece: Piece, start: int, end: int, at: int) -> Piece:
    first, last = max(piece.start, start), min(piece.end, end)
    source_start, source_end = piece.source_start, piece.source_end
    if piece.end - piece.start == source_end - source_start:
        source_start, source_end = source_start + first - piece.start, source_end - piece.end + last
    return Piece(first - start + at, last - start + at, source_start, source_end)
