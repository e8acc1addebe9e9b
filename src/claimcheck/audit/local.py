"""Shards -> counts, on this machine: a few threads watch one process each, and take the next shard when it is free.

No shard is taken before somebody is free for it, so what is in memory does not grow with the input.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING

from claimcheck.audit.watched import Watched
from claimcheck.audit.work import check_shard

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from claimcheck.audit.held import Held
    from claimcheck.audit.manifest import Tally
    from claimcheck.audit.shard import Shard

# How long nothing is said while nothing is done, in seconds.
_BEAT = 0.5
# How long to wait for a thread whose process was ended.
_PATIENCE = 10.0


@dataclass(frozen=True)
class _Shared:
    """What the threads have in common: shards to take, one at a time, what became of them, and whether to stop."""

    shards: Iterator[Shard]
    told: SimpleQueue[Tally | BaseException | None] = field(default_factory=SimpleQueue)
    stop: Event = field(default_factory=Event)
    turn: Lock = field(default_factory=Lock)

    def next(self) -> Shard | None:
        with self.turn:
            return None if self.stop.is_set() else next(self.shards, None)


def run(
    shards: Iterator[Shard], folder: Path, held: Held, *, jobs: int, page_timeout: float, ticked: Callable[[], None]
) -> Iterator[Tally | None]:
    """Yield the counts of each shard as it is done, None now and then; raise what ended the work of one of the jobs.

    Whoever stops asking ends the processes.
    """
    shared = _Shared(shards)
    watches = [Watched(held, page_timeout, ticked) for _ in range(jobs)]
    threads = [Thread(target=_work, args=(shared, folder, watched), daemon=True) for watched in watches]
    for thread in threads:
        thread.start()
    at_work = jobs
    try:
        while at_work:
            try:
                told = shared.told.get(timeout=_BEAT)
            except Empty:
                yield None
                continue
            if isinstance(told, BaseException):
                raise told
            if told is None:
                at_work -= 1
            else:
                yield told
    finally:
        shared.stop.set()
        for watched in watches:
            watched.stop()
        for thread in threads:
            thread.join(_PATIENCE)


def _work(shared: _Shared, folder: Path, watched: Watched) -> None:
    try:
        while shard := shared.next():
            shared.told.put(check_shard(shard, folder, watched))
    except BaseException as error:
        shared.told.put(error)
    finally:
        watched.close()
    shared.told.put(None)
