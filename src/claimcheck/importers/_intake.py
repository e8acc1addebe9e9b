"""Drafts -> record files: each into the record of its study, or into a new one; nothing a hand wrote is lost."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from claimcheck import yamledit, yamlfile, yamltext
from claimcheck.errors import UserError
from claimcheck.importers import _changes, _complete
from claimcheck.importers._draft import filled
from claimcheck.importers._shelf import Held, shown
from claimcheck.importers._units import identifiers, marks_of, name_digest, units, value_digest
from claimcheck.records import check as record_check

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from claimcheck.importers._draft import Draft
    from claimcheck.importers._shelf import Shelf
    from claimcheck.lexicon import Lexicon

_SCHEMA = "record.schema.json"
# The order of the parts in a file, for people who read it; what is not here comes before the basis.
_ORDER = (
    "id", "kind", "title", "fictional", "names", "hints", "unless_page_says", "registry", "publications", "programme",
    "design", "population", "intervention", "outcomes", "figures", "safety", "funding", "regulatory", "note",
    "standing", "standing_basis", "as_of", "valid_until", "reviewed", "relations", "supports",
    "does_not_support", "must_say", "statements", "basis", "sources", "imported",
)  # fmt: skip
_LAYOUT = yamledit.Layout(_ORDER, ("basis", "from"), {"met": "for a person: true or false, from a text that says so"})


@dataclass(frozen=True)
class Taken:
    """What became of one draft: the file, one word for it, what was done, what was kept, what is still to be filled."""

    path: str
    what: str
    done: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    unfilled: tuple[str, ...] = ()


def take(draft: Draft, shelf: Shelf, folder: Path, lexicon: Lexicon) -> Taken | None:
    """Put a draft on the shelf, None where it marks a record that is not there; raise UserError if it does not fit."""
    held = shelf.match(draft)
    if draft.marks:
        return _mark(draft, held, shelf, lexicon) if held else None
    draft = _alone(draft, held, shelf)
    if held is None:
        return _write(draft, shelf, folder, lexicon)
    return _merge(draft, held, shelf, lexicon)


def _alone(draft: Draft, held: Held | None, shelf: Shelf) -> Draft:
    """Return a draft without what another record has already: two of them with one name or article are refused."""

    def others(*marks: str) -> list[str]:
        return [other.shown for other in shelf.having(*marks) if other is not held]

    names = draft.data.get("names") or []
    free = [name for name in names if not others(f"name:{name.removeprefix('=').lower()}")]
    hints = [*(draft.data.get("hints") or ()), *(name for name in names if name not in free)]
    publications = draft.data.get("publications") or []
    taken = [(sorted(identifiers(item)), others(*identifiers(item))) for item in publications]
    own = [item for item, (_, there) in zip(publications, taken, strict=True) if not there]
    left = (
        f"{', '.join(found)} stays with {there[0]}: join the two if they are one" for found, there in taken if there
    )
    data = {**draft.data, "names": free, "hints": hints, "publications": own}
    return replace(draft, data=filled(**data) | _empty(data), remarks=(*draft.remarks, *left))


def _empty(data: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if value is None}


def _mark(draft: Draft, held: Held, shelf: Shelf, lexicon: Lexicon) -> Taken | None:
    """Mark a record that is there with the standing that a notice or a register tells."""
    standing = held.data.get("standing")
    if draft.data["standing"] == (standing or "current") and held.data.get("standing_basis") != draft.basis["id"]:
        return Taken(held.shown, "unchanged")
    bare = replace(draft, data={"standing": draft.data["standing"], "standing_basis": draft.basis["id"]})
    taken = _merge(bare, held, shelf, lexicon)
    several = len(held.data.get("publications") or ())
    if several > 1 and taken.done:
        words = f"one of its {several} publications is meant ({draft.basis['source']}): see whether the record stands"
        return replace(taken, kept=(*taken.kept, words))
    return replace(taken, unfilled=())


def _write(draft: Draft, shelf: Shelf, folder: Path, lexicon: Lexicon) -> Taken:
    path = (folder / f"{draft.id}.yaml").resolve()
    if path in shelf.broken:
        raise shelf.broken[path]
    if path in shelf.held:
        fault = f"is the record of another study than {draft.basis['source']}"
        raise UserError(fault, path=shelf.held[path].shown, remedy="name it, and its id, otherwise")
    basis, name = str(draft.basis["id"]), shown(folder / f"{draft.id}.yaml")
    found = units({**draft.data, "basis": [draft.basis]})
    marks = marks_of({name_digest(name): value_digest(unit.value) for name, unit in found.items()})
    data = {
        "id": draft.id,
        **draft.data,
        "basis": [dict(draft.basis)],
        "imported": [{"basis": basis, "marks": marks}],
    }
    ordered = {name: data[name] for name in _ORDER if name in data}
    head = [*_schema_line(path), *_complete.comment(ordered)]
    text = "\n".join((*head, *yamltext.mapping(ordered, 0, _LAYOUT.comments))) + "\n"
    held = Held(path, name, text, ordered, is_open=True)
    _settle(held, shelf, lexicon)
    return Taken(name, "written", kept=draft.remarks, unfilled=tuple(_complete.unfilled(ordered)))


def _schema_line(path: Path) -> list[str]:
    """Return the comment that tells editors the shape of the file, where the schema lies above it."""
    for up, folder in enumerate(path.parents):
        if (folder / _SCHEMA).is_file():
            return [f"# yaml-language-server: $schema={'../' * up}{_SCHEMA}"]
    return []


def _merge(draft: Draft, held: Held, shelf: Shelf, lexicon: Lexicon) -> Taken:
    if not held.is_open:
        return Taken(held.shown, "left as it is: the record ships with claimcheck", kept=draft.remarks)
    if _is_older(draft, held.data):
        words = f"the export is of {draft.data['as_of']}, and the record of {held.data['as_of']}"
        return Taken(held.shown, "unchanged", kept=(words,))
    merged = _changes.merge(held.data, draft)
    text, kept = _edited(held, merged)
    text = _complete.renewed(text, yamlfile.parse(text, path=held.shown).value)
    after = replace(held, text=text, data=yamlfile.parse(text, path=held.shown).value)
    if text != held.text:
        _settle(after, shelf, lexicon)
    what = "merged" if text != held.text else "unchanged"
    notes = (*merged.kept, *kept, *draft.remarks)
    return Taken(held.shown, what, merged.done, notes, tuple(_complete.unfilled(after.data)))


def _is_older(draft: Draft, data: Mapping[str, Any]) -> bool:
    """Return whether an export of the same text is older than that which the record was written from."""
    known = any(entry.get("basis") == draft.basis["id"] for entry in data.get("imported") or ())
    return known and str(draft.data.get("as_of") or "9") < str(data.get("as_of") or "")


def _edited(held: Held, merged: _changes.Merged) -> tuple[str, tuple[str, ...]]:
    """Return the text with the changes; where one would take a comment out with a value, without what is to go."""
    try:
        return yamledit.edited(held.text, merged.changes, _LAYOUT, path=held.shown), ()
    except UserError:
        staying = {key: new for key, new in merged.changes.items() if new is not yamledit.GONE}
        if len(staying) == len(merged.changes):
            raise
        words = "what the export no longer has is kept: a comment stands in it"
        return yamledit.edited(held.text, staying, _LAYOUT, path=held.shown), (words,)


def _settle(held: Held, shelf: Shelf, lexicon: Lexicon) -> None:
    """Put a record on the shelf if it is sound; raise its first fault if it is not."""
    for fault in record_check.faults_of(yamlfile.parse(held.text, path=held.shown), lexicon):
        if held.before is None:
            told = f"would not be a sound record: {fault.fault}"
            raise UserError(told, path=held.shown, remedy=fault.remedy or "write it by hand")
        raise UserError(f"is not merged: {fault.fault}", path=held.shown, line=fault.line, remedy=fault.remedy)
    shelf.put(held)
