"""The bytes of a PDF file -> its printed lines: words, place on the page, size. Nothing else here knows pypdfium2."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from claimcheck.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator

# A book has half a million; a file that draws more is no copy.
MOST_CHARACTERS = 20_000_000

_LOCKED = 4  # pdfium's code for a password that is asked for
_BROKEN = "\x02"  # what pdfium writes for a hyphen at the end of a line
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_SMALL = 0.78  # a mark of a note is set in about two thirds of the size


class Line(NamedTuple):
    """One line as printed: where it stands on its page in points, `marks` are its small raised digits.

    `hyphenated` is whether a word goes on in the next line.
    """

    words: str
    page: int
    number: int
    left: float
    right: float
    bottom: float
    size: float
    marks: tuple[tuple[int, int], ...] = ()
    hyphenated: bool = False


class Letter(NamedTuple):
    """One character as drawn."""

    sign: str
    size: float
    at: int


def lines_of(raw: bytes, path: str) -> tuple[list[Line], list[int]]:
    """Return the lines of a file and its pages without words; raise UserError where it cannot be read."""
    try:
        import pypdfium2 as pdfium  # type: ignore[import-untyped]
    except ImportError as error:
        remedy = "pip install 'claimcheck-lint[pdf]'"
        raise UserError("is a PDF file, which the extra “pdf” reads", path=path, remedy=remedy) from error
    try:
        file = pdfium.PdfDocument(raw)
    except pdfium.PdfiumError as error:
        locked = getattr(error, "err_code", None) == _LOCKED
        fault = "is locked by a password" if locked else "is no PDF file, or a broken one"
        raise UserError(fault, path=path, remedy="save it anew as PDF") from error
    lines: list[Line] = []
    empty: list[int] = []
    left = MOST_CHARACTERS
    try:
        for number in range(len(file)):
            found = list(_page(file, number, pdfium))
            left -= sum(len(line.words) for line in found)
            if left < 0:
                raise UserError(f"holds more than {MOST_CHARACTERS:,} characters", path=path, remedy="split it")
            lines += found
            if not found:
                empty.append(number + 1)
    finally:
        file.close()
    return lines, empty


def _page(file: Any, number: int, pdfium: Any) -> Iterator[Line]:
    """Yield the lines of a page; one that cannot be drawn has none."""
    try:
        page = file[number]
    except pdfium.PdfiumError:
        return
    text = page.get_textpage()
    count = 0
    for letters, hyphenated in _rows(text, pdfium.raw):
        shown = "".join(letter.sign for letter in letters)
        seen = [letter for letter in letters if not letter.sign.isspace()]
        if not seen:
            continue
        count += 1
        left, bottom, _, _ = text.get_charbox(seen[0].at, loose=True)
        _, _, right, _ = text.get_charbox(seen[-1].at, loose=True)
        size = Counter(letter.size for letter in seen).most_common(1)[0][0]
        yield Line(shown, number + 1, count, left, right, bottom, size, _marks(letters, size), hyphenated)
    text.close()
    page.close()


def _rows(text: Any, raw: Any) -> Iterator[tuple[list[Letter], bool]]:
    """Yield the characters of each printed line, and whether a word goes on in the next."""
    row: list[Letter] = []
    for at in range(text.count_chars()):
        sign = chr(raw.FPDFText_GetUnicode(text, at))
        if sign in ("\r", "\n"):
            if row:
                yield row, False
            row = []
            continue
        broken = sign == _BROKEN
        shown = "-" if broken else _UNWRITABLE.sub("\ufffd", sign)
        row.append(Letter(shown, round(raw.FPDFText_GetFontSize(text, at), 1), at))
        if broken:
            yield row, True
            row = []
    if row:
        yield row, False


def _marks(letters: list[Letter], size: float) -> tuple[tuple[int, int], ...]:
    """Return the runs of small digits in a line: the marks of notes."""
    found: list[tuple[int, int]] = []
    for at, letter in enumerate(letters):
        if at and letter.size < _SMALL * size and (letter.sign.isdigit() or letter.sign in "*†‡,"):
            if found and found[-1][1] == at:
                found[-1] = (found[-1][0], at + 1)
            else:
                found.append((at, at + 1))
    return tuple(found)
