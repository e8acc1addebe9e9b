"""Sentence -> Changes: what is said to be more, less, better, worse or the same, by which word."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claimcheck.claims.chance import chances_in
from claimcheck.claims.syntax import NOUN_SUBJECTS
from claimcheck.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from claimcheck.claims.chance import Test
    from claimcheck.claims.reading import Reading, Sentence
    from claimcheck.language import Token

WAYS = {
    "stayed-same": "same", "went-up": "up", "went-down": "down", "went-better": "better", "went-worse": "worse",
    "differed": "differs",
}  # fmt: skip
OPPOSITE = {"up": "down", "down": "up", "better": "worse", "worse": "better", "same": "same", "differs": "differs"}
# Of a change itself it is said that it was more or less of one: "the reduction was smaller".
_DEGREES = ("up", "down")


class Change(NamedTuple):
    """One way that something went: `way` is up, down, better, worse, same or differs, `cue` the word that says so.

    `of` is the noun of change that a degree is said of: in "the decrease was greater" the way is down by "greater".
    """

    way: str
    cue: Span
    of: Span | None = None


def changes_in(reading: Reading, sentence: Sentence, given: Iterable[Span] = ()) -> tuple[Change, ...]:
    """Return the changes that a sentence tells of, in order; what is denied, or not beyond chance, is the same.

    Words in `given` name what is measured ("time to first improvement") and tell of no change.
    """
    named = tuple(given)
    found = [Change(way, cue) for name, way in WAYS.items() for cue in reading.spans(sentence, name)]
    found = [c for c in found if not any(o.cue != c.cue and o.cue.holds(*c.cue) for o in found)]
    found = [c for c in found if c.way == "same" or not any(span.holds(*c.cue) for span in named)]
    found = list(_composed(reading, sentence, sorted(found, key=lambda change: change.cue)))
    denied = [s.span for s in reading.scopes(sentence) if s.by in ("denial", "scant")]
    tests = chances_in(reading, sentence)
    return tuple(
        c._replace(way="same") if any(d.holds(*c.cue) for d in denied) or _is_weak(c, found, tests) else c
        for c in found
    )


def _composed(reading: Reading, sentence: Sentence, found: list[Change]) -> Iterable[Change]:
    """Yield the changes, a degree joined with the change that it is said of: "greater reduction" is down."""
    tokens = reading.tokens[sentence.position]
    nouns = {c.cue: _noun_at(tokens, c.cue) for c in found}
    used: set[Span] = set()
    for change in found:
        if change.way not in _DEGREES or nouns[change.cue] is not None:
            continue
        for other in found:
            noun = nouns[other.cue]
            if noun is not None and other.way not in ("same", "differs") and _is_degree_of(tokens, change.cue, noun):
                used |= {change.cue, other.cue}
                yield Change(other.way if change.way == "up" else OPPOSITE[other.way], change.cue, other.cue)
                break
    yield from (change for change in found if change.cue not in used)


def _noun_at(tokens: Sequence[Token], cue: Span) -> int | None:
    for i, token in enumerate(tokens):
        if cue.start <= token.start < cue.end and token.tag[:2] == "NN":
            return i
    return None


def _is_degree_of(tokens: Sequence[Token], cue: Span, noun: int) -> bool:
    """Return whether an adjective stands before a noun, or is said of it."""
    for token in tokens:
        if cue.start <= token.start < cue.end:
            if token.head == noun and token.dep in ("amod", "advmod"):
                return True
            of_verb = tokens[noun].head == token.head and tokens[noun].dep in NOUN_SUBJECTS
            return of_verb and token.dep in ("acomp", "attr", "advcl", "conj", "ccomp")
    return False


def _is_weak(change: Change, changes: list[Change], tests: Sequence[Test]) -> bool:
    """Return whether the first test behind a change, before another change, says that chance can explain it."""
    later = min((c.cue.start for c in changes if c.cue.start > change.cue.end), default=10**9)
    behind = [test.by_chance for test in tests if change.cue.end <= test.span.start < later]
    return bool(behind) and behind[0]
