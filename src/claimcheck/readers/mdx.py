"""MDX -> Document: Markdown with the children and copy props of its components; imports and code are left out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimcheck.readers import _shortcodes
from claimcheck.readers._components import KEPT, RENAMED
from claimcheck.readers._data import put_values
from claimcheck.readers._derived import PLAIN, WITH_ENTITIES, Derived
from claimcheck.readers._fields import NONE_GIVEN, Fields, kind_of
from claimcheck.readers._frontmatter import head_of
from claimcheck.readers._graft import graft
from claimcheck.readers._page import Page
from claimcheck.readers._script import VOID, Lexer
from claimcheck.readers._shortcodes import CODE, plain
from claimcheck.readers._written import Run, Written
from claimcheck.readers.markdown import built

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claimcheck.model import Document
    from claimcheck.readers._script_events import Event

SUFFIXES = (".mdx",)

# Code, escapes and addresses between angle brackets are text; tags and braces are not.
_TEXT = rf"(?ms:{CODE}|\\[^\w\s]|<[a-z][a-z0-9+.-]*:[^<>\s]*>|<(?=[^A-Za-z/>!_$])|[^<{{\\`~\n]+|[\n`~\\])"
_ESM = re.compile(r"(?:import|export)\b")
_NATIVE = re.compile(r"[a-z][a-z0-9]*\Z")
_LINE_END = re.compile(r"[\r\n]")
_LINES = re.compile(r"\r\n|\r|\n|[^\r\n]+")
_SPACE = re.compile(r"[^\S\r\n]+")
_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})")
# Boxes of the layout: what is in them is Markdown.
_BOXES = frozenset("div section article main aside center header footer figure".split())


def read(source: str, path: str, fields: Fields = NONE_GIVEN) -> Document:
    """Return an MDX file as blocks."""
    head = head_of(source, path)
    page = Page(source)
    page.front(head)
    put_values(page, head.values, path, fields, labels=False)
    walk = _Walk(page, fields)
    for start, end, is_code in _stretches(source, head.end):
        lexer = Lexer(source, start, end) if is_code else Lexer(source, start, end, "markup", _TEXT)
        walk.put(lexer.events())
    written = Written(walk.derived.runs)
    graft(page, built(written.text, path), written)
    return page.document(path, "mdx", head.meta)


def _stretches(source: str, at: int) -> Iterator[tuple[int, int, bool]]:
    """Yield the stretches of a file, each with whether it is code: imports and exports, up to an empty line."""
    begin, in_code, fence, depth, free = at, False, "", 0, True
    for line in source[at:].splitlines(keepends=True):
        blank = not line.strip()
        fenced = None if in_code else _FENCE.match(line)
        if fenced:
            fence = "" if fence and fenced[1].startswith(fence) else fence or fenced[1]
        if in_code and blank and depth <= 0:
            yield begin, at, True
            begin, in_code = at, False
        elif not in_code and not fence and free and _ESM.match(line):
            yield begin, at, False
            begin, in_code, depth = at, True, 0
        if in_code:
            depth += sum(line.count(sign) for sign in "{[(") - sum(line.count(sign) for sign in "}])")
        free = blank
        at += len(line)
    yield begin, at, in_code


class _Walk:
    """The walk over events of MDX: Markdown in the making, and how far the children of open components are indented."""

    def __init__(self, page: Page, fields: Fields) -> None:
        self.page, self.fields = page, fields
        self.derived = Derived(page.source)
        self.indents: list[int | None] = []
        self.shown_to = 0  # where the last string of an expression ends, of which one is shown

    def put(self, events: Iterable[Event]) -> None:
        """Add all events."""
        for event in events:
            self.derived.at = event.start
            self.shown_to = self.shown_to if event.kind == "string" else 0
            if event.kind == "text":
                self.text(event)
            elif event.kind in ("tag", "close"):
                self.tag(event)
            elif event.kind == "string":
                self.string(event)
            elif event.kind == "comment":
                words = self.page.source[event.start : event.end].strip("/*")
                self.page.comment(event.start, event.end, words.removeprefix("<!--").removesuffix("-->").strip())
            elif event.kind == "island":
                self.derived.own("<wbr>")
            elif event.kind == "unclosed":
                self.page.unclosed(event.name, event.start)

    def text(self, event: Event) -> None:
        """Copy text; below a component the indent of its first line is none."""
        if not self.indents:
            self.derived.copy(event.start, event.end)
            return
        at = event.start
        for line in self.page.source[event.start : event.end].splitlines(keepends=True):
            begin = at
            if at > event.start or self.begins_line(at):
                space = len(line) - len(line.lstrip(" \t"))
                if self.indents[-1] is None and line.strip():
                    self.indents[-1] = space
                begin += min(space, self.indents[-1] or 0)
            self.derived.copy(begin, at + len(line))
            at += len(line)

    def begins_line(self, at: int) -> bool:
        return not self.page.source[self.page.source.rfind("\n", 0, at) + 1 : at].strip()

    def string(self, event: Event) -> None:
        if event.shown:
            between = _SPACE.search(self.page.source, self.shown_to, event.start) if self.shown_to else None
            if between:  # the other of two choices is a word of its own
                self.derived.copy(*between.span())
            self.words(event.runs)
            self.shown_to = event.end
            return
        words = "".join(run.words for run in event.runs)
        kind = kind_of((event.name,), words, self.fields) if event.name else ""
        if kind:
            self.paragraph(kind, event.runs, listed=event.listed)

    def words(self, runs: Iterable[Run], *, quoted: bool = False) -> None:
        """Add words; the quoted ones of an attribute hold entities."""
        signs = _shortcodes.WITH_ENTITIES if quoted else _shortcodes.PLAIN
        for run in runs:
            for part in plain(run, signs) if run.words else (Run("<wbr>", run.start, run.end),):
                self.derived.run(part)

    def paragraph(self, kind: str, runs: Iterable[Run], *, listed: bool = False, quoted: bool = False) -> None:
        mark = "- " if listed else "### " if kind == "heading" else ""
        self.derived.own("\n\n" + mark)
        self.words(_in_one_line(runs), quoted=quoted)
        self.derived.own("\n\n")

    def tag(self, event: Event) -> None:
        """Add a tag: HTML as it is, of a component the copy in its attributes."""
        native = _NATIVE.match(event.name) is not None
        on_own_line = self.begins_line(event.start)
        if native and event.name not in _BOXES:
            self.native(event)
            return
        if event.kind == "tag" and not event.closed and event.name not in VOID:
            self.indents.append(None)
        elif event.kind == "close" and self.indents:
            self.indents.pop()
        inline = not on_own_line and (not native or event.name == "span")
        self.derived.own("<wbr>" if inline and event.kind == "tag" else "" if inline else "\n\n")
        for prop in event.props:
            said = "".join(run.words for run in prop.runs)
            kind = kind_of((prop.name.replace("-", "_"),), said, self.fields)
            if kind and prop.name != "name" and (not native or prop.name in ("alt", "aria-label")):
                self.prop(kind, prop.runs, inline=inline, quoted=prop.quoted)

    def prop(self, kind: str, runs: tuple[Run, ...], *, inline: bool, quoted: bool) -> None:
        if inline or kind == "alt":
            self.derived.own("" if inline else "\n\n")
            self.derived.element("alt", _in_attribute(runs), WITH_ENTITIES if quoted else PLAIN)
            self.derived.own("" if inline else "\n\n")
        else:
            self.paragraph(kind, runs, quoted=quoted)

    def native(self, event: Event) -> None:
        """Add a tag of HTML, which Markdown reads itself; its attributes as HTML writes them."""
        if event.kind == "close":
            self.derived.own(f"</{event.name}>")
            return
        if event.name == "br":
            self.derived.line_break(event.start, event.end)
            return
        self.derived.own(f"<{event.name}")
        for prop in event.props:
            attribute = RENAMED.get(prop.name, prop.name.lower())
            if attribute in KEPT:
                self.derived.own(f' {attribute}="')
                self.derived.words(_in_attribute(prop.runs), WITH_ENTITIES if prop.quoted else PLAIN)
                self.derived.own('"')
        self.derived.at = event.end
        self.derived.own("/>" if event.closed else ">")


def _in_one_line(runs: Iterable[Run]) -> Iterator[Run]:
    """Yield the words without their line ends, which could end a heading, an item or a tag in Markdown."""
    for run in runs:
        if not _LINE_END.search(run.words):
            yield run
        elif len(run.words) != run.end - run.start:
            yield run._replace(words=_LINE_END.sub(" ", run.words))
        else:  # a copy but for its line ends, each of which is told apart
            for match in _LINES.finditer(run.words):
                said = " " if match.group() in "\r\n" else match.group()
                yield Run(said, run.start + match.start(), run.start + match.end())


def _in_attribute(runs: Iterable[Run]) -> Iterator[Run]:
    """Yield the words that an attribute of HTML can hold: nothing is shown for an expression in them."""
    return _in_one_line(run for run in runs if run.words)
