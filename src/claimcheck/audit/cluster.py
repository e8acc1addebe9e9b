"""Shards -> counts, on the machines of a Dask cluster, where a shard is checked as it is on one machine.

Dask places the shards, and places one anew whose worker is gone. Each worker watches a process that has loaded model,
rules and records once; a page can end that process and not the worker. Input and output lie where all machines see
them under the same path, so a shard that was written by a worker that nobody hears of any more is done.
"""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from threading import local
from typing import TYPE_CHECKING, Any

from claimcheck.audit.held import held_of
from claimcheck.audit.manifest import Tally
from claimcheck.audit.shard import shard_of
from claimcheck.audit.watched import Watched
from claimcheck.audit.work import check_shard
from claimcheck.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimcheck.audit.held import Held
    from claimcheck.audit.shard import Shard

# Shards at the scheduler for each thread of a worker: one at work, one that waits.
_AHEAD = 2
# How often a shard is given to the cluster again that Dask gave up, for the workers that it was placed on were lost.
_AGAIN = 3
_PATIENCE = 60
_GO_ON = "run the same command again to go on"

_OWN = local()


def run(
    shards: Iterator[Shard], folder: Path, held: Held, *, scheduler: str, page_timeout: float
) -> Iterator[Tally | None]:
    """Yield the counts of each shard as it is done; raise UserError where the cluster is gone, or a worker unfit."""
    try:
        with _client(scheduler) as client:
            yield from _results(client, shards, {"folder": str(folder), "held": held.as_mapping(), "s": page_timeout})
    except OSError as error:
        fault = f"the scheduler at {scheduler} is out of reach ({type(error).__name__})"
        raise UserError(fault, remedy=f"start it, and {_GO_ON}") from error


def _client(scheduler: str) -> Any:
    """Return a client of a scheduler that has a worker. (What Dask gives has no types.)"""
    try:
        import distributed
    except ImportError as error:
        remedy = "install it: pip install 'claimcheck-lint[cluster]'"
        raise UserError("a cluster needs Dask's distributed", remedy=remedy) from error
    made: Any = distributed.Client
    try:
        # Where machines are given out by a queue, the scheduler writes its address to a file.
        where = {"scheduler_file" if os.path.isfile(scheduler) else "address": scheduler}
        client = made(**where, set_as_default=False)
    except ValueError as error:
        raise UserError(
            f"“{scheduler}” is no address of a scheduler", remedy="write tcp://HOST:8786, or its scheduler file"
        ) from error
    client.wait_for_workers(1, timeout=_PATIENCE)
    return client


def _results(client: Any, shards: Iterator[Shard], given: dict[str, Any]) -> Iterator[Tally]:
    """Yield the counts of each shard as it is done; no more are at the scheduler than its workers are about to take."""
    import distributed

    as_completed: Any = distributed.as_completed
    waiting, at_work = as_completed((), loop=client.loop), _AtWork(client, given)
    waiting.update(at_work.taken(shards))
    for future in waiting:
        shard = at_work.shards.pop(future.key)
        if isinstance(_fault(future), distributed.scheduler.KilledWorker):
            waiting.add(at_work.again(shard))
            continue
        yield Tally(**future.result())
        at_work.lost.pop(shard.id, None)
        waiting.update(at_work.taken(shards))


@dataclass(frozen=True)
class _AtWork:
    """The shards that are at the scheduler, by the key of their future, and how often each was given back by Dask."""

    client: Any
    given: dict[str, Any]
    shards: dict[str, Shard] = field(default_factory=dict)
    lost: Counter[str] = field(default_factory=Counter)

    def taken(self, shards: Iterator[Shard]) -> list[Any]:
        """Return the futures of as many new shards as the workers that there are now are about to take."""
        workers = self.client.scheduler_info()["workers"].values()
        room = _AHEAD * max(1, sum(worker["nthreads"] for worker in workers)) - len(self.shards)
        return [self.future(shard) for shard in islice(shards, max(0, room))]

    def again(self, shard: Shard) -> Any:
        """Return a new future of a shard whose workers were lost; raise UserError where that goes on."""
        self.lost[shard.id] += 1
        if self.lost[shard.id] > _AGAIN:
            fault = f"whatever worker takes shard {shard.id} is lost"
            raise UserError(fault, remedy="see what ends the workers, and run the same command again")
        return self.future(shard)

    def future(self, shard: Shard) -> Any:
        """Return the future of a shard, which is now at the scheduler."""
        key = f"shard-{shard.id}-{self.lost[shard.id]}"
        self.shards[key] = shard
        return self.client.submit(_check, shard.as_mapping(), self.given, key=key, pure=False)


def _fault(future: Any) -> BaseException | None:
    """Return what Dask or a worker says went wrong; raise it where it is no worker's end."""
    import distributed

    if future.status in ("cancelled", "lost"):
        raise ConnectionError("a shard was cancelled")
    error: BaseException | None = future.exception()
    if error is None or isinstance(error, UserError | distributed.scheduler.KilledWorker):
        return error
    raise UserError(f"a worker cannot go on ({type(error).__name__}: {error})", remedy=_GO_ON) from error


def _check(shard: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    """Return the counts of a shard, checked on the worker that runs this; its thread keeps a process for the next."""
    return vars(check_shard(shard_of(shard), Path(given["folder"]), _watched(given)))


def _watched(given: dict[str, Any]) -> Watched:
    if getattr(_OWN, "given", None) != given:
        if hasattr(_OWN, "watched"):
            _OWN.watched.close()
        _OWN.watched, _OWN.given = Watched(held_of(given["held"]), given["s"]), given
    watched: Watched = _OWN.watched
    return watched
