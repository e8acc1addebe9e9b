"""Where in a file an exception holds: its block, the next one, a run of the file, or the whole of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from claimcheck.model import Span
from claimcheck.readers._html_signs import sign_of
from claimcheck.text_edit import line_start

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimcheck.model import Document

_TAG = re.compile(r"</?([A-Za-z][^\s/>]*)")


class Scope(NamedTuple):
    """Runs of the file, in characters of its source; None is the whole file."""

    spans: tuple[Span, ...] | None

    def holds(self, start: int, end: int) -> bool:
        """Return whether the characters from `start` to `end` lie in one of the runs."""
        return self.spans is None or any(span.holds(start, end) for span in self.spans)


def scope_of(verb: str, document: Document, comment: Span, end: int | None) -> Scope:
    """Return where an exception holds that is written in `comment`; `end` is where an `allow-from` ends."""
    if verb == "allow-file":
        return Scope(None)
    if verb == "allow-from":
        return Scope((Span(comment.end, len(document.source) if end is None else end),))
    block = _block_of(document, comment)
    return Scope(() if block is None else (block,))


def _block_of(document: Document, comment: Span) -> Span | None:
    """Return the run of the block that holds a comment, else that shares its line, else the next one."""
    blocks = sorted(_source_spans(document))
    around = [block for block in blocks if block.holds(*comment)]
    if around:
        return around[-1]
    line = _line(document.source, comment)
    before = [block for block in blocks if block.end <= comment.start]
    following = next((block for block in blocks if comment.end <= block.start), None)
    if document.format == "html" and before:
        if not _parts(document.source[before[-1].end : comment.start]):
            return before[-1]
        if following and following.start < line.end:  # a page without line ends: it stands between the two
            return following
    return before[-1] if before and line.start < before[-1].end else following


def _parts(markup: str) -> bool:
    """Return whether a run of HTML that follows a block leads out of it: by a tag, or out of an attribute."""
    signs = [sign_of(name.lower()) for name in _TAG.findall(markup)]
    return ">" in markup.split("<", 1)[0] or any(sign.parts or sign.unseen or sign.place == "head" for sign in signs)


def _source_spans(document: Document) -> Iterator[Span]:
    for block in document.blocks:
        if block.start < block.end:
            yield document.source_span(block.start, block.end)


def _line(source: str, span: Span) -> Span:
    """Return the line, or lines, that a run stands on."""
    ends = [at for at in (source.find(end, span.end) for end in "\r\n") if at >= 0]
    return Span(line_start(source, span.start), min(ends, default=len(source)))
