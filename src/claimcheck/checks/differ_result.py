"""Claim + record -> the outcomes of the record that the claim speaks of, and whom their result favours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimcheck.checks.difference import AGREE, OPEN, Difference, days_in, plain
from claimcheck.claims.change import changes_in
from claimcheck.claims.figures import TIME_UNITS
from claimcheck.claims.outcome import same_outcome
from claimcheck.claims.result import Arms, Called, called
from claimcheck.forms import forms
from claimcheck.model import Span
from claimcheck.words import words_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from claimcheck.claims.reading import Reading
    from claimcheck.lexicon import Lexicon
    from claimcheck.model import Claim
    from claimcheck.record import Record

    Numbered = tuple[int, Mapping[str, Any]]

# Two lengths of time are one where they differ by less: "6 months" and "24 weeks".
_NEAR = 0.1
_SHOWN = {"treatment": "better with the treatment", "control": "worse than the control", "neither": "no difference"}


def told_outcomes(claim: Claim, record: Record, reading: Reading) -> tuple[Numbered, ...]:
    """Return the outcomes of the record that the claim names, by position; those of its time where it gives one.

    An outcome named just so comes before those that are a kind of it.
    """
    agree, names = reading.lexicon.agree, reading.lexicon.names
    said = {name.id for name in claim.names if name.category == "outcome" and name.via == "here"}
    listed = [(i, o) for i, o in enumerate(record.data.get("outcomes") or ()) if o.get("measure") in names]
    found = [(i, o) for i, o in listed if any(agree(one, o["measure"]) for one in said)]
    found = [(i, o) for i, o in found if o["measure"] in said] or found
    times = tuple(times_of(claim, reading))
    at_time = [(i, o) for i, o in found if any(is_near(days, days_in(str(o.get("time") or ""))) for days in times)]
    return tuple(at_time or found)


def times_of(claim: Claim, reading: Reading) -> Iterator[float]:
    """Yield the lengths of time that a claim gives, in days."""
    text = reading.document.text
    for figure in claim.figures:
        days = days_in(text[figure.start : figure.end]) if figure.unit in TIME_UNITS else None
        if days is not None:
            yield days


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


def shown(outcome: Mapping[str, Any]) -> str:
    """Return in words what a record has of an outcome: its name, time, role and result."""
    time = f" at {outcome['time']}" if outcome.get("time") else ""
    p = f"p {outcome['p']}" if outcome.get("p") is not None else ""
    role = {"primary": "the primary outcome", "secondary": "a secondary outcome"}.get(outcome.get("role") or "", "")
    told = [role or str(outcome.get("role") or ""), _SHOWN.get(favours(outcome) or "", ""), p]
    return f"{outcome['name']}{time}: {', '.join(filter(None, told))}".removesuffix(": ")


def direction(claim: Claim, record: Record, reading: Reading) -> Difference:
    """Return whether the claim tells a result the other way round than the record, for each outcome that it names."""
    said = _said_to_favour(claim, record, reading)
    known = [(i, favours(outcome), outcome) for i, outcome in told_outcomes(claim, record, reading)]
    if not said or not known or any(way is None for _, way, _ in known):
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
    way = _turned(claim, record, reading)
    if claim.stance == "denied" or (claim.direction == "none" and not way):
        return ""
    if way in ("better", "worse"):
        return "control" if way == "better" else "treatment"
    if way:
        return "control" if claim.direction == "benefit" else ""
    return "treatment" if claim.direction == "benefit" else "control"


def _turned(claim: Claim, record: Record, reading: Reading) -> str:
    """Return which way the control went against the treatment, where that is told: "sham improved it more than …"."""
    sentence, text = reading.sentence_at(claim.sentence), reading.document.text
    against = reading.spans(sentence, "against")
    changes = [c for c in changes_in(reading, sentence) if claim.start <= c.cue.start and c.cue.end <= claim.end]
    told = [c for c in changes if c.way not in ("same", "differs")]
    if not against or not told:
        return ""
    sign = min(against, key=lambda span: abs(span.start - told[0].cue.end))
    comma = text.find(", ", sign.end, sentence.end)
    held = Span(sign.start, comma if comma >= 0 else sentence.end)
    named = arms_of(record, reading).named(sentence)
    inside = {tried for span, tried in named if held.holds(*span)}
    outside = {tried for span, tried in named if not held.holds(*span)}
    is_turned = (inside == {True} and True not in outside) or (not inside and outside == {False})
    return told[0].way if is_turned else ""


def arms_of(record: Record, reading: Reading) -> Arms:
    """Return the two arms of a study, by the words that name them."""
    entry = reading.lexicon.names.get(str(record.at("intervention.treatment")))
    arms = [str(figure["arm"]) for figure in record.data.get("figures") or () if figure.get("arm")]
    tried = [str(record.at("intervention.product") or ""), *(entry.words if entry else ())]
    tried += [arm for arm in arms if not is_control(arm, reading.lexicon)]
    base = [plain(str(record.at("design.control") or "")), *(arm for arm in arms if is_control(arm, reading.lexicon))]
    one, other = _called(tried), _called(base)
    return Arms(reading, one.without(other), other.without(one))


def _called(names: Iterable[str]) -> Called:
    """Return what tells some names, in all forms of their words: "stem cell" as well names the cells."""
    told = called(" ".join(names))
    words = (form for name in names for word in words_in(name) for form in forms(word.lower))
    stems = (called(word).stems for word in words)
    return told._replace(stems=told.stems.union(*stems))


def is_control(arm: str, lexicon: Lexicon) -> bool:
    """Return whether words name a control group."""
    return bool(lexicon.class_spans(words_in(arm), "base-arm"))


def outcome(claim: Claim, record: Record, reading: Reading) -> Difference:
    """Return whether the claim names an outcome that the study did not measure."""
    listed = [o.get("measure") or o.get("name") for o in record.data.get("outcomes") or ()]
    known = [str(measure) for measure in listed if measure]
    said = [n.id for n in claim.names if n.category == "outcome" and n.via == "here"]
    if any(_measures(one, other, reading.lexicon) for one in said for other in known):
        return AGREE
    named = [measure for measure in known if measure in reading.lexicon.names]
    return Difference(plain(said[0]), ", ".join(map(plain, named[:3])), ("outcomes",)) if said and named else OPEN


def _measures(said: str, known: str, lexicon: Lexicon) -> bool:
    """Return whether an outcome is what was measured; a measure without a name in the lexicon tells by its words."""
    return lexicon.agree(said, known) if known in lexicon.names else same_outcome(plain(said), known, lexicon)
