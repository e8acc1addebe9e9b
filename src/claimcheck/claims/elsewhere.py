"""Clause -> whether it tells of what goes on without what is offered: in every body, in the past, in what people want."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.claims.doers import COMING, is_pointed_at
from claimcheck.claims.names import MEANS

if TYPE_CHECKING:
    from claimcheck.claims.cues import Part

_FINITE = ("VBD", "VBZ", "VBP")


def is_of_the_body(part: Part) -> bool:
    """Return whether the doer is a part of the body that acts by itself: "receptors in the brain", "the hormone"."""
    heads = {i for span in part.spans("body-agent") for i in part.positions(span)[-1:]}
    acting = [i for i in part.clause.who if i in heads or _is_part_that_acts(part, i)]
    if any(part.text(span).split()[0] in COMING for span in part.clause.phrases(acting)):
        return False  # "dormant neurons switch on": by what is offered
    return bool(acting) and not any(is_pointed_at(part, span) for span in part.spans("body-agent"))


def _is_part_that_acts(part: Part, noun: int) -> bool:
    """Return whether a noun of which something is told is a part of the body: "a part of the brain that steers it"."""
    tokens, below = part.clause.tokens, part.clause.below
    if noun in part.clause.own:
        return False
    held = [noun]
    if any(noun in part.positions(span) for span in part.spans("part-noun")):
        held += [j for of in below[noun] if tokens[of].lower == "of" for j in below[of]]
    names = [name for name in part.reading.names[part.sentence.position] if name.category == "body"]
    return any(name.start <= tokens[i].start < name.end for name in names for i in held)


def describes_people(part: Part) -> bool:
    """Return whether a clause only tells what people want or bear: "adults seeking support", "those who live with"."""
    tokens, verb = part.clause.tokens, part.clause.verbs[0]
    if tokens[verb].dep not in ("acl", "relcl"):
        return False
    bears = any(verb in part.positions(s) for s in part.spans("want-or-bear"))
    if not bears and not _lacks_means(part):
        return False
    noun = tokens[tokens[verb].head]
    names = part.reading.names[part.sentence.position]
    people = any(n.category == "people" and n.start <= noun.start < n.end for n in names)
    return people or any(span.start <= noun.start < span.end for span in part.spans("person-noun"))


def _lacks_means(part: Part) -> bool:
    """Return whether people are said to go without what could be taken: "those who have lost iron"."""
    if not any(i in part.clause.verbs for span in part.spans("lose-verb") for i in part.positions(span)):
        return False
    held = part.clause.phrases(part.clause.to)
    names = [n for n in part.reading.names[part.sentence.position] if n.category in MEANS]
    return any(span.holds(name.start, name.end) for span in held for name in names)


def is_history(part: Part) -> bool:
    """Return whether something is told as it came about in an age that is past: "in the nineteenth century, … fell"."""
    reading, sentence, tokens = part.reading, part.sentence, part.clause.tokens
    held = [s for s in reading.by_block[sentence.block] if s.position <= sentence.position]
    if not any(reading.spans(s, "past-age") for s in held) or part.spans("we"):
        return False
    at = part.clause.verbs[0]
    while tokens[at].tag not in _FINITE and tokens[at].head != at:
        at = tokens[at].head
    # "Has been used for a century" goes on today.
    lasting = any(tokens[i].lower in ("has", "have", "can", "will", "may") for i in part.clause.below[at])
    return tokens[at].tag == "VBD" and not lasting
