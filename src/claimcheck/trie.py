"""Phrases of names and classes -> Trie: what stands in a run of words, told apart as far as a text goes.

A phrase is known by its first word alone until a text holds that word: a page holds a few hundred of twenty thousand.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, cached_property, lru_cache
from itertools import chain, starmap
from typing import TYPE_CHECKING, Generic, TypeVar

from claimcheck.forms import ByForm, forms
from claimcheck.words import Word, words_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    # A word of a phrase, and whether it stands only as written; what is left of a phrase, taken apart or not.
    Part = tuple[str, bool]
    Rest = str | Sequence[Part]
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
    """What begins with the same written word, one thing a word, found by the keys of a text's words (`keys_of`)."""

    def __init__(self) -> None:
        self._by_part: dict[Part, T] = {}
        self._by_form: ByForm[T] = ByForm()

    def at(self, part: Part, made: Callable[[], T]) -> T:
        """Return the thing that begins with a word, a new one where there is none."""
        found = self._by_part.get(part)
        if found is None:
            found = self._by_part[part] = made()
            if not part[1]:
                self._by_form.put(part[0].lower(), found)
        return found

    def under(self, key: str) -> Sequence[T]:
        """Return the things that a word of a text with this key begins."""
        if len(key) < 2 or key[0] != "=":
            return self._by_form.under(key)
        found = self._by_part.get((key[1:], True))
        return () if found is None else (found,)

    def keys(self) -> Iterator[str]:
        """Yield every key by which something is found."""
        for part in self._by_part:
            yield from edges(part)


class _Node:
    """One word deep in a Trie: the phrases that go on from here are told apart when a text does."""

    __slots__ = ("_told", "_waiting")

    def __init__(self) -> None:
        self._waiting: list[tuple[Rest, str]] = []
        self._told: _Apart | None = None

    def add(self, rest: Rest, value: str) -> None:
        """Take a phrase that goes on with these words from here, before it is asked for any."""
        self._waiting.append((rest, value))

    @property
    def apart(self) -> _Apart:
        """Return what the phrases that end here stand for, and what goes on by each key of the next word."""
        if self._told is None:
            values: dict[str, None] = {}
            children: dict[Part, _Node] = {}
            further: dict[str, list[_Node]] = {}
            for rest, value in self._waiting:
                for first, behind in opened(rest):
                    if first is None:
                        values[value] = None
                        continue
                    if first not in children:
                        children[first] = _Node()
                        for key in edges(first):
                            further.setdefault(key, []).append(children[first])
                    children[first].add(behind, value)
            # Other threads may do the same: what they find is the same.
            self._told = tuple(values), [further] if further else ()
        return self._told


class Trie:
    """Phrases by their words: finds the longest phrase that begins at a word."""

    def __init__(self, phrases: Iterable[tuple[str, str]]) -> None:
        self._openings: Openings[_Node] = Openings()
        for phrase, value in phrases:
            for first, behind in opened(phrase):
                if first is not None:
                    self._openings.at(first, _Node).add(behind, value)

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
