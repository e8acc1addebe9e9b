"""Clause -> whether it only tells how things go: by themselves, well for some and badly for others, lost again.

So is said what a word means. Whoever sells something may say so too, for nobody is promised anything by it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.claims.by_means import counted_phrases
from claimcheck.claims.names import MEANS, named_in
from claimcheck.claims.syntax import NOUN_SUBJECTS

if TYPE_CHECKING:
    from claimcheck.claims.cues import Part

# What gets better or worse, and does nothing about it.
_FARING = ("condition", "risk", "people", "body", "outcome")
_OWN = ("we", "our", "ours", "your", "this", "these")
_SOME, _OTHERS = ("some", "many", "most", "half"), ("others", "some", "few", "one")


def is_told_evenly(part: Part) -> bool:
    """Return whether a clause tells how an illness goes by itself or unevenly, what is lost, what a word means."""
    return _goes_so(part) or _is_lost_again(part) or _is_defined(part)


def _goes_so(part: Part) -> bool:
    """Return whether people or an illness fare so by themselves, or some of them well and others badly."""
    clause, tokens = part.clause, part.clause.tokens
    # "Bone is rebuilt throughout life": nobody does it.
    faring = clause.who or (clause.to if clause.passive else ())
    names = named_in(part.named, counted_phrases(part, faring))
    if not names or any(name.category not in _FARING for name in names) or part.spans("we"):
        return False
    if any(tokens[j].lower in _OWN for i in faring for j in clause.below[i]):
        return False
    alone = bool(part.spans("by-itself"))
    if not alone and any(name.category in MEANS for name in named_in(part.named, [clause.span])):
        return False
    return alone or bool(part.spans("uneven")) or _others_do_not(part)


def _others_do_not(part: Part) -> bool:
    """Return whether it is said of some people, and of others beside them something else."""
    clause, tokens = part.clause, part.clause.tokens
    words = [tokens[j].lower for i in clause.who for j in (i, *clause.below[i])]
    beside = (i for i, token in enumerate(tokens) if token.dep in NOUN_SUBJECTS and i not in clause.who)
    return any(word in _SOME for word in words) and any(
        tokens[j].lower in _OTHERS for i in beside for j in (i, *clause.below[i])
    )


def _is_lost_again(part: Part) -> bool:
    """Return whether what was gained is said to go again: "the weight is often regained"."""
    lost = [span for span in part.spans("lost-again") if span.start >= part.clause.span.start]
    return bool(lost) and not part.scopes("negation", head=lost[0]) and not part.spans("we")


def _is_defined(part: Part) -> bool:
    """Return whether it is told what a word means, or what a branch of science is about."""
    first = part.clause.tokens[part.clause.verbs[0]].start
    return any(span.start <= first for span in part.spans("defining")) and not part.spans("we")
