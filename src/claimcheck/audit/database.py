"""The only module that knows DuckDB: it writes and reads Parquet, and answers questions that outgrow memory from disk.

One library for all three, typed, half the size of pyarrow; no extension is loaded or fetched.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from claimcheck.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import duckdb

    # What is asked: a question in SQL, with values for its question marks.
    Base = duckdb.DuckDBPyConnection

# Of one process, in MB.
MEMORY = 1_000
# What the database says where a disk is full, or as full as it may be.
_FULL = ("No space left", "max_temp_directory_size")
_ROOM = "make room on its disk and run the same command again"
_ANEW = "where a file is damaged, delete the one of its name below “done” and run the audit again"


class TooLittleMemoryError(UserError):
    """The memory that the database may take is not enough for what is asked."""


def opened(spill: Path | None = None, *, threads: int = 1, memory: int = MEMORY) -> Base:
    """Return a database in memory, at most so many MB of it; raise UserError where DuckDB is missing.

    With `spill`, a folder for what outgrows it, it sorts and counts there and takes little, however much is asked.
    Where several processes work side by side each has one thread.
    """
    duckdb = _library()
    given: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "threads": threads,
        "memory_limit": f"{memory}MB",
        "temp_directory": "" if spill is None else str(spill),
    }
    base: Base = duckdb.connect(":memory:", config=given)
    return base


def _library() -> Any:
    try:
        import duckdb
    except ImportError as error:
        remedy = "install it: pip install 'claimcheck-lint[audit]'"
        raise UserError("an audit needs DuckDB for its tables", remedy=remedy) from error
    return duckdb


@contextmanager
def faults_told(folder: Path, memory: int, remedy: str) -> Iterator[None]:
    """Raise UserError for what ends a question to the tables of a folder: memory, disk, or a file that is damaged.

    `remedy` is that of too little memory.
    """
    duckdb = _library()
    try:
        yield
    except duckdb.Error as error:
        full = any(words in str(error) for words in _FULL)
        if isinstance(error, duckdb.OutOfMemoryException):
            fault = f"holds more than can be done in {memory} MB ({told(error)})"
            raise TooLittleMemoryError(fault, path=str(folder), remedy=_ROOM if full else remedy) from error
        if isinstance(error, duckdb.IOException | duckdb.InvalidInputException):
            fault = f"has tables that cannot be read or written ({told(error)})"
            raise UserError(fault, path=str(folder), remedy=_ROOM if full else _ANEW) from error
        raise


def told(error: Exception) -> str:
    """Return what the database says of a file, in one line without its advice."""
    return " ".join(str(error).split("\n")[0].split())[:200]


def quoted(words: str) -> str:
    """Return words as a text of SQL."""
    return "'" + words.replace("'", "''") + "'"


def named(name: str) -> str:
    """Return a name as a column of SQL, whatever is in it."""
    return '"' + name.replace('"', '""') + '"'


def literal(path: Path | str) -> str:
    """Return a path so that no character in it stands for others, as a text of SQL."""
    from glob import escape

    return quoted(escape(str(path)))
