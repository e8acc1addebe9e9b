"""HTML -> Document: the page as a visitor meets it, then what its head and its data show in search and shared links.

Left out, for they are no copy: menus and cookie notices, code and what scripts hold, and what is hidden.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from claimcheck.readers._data import Value, put_values
from claimcheck.readers._fields import NONE_GIVEN, Fields
from claimcheck.readers._frontmatter import head_of
from claimcheck.readers._html_calls import with_calls
from claimcheck.readers._html_data import told_in
from claimcheck.readers._html_islands import blanked
from claimcheck.readers._html_put import Put
from claimcheck.readers._html_walk import Walk
from claimcheck.readers._markup import Token
from claimcheck.readers._notes import in_template
from claimcheck.readers._page import Page
from claimcheck.readers._prose import Draft, clean
from claimcheck.readers._written import Written, escaped
from claimcheck.words import sentences_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from claimcheck.model import Document
    from claimcheck.readers._html_data import Told
    from claimcheck.readers._markup import Html

SUFFIXES = (".html", ".htm", ".xhtml", ".njk", ".nunjucks", ".liquid", ".twig", ".hbs", ".ejs")

# What search engines and shared links show: the kind of its block.
_SHOWN = {
    "description": "description",
    "og:title": "title",
    "twitter:title": "title",
    "og:description": "description",
    "twitter:description": "description",
    "og:image:alt": "alt",
    "twitter:image:alt": "alt",
}
# A string that a template gives a name.
_SET = re.compile(
    r"\{%-?\s*+(?:set|assign)\s++(\w++)\s*+=\s*+(?:\"((?:[^\"\\{}]|\\.)*+)\"|'((?:[^'\\{}]|\\.)*+)')\s*+-?%\}"
)


class _Head(NamedTuple):
    """What a page says of itself: its title, what others show of it with its kind, its data, its language."""

    title: Draft
    shown: list[tuple[str, Draft]]
    data: list[tuple[int, int]]
    language: str


def read(source: str, path: str, fields: Fields = NONE_GIVEN) -> Document:
    """Return an HTML file as blocks."""
    front = head_of(source, path)
    page = Page(source)
    page.front(front)
    put_values(page, front.values, path, fields, labels=False)
    text, islands = blanked(source, front.end)
    put_values(page, _set_in(source, front.end, islands), path, fields)
    page.comments += in_template(source, ((front.end + at, front.end + stop) for at, stop in islands))
    html = with_calls(source, front.end, text, islands, fields)
    language = put_html(page, html, xml=path.lower().endswith(".xhtml"))
    return page.document(path, "html", {"lang": language, **front.meta} if language else front.meta)


def _set_in(source: str, begin: int, islands: Iterable[tuple[int, int]]) -> Iterator[Value]:
    """Yield the strings that a template gives names: `{% set pageTitle = "…" %}`."""
    for start, end in islands:
        if named := _SET.fullmatch(source, begin + start, begin + end):
            yield Value((named[1],), (), Written(escaped(source, *named.span(named.lastindex or 1))))


def put_html(page: Page, html: Html, *, xml: bool = False) -> str:
    """Add what a page of HTML shows, and return the language that it names."""
    tokens = tuple(html.tokens())
    head = _head(html, tokens)
    title = clean(page.source, head.title)
    if title.text and title.text not in page.parts:
        page.heading(title, 1)
    _add_new(page, [given for given in head.shown if given[0] == "description"][:1])
    put = Put(page, titles=frozenset(page.words_of(at) for at, block in enumerate(page.blocks) if block.level))
    Walk(put, html, tokens, xml=xml).run()
    page.break_off()
    page.leave(1)
    for call in put.later:
        if call.text not in page.parts:
            page.add("call-to-act", call)
    _add_new(page, head.shown)
    _add_data(page, [told for place in head.data for told in told_in(html, *place)])
    return head.language


def _head(html: Html, tokens: Sequence[Token]) -> _Head:
    """Return what a page says of itself in its head."""
    head = _Head(Draft(), [], [], _language(html, tokens))
    drawings = 0
    for before, token in pairwise((Token("text", 0, 0), *tokens)):
        if token.name == "svg" and not token.words.endswith("/"):
            drawings = max(0, drawings + {"open": 1, "close": -1}[token.kind])
        elif token.kind == "raw" and token.name == "title" and not drawings and not head.title.bits:
            html.write(head.title, token.start, token.end)
        elif token.kind == "raw" and html.value(before, "type").lower() == "application/ld+json":
            head.data.append((token.start, token.end))
        elif token.kind == "open" and token.name == "meta":
            key = html.value(token, "property") or html.value(token, "name") or html.value(token, "itemprop")
            if key.lower() in _SHOWN:
                head.shown.append((_SHOWN[key.lower()], html.value_draft(token, "content")))
    return head


def _language(html: Html, tokens: Sequence[Token]) -> str:
    root = next((token for token in tokens if token.kind == "open"), None)
    if root is None or root.name != "html":
        return ""
    return html.value(root, "lang") or html.value(root, "xml:lang")


def _add_new(page: Page, shown: list[tuple[str, Draft]]) -> None:
    """Add what the page's own words do not say already: a description is written out three times in many a head."""
    said = set(page.parts)
    for kind, draft in shown:
        prose = clean(page.source, draft)
        if prose.text and prose.text not in said:
            page.add(kind, prose)
            said.add(prose.text)


def _add_data(page: Page, found: list[Told]) -> None:
    """Add the copy in the page's data, unless the page says it: as a block, or each of its sentences."""
    if not found:
        return
    said = {words: at for at, words in reversed(list(enumerate(page.parts)))}
    sentences = {sentence for words in page.parts for sentence in _sentences(words)}
    questions: dict[int, int] = {}
    for told in found:
        prose = clean(page.source, told.draft)
        if prose.text and prose.text not in said and not sentences.issuperset(_sentences(prose.text)):
            lead = questions.get(told.question) if told.kind == "answer" else None
            said[prose.text] = page.add(told.kind, prose, lead=lead)
        if prose.text in said and told.kind == "question":
            questions.setdefault(told.place, said[prose.text])


def _sentences(words: str) -> Iterator[str]:
    return (words[start:end] for start, end in sentences_in(words, 0, len(words)))
