"""Claims + records -> Hits: what the copy says of a study, held against what our record says of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from claimcheck.checks.beside import BESIDE, held_beside
from claimcheck.checks.differ import DIFFERENCES
from claimcheck.checks.differ_result import favours, shown, told_outcomes
from claimcheck.checks.difference import AGREE, OPEN
from claimcheck.checks.find import stands_in
from claimcheck.checks.hit import Hit
from claimcheck.checks.said import says, sentences_within
from claimcheck.rulebook.conditions import claim_holds, holds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from claimcheck.checks.difference import Difference, Library
    from claimcheck.claims.reading import Reading, Sentence
    from claimcheck.model import Claim, Span
    from claimcheck.patterns.pattern import Match
    from claimcheck.records.record import Record
    from claimcheck.rulebook.rule import Rule

    # The records that each sentence speaks of, by the place of the sentence.
    About = Mapping[Span, frozenset[str]]

# So many characters of a title tell which study is meant.
_LONGEST_TITLE = 60
_HEADINGS = ("title", "heading", "question")


def compare(rules: Sequence[Rule], claims: Iterable[Claim], reading: Reading, library: Library) -> tuple[Hit, ...]:
    """Return every claim that a comparing rule finds at odds with a record, a hit for each rule and record."""
    claims = tuple(claims)
    about = _told_of(claims)
    leaned_on = library.named.union(*(claim.records for claim in claims))
    library = library._replace(named=leaned_on)
    return tuple(
        hit
        for rule in rules
        for claim in claims
        if _may_hold(rule, claim) and _asks(rule, claim, reading)
        for held in (_held_against(rule, claim, reading, library),)
        for record in held
        if (hit := _compared(rule, claim, record, reading, library._replace(held=held))) is not None
        and not _is_said(rule, claim, record, reading, about)
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


def _held_against(rule: Rule, claim: Claim, reading: Reading, library: Library) -> tuple[Record, ...]:
    if rule.comparison.with_ == "linked":
        return tuple(library.records[record] for record in claim.records if record in library.records)
    return held_beside(rule.comparison.with_, claim, reading, library)


def _may_hold(rule: Rule, claim: Claim) -> bool:
    """Return whether there may be a record to hold a claim against: most lean on none."""
    return bool(claim.records) or rule.comparison.with_ != "linked"


def _asks(rule: Rule, claim: Claim, reading: Reading) -> bool:
    """Return whether a rule asks anything of a claim: its conditions hold, and its words stand in the sentence."""
    if not (stands_in(rule, claim, reading) and claim_holds(rule.when, claim, reading.lexicon)):
        return False
    if not claim_holds(rule.comparison.claim, claim, reading.lexicon):
        return False
    return not rule.comparison.told or _told_by(rule, claim, reading) is not None


def _told_by(rule: Rule, claim: Claim, reading: Reading) -> Match | None:
    """Return the words of the claim's sentence by which a rule asks of it."""
    return says(reading, [reading.sentence_at(claim.sentence)], rule.comparison.told)


def _part_of_page(hit: Hit, reading: Reading) -> int:
    """Return the block in which one fault is told once: the claim's own, or the heading of its section."""
    assert hit.claim is not None
    block = reading.document.blocks[hit.claim.block]
    if hit.rule.comparison.each == "page":
        return -1
    if hit.rule.comparison.each == "claim" or block.kind in _HEADINGS:
        return hit.claim.block
    return block.headings[-1] if block.headings else -1


def _weight(hit: Hit, reading: Reading) -> tuple[bool, bool, int]:
    """Return how well a claim shows the fault: in running text first, then where it is told as support.

    What is asked of the page once is asked where the page first speaks of the study; what is left out of a study, also
    where it is named.
    """
    assert hit.claim is not None
    heading = reading.document.blocks[hit.claim.block].kind in _HEADINGS
    sentence = reading.sentence_at(hit.claim.sentence)
    once = hit.rule.comparison.each == "page"
    here = {name.id for name in hit.claim.names if name.via == "here"}
    named = hit.rule.comparison.status == "withheld" and hit.record in here
    support = once or named or reading.spans(sentence, "inference") or hit.claim.direction == "benefit"
    return heading, not support, hit.start


def _told_of(claims: Iterable[Claim]) -> About:
    """Return the records that each sentence speaks of, as its claims lean on them."""
    found: dict[Span, set[str]] = {}
    for claim in claims:
        found.setdefault(claim.sentence, set()).update(claim.records)
    return {sentence: frozenset(records) for sentence, records in found.items()}


def _compared(rule: Rule, claim: Claim, record: Record, reading: Reading, library: Library) -> Hit | None:
    """Return the hit where all parts of a rule hold for a claim and a record; a field that is open holds nothing."""
    asked = rule.comparison.record
    # Whether a record is one that the rule asks for does not hang on the claim.
    if not reading.once(
        ("asked for", rule.name, record.id), lambda: all(holds(wanted, record.at(path)) for path, wanted in asked)
    ):
        return None
    outcome = _outcome(rule, claim, record, reading)
    difference = _difference(rule, claim, record, reading, library)
    if outcome is None or difference is OPEN or (difference is AGREE and rule.comparison.differ):
        return None
    # What disagrees comes first: the message names it.
    fields = [field for field in (difference.field, outcome) if field]
    fields += [record.field_of(path, condition) for path, condition in rule.comparison.record]
    known = difference.known or _listed(record, rule, outcome)
    told = None if difference.said else _told_by(rule, claim, reading)
    said = difference.said if told is None else reading.document.text[told.start : told.end]
    slots = {"record": _called(claim, record, reading), "said": said, "known": known}
    place = (claim.start, claim.end)
    return Hit(rule, *place, "compare", claim, slots, record.id, tuple(fields))


def _outcome(rule: Rule, claim: Claim, record: Record, reading: Reading) -> tuple[str | int, ...] | None:
    """Return the first outcome that the claim names, where the rule's conditions hold for all that it names.

    () where the rule asks nothing of an outcome, None where one does not fit, is open, or none is named.
    """
    asked = dict(rule.comparison.outcome)
    if not asked:
        return ()
    told = told_outcomes(claim, record, reading)
    fits = (
        holds(condition, favours(outcome) if name == "favours" else outcome.get(name))
        for _, outcome in told
        for name, condition in asked.items()
    )
    return ("outcomes", told[0][0]) if told and all(fits) else None


def _called(claim: Claim, record: Record, reading: Reading) -> str:
    """Return what the copy calls the study, if it names it; else what our record does."""
    for name in claim.names:
        words = reading.document.text[name.start : name.end]
        if name.id == record.id and any(words.lower() == own.removeprefix("=").lower() for own in record.names):
            return words
    return _said_for(claim, record, reading) or _shortened(record.called)


def _shortened(called: str) -> str:
    """Return what a study is called with the end of a long title left out."""
    if len(called) <= _LONGEST_TITLE:
        return called
    return f"{called[:_LONGEST_TITLE].rsplit(' ', 1)[0]} …”"


def _said_for(claim: Claim, record: Record, reading: Reading) -> str:
    """Return the page's nearest word for the medicine of a label, "" for a study: tacrolimus for that of Prograf."""
    treatment = str(record.at("intervention.treatment"))
    if record.kind != "regulatory" or treatment not in reading.lexicon.names:
        return ""
    named = [n for names in reading.names for n in names if reading.lexicon.is_a(n.id, treatment)]
    nearest = min(named, key=lambda name: abs(name.start - claim.start), default=None)
    return reading.document.text[nearest.start : nearest.end] if nearest else ""


def _listed(record: Record, rule: Rule, outcome: tuple[str | int, ...] | None) -> str:
    """Return in words what the record has under the paths that the rule asks for: harms, or the deciding result."""
    said = [shown(record.data["outcomes"][outcome[1]])] if outcome else []
    for path, condition in rule.comparison.record:
        value = record.at(path)
        if isinstance(value, list) and value and isinstance(value[0], str):
            said.append(", ".join(value))
        elif path == "outcomes":
            said.append(_result(record, record.field_of(path, condition)))
        elif isinstance(value, str):
            said.append(value)
    return "; ".join(filter(None, said))


def _result(record: Record, field: tuple[str | int, ...]) -> str:
    outcome = record.data["outcomes"][field[-1]] if isinstance(field[-1], int) else {}
    met = {True: "met", False: "not met"}.get(bool(outcome.get("met"))) if outcome.get("met") is not None else ""
    return f"{outcome.get('role', '')} endpoint {met}".strip() if met else ""


def _difference(rule: Rule, claim: Claim, record: Record, reading: Reading, library: Library) -> Difference:
    answers = [
        BESIDE[name](claim, record, library) if name in BESIDE else DIFFERENCES[name](claim, record, reading)
        for name in rule.comparison.differ
    ]
    real = [answer for answer in answers if answer is not AGREE and answer is not OPEN]
    if real:
        return real[0]
    return OPEN if answers and all(answer is OPEN for answer in answers) else AGREE


def _is_said(rule: Rule, claim: Claim, record: Record, reading: Reading, about: About) -> bool:
    """Return whether the copy says what the rule asks for, or what the record itself asks to be said."""
    unless = rule.comparison.unless_said
    if unless is None:
        return False
    sentence = reading.sentence_at(claim.sentence)
    asked = [m for m in record.must_say if m.id in unless.must_say]
    scopes = [(unless.within, unless.words), *((m.within, m.words) for m in asked)]
    for within, patterns in scopes:
        near = sentences_within(reading, sentence, within)
        # What is said of another study says nothing of this one, unless it is the others that are asked for.
        own = (s for s in near if rule.comparison.with_ != "linked" or _is_of(record, s, claim, reading, about))
        if says(reading, own, patterns) is not None:
            return True
    return False


def _is_of(record: Record, sentence: Sentence, claim: Claim, reading: Reading, about: About) -> bool:
    """Return whether a sentence may speak of a study: it leans on no other, and tells of no other treatment alone."""
    if about.get(sentence.span):
        return record.id in about[sentence.span]
    treatment = str(record.at("intervention.treatment"))
    if sentence.block == claim.block or treatment not in reading.lexicon.names:
        return True
    named = [name.id for name in reading.names[sentence.position] if name.category == "treatment"]
    return not named or any(reading.lexicon.agree(name, treatment) for name in named)
