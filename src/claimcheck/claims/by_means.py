"""Clause -> by what it is done: a treatment, a ware, ordinary medicine, told behind "with", "by" and the like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.claims.doers import used_means
from claimcheck.claims.names import named_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimcheck.claims.cues import Part
    from claimcheck.model import Name, Span

_MEANS = ("with", "by", "through", "via", "using", "after")
# Where it is seen to happen: "in our patients", "at our clinic".
_AMONG = ("in", "among", "at")


def is_by_usual_care(part: Part) -> bool:
    """Return whether something is done by ordinary medicine, as a page of another kind of medicine calls it."""
    usual = part.spans("usual-care")
    held = (*held_by(part, ("by", "in")), *part.clause.phrases(part.clause.who))
    return any(phrase.holds(*span) for phrase in held for span in usual)


def is_by_means(part: Part, own: tuple[Name, ...]) -> bool:
    """Return whether a treatment is named by which something is done: "is relieved with the use of ozone"."""
    return bool(named_in(used_means(part, own), held_by(part, _means_words(part))))


def _means_words(part: Part) -> tuple[str, ...]:
    """Return the prepositions by which a clause tells what it is done with: complaints respond to it."""
    return (*_MEANS, "to") if part.own("respond-verb") else _MEANS


def is_by_ware(part: Part) -> bool:
    """Return whether something is done with a thing that is sold: "are prevented and treated with a serum"."""
    wares = part.spans("ware", "generic-treatment")
    return any(phrase.holds(*span) for phrase in held_by(part, _means_words(part)) for span in wares)


def held_by(part: Part, prepositions: tuple[str, ...]) -> tuple[Span, ...]:
    """Return the phrases behind some prepositions of a clause."""
    return counted_phrases(part, [i for word, i in part.clause.by_preposition if word in prepositions])


def counted_phrases(part: Part, heads: Iterable[int]) -> tuple[Span, ...]:
    """Return the phrases of some words; of an amount also what it is of: "a course of antibiotics"."""
    clause, amounts, held = part.clause, part.at("amount-noun"), list(heads)
    held += [
        thing for i in held if i in amounts for of in clause.below[i] if clause.tokens[of].lower == "of"
        for thing in clause.below[of]
    ]  # fmt: skip
    return clause.phrases(held)


def instrument_words(part: Part) -> list[str]:
    """Return the words by which or in whom it is done ("with our cells you will walk again", "in our patients")."""
    return " ".join(part.text(span) for span in held_by(part, (*_MEANS, *_AMONG))).split()


def doers_of(part: Part) -> tuple[Span, ...]:
    """Return who does it: of "our lamp is designed for people who …" the lamp, for nobody does anything to it."""
    clause = part.clause
    fitted = clause.passive and not clause.who and bool(part.own("fitted-word", "correlational"))
    return counted_phrases(part, clause.to if fitted else clause.who)
