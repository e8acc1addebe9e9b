"""Wordings of claims -> groups: the same but for a few words, with the same names, figures, stance and records.

Each wording joins the most frequent one that it is like, and that one stands for its group: likeness never passes from
one to the next until the last has nothing in common with the first. Which could be alike is found by their rarest pairs
of words alone: two sets of which a share is common have one of those in common (prefix filtering: Chaudhuri, Ganti and
Kaushik 2006). So it is exact, the same each time, and looks at few.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import chain, pairwise
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# Of the pairs of neighbouring words of two wordings, the share that is in both.
ALIKE = 0.6

_Pair = tuple[str, str]


class Wording(NamedTuple):
    """One way to put a claim: its plain words, and all that has to be equal for one decision to fit both."""

    words: str
    same: tuple[object, ...]


def groups(wordings: Sequence[Wording]) -> list[int]:
    """Return for each wording, the most frequent first, the position of the one that stands for its group."""
    apart: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for position, wording in enumerate(wordings):
        apart[wording.same].append(position)
    stands = list(range(len(wordings)))
    for positions in apart.values():
        if len(positions) > 1:
            _group(positions, [_pairs(wordings[position].words) for position in positions], stands)
    return stands


def _group(positions: Sequence[int], sets: Sequence[frozenset[_Pair]], stands: list[int]) -> None:
    frequent = Counter(chain.from_iterable(sets))
    # For each rare pair, the wordings that stand for a group and have it.
    having: dict[_Pair, list[int]] = defaultdict(list)
    for at, own in enumerate(sets):
        rare = _rare(own, frequent)
        others = {other for pair in rare for other in having[pair]}
        like, nearest = max(((_share(own, sets[other]), -other) for other in others), default=(0.0, 0))
        if like >= ALIKE:
            stands[positions[at]] = positions[-nearest]
            continue
        for pair in rare:
            having[pair].append(at)


def _rare(own: Iterable[_Pair], frequent: Mapping[_Pair, int]) -> list[_Pair]:
    """Return as many of the rarest pairs as have to hold one that is common with any wording alike."""
    ordered = sorted(own, key=lambda pair: (frequent[pair], pair))
    return ordered[: len(ordered) - ceil(ALIKE * len(ordered)) + 1]


def _pairs(words: str) -> frozenset[_Pair]:
    return frozenset(pairwise(("", *words.split(), "")))


def _share(one: frozenset[_Pair], other: frozenset[_Pair]) -> float:
    common = len(one & other)
    return common / (len(one) + len(other) - common)
