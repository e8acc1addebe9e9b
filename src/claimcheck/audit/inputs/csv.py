"""CSV and TSV, packed or not -> rows: the head names the fields, each record is a page."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from claimcheck.audit.inputs._limits import LARGEST_ROW
from claimcheck.audit.inputs._lines import bare_suffix, lines
from claimcheck.audit.inputs._named import CONTENT, Origin, broken, found_among, no_content, row_of
from claimcheck.audit.inputs._runs import runs
from claimcheck.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimcheck.audit.inputs._lines import Line
    from claimcheck.audit.shard import Row, Shard

SUFFIXES = (".csv", ".tsv")
_BETWEEN = ",;\t|"


class _Record(NamedTuple):
    """One record: its bytes, the line it begins on, its cells, or the fault in it."""

    start: int
    end: int
    number: int
    cells: list[str]
    fault: str = ""


def recognises(path: Path) -> bool:
    """Return whether a file's name says that it is a table of text."""
    return bare_suffix(path) in SUFFIXES and path.is_file()


def holds_pages(path: Path) -> bool:
    """Return whether the head names both a page and its address: a table of other copy is a page itself."""
    found = found_among(_head(path)[1], {})
    return "url" in found and any(kind in found for kind in CONTENT)


def plan(path: Path, size: int, fields: Mapping[str, str], name: str = "") -> Iterator[Shard]:
    """Yield runs of records by their bytes; raise UserError where the head names no page."""
    between, head, end = _head(path)
    found = found_among(head, fields)
    missing = [field for field in fields.values() if field not in head]
    if missing or not any(kind in found for kind in CONTENT):
        fault = no_content(head)
        raise UserError(fault.fault, path=str(path), line=1, remedy=fault.remedy)
    places = ((one.start, one.end, one.number) for one in _records(path, between, end, 1) if one.cells or one.fault)
    yield from runs("csv", path, places, size, name, fields)


def rows(shard: Shard) -> Iterator[Row]:
    """Yield the records of a run."""
    path, said = Path(shard.path), dict(shard.fields)
    between, head, _ = _head(path)
    for one in _records(path, between, shard.start, shard.first):
        if one.start >= shard.end:
            return
        if one.cells or one.fault:
            yield _row(one, head, said, Origin(shard.path, shard.names[0], one.number + 1))


def _row(one: _Record, head: list[str], said: Mapping[str, str], origin: Origin) -> Row:
    if one.fault:
        return broken(one.fault, origin)
    if len(one.cells) != len(head):
        return broken(f"has {len(one.cells)} cells, the head {len(head)}", origin)
    return row_of(dict(zip(head, map(_mended, one.cells), strict=True)), said, origin)


def _head(path: Path) -> tuple[str, list[str], int]:
    """Return what parts the cells, the names in the head, and where the records begin."""
    first = next(lines(path), None)
    words = first.raw.decode("utf-8-sig", errors="replace") if first is not None else ""
    between = max(_BETWEEN, key=words.count)
    try:
        head = [cell.strip() for cell in next(csv.reader([words], delimiter=between), [])]
    except csv.Error:
        head = []
    if first is None or not any(head):
        remedy = "name them in its first line"
        raise UserError("has no head that names its fields", path=str(path), line=1, remedy=remedy)
    return between, head, first.end


def _records(path: Path, between: str, start: int, number: int) -> Iterator[_Record]:
    """Yield the records from byte `start` on; a cell may hold line ends."""
    taken: list[Line] = []

    def words() -> Iterator[str]:
        for line in lines(path, start, number):
            taken.append(line)
            # A byte that is no UTF-8 is kept, and the cell that holds it read as Windows wrote it.
            yield line.raw.decode("utf-8", errors="surrogateescape").replace("\0", "\ufffd")

    csv.field_size_limit(LARGEST_ROW)
    table, more = csv.reader(words(), delimiter=between), True
    while more:
        taken.clear()
        try:
            cells, fault = next(table), ""
        except StopIteration:
            more = False
            continue
        except csv.Error as error:
            cells, fault = [], f"is no record ({error})"
        fault = next((line.fault for line in taken if line.fault), fault)
        yield _Record(taken[0].start, taken[-1].end, taken[0].number, cells, fault)


def _mended(cell: str) -> str:
    try:
        cell.encode()
    except UnicodeEncodeError:
        return cell.encode("utf-8", "surrogateescape").decode("cp1252", "replace")
    return cell
