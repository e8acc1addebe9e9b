"""Exceptions in comments that no parser gives: behind `#` in YAML and TOML, and in the language of a template.

Only a comment that says `claimcheck:` is kept; what a template's own comment says is shown to nobody, and stays.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Note = tuple[int, int, str]

_SAYS = "claimcheck:"
# A line up to its `#`: what is quoted may hold one, and an apostrophe inside a word quotes nothing.
_BEHIND = re.compile(
    r"^(?:[^\r\n#\"']|(?<=\w)'|\"(?:[^\"\\\r\n]|\\.)*\"|(?<!\w)'[^'\r\n]*'|(?<=\S)#)*?"
    r"(?:(?<=\s)|^)(#[ \t]*(claimcheck:[^\r\n]*))",
    re.IGNORECASE | re.MULTILINE,
)
# Jinja, Twig; Handlebars; Go; ERB, EJS, JSP; Liquid, Django.
_TEMPLATE = re.compile(
    r"\{#-?(?P<a>.*?)-?#\}|\{\{[-~]?!(?:--)?(?P<b>.*?)(?:--)?[-~]?\}\}|\{\{-?\s*/\*(?P<c>.*?)\*/\s*-?\}\}|"
    r"<%(?:--|[-#]#?)?(?P<d>.*?)(?:--)?%>|"
    r"\{%-?\s*comment\b[^%]*%\}(?P<e>.*?)\{%-?\s*endcomment\b[^%]*%\}",
    re.DOTALL,
)


def behind_hash(source: str, start: int, end: int) -> Iterator[Note]:
    """Yield each note behind a `#` in a run of YAML or TOML: where it begins and ends in the file, and its words."""
    if _SAYS not in source[start:end].lower():
        return
    for match in _BEHIND.finditer(source, start, end):
        yield *match.span(1), match[2].strip()


def in_template(source: str, islands: Iterable[tuple[int, int]]) -> Iterator[Note]:
    """Yield each note that is a comment of the template's language, of the islands that stand in a file."""
    for start, end in islands:
        match = _TEMPLATE.fullmatch(source, start, end)
        words = (match[match.lastgroup or 0] or "").strip() if match else ""
        if words.lower().startswith(_SAYS):
            yield start, end, words
