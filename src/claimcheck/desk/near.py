"""A page that was just changed -> marks for the changed blocks alone, at once; the check of the whole page follows.

Only the blocks that differ from the page as it was checked last are read, with what they stand under and the block
before them. What a rule asks of a page as a whole is left to the whole check, whose marks then take the place of these.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimcheck import flow, foreign
from claimcheck.desk.cards import jurisdictions
from claimcheck.desk.written import Units
from claimcheck.text_edit import alike_around

if TYPE_CHECKING:
    from claimcheck.desk.session import Session
    from claimcheck.desk.sheet import Sheet
    from claimcheck.model import Document

# With more, the whole check is hardly slower.
_MOST = 8


def near(session: Session, sheet: Sheet) -> dict[str, Any]:
    """Return the runs of the text that were read anew, and what was found there: places in UTF-16 units of the text."""
    before = session.last(sheet)
    document = foreign.english_part(sheet.document(session.settings_of(sheet.path).fields))
    changed = _changed(before, document) if before is not None else []
    if not 0 < len(changed) <= _MOST:
        return {"runs": [], "findings": [], "claims": []}
    house = session.house
    report = flow.check_document(
        foreign.part_with(document, _with_context(changed, document)), session.hasty(), session.day()
    )
    units = Units(document.source)
    spans = [document.source_span(block.start, block.end) for block in map(document.blocks.__getitem__, changed)]
    inside = [one for one in report.findings if not one.page and any(span.holds(one.start, one.end) for span in spans)]
    claims = [(one, report.document.source_span(one.start, one.end)) for one in report.claims]
    return {
        "runs": [units.run(*span) for span in spans],
        "findings": [
            {
                "id": one.id,
                "severity": one.severity,
                "subject": one.subject,
                "jurisdictions": jurisdictions(one, house),
                "accepted": "",
                "source": units.run(one.start, one.end),
            }
            for one in inside
            if one.subject != "upkeep"
        ],
        "claims": [
            {"id": one.id, "status": one.status or "", "source": units.run(*place)}
            for one, place in claims
            if any(span.holds(*place) for span in spans)
        ],
    }


def _changed(before: Document, after: Document) -> list[int]:
    """Return the blocks of a page from the first to the last that is not as it was."""
    old = [(block.kind, before.text[block.start : block.end]) for block in before.blocks]
    new = [(block.kind, after.text[block.start : block.end]) for block in after.blocks]
    same, left = alike_around(old, new)
    return [at for at in range(same, len(new) - left) if after.blocks[at].start < after.blocks[at].end]


def _with_context(changed: list[int], document: Document) -> set[int]:
    kept = {at for at, block in enumerate(document.blocks) if block.kind == "title"}
    for at in changed:
        block = document.blocks[at]
        kept |= {at, max(0, at - 1), *block.headings, *(() if block.lead is None else (block.lead,))}
    return kept
