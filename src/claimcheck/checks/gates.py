"""Rules -> Gates: from the words of a sentence to the patterns and frames that may match in it.

A pattern's gate says which words whatever it matches holds. Turned round, by the rarest of them, a sentence asks only
the patterns that one of its words opens, however many rules there are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claimcheck.patterns.pattern import Pattern
from claimcheck.rulebook.rule import Frame

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from claimcheck.claims.reading import Reading, Sentence
    from claimcheck.rulebook.rule import Rule

    # What a rule finds, by the rule's name and its position there; and where it may stand on a page.
    Item = tuple[str, int]
    Possible = Mapping[Item, list[Sentence]]

_UNREAD = ("reference",)


class _Gated(NamedTuple):
    """One pattern or frame, and the words beside its rarest of which a sentence holds some."""

    item: Item
    further: tuple[frozenset[str], ...]


class Gates:
    """The patterns and frames of rules, by the words that open them."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._always: list[_Gated] = []
        self._by_word: dict[str, list[_Gated]] = {}
        for rule in rules:
            for number, item in enumerate(rule.find):
                if isinstance(item, Pattern | Frame):
                    self._add((rule.name, number), item.gate)

    def _add(self, item: Item, gate: tuple[frozenset[str], ...]) -> None:
        if not gate:
            self._always.append(_Gated(item, ()))
            return
        gated = _Gated(item, gate[1:])
        for word in gate[0]:
            self._by_word.setdefault(word, []).append(gated)

    def possible(self, reading: Reading) -> Possible:
        """Return the sentences of a page in which each pattern and frame may match, in order."""
        found: dict[Item, list[Sentence]] = {}
        for sentence in reading.sentences:
            if reading.document.blocks[sentence.block].kind not in _UNREAD:
                for item in self._opened_in(reading, sentence):
                    found.setdefault(item, []).append(sentence)
        return found

    def _opened_in(self, reading: Reading, sentence: Sentence) -> Iterable[Item]:
        met = reading.met[sentence.position]
        known: Iterable[Item] | None = met.more.get(self)
        if known is None:
            known = self._opened_by(reading.held(sentence))
            met.keep(self, known)
        return known

    def _opened_by(self, held: frozenset[str]) -> Iterable[Item]:
        """Return the patterns and frames that some words open, each once."""
        found = dict.fromkeys([gated.item for gated in self._always])
        by_word = self._by_word
        for word in by_word.keys() & held:
            for item, further in by_word[word]:
                for wanted in further:
                    if wanted.isdisjoint(held):
                        break
                else:
                    found[item] = None
        return found
