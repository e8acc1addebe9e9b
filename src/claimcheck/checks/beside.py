"""Claim + library -> the records beside those that it leans on: of its topic, of whom it quotes, that came later.

A rule that compares `with` them asks by `differ` what a claim leaves out by naming another study in their place.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from claimcheck.checks.differ import conditions_of, route
from claimcheck.checks.difference import AGREE, OPEN, Difference, nearest
from claimcheck.records import search as record_search

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from claimcheck.checks.difference import Library
    from claimcheck.claims.reading import Reading
    from claimcheck.model import Claim
    from claimcheck.records.record import Record

_STUDIES = ("trial", "synthesis", "case-report")
# So far from a name, in characters, stands the word for what somebody said.
_NEAR = 25
_QUOTATION = re.compile(r"[“”\"]")


def held_beside(which: str, claim: Claim, reading: Reading, library: Library) -> tuple[Record, ...]:
    """Return the records of the claim's topic, of a speaker it names, or that came later than those it leans on."""
    if which == "topic":
        return _of_topic(claim, reading, library)
    if which == "speaker":
        words = (word.lower.removesuffix("'s") for word in reading.sentence_at(claim.sentence).words)
        spoken = record_search.spoken_by(library.records, words)
        return tuple(r for r in spoken if any(_is_quoted(speaker, claim, reading) for speaker in _speakers_of(r)))
    return tuple(record_search.later_than(library.records, claim.records))


def _of_topic(claim: Claim, reading: Reading, library: Library) -> tuple[Record, ...]:
    conditions, treatments = conditions_of(claim, reading), nearest(claim, "treatment")
    if not conditions or not treatments:
        return ()
    found = record_search.on_topic(library.records, reading.lexicon, conditions, treatments)
    # A study by another route than the one that is spoken of is on another topic.
    return tuple(record for record in found if route(claim, record, reading) in (AGREE, OPEN))


def _speakers_of(record: Record) -> Iterator[str]:
    """Yield the people whose words about it a record holds."""
    yield from (str(said["speaker"]) for said in record.data.get("statements") or () if said.get("speaker"))


def _is_quoted(speaker: str, claim: Claim, reading: Reading) -> bool:
    """Return whether a sentence gives the words of a speaker; one may as well be named as who led the study."""
    sentence = reading.sentence_at(claim.sentence)
    text = reading.document.text[sentence.start : sentence.end]
    named = re.search(rf"(?<!\w){re.escape(speaker.split()[-1])}(?!\w)", text)
    if named is None:
        return False
    start, end = sentence.start + named.start(), sentence.start + named.end()
    near = (s.start <= end + _NEAR and start - _NEAR <= s.end for s in reading.spans(sentence, "quoting"))
    return claim.stance in ("quoted", "attributed") or _QUOTATION.search(text) is not None or any(near)


def unnamed(claim: Claim, record: Record, library: Library) -> Difference:
    """Return whether the page leans on a study that has not missed its endpoint, and on none like this one.

    Of several records alike the first speaks for all.
    """
    leaned = [library.records[r] for r in claim.records if r in library.records]
    leaned = [one for one in leaned if one.kind in _STUDIES]
    if not leaned or record.id in library.named or any(_missed(one) for one in leaned):
        return AGREE
    alike = [
        other
        for other in record_search.on_condition(library.records, str(record.at("population.condition")))
        if _missed(other) and other.id not in library.named
    ]
    if alike and alike[0].id != record.id:
        return AGREE
    told = ", ".join(other.called for other in alike)
    return Difference(leaned[0].called, told, record.field_of("outcomes", {"any": _MISSED}))


def unmet(claim: Claim, record: Record, library: Library) -> Difference:
    """Return the trials in people on the claim's topic that missed their endpoint; the first of them speaks for all."""
    del claim
    alike = [r for r in library.held if _missed(r) and r.at("population.species") == "human"]
    if not alike or alike[0].id != record.id:
        return AGREE
    told = ", ".join(other.called for other in alike)
    return Difference("the evidence", told, record.field_of("outcomes", {"any": _MISSED}))


_MISSED: Mapping[str, Any] = {"role": "primary", "met": False}


def _missed(record: Record) -> bool:
    return any(o.get("role") == "primary" and o.get("met") is False for o in record.data.get("outcomes") or ())


def another_study(claim: Claim, record: Record, library: Library) -> Difference:
    """Return whether the claim quotes somebody on another study than the one that was spoken of."""
    leaned = [library.records[r] for r in claim.records if r in library.records]
    text = {speaker for one in leaned for speaker in _speakers_of(one)}
    own = tuple(_speakers_of(record))
    if not leaned or record.id in claim.records or not own or set(own) & text:
        return AGREE
    return Difference(leaned[0].called, own[0], ("statements", 0))


def later(claim: Claim, record: Record, library: Library) -> Difference:
    """Return what became of a study that the claim leans on: this later record supersedes or retracts it."""
    for name in record_search.LATER:
        for i, other in enumerate(record.at(f"relations.{name}") or ()):
            if other in claim.records and other in library.records and record.id not in library.named:
                return Difference(library.records[other].called, record.called, ("relations", name, i))
    return AGREE


def expired(claim: Claim, record: Record, library: Library) -> Difference:
    """Return whether the record was valid until a day that has passed."""
    del claim
    until = str(record.data.get("valid_until") or "")
    return Difference(library.as_of, until, ("valid_until",)) if until and until < library.as_of else AGREE


BESIDE: Mapping[str, Callable[[Claim, Record, Library], Difference]] = {
    "unnamed": unnamed,
    "unmet": unmet,
    "another-study": another_study,
    "later": later,
    "expired": expired,
}
