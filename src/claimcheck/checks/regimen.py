"""Statement + arms of a trial -> whether what it gives is given that way and that often.

What a text says behind the name of a medicine, up to the next medicine, is taken to be told of it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from claimcheck.checks.difference import DAYS
from claimcheck.checks.told import Told, arms_numbered, stem, told

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimcheck.checks.trial_lists import Trial

# So many words behind the name of a medicine may still tell how it is given.
_REACH = 24
_COUNTS = {
    "once": 1, "one": 1, "twice": 2, "two": 2, "thrice": 3, "three": 3, "four": 4, "five": 5, "six": 6, "other": 2,
}  # fmt: skip
_COUNT = r"(?:(?P<n>once|twice|thrice|(?:one|two|three|four|five|six|\d+) times?)\s+)?"
_PER = re.compile(rf"\b{_COUNT}(?:(?P<ly>dai|week|month)ly|(?:a|per|each|every)\s+(?P<unit>day|week|month))\b")
_EVERY = re.compile(
    r"\bevery\s+(?P<n>other|two|three|four|five|six|\d+)\s+(?P<unit>hour|day|week|month)s?\b|\bq(?P<m>\d+)(?P<u>[hdw])\b"
)
_SHORT = {"qd": 1.0, "od": 1.0, "bid": 2.0, "bd": 2.0, "tid": 3.0, "qid": 4.0, "qw": 1 / 7}
# Two frequencies are the same within this share of the greater.
_NEAR = 0.02


class Regimen(NamedTuple):
    """The routes by which something is given, and how often a day."""

    routes: frozenset[str]
    often: frozenset[float]


def against(part: Told, trial: Trial) -> str:
    """Return which of route and frequency a trial gives otherwise than a part tells, "" where none is."""
    said = _regimen(part)
    if not (said.routes or said.often):
        return ""
    arms = [arm for arm in arms_numbered(part) if arm < len(trial.arms)] or range(len(trial.arms))
    texts = [told(trial.arms[i].about, part.lexicon) for i in arms]
    given = {stem(part.words[i].lower) for i in _medicines(part)}
    known = [found for text in texts for found in (_behind(text, given) if given else [_regimen(text)])]
    routes = frozenset().union(*(one.routes for one in known))
    often = frozenset().union(*(one.often for one in known))
    if said.routes and routes and not said.routes & routes:
        return "route"
    if said.often and often and not any(abs(a - b) <= _NEAR * max(a, b) for a in said.often for b in often):
        return "frequency"
    return ""


def _medicines(text: Told) -> list[int]:
    """Return where single words name a medicine."""
    starts = {word.start: i for i, word in enumerate(text.words)}
    return [starts[name.start] for name in text.lexicon.names_in(text.words) if name.category == "medicine"]


def _behind(text: Told, given: set[str]) -> Iterator[Regimen]:
    """Yield what stands behind each place where one of some medicines is named."""
    at = _medicines(text)
    for n, i in enumerate(at):
        if stem(text.words[i].lower) in given:
            end = next((j for j in at[n + 1 :] if stem(text.words[j].lower) not in given), len(text.words))
            start = max(at[n - 1] + 1 if n else 0, i - 2)
            yield _regimen(text.cut(start, min(end, i + _REACH)))


def _regimen(text: Told) -> Regimen:
    held = text.lexicon.class_runs(text.words)
    routes = frozenset(name for name in held if name.startswith("way-"))
    return Regimen(routes, frozenset(_often([word.lower for word in text.words])))


def _often(words: Sequence[str]) -> Iterator[float]:
    """Yield how often a day something is told to be given."""
    text = " ".join(words)
    yield from (_SHORT[word] for word in words if word in _SHORT)
    for match in _EVERY.finditer(text):
        if match["m"]:
            yield 1 / (int(match["m"]) * {"h": 1 / 24, "d": 1.0, "w": 7.0}[match["u"]])
        else:
            yield 1 / (_number(match["n"]) * DAYS[match["unit"]])
    for match in _PER.finditer(text):
        unit = match["unit"] or {"dai": "day"}.get(match["ly"], match["ly"])
        yield _number((match["n"] or "once").split()[0]) / DAYS[unit]


def _number(word: str) -> int:
    return _COUNTS.get(word) or int(word)
