"""Hits of words in a block -> the same hits where the block stands again: what it says is not looked at again.

What patterns and frames find in a sentence hangs on its block, as its claims do, and on the records and the approval of
those claims. Where all of that is the same as on a page before, the hits are the same, but for their places.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

    from claimcheck.checks.gates import Item
    from claimcheck.checks.hit import Hit
    from claimcheck.claims.blocks import PageBlocks
    from claimcheck.claims.reading import Reading, Sentence
    from claimcheck.model import Claim


class KeptHits:
    """The hits of words on one page, by what is known of its blocks (None: nothing is)."""

    def __init__(self, blocks: PageBlocks | None, reading: Reading, claims: Iterable[Claim]) -> None:
        self._blocks, self._reading = blocks, reading
        self._known: dict[int, dict[Hashable, Any]] = {}
        self._claims: defaultdict[int, list[Claim]] = defaultdict(list)
        for claim in claims:
            self._claims[claim.block].append(claim)

    def claims(self, sentence: Sentence) -> Sequence[Claim]:
        """Return the claims of the block that a sentence stands in."""
        return self._claims.get(sentence.block, ())

    def of(self, item: Item, sentence: Sentence, look: Callable[[], Iterable[Hit]]) -> Iterator[Hit]:
        """Yield the hits of one pattern or frame in a sentence; `look` gives them where they are not known."""
        if self._blocks is None:
            yield from look()
            return
        claims = self.claims(sentence)
        at = self._reading.document.blocks[sentence.block].start
        # Hundreds of patterns ask for the hits of one block.
        known = self._known.get(sentence.block)
        if known is None:
            known = self._blocks.more(sentence.block, tuple(_judged(claim) for claim in claims))
            self._known[sentence.block] = known
        key = (item, sentence.start - at)
        if key not in known:
            known[key] = [
                (replace(hit, start=hit.start - at, end=hit.end - at, claim=None), _position(hit.claim, claims))
                for hit in look()
            ]
        for hit, number in known[key]:
            claim = None if number is None else claims[number]
            yield replace(hit, start=hit.start + at, end=hit.end + at, claim=claim)


def _judged(claim: Claim) -> Hashable:
    """Return what a claim has been given since it was read, as far as rules ask for it."""
    return claim.records, claim.alike, claim.status, claim.approval


def _position(claim: Claim | None, claims: Sequence[Claim]) -> int | None:
    return next((at for at, one in enumerate(claims) if one is claim), None)
