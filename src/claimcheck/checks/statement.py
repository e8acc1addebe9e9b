"""Statement + evidence -> whether the evidence supports it, contradicts it or says nothing of it, and by which part.

Both are read alike and compared part by part. What the two are about has to agree first, by points that were set by
hand; then one part that stands against the statement is enough.
"""

from __future__ import annotations

from math import log1p
from typing import TYPE_CHECKING

from claimcheck.checks.verdict import Verdict
from claimcheck.claims.change import OPPOSITE
from claimcheck.claims.parts import parts_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimcheck.claims.parts import Parts
    from claimcheck.claims.reading import Reading

# From so many points on evidence speaks of what a statement says; from 2.1 to 2.4 the score of 655 pairs moved by .007.
_ABOUT = 2.3
# Words of this length are the same thing where they begin alike.
_STEM = 6


def held_against(statement: Reading, evidence: Reading, *, on_it: bool = False) -> Verdict:
    """Return what a piece of evidence says of a statement; `on_it`: it is known to speak of what the statement says."""
    one, other = parts_of(statement), parts_of(evidence)
    if one == other:
        return Verdict("supported")
    if not on_it and about(one, other) < _ABOUT:
        return Verdict("silent", "subject")
    part = next(_against(one, other), "")
    return Verdict("contradicted", part) if part else Verdict("supported")


def about(one: Parts, other: Parts) -> float:
    """Return in points how far evidence speaks of what a statement is about, and tells a result at all."""
    shared = _shared_stems(one, other)
    whole = sum(one.weights.values())
    covered = sum(one.weights[s] for s in shared) / whole if whole else 0.0
    results = 0.5 * bool(other.percents()) + 0.25 * (other.told + other.open - other.method)
    ways = 0.25 * bool(one.ways & other.ways) + 0.25 * bool(_opposed(one, other))
    unknown = 0.25 * bool(one.numbers - other.numbers)
    return 3 * covered + 0.5 * log1p(len(other.weights)) + results + ways - unknown


def _shared_stems(one: Parts, other: Parts) -> frozenset[str]:
    """Return the stems of one text that the other has too."""
    starts = {s[:_STEM] for s in other.weights if len(s) >= _STEM}
    return frozenset(s for s in one.weights if s in other.weights or (len(s) >= _STEM and s[:_STEM] in starts))


def _against(one: Parts, other: Parts) -> Iterator[str]:
    """Yield the parts by which evidence stands against a statement, the surest first."""
    shared = _shared_stems(one, other)
    if one.denies and not other.denies:
        yield "denial"
    if bool(shared & one.denied) != bool(shared & other.denied):
        yield "denied"
    turned, opposed = _is_turned(one, other), _ways_opposed(one.ways, other.ways)
    if turned != opposed:
        yield "arms" if turned else "direction"
    if one.ways and other.ways and not one.ways & other.ways and "same" in one.ways | other.ways:
        yield "difference"
    if one.percents() and other.percents() and not one.percents() & other.percents():
        yield "figure"
    if _opposed(one, other):
        yield "opposite"
    if one.firm - other.firm:
        yield "room"


def _ways_opposed(one: frozenset[str], other: frozenset[str]) -> bool:
    return not one & other and any(OPPOSITE[way] in other for way in one if way not in ("same", "differs"))


def _opposed(one: Parts, other: Parts) -> Mapping[str, frozenset[str]]:
    """Return the pairs of opposed words of which the two texts take one side each."""
    pairs = one.poles.keys() & other.poles.keys()
    return {pair: one.poles[pair] for pair in pairs if one.poles[pair].isdisjoint(other.poles[pair])}


def _is_turned(one: Parts, other: Parts) -> bool:
    """Return whether two comparisons have their sides exchanged: what is left in one is right in the other."""
    if one.sides is None or other.sides is None:
        return False
    first, second = one.sides, other.sides
    straight = len((first.left - first.right) & (second.left - second.right))
    straight += len((first.right - first.left) & (second.right - second.left))
    crossed = len((first.left - first.right) & (second.right - second.left))
    crossed += len((first.right - first.left) & (second.left - second.right))
    both = bool((first.left - first.right) & second.right) and bool((first.right - first.left) & second.left)
    return both and crossed > straight / 2
