"""Report -> cards: what is to be told of a claim, of a finding and of the records behind them, as plain data.

Whatever shows a page to a person beside its words (an editor, a browser) tells the same of a claim: it is put together
once, here. A card holds words and numbers only, which JSON can carry.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimcheck import identifiers
from claimcheck.outputs import _html_study as study
from claimcheck.outputs import _record_told as record_told
from claimcheck.outputs._html_study import Basis
from claimcheck.outputs._html_tags import address_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimcheck.model import Claim, Document, Finding, Report
    from claimcheck.records.record import Record

# What of a claim's reading is decided by words, in the order in which it is told.
_READINGS = ("role", "stance", "direction", "strength")


@dataclass(frozen=True)
class Reading:
    """One thing that was read of a claim: `what` is role, stance, direction or strength, `value` one of its words.

    `cues` are the words of the page that decided it, each with what it governs and what it says.
    """

    what: str
    value: str
    cues: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True)
class RecordCard:
    """What our record says of a study, statistic or authority; "" stands for what it does not say.

    `facts` are design, n, population, comparator and primary endpoint, each with its label, as far as they are known;
    `rests_on` are the texts that were opened for it, `links` the addresses of the study; `place` is file and line.
    """

    id: str
    kind: str
    called: str
    title: str
    state: str
    demand: str
    facts: tuple[tuple[str, str], ...]
    rests_on: tuple[Basis, ...]
    links: tuple[str, ...]
    place: str


@dataclass(frozen=True)
class ClaimCard:
    """How a claim was read, and the records that it leans on; `alike` are those that its words fit equally well."""

    id: str
    words: str
    kinds: tuple[str, ...]
    readings: tuple[Reading, ...]
    status: str
    records: tuple[RecordCard, ...]
    alike: tuple[str, ...]


@dataclass(frozen=True)
class FindingCard:
    """What a rule says of the words, why, and a safer wording, with the claim and the records it rests on."""

    rule: str
    subject: str
    severity: str
    words: str
    message: str
    why: str
    suggestion: str
    also: tuple[str, ...]
    sources: tuple[RecordCard, ...]
    records: tuple[RecordCard, ...]
    claim: ClaimCard | None


def record_card(record: Record) -> RecordCard:
    """Return the card of a record."""
    return RecordCard(
        record.id,
        record.kind,
        record_told.called(record),
        record.title,
        record_told.state(record),
        record_told.one_line(record.data.get("demand")),
        tuple(study.facts(record)),
        tuple(study.all_bases(record)),
        tuple(record_told.links(record)),
        record.place(()),
    )


def citation_of(record: Record) -> tuple[str, str]:
    """Return what a page cites a study by, and its address: DOI, else PubMed id, else registry id; "" for none."""
    papers = record.data.get("publications") or ()
    found = [(kind, paper[kind]) for kind in ("doi", "pmid") for paper in papers if paper.get(kind)]
    found += [("registry", record.data["registry"])] if record.data.get("registry") else []
    for kind, written in found:
        shown = str(written) if kind == "registry" else f"{identifiers.KINDS[kind]} {written}"
        return shown, address_of(f"{kind}:{written}")
    return "", ""


def named_as(record: Record) -> tuple[str, str]:
    """Return what a page calls a record that it names, and where that leads: as it is cited, else the record's own."""
    address = citation_of(record)[1] or next(iter(record_told.links(record)), "")
    return record_told.called(record), address


def claim_card(claim: Claim, document: Document, records: Mapping[str, Record]) -> ClaimCard:
    """Return the card of a claim of a document; of records that are not there nothing is told."""
    readings = tuple(Reading(what, str(getattr(claim, what)), _cues(claim, what, document)) for what in _READINGS)
    return ClaimCard(
        claim.id,
        document.text[claim.start : claim.end],
        claim.kinds,
        readings,
        claim.status or "",
        _cards(claim.records, records),
        claim.alike,
    )


def finding_card(finding: Finding, report: Report, records: Mapping[str, Record]) -> FindingCard:
    """Return the card of a finding of a report."""
    claim = next((claim for claim in report.claims if claim.id == finding.claim), None)
    return FindingCard(
        finding.rule,
        finding.subject,
        finding.severity,
        finding.quote,
        finding.message,
        record_told.one_line(finding.why),
        finding.suggestion,
        finding.also,
        _cards(finding.sources, records),
        _cards(finding.records, records),
        claim_card(claim, report.document, records) if claim else None,
    )


def _cues(claim: Claim, what: str, document: Document) -> tuple[tuple[str, str, str], ...]:
    text = document.text
    found = [
        (text[cue.start : cue.end], text[cue.scope_start : cue.scope_end], cue.says)
        for cue in claim.cues
        if cue.decides == what
    ]
    return tuple(dict.fromkeys(found))


def _cards(names: tuple[str, ...], records: Mapping[str, Record]) -> tuple[RecordCard, ...]:
    return tuple(record_card(records[name]) for name in names if name in records)
