"""Record -> plain words: what the library knows of it, row by row, and where it can be opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.outputs import _html_study as study
from claimcheck.outputs._html_tags import address_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimcheck.records.record import Record

FROM_MEMORY = "from memory – not verified"
_KNOWN = {
    "verified": "each part names a text that was opened",
    "partly": "some parts are from memory",
    "memory": "from memory – not verified",
    "read": "read, or a summary of it",
}


def rows_of(record: Record) -> Iterator[tuple[str, str | tuple[str, ...]]]:
    """Yield what is known of a study, each with its label: words, or several of them; what is not is left out."""
    data = record.data
    rows: tuple[tuple[str, str | tuple[str, ...]], ...] = (
        ("title", record.title if record.shown != record.title else ""),
        ("id", record.id),
        ("identifiers", ", ".join(_identifiers(record))),
        ("standing", state(record)),
        ("valid until", record.valid_until),
        *study.facts(record),
        ("supports", _lines(data.get("supports"))),
        ("does not support", _lines(data.get("does_not_support"))),
        ("note", one_line(data.get("note"))),
        ("reviewed", ", ".join(f"{one['by']} on {one['on']}" for one in data.get("reviewed") or ())),
    )
    yield from (row for row in rows if row[1])


def state(record: Record) -> str:
    """Return standing, how far the record is verified, and whether it is made up."""
    told = [record.standing, _KNOWN[record.known]]
    if record.as_of:
        told.append(f"as of {record.as_of}")
    return "; ".join([*told, "fictional"] if record.fictional else told)


def links(record: Record) -> list[str]:
    """Return the addresses of what a record names: its own, its registry entry and its publications."""
    data = record.data
    named = [
        data.get("link"),
        f"registry:{data['registry']}" if data.get("registry") else "",
        *(data.get("sources") or ()),
    ]
    for one in data.get("publications") or ():
        named += [f"{key}:{one[key]}" for key in ("doi", "pmid", "pmcid") if one.get(key)]
        named.append(one.get("link"))
    return list(dict.fromkeys(address for source in named if source and (address := address_of(str(source)))))


def called(record: Record) -> str:
    """Return what a record is called: an authority by its citation."""
    return str(record.data.get("citation") or record.title) if record.kind == "authority" else record.shown


def one_line(told: object) -> str:
    """Return words on one line, "" for none."""
    return " ".join(str(told or "").split())


def _identifiers(record: Record) -> Iterator[str]:
    """Yield what a study is registered and published as, each with its kind: an id leads where no link does."""
    if record.data.get("registry"):
        yield f"registry {record.data['registry']}"
    for one in record.data.get("publications") or ():
        yield from (f"{key.upper()} {one[key]}" for key in ("doi", "pmid", "pmcid") if one.get(key))


def _lines(told: list[str] | None) -> tuple[str, ...]:
    return tuple(map(one_line, told or ()))
