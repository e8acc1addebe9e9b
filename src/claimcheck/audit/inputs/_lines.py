"""A file, packed with gzip or not -> its lines with their places; memory holds one of them at a time."""

from __future__ import annotations

import gzip
import zlib
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, NamedTuple, cast

from claimcheck.audit.inputs._limits import LARGEST_ROW, is_endless, too_large

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PACKED = ".gz"
UNPACKING = (EOFError, gzip.BadGzipFile, zlib.error)
_CHUNK = 1 << 20


class Line(NamedTuple):
    """One line: `start` and `end` count bytes of the unpacked file, `number` from 0; none with a fault has words."""

    start: int
    end: int
    number: int
    raw: bytes
    fault: str = ""


def bare_suffix(path: Path) -> str:
    """Return a path's suffix in lower case, that before `.gz` where it is packed."""
    return (path.with_suffix("") if path.suffix.lower() == PACKED else path).suffix.lower()


@contextmanager
def unpacked(path: Path, start: int = 0) -> Iterator[IO[bytes]]:
    """Open a file to be read from byte `start` of what it unpacks to."""
    with path.open("rb") as file:
        packed = path.suffix.lower() == PACKED
        stream = cast("IO[bytes]", gzip.GzipFile(fileobj=file)) if packed else file
        # A packed file is unpacked up to there: its middle cannot be found in another way.
        stream.seek(start)
        yield stream


def lines(path: Path, start: int = 0, number: int = 0) -> Iterator[Line]:
    """Yield the lines from byte `start` on, the first the `number`th; where no more can be read, a fault ends them."""
    size = path.stat().st_size
    at = start
    try:
        with unpacked(path, start) as stream:
            while not is_endless(at, size):
                if not (raw := stream.readline(LARGEST_ROW + 1)):
                    return
                cut = len(raw) > LARGEST_ROW and not raw.endswith(b"\n")
                end = at + len(raw) + (_passed_over(stream, size) if cut else 0)
                yield Line(at, end, number, b"", too_large(end - at)) if cut else Line(at, end, number, raw)
                at, number = end, number + 1
            yield Line(at, at + 1, number, b"", "unpacks without end: the rest is not read")
    except UNPACKING as error:
        yield Line(at, at + 1, number, b"", f"is damaged, the rest cannot be unpacked ({str(error).rstrip('.')})")


def _passed_over(stream: IO[bytes], size: int) -> int:
    """Return how many bytes the rest of a line had."""
    passed = 0
    while (raw := stream.readline(_CHUNK)) and not is_endless(passed, size):
        passed += len(raw)
        if raw.endswith(b"\n"):
            break
    return passed
