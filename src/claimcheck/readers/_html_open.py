"""Tags that open and end -> those that are open, and what the opening or the end of one ends with it.

As browsers build a page: an item ends the one before, a cell keeps what is inside it from being ended outside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claimcheck.readers._html_here import Here
from claimcheck.readers._html_signs import LISTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

CELLS = ("td", "th", "caption", "table")
_ROW = ("tr", "td", "th", "caption")
_GROUPS = ("thead", "tbody", "tfoot")
# What a tag ends that was not ended before, and inside what: outside of that nothing is ended.
ENDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "li": (("li",), (*LISTS, *CELLS)),
    **dict.fromkeys(("dt", "dd"), (("dt", "dd"), ("dl", *CELLS))),
    **dict.fromkeys(("td", "th"), (("td", "th", "caption"), ("tr", "table"))),
    "tr": (_ROW, ("table",)),
    **dict.fromkeys(_GROUPS, ((*_ROW, *_GROUPS), ("table",))),
    "option": (("option",), ("select",)),
    "optgroup": (("option", "optgroup"), ("select",)),
}
OF_TABLES = frozenset((*CELLS, *_ROW, *_GROUPS))
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# Copy of this size does not stand behind words of a heading: one that was never ended ends here.
NOT_IN_HEADINGS = frozenset(("p", "table", "blockquote", "section", "article", "dl", *LISTS, *HEADINGS))
# Browsers end a drawing that was never ended before these.
NOT_IN_DRAWINGS = frozenset(
    "b blockquote body br center code dd div dl dt em h1 h2 h3 h4 h5 h6 head hr i img li menu meta ol p pre small span "
    "strong sub sup table u ul".split()
)


class Open(NamedTuple):
    """An open tag, whether it parts blocks, what holds inside it, and how many blocks were read before it."""

    name: str
    parts: bool
    here: Here
    begun: int


class Tags:
    """The open tags, outermost first; None stands for one that was ended before those that it holds."""

    def __init__(self) -> None:
        self._stack: list[Open | None] = []
        self._where: dict[str, list[int]] = {}
        self._parting: list[int] = []

    @property
    def here(self) -> Here:
        """What holds for the words that come next."""
        top = self._stack[-1] if self._stack else None
        return top.here if top else Here()

    def open(self, tag: Open) -> None:
        """Open a tag."""
        self._where.setdefault(tag.name, []).append(len(self._stack))
        if tag.parts:
            self._parting.append(len(self._stack))
        self._stack.append(tag)

    def holds(self, name: str) -> bool:
        """Return whether a tag of this name is open."""
        return bool(self._where.get(name))

    def innermost(self, names: Sequence[str]) -> int:
        """Return where the innermost open tag of these names stands, -1 where none is open."""
        return max([self._where[name][-1] for name in names if self._where.get(name)], default=-1)

    def outermost_inside(self, names: Sequence[str], holders: Sequence[str]) -> int:
        """Return where the first of the tags of these names stands inside the innermost holder, -1 for none."""
        floor = self.innermost(holders)
        found = [self._where[name][-1] for name in names if self._where.get(name) and self._where[name][-1] > floor]
        return min(found, default=-1)

    def at(self, place: int) -> Open | None:
        """Return the open tag at a place, None where nothing is open."""
        return self._stack[place] if place >= 0 else None

    def holds_blocks(self, place: int) -> bool:
        """Return whether a tag that parts blocks is open at a place or inside what is open there."""
        return bool(self._parting) and self._parting[-1] >= place

    def end_from(self, place: int) -> Iterator[Open]:
        """End a tag and all that it holds, and yield what is ended, innermost first."""
        while len(self._stack) > place or (self._stack and self._stack[-1] is None):
            ended = self._stack.pop()
            if ended is not None:
                self._where[ended.name].pop()
                if ended.parts:
                    self._parting.pop()
                yield ended

    def end_only(self, place: int) -> None:
        """End a tag that stands inside sentences, and none of those that it holds."""
        ended = self._stack[place]
        if ended is not None:
            self._where[ended.name].pop()
            self._stack[place] = None
