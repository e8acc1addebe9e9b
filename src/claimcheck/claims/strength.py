"""Clause -> strength: none, correlational, conditional, causal or certain, each by a cue that a reviewer can see.

The scale is the one of studies of claim strength in science reporting (none, correlational, conditional causal,
causal), with a step above it for promises. Three questions are asked in turn: does it state that two things go
together (`states`)? that one acts on the other (`acts`)? plainly (`plainly`), or with a hedge? Each is answered by
adding up the weights of its facts (strength_facts.py), held in strength_weights.yaml. A hedge lowers the step; it
never clears a claim.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from claimcheck import yamlfile
from claimcheck.claims.cues import governing
from claimcheck.claims.names import lent
from claimcheck.claims.stance import stance_of
from claimcheck.claims.strength_facts import FAMILIES, class_of, facts_of, statement_in
from claimcheck.claims.weighing import chance
from claimcheck.model import Cue, Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimcheck.claims.cues import Part
    from claimcheck.claims.reading import Reading, Sentence

QUESTIONS = ("states", "acts", "plainly")
# What the chances of a strength are of. `able` is what is said with "can": to some scales it is conditional.
STEPS = ("none", "correlational", "conditional", "able", "causal")
_LEVELS = {"able": "conditional"}
_DENIALS = ("nothing-found@main", "nothing-found@object", "nothing-found@rest")
# Which question tells of a step, and by weights of which sign.
_TOLD_BY = {
    "none": ("states", -1), "correlational": ("acts", -1), "conditional": ("plainly", -1), "able": ("plainly", -1),
    "causal": ("acts", 1),
}  # fmt: skip

# Classes of words that tell of two things going together; a degree alone ("less pain") ties nothing.
_TIES = ("tie-", "odds-", "compare-than", "compare-differ", "found-in")

# Cues that something is only thought; a modal verb is weighed as a fact.
_THOUGHT = ("open-verb", "open-noun")

Weights = dict[str, dict[str, float]]


class Strength(NamedTuple):
    """How strongly something is said: `level` on the scale, the chance of each of STEPS, the cues of the level.

    `stance` tells whether it is asserted at all; what is denied or asked is as strong as if it were asserted.
    """

    level: str
    chances: tuple[float, ...]
    cues: tuple[Cue, ...] = ()
    stance: str = "asserted"


@cache
def weights() -> Weights:
    """Return how much each fact weighs in the answer to each question."""
    table = yamlfile.read(Path(__file__).with_name("strength_weights.yaml")).value
    return {question: {fact: float(weight) for fact, weight in table[question].items()} for question in QUESTIONS}


@cache
def _classes() -> tuple[str, ...]:
    facts = {fact for table in weights().values() for fact in table}
    named = {class_of(fact) for fact in (*facts, *_DENIALS, "hedge-can")} - {""}
    return tuple(sorted(named.union(*(FAMILIES[name] for name in named & FAMILIES.keys())) - FAMILIES.keys()))


def of_sentence(reading: Reading, sentence: Sentence, *, states: bool = False) -> Strength:
    """Return how strongly a sentence states a relation between two things; `states`: it is known that it states one."""
    part = statement_in(reading, sentence)
    if part is None:
        return Strength("none", (1.0, 0.0, 0.0, 0.0, 0.0))
    facts = facts_of(part, _classes())
    chances = chances_of(facts, weights(), states=states)
    step = STEPS[chances.index(max(chances))]
    stance = "denied" if any(fact in facts for fact in _DENIALS) else stance_of(part)[0]
    return Strength(_LEVELS.get(step, step), chances, _cues(part, step, facts), stance)


def chances_of(facts: Mapping[str, Span], table: Weights, *, states: bool = False) -> tuple[float, ...]:
    """Return the chances of STEPS by the facts of a statement; the first question is not asked where `states` holds."""
    stated = 1.0 if states else chance(facts, table["states"])
    acts, plainly = chance(facts, table["acts"]), chance(facts, table["plainly"])
    causal = stated * acts * plainly
    able = causal if "hedge-can" in facts else 0.0
    return (1 - stated, stated * (1 - acts), stated * acts * (1 - plainly), able, causal - able)


def _cues(part: Part, step: str, facts: Mapping[str, Span], known: tuple[Span, ...] = ()) -> tuple[Cue, ...]:
    """Return the words that weigh most for a step; `known` where no word of a class does."""
    question, sign = _TOLD_BY[step]
    table = weights()[question]
    told = [(sign * table[fact], fact) for fact in filter(facts.__contains__, table) if _is_cue(fact)]
    spans = [facts["hedge-can"]] if step == "able" else [facts[fact] for weight, fact in sorted(told) if weight > 0]
    level, scope = _LEVELS.get(step, step), part.clause.span
    return tuple(
        Cue("strength", level, span.start, span.end, scope.start, scope.end) for span in (*spans[-1:], *known[:1])[:1]
    )


def _is_cue(fact: str) -> bool:
    """Return whether a fact is words that decide; who is spoken of and how a sentence is built do not, alone."""
    return class_of(fact) != "" and not fact.startswith("about-")


def strength_of(part: Part, predicates: tuple[Span, ...]) -> tuple[str, tuple[Cue, ...]]:
    """Return the strength of a clause that claims something by `predicates`, and its cue."""
    facts = facts_of(part, _classes(), alone=True)
    chances = dict(zip(STEPS, chances_of(facts, weights(), states=bool(predicates)), strict=True))
    if not any(fact.startswith(_TIES) for fact in facts):
        # Who is spoken of lowers nothing: without a word that ties or compares it is no correlation.
        chances["causal"] += chances.pop("correlational")
    step = max(chances, key=lambda name: chances[name])
    if step == "causal" and _is_thought(part, predicates):
        step = "conditional"
    scope = part.clause.span
    if step == "causal":
        for span in (*governing(part, "certain"), *part.own("certain")):
            return "certain", (Cue("strength", "certain", span.start, span.end, scope.start, scope.end),)
    return _LEVELS.get(step, step), _cues(part, step, facts, predicates)


def _is_thought(part: Part, predicates: tuple[Span, ...]) -> bool:
    """Return whether a claim is only what is thought or supposed by nobody in particular: "is thought to help".

    "We believe that it helps" is the page's own word.
    """
    above = part.block.lead
    if above is not None and "supposed-lead" in lent(part.reading, above).nearest:
        return True  # "Possible mechanisms are:"
    thought = part.scopes("speculation", head=predicates[0] if predicates else None)
    return any(scope.by in _THOUGHT for scope in thought) and not part.spans("we")
