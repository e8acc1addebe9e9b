"""Reading + index of records -> the phrases of records in each sentence: what names, hints at or cites a study."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from claimcheck import identifiers
from claimcheck.claims.citations import given_behind
from claimcheck.model import Span
from claimcheck.records.keys import TELLS
from claimcheck.trie import Trie, edges_in, keys_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from claimcheck.claims.reading import Reading, Sentence
    from claimcheck.identifiers import Identifier
    from claimcheck.records.index import Index
    from claimcheck.words import Word

_POSSESSIVE = ("'s", "’s")


@dataclass(frozen=True)
class Phrases:
    """The phrases of a library that can stand on one page. Few are: a library's other phrases are never loaded."""

    reading: Reading
    index: Index

    @cached_property
    def _possible(self) -> list[tuple[int, str, str]]:
        return self.index.phrases_with(edges_in(word for words in self._words for word in words))

    @cached_property
    def _words(self) -> tuple[tuple[Word, ...], ...]:
        text = self.reading.document.text
        return tuple(_words(sentence, text) for sentence in self.reading.sentences)

    @cached_property
    def _tries(self) -> Mapping[str, Trie]:
        told: dict[str, list[tuple[str, str]]] = {tells: [] for tells in TELLS}
        for _, tells, text in self._possible:
            told[tells].append((text, text))
        return {tells: Trie(phrases) for tells, phrases in told.items()}

    @cached_property
    def _starts(self) -> tuple[Mapping[str, Sequence[int]], ...]:
        """Return, for each sentence and kind of phrase, the words at which one may begin."""
        begun: dict[str, list[str]] = defaultdict(list)
        for tells, trie in self._tries.items():
            for key in trie.first_keys:
                begun[key].append(tells)
        return tuple(_starts(words, begun) for words in self._words)

    def tells_anything(self, sentence: Sentence) -> bool:
        """Return whether a phrase may stand in a sentence, or an identifier in or behind it."""
        return bool(self._starts[sentence.position] or self._cited[sentence.position])

    @cached_property
    def _numbers(self) -> Mapping[tuple[str, str], int]:
        return {(tells, text): number for number, tells, text in self._possible}

    def of(self, tells: str, sentence: Sentence) -> Iterator[tuple[int, str, Span]]:
        """Yield number, words and place of each phrase of one kind in a sentence, the longest at each word."""
        # The possessive of a name is that name, also of one that is written only so ("TREASURE's results").
        words, behind = self._words[sentence.position], 0
        for at in self._starts[sentence.position].get(tells, ()):
            length, texts = self._tries[tells].longest(words, at) if at >= behind else (0, ())
            if length:
                span = Span(words[at].start, words[at + length - 1].end)
                yield from ((self._numbers[tells, text], text, span) for text in sorted(texts))
                behind = at + length

    def cited(self, sentence: Sentence) -> Iterator[tuple[list[str], Span]]:
        """Yield the records that each identifier in a sentence, behind a link or a mark in it, belongs to."""
        for kind, readings in self._cited[sentence.position]:
            known = next((one for one in readings if (kind, one) in self._known), None)
            if known is not None:
                yield self._known[kind, known], readings[known]

    @cached_property
    def _known(self) -> Mapping[tuple[str, str], list[str]]:
        """Return the records of all identifiers on the page: one question a kind."""
        asked: dict[str, set[str]] = defaultdict(set)
        for found in self._cited:
            for kind, readings in found:
                asked[kind].update(readings)
        return {
            (kind, one): records
            for kind, ids in sorted(asked.items())
            for one, records in self.index.identified(kind, sorted(ids)).items()
        }

    @cached_property
    def _cited(self) -> tuple[list[tuple[str, dict[str, Span]]], ...]:
        """Return, for each sentence, kind and possible readings of the identifiers it gives, each with its place."""
        document = self.reading.document
        found: list[list[tuple[str, dict[str, Span]]]] = [[] for _ in self.reading.sentences]
        for sentence in self.reading.sentences:
            for one in identifiers.found_in(document.text, sentence.start, sentence.end):
                # What an address goes on with behind a DOI is none of it.
                ends = {id_: one.end - len(one.id) + len(id_) for id_ in identifiers.readings(one)}
                found[sentence.position].append((one.kind, {i: Span(one.start, end) for i, end in ends.items()}))
        for place, one in self._behind():
            position = self._sentence_of(place)
            if position is not None:
                found[position].append((one.kind, dict.fromkeys(identifiers.readings(one), place)))
        return tuple(found)

    def _behind(self) -> Iterator[tuple[Span, Identifier]]:
        """Yield the identifiers behind links, and in the entries that marks and footnotes stand for."""
        document = self.reading.document
        for link in document.links:
            yield from ((Span(link.start, link.end), one) for one in identifiers.found_in(link.target))
        for citation in self.reading.citations:
            place = Span(citation.start, citation.end)
            yield from ((place, one) for one in given_behind(document, self.reading.sources, citation))

    def _sentence_of(self, place: Span) -> int | None:
        block = self.reading.by_block[self.reading.document.block_at(place.start)]
        return next((s.position for s in block if s.start <= place.start and place.end <= s.end), None)


def _words(sentence: Sentence, text: str) -> tuple[Word, ...]:
    if all(text.find(end, sentence.start, sentence.end) < 0 for end in _POSSESSIVE):
        return sentence.words
    return tuple(
        word._replace(text=word.text[:-2]) if word.text.endswith(_POSSESSIVE) else word for word in sentence.words
    )


def _starts(words: tuple[Word, ...], begun: Mapping[str, Iterable[str]]) -> Mapping[str, Sequence[int]]:
    """Return the words at which phrases may begin, by their kind; `begun` are the kinds that begin with a key."""
    found: dict[str, list[int]] = {}
    is_other = begun.keys().isdisjoint
    for at, word in enumerate(words):
        keys = keys_of(word.text, word.lower)
        if is_other(keys):
            continue
        for tells in {tells for key in keys if key in begun for tells in begun[key]}:
            found.setdefault(tells, []).append(at)
    return found
