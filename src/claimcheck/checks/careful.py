"""Hits -> the same hits, as advice at most where a reviewer would most likely let the words pass.

A rule knows some words and what they hang on. All the other words of the sentence, and of its page, tell as well
whether it praises or explains; what they tell together is weighed as in claims/leaning.py.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from claimcheck.checks.wording import severity_of_hit
from claimcheck.claims.leaning import by_sentence, facts_of, likely, page_facts
from claimcheck.claims.syntax import BULLETS, only_names
from claimcheck.model import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from claimcheck.checks.hit import Hit
    from claimcheck.claims.offer import Offer
    from claimcheck.claims.reading import Reading, Sentence
    from claimcheck.model import Claim

# Below this chance that a reviewer would stop the words they are no more than worth a look.
LEAST = 0.45
NOTE = "what stands around it reads as careful text"
# A heading without a verb ("Improved sleep") says what its section is about; what that tells is looked at there.
_TOPIC = "a heading names it, and does not tell it"
# What a record is at odds with stays as it is, and so does what has to be said; a measure weighs by itself.
_WORDED = ("pattern", "frame", "frame with object")
# Who hurries people, leaves out what is bad or names no source does so in any words around it.
_IN_ANY = ("pressure", "balance", "citations")
# On a page of fewer sentences there is too little around the words.
_ENOUGH = 8
# Nor in a line of fewer words with a number, or that names a complaint in a list: "PTSD", below "It helps with:".
_WORDS = 7
# In so large a share of the other sentences of a page something is found.
_SHARES = (0.05, 0.1, 0.2, 0.3, 0.5)


def with_care(
    hits: Sequence[Hit], reading: Reading, claims: Sequence[Claim], offer: Offer, severities: Mapping[str, str]
) -> list[Hit]:
    """Return hits, those as advice that stand in careful text; `severities` are those that a configuration gives."""
    if len(reading.sentences) < _ENOUGH:
        return list(hits)
    sentences = [_sentence_of(hit, reading) for hit in hits]
    found = [False] * len(reading.sentences)
    for hit, sentence in zip(hits, sentences, strict=True):
        found[sentence.position] |= not hit.page and severity_of_hit(hit, severities) != SEVERITIES[0]
    page, own = page_facts(reading, claims, offer), by_sentence(claims)

    def note_on(hit: Hit, sentence: Sentence) -> str:
        # What is an error is one in any words around it; and a team's own severity stands.
        warns = hit.rule.name not in severities and severity_of_hit(hit, severities) == SEVERITIES[1]
        if not warns or hit.page or hit.rank not in _WORDED or hit.rule.subject in _IN_ANY:
            return ""
        if _is_bare(reading, sentence):
            return ""
        if _names_topic(hit, reading, sentence):
            return _TOPIC
        facts = facts_of(reading, sentence, own.get(sentence.span, ()), page)
        facts = facts.union(found_facts(hit.rule.name, sentence.position, found))
        return NOTE if likely(facts) < LEAST else ""

    notes = [note_on(hit, sentence) for hit, sentence in zip(hits, sentences, strict=True)]
    return [replace(hit, most=SEVERITIES[0], note=note) if note else hit for hit, note in zip(hits, notes, strict=True)]


def found_facts(rule: str, position: int, found: Sequence[bool]) -> Iterator[str]:
    """Yield the facts of a sentence by what is found: by which rule, also beside it, in what share of its page.

    `position` is the sentence's, `found` tells for each sentence of the page whether anything is found in it.
    """
    yield f"found by {rule}"
    if any(found[at] for at in (position - 1, position + 1) if 0 <= at < len(found)):
        yield "found beside"
    share = (sum(found) - found[position]) / max(1, len(found) - 1)
    yield from (f"page found {least}" for least in _SHARES if share >= least)


def _is_bare(reading: Reading, sentence: Sentence) -> bool:
    if len(sentence.words) >= _WORDS:
        return False
    listed = reading.document.blocks[sentence.block].kind in BULLETS
    named = any(name.category == "condition" for name in reading.names[sentence.position])
    return (named and listed) or any(letter.isdigit() for word in sentence.words for letter in word.lower)


def _names_topic(hit: Hit, reading: Reading, sentence: Sentence) -> bool:
    # What is praised ("The miracle of sleep") is so in a heading too.
    gain = hit.claim is not None and not {"effect", "mechanism"}.isdisjoint(hit.claim.kinds)
    in_heading = reading.document.blocks[sentence.block].kind == "heading"
    return gain and in_heading and only_names(reading.tokens[sentence.position])


def _sentence_of(hit: Hit, reading: Reading) -> Sentence:
    block = reading.by_block[reading.document.block_at(hit.start)]
    return next(sentence for sentence in reversed(block) if sentence.start <= hit.start)
