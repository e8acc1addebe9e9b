"""Record -> words: what a study is, part by part, as the table of claims and the list of records tell it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from claimcheck.records.record import Record

Part = tuple[str | int, ...]

_COUNTED = ("n_enrolled", "n_treated", "n_control", "n_evaluable", "n_studies")
_MET = {True: "met", False: "not met", None: "not known whether met"}
# What says where a part comes from, or is told elsewhere.
_APART = ("basis", "from", "id", "name", "what", "measure", "outcome", "unit", "k", "n", "beside")


class Basis(NamedTuple):
    """What a part of a record rests on: a text that was opened, the place in it, and what it says there."""

    id: str
    source: str
    where: str
    says: str
    read_on: str

    @property
    def told(self) -> str:
        """Return the place in the text, when it was opened, and what it says there."""
        opened = f"opened on {self.read_on}" if self.read_on else "day of reading not noted"
        return f"({self.where}, {opened}): {self.says}"


def design(record: Record) -> str:
    """Return the design with its phase: "randomised trial, phase 2"."""
    part = _part(record, "design")
    phase = part.get("phase")
    told = str(phase) if phase is None or not str(phase)[:1].isdigit() else f"phase {phase}"
    return _list(words(part.get("type")), told if phase else "", _blind(part.get("blinding")))


def people(record: Record) -> str:
    """Return in whom it was studied: "stroke, chronic, human"."""
    part = _part(record, "population")
    return _list(*(words(part.get(key)) for key in ("condition", "subtype", "chronicity", "species")))


def numbers(record: Record) -> str:
    """Return how many were studied: "61 enrolled, 46 treated, 15 control"."""
    part = _part(record, "population")
    return _list(*(f"{part[key]} {key.removeprefix('n_')}" for key in _COUNTED if part.get(key) is not None))


def comparator(record: Record) -> str:
    """Return with what it was compared."""
    control = _part(record, "design").get("control")
    return "no comparison group" if control == "none" else words(control)


def endpoint(record: Record) -> str:
    """Return whether each primary endpoint was met."""
    primary = [one for one in record.data.get("outcomes") or () if one.get("role") == "primary"]
    return "; ".join(f"{one['name']}: {_MET[one.get('met')]}" for one in primary)


def facts(record: Record) -> Iterator[tuple[str, str]]:
    """Yield what a reviewer looks for in a study, each with its label; what is not known is left out."""
    for label, told in (
        ("design", design(record)),
        ("n", numbers(record)),
        ("population", people(record)),
        ("comparator", comparator(record)),
        ("primary endpoint", endpoint(record)),
    ):
        if told:
            yield label, told


def parts_on(record: Record, lines: Sequence[int]) -> list[Part]:
    """Return the parts of a record that stand on lines of its file, each once; of a list, each item."""
    starts = sorted((record.line(part), part) for part in _parts(record))
    found: dict[Part, None] = {}
    for line in lines:
        before = [part for start, part in starts if start <= line]
        if before:
            found.update(dict.fromkeys(_items(record, before[-1])))
    return list(found)


def told(record: Record, part: Part) -> str:
    """Return what a part of a record says: what it measured, then its fields and values in the order of the file."""
    value = _value(record, part)
    label = words(part[0]).removesuffix("s") if len(part) > 1 else words(part[0])
    return f"{label}: {_fields(value) if isinstance(value, dict) else _shown(value)}"


def bases(record: Record, part: Part) -> list[Basis]:
    """Return the texts that were opened for a part of a record; none: it is from memory."""
    value = _value(record, part)
    named = value.get("basis") if isinstance(value, dict) else None
    ids = [named] if isinstance(named, str) else named or []
    return [basis for basis in all_bases(record) if basis.id in ids]


def all_bases(record: Record) -> list[Basis]:
    """Return every text that was opened for a record."""
    return [
        Basis(one["id"], one["source"], one["where"], one["says"], one.get("read_on") or "")
        for one in record.data.get("basis") or ()
    ]


def words(value: Any) -> str:
    """Return an id of the lexicon, or a value of a list of choices, as words."""
    return "" if value is None else str(value).replace("-", " ").replace("_", " ")


def _blind(blinding: str | None) -> str:
    return words(blinding) if blinding is None or "-" in blinding else f"{blinding} blind"


def _parts(record: Record) -> Iterator[Part]:
    for key in record.data:
        yield (key,)
        yield from (part for part in _items(record, (key,)) if len(part) > 1)


def _items(record: Record, part: Part) -> list[Part]:
    """Return the items of a part that is a list of parts, else the part itself."""
    value = _value(record, part)
    if isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
        return [(*part, at) for at in range(len(value))]
    return [part]


def _fields(part: Mapping[str, Any]) -> str:
    called = [str(part[key]) for key in ("name", "what") if part.get(key)]
    called += [f"{part['k']} of {part['n']}"] if part.get("k") is not None and part.get("n") is not None else []
    unit = f" {part['unit']}" if part.get("unit") else ""
    fields = (
        f"{words(key)} {_shown(value)}{unit if key in ('value', 'effect') else ''}"
        for key, value in part.items()
        if key not in _APART
    )
    return "; ".join([*called, *fields])


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        between = " to " if "low" in value and "high" in value else " "
        return between.join(_shown(one) for key, one in value.items() if key != "unit") + f" {value.get('unit', '')}"
    if isinstance(value, list):
        return ", ".join(map(_shown, value))
    return "not known" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


def _part(record: Record, key: str) -> Mapping[str, Any]:
    part: Mapping[str, Any] = record.data.get(key) or {}
    return part


def _value(record: Record, part: Part) -> Any:
    value: Any = record.data
    for key in part:
        value = value[key]
    return value


def _list(*told: str) -> str:
    return ", ".join(one for one in told if one)
