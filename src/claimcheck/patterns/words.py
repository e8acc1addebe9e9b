"""A written word -> the words it stands for: every form, in any case, with hyphen, space or nothing between."""

from __future__ import annotations

from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple

from claimcheck.forms import forms
from claimcheck.words import Word, words_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimcheck.patterns.parts import Line

# How well a part carries the statement it stands in: the first of the best is the head of a match.
VERB, WORD, NAME, SMALL = range(4)
# Words that never head a match where another can: articles, prepositions, pronouns, auxiliaries.
_SMALL = """
a an the this that these those my your his her its our their any all some every each no of in on at
by for from to with without within into onto over under about against than as and or nor but if it
we you they he she i who which be is are was were been being am has have had having do does did will
would can could may might shall should must not never very so such there
"""
SMALL_WORDS = frozenset(_SMALL.split())


class Literal(NamedTuple):
    """One word: any of its `forms` in any case, or `exact` as written."""

    forms: frozenset[str]
    exact: str = ""

    @property
    def gate(self) -> frozenset[str]:
        """Return the lower-case words of which a match has at least one."""
        return frozenset({self.exact.lower()}) if self.exact else self.forms

    @property
    def first_words(self) -> frozenset[str]:
        """Return the lower-case words that it begins with."""
        return self.gate

    @property
    def rank(self) -> int:
        """Return how well this word carries a statement."""
        return SMALL if self.gate <= SMALL_WORDS else WORD

    def is_at(self, word: Word) -> bool:
        """Return whether `word` is this one."""
        if not self.exact:
            return word.lower in self.forms
        return word.text == self.exact or ("'" in self.exact and word.text.replace("’", "'") == self.exact)

    def ends(self, line: Line, at: int) -> Sequence[int]:
        """Return the position behind this word where it stands at `at`."""
        return (at + 1,) if self.is_at(line.words[at]) else ()


@cache
def spellings(written: str) -> list[tuple[Literal, ...]]:
    """Return the words that one written word stands for: `risk-free` is two words or one, `=ALS` as it is."""
    # Most are plain words, which need no look at every character.
    if written.isascii() and written.isalpha():
        return [(_literal(written, exact=False),)]
    exact = written.startswith("=") and len(written) > 1
    pieces = [word.text for word in words_in(written[1:] if exact else written)]
    ways = [pieces, ["".join(pieces)]] if len(pieces) > 1 and "-" in written else [pieces]
    return [tuple(_literal(piece, exact=exact) for piece in way) for way in ways if way]


def _literal(word: str, *, exact: bool) -> Literal:
    plain = word.replace("’", "'")
    return Literal(frozenset(), plain) if exact else Literal(forms(plain.lower()))


class ByFirstWord(dict[str, tuple[tuple[Literal, ...], ...]]):
    """The phrases of a class by each form of their first word."""

    @cached_property
    def words(self) -> frozenset[str]:
        """Return all forms of first words."""
        return frozenset(self)


@cache
def phrase_table(phrases: tuple[str, ...]) -> ByFirstWord:
    """Return the phrases of a class by each form of their first word."""
    table: dict[str, dict[tuple[Literal, ...], None]] = {}
    for phrase in phrases:
        for way in _ways(phrase):
            for form in way[0].gate if way else ():
                table.setdefault(form, {})[way] = None
    return ByFirstWord((form, tuple(ways)) for form, ways in table.items())


def _ways(phrase: str) -> list[tuple[Literal, ...]]:
    ways: list[tuple[Literal, ...]] = [()]
    for written in phrase.split():
        ways = [(*way, *spelling) for way in ways for spelling in spellings(written)]
    return ways
