"""Claim + Hits of comparing rules -> its status: how it stands to the records that it leans on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from claimcheck.checks.differ import DIFFERENCES
from claimcheck.checks.difference import AGREE, OPEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from claimcheck.checks.hit import Hit
    from claimcheck.claims.reading import Reading
    from claimcheck.model import Claim
    from claimcheck.records.record import Record

_EVIDENTIAL = ("effect", "mechanism", "safety", "figure", "comparison", "study", "expectation", "prevalence", "promise")
# In the order in which the first that holds is a claim's status.
_ORDER = ("contradicted", "not-met", "overstated", "withheld")


def with_status(claim: Claim, hits: Iterable[Hit], reading: Reading, records: Mapping[str, Record]) -> Claim:
    """Return the claim with its status: how it stands to each record it leans on, all of them taken together.

    `hits` are those of all comparing rules for this claim.
    """
    if not set(claim.kinds) & set(_EVIDENTIAL):
        return claim
    odds: dict[str, set[str]] = {record: set() for record in claim.records if record in records}
    for hit in hits:
        if hit.rule.comparison.status in _ORDER:
            odds.setdefault(hit.record, set()).add(hit.rule.comparison.status)
    found = {_status(claim, worse, reading, records[record]) for record, worse in odds.items()}
    if not found:
        return replace(claim, status="unlinked")
    worst = [status for status in _ORDER if status in found]
    if worst and "supported" in found:
        return replace(claim, status="disputed")
    return replace(claim, status=worst[0] if worst else "unchecked" if "unchecked" in found else "supported")


def _status(claim: Claim, odds: set[str], reading: Reading, record: Record) -> str:
    for status in _ORDER:
        if status in odds:
            return status
    return "supported" if agrees(claim, record, reading) else "unchecked"


def agrees(claim: Claim, record: Record, reading: Reading) -> bool:
    """Return whether record and claim agree in all that the claim says: people, product, figures, direction."""
    answers = [DIFFERENCES[name](claim, record, reading) for name in ("condition", "species", "product", "figure")]
    if any(answer not in (AGREE, OPEN) for answer in answers):
        return False
    if record.kind == "statistic":
        known = {v.get("value") for v in record.data.get("figures") or () if v.get("superseded_by") is None}
        return any(figure.value in known for figure in claim.figures)
    if answers[0] is OPEN or (claim.figures and "figure" in claim.kinds and answers[3] is not AGREE):
        return False
    outcomes = [o for o in record.data.get("outcomes") or () if o.get("role") == "primary"]
    wanted = {"benefit": True, "no-difference": False}.get(claim.direction)
    return wanted is not None and any(o.get("met") is wanted for o in outcomes)
