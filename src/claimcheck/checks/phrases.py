"""Reading + index of records -> the phrases of records in each sentence: what names, hints at or cites a study."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from claimcheck import identifiers
from claimcheck.lexicon import Trie, edges_in
from claimcheck.model import Span
from claimcheck.record_keys import TELLS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimcheck.claims.reading import Reading, Sentence
    from claimcheck.record_index import Index
    from claimcheck.words import Word

_POSSESSIVE = re.compile(r"['’]s\Z")


@dataclass(frozen=True)
class Phrases:
    """The phrases of a library that can stand on one page. Few are: a library's other phrases are never loaded."""

    reading: Reading
    index: Index

    @cached_property
    def _possible(self) -> list[tuple[int, str, str]]:
        edges = frozenset().union(*(edges_in(_words(sentence)) for sentence in self.reading.sentences))
        return self.index.phrases_with(edges)

    @cached_property
    def _tries(self) -> Mapping[str, Trie]:
        told: dict[str, list[tuple[str, str]]] = {tells: [] for tells in TELLS}
        for _, tells, text in self._possible:
            told[tells].append((text, text))
        return {tells: Trie(phrases) for tells, phrases in told.items()}

    @cached_property
    def _numbers(self) -> Mapping[tuple[str, str], int]:
        return {(tells, text): number for number, tells, text in self._possible}

    def of(self, tells: str, sentence: Sentence) -> Iterator[tuple[int, str, Span]]:
        """Yield number, words and place of each phrase of one kind in a sentence, the longest at each word."""
        # The possessive of a name is that name, also of one that is written only so ("TREASURE's results").
        words, trie, at = _words(sentence), self._tries[tells], 0
        while at < len(words):
            length, texts = trie.longest(words, at)
            if length:
                span = Span(words[at].start, words[at + length - 1].end)
                yield from ((self._numbers[tells, text], text, span) for text in sorted(texts))
            at += max(length, 1)

    def cited(self, sentence: Sentence) -> Iterator[tuple[list[str], Span]]:
        """Yield the records that each identifier in a sentence, or behind a link in it, belongs to."""
        for kind, readings, span in self._cited[sentence.position]:
            known = next((one for one in readings if (kind, one) in self._known), None)
            if known is not None:
                # What an address goes on with behind a DOI is none of it.
                yield self._known[kind, known], Span(span.start, span.end - len(readings[0]) + len(known))

    @cached_property
    def _known(self) -> Mapping[tuple[str, str], list[str]]:
        """Return the records of all identifiers on the page: one question a kind."""
        asked: dict[str, set[str]] = defaultdict(set)
        for found in self._cited:
            for kind, readings, _ in found:
                asked[kind].update(readings)
        return {
            (kind, one): records
            for kind, ids in sorted(asked.items())
            for one, records in self.index.identified(kind, sorted(ids)).items()
        }

    @cached_property
    def _cited(self) -> tuple[list[tuple[str, list[str], Span]], ...]:
        document = self.reading.document
        found: list[list[tuple[str, list[str], Span]]] = []
        for sentence in self.reading.sentences:
            given = identifiers.found_in(document.text, sentence.start, sentence.end)
            here = [(one.kind, identifiers.readings(one), Span(one.start, one.end)) for one in given]
            found.append(here)
        for link in document.links:
            for one in identifiers.found_in(link.target):
                position = self._sentence_of(link.start, link.end)
                if position is not None:
                    found[position].append((one.kind, identifiers.readings(one), Span(link.start, link.end)))
        return tuple(found)

    def _sentence_of(self, start: int, end: int) -> int | None:
        block = self.reading.by_block[self.reading.document.block_at(start)]
        return next((s.position for s in block if s.start <= start and end <= s.end), None)


def _words(sentence: Sentence) -> tuple[Word, ...]:
    return tuple(word._replace(text=_POSSESSIVE.sub("", word.text)) for word in sentence.words)
