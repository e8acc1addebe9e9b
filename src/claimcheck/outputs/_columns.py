"""Places -> columns as others count them: UTF-16 units in SARIF, bytes of UTF-8 in rdjson; ours count characters."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from claimcheck.model import Document, Finding


class Columns(NamedTuple):
    """The columns of the first character and of the one after the last, from 1."""

    start: int
    end: int


def utf16(text: str) -> int:
    """Return the number of UTF-16 units of a text."""
    return len(text.encode("utf-16-le", errors="surrogatepass")) // 2


def utf8(text: str) -> int:
    """Return the number of bytes of a text in UTF-8."""
    return len(text.encode("utf-8", errors="surrogatepass"))


def columns(finding: Finding, document: Document, size: Callable[[str], int]) -> Columns:
    """Return the columns of a finding, counted by `size`."""
    return Columns(
        column(finding.start, finding.column, document.source, size),
        column(finding.end, finding.end_column, document.source, size),
    )


def column(offset: int, in_characters: int, source: str, size: Callable[[str], int]) -> int:
    """Return a column that stands `in_characters` characters into its line, counted by `size`."""
    return size(source[offset - in_characters + 1 : offset]) + 1 if offset >= in_characters - 1 else in_characters
