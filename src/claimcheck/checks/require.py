"""Claims -> Hits where words that the page's claims call for are absent, distant, weakened or nearly copied."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from claimcheck.checks.find import is_exempt, slots_of, stands_in
from claimcheck.checks.hit import Hit
from claimcheck.checks.said import says, sentences_within
from claimcheck.model import Span
from claimcheck.rulebook.conditions import claim_holds
from claimcheck.words import words_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from claimcheck.claims.reading import Reading, Sentence
    from claimcheck.model import Claim
    from claimcheck.rulebook.rule import Require, Rule

# Kinds of block that are small print: a reader meets them last, if at all.
_SMALL_PRINT = {"small-print": ("footnote", "disclaimer"), "footnote": ("footnote",),
                "quotation": ("quotation", "testimonial"), "disclaimer": ("disclaimer",)}  # fmt: skip
_APART = ("footnote", "disclaimer", "quotation", "testimonial")
# From this share of equal words a text is a copy of the notice that was meant to be exact. Measured on the two
# statutory notices with one sentence left out (.82) and on unrelated disclaimers (below .45).
NEAR = 0.7


def require(rule: Rule, claims: Sequence[Claim], reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each claim, or once for the page, that stands without the words it calls for."""
    assert rule.require is not None
    calling = [c for c in claims if _calls(rule, c, reading)]
    if not calling:
        return
    if rule.require.for_ == "claim":
        for claim in calling:
            yield from _missing(rule, rule.require, claim, (), reading)
        return
    first, *others = calling
    yield from _missing(rule, rule.require, first, tuple(others), reading)


def _calls(rule: Rule, claim: Claim, reading: Reading) -> bool:
    """Return whether a claim calls for the words of a rule, and is none of what the rule leaves out."""
    if not stands_in(rule, claim, reading) or not claim_holds(rule.when, claim, reading.lexicon):
        return False
    return not is_exempt(rule, reading, reading.sentence_at(claim.sentence), Span(claim.start, claim.end))


def _missing(rule: Rule, asked: Require, claim: Claim, others: tuple[Claim, ...], reading: Reading) -> Iterator[Hit]:
    """Yield the hit of a claim that stands without the words asked for, with what was found in their place."""
    sentence = reading.sentence_at(claim.sentence)
    around = tuple(sentences_within(reading, sentence, asked.within))
    scope = tuple(_in_place(asked, around, sentence.block, reading))
    if asked.notice:
        note = _notice_fault(asked, scope, reading)
        if note is None:
            return
        if not note and len(scope) < len(around) and _notice_fault(asked, around, reading) is None:
            note = "the notice stands where it does not count"
    else:
        if says(reading, scope, asked.words) is not None:
            return
        note = _near_miss(asked, scope, around, reading)
    related = tuple((other.start, other.end, "calls for the same words") for other in others)
    page = asked.for_ == "page"
    yield Hit(rule, claim.start, claim.end, "require", claim, slots_of(claim), related=related, page=page, note=note)


def _near_miss(asked: Require, scope: tuple[Sentence, ...], around: tuple[Sentence, ...], reading: Reading) -> str:
    """Return what is there in place of what was asked for: a weaker form, or the words where they do not count."""
    weaker = says(reading, scope, asked.weaker)
    if weaker is not None:
        return f"found a weaker form at line {_line(reading, weaker.start)}"
    # What is asked for beside each claim stands elsewhere for another: "80 million survivors" is no trial's size.
    elsewhere = says(reading, reading.sentences if asked.for_ == "page" else around, asked.words)
    if elsewhere is None:
        return ""
    block = reading.document.blocks[reading.document.block_at(elsewhere.start)]
    where = "folded away" if block.folded else f"in a {block.kind}" if block.kind in _APART else "too far from it"
    return f"the words stand {where}, at line {_line(reading, elsewhere.start)}"


def _in_place(asked: Require, sentences: Iterable[Sentence], here: int, reading: Reading) -> Iterator[Sentence]:
    """Yield the sentences that stand where the words count: not in small print, before the first call to act.

    A disclaimer right above or below the claim (block `here`) is no small print.
    """
    blocks = reading.document.blocks
    folded = "collapsed" in asked.not_in
    refused = {kind for name in asked.not_in for kind in _SMALL_PRINT.get(name, (name,))}
    acts = [n for n, block in enumerate(blocks) if block.kind == "call-to-act"]
    last = acts[0] if asked.before == "call-to-act" and acts else len(blocks)
    for sentence in sentences:
        block = blocks[sentence.block]
        beside = block.kind == "disclaimer" and abs(sentence.block - here) == 1
        if (block.kind not in refused or beside) and sentence.block < last and not (folded and block.folded):
            yield sentence


def _notice_fault(asked: Require, scope: tuple[Sentence, ...], reading: Reading) -> str | None:
    """Return None where the notice stands as asked, else what was found instead ("" for nothing).

    Asked to be `exact` it stands word for word; else a near copy will do.
    """
    best, at = 0.0, 0
    for wording in asked.notice:
        wanted = _plain(wording)
        likeness = SequenceMatcher(None, "", wanted, autojunk=False)
        for start in range(len(scope)):
            found: list[str] = []
            for sentence in scope[start : start + max(1, wording.count(".")) + 1]:
                found += [word.lower for word in sentence.words]
                if _holds_run(found, wanted):
                    return None
                likeness.set_seq1(found)
                # What is less than near is nothing, however near: most sentences have too few of the words for more.
                if likeness.real_quick_ratio() < NEAR or likeness.quick_ratio() < NEAR:
                    continue
                score = likeness.ratio()
                if score > best:
                    best, at = score, scope[start].start
    if best < NEAR:
        return ""
    if asked.match != "exact":
        return None
    return f"the wording at line {_line(reading, at)} is not the prescribed one"


def _plain(text: str) -> list[str]:
    return [word.lower for word in words_in(text)]


def _holds_run(found: list[str], wanted: list[str]) -> bool:
    return any(found[i : i + len(wanted)] == wanted for i in range(len(found) - len(wanted) + 1))


def _line(reading: Reading, offset: int) -> int:
    return reading.document.place(offset, offset + 1).line
