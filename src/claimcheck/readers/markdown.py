"""Markdown -> Document: CommonMark, tables, footnotes, lists of terms, strikethrough, tasks, alerts, front matter."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from typing import TYPE_CHECKING, Any

from pyromark import Markdown, Options

from claimcheck.model import Link
from claimcheck.readers import _shape
from claimcheck.readers._data import put_values
from claimcheck.readers._fields import NONE_GIVEN, Fields
from claimcheck.readers._frontmatter import head_of
from claimcheck.readers._graft import graft
from claimcheck.readers._html_ahead import address_in
from claimcheck.readers._html_here import is_hidden, shown_by
from claimcheck.readers._html_put import Put
from claimcheck.readers._html_walk import Walk
from claimcheck.readers._lists import Lists
from claimcheck.readers._markup import SILENT, Html
from claimcheck.readers._notes import in_template
from claimcheck.readers._page import Page
from claimcheck.readers._prose import Draft, Prose, clean
from claimcheck.readers._shortcodes import islands_in, without

if TYPE_CHECKING:
    from collections.abc import Callable

    from claimcheck.model import Document
    from claimcheck.readers._markup import Token

SUFFIXES = (".md", ".markdown", ".mdown", ".mkd")

_PARSER = Markdown(
    options=Options.ENABLE_TABLES
    | Options.ENABLE_FOOTNOTES
    | Options.ENABLE_STRIKETHROUGH
    | Options.ENABLE_TASKLISTS
    | Options.ENABLE_GFM
    | Options.ENABLE_DEFINITION_LIST
)
# These stand inside a block; all others part one block from the next.
_INLINE = frozenset(("Emphasis", "Strong", "Strikethrough", "Link", "Image"))
_NON_ASCII = re.compile(r"[^\x00-\x7f]")
_HEADED_QUOTE = re.compile(r"^[ \t]{0,3}>[ \t]{0,4}#{1,6}[ \t]", re.MULTILINE)
_SPACE = re.compile(r"\s+")
# Markdown itself knows none of these signs. No row of a table.
_BULLET = re.compile(rf"^(?P<mark>[ \t]*[{_shape.BULLETS}]\ufe0f?[ \t]*)(?=[^\s|][^|\r\n]*$)", re.MULTILINE)
# An indent by more makes code of a line.
_MOST_INDENT = 3


def read(source: str, path: str, fields: Fields = NONE_GIVEN) -> Document:
    """Return a Markdown file as blocks."""
    head = head_of(source, path)
    page = Page(source)
    page.front(head)
    put_values(page, head.values, path, fields, labels=False)
    shown = without(source, head.end)
    if shown is None:
        put_in(page, head.end, len(source))
    else:
        graft(page, body(shown.text, path), shown)
        page.comments += in_template(source, islands_in(source, head.end))
    return page.document(path, "markdown", head.meta)


def body(text: str, path: str) -> Document:
    """Return Markdown without front matter as blocks."""
    page = Page(text)
    put_in(page, 0, len(text))
    return page.document(path, "markdown")


def built(text: str, path: str) -> Document:
    """Return Markdown without front matter as blocks, the signs of its site builder left out."""
    shown = without(text, 0)
    if shown is None:
        return body(text, path)
    page = Page(text)
    graft(page, body(shown.text, path), shown)
    return page.document(path, "markdown")


def put_in(page: Page, start: int, end: int) -> None:
    """Read the Markdown that stands between two offsets of a page's source."""
    text = page.source[start:end]
    walk = _Walk(page, indented=bool(_HEADED_QUOTE.search(text)))
    listed, stops, shifts = _listed(text)
    offset = _offsets(listed, 0)

    def place(byte: int) -> int:
        at = offset(byte)
        return start + at + shifts[bisect_right(stops, at) - 1]

    for event, where in _PARSER.events_with_range(listed):
        walk.event(event, place(where["start"]), place(where["end"]))
    walk.flush()


def _listed(text: str) -> tuple[str, list[int], list[int]]:
    """Return a text with its bullets as Markdown writes them; from where in it places are off, and by how much.

    An indent that would make code of a line is cut.
    """
    parts, stops, shifts = [], [0], [0]
    done = long = 0
    for found in _BULLET.finditer(text):
        mark = found["mark"]
        indent = min(len(mark) - len(mark.lstrip()), _MOST_INDENT)
        parts += [text[done : found.start()], " " * indent + "- "]
        long += found.start() - done + indent + 2
        done = found.end()
        stops.append(long)
        shifts.append(done - long)
    return "".join((*parts, text[done:])), stops, shifts


def _offsets(body: str, begin: int) -> Callable[[int], int]:
    """Return the function from an offset in UTF-8 bytes of `body` to one in characters of the file."""
    stops, surplus, extra = array("Q"), array("Q"), 0
    for match in _NON_ASCII.finditer(body):
        extra += len(match.group().encode()) - 1
        stops.append(match.end() + extra)
        surplus.append(extra)

    if not stops:
        return begin.__add__

    def offset(byte: int) -> int:
        passed = bisect_right(stops, byte)
        return begin + byte - (surplus[passed - 1] if passed else 0)

    return offset


class _Walk:
    """The walk over the parser's events: the open blocks, and the words since one last began or ended."""

    def __init__(self, page: Page, *, indented: bool) -> None:
        self.page = page
        self.source = page.source
        self.draft = Draft()
        self.waiting: list[Draft] = []  # the drafts around an image whose alt text is being read
        self.alts: list[Draft] = []
        self.open: list[tuple[str, Any]] = []
        self.lists = Lists(page)
        self.html: list[tuple[str, int, int]] = []
        self.indented = indented
        self.silent = ""

    def event(self, event: Any, start: int, end: int) -> None:
        """Take one event of the parser, which stands between two offsets of the file."""
        if isinstance(event, str):
            self.leaf(event, "", start, end)
            return
        ((name, data),) = event.items()
        if name not in ("Start", "End"):
            self.leaf(name, data, start, end)
            return
        tag, data = next(iter(data.items())) if isinstance(data, dict) else (data, None)
        if name == "Start":
            self.start(tag, data, start, end)
        else:
            self.end(tag)

    def start(self, tag: str, data: Any, start: int, end: int) -> None:
        if tag not in _INLINE:
            self.flush()
            self.open_block(tag, data, start, end)
        elif tag == "Link":
            self.draft.open_link(data["dest_url"])
        elif tag == "Image":
            self.page.shows("image", (start, end), data["dest_url"])
            self.draft.add("", start, end)
            self.waiting.append(self.draft)
            self.draft = Draft()

    def open_block(self, tag: str, data: Any, start: int, end: int) -> None:
        """Open a block: whose words a quotation is, what governs a list."""
        if tag == "BlockQuote":
            # An alert (“> [!NOTE]”) is the page's own voice, and so is a page that was indented as a whole, headings
            # and all; a quote in a quote has the voice of the outer one.
            outer = next((data for tag, data in reversed(self.open) if tag == "BlockQuote"), None)
            data = outer or (None if data or self.indented else _shape.voice(self.source[start:end]))
        if tag == "List":
            self.lists.begin()
        elif tag == "Item":
            self.lists.begin_item()
        elif tag == "DefinitionListDefinition":
            self.lists.begin_under(len(self.page.blocks) - 1 if self.page.blocks else None)
            self.lists.begin_item()
        elif tag in ("BlockQuote", "CodeBlock", "Table"):
            self.page.break_off()
        self.open.append((tag, data))

    def end(self, tag: str) -> None:
        if tag not in _INLINE:
            self.flush()
            self.open.pop()
            self.close_block(tag)
        elif tag == "Link":
            self.draft.close_link()
        elif tag == "Image":
            self.alts.append(self.draft)
            self.draft = self.waiting.pop()

    def close_block(self, tag: str) -> None:
        if tag == "List":
            self.lists.end()
        elif tag == "Item":
            self.lists.end_item()
        elif tag == "DefinitionListDefinition":
            self.lists.end_item()
            self.lists.end_under()
        elif tag == "HtmlBlock":
            self.read_html()

    def leaf(self, name: str, words: str, start: int, end: int) -> None:
        """Read what holds nothing: text, a break, a mark, a tag."""
        if name == "Rule":
            self.flush()
            self.page.break_off()
        elif name == "Html":
            self.html.append((self.source[start:end], start, end))
        elif name == "InlineHtml":
            self.read_tag(Html([(self.source[start:end], start, end)]))
        elif name == "FootnoteReference":
            self.draft.mark(f"#fn-{words}")
            self.draft.add("", start, end)
        elif self.silent or name in ("Code", "TaskListMarker") or self.in_code():
            self.draft.add("", start, end)
        elif name == "Text":
            written = self.source[start:end]
            # A form feed at the end of a line is trimmed by the parser, and counted.
            self.draft.add(words, start, start + len(written if words[-1:].isspace() else written.rstrip()))
        elif space := _SPACE.search(self.source, start, end):  # a break: soft, or hard after a backslash
            self.draft.add(" ", *space.span())

    def in_code(self) -> bool:
        return bool(self.open) and self.open[-1][0] == "CodeBlock"

    def flush(self) -> None:
        """End the block at hand, if any words of it are there."""
        draft, alts = self.draft, self.alts
        self.draft, self.alts, self.silent = Draft(), [], ""
        prose = clean(self.source, draft)
        self.page.leads_on(draft)
        if prose.text:
            self.put(prose)
        self.put_alts(alts)

    def put_alts(self, alts: list[Draft]) -> None:
        for alt in alts:
            words = clean(self.source, alt)
            if words.text:
                self.page.add("alt", words)

    def put(self, prose: Prose) -> None:
        """Add words as what the open blocks make of them."""
        within = dict(self.open)
        if "FootnoteDefinition" in within:
            target = f"#fn-{within['FootnoteDefinition']}"
            self.page.add("footnote", prose._replace(links=(Link(0, len(prose.text), target), *prose.links)))
        elif "TableCell" in within:
            self.page.add("cell", prose)
        elif within.get("BlockQuote"):
            self.page.add(within["BlockQuote"], prose)
        elif "Heading" in within:
            self.page.heading(prose, int(within["Heading"]["level"][1]))
        elif "Item" in within or "DefinitionListDefinition" in within:
            self.lists.put(prose)
        else:
            self.page.paragraph(prose)

    def read_html(self) -> None:
        """Read a block of raw HTML as a page of HTML is read."""
        html, self.html = Html(self.html), []
        Walk(Put(self.page, self.put), html, tuple(html.tokens())).run()

    def shown_by_tag(self, html: Html, token: Token) -> None:
        """Note a picture or a film inside a sentence."""
        given = {name: html.value(token, name) for name in html.attributes(token)} if token.kind == "open" else {}
        what = "" if is_hidden(given) else shown_by(token.name, given)
        if what and token.kind == "open":
            self.page.shows(what, html.span(token), address_in(html, (token,), 0))

    def read_tag(self, html: Html) -> None:
        """Read a tag inside a sentence: a break, an image, a link, a comment."""
        token = next(html.tokens())
        start, end = html.span(token)
        self.draft.add(" " if token.name == "br" else "", start, end)
        self.shown_by_tag(html, token)
        if token.kind == "comment":
            self.page.comment(start, end, token.words, closed=token.closed)
        elif token.name == "img":
            self.alts.append(html.value_draft(token, "alt"))
        elif token.name == "a" and token.kind == "open":
            self.draft.open_link(html.value(token, "href"))
        elif token.name == "a":
            self.draft.close_link()
        elif token.name in SILENT:
            self.silent = token.name if token.kind == "open" else ""
