"""Clause -> strength: none, correlational, conditional, causal or certain, each by a cue that a reviewer can see.

The scale is the one of studies of claim strength in science reporting (none, correlational, conditional causal,
causal), with a step above it for promises. A hedge lowers the step; it never clears a claim.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.claims.cues import governing
from claimcheck.model import Cue, Span

if TYPE_CHECKING:
    from claimcheck.claims.cues import Part

_MODALS = ("may", "might", "could", "can", "would", "should", "will", "must")


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
