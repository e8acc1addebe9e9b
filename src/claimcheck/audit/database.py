"""The only module that knows DuckDB: it writes and reads Parquet, and answers questions that outgrow memory from disk.

One library for all three, typed, half the size of pyarrow; no extension is loaded or fetched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.errors import UserError

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

    # What is asked: a question in SQL, with values for its question marks.
    Base = duckdb.DuckDBPyConnection

# Of one process; with a folder for what outgrows it, it sorts and counts there and takes little, however much is asked.
_MEMORY, _SPILLING = "1GB", "128MB"


def opened(spill: Path | None = None, *, threads: int = 1) -> Base:
    """Return a database in memory, `spill` the folder for what outgrows it; raise UserError where DuckDB is missing.

    Where several processes work side by side each has one thread.
    """
    try:
        import duckdb
    except ImportError as error:
        remedy = "install it: pip install 'claimcheck-lint[audit]'"
        raise UserError("an audit needs DuckDB for its tables", remedy=remedy) from error
    given: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "threads": threads,
        "memory_limit": _MEMORY if spill is None else _SPILLING,
        "temp_directory": "" if spill is None else str(spill),
    }
    return duckdb.connect(":memory:", config=given)


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
