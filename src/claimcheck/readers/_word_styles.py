"""The styles of a Word file -> what each says of its paragraphs: a heading, an item, a list of the file's headings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimcheck.readers._word_package import Link, Package

_HEADING = re.compile(r"heading (\d)\Z")
_LIST = re.compile(r"list (?:bullet|number)(?: (\d))?\Z")
_LISTING = re.compile(r"(?:toc \d|toc heading|contents \d|index \d|table of figures)\Z")
_MOST_PARENTS = 20


class Style(NamedTuple):
    """A paragraph style: its name in lower case, the level of the headings in it, the depth of the items in it.

    `is_listing` is whether it lists the file's own headings.
    """

    name: str = ""
    level: int = 0
    depth: int | None = None
    is_listing: bool = False


class _Styles:
    """The walk through the part that defines the styles."""

    def __init__(self) -> None:
        self.found: dict[str, dict[str, str]] = {}
        self.id = ""

    def start(self, name: str, given: dict[str, str], at: int) -> None:
        del at
        if name == "w:style":
            self.id = given.get("styleId", "")
            self.found[self.id] = {}
        elif self.id:
            self.found[self.id].setdefault(name, given.get("val", ""))

    def end(self, name: str, at: int) -> None:
        del at
        if name == "w:style":
            self.id = ""

    def words(self, shown: str, at: int) -> None: ...


def styles_of(package: Package, links: Mapping[str, Link]) -> Mapping[str, Style]:
    """Return the styles of a file by id."""
    walk = _Styles()
    for link in links.values():
        if link.kind == "styles":
            package.walk(link.target, walk)
    return {key: _style(key, walk.found) for key in walk.found}


def _style(key: str, found: Mapping[str, Mapping[str, str]]) -> Style:
    """Return what a style says, or else those that it is based on."""
    own = found[key]
    name = own.get("w:name", key).lower()
    level, depth = 0, None
    chain = own
    for _ in range(_MOST_PARENTS):
        named = chain.get("w:name", "").lower()
        heading, listed = _HEADING.match(named), _LIST.match(named)
        outline = chain.get("w:outlineLvl", "")
        level = level or (int(heading[1]) if heading else int(outline) + 1 if outline in tuple("012345678") else 0)
        if depth is None and (listed or chain.get("w:numId", "0") != "0"):
            within = chain.get("w:ilvl", "")
            depth = int(listed[1] or 1) - 1 if listed else int(within) if within in tuple("12345678") else 0
        if chain.get("w:basedOn", "") not in found:
            break
        chain = found[chain["w:basedOn"]]
    if name == "title":
        level = 1
    return Style(name, level, None if level else depth, _LISTING.match(name) is not None)
