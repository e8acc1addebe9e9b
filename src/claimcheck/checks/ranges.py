"""Words -> Ranges: from where to where the numbers of a criterion go, or of whom a statement speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claimcheck.checks.bounds import Bound, bounds_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimcheck.lexicon import Lexicon
    from claimcheck.words import Word

_INFINITE = float("inf")
# How far over a number what is told to be over it begins.
_OVER = 1e-6


class Range(NamedTuple):
    """From where to where a number of a text goes; `bare`: it only gives one number and does not say from or to."""

    low: float
    high: float
    unit: str
    bare: bool


def ranges_in(words: Sequence[Word], lexicon: Lexicon) -> tuple[Range, ...]:
    """Return the ranges that the numbers of a run of words give: "18 to 75", "0, 1 or 2", "at least 9"."""
    found: list[Range] = []
    known = bounds_in(words, lexicon, doses=True)
    # "x 10^9" is no number of its own.
    bounds = [one for one in known if not (one.first and words[one.first - 1].lower in ("x", "×"))]
    i = 0
    while i < len(bounds):
        run = [bounds[i]]
        while i + 1 < len(bounds) and _goes_on(words, run[-1], bounds[i + 1]):
            i += 1
            run.append(bounds[i])
        i += 1
        found.append(_range(run, _unit(words, run)))
    return tuple(found)


def _unit(words: Sequence[Word], run: Sequence[Bound]) -> str:
    """Return what numbers count; without a unit they count years where they are told as an age: "aged 15"."""
    before = words[run[0].first - 1].lower if run[0].first else ""
    return run[-1].unit or ("year" if before in ("age", "aged") else "")


def _goes_on(words: Sequence[Word], one: Bound, other: Bound) -> bool:
    between = [w.lower for w in words[one.behind : other.first]]
    gap = words[other.first].gap.strip()
    if other.first == one.behind:
        return gap in ("-", "–", "—", ",", "/") and one.sign == "=" and other.sign == "="
    return between in (["to"], ["and"], ["or"], ["through"]) and one.sign == "="


def _range(run: Sequence[Bound], unit: str) -> Range:
    low, high = min(b.value for b in run), max(b.value for b in run)
    if len(run) > 1:
        return Range(low, high, unit, False)
    [one] = run
    sides = {">": (one.value + _OVER, _INFINITE), ">=": (one.value, _INFINITE), "<": (-_INFINITE, one.value - _OVER)}
    sides["<="] = (-_INFINITE, one.value)
    if one.sign in sides:
        return Range(*sides[one.sign], unit, False)
    return Range(one.value, one.value, unit, True)
