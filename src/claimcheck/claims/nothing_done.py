"""Words -> whether what looks like a benefit says of nothing that it does good: how it is done, what is measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.claims.names import GENERIC, MEANS, named_in
from claimcheck.claims.syntax import NOUN_SUBJECTS, path_up
from claimcheck.model import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimcheck.claims.cues import Part
    from claimcheck.model import Name

# What is done to a body or an illness; "safely" beside another verb tells only how people do something.
_EFFECTS = (
    "cure-verb", "treat-verb", "prevent-verb", "restore-verb", "regenerate-verb", "improve-verb", "increase-verb",
    "reduce-verb", "mechanism-verb", "help-verb", "plain-doing", "work-word",
)  # fmt: skip


def is_what_is_done(part: Part, span: Span) -> bool:
    """Return whether a verb tells what is done in a treatment: "it involves raising the pressure by closing a door"."""
    tokens = part.clause.tokens
    consists = part.at("consists-word")
    at = next((i for i in part.positions(span) if tokens[i].tag == "VBG"), None)
    if at is None or not consists:
        return False
    while at not in consists:
        # Only what the word is completed by, and what that is done by.
        way = tokens[at].dep in ("xcomp", "pcomp", "dobj", "ccomp", "conj") or tokens[at].lower in ("of", "in", "by")
        if not way or tokens[at].head == at:
            return False
        at = tokens[at].head
    return True


def gains_renown(part: Part) -> bool:
    """Return whether what is gained is that people speak of it: "has gained much attention", "grows in popularity"."""
    if not any(part.clause.head in part.positions(held) for held in part.spans("increase-verb")):
        return False
    renown = part.at("renown")
    gained = (*part.clause.to, *(i for word, i in part.clause.by_preposition if word == "in"))
    return not renown.isdisjoint(gained)


def is_measure(part: Part, span: Span) -> bool:
    """Return whether a noun of benefit only says what is counted: "the success rate of clinics"."""
    tokens = part.clause.tokens
    rates = part.at("rate-noun")
    return any(tokens[i].dep in ("compound", "nmod") and tokens[i].head in rates for i in part.positions(span))


def is_in_what_is_changed(part: Part, span: Span) -> bool:
    """Return whether a noun stands in what something has an effect on, whichever way: "affects the healing of skin"."""
    clause = part.clause
    open_verbs = part.at("neutral-effect")
    if clause.head not in open_verbs or clause.tokens[clause.head].tag[:2] != "VB":
        return False
    nouns = all(clause.tokens[i].tag[:2] == "NN" for i in part.positions(span))
    return nouns and any(phrase.holds(*span) for phrase in clause.phrases(clause.to))


def keeps_off_means(part: Part, span: Span, names: Sequence[Name]) -> bool:
    """Return whether it is a treatment that people keep away from: "people with eczema should avoid it"."""
    clause = part.clause
    if part.text(span).split()[0] not in ("avoid", "avoids", "avoiding", "avoided"):
        return False
    means = any(name.category in MEANS for name in named_in(names, clause.phrases(clause.to)))
    people = any(name.category == "people" for name in named_in(names, clause.phrases(clause.who)))
    return people and (means or len(clause.verbs) > 1)


def is_way_of_doing(part: Part, span: Span) -> bool:
    """Return whether a word of safety says how people do something: "to return to work safely", "a gentle wash"."""
    clause, tokens = part.clause, part.clause.tokens
    at = part.positions(span)
    if len(at) != 1:
        return False
    word, head = tokens[at[0]], tokens[at[0]].head
    if word.tag[:2] == "RB":
        told_how = any(tokens[i].lower == "how" for i in clause.below[head])
        readers = any(tokens[i].lower in ("you", "them") and i in clause.to for i in range(head))
        return told_how or (readers and not clause.passive) or _is_manner(part, head)
    return _is_of_other_things(part, at[0])


def _is_manner(part: Part, head: int) -> bool:
    """Return whether a verb is what people do without what is offered: "use tools safely", "kept safely"."""
    offered = any(name.category in MEANS for name in part.named) or part.spans(*GENERIC, "ware", "we")
    return not offered and head not in part.at(*_EFFECTS)


def _is_of_other_things(part: Part, at: int) -> bool:
    """Return whether it is said of what nobody is treated with: safe water, safe care, a seat that is safe."""
    tokens = part.clause.tokens
    while tokens[at].dep == "conj":
        at = tokens[at].head
    if tokens[at].dep == "amod":
        noun, treated = tokens[at].head, part.at(*GENERIC, "ware", "given-matter", "safe-of")
        named = any(n.category in MEANS and n.start <= tokens[noun].start < n.end for n in part.named)
        return not named and noun not in treated
    verb, others = tokens[at].head, part.at("safe-thing")
    others |= {i for n in part.named if n.category == "people" for i in part.positions(Span(n.start, n.end))}
    subjects = {i for i in part.clause.below[verb] if tokens[i].dep in NOUN_SUBJECTS}
    # "Water that you know is safe"
    subjects |= {i for i in path_up(tokens, verb)[1:] if tokens[i].tag[:2] == "NN"}
    seen_to = any(span.start < tokens[at].start for span in part.spans("make-sure"))
    return tokens[at].dep == "acomp" and (seen_to or not others.isdisjoint(subjects))
