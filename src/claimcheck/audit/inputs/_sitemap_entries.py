"""A sitemap -> its entries, by the standard library's parser; nothing is fetched and no entity is expanded."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from xml.parsers import expat

from claimcheck.audit.inputs._lines import UNPACKING, unpacked
from claimcheck.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_CHUNK = 1 << 16
_ENTRIES = ("url", "sitemap")
_TOLD = ("loc", "lastmod")
# An address longer than this is none; what is no text of an entry is not kept at all.
_LONGEST = 10_000


class Entry(NamedTuple):
    """One entry: `of` is "url" or "sitemap", `line` where it begins, `loc` and `lastmod` as written."""

    of: str
    line: int
    loc: str
    lastmod: str


def entries(path: Path) -> Iterator[Entry]:
    """Yield the entries of a sitemap or of a list of sitemaps; raise UserError where it is neither."""
    reading = _Reading(path)
    fault = None
    with unpacked(path) as stream:
        try:
            while chunk := stream.read(_CHUNK):
                reading.parser.Parse(chunk, False)
                yield from reading.taken()
            reading.parser.Parse(b"", True)
        except expat.ExpatError as error:
            fault = reading.fault(f"is not valid XML: {expat.ErrorString(error.code)}")
        except UNPACKING as error:
            fault = reading.fault(f"is damaged ({error})")
    # What ended before the fault stands.
    yield from reading.taken()
    if fault is not None:
        raise fault


class _Reading:
    """The walk of one parser over one file: the entries that have ended and were not taken yet."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters
        # A declared entity can grow without end, or name a file.
        self.parser.EntityDeclHandler = self.entity
        self.ended: list[Entry] = []
        self.open: list[str] = []
        self.line = 1
        self.said: dict[str, str] = {}

    def start(self, name: str, _: object) -> None:
        local = name.rsplit(" ", 1)[-1]
        if not self.open and local not in ("urlset", "sitemapindex"):
            raise self.fault(f"is no sitemap, it begins with “{local[:50]}”")
        self.open.append(local)
        if len(self.open) == 2 and local in _ENTRIES:
            self.line, self.said = self.parser.CurrentLineNumber, {}

    def characters(self, text: str) -> None:
        if len(self.open) == 3 and self.open[-1] in _TOLD:
            said = self.said.get(self.open[-1], "")
            self.said[self.open[-1]] = (said + text)[:_LONGEST]

    def end(self, _: str) -> None:
        local = self.open.pop()
        if len(self.open) == 1 and local in _ENTRIES:
            told = (self.said.get(what, "").strip() for what in _TOLD)
            self.ended.append(Entry(local, self.line, *told))

    def entity(self, name: str, *_: object) -> None:
        raise self.fault(f"declares the entity “{name}”")

    def fault(self, fault: str) -> UserError:
        return UserError(fault, path=str(self.path), line=self.parser.CurrentLineNumber, remedy="save the sitemap anew")

    def taken(self) -> Iterator[Entry]:
        ended, self.ended = self.ended, []
        yield from ended
