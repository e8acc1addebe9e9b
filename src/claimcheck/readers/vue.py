"""Vue components -> Document: the template without its bindings, and the copy in the script's objects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.readers._components import read_components
from claimcheck.readers._fields import NONE_GIVEN, Fields
from claimcheck.readers._script import Lexer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimcheck.model import Document
    from claimcheck.readers._script import Event

SUFFIXES = (".vue",)

_TEXT = r"(?:[^<{]++|\{(?!\{))+"


def read(source: str, path: str, fields: Fields = NONE_GIVEN) -> Document:
    """Return a component as blocks."""
    return read_components(source, path, "vue", fields, _events(source))


def _events(source: str) -> Iterator[Event]:
    for event in Lexer(source, 0, len(source), "markup", _TEXT).events():
        if event.name in ("template", "slot") and event.kind in ("tag", "close"):
            continue  # what stands in a component's template is shown
        if event.kind == "tag":
            # Bindings hold code: `:title="lamp.name"`, `v-if="ok"`, `@click`, `#slot`.
            yield event._replace(props=tuple(p for p in event.props if not p.name.startswith((":", "@", "#", "v-"))))
        elif event.kind == "raw" and event.name == "script":
            yield from Lexer(source, event.start, event.end).events()
        else:
            yield event
