"""Rows of a shard -> Parquet: one file a table and shard, there as a whole or not at all; and the tables, asked.

pages/<shard>.parquet  claims/<shard>.parquet  findings/<shard>.parquet  statements/<shard>.parquet
"""

from __future__ import annotations

import json
import os
import re
import time
from contextlib import contextmanager, suppress
from dataclasses import fields
from typing import TYPE_CHECKING, TypeVar
from uuid import uuid4

from claimcheck.audit import database
from claimcheck.audit.shard import ClaimRow, FindingRow, PageRow, StatementRow
from claimcheck.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from claimcheck.audit.database import Base

Answer = TypeVar("Answer")
_Row = PageRow | ClaimRow | FindingRow | StatementRow
TABLES: dict[str, type[_Row]] = {
    "pages": PageRow,
    "claims": ClaimRow,
    "findings": FindingRow,
    "statements": StatementRow,
}
# Tables and columns were added as audits came to tell more. What an older audit lacks is empty in it.
_EMPTY = {"VARCHAR": "''", "BIGINT": "0", "DOUBLE": "0.0", "BOOLEAN": "false", "VARCHAR[]": "[]"}
_ADDED = ("statements",)
_TYPES = {"str": "VARCHAR", "int": "BIGINT", "float": "DOUBLE", "bool": "BOOLEAN", "tuple[str, ...]": "VARCHAR[]"}
# Half of a character cannot be written as UTF-8.
_LONE_SURROGATES = re.compile("[\ud800-\udfff]")
# A database that reads lines takes twice the longest at once, so it is told how long that is.
_LEAST = 1_000_000
# What the database may take of memory in MB where nothing else is said: at first a share of it.
MEMORY = 512
_AT_FIRST = 4
# More would share the same memory, and some question would not have enough of it.
_THREADS = 2
# What outgrows it lies in folders that begin so; one that nothing was written to for a day was left by who was killed.
_SPILL, _DAY = ".spill-", 86_400


def schemas() -> dict[str, dict[str, str]]:
    """Return the columns of each table with their types as SQL names them."""
    return {name: {one.name: _TYPES[str(one.type)] for one in fields(kind)} for name, kind in TABLES.items()}


def write_shard(
    folder: Path,
    shard_id: str,
    claims: Sequence[ClaimRow],
    findings: Sequence[FindingRow],
    pages: Sequence[PageRow],
    statements: Sequence[StatementRow] = (),
) -> None:
    """Write the tables of one shard below `folder`, the pages last; a file that is there already is replaced."""
    remedy = "begin anew in another folder with a smaller --shard-size"
    with database.faults_told(folder, database.MEMORY, remedy), database.opened() as base:
        given: dict[str, Sequence[_Row]]
        given = {"claims": claims, "findings": findings, "statements": statements, "pages": pages}
        for name, rows in given.items():
            write(base, folder, name, shard_id, rows)


@contextmanager
def asked(folder: Path, memory: int = MEMORY // _AT_FIRST, threads: int = _THREADS) -> Iterator[Base]:
    """Open the tables of an audit as views, each under its name; raise UserError where there are none or one is broken.

    What outgrows `memory` (in MB) goes to the disk; database.TooLittleMemoryError is raised where that is not enough.
    """
    if not any((folder / "pages").glob("*.parquet")):
        fault = "holds no audit that has written a shard"
        raise UserError(fault, path=str(folder), remedy="name the folder that “claimcheck audit” was given as --output")
    _leave(*(path for path in folder.glob(f"{_SPILL}*") if _is_left(path)))
    spill = folder / f"{_SPILL}{uuid4().hex}"
    threads = min(os.cpu_count() or 1, threads)
    remedy = f"run the same command with --memory {4 * memory}"
    with database.faults_told(folder, memory, remedy), database.opened(spill, threads=threads, memory=memory) as base:
        try:
            # Each question that is told says its order; to keep that of the files would take memory.
            base.execute("set preserve_insertion_order = false")
            for name in TABLES:
                base.execute(f"create view {name} as {viewed(base, folder, name)}")
            yield base
        finally:
            _leave(spill)


def tries(memory: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return memory and threads of a first try, which mostly does, and of the second, which has all and one thread."""
    return (memory // _AT_FIRST, _THREADS), (memory, 1)


def answered(folder: Path, ask: Callable[[Base], Answer], memory: int = MEMORY) -> Answer:
    """Return what `ask` gives of the tables of an audit, once more asked where little memory is not enough for it.

    Raise UserError where all of `memory` (in MB) is not enough.
    """
    little, all_of_it = tries(memory)
    try:
        with asked(folder, *little) as base:
            return ask(base)
    except database.TooLittleMemoryError:
        with asked(folder, *all_of_it) as base:
            return ask(base)


def lacking(folder: Path) -> tuple[str, ...]:
    """Return the tables that an audit has none of, for it was written before there were any."""
    begun = any((folder / "pages").glob("*.parquet"))
    return tuple(name for name in _ADDED if begun and not any((folder / name).glob("*.parquet")))


def viewed(base: Base, folder: Path, name: str, files: str = "*") -> str:
    """Return the question for a table, or those files of it, with all its columns, those that the audit lacks empty."""
    columns = schemas()[name]
    if name in lacking(folder):
        given = ", ".join(f"cast(null as {kind}) as {database.named(one)}" for one, kind in columns.items())
        return f"select {given} where false"
    read = stored(folder, name, files)
    held = {row[0] for row in base.execute(f"describe select * from {read}").fetchall()}
    added = [f", {_EMPTY[kind]}::{kind} as {database.named(one)}" for one, kind in columns.items() if one not in held]
    return f"select *{''.join(added)} from {read}"


def stored(folder: Path, name: str, files: str = "*") -> str:
    """Return a table of an audit as SQL reads it from its files, or from those that are called so."""
    where = f"{database.literal(folder / name)[:-1]}/{files}.parquet'"
    return f"read_parquet({where})"


def write(base: Base, audit: Path, name: str, shard_id: str, rows: Iterable[_Row]) -> None:
    """Write one file of a table of an audit, whole or not at all."""
    folder, schema = audit / name, schemas()[name]
    folder.mkdir(parents=True, exist_ok=True)
    mark = uuid4().hex
    lines, part = folder / f"{shard_id}.{mark}.jsonl.part", folder / f"{shard_id}.{mark}.part"
    try:
        longest = _write_lines(lines, rows)
        typed = ", ".join(f"{database.quoted(name)}: {database.quoted(kind)}" for name, kind in schema.items())
        base.execute(
            f"copy (select * from read_json({database.literal(lines)}, format = 'newline_delimited', "
            f"columns = {{{typed}}}, maximum_object_size = {max(longest, _LEAST)})) "
            f"to {database.quoted(str(part))} (format parquet, compression zstd)"
        )
        with part.open("rb") as written:
            os.fsync(written.fileno())
        part.replace(folder / f"{shard_id}.parquet")
    finally:
        lines.unlink(missing_ok=True)
        part.unlink(missing_ok=True)


def _write_lines(path: Path, rows: Iterable[_Row]) -> int:
    """Write rows as JSON, one a line, and return the bytes of the longest line."""
    longest = 0
    with path.open("wb") as file:
        for row in rows:
            line = _LONE_SURROGATES.sub("\ufffd", json.dumps(vars(row), ensure_ascii=False)).encode() + b"\n"
            longest = max(longest, len(line))
            file.write(line)
    return longest


def _is_left(spill: Path) -> bool:
    """Return whether nobody works with a folder any more."""
    with suppress(OSError):
        return max(path.stat().st_mtime for path in (spill, *spill.iterdir())) < time.time() - _DAY
    return False


def _leave(*spills: Path) -> None:
    from shutil import rmtree

    for spill in spills:
        rmtree(spill, ignore_errors=True)
