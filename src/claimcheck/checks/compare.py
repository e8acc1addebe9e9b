"""Claims + records -> Hits: what the copy says of a study, held against what our record says of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from claimcheck.checks.differ import AGREE, DIFFERENCES, OPEN, Difference, conditions_of
from claimcheck.checks.find import stands_in
from claimcheck.checks.hit import Hit
from claimcheck.checks.said import says, sentences_within
from claimcheck.conditions import claim_holds, holds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from claimcheck.claims.reading import Reading
    from claimcheck.model import Claim, Span
    from claimcheck.record import Record
    from claimcheck.rule import Rule

    # The records that each sentence speaks of, by the place of the sentence.
    About = Mapping[Span, frozenset[str]]

_HEADINGS = ("title", "heading", "question")
_EVIDENTIAL = ("effect", "mechanism", "safety", "figure", "comparison", "study", "expectation", "prevalence")
# In the order in which the first that holds is a claim's status.
_ORDER = ("contradicted", "not-met", "overstated", "withheld")


def compare(
    rules: Sequence[Rule], claims: Iterable[Claim], reading: Reading, records: Mapping[str, Record]
) -> tuple[Hit, ...]:
    """Return every claim that a comparing rule finds at odds with a record, a hit for each rule and record."""
    claims = tuple(claims)
    about = _told_of(claims)
    return tuple(
        hit
        for rule in rules
        for claim in claims
        for record in _held_against(rule, claim, reading, records)
        if (hit := _compared(rule, claim, record, reading, about)) is not None
    )


def told_once(hits: Iterable[Hit], reading: Reading) -> Iterator[Hit]:
    """Yield the hits of one rule, at most one a block (or section) and record; more claims are related places."""
    found: dict[tuple[int, str], list[Hit]] = {}
    for hit in hits:
        found.setdefault((_part_of_page(hit, reading), hit.record), []).append(hit)
    for same in found.values():
        first = min(same, key=lambda hit: _weight(hit, reading))
        others = tuple((h.start, h.end, "says the same of this study") for h in same if h is not first)
        yield replace(first, related=others)


def _held_against(rule: Rule, claim: Claim, reading: Reading, records: Mapping[str, Record]) -> tuple[Record, ...]:
    assert rule.compare is not None
    if rule.compare.with_ == "linked":
        return tuple(records[record] for record in claim.records if record in records)
    agree, conditions = reading.lexicon.agree, conditions_of(claim, reading)
    treatments = claim.ids("treatment")
    return tuple(
        record
        for record in records.values()
        if any(agree(name, str(record.at("population.condition"))) for name in conditions)
        and any(agree(name, str(record.at("intervention.treatment"))) for name in treatments)
    )


def _part_of_page(hit: Hit, reading: Reading) -> int:
    """Return the block in which one fault is told once: the claim's own, or the heading of its section."""
    assert hit.claim is not None
    assert hit.rule.compare is not None
    block = reading.document.blocks[hit.claim.block]
    if hit.rule.compare.each == "claim" or block.kind in _HEADINGS:
        return hit.claim.block
    return block.headings[-1] if block.headings else -1


def _weight(hit: Hit, reading: Reading) -> tuple[bool, bool, int]:
    """Return how well a claim shows the fault: in running text first, then where it is told as support."""
    assert hit.claim is not None
    heading = reading.document.blocks[hit.claim.block].kind in _HEADINGS
    sentence = reading.sentence_at(hit.claim.sentence)
    support = reading.spans(sentence, "inference") or hit.claim.direction == "benefit"
    return heading, not support, hit.start


def _told_of(claims: Iterable[Claim]) -> About:
    """Return the records that each sentence speaks of, as its claims lean on them."""
    found: dict[Span, set[str]] = {}
    for claim in claims:
        found.setdefault(claim.sentence, set()).update(claim.records)
    return {sentence: frozenset(records) for sentence, records in found.items()}


def _compared(rule: Rule, claim: Claim, record: Record, reading: Reading, about: About) -> Hit | None:
    """Return the hit where all parts of a rule hold for a claim and a record; a field that is open holds nothing."""
    assert rule.compare is not None
    if not (stands_in(rule, claim, reading) and claim_holds(rule.when, claim, reading.lexicon)):
        return None
    if not claim_holds(rule.compare.claim, claim, reading.lexicon):
        return None
    if not all(holds(condition, record.at(path)) for path, condition in rule.compare.record):
        return None
    difference = _difference(rule, claim, record, reading)
    if difference is OPEN or (difference is AGREE and rule.compare.differ):
        return None
    if _is_said(rule, claim, record, reading, about):
        return None
    fields = [record.field_of(path, condition) for path, condition in rule.compare.record]
    fields += [difference.field] if difference.field else []
    known = difference.known or _listed(record, rule)
    slots = {"record": _called(claim, record, reading), "said": difference.said, "known": known}
    place = (claim.start, claim.end)
    return Hit(rule, *place, "compare", claim, slots, record.id, tuple(fields), difference.beside)


def _called(claim: Claim, record: Record, reading: Reading) -> str:
    """Return what the copy calls the study, if it names it; else what our record does."""
    for name in claim.names:
        words = reading.document.text[name.start : name.end]
        if name.id == record.id and any(words.lower() == own.removeprefix("=").lower() for own in record.names):
            return words
    return record.shown


def _listed(record: Record, rule: Rule) -> str:
    """Return in words what the record has under the paths that the rule asks for: harms, or the deciding result."""
    assert rule.compare is not None
    said = []
    for path, condition in rule.compare.record:
        value = record.at(path)
        if isinstance(value, list) and value and isinstance(value[0], str):
            said.append(", ".join(value))
        elif path == "outcomes":
            said.append(_result(record, record.field_of(path, condition)))
    return "; ".join(filter(None, said))


def _result(record: Record, field: tuple[str | int, ...]) -> str:
    outcome = record.data["outcomes"][field[-1]] if isinstance(field[-1], int) else {}
    met = {True: "met", False: "not met"}.get(bool(outcome.get("met"))) if outcome.get("met") is not None else ""
    return f"{outcome.get('role', '')} endpoint {met}".strip() if met else ""


def _difference(rule: Rule, claim: Claim, record: Record, reading: Reading) -> Difference:
    assert rule.compare is not None
    answers = [DIFFERENCES[name](claim, record, reading) for name in rule.compare.differ]
    real = [answer for answer in answers if answer is not AGREE and answer is not OPEN]
    if real:
        return real[0]
    return OPEN if answers and all(answer is OPEN for answer in answers) else AGREE


def _is_said(rule: Rule, claim: Claim, record: Record, reading: Reading, about: About) -> bool:
    """Return whether the copy says what the rule asks for, or what the record itself asks to be said."""
    assert rule.compare is not None
    unless = rule.compare.unless_said
    if unless is None:
        return False
    sentence = reading.sentence_at(claim.sentence)
    asked = [m for m in record.must_say if m.id in unless.must_say]
    scopes = [(unless.within, unless.words), *((m.within, m.words) for m in asked)]
    for within, patterns in scopes:
        near = sentences_within(reading, sentence, within)
        # What is said of another study says nothing of this one.
        own = (s for s in near if not about.get(s.span) or record.id in about[s.span])
        if says(reading, own, patterns) is not None:
            return True
    return False


def with_status(claim: Claim, hits: Iterable[Hit], reading: Reading, records: Mapping[str, Record]) -> Claim:
    """Return the claim with its status: how it stands to each record it leans on, all of them taken together.

    `hits` are those of all comparing rules for this claim.
    """
    if not set(claim.kinds) & set(_EVIDENTIAL):
        return claim
    odds: dict[str, set[str]] = {record: set() for record in claim.records if record in records}
    for hit in hits:
        assert hit.rule.compare is not None
        odds.setdefault(hit.record, set()).add(hit.rule.compare.status)
    found = {_status(claim, worse, reading, records[record]) for record, worse in odds.items()}
    if not found:
        return replace(claim, status="unlinked")
    worst = [status for status in _ORDER if status in found]
    if worst and "supported" in found:
        return replace(claim, status="disputed")
    return replace(claim, status=worst[0] if worst else "unchecked" if "unchecked" in found else "supported")


def _status(claim: Claim, odds: set[str], reading: Reading, record: Record) -> str:
    for status in _ORDER:
        if status in odds:
            return status
    return "supported" if agrees(claim, record, reading) else "unchecked"


def agrees(claim: Claim, record: Record, reading: Reading) -> bool:
    """Return whether record and claim agree in all that the claim says: people, product, figures, direction."""
    answers = [DIFFERENCES[name](claim, record, reading) for name in ("condition", "species", "product", "figure")]
    if any(answer not in (AGREE, OPEN) for answer in answers):
        return False
    if record.kind == "statistic":
        known = {value.get("value") for value in record.data.get("figures") or ()}
        return any(figure.value in known for figure in claim.figures)
    if answers[0] is OPEN or (claim.figures and "figure" in claim.kinds and answers[3] is not AGREE):
        return False
    outcomes = [o for o in record.data.get("outcomes") or () if o.get("role") == "primary"]
    wanted = {"benefit": True, "no-difference": False}.get(claim.direction)
    return wanted is not None and any(o.get("met") is wanted for o in outcomes)
