"""HTML as a template -> the same characters with the template's own language blanked out: PHP, Liquid, Jinja, ERB.

What it would write is not known here, and its quotes and angle brackets would part the page at the wrong places.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# An island in braces ends before a comment does and before the next one begins. Where only brackets stand between two
# ends, the first ends two objects: `{{ card({a: {b: "c"}}) }}`.
_ISLAND = re.compile(
    r"<\?(?:php\b|=|\s).*?(?:\?>|\Z)|<%(?:(?!<%).)*?%>|"
    r"\{\{(?:(?!-->|\{\{).){0,20000}?\}\}(?![\s)\]}]{0,50}[-~]?\}\})\}?|\{#(?:(?!-->|\{#).){0,5000}?#\}|"
    r"\{%-?\s*(?P<name>\w*)(?:(?!-->|\{%).){0,2000}?%\}",
    re.DOTALL,
)
# What stands between these and their ends is shown to nobody.
_SILENT = frozenset(("comment", "schema", "javascript", "stylesheet", "style"))


def blanked(source: str, start: int) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return a file from `start` on with its islands blanked out, and where in that they stand."""
    if not any(mark in source for mark in ("{{", "{%", "{#", "<?", "<%")):
        return source[start:], ()
    parts, islands, at = [], [], start
    for first, last in _islands(source, start):
        # As the name of a tag an island is one: `<{{ element }} class="…">`.
        blank = "x" if source.endswith(("<", "</"), max(at, first - 2), first) else " "
        parts += [source[at:first], blank * (last - first)]
        islands.append((first - start, last - start))
        at = last
    return "".join([*parts, source[at:]]), tuple(islands)


def _islands(source: str, at: int) -> Iterator[tuple[int, int]]:
    never_ended: set[str] = set()
    while match := _ISLAND.search(source, at):
        start, at = match.span()
        name = match["name"]
        if name in _SILENT and name not in never_ended:
            ending = re.compile(rf"\{{%-?\s*end{name}\b[^%]*%\}}").search(source, at)
            at = ending.end() if ending else at
            never_ended |= set() if ending else {name}
        yield start, at
