"""A path -> shards -> rows. A module of this folder is a kind of input; a `Shard` names its kind.

`recognises(path) -> bool` by what lies there, `plan(path, size, fields) -> Iterator[Shard]`, which counts every row and
reads none of them twice, and `rows(shard) -> Iterator[Row]`, which gives these rows again in the same order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck import plugins
from claimcheck.audit.inputs._named import must_be_fields
from claimcheck.audit.shard import Row
from claimcheck.errors import UserError, unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from claimcheck.audit.shard import Shard

KINDS = "a folder, .jsonl, .csv, .tsv, .parquet, .warc, .wet (each also .gz, but .parquet) or the .xml of a sitemap"


def plan(path: Path, size: int, fields: Mapping[str, str]) -> Iterator[Shard]:
    """Yield the shards of an input, at most `size` rows each; raise UserError for what no module recognises.

    `fields` says which field of a row holds what: `text`, `html`, `markdown`, `url`, `date`, `site`.
    """
    must_be_fields(fields)
    try:
        path.stat()
    except OSError as error:
        raise unreadable(path, str(path), error) from error
    for name in plugins.names("audit.inputs"):
        module = plugins.load("audit.inputs", name)
        if module.recognises(path):
            yield from module.plan(path, size, fields)
            return
    raise UserError("is no input that can be audited", path=str(path), remedy=f"give {KINDS}")


def rows(shard: Shard) -> Iterator[Row]:
    """Yield exactly `shard.count` rows: one that is broken has `fault`, and so have those that are no longer there."""
    given, why = 0, "is not there any more: the input was changed"
    try:
        for row in plugins.load("audit.inputs", shard.kind).rows(shard):
            if given == shard.count:
                return
            yield row
            given += 1
    # What a library says of a damaged file costs the rest of this shard, never the audit.
    except Exception as error:
        why = f"cannot be read ({type(error).__name__}: {' '.join(str(error).split())[:200]})"
    for position in range(given, shard.count):
        number = shard.first + position + 1
        name = shard.names[position if len(shard.names) == shard.count else 0] if shard.names else shard.path
        yield Row(f"{name}:{number}", "", f"{shard.path}:{number}", "text", fault=f"{shard.path}:{number}: {why}")
