"""Part of a statement + lists of results -> Verdict on what was measured: which outcome, until when, which way is good.

None where a part tells nothing of the kind, so that others look at it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimcheck.checks.bounds import bounds_in
from claimcheck.checks.difference import DAYS, scale_between
from claimcheck.checks.groups import Group, Lists, arms_of, rows_of, sides_of, value_of
from claimcheck.checks.told import Told, arms_named, told
from claimcheck.checks.verdict import Verdict, first_verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimcheck.checks.bounds import Bound
    from claimcheck.checks.trial_lists import Row, Trial

_TIME = re.compile(r"(\d+(?:\.\d+)?)\s*-?\s*(second|minute|hour|day|week|month|year)s?", re.IGNORECASE)
_BACKWARDS = re.compile(r"\b(day|week|month|year)s?\s+(\d+)", re.IGNORECASE)
# Two time frames are the same within this share of the longer.
_NEAR, _PAIR = 0.03, 2
_ALL = 99.95
# Units that share so many of their words are one: "percentage of patients", "percentage of participants".
_SAME_WORDS = 0.5


def of_results(part: Told, topic: Told, lists: Lists, meant: frozenset[int]) -> Verdict | None:
    """Return what lists of results say of a part on outcomes, time frames, what is better; None where it tells none."""
    if any(lists.trials[i].kind != "results" for i in meant):
        return None
    looks = (_framed, _in_units, _measures, _better, _gap, _how_many)
    return first_verdict(looks, part, topic, lists, meant)


def _verdict(agrees: bool, part: str) -> Verdict:
    """Return a verdict that names what it is on, also where the lists agree."""
    return Verdict("supported" if agrees else "contradicted", part)


def _framed(part: Told, topic: Told, lists: Lists, meant: frozenset[int]) -> Verdict | None:
    """Return whether the time frames of two trials are the same, or one is longer, as is told."""
    del topic
    if not part.has("time-frame") or len(lists.trials) != _PAIR:
        return None
    lengths = [_frame(trial) for trial in lists.trials]
    if None in lengths:
        return None
    one, other = (length or 0.0 for length in lengths)
    same = abs(one - other) <= _NEAR * max(one, other)
    if part.has("tally-same"):
        return _verdict(same != part.has("tally-deny"), "time frame")
    if part.has("told-apart"):
        return _verdict(same == part.has("tally-deny"), "time frame")
    than = part.at("tally-than")
    ways = [(i, True) for i in part.at("tally-more")] + [(i, False) for i in part.at("tally-less")]
    if not than or not ways:
        return None
    left, right = sides_of(part, than[-1], lists, meant)
    if len(left.trials) != 1 or left.trials == right.trials:
        return None
    first, second = (one, other) if 0 in left.trials else (other, one)
    return _verdict((first > second if max(ways)[1] else first < second) and not same, "time frame")


def _in_units(part: Told, topic: Told, lists: Lists, meant: frozenset[int]) -> Verdict | None:
    """Return whether two trials measured in the same unit, or in other ones, as is told."""
    del topic, meant
    apart = part.has("told-apart") or part.has("tally-deny")
    if not part.has("unit-noun") or len(lists.trials) != _PAIR or not (apart or part.has("tally-same")):
        return None
    units = [{row.unit.lower() for arm in trial.arms for row in arm.rows} for trial in lists.trials]
    if not all(units):
        return None
    one, other = (frozenset().union(*(told(unit, part.lexicon).stems() for unit in held)) for held in units)
    share = len(one & other) / max(len(one | other), 1)
    return _verdict((share >= _SAME_WORDS) != apart, "unit")


def _frame(trial: Trial) -> float | None:
    """Return the longest time in days that a trial's time frame names."""
    frame = trial.title.partition("Time frame:")[2]
    found = [float(n) * DAYS[unit.lower()] for n, unit in _TIME.findall(frame)]
    found += [float(n) * DAYS[unit.lower()] for unit, n in _BACKWARDS.findall(frame)]
    return max(found, default=None)


def _outcomes(text: Told) -> frozenset[str]:
    """Return the outcomes that a text names, whatever each is called in it; the longest at each place."""
    held = text.lexicon.class_runs(text.words)
    spans = [(name, span) for name, found in held.items() if name.startswith("measure-") for span in found]
    return frozenset(
        name
        for name, (first, end) in spans
        if not any(a <= first and end <= b and b - a > end - first for _, (a, b) in spans)
    )


def _measures(part: Told, topic: Told, lists: Lists, meant: frozenset[int]) -> Verdict | None:
    """Return whether a trial measures the outcome that it is told to measure, or none of those it is told not to."""
    del topic
    if not part.has("measures-verb") or part.has("difference-noun", "unit-noun"):
        return None
    denied, both = part.has("tally-deny") or "neither" in [word.lower for word in part.words], part.has("tally-both")
    lexicon = part.lexicon
    said = _outcomes(part)
    if not said:
        return _alike(part, lists, meant)
    known = [_outcomes(told(lists.trials[i].title, lexicon)) for i in sorted(meant)]
    names = [_outcomes(told(lists.trials[i].named, lexicon)) for i in sorted(meant)]
    if not all(known):
        return None
    if denied:
        # "They do not both measure it": one of them does not.
        told_of = [bool(said & name) for name in names]
        not_both = both and part.has("tally-deny") and len(meant) > 1
        return _verdict(not (all(told_of) if not_both else any(told_of)), "outcome")
    if not all(said & name for name in known):
        return _verdict(False, "outcome")
    return None if bounds_in(part.words, lexicon) or part.has("tally-than") else _verdict(True, "outcome")


def _alike(part: Told, lists: Lists, meant: frozenset[int]) -> Verdict | None:
    """Return whether two trials measure the same outcome, or other ones, as is told."""
    apart = part.has("told-apart")
    if len(lists.trials) != _PAIR or len(meant) != _PAIR or not (apart or part.has("tally-same", "told-alike")):
        return None
    one, other = (_outcomes(told(trial.named, part.lexicon)) for trial in lists.trials)
    if not one or not other:
        return None
    return _verdict(bool(one & other) != (apart or part.has("tally-deny")), "outcome")


def _better(part: Told, topic: Told, lists: Lists, meant: frozenset[int]) -> Verdict | None:
    """Return whether one group did better than another, by an outcome of which more is good, or is bad."""
    del topic
    better, worse = part.has("told-better"), part.has("told-worse")
    if better == worse:
        return None
    found = [_did_better(part, lists, i) for i in sorted(meant)]
    if any(one is None for one in found):
        return None
    return _verdict(all(one == better for one in found) != part.has("tally-deny"), "better")


def _did_better(part: Told, lists: Lists, i: int) -> bool | None:
    """Return whether the group that a part speaks of did better than the other in one trial, None where unknown."""
    trial, lists = lists.trials[i], Lists((lists.trials[i],), (lists.names[i],))
    good, bad = (told(trial.named, part.lexicon).has(name) for name in ("more-is-good", "more-is-bad"))
    if bad and told(trial.named, part.lexicon).has("criterion-lacking"):
        good, bad = not good, good  # "Patients without a relapse."
    if good == bad or len(trial.arms) < _PAIR:
        return None
    one, other = _two_groups(part, lists)
    left, right = (value_of(group, part.cut(0, 0), lists, share=True) for group in (one, other))
    return None if left is None or right is None or left == right or one == other else (left > right) == good


def _two_groups(part: Told, lists: Lists) -> tuple[Group, Group]:
    """Return the group that a part speaks of and the one that it is held against, which may be all others."""
    meant, than = lists.all, part.at("tally-than")
    if than:
        return sides_of(part, than[-1], lists, meant)
    arms = arms_named(part, lists.trials[0])
    rest = frozenset(range(len(lists.trials[0].arms))) - arms
    return Group(meant, arms), Group(meant, rest if arms else arms)


def _gap(part: Told, topic: Told, lists: Lists, meant: frozenset[int]) -> Verdict | None:
    """Return whether two groups, or the ends of a range, lie as far apart as is told: "a difference of two months"."""
    numbers = bounds_in(part.words, part.lexicon)
    if not part.has("difference-noun") or not numbers:
        return None
    for i in sorted(meant):
        trial = lists.trials[i]
        gaps = list(_gaps(part, topic, trial, numbers[-1]))
        if gaps and any(map(numbers[-1].holds, gaps)) == part.has("tally-none"):
            return _verdict(False, "difference")
        if gaps:
            return _verdict(True, "difference")
    return None


def _gaps(part: Told, topic: Told, trial: Trial, size: Bound) -> Iterator[float]:
    """Yield how far apart two arms lie, or the ends of a range, in the unit in which `size` is told."""
    top, bottom = part.has("tally-top"), part.has("tally-bottom")
    arms = sorted(arms_named(part, trial)) or list(range(len(trial.arms)))
    held = [rows[0] for rows in rows_of(topic, trial, arms) if rows]
    if top and bottom and len(held) != _PAIR:
        pairs = [(row.high, row.low) for row in held if row.high is not None and row.low is not None]
        scales = [scale_between(row.unit, size.unit) if size.unit in DAYS else 1.0 for row in held]
        yield from (abs(high - low) * scale for (high, low), scale in zip(pairs, scales, strict=False) if scale)
        return
    if len(held) != _PAIR:
        return
    one, other = held
    scale = scale_between(one.unit, size.unit) if size.unit in DAYS else 1.0
    for first, second in _ends(one, other, top=top, bottom=bottom):
        if scale:
            yield abs(first - second) * scale
    if size.unit == "percent" and one.share is not None and other.share is not None:
        yield abs(one.share - other.share)


def _ends(one: Row, other: Row, *, top: bool, bottom: bool) -> Iterator[tuple[float, float]]:
    if (
        top != bottom
        and one.high is not None
        and other.high is not None
        and one.low is not None
        and other.low is not None
    ):
        yield (one.high, other.high) if top else (one.low, other.low)
        return
    yield one.value, other.value


def _how_many(part: Told, topic: Told, lists: Lists, meant: frozenset[int]) -> Verdict | None:
    """Return whether all, several or none of the people had what was counted, as is told without a number."""
    if bounds_in(part.words, part.lexicon) or len(meant) != 1 or part.at("tally-than"):
        return None
    [i] = meant
    trial = lists.trials[i]
    if not topic.stems() & told(trial.named, part.lexicon).content():
        return None
    held = rows_of(topic, trial, arms_of(part, lists, meant))
    shares = [row.share for rows in held for row in rows]
    if not shares or None in shares or any(len(rows) > 1 for rows in held):
        return None
    known = [share or 0.0 for share in shares]
    denied = part.has("tally-deny")
    if part.has("tally-every"):
        return _verdict((min(known) >= _ALL) != denied, "every")
    if part.has("tally-several"):
        counts = [round((row.share or 0) * (row.n or 0) / 100) for rows in held for row in rows]
        return _verdict((max(counts) > 1) != denied, "number")
    return None
