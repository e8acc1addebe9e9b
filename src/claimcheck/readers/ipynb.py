r"""Jupyter notebook -> Document: its cells of Markdown, each word at its place in the JSON; code and outputs are none.

The JSON is read by its strings and brackets, so that a broken notebook is read as far as it goes. In a string stand
escapes (\n, \u00e9); each character still knows its place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from claimcheck.model import Piece
from claimcheck.readers import json, markdown
from claimcheck.readers._page import Page
from claimcheck.readers._written import JSON_TOKEN, Run, Written, escaped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimcheck.model import Document

SUFFIXES = (".ipynb",)

_LIST_OF_CELLS = re.compile(r'"cells"\s*:\s*\[')


@dataclass
class _Part:
    """An object or a list of the JSON that is open; `strings` are those of a cell's source."""

    key: str
    is_list: bool
    kind: str = ""
    strings: list[tuple[int, int]] = field(default_factory=list)


def read(source: str, path: str) -> Document:
    """Return the Markdown of a notebook as blocks."""
    runs: list[Run] = []
    cells: list[tuple[int, int]] = []
    length = 0
    for cell in _cells(source):
        begin = length
        for start, end in cell:
            for run in escaped(source, start, end):
                runs.append(run)
                length += len(run.words)
        cells.append((begin, length))
    written = Written(runs)
    page = Page(written.text)
    for start, end in cells:
        page.break_off()
        markdown.put_in(page, start, end)
    faults = tuple(json.faults_in(source))
    page.unread += faults
    if not faults and not cells and not _LIST_OF_CELLS.search(source):
        page.unread.append("no notebook: it has no list of cells; save it from Jupyter again")
    return _placed(page.document(path, "ipynb"), source, written)


def _cells(source: str) -> Iterator[list[tuple[int, int]]]:
    """Yield the strings of each cell of Markdown, in their order."""
    parts, key, word = [_Part("", is_list=False)], "", ""
    for match in JSON_TOKEN.finditer(source):
        sign, here = match.group(), parts[-1]
        if match[1] is not None:
            word = match[1]
            _take(parts, key, match)
        elif sign in ("{", "["):
            parts.append(_Part(here.key if here.is_list else key, is_list=sign == "["))
            key = ""
        elif sign in ("}", "]") and len(parts) > 1:
            if _is_cell(parts, here) and here.kind == "markdown":
                yield here.strings
            parts.pop()
            key = ""
        else:
            key = word if sign == ":" and not here.is_list else ""


def _take(parts: list[_Part], key: str, match: re.Match[str]) -> None:
    """Take a string: the kind of a cell, or its source as a whole or line by line."""
    here = parts[-1]
    if _is_cell(parts, here):
        if key == "cell_type":
            here.kind = match[1]
        elif key == "source":
            here.strings.append(match.span(1))
    elif here.is_list and here.key == "source" and len(parts) > 1 and _is_cell(parts[-4:-1], parts[-2]):
        parts[-2].strings.append(match.span(1))


def _is_cell(parts: list[_Part], part: _Part) -> bool:
    """Return whether the innermost of the open parts is an object in the list of cells."""
    return not part.is_list and part.key == "cells" and len(parts) > 1 and parts[-2].is_list


def _placed(document: Document, source: str, written: Written) -> Document:
    """Return a document of the words that are meant as one of the file."""

    def placed(piece: Piece) -> Iterator[Piece]:
        start, end = piece.source_start, piece.source_end
        if document.text[piece.start : piece.end] == document.source[start:end]:
            yield from written.pieces(start, end, piece.start)
        else:
            yield Piece(piece.start, piece.end, *written.place(start, end))

    return replace(
        document,
        source=source,
        pieces=tuple(part for piece in document.pieces for part in placed(piece)),
        elsewhere=tuple(
            one._replace(start=start, end=end)
            for one in document.elsewhere
            for start, end in [written.place(one.start, one.end)]
        ),
        comments=tuple((*written.place(start, end), words) for start, end, words in document.comments),
    )
