"""HTML -> tokens: comments, tags and the text between them, told apart as browsers do; each knows its place.

The HTML reader and the raw HTML of Markdown share it. Each token is found in one look, so that a page of tags that
never end takes no longer than another (the standard library's parser takes time squared, and raises on `<![x`).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache
from html import unescape
from html.entities import html5
from typing import TYPE_CHECKING, NamedTuple

from claimcheck.readers._prose import Draft
from claimcheck.readers._written import Written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

# Inside these nothing is shown to a visitor.
SILENT = frozenset(("script", "style", "template", "svg", "head", "noscript"))
# Inside these no tag is read but their own end.
_RAW = frozenset(("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "noscript"))

_NAME = r"(?:=[^\s/>=]*+|[^\s/>=]++)"
# As the HTML standard tells tokens apart (13.2.5): what is never closed reaches to the end of the file, a tag in an
# open quote too; "<" before anything else is text.
_TOKEN = re.compile(
    r"<!--(?:-?>|(?P<comment>.*?)(?:--!?>|\Z))|<\?(?:php\b|=).*?(?:\?>|\Z)|<[!?][^>]*+(?:>|\Z)|"
    r"</(?!\Z|[A-Za-z])[^>]*+(?:>|\Z)|"
    r"<(?P<closing>/?)(?P<tag>[A-Za-z][^\s/>]*+)"
    rf"(?P<attributes>(?:[\s/]++|{_NAME}(?:\s*+=\s*+(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|[^\s>\"'][^\s>]*+)?+)?+)*+)"
    r"(?:(?P<closed>>)|\Z)",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(rf"({_NAME})(?:\s*+=\s*+(?:\"([^\"]*+)\"?|'([^']*+)'?|([^\s>\"'][^\s>]*+))?+)?+")
# Old names are read without their semicolon too, "&copy 2020", as long as nothing in an address looks like one.
_OLD = "|".join(sorted((name for name in html5 if not name.endswith(";")), key=len, reverse=True))
_ENTITY = re.compile(rf"&(?:#(?:[0-9]++|[xX][0-9a-fA-F]++);?|(?P<name>[A-Za-z][A-Za-z0-9]{{1,31}};)|(?P<old>{_OLD}))")
_OLD_ENTITY = re.compile(f"&(?P<old>{_OLD})")
_LONGEST_NUMBER = 1000  # longer ones are no character, and Python refuses to read them as numbers
_NOT_OLD = re.compile("[=A-Za-z0-9]")


class Token(NamedTuple):
    """One thing in a run of HTML: text, raw, comment, open, close or other; `name` is a tag's, lower case.

    `words` are a comment's words or a tag's attributes, which begin at `begin`; `raw` is all that stands inside
    `name`. `closed` is whether the end was written.
    """

    kind: str
    start: int
    end: int
    name: str = ""
    words: str = ""
    begin: int = 0
    closed: bool = True


class Html:
    """A run of HTML put together from runs of the file, each given with where it begins and ends there.

    A run as long as its place is a copy; another stands for its place as a whole. In `islands`, which count the
    characters of the text, somebody else's language stands, of which nothing is shown.
    """

    def __init__(self, runs: Iterable[tuple[str, int, int]], islands: tuple[tuple[int, int], ...] = ()) -> None:
        self._written = Written(runs)
        self.text = self._written.text
        self._begins = self._written.begins
        self._islands = islands
        self._island_ends = tuple(end for _, end in islands)

    def tokens(self) -> Iterator[Token]:
        """Yield what the run is made of, in order; offsets count its own characters."""
        at = 0
        while match := _TOKEN.search(self.text, at):
            if at < match.start():
                yield Token("text", at, match.start())
            token, at = _token(match), match.end()
            yield token
            if token.kind == "open" and token.name in _RAW and not token.words.endswith("/"):
                ending = _ending(token.name).search(self.text, at)
                stop = ending.start() if ending else len(self.text)
                yield Token("raw", at, stop, token.name)
                at = stop
        if at < len(self.text):
            yield Token("text", at, len(self.text))

    def span(self, token: Token) -> tuple[int, int]:
        """Return where a token stands in the file."""
        return self.place(token.start, token.end)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return where a stretch of the text stands in the file."""
        return self._written.place(start, end) if self._written.runs else (0, 0)

    def runs(self, start: int, end: int) -> Iterator[tuple[str, int, int]]:
        """Yield the runs of the file that a stretch of the text was put together from."""
        for piece in self._written.pieces(start, end, start):
            yield self.text[piece.start : piece.end], piece.source_start, piece.source_end

    def seen(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield what of a stretch of text stands outside of islands."""
        first = bisect_right(self._island_ends, start)
        for at, stop in self._islands[first : bisect_left(self._islands, (end, 0))]:
            yield start, max(start, at)
            start = stop
        yield start, max(start, end)

    def write(self, draft: Draft, start: int, end: int, *, attribute: bool = False) -> None:
        """Add a stretch of text to a draft, its entities read; nothing is shown for an island in it."""
        last = start
        for at, stop in self.seen(start, end):
            if last < at:
                draft.add("", *self.place(last, min(at, end)))
            self._write(draft, at, stop, attribute)
            last = stop

    def _write(self, draft: Draft, start: int, end: int, attribute: bool) -> None:
        while start < end:
            run_end = min(self._begins[bisect_right(self._begins, start)], end)
            if self.text[start] == "&" and (entity := _entity(self.text, start, run_end, attribute)):
                stop = start + len(entity)
                shown = unescape(entity) if len(entity) < _LONGEST_NUMBER else "\ufffd"
            else:
                stop = self.text.find("&", start + 1, run_end)
                stop = stop if stop >= 0 else run_end
                shown = self.text[start:stop]
            first, last = self.place(start, stop)
            # What stands nowhere in the file was put in for its markup, and is never shown.
            draft.add(shown if first < last else "", first, last)
            start = stop

    def attributes(self, token: Token) -> Mapping[str, tuple[int, int]]:
        """Return where the values of a tag's attributes stand; of two of one name the first counts."""
        found: dict[str, tuple[int, int]] = {}
        for match in _ATTRIBUTE.finditer(token.words):
            value = match.lastindex or 1
            start, end = match.span(value) if value > 1 else (match.end(), match.end())
            found.setdefault(match[1].lower(), (token.begin + start, token.begin + end))
        return found

    def value(self, token: Token, name: str) -> str:
        """Return the value of a tag's attribute, "" where it has none."""
        return "".join(bit.shown for bit in self.value_draft(token, name).bits).strip()

    def value_draft(self, token: Token, name: str) -> Draft:
        """Return the words of a tag's attribute as a block of their own."""
        draft = Draft()
        if token.words and name in token.words.lower():
            self.write(draft, *self.attributes(token).get(name, (0, 0)), attribute=True)
        return draft


@cache
def _ending(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)


def _token(match: re.Match[str]) -> Token:
    if match["tag"]:
        kind = "close" if match["closing"] else "open"
        closed = match["closed"] is not None
        return Token(kind, *match.span(), match["tag"].lower(), match["attributes"], match.start("attributes"), closed)
    if not match.group().startswith("<!--"):
        return Token("other", *match.span())
    closed = match.group().endswith(("-->", "--!>"))
    return Token("comment", *match.span(), words=(match["comment"] or "").strip(), closed=closed)


def _entity(text: str, start: int, end: int, attribute: bool) -> str:
    """Return the entity that begins here as it is written, "" where none does."""
    match = _ENTITY.match(text, start, end)
    if match and match["name"] and match["name"] not in html5:
        match = _OLD_ENTITY.match(text, start, end)
    if match is None or (match["old"] and attribute and _NOT_OLD.match(text, match.end(), end)):
        return ""
    return match.group()
