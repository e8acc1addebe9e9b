"""What a comparison answers with, and how lengths of time and names are read and told in it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from claimcheck.claims.figures import number
from claimcheck.words import words_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimcheck.model import Claim
    from claimcheck.records.record import Record


class Difference(NamedTuple):
    """What the copy says and what the record says, in words, and the field of the record that disagrees."""

    said: str
    known: str
    field: tuple[str | int, ...]


class Library(NamedTuple):
    """The records that a page is held against, the day, and the records that the page names or leans on.

    `held` are those that one rule holds one claim against.
    """

    records: Mapping[str, Record]
    as_of: str
    named: frozenset[str] = frozenset()
    held: tuple[Record, ...] = ()


AGREE = Difference("", "", ())
OPEN = Difference("?", "?", ())

# How many days a unit of time has.
DAYS = {
    "second": 1 / 86400,
    "minute": 1 / 1440,
    "hour": 1 / 24,
    "day": 1.0,
    "week": 7.0,
    "month": 30.4,
    "year": 365.0,
}


def days_in(words: str) -> float | None:
    """Return a length of time in days ("12 months", "48 weeks"), None where there is none."""
    found = words_in(words.replace("-", " "))
    for one, two in pairwise(found):
        value, unit = number(one), two.lower.removesuffix("s")
        if value is not None and unit in DAYS:
            return round(value * DAYS[unit], 3)
    return None


def scale_between(unit: str, other: str) -> float:
    """Return by what a length of time in one unit is multiplied to be one in the other, 0 where the unit is none."""
    own = next((name for name in DAYS if name in unit.lower()), "")
    return DAYS[own] / DAYS[other] if own else 0.0


def nearest(claim: Claim, category: str) -> tuple[str, ...]:
    """Return the ids of a claim's names of one category at the nearest place that has any, each once."""
    named = [name for name in claim.names if name.category == category]
    return tuple(dict.fromkeys(name.id for name in named if name.via == named[0].via))


def plain(name: str) -> str:
    """Return the id of a name as words."""
    return name.replace("-", " ")
