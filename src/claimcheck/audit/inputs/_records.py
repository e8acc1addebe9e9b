"""A WARC file, packed or not -> its records with their places; damage costs the record that it is in.

A record packed on its own begins where the file can be read from: that is what makes an archive divisible. No library
is asked: those that read archives hold a header without end in memory, or pass over damage without a word.
"""

from __future__ import annotations

import re
import zlib
from typing import IO, TYPE_CHECKING, NamedTuple

from claimcheck.audit.inputs._limits import LARGEST_ROW, is_endless, too_large
from claimcheck.audit.inputs._lines import PACKED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_CHUNK = 1 << 16
_MAGIC, _VERSION = b"\x1f\x8b\x08", b"WARC/"
_LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,18})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_LONGEST_HEAD = 1 << 16
# A gzip member, its checks left to zlib.
_GZIP = 16 + zlib.MAX_WBITS


class Record(NamedTuple):
    """One record, or what a packed piece holds: `start` and `end` count the bytes of the file, `number` from 0."""

    start: int
    end: int
    number: int
    raw: bytes
    fault: str = ""


def records(path: Path, start: int = 0, number: int = 0) -> Iterator[Record]:
    """Yield the records from byte `start` on, where one begins; the first is the `number`th."""
    with path.open("rb") as file:
        file.seek(start)
        one = _member if path.suffix.lower() == PACKED else _plain
        while (record := one(file, number)) is not None:
            yield record
            file.seek(record.end)
            number += 1


def _member(file: IO[bytes], number: int) -> Record | None:
    """Return the packed piece that begins here, None at the end of the file."""
    start, parts, size, packed = file.tell(), [], 0, 0
    unpacking = zlib.decompressobj(_GZIP)
    while not unpacking.eof:
        chunk = unpacking.unconsumed_tail or file.read(_CHUNK)
        if not chunk:
            return Record(start, file.tell(), number, b"", "ends in the middle of a record") if packed else None
        packed += 0 if unpacking.unconsumed_tail else len(chunk)
        try:
            part = unpacking.decompress(chunk, _CHUNK * 16)
        except zlib.error as error:
            return _damaged(file, start, number, _MAGIC, f"is damaged ({error})")
        size += len(part)
        if size <= LARGEST_ROW:
            parts.append(part)
        elif is_endless(size, packed):
            return _damaged(file, start, number, _MAGIC, "unpacks without end")
    end = file.tell() - len(unpacking.unused_data)
    fault = too_large(size)
    return Record(start, end, number, b"" if fault else b"".join(parts), fault)


def _plain(file: IO[bytes], number: int) -> Record | None:
    """Return the record that begins here, None at the end of the file."""
    start, head = file.tell(), file.read(_LONGEST_HEAD)
    blank = len(head) - len(head.lstrip(b"\r\n"))
    if blank == len(head):
        return None
    start, head = start + blank, head[blank:]
    behind = re.search(rb"\r?\n\r?\n", head)
    length = _LENGTH.search(head, 0, behind.end()) if behind else None
    if not head.startswith(_VERSION) or behind is None or length is None:
        return _damaged(file, start, number, b"\n" + _VERSION, "is no record of an archive")
    size = behind.end() + int(length[1])
    end = start + size
    file.seek(0, 2)
    if end > file.tell():
        return _damaged(file, start, number, b"\n" + _VERSION, "ends in the middle of a record")
    if fault := too_large(size):
        return Record(start, end, number, b"", fault)
    file.seek(start)
    return Record(start, end, number, file.read(size))


def _damaged(file: IO[bytes], start: int, number: int, mark: bytes, fault: str) -> Record:
    """Return the fault of what stands here; the next record begins at the next mark of one."""
    file.seek(start + 1)
    at, kept = start + 1, b""
    while chunk := file.read(_CHUNK):
        held = kept + chunk
        for found in re.finditer(re.escape(mark), held):
            place = at - len(kept) + found.start()
            if mark != _MAGIC:
                return Record(start, place + 1, number, b"", fault)
            if _begins_record(file, place):
                return Record(start, place, number, b"", fault)
            file.seek(at + len(chunk))
        at, kept = at + len(chunk), held[-len(mark) + 1 :]
    return Record(start, at, number, b"", fault)


def _begins_record(file: IO[bytes], place: int) -> bool:
    """Return whether a packed record begins here: its three bytes occur in packed words, too."""
    file.seek(place)
    try:
        return zlib.decompressobj(_GZIP).decompress(file.read(_CHUNK), len(_VERSION)) == _VERSION
    except zlib.error:
        return False
