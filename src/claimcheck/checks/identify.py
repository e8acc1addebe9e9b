"""Sentence -> Records: names and identifiers tell a study alone, hints two together, a figure beside its hint.

Where two records fit alike, none is guessed: a wrong link costs more trust than a missed one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from claimcheck.checks.about import names_of, speaks_of
from claimcheck.checks.frames import line_of
from claimcheck.claims.citations import identifiers_behind
from claimcheck.claims.figures import figures_in
from claimcheck.lexicon import Trie
from claimcheck.model import Span
from claimcheck.words import words_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from claimcheck.claims.reading import Reading, Sentence
    from claimcheck.model import Figure
    from claimcheck.pattern import Pattern
    from claimcheck.record import Record

_POSSESSIVE = re.compile(r"['’]s\Z")
# A bare PubMed id is a number like any other.
_PUBMED = r"(?:pubmed(?:\.ncbi\.nlm\.nih\.gov)?/|pmid:?\s*)"


@dataclass(frozen=True)
class Linker:
    """The records by what identifies them: names alone, hints two together, registry ids, DOIs and PMIDs."""

    records: Mapping[str, Record]

    @cached_property
    def _of_name(self) -> Mapping[str, str]:
        return {name: r.id for r in self.records.values() for name in r.names}

    @cached_property
    def _names(self) -> Trie:
        return Trie((name, name) for name in self._of_name)

    @cached_property
    def _of_hint(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = defaultdict(tuple)
        for r in self.records.values():
            for hint in r.hints:
                found[hint] += (r.id,)
        return found

    @cached_property
    def _hints(self) -> Trie:
        return Trie((hint, hint) for hint in self._of_hint)

    @cached_property
    def _of_identifier(self) -> Mapping[str, str]:
        return {i.lower(): r.id for r in self.records.values() for i in r.identifiers}

    @cached_property
    def _identifiers(self) -> re.Pattern[str]:
        known = sorted(self._of_identifier, key=len, reverse=True)
        numbers = "|".join(i for i in known if i.isdigit())
        others = "|".join(re.escape(i) for i in known if not i.isdigit())
        forms = [*([f"{_PUBMED}({numbers})"] if numbers else []), *([f"({others})"] if others else [])]
        return re.compile(rf"(?<!\w)(?:{'|'.join(forms) or '(?!)'})(?!\w)", re.IGNORECASE)

    def elsewhere(self, reading: Reading) -> frozenset[str]:
        """Return the records whose names and hints mean something else on this page."""
        return frozenset(r.id for r in self.records.values() if _says_any(reading, r.unless_page_says))

    def named(self, sentence: Sentence) -> dict[str, Span]:
        """Return the records that a sentence names, with the words that name them."""
        matches = _matches(self._names, sentence)
        return {self._of_name[name]: span for name, span in matches if not _is_shouted(name, span, sentence)}

    def cited(self, reading: Reading, sentence: Sentence) -> dict[str, Span]:
        """Return the records whose DOI, PMID or registry id the sentence gives, or a link in it points to."""
        text, document = reading.document.text, reading.document
        found = {self._of_identifier[i]: Span(*span) for i, span in self._given(text, sentence.start, sentence.end)}
        for link in document.links:
            if sentence.start <= link.start and link.end <= sentence.end:
                for identifier, _ in self._given(link.target, 0, len(link.target)):
                    found[self._of_identifier[identifier]] = Span(link.start, link.end)
        for citation in reading.citations:
            # "[3]" and footnotes stand for what the entry behind them gives.
            if citation.kind == "mark" and sentence.start <= citation.start and citation.end <= sentence.end:
                for identifier in identifiers_behind(document, citation):
                    if record := self._of_identifier.get(identifier.lower()):
                        found[record] = Span(citation.start, citation.end)
        return found

    def _given(self, text: str, start: int, end: int) -> Iterator[tuple[str, tuple[int, int]]]:
        for match in self._identifiers.finditer(text, start, end):
            yield match.group(match.lastindex or 0).lower(), match.span()

    def hinted(self, reading: Reading, sentence: Sentence, taken: Iterable[Span]) -> dict[str, Span]:
        """Return the one record that two or more different hints in a sentence point to, if it speaks of its subject.

        `taken` are words that name a study already.
        """
        held = list(taken)
        hints: dict[str, dict[str, Span]] = defaultdict(dict)
        for hint, span in _matches(self._hints, sentence):
            for record in self._of_hint[hint]:
                if self.records[record].kind != "statistic" and not any(other.holds(*span) for other in held):
                    hints[record][hint] = span
        number = {record: _different(given) for record, given in hints.items()}
        most = max(number.values(), default=0)
        best = [record for record in hints if number[record] == most]
        if most < 2 or len(best) > 1:
            return {}
        spans = hints[best[0]].values()
        if not speaks_of(reading, sentence, self.records[best[0]], spans):
            return {}
        return {best[0]: Span(min(s.start for s in spans), max(s.end for s in spans))}

    def counted(self, reading: Reading, sentence: Sentence) -> dict[str, Span]:
        """Return the statistics that a hint and one of their figures point to together."""
        found: dict[str, Span] = {}
        for hint, span in _matches(self._hints, sentence):
            for record in self._of_hint[hint]:
                known = self.records[record]
                if known.kind == "statistic" and speaks_of(reading, sentence, known, ()):
                    found |= {record: span} if _gives(reading, sentence, known) else {}
        return found


def _matches(trie: Trie, sentence: Sentence) -> Iterator[tuple[str, Span]]:
    # The possessive of a name is that name, also of one that is written only so ("TREASURE's results").
    words = tuple(word._replace(text=_POSSESSIVE.sub("", word.text)) for word in sentence.words)
    at = 0
    while at < len(sentence.words):
        length, phrases = trie.longest(words, at)
        if length:
            span = Span(sentence.words[at].start, sentence.words[at + length - 1].end)
            yield from ((phrase, span) for phrase in phrases)
        at += max(length, 1)


def _is_shouted(name: str, span: Span, sentence: Sentence) -> bool:
    """Return whether an acronym that is a word too ("TREASURE") stands among other words in capitals."""
    plain = name.startswith("=") and all(part.isalpha() or part.isdigit() for part in name[1:].split("-"))
    if not plain:
        return False
    others = [word.text for word in sentence.words if len(word.text) > 1 and not span.holds(word.start, word.end)]
    letters = [text for text in others if text.isalpha()]
    return bool(letters) and 2 * sum(text.isupper() for text in letters) > len(letters)


def _different(hints: Iterable[str]) -> int:
    """Return how many hints there are, one that is part of another not counted ("Gladstone")."""
    words = [{word.lower for word in words_in(hint)} for hint in hints]
    return sum(not any(one < other for other in words) for one in words)


def _says_any(reading: Reading, patterns: Iterable[Pattern]) -> bool:
    return any(_says(reading, sentence, pattern) for pattern in patterns for sentence in reading.sentences)


def _says(reading: Reading, sentence: Sentence, pattern: Pattern) -> bool:
    vocabulary = reading.vocabulary(sentence)
    return all(words & vocabulary for words in pattern.gate) and bool(
        pattern.matches(line_of(reading, sentence, frozenset()))
    )


def _gives(reading: Reading, sentence: Sentence, record: Record) -> bool:
    """Return whether a sentence gives one of the record's figures: number, unit, measure, and words beside it."""
    said = figures_in(reading, sentence)
    for i, known in enumerate(record.data.get("figures") or ()):
        beside = record.beside.get(i, ())
        is_told = not beside or any(_says(reading, sentence, pattern) for pattern in beside)
        is_number = any(_is_number(figure, known) for figure in said)
        if is_number and is_told and _is_measure(reading, sentence, known.get("measure")):
            return True
    return False


def _is_number(figure: Figure, known: Mapping[str, object]) -> bool:
    said = (figure.value, figure.low, figure.high)
    given = (known.get("value"), known.get("low"), known.get("high"))
    return said == given and said != (None, None, None) and figure.unit == (known.get("unit") or "")


def _is_measure(reading: Reading, sentence: Sentence, measure: object) -> bool:
    """Return whether the outcome that is spoken of is the one measured, where the record tells it."""
    if measure is None:
        return True
    return any(reading.lexicon.agree(name.id, str(measure)) for name in names_of(reading, sentence, "outcome"))
