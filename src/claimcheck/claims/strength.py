"""Clause -> strength: none, correlational, conditional, causal or certain, each by a cue that a reviewer can see.

The scale is the one of studies of claim strength in science reporting (none, correlational, conditional causal,
causal), with a step above it for promises. A hedge lowers the step; it never clears a claim.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claimcheck.claims.cues import Part, governing
from claimcheck.model import STRENGTHS, Cue, Span

if TYPE_CHECKING:
    from claimcheck.claims.reading import Reading, Sentence

_MODALS = ("may", "might", "could", "can", "would", "should", "will", "must")


class Strength(NamedTuple):
    """How strongly something is said (`level`, a step of the scale), and the cues of it, the strongest first."""

    level: str
    cues: tuple[Cue, ...]


def of_sentence(reading: Reading, sentence: Sentence) -> Strength:
    """Return how strongly a sentence states a relation between two things."""
    read = [strength_of(Part(reading, sentence, c), ()) for c in reading.clauses[sentence.position]]
    return Strength(*max(read, key=lambda found: STRENGTHS.index(found[0]), default=("none", ())))


def strength_of(part: Part, predicates: tuple[Span, ...]) -> tuple[str, tuple[Cue, ...]]:
    """Return the strength of a clause that claims something by `predicates`, and its cue."""
    scope = part.clause.span
    for strength in ("conditional", "correlational", "certain"):
        for span in governing(part, strength):
            if _is_true(part, span):
                return strength, (Cue("strength", strength, span.start, span.end, scope.start, scope.end),)
    for span in part.own("certain"):
        return "certain", (Cue("strength", "certain", span.start, span.end, scope.start, scope.end),)
    for span in predicates:
        return "causal", (Cue("strength", "causal", span.start, span.end, scope.start, scope.end),)
    return "none", ()


def _is_true(part: Part, span: Span) -> bool:
    """Return whether a word that looks like a modal is one: not the month of May, not a can."""
    tokens = part.clause.tokens
    return all(tokens[i].lower not in _MODALS or tokens[i].tag == "MD" for i in part.positions(span))
