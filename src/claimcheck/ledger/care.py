"""Claims and their findings, and the ledger -> what an approval covers, and what about it needs care.

An approval accepts a wording: what rules hold against the words alone is allowed in its name, and kept. It is no
evidence: what a record says against the claim, what the page leaves out around it, and a record that has lost its
standing since speak all the same.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from claimcheck import readers, upkeep
from claimcheck.claims import read_claims
from claimcheck.claims.reading import Reading
from claimcheck.ledger.words import differences
from claimcheck.model import Allowed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from claimcheck.claims.offer import Offer
    from claimcheck.config.config import Settings
    from claimcheck.ledger.ledger import Entry, Ledger, Match
    from claimcheck.lexicon import Lexicon
    from claimcheck.model import Claim, Document, Finding
    from claimcheck.records.record import Record
    from claimcheck.rulebook.rule import Rule

_OF_WORDS = ("unsupported", "overstated", "balance", "pressure")
_READ = ("stance", "direction", "strength")


@dataclass(frozen=True)
class Desk:
    """What claims of one page are held against: the ledger, and all that its entries are read by.

    `told` says whether what needs care is told: a run that is held to some rules only is about those.
    """

    ledger: Ledger
    lexicon: Lexicon
    records: Mapping[str, Record]
    settings: Settings
    as_of: str
    offer: Offer
    told: bool = True


def with_approval(claims: Iterable[Claim], document: Document, desk: Desk) -> tuple[Claim, ...]:
    """Return the claims with what the ledger says of their wording."""
    return tuple(_with_match(claim, _match(claim, document, desk)) for claim in claims)


def apply(
    claims: Sequence[Claim],
    findings: Sequence[Finding],
    document: Document,
    rules: Iterable[Rule],
    desk: Desk,
) -> tuple[tuple[Claim, ...], tuple[Finding, ...], tuple[Allowed, ...]]:
    """Return the claims with their approvals, the findings that stand, and those that an approval covers.

    Findings about the approvals themselves are among those that stand.
    """
    matches = {claim.id: _match(claim, document, desk) for claim in claims}
    matches = {name: _told_in_full(match, name, claims, document, desk) for name, match in matches.items()}
    done = tuple(_with_match(claim, matches[claim.id]) for claim in claims)
    wordy = {rule.name for rule in rules if _is_of_words(rule)}
    runs = [
        (document.source_span(*match.run), match)
        for match in matches.values()
        if match is not None and match.state == "approved"
    ]
    stand: list[Finding] = []
    allowed: list[Allowed] = []
    for finding in findings:
        covering = [match for run, match in runs if run.holds(finding.start, finding.end)]
        if covering and finding.rule in wordy and not finding.page and not finding.records:
            allowed.append(_allowed(finding, covering[0].entry))
        else:
            stand.append(finding)
    care = list(_care(claims, matches, document, desk)) if desk.told else []
    standing = sorted([*stand, *upkeep.numbered(care)], key=lambda f: (f.path, f.start, f.rule, f.id))
    return done, tuple(standing), tuple(allowed)


def _is_of_words(rule: Rule) -> bool:
    """Return whether a rule is about words alone: not about records, sources and disclosures, or other findings."""
    alone = rule.require is None and rule.compare is None and not rule.when_found
    return alone and rule.subject in _OF_WORDS


def _match(claim: Claim, document: Document, desk: Desk) -> Match | None:
    given = desk.settings.jurisdictions
    match = desk.ledger.match(claim, document, as_of=desk.as_of, jurisdictions=given)
    if match is not None and match.state == "approved" and (gone := list(lost(match.entry, desk.records))):
        return match._replace(state="expired", differs=tuple(gone))
    return match


def _with_match(claim: Claim, match: Match | None) -> Claim:
    if match is None or match.state == "none":
        return claim
    return replace(claim, approval=match.state, approved_as=match.approval)


def lost(entry: Entry, records: Mapping[str, Record]) -> Iterator[str]:
    """Yield what became of the records of an approval since the day on which it was given."""
    for name in entry.records:
        record = records.get(name)
        if record is None or record.standing == "current":
            continue
        since = str(record.data.get("standing_since") or "")
        # Who approved it on that day or later knew, where the record tells since when.
        if not since or since > entry.since:
            yield f"{name} is {record.standing}{f' since {since}' if since else ''}"


def _told_in_full(
    match: Match | None, name: str, claims: Sequence[Claim], document: Document, desk: Desk
) -> Match | None:
    """Return a drift with its differences: in words, then in how both wordings are read."""
    if match is None or match.state != "drifted" or match.differs:
        return match
    found = document.text[slice(*match.run)]
    words = differences(match.wording, found, desk.lexicon)
    here = [c for c in claims if match.run.holds(c.start, c.end) or c.id == name]
    return match._replace(differs=(*words, *_read_otherwise(match.wording, here, desk)))


def _read_otherwise(wording: str, here: Sequence[Claim], desk: Desk) -> Iterator[str]:
    """Yield in what the approved wording is read otherwise than the claims that stand here."""
    reading = Reading(readers.read_text(wording, path=desk.ledger.path, format="text"), desk.lexicon)
    approved = read_claims(reading, desk.offer)
    if not approved or not here:
        return
    for what in _READ:
        old, new = (list(dict.fromkeys(getattr(claim, what) for claim in given)) for given in (approved, here))
        if old != new:
            yield f"{what}: {', '.join(new)} instead of {', '.join(old)}"


def _allowed(finding: Finding, entry: Entry) -> Allowed:
    on = f", resting on {', '.join(entry.records)}" if entry.records else ""
    reason = f"approved wording ({entry.path}:{entry.line}){on}"
    return Allowed(finding, reason, entry.by, entry.until, entry.since, "approval")


def _care(
    claims: Sequence[Claim], matches: Mapping[str, Match | None], document: Document, desk: Desk
) -> Iterator[Finding]:
    """Yield what needs care, once for each run of words: a sentence of two claims is approved as one."""
    seen = set()
    for claim in claims:
        match = matches[claim.id]
        run = match.run if match is not None else claim.sentence
        told = _told(match, desk)
        if told is not None and (told, run) not in seen:
            seen.add((told, run))
            yield upkeep.at_claim(*told, document, claim, match, strict=desk.settings.require_approval)


def _told(match: Match | None, desk: Desk) -> tuple[str, str] | None:
    """Return the rule and the message where an approval needs care, None where it does not."""
    if match is None:
        return ("unapproved-claim", "is approved by nobody") if desk.settings.require_approval else None
    entry = match.entry
    given = f"by {entry.by} on {entry.since}"
    if match.state == "drifted":
        return "claim-drifted", f"is not what was approved {given} ({'; '.join(match.differs)})"
    if match.state == "expired" and match.differs:
        return "approval-outdated", f"was approved {given}, and {'; '.join(match.differs)}"
    if match.state == "expired":
        return "approval-expired", f"was approved {given} until {entry.until}"
    if match.state == "none" and desk.settings.require_approval:
        places = ", ".join(desk.settings.jurisdictions) or "all jurisdictions"
        only = f"for {', '.join(entry.jurisdictions)} only; this page is for {places}"
        return "unapproved-claim", f"was approved {given} {only}"
    return None
