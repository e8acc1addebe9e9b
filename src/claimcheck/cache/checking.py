"""Files -> Outcome, with what earlier runs have found out and by several processes: the same as `flow.check_files`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from claimcheck import flow, language, processes
from claimcheck.cache.grammar import Grammar
from claimcheck.cache.pages import Pages
from claimcheck.cache.store import Store
from claimcheck.errors import UserError
from claimcheck.language import Memory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from claimcheck.flow import Checked, House, Outcome

    File = tuple[Path, str]

NAME = "pages.sqlite"


@dataclass(frozen=True)
class Means:
    """How files are checked: `folder` of the cache (None: without), `jobs` processes (0: as many as are worth it).

    `tell` is called after each page with how many are done and how many there are.
    """

    folder: Path | None = None
    jobs: int = 0
    tell: Callable[[int, int], None] | None = None


def check_files(files: Iterable[File], house: House, as_of: str, means: Means) -> Outcome:
    """Return the reports of files given as (path, path as shown), as `flow.check_files` does."""
    given = list(files)
    if means.folder is None:
        found = _each(given, lambda file: flow.check_file(*file, house, as_of), means, house)
        return flow.gathered(_in_order(found, len(given)), house, as_of)
    store = Store(means.folder / NAME, as_of)
    try:
        house = replace(house, memory=Memory(Grammar(store)))
        found = _with_pages(given, Pages(house, as_of, store), as_of, means)
        return flow.gathered(_in_order(found, len(given)), house, as_of)
    finally:
        store.tidy()
        store.close()


def _with_pages(given: list[File], pages: Pages, as_of: str, means: Means) -> Iterator[tuple[int, Checked]]:
    left: list[int] = []
    for at, file in enumerate(given):
        kept = pages.report(*file)
        if kept is None:
            left.append(at)
        else:
            yield at, kept
    done = len(given) - len(left)

    def check(file: File) -> Checked:
        checked, asked = pages.check(*file, as_of)
        # Here and not by whom it is given to: what was read is kept also where the run is stopped.
        pages.keep(checked, asked)
        return checked

    for at, checked in _each([given[at] for at in left], check, means, pages.house, done):
        yield left[at], checked


def _each(
    files: Sequence[File], check: Callable[[File], Checked], means: Means, house: House, done: int = 0
) -> Iterator[tuple[int, Checked]]:
    jobs, total = means.jobs or processes.fitting(len(files)), done + len(files)
    if jobs > 1 and processes.can_fork() and files:
        # Before the processes part, so that the model is loaded once.
        language.parse([("Ready.", 0)])
        house.linker  # noqa: B018
    for at, checked in processes.each(check, files, min(jobs, len(files)), _lost):
        done += 1
        if means.tell is not None:
            means.tell(done, total)
        yield at, checked


def _lost(file: File) -> Checked:
    told = "cannot be checked (the process that read it ended)"
    return UserError(told, path=file[1], remedy="this is a fault of claimcheck, or too little memory: leave it out")


def _in_order(found: Iterable[tuple[int, Checked]], many: int) -> list[Checked]:
    at_place = dict(found)
    return [at_place[at] for at in range(many)]
