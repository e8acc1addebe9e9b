"""Part of a statement -> Told: its words, the kinds of events, the trials and the arms that it names."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from claimcheck.claims.stems import GRAMMAR
from claimcheck.claims.stems import stem as stem_of
from claimcheck.words import words_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimcheck.checks.trial_lists import Trial
    from claimcheck.lexicon import Lexicon
    from claimcheck.words import Word

_ARM_WORDS = ("cohort", "group", "arm", "intervention", "cohorts", "groups", "arms")
_ORDINALS = {"first": 0, "second": 1, "other": 1}
_SPELLED = {"one": 1, "two": 2, "three": 3, "four": 4}
# From this share of its words on, an arm's or a measured row's name is named.
TITLED = 0.34
# A word of so many letters is the same as one that goes on from it.
ALIKE = 5
_DIPHTHONG = re.compile("(?<=[a-z])[ao]e|^[ao]e(?=[^ur])")


@cache
def stem(word: str) -> str:
    """Return the stem of a lower-case word, one for the British and the American spelling: "oedema", "edema"."""
    plain = _DIPHTHONG.sub("e", word) if len(word) >= ALIKE else word
    return stem_of(plain.replace("leuco", "leuko").replace("tumour", "tumor"))


class Told(NamedTuple):
    """A part of a statement: its words, and what they are read with."""

    words: tuple[Word, ...]
    lexicon: Lexicon

    def has(self, *classes: str) -> bool:
        """Return whether a phrase of one of the classes stands in it."""
        return any(self.lexicon.class_spans(self.words, name) for name in classes)

    def spans(self, *classes: str) -> list[tuple[int, int]]:
        """Return the runs of words, as positions, that are phrases of the classes, in order."""
        return sorted(span for name in classes for span in self.lexicon.class_spans(self.words, name))

    def at(self, *classes: str) -> list[int]:
        """Return the positions at which phrases of the classes begin, in order."""
        return sorted(first for name in classes for first, _ in self.lexicon.class_spans(self.words, name))

    def cut(self, start: int, end: int) -> Told:
        """Return a run of its words."""
        return Told(self.words[start:end], self.lexicon)

    def stems(self) -> frozenset[str]:
        """Return the stems of all its words."""
        return frozenset(stem(word.lower) for word in self.words)

    def content(self) -> frozenset[str]:
        """Return the stems of the words that name something: no numbers, no words of counting and of trials."""
        little = {
            i
            for name in ("tally-little", "kept-out", "let-in")
            for first, behind in self.lexicon.class_spans(self.words, name)
            for i in range(first, behind)
        }
        return frozenset(
            stem(word.lower)
            for i, word in enumerate(self.words)
            if i not in little and word.lower not in GRAMMAR and len(word.lower) > 2 and word.lower[0].isalpha()
        )

    def kinds(self, *, general: bool = True) -> frozenset[str]:
        """Return the kinds of events that it speaks of; `general`: in words that stand for a whole kind."""
        held = self.lexicon.class_runs(self.words)
        whole = {i for first, behind in held.get("kin-general", ()) for i in range(first, behind)}
        return frozenset(
            name
            for name, spans in held.items()
            if name.startswith("kin-")
            and name != "kin-general"
            and (not general or any(first in whole for first, _ in spans))
        )

    def beside_kinds(self) -> frozenset[str]:
        """Return the stems of what it names beside kinds of events."""
        held = self.lexicon.class_runs(self.words)
        kinds = [
            spans for name, spans in held.items() if name.startswith("kin-") or name in ("kind-marker", "event-noun")
        ]
        inside = {i for spans in kinds for first, behind in spans for i in range(first, behind)}
        return Told(tuple(word for i, word in enumerate(self.words) if i not in inside), self.lexicon).content()

    def events(self) -> frozenset[str]:
        """Return the events that it names, each by one name for all that it is called; the longest at each place."""
        held = self.lexicon.class_runs(self.words)
        spans = [(name, span) for name, found in held.items() if name.startswith("same-") for span in found]
        whole = frozenset(
            name
            for name, (first, end) in spans
            if not any(a <= first and end <= b and (a, b) != (first, end) for _, (a, b) in spans)
        )
        # "Too little calcium in the blood" has a name of its own.
        sides = [side for side in ("low", "high") if f"level-{side}" in held]
        levels = [name.removeprefix("level-") for name in held if name.startswith("level-")]
        return whole | {f"same-{level}-{side}" for level in levels for side in sides if len(sides) == 1}


def told(text: str, lexicon: Lexicon) -> Told:
    """Return a text as one part."""
    return Told(words_in(text), lexicon)


def trials_named(part: Told, names: Sequence[str]) -> frozenset[int]:
    """Return which of some trials, called by their names, a part speaks of."""
    if len(names) == 1:
        return frozenset({0})
    if part.has("tally-both"):
        starts = set(part.at("tally-both"))
        if any(_is_all_trials(part.words[i + 1 : i + 4], names) for i in starts):
            return frozenset(range(len(names)))
    said = {word.lower for word in part.words}
    return frozenset(i for i, name in enumerate(names) if name.lower() in said)


def _is_all_trials(words: Sequence[Word], names: Sequence[str]) -> bool:
    following = [w.lower for w in words if w.lower not in ("of", "the", "these")]
    return bool(following) and (following[0] in ("trials", "studies") or following[0] in map(str.lower, names))


def arms_named(part: Told, trial: Trial) -> frozenset[int]:
    """Return which arms of a trial a part names: by number, by place, or by what tells their titles apart."""
    found = frozenset(arm for arm in arms_numbered(part) if arm < len(trial.arms))
    return found or _titled(part, trial) or _by_purpose(part, trial)


def arms_numbered(part: Told) -> frozenset[int]:
    """Return the arms that a part names by number or by place, counted from nought."""
    found, words = set(), [word.lower for word in part.words]
    for i, (word, following) in enumerate(pairwise(words)):
        if word in _ARM_WORDS and "," not in part.words[i + 1].gap and (following.isdigit() or following in _SPELLED):
            found.add(int(_SPELLED.get(following, following)) - 1)
            # "Cohorts 1 and 2" are two.
            if words[i + 2 : i + 3] in (["and"], ["or"]) and words[i + 3 : i + 4] and words[i + 3].isdigit():
                found.add(int(words[i + 3]) - 1)
        elif word in _ORDINALS and following in _ARM_WORDS:
            found.add(_ORDINALS[word])
    return frozenset(found)


def _by_purpose(part: Told, trial: Trial) -> frozenset[int]:
    """Return the arms that are named as those who are tested, or as their controls."""
    control, test = part.has("arm-control"), part.has("arm-test")
    if control == test:
        return frozenset()
    held = frozenset(i for i, arm in enumerate(trial.arms) if told(arm.title, part.lexicon).has("arm-control-title"))
    rest = frozenset(range(len(trial.arms))) - held
    return (held if control else rest) if held and rest else frozenset()


def _titled(part: Told, trial: Trial) -> frozenset[int]:
    if len(trial.arms) < 2:
        return frozenset()
    titles = [frozenset(stem(w.lower) for w in words_in(arm.title)) for arm in trial.arms]
    said = part.stems()
    shares = []
    for i, title in enumerate(titles):
        own = title.difference(*(other for j, other in enumerate(titles) if j != i))
        shares.append(len(own & said) / len(own) if own else 0.0)
    best = max(shares)
    return frozenset(i for i, share in enumerate(shares) if share == best) if best >= TITLED else frozenset()
