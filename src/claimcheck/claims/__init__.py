"""Document -> Claims: every statement that a reviewer would have to substantiate."""

from __future__ import annotations

from collections import Counter
from functools import partial
from hashlib import sha1
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from claimcheck.claims.cues import Part
from claimcheck.claims.figures import figures_in
from claimcheck.claims.kinds import sort_of
from claimcheck.claims.names import names_around, own_names
from claimcheck.claims.offer import Offer, offer_of
from claimcheck.claims.possible import NOT_READ, may_claim
from claimcheck.claims.reading import Reading
from claimcheck.claims.role import role_of
from claimcheck.claims.stance import stance_of
from claimcheck.claims.strength import strength_of
from claimcheck.model import Claim, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from claimcheck.claims.kinds import Sort
    from claimcheck.claims.reading import Sentence
    from claimcheck.lexicon import Lexicon
    from claimcheck.model import Document, Figure, Name

T = TypeVar("T")

__all__ = ["NOT_READ", "claims_in", "claims_of", "read_claims", "statement_at", "with_ids"]


def claims_in(
    document: Document, lexicon: Lexicon, *, offers: tuple[str, ...] = (), brands: tuple[str, ...] = ()
) -> tuple[Claim, ...]:
    """Return the claims of a document in order. `offers` and `brands` say what the page sells, where it is known."""
    reading = Reading(document, lexicon)
    return read_claims(reading, offer_of(reading, offers, brands))


def read_claims(reading: Reading, offer: Offer) -> tuple[Claim, ...]:
    """Return the claims of a document that is already read."""
    found = [
        claim
        for sentence in reading.sentences
        if reading.document.blocks[sentence.block].kind not in NOT_READ
        for claim in claims_of(reading, sentence, offer)
    ]
    return with_ids(reading.document.text, found)


def statement_at(reading: Reading, offer: Offer, sentence: Sentence, head: Span) -> Claim | None:
    """Return the clause that holds a word, read as claims are, though it may be none; None outside of clauses.

    Words that a rule looks for can stand in a clause that claims nothing by itself; who says them is read all the same.
    """
    for number, clause in enumerate(reading.clauses[sentence.position]):
        part = Part(reading, sentence, clause)
        if any(i in clause.own for i in part.positions(head)):
            # Several patterns find words of one clause.
            return reading.once(("statement", sentence.position, number, offer), partial(_statement, part, offer))
    return None


def _statement(part: Part, offer: Offer) -> Claim:
    return _read(_Sorted.of(part, offer, ()))


def claims_of(reading: Reading, sentence: Sentence, offer: Offer) -> Iterator[Claim]:
    """Yield the claims of one sentence, without ids."""
    reading.sells(offer.sells)
    if not may_claim(reading, sentence, sells=offer.sells):
        return
    figures = figures_in(reading, sentence)
    for clause in reading.clauses[sentence.position]:
        part = Part(reading, sentence, clause)
        found = _Sorted.of(part, offer, tuple(f for f in figures if _holds(part, f)))
        # What claims nothing needs no look at how it is said.
        if found.sort.kinds:
            yield _read(found)


def _holds(part: Part, figure: Figure) -> bool:
    return any(i in part.clause.own for i in part.positions(Span(figure.start, figure.end)))


class _Once(Generic[T]):
    """What is found when it is first asked for: `functools.cache` takes longer to be made than most are asked."""

    __slots__ = ("_find", "_found")

    def __init__(self, find: Callable[[], T]) -> None:
        self._find: Callable[[], T] | None = find

    def __call__(self) -> T:
        if self._find is not None:
            self._found, self._find = self._find(), None
        return self._found


class _Sorted(NamedTuple):
    """A clause with its names and figures, and what kinds of claim it is; without kinds it is none.

    `around` are the names around it, and `role` whom it speaks of: asked for where that matters.
    """

    part: Part
    names: tuple[Name, ...]
    around: Callable[[], tuple[Name, ...]]
    figures: tuple[Figure, ...]
    role: Callable[[], str]
    sort: Sort

    @classmethod
    def of(cls, part: Part, offer: Offer, figures: tuple[Figure, ...]) -> _Sorted:
        """Return what a clause is."""
        names = own_names(part)
        around = _Once(lambda: tuple(names_around(part)))
        role = _Once(lambda: role_of(part, offer, names, around()))
        return cls(part, names, around, figures, role, sort_of(part, names, figures, role, sells=offer.visible))


def _read(found: _Sorted) -> Claim:
    """Return what a clause says."""
    part, names, around, figures, role, sort = found
    stance, stance_cues = stance_of(part, sort.predicates[0] if sort.predicates else None)
    # A promise of work or money is made as plainly or with as many ifs as a benefit; it has no direction.
    plain = sort.direction != "none" or "promise" in sort.kinds
    strength, strength_cues = strength_of(part, sort.predicates if plain else ())
    span, block = part.clause.span, part.block
    head = part.clause.tokens[part.clause.head]
    return Claim(
        id="",
        start=span.start,
        end=span.end,
        head=sort.predicates[0] if sort.predicates else Span(head.start, head.end),
        sentence=part.sentence.span,
        block=part.sentence.block,
        kinds=sort.kinds,
        role=role(),
        stance=stance,
        direction=sort.direction,
        strength=strength,
        cues=(*stance_cues, *sort.cues, *strength_cues),
        names=(*names, *around()),
        figures=figures,
        citations=tuple(c for c in part.reading.citations if block.start <= c.start and c.end <= block.end),
    )


def with_ids(text: str, claims: list[Claim]) -> tuple[Claim, ...]:
    """Return the claims with ids that hold while the words do: a digest of the words, and which of its kind it is."""
    from dataclasses import replace

    seen: Counter[str] = Counter()
    found = []
    for claim in sorted(claims, key=lambda c: (c.start, c.end)):
        words = " ".join(text[claim.start : claim.end].lower().split())
        digest = sha1(words.encode(), usedforsecurity=False).hexdigest()[:10]
        seen[digest] += 1
        found.append(replace(claim, id=f"{digest}-{seen[digest]}"))
    return tuple(found)
