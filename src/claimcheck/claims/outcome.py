"""Two outcomes -> whether they are one: what is measured, how two names of it agree, and what tells them apart.

An outcome is its content words; how, when and in whom it was measured (score, change from baseline, week 12) weighs
little, as does what stands behind the first preposition. Abbreviations stand for the words they begin.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claimcheck.claims.stems import EMPTY, initials_of, stem
from claimcheck.words import words_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimcheck.lexicon import Lexicon
    from claimcheck.words import Word

# How much a word tells of what is measured: said first, said behind a preposition, only a form of measuring.
_CONTENT, _PLACE, _FORM = 1.0, 0.25, 0.1
# Two names are of one outcome from this share of their weight on; between .25 and .4 F1 moves by .03 at most.
ALIKE = 0.3


class Named(NamedTuple):
    """One outcome's name as it is compared: each word's stem with its weight, and the other ways to say it.

    `short` are stems written in capitals, `initials` what the words would be shortened to, `ids` what the lexicon
    knows, `apart` for each list of words that exclude one another those that stand here.
    """

    weights: Mapping[str, float]
    short: frozenset[str]
    initials: frozenset[str]
    ids: frozenset[str]
    apart: Mapping[str, frozenset[str]]


class Likeness(NamedTuple):
    """How far two outcomes are one: `share` of 0 to 1, whether they are the same, else the part that differs."""

    same: bool
    share: float
    part: str = ""


def likeness(one: str, other: str, lexicon: Lexicon) -> Likeness:
    """Return whether two names of outcomes name the same outcome, and by which part they differ."""
    first, second = _named(one, lexicon), _named(other, lexicon)
    if first.weights == second.weights:
        return Likeness(same=True, share=1.0)
    share = _share(first, second)
    for name in first.apart.keys() & second.apart.keys():
        if first.apart[name].isdisjoint(second.apart[name]):
            words = " and ".join(("/".join(sorted(first.apart[name])), "/".join(sorted(second.apart[name]))))
            return Likeness(same=False, share=share, part=words)
    return Likeness(same=True, share=share) if share >= ALIKE else Likeness(same=False, share=share, part="measure")


def same_outcome(one: str, other: str, lexicon: Lexicon) -> bool:
    """Return whether two names of outcomes name the same outcome."""
    return likeness(one, other, lexicon).same


def _share(one: Named, other: Named) -> float:
    """Return the weight of what both name, as a share of all weight."""
    total = sum(one.weights.values()) + sum(other.weights.values())
    both = sum(one.weights[s] + other.weights[s] for s in one.weights.keys() & other.weights.keys())
    both += _in_short(one, other) + _in_short(other, one)
    known = one.ids & other.ids
    return min(1.0, (both + 2 * _CONTENT * bool(known and not both)) / total) if total else 0.0


def _in_short(one: Named, other: Named) -> float:
    """Return the weight of abbreviations of one that stand for words of the other."""
    return sum(2 * one.weights[s] for s in one.short & other.initials if s not in other.weights)


def _named(text: str, lexicon: Lexicon) -> Named:
    words = words_in(text)
    form, place = _covered(words, "outcome-form", lexicon), _covered(words, "outcome-place", lexicon)
    weights: dict[str, float] = {}
    weight = _CONTENT
    for i, word in enumerate(words):
        if i in place:
            weight = _PLACE if weights and max(weights.values()) > _FORM else weight
        elif word.lower not in EMPTY and word.lower[0].isalnum():
            told = _FORM if i in form or not word.lower[0].isalpha() else weight
            weights[stem(word.lower)] = max(told, weights.get(stem(word.lower), 0.0))
    short = frozenset(stem(w.lower) for w in words if sum(c.isupper() for c in w.text) > 1)
    ids = frozenset(n.id for n in lexicon.names_in(words) if n.category == "outcome")
    return Named(weights, short & weights.keys(), initials_of(words), ids, _apart(words, lexicon))


def _covered(words: tuple[Word, ...], name: str, lexicon: Lexicon) -> set[int]:
    return {i for first, behind in lexicon.class_spans(words, name) for i in range(first, behind)}


def _apart(words: tuple[Word, ...], lexicon: Lexicon) -> Mapping[str, frozenset[str]]:
    """Return the words of each list of which no two name one outcome."""
    found = {}
    for name in lexicon.classes:
        if name.startswith("apart-") and (spans := lexicon.class_spans(words, name)):
            found[name] = frozenset("-".join(w.lower for w in words[first:behind]) for first, behind in spans)
    return found
