"""Sentence -> Records: names and identifiers tell a study alone, hints two together, a figure beside its hint.

Where two records fit alike, none is guessed: a wrong link costs more trust than a missed one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from claimcheck.checks.about import names_of, speaks_of
from claimcheck.checks.frames import matched
from claimcheck.checks.phrases import Phrases
from claimcheck.claims.figures import figures_in
from claimcheck.model import Span
from claimcheck.records.search import index_of
from claimcheck.words import words_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from claimcheck.claims.reading import Reading, Sentence
    from claimcheck.model import Figure
    from claimcheck.patterns.pattern import Pattern
    from claimcheck.records.index import Index
    from claimcheck.records.record import Record
    from claimcheck.words import Word

# A page that leans on more studies in one sentence than this leans on none that could be told.
_MOST_ALIKE = 20
# How many words may stand between an author and the year: "Lindquist and colleagues, in the Journal of Sleep (2021)".
_TO_YEAR = 8
_CURES = ("treatment", "medicine")
_YEAR = re.compile(r"(?:19|20)\d{2}\Z")


class Fits(NamedTuple):
    """The records that a sentence tells of, by the words that tell; and those that fit alike, of which none is meant.

    Records of one trial that say so are no two studies: they are all told.
    """

    told: dict[str, Span]
    alike: dict[str, Span]


@dataclass(frozen=True)
class Linker:
    """The records by what identifies them: names alone, hints two together, registry ids, DOIs and PMIDs."""

    records: Mapping[str, Record]

    @cached_property
    def index(self) -> Index:
        """Return the index of the records: that of a large library is there already."""
        return index_of(self.records)

    def on(self, reading: Reading) -> PageLinker:
        """Return what finds the records that one page tells of."""
        return PageLinker(reading, self.records, self.index, Phrases(reading, self.index))


@dataclass(frozen=True)
class PageLinker:
    """One page, its phrases, and the records they may tell of."""

    reading: Reading
    records: Mapping[str, Record]
    index: Index
    phrases: Phrases
    _elsewhere: dict[str, bool] = field(default_factory=dict, repr=False)

    @cached_property
    def all_fits(self) -> tuple[Fits, ...]:
        """Return the records that each sentence of the page tells of."""
        return tuple(self.fits(sentence) for sentence in self.reading.sentences)

    def fits(self, sentence: Sentence) -> Fits:
        """Return the records that a sentence names, cites or hints at, a citation last; and those that fit alike."""
        known = self.reading.names[sentence.position]
        if not self.phrases.tells_anything(sentence) and not any(name.category in _CURES for name in known):
            return Fits({}, {})
        named = self._named(sentence)
        hinted = self._hinted(sentence, named.told.values())
        # A hint beside a study that is already named belongs to that study, not to a second one.
        hinted = Fits({}, {}) if set(hinted.told) & set(named.told) else hinted
        written = self._written_by(sentence) if not named.told else Fits({}, {})
        told = {**written.told, **self._labelled(sentence), **hinted.told, **named.told}
        here = {record: span for record, span in told.items() if not self._means_else(record)}
        cited = self._cited(sentence)
        alike = {**written.alike, **hinted.alike, **named.alike, **cited.alike}
        found = {**here, **cited.told}
        return Fits(found, {} if found else {r: s for r, s in alike.items() if not self._means_else(r)})

    def _means_else(self, record: str) -> bool:
        """Return whether a record's names and hints mean something else on this page."""
        if record not in self._elsewhere:
            self._elsewhere[record] = _says_any(self.reading, self.records[record].unless_page_says)
        return self._elsewhere[record]

    def _named(self, sentence: Sentence) -> Fits:
        told: dict[str, Span] = {}
        alike: dict[str, Span] = {}
        for tells in ("name", "title"):
            for number, name, span in self.phrases.of(tells, sentence):
                if not _is_shouted(name, span, sentence):
                    self._sort(self.index.told_by(number), span, told, alike)
        return Fits(told, alike)

    def _cited(self, sentence: Sentence) -> Fits:
        told: dict[str, Span] = {}
        alike: dict[str, Span] = {}
        for records, span in self.phrases.cited(sentence):
            self._sort(records, span, told, alike)
        return Fits(told, alike)

    def _sort(self, records: list[str], span: Span, told: dict[str, Span], alike: dict[str, Span]) -> None:
        """Put records under what is told where they are one trial, else under what fits alike."""
        trial = self._of_one_trial(records)
        told |= dict.fromkeys(trial, span)
        alike |= {} if trial else dict.fromkeys(records[:_MOST_ALIKE], span)

    def _of_one_trial(self, records: list[str]) -> list[str]:
        """Return those of the records that speak for their trial now, none where they are of several trials."""
        if len(records) < 2:
            return records
        if len(records) > _MOST_ALIKE:
            return []
        trials = self.index.trials(records)
        if len(set(trials.values())) > 1:
            return []
        return [r for r in records if self.records[r].standing != "superseded"] or records

    def _hinted(self, sentence: Sentence, taken: Iterable[Span]) -> Fits:
        """Return the one record that two or more different hints in a sentence point to, if it speaks of its subject.

        `taken` are words that name a study already.
        """
        held = list(taken)
        places: dict[int, tuple[str, Span]] = {}
        for number, hint, span in self.phrases.of("hint", sentence):
            if not any(other.holds(*span) for other in held):
                places[number] = (hint, span)
        if len(places) < 2:
            return Fits({}, {})
        given = self.index.shared(sorted(places))
        number_of = {record: _different(places[n][0] for n in numbers) for record, numbers in given.items()}
        most = max(number_of.values(), default=0)
        best = [record for record in sorted(given) if number_of[record] == most]
        if most < 2 or len(best) > _MOST_ALIKE:
            return Fits({}, dict.fromkeys(best[:_MOST_ALIKE], sentence.span) if most > 1 else {})
        spans = {record: [places[n][1] for n in given[record]] for record in best}
        fitting = [r for r in best if speaks_of(self.reading, sentence, self.records[r], spans[r])]
        # The topic alone makes no choice among records that the words fit alike.
        return self._one_of(best if fitting else [], {r: _around(spans[r]) for r in best})

    def _labelled(self, sentence: Sentence) -> dict[str, Span]:
        """Return the label of a medicine whose kind a sentence names, where the paragraph names the medicine itself.

        Copy names a medicine once ("using tacrolimus") and goes on to speak of what it is for ("immunosuppression").
        """
        reading, lexicon = self.reading, self.reading.lexicon
        kinds = {n.id: Span(n.start, n.end) for n in reversed(reading.names[sentence.position]) if n.category in _CURES}
        around = reading.by_block[sentence.block] if kinds else ()
        medicines = {n.id: kinds[kind] for other in around for n in reading.names[other.position]
                     for kind in lexicon.names[n.id].parents if kind in kinds}  # fmt: skip
        found: dict[str, Span] = {}
        for other in around if medicines else ():
            for number, hint, _ in self.phrases.of("hint", other):
                for medicine in (m for m in medicines if hint in lexicon.names[m].words):
                    labels = (r for r in self.index.told_by(number) if self._is_label(r, medicine))
                    found |= dict.fromkeys(labels, medicines[medicine])
        return found

    def _is_label(self, record: str, medicine: str) -> bool:
        known = self.records[record]
        return known.kind == "regulatory" and known.at("intervention.treatment") == medicine

    def _one_of(self, fitting: list[str], spans: Mapping[str, Span]) -> Fits:
        """Return the record that alone fits (or those of its trial), else all of them as alike."""
        trial = self._of_one_trial(fitting)
        told = {record: spans[record] for record in trial}
        return Fits(told, {} if trial else {record: spans[record] for record in fitting})

    def _written_by(self, sentence: Sentence) -> Fits:
        """Return the record whose first author a sentence names beside the year, if it speaks of its subject."""
        years = [word for word in sentence.words if _YEAR.match(word.text)]
        found: dict[str, Span] = {}
        for number, _, span in self.phrases.of("author", sentence) if years else ():
            year = next((word for word in years if _between(sentence, span, word) <= _TO_YEAR), None)
            if year is not None:
                place = Span(min(span.start, year.start), max(span.end, year.end))
                found |= dict.fromkeys(self.index.told_by(number, year.text), place)
        if len(found) > _MOST_ALIKE:
            return Fits({}, dict(sorted(found.items())[:_MOST_ALIKE]))
        fitting = [r for r in sorted(found) if speaks_of(self.reading, sentence, self.records[r], (found[r],))]
        return self._one_of(fitting, found)

    def counted(self, sentence: Sentence) -> dict[str, Span]:
        """Return the statistics that a hint and one of their figures point to together."""
        found: dict[str, Span] = {}
        for number, _, span in self.phrases.of("figure", sentence):
            for record in self.index.told_by(number):
                known = self.records[record]
                if speaks_of(self.reading, sentence, known, ()):
                    found |= {record: span} if _gives(self.reading, sentence, known) else {}
        return found


def _around(spans: Iterable[Span]) -> Span:
    starts, ends = zip(*spans, strict=True)
    return Span(min(starts), max(ends))


def _between(sentence: Sentence, span: Span, year: Word) -> int:
    """Return how many words stand between a name and a year."""
    low, high = (span.end, year.start) if span.start < year.start else (year.end, span.start)
    return sum(low <= word.start and word.end <= high for word in sentence.words)


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
    return bool(matched(pattern, reading, sentence, frozenset()))


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
