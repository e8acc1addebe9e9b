"""How pages are checked from the command line: with what is kept of earlier runs, by how many processes, how far."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from claimcheck import shipped, user_cache
from claimcheck.cache import run
from claimcheck.config.config import FILE_NAME, LEDGER_NAME

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from claimcheck.cache.checking import File
    from claimcheck.flow import House, Outcome

jobs_option = click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Read pages with N processes (default: as many as there are cores, for many pages).",
)
no_cache_option = click.option("--no-cache", is_flag=True, help="Read and judge everything anew; keep nothing.")

# A run that is over before a person looks up needs no progress.
_MANY_FILES = 5


class Recording:
    """A command as it runs: what it writes and, once it is known that it can be told again, what it rests on."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = list(words)
        self._paths: list[str] | None = None

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Keep what is written to stdout and stderr in here."""
        before = sys.stdout, sys.stderr
        self._told = out, err = run.Told(before[0]), run.Told(before[1])
        sys.stdout, sys.stderr = out, err
        try:
            yield
        finally:
            sys.stdout, sys.stderr = before

    def can_be_told_again(self, paths: Iterable[str]) -> None:
        """Note that the run rests on these files and folders alone."""
        self._paths = list(paths)

    def end(self, code: int) -> None:
        """Keep the run where it can be told again."""
        if self._paths is not None and code in (0, 1):
            out, err = ("".join(told.parts) for told in self._told)
            run.record(self._words, code, out, err, self._paths)


def check_files(
    files: Sequence[File], house: House, day: str, *, no_cache: bool = False, jobs: int | None = None
) -> Outcome:
    """Return what a check of files gives, with progress on a terminal."""
    from claimcheck.cache.checking import Means
    from claimcheck.cache.checking import check_files as checked

    folder = None if no_cache else Path(user_cache.folder())
    with _progress(len(files)) as tell:
        return checked(files, house, day, Means(folder, jobs or 0, tell))


@contextmanager
def _progress(many: int) -> Iterator[Callable[[int, int], None] | None]:
    screen = sys.__stderr__
    if many < _MANY_FILES or screen is None or not screen.isatty() or "CI" in os.environ:
        yield None
        return
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = ("Reading pages", MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(file=screen), transient=True) as progress:
        task = progress.add_task("", total=many)
        yield lambda done, total: progress.update(task, completed=done, total=total)


def rests_on(paths: Iterable[Path], files: Iterable[File], house: House, baseline: Path) -> Iterator[str]:
    """Yield all files and folders that a check of `paths` rests on, those that might come to be among them."""
    config = house.config
    yield from (str(path) for path, _ in files)
    for path in paths:
        yield from _places(path)
    # A configuration, a ledger or a baseline may be written where there is none.
    places = [folder for start in (Path.cwd(), config.root) for folder in _upwards(start)]
    yield from (str(folder / name) for folder in places for name in (FILE_NAME, LEDGER_NAME))
    yield from () if config.ledger is None else (str(config.ledger),)
    yield from (config.path, str(baseline)) if config.path else (str(baseline),)
    for name, own in (("rules", config.rules), ("lexicon", config.lexicon), ("evidence", config.evidence)):
        for shelf in (shipped.folder(name), *own):
            yield from run.folders_in(str(shelf), (".yaml", ".yml"), hidden=True)
    # Another version of a library has another folder beside it.
    yield from (os.path.dirname(os.path.dirname(spec.origin)) for spec in [find_spec("spacy")] if spec and spec.origin)


def _places(path: Path) -> Iterator[str]:
    """Yield what decides which files of a folder, or like a glob, are checked."""
    while not path.is_dir():
        if path.exists() or path == path.parent:
            return
        path = path.parent
    yield from run.folders_in(str(path), (".gitignore",))
    for folder in _upwards(path.absolute()):
        yield from (str(folder / name) for name in (".gitignore", ".git/index", ".git/info/exclude", ".git/HEAD"))
    home = Path.home()
    yield from (str(home / name) for name in (".gitconfig", ".config/git/config", ".config/git/ignore"))


def _upwards(folder: Path) -> tuple[Path, ...]:
    return (folder, *folder.parents)
