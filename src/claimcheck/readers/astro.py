"""Astro and Svelte components -> Document: their markup with what stands in braces, and the copy in their scripts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimcheck.readers._components import is_data, read_components
from claimcheck.readers._fields import NONE_GIVEN, Fields
from claimcheck.readers._script import Lexer
from claimcheck.readers._script_events import Event

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimcheck.model import Document

SUFFIXES = (".astro", ".svelte")

_FENCE = re.compile(r"\s*---[ \t]*(?:\r\n?|\n)")
_FENCE_END = re.compile(r"(?m)^---[ \t]*\r?$")


def read(source: str, path: str, fields: Fields = NONE_GIVEN) -> Document:
    """Return a component as blocks."""
    return read_components(source, path, "astro", fields, _events(source))


def _events(source: str) -> Iterator[Event]:
    start, opening = 0, _FENCE.match(source)
    if opening and (closing := _FENCE_END.search(source, opening.end())):
        start = closing.end()
        yield from Lexer(source, opening.end(), closing.start()).events()
    elif opening:
        yield Event("unclosed", opening.end() - 1, len(source), "fence")
    for event in Lexer(source, start, len(source), "markup").events():
        yield event
        if event.kind == "raw" and event.name == "script" and not is_data(event):
            yield from Lexer(source, event.start, event.end).events()
