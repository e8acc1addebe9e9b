"""Claim + record -> whether the claim speaks of another time than those at which the study measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.checks.differ_figure import figures_of
from claimcheck.checks.differ_result import is_near, times_of, told_outcomes
from claimcheck.checks.difference import AGREE, OPEN, Difference, days_in

if TYPE_CHECKING:
    from claimcheck.claims.reading import Reading
    from claimcheck.model import Claim
    from claimcheck.records.record import Record

# By this share a time may be over the longest that was measured.
_LONGER = 1.1


def time(claim: Claim, record: Record, reading: Reading) -> Difference:
    """Return whether the claim speaks of a later time than any that the study reported of what it names."""
    measured, said = _times(claim, record, reading), list(times_of(claim, reading))
    if not measured or not said:
        return OPEN
    longest = max(measured)
    for days, shown in said:
        if days > longest[0] * _LONGER:
            return Difference(shown, longest[1], ("outcomes", longest[2], "time"))
    return AGREE


def time_point(claim: Claim, record: Record, reading: Reading) -> Difference:
    """Return whether the claim gives, for an outcome that it names, a time at which the record has no result."""
    named, said = told_outcomes(claim, record, reading), list(times_of(claim, reading))
    known = [(days_in(str(outcome.get("time") or "")), str(outcome.get("time")), i) for i, outcome in named]
    known += [
        (days_in(str(value.get("time") or "")), str(value.get("time")), -1) for _, value in figures_of(record) if known
    ]
    times = [(days, shown, i) for days, shown, i in known if days is not None]
    if not said or not named or len(times) < len(known):
        return OPEN
    for days, shown in said:
        if days < max(times)[0] and not any(is_near(days, other) for other, _, _ in times):
            return Difference(shown, times[0][1], ("outcomes", times[0][2], "time"))
    return AGREE


def _times(claim: Claim, record: Record, reading: Reading) -> list[tuple[float, str, int]]:
    """Return when the outcomes that a claim names were measured; all of the record's where it names none."""
    listed = told_outcomes(claim, record, reading) or tuple(enumerate(record.data.get("outcomes") or ()))
    known = [(days_in(str(o.get("time") or "")), str(o.get("time")), i) for i, o in listed]
    return [(days, shown, i) for days, shown, i in known if days is not None]
