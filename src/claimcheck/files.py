"""Paths as given -> the files to check: folders are opened, each file comes once, in a fixed order.

Inside a git repository git says which files belong to it; elsewhere the folder is walked, by its .gitignore files.
"""

from __future__ import annotations

import os
import re
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
_OTHER_REPOSITORY = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")
# Folders that tools write or fetch, in a repository or not; those that a folder's .gitignore names come on top.
_GENERATED = frozenset((
    "node_modules", "bower_components", "vendor", "dist", "build", "_site", "_build", "coverage", "site-packages",
    "__pycache__", "venv",
))  # fmt: skip
_MAGIC = re.compile(r"[*?]|\[[^\]]+\]")
_DATA = (".yaml", ".yml", ".json")
# Formats of copy that nobody here reads: what lies there in them is told, for a reviewer has to look at it.
_UNREAD = {
    **dict.fromkeys((".adoc", ".asciidoc"), "AsciiDoc"),
    ".doc": "Word of before 2007",
    ".epub": "an e-book",
    ".odt": "OpenDocument",
    ".org": "Org",
    ".pptx": "PowerPoint",
    ".rtf": "RTF",
    ".textile": "Textile",
}
# Settings of tools, which hold no copy of a page.
_CONFIGURES = re.compile(
    r"\A(?:\.[\w.-]*(?:ya?ml|json)\Z|(?:claimcheck|docker-compose[\w.-]*|mkdocs|netlify|pnpm-lock|pnpm-workspace|codecov)\.ya?ml\Z|"
    r"(?:package|package-lock|composer|tsconfig[\w.-]*|jsconfig|angular|lerna|nx|turbo|vercel|components|renovate|"
    r"manifest|[\w.-]+\.(?:config|schema|lock))\.json\Z)"
)
# Tests of components and the like show copy that no visitor sees; these texts speak to machines.
_NO_PAGE = re.compile(
    r"\.(?:test|spec|stories|story)\.\w+\Z|(?:^|/)__(?:tests|mocks|snapshots|fixtures)__/|\.d\.ts\Z|"
    r"(?:^|/)(?:robots|ads|app-ads|security|requirements[\w-]*|CMakeLists)\.txt\Z"
)
_LISTING = ("ls-files", "--cached", "--others", "--exclude-standard", "-z")


@dataclass(frozen=True)
class Found:
    """The files to check with the path to show for each, the files left out and why, and what is not there."""

    files: tuple[tuple[Path, str], ...]
    skipped: tuple[tuple[str, str], ...]
    failed: tuple[UserError, ...]


def find(given: Iterable[Path], suffixes: Collection[str], *, apart: Iterable[Path] = ()) -> Found:
    """Return the files among `given` and in its folders whose suffix is one of `suffixes`, by path.

    A file that is named itself and has another suffix is skipped; in a folder it is passed over. `apart` are folders of
    records, rules and words, and files beside them, which are no pages. A path with `*` that names no file is a glob.
    """
    files: dict[str, Path] = {}
    skipped: dict[str, str] = {}
    failed: list[UserError] = []
    known = ", ".join(sorted(suffixes))
    shelves = tuple(os.path.abspath(one) + os.sep for one in apart)
    for path in given:
        folder, wanted = _like(path) or (path, None)
        kind, fault = _kind(folder)
        if kind == "folder":
            inside, faults, generated, unread = _inside(folder, suffixes)
            if wanted is not None:
                inside, unread = (
                    [file for file in given if wanted.match_file(file.relative_to(folder).as_posix())]
                    for given in (inside, unread)
                )
            files |= {_shown(file): file for file in inside if not _is_data_of(file, shelves)}
            failed += [fault for fault in faults if not _is_data_of(Path(fault.path), shelves)]
            skipped |= {_shown(folder): "is a generated folder; name it to have it read" for folder in generated}
            skipped |= _unread_in(unread)
            if not inside and not faults and (wanted or not generated):
                told = "holds no" if wanted is None else "is like no"
                skipped[_shown(path)] = f"{told} file that is read ({known})"
        elif fault is not None:
            failed.append(fault)
        elif _is_data_of(path, shelves) or configures(path):
            skipped[_shown(path)] = "holds settings, rules or records, no copy"
        elif path.suffix.lower() in suffixes:
            files[_shown(path)] = path
        elif path.suffix.lower() in _UNREAD:
            skipped |= _unread_in([path])
        else:
            skipped[_shown(path)] = f"is of no format that is read ({known})"
    return Found(_once(files), tuple(sorted(skipped.items())), tuple(failed))


def in_folder(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder, sorted; hidden files, hidden folders and what git ignores are left out."""
    yield from (path for path in _names_in(folder, []) if path.is_file())


def configures(path: Path) -> bool:
    """Return whether a file holds settings of a tool, by its name."""
    return _CONFIGURES.search(path.name) is not None


def _like(glob: Path) -> tuple[Path, GitIgnoreSpec] | None:
    """Return the folder that a glob begins with and what it asks for there, None for a path that is none."""
    from pathspec import GitIgnoreSpec

    if os.path.lexists(glob) or not any(_MAGIC.search(part) for part in glob.parts):
        return None
    first = next(n for n, part in enumerate(glob.parts) if _MAGIC.search(part))
    return Path(*glob.parts[:first]), GitIgnoreSpec.from_lines(["/" + "/".join(glob.parts[first:])])


def _is_data_of(path: Path, shelves: tuple[str, ...]) -> bool:
    # The separator behind a file keeps apart the file of this name alone.
    return path.suffix.lower() in _DATA and (os.path.abspath(path) + os.sep).startswith(shelves)


def _unread_in(paths: Iterable[Path]) -> dict[str, str]:
    """Return the first of the files of each format that nobody reads, with what is said of it and of the others."""
    found: dict[str, list[str]] = {}
    for path in paths:
        found.setdefault(_UNREAD[path.suffix.lower()], []).append(_shown(path))
    return {
        first: f"is {what}, which is not read: no reader; give its HTML{f' ({len(more)} more like it)' if more else ''}"
        for what, (first, *more) in found.items()
    }


def _inside(folder: Path, suffixes: Collection[str]) -> tuple[list[Path], list[UserError], set[Path], list[Path]]:
    """Return the files of a folder that can be read, what stands there and cannot, the folders left out, the unread."""
    unread: list[Path] = []
    found: list[Path] = []
    failed: list[UserError] = []
    generated: set[Path] = set()
    for path in _names_in(folder, failed):
        readable = path.suffix.lower() in suffixes and not _NO_PAGE.search(path.relative_to(folder).as_posix())
        if readable and (made := _generated(path, folder)):
            generated.add(made)
            continue
        if path.suffix.lower() in _UNREAD and _generated(path, folder) is None:
            unread.append(path)
        kind, fault = _kind(path) if readable and not configures(path) else ("other", None)
        if kind == "file":
            found.append(path)
        # What git still lists and somebody has deleted is gone, not broken; a folder of such a name is walked.
        elif fault is not None and os.path.lexists(path):
            failed.append(fault)
    return found, failed, generated, unread


def _generated(path: Path, folder: Path) -> Path | None:
    """Return the folder that a tool wrote or fetched and that a file in `folder` lies in, None for none."""
    parts = path.relative_to(folder).parts[:-1]
    depth = next((depth for depth, part in enumerate(parts, 1) if part in _GENERATED), 0)
    return folder.joinpath(*parts[:depth]) if depth else None


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
    try:
        return git(folder, *words)
    except OSError:
        return None


def git(folder: Path, *words: str) -> bytes | None:
    """Return what git writes about a folder, None where it refuses; raise OSError where git cannot be run."""
    # A repository's own settings may name a program to run (fsmonitor): nothing of a checked folder is run.
    command = ("git", "-C", str(folder), "-c", "core.fsmonitor=false", *words)
    env = {name: value for name, value in os.environ.items() if name not in _OTHER_REPOSITORY}
    done = subprocess.run(command, capture_output=True, env=env, check=False)
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
