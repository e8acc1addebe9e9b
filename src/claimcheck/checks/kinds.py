"""Part of a statement + lists of events -> Verdict on the kinds of events: how many, which are shared or alone.

A kind is one name of the lists. "Two kinds of events were seen more than once" counts kinds by a condition on each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.checks.bounds import Bound, bounds_in
from claimcheck.checks.rows import is_total, topic_of
from claimcheck.checks.told import Told, arms_named, stem
from claimcheck.checks.verdict import SILENT, Verdict, first_verdict, verdict_on
from claimcheck.claims.syntax import BE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimcheck.checks.groups import Lists
    from claimcheck.checks.trial_lists import Trial

_ONCE = {"once": 1.0, "twice": 2.0}
# So many words lie at most between a number and the word for events that it counts.
_BESIDE = 3
_PAIR = 2


def of_kinds(part: Told, topic: Told, lists: Lists, meant: frozenset[int]) -> Verdict | None:
    """Return what the lists say of the kinds of events that a part counts or compares, None where it does not."""
    if any(lists.trials[i].kind != "events" for i in meant):
        return None
    looks = (_shared, _alone, _greatest, _with_condition)
    return first_verdict(looks, part, topic, lists, meant)


def _names(trial: Trial, *, seen: bool) -> frozenset[frozenset[str]]:
    """Return the kinds of events of a trial, each as the stems of its name; `seen`: of those that somebody had."""
    return frozenset(
        frozenset(stem(word.lower()) for word in row.label.replace(",", " ").split())
        for arm in trial.arms
        for row in arm.rows
        if not is_total(row) and (row.value > 0 or not seen)
    )


def _shared(part: Told, topic: Told, lists: Lists, meant: frozenset[int]) -> Verdict | None:
    """Return whether two trials saw the same kinds, none of the same, or so many of the same, as is told."""
    del topic, meant
    if len(lists.trials) != _PAIR or not part.has("event-noun") or part.has("tally-of-cases"):
        return None
    apart = part.has("kinds-apart")
    if not (apart or part.has("kinds-shared")) or part.has("exception-word"):
        return None
    sides = [[_names(trial, seen=seen) for trial in lists.trials] for seen in (True, False)]
    common = [len(one & other) for one, other in sides]
    numbers = [bound for bound in bounds_in(part.words, part.lexicon) if bound.unit != "percent"]
    if numbers:
        return verdict_on(any(numbers[0].holds(count) for count in common), "kinds")
    if apart or part.has("tally-none", "tally-deny"):
        return verdict_on(common[0] == 0, "kinds")
    if part.has("kinds-some"):
        return verdict_on(common[1] > 0, "kinds")
    return verdict_on(any(one == other for one, other in sides), "kinds")


def _alone(part: Told, topic: Told, lists: Lists, meant: frozenset[int]) -> Verdict | None:
    """Return whether nothing was seen but what is told to be all that was."""
    every = part.has("kinds-every") and not part.has("tally-deny", "tally-none")
    only = any(first == 0 or part.words[first - 1].lower not in BE for first, _ in part.spans("kinds-only"))
    kinds = topic.kinds(general=False)
    hows = {topic_of(topic, lists.trials[i]).how for i in meant}
    if not (only or every) or not (kinds or hows & {"name", "kin"}) or part.has("exception-word"):
        return None
    for i in sorted(meant):
        trial = lists.trials[i]
        found = topic_of(topic, trial)
        if found.how not in ("name", "kin") and not kinds:
            continue
        named = found.labels if found.how in ("name", "kin") else frozenset[str]()
        arms = arms_named(part, trial)
        rows = [row for j, arm in enumerate(trial.arms) if not arms or j in arms for row in arm.rows]
        if any(row.value > 0 and not is_total(row) and row.label not in named for row in rows):
            return verdict_on(False, "only")
    return SILENT


def _greatest(part: Told, topic: Told, lists: Lists, meant: frozenset[int]) -> Verdict | None:
    """Return whether no kind was seen more often than is told to be the most."""
    numbers = bounds_in(part.words, part.lexicon)
    if (
        not numbers
        or not part.has("kinds-greatest")
        or any(topic_of(topic, lists.trials[i]).how == "name" for i in meant)
    ):
        return None
    tops = [max(values) for i in sorted(meant) if (values := [max(v) for v in _values(part, lists.trials[i]) if v])]
    return verdict_on(all(numbers[-1].holds(top) for top in tops), "kinds") if tops else SILENT


def _values(part: Told, trial: Trial) -> Iterator[list[float]]:
    """Yield for each kind how many had it in each arm that is meant."""
    arms = arms_named(part, trial)
    held: dict[str, list[float]] = {}
    for i, arm in enumerate(trial.arms):
        for row in arm.rows if not arms or i in arms else ():
            if not is_total(row):
                held.setdefault(row.label, []).append(row.value)
    yield from held.values()


def _with_condition(part: Told, topic: Told, lists: Lists, meant: frozenset[int]) -> Verdict | None:
    """Return whether as many kinds as are told meet what is told of each: "two kinds were seen more than once"."""
    del topic
    heads = part.spans("event-noun")
    if not heads:
        return None
    first, behind = heads[0][0], heads[-1][1]
    numbers = bounds_in(part.words, part.lexicon)
    inner = _condition(part, behind, [bound for bound in numbers if bound.first >= behind])
    outer = next(
        (
            bound
            for bound in reversed(numbers)
            if bound.behind <= first and first - bound.behind <= _BESIDE and bound.unit != "percent"
        ),
        None,
    )
    none, every = part.cut(0, first + 1).has("tally-none"), part.cut(0, first + 1).has("kinds-quantifier")
    if inner is None or not (outer or none or every):
        return None
    for i in sorted(meant):
        counts = list(_counts(part, lists.trials[i], inner))
        if not counts:
            continue
        if outer:
            agrees = any(outer.holds(count) for count, _ in counts)
        elif none:
            agrees = all(count == 0 for count, _ in counts)
        else:
            agrees = any(count == of for count, of in counts)
        if not agrees:
            return verdict_on(False, "kinds")
    return verdict_on(True, "kinds")


def _condition(part: Told, behind: int, numbers: Sequence[Bound]) -> Bound | None:
    """Return what is told of how often a kind was seen: "more than once", "in over 5 %", "no cases"."""
    if numbers:
        return numbers[0]
    rest = part.cut(behind, len(part.words))
    for i, word in enumerate(rest.words):
        if word.lower in _ONCE and i >= 1:
            sign = next(
                (
                    s
                    for name, s in (("bound-over", ">"), ("bound-least", ">="), ("bound-under", "<"))
                    if rest.cut(0, i).has(name)
                ),
                "=",
            )
            return Bound(behind + i, behind + i + 1, _ONCE[word.lower], "", sign)
    if rest.has("kinds-unseen"):
        return Bound(behind, behind, 0.0, "", "=")
    return None


def _counts(part: Told, trial: Trial, inner: Bound) -> Iterator[tuple[int, int]]:
    """Yield how many kinds meet a condition, of how many: in each arm, in all arms together, in any arm."""
    arms = arms_named(part, trial)
    shares = inner.unit == "percent"
    held: dict[str, list[float]] = {}
    totals: dict[str, tuple[float, float]] = {}
    for i, arm in enumerate(trial.arms):
        for row in arm.rows if not arms or i in arms else ():
            if not is_total(row):
                held.setdefault(row.label, []).append((row.share or 0.0) if shares else row.value)
                count, people = totals.get(row.label, (0.0, 0.0))
                totals[row.label] = (count + row.value, people + (row.n or 0.0))
    if not held:
        return
    together = {k: (100 * c / n if n else 0.0) if shares else c for k, (c, n) in totals.items()}
    yield sum(inner.holds(value) for value in together.values()), len(held)
    yield sum(any(map(inner.holds, values)) for values in held.values()), len(held)
