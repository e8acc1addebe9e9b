r"""JSON-LD of a page -> the copy in it, which search engines show: each string with its kind and its places.

The JSON is read by its strings and brackets, so that a comma too many or an island of a template hides nothing. In a
string stand escapes of JSON (\u00e9, \n) and often HTML; each character still knows its place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from claimcheck.readers._html_signs import sign_of
from claimcheck.readers._markup import Html
from claimcheck.readers._prose import Draft
from claimcheck.readers._written import JSON_TOKEN, escaped

if TYPE_CHECKING:
    from collections.abc import Iterator

_KINDS = {
    "name": "description",
    "headline": "title",
    "alternativeHeadline": "title",
    "description": "description",
    "abstract": "description",
    "disambiguatingDescription": "description",
    "slogan": "description",
    "articleBody": "paragraph",
    "text": "paragraph",
    "reviewBody": "testimonial",
    "caption": "caption",
}
# Whose names are those of persons and places, and of the steps that lead to the page.
_NAMED = frozenset((
    "Person", "PostalAddress", "ImageObject", "ListItem", "BreadcrumbList", "SiteNavigationElement", "Country", "City",
    "AdministrativeArea", "ContactPoint",
))  # fmt: skip
# Between paragraphs: an empty line, or the end of a line and of a sentence.
_BREAK = re.compile(r"\s*\n\s*\n\s*|(?<=[.!?…:”\"])\s*\n\s*")


class Told(NamedTuple):
    """Copy in the data of a page: a block's kind and draft, its place, and that of the question it answers (or -1)."""

    kind: str
    draft: Draft
    place: int
    question: int = -1


@dataclass
class _Part:
    """An object of the data, or a list: the key that it stands at, its types and its strings, each with its key."""

    key: str = ""
    within: _Part | None = None
    is_list: bool = False
    types: set[str] = field(default_factory=set)
    strings: list[tuple[str, int, int]] = field(default_factory=list)

    @property
    def owner(self) -> _Part:
        """The object that the strings of a list belong to; an object is its own."""
        here = self
        while here.is_list and here.within:
            here = here.within
        return here

    @property
    def question(self) -> int:
        """Where the words of a question stand, -1 where this is none."""
        asks = "Question" in self.types
        return next((start for key, start, _ in self.strings if asks and key in ("name", "text")), -1)


def told_in(html: Html, start: int, end: int) -> Iterator[Told]:
    """Yield the copy in a run of JSON, in the order of the file."""
    strings = [(string, part) for part in _parts(html.text, start, end) for string in part.strings]
    for (key, first, last), part in sorted(strings, key=lambda given: given[0][1]):
        kind = _kind(key, part)
        asked = part.within.owner.question if kind == "answer" and part.within else -1
        for draft in _drafts(html, first, last) if kind else ():
            yield Told(kind, draft, first, asked)


def _kind(key: str, part: _Part) -> str:
    if key == "name" and part.types & _NAMED:
        return ""
    if "Question" in part.types and key in ("name", "text"):
        return "question"
    if "Answer" in part.types and key == "text":
        return "answer"
    if "Review" in part.types and key == "description":
        return "testimonial"
    return _KINDS.get(key, "")


def _parts(text: str, start: int, end: int) -> Iterator[_Part]:
    """Yield the objects and lists of the data as they end; what is never ended ends with the data."""
    here, key, word = _Part(), "", ""
    for match in JSON_TOKEN.finditer(text, start, end):
        sign = match.group()
        if sign in ("{", "["):
            here = _Part(here.key if here.is_list else key, here, is_list=sign == "[")
            key = ""
        elif sign in ("}", "]") and here.within:
            yield here
            here, key = here.within, ""
        elif sign == ":":
            key = word
        elif sign == ",":
            key = ""
        elif match[1] is not None:
            word = match[1]
            _take(here, here.key if here.is_list else key, match)
    while here.within:
        yield here
        here = here.within


def _take(here: _Part, key: str, match: re.Match[str]) -> None:
    if key == "@type":
        here.owner.types.add(match[1])
    elif key:
        here.owner.strings.append((key, *match.span(1)))


def _drafts(html: Html, start: int, end: int) -> Iterator[Draft]:
    """Yield the paragraphs of a string, its escapes read and the tags in it left out."""
    inner = Html(_runs(html, start, end))
    draft, unseen = Draft(), ""
    for token in inner.tokens():
        if token.kind == "text" and not unseen:
            at = token.start
            for gap in _BREAK.finditer(inner.text, token.start, token.end):
                inner.write(draft, at, gap.start())
                yield draft
                draft, at = Draft(), gap.end()
            inner.write(draft, at, token.end)
        elif token.name == "br":
            draft.add(" ", *inner.span(token))
        elif token.name and (sign := sign_of(token.name)).parts | sign.unseen:
            unseen = "" if token.kind == "close" else unseen or (token.name if sign.unseen else "")
            yield draft
            draft = Draft()
    yield draft


def _runs(html: Html, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    for first, last in html.seen(start, end):
        for words, at, stop in escaped(html.text, first, last):
            if len(words) == stop - at:
                yield from html.runs(at, stop)
            else:
                yield (words, *html.place(at, stop))
