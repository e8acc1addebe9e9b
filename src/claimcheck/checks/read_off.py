"""A number of a statement + rows of a trial's lists -> the numbers that it may be: of people, of events, of time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.checks.difference import DAYS, scale_between
from claimcheck.checks.rows import Topic, is_total

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimcheck.checks.bounds import Bound
    from claimcheck.checks.told import Told
    from claimcheck.checks.trial_lists import Row, Trial

# People are counted when one of so many words behind a number names them.
NEXT, _PAIR = 2, 2


def read_off(part: Told, bound: Bound, held: Sequence[Sequence[Row]], *, summed: bool) -> Iterator[float]:
    """Yield the numbers of rows that a number may be: of people where people are counted, in its own unit of time."""
    measured = [row for rows in held for row in rows if row.unit]
    people = bound.unit != "percent" and part.cut(bound.behind, bound.behind + NEXT).has("people-counted")
    if bound.unit in DAYS:
        yield from _lengths(part, bound, measured)
    elif people and any(row.share is not None and row.n for row in measured):
        yield from _people(bound, measured)
    else:
        yield from _readings(held, bound, summed=summed)


def _lengths(part: Told, bound: Bound, measured: Sequence[Row]) -> Iterator[float]:
    """Yield lengths of time in the unit of a number, and by how much two of them differ."""
    scales = [scale_between(row.unit, bound.unit) for row in measured]
    found = [[scale * x for x in _ends(part, row, bound)] for row, scale in zip(measured, scales, strict=True) if scale]
    yield from (abs(value) for values in found for value in values)
    if len(found) == _PAIR:
        yield abs(found[0][0] - found[1][0])


def _people(bound: Bound, measured: Sequence[Row]) -> Iterator[float]:
    """Yield how many people rows tell of, where they give shares of so many."""
    counts = [round(row.share * row.n / 100) for row in measured if row.share is not None and row.n]
    yield from (*counts, sum(counts))
    yield from (row.n for row in measured if row.n and bound.sign == "=")


def _ends(part: Told, row: Row, bound: Bound) -> Iterator[float]:
    """Yield what was measured, or the least or most of it where that is what is told."""
    if part.has("tally-every") and row.low is not None and row.high is not None and bound.sign != "=":
        # What holds of everybody holds of who has the least, or the most.
        yield row.low if bound.sign in (">", ">=") else row.high
        return
    ends = ((row.low, "tally-bottom"), (row.high, "tally-top"))
    told = [end for end, name in ends if end is not None and part.has(name)]
    yield from told or [row.value, *(end for end in (row.low, row.high) if end is not None)]


def _readings(held: Sequence[Sequence[Row]], bound: Bound, *, summed: bool) -> Iterator[float]:
    """Yield the numbers that can be read off rows: single, of an arm, of all arms, as count or as share."""
    rows = [row for arm in held for row in arm]
    share = bound.unit == "percent"
    people = [max((row.n or 0 for row in arm), default=0) for arm in held]
    for row in rows:
        if share:
            yield from () if row.share is None else (row.share,)
        else:
            yield from (row.value, abs(row.value), row.low or row.value, row.high or row.value)
            # How many people there were is told outright: "at least 3 had fever" is not said of them.
            if row.n and row.share is not None:
                yield round(row.share * row.n / 100)
    if not summed and share:
        return
    for group in (*held, rows):
        count, of = sum(row.value for row in group), sum(people) if group is rows else max(people, default=0)
        yield from ([100 * count / of] if of else []) if share else [count]
    if len(rows) == _PAIR:
        first, second = ((row.share if share else row.value) or 0 for row in rows)
        yield abs(first - second)


def kinds_of(trial: Trial, arms: frozenset[int], topic: Topic) -> Iterator[float]:
    """Yield how many kinds of events are listed, and how many were seen, in each arm and in all."""
    known = topic.how in ("name", "kin")
    held = [arm.rows for i, arm in enumerate(trial.arms) if not arms or i in arms]
    named = [[row for row in rows if not is_total(row) and (not known or row.label in topic.labels)] for rows in held]
    seen = [{row.label for row in rows if row.value > 0} for rows in named]
    yield from (len(labels) for labels in seen)
    yield from (len(rows) for rows in named)
    yield len(set[str]().union(*seen))
