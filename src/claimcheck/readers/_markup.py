"""HTML inside Markdown: told apart into comments, tags and the text between them."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from html import unescape
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from claimcheck.readers._prose import Draft

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Inside these nothing is shown to a visitor.
SILENT = frozenset(("script", "style", "template", "svg", "head", "noscript"))
_SECTION = "address article aside body dd details div dl dt fieldset figure footer form header hr html legend main"
_PARTS = "nav ol p pre section summary table tbody tfoot thead tr ul option select"
# Tags that part blocks, and what the text inside them is; the others stand inside a sentence.
BLOCKS = {
    **dict.fromkeys(f"{_SECTION} {_PARTS}".split(), "paragraph"),
    "li": "item", "td": "cell", "th": "cell", "figcaption": "caption", "caption": "caption",
    "blockquote": "quotation", "h1": "heading", "h2": "heading", "h3": "heading", "h4": "heading",
    "h5": "heading", "h6": "heading",
}  # fmt: skip

_TOKEN = re.compile(
    r"<!--(?:-?>|(?P<comment>.*?)(?:-->|\Z))|<!\[CDATA\[.*?(?:\]\]>|\Z)|<\?.*?(?:\?>|\Z)|<![A-Za-z][^>]*>|"
    r"<(?P<closing>/?)(?P<tag>[A-Za-z][A-Za-z0-9-]*)(?P<attributes>(?:\"[^\"]*\"|'[^']*'|[^'\"<>])*+)>",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"([A-Za-z-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]*);")


class Token(NamedTuple):
    """One thing in a run of HTML: text, comment, open, close or other; `name` is a tag's, lower case."""

    kind: str
    start: int
    end: int
    name: str = ""
    words: str = ""


class Part(NamedTuple):
    """A block of a run of HTML; `level` is a heading's."""

    kind: str
    draft: Draft
    level: int = 0


class Html:
    """A run of HTML put together from lines of the file, each given with where it stands there."""

    def __init__(self, lines: Iterable[tuple[str, int]]) -> None:
        given = tuple(lines)
        self.text = "".join(line for line, _ in given)
        self._places = tuple(place for _, place in given)
        self._begins = tuple(accumulate((len(line) for line, _ in given), initial=0))

    def tokens(self) -> Iterator[Token]:
        """Yield what the run is made of, in order; offsets count its own characters."""
        at = 0
        for match in _TOKEN.finditer(self.text):
            if at < match.start():
                yield Token("text", at, match.start())
            yield _token(match)
            at = match.end()
        if at < len(self.text):
            yield Token("text", at, len(self.text))

    def span(self, token: Token) -> tuple[int, int]:
        """Return where a token stands in the file."""
        return self._place(token.start), self._place(token.end - 1) + 1

    def write(self, draft: Draft, start: int, end: int) -> None:
        """Add a stretch of text to a draft, its entities read."""
        while start < end:
            line_end = min(self._begins[bisect_right(self._begins, start)], end)
            entity = _ENTITY.match(self.text, start, line_end)
            stop = entity.end() if entity else self.text.find("&", start + 1, line_end)
            stop = stop if stop >= 0 else line_end
            shown = unescape(self.text[start:stop]) if entity else self.text[start:stop]
            draft.add(shown, self._place(start), self._place(stop - 1) + 1)
            start = stop

    def write_attribute(self, draft: Draft, token: Token, name: str) -> None:
        """Add the words of a tag's attribute to a draft."""
        begin = token.end - 1 - len(token.words)
        for match in _ATTRIBUTE.finditer(token.words):
            if match[1].lower() == name and match.lastindex:
                self.write(draft, begin + match.start(match.lastindex), begin + match.end(match.lastindex))
                return

    def _place(self, offset: int) -> int:
        line = bisect_right(self._begins, offset) - 1
        return self._places[line] + offset - self._begins[line]


def _token(match: re.Match[str]) -> Token:
    if match["tag"]:
        kind = "close" if match["closing"] else "open"
        return Token(kind, *match.span(), match["tag"].lower(), match["attributes"])
    kind = "comment" if match.group().startswith("<!--") else "other"
    return Token(kind, *match.span(), words=(match["comment"] or "").strip())


def attribute(token: Token, name: str) -> str:
    """Return the value of a tag's attribute, "" where it has none."""
    for match in _ATTRIBUTE.finditer(token.words):
        if match[1].lower() == name:
            return unescape(match[match.lastindex or 0]).strip()
    return ""


def attribute_draft(html: Html, token: Token, name: str) -> Draft:
    """Return the words of a tag's attribute as a block of their own."""
    draft = Draft()
    html.write_attribute(draft, token, name)
    return draft


@dataclass
class _Flow:
    """The walk over a run of HTML: the open tags, and the text since the last tag that parts blocks."""

    html: Html
    draft: Draft = field(default_factory=Draft)
    alts: list[Draft] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    silent: str = ""

    def part(self) -> Iterator[Part]:
        kind, tag = next(((BLOCKS[t], t) for t in reversed(self.tags) if BLOCKS[t] != "paragraph"), ("paragraph", ""))
        yield Part(kind, self.draft, int(tag[1]) if kind == "heading" else 0)
        yield from (Part("alt", alt) for alt in self.alts)
        self.draft, self.alts = Draft(), []

    def token(self, token: Token) -> Iterator[Part]:
        if token.kind == "text":
            self.html.write(self.draft, token.start, token.end)
        elif token.name in BLOCKS:
            yield from self.part()
            self.step(token)
        elif token.name == "br":
            self.draft.add(" ", *self.html.span(token))
        elif token.name == "img" and token.kind == "open":
            self.alts.append(attribute_draft(self.html, token, "alt"))
        elif token.name == "a":
            self.draft.close_link() if token.kind == "close" else self.draft.open_link(attribute(token, "href"))
        elif token.name in SILENT and token.kind == "open" and not token.words.endswith("/"):
            self.silent = token.name

    def step(self, token: Token) -> None:
        if token.kind == "open":
            self.tags.append(token.name)
        elif token.name in self.tags:
            del self.tags[len(self.tags) - 1 - self.tags[::-1].index(token.name) :]


def parts_of(html: Html) -> Iterator[Part]:
    """Yield the blocks of a run of HTML, empty ones too."""
    flow = _Flow(html)
    for token in html.tokens():
        if flow.silent:
            flow.silent = "" if token.kind == "close" and token.name == flow.silent else flow.silent
        else:
            yield from flow.token(token)
    yield from flow.part()
