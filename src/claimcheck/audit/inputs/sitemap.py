"""A sitemap with copies of its pages beside it -> rows: each address is one, and its day that of the last change.

A copy lies where a mirror puts it: under the path of the address, with or without the host as first folder.
"""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from claimcheck import readers
from claimcheck.audit.inputs._dates import day_of
from claimcheck.audit.inputs._lines import PACKED, bare_suffix
from claimcheck.audit.inputs._named import site_of
from claimcheck.audit.inputs._page_file import read
from claimcheck.audit.inputs._sitemap_entries import entries
from claimcheck.audit.shard import Row, Shard
from claimcheck.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimcheck.audit.inputs._sitemap_entries import Entry

SUFFIXES = (".xml",)


def recognises(path: Path) -> bool:
    """Return whether a file's name says that it may be a sitemap."""
    return bare_suffix(path) in SUFFIXES and path.is_file()


def plan(path: Path, size: int, fields: Mapping[str, str]) -> Iterator[Shard]:  # noqa: ARG001
    """Yield runs of entries, and those of each sitemap that a list of sitemaps names, once each."""
    yield from _plan(path, size, path.parent, {path.resolve()})


def _plan(path: Path, size: int, beside: Path, seen: set[Path]) -> Iterator[Shard]:
    first = count = number = 0
    try:
        for number, entry in enumerate(entries(path), 1):
            if entry.of == "sitemap":
                yield from _below(entry, path, number, size, beside, seen)
                continue
            if count == size:
                yield _shard(path, beside, first, count)
                count = 0
            first, count = (number - 1, 1) if not count else (first, count + 1)
    except UserError as error:
        if not number:
            raise
        # What was read of it before stands.
        yield from _shards(path, beside, first, count)
        yield _shard(path, beside, number, 1, str(error))
        return
    yield from _shards(path, beside, first, count)


def _below(entry: Entry, path: Path, number: int, size: int, beside: Path, seen: set[Path]) -> Iterator[Shard]:
    """Yield the shards of a sitemap that a list names, or the broken row that says why there are none."""
    other = _copy(entry.loc, beside, (*SUFFIXES, PACKED))
    if other is None:
        yield _shard(path, beside, number - 1, 1, f"{path}:{entry.line}: no copy of {entry.loc} is there")
    elif other.resolve() not in seen:
        seen.add(other.resolve())
        try:
            yield from _plan(other, size, beside, seen)
        except UserError as error:
            yield _shard(path, beside, number - 1, 1, str(error))


def _shards(path: Path, beside: Path, first: int, count: int) -> Iterator[Shard]:
    if count:
        yield _shard(path, beside, first, count)


def _shard(path: Path, beside: Path, first: int, count: int, fault: str = "") -> Shard:
    said = (("fault", fault),) if fault else ()
    return Shard("sitemap", path.as_posix(), first, first + count, count, first, (beside.as_posix(),), said)


def rows(shard: Shard) -> Iterator[Row]:
    """Yield the pages of a run of entries."""
    if shard.fields:
        place = f"{shard.path}:{shard.start}"
        yield Row(place, "", place, "html", fault=shard.fields[0][1])
        return
    for entry in islice(entries(Path(shard.path)), shard.start, shard.end):
        yield _row(entry, shard.path, Path(shard.names[0]))


def _row(entry: Entry, path: str, beside: Path) -> Row:
    day, site, place = day_of(entry.lastmod), site_of(entry.loc), f"{path}:{entry.line}"
    if not entry.loc:
        return Row(place, site, place, "html", date=day, fault=f"{place}: has no address")
    copy = _copy(entry.loc, beside, tuple(readers.suffixes()))
    if copy is None:
        return Row(entry.loc, site, place, "html", date=day, fault=f"{place}: no copy of {entry.loc} is there")
    return read(copy, entry.loc, site, day)


def _copy(address: str, beside: Path, suffixes: tuple[str, ...]) -> Path | None:
    """Return the file that holds the copy of an address, None where there is none inside the folder."""
    try:
        told = urlsplit(address)
        below = [part for part in unquote(told.path).split("/") if part not in ("", ".", "..")]
        folders = [beside.joinpath(*below), beside.joinpath(told.hostname or "", *below)]
        tries = [one for folder in folders for one in (folder, Path(f"{folder}.html"), folder / "index.html")]
        root = beside.resolve()
        return next((one for one in tries if one.suffix.lower() in suffixes and _lies_in(one, root)), None)
    except (OSError, ValueError):
        return None


def _lies_in(path: Path, root: Path) -> bool:
    """Return whether a file is there and inside: a link may lead out of the folder."""
    return path.is_file() and path.resolve().is_relative_to(root)
