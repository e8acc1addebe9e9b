"""Words -> Bounds: the numbers that a statement gives, each with what it is told to be: at least, over, about …"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claimcheck.claims.figures import TIME_UNITS, number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimcheck.lexicon import Lexicon
    from claimcheck.words import Word

_SMALL = {"zero": 0.0, "one": 1.0, "single": 1.0}
_SHARES = {"half": 50.0, "third": 100 / 3, "quarter": 25.0}
_PERCENT = ("%", "percent")
_BEFORE = {"bound-least": ">=", "bound-most": "<=", "bound-over": ">", "bound-under": "<", "bound-near": "~"}
_AFTER = {"bound-after-least": ">=", "bound-after-most": "<="}
# How near a number has to be to be the one that is told: shares are rounded more than counts.
_NEAR_SHARE, _NEAR_COUNT, _ABOUT = 0.6, 0.05, 0.1


class Bound(NamedTuple):
    """One number of a statement, by the positions of its words: `sign` is = ~ > >= < <=, `unit` percent, month …"""

    first: int
    behind: int
    value: float
    unit: str
    sign: str

    def holds(self, value: float) -> bool:
        """Return whether a value is as this number says."""
        near = _NEAR_SHARE if self.unit == "percent" else _NEAR_COUNT
        return {
            "=": abs(value - self.value) <= near,
            "~": abs(value - self.value) <= max(near, _ABOUT * abs(self.value)),
            ">": value > self.value,
            ">=": value >= self.value,
            "<": value < self.value,
            "<=": value <= self.value,
        }[self.sign]


def bounds_in(words: Sequence[Word], lexicon: Lexicon) -> tuple[Bound, ...]:
    """Return the numbers of a run of words; one that only labels a thing (cohort 1, week 12) is none."""
    run = tuple(words)
    labels = {behind for _, behind in lexicon.class_spans(run, "number-label")}
    before = {behind: sign for name, sign in _BEFORE.items() for _, behind in lexicon.class_spans(run, name)}
    after = {first: sign for name, sign in _AFTER.items() for first, _ in lexicon.class_spans(run, name)}
    found = []
    for i, word in enumerate(run):
        value, unit, behind = _value(run, i)
        if value is None or i in labels or (word.lower == "one" and _points(run, i)):
            continue
        start = i - 1 if i and run[i - 1].lower in ("a", "an", "the") else i
        sign = before.get(i) or before.get(start) or after.get(behind) or "="
        found.append(Bound(i, behind, value, unit, sign))
    return tuple(found)


def _value(words: tuple[Word, ...], i: int) -> tuple[float | None, str, int]:
    word, following = words[i].lower, words[i + 1].lower if i + 1 < len(words) else ""
    if word in _SHARES:
        return _SHARES[word], "percent", i + 1
    unit = following.removesuffix("s")
    # "A month longer" is one month.
    if word in ("a", "an") and unit in TIME_UNITS:
        return 1.0, unit, i + 2
    value = _SMALL.get(word, number(words[i]))
    if value is None:
        return None, "", i
    if following in _PERCENT:
        return value, "percent", i + 2
    return (value, unit, i + 2) if unit in TIME_UNITS else (value, "", i + 1)


def _points(words: tuple[Word, ...], i: int) -> bool:
    """Return whether "one" points at one of several: "one of the cohorts"."""
    return i + 1 < len(words) and words[i + 1].lower in ("of", "cohort", "group", "arm", "trial")
