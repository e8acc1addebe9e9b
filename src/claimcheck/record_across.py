"""Records -> the faults between them: what two of them share, and what one points to and none has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.errors import UserError, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimcheck.record import Record
    from claimcheck.yamlfile import Key


def faults_across(records: list[Record]) -> Iterator[tuple[Record, UserError]]:
    """Yield each record that shares what only one may have, or points to an id that none has, with the fault."""
    seen: dict[tuple[str, str], tuple[Record, Key]] = {}
    for record in records:
        for what, value, key in _marks(record):
            first, first_key = seen.setdefault((what, value.lower()), (record, key))
            # Of two files with one id that alone is said; all else they share follows from it.
            if first is not record and (what == "id" or first.id != record.id):
                fault = f"has the {what} “{value}”, as {first.place(first_key)} has"
                yield record, UserError(fault, path=record.path, line=record.line(key), remedy="keep it in one record")
    yield from _dangling(records)


def _dangling(records: list[Record]) -> Iterator[tuple[Record, UserError]]:
    known = [record.id for record in records]
    for record in records:
        for name, others in (record.data.get("relations") or {}).items():
            for i, other in enumerate(others or ()):
                if other not in known:
                    line = record.line(("relations", name, i))
                    fault = f"“relations.{name}” names “{other}”, which is no record"
                    yield record, UserError(fault, path=record.path, line=line, remedy=_guess(other, known))


def _guess(word: str, known: list[str]) -> str:
    told = nearest(word, known)
    return told if told.startswith("did you mean") else "name a record by its id"


def _marks(record: Record) -> Iterator[tuple[str, str, Key]]:
    """Yield all that may belong to one record only: id, names, registry id, DOI, PMID, PMCID."""
    yield "id", record.id, ("id",)
    for i, name in enumerate(record.names):
        yield "name", name.removeprefix("="), ("names", i)
    if record.data.get("registry"):
        yield "registry id", str(record.data["registry"]), ("registry",)
    for i, publication in enumerate(record.data.get("publications") or ()):
        for kind in ("doi", "pmid", "pmcid"):
            if publication.get(kind):
                yield kind.upper(), publication[kind], ("publications", i, kind)
