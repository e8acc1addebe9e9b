"""The folder that is edited: its pages, and the only way to read and write one; nothing outside is touched."""

from __future__ import annotations

import os
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from stat import S_ISREG
from typing import TYPE_CHECKING

from claimcheck import files, readers
from claimcheck.desk.written import Written
from claimcheck.errors import UserError, nearest, unreadable
from claimcheck.whole_file import put

if TYPE_CHECKING:
    from collections.abc import Iterable


class ChangedError(Exception):
    """The file is no longer what the editor began with: `raw` is what it holds now, None where it is gone."""

    def __init__(self, raw: bytes | None) -> None:
        super().__init__("changed on the disk")
        self.raw = raw


@dataclass(frozen=True)
class Folder:
    """The folder as it was given; names of pages are paths below it, with slashes."""

    given: Path

    @property
    def root(self) -> Path:
        """Return the folder without links."""
        return self.given.resolve()

    def names(self, apart: Iterable[Path] = ()) -> list[str]:
        """Return the pages in the folder that can be read, by path; a link that leads out of it is left out."""
        found = files.find([self.given], readers.suffixes(), apart=apart)
        return [name for path, _ in found.files if (name := self._name(path)) is not None]

    def _name(self, path: Path) -> str | None:
        try:
            name = path.relative_to(self.given).as_posix()
            self.place(name)
        except (UserError, ValueError):
            return None
        return name

    def shown(self, name: str) -> str:
        """Return what a page is called in reports: its path from where the desk was started."""
        return (self.given / name).as_posix()

    def place(self, name: str) -> Path:
        """Return where a page really lies; raise UserError for what is not below the folder or no page."""
        parts = PurePosixPath(name).parts
        if not parts or name.startswith("/") or "\\" in name or not name.isprintable():
            raise UserError("is no page of this folder", path=name)
        if any(part == ".." or part.startswith(".") for part in parts):
            raise UserError("is no page of this folder", path=name)
        known = readers.suffixes()
        if (suffix := PurePosixPath(name).suffix.lower()) not in known:
            raise UserError(f"is of no known format (“{suffix}”)", path=name, remedy=nearest(suffix, known))
        try:
            real = self.root.joinpath(*parts).resolve()
        except (OSError, RuntimeError) as error:
            raise UserError("is no page of this folder", path=name) from error
        if not real.is_relative_to(self.root):
            raise UserError("leads out of the folder", path=name)
        return real

    def read(self, name: str, most: int) -> bytes:
        """Return the bytes of a page; raise UserError where it cannot be read."""
        real = self.place(name)
        try:
            with os.fdopen(os.open(real, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb") as file:
                found = os.fstat(file.fileno())
                if not S_ISREG(found.st_mode):
                    raise UserError("is no file", path=name)
                if found.st_size > most:
                    raise UserError(f"is larger than {most:,} bytes ({found.st_size:,})", path=name)
                return file.read()
        except FileNotFoundError as error:
            raise UserError("is not there", path=name) from error
        except OSError as error:
            raise unreadable(real, name, error) from error

    def digest(self, name: str) -> str:
        """Return the digest of a page as it is on the disk, "" where it is gone."""
        try:
            return digest_of(self.read(name, readers.MAX_SIZE))
        except UserError:
            return ""

    def write(self, name: str, text: str, base: str) -> str:
        """Write the text of a page and return its new digest; `base` is that of what was edited, "" for a new page.

        The file keeps its encoding, its line ends and its rights. Raise ChangedError where it is not what was edited.
        """
        real = self.place(name)
        there = os.path.lexists(real)
        held = self.read(name, readers.MAX_SIZE) if there else None
        if (digest_of(held) if held is not None else "") != base:
            raise ChangedError(held)
        raw = (Written.of(held, name) if held is not None else Written()).bytes_of(text, name)
        if raw == held:
            return base
        put(real, raw, name)
        return digest_of(raw)


def digest_of(raw: bytes) -> str:
    """Return the SHA-256 of bytes."""
    return sha256(raw).hexdigest()
