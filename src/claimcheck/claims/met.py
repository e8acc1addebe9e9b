"""Sentences -> what their words alone tell, kept: one that stands on a second page is not looked at again.

Classes, names, grammar and what patterns match in it hang on a sentence's words and on the house alone. Sites say the
same on many pages; what stands only once is not kept.
"""

from __future__ import annotations

from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING, Any

from claimcheck import language

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

    from claimcheck.claims.clauses import Clause
    from claimcheck.model import Name

_MOST = 2_000
_MOST_SEEN = 50_000
# So many things more are kept of one sentence: what patterns match in it, by what is offered.
_MOST_MORE = 100


class Met:
    """What the words of one sentence tell, as far as somebody has asked. Places are those where it began at `start`."""

    __slots__ = ("classes", "held", "more", "names", "start", "vocabulary")

    def __init__(self, start: int) -> None:
        self.start = start
        self.classes: Mapping[str, Sequence[tuple[int, int]]] | None = None
        self.names: tuple[Name, ...] | None = None
        self.vocabulary: frozenset[str] | None = None
        self.held: frozenset[str] | None = None
        self.more: dict[Hashable, Any] = {}

    def keep(self, key: Hashable, found: Any) -> None:
        """Keep something more."""
        if len(self.more) >= _MOST_MORE:
            self.more.clear()
        self.more[key] = found


class Sentences:
    """Sentences that one house has met on two pages, at most `most`. Several threads may ask at once."""

    def __init__(self, most: int = _MOST) -> None:
        self._held: dict[str, Met] = {}
        self._seen: dict[int, None] = {}
        self._most = most
        self._lock = Lock()

    def of(self, sentences: Iterable[tuple[str, int]]) -> list[Met]:
        """Return what is known of each sentence, given as its words and its start; what is found is added to it."""
        with self._lock:
            return [self._of(words, start) for words, start in sentences]

    def _of(self, words: str, start: int) -> Met:
        known = self._held.pop(words, None)
        if known is None:
            known, seen = Met(start), hash(words)
            if seen not in self._seen:
                if len(self._seen) >= _MOST_SEEN:
                    self._seen.clear()
                self._seen[seen] = None
                return known
        # What is asked for stays longest.
        self._held[words] = known
        if len(self._held) > self._most:
            del self._held[next(iter(self._held))]
        return known


def apart(sentences: Iterable[tuple[str, int]]) -> list[Met]:
    """Return that nothing is known of any sentence yet."""
    return [Met(start) for _, start in sentences]


def moved(clauses: tuple[Clause, ...], by: int) -> tuple[Clause, ...]:
    """Return the clauses of a sentence where its words stand so much further behind."""
    if not clauses:
        return ()
    # They share their tokens.
    tokens = language.moved(clauses[0].tokens, by)
    return tuple([replace(clause, tokens=tokens) for clause in clauses])
