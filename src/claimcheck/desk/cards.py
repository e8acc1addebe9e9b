"""Record -> what a card tells of it, as plain values: what it is and says, which text it rests on, where to open it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimcheck.outputs import _html_study as study
from claimcheck.outputs._html_tags import address_of, plain
from claimcheck.outputs._record_told import FROM_MEMORY, called, links, one_line, rows_of, state

if TYPE_CHECKING:
    from claimcheck.flow import House
    from claimcheck.model import Finding
    from claimcheck.outputs._html_study import Basis
    from claimcheck.records.record import Record


def record(record: Record) -> dict[str, Any]:
    """Return all that is told of a record or an authority."""
    data = record.data
    authority = record.kind == "authority"
    rows = (
        [("asks", one_line(data.get("demand"))), ("note", one_line(data.get("note")))]
        if authority
        else [(label, list(told) if isinstance(told, tuple) else told) for label, told in rows_of(record)]
    )
    known = "read, itself or in a summary" if data.get("read") else FROM_MEMORY
    about = [data.get("jurisdiction"), data.get("date"), known] if authority else [state(record)]
    return {
        "id": record.id,
        "kind": record.kind,
        "called": plain(called(record)),
        "title": plain(record.title),
        "about": plain(" · ".join(str(one) for one in about if one)),
        "rows": [[label, _plain(told)] for label, told in rows if told],
        "bases": [_basis(one) for one in study.all_bases(record)],
        "links": links(record),
        "file": plain(record.path),
    }


def part(name: str, finding: Finding, house: House) -> dict[str, Any]:
    """Return what our record says where a finding leans on it: the parts, and the texts that were opened for them."""
    found = house.records.get(name)
    if found is None:
        return {"id": name, "parts": [], "bases": []}
    lines = [related.line for related in finding.related if related.path == found.path]
    parts = study.parts_on(found, lines)
    opened = dict.fromkeys(basis for one in parts for basis in study.bases(found, one))
    known = {one: "" if found.verified(one) or study.bases(found, one) else f"{FROM_MEMORY}; " for one in parts}
    return {
        "id": name,
        "parts": [plain(f"{study.told(found, one)} ({known[one]}{found.place(one)})") for one in parts],
        "bases": [_basis(one) for one in opened],
    }


def jurisdictions(finding: Finding, house: House) -> list[str]:
    """Return where a finding holds: as its rules say, else as its authorities do."""
    sources = (house.records.get(name) for name in finding.sources)
    own = [str(one.data["jurisdiction"]) for one in sources if one is not None and one.data.get("jurisdiction")]
    return sorted(set(finding.jurisdictions or own))


def _basis(basis: Basis) -> dict[str, str]:
    return {"source": plain(basis.source), "link": address_of(basis.source), "told": plain(basis.told)}


def _plain(told: str | list[str]) -> str | list[str]:
    return plain(told) if isinstance(told, str) else [plain(one) for one in told]
