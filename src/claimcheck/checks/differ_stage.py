"""Claim + record -> whether the claim is about another stage of the illness than the study's people were in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.checks.about import places_around
from claimcheck.checks.difference import AGREE, OPEN, Difference, plain
from claimcheck.model import Span

if TYPE_CHECKING:
    from claimcheck.claims.reading import Reading, Sentence
    from claimcheck.model import Claim
    from claimcheck.records.record import Record

# The stages in time that a record's `chronicity` covers, as ids of the lexicon; all others go by severity.
_IN_TIME = {"acute": ("acute", "hyperacute"), "subacute": ("subacute",), "chronic": ("chronic",)}
_TIMES = frozenset(stage for stages in _IN_TIME.values() for stage in stages)


def stage(claim: Claim, record: Record, reading: Reading) -> Difference:
    """Return whether the nearest words that name a stage of the illness name another than the record."""
    for field in ("stage", "chronicity"):
        known = _known(record, field)
        said = _said(claim, record, reading, in_time=field == "chronicity") if known else ()
        if said:
            if any(reading.lexicon.agree(one, other) for one in said for other in known):
                return AGREE
            shown = record.at(f"population.{field}")
            told = ", ".join(map(plain, shown)) if isinstance(shown, list) else plain(str(shown))
            return Difference(plain(said[0]), told, ("population", field))
    return OPEN


def _known(record: Record, field: str) -> tuple[str, ...]:
    known = record.at(f"population.{field}")
    if field == "stage":
        return tuple(known or ())
    return tuple(one for part in str(known or "").split("-") for one in _IN_TIME.get(part, ()))


def _said(claim: Claim, record: Record, reading: Reading, *, in_time: bool) -> tuple[str, ...]:
    """Return the stages at the nearest place that tells any."""
    for place in places_around(reading, reading.sentence_at(claim.sentence)):
        found = _stages_in(place, record, reading)
        told = tuple(one for one in found if (one in _TIMES) is in_time)
        if told:
            return told
    return ()


def _stages_in(sentence: Sentence, record: Record, reading: Reading) -> tuple[str, ...]:
    """Return the stages that a sentence tells of the record's condition: "chronic stroke", "in the chronic phase"."""
    found = {span: name for name in reading.lexicon.of_category("stage") for span in reading.spans(sentence, name)}
    longest = {s: n for s, n in found.items() if not any(o != s and o.holds(*s) for o in found)}
    return tuple(n for s, n in longest.items() if _is_of_condition(s, sentence, record, reading))


def _is_of_condition(span: Span, sentence: Sentence, record: Record, reading: Reading) -> bool:
    """Return whether a stage is said of the illness: inside its name or right before it, or by a phrase of its own."""
    text = reading.document.text
    if " " in text[span.start : span.end]:
        return True
    condition = str(record.at("population.condition"))
    return any(
        name.category == "condition"
        and reading.lexicon.agree(name.id, condition)
        and (name.start <= span.start < name.end or text[span.end : name.start].strip("- ") == "")
        for name in reading.names[sentence.position]
        if span.start < name.end
    )
