"""What is to become of the units of a record -> the changes of its file, by their places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from claimcheck.importers._merge import ITEMS, Merging, Settled, bases_of, settle, value_at
from claimcheck.importers._units import LISTS, Name, Unit, marks_of, name_digest, publication_name, value_digest
from claimcheck.yamledit import GONE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimcheck.importers._draft import Draft
    from claimcheck.yamlfile import Key

# Of a basis: they tell when which file was read, and are renewed only with what it says.
_STAMPS = ("where", "read_on")


@dataclass(frozen=True)
class Merged:
    """The changes of a record by their place in its file; in words what was done, and what was not."""

    changes: dict[Key, Any]
    done: tuple[str, ...]
    kept: tuple[str, ...]


def merge(data: Mapping[str, Any], draft: Draft) -> Merged:
    """Return what a draft changes in a record."""
    merging = Merging(data, draft)
    settled = settle(merging)
    changes: dict[Key, Any] = {}
    named: set[Key] = set()
    for name, (mine, value) in settled.put.items():
        _put(name, mine, value, changes)
        named.add(mine.key if name[0] == "figures" else mine.key[:-1])
    changes |= {unit.key: GONE for unit in settled.gone}
    _add(merging, settled, changes, named)
    for key in sorted((key for key in named if key), key=str):
        _name_basis(merging, key, changes)
    _standing(merging, changes)
    _lists(data, changes)
    marks = settled.marks | _basis(merging, changes)
    _remember(merging, marks, changes)
    return Merged(changes, tuple(settled.done), tuple(settled.kept))


def _put(name: Name, mine: Unit, value: Any, changes: dict[Key, Any]) -> None:
    """Change a unit where it stands; of a figure only the fields that differ."""
    if name[0] != "figures":
        changes[mine.key] = value
        return
    for field in {**mine.value, **value}:
        if mine.value.get(field) != value.get(field):
            changes[(*mine.key, field)] = value.get(field, GONE)


def _add(merging: Merging, settled: Settled, changes: dict[Key, Any], named: set[Key]) -> None:
    """Add what the record lacks: fields of parts that are there, whole parts, and items of lists."""
    for name, value in settled.added.items():
        place = merging.place(name)
        if place is not None:
            changes[(*place, name[-1])] = value
            named.add(place)
        elif len(name) == 1:
            changes[name] = value
        elif name[0] in (*LISTS, "figures", *ITEMS):
            items = changes.setdefault((name[0], "+"), [])
            item = _item(merging, name, value)
            items += [item] if item not in items else []
        else:
            changes.setdefault((name[0],), {"basis": merging.basis})[name[1]] = value
    for key, part in changes.items():
        if len(key) == 1 and isinstance(part, dict):
            part["basis"] = part.pop("basis")


def _item(merging: Merging, name: Name, value: Any) -> Any:
    """Return a whole item as it is to be written, with what it leaves empty."""
    if name[0] in LISTS:
        return value
    if name[0] == "figures":
        return {**value, "basis": merging.basis}
    known = merging.data.get("publications") or ()
    items = merging.draft.data[name[0]]
    names = [publication_name(item, known) if name[0] == "publications" else item["id"] for item in items]
    return items[names.index(name[1])]


def _name_basis(merging: Merging, key: Key, changes: dict[Key, Any]) -> None:
    """Name this text in a part that took something from it."""
    named = bases_of(value_at(merging.data, key)) if key[0] not in ("basis", *LISTS) else [merging.basis]
    if merging.basis not in named:
        changes[(*key, "basis")] = [*named, merging.basis] if named else merging.basis


def _standing(merging: Merging, changes: dict[Key, Any]) -> None:
    standing = changes.get(("standing",))
    if standing is GONE and merging.data.get("standing_basis"):
        changes[("standing_basis",)] = GONE
    elif standing not in (None, GONE):
        changes[("standing_basis",)] = merging.basis


def _lists(data: Mapping[str, Any], changes: dict[Key, Any]) -> None:
    """Turn items to be added into changes: behind the last, or a list where there is none; no list is left empty."""
    for field in (*LISTS, "figures", *ITEMS):
        there, new = data.get(field) or [], changes.pop((field, "+"), [])
        gone = [key for key, value in changes.items() if key[0] == field and len(key) == 2 and value is GONE]
        if not there and new:
            changes[(field,)] = new
        elif gone and (field in LISTS or (len(gone) == len(there) and not new)):
            for key in gone:
                del changes[key]
            left = [item for at, item in enumerate(there) if (field, at) not in gone]
            changes[(field,)] = [*left, *new] or GONE
        else:
            changes |= {(field, at): item for at, item in enumerate(new, len(there))}


def _basis(merging: Merging, changes: dict[Key, Any]) -> dict[str, str]:
    """Add this text to those the record rests on, or renew what is said of it; return the marks of it."""
    there, told = merging.data.get("basis") or [], dict(merging.draft.basis)
    at = next((i for i, basis in enumerate(there) if basis.get("id") == merging.basis), None)
    names: dict[str, Name] = {field: ("basis", merging.basis, field) for field in told}
    if at is None:
        if not changes:
            return {}
        changes[("basis", len(there)) if there else ("basis",)] = told if there else [told]
        return {name_digest(names[field]): value_digest(value) for field, value in told.items()}
    marks: dict[str, str] = {}
    mine = {field: Unit(("basis", at, field), there[at].get(field)) for field in told}
    open_ = {f for f, unit in mine.items() if merging.is_as_imported(names[f], unit) and unit.value != told[f]}
    for field, name in names.items():
        if field in open_ and (changes or open_ - set(_STAMPS)):
            changes[mine[field].key] = told[field]
            marks[name_digest(name)] = value_digest(told[field])
        elif name_digest(name) in merging.old:
            marks[name_digest(name)] = merging.old[name_digest(name)]
    return marks


def _remember(merging: Merging, found: Mapping[str, str], changes: dict[Key, Any]) -> None:
    marks, there = marks_of(found), merging.data.get("imported") or []
    at = next((i for i, entry in enumerate(there) if entry.get("basis") == merging.basis), None)
    if at is not None and there[at].get("marks") != marks:
        changes[("imported", at, "marks")] = marks
    elif at is None and marks:
        entry = {"basis": merging.basis, "marks": marks}
        changes[("imported", len(there)) if there else ("imported",)] = entry if there else [entry]
