"""Word file -> Document: its text as one line a paragraph, and what each paragraph is by its style and list.

The body comes first, then the notes that it refers to, then what stands at the head and foot of the pages.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from claimcheck.model import Link as Pointer
from claimcheck.readers import _shape
from claimcheck.readers._page import Page
from claimcheck.readers._prose import Draft, Prose, clean
from claimcheck.readers._word_comments import comments_of
from claimcheck.readers._word_package import Package
from claimcheck.readers._word_paragraph import Event, Paragraph, Run, Written
from claimcheck.readers._word_styles import Style, styles_of
from claimcheck.readers._word_walk import Walk

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimcheck.model import Document
    from claimcheck.readers._word_package import Link

SUFFIXES = (".docx", ".docm", ".dotx")
BINARY = True

_AROUND = "head or foot of the pages"
_BULLET = re.compile(rf"(?:[{_shape.BULLETS}·]\s*|[-–*]\s+)(?=\w)")


class Spot(NamedTuple):
    """Words of the document's source and where they stand: in the body's XML, or by the run `beside` of the body."""

    start: int
    end: int
    written: Written | None
    beside: Run | None = None


class Word(NamedTuple):
    """A Word file as read: the document, and the place of each of its words in the XML of the body."""

    document: Document
    spots: tuple[Spot, ...]
    main: str


@dataclass
class _Line:
    """One line of the source in the making: what it is read as, and where it stands."""

    place: str
    kind: str
    words: list[str] = field(default_factory=list)
    draft: Draft = field(default_factory=Draft)
    paragraph: Paragraph | None = None


@dataclass
class _Taken:
    """The file while it is read: its lines and where their words stand."""

    styles: Mapping[str, Style]
    lines: list[_Line] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)
    comments: dict[str, tuple[int, int]] = field(default_factory=dict)
    length: int = 0
    count: int = 0


def read(source: bytes, path: str) -> Document:
    """Return a Word file as blocks."""
    return opened(source, path).document


def opened(raw: bytes, path: str) -> Word:
    """Return a Word file as blocks, with the place of each word in its XML."""
    package = Package(raw, path)
    links = package.links(package.main)
    taken = _Taken(styles_of(package, links))
    body = _walked(package, package.main)
    for paragraph in body.paragraphs:
        _take(taken, paragraph)
    for part in _parts(links, "footnotes", "endnotes"):
        for paragraph in _walked(package, part).paragraphs:
            if paragraph.note in body.notes:
                _take(taken, paragraph, beside=body.notes[paragraph.note])
    runs = (event.run for paragraph in body.paragraphs for event in paragraph.events if isinstance(event, Written))
    first = next(runs, None)
    said = {"".join(line.words).strip() for line in taken.lines}
    for part in _parts(links, "header", "footer"):
        for paragraph in _walked(package, part).paragraphs:
            words = "".join(event.shown for event in paragraph.events if isinstance(event, Written)).strip()
            if words not in said:
                said.add(words)
                _take(taken, paragraph, beside=first, where=_AROUND)
    return _word(taken, package, path)


def _parts(links: Mapping[str, Link], *kinds: str) -> Iterator[str]:
    yield from dict.fromkeys(link.target for link in links.values() if link.kind in kinds)


def _walked(package: Package, part: str) -> Walk:
    xml = package.part(part)
    walk = Walk(xml, package.links(part))
    package.walk(part, walk, xml)
    return walk


def _take(taken: _Taken, given: Paragraph, *, beside: Run | None = None, where: str = "") -> None:
    """Add the lines of a paragraph, of its pictures and of the text boxes in it."""
    waiting = [given]
    while waiting:
        paragraph = waiting.pop()
        place = where or _place(taken, paragraph)
        line = _begin(taken, _Line(place, "", paragraph=paragraph))
        for event in paragraph.events:
            if isinstance(event, Written):
                _write(taken, line, event, beside, elsewhere=bool(where))
            else:
                _mark(taken, line, event)
        for words, run in paragraph.alts:
            alt = _begin(taken, _Line(f"picture in {place}", "alt"))
            _add(taken, alt, words)
            taken.spots.append(Spot(taken.starts[-1], taken.length, None, beside or (run and (run.outer or run))))
        waiting += reversed(paragraph.boxes)


def _place(taken: _Taken, paragraph: Paragraph) -> str:
    if paragraph.note:
        kind, _, number = paragraph.note.partition("-")
        return f"{kind} {number}"
    if paragraph.cell:
        table, row, column = paragraph.cell
        return f"table {table.number}, row {row}, column {column}"
    if not paragraph.in_box and any(isinstance(event, Written) for event in paragraph.events):
        taken.count += 1
    return f"text box in paragraph {max(taken.count, 1)}" if paragraph.in_box else f"paragraph {max(taken.count, 1)}"


def _begin(taken: _Taken, line: _Line) -> _Line:
    taken.length += bool(taken.lines)
    taken.lines.append(line)
    taken.starts.append(taken.length)
    return line


def _add(taken: _Taken, line: _Line, words: str) -> None:
    shown = " ".join(re.split(r"[\r\n]", words))
    line.words.append(shown)
    line.draft.add(shown, taken.length, taken.length + len(shown))
    taken.length += len(shown)


def _write(taken: _Taken, line: _Line, event: Written, beside: Run | None, *, elsewhere: bool) -> None:
    if event.shown:
        start = taken.length
        _add(taken, line, event.shown)
        outer = beside or event.run.outer
        taken.spots.append(Spot(start, taken.length, None if outer or elsewhere else event, outer))


def _mark(taken: _Taken, line: _Line, event: Event) -> None:
    if event.kind == "open":
        line.draft.open_link(event.target)
    elif event.kind == "close":
        line.draft.close_link()
    elif event.kind == "note":
        line.draft.mark(f"#{event.target}")
    else:
        at = taken.length
        start, _ = taken.comments.get(event.target, (at, at))
        if start >= taken.starts[-1]:  # a comment on several paragraphs stands at the first
            taken.comments[event.target] = (start, at)


def _word(taken: _Taken, package: Package, path: str) -> Word:
    page = Page("\n".join("".join(line.words) for line in taken.lines))
    page.places += [(start, line.place) for start, line in zip(taken.starts, taken.lines, strict=True)]
    _put_all(page, taken)
    comments = comments_of(package, package.links(package.main))
    placed = {key: taken.comments[key] for key in comments.by_id if key in taken.comments}
    own = {key for key in placed if comments.by_id[key].rule}
    for key, place in placed.items():
        if key not in own:
            page.comment(*place, comments.by_id[key].words)
    reviews = tuple(comments.review(key, place) for key, place in placed.items() if key in own)
    return Word(replace(page.document(path, "docx"), reviews=reviews), tuple(taken.spots), package.main)


def _put_all(page: Page, taken: _Taken) -> None:
    """Put all lines on a page: items under their lead-ins, else each by its style."""
    titled = any(_style(taken, line).name == "title" for line in taken.lines if line.paragraph)
    leads: list[tuple[int, int]] = []
    for line in taken.lines:
        prose = clean(page.source, line.draft)
        if not prose.text:
            continue
        if line.kind or line.paragraph is None:
            page.add("alt", prose)
            continue
        style = _style(taken, line)
        if line.place == _AROUND:
            page.break_off()
            page.leave(1)
        if style.is_listing:
            continue
        depth = style.depth if line.paragraph.depth is None else line.paragraph.depth
        bullet = _BULLET.match(prose.text)
        if depth is None and bullet and not style.level:
            prose, depth = prose.part(bullet.end(), len(prose.text)), 0
        if depth is None or line.paragraph.cell or style.level or line.paragraph.note:
            leads.clear()
            _put(page, prose, line.paragraph, style, titled=titled)
        else:
            _put_item(page, prose, depth, leads)


def _style(taken: _Taken, line: _Line) -> Style:
    paragraph = line.paragraph
    style = taken.styles.get(paragraph.style if paragraph else "", Style())
    return style if paragraph is None or paragraph.outline is None else style._replace(level=paragraph.outline)


def _put_item(page: Page, prose: Prose, depth: int, leads: list[tuple[int, int]]) -> None:
    while leads and leads[-1][0] >= depth:
        leads.pop()
    at = page.item(prose, leads[-1][1] if leads else page.lead_in)
    if prose.text.endswith(":"):
        leads.append((depth, at))


def _put(page: Page, prose: Prose, paragraph: Paragraph, style: Style, *, titled: bool) -> None:
    """Add a paragraph that is no item, by where it stands and by its style."""
    if paragraph.note:
        target = Pointer(0, len(prose.text), f"#{paragraph.note}")
        page.add("footnote", prose._replace(links=(target, *prose.links)))
    elif paragraph.cell and paragraph.cell[0].cells > 1:
        page.break_off()
        page.add("cell", prose)
    elif style.name == "caption":
        page.add("caption", prose)
    elif style.name in ("quote", "intense quote"):
        page.add(_shape.voice(prose.text), prose)
    elif style.level:
        page.heading(prose, style.level + (titled and style.name != "title"))
    else:
        page.paragraph(prose)
