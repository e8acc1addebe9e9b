"""Phrases of names and classes -> Trie: what stands in a run of words, told apart as far as a text goes.

A phrase is known by its first word alone until a text holds that word: a page holds a few hundred of twenty thousand.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, cached_property, lru_cache
from itertools import chain, starmap
from typing import TYPE_CHECKING, Generic, TypeVar

from claimcheck.forms import forms, words_of
from claimcheck.words import Word, words_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    # A word of a phrase, and whether it stands only as written; what is left of a phrase, taken apart or not.
    Part = tuple[str, bool]
    Rest = str | Sequence[Part]
    # What is left of a phrase behind its first words, and what it stands for.
    Begun = tuple[Rest, str]
    # What the phrases that end at a word stand for, and what goes on by the keys of the next, a mapping a node.
    _Apart = tuple[tuple[str, ...], Sequence[Mapping[str, Sequence["_Node"]]]]

T = TypeVar("T")
R = TypeVar("R")
# So many words are known by what they open; a text has a few thousand.
_MOST_KEYS = 50_000


class Opened(dict[tuple[str, str], R], Generic[T, R]):
    """What a word of a text opens, given as written and in lower case; kept, for the same words come again.

    `told` makes of all that one word opens what is kept of it.
    """

    def __init__(self, under: Callable[[str], Iterable[T]], told: Callable[[Sequence[T]], R]) -> None:
        super().__init__()
        self._under, self._told = under, told

    def __missing__(self, written: tuple[str, str]) -> R:
        """Find what a word opens, and keep it."""
        if len(self) >= _MOST_KEYS:
            self.clear()
        found = self[written] = self._told([opened for key in keys_of(*written) for opened in self._under(key)])
        return found


class Openings(Generic[T]):
    """Phrases by their first word, found by the keys of a text's words (`keys_of`).

    Of the phrases that begin with one word, `made` makes a thing when a text holds a form of it.
    """

    def __init__(self, phrases: Iterable[tuple[str, str]], made: Callable[[Sequence[Begun]], T]) -> None:
        self._by_word: dict[str, list[Begun]] = {}
        self._written: dict[str, list[Begun]] = {}
        self._made = made
        self._things: dict[Part, T] = {}
        by_word = self._by_word
        for phrase, value in phrases:
            first, _, behind = phrase.partition(" ")
            # Most phrases begin with a plain word; there are fifty thousand.
            if first.isalpha() and first.isascii():
                by_word.setdefault(first.lower(), []).append((behind, value))
                continue
            for part, rest in opened(phrase):
                if part is not None:
                    word, exact = part
                    begun = self._written.setdefault(word, []) if exact else by_word.setdefault(word.lower(), [])
                    begun.append((rest, value))

    @cached_property
    def _numbers(self) -> Mapping[str, int]:
        return {word: number for number, word in enumerate(self._by_word)}

    def under(self, key: str) -> Sequence[T]:
        """Return the things that a word of a text with this key begins."""
        if len(key) > 1 and key[0] == "=":
            word = key[1:]
            return (self._thing((word, True), self._written[word]),) if word in self._written else ()
        words = words_of(key, self._by_word)
        if len(words) > 1:
            words.sort(key=self._numbers.__getitem__)
        return [self._thing((word, False), self._by_word[word]) for word in words]

    def _thing(self, part: Part, begun: Sequence[Begun]) -> T:
        found = self._things.get(part)
        if found is None:
            # Other threads may do the same: what they make is the same.
            found = self._things[part] = self._made(begun)
        return found

    def keys(self) -> Iterator[str]:
        """Yield every key by which something is found."""
        for word in self._by_word:
            yield from forms(word)
        for word in self._written:
            yield from edges((word, True))


class _Node:
    """One word deep in a Trie: the phrases that go on from here are told apart when a text does."""

    __slots__ = ("_begun", "_told")

    def __init__(self, begun: Sequence[Begun]) -> None:
        self._begun = begun
        self._told: _Apart | None = None

    @property
    def apart(self) -> _Apart:
        """Return what the phrases that end here stand for, and what goes on by each key of the next word."""
        if self._told is None:
            values: dict[str, None] = {}
            children: dict[Part, list[Begun]] = {}
            for rest, value in self._begun:
                for first, behind in opened(rest):
                    if first is None:
                        values[value] = None
                    else:
                        children.setdefault(first, []).append((behind, value))
            further: dict[str, list[_Node]] = {}
            for first, begun in children.items():
                node = _Node(begun)
                for key in edges(first):
                    further.setdefault(key, []).append(node)
            # Other threads may do the same: what they find is the same.
            self._told = tuple(values), [further] if further else ()
        return self._told


class Trie:
    """Phrases by their words: finds the longest phrase that begins at a word."""

    def __init__(self, phrases: Iterable[tuple[str, str]]) -> None:
        self._openings = Openings(phrases, _Node)

    @cached_property
    def first_keys(self) -> frozenset[str]:
        """Return the keys of the words that a phrase can begin with."""
        return frozenset(self._openings.keys())

    @cached_property
    def opens(self) -> Opened[_Node, _Apart | None]:
        """Return what the phrases stand for that a word is, and what goes on behind it; None where none begins."""
        return Opened(self._openings.under, _together)

    @cached_property
    def first_words(self) -> frozenset[str]:
        """Return the lower-case words that a phrase can begin with."""
        return frozenset(key.removeprefix("=").lower() for key in self.first_keys)

    def longest(self, words: tuple[Word, ...], at: int) -> tuple[int, tuple[str, ...]]:
        """Return how many words from `at` the longest phrase takes (0: none), and what it stands for."""
        best: tuple[int, tuple[str, ...]] = (0, ())
        # At most words none begins.
        here, length, last = self.opens[words[at][2:4]], 1, len(words) - 1
        while here is not None:
            values, ways = here
            if values:
                best = (length, values)
            if not ways or at + length > last or not words[at + length].joined:
                break
            keys = keys_of(*words[at + length][2:4])
            here = _together([node for further in ways for key in keys for node in further.get(key, ())])
            length += 1
        return best


def _together(nodes: Sequence[_Node]) -> _Apart | None:
    """Return what some nodes come to: what the phrases that end there stand for, what goes on; None for no node."""
    if not nodes:
        return None
    if len(nodes) == 1:
        return nodes[0].apart
    apart = [node.apart for node in nodes]
    values = dict.fromkeys([value for values, _ in apart for value in values])
    return tuple(values), [further for _, ways in apart for further in ways]


def opened(rest: Rest) -> Iterator[tuple[Part | None, Rest]]:
    """Yield for each way to write a phrase its first word, None where there is none, and what goes on behind it."""
    if isinstance(rest, str):
        first, _, behind = rest.partition(" ")
        # Most words are plain, which need no look at every character.
        if first.isascii() and first.isalpha():
            yield (first, False), behind
            return
    for way in ways_to_write(rest) if isinstance(rest, str) else (rest,):
        yield (way[0], way[1:]) if way else (None, "")


def edges_of(phrase: str) -> list[list[frozenset[str]]]:
    """Return, for each way to write a phrase, the keys of which a text must hold one for each of its words."""
    return [[edges(part) for part in way] for way in ways_to_write(phrase)]


def edges_in(words: Iterable[Word]) -> frozenset[str]:
    """Return the keys by which phrases are found in a run of words."""
    written = {word[2:4] for word in words}
    return frozenset(chain.from_iterable(starmap(keys_of, written)))


def edges(part: Part) -> frozenset[str]:
    """Return the keys by which a word of a phrase is found: its forms, or "=" and the word as it is written."""
    word, exact = part
    return frozenset((f"={word}",)) if exact else forms(word.lower())


# The same words come again and again.
@lru_cache(maxsize=50_000)
def keys_of(text: str, lower: str) -> tuple[str, ...]:
    """Return the keys of a word of a text."""
    # The possessive of a name is that name ("the brain's capacity").
    written = f"={text.replace('’', chr(39))}"
    return (lower, written, lower[:-2]) if lower.endswith("'s") else (lower, written)


@cache
def ways_to_write(phrase: str) -> list[list[Part]]:
    """Return the word lists a phrase can be read as, with plain apostrophes: `risk-free` is two words or one."""
    phrase = phrase.replace("’", "'")
    # Most phrases are plain words, which need no look at every character.
    if phrase.isascii() and (words := phrase.split()) and all(map(str.isalpha, words)):
        return [[(word, False) for word in words]]
    ways: list[list[Part]] = [[]]
    for part in phrase.split():
        exact = part.startswith("=") and len(part) > 1
        pieces = [word.text for word in words_in(part[1:] if exact else part)]
        options = [pieces, ["".join(pieces)]] if len(pieces) > 1 and "-" in part else [pieces]
        ways = [[*way, *((piece, exact) for piece in option)] for way in ways for option in options]
    return ways
