"""A record that is there + a draft -> for each unit what is to become of it.

Renewed is what stands as an import of the same text left it; what a hand has changed, taken out or brought under
another basis stays, and the difference is told. Nothing of one export is put over what another gave.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from claimcheck.importers._units import LISTS, Name, Unit, marks_in, name_digest, shown, units, value_digest
from claimcheck.yamltext import flow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimcheck.importers._draft import Draft
    from claimcheck.yamlfile import Key

ITEMS = ("outcomes", "publications")
_LONGEST = 60


@dataclass
class Settled:
    """What becomes of the units of one record: new values, what goes, what comes, the marks it will hold.

    `done` and `kept` say it in words.
    """

    put: dict[Name, tuple[Unit, Any]] = field(default_factory=dict)
    gone: list[Unit] = field(default_factory=list)
    added: dict[Name, Any] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)
    done: dict[str, None] = field(default_factory=dict)
    kept: dict[str, None] = field(default_factory=dict)


class Merging:
    """One record, one draft, and how they stand to each other."""

    def __init__(self, data: Mapping[str, Any], draft: Draft) -> None:
        self.data = data
        self.draft = draft
        self.basis = str(draft.basis["id"])
        self.ours = units(data)
        self.theirs = units(draft.data, data.get("publications") or ())
        self.old = marks_in(data, self.basis)

    def place(self, name: Name) -> Key | None:
        """Return where the part or item of a field is in the file, None where there is none yet."""
        if name[0] in ITEMS:
            return next((unit.key[:-1] for other, unit in self.ours.items() if other[:2] == name[:2]), None)
        is_part = len(name) == 2 and name[0] not in (*LISTS, "figures")
        return (name[0],) if is_part and isinstance(self.data.get(name[0]), dict) else None

    def is_as_imported(self, name: Name, mine: Unit) -> bool:
        """Return whether a unit still has the value that an import of this text gave it, and still rests on it."""
        if self.old.get(name_digest(name)) != value_digest(mine.value):
            return False
        if name[0] in (*LISTS, "basis") or len(mine.key) == 1:
            return True
        return self.basis in bases_of(value_at(self.data, mine.key if name[0] == "figures" else mine.key[:-1]))


def settle(merging: Merging) -> Settled:
    """Return what becomes of each unit of the record and of the draft."""
    out = Settled()
    for name, unit in merging.theirs.items():
        _take(merging, name, unit.value, out)
    _take_out(merging, out)
    return out


def _take(merging: Merging, name: Name, value: Any, out: Settled) -> None:
    """Settle one unit of the draft: add, renew, leave as it is, or keep what a hand wrote."""
    mine, digest = merging.ours.get(name), name_digest(name)
    mark = merging.old.get(digest)
    if mine is None:
        _take_new(merging, name, value, out)
    elif mine.value == value or (name[-1] == "doi" and str(mine.value).lower() == str(value).lower()):
        out.marks.update({digest: value_digest(mine.value)} if mark is not None else {})
    elif name == ("kind",) and "study" in (value, mine.value):
        # "study" only says that nobody has told the kind yet.
        out.marks.update({digest: mark} if mark is not None else {})
        if mine.value == "study":
            out.put[name] = (mine, value)
            out.marks[digest] = value_digest(value)
            out.done[f"kind: is now {told(value)}"] = None
    elif merging.is_as_imported(name, mine):
        out.put[name] = (mine, value)
        out.marks[digest] = value_digest(value)
        out.done[f"{shown(name)}: {told(mine.value)} is now {told(value)}"] = None
    else:
        out.marks.update({digest: mark} if mark is not None else {})
        # Titles of a trial and of its article differ by nature.
        if mark is not None or name != ("title",):
            out.kept[f"{shown(name)}: {told(mine.value)} is kept; the export says {told(value)}"] = None


def _take_new(merging: Merging, name: Name, value: Any, out: Settled) -> None:
    """Settle a unit that the record lacks: it was taken out by hand, or its place is closed, or it is added."""
    digest, holder = name_digest(name), _holder(name)
    mark, why = merging.old.get(digest), _closed(merging, name) or _homeless(merging, name, value, out)
    siblings = [n for n in merging.theirs if _holder(n) == holder and name_digest(n) in merging.old]
    if mark is not None:
        out.marks[digest] = mark
    if mark is not None or (siblings and merging.place(name) is None and holder != name):
        left = holder if merging.place(name) is None else name
        out.kept[f"{shown(left)}: was taken out by hand and stays out"] = None
    elif why:
        out.kept[why] = None
    else:
        out.added[name] = value
        out.marks[digest] = value_digest(value)
        out.done[_new(merging, name, value)] = None


def _new(merging: Merging, name: Name, value: Any) -> str:
    if name[0] in (*LISTS, "figures"):
        return f"{name[0]}: {told(name[1])} is new"
    is_whole = merging.place(name) is None and len(name) > 1
    return f"{shown(name[:-1])} is new" if is_whole else f"{shown(name)}: {told(value)} is new"


def _holder(name: Name) -> Name:
    """Return the name of the part or item around a unit; a name, a hint and a figure stand alone."""
    return name if len(name) == 1 or name[0] in (*LISTS, "figures") else name[:-1]


def _closed(merging: Merging, name: Name) -> str:
    """Return why nothing is added at a place: lists written by hand and parts from memory stay as they are."""
    data, place = merging.data, merging.place(name)
    if place is not None:
        from_memory = value_at(data, place).get("from")
        return f"{shown(_holder(name))}: is from memory, and takes nothing of an export" if from_memory else ""
    imported = {entry.get("basis") for entry in data.get("imported") or ()}
    by_hand = f"{name[0]}: those of the record were written by hand, and none is added"
    if name[0] in ("names", "hints"):
        own = [other for other in merging.ours if other[0] in ("names", "hints")]
        marked = {digest for basis in imported for digest in marks_in(data, str(basis))}
        return by_hand if own and not any(name_digest(other) in marked for other in own) else ""
    items = data.get(name[0]) if name[0] in ("outcomes", "figures") else None
    return by_hand if items and not any(imported.intersection(bases_of(item)) for item in items) else ""


def _homeless(merging: Merging, name: Name, value: Any, out: Settled) -> str:
    """Return why a figure is not added whose outcome the record does not have, and does not get."""
    outcome = value.get("outcome") if name[0] == "figures" else None
    known = {other[1] for other in (*merging.ours, *out.added) if other[0] == "outcomes"}
    return "" if outcome is None or outcome in known else f"figures: those of {outcome} have no outcome, and stay out"


def _take_out(merging: Merging, out: Settled) -> None:
    """Take out what an import of this text wrote and the export no longer says; an item as a whole or not at all."""
    holders: dict[Name, list[Name]] = {}
    for name, unit in merging.ours.items():
        if name not in merging.theirs and name[0] != "basis" and merging.is_as_imported(name, unit):
            holders.setdefault(_holder(name), []).append(name)
    for holder, names in holders.items():
        whole = [name for name in merging.ours if _holder(name) == holder]
        still_there = any(_holder(name) == holder for name in merging.theirs)
        first = merging.ours[names[0]]
        if holder[0] in ITEMS and len(whole) > len(names) and not still_there:
            out.kept[f"{shown(holder)}: is kept, since not this export alone filled it; it is no longer there"] = None
            continue
        is_whole = len(whole) == len(names) and holder != names[0] and not still_there
        out.gone += [Unit(first.key[:-1], None)] if is_whole else [merging.ours[name] for name in names]
        for name in [holder] if is_whole else names:
            out.done[f"{shown(name)}: is taken out, as in the export"] = None


def bases_of(holder: Any) -> list[str]:
    """Return the ids of the texts that a part names."""
    named = holder.get("basis") if isinstance(holder, dict) else None
    return [str(one) for one in named] if isinstance(named, list) else [str(named)] if named else []


def value_at(value: Any, key: Key) -> Any:
    """Return the value at a place of a record."""
    for part in key:
        value = value[part]
    return value


def told(value: Any) -> str:
    """Return a value as messages give it, cut where it is long."""
    words = value if isinstance(value, str) else flow(value)
    return f"“{words if len(words) <= _LONGEST else words[: _LONGEST - 1] + '…'}”"
