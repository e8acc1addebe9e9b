"""The records that are there, by all that tells them, and the texts of their files as they will be written."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimcheck import yamlfile
from claimcheck.errors import UserError
from claimcheck.importers._units import identifiers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from claimcheck.importers._draft import Draft


@dataclass
class Held:
    """One file: how it is shown, its text as it will be, its value, and whether an import may change it."""

    path: Path
    shown: str
    text: str
    data: dict[str, Any]
    is_open: bool
    before: str | None = None

    @property
    def is_changed(self) -> bool:
        """Return whether the file is to be written."""
        return self.text != self.before


@dataclass
class Shelf:
    """All records of the folders. `broken` are files that cannot be read: nothing is merged into them."""

    held: dict[Path, Held] = field(default_factory=dict)
    broken: dict[Path, UserError] = field(default_factory=dict)
    _by: dict[str, dict[Path, None]] = field(default_factory=dict)

    def put(self, held: Held) -> None:
        """Write a record on the shelf, new or as it is now."""
        self.held[held.path] = held
        for mark in marks(held.data):
            self._by.setdefault(mark, {})[held.path] = None

    def having(self, *found: str) -> list[Held]:
        """Return the records that have one of these marks."""
        paths = dict.fromkeys(path for mark in found for path in self._by.get(mark, ()))
        return [self.held[path] for path in paths if set(found) & marks(self.held[path].data)]

    def has(self, draft: Draft) -> bool:
        """Return whether a record has one of the publications of a draft."""
        return bool(self.having(*(i for p in draft.data.get("publications") or () for i in identifiers(p))))

    def match(self, draft: Draft) -> Held | None:
        """Return the record of the study that a draft is about; raise UserError where several are."""
        registry = str(draft.data.get("registry") or "").lower()
        found = self.having(f"registry:{registry}") if registry else []
        if not found:
            known = [f"id:{draft.id}"] if draft.id else []
            found = self.having(*known, *(i for p in draft.data.get("publications") or () for i in identifiers(p)))
            # An article on two trials does not make them one.
            found = [h for h in found if not registry or not h.data.get("registry")]
        if len(found) > 1:
            names = " and ".join(held.shown for held in found)
            fault = f"{draft.id or draft.basis['where']} belongs to several records: {names}"
            raise UserError(fault, remedy="join them in one file, and take the other out")
        return found[0] if found else None


def marks(data: Mapping[str, Any]) -> set[str]:
    """Return all that tells a record: id, registry id, names, identifiers of its publications."""
    found = {f"id:{data.get('id')}", *(f"name:{str(n).removeprefix('=').lower()}" for n in data.get("names") or ())}
    found |= {f"registry:{str(data['registry']).lower()}"} if data.get("registry") else set()
    publications = [p for p in data.get("publications") or () if isinstance(p, dict)]
    return found.union(*map(identifiers, publications))


def shown(path: Path) -> str:
    """Return a path relative to the working directory where it lies in it."""
    path, here = path.absolute(), Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else path.as_posix()


def read(folders: Iterable[tuple[Path, bool]]) -> Shelf:
    """Read the records of folders; with each folder whether its files may be changed."""
    shelf = Shelf()
    for folder, is_open in folders:
        for path in sorted(folder.rglob("*.yaml")):
            if path.resolve() not in shelf.held:
                _read(shelf, path, is_open)
    return shelf


def _read(shelf: Shelf, path: Path, is_open: bool) -> None:
    try:
        file = yamlfile.read(path, shown_as=shown(path))
        if not isinstance(file.value, dict):
            raise file.error("is not a record", remedy="it has `id:`, `kind:` and `title:`")
    except UserError as error:
        shelf.broken[path.resolve()] = error
        return
    text = path.read_bytes().decode("utf-8")
    shelf.put(Held(path.resolve(), shown(path), text, file.value, is_open, text))
