"""A folder -> rows: each file that is a page is one, its site the first folder below; files of many rows give theirs.

Files are found as `check` finds them: what git ignores, generated folders, settings, rules and records are no pages.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from claimcheck import files, plugins, readers
from claimcheck.audit.inputs import csv
from claimcheck.audit.inputs._lines import PACKED, bare_suffix
from claimcheck.audit.inputs._page_file import read, shown_as
from claimcheck.audit.shard import Row, Shard
from claimcheck.config import config
from claimcheck.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from types import ModuleType

_OF_MANY = ("csv", "jsonl", "parquet", "warc")


def recognises(path: Path) -> bool:
    """Return whether this is a folder."""
    return path.is_dir()


def plan(path: Path, size: int, fields: Mapping[str, str]) -> Iterator[Shard]:
    """Yield runs of the pages below, by path, then those of each file of many rows."""
    modules = {suffix: module for module in _modules() for suffix in module.SUFFIXES}
    pages, many = [], []
    for file in _files(path, {*readers.suffixes(), *modules, PACKED}):
        module = modules.get(bare_suffix(file))
        if module is not None and (module is not csv or _is_of_rows(file)):
            many.append((file, module))
        elif file.suffix.lower() in readers.suffixes():
            pages.append(file.relative_to(path).as_posix())
    for first in range(0, len(pages), size):
        names = tuple(pages[first : first + size])
        yield Shard("folder", path.as_posix(), first, first + len(names), len(names), first, names)
    for file, module in many:
        yield from _of_many(file, module, path, size, fields)


def rows(shard: Shard) -> Iterator[Row]:
    """Yield the pages of a run; a file of many rows that cannot be read is one broken row."""
    for name in shard.names:
        file = Path(shard.path) / name
        site = name.split("/")[0] if "/" in name else ""
        if fault := dict(shard.fields).get(name):
            yield Row(shown_as(Path(name)), site, shown_as(file), "text", fault=f"{shown_as(file)}: {fault}")
        else:
            yield read(file, shown_as(Path(name)), site)


def _modules() -> list[ModuleType]:
    return [plugins.load("audit.inputs", name) for name in _OF_MANY]


def _is_of_rows(path: Path) -> bool:
    try:
        return csv.holds_pages(path)
    except (OSError, UserError):
        return False


def _of_many(file: Path, module: ModuleType, path: Path, size: int, fields: Mapping[str, str]) -> Iterator[Shard]:
    """Yield the shards of one file; where it has none that can be read, one that says why."""
    name = file.relative_to(path).as_posix()
    try:
        yield from module.plan(file, size, fields, name)
    except (OSError, UserError) as error:
        fault = error.fault if isinstance(error, UserError) else f"cannot be read ({error.strerror})"
        yield Shard("folder", path.as_posix(), 0, 1, 1, 0, (name,), ((name, fault),))


def _files(path: Path, suffixes: set[str]) -> list[Path]:
    """Return the files in a folder by path, those that cannot be opened among them."""
    apart = config.load(config.find(path))[0].shelves
    found = files.find([path], suffixes, apart=apart)
    closed = [Path(error.path) for error in found.failed if Path(error.path).suffix.lower() in suffixes]
    return sorted({*(file for file, _ in found.files), *closed})
