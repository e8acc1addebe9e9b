"""Words -> the classes of which a phrase stands in them: all classes in one look, a phrase found by its first word."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    # The keys of each further word of a phrase, and the class that the phrase is of.
    Rest = tuple[tuple[frozenset[str], ...], str]


class PhraseTable:
    """Phrases by the keys of their first word; keys are the forms of a word, or "=" and the word as written."""

    def __init__(self, phrases: Iterable[tuple[Sequence[frozenset[str]], str]]) -> None:
        self._by_first: dict[str, list[Rest]] = {}
        for keys, name in phrases:
            rest = (tuple(keys[1:]), name)
            for key in keys[0]:
                self._by_first.setdefault(key, []).append(rest)

    def runs(self, words: Sequence[tuple[tuple[str, ...], bool]]) -> Mapping[str, list[tuple[int, int]]]:
        """Return for each class the runs of words, as positions, that are its phrases: the longest, none over another.

        `words` are given as the keys by which each is found, and whether it is joined to the word before.
        """
        found: dict[str, list[tuple[int, int]]] = {}
        for at, (keys, _) in enumerate(words):
            here: dict[str, int] = {}
            for key in keys:
                for rest, name in self._by_first.get(key, ()):
                    if len(rest) >= here.get(name, 0) and (not rest or _follow(rest, words, at + 1)):
                        here[name] = len(rest) + 1
            for name, length in here.items():
                runs = found.setdefault(name, [])
                if not runs or runs[-1][1] <= at:
                    runs.append((at, at + length))
        return found


def _follow(rest: tuple[frozenset[str], ...], words: Sequence[tuple[tuple[str, ...], bool]], at: int) -> bool:
    """Return whether the further words of a phrase stand from a position on."""
    if at + len(rest) > len(words):
        return False
    for i, wanted in enumerate(rest, at):
        keys, joined = words[i]
        if not joined or wanted.isdisjoint(keys):
            return False
    return True
