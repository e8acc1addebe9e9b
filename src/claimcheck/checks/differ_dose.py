"""Claim + record -> whether the dose that the copy gives is one that was studied; units are converted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from claimcheck.checks.difference import AGREE, OPEN, Difference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimcheck.claims.reading import Reading
    from claimcheck.model import Claim
    from claimcheck.records.record import Record

_NUMBER = r"\d+(?:,\d{3})+|\d+(?:\.\d+)?"
# "2.5, 5 or 10 million cells": numbers that share a unit; "2 to 4 mg": all that lies between.
_DOSE = re.compile(
    rf"(?<![\w.])((?:(?:{_NUMBER})(?:\s*(?:,|or|and|to|-|–)\s*)+)*(?:{_NUMBER}))\s*(million|billion)?\s*"
    r"(mcg|µg|μg|micrograms?|mg|milligrams?|grams?|g|ml|millilitres?|milliliters?|iu|units?|(?:\w+\s)?cells)\b",
    re.IGNORECASE,
)
_SCALES = {"": 1.0, "million": 1e6, "billion": 1e9}
# The first letters of a unit -> what it measures, and how much of it one is.
_UNITS = (
    ("mcg", "mg", 0.001), ("µg", "mg", 0.001), ("μg", "mg", 0.001), ("microg", "mg", 0.001), ("mg", "mg", 1.0),
    ("millig", "mg", 1.0), ("g", "mg", 1000.0), ("ml", "ml", 1.0), ("millil", "ml", 1.0), ("iu", "iu", 1.0),
    ("unit", "iu", 1.0),
)  # fmt: skip
# Two doses are the same within this share.
_SAME = 0.02


class Dose(NamedTuple):
    """An amount from `low` to `high`: of what, and in which words."""

    low: float
    high: float
    of: str
    shown: str


def dose(claim: Claim, record: Record, reading: Reading) -> Difference:
    """Return whether the claim gives another dose than those studied, in any unit of the same kind."""
    known = tuple(doses_in(str(record.at("intervention.dose") or "")))
    said = tuple(doses_in(reading.document.text[claim.sentence.start : claim.sentence.end]))
    alike = [one for one in said if any(one.of == other.of for other in known)]
    if not alike:
        return OPEN
    if any(_meet(one, other) for one in alike for other in known):
        return AGREE
    shown = ", ".join(dict.fromkeys(other.shown for other in known if other.of == alike[0].of))
    return Difference(alike[0].shown, shown, ("intervention", "dose"))


def doses_in(text: str) -> Iterator[Dose]:
    """Yield the doses that a text gives."""
    for match in _DOSE.finditer(text):
        of, unit = _unit(match.group(3).lower())
        scale = unit * _SCALES[(match.group(2) or "").lower()]
        numbers = [float(n.replace(",", "")) * scale for n in re.findall(_NUMBER, match.group(1))]
        if len(numbers) == 2 and re.search(r"\bto\b|[-–]", match.group(1)):
            yield Dose(min(numbers), max(numbers), of, match.group())
        else:
            yield from (Dose(n, n, of, match.group()) for n in numbers)


def _unit(word: str) -> tuple[str, float]:
    return next(((of, scale) for begins, of, scale in _UNITS if word.startswith(begins)), ("cells", 1.0))


def _meet(one: Dose, other: Dose) -> bool:
    return one.of == other.of and one.low <= other.high * (1 + _SAME) and other.low <= one.high * (1 + _SAME)
