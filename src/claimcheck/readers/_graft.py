"""A page that was read inside another file -> blocks of that file: each word leads back through both."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from claimcheck.model import Link, Piece
from claimcheck.readers._prose import Draft, Prose, clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claimcheck.model import Block, Document
    from claimcheck.readers._page import Page
    from claimcheck.readers._written import Written

_DEEPEST = 9


def graft(page: Page, inner: Document, written: Written, *, deeper: int = 0) -> None:
    """Add the blocks of a document that was read from `written`, its headings as many levels deeper as are given."""
    where: dict[int, int] = {}
    for at, block in enumerate(inner.blocks):
        prose = prose_of(inner, block, written, page.source)
        if not prose.text:
            continue
        lead = None if block.lead is None else where.get(block.lead)
        if block.level:
            where[at] = page.put_heading(block.kind, prose, min(block.level + deeper, _DEEPEST))
        else:
            where[at] = page.add(block.kind, prose, lead=lead)
    for start, end, words in inner.comments:
        page.comment_within(written.place(start, end), words)
    for start, end, what, target in inner.elsewhere:
        first, last = written.place(start, end)
        if first < last:
            page.shows(what, (first, last), target)
    page.unread += inner.unread


def prose_of(inner: Document, block: Block, written: Written, source: str) -> Prose:
    """Return the words of a block of the inner document with their places in the outer file."""
    first = bisect_left(inner.pieces, block.start, key=lambda piece: piece.start)
    last = bisect_left(inner.pieces, block.end, key=lambda piece: piece.start)
    mapped = (part for piece in inner.pieces[first:last] for part in _through(inner, piece, written))
    pieces = tuple(_joined(inner, mapped, source, block.start))
    if any(piece.source_start == piece.source_end for piece in pieces):
        return _of_the_file(inner, block, pieces, source)
    from_link = bisect_left(inner.links, block.start, key=lambda link: link.start)
    to_link = bisect_right(inner.links, block.end, key=lambda link: link.start)
    moved = (Link(k.start - block.start, k.end - block.start, k.target) for k in inner.links[from_link:to_link])
    return Prose(inner.text[block.start : block.end], pieces, tuple(moved))


def _of_the_file(inner: Document, block: Block, pieces: Iterable[Piece], source: str) -> Prose:
    """Return words without tags that stand nowhere in the file: what is broken around them made them words."""
    draft = Draft()
    for piece in pieces:
        if piece.source_start < piece.source_end:
            words = inner.text[block.start + piece.start : block.start + piece.end]
            draft.add(words, piece.source_start, piece.source_end)
    return clean(source, draft)


def _joined(inner: Document, pieces: Iterable[Piece], source: str, begin: int) -> Iterator[Piece]:
    """Yield the pieces from the beginning of their block on, true copies that touch as one."""
    last, was_copy = None, False
    for piece in pieces:
        is_copy = inner.text[piece.start : piece.end] == source[piece.source_start : piece.source_end]
        moved = Piece(piece.start - begin, piece.end - begin, piece.source_start, piece.source_end)
        if last and was_copy and is_copy and last.source_end == moved.source_start:
            last = Piece(last.start, moved.end, last.source_start, moved.source_end)
            continue
        if last:
            yield last
        last, was_copy = moved, is_copy
    if last:
        yield last


def _through(inner: Document, piece: Piece, written: Written) -> Iterator[Piece]:
    start, end = piece.source_start, piece.source_end
    if inner.text[piece.start : piece.end] == inner.source[start:end]:
        yield from written.pieces(start, end, piece.start)
        return
    place = written.place(start, end)
    if inner.text[piece.start : piece.end] == " " and inner.source[start:end].isspace():
        # Blanks that code stood between are one: it stands for the first of them.
        blanks = ((run.source_start, run.source_end) for run in written.pieces(start, end, 0))
        place = next((blank for blank in blanks if blank[0] < blank[1]), (place[0], place[0]))
    yield Piece(piece.start, piece.end, *place)
