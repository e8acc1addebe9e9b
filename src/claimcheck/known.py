"""What loading has found out before: YAML that was read, patterns and records that were sound.

All of it is found by the bytes of the file, or by a pattern's words and the lexicon, so that nothing old is taken for
what stands there now. Without it everything is read and proved anew, with the same result.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, NamedTuple

Key = tuple[str | int, ...]


class Told(NamedTuple):
    """What is known of a sound pattern: words and marks, one each of which a match needs, and what it captures."""

    gate: tuple[frozenset[str], ...]
    slots: frozenset[str]
    asks_offered: bool


@dataclass
class Known:
    """What was known before, and what this run has used or found out: that is what the next one needs."""

    yaml: Mapping[str, Any] = field(default_factory=dict)
    lexicon: str = ""
    patterns: Mapping[str, Any] = field(default_factory=dict)
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
            told = Told(tuple(map(frozenset, gate)), frozenset(slots), asks_offered)
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
