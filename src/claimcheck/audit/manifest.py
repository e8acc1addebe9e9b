"""The folder of an audit: what it is an audit of, its shards, and which of them are done. Nothing else is remembered.

    audit.json              the input, what pages are held against, how large shards are
    manifest.jsonl          a shard a line, written before the first is checked
    done/ab/<id>.json       the counts of a shard that is done, written after its tables

Each file is written whole or not at all, so an audit that was ended anywhere, by anything, goes on with the shards that
are not done; one that was at work has written either nothing or files that are written over alike.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from claimcheck import whole_file
from claimcheck.audit import inputs
from claimcheck.audit.held import Held, held_of
from claimcheck.audit.shard import Shard, shard_of
from claimcheck.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SHARD_SIZE = 200

_AUDIT, _MANIFEST, _DONE = "audit.json", "manifest.jsonl", "done"


@dataclass(frozen=True)
class Audit:
    """What an audit is: the input, absolute, and its size and time of change; its `fields`; rows a shard; the house."""

    folder: Path
    input: str
    stamp: tuple[int, int]
    size: int
    fields: tuple[tuple[str, str], ...]
    held: Held


@dataclass(frozen=True)
class Tally:
    """The counts of a shard or of several: `rows` planned, and how many of them were checked, skipped, failed."""

    shards: int = 0
    rows: int = 0
    checked: int = 0
    skipped: int = 0
    failed: int = 0
    claims: int = 0
    findings: int = 0
    words: int = 0
    seconds: float = 0.0

    def __add__(self, other: Tally) -> Tally:
        mine, theirs = asdict(self), asdict(other)
        return Tally(**{name: mine[name] + theirs[name] for name in mine})


def stamp_of(path: Path) -> tuple[int, int]:
    """Return size and time of change (ns) of a file, (0, 0) for a folder: that of its files is not asked."""
    if path.is_dir():
        return 0, 0
    found = path.stat()
    return found.st_size, found.st_mtime_ns


def begun(folder: Path) -> Audit | None:
    """Return the audit that a folder holds, None where there is none; raise UserError for a folder of other things."""
    try:
        told = json.loads((folder / _AUDIT).read_text(encoding="utf-8"))
        keys = tuple((key, value) for key, value in told["fields"])
        return Audit(folder, told["input"], tuple(told["stamp"]), told["size"], keys, held_of(told["held"]))
    except FileNotFoundError:
        # What an audit leaves that was ended while it counted its input is none of other things.
        others = [path for path in folder.iterdir() if path.suffix != ".part"] if folder.is_dir() else []
        if others and [path.name for path in others] != [_MANIFEST]:
            raise UserError("is not empty and holds no audit", path=str(folder), remedy="name a new folder") from None
        return None
    except (ValueError, KeyError, TypeError) as error:
        raise UserError("is not what an audit wrote", path=str(folder / _AUDIT), remedy="name a new folder") from error


def begin(audit: Audit) -> Iterator[int]:
    """Write the manifest of a new audit, then what it is an audit of; yield how many rows are counted so far."""
    audit.folder.mkdir(parents=True, exist_ok=True)
    part = audit.folder / f"{_MANIFEST}.{uuid4().hex}.part"
    rows = 0
    with part.open("w", encoding="utf-8") as lines:
        for shard in inputs.plan(Path(audit.input), audit.size, dict(audit.fields)):
            lines.write(json.dumps(shard.as_mapping()) + "\n")
            rows += shard.count
            yield rows
        lines.flush()
        os.fsync(lines.fileno())
    part.replace(audit.folder / _MANIFEST)
    told = {
        "input": audit.input, "stamp": audit.stamp, "size": audit.size, "rows": rows, "fields": audit.fields,
        "held": audit.held.as_mapping(),
    }  # fmt: skip
    _write(audit.folder / _AUDIT, told)


def shards(folder: Path) -> Iterator[Shard]:
    """Yield the shards of an audit, in the order of its input."""
    with (folder / _MANIFEST).open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                yield shard_of(json.loads(line))
            except (ValueError, KeyError, TypeError) as error:
                where = str(folder / _MANIFEST)
                raise UserError("is no shard", path=where, line=number, remedy="name a new folder") from error


def left(folder: Path) -> Iterator[Shard]:
    """Yield the shards that are not done, each looked up as it is asked for."""
    return (shard for shard in shards(folder) if done(folder, shard) is None)


def done(folder: Path, shard: Shard) -> Tally | None:
    """Return the counts of a shard that is done, None where it is not, or where a machine that went down lost them."""
    try:
        return Tally(**json.loads(_place(folder, shard).read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError, TypeError):
        return None


def set_done(folder: Path, shard: Shard, tally: Tally) -> None:
    """Write that a shard is done; its tables have to be there."""
    place = _place(folder, shard)
    place.parent.mkdir(parents=True, exist_ok=True)
    _write(place, asdict(tally))


def counted(folder: Path) -> tuple[Tally, int, int]:
    """Return the counts of all shards that are done, how many are not, and how many rows those have."""
    total, missing, rows = Tally(), 0, 0
    for shard in shards(folder):
        if tally := done(folder, shard):
            total += tally
        else:
            missing, rows = missing + 1, rows + shard.count
    return total, missing, rows


def _place(folder: Path, shard: Shard) -> Path:
    # A folder of a million files is slow in many file systems.
    return folder / _DONE / shard.id[:2] / f"{shard.id}.json"


def _write(path: Path, told: Mapping[str, Any]) -> None:
    whole_file.write(path, json.dumps(told).encode("utf-8"))
