"""Words -> the classes of which a phrase stands in them: all classes in one look, a phrase found by its first words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claimcheck.trie import Opened, Openings, edges, keys_of, opened, ways_to_write

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from claimcheck.trie import Rest
    from claimcheck.words import Word

    # The keys of a phrase's words behind its second, and the class that it is of.
    _Behind = tuple[Sequence[frozenset[str]], str]


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

    alone: Sequence[str]
    further: Mapping[str, Sequence[_Behind]]


class PhraseTable:
    """Phrases of classes by their words."""

    def __init__(self, phrases: Iterable[tuple[str, str]]) -> None:
        openings: Openings[_Opening] = Openings()
        for phrase, name in phrases:
            for first, behind in opened(phrase):
                if first is not None:
                    openings.at(first, _Opening).add(behind, name)
        self._opened = Opened(openings.under, _opens)

    def runs(self, words: Sequence[Word]) -> Mapping[str, list[tuple[int, int]]]:
        """Return for each class the runs of words, as positions, that are its longest phrases, none over another."""
        found: dict[str, list[tuple[int, int]]] = {}
        for at, word in enumerate(words):
            opens = self._opened[word[2:4]]
            if opens is None:
                continue
            longer = _lengths(opens.further, words, at) if opens.further else {}
            for name in opens.alone:
                if name not in longer:
                    _put(found, name, at, 1)
            for name, length in longer.items():
                _put(found, name, at, length)
        return found


def _put(found: dict[str, list[tuple[int, int]]], name: str, at: int, length: int) -> None:
    runs = found.get(name)
    if runs is None:
        found[name] = [(at, at + length)]
    elif runs[-1][1] <= at:
        runs.append((at, at + length))


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
    return _Opens(tuple(alone), further)


def _lengths(further: Mapping[str, Sequence[_Behind]], words: Sequence[Word], at: int) -> dict[str, int]:
    """Return for each class how many words its longest phrase takes that begins at a word and goes on behind it."""
    found: dict[str, int] = {}
    if at + 1 < len(words) and words[at + 1].joined:
        for key in keys_of(*words[at + 1][2:4]):
            for rest, name in further.get(key, ()):
                if len(rest) + 2 > found.get(name, 0) and _follow(rest, words, at + 2):
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
