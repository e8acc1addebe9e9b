"""The records beside a page: searched by words, offered for a claim, cited in the text, begun from an export."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from claimcheck import importers, page_edits, shipped
from claimcheck.desk import cards
from claimcheck.errors import UserError
from claimcheck.outputs._record_told import called
from claimcheck.records.search import on_topic

if TYPE_CHECKING:
    from claimcheck.desk.session import Checked, Session
    from claimcheck.model import Claim
    from claimcheck.records.record import Record
    from claimcheck.text_edit import Edit

_MOST = 30
_LONGEST_NAME = 120


def search(session: Session, words: str, claim: Claim | None = None) -> list[dict[str, Any]]:
    """Return the records that hold all words, those on the topic of a claim first; without words only these."""
    house = session.house
    near: dict[str, Record] = {}
    if claim is not None:
        given = claim.ids("condition"), claim.ids("treatment")
        own = [house.records[name] for name in (*claim.records, *claim.alike) if name in house.records]
        near = {one.id: one for one in (*own, *on_topic(house.records, house.lexicon, *given))}
    asked = words.casefold().split()
    every = [*near.values(), *(one for one in house.records.values() if one.id not in near)] if asked else near.values()
    found = [one for one in every if one.kind != "authority" or asked]
    return [cards.record(one) for one in found if all(word in _words(one) for word in asked)][:_MOST]


def _words(record: Record) -> str:
    held = (record.id, record.title, called(record), record.topic, *record.names, *record.hints, *record.identifiers)
    return " ".join(held).casefold()


def cite(session: Session, checked: Checked, claim: Claim, record: Record) -> tuple[Edit, bool]:
    """Return the change that names a record behind a claim, and whether the claim is then held against it."""
    edits = page_edits.citations(checked.document, claim, record)[1]
    for edit in edits:
        again = session.check(replace(checked.sheet, text=edit.made(checked.sheet.text)))
        same = (one for one in again.report.claims if (one.block, one.start) == (claim.block, claim.start))
        if any(record.id in one.records for one in same):
            return edit, True
    return edits[0], False


def begin(session: Session, name: str, raw: bytes) -> dict[str, Any]:
    """Write the records of an export into the evidence of this folder, for a person to complete; tell what came."""
    given = session.house.config
    shelves = [*((shelf, True) for shelf in given.evidence), (shipped.folder("evidence"), False)]
    home = given.evidence[0] if given.evidence else session.folder.root / "evidence"
    folder = home / "imported"
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / _file_name(name)
        path.write_bytes(raw)
        found = importers.bring_in(
            [path], folder, [(folder, True), *shelves], lexicon=session.house.lexicon, read_on=session.day()
        )
        told = [UserError(one.fault, line=one.line, remedy=one.remedy) for one in found.failed]
    faults = session.reread_records(home) if found.taken else ()
    return {
        "taken": [
            {"path": one.path, "what": one.what, "id": PurePath(one.path).stem, "unfilled": list(one.unfilled)}
            for one in found.taken
        ],
        "left": [why for _, why in found.left_out],
        "failed": [f"{name}: {fault}" for fault in told] + [str(fault) for fault in faults],
        "unlisted": not given.evidence,
    }


def _file_name(name: str) -> str:
    """Return the last part of a name as a file may be called."""
    last = PurePath(name.replace("\\", "/")).name
    kept = "".join(one if one.isalnum() or one in "-_. " else "-" for one in last)[-_LONGEST_NAME:]
    return kept.lstrip(".") or "export"
