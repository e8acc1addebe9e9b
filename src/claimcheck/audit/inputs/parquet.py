"""Parquet -> rows: a run of rows never spans two row groups, so that a shard reads what it needs and no more."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from claimcheck.audit import database
from claimcheck.audit.inputs._named import CONTENT, Origin, found_among, no_content, row_of
from claimcheck.audit.shard import Shard
from claimcheck.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimcheck.audit.shard import Row

SUFFIXES = (".parquet", ".pq")


def recognises(path: Path) -> bool:
    """Return whether a file's name says that it is Parquet."""
    return path.suffix.lower() in SUFFIXES and path.is_file()


def plan(path: Path, size: int, fields: Mapping[str, str], name: str = "") -> Iterator[Shard]:
    """Yield runs of rows; raise UserError for a file that cannot be read and one that holds no page."""
    columns, groups = _shape(path)
    found = found_among(columns, fields)
    missing = [field for field in fields.values() if field.split(".")[0] not in columns]
    if missing or not any(kind in found for kind in CONTENT):
        fault = no_content(columns)
        raise UserError(fault.fault, path=str(path), remedy=fault.remedy)
    at = 0
    for rows_in_group in groups:
        for first in range(at, at + rows_in_group, size):
            end = min(first + size, at + rows_in_group)
            said = tuple(sorted(found.items()))
            yield Shard("parquet", path.as_posix(), first, end, end - first, first, (name or path.name,), said)
        at += rows_in_group


def rows(shard: Shard) -> Iterator[Row]:
    """Yield a run of rows; the fields that hold nothing of a page are not read."""
    found = dict(shard.fields)
    names = list(dict.fromkeys(field.split(".")[0] for field in found.values()))
    chosen = ", ".join(map(database.named, names))
    wanted = (
        f"select {chosen} from read_parquet({database.literal(shard.path)}, file_row_number = true) "
        "where file_row_number >= ? and file_row_number < ? order by file_row_number"
    )
    with database.opened() as base:
        taken = base.execute(wanted, [shard.start, shard.end])
        for number in range(shard.start, shard.end):
            values = taken.fetchone()
            if values is None:
                return
            origin = Origin(shard.path, shard.names[0], number + 1)
            yield row_of(dict(zip(names, values, strict=True)), found, origin)


def _shape(path: Path) -> tuple[list[str], list[int]]:
    """Return the names of the columns and the number of rows in each row group."""
    where = database.literal(path)
    groups = f"select row_group_id, any_value(row_group_num_rows) from parquet_metadata({where}) group by 1 order by 1"
    with database.opened() as base:
        try:
            columns = [str(one[0]) for one in base.execute(f"describe select * from read_parquet({where})").fetchall()]
            return columns, [int(one[1]) for one in base.execute(groups).fetchall()]
        except Exception as error:
            raise UserError(f"is no sound Parquet file ({database.told(error)})", path=str(path)) from error
