"""What lies on the desk: a page of the folder, words that were pasted or dropped, or a dropped file that is no text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimcheck import plugins, readers
from claimcheck.desk.written import plain
from claimcheck.errors import UserError, nearest

if TYPE_CHECKING:
    from claimcheck.model import Document
    from claimcheck.readers._fields import Fields


@dataclass(frozen=True)
class Sheet:
    """One page as it is now: `name` is its path below the folder, or what a loose page is called.

    `raw` are the bytes of a format that is no text; else `text` is what the editor sees, with one kind of line end.
    """

    name: str
    path: str
    format: str
    text: str = ""
    raw: bytes = b""
    in_folder: bool = False

    @property
    def is_text(self) -> bool:
        """Return whether the page can be typed in."""
        return self.format in readers.formats()

    def document(self, fields: Fields) -> Document:
        """Return the page as it is read."""
        if self.is_text:
            return readers.read_text(self.text, path=self.path, format=self.format, fields=fields)
        taken: Document = plugins.load("readers", self.format).read(self.raw, self.path)
        return taken


def format_of(name: str) -> str:
    """Return the format of a file by its name; raise UserError for one that is not read."""
    known = readers.suffixes()
    suffix = f".{name.rpartition('.')[2].lower()}" if "." in name else ""
    if suffix not in known:
        raise UserError(f"is of no known format (“{suffix}”)", path=name, remedy=nearest(suffix, known))
    return known[suffix]


def loose(name: str, form: str, text: str) -> Sheet:
    """Return words that are in no folder as a page; raise UserError for a format that is no text."""
    if form not in readers.formats():
        raise UserError(f"“{form}” is no known format of text", path=name, remedy=nearest(form, readers.formats()))
    return Sheet(name, name, form, checked(text, name))


def checked(text: str, name: str) -> str:
    """Return a text as the desk holds it; raise UserError for what is none."""
    if "\0" in text:
        raise UserError("is not text", path=name, remedy="leave out the character U+0000")
    return plain(text)
