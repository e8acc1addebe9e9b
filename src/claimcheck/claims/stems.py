"""Words -> stems: the part of a word that its inflected and derived forms share, and the initials of a run of words."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimcheck.words import Word

# Words by which nothing is recognised.
EMPTY = frozenset("the a an of and or per vs versus than were was is are be been has have had".split())
_ENDINGS = tuple(
    """ization isation ations ation itions ition ements ement ments ment ness ities ity ically ical ics ic ives ive ions
    ion ings ing ed es s ally al ly enced anced ences ances ence ance ent ant ers er or y e""".split()
)
_SHORTEST, _LONGEST_SHORT = 4, 6


@cache
def stem(word: str) -> str:
    """Return a lower-case word without its endings, as long as four letters are left."""
    while True:
        ending = next((e for e in _ENDINGS if word.endswith(e) and len(word) - len(e) >= _SHORTEST), None)
        if ending is None:
            return word
        word = word[: -len(ending)]


def initials_of(words: Sequence[Word]) -> frozenset[str]:
    """Return what runs of two to six words would be shortened to: the first letters of full words."""
    letters = "".join(w.lower[0] for w in words if w.lower not in EMPTY and w.lower[0].isalpha())
    starts = range(len(letters))
    return frozenset(letters[i:j] for i in starts for j in range(i + 2, min(i + _LONGEST_SHORT, len(letters)) + 1))
