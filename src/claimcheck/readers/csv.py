"""CSV of a content system -> Document: the columns that hold copy, row by row, through doubled quotes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimcheck.readers._data import Value, put_values
from claimcheck.readers._fields import NONE_GIVEN, Fields, known_kind
from claimcheck.readers._page import Page
from claimcheck.readers._written import Written, doubled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimcheck.model import Document

SUFFIXES = (".csv", ".tsv")

_SEPARATORS = ",;\t|"
_LINE = re.compile(r"[^\r\n]*")
# As RFC 4180: a quoted field, quotes in it doubled, or one without quotes; then what ends it.
_FIELD = {
    sign: re.compile(
        rf'(?:"(?P<quoted>(?:[^"]++|"")*+)(?:"|\Z)[^{re.escape(sign)}\r\n]*+|(?P<bare>[^{re.escape(sign)}\r\n]*+))'
        rf"(?P<end>{re.escape(sign)}|\r\n|\r|\n|\Z)"
    )
    for sign in _SEPARATORS
}


def read(source: str, path: str, fields: Fields = NONE_GIVEN) -> Document:
    """Return a CSV file as blocks; its first row names the columns if any of them is known."""
    page = Page(source)
    put_values(page, values_in(source, fields, page), path, fields)
    return page.document(path, "csv")


def values_in(source: str, fields: Fields, page: Page) -> Iterator[Value]:
    """Yield the cells that hold anything, row by row; a quote that is never closed is noted on the page."""
    header: list[str] | None = None
    for number, row in enumerate(_rows(source)):
        if header is None:
            names = [Written(_runs(source, field)).text.strip() for field in row]
            is_header = any(known_kind(name) or name in fields.copy for name in names)
            header = names if is_header else []
            if is_header:
                continue
        for at, field in enumerate(row):
            written = Written(_runs(source, field))
            if field["quoted"] is not None and field.end("quoted") == len(source):
                page.unclosed("quote", field.start())
            if written.text:
                yield Value((header[at],) if at < len(header) else ("",), (0, number), written)


def _rows(source: str) -> Iterator[list[re.Match[str]]]:
    first = _LINE.match(source)
    top = first.group() if first else ""
    pattern = _FIELD[max(_SEPARATORS, key=top.count)]
    row: list[re.Match[str]] = []
    at = 0
    while at <= len(source) and (match := pattern.match(source, at)):
        row.append(match)
        at = match.end()
        if match["end"] not in _SEPARATORS or not match["end"]:
            yield row
            row = []
            if not match["end"] or at == len(source):
                return


def _runs(source: str, field: re.Match[str]) -> Iterator[tuple[str, int, int]]:
    if field["quoted"] is not None:
        yield from doubled(source, *field.span("quoted"), '"')
    else:
        yield (field["bare"], *field.span("bare"))
