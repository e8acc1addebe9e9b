"""A file -> Document: decodes it and picks the reader by its suffix; nothing else here touches the disk.

A module of this folder is a reader: `SUFFIXES`, the endings it reads, and `read(source, path) -> Document`.
One of a format that is no text says `BINARY = True` and is given the bytes of the file.
Both are literals, for they are read off the source: only the reader that a file asks for is run.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from hashlib import sha256
from inspect import signature
from typing import TYPE_CHECKING, Any

from claimcheck import plugins
from claimcheck.errors import UserError, nearest
from claimcheck.readers._encoding import decoded
from claimcheck.readers._fields import NONE_GIVEN, Fields

if TYPE_CHECKING:
    from pathlib import Path

    from claimcheck.model import Document

MAX_SIZE = 50_000_000

_LONE_SURROGATES = re.compile("[\ud800-\udfff]")


@cache
def suffixes() -> dict[str, str]:
    """Return the format of every suffix that can be read."""
    return {suffix: name for name in plugins.names("readers") for suffix in _says(name, "SUFFIXES", ())}


@cache
def formats() -> tuple[str, ...]:
    """Return the names of the formats whose text can be read; what is no text is read of files only."""
    return tuple(name for name in plugins.names("readers") if not _is_binary(name))


def _is_binary(form: str) -> bool:
    return bool(_says(form, "BINARY", default=False))


@cache
def _says(form: str, word: str, default: Any) -> Any:
    """Return what a reader says of itself: to run all of them takes as long as a page does."""
    return plugins.constant("readers", form, word, default)


def read(path: Path, *, shown_as: str, max_size: int = MAX_SIZE, fields: Fields = NONE_GIVEN) -> Document:
    """Return the file as a Document; raise UserError for binary, too large or unknown files."""
    form = suffixes().get(path.suffix.lower())
    if form is None:
        known = ", ".join(sorted(suffixes()))
        raise UserError(f"is of no known format (“{path.suffix}”)", path=shown_as, remedy=f"known: {known}")
    return read_bytes(_bytes(path, shown_as, max_size), path=shown_as, format=form, fields=fields)


def read_bytes(
    raw: bytes,
    *,
    path: str,
    format: str,  # noqa: A002 (the word of Document)
    fields: Fields = NONE_GIVEN,
) -> Document:
    """Return the bytes of a file of a known format as a Document; raise UserError for what is no such file."""
    if format in plugins.names("readers") and _is_binary(format):
        taken: Document = plugins.load("readers", format).read(raw, path)
        return replace(taken, digest=sha256(raw).hexdigest())
    source, notes = decoded(raw, path)
    document = read_text(source, path=path, format=format, fields=fields)
    return replace(document, unread=(*notes, *document.unread), digest=sha256(raw).hexdigest())


def read_text(
    source: str,
    *,
    path: str,
    format: str,  # noqa: A002 (the word of Document)
    fields: Fields = NONE_GIVEN,
) -> Document:
    """Return text of a known format as a Document; `path` is what it is called, `fields` which fields hold copy."""
    if format not in plugins.names("readers") or _is_binary(format):
        raise UserError(f"“{format}” is no known format", path=path, remedy=nearest(format, formats()))
    reader = plugins.load("readers", format).read
    given = (fields,) if "fields" in signature(reader).parameters else ()
    document: Document = reader(_LONE_SURROGATES.sub("\ufffd", source), path, *given)
    return document


def _bytes(path: Path, shown_as: str, max_size: int) -> bytes:
    try:
        size = path.stat().st_size
        if size > max_size:
            fault = f"is larger than {max_size:,} bytes ({size:,})"
            raise UserError(fault, path=shown_as, remedy="split it, or raise max_size")
        return path.read_bytes()
    except OSError as error:
        raise UserError(f"cannot be read ({error.strerror})", path=shown_as) from error
