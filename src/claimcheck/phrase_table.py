"""Words -> the classes of which a phrase stands in them: all classes in one look, a phrase found by its first words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from claimcheck.trie import Opened, Openings, edges, keys_of, opened, ways_to_write

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claimcheck.trie import Rest
    from claimcheck.words import Word

    # The keys of a phrase's words behind its second, and the class that it is of.
    _Behind = tuple[Sequence[frozenset[str]], str]


_NOTHING: Mapping[str, int] = {}


class _Opening:
    """The phrases that begin with one written word: classes of those that are no longer, others by their second.

    They are told apart when a text holds the first: few of them ever are.
    """

    __slots__ = ("_told", "_waiting")

    def __init__(self) -> None:
        self._waiting: list[tuple[Rest, str]] = []
        self._told: tuple[dict[str, None], dict[str, list[_Behind]]] | None = None

    def add(self, behind: Rest, name: str) -> None:
        """Take a phrase of a class with these words behind the first, before it is asked for any."""
        self._waiting.append((behind, name))

    @property
    def apart(self) -> tuple[Mapping[str, None], Mapping[str, Sequence[_Behind]]]:
        """Return the classes of the phrases of one word, and the phrases that go on by each key of their second."""
        if self._told is None:
            alone: dict[str, None] = {}
            further: dict[str, list[_Behind]] = {}
            for behind, name in self._waiting:
                for way in ways_to_write(behind) if isinstance(behind, str) else (behind,):
                    if not way:
                        alone[name] = None
                        continue
                    rest = [edges(part) for part in way[1:]]
                    for key in edges(way[0]):
                        further.setdefault(key, []).append((rest, name))
            # Other threads may do the same: what they find is the same.
            self._told = alone, further
        return self._told


class _Opens(NamedTuple):
    """What a word of a text opens: classes of which it is a phrase, and phrases that go on, by the keys of the next."""

    alone: frozenset[str]
    further: Mapping[str, Sequence[_Behind]]


class _Begun(NamedTuple):
    """What begins at a word of a text: classes of which it is a phrase alone, and how long others' phrases are."""

    at: int
    alone: frozenset[str]
    longer: Mapping[str, int]


class Runs(Mapping[str, Sequence[tuple[int, int]]]):
    """The classes of which a phrase stands in some words (`names`), each with its runs of words.

    A sentence has some fifty classes, and few are asked where their phrases stand: that is found when it is asked for.
    """

    __slots__ = ("_begun", "names")

    def __init__(self, begun: Sequence[_Begun]) -> None:
        self._begun = begun
        self.names = frozenset[str]().union(*[b.alone for b in begun], *[b.longer for b in begun if b.longer])

    def __getitem__(self, name: str) -> Sequence[tuple[int, int]]:
        """Return the runs of words, as positions, that are the longest phrases of a class, none over another."""
        if name not in self.names:
            raise KeyError(name)
        found: list[tuple[int, int]] = []
        behind = 0
        for at, alone, longer in self._begun:
            length = longer.get(name, 1 if name in alone else 0)
            if length and at >= behind:
                behind = at + length
                found.append((at, behind))
        return found

    def __contains__(self, name: object) -> bool:
        """Return whether a phrase of a class stands there."""
        return name in self.names

    def __iter__(self) -> Iterator[str]:
        """Yield the classes, in no order that means anything."""
        return iter(self.names)

    def __len__(self) -> int:
        """Return how many classes there are."""
        return len(self.names)


class PhraseTable:
    """Phrases of classes by their words."""

    def __init__(self, phrases: Iterable[tuple[str, str]]) -> None:
        openings: Openings[_Opening] = Openings()
        for phrase, name in phrases:
            for first, behind in opened(phrase):
                if first is not None:
                    openings.at(first, _Opening).add(behind, name)
        self._opened = Opened(openings.under, _opens)

    def runs(self, words: Sequence[Word]) -> Runs:
        """Return for each class the runs of words, as positions, that are its longest phrases, none over another."""
        found: list[_Begun] = []
        known, last = self._opened, len(words) - 1
        for at, word in enumerate(words):
            opens = known[word[2:4]]
            if opens is not None:
                alone, further = opens
                longer = _NOTHING
                if further and at < last:
                    _, _, text, lower, _, joined = words[at + 1]
                    keys = keys_of(text, lower)
                    if joined and not further.keys().isdisjoint(keys):
                        longer = _lengths([further[key] for key in keys if key in further], words, at)
                if alone or longer:
                    found.append(_Begun(at, alone, longer))
        return Runs(found)


def _opens(openings: Sequence[_Opening]) -> _Opens | None:
    """Return what the openings of one word come to, None for nothing."""
    if not openings:
        return None
    alone: dict[str, None] = {}
    further: dict[str, list[_Behind]] = {}
    for opening in openings:
        own, behind = opening.apart
        alone |= own
        for key, phrases in behind.items():
            further.setdefault(key, []).extend(phrases)
    return _Opens(frozenset(alone), further)


def _lengths(begun: Sequence[Sequence[_Behind]], words: Sequence[Word], at: int) -> Mapping[str, int]:
    """Return for each class how many words its longest phrase takes, of those that begin with two words at a place."""
    found: dict[str, int] = {}
    third = words[at + 2] if at + 2 < len(words) else None
    # Hundreds of phrases may begin with the same two words.
    is_other = frozenset(keys_of(third.text, third.lower) if third is not None and third.joined else ()).isdisjoint
    for phrases in begun:
        for rest, name in phrases:
            if rest and (is_other(rest[0]) or not _follow(rest, words, at + 2)):
                continue
            if len(rest) + 2 > found.get(name, 0):
                found[name] = len(rest) + 2
    return found


def _follow(rest: Sequence[frozenset[str]], words: Sequence[Word], at: int) -> bool:
    """Return whether the further words of a phrase stand from a position on."""
    if at + len(rest) > len(words):
        return False
    for i, wanted in enumerate(rest, at):
        word = words[i]
        if not word.joined or wanted.isdisjoint(keys_of(word.text, word.lower)):
            return False
    return True
