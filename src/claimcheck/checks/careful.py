"""Hits -> the same hits, with no more than advice where a reviewer would most likely let the words pass.

A rule knows some words and what they hang on. All the other words of the sentence, and of its page, tell as well
whether it praises or explains; what they tell together is weighed as in claims/leaning.py.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from claimcheck.claims.leaning import facts_of, found_by, page_facts, weights
from claimcheck.claims.weighing import chance
from claimcheck.model import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from claimcheck.checks.hit import Hit
    from claimcheck.claims.offer import Offer
    from claimcheck.claims.reading import Reading
    from claimcheck.model import Claim, Span

# Below this chance that a reviewer would stop the words they are no more than worth a look.
LEAST = 0.45
NOTE = "what stands around it reads as careful text"
# On a page of fewer sentences there is too little around the words.
_ENOUGH = 8


def with_care(hits: Iterable[Hit], reading: Reading, claims: Sequence[Claim], offer: Offer) -> list[Hit]:
    """Return hits, those as advice that stand in careful text.

    What a record is at odds with stays as it is, and so does what has to be said or lacks on the page as a whole; and
    rules that weigh the same words themselves.
    """
    if len(reading.sentences) < _ENOUGH:
        return list(hits)
    page = page_facts(reading, claims, offer)
    own: dict[Span, list[Claim]] = defaultdict(list)
    for claim in claims:
        own[claim.sentence].append(claim)

    def lowered(hit: Hit) -> Hit:
        if hit.page or hit.rank not in ("pattern", "frame", "frame with object"):
            return hit
        block = reading.by_block[reading.document.block_at(hit.start)]
        sentence = next(sentence for sentence in reversed(block) if sentence.start <= hit.start)
        facts = facts_of(reading, sentence, own[sentence.span], page) | {found_by(hit.rule.name)}
        careful = chance(facts, weights()) < LEAST
        return replace(hit, most=SEVERITIES[0], note=NOTE) if careful else hit

    return [lowered(hit) for hit in hits]
