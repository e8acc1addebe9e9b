"""Cover -> text for a terminal, or JSON: what leans on what, what on nothing, then the shares and the notice."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from claimcheck import outputs
from claimcheck.outputs.json import failed
from claimcheck.outputs.text import one_line, shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claimcheck.flow import Outcome
    from claimcheck.outputs._cover import Cover, Leaning, Share
    from claimcheck.records.record import Record

SCHEMA = 1
FORMATS = ("text", "json")
_NO_STATUS = "asking for no record"


def text(cover: Cover, outcome: Outcome) -> str:
    """Return the cover as plain text."""
    parts = (
        *_part("Records in use", (line for record, claims in cover.in_use for line in _used(record, claims))),
        *_part("Claims that ask for a record and rest on none", (f"  {_placed(one)}" for one in cover.unbound)),
        *_part("In use, and from memory in whole or in part", (_known(record) for record in cover.from_memory)),
        *_part(f"Records that end by {cover.until}", map(_ends, cover.ending)),
        *_part(f"Records that ended before {outcome.as_of}", map(_ends, cover.ended)),
        *_part(f"Records never used ({len(cover.unused)})", (f"  {record.id}" for record in cover.unused)),
        *_part("Pages", (f"  {one_line(path)}: {_shares(share)}" for path, share in cover.pages)),
    )
    whole = f"In all, as of {outcome.as_of}: {_shares(cover.whole)}."
    return "\n".join([*parts, whole, f"{_statuses(cover.whole)}.", outputs.notice(outcome), ""])


def _part(title: str, lines: Iterable[str]) -> Iterator[str]:
    told = list(lines)
    if told:
        yield from (title, *told, "")


def _used(record: Record, claims: Iterable[Leaning]) -> Iterator[str]:
    yield f"  {record.id}  {record.standing}, {record.known}  {one_line(record.title)}"
    yield from (f"    {_placed(one)}" for one in claims)


def _placed(one: Leaning) -> str:
    place = one.document.place(one.claim.start, one.claim.end)
    words = shortened(one.document.text[one.claim.start : one.claim.end])
    path = one_line(one.document.path)
    return f"{path}:{place.line}:{place.column}  {one.claim.status or _NO_STATUS}  “{words}”"


def _known(record: Record) -> str:
    return f"  {record.id}  {'from memory' if record.known == 'memory' else 'partly'}"


def _ends(record: Record) -> str:
    return f"  {record.id}  {record.valid_until}"


def _shares(share: Share) -> str:
    claims = f"{share.bound} of {share.asking} claims that ask for a record rest on one{_percent(share)}"
    return f"{claims}; {share.bound_figures} of {share.figures} figures"


def _percent(share: Share) -> str:
    part = _part_of(share.bound, share.asking)
    return "" if part is None else f" ({part:.0%})"


def _statuses(share: Share) -> str:
    told = [f"{number} {status or _NO_STATUS}" for status, number in share.statuses.items() if number]
    many = "1 claim" if share.claims == 1 else f"{share.claims} claims"
    return f"{many}: {', '.join(told)}" if told else many


def _part_of(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def as_json(cover: Cover, outcome: Outcome) -> str:
    """Return the cover as one JSON document."""
    told = {
        "claimcheck": outputs.version(),
        "schema": SCHEMA,
        "as_of": outcome.as_of,
        "until": cover.until,
        "digests": dict(outcome.digests),
        "notice": outputs.notice(outcome),
        **_share_mapping(cover.whole),
        "pages": [{"path": path, **_share_mapping(share)} for path, share in cover.pages],
        "in_use": [{**_record(record), "claims": list(map(_claim, claims))} for record, claims in cover.in_use],
        "unbound": list(map(_claim, cover.unbound)),
        **{name: list(map(_record, getattr(cover, name))) for name in ("from_memory", "ending", "ended", "unused")},
        "failed": list(map(failed, outcome.failed)),
        "skipped": [{"path": path, "why": why} for path, why in outcome.skipped],
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _share_mapping(share: Share) -> dict[str, Any]:
    claims, figures = (share.bound, share.asking), (share.bound_figures, share.figures)
    return {
        "claims": {"all": share.claims, "asking": share.asking, "bound": share.bound, "share": _part_of(*claims)},
        "figures": {"all": share.figures, "bound": share.bound_figures, "share": _part_of(*figures)},
        "statuses": {status or "none": number for status, number in share.statuses.items()},
    }


def _record(record: Record) -> dict[str, Any]:
    return {
        "id": record.id,
        "kind": record.kind,
        "title": record.title,
        "path": record.path,
        "standing": record.standing,
        "known": record.known,
        "valid_until": record.valid_until or None,
    }


def _claim(one: Leaning) -> dict[str, Any]:
    claim, document = one.claim, one.document
    return {
        "id": claim.id,
        "path": document.path,
        **document.place(claim.start, claim.end)._asdict(),
        "text": document.text[claim.start : claim.end],
        "status": claim.status,
        "records": list(claim.records),
    }
