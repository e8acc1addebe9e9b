"""Vue components -> Document: the template without its bindings, and the copy in the script's objects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.readers._components import read_components
from claimcheck.readers._fields import NONE_GIVEN, Fields
from claimcheck.readers._script import Lexer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimcheck.model import Document
    from claimcheck.readers._script_events import Event, Prop

SUFFIXES = (".vue",)

_BOUND = (":", "v-bind:")
_TEXT = r"(?:[^<{]++|\{(?!\{))+"


def read(source: str, path: str, fields: Fields = NONE_GIVEN) -> Document:
    """Return a component as blocks."""
    return read_components(source, path, "vue", fields, _events(source))


def _events(source: str) -> Iterator[Event]:
    for event in Lexer(source, 0, len(source), "markup", _TEXT).events():
        if event.name in ("template", "slot") and event.kind in ("tag", "close"):
            continue  # what stands in a component's template is shown
        if event.kind == "tag":
            yield from _with_bindings(source, event)
        elif event.kind == "raw" and event.name == "script":
            yield from Lexer(source, event.start, event.end).events()
        else:
            yield event


def _with_bindings(source: str, event: Event) -> Iterator[Event]:
    """Yield a tag with its attributes; of a binding the words written out in it: `:title="ok ? 'Yes' : name"`."""
    props: list[Prop] = []
    for prop in event.props:
        if prop.name.startswith(_BOUND):
            for run in prop.runs:
                for found in Lexer(source, run.start, run.end).bound(prop.name.rpartition(":")[2]):
                    if found.kind == "tag":
                        props += found.props
                    else:
                        yield found
        elif not prop.name.startswith(("@", "#", "v-")):
            props.append(prop)
    yield event._replace(props=tuple(props))
