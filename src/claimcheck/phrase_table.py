"""Words -> the classes of which a phrase stands in them: all classes in one look, a phrase found by its first words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    # The keys of a phrase's words behind its second, and the class that it is of.
    Rest = tuple[Sequence[frozenset[str]], str]
    # A word of a text: the keys by which it is found, and whether it is joined to the word before.
    Keyed = tuple[tuple[str, ...], bool]

T = TypeVar("T")
W = TypeVar("W")
# So many words are known by what they open; a text has a few thousand.
_MOST_KEYS = 50_000


class Opened(dict[tuple[str, ...], list[T]]):
    """What a written word opens, by all its keys, kept once it was asked for: the same words come again and again."""

    def __init__(self, by_key: Mapping[str, Iterable[T]]) -> None:
        super().__init__()
        self._by_key = by_key

    def __missing__(self, keys: tuple[str, ...]) -> list[T]:
        """Find what a word opens, and keep it."""
        if len(self) >= _MOST_KEYS:
            self.clear()
        found = self[keys] = [opened for key in keys for opened in self._by_key.get(key, ())]
        return found


class _Opening(Generic[W]):
    """The phrases that begin with one written word: classes of those that are no longer, others by their second.

    The words behind the first are told apart when a text holds the first: few of them ever are.
    """

    __slots__ = ("_further", "_keys", "_waiting", "alone")

    def __init__(self, keys: Callable[[W], frozenset[str]]) -> None:
        self.alone: dict[str, None] = {}
        self._keys = keys
        self._waiting: list[tuple[Sequence[W], str]] = []
        self._further: dict[str, list[Rest]] | None = None

    def add(self, behind: Sequence[W], name: str) -> None:
        """Take a phrase of a class with these words behind the first, before it is asked for any."""
        if behind:
            self._waiting.append((behind, name))
        else:
            self.alone[name] = None

    @property
    def further(self) -> Mapping[str, Sequence[Rest]]:
        """Return the phrases that go on, by each key of their second word."""
        if self._further is None:
            further: dict[str, list[Rest]] = {}
            for (second, *others), name in self._waiting:
                rest = [self._keys(word) for word in others]
                for key in self._keys(second):
                    further.setdefault(key, []).append((rest, name))
            # Other threads may do the same: what they find is the same.
            self._further = further
        return self._further


class PhraseTable(Generic[W]):
    """Phrases by the keys of their words; `keys` are the forms of a word, or "=" and the word as written."""

    def __init__(self, phrases: Iterable[tuple[Sequence[W], str]], keys: Callable[[W], frozenset[str]]) -> None:
        openings: dict[W, _Opening[W]] = {}
        for words, name in phrases:
            opening = openings.get(words[0])
            if opening is None:
                opening = openings[words[0]] = _Opening(keys)
            opening.add(words[1:], name)
        by_first: dict[str, list[_Opening[W]]] = {}
        for first, opening in openings.items():
            for key in keys(first):
                by_first.setdefault(key, []).append(opening)
        self._opened = Opened(by_first)

    def runs(self, words: Sequence[Keyed]) -> Mapping[str, list[tuple[int, int]]]:
        """Return for each class the runs of words, as positions, that are its longest phrases, none over another."""
        found: dict[str, list[tuple[int, int]]] = {}
        for at, (keys, _) in enumerate(words):
            openings = self._opened[keys]
            for name, length in _lengths(openings, words, at).items() if openings else ():
                runs = found.setdefault(name, [])
                if not runs or runs[-1][1] <= at:
                    runs.append((at, at + length))
        return found


def _lengths(openings: Iterable[_Opening[Any]], words: Sequence[Keyed], at: int) -> dict[str, int]:
    """Return for each class how many words its longest phrase takes that begins at a word, given what that opens."""
    found: dict[str, int] = {}
    for opening in openings:
        for name in opening.alone:
            found.setdefault(name, 1)
        if opening.further and at + 1 < len(words) and words[at + 1][1]:
            for key in words[at + 1][0]:
                for rest, name in opening.further.get(key, ()):
                    if len(rest) + 2 > found.get(name, 0) and _follow(rest, words, at + 2):
                        found[name] = len(rest) + 2
    return found


def _follow(rest: Sequence[frozenset[str]], words: Sequence[Keyed], at: int) -> bool:
    """Return whether the further words of a phrase stand from a position on."""
    if at + len(rest) > len(words):
        return False
    for i, wanted in enumerate(rest, at):
        keys, joined = words[i]
        if not joined or wanted.isdisjoint(keys):
            return False
    return True
