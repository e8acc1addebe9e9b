"""Reports + records -> how far claims rest on records: what leans on what, what on nothing, which records end soon."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from claimcheck import outputs
from claimcheck.model import STATUSES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from claimcheck.flow import Outcome
    from claimcheck.model import Claim, Document, Report
    from claimcheck.records.record import Record


@dataclass(frozen=True)
class Share:
    """Counts of claims and of their figures: `asking` for a record, and of these `bound` to one or more.

    `figures` are those of the asking claims, each once where it stands; `statuses` counts every claim by its status.
    """

    claims: int
    asking: int
    bound: int
    figures: int
    bound_figures: int
    statuses: Mapping[str | None, int]


@dataclass(frozen=True)
class Leaning:
    """A claim and the page that it stands on."""

    claim: Claim
    document: Document


@dataclass(frozen=True)
class Cover:
    """How far the claims of a run rest on records; `ending` by the day `until`, `ended` before the day of the review.

    `in_use` has the claims that lean on each record, `unbound` those that ask for one and lean on none; `unused` are
    the records, authorities apart, that no claim leans on and no finding names.
    """

    whole: Share
    pages: tuple[tuple[str, Share], ...]
    in_use: tuple[tuple[Record, tuple[Leaning, ...]], ...]
    unbound: tuple[Leaning, ...]
    from_memory: tuple[Record, ...]
    ending: tuple[Record, ...]
    ended: tuple[Record, ...]
    unused: tuple[Record, ...]
    until: str


def cover_of(outcome: Outcome, within: int) -> Cover:
    """Return how far the claims of a run rest on its records; `within` counts days from that of the review."""
    records = outcome.house.records if outcome.house else {}
    reports = outputs.reports_of(outcome)
    leaning = [Leaning(claim, report.document) for report in reports for claim in _in_order(report)]
    in_use = tuple(
        (records[name], tuple(one for one in leaning if name in one.claim.records))
        for name in sorted({name for one in leaning for name in one.claim.records if name in records})
    )
    used = {name for report in reports for name in _named(report)}
    until = _later(outcome.as_of, within)
    dated = sorted((r for r in records.values() if r.valid_until), key=lambda r: (r.valid_until, r.id))
    return Cover(
        whole=_share(reports, records),
        pages=tuple((report.document.path, _share([report], records)) for report in reports),
        in_use=in_use,
        unbound=tuple(one for one in leaning if asks(one.claim) and not _is_bound(one.claim, records)),
        from_memory=tuple(record for record, _ in in_use if record.known in ("memory", "partly")),
        ending=tuple(record for record in dated if outcome.as_of <= record.valid_until <= until),
        ended=tuple(record for record in dated if record.valid_until < outcome.as_of),
        # Authorities are what rules bear on: no claim leans on one.
        unused=tuple(r for _, r in sorted(records.items()) if r.id not in used and r.kind != "authority"),
        until=until,
    )


def _named(report: Report) -> Iterator[str]:
    """Yield the records that the claims of a page lean on, and those that its findings name."""
    for claim in report.claims:
        yield from claim.records
    for finding in (*report.findings, *(allowed.finding for allowed in report.allowed)):
        yield from (*finding.records, *finding.sources)


def asks(claim: Claim) -> bool:
    """Return whether a claim asks for a record."""
    return claim.status is not None


def _in_order(report: Report) -> list[Claim]:
    return sorted(report.claims, key=lambda claim: (claim.start, claim.end, claim.id))


def _is_bound(claim: Claim, records: Mapping[str, Record]) -> bool:
    return any(name in records for name in claim.records)


def _share(reports: Iterable[Report], records: Mapping[str, Record]) -> Share:
    figures: dict[tuple[str, int, int], bool] = {}
    claims = [(report.document.path, claim) for report in reports for claim in report.claims]
    asking = [(path, claim) for path, claim in claims if asks(claim)]
    for path, claim in asking:
        for figure in claim.figures:
            place = (path, figure.start, figure.end)
            figures[place] = figures.get(place, False) or _is_bound(claim, records)
    found = Counter(claim.status for _, claim in claims)
    return Share(
        claims=len(claims),
        asking=len(asking),
        bound=sum(_is_bound(claim, records) for _, claim in asking),
        figures=len(figures),
        bound_figures=sum(figures.values()),
        statuses={status: found[status] for status in (*STATUSES, None)},
    )


def _later(day: str, days: int) -> str:
    """Return the day so many days later, the last that there is where it would lie beyond."""
    first = date.fromisoformat(day)
    return str(first + timedelta(min(days, (date.max - first).days)))
