"""A record -> its units, each with a name that stays: what an import renews, keeps or takes out as one.

A unit is a field of a part, a field of an outcome (by its id) or publication (by its identifier), a figure, a name.
A mark is a unit's name and value as digests: with it a record remembers what an import wrote, and a unit whose value
has another digest was changed by hand.
"""

from __future__ import annotations

import json
import re
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple

from claimcheck.importers._draft import doi_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from claimcheck.yamlfile import Key

Name = tuple[str, ...]

LISTS = ("names", "hints", "sources")
# What says on which text a part rests belongs to no import alone; `standing_basis` goes with `standing`.
_NO_UNITS = ("id", "imported", "reviewed", "standing_basis")
_RESTS = ("basis", "from")
_IDENTIFIERS = ("pmid", "doi", "pmcid", "link")
_DIGITS = 8


class Unit(NamedTuple):
    """One unit: where it stands in the record's file, and its value."""

    key: Key
    value: Any


def units(data: Mapping[str, Any], known: Sequence[Mapping[str, Any]] = ()) -> dict[Name, Unit]:
    """Return the units of a record that hold something; its publications by their names among those `known`."""
    found: dict[Name, Unit] = {}
    for name, unit in _units(data, known or data.get("publications") or ()):
        if unit.value is not None:
            found[name] = unit
    return found


def _units(data: Mapping[str, Any], known: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Name, Unit]]:
    for field, value in data.items():
        if field in _NO_UNITS or value is None:
            continue
        if field in LISTS and isinstance(value, list):
            yield from (((field, str(text)), Unit((field, i), text)) for i, text in enumerate(value))
        elif field == "figures" and isinstance(value, list):
            yield from _figures(value)
        elif isinstance(value, list) and all(isinstance(item, dict) for item in value):
            yield from _items(field, value, known)
        elif isinstance(value, dict):
            yield from (((field, n), Unit((field, n), v)) for n, v in value.items() if n not in _RESTS)
        else:
            yield (field,), Unit((field,), value)


def _items(field: str, value: list[dict[str, Any]], known: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Name, Unit]]:
    for i, item in enumerate(value):
        name = publication_name(item, known) if field == "publications" else str(item.get("id", i))
        yield from (((field, name, n), Unit((field, i, n), v)) for n, v in item.items() if n not in _RESTS)


def _figures(value: list[dict[str, Any]]) -> Iterator[tuple[Name, Unit]]:
    seen: dict[str, int] = {}
    for i, figure in enumerate(value):
        parts = (figure.get("outcome"), figure.get("what"), figure.get("arm"), figure.get("time"))
        name = " / ".join(str(part) for part in parts if part)
        seen[name] = seen.get(name, 0) + 1
        number = f" #{seen[name]}" if seen[name] > 1 else ""
        yield ("figures", name + number), Unit(("figures", i), {n: v for n, v in figure.items() if n not in _RESTS})


def publication_name(item: Mapping[str, Any], known: Sequence[Mapping[str, Any]]) -> str:
    """Return the name of a publication: the first identifier as written in the one of `known` that it is."""
    own = identifiers(item)
    same = next((other for other in known if own & identifiers(other)), item)
    return next((f"{n}:{v}" for n, v in same.items() if n in _IDENTIFIERS and v), str(same.get("type")))


def identifiers(item: Mapping[str, Any]) -> frozenset[str]:
    """Return the identifiers of a publication in one form: "pmid:12345678", "doi:10.1000/x"."""
    found = {f"{name}:{item[name]}".lower() for name in _IDENTIFIERS if item.get(name)}
    doi, digits = doi_in(str(item.get("doi") or "")), re.search(r"\d{5,8}", str(item.get("pmid") or ""))
    found |= {f"doi:{doi.lower()}"} if doi else set()
    return frozenset(found | {f"pmid:{digits.group()}"} if digits else found)


def shown(name: Name) -> str:
    """Return a unit's name as messages give it."""
    return ".".join(name)


def name_digest(name: Name) -> str:
    """Return the first half of a mark."""
    return sha256("\0".join(name).encode()).hexdigest()[:_DIGITS]


def value_digest(value: Any) -> str:
    """Return the second half of a mark."""
    plain = int(value) if isinstance(value, float) and value.is_integer() else value
    return sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()[:_DIGITS]


def marks_in(data: Mapping[str, Any], basis: str) -> dict[str, str]:
    """Return what an import marked in a record: digests of values by those of names."""
    entry: Mapping[str, Any] = next((e for e in data.get("imported") or () if e.get("basis") == basis), {})
    pairs = (str(mark).partition("-") for mark in entry.get("marks") or ())
    return {name: value for name, _, value in pairs}


def marks_of(found: Mapping[str, str]) -> list[str]:
    """Return marks as a record holds them."""
    return [f"{name}-{value}" for name, value in sorted(found.items())]
