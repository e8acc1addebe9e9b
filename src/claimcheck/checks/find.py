"""Claims and words -> Hits where a rule finds what it looks for: patterns, frames, counts, measures, claims."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from claimcheck import plugins
from claimcheck.checks.difference import plain
from claimcheck.checks.frames import framed, matched
from claimcheck.checks.hit import Hit
from claimcheck.checks.mention import is_mentioned
from claimcheck.checks.said import is_asserted, sentences_within
from claimcheck.claims import statement_at
from claimcheck.claims.cues import Part
from claimcheck.claims.evenly import is_told_evenly
from claimcheck.claims.stance import stance_of
from claimcheck.model import Span
from claimcheck.patterns.pattern import Pattern
from claimcheck.rulebook.conditions import claim_holds
from claimcheck.rulebook.rule import AnyClaim, Measure, Several

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimcheck.checks.gates import Possible
    from claimcheck.checks.kept import KeptHits
    from claimcheck.claims.offer import Offer
    from claimcheck.claims.reading import Reading, Sentence
    from claimcheck.model import Claim, Name
    from claimcheck.rulebook.rule import Frame, Rule

# What can be asked of words that claim nothing by themselves.
_OF_ANY_WORDS = {"role", "stance", "strength", "direction", "cited", "not-names"}
# What is only supposed is so to the end of its sentence: "Scenario: …", "Suppose you earn …".
_SUPPOSING = "assumption"


def find(
    rule: Rule, claims: Sequence[Claim], reading: Reading, offer: Offer, possible: Possible, kept: KeptHits
) -> Iterator[Hit]:
    """Yield the hits of a finding rule; `possible` are the sentences in which its patterns may match."""
    for number, item in enumerate(rule.find):
        if isinstance(item, AnyClaim):
            yield from _claims(rule, claims, reading, offer)
        elif isinstance(item, Measure):
            yield from _measured(rule, item, claims, reading, offer)
        elif isinstance(item, Several):
            yield from _several(rule, item, claims, reading, offer)
        else:
            for sentence in possible.get((rule.name, number), ()):
                if not is_asked_of(rule, reading, sentence):
                    continue
                look = partial(_worded, rule, item, kept.claims(sentence), reading, offer, sentence)
                yield from kept.of((rule.name, number), sentence, look)


def _claims(rule: Rule, claims: Sequence[Claim], reading: Reading, offer: Offer) -> Iterator[Hit]:
    """Yield the claims for which a rule holds; what goes on with one, or is a table of numbers, is one hit."""
    last: Hit | None = None
    for hit in _of_claims(rule, claims, reading, offer):
        if last is not None and _goes_on(last, hit, reading):
            last = replace(last, end=hit.end)
            continue
        if last is not None and _is_next_number(last, hit, reading):
            # A table of numbers is one fault, told at its first.
            last = replace(last, related=(*last.related, (hit.start, hit.end, "stands in the same table")))
            continue
        if last is not None:
            yield last
        last = hit
    if last is not None:
        yield last


def _goes_on(last: Hit, hit: Hit, reading: Reading) -> bool:
    """Return whether a hit is a participle that goes on with the words before it: "recovery | produced by cells"."""
    if last.claim is None or hit.claim is None or last.claim.sentence != hit.claim.sentence:
        return False
    if reading.document.text[last.end : hit.start].strip() or last.end > hit.start:
        return False
    tokens = reading.tokens[reading.sentence_at(hit.claim.sentence).position]
    return any(token.start == hit.start and token.tag == "VBN" for token in tokens)


def _is_next_number(last: Hit, hit: Hit, reading: Reading) -> bool:
    """Return whether two hits lie in cells of one table that hold a number and no word."""
    if last.claim is None or hit.claim is None or not last.claim.block < hit.claim.block:
        return False
    document = reading.document
    cells = document.blocks[last.claim.block : hit.claim.block + 1]
    numbers = (cells[0], cells[-1])
    return all(block.kind == "cell" for block in cells) and not any(
        letter.isalpha() for block in numbers for letter in document.text[block.start : block.end]
    )


def _of_claims(rule: Rule, claims: Sequence[Claim], reading: Reading, offer: Offer) -> Iterator[Hit]:
    for claim in claims:
        # Most rules leave most claims alone.
        if not claim_holds(rule.when, claim, reading.lexicon) or not stands_in(rule, claim, reading):
            continue
        sentence = reading.sentence_at(claim.sentence)
        words = Span(claim.start, claim.end)
        if is_exempt(rule, reading, sentence, words) or _names_topic(reading, sentence, words):
            continue
        if not is_mentioned(reading, sentence, claim.head, offer):
            # "Both help" says nothing without the words before it that tell what both are.
            start = sentence.start if _points_back(claim, reading, sentence) else claim.start
            yield Hit(rule, start, claim.end, "pattern", claim, slots_of(claim))


def _points_back(claim: Claim, reading: Reading, sentence: Sentence) -> bool:
    """Return whether a claim begins with a word for what the same sentence has named before it."""
    return any(span.start == claim.start for span in reading.spans(sentence, "both-named"))


def _measured(rule: Rule, item: Measure, claims: Sequence[Claim], reading: Reading, offer: Offer) -> Iterator[Hit]:
    module = plugins.load("checks.measures", item.name.replace("-", "_"))
    page = bool(getattr(module, "PAGE", False))
    # What a page as a whole lacks is asked only of a page that offers something.
    if page and not any(claim.role == "offered" for claim in claims):
        return
    for start, end, slots in module.found(reading, tuple(claims), offer=offer, **item.given):
        block = reading.by_block[reading.document.block_at(start)] if rule.unless else ()
        if any(is_exempt(rule, reading, sentence, Span(start, end)) for sentence in block):
            continue
        yield Hit(rule, start, end, "measure", _claim_at(claims, start, end), slots, page=page)


def _worded(
    rule: Rule,
    item: Pattern | Frame,
    claims: Sequence[Claim],
    reading: Reading,
    offer: Offer,
    sentence: Sentence,
) -> Iterator[Hit]:
    """Yield the hits of a pattern or frame in a sentence, where its rule holds for the words."""
    for start, end, head, captures, rank in _matches(item, reading, sentence, offer.ids):
        claim, words = _claim_at(claims, *head), Span(start, end)
        if not _applies(rule, claim, reading, offer, sentence, words, head):
            continue
        if is_exempt(rule, reading, sentence, words):
            continue
        if rank == "pattern" and _names_topic(reading, sentence, words):
            continue
        if _is_said_otherwise(rule, claim, reading, sentence, words):
            continue
        if is_mentioned(reading, sentence, words, offer):
            continue
        slots = {**slots_of(claim), "said": reading.document.text[start:end], **captures}
        yield Hit(rule, start, end, rank, claim, slots)


def is_asked_of(rule: Rule, reading: Reading, sentence: Sentence) -> bool:
    """Return whether a sentence stands in a kind of block that a rule asks for, if it asks for any."""
    return "block" not in rule.when or reading.document.blocks[sentence.block].kind in rule.when["block"]


def _matches(
    item: Pattern | Frame, reading: Reading, sentence: Sentence, offered: frozenset[str]
) -> Iterator[tuple[int, int, Span, dict[str, str], str]]:
    if isinstance(item, Pattern):
        for match in matched(item, reading, sentence, offered):
            yield match.start, match.end, match.head, dict(match.captures), "pattern"
    else:
        rank = "frame with object" if any(place == "to" for place, _ in item.places) else "frame"
        for frame in framed(item, reading, sentence, offered):
            yield frame.start, frame.end, frame.head, dict(frame.captures), rank


def _applies(
    rule: Rule, claim: Claim | None, reading: Reading, offer: Offer, sentence: Sentence, words: Span, head: Span
) -> bool:
    """Return whether the conditions of a rule hold for words in a sentence.

    Conditions on claims are false where there is no claim, but for whom words speak, and whether they are asserted, can
    be asked of any.
    """
    if not is_asked_of(rule, reading, sentence):
        return False
    asked = {key: value for key, value in rule.when.items() if key not in ("block", "page")}
    if not asked:
        return True
    if claim is None and set(asked) == {"stance"} and "asserted" in asked["stance"]:
        return is_asserted(reading, sentence, words, head)
    if claim is None and set(asked) <= _OF_ANY_WORDS and is_asserted(reading, sentence, words, head):
        claim = statement_at(reading, offer, sentence, head)
    return claim is not None and claim_holds(asked, claim, reading.lexicon)


def is_exempt(rule: Rule, reading: Reading, sentence: Sentence, span: Span) -> bool:
    """Return whether a fixed term, a research goal or the like covers or governs the words."""
    stands = not reading.classes(sentence).keys().isdisjoint(rule.unless)
    if not stands and reading.lexicon.has_classes(rule.unless):
        return False
    return any(
        (held.start < span.end and span.start < held.end) or (name == _SUPPOSING and held.start == sentence.start)
        for name in rule.unless
        for held in reading.spans(sentence, name)
    )


def _is_said_otherwise(rule: Rule, claim: Claim | None, reading: Reading, sentence: Sentence, words: Span) -> bool:
    """Return whether words beside what their claim turns on are denied, asked or the like, which the rule does not ask.

    "The evidence is too thin to say whether it prevents cancer" tells of evidence, and asks for the prevention.
    """
    if "stance" not in rule.when:
        return False
    turns_on = claim is not None and words.holds(*claim.head)
    for clause in reading.clauses[sentence.position]:
        part = Part(reading, sentence, clause)
        if any(i in clause.own for i in part.positions(words)):
            # A rule may ask for what its own words deny; what is meant to come is told by the claim, not by every goal.
            asked = {*rule.when["stance"], "aim"} - {"denied"}
            said = turns_on or stance_of(part, words)[0] in asked
            return not said or is_told_evenly(part)
    return False


def _names_topic(reading: Reading, sentence: Sentence, words: Span) -> bool:
    """Return whether words of a heading without a verb only name a treatment and a condition: what is spoken of."""
    if reading.document.blocks[sentence.block].kind not in ("title", "heading"):
        return False
    if any(clause.tokens[clause.head].tag[:2] == "VB" for clause in reading.clauses[sentence.position]):
        return False
    names = [name for name in reading.names[sentence.position] if words.holds(name.start, name.end)]
    opens = any(name.category == "treatment" and name.start == words.start for name in names)
    return opens and any(name.category == "condition" for name in names)


def _several(rule: Rule, asked: Several, claims: Sequence[Claim], reading: Reading, offer: Offer) -> Iterator[Hit]:
    """Yield the places at which so many different names of one kind stand together."""
    seen: set[tuple[int, int]] = set()
    for sentence in reading.sentences:
        scope = "block" if asked.within == "list" else asked.within
        names = [n for s in sentences_within(reading, sentence, scope) for n in reading.names[s.position]]
        counted = [n for n in names if _is_counted(n, asked, reading)]
        kinds = {_kind(name, asked, reading) for name in counted}
        if len(kinds) < asked.at_least:
            continue
        span = (counted[0].start, counted[-1].end)
        if span in seen:
            continue
        seen.add(span)
        block = reading.document.block_at(span[0])
        end = min(span[1], reading.document.blocks[block].end)
        claim = _claim_at(claims, span[0], span[0] + 1)
        if _applies(rule, claim, reading, offer, sentence, Span(*span), Span(*span)):
            yield Hit(rule, span[0], end, "pattern", claim, {"said": str(len(kinds))})


def _is_counted(name: Name, asked: Several, reading: Reading) -> bool:
    return name.category == asked.what or reading.lexicon.is_a(name.id, asked.what)


def _kind(name: Name, asked: Several, reading: Reading) -> str:
    if asked.different == "group":
        return reading.lexicon.names[name.id].group or name.id
    return name.id


def stands_in(rule: Rule, claim: Claim, reading: Reading) -> bool:
    """Return whether a claim stands in a kind of block that the rule asks for, if it asks for any."""
    return "block" not in rule.when or reading.document.blocks[claim.block].kind in rule.when["block"]


def _claim_at(claims: Sequence[Claim], start: int, end: int) -> Claim | None:
    """Return the smallest claim that holds the words from `start` to `end`."""
    holding = [claim for claim in claims if claim.start <= start and end <= claim.end]
    return min(holding, key=lambda claim: (claim.end - claim.start, claim.start), default=None)


def slots_of(claim: Claim | None) -> dict[str, str]:
    """Return what a claim lends to a message: its nearest condition, outcome, treatment, by name."""
    found: dict[str, str] = {}
    for name in claim.names if claim else ():
        found.setdefault(name.category, plain(name.id))
    return found
