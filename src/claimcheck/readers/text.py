"""Plain text -> Document: headings, lists and questions told by blank lines, bullets and final stops.

A lone line of at most 12 words without a final stop is a heading: the first is the title, one after two blank
lines heads a section, one after a single blank line a part of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claimcheck.readers import _shape
from claimcheck.readers._page import Page
from claimcheck.readers._prose import Draft, Prose, clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimcheck.model import Document

SUFFIXES = (".txt", ".text")

_MOST_WORDS_OF_A_HEADING = 12
_WRAPPED_FROM = 60  # a line this long was broken by a wrap, a shorter one by its writer
_LINE = re.compile(r"[^\r\n]*(\r\n|\r|\n|\Z)")
_BULLET = re.compile(
    rf"[^\S\r\n]*(?:(?P<sure>[{_shape.BULLETS}])[^\S\r\n]*|(?P<dash>[-–*+·])[^\S\r\n]+|"
    r"(?P<number>\(?(?:\d{1,3}|[a-z])[.)])[^\S\r\n]+)(?=[^\s])"
)
_STOPS = ".!…:;,"
_CLOSERS = "\"'”’»)] "


@dataclass
class _Chunk:
    """Lines without a blank one between them, as offsets, and how many blank ones stood above."""

    blanks: int
    lines: list[tuple[int, int]] = field(default_factory=list)


def read(source: str, path: str) -> Document:
    """Return plain text as blocks."""
    page = Page(source)
    chunks = list(_chunks(source))
    for at, chunk in enumerate(chunks):
        after = chunks[at + 1] if at + 1 < len(chunks) else None
        if len(chunk.lines) == 1 and _is_heading(page, chunk, after):
            _add_heading(page, chunk)
        elif len(chunk.lines) > 1 and all(_is_short_act(source[start:end]) for start, end in chunk.lines):
            for line in chunk.lines:
                page.paragraph(_prose(source, [line]))
        else:
            _add_parts(page, chunk)
    return page.document(path, "text")


def _chunks(source: str) -> Iterator[_Chunk]:
    chunk = _Chunk(0)
    for match in _LINE.finditer(source):
        start, end = match.start(), match.start(1)
        if _prose(source, [(start, end)]).text if end - start < 9 else source[start:end].strip():
            chunk.lines.append((start, end))
        elif chunk.lines:
            yield chunk
            chunk = _Chunk(1)
        else:
            chunk.blanks += 1
    if chunk.lines:
        yield chunk


def _prose(source: str, lines: list[tuple[int, int]]) -> Prose:
    """Return the clean words of some lines; what parts them, whatever ends a line, is one space."""
    draft = Draft()
    last = None
    for start, end in lines:
        if last is not None:
            draft.add(source[last:start], last, start)
        draft.add(source[start:end], start, end)
        last = end
    return clean(source, draft)


def _is_heading(page: Page, chunk: _Chunk, after: _Chunk | None) -> bool:
    source, line = page.source, chunk.lines[0]
    words = _prose(source, [line]).text
    if len(words.split()) > _MOST_WORDS_OF_A_HEADING or words.rstrip(_CLOSERS)[-1:] in tuple(_STOPS):
        return False
    if not any(letter.isalpha() for letter in words) or _shape.quoted_kind(words) or _shape.opens_act(words):
        return False
    bullet = _bullet(source, line)
    return bullet is None or (bool(bullet["number"]) and _is_numbered_heading(page, after))


def _is_numbered_heading(page: Page, after: _Chunk | None) -> bool:
    """Return whether “2. How it works” heads what follows: it stands in no list and prose comes after it."""
    in_list = page.lead_in is not None or (bool(page.blocks) and page.blocks[-1].kind in ("item", "reference"))
    return not in_list and after is not None and _bullet(page.source, after.lines[0]) is None


def _add_heading(page: Page, chunk: _Chunk) -> None:
    prose = _prose(page.source, chunk.lines)
    last = page.blocks[-1] if page.blocks else None
    if last and last.level and page.parts[-1] == prose.text:
        return  # a title that is printed again for a breadcrumb or a banner is read once
    page.heading(prose, 2 if chunk.blanks > 1 and page.titled else 3 if page.titled else 1)


def _is_short_act(line: str) -> bool:
    return len(line.split()) < 9 and line.rstrip()[-1:] not in tuple(_STOPS) and _shape.opens_act(line)


def _bullet(source: str, line: tuple[int, int]) -> re.Match[str] | None:
    found = _BULLET.match(source, *line)
    if found is None or not any(letter.isalnum() for letter in source[found.end() : line[1]]):
        return None
    return found


def _add_parts(page: Page, chunk: _Chunk) -> None:
    """Add the paragraphs and items of a chunk; `open_items` are those a deeper one may stand under."""
    source = page.source
    open_items: list[tuple[int, int]] = []
    outer = page.lead_in
    for lines, bullet in _parts(source, chunk.lines):
        if bullet is None:
            page.paragraph(_prose(source, lines))
            outer, open_items = page.lead_in, []
            continue
        indent = bullet.end() - lines[0][0]
        prose = _prose(source, [(bullet.end(), lines[0][1]), *lines[1:]])
        while open_items and open_items[-1][0] >= indent:
            open_items.pop()
        lead = open_items[-1][1] if open_items else outer
        at = page.item(prose, page.heading_above if lead is None else lead)
        if prose.text.endswith(":"):
            open_items.append((indent, at))


def _parts(source: str, lines: list[tuple[int, int]]) -> Iterator[tuple[list[tuple[int, int]], re.Match[str] | None]]:
    """Yield the lines of each paragraph and of each item, the item with its bullet."""
    part: list[tuple[int, int]] = []
    mark: re.Match[str] | None = None
    for at, line in enumerate(lines):
        bullet = _bullet(source, line)
        if bullet and part and not mark and not _may_begin(source, lines, at, bullet):
            bullet = None
        if part and (bullet or (mark and not _goes_on(source, part[-1], line))):
            yield part, mark
            part, mark = [], None
        part.append(line)
        mark = mark or bullet
    yield part, mark


def _may_begin(source: str, lines: list[tuple[int, int]], at: int, bullet: re.Match[str]) -> bool:
    """Return whether a bullet below a line of prose begins a list, and no wrap put a dash or year there."""
    before = source[slice(*lines[at - 1])].rstrip()
    if before.endswith(tuple('"”»')):  # “…” – the speaker
        return False
    if bullet["sure"] or before.endswith(tuple(".!?:;")):
        return True
    below = _bullet(source, lines[at + 1]) if at + 1 < len(lines) else None
    return below is not None and below["dash"] == bullet["dash"]


def _goes_on(source: str, before: tuple[int, int], line: tuple[int, int]) -> bool:
    """Return whether a line without a bullet is the wrapped rest of the item above."""
    first = source[line[0]]
    return first.isspace() or first.islower() or before[1] - before[0] >= _WRAPPED_FROM
