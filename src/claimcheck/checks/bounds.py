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
# "A third", but not "the third cycle".
_PARTS = ("a", "one", "than", "over", "under", "about", "almost", "nearly", "exactly")
_PERCENT = ("%", "percent", "percentage")
# Of two phrases that end at one number the later in this table holds: "no more than 2" is at most two.
_BEFORE = {"bound-near": "~", "bound-over": ">", "bound-under": "<", "bound-least": ">=", "bound-most": "<="}
_AFTER = {"bound-after-least": ">=", "bound-after-most": "<="}
_GROUPS = ("cohort", "group", "arm", "trial")
_DOSES = ("mg", "mcg", "µg", "g", "kg", "ml", "mm", "cm", "iu", "gy", "mmol", "auc")
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


def bounds_in(words: Sequence[Word], lexicon: Lexicon, *, doses: bool = False) -> tuple[Bound, ...]:
    """Return the numbers of a run of words; one that only labels a thing (cohort 1, week 12, 30 mg) is none."""
    run = tuple(words)
    labels = {behind for _, behind in lexicon.class_spans(run, "number-label")}
    before = {behind: sign for name, sign in _BEFORE.items() for _, behind in lexicon.class_spans(run, name)}
    after = {first: sign for name, sign in _AFTER.items() for first, _ in lexicon.class_spans(run, name)}
    found: list[Bound] = []
    for i in range(len(run)):
        value, unit, behind = _value(run, i)
        inside = bool(found) and i < found[-1].behind
        if i - 2 in labels and run[i - 1].lower in ("and", "or"):
            labels.add(i)  # "Cohorts 1 and 2" counts nothing.
        if (
            value is None
            or inside
            or (i in labels and unit != "percent")
            or _is_named(run, i, doses)
            or _points(run, i)
        ):
            continue
        start = i - 1 if i and run[i - 1].lower in ("a", "an", "the") else i
        sign = before.get(i) or before.get(start) or after.get(behind) or "="
        found.append(Bound(i, behind, value, unit, sign))
    return tuple(found)


def _value(words: tuple[Word, ...], i: int) -> tuple[float | None, str, int]:
    """Return the number that begins at a word, its unit and the position behind it; None where none begins."""
    word, following = words[i].lower, words[i + 1].lower if i + 1 < len(words) else ""
    if word in _SHARES and (word != "third" or following == "of" or (i and words[i - 1].lower in _PARTS)):
        return _SHARES[word], "percent", i + 1
    unit = following.removesuffix("s")
    # "A month longer" is one month.
    if word in ("a", "an") and unit in TIME_UNITS:
        return 1.0, unit, i + 2
    value = _SMALL.get(word, number(words[i]))
    if value is None:
        return None, "", i
    second = number(words[i + 1]) if following and words[i + 1].gap.strip() == "/" else None
    if second is not None and 0 < value <= second:
        return 100 * value / second, "percent", i + 2
    if following in _PERCENT:
        return value, "percent", i + 2
    return (value, unit, i + 2) if unit in TIME_UNITS else (value, "", i + 1)


def _is_named(words: tuple[Word, ...], i: int, doses: bool) -> bool:
    """Return whether a number is part of a name, or of a dose that is not asked for: "SB-623", "2b", "30 mg"."""
    glued = i > 0 and words[i].gap in ("", "-") and words[i - 1].text[-1].isalpha() and words[i].text[0].isdigit()
    after = words[i + 1] if i + 1 < len(words) else None
    if after is None:
        return glued
    is_dose = after.lower in _DOSES
    letters = after.gap == "" and after.text[0].isalpha() and words[i].text[0].isdigit() and after.lower != "x"
    return glued or (letters and not is_dose) or (is_dose and not doses)


def _points(words: tuple[Word, ...], i: int) -> bool:
    """Return whether a number points at some of several, or at all of them: "one of the cohorts", "the two groups"."""
    following = words[i + 1].lower if i + 1 < len(words) else ""
    one = words[i].lower == "one" and following in ("of", *_GROUPS)
    # "Two of the most frequent".
    most = following == "of" and [w.lower for w in words[i + 2 : i + 4]] == ["the", "most"]
    return one or most or following in {f"{group}s" for group in _GROUPS}
