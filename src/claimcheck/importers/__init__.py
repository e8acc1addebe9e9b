"""Exports of registries and libraries -> record files: what one says of a study, for a person to complete.

A module of this folder is a format: `WORDS`, what it is called, `recognises(head) -> bool` by what a file holds, and
`entries(source)`, which yields a Draft for each study, a LeftOut for what is none, a UserError for what is broken.
What is slow to import it imports inside `entries`, for all are loaded to learn who reads what.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from stat import S_ISREG
from typing import TYPE_CHECKING

from claimcheck import plugins
from claimcheck.errors import UserError, unreadable
from claimcheck.importers import _shelf
from claimcheck.importers._draft import Draft, LeftOut
from claimcheck.importers._intake import Taken, take
from claimcheck.importers._source import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from types import ModuleType

    from claimcheck.importers._shelf import Shelf
    from claimcheck.lexicon import Lexicon

# The largest register of today has 60 MB.
_LARGEST = 500_000_000
_WORST = ("retracted", "concern", "current")


@dataclass
class Imported:
    """What became of all files: each draft, each entry that is no study, each fault; how many marks met no record."""

    taken: list[Taken] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)
    failed: list[UserError] = field(default_factory=list)
    unmet: int = 0


def formats() -> list[str]:
    """Return what the formats that can be imported are called."""
    return [plugins.load("importers", name).WORDS for name in plugins.names("importers")]


def bring_in(
    files: Iterable[Path], folder: Path, shelves: Iterable[tuple[Path, bool]], *, lexicon: Lexicon, read_on: str
) -> Imported:
    """Write the records of all files into `folder`, or into those on the shelves that they belong to.

    A file with a fault in its form is left out as a whole, an entry with one alone; all others are written.
    """
    shelf = _shelf.read(shelves)
    out = Imported()
    sources = list(_sources(files, lexicon, read_on, out))
    # A register of notices comes last, so that it finds what the other files brought.
    for last in (False, True):
        entries = [e for s, module in sources if _marks_only(module) is last for e in _read(s, module, shelf, out)]
        # Trials first, so that their articles find them; marks last, so that they find both.
        entries.sort(key=lambda e: (e[1].marks, not e[1].data.get("registry")))
        for shown, draft in _once(entries, shelf, out):
            _take(shown, draft, shelf, folder, lexicon, out)
    _save(shelf, out)
    return out


def _marks_only(module: ModuleType) -> bool:
    return getattr(module, "MARKS_ONLY", False) is True


def _sources(
    files: Iterable[Path], lexicon: Lexicon, read_on: str, out: Imported
) -> Iterator[tuple[Source, ModuleType]]:
    for path in files:
        try:
            source = _source(path, lexicon, read_on)
            yield source, _format_of(source)
        except UserError as error:
            out.failed.append(error)


def _read(source: Source, module: ModuleType, shelf: Shelf, out: Imported) -> list[tuple[str, Draft]]:
    """Return the drafts of one file; of a file that is broken none, and the fault."""
    try:
        return _entries(source, module, shelf, out)
    except UserError as error:
        out.failed.append(error)
        return []


def _entries(source: Source, module: ModuleType, shelf: Shelf, out: Imported) -> list[tuple[str, Draft]]:
    """Return the drafts of one file; of a register of notices only those that speak of a record on the shelf."""
    found: list[tuple[str, Draft]] = []
    left: list[tuple[str, str]] = []
    faults: list[UserError] = []
    met: set[str] = set()
    unmet: set[str] = set()
    for entry in module.entries(source):
        if isinstance(entry, LeftOut):
            left.append((f"{source.path}:{entry.line}", entry.why))
        elif not isinstance(entry, Draft):
            faults.append(entry)
        elif _marks_only(module) and not shelf.has(entry):
            unmet.add(entry.basis["where"])
        else:
            met.add(entry.basis["where"])
            found.append((source.path, entry))
    if not (found or left or faults or unmet):
        raise source.fault("holds no entry", remedy="export it again")
    out.left_out += left
    out.failed += faults
    # A row that names its article in two ways may be known by one of them.
    out.unmet += len(unmet - met)
    return found


def _source(path: Path, lexicon: Lexicon, read_on: str) -> Source:
    shown = path.as_posix()
    try:
        found = path.stat()
        if not S_ISREG(found.st_mode):
            raise UserError("is no file", path=shown, remedy="name the files to import")
        if found.st_size > _LARGEST:
            raise UserError(f"is larger than {_LARGEST:,} bytes ({found.st_size:,})", path=shown, remedy="split it")
        return Source(shown, path.read_bytes(), read_on, lexicon)
    except FileNotFoundError as error:
        raise UserError("is not there", path=shown, remedy="name a file") from error
    except OSError as error:
        raise unreadable(path, shown, error) from error


def _format_of(source: Source) -> ModuleType:
    """Return the module that reads a file, by what it holds; its name may end in anything."""
    for name in plugins.names("importers"):
        module = plugins.load("importers", name)
        if module.recognises(source.head):
            return module
    remedy = f"known: {', '.join(formats())}"
    raise source.fault("is of no format that is imported" if source.raw.strip() else "is empty", remedy=remedy)


def _once(entries: Iterable[tuple[str, Draft]], shelf: Shelf, out: Imported) -> Iterator[tuple[str, Draft]]:
    """Yield the drafts; of several marks for one record by one register the worst alone."""
    marks: dict[tuple[str, str], tuple[str, Draft]] = {}
    for shown, draft in entries:
        if not draft.marks:
            yield shown, draft
            continue
        try:
            held = shelf.match(draft)
        except UserError as error:
            out.failed.append(UserError(error.fault, path=shown, line=draft.line, remedy=error.remedy))
            continue
        if held is None:
            out.unmet += 1
            continue
        key = (held.shown, str(draft.basis["id"]))
        known = marks.setdefault(key, (shown, draft))[1]
        if _WORST.index(draft.data["standing"]) < _WORST.index(known.data["standing"]):
            marks[key] = (shown, draft)
    yield from marks.values()


def _take(shown: str, draft: Draft, shelf: Shelf, folder: Path, lexicon: Lexicon, out: Imported) -> None:  # noqa: PLR0913, RUF100
    try:
        taken = take(draft, shelf, folder, lexicon)
    except UserError as error:
        place = (error.path, error.line) if error.path else (shown, draft.line)
        out.failed.append(UserError(error.fault, path=place[0], line=place[1], remedy=error.remedy))
        return
    out.taken += [taken] if taken else []


def _save(shelf: Shelf, out: Imported) -> None:
    for held in shelf.held.values():
        if not held.is_changed:
            continue
        mark = b"\xef\xbb\xbf" if held.before is not None and held.before.startswith("\ufeff") else b""
        try:
            held.path.parent.mkdir(parents=True, exist_ok=True)
            held.path.write_bytes(mark + held.text.removeprefix("\ufeff").encode("utf-8"))
        except OSError as error:
            out.failed.append(UserError(f"cannot be written ({error.strerror})", path=held.shown))
