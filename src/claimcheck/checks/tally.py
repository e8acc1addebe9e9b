"""Part of a statement + lists of trials -> Verdict: what it counts, compares or ranks, counted out on the lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claimcheck.checks.bounds import Bound, bounds_in
from claimcheck.checks.statement import Verdict
from claimcheck.checks.told import Told, Topic, arms_named, is_total, measured_topic, topic_of, trials_named
from claimcheck.claims.stems import stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from claimcheck.checks.trial_lists import Row, Trial

SILENT = Verdict("silent")
# Two shares are the same within this many points, two counts within this.
_SAME_SHARE, _SAME_COUNT, _MULTIPLE = 0.6, 0.05, 0.95
_HALF = 50.0


class Lists(NamedTuple):
    """The lists that a statement is held against: one section of each trial, and what it calls the trials."""

    trials: tuple[Trial, ...]
    names: tuple[str, ...]

    @property
    def all(self) -> frozenset[int]:
        """Return the positions of all trials."""
        return frozenset(range(len(self.trials)))


class Group(NamedTuple):
    """Whom a number is told of: some arms (none: all) of some trials."""

    trials: frozenset[int]
    arms: frozenset[int]


def tally(part: Told, topic: Told, lists: Lists, meant: frozenset[int]) -> Verdict:
    """Return what the lists of the trials that are meant say of a part; `topic` are the words that say of what."""
    for look in (_compared, _equalled, _ranked):
        found = look(part, topic, lists, meant)
        if found is not None:
            return found
    verdicts = [_counted(part, topic, lists.trials[i]) for i in sorted(meant) if lists.trials[i].arms]
    against = [verdict for verdict in verdicts if verdict.says == "contradicted"]
    return next(iter([*against, *(v for v in verdicts if v.says == "supported"), SILENT]))


def _says(agrees: bool, part: str) -> Verdict:
    return Verdict("supported") if agrees else Verdict("contradicted", part)


def rows_of(topic: Told, trial: Trial, arms: Iterable[int] = ()) -> list[list[Row]]:
    """Return the rows that are meant in each of the arms."""
    meant = set(arms) or set(range(len(trial.arms)))
    held = [arm.rows for i, arm in enumerate(trial.arms) if i in meant]
    if trial.kind == "results":
        labels = measured_topic(topic, trial)
        return [[row for row in rows if row.label in labels] for rows in held]
    found = topic_of(topic, trial)
    return [found.of(rows) for rows in held]


def _value(group: Group, topic: Told, lists: Lists, *, share: bool) -> float | None:
    """Return the one number of a group: events of all its arms together, or what was measured in its first."""
    trials = [lists.trials[i] for i in sorted(group.trials)]
    held = [rows for trial in trials for rows in rows_of(topic, trial, group.arms)]
    rows = [row for arm in held for row in arm]
    if any(trial.kind == "results" for trial in trials):
        return None if not rows else rows[0].value if rows[0].share is None else rows[0].share
    if any(topic_of(topic, trial).how == "unknown" for trial in trials):
        return None
    count = sum(row.value for row in rows)
    people = sum(max((row.n or 0 for row in arm), default=0) for arm in held)
    return 100 * count / max(people, 1) if share else count


def _compared(part: Told, topic: Told, lists: Lists, meant: frozenset[int]) -> Verdict | None:
    """Return whether one group has more or less than another, as is said, by as much as is said."""
    than = part.at("tally-than")
    ways = [(i, True) for i in part.at("tally-more")] + [(i, False) for i in part.at("tally-less")]
    ways = sorted(way for way in ways if than and way[0] < than[-1])
    numbers = bounds_in(part.words, part.lexicon)
    if not ways or any(bound.first in range(than[-1] + 1, than[-1] + 3) for bound in numbers):
        return None
    one, other = _sides(part, than[-1], lists, meant)
    if one == other:
        return None
    share = part.has("tally-share")
    left, right = (_value(group, topic, lists, share=share) for group in (one, other))
    if left is None or right is None:
        return SILENT
    more = ways[-1][1]
    agrees = left > right if more else left < right
    if part.has("tally-deny"):
        return _says(not agrees, "comparison")
    if agrees:
        size = [bound for bound in numbers if bound.behind <= ways[-1][0] + 1 and bound.first < than[-1]]
        differences = [abs(a - b) for a, b in _both_ways(one, other, topic, lists)]
        if part.has("tally-twice", "tally-thrice"):
            low, high = sorted((abs(left), abs(right)))
            return _says(low == 0 or high / low >= (3 if part.has("tally-thrice") else 2) * _MULTIPLE, "multiple")
        if size:
            return _says(any(size[-1].holds(v) for v in (*differences, left)), "difference")
    return _says(agrees, "comparison")


def _both_ways(one: Group, other: Group, topic: Told, lists: Lists) -> Iterator[tuple[float, float]]:
    """Yield what two groups have, as counts and as shares."""
    for share in (False, True):
        left, right = (_value(group, topic, lists, share=share) for group in (one, other))
        if left is not None and right is not None:
            yield left, right


def _sides(part: Told, than: int, lists: Lists, meant: frozenset[int]) -> tuple[Group, Group]:
    """Return the groups on both sides of "than"; a side that is not named is all that the other is not."""
    left, right = part.cut(0, than), part.cut(than + 1, len(part.words))
    two = len(lists.trials) > 1
    one = trials_named(left, lists.names) if two else lists.all
    other = trials_named(right, lists.names) if two else lists.all
    if two and one != other:
        one, other = one or lists.all - other, other or lists.all - one
    one, other = one or other or meant, other or one or meant
    first, second = (_arms(side, lists, trials) for side, trials in ((left, one), (right, other)))
    if one == other and first != second:
        pair = frozenset({0, 1})
        first, second = first or pair - second, second or pair - first
    return Group(one, first), Group(other, second)


def _arms(side: Told, lists: Lists, trials: Iterable[int]) -> frozenset[int]:
    return frozenset().union(*(arms_named(side, lists.trials[i]) for i in trials))


def _equalled(part: Told, topic: Told, lists: Lists, meant: frozenset[int]) -> Verdict | None:
    """Return whether groups that are told to have the same have it."""
    if not part.has("tally-same") or not part.has("tally-of"):
        return None
    share = part.has("tally-share")
    if len(meant) > 1:
        groups = [Group(frozenset({i}), _arms(part, lists, [i])) for i in meant]
    else:
        groups = [Group(meant, frozenset({arm})) for i in meant for arm in range(len(lists.trials[i].arms))]
    values = [_value(group, topic, lists, share=share) for group in groups]
    known = [value for value in values if value is not None]
    if len(known) < len(values) or len(known) < 2:
        return SILENT
    return _says(max(known) - min(known) <= (_SAME_SHARE if share else _SAME_COUNT), "sameness")


def _ranked(part: Told, topic: Told, lists: Lists, meant: frozenset[int]) -> Verdict | None:
    """Return whether the event that is told to be the most or least common is."""
    if not part.has("tally-top", "tally-bottom"):
        return None
    for i in sorted(meant):
        trial, found = lists.trials[i], topic_of(topic, lists.trials[i])
        if trial.kind != "events" or found.how not in ("name", "kin"):
            continue
        arms, counts = arms_named(part, trial), dict[str, float]()
        for j, arm in enumerate(trial.arms):
            for row in arm.rows if not arms or j in arms else ():
                if not is_total(row):
                    counts[row.label] = counts.get(row.label, 0) + row.value
        wanted = (min if part.has("tally-bottom") else max)(counts.values(), default=0)
        return _says(any(counts.get(label) == wanted for label in found.labels), "rank")
    return SILENT


def _counted(part: Told, topic: Told, trial: Trial) -> Verdict:
    """Return whether the numbers that are given, or that something was there or not, can be read off one trial."""
    arms = arms_named(part, trial)
    held = rows_of(topic, trial, arms)
    found = topic_of(topic, trial) if trial.kind == "events" else Topic("name", frozenset())
    numbers = [bound for bound in bounds_in(part.words, part.lexicon) if not _is_setting(bound, trial)]
    denied = part.has("tally-deny")
    if part.has("tally-half") and not any(
        b.unit == "percent" and b.sign in "<><=>=" and b.sign != "=" for b in numbers
    ):
        shares = [sum(row.share or 0 for row in rows) for rows in held if rows]
        if found.how == "unknown" or not shares:
            return SILENT
        return _says((max(shares) > _HALF) != denied, "majority")
    if numbers:
        return _numbers_fit(numbers, part, topic, trial, found)
    if trial.kind == "results":
        return SILENT
    return _was_there(part, held, found)


def _is_setting(bound: Bound, trial: Trial) -> bool:
    """Return whether a number only repeats how something was measured: a dose, a grade, a month of the follow-up."""
    if trial.kind != "results" or bound.unit == "percent" or bound.sign in "<>":
        return False
    told_of = " ".join([trial.title, *(f"{arm.title} {arm.about}" for arm in trial.arms)])
    labels = " ".join(row.label for arm in trial.arms for row in arm.rows)
    return f"{bound.value:g}" in {word.strip("().,;:") for word in f"{told_of} {labels}".split()}


def _numbers_fit(numbers: Sequence[Bound], part: Told, topic: Told, trial: Trial, found: Topic) -> Verdict:
    verdict = SILENT
    for i, bound in enumerate(numbers):
        start = numbers[i - 1].behind if i else 0
        segment = part.cut(start, numbers[i + 1].first if i + 1 < len(numbers) else len(part.words))
        own = segment if len(numbers) > 1 and segment.content() else topic
        meant = topic_of(own, trial) if trial.kind == "events" else found
        if meant.how in ("unknown", "kin") and bound.value == 0:
            continue
        arms = arms_named(segment, trial) or arms_named(part, trial)
        if part.has("tally-kinds") and bound.unit != "percent":
            values = list(_kinds(trial, arms))
        else:
            values = list(_readings(rows_of(own, trial, arms), bound, summed=meant.how != "unknown"))
        if not values:
            continue
        denied = part.has("tally-deny")
        if denied and bound.unit == "percent" and trial.kind == "results":
            # "40 % did not respond" is told of a list of those who did.
            denied, values = False, [100 - value for value in values]
        if any(bound.holds(value) for value in values) == denied:
            return Verdict("contradicted", "figure")
        verdict = verdict if meant.how == "unknown" else Verdict("supported")
    return verdict


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
            if row.n and bound.sign == "=":
                yield row.n
            if row.n and row.share is not None:
                yield round(row.share * row.n / 100)
    if not summed and share:
        return
    for group in (*held, rows):
        count, of = sum(row.value for row in group), sum(people) if group is rows else max(people, default=0)
        yield from ([100 * count / of] if of else []) if share else [count, *([of] if bound.sign == "=" else [])]
    if len(rows) == 2:
        first, second = ((row.share if share else row.value) or 0 for row in rows)
        yield abs(first - second)


def _kinds(trial: Trial, arms: frozenset[int]) -> Iterator[float]:
    """Yield how many kinds of events are listed, and how many were seen, in each arm and in all."""
    held = [arm.rows for i, arm in enumerate(trial.arms) if not arms or i in arms]
    seen = [{row.label for row in rows if row.value > 0 and not is_total(row)} for rows in held]
    yield from (len(labels) for labels in seen)
    yield from (len([row for row in rows if not is_total(row)]) for rows in held)
    yield len(set[str]().union(*seen))


def _was_there(part: Told, held: Sequence[Sequence[Row]], found: Topic) -> Verdict:
    """Return whether what is told to have been seen, or not to have been, was."""
    counts = [sum(row.value for row in rows) for rows in held]
    if part.has("tally-none", "tally-deny"):
        return Verdict("supported") if found.how == "unknown" else _says(sum(counts) == 0, "denial")
    if found.how == "unknown":
        return SILENT
    if part.has("tally-each-arm"):
        return _says(all(counts), "each arm")
    if part.has("tally-several"):
        return _says(sum(counts) > 1, "number")
    if found.how == "name" and stem("or") not in part.stems():
        seen = {row.label for rows in held for row in rows if row.value > 0}
        return _says(found.labels <= seen, "event")
    return _says(sum(counts) > 0, "event")
