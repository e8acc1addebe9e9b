"""A path -> shards -> rows. A module of this folder is a kind of input; a `Shard` names its kind.

`recognises(path) -> bool` by what lies there, `plan(path, size, fields) -> Iterator[Shard]`, which counts every row and
reads none of them twice, and `rows(shard) -> Iterator[Row]`, which gives exactly `shard.count` rows in a fixed order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck import plugins
from claimcheck.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from claimcheck.audit.shard import Row, Shard


def plan(path: Path, size: int, fields: Mapping[str, str]) -> Iterator[Shard]:
    """Yield the shards of an input, at most `size` rows each; raise UserError for what no module recognises."""
    for name in plugins.names("audit.inputs"):
        module = plugins.load("audit.inputs", name)
        if module.recognises(path):
            yield from module.plan(path, size, fields)
            return
    raise UserError("is no input that can be audited", path=str(path))


def rows(shard: Shard) -> Iterator[Row]:
    """Yield the rows of a shard; one that is broken has `fault`, and the others go on."""
    yield from plugins.load("audit.inputs", shard.kind).rows(shard)
