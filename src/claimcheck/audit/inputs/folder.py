"""A folder of pages -> rows: each file that can be read is one, its site the first folder below."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from claimcheck import readers
from claimcheck.audit.shard import Row, Shard
from claimcheck.errors import unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def recognises(path: Path) -> bool:
    """Return whether this is a folder."""
    return path.is_dir()


def plan(path: Path, size: int, fields: Mapping[str, str]) -> Iterator[Shard]:  # noqa: ARG001
    """Yield runs of the files below, by path."""
    known = readers.suffixes()
    files = sorted(
        file.relative_to(path).as_posix() for file in path.rglob("*") if file.is_file() and file.suffix.lower() in known
    )
    for first in range(0, len(files), size):
        names = tuple(files[first : first + size])
        yield Shard("folder", str(path), first, first + len(names), len(names), first, names)


def rows(shard: Shard) -> Iterator[Row]:
    """Yield the files of a shard."""
    for name in shard.names:
        file = Path(shard.path) / name
        site = name.split("/")[0] if "/" in name else ""
        form = readers.suffixes()[file.suffix.lower()]
        try:
            yield Row(name, site, name, form, file.read_bytes())
        except OSError as error:
            yield Row(name, site, name, form, fault=str(unreadable(file, name, error)))
