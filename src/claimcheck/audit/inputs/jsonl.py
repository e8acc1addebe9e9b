"""JSON Lines, packed or not -> rows: each line is an object, and one of its fields the page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from claimcheck.audit.inputs._lines import Line, bare_suffix, lines
from claimcheck.audit.inputs._named import Origin, broken, row_of
from claimcheck.audit.inputs._runs import runs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimcheck.audit.shard import Row, Shard

SUFFIXES = (".jsonl", ".ndjson")
_BOM = b"\xef\xbb\xbf"


def recognises(path: Path) -> bool:
    """Return whether a file's name says that it is JSON Lines."""
    return bare_suffix(path) in SUFFIXES and path.is_file()


def plan(path: Path, size: int, fields: Mapping[str, str], name: str = "") -> Iterator[Shard]:
    """Yield runs of lines by their bytes; a blank line is no row."""
    full = ((line.start, line.end, line.number) for line in lines(path) if _is_row(line))
    yield from runs("jsonl", path, full, size, name, fields)


def rows(shard: Shard) -> Iterator[Row]:
    """Yield the objects of a run of lines."""
    path, said = Path(shard.path), dict(shard.fields)
    for line in lines(path, shard.start, shard.first):
        if line.start >= shard.end:
            return
        if _is_row(line):
            yield _row(line, said, Origin(shard.path, shard.names[0], line.number + 1))


def _is_row(line: Line) -> bool:
    return bool(line.fault or line.raw.strip())


def _row(line: Line, said: Mapping[str, str], origin: Origin) -> Row:
    if line.fault:
        return broken(line.fault, origin)
    try:
        values = json.loads(line.raw.removeprefix(_BOM).strip())
    except (ValueError, RecursionError) as error:
        return broken(f"is not JSON ({error})", origin)
    return row_of(values, said, origin) if isinstance(values, dict) else broken("is no JSON object", origin)
