"""Blocks -> Claims, a block that was read before by moving what it gave: sites say the same on many pages.

What a block claims hangs on its own words and kind, on what its lead-in, headings and titles lend to it (names.py), on
the citations in it, on what the page offers and on whether a yes right behind it answers what it asks, and on nothing
else of the page. Where all that is the same its claims are the same, but for their places.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

from claimcheck.claims import NOT_READ, claims_of, with_ids
from claimcheck.claims.names import lent
from claimcheck.claims.stance import answered_yes
from claimcheck.model import Cue, Span

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from claimcheck.claims.offer import Offer
    from claimcheck.claims.reading import Reading
    from claimcheck.model import Citation, Claim, Name

_MOST = 2_000
# So many ways in which the same block may be judged are kept at once.
_WAYS = 8


class _Around(NamedTuple):
    """All that a block hangs on: as a key, where it begins, and the names that others lend to it, in their order."""

    key: Hashable
    start: int
    names: tuple[Name, ...]


class _Kept(NamedTuple):
    """What a block gave: its claims as they were read, what it hung on there, and what others keep of it."""

    claims: tuple[Claim, ...]
    around: _Around
    more: dict[Hashable, dict[Hashable, Any]]


class Blocks:
    """Blocks of pages that were read before by one house, at most `most`. Several threads may ask at once."""

    def __init__(self, most: int = _MOST) -> None:
        self._held: dict[Hashable, _Kept] = {}
        self._most = most
        self._lock = Lock()

    def known(self, key: Hashable) -> _Kept | None:
        """Return what a block gave; what is asked for stays longest."""
        with self._lock:
            kept = self._held.pop(key, None)
            if kept is not None:
                self._held[key] = kept
            return kept

    def keep(self, kept: _Kept) -> None:
        """Keep what a block gave."""
        with self._lock:
            self._held[kept.around.key] = kept
            while len(self._held) > self._most:
                del self._held[next(iter(self._held))]


class PageBlocks:
    """The blocks of one page; its claims are asked for first."""

    def __init__(self, blocks: Blocks, reading: Reading, offer: Offer) -> None:
        self._blocks, self._reading, self._offer = blocks, reading, offer
        self._kept: list[_Kept] = []

    def claims(self) -> tuple[Claim, ...]:
        """Return the claims of the page, as `read_claims` does."""
        around = [self._of(number) for number in range(len(self._reading.document.blocks))]
        known = [self._blocks.known(one.key) for one in around]
        self._reading.spare(number for number, kept in enumerate(known) if kept is not None)
        found: list[Claim] = []
        for number, (now, kept) in enumerate(zip(around, known, strict=True)):
            if kept is None:
                kept = _Kept(self._read(number), now, {})
                self._blocks.keep(kept)
            self._kept.append(kept)
            found += kept.claims if kept.around is now else _moved(kept, now, number)
        return with_ids(self._reading.document.text, found)

    def more(self, block: int, given: Hashable) -> dict[Hashable, Any]:
        """Return what else is kept of a block where `given` is the same too: whoever finds more in it adds to it.

        Only what hangs on nothing else of the page may be kept so, by places from the beginning of the block.
        """
        more = self._kept[block].more
        if given not in more and len(more) >= _WAYS:
            more.clear()
        return more.setdefault(given, {})

    def _read(self, block: int) -> tuple[Claim, ...]:
        if self._reading.document.blocks[block].kind in NOT_READ:
            return ()
        sentences = self._reading.by_block[block]
        return tuple(claim for sentence in sentences for claim in claims_of(self._reading, sentence, self._offer))

    def _of(self, number: int) -> _Around:
        """Return all that a block hangs on."""
        reading, block = self._reading, self._reading.document.blocks[number]
        titles = [title for title in reading.titles if title not in block.headings]
        above = [lent(reading, other) for other in (*block.headings, *titles)]
        if block.lead is not None:
            above.append(lent(reading, block.lead))
        key = (
            self._offer,
            block.kind,
            reading.document.words_of(number),
            # A sentence ends where its block says so, but for what stands before the block.
            tuple(sentence.end - block.start for sentence in reading.by_block[number]),
            tuple(_at(citation, -block.start) for citation in self._cited(number)),
            tuple((tuple((name.id, name.category) for name in one.names), one.classes, one.nearest) for one in above),
            (len(block.headings), block.lead is not None),
            any(answered_yes(reading, sentence) for sentence in reading.by_block[number][-1:]),
        )
        return _Around(key, block.start, tuple(name for one in above for name in one.names))

    def _cited(self, number: int) -> list[Citation]:
        """Return the citations in a block."""
        block, cited = self._reading.document.blocks[number], self._reading.citations
        first = bisect_left(cited, block.start, key=lambda citation: citation.start)
        behind = bisect_right(cited, block.end, key=lambda citation: citation.start)
        return [citation for citation in cited[first:behind] if citation.end <= block.end]


def _moved(kept: _Kept, now: _Around, block: int) -> list[Claim]:
    """Return the claims that a block gave, at the places where it stands now."""
    by = now.start - kept.around.start
    elsewhere = dict(zip(kept.around.names, now.names, strict=True))
    return [
        replace(
            claim,
            start=claim.start + by,
            end=claim.end + by,
            head=Span(claim.head.start + by, claim.head.end + by),
            sentence=Span(claim.sentence.start + by, claim.sentence.end + by),
            block=block,
            cues=tuple(Cue(cue.decides, cue.says, *(at + by for at in cue[2:])) for cue in claim.cues),
            names=tuple(_name(name, elsewhere, by) for name in claim.names),
            figures=tuple(f._replace(start=f.start + by, end=f.end + by) for f in claim.figures),
            citations=tuple(_at(citation, by) for citation in claim.citations),
        )
        for claim in kept.claims
    ]


def _name(name: Name, elsewhere: Mapping[Name, Name], by: int) -> Name:
    """Return a name where it stands now: in the block itself, or in one that lends it."""
    if name.via in ("here", "block"):
        return name._replace(start=name.start + by, end=name.end + by)
    return elsewhere[name._replace(via="here")]._replace(via=name.via)


def _at(citation: Citation, by: int) -> Citation:
    return citation._replace(start=citation.start + by, end=citation.end + by)
