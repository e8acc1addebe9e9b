"""Claim + record -> where they differ: condition, species, product, figure, time, outcome, strength.

Each function answers with what the copy says and what our record says, `AGREE` where they do not differ, or `OPEN`
where a field that it needs is missing: then the claim is unchecked, never flagged.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from claimcheck.claims.figures import TIME_UNITS, is_time, number
from claimcheck.model import STRENGTHS, Figure
from claimcheck.words import words_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from claimcheck.claims.reading import Reading
    from claimcheck.lexicon import Lexicon
    from claimcheck.model import Claim
    from claimcheck.record import Record


class Difference(NamedTuple):
    """What the copy says and what the record says, in words, and the field of the record that disagrees.

    `beside` are fields that are worth a look and that nothing rests on: the superseded figure that the copy gives.
    """

    said: str
    known: str
    field: tuple[str | int, ...]
    beside: tuple[tuple[str | int, ...], ...] = ()


AGREE = Difference("", "", ())
OPEN = Difference("?", "?", ())

_DAYS = {
    "second": 1 / 86400,
    "minute": 1 / 1440,
    "hour": 1 / 24,
    "day": 1.0,
    "week": 7.0,
    "month": 30.4,
    "year": 365.0,
}


def condition(claim: Claim, record: Record, reading: Reading) -> Difference:
    """Return whether the claim is about another condition than the study's people had."""
    known = _at(record, "population", "condition")
    said = conditions_of(claim, reading)
    if not known or not said:
        return OPEN
    if any(reading.lexicon.agree(name, known) for name in said):
        return AGREE
    return Difference(_words(said[0]), _words(known), ("population", "condition"))


def conditions_of(claim: Claim, reading: Reading) -> tuple[str, ...]:
    """Return the conditions a claim is about: its own, else those of the nearest place that names any.

    Where the paragraph draws a wider conclusion ("reinforcing …", "extending this evidence"), what it concludes
    about is the page's condition, whatever the study's people had.
    """
    own = tuple(n for n in claim.names if n.category == "condition")
    if _draws_inference(claim, reading):
        page = tuple(n.id for n in own if n.via in ("heading", "page", "lead"))
        if page:
            return page
    for via in ("here", "block", "lead", "heading", "page"):
        found = tuple(dict.fromkeys(name.id for name in own if name.via == via))
        if found:
            return found
    return ()


def _draws_inference(claim: Claim, reading: Reading) -> bool:
    return any(reading.spans(sentence, "inference") for sentence in reading.by_block[claim.block])


def species(claim: Claim, record: Record, reading: Reading) -> Difference:
    """Return whether a study in animals or cells is told as if it were in people."""
    known = _at(record, "population", "species")
    if not known:
        return OPEN
    if known == "human" or any(reading.lexicon.agree(name, known) for name in claim.ids("species")):
        return AGREE
    return Difference("people", _words(known), ("population", "species"))


def product(claim: Claim, record: Record, reading: Reading) -> Difference:
    """Return whether the claim is about another product than the one studied."""
    known = _at(record, "intervention", "treatment")
    said = [n.id for n in claim.names if n.category == "treatment" and n.via in ("here", "block")]
    if not known or known not in reading.lexicon.names or not said:
        return OPEN
    if any(reading.lexicon.agree(name, known) for name in said):
        return AGREE
    return Difference(_words(said[0]), _words(known), ("intervention", "treatment"))


def figure(claim: Claim, record: Record, reading: Reading) -> Difference:
    """Return the first figure of the claim that our record gives otherwise, for the same measure and time."""
    text, open_ = reading.document.text, True
    for said in _comparable(claim, text):
        known = [(field, value) for field, value in _figures(record) if _same_thing(said, value, reading.lexicon)]
        if not known:
            continue
        if any(_equal(text[said.start : said.end], said, value) for _, value in known):
            open_ = False
            continue
        field, value = known[-1]
        return Difference(text[said.start : said.end], _shown(value), field, _superseded(said, record, text))
    return OPEN if open_ else AGREE


def _comparable(claim: Claim, text: str) -> Iterator[Figure]:
    """Yield the claim's figures that tell a result: no times, no thresholds ("≥10-point")."""
    for said in claim.figures:
        tells = said.measure and (said.value is not None or said.k is not None)
        if tells and not is_time(said) and text[said.start] not in "≥≤<>":
            yield said


def _figures(record: Record) -> Iterator[tuple[tuple[str | int, ...], Mapping[str, Any]]]:
    """Yield the record's typed figures that still stand: those of an older cut of the data are superseded."""
    for i, known in enumerate(record.data.get("figures") or ()):
        if known.get("superseded_by") is None:
            yield ("figures", i), known
    for i, outcome in enumerate(record.data.get("outcomes") or ()):
        if outcome.get("effect") is not None or outcome.get("k") is not None:
            yield ("outcomes", i), {**outcome, "value": outcome.get("effect")}


def _superseded(said: Figure, record: Record, text: str) -> tuple[tuple[str | int, ...], ...]:
    """Return the record's figures of an older cut of the data that are just what the copy gives."""
    older = ((i, f) for i, f in enumerate(record.data.get("figures") or ()) if f.get("superseded_by") is not None)
    shown = text[said.start : said.end]
    return tuple(("figures", i) for i, f in older if f.get("measure") == said.measure and _equal(shown, said, f))


def _same_thing(said: Figure, known: Mapping[str, Any], lexicon: Lexicon) -> bool:
    if (said.k is None) != (known.get("k") is None):
        return False
    measure = known.get("measure") or ""
    if said.measure != measure and not (measure in lexicon.names and lexicon.is_a(measure, said.measure)):
        return False
    unit = known.get("unit") or ""
    if said.k is None and unit and said.unit and unit != said.unit:
        return False
    times = days_in(said.time), days_in(str(known.get("time") or ""))
    return None in times or abs((times[0] or 0) - (times[1] or 0)) <= 0.05 * max(times[0] or 1, times[1] or 1)


def days_in(words: str) -> float | None:
    """Return a length of time in days ("12 months", "48 weeks"), None where there is none."""
    found = words_in(words.replace("-", " "))
    for one, two in pairwise(found):
        value, unit = number(one), two.lower.removesuffix("s")
        if value is not None and unit in _DAYS:
            return round(value * _DAYS[unit], 3)
    return None


def _equal(shown: str, said: Figure, known: Mapping[str, Any]) -> bool:
    if said.k is not None:
        return (said.k, said.n) == (known.get("k"), known.get("n"))
    value = known.get("value")
    if not isinstance(value, (int, float)) or said.value is None:
        return False
    decimals = re.search(r"\d\.(\d+)", shown)
    return round(abs(float(value)), len(decimals.group(1)) if decimals else 0) == abs(said.value)


def _shown(known: Mapping[str, Any]) -> str:
    if known.get("k") is not None:
        return f"{known['k']} of {known['n']}"
    time = f" at {known['time']}" if known.get("time") else ""
    return f"{known.get('value'):g} {known.get('unit') or ''}".strip() + time


def time(claim: Claim, record: Record, reading: Reading) -> Difference:
    """Return whether the claim speaks of a later time than any that the study reported."""
    text = reading.document.text
    known = [
        (days_in(str(o.get("time") or "")), o.get("time"), i) for i, o in enumerate(record.data.get("outcomes") or ())
    ]
    measured = [(days, shown, i) for days, shown, i in known if days is not None]
    said = [(days_in(text[f.start : f.end]), text[f.start : f.end]) for f in claim.figures if f.unit in TIME_UNITS]
    if not measured or not said:
        return OPEN
    longest = max(measured)
    for days, shown in said:
        if days is not None and days > longest[0] * 1.1:
            return Difference(shown, str(longest[1]), ("outcomes", longest[2], "time"))
    return AGREE


def outcome(claim: Claim, record: Record, reading: Reading) -> Difference:
    """Return whether the claim names an outcome that the study did not measure."""
    known = [o["measure"] for o in record.data.get("outcomes") or () if o.get("measure") in reading.lexicon.names]
    said = [n.id for n in claim.names if n.category == "outcome" and n.via == "here"]
    if not known or not said:
        return OPEN
    if any(reading.lexicon.agree(one, other) for one in said for other in known):
        return AGREE
    return Difference(_words(said[0]), ", ".join(map(_words, known[:3])), ("outcomes",))


def strength(claim: Claim, record: Record, reading: Reading) -> Difference:
    """Return whether the claim is stronger than a study of this design can carry."""
    design = record.data.get("design") or {}
    kinds = [str(design.get(key)) for key in ("type", "control", "phase") if design.get(key) is not None]
    for permitted in ("none", "correlational", "conditional", "causal"):
        listed = reading.lexicon.classes.get(f"permits-{permitted}", ())
        found = [kind for kind in kinds if kind in listed]
        if found:
            if STRENGTHS.index(claim.strength) <= STRENGTHS.index(permitted):
                return AGREE
            return Difference(claim.strength, _words(found[0]), ("design",))
    return OPEN


DIFFERENCES: Mapping[str, Callable[[Claim, Record, Reading], Difference]] = {
    "condition": condition,
    "species": species,
    "product": product,
    "figure": figure,
    "time": time,
    "outcome": outcome,
    "strength": strength,
}


def _at(record: Record, *path: str) -> Any:
    value: Any = record.data
    for key in path:
        value = (value or {}).get(key)
    return value


def _words(name: str) -> str:
    return name.replace("-", " ")
