"""The values of a data file, in their order -> blocks: each read as plain words, as Markdown or as HTML."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claimcheck.readers import _shape
from claimcheck.readers._fields import NONE_GIVEN, holds_translations, kind_of
from claimcheck.readers._graft import graft, prose_of
from claimcheck.readers._prose import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimcheck.model import Document
    from claimcheck.readers._fields import Fields
    from claimcheck.readers._page import Page
    from claimcheck.readers._prose import Prose
    from claimcheck.readers._written import Written

# Both languages have these, so what they open tells nothing.
_COMMENTS = re.compile(r"\A\s*(?:<!--.*?-->\s*)*", re.DOTALL)
_HTML = re.compile(r"</?(?:[a-zA-Z][\w-]*)(?:\s[^<>]*)?/?>|<!--|&(?:#\w+|[a-zA-Z]\w{1,30});")
_MARKDOWN = re.compile(
    r"\n|\*\*|__|`|~~|(?<![\w*])[*_](?=\S)[^*_\n]{1,300}(?<=\S)[*_](?![\w*])|\]\(|!\[|^#{1,6}\s|^\s*(?:[-*+]|\d+\.)\s|"
    r"\\[^\w\s]"
)
# Data nests deeper than this only to do harm.
DEEPEST = 30
_DEEPEST_HEADING = 6
# Of two kinds of words in one value, the page that the value makes knows better.
_SINGLE = frozenset(("paragraph", "item", "answer", "question", "call-to-act", "disclaimer", "heading", "title"))


@dataclass(frozen=True)
class Value:
    """One string of a data file: the keys that lead to it, the object and depth it stands in, its words.

    `parts` are the numbers of the objects around it, outermost first; `listed` says that it stands in a list itself.
    """

    keys: tuple[str, ...]
    parts: tuple[int, ...]
    written: Written
    listed: bool = False


@dataclass
class _State:
    """What was read of the object at hand: the objects around it, and the question that was asked in each."""

    parts: tuple[int, ...] = ()
    questions: dict[int, int] = field(default_factory=dict)
    lead: tuple[tuple[str, ...], int | None] = ((), None)


def put_values(
    page: Page, values: Iterable[Value], path: str, fields: Fields = NONE_GIVEN, *, labels: bool = True
) -> None:
    """Add the copy among the values of a file to a page; `labels` where they are data, and not front matter."""
    state, all_copy = _State(), holds_translations(path)
    for value in values:
        kind = kind_of(value.keys, value.written.text, fields, all_copy=all_copy, labels=labels)
        if not kind:
            continue
        if value.parts != state.parts:
            _leave(page, state, value.parts)
        _put(page, value, kind, state)


def _leave(page: Page, state: _State, parts: tuple[int, ...]) -> None:
    """End what stands under the headings of objects that are over."""
    shared = 0
    while shared < min(len(parts), len(state.parts)) and parts[shared] == state.parts[shared]:
        shared += 1
    page.break_off()
    if shared < len(state.parts):
        page.leave(min(shared + 1, _DEEPEST_HEADING))
    state.parts = parts


def _put(page: Page, value: Value, kind: str, state: _State) -> None:
    inner = _inner(value)
    if inner is None:
        prose = clean(page.source, value.written.draft())
    elif len(inner.blocks) == 1 and inner.blocks[0].kind in _SINGLE:
        prose = prose_of(inner, inner.blocks[0], value.written, page.source)
        for start, end, words in inner.comments:
            page.comment_within(value.written.place(start, end), words)
    else:
        graft(page, inner, value.written, deeper=max(len(value.parts) - 1, 0))
        return
    if prose.text:
        _put_prose(page, prose, kind, value, state)


def _inner(value: Value) -> Document | None:
    """Return a value that is Markdown or HTML as a page of its own."""
    from claimcheck.readers import html, markdown

    words = value.written.text
    is_markdown = _MARKDOWN.search(words.strip()) is not None
    # Markdown may hold HTML; HTML that opens with a tag holds no Markdown.
    opens = _COMMENTS.sub("", words, count=1)
    if _HTML.search(words) and (opens.startswith("<") or not is_markdown):
        return html.read(words, "")
    return markdown.body(words, "") if is_markdown else None


def _put_prose(page: Page, prose: Prose, kind: str, value: Value, state: _State) -> None:
    """Add the words of a value as the kind of block that its key names."""
    depth = min(max(len(value.parts), 1), _DEEPEST_HEADING)
    here = value.parts[-1] if value.parts else 0
    if kind == "heading" and not value.listed:
        page.put_heading("title" if depth == 1 else "heading", prose, depth)
    elif kind == "question":
        state.questions[here] = page.add("question", prose)
    elif kind == "answer":
        page.add("answer", prose, lead=state.questions.get(here))
    elif kind == "quotation":
        page.add(_shape.voice(prose.text), prose)
    elif kind == "description":
        page.add("description" if depth == 1 and not value.listed else "paragraph", prose)
    elif kind in ("paragraph", "heading"):
        _put_words(page, prose, value, state)
    else:
        page.add(kind, prose)


def _put_words(page: Page, prose: Prose, value: Value, state: _State) -> None:
    if not value.listed:
        page.paragraph(prose)
        return
    listed, lead = state.lead
    if listed != (*value.keys, str(value.parts)):
        lead = page.lead_in
        state.lead = ((*value.keys, str(value.parts)), lead)
    page.item(prose, lead)
