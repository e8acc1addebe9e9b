"""reStructuredText -> Document: the tree of docutils walked through, each paragraph placed in the file.

Directives that show words, roles, substitutions and comments are read; literal blocks, options and raw HTML are not.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from claimcheck.errors import UserError
from claimcheck.model import Link
from claimcheck.readers import _shape, text
from claimcheck.readers._lists import Lists
from claimcheck.readers._page import Page
from claimcheck.readers._prose import Draft, Prose, clean, plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from claimcheck.model import Document
    from claimcheck.readers._rst_lines import Lines

SUFFIXES = (".rst", ".rest")

_UNSEEN = frozenset((
    "comment", "doctest_block", "field_name", "label", "literal_block", "math_block", "option_group", "pending", "raw",
    "substitution_definition", "system_message", "target", "colspec",
))  # fmt: skip
_PARAGRAPHS = frozenset(("paragraph", "line", "rubric", "term", "caption", "attribution", "title", "subtitle"))
_FRONT = frozenset(("description", "summary", "abstract"))
_DESCRIPTION = r":description[^:\n]*:"
_BLANK_LINE = re.compile(r"\n[ \t]*+\r?\n")
_MARK = re.compile(r"[*`]{5,}|[*`|_]+")
_LONG_PARAGRAPH = 10_000
_MARK_OF_MOST_SIGNS = 4
_MOST_LOOKS = 200_000_000
# At each of these the parser copies all lines that come behind it.
_OPENS = re.compile(r"^[ \t]*+\r?\n(?:\.\. |[-*+•] |\(?(?:\d+|#|[a-zA-Z])[.)] |:\w[^:\n]*:|\|[ \n]|__ )", re.MULTILINE)
_MOST_COPIES = 4_000_000_000
_UNKNOWN = re.compile(r"Unknown directive type \"([^\"]+)\"")


def read(source: str, path: str) -> Document:
    """Return a file of reStructuredText as blocks; one that its parser fails at is read as plain text."""
    try:
        from claimcheck.readers import _rst_lines, _rst_parse
    except ImportError as error:
        remedy = "pip install 'claimcheck-lint[rst]'"
        raise UserError("is reStructuredText, which the extra “rst” reads", path=path, remedy=remedy) from error
    page = Page(source)
    if why := _too_much(source):
        return _plainly(source, path, why)
    try:
        with _rst_parse.uncollected():
            shown = source.replace("\0", "\ufffd")
            tree = _rst_parse.tree_of(shown, path)
            walk = _Walk(page, _rst_lines.Lines(shown), _rst_lines.Weaver)
            walk.define(tree)
            walk.children(tree)
    except Exception as error:  # whatever a parser of others does on what nobody writes
        return _plainly(source, path, type(error).__name__)
    return page.document(path, "rst")


def _too_much(source: str) -> str:
    """Return why the parser would take minutes, "" where not: it looks for each mark's end, and copies lines."""
    long = (part for part in _BLANK_LINE.split(source) if len(part) > _LONG_PARAGRAPH)
    if sum(len(part) * sum(map(_starts, _MARK.findall(part))) for part in long) > _MOST_LOOKS:
        return "a paragraph without end holds too many marks"
    if sum(1 for _ in _OPENS.finditer(source)) * source.count("\n") > _MOST_COPIES:
        return "it is too long for so many lists and directives"
    return ""


def _starts(marks: str) -> int:
    """Return how many marks the parser sees in a run: each sign of a long row of stars may begin one."""
    return len(marks) if len(marks) > _MARK_OF_MOST_SIGNS else 1


def _plainly(source: str, path: str, why: str) -> Document:
    plainly = text.read(source, path)
    note = f"cannot be parsed ({why}): read as plain text; split it or mend it"
    return replace(plainly, format="rst", unread=(*plainly.unread, note))


class _Walk:
    """The walk through the tree: `open` are the names of the nodes around the one at hand."""

    def __init__(self, page: Page, lines: Lines, weaver: Callable[..., Any]) -> None:
        self.page = page
        self.lines = lines
        self.weaver = weaver
        self.substitutions: dict[str, str] = {}
        self.open: list[str] = []
        self.line = 1
        self.depth = 0
        self.lists = Lists(page)
        self.voices: list[str] = []
        self.note = ""
        self.told: list[tuple[int, int]] = []

    def define(self, tree: Any) -> None:
        """Learn what the names between bars stand for, and where the words are that the file tells of itself."""
        for node in tree.findall(lambda node: node.tagname == "substitution_definition"):
            for name in node["names"]:
                self.substitutions[name.lower()] = plain(node.astext().replace("\0", ""))
        for node in tree.findall(lambda node: node.tagname == "meta"):
            if node.get("name", "").lower() == "description":
                start = self.told[-1][1] if self.told else 0
                self.told.append(self.option(node.get("content", ""), _DESCRIPTION, start) or (start, start))

    def children(self, node: Any) -> None:
        for child in node.children:
            self.node(child)

    def node(self, node: Any) -> None:
        """Read one node and what is in it."""
        name = getattr(node, "tagname", "#text")
        self.line = getattr(node, "line", None) or self.line
        reading = getattr(self, f"read_{name}", None)
        self.open.append(name)
        if reading is not None:
            reading(node)
        elif name in _PARAGRAPHS:
            self.paragraph(node, name)
        elif name not in _UNSEEN and name != "#text":
            if name in ("table", "figure", "topic", "sidebar"):
                self.page.break_off()
            self.children(node)
        self.open.pop()

    def read_comment(self, node: Any) -> None:
        words = node.astext().replace("\0", "\\")
        places = self.lines.found(words, max(self.line - words.count("\n") - 1, 1)) if words else None
        if places:
            source = self.page.source
            start = source.rfind("..", 0, places[0])
            if not source[start + 2 : places[0]].strip():
                self.page.comment(start, places[-1] + 1, " ".join(words.split()))

    def read_system_message(self, node: Any) -> None:
        unknown = _UNKNOWN.search(node.astext())
        if unknown:
            line = node.get("line", self.line)
            self.page.unread.append(f"the directive “{unknown[1]}” at line {line} is not known: its words are not read")

    def read_transition(self, node: Any) -> None:
        del node
        self.page.break_off()

    def read_section(self, node: Any) -> None:
        self.depth += 1
        self.children(node)
        self.depth -= 1

    def read_bullet_list(self, node: Any) -> None:
        self.lists.begin()
        self.children(node)
        self.lists.end()

    read_enumerated_list = read_bullet_list

    def read_list_item(self, node: Any) -> None:
        self.lists.begin_item()
        self.children(node)
        self.lists.end_item()

    def read_definition_list_item(self, node: Any) -> None:
        before = len(self.page.blocks)
        for child in node.children:
            told = child.tagname == "definition" and len(self.page.blocks) > before
            self.lists.begin_under(len(self.page.blocks) - 1 if told else None)
            self.node(child)
            self.lists.end_under()

    def read_definition(self, node: Any) -> None:
        self.read_list_item(node)

    def read_block_quote(self, node: Any) -> None:
        # Where a list is indented, docutils sees a quotation around it; nobody speaks there.
        said = [child for child in node.children if child.tagname in ("paragraph", "line_block")]
        speaker = " ".join(child.astext() for child in node.children if child.tagname == "attribution")
        words = " ".join(child.astext() for child in said)
        self.voices.append(_shape.voice(plain(words.replace("\0", "")), plain(speaker)) if said else "")
        self.page.break_off()
        self.children(node)
        self.voices.pop()

    def read_footnote(self, node: Any) -> None:
        self.note = f"#fn-{(node['names'] or [''])[0]}"
        self.children(node)
        self.note = ""

    read_citation = read_footnote

    def read_field(self, node: Any) -> None:
        """Read a field of the text; what stands above the text is told of the file, a description to all."""
        key = node.children[0].astext().lower() if node.children else ""
        if len(self.page.blocks) > 1:
            self.children(node)
        elif key in _FRONT:
            for child in node.children[-1].children:
                self.put_as("description", child)

    def read_meta(self, node: Any) -> None:
        if node.get("name", "").lower() == "description":
            self.attribute("description", self.told.pop(0))

    def read_image(self, node: Any) -> None:
        if "alt" in node and "substitution_definition" not in self.open:
            first = max(self.line - 1 - node.rawsource.count("\n"), 0)
            start = self.lines.lines[first].start if first < len(self.lines.lines) else 0
            self.attribute("alt", self.option(node["alt"], ":alt:", start))

    def option(self, words: str, key: str, start: int) -> tuple[int, int] | None:
        """Return where the words of an option stand, which follow its name in the file, wrapped in their own way."""
        spelled = r"\s+".join(re.escape(word) for word in words.split()[:200])
        found = re.compile(rf"{key}\s*({spelled})").search(self.page.source, start, start + 50_000)
        return found.span(1) if words.strip() and found and self.lines.take(*found.span(1)) else None

    def attribute(self, kind: str, place: tuple[int, int] | None) -> None:
        """Add the words of an option, which stand at a place of the file."""
        draft = Draft()
        if place:
            draft.add(self.page.source[slice(*place)], *place)
        prose = clean(self.page.source, draft)
        if prose.text:
            self.page.add(kind, prose)

    def prose_of(self, node: Any) -> Prose | None:
        """Return the words of a paragraph, None where it is empty or was not found in the file."""
        raw = node.rawsource
        if not raw.strip():
            return None
        places = self.lines.found(raw, self.line)
        if places is None:
            self.page.unread.append(f"words near line {self.line} were not found in the file")
            return None
        draft = self.weaver(raw, places, self.page.source, self.substitutions).weave(node)
        prose = clean(self.page.source, draft)
        return prose if prose.text else None

    def put_as(self, kind: str, node: Any) -> None:
        self.line = getattr(node, "line", None) or self.line
        prose = self.prose_of(node)
        if prose:
            self.page.add(kind, prose)

    def paragraph(self, node: Any, name: str) -> None:
        """Add a paragraph as what it is by what stands around it."""
        prose = self.prose_of(node)
        if prose is None:
            return
        if name == "title" and self.open[-2:-1] == ["section"]:
            self.page.heading(prose, self.depth)
        elif self.note:
            target = Link(0, len(prose.text), self.note)
            kind = "reference" if "citation" in self.open else "footnote"
            self.page.add(kind, prose._replace(links=(target, *prose.links)))
        elif name == "caption" or self.open[-2:-1] == ["table"]:
            self.page.add("caption", prose)
        elif "entry" in self.open:
            self.page.add("cell", prose)
        elif self.voices and self.voices[-1] and self.open[-2:-1] != ["list_item"]:
            self.page.add(self.voices[-1], prose)
        elif self.lists.in_item and name != "term":
            self.lists.put(prose)
        else:
            self.page.paragraph(prose)
