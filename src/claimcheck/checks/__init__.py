"""Claims -> Findings: what each rule holds the copy to; one fault, one finding."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from claimcheck.checks.ahead import expect_grammar
from claimcheck.checks.careful import with_care
from claimcheck.checks.compare import compare, told_once
from claimcheck.checks.difference import Library
from claimcheck.checks.find import find
from claimcheck.checks.gates import Gates
from claimcheck.checks.hit import RANKS, Hit
from claimcheck.checks.kept import KeptHits
from claimcheck.checks.link import Linker, linked
from claimcheck.checks.require import require
from claimcheck.checks.status import with_status
from claimcheck.checks.weight import is_out_of_place, weighed
from claimcheck.checks.wording import Terms, severity_of_hit, worded
from claimcheck.claims.offer import NOTHING
from claimcheck.model import SEVERITIES
from claimcheck.rulebook.rule import AnyClaim

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from claimcheck.claims.blocks import PageBlocks
    from claimcheck.claims.offer import Offer
    from claimcheck.claims.reading import Reading
    from claimcheck.model import Claim, Document, Finding
    from claimcheck.rulebook.rule import Rule

# Reasons that are one fault when they stand at one place: what is said goes beyond what is known.
_BASIS = ("unsupported", "overstated", "evidence")
# What a claim is where the record opposes it, however much else is said.
_OPPOSED = ("contradicted", "not-met")


@dataclass(frozen=True)
class Judgement:
    """The claims of a page with their records and status, and the findings about them."""

    claims: tuple[Claim, ...]
    findings: tuple[Finding, ...]


def judge(
    reading: Reading,
    claims: Sequence[Claim],
    rules: Sequence[Rule],
    linker: Linker,
    terms: Terms,
    *,
    offer: Offer = NOTHING,
    gates: Gates | None = None,
    blocks: PageBlocks | None = None,
) -> Judgement:
    """Return the findings of all rules on one page: compare, then find, require, and rules that wait for others.

    `gates` are those of these rules, with others or without (None: they are made for this page), `blocks` what is known
    of the page's blocks from pages before that were held against the same.
    """
    rules = [rule for rule in rules if "page" not in rule.when or not set(offer.page).isdisjoint(rule.when["page"])]
    # What compares pages waits for all of them (across.py).
    rules = [rule for rule in rules if rule.compare is None or rule.compare.with_ != "pages"]
    comparing = [rule for rule in rules if rule.compare is not None]
    possible = (Gates(rules) if gates is None else gates).possible(reading)
    page = linker.on(reading)
    claims = linked(claims, page)
    named = frozenset(record for fits in page.all_fits for record in fits.told)
    at_odds = compare(comparing, claims, reading, Library(terms.records, terms.as_of, named))
    claims = tuple(
        with_status(claim, [hit for hit in at_odds if hit.claim is claim], reading, terms.records) for claim in claims
    )
    kept = KeptHits(blocks, reading, claims)
    expect_grammar(rules, possible, reading, offer)
    hits: list[Hit] = []
    for step in _steps(rules):
        found = {hit.rule.name for hit in hits}
        for rule in step:
            if _waits(rule, found):
                continue
            if rule.compare is not None:
                hits += told_once([hit for hit in at_odds if hit.rule is rule], reading)
            elif rule.require is not None:
                hits += require(rule, claims, reading)
            else:
                hits += find(rule, claims, reading, offer, possible, kept)
    hits = [weighed(hit, offer, reading.lexicon) for hit in hits if not is_out_of_place(hit, offer, reading.lexicon)]
    hits = with_care(hits, reading, claims, offer, terms.severities)
    spoken = one_fault_one_finding(hits, terms.severities, reading.document)
    return Judgement(claims, worded(spoken, reading, terms, {rule.name: rule for rule in rules}))


def _steps(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Return the rules in the order of their steps; rules of one step do not see each other."""
    waiting = [rule for rule in rules if rule.when_found or rule.when_missing]
    ready = [rule for rule in rules if not (rule.when_found or rule.when_missing)]
    steps = [
        [rule for rule in ready if rule.compare is not None],
        [rule for rule in ready if rule.find],
        [rule for rule in ready if rule.require is not None],
    ]
    done = {rule.name for rule in ready}
    while waiting:
        step = [rule for rule in waiting if {*rule.when_found, *rule.when_missing} <= done]
        # A rule may wait for one that is switched off or belongs to another domain: it waits for nothing then.
        step = step or waiting
        steps.append(step)
        done |= {rule.name for rule in step}
        waiting = [rule for rule in waiting if rule not in step]
    return steps


def _waits(rule: Rule, found: set[str]) -> bool:
    if rule.when_found and not found & set(rule.when_found):
        return True
    return bool(rule.when_missing) and bool(found & set(rule.when_missing))


def one_fault_one_finding(
    hits: Iterable[Hit], severities: Mapping[str, str], document: Document
) -> list[tuple[Hit, tuple[str, ...]]]:
    """Return the hits that speak, each with the names of the rules that found the same fault in the same place.

    A comparison that another speaks for leaves it its places: every claim that a record is at odds with is named.
    """
    spoken: list[tuple[Hit, list[str]]] = []
    # One fault lies in one block, or is one of the page: only those are held against each other.
    near: dict[object, list[int]] = defaultdict(list)
    for hit in sorted(hits, key=lambda hit: _precedence(hit, severities)):
        here = near[hit.rule.name if hit.page else document.block_at(hit.start)]
        same = next((i for i in here if any(_same_fault(one, hit) for one in _speaking(spoken[i][0]))), None)
        if same is None:
            here.append(len(spoken))
            spoken.append((hit, []))
            continue
        first, also = spoken[same]
        if first.rule.name != hit.rule.name and hit.rule.name not in also and not hit.rule.general:
            also.append(hit.rule.name)
        if _goes_under(first, hit):
            told = _with_places(first, hit) if hit.rule.compare is not None and not _is_remark(hit) else first
            spoken[same] = (replace(told, under=(*told.under, hit)), also)
        elif hit.rule.compare is not None:
            spoken[same] = (_with_other(_with_places(first, hit), hit), also)
    return [(hit, tuple(sorted(also))) for hit, also in spoken]


def _speaking(hit: Hit) -> Iterator[Hit]:
    """Yield a hit, and those of its own rule that are listed under it: what else is said there is said of them."""
    yield hit
    yield from (one for one in hit.under if one.rule.name == hit.rule.name)


def _with_places(first: Hit, hit: Hit) -> Hit:
    places = ((hit.start, hit.end, "says the same of this study"), *hit.related)
    known = {(first.start, first.end), *((start, end) for start, end, _ in first.related)}
    return replace(first, related=(*first.related, *(place for place in places if place[:2] not in known)))


def _with_other(first: Hit, hit: Hit) -> Hit:
    """Return a hit that tells as well of another record which the same words are at odds with, in the same way."""
    named = {first.record, *(other.record for other in first.others)}
    same = hit.rule.name == first.rule.name and hit.record not in named
    return replace(first, others=(*first.others, hit)) if same else first


def _precedence(hit: Hit, severities: Mapping[str, str]) -> tuple[bool, int, bool, int, str, int, int, str]:
    """Return what speaks first: a comparison, then the gravest, a general rule last of these, the most exact before."""
    words_only = hit.rule.compare is None
    severity = SEVERITIES.index(severity_of_hit(hit, severities))
    exactly = (hit.rule.general, -RANKS.index(hit.rank))
    return (words_only, -severity, *exactly, hit.rule.name, hit.start, -hit.end, hit.record)


def _same_fault(one: Hit, other: Hit) -> bool:
    """Return whether a hit tells of the fault that another, which comes before it, speaks for."""
    if one.page or other.page:
        return one.rule.name == other.rule.name
    overlap = one.start < other.end and other.start < one.end
    if one.rule.name == other.rule.name and not _same_in_sentence(one, other):
        return overlap and (one.record == other.record or one.rule.compare is not None)
    if _goes_under(one, other):
        return True
    if one.rule.compare is not None and other.rule.compare is not None:
        return _withheld_after_not_met(one, other) or _same_outcome(one, other)
    if one.rank == "require" or other.rank == "require" or _is_remark(one) or _is_remark(other):
        return False
    general = one.rule.general or other.rule.general
    # What is counted over a section is no other word for what a record shows.
    if "measure" in (one.rank, other.rank) and (one.rule.compare or other.rule.compare) and not general:
        return False
    family = one.rule.subject == other.rule.subject or {one.rule.subject, other.rule.subject} <= set(_BASIS)
    # A general rule tells no more than that something is claimed: whatever else is found there says it better.
    return overlap and (family or general)


def _goes_under(one: Hit, other: Hit) -> bool:
    """Return whether what another hit says is listed under the finding of the first, and no finding of its own."""
    return _goes_beyond(one, other) or _bows(one, other) or _same_in_sentence(one, other)


def _goes_beyond(one: Hit, other: Hit) -> bool:
    """Return whether two rules say that the same claim goes beyond what the same study can carry, or leaves it out.

    Its people, its design, what was planned, who paid for it: one study, leaned on too hard. A figure or a result that
    the record opposes is another fault: it is still wrong when all of that is said.
    """
    rules = (one.rule, other.rule)
    if one.claim is None or not (all(map(_asks_of_study, rules)) or all(map(_leans_too_hard, rules))):
        return False
    studies = {one.record, *(hit.record for hit in one.others)}
    # Two claims are held against each other last: they have much in them.
    return one.rule.name != other.rule.name and other.record in studies and one.claim == other.claim


def _asks_of_study(rule: Rule) -> bool:
    asked = rule.compare
    return asked is not None and asked.with_ == "linked" and not asked.differ and not asked.outcome


def _leans_too_hard(rule: Rule) -> bool:
    asked = rule.compare
    return asked is not None and asked.with_ == "linked" and asked.status not in _OPPOSED


def _same_in_sentence(one: Hit, other: Hit) -> bool:
    """Return whether a rule on claims finds the same fault in two claims of a sentence, as in those of a list."""
    if one.claim is None or other.claim is None or one.rule.name != other.rule.name:
        return False
    on_claims = any(isinstance(find, AnyClaim) for find in one.rule.find)
    return on_claims and one.claim.sentence == other.claim.sentence


def _bows(one: Hit, other: Hit) -> bool:
    """Return whether advice on how a figure is told stands where a record is at odds with the claim."""
    strong = one.rule.compare is not None and not _is_remark(one)
    advice = other.rule.require is not None and severity_of_hit(other, {}) == SEVERITIES[0]
    # The comparison holds the claim as it was before it had a status.
    same = one.claim is not None and other.claim is not None and one.claim.id == other.claim.id
    return strong and advice and same and other.rule.subject in _BASIS


def _is_remark(hit: Hit) -> bool:
    """Return whether a comparison leaves the claim's status alone: it stands for no other fault."""
    return hit.rule.compare is not None and hit.rule.compare.status == "none"


def _withheld_after_not_met(one: Hit, other: Hit) -> bool:
    """Return whether two comparisons miss the same thing: an unmet endpoint unsaid is its result withheld."""
    statuses = {one.rule.comparison.status, other.rule.comparison.status}
    near = one.claim is not None and other.claim is not None and one.claim.block == other.claim.block
    return one.record == other.record and near and statuses == {"not-met", "withheld"}


def _same_outcome(one: Hit, other: Hit) -> bool:
    """Return whether two comparisons find fault with the same outcome of a record, in the same claim."""
    shared = {field[:2] for field in one.fields} & {field[:2] for field in other.fields}
    return one.record == other.record and one.claim == other.claim and any(f[0] == "outcomes" for f in shared)
