"""Paths as given -> the files to check: folders are opened, each file comes once, in a fixed order.

Inside a git repository git says which files belong to it; elsewhere the folder is walked, by its .gitignore files.
"""

from __future__ import annotations

import os
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import TYPE_CHECKING

from claimcheck.errors import UserError, unreadable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from pathspec import GitIgnoreSpec

# A commit hook sets these for the repository that is committed to; a folder may belong to another one.
OTHER_REPOSITORY = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")
_LISTING = ("ls-files", "--cached", "--others", "--exclude-standard", "-z")


@dataclass(frozen=True)
class Found:
    """The files to check with the path to show for each, the files left out and why, and what is not there."""

    files: tuple[tuple[Path, str], ...]
    skipped: tuple[tuple[str, str], ...]
    failed: tuple[UserError, ...]


def find(given: Iterable[Path], suffixes: Collection[str]) -> Found:
    """Return the files among `given` and in its folders whose suffix is one of `suffixes`, by path.

    A file that is named itself and has another suffix is skipped; in a folder it is passed over.
    """
    files: dict[str, Path] = {}
    skipped: dict[str, str] = {}
    failed: list[UserError] = []
    known = ", ".join(sorted(suffixes))
    for path in given:
        kind, fault = _kind(path)
        if kind == "folder":
            inside, faults = _inside(path, suffixes)
            files |= {_shown(file): file for file in inside}
            failed += faults
            if not inside and not faults:
                skipped[_shown(path)] = f"holds no file that is read ({known})"
        elif fault is not None:
            failed.append(fault)
        elif path.suffix.lower() in suffixes:
            files[_shown(path)] = path
        else:
            skipped[_shown(path)] = f"is of no format that is read ({known})"
    return Found(_once(files), tuple(sorted(skipped.items())), tuple(failed))


def in_folder(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder, sorted; hidden files, hidden folders and what git ignores are left out."""
    yield from (path for path in _names_in(folder, []) if path.is_file())


def _inside(folder: Path, suffixes: Collection[str]) -> tuple[list[Path], list[UserError]]:
    """Return the files of a folder that can be read, and what stands there and cannot."""
    found: list[Path] = []
    failed: list[UserError] = []
    for path in _names_in(folder, failed):
        kind, fault = _kind(path) if path.suffix.lower() in suffixes else ("other", None)
        if kind == "file":
            found.append(path)
        # What git still lists and somebody has deleted is gone, not broken; a folder of such a name is walked.
        elif fault is not None and os.path.lexists(path):
            failed.append(fault)
    return found, failed


def _kind(path: Path) -> tuple[str, UserError | None]:
    """Return "file", "folder", or the fault that says what else a path is."""
    try:
        mode = path.stat().st_mode
    except OSError as error:
        shown = _shown(path)
        if isinstance(error, FileNotFoundError) and not os.path.islink(path):
            return "", UserError("is not there", path=shown, remedy="name a file or a folder")
        return "", unreadable(path, shown, error)
    if S_ISDIR(mode):
        return "folder", None
    if S_ISREG(mode):
        return "file", None
    return "", UserError("is neither file nor folder", path=_shown(path), remedy="name a file or a folder")


def _shown(path: Path) -> str:
    """Return a path as text that can be written: the bytes of a name that is no UTF-8 as \\xe9."""
    return os.fsencode(path.as_posix()).decode("utf-8", errors="backslashreplace")


def _names_in(folder: Path, failed: list[UserError]) -> Iterator[Path]:
    listed = _listed_by_git(folder)
    names = _walked(folder, failed) if listed is None else listed
    for name in sorted(set(names)):
        if not any(part.startswith(".") for part in name.split("/")):
            yield folder / name


def _once(files: dict[str, Path]) -> tuple[tuple[Path, str], ...]:
    """Return the files by path, a file that was given in two ways under the first of them."""
    seen: dict[str, tuple[Path, str]] = {}
    for shown, path in sorted(files.items()):
        seen.setdefault(os.path.abspath(path), (path, shown))
    return tuple(seen.values())


def _listed_by_git(folder: Path) -> list[str] | None:
    """Return the files that belong to the folder's repository, None where there is none or no git."""
    listed = told_by_git(folder, *_LISTING)
    return None if listed is None else [os.fsdecode(name) for name in listed.split(b"\0") if name]


def told_by_git(folder: Path, *words: str) -> bytes | None:
    """Return what git says of a folder's repository, None where there is none, no git, or nothing to say."""
    # A repository's own settings may name a program to run (fsmonitor): nothing of a checked folder is run.
    command = ("git", "-C", str(folder), "-c", "core.fsmonitor=false", *words)
    env = {name: value for name, value in os.environ.items() if name not in OTHER_REPOSITORY}
    try:
        done = subprocess.run(command, capture_output=True, env=env, check=False)
    except OSError:
        return None
    return None if done.returncode else done.stdout


def _walked(folder: Path, failed: list[UserError]) -> Iterator[str]:
    """Yield the files under a folder that no .gitignore in it names; links to folders are not followed."""
    ignored: dict[str, GitIgnoreSpec] = {}

    def closed(error: OSError) -> None:
        place = Path(error.filename)
        failed.append(unreadable(place, _shown(place), error))

    for place, folders, names in os.walk(folder, onerror=closed):
        here = Path(place).relative_to(folder).as_posix()
        if ".gitignore" in names:
            ignored[here] = _ignoring(Path(place) / ".gitignore")
        folders[:] = sorted(name for name in folders if not _is_ignored(_join(here, name) + "/", ignored))
        for name in names:
            path = _join(here, name)
            if not _is_ignored(path, ignored):
                yield path


def _ignoring(path: Path) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec

    lines = path.read_text(encoding="utf-8", errors="replace").splitlines() if path.is_file() else []
    sound: list[str] = []
    for line in lines:
        # As git does: a line that is no pattern ignores nothing.
        with suppress(ValueError):
            GitIgnoreSpec.from_lines([line])
            sound.append(line)
    return GitIgnoreSpec.from_lines(sound)


def _is_ignored(path: str, ignored: dict[str, GitIgnoreSpec]) -> bool:
    return any(
        spec.match_file(path if place == "." else path[len(place) + 1 :])
        for place, spec in ignored.items()
        if place == "." or path.startswith(f"{place}/")
    )


def _join(place: str, name: str) -> str:
    return name if place == "." else f"{place}/{name}"
