"""What loading has found out before: YAML that was read, patterns and records that were sound.

All of it is found by the bytes of the file, or by a pattern's words and the lexicon, so that nothing old is taken for
what stands there now. Without it everything is read and proved anew, with the same result.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Key = tuple[str | int, ...]


class WordSet(Set[str]):
    """A set of words that is made when it is asked for: of most patterns only the rarest words ever are."""

    __slots__ = ("_made", "_numbers", "_words")

    def __init__(self, words: Sequence[str], numbers: Sequence[int]) -> None:
        self._words, self._numbers = words, numbers
        self._made: frozenset[str] | None = None

    @property
    def made(self) -> frozenset[str]:
        """Return the words."""
        if self._made is None:
            self._made = frozenset(map(self._words.__getitem__, self._numbers))
        return self._made

    def __contains__(self, word: object) -> bool:
        return word in self.made

    def __iter__(self) -> Iterator[str]:
        return iter(self.made)

    def __len__(self) -> int:
        return len(self.made)

    def __hash__(self) -> int:
        return hash(self.made)

    def isdisjoint(self, other: Iterable[Any]) -> bool:
        """Return whether none of `other` is among the words."""
        return self.made.isdisjoint(other)


class AnyOf(Set[str]):
    """The words of several sets. Most patterns ask for some of the same few thousand names: these are held once."""

    __slots__ = ("parts",)

    def __init__(self, parts: tuple[Set[str], ...]) -> None:
        self.parts = parts

    def __contains__(self, word: object) -> bool:
        return any(word in part for part in self.parts)

    def __iter__(self) -> Iterator[str]:
        return iter(frozenset[str]().union(*self.parts))

    def __len__(self) -> int:
        return len(frozenset[str]().union(*self.parts))

    def __hash__(self) -> int:
        return hash(frozenset(self.parts))

    def isdisjoint(self, other: Iterable[Any]) -> bool:
        """Return whether none of `other` is among the words."""
        for part in self.parts:  # noqa: SIM110  # asked a thousand times a page
            if not part.isdisjoint(other):
                return False
        return True


def any_of(parts: Sequence[Set[str]]) -> Set[str]:
    """Return the words of several sets, which stay apart."""
    return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))


def parts_of(words: Set[str]) -> tuple[Set[str], ...]:
    """Return the sets that a set of words is made of."""
    return words.parts if isinstance(words, AnyOf) else (words,)


class Sets:
    """Sets of words by number: `numbers` are those of the words of all sets, one set after the other."""

    def __init__(self, words: Sequence[str], numbers: Sequence[int], ends: Sequence[int]) -> None:
        self._words, self._numbers, self._ends = words, numbers, ends
        self._told: dict[int, WordSet] = {}

    def __getitem__(self, number: int) -> WordSet:
        if number not in self._told:
            start = self._ends[number - 1] if number else 0
            self._told[number] = WordSet(self._words, self._numbers[start : self._ends[number]])
        return self._told[number]


class Told(NamedTuple):
    """What is known of a sound pattern: words of which whatever it matches holds one each, and what it captures."""

    gate: tuple[Set[str], ...]
    slots: frozenset[str]
    asks_offered: bool


@dataclass
class Known:
    """What was known before, and what this run has used or found out: that is what the next one needs."""

    yaml: Mapping[str, Any] = field(default_factory=dict)
    lexicon: str = ""
    patterns: Mapping[str, Any] = field(default_factory=dict)
    sets: Sets = field(default_factory=lambda: Sets((), (), ()), compare=False)
    sound: frozenset[str] = frozenset()
    used_yaml: dict[str, Any] = field(default_factory=dict)
    used_patterns: dict[str, Told] = field(default_factory=dict)
    used_sound: set[str] = field(default_factory=set)
    is_new: bool = False

    def under(self, lexicon: str) -> None:
        """Forget what was found out under another lexicon."""
        if self.lexicon != lexicon:
            self.lexicon, self.patterns, self.sound, self.is_new = lexicon, {}, frozenset(), True
            self.used_patterns, self.used_sound = {}, set()

    def value(self, digest: str) -> tuple[Any, Mapping[Key, int]] | None:
        """Return the value of a YAML file and its lines, None where it was not read before."""
        kept = self.used_yaml.get(digest) or self.yaml.get(digest)
        if kept is None:
            return None
        self.used_yaml[digest] = kept
        value, lines = kept
        return value, Lines(value, lines)

    def keep_value(self, digest: str, value: Any, lines: Mapping[Key, int]) -> None:
        """Note what a YAML file holds."""
        self.is_new = True
        self.used_yaml[digest] = (value, [lines.get(key, 1) for key in keys_of(value)])

    def pattern(self, text: str) -> Told | None:
        """Return what is known of a pattern, None where it was not read before."""
        if text not in self.used_patterns and text in self.patterns:
            gate, slots, asks_offered = self.patterns[text]
            sets = tuple(any_of([self.sets[number] for number in numbers]) for numbers in gate)
            told = Told(sets, frozenset(slots), asks_offered)
            self.used_patterns[text] = told
        return self.used_patterns.get(text)

    def keep_pattern(self, text: str, told: Told) -> None:
        """Note a pattern that was sound."""
        self.is_new = True
        self.used_patterns[text] = told

    def is_sound(self, digest: str) -> bool:
        """Return whether a record was found sound before."""
        if digest in self.sound:
            self.used_sound.add(digest)
        return digest in self.used_sound

    def keep_sound(self, digest: str) -> None:
        """Note a record that was sound."""
        self.is_new = True
        self.used_sound.add(digest)


class Lines(Mapping[Key, int]):
    """The line of every key and item of a value, told apart when the first of them is asked for."""

    def __init__(self, value: Any, lines: list[int]) -> None:
        self._value, self._given = value, lines
        self._lines: dict[Key, int] | None = None

    @property
    def _all(self) -> dict[Key, int]:
        if self._lines is None:
            self._lines = dict(zip(keys_of(self._value), self._given, strict=True))
        return self._lines

    def __getitem__(self, key: Key) -> int:
        return self._all[key]

    def __iter__(self) -> Iterator[Key]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)


def keys_of(value: Any, key: Key = ()) -> list[Key]:
    """Return the place of every field and item, in the order of the file."""
    found = [key]
    if not isinstance(value, dict | list):
        return found
    for name, part in value.items() if isinstance(value, dict) else enumerate(value):
        # Most values hold no others.
        found += keys_of(part, (*key, name)) if isinstance(part, dict | list) else [(*key, name)]
    return found


def digest_of(content: bytes) -> str:
    """Return a digest of a file's bytes."""
    return blake2b(content, digest_size=16).hexdigest()
