"""Folders of evidence -> the records of all of them by id, and every fault: in memory, or from an index on disk."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from claimcheck import shipped
from claimcheck.errors import UserError
from claimcheck.records import across as record_across
from claimcheck.records import file as record_file
from claimcheck.records.index import Index, in_memory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from claimcheck.lexicon import Lexicon
    from claimcheck.records.record import Record

# From so many files on, the records are kept in an index: reading them all takes two seconds then.
HEAVY = 1_000


def read(
    folders: Iterable[Path], lexicon: Lexicon, *, shipped_in: Path | None = None, heavy: int = HEAVY
) -> tuple[Mapping[str, Record], list[UserError]]:
    """Return the sound records of all folders by id, and the faults of all others."""
    shelves = [Shelf(folder, shipped_in) for folder in _once(folders)]
    if _are_heavy(shelves, heavy):
        from claimcheck.records import shelf as record_shelf

        return record_shelf.read(shelves, lexicon)
    return _in_memory(shelves, lexicon)


class Held(Mapping[str, "Record"]):
    """The records of a small library by id, all of them read, with the index of what they are found by."""

    def __init__(self, records: dict[str, Record], index: Index | None = None) -> None:
        self._records, self._index = records, index

    @property
    def index(self) -> Index:
        """Return the index; a copy in another process builds its own."""
        self._index = self._index or in_memory(self._records.values())
        return self._index

    def __getitem__(self, name: str) -> Record:
        return self._records[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._records)

    def __len__(self) -> int:
        return len(self._records)

    def __reduce__(self) -> tuple[type[Held], tuple[dict[str, Record]]]:
        return Held, (self._records,)


class Shelf:
    """One folder of evidence: how its files are shown, and whether it may hold invented studies."""

    def __init__(self, folder: Path, shipped_in: Path | None = None) -> None:
        self.folder = folder
        self.home = (shipped_in or shipped.folder("evidence")).resolve()
        self.is_shipped = folder.resolve() == self.home

    def shown(self, path: str) -> str:
        """Return a file's path as messages show it: of shipped ones from their folder, else from here."""
        if self.is_shipped:
            return str(Path(self.home.name) / path)
        full, here = (self.folder / path).absolute(), Path.cwd()
        return full.relative_to(here).as_posix() if full.is_relative_to(here) else str(full)


def _once(folders: Iterable[Path]) -> Iterable[Path]:
    """Return each folder once: the configuration and the command line may name the same."""
    found: dict[Path, Path] = {}
    for folder in folders:
        found.setdefault(folder.resolve(), folder)
    return found.values()


def _are_heavy(shelves: list[Shelf], heavy: int) -> bool:
    files = (path for shelf in shelves for path in shelf.folder.rglob("*.yaml"))
    return len(list(islice(files, heavy))) == heavy


def _in_memory(shelves: list[Shelf], lexicon: Lexicon) -> tuple[Held, list[UserError]]:
    index = Index(sqlite3.connect(":memory:", check_same_thread=False)).make()
    found: list[Record] = []
    wrong: list[UserError] = []
    for number, shelf in enumerate(shelves):
        for path in record_file.paths_in(shelf.folder):
            name = path.relative_to(shelf.folder).as_posix()
            record, faults = record_file.read(path, shelf.shown(name), lexicon, fiction=not shelf.is_shipped)
            wrong += faults
            if record is not None:
                index.add(record, index.add_file(number, name), kept=False)
                found.append(record)
    record_across.settle(index)
    wrong += across(index, lambda folder, path: shelves[folder].shown(path))
    return Held(_standing(index, found), index), wrong


def _standing(index: Index, found: list[Record]) -> dict[str, Record]:
    """Return the records that are not left out, by id, each with the standing that another gives it."""
    rows = index.rows("SELECT n, derived, derived_by, derived_sure FROM record WHERE NOT out")
    given = {n: (standing, by, bool(sure)) if standing else None for n, standing, by, sure in rows}
    # Records were numbered from 1, as they were found.
    kept = [replace(r, given_standing=given[n]) for n, r in enumerate(found, 1) if n in given]
    return {record.id: record for record in sorted(kept, key=lambda record: record.id)}


def across(index: Index, shown: Callable[[int, str], str]) -> list[UserError]:
    """Return the faults between records, with both places."""
    rows = index.rows(
        "SELECT a.line, a.fault, a.remedy, a.other_line, f.folder, f.path, o.folder, o.path FROM across a "
        "JOIN record r ON r.n = a.record JOIN file f ON f.n = r.file "
        "LEFT JOIN record b ON b.n = a.other LEFT JOIN file o ON o.n = b.file ORDER BY a.rowid"
    )
    found = []
    for line, fault, remedy, other_line, folder, path, other_folder, other in rows:
        place = f"{shown(other_folder, other)}:{other_line}" if other is not None else ""
        told = fault.replace("{place}", place)
        found.append(UserError(told, path=shown(folder, path), line=line, remedy=remedy))
    return found


class OnDay(Mapping[str, "Record"]):
    """The records as a review on a day, 2027-05-01, finds them: what has ended since then had not.

    They are replayed as they are asked for, so that of a large library only those are that a page leans on.
    """

    def __init__(self, records: Mapping[str, Record], day: str) -> None:
        self._records, self._day = records, day

    @property
    def index(self) -> Index | None:
        """Return the index of the records, None where they have none."""
        return getattr(self._records, "index", None)

    def __getitem__(self, name: str) -> Record:
        found = self._records[name]
        dated = found.data.get("valid_until") or found.data.get("standing_since")
        return replace(found, day=self._day) if dated else found

    def __iter__(self) -> Iterator[str]:
        return iter(self._records)

    def __len__(self) -> int:
        return len(self._records)
