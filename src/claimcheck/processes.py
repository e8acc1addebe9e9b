"""Work of several processes: forked after all is loaded, so that rules, records and model are held once.

A process that a page kills takes nothing with it: what it had not finished is done again, one process for each.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Task = TypeVar("Task")
Result = TypeVar("Result")

# Starting a process costs what some pages cost.
_WORTH_A_PROCESS = 8


def can_fork() -> bool:
    """Return whether this system copies a process safely; elsewhere all is done in one."""
    return sys.platform not in ("win32", "darwin") and hasattr(os, "fork")


def fitting(tasks: int) -> int:
    """Return how many processes so many tasks are worth on this machine."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(cores, tasks // _WORTH_A_PROCESS))


def each(
    work: Callable[[Task], Result], tasks: Sequence[Task], jobs: int, lost: Callable[[Task], Result]
) -> Iterator[tuple[int, Result]]:
    """Yield position and result of each task as it is done; `lost` gives that of one that kills its process."""
    if jobs < 2 or not can_fork():
        yield from ((at, work(task)) for at, task in enumerate(tasks))
        return
    left = dict(enumerate(tasks))
    try:
        for at, result in _shared(work, left, jobs):
            del left[at]
            yield at, result
    except BrokenProcessPool:
        for at, task in left.items():
            yield at, _alone(work, at, task, lost)


def _shared(work: Callable[[Task], Result], tasks: dict[int, Task], jobs: int) -> Iterator[tuple[int, Result]]:
    with _pool(work, jobs) as pool:
        waiting = {pool.submit(_done, task): at for at, task in tasks.items()}
        for future in as_completed(waiting):
            yield waiting[future], future.result()


def _alone(work: Callable[[Task], Result], at: int, task: Task, lost: Callable[[Task], Result]) -> Result:
    try:
        return dict(_shared(work, {at: task}, 1))[at]
    except BrokenProcessPool:
        return lost(task)


def _pool(work: Callable[[Task], Result], jobs: int) -> ProcessPoolExecutor:
    # What is given to a forked process is not copied through a pipe: the work may hold the whole house.
    fork = multiprocessing.get_context("fork")
    return ProcessPoolExecutor(jobs, mp_context=fork, initializer=_begin, initargs=(work,))


_work: list[Callable[[Any], Any]] = []


def _begin(work: Callable[[Any], Any]) -> None:
    _work[:] = [work]


def _done(task: Any) -> Any:
    return _work[0](task)
