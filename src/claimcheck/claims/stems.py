"""Words -> stems: the part of a word that its inflected and derived forms share, and the initials of a run of words."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimcheck.words import Word

# Words by which nothing is recognised.
EMPTY = frozenset("the a an of and or per vs versus than were was is are be been has have had".split())
# Words of grammar: they tell nothing of what a statement is about.
GRAMMAR = EMPTY | frozenset(
    """in to for with on by at from as being this that these those it its their they which who whom will would can could
    may might should do does did not no nor so such there here we our us he she his her you your into about also
    between during after before over under among more most less other some any all both each only just very when where
    while how what if but because due through within without against""".split()
)
_ENDINGS = tuple(
    """ization isation ations ation itions ition ements ement ments ment ness ities ity ically ical ics ic ives ive ions
    ion ings ing ed es s ally al ly enced anced ences ances ence ance ent ant ers er or y e""".split()
)
_LONGEST_FIRST = tuple(sorted(_ENDINGS, key=lambda ending: -len(ending)))
# So many letters a stem keeps; so many an abbreviation has at most.
_SHORTEST, _LONGEST_SHORT = 4, 6


@cache
def stem(word: str) -> str:
    """Return a lower-case word without its endings, as long as four letters are left."""
    while True:
        ending = next((e for e in _LONGEST_FIRST if word.endswith(e) and len(word) - len(e) >= _SHORTEST), None)
        if ending is None or (ending == "s" and word.endswith("ss")):
            return word
        word = word[: -len(ending)]


def initials_of(words: Sequence[Word]) -> frozenset[str]:
    """Return what runs of two to six words would be shortened to: the first letters of full words."""
    return shortened("".join(w.lower[0] for w in words if w.lower not in EMPTY and w.lower[0].isalpha()))


def shortened(letters: str) -> frozenset[str]:
    """Return the runs of two to six of the first letters of words."""
    starts = range(len(letters))
    return frozenset(letters[i:j] for i in starts for j in range(i + 2, min(i + _LONGEST_SHORT, len(letters)) + 1))
