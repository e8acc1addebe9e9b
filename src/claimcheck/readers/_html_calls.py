"""A template of HTML -> its markup with the copy that its calls are given: `{{ callout({heading: "…"}) }}`.

Macros of Nunjucks and Twig, includes of Jekyll and Liquid, partials of Handlebars take words by their names; the name
says whether a visitor reads them, as in data. A string that is translated where it stands is shown there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimcheck.readers._derived import PLAIN, Derived
from claimcheck.readers._fields import kind_of
from claimcheck.readers._markup import Html
from claimcheck.readers._script import Lexer
from claimcheck.readers._written import Run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimcheck.readers._fields import Fields
    from claimcheck.readers._script_events import Event

# What is put out, and the tags that put out another file with what they are given.
_CALL = re.compile(
    r"\{\{[-~]?\s*(?![#/!^])|"
    r"\{%[-~]?\s*(?:include|include_relative|include_cached|render|embed|call|component|partial)\b"
)
_QUOTED = r"(?:\"([^\"\\<&{}]+)\"|'([^'\\<&{}]+)')"
_SAID = re.compile(
    rf"\{{\{{[-~]?\s*(?:(?:__?|gettext|trans|t)\(\s*{_QUOTED}\s*\)|{_QUOTED}\s*\|\s*(?:translate|trans|t)\b[^{{}}]*?)"
    rf"\s*[-~]?\}}\}}|\{{%[-~]?\s*(?:translate|trans)\s+{_QUOTED}[^{{}}]*%\}}"
)
_TAGS = re.compile(r"</?[a-zA-Z][\w-]*(?:\s[^<>]*)?/?>")


def with_calls(source: str, begin: int, blank: str, islands: tuple[tuple[int, int], ...], fields: Fields) -> Html:
    """Return a page of HTML with what its calls show; `blank` is the page from `begin` on without its `islands`."""
    derived, at, in_tag, changed = Derived(source), 0, False, False
    for start, end in islands:
        opened, closed = blank.rfind("<", at, start), blank.rfind(">", at, start)
        in_tag = opened > closed if max(opened, closed) >= 0 else in_tag
        derived.copy(begin + at, begin + start)
        put = False if in_tag else _put(derived, begin + start, begin + end, fields)
        if not put:
            derived.islands.append((derived.length, derived.length + end - start))
            derived.run(Run(blank[start:end], begin + start, begin + end))
        changed, at = changed or put, end
    if not changed:
        return Html([(blank, begin, len(source))], islands)
    derived.copy(begin + at, len(source))
    return derived.html()


def _put(derived: Derived, start: int, end: int, fields: Fields) -> bool:
    """Add what one island shows, and return whether it is known to show anything."""
    source = derived.source
    if (said := _SAID.fullmatch(source, start, end)) and " " in said[said.lastindex or 0].strip():
        first, last = said.span(said.lastindex or 0)
        derived.hide(start, first)
        derived.copy(first, last)
        derived.hide(last, end)
        return True
    opening = _CALL.match(source, start, end)
    found = list(_copy(source, opening.end(), end - 2, fields)) if opening else []
    for kind, event in found:
        words = "".join(run.words for run in event.runs)
        derived.at = event.start
        derived.element("item" if event.listed else kind, event.runs, None if _TAGS.search(words) else PLAIN)
    return bool(found)


def _copy(source: str, start: int, end: int, fields: Fields) -> Iterator[tuple[str, Event]]:
    for event in Lexer(source, start, end, template=True).events():
        words = "".join(run.words for run in event.runs)
        if event.kind == "string" and event.name and (kind := kind_of((event.name,), words, fields)):
            yield kind, event
