"""Part of a statement + lists of trials -> Verdict on what it compares: groups, events, changes; None where nothing."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

from claimcheck.checks.bounds import Bound, bounds_in
from claimcheck.checks.difference import DAYS, scale_between
from claimcheck.checks.groups import Group, Lists, arms_of, rows_of, sides_of, value_of
from claimcheck.checks.rows import is_total, topic_of
from claimcheck.checks.told import Told, arms_named, told
from claimcheck.checks.verdict import SILENT, Verdict, first_verdict, verdict_on

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimcheck.checks.trial_lists import Trial

# A difference of 95 % in 100; of so many events against none none is sure.
_Z, _FEW_EVENTS = 1.96, 3
_TIMES = ("x", "×", "times", "fold")
# Two shares are the same within this many points, two counts within this.
_SAME_SHARE, _SAME_COUNT, _MULTIPLE = 0.011, 0.05, 0.95


def compared(part: Told, topic: Told, lists: Lists, meant: frozenset[int]) -> Verdict | None:
    """Return what the lists say of what a part compares, None where it compares nothing."""
    looks = (_events_compared, _as_many, _compared, _led, _moved, _equalled, _ranked)
    return first_verdict(looks, part, topic, lists, meant)


def _events_compared(part: Told, topic: Told, lists: Lists, meant: frozenset[int]) -> Verdict | None:
    """Return whether one event was seen more or less often than another in the same people, as is said."""
    del topic
    than = part.at("tally-than")
    if not than:
        return None
    left, right = part.cut(0, than[-1]), part.cut(than[-1] + 1, len(part.words))
    ways = [(i, True) for i in left.at("tally-more")] + [(i, False) for i in left.at("tally-less")]
    found = [(topic_of(left, lists.trials[i]), topic_of(right, lists.trials[i])) for i in meant]
    if not ways or any(one.how != "name" or other.how != "name" or one.labels & other.labels for one, other in found):
        return None
    group = Group(meant, arms_of(part, lists, meant))
    one, other = (value_of(group, side, lists, share=False) for side in (left, right))
    if one is None or other is None:
        return None
    way = max(ways)
    agrees = one > other if way[1] else one < other
    size = [
        bound for bound in bounds_in(left.words, left.lexicon) if bound.behind == way[0] and bound.unit != "percent"
    ]
    if size and agrees:
        return verdict_on(size[-1].holds(abs(one - other)), "difference")
    return verdict_on(agrees != part.has("tally-deny"), "comparison")


def _as_many(part: Told, topic: Told, lists: Lists, meant: frozenset[int]) -> Verdict | None:
    """Return whether one group has as many as another, or twice as many, as is said: "as many in A as in B"."""
    starts = part.at("tally-as")
    seconds = ("as", "than")  # "Twice as likely than" is often written.
    behind = [i for i, word in enumerate(part.words) if starts and i > starts[0] + 1 and word.lower in seconds]
    if not behind:
        return None
    times = _times(part, bounds_in(part.words, part.lexicon)) or 1
    one, other = sides_of(part, behind[0], lists, meant)
    sides = (part.cut(0, behind[0]), part.cut(behind[0], len(part.words))) if one == other else (topic, topic)
    share = part.has("tally-share") and one != other
    left, right = (value_of(g, side, lists, share=share) for g, side in zip((one, other), sides, strict=True))
    if left is None or right is None or (one == other and sides[0].content() == sides[1].content()):
        return None
    near = max(_SAME_SHARE if share else _SAME_COUNT, (1 - _MULTIPLE) * times * right if times > 1 else 0)
    return verdict_on((abs(left - times * right) <= near) != part.has("tally-deny"), "multiple")


def _compared(part: Told, topic: Told, lists: Lists, meant: frozenset[int]) -> Verdict | None:
    """Return whether one group has more or less than another, as is said, by as much as is said."""
    than = part.at("tally-than")
    ways = [(i, True) for i in part.at("tally-more")] + [(i, False) for i in part.at("tally-less")]
    ways = sorted(way for way in ways if than and way[0] < than[-1])
    numbers = bounds_in(part.words, part.lexicon)
    if not ways or any(bound.first in range(than[-1] + 1, than[-1] + 3) for bound in numbers):
        return None
    one, other = sides_of(part, than[-1], lists, meant)
    if one == other:
        return None
    share = part.has("tally-share")
    each = _each(one, other, topic, lists, share=share)
    if each and not numbers and not part.has("tally-deny"):
        return verdict_on(all(left > right if ways[-1][1] else left < right for left, right in each), "comparison")
    left, right = (value_of(group, topic, lists, share=share) for group in (one, other))
    if left is None or right is None:
        return SILENT
    if part.has("tally-fall", "change-noun-told") and max(left, right) <= 0:
        left, right = -left, -right
    more = ways[-1][1]
    agrees = left > right if more else left < right
    if part.has("tally-deny"):
        return verdict_on(not agrees, "comparison")
    if agrees and part.has("told-significant") and _is_chance(one, other, topic, lists):
        return verdict_on(False, "significance")
    if agrees:
        size = [bound for bound in numbers if bound.behind <= ways[-1][0] + 1 and bound.first < than[-1]]
        times = _times(part, numbers)
        if times:
            low, high = sorted((abs(left), abs(right)))
            return verdict_on(low == 0 or high / low >= times * _MULTIPLE, "multiple")
        if size:
            return verdict_on(any(map(size[-1].holds, _gaps(one, other, topic, lists, size[-1]))), "difference")
    return verdict_on(agrees, "comparison")


def _is_chance(one: Group, other: Group, topic: Told, lists: Lists) -> bool:
    """Return whether the events of two groups are so few, or their shares so close, that chance would do it."""
    kinds = {lists.trials[i].kind for i in one.trials | other.trials}
    sides = [_side(group, topic, lists) for group in (one, other)]
    if kinds == {"events"} and all(count and share for count, share in sides):
        return _is_within_chance(*sides)
    # Where one side has none, so few may have been seen on the other that it is chance.
    counted = any(lists.trials[i].kind == "events" for i in one.trials)
    return counted and max(count for count, _ in sides) <= _FEW_EVENTS


def _side(group: Group, topic: Told, lists: Lists) -> tuple[float, float]:
    """Return how many events a group had, and in what share of its people (0 to 1); 0 where that is not told."""
    count, share = (value_of(group, topic, lists, share=share) or 0 for share in (False, True))
    return count, share / 100


def _is_within_chance(one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Return whether two shares, each behind its count, differ by chance alone (z of two proportions)."""
    people = [count / share for count, share in (one, other)]
    pooled = (one[0] + other[0]) / sum(people)
    return abs(one[1] - other[1]) <= _Z * sqrt(pooled * (1 - pooled) * sum(1 / n for n in people))


def _times(part: Told, numbers: Sequence[Bound]) -> float:
    """Return how many times as much is told, 0 where no multiple is: "twice", "5x", "four times", "tenfold"."""
    told_of = [b.value for b in numbers if b.behind < len(part.words) and part.words[b.behind].lower in _TIMES]
    return told_of[0] if told_of else 3 if part.has("tally-thrice") else 2 if part.has("tally-twice") else 0


def _each(one: Group, other: Group, topic: Told, lists: Lists, *, share: bool) -> list[tuple[float, float]]:
    """Return what two groups have of each of several events that are named one after the other."""
    starts = [0, *(i for i, word in enumerate(topic.words) if i and ("," in word.gap or word.lower == "and"))]
    items = [topic.cut(i, j) for i, j in zip(starts, [*starts[1:], len(topic.words)], strict=True)]
    named = [x for x in items if any(t.kind == "events" and topic_of(x, t).how == "name" for t in lists.trials)]
    found = [tuple(value_of(group, item, lists, share=share) for group in (one, other)) for item in named]
    pairs = [(left, right) for left, right in found if left is not None and right is not None]
    return pairs if len(pairs) > 1 and len(pairs) == len(named) else []


def _led(part: Told, topic: Told, lists: Lists, meant: frozenset[int]) -> Verdict | None:
    """Return whether the one arm that is told to have had more, or the most, of what was measured has it."""
    trials = [lists.trials[i] for i in meant]
    ways = [(i, True) for i in part.at("tally-more", "tally-top")]
    ways += [(i, False) for i in part.at("tally-less", "tally-bottom")]
    if len(trials) != 1 or trials[0].kind != "results" or not ways or part.at("tally-than"):
        return None
    [trial] = trials
    arms = arms_named(part, trial)
    if len(arms) != 1 or len(trial.arms) < 2 or bounds_in(part.words, part.lexicon):
        return None
    values = [value_of(Group(meant, frozenset({arm})), topic, lists, share=False) for arm in range(len(trial.arms))]
    own, others = values[next(iter(arms))], [value for arm, value in enumerate(values) if arm not in arms]
    if own is None or any(other is None for other in others):
        return None
    agrees = all(other is not None and (own > other if max(ways)[1] else own < other) for other in others)
    return verdict_on(agrees != part.has("tally-deny"), "comparison")


def _moved(part: Told, topic: Told, lists: Lists, meant: frozenset[int]) -> Verdict | None:
    """Return whether what was measured as a change went the way that is told."""
    rose, fell = part.has("tally-rise"), part.has("tally-fall")
    trials = [lists.trials[i] for i in meant if lists.trials[i].kind == "results"]
    if rose == fell or part.at("tally-than"):
        return None
    trials = [trial for trial in trials if told(trial.title, part.lexicon).has("change-noun-told")]
    values = [row.value for trial in trials for arm in rows_of(topic, trial, arms_named(part, trial)) for row in arm]
    if not values or bounds_in(part.words, part.lexicon):
        return None
    return verdict_on(all(value > 0 if rose else value < 0 for value in values) != part.has("tally-deny"), "direction")


def _gaps(one: Group, other: Group, topic: Told, lists: Lists, size: Bound) -> Iterator[float]:
    """Yield by how much two groups differ: as counts, as shares, in percent of the other, in the unit of time told."""
    for left, right in _both_ways(one, other, topic, lists):
        if size.unit in DAYS:
            units = {row.unit for i in one.trials for arm in lists.trials[i].arms for row in arm.rows}
            yield from (abs(left - right) * scale for unit in units if (scale := scale_between(unit, size.unit)))
            continue
        yield abs(left - right)
        if right and size.unit == "percent":
            yield 100 * abs(left - right) / abs(right)


def _both_ways(one: Group, other: Group, topic: Told, lists: Lists) -> Iterator[tuple[float, float]]:
    """Yield what two groups have, as counts and as shares."""
    for share in (False, True):
        left, right = (value_of(group, topic, lists, share=share, counts=True) for group in (one, other))
        if left is not None and right is not None:
            yield left, right


def _equalled(part: Told, topic: Told, lists: Lists, meant: frozenset[int]) -> Verdict | None:
    """Return whether groups that are told to have the same have it."""
    if not part.has("tally-same") or not part.has("tally-of"):
        return None
    share = part.has("tally-share")
    if len(meant) > 1:
        groups = [Group(frozenset({i}), arms_of(part, lists, [i])) for i in meant]
    else:
        groups = [Group(meant, frozenset({arm})) for i in meant for arm in range(len(lists.trials[i].arms))]
    values = [value_of(group, topic, lists, share=share) for group in groups]
    known = [value for value in values if value is not None]
    if len(known) < len(values) or len(known) < 2:
        return SILENT
    return verdict_on(max(known) - min(known) <= (_SAME_SHARE if share else _SAME_COUNT), "sameness")


def _ranked(part: Told, topic: Told, lists: Lists, meant: frozenset[int]) -> Verdict | None:
    """Return whether the event told to be the most or least common is; None where numbers are told of it too."""
    if not part.has("tally-top", "tally-bottom"):
        return None
    topics = {i: topic_of(topic, lists.trials[i]) for i in meant if lists.trials[i].kind == "events"}
    if not topics:
        return None
    if not any(found.how in ("name", "kin") for found in topics.values()):
        return SILENT
    for i, found in sorted(topics.items()):
        if found.how == "unknown" or (
            found.how == "absent" and not part.has("tally-both") and len(topics) < len(lists.trials)
        ):
            continue
        counts = _counts(part, lists.trials[i])
        wanted = (min if part.has("tally-bottom") else max)(counts.values(), default=0)
        if not any(counts.get(label) == wanted for label in found.labels):
            return Verdict("contradicted", "rank")
    return None if bounds_in(part.words, part.lexicon) or part.has("tally-half") else Verdict("supported")


def _counts(part: Told, trial: Trial) -> dict[str, float]:
    """Return how often each kind of event was seen in the arms that are meant."""
    arms, counts = arms_named(part, trial), dict[str, float]()
    for j, arm in enumerate(trial.arms):
        for row in arm.rows if not arms or j in arms else ():
            if not is_total(row):
                counts[row.label] = counts.get(row.label, 0) + row.value
    return counts
