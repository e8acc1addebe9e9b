"""Trials' lists + whom a statement speaks of -> groups, and the one number that each of them has."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claimcheck.checks.rows import measured_topic, topic_of
from claimcheck.checks.told import Told, arms_named, trials_named

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimcheck.checks.trial_lists import Row, Trial


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


def rows_of(topic: Told, trial: Trial, arms: Iterable[int] = ()) -> list[list[Row]]:
    """Return the rows that are meant in each of the arms."""
    meant = set(arms) or set(range(len(trial.arms)))
    held = [arm.rows for i, arm in enumerate(trial.arms) if i in meant]
    if trial.kind == "results":
        labels = measured_topic(topic, trial)
        return [[row for row in rows if row.label in labels] for rows in held]
    found = topic_of(topic, trial)
    return [found.of(rows) for rows in held]


def value_of(group: Group, topic: Told, lists: Lists, *, share: bool, counts: bool = False) -> float | None:
    """Return the one number of a group: events of all its arms together, or what was measured in its first.

    What was measured is a share where it is known, or a count where `counts` asks for it.
    """
    trials = [lists.trials[i] for i in sorted(group.trials)]
    held = [rows for trial in trials for rows in rows_of(topic, trial, group.arms)]
    rows = [row for arm in held for row in arm]
    if any(trial.kind == "results" for trial in trials):
        return None if not rows else rows[0].value if rows[0].share is None or (counts and not share) else rows[0].share
    known = [topic_of(topic, trial).how != "unknown" for trial in trials]
    if not all(known):
        # The lists are complete: what one trial lists and another does not was not seen in the other.
        if not any(topic_of(topic, trial).how == "name" for trial in lists.trials):
            return None
        named = [
            rows_of(topic, trial, group.arms) for trial, known_here in zip(trials, known, strict=True) if known_here
        ]
        held = [rows for arms in named for rows in arms]
        rows = [row for arm in held for row in arm]
    count = sum(row.value for row in rows)
    people = sum(max((row.n or 0 for row in arm), default=0) for arm in held)
    return 100 * count / max(people, 1) if share else count


def sides_of(part: Told, than: int, lists: Lists, meant: frozenset[int]) -> tuple[Group, Group]:
    """Return the groups on both sides of "than"; a side that is not named is all that the other is not."""
    left, right = part.cut(0, than), part.cut(than + 1, len(part.words))
    two = len(lists.trials) > 1
    one = trials_named(left, lists.names) if two else lists.all
    other = trials_named(right, lists.names) if two else lists.all
    if two and one != other:
        one, other = one or lists.all - other, other or lists.all - one
    one, other = one or other or meant, other or one or meant
    first, second = (arms_of(side, lists, trials) for side, trials in ((left, one), (right, other)))
    if one == other and first != second:
        pair = frozenset({0, 1})
        first, second = first or pair - second, second or pair - first
    return Group(one, first), Group(other, second)


def arms_of(side: Told, lists: Lists, trials: Iterable[int]) -> frozenset[int]:
    """Return the arms that a side names, in any of some trials."""
    return frozenset().union(*(arms_named(side, lists.trials[i]) for i in trials))
