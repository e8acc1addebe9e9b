"""Tables on disk, in the user's cache: written by several runs at once, repaired without a word.

What cannot be read is thrown away and made anew; where nothing can be written, a table in memory lasts for the run.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

Row = tuple[Any, ...]

_TABLES = """
CREATE TABLE IF NOT EXISTS grammar (key BLOB PRIMARY KEY, tokens BLOB, day TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS page (key BLOB PRIMARY KEY, evidence TEXT, asked BLOB, report BLOB, day TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS evidence (digest TEXT PRIMARY KEY, records BLOB, day TEXT) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS page_day ON page (day);
CREATE INDEX IF NOT EXISTS grammar_day ON grammar (day);
"""
# Another run may be writing: a commit takes milliseconds, a slow disk some more.
_PATIENCE = 10.0
_AT_ONCE = 500
# What has not been asked for longest goes, once the file is larger than this.
LARGEST = 400_000_000


class Store:
    """The tables of one cache folder, as of a day (2027-05-01), by which is told what was last asked for when."""

    def __init__(self, path: Path, day: str) -> None:
        self._path, self._day = path, day
        self._process = os.getpid()
        self._connection = self._opened()

    def one(self, table: str, key: str | bytes) -> Row | None:
        """Return the row of a key without its day, None for none."""
        column, *rest = _COLUMNS[table]
        found = self._rows(f"SELECT {', '.join(rest)}, day FROM {table} WHERE {column} = ?", (key,))
        if not found:
            return None
        *values, day = found[0]
        if day != self._day:
            self._do(f"UPDATE {table} SET day = ? WHERE {column} = ?", [(self._day, key)])
        return tuple(values)

    def many(self, table: str, keys: Sequence[bytes]) -> Mapping[bytes, Row]:
        """Return the rows of those keys that are known."""
        column, *rest = _COLUMNS[table]
        found: dict[bytes, Row] = {}
        for at in range(0, len(keys), _AT_ONCE):
            part = keys[at : at + _AT_ONCE]
            places = ",".join("?" * len(part))
            question = f"SELECT {column}, {', '.join(rest)} FROM {table} WHERE {column} IN ({places})"
            found |= {row[0]: row[1:] for row in self._rows(question, part)}
        return found

    def put(self, table: str, rows: Iterable[Row]) -> None:
        """Write rows, each with its key first, in the place of those of the same key."""
        places = ",".join("?" * (len(_COLUMNS[table]) + 1))
        self._do(f"INSERT OR REPLACE INTO {table} VALUES ({places})", [(*row, self._day) for row in rows])

    def tidy(self, largest: int = LARGEST) -> None:
        """Take out what was not asked for longest where the file has grown over `largest` bytes."""
        beside = (self._path, self._path.with_name(f"{self._path.name}-wal"))
        if sum(path.stat().st_size for path in beside if path.is_file()) <= largest:
            return
        for table in _COLUMNS:
            days = [day for (day,) in self._rows(f"SELECT DISTINCT day FROM {table} ORDER BY day", ())]
            # All of one day: it is larger than what is worth keeping.
            self._do(f"DELETE FROM {table} WHERE day <= ?", [(days[max(len(days) // 2 - 1, 0)],)] if days else [])
        with suppress(sqlite3.Error):
            self._here().execute("VACUUM")

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def _rows(self, question: str, values: Sequence[Any]) -> list[Row]:
        try:
            return self._here().execute(question, values).fetchall()
        except sqlite3.DatabaseError as error:
            self._repair(error)
        return self._connection.execute(question, values).fetchall()

    def _do(self, order: str, rows: list[Row]) -> None:
        for last in (False, True):
            try:
                with (here := self._here()):
                    here.executemany(order, rows)
                return
            except sqlite3.OperationalError as error:
                # Busy for long, or a full or closed disk: the next run does this work again.
                if last or "malformed" not in str(error):
                    return
                self._repair(error)
            except sqlite3.DatabaseError as error:
                if last:
                    return
                self._repair(error)

    def _here(self) -> sqlite3.Connection:
        """Return the connection; a process that was forked needs one of its own."""
        if self._process != os.getpid():
            self._process = os.getpid()
            self._connection = self._opened()
        return self._connection

    def _repair(self, error: sqlite3.DatabaseError) -> None:
        """Begin anew: with an empty file, or in memory where the file is only busy."""
        with suppress(sqlite3.Error):
            self._connection.close()
        if isinstance(error, sqlite3.OperationalError) and "locked" in str(error):
            self._connection = _in_memory()
            return
        self._remove()
        self._connection = self._opened()

    def _remove(self) -> None:
        for ending in ("", "-wal", "-shm"):
            with suppress(OSError):
                self._path.with_name(self._path.name + ending).unlink()

    def _opened(self) -> sqlite3.Connection:
        for _ in range(2):
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                return _made(sqlite3.connect(self._path, timeout=_PATIENCE, check_same_thread=False))
            except sqlite3.OperationalError:
                break
            except sqlite3.DatabaseError:
                self._remove()
            except OSError:
                break
        return _in_memory()


_COLUMNS = {
    "grammar": ("key", "tokens"),
    "page": ("key", "evidence", "asked", "report"),
    "evidence": ("digest", "records"),
}


def _in_memory() -> sqlite3.Connection:
    return _made(sqlite3.connect(":memory:", check_same_thread=False))


def _made(connection: sqlite3.Connection) -> sqlite3.Connection:
    try:
        connection.execute("PRAGMA journal_mode=WAL")
        # What a crash loses is made again.
        connection.execute("PRAGMA synchronous=OFF")
        with closing(connection.executescript(_TABLES)):
            return connection
    except sqlite3.Error:
        connection.close()
        raise
