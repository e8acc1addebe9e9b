"""Sentence + Record -> do the words around speak of what the record is about: its treatment, condition, outcomes?

Two hints, such as a journal and a kind of analysis, stand for many studies: they link only where the text speaks of
what this one studied, and of nothing else in its place. Names are read from the nearest place that has any.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from claimcheck.claims.reading import Reading, Sentence
    from claimcheck.lexicon import Lexicon
    from claimcheck.model import Name, Span
    from claimcheck.records.record import Record

_CATEGORIES = {"treatment": ("treatment", "medicine"), "condition": ("condition",), "outcome": ("outcome",)}


def speaks_of(reading: Reading, sentence: Sentence, record: Record, hints: Iterable[Span]) -> bool:
    """Return whether the words around name the treatment, condition or an outcome of a study, and no other instead.

    A hint that is such a name itself has been counted as a hint. Of a record without a condition nothing is asked.
    """
    counted, agreed = tuple(hints), False
    known = _known(record, reading.lexicon)
    if _in_other_animals(reading, sentence, record):
        return False
    for category, ids in known.items():
        named = _nearest(reading, sentence, _CATEGORIES[category])
        fitting = [name for name in named if any(reading.lexicon.agree(name.id, own) for own in ids)]
        if named and not fitting and category != "outcome":
            return False
        agreed |= any(not _is_hint(name, sentence, counted) for name in fitting)
    return agreed or "condition" not in known


def names_of(reading: Reading, sentence: Sentence, category: str) -> tuple[Name, ...]:
    """Return the names of one category at the nearest place that has any: sentence, block, lead, headings, title."""
    return _nearest(reading, sentence, (category,))


def _known(record: Record, lexicon: Lexicon) -> Mapping[str, tuple[str, ...]]:
    """Return what the record studied, by category, as far as the lexicon knows it."""
    parts = [*(record.data.get("outcomes") or ()), *(record.data.get("figures") or ())]
    found = {
        "treatment": (record.at("intervention.treatment"),),
        "condition": (record.at("population.condition"),),
        "outcome": tuple(part.get("measure") for part in parts),
    }
    own = {category: tuple(one for one in ids if one in lexicon.names) for category, ids in found.items()}
    return {category: ids for category, ids in own.items() if ids}


def _in_other_animals(reading: Reading, sentence: Sentence, record: Record) -> bool:
    """Return whether the sentence itself speaks of other species only; a species of another kind tells nothing."""
    known = record.at("population.species")
    named = [name.id for name in reading.names[sentence.position] if name.category == "species"]
    if known not in reading.lexicon.names or not named or any(reading.lexicon.agree(one, known) for one in named):
        return False
    kinds = reading.lexicon.ancestors(known)
    return kinds == {known} or all(kinds & reading.lexicon.ancestors(one) for one in named)


def _nearest(reading: Reading, sentence: Sentence, categories: tuple[str, ...]) -> tuple[Name, ...]:
    for place in places_around(reading, sentence):
        found = tuple(name for name in reading.names[place.position] if name.category in categories)
        if found:
            return found
    return ()


def places_around(reading: Reading, sentence: Sentence) -> Iterator[Sentence]:
    """Yield the sentence, then what it stands under, nearest first."""
    block = reading.document.blocks[sentence.block]
    yield sentence
    yield from (other for other in reversed(reading.by_block[sentence.block]) if other.position < sentence.position)
    above = [*(() if block.lead is None else (block.lead,)), *reversed(block.headings)]
    above += [title for title in reading.titles if title not in above]
    for number in above:
        yield from reading.by_block[number]


def _is_hint(name: Name, sentence: Sentence, hints: tuple[Span, ...]) -> bool:
    inside = sentence.span.holds(name.start, name.end)
    return inside and any(name.start < hint.end and hint.start < name.end for hint in hints)
