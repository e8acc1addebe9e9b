"""What evidence or a trial's lists say of a statement; the first of several looks at a part of it that answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from claimcheck.checks.groups import Lists
    from claimcheck.checks.told import Told

    # A part, the words that say of what it tells, the lists, and which trials are meant.
    Look = Callable[[Told, Told, Lists, frozenset[int]], "Verdict | None"]


class Verdict(NamedTuple):
    """What evidence says of a statement: supported, contradicted or silent; `part` is what disagrees or is missing."""

    says: str
    part: str = ""


SILENT = Verdict("silent")


def verdict_on(agrees: bool, part: str) -> Verdict:
    """Return that a statement is supported, or contradicted by one of its parts."""
    return Verdict("supported") if agrees else Verdict("contradicted", part)


def first_verdict(
    looks: Iterable[Look], part: Told, topic: Told, lists: Lists, meant: frozenset[int]
) -> Verdict | None:
    """Return what the first look says that finds something to look at in a part, None where none does."""
    return next((found for look in looks if (found := look(part, topic, lists, meant)) is not None), None)
