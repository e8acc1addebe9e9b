"""PDF file -> Document: its printed lines as source, put together to paragraphs; page and line are the place.

What a page says above and below its text is no prose: lines that come back on page after page, and their numbers. A
long one, such as a disclaimer at the foot, is read once. A word that is parted at the end of a line is one word.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from claimcheck.readers import _shape
from claimcheck.readers._page import Page
from claimcheck.readers._pdf_lines import Line, lines_of
from claimcheck.readers._prose import Draft, clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claimcheck.model import Document

SUFFIXES = (".pdf",)
BINARY = True

_EDGE = 2  # how many lines at the head and at the foot of a page may be running ones
_MOST_WORDS_OF_A_HEAD = 5
_MOST_WORDS_OF_A_HEADING = 20
_LARGER = 1.15  # from what share of the body's size on a line is a heading
_WIDE = 1.45  # from how many lines' height on a gap parts two paragraphs
_SHORT = 0.8  # a line that ends before this share of the width may be a paragraph's last
_NUMBER = re.compile(r"(?:page\s*)?[-–—|]?\s*(?:#+(?:\s*(?:/|of|\|)\s*#+)?|[ivxl]+)\s*[-–—|]?\Z")
_LEADER = re.compile(r"(?:[.…]\s?){5,}\s*\w+\s*\Z")  # a line of a table of contents
_BULLET = re.compile(
    rf"(?:[{_shape.BULLETS}·\uf0b7]\s*|[-–*]\s+|"
    r"\(?(?:\d{1,2}|[a-z])[.)]\s+)(?=\S)"
)
_LAST = 80  # characters of a line that may be dots and a number
_STOPS = tuple(".!?:;…")
_CLOSERS = "\"'”’»)] "


def read(source: bytes, path: str) -> Document:
    """Return a PDF file as blocks."""
    lines, empty = lines_of(source, path)
    page = Page("\n".join(line.words for line in lines))
    starts: list[int] = []
    at = 0
    for line in lines:
        starts.append(at)
        page.places.append((at, f"page {line.page}, line {line.number}"))
        at += len(line.words) + 1
    page.unread += [f"page {number} holds no words: a picture of words is not read" for number in empty]
    body, levels = _sizes(lines)
    for group in _groups(lines, _running(lines), body):
        _put(page, group, lines, starts, levels)
    return page.document(path, "pdf")


def _sizes(lines: Iterable[Line]) -> tuple[float, dict[float, int]]:
    """Return the size that most is printed in, and the level of a heading in each larger one."""
    counted: Counter[float] = Counter()
    for line in lines:
        counted[line.size] += len(line.words)
    body = counted.most_common(1)[0][0] if counted else 0.0
    larger = sorted((size for size in counted if size >= _LARGER * body), reverse=True)
    return body, {size: min(level, 6) for level, size in enumerate(larger, 1)}


def _running(lines: list[Line]) -> frozenset[int]:
    """Return the lines that only run along: numbers of pages, and what comes back at their head or foot."""
    pages: dict[int, list[int]] = {}
    for at, line in enumerate(lines):
        pages.setdefault(line.page, []).append(at)
    edges: list[tuple[int, str]] = []
    for inside in pages.values():
        by_height = sorted(inside, key=lambda at: -lines[at].bottom)
        edge = dict.fromkeys([*by_height[:_EDGE], *by_height[-_EDGE:]])
        edges += [(at, _key(lines[at])) for at in edge]
    on_pages = Counter(key for _, key in {(lines[at].page, key) for at, key in edges})
    needed = max(2, (len(pages) + 1) // 2)
    running = set()
    read_once: set[str] = set()
    for at, key in edges:
        comes_back = len(pages) > 1 and on_pages[key] >= needed
        is_long = len(key.split()) > _MOST_WORDS_OF_A_HEAD
        if _NUMBER.match(key) or (comes_back and (not is_long or key in read_once)):
            running.add(at)
        elif comes_back:
            read_once.add(key)
    return frozenset(running)


def _key(line: Line) -> str:
    return re.sub(r"\d", "#", " ".join(line.words.lower().split()))


def _groups(lines: list[Line], running: frozenset[int], body: float) -> Iterator[list[int]]:
    """Yield the lines of each paragraph, item and heading; what runs along and the table of contents are none."""
    width = _rights(lines, body)
    group: list[int] = []
    for at, line in enumerate(lines):
        if at in running or _LEADER.search(line.words[-_LAST:]):
            continue
        if group and _parts(lines[group[-1]], line, width.get(line.page, 0.0)):
            yield group
            group = []
        group.append(at)
    if group:
        yield group


def _rights(lines: list[Line], body: float) -> dict[int, float]:
    """Return how far to the right the text of each page goes."""
    rights: dict[int, float] = {}
    for line in lines:
        if line.size == body:
            rights[line.page] = max(rights.get(line.page, 0.0), line.right)
    return rights


def _parts(before: Line, line: Line, right: float) -> bool:
    """Return whether a line begins something else than what the line before it belongs to."""
    if before.size != line.size or (_BULLET.match(line.words) and not before.hyphenated):
        return True
    ends = before.words.rstrip(_CLOSERS).endswith(_STOPS)
    first = line.words.lstrip()[:1]
    gap = before.bottom - line.bottom
    if before.page != line.page or gap <= 0:  # the next page or column: a sentence may go on there
        return not before.hyphenated and (ends or not first.islower())
    if gap > _WIDE * max(line.size * 1.2, 1.0):
        return True
    return ends and before.right - before.left < _SHORT * (right - before.left)


def _put(page: Page, group: list[int], lines: list[Line], starts: list[int], levels: dict[float, int]) -> None:
    """Add the lines of one group as a heading, an item or a paragraph."""
    first = lines[group[0]]
    bullet = _BULLET.match(first.words)
    draft = Draft()
    for at in group:
        _draw(draft, lines[at], starts[at], skip=bullet.end() if bullet and at == group[0] else 0)
    prose = clean(page.source, draft)
    if not prose.text:
        return
    level = levels.get(first.size, 0)
    if level and len(prose.text.split()) <= _MOST_WORDS_OF_A_HEADING:
        # "1. What it is" is a heading too, and its number belongs to it.
        page.heading(prose, level)
    elif bullet and not _shape.quoted_kind(prose.text):
        page.item(prose, page.lead_in)
    else:
        page.paragraph(prose)


def _draw(draft: Draft, line: Line, start: int, *, skip: int) -> None:
    """Add a line to a draft: a mark of a note shows nothing, nor does a hyphen that only parts a word."""
    at = skip
    end = len(line.words) - line.hyphenated
    for begin, stop in line.marks:
        if begin >= at:
            draft.add(line.words[at:begin], start + at, start + begin)
            draft.mark(f"#fn-{line.words[begin:stop]}")
            draft.add("", start + begin, start + stop)
            at = stop
    draft.add(line.words[at:end], start + at, start + end)
    if line.hyphenated:
        draft.add("", start + end, start + end + 2)
    else:
        draft.add("\n", start + end, start + end + 1)
