"""Words -> the classes of which a phrase stands in them: all classes in one look, a phrase found by its first words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claimcheck.trie import Opened, Openings, edges, keys_of, ways_to_write

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from claimcheck.trie import Begun
    from claimcheck.words import Word

    # The keys of a phrase's words behind its second, and the class that it is of.
    _Behind = tuple[Sequence[frozenset[str]], str]


_NOTHING: Mapping[str, int] = {}


class _Opening:
    """The phrases that begin with one written word: classes of those that are no longer, others by their second.

    They are told apart when a text holds the first: few of them ever are.
    """

    __slots__ = ("_begun", "_told")

    def __init__(self, begun: Sequence[Begun]) -> None:
        self._begun = begun
        self._told: tuple[dict[str, None], dict[str, list[_Behind]]] | None = None

    @property
    def apart(self) -> tuple[Mapping[str, None], Mapping[str, Sequence[_Behind]]]:
        """Return the classes of the phrases of one word, and the phrases that go on by each key of their second."""
        if self._told is None:
            alone: dict[str, None] = {}
            further: dict[str, list[_Behind]] = {}
            for behind, name in self._begun:
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
        self._opened = Opened(Openings(phrases, _Opening).under, _opens)

    def runs(self, words: Sequence[Word]) -> Mapping[str, list[tuple[int, int]]]:
        """Return for each class the runs of words, as positions, that are its longest phrases, none over another."""
        found: dict[str, list[tuple[int, int]]] = {}
        known, last = self._opened, len(words) - 1
        for at, word in enumerate(words):
            opens = known[word[2:4]]
            if opens is None:
                continue
            alone, further = opens
            longer = _NOTHING
            if further and at < last:
                _, _, text, lower, _, joined = words[at + 1]
                keys = keys_of(text, lower)
                if joined and not further.keys().isdisjoint(keys):
                    longer = _lengths([further[key] for key in keys if key in further], words, at)
            here = (at, at + 1)
            for name in alone:
                if name not in longer:
                    _put(found, name, here)
            for name, length in longer.items():
                _put(found, name, (at, at + length))
        return found


def _put(found: dict[str, list[tuple[int, int]]], name: str, run: tuple[int, int]) -> None:
    runs = found.get(name)
    if runs is None:
        found[name] = [run]
    elif runs[-1][1] <= run[0]:
        runs.append(run)


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
