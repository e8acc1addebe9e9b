"""Claim + record -> the outcomes of the record that the claim speaks of, and whom their result favours."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from claimcheck.checks.differ_arms import compared, control_arms, made_by_tried
from claimcheck.checks.difference import AGREE, OPEN, Difference, days_in
from claimcheck.claims.figures import is_time
from claimcheck.claims.stems import GRAMMAR, stem
from claimcheck.words import words_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimcheck.claims.reading import Reading
    from claimcheck.lexicon import Lexicon
    from claimcheck.model import Claim
    from claimcheck.records.record import Record

    Numbered = tuple[int, Mapping[str, Any]]

# Two lengths of time are one where they differ by less: "6 months" and "24 weeks".
_NEAR = 0.1
_SHOWN = {
    "treatment": "better with the treatment",
    "control": "worse than the control",
    "neither": "no difference",
    "either": "a significant difference",
}
# Classes of words, and words, in the name of a figure by which it tells of a change.
_CHANGES = ("went-up", "went-down", "went-better", "went-worse")
_CHANGE = ("change", "changes", "difference")
# Classes of words by which an outcome without a name in the lexicon is known for good or bad.
_WORTH = ("more-is-better", "less-is-better")


def told_outcomes(claim: Claim, record: Record, reading: Reading) -> tuple[Numbered, ...]:
    """Return the outcomes of the record that the claim names, by position; those of its time where it gives one.

    An outcome named just so comes before those that are a kind of it. One that the lexicon has no name for is named
    where all its words stand in the claim.
    """
    agree, names = reading.lexicon.agree, reading.lexicon.names
    said = {name.id for name in claim.names if name.category == "outcome" and name.via == "here"}
    outcomes = tuple(enumerate(record.data.get("outcomes") or ()))
    found = [(i, o) for i, o in outcomes if o.get("measure") in names and any(agree(one, o["measure"]) for one in said)]
    found = [(i, o) for i, o in found if o["measure"] in said] or found
    found = (
        found
        or [(i, o) for i, o in outcomes if o.get("measure") not in names and in_words(claim, str(o["name"]), reading)]
        or [(i, o) for i, o in outcomes if in_words(claim, str(o["name"]), reading)]
    )
    times = tuple(days for days, _ in times_of(claim, reading))
    at_time = [(i, o) for i, o in found if any(is_near(days, days_in(str(o.get("time") or ""))) for days in times)]
    return tuple(at_time or found)


def in_words(claim: Claim, name: str, reading: Reading) -> bool:
    """Return whether all words of a name stand in a claim."""
    known = _stems(name)
    return bool(known) and known <= _stems(reading.document.text[claim.start : claim.end])


@lru_cache(maxsize=10_000)
def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word.lower) for word in words_in(text) if word.lower not in GRAMMAR)


def times_of(claim: Claim, reading: Reading) -> Iterator[tuple[float, str]]:
    """Yield the lengths of time that a claim gives, in days and as it writes them."""
    text = reading.document.text
    for figure in claim.figures:
        words = text[figure.start : figure.end]
        days = days_in(words) if is_time(figure) else None
        if days is not None:
            yield days, words


def is_near(one: float | None, other: float | None) -> bool:
    """Return whether two lengths of time are about the same."""
    return one is not None and other is not None and abs(one - other) <= _NEAR * max(one, other)


def favours(outcome: Mapping[str, Any]) -> str | None:
    """Return whom a comparison of groups favours: treatment, control, neither; None where that is not known."""
    given = outcome.get("favours")
    if given is not None or outcome.get("comparison") in ("none", "within-group", "ranking"):
        return given
    met, significant = outcome.get("met"), outcome.get("significant")
    if met is True:
        return "treatment" if outcome.get("comparison") == "between-group" and significant is not False else None
    return "neither" if False in (met, significant) else None


def _way_of(outcome: Mapping[str, Any]) -> str | None:
    """Return whom a comparison favours; either, where it is known that there is a difference and not which way."""
    differs = outcome.get("significant") is True and outcome.get("comparison") == "between-group"
    return favours(outcome) or ("either" if differs else None)


def _is_valued(outcome: Mapping[str, Any], lexicon: Lexicon) -> bool:
    """Return whether it is known of an outcome if more of it is good or bad."""
    words = words_in(str(outcome["name"]))
    return outcome.get("measure") in lexicon.names or any(lexicon.class_spans(words, name) for name in _WORTH)


def shown(outcome: Mapping[str, Any]) -> str:
    """Return in words what a record has of an outcome: its name, time, role and result."""
    time = f" at {outcome['time']}" if outcome.get("time") else ""
    p = f"p {outcome['p']}" if outcome.get("p") is not None else ""
    role = {"primary": "the primary outcome", "secondary": "a secondary outcome"}.get(outcome.get("role") or "", "")
    told = [role or str(outcome.get("role") or ""), _SHOWN.get(_way_of(outcome) or "", ""), p]
    return f"{outcome['name']}{time}: {', '.join(filter(None, told))}".removesuffix(": ")


def direction(claim: Claim, record: Record, reading: Reading) -> Difference:
    """Return whether the claim tells a result the other way round than the record, for each outcome that it names."""
    said = _said_to_favour(claim, record, reading)
    known = [(i, _way_of(outcome), outcome) for i, outcome in told_outcomes(claim, record, reading)]
    if not said or not known or any(way is None for _, way, _ in known):
        return OPEN
    if said != "neither" and any(way == "either" or not _is_valued(o, reading.lexicon) for _, way, o in known):
        return OPEN
    # A gain told where none was found is left to the rules on outcomes that were not met.
    if any(way == said or (way == "neither" and said == "treatment") for _, way, _ in known):
        return AGREE
    i, _, outcome = known[0]
    return Difference(_SHOWN[said], shown(outcome), ("outcomes", i))


def _said_to_favour(claim: Claim, record: Record, reading: Reading) -> str:
    """Return whom a claim says that the result favours, "" where that cannot be told."""
    if claim.direction == "no-difference" or (claim.direction == "benefit" and claim.stance == "denied"):
        return "neither"
    way, is_turned = compared(claim, record, reading)
    way = way if is_turned else ""
    if claim.stance == "denied" or (claim.direction == "none" and not way):
        return ""
    if way in ("better", "worse"):
        return "control" if way == "better" else "treatment"
    if way:
        return "control" if claim.direction == "benefit" else ""
    return "treatment" if claim.direction == "benefit" else "control"


def higher(claim: Claim, record: Record, reading: Reading) -> Difference:
    """Return whether the claim tells an outcome as higher in the arm in which the record's figure of it is lower.

    Figures of a change are left out: a greater fall is a lower level.
    """
    way, is_turned = compared(claim, record, reading)
    told = told_outcomes(claim, record, reading)
    if way not in ("up", "down") or is_turned is None or claim.stance == "denied" or len(told) != 1:
        return OPEN
    [(_, outcome)] = told
    held = list(_levels(claim, record, outcome, reading))
    against = control_arms(record, reading.lexicon)
    base = [(i, f) for i, f in held if f["arm"] in against]
    tried = [(i, f) for i, f in held if f["arm"] not in against]
    if len(base) != 1 or len(tried) != 1 or outcome.get("significant") is False:
        return OPEN
    (i, one), (_, other) = tried[0], base[0]
    if one["value"] == other["value"] or (one["value"] > other["value"]) is ((way == "up") is not is_turned):
        return AGREE
    known = f"{one['value']:g} with {one['arm']} and {other['value']:g} with {other['arm']}"
    said = "higher with the control" if (way == "up") is is_turned else "higher with the treatment"
    return Difference(said, known, ("figures", i))


def gap(claim: Claim, record: Record, reading: Reading) -> Difference:
    """Return whether the claim tells more or less in one arm of what the record found not to differ."""
    way, is_turned = compared(claim, record, reading)
    told = told_outcomes(claim, record, reading)
    # Of what nobody knows if more of it is good, no gain is told; that the tried arm made it more is.
    made = claim.direction == "none" and not way and made_by_tried(claim, record, reading)
    if not (made or (way and is_turned is not None)) or claim.stance == "denied" or not told:
        return OPEN
    if any(outcome.get("significant") is not False or favours(outcome) != "neither" for _, outcome in told):
        return AGREE
    i, outcome = told[0]
    return Difference("a difference", shown(outcome), ("outcomes", i))


def _levels(claim: Claim, record: Record, outcome: Mapping[str, Any], reading: Reading) -> Iterator[Numbered]:
    """Yield the figures of an outcome in single arms at its time that tell a level, in one unit.

    Where the claim names the outcome in full, "weight gain" is what the level is of.
    """
    named = in_words(claim, str(outcome["name"]), reading)
    figures = [(i, f) for i, f in enumerate(record.data.get("figures") or ()) if f.get("outcome") == outcome.get("id")]
    units = {figure.get("unit") for _, figure in figures}
    for i, figure in figures:
        what = words_in(str(figure["what"]))
        changes = not named and any(reading.lexicon.class_spans(what, name) for name in _CHANGES)
        changes = changes or any(word.lower in _CHANGE for word in what)
        level = isinstance(figure.get("value"), int | float) and figure["value"] >= 0 and not changes
        if level and figure.get("arm") and len(units) == 1 and figure.get("time") in (None, outcome.get("time")):
            yield i, figure
