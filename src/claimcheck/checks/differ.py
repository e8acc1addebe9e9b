"""Claim + record -> where they differ: people, condition, stage, product, route, dose, outcome, figure, strength …

Each function answers with what the copy says and what our record says, `AGREE` where they do not differ, or `OPEN`
where a field that it needs is missing: then the claim is unchecked, never flagged.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from claimcheck.checks.differ_dose import dose
from claimcheck.checks.differ_figure import (
    absolute,
    arm,
    denominator,
    figure,
    figure_close,
    figure_superseded,
)
from claimcheck.checks.differ_outcome import outcome, subject
from claimcheck.checks.differ_result import direction, gap, higher
from claimcheck.checks.differ_stage import stage
from claimcheck.checks.differ_time import time, time_point
from claimcheck.checks.difference import AGREE, OPEN, Difference, nearest, plain
from claimcheck.model import STRENGTHS
from claimcheck.words import words_in

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from claimcheck.claims.reading import Reading
    from claimcheck.lexicon import Lexicon
    from claimcheck.model import Claim
    from claimcheck.records.record import Record

# From so many words on between what was found and in whom, a reader has taken it for people.
_LATE = 10


def condition(claim: Claim, record: Record, reading: Reading) -> Difference:
    """Return whether the claim is about another condition than the study's people had."""
    known = record.at("population.condition")
    measured = _measured(record, reading.lexicon)
    said = tuple(name for name in conditions_of(claim, reading) if name not in measured)
    if not known or not said:
        return OPEN
    if any(reading.lexicon.agree(name, known) for name in said):
        return AGREE
    return Difference(plain(said[0]), plain(known), ("population", "condition"))


def _measured(record: Record, lexicon: Lexicon) -> frozenset[str]:
    """Return the conditions that a study counted or measured: they say nothing of who took part in it."""
    names = " | ".join(str(outcome["name"]) for outcome in record.data.get("outcomes") or ())
    return frozenset(name.id for name in lexicon.names_in(words_in(names)) if name.category == "condition")


def conditions_of(claim: Claim, reading: Reading) -> tuple[str, ...]:
    """Return the conditions a claim is about: its own, else those of the nearest place that names any.

    Where the paragraph draws a wider conclusion ("reinforcing …", "extending this evidence"), what it concludes
    about is the page's condition, whatever the study's people had.
    """
    if _draws_inference(claim, reading):
        above = [n for n in claim.names if n.category == "condition" and n.via in ("heading", "page", "lead")]
        if above:
            return tuple(name.id for name in above)
    return nearest(claim, "condition")


def _draws_inference(claim: Claim, reading: Reading) -> bool:
    return any(reading.spans(sentence, "inference") for sentence in reading.by_block[claim.block])


def species(claim: Claim, record: Record, reading: Reading) -> Difference:
    """Return whether a study in animals or cells is told as if it were in people."""
    known = record.at("population.species")
    if not known:
        return OPEN
    if known == "human" or any(reading.lexicon.agree(name, known) for name in claim.ids("species")):
        return AGREE
    return Difference("people", plain(known), ("population", "species"))


def species_here(claim: Claim, record: Record, reading: Reading) -> Difference:
    """Return whether a claim on a study in animals or cells names none of them in its own words."""
    here = tuple(name for name in claim.names if name.category != "species" or name.via == "here")
    return species(replace(claim, names=here), record, reading)


def species_late(claim: Claim, record: Record, reading: Reading) -> Difference:
    """Return whether a finding in animals or cells is told in full before any word says that it was in them."""
    known = record.at("population.species")
    if not known:
        return OPEN
    said = [n.start for n in claim.names if n.category == "species" and n.via == "here" and n.start > claim.head.start]
    named = [n for n in claim.names if n.category == "species" and n.start <= claim.head.start]
    if known == "human" or named or not said:
        return AGREE
    between = words_in(reading.document.text[claim.head.end : min(said)])
    return Difference("people", plain(known), ("population", "species")) if len(between) >= _LATE else AGREE


def product(claim: Claim, record: Record, reading: Reading) -> Difference:
    """Return whether the claim is about another product than the one studied."""
    known = record.at("intervention.treatment")
    # "In the NR1 trial and in SB-STR01": the first word calls another study, and says nothing of what this one gave.
    others = [n for n in claim.names if n.category == "study" and n.id != record.id]
    told = [n for n in claim.names if n.category == "treatment" and n.via in ("here", "block")]
    said = [n.id for n in told if not any(o.start <= n.start and n.end <= o.end for o in others)]
    if not known or known not in reading.lexicon.names or not said:
        return OPEN
    if any(reading.lexicon.agree(name, known) for name in said):
        return AGREE
    return Difference(plain(said[0]), plain(known), ("intervention", "treatment"))


def pooled(claim: Claim, record: Record, reading: Reading) -> Difference:
    """Return whether a heading of the page names a treatment of which a synthesis took in no study."""
    del claim
    known: list[str] = record.at("intervention.not_among") or []
    lexicon = reading.lexicon
    blocks = reading.document.blocks
    headed = [s for s in reading.sentences if blocks[s.block].kind in ("title", "heading")]
    named = [name for sentence in headed for name in reading.names[sentence.position]]
    for name in named:
        if any(lexicon.is_a(name.id, one) for one in known):
            said = reading.document.text[name.start : name.end]
            return Difference(said, plain(known[0]), ("intervention", "not_among"))
    return AGREE if known else OPEN


def people(claim: Claim, record: Record, reading: Reading) -> Difference:
    """Return whether the claim is about people of another age or sex than those studied."""
    known, told = record.at("population.people") or (), reading.lexicon.classes.get("age-or-sex", ())
    said = [name.id for name in claim.names if name.category == "people" and name.via == "here" and name.id in told]
    if not known or not said:
        return OPEN
    if any(reading.lexicon.agree(one, other) for one in said for other in known):
        return AGREE
    return Difference(plain(said[0]), ", ".join(map(plain, known)), ("population", "people"))


def route(claim: Claim, record: Record, reading: Reading) -> Difference:
    """Return whether the claim gives another way in than the one studied."""
    known = str(record.at("intervention.route"))
    sentence = reading.sentence_at(claim.sentence)
    said = [name.id for name in reading.names[sentence.position] if name.category == "route"]
    if known not in reading.lexicon.names or not said:
        return OPEN
    if any(reading.lexicon.agree(name, known) for name in said):
        return AGREE
    return Difference(plain(said[0]), plain(known), ("intervention", "route"))


def strength(claim: Claim, record: Record, reading: Reading) -> Difference:
    """Return whether the claim is stronger than a study of this design can carry."""
    design = record.data.get("design") or {}
    kinds = {key: str(design.get(key)) for key in ("type", "control", "phase") if design.get(key) is not None}
    for permitted in ("none", "correlational", "conditional", "causal"):
        listed = reading.lexicon.classes.get(f"permits-{permitted}", ())
        found = [(key, kind) for key, kind in kinds.items() if kind in listed]
        if found:
            if STRENGTHS.index(claim.strength) <= STRENGTHS.index(permitted):
                return AGREE
            return Difference(claim.strength, plain(found[0][1]), ("design", found[0][0]))
    return OPEN


DIFFERENCES: Mapping[str, Callable[[Claim, Record, Reading], Difference]] = {
    "condition": condition,
    "stage": stage,
    "people": people,
    "species": species,
    "species-here": species_here,
    "species-late": species_late,
    "product": product,
    "pooled": pooled,
    "route": route,
    "dose": dose,
    "figure": figure,
    "figure-close": figure_close,
    "figure-superseded": figure_superseded,
    "arm": arm,
    "denominator": denominator,
    "absolute": absolute,
    "time": time,
    "time-point": time_point,
    "outcome": outcome,
    "subject": subject,
    "direction": direction,
    "higher": higher,
    "gap": gap,
    "strength": strength,
}
