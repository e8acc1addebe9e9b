"""The parts that patterns are made of: a word, a lexicon class, a name, an amount; each says where it ends."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from claimcheck.amounts import GATES, amount_ends
from claimcheck.lexicon import mark
from claimcheck.patterns.words import NAME, VERB, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from claimcheck.lexicon import Lexicon
    from claimcheck.model import Name
    from claimcheck.patterns.words import ByFirstWord
    from claimcheck.words import Word


def _no_verb(_: int) -> bool:
    return False


@dataclass(frozen=True)
class Line:
    """What patterns are matched on: a run of words (a sentence or a part of one) and the names read in it.

    `is_verb` tells of a position in `words` whether a finite verb stands there; `offered` are ids of names.
    """

    words: tuple[Word, ...]
    names: tuple[Name, ...] = ()
    is_verb: Callable[[int], bool] = _no_verb
    offered: frozenset[str] = frozenset()

    def names_at(self, at: int) -> Sequence[tuple[int, Name]]:
        """Return the names that begin at the word `at`, each with the position behind its last word."""
        return self.by_start.get(at, ())

    @cached_property
    def by_start(self) -> Mapping[int, Sequence[tuple[int, Name]]]:
        """Return the names by the word at which they begin, each with the position behind its last word."""
        found: dict[int, list[tuple[int, Name]]] = {}
        if not self.names:
            return found
        starts = {word.start: i for i, word in enumerate(self.words)}
        ends = {word.end: i + 1 for i, word in enumerate(self.words)}
        for name in sorted(self.names, key=lambda name: -name.end):
            if name.start in starts and name.end in ends:
                found.setdefault(starts[name.start], []).append((ends[name.end], name))
        return found


@dataclass(frozen=True)
class Phrases:
    """A class of the lexicon: the longest of its phrases first."""

    name: str
    by_first: ByFirstWord = field(repr=False)

    @property
    def gate(self) -> frozenset[str]:
        """Return the mark of its phrases."""
        return frozenset({mark(self.name)})

    @property
    def first_words(self) -> frozenset[str]:
        """Return the lower-case words that its phrases begin with."""
        return self.by_first.words

    @property
    def rank(self) -> int:
        """Return how well this class carries a statement."""
        return VERB if self.name.endswith("-verb") else NAME

    def ends(self, line: Line, at: int) -> Sequence[int]:
        """Return the positions behind the phrases that begin at `at`."""
        phrases = self.by_first.get(line.words[at].lower)
        if phrases is None:
            return ()
        found = {at + len(phrase) for phrase in phrases if _stands(phrase, line.words, at)}
        return sorted(found, reverse=True) if len(found) > 1 else tuple(found)


@dataclass(frozen=True)
class Named:
    """A category or a name of the lexicon with all its kinds. Names of a category can also come from records."""

    name: str
    lexicon: Lexicon = field(repr=False, compare=False)
    # Whether the lexicon holds its names.
    listed: bool = True
    rank: int = NAME

    @property
    def gate(self) -> frozenset[str] | None:
        """Return the mark of its names, None where the lexicon does not hold them."""
        return frozenset({mark(self.name)}) if self.listed else None

    def ends(self, line: Line, at: int) -> Sequence[int]:
        """Return the positions behind the names that begin at `at`."""
        return [end for end, name in line.names_at(at) if self.fits(name)]

    def fits(self, name: Name) -> bool:
        """Return whether `name` is of this category, or this name or a kind of it."""
        return name.category == self.name or self.lexicon.is_a(name.id, self.name)


@dataclass(frozen=True)
class Offered:
    """What the page offers, known only when a page is read: `Line.offered` and all kinds of it."""

    lexicon: Lexicon = field(repr=False, compare=False)
    name: str = "offered"
    gate: None = None
    rank: int = NAME

    def ends(self, line: Line, at: int) -> Sequence[int]:
        """Return the positions behind the offered names that begin at `at`."""
        names = line.names_at(at)
        return [end for end, name in names if not self.lexicon.ancestors(name.id).isdisjoint(line.offered)]


@dataclass(frozen=True)
class Amount:
    """A number, percentage, duration or sum of money."""

    name: str
    rank: int = NAME

    @property
    def gate(self) -> frozenset[str]:
        """Return the lower-case words of which a match has at least one, or the mark of a number."""
        return GATES[self.name]

    def ends(self, line: Line, at: int) -> Sequence[int]:
        """Return the positions behind the amounts that begin at `at`."""
        return amount_ends(self.name, line.words, at)


Part = Literal | Phrases | Named | Offered | Amount


def _stands(phrase: tuple[Literal, ...], words: Sequence[Word], at: int) -> bool:
    """Return whether a phrase, found by its first word, stands at `at`."""
    if len(words) < at + len(phrase) or (phrase[0].exact and not phrase[0].is_at(words[at])):
        return False
    if len(phrase) == 1:
        return True
    return all(phrase[i].is_at(words[at + i]) and words[at + i].joined for i in range(1, len(phrase)))
