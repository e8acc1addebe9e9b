"""A page and a block of it -> where a notice can stand behind that block: offsets of the file, the best first.

Only the layout of the file is looked at here. Whether the page reads the same with the notice in it is asked of its
reader (fix.py), so a place inside code or a comment is never taken.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from claimcheck.text_edit import line_end, line_start

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimcheck.model import Document

# An empty line, and the line behind it.
_FREE = re.compile(r"(?:(?<=\n)|(?<=\r)(?!\n))[ \t]*(?P<end>\r\n|\r|\n)(?=(?P<next>[^\r\n]*))")
# How the lines of a list, a quotation or a table begin.
_GOES_ON = re.compile(r"[ \t]|[-*+>|:]|\d+[.)]")
# A notice stands behind the first, and inside the others.
_CLOSES = re.compile(
    r"</(?:(?P<apart>p|ul|ol|dl|table|blockquote|figure)|section|article|main|body)\s*>", re.IGNORECASE
)
_LAST = re.compile(r"</(?:main|article|body)\s*>", re.IGNORECASE)
# So many places are tried before the end of the page is.
_MOST = 8


class Slot(NamedTuple):
    """A place in the file, and what stands before and behind the notice there."""

    at: int
    before: str
    behind: str


def slots(document: Document, block: int, start: int) -> Iterator[Slot]:
    """Yield the places behind a block, and from `start` on, that its format allows, then the end of the page."""
    given = document.blocks[block]
    end = max(document.source_span(given.start, given.end).end, start)
    yield from _in_html(document.source, end) if document.format == "html" else _in_lines(document, end)


def _in_lines(document: Document, end: int) -> Iterator[Slot]:
    source = document.source
    ending = line_end(source)
    free = (match for match in _FREE.finditer(source, end) if document.format == "text" or _is_free(source, match))
    for match in islice(free, _MOST):
        yield Slot(match.start(), ending, ending)
    if source.endswith(("\n", "\r")):
        yield Slot(len(source), ending, ending)
    else:
        yield Slot(len(source), ending * 2, "")


def _is_free(source: str, empty: re.Match[str]) -> bool:
    """Return whether an empty line parts two blocks, and not the items of one list or the parts of one item."""
    first, end = "", empty.start()
    while end > 0:
        start = source.rfind("\n", 0, end - 1) + 1
        if not source[start:end].strip():
            break
        first, end = source[start:end], start
    return not (_GOES_ON.match(first) and _GOES_ON.match(empty["next"]))


def _in_html(source: str, end: int) -> Iterator[Slot]:
    for match in islice(_CLOSES.finditer(source, end), _MOST):
        yield _slot(source, match.end() if match["apart"] else match.start())
    for match in reversed(list(_LAST.finditer(source, end))):
        yield _slot(source, match.start())
    yield _slot(source, len(source))


def _slot(source: str, at: int) -> Slot:
    """Return the place behind the last sign before an offset: on a line of its own where the page has lines."""
    at = len(source[:at].rstrip())
    indent = re.match(r"[ \t]*", source[line_start(source, at) : at])
    ending = line_end(source) if "\n" in source or "\r" in source else ""
    return Slot(at, ending + (indent.group() if indent and ending else ""), "")
