"""What code with markup in it is taken apart into, and what of it is open while that is done."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from claimcheck.readers._written import Run


class Prop(NamedTuple):
    """An attribute of a tag: its name, and its words where they are written out; `quoted` ones hold entities."""

    name: str
    runs: tuple[Run, ...]
    quoted: bool


class Event(NamedTuple):
    """One thing in the code, where it stands in the file.

    `kind` is tag, close, text, string, comment, island, raw (all that a script or style holds) or unclosed. `name` is a
    tag's name, what is never closed, or the key that a string stands under. `shown` is whether a string stands among
    the children of a tag.
    """

    kind: str
    start: int
    end: int
    name: str = ""
    runs: tuple[Run, ...] = ()
    props: tuple[Prop, ...] = ()
    closed: bool = False
    shown: bool = False
    listed: bool = False


@dataclass
class Frame:
    """One open thing: code in brackets, a template string, a tag, the children of a tag, or markup as a whole."""

    kind: str
    start: int = 0
    sign: str = ""  # the bracket that opened the code
    key: str = ""  # the key that strings stand under which have none of their own
    own: str = ""
    before: str = ""  # the last word or sign
    child: bool = False  # whether what this code gives is shown among the children of a tag
    translates: bool = False
    looks: bool = False
    prop: str = ""
    name: str = ""
    props: list[Prop] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
