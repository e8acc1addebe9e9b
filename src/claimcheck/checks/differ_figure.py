"""Claim + record -> where their figures differ: value, arm, the people counted, what a share is of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from claimcheck.checks.differ_arms import arms_of, control_arms, is_control
from claimcheck.checks.differ_result import in_words, is_near
from claimcheck.checks.difference import AGREE, OPEN, Difference, days_in
from claimcheck.claims.figures import is_time

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimcheck.claims.reading import Reading
    from claimcheck.lexicon import Lexicon
    from claimcheck.model import Claim, Figure
    from claimcheck.records.record import Record

    Field = tuple[str | int, ...]

# Units of one kind, in the first of them.
_SCALES: Mapping[str, tuple[str, float]] = {
    "mcg": ("mg", 0.001), "mg": ("mg", 1.0), "g": ("mg", 1e3), "kg": ("mg", 1e6), "lb": ("mg", 453_592.37),
    "lbs": ("mg", 453_592.37), "pound": ("mg", 453_592.37), "mm": ("mm", 1.0), "cm": ("mm", 10.0), "m": ("mm", 1e3),
    "percent": ("percent", 1.0), "%": ("percent", 1.0), "fraction": ("percent", 100.0), "times": ("times", 1.0),
    "x": ("times", 1.0), "point": ("points", 1.0),
}  # fmt: skip
# Words before a number that say that it is no more than near.
_ABOUT = re.compile(
    r"(?:\b(?:about|around|roughly|approximately|nearly|almost|some|circa|over|more than|up to)\s+|~)\Z", re.IGNORECASE
)
# A figure that is off by no more than this share and one in its last digit may be rounded, or read from a graph.
_LITTLE = 0.02
_UNIT_BEFORE_NOUN = re.compile(r"(?<=\d)-([a-z]*[a-rt-z])\Z")
_PARTS = re.compile(r"[,;]\s|\b(?:and|versus|vs|against|than|but|while|compared)\b", re.IGNORECASE)


def figure(claim: Claim, record: Record, reading: Reading) -> Difference:
    """Return the first figure of the claim that our record gives otherwise, for the same measure, time and arm."""
    return _figure(claim, record, reading, close=False)


def figure_close(claim: Claim, record: Record, reading: Reading) -> Difference:
    """Return the first figure of the claim that misses our record's by its last digit only."""
    return _figure(claim, record, reading, close=True)


def _figure(claim: Claim, record: Record, reading: Reading, *, close: bool) -> Difference:
    """Return the first figure that the record gives otherwise: just beside it where `close`, else farther off."""
    text, open_ = reading.document.text, True
    for said in _comparable(claim, text):
        known = _alike(said, claim, record, reading)
        if not known:
            continue
        if any(_equal(text, said, value) for _, value in known):
            open_ = False
            continue
        if close is not any(_close(text, said, value) for _, value in known):
            open_ = False
            continue
        if _superseded(said, record, reading):
            open_ = False
            continue
        field, value = known[-1]
        return Difference(_as_told(said, text), _shown(value), field)
    return OPEN if open_ else AGREE


def figure_superseded(claim: Claim, record: Record, reading: Reading) -> Difference:
    """Return the first figure of the claim that our record holds as that of an older cut of the data."""
    text = reading.document.text
    for said in claim.figures:
        older = () if is_time(said) else _superseded(said, record, reading)
        if older and not any(_equal(text, said, v) for _, v in figures_of(record) if _same_unit(said, v)):
            field, value = older[0]
            latest = value["superseded_by"]
            told = _shown({**value, "k": None, "value": latest}) if isinstance(latest, int | float) else str(latest)
            return Difference(_as_told(said, text), told, field)
    return AGREE if claim.figures else OPEN


def arm(claim: Claim, record: Record, reading: Reading) -> Difference:
    """Return the first figure that the claim gives to one arm of the study, and the record to the other alone."""
    text, open_ = reading.document.text, True
    against = control_arms(record, reading.lexicon)
    for said in _comparable(claim, text):
        of_tried = _arm_of(said, claim, record, reading)
        known = [(f, v) for f, v in _alike(said, claim, record, reading) if v.get("arm")]
        equal = [(f, v) for f, v in known if _equal(text, said, v)]
        if of_tried is None or not equal:
            continue
        if any((str(value["arm"]) in against) is not of_tried for _, value in equal):
            open_ = False
            continue
        field, value = equal[0]
        told = "the treatment" if of_tried else "the control"
        return Difference(f"{text[said.start : said.end]} with {told}", f"that of {value['arm']}", field)
    return OPEN if open_ else AGREE


def _arm_of(said: Figure, claim: Claim, record: Record, reading: Reading) -> bool | None:
    """Return whether a figure is told of the arm that was tried, of the control, or (None) of neither for certain."""
    text, sentence = reading.document.text, reading.sentence_at(claim.sentence)
    named = arms_of(record, reading).named(sentence)
    numbers = [f for f in claim.figures if not is_time(f)]
    start = max((f.end for f in numbers if f.end <= said.start), default=sentence.start)
    end = min((f.start for f in numbers if f.start >= said.end), default=sentence.end)
    after = [tried for span, tried in named if said.end <= span.start and span.end <= end]
    spans = [span for span, _ in named if said.end <= span.start and span.end <= end]
    if after and not _PARTS.search(text, said.end, spans[0].start):
        return after[0]
    before = [(span, tried) for span, tried in named if start <= span.start and span.end <= said.start]
    if before and start > sentence.start and not _PARTS.search(text, start, before[-1][0].start):
        return None  # "5 points with cells and 2 without": the name belongs to the figure before it.
    return before[-1][1] if before else None


def _comparable(claim: Claim, text: str) -> Iterator[Figure]:
    """Yield the claim's figures that tell a result: no times, no thresholds ("≥10-point")."""
    for said in claim.figures:
        tells = said.value is not None or said.k is not None
        if tells and not is_time(said) and text[said.start] not in "≥≤<>":
            yield said


def figures_of(record: Record) -> Iterator[tuple[Field, Mapping[str, Any]]]:
    """Yield the record's typed figures that still stand: those of an older cut of the data are superseded."""
    for i, known in enumerate(record.data.get("figures") or ()):
        if known.get("superseded_by") is None:
            yield ("figures", i), known
    for i, outcome in enumerate(record.data.get("outcomes") or ()):
        if outcome.get("effect") is not None or outcome.get("k") is not None:
            yield ("outcomes", i), {**outcome, "value": outcome.get("effect")}


def _superseded(said: Figure, record: Record, reading: Reading) -> list[tuple[Field, Mapping[str, Any]]]:
    """Return the record's figures of an older cut of the data that are just what the copy gives."""
    older = [(i, f) for i, f in enumerate(record.data.get("figures") or ()) if f.get("superseded_by") is not None]
    text, lexicon = reading.document.text, reading.lexicon
    return [(("figures", i), f) for i, f in older if _same_thing(said, f, lexicon) and _equal(text, said, f)]


def _alike(said: Figure, claim: Claim, record: Record, reading: Reading) -> list[tuple[Field, Mapping[str, Any]]]:
    """Return the figures of a record that a figure of the copy can be held against: one thing, unit and time."""
    known = [(f, v) for f, v in figures_of(record) if _same_thing(said, v, reading.lexicon)]
    return known if said.measure else [(f, v) for f, v in known if _in_words(said, v, claim, reading)]


def _in_words(said: Figure, known: Mapping[str, Any], claim: Claim, reading: Reading) -> bool:
    """Return whether a claim names in full what a figure counts that has no name in the lexicon; its unit is told."""
    what = str(known.get("what") or known.get("name") or "")
    return bool(known.get("unit") and said.unit) and in_words(claim, what, reading)


def _same_thing(said: Figure, known: Mapping[str, Any], lexicon: Lexicon) -> bool:
    measure = known.get("measure") or ""
    if said.measure != measure and not (measure in lexicon.names and lexicon.is_a(measure, said.measure)):
        return False
    if not _same_unit(said, known):
        return False
    times = days_in(said.time), days_in(str(known.get("time") or ""))
    return None in times or is_near(*times)


def _same_unit(said: Figure, known: Mapping[str, Any]) -> bool:
    """Return whether two figures count the same: a share is its own percentage; units of one kind are converted."""
    is_share = known.get("k") is not None
    if said.k is not None:
        return is_share
    if is_share and known.get("value") is None:
        return said.unit == "percent"
    unit = known.get("unit") or ""
    return not unit or not said.unit or _scale(unit)[0] == _scale(said.unit)[0]


def _scale(unit: str) -> tuple[str, float]:
    return _SCALES.get(unit, (unit, 1.0))


def _equal(text: str, said: Figure, known: Mapping[str, Any]) -> bool:
    if said.k is not None:
        return (said.k, said.n) == (known.get("k"), known.get("n"))
    value = _value_of(known, said)
    if value is None or said.value is None:
        return False
    shown, step = text[said.start : said.end], _step_of(said, text)
    if _ABOUT.search(text[max(0, said.start - 20) : said.start]) or _ABOUT.match(shown):
        step *= 5 if said.value >= 10 else 1
    # Rounded half up, half to even or cut at a digit that was a half itself: all are the same figure.
    return abs(abs(value) - abs(said.value)) <= step / 2 + 1e-9


def _close(text: str, said: Figure, known: Mapping[str, Any]) -> bool:
    """Return whether a figure is off by one in its last digit, and by so little of the whole."""
    value = _value_of(known, said) if said.k is None else None
    if value is None or said.value is None:
        return False
    off = abs(abs(value) - abs(said.value))
    return off <= _step_of(said, text) + 1e-9 and off <= _LITTLE * abs(value)


def _value_of(known: Mapping[str, Any], said: Figure) -> float | None:
    """Return the value of a record's figure in the unit in which the copy gives it."""
    value = known.get("value")
    if value is None and known.get("k") is not None and known.get("n"):
        value = 100 * known["k"] / known["n"]
    elif isinstance(value, (int, float)) and said.unit and known.get("unit"):
        value = value * _scale(known["unit"])[1] / _scale(said.unit)[1]
    return float(value) if isinstance(value, (int, float)) else None


def _step_of(said: Figure, text: str) -> float:
    """Return what one in the last digit of a written figure is worth."""
    decimals = re.search(r"\d\.(\d+)", text[said.start : said.end])
    return 10.0 ** -len(decimals.group(1)) if decimals else 1.0


def _as_told(said: Figure, text: str) -> str:
    """Return a figure of the copy as a message gives it: "11.8 points" for "an 11.8-point gain"."""
    if said.k is not None:
        return f"{said.k} of {said.n}"
    words = text[said.start : said.end]
    unit = _UNIT_BEFORE_NOUN.search(words)
    return f"{words[: unit.start()]} {unit[1]}s" if unit else words


def _shown(known: Mapping[str, Any]) -> str:
    time = f" at {known['time']}" if known.get("time") else ""
    if known.get("k") is not None:
        return f"{known['k']} of {known['n']}" + (time if known.get("value") is None else "")
    value = known.get("value")
    number = f"{value:,}" if isinstance(value, int) else f"{value:,.10g}"
    return f"{number} {known.get('unit') or ''}".strip() + time


def denominator(claim: Claim, record: Record, reading: Reading) -> Difference:
    """Return whether a share is told of those who could be evaluated, where more took part."""
    enrolled, evaluable = record.at("population.n_enrolled"), record.at("population.n_evaluable")
    if not enrolled or not evaluable:
        return OPEN
    text = reading.document.text
    shares = [f for _, f in figures_of(record) if f.get("k") is not None and f.get("n") == evaluable]
    for said in claim.figures:
        is_told = said.n == evaluable or (
            said.unit == "percent" and any(_equal(text, said, {"k": f["k"], "n": f["n"]}) for f in shares)
        )
        if is_told and evaluable < enrolled:
            return Difference(text[said.start : said.end], str(enrolled), ("population", "n_enrolled"))
    return AGREE


def absolute(claim: Claim, record: Record, reading: Reading) -> Difference:
    """Return the shares in both arms that the record has, where the claim gives a percentage and no share."""
    text = reading.document.text
    said = [f for f in claim.figures if f.unit == "percent" and f.value is not None]
    shares = [(field, f) for field, f in figures_of(record) if f.get("k") is not None and f.get("arm")]
    tried = [(field, f) for field, f in shares if not is_control(str(f["arm"]), reading.lexicon)]
    for field, one in tried:
        base = [f for _, f in shares if is_control(str(f["arm"]), reading.lexicon) and _paired(one, f)]
        if said and base:
            known = f"{one['k']} of {one['n']} against {base[0]['k']} of {base[0]['n']}"
            return Difference(text[said[0].start : said[0].end], known, field)
    return AGREE if said and shares else OPEN


def _paired(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return all(one.get(key) == other.get(key) for key in ("outcome", "measure", "time"))
