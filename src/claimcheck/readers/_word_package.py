"""The bytes of a Word file -> its parts: unpacked up to a limit, XML without entities, what a part points to."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from typing import TYPE_CHECKING, NamedTuple, Protocol
from xml.parsers import expat

from claimcheck.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# A part of a Word file packs ten to one, a bomb a thousand to one.
MOST_UNPACKED = 200_000_000

_OLD_WORD = b"\xd0\xcf\x11\xe0"
_UTF_16 = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"<\0": "utf-16-le", b"\0<": "utf-16-be"}
_W = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_PREFIXES = {**dict.fromkeys(_W, "w:"), _MC: "mc:"}
_TAG = re.compile(rb"<(?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+>")
_FAULTS = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError)


class Link(NamedTuple):
    """What a part points to: the last word of its type ("footnotes"), and a part's name or an address."""

    kind: str
    target: str


class Walk(Protocol):
    """What is told of an XML part, in order; `at` is a byte of the part."""

    def start(self, name: str, given: dict[str, str], at: int) -> None: ...
    def end(self, name: str, at: int) -> None: ...
    def words(self, shown: str, at: int) -> None: ...


class Package:
    """A Word file, whose parts are unpacked when they are asked for."""

    def __init__(self, raw: bytes, path: str) -> None:
        self.path = path
        self.left = MOST_UNPACKED
        if raw.startswith(_OLD_WORD):
            raise self.fault("is an old Word file or is locked by a password")
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(raw))
            self.names = frozenset(self.zip.namelist())
        except _FAULTS as error:
            raise self.fault("is no Word file") from error
        links = [link.target for link in self.links("").values() if link.kind == "officeDocument"]
        self.main = next((name for name in (*links, "word/document.xml") if name in self.names), "")
        if not self.main:
            raise self.fault("is no Word file")

    def fault(self, what: str) -> UserError:
        """Return what is wrong with the file."""
        return UserError(what, path=self.path, remedy="open it in Word and save it as .docx")

    def part(self, name: str) -> bytes:
        """Return the XML of a part as UTF-8, empty where the file has none; raise UserError for one too large."""
        raw = self.unpacked(name)
        encoding = encoding_of(raw)
        return raw if encoding == "utf-8" else raw.decode(encoding, errors="replace").encode()

    def unpacked(self, name: str) -> bytes:
        """Return a part of the file as it is, empty where it has none; raise UserError for one too large."""
        if name not in self.names:
            return b""
        try:
            with self.zip.open(name) as packed:
                raw = packed.read(self.left + 1)
        except _FAULTS as error:
            raise self.fault(f"cannot be unpacked ({name})") from error
        self.left -= len(raw)
        if self.left < 0:
            raise self.fault(f"unpacks to more than {MOST_UNPACKED:,} bytes")
        return raw

    def walk(self, name: str, walk: Walk, xml: bytes | None = None) -> None:
        """Read a part's XML from start to end; raise UserError where it is broken or defines entities."""
        xml = self.part(name) if xml is None else xml
        parser = expat.ParserCreate("utf-8", " ")
        parser.StartDoctypeDeclHandler = self._no_entities(name)
        parser.StartElementHandler = lambda tag, given: walk.start(
            _short(tag), {key.rpartition(" ")[2]: value for key, value in given.items()}, parser.CurrentByteIndex
        )
        parser.EndElementHandler = lambda tag: walk.end(_short(tag), parser.CurrentByteIndex)
        parser.CharacterDataHandler = lambda shown: walk.words(shown, parser.CurrentByteIndex)
        # Where character data begins is told as no words: inside it no tag can be put.
        parser.StartCdataSectionHandler = lambda: walk.words("", parser.CurrentByteIndex)
        if not xml:
            return
        try:
            parser.Parse(xml, True)
        except expat.ExpatError as error:
            raise self.fault(f"is broken in {name} ({expat.ErrorString(error.code)})") from error

    def _no_entities(self, name: str) -> Callable[..., None]:
        def refuse(*_: object) -> None:
            raise self.fault(f"defines entities in {name}, which no Word file may")

        return refuse

    def links(self, name: str) -> dict[str, Link]:
        """Return what a part points to by id; what the whole file points to for no name."""
        folder, file = posixpath.split(name)
        found = _Links(folder)
        self.walk(posixpath.join(folder, "_rels", f"{file}.rels"), found)
        return found.found


class _Links:
    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.found: dict[str, Link] = {}

    def start(self, name: str, given: dict[str, str], at: int) -> None:
        del at
        if name == ":Relationship":
            target = given.get("Target", "")
            if given.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", self.folder, target)).lstrip("/")
            self.found[given.get("Id", "")] = Link(given.get("Type", "").rpartition("/")[2], target)

    def end(self, name: str, at: int) -> None: ...

    def words(self, shown: str, at: int) -> None: ...


def encoding_of(xml: bytes) -> str:
    """Return the encoding of a part: UTF-8, or one of the UTF-16 that XML allows as well."""
    return _UTF_16.get(xml[:2], "utf-8")


def tag_end(xml: bytes, at: int) -> int:
    """Return where the tag ends that begins at a byte."""
    tag = _TAG.match(xml, at)
    return tag.end() if tag else at


def copies_in(xml: bytes, shown: str, at: int) -> Iterator[tuple[int, int]]:
    """Yield where each character stands that is shown for what begins at a byte: a copy, or one entity or line end."""
    if not xml.startswith(b"&", at) and xml.startswith(shown.encode(), at):
        for letter in shown:
            size = len(letter.encode())
            yield at, at + size
            at += size
        return
    end = xml.find(b";", at) + 1 if xml.startswith(b"&", at) else at + 2
    yield from ((at, end) for _ in shown)


def _short(tag: str) -> str:
    space, _, name = tag.rpartition(" ")
    return f"{_PREFIXES.get(space, ':')}{name}"
