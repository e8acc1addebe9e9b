"""Words -> the classes of which a phrase stands in them: all classes in one look, a phrase found by its first words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    # The keys of a phrase's words behind its second, and the class that it is of.
    Rest = tuple[Sequence[frozenset[str]], str]
    # A word of a text: the keys by which it is found, and whether it is joined to the word before.
    Keyed = tuple[tuple[str, ...], bool]


class _Opening:
    """The phrases that begin with one written word: classes of those that are no longer, others by their second."""

    __slots__ = ("alone", "further")

    def __init__(self) -> None:
        self.alone: dict[str, None] = {}
        self.further: dict[str, list[Rest]] = {}


class PhraseTable:
    """Phrases by the keys of their words; keys are the forms of a word, or "=" and the word as written."""

    def __init__(self, phrases: Iterable[tuple[Sequence[frozenset[str]], str]]) -> None:
        openings: dict[frozenset[str], _Opening] = {}
        for keys, name in phrases:
            opening = openings.setdefault(keys[0], _Opening())
            if len(keys) == 1:
                opening.alone[name] = None
            else:
                for key in keys[1]:
                    opening.further.setdefault(key, []).append((keys[2:], name))
        self._by_first: dict[str, list[_Opening]] = {}
        for first, opening in openings.items():
            for key in first:
                self._by_first.setdefault(key, []).append(opening)

    def runs(self, words: Sequence[Keyed]) -> Mapping[str, list[tuple[int, int]]]:
        """Return for each class the runs of words, as positions, that are its longest phrases, none over another."""
        found: dict[str, list[tuple[int, int]]] = {}
        for at, (keys, _) in enumerate(words):
            openings = [opening for key in keys for opening in self._by_first.get(key, ())]
            for name, length in _lengths(openings, words, at).items() if openings else ():
                runs = found.setdefault(name, [])
                if not runs or runs[-1][1] <= at:
                    runs.append((at, at + length))
        return found


def _lengths(openings: Iterable[_Opening], words: Sequence[Keyed], at: int) -> dict[str, int]:
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
