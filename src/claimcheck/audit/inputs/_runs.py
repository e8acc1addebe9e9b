"""Places of rows in a file -> shards: runs of them, at most so many rows each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.audit.shard import Shard

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path


def runs(
    kind: str,
    path: Path,
    places: Iterable[tuple[int, int, int]],
    size: int,
    name: str,
    fields: Mapping[str, str],
) -> Iterator[Shard]:
    """Yield a shard for each `size` of the places, which are start, end and number of a row, in their order.

    `name` is what the file is called inside the input, "" where it is the input.
    """
    start = end = first = count = 0
    for begin, behind, number in places:
        if count == size:
            yield _shard(kind, path, (start, end), count, first, name, fields)
            count = 0
        if not count:
            start, first = begin, number
        end, count = behind, count + 1
    if count:
        yield _shard(kind, path, (start, end), count, first, name, fields)


def _shard(
    kind: str, path: Path, span: tuple[int, int], count: int, first: int, name: str, fields: Mapping[str, str]
) -> Shard:
    said = tuple(sorted(fields.items()))
    return Shard(kind, path.as_posix(), *span, count, first, (name or path.name,), said)
