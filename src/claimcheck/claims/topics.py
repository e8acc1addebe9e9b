"""Words -> whether they only name: what somebody is called, what is talked of, what a list is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.claims.names import GENERIC, lent
from claimcheck.claims.syntax import BULLETS, FINITE

if TYPE_CHECKING:
    from claimcheck.claims.cues import Part
    from claimcheck.model import Span

# How what is spoken of hangs on the word that says so: "a discussion of better sleep".
_SPOKEN_OF = ("pobj", "prep", "dobj", "conj", "compound", "amod", "nmod", "agent")
# The words that begin a question within a sentence: how, whether, which, what.
_ASKING = ("WRB", "WP", "WDT", "IN")
# A word in capitals that is no longer may be a unit or an abbreviation.
_SHORT = 3


def is_proper(part: Part, span: Span) -> bool:
    """Return whether a noun is part of what somebody is called: "Summit Health & Wellness"."""
    tokens, at = part.clause.tokens, part.positions(span)
    if not at or any(tokens[i].tag[:3] != "NNP" for i in at):
        return False
    before = at[0] - (2 if at[0] > 1 and tokens[at[0] - 1].tag == "CC" else 1)
    return any(0 <= i < len(tokens) and tokens[i].tag[:3] == "NNP" for i in (before, at[-1] + 1))


def is_in_a_name(part: Part, span: Span) -> bool:
    """Return whether a word is part of what an illness or a harm is called: "heart attack", "lose money"."""
    nouns = all(part.clause.tokens[i].tag[:2] == "NN" for i in part.positions(span))
    ills = [name for name in part.named if name.category in ("condition", "risk") and name.end >= span.end]
    ends = nouns and any(name.start < span.start for name in ills)
    return ends or any(name.category == "risk" and name.start == span.start and name.end > span.end for name in ills)


def is_topic(part: Part, span: Span) -> bool:
    """Return whether a noun only says what is spoken of: a wellness protocol, the heading "Health Benefits"."""
    clause = part.clause
    at = [i for i in part.positions(span) if clause.tokens[i].tag[:2] == "NN"]
    sold = part.own_at(*GENERIC)
    if at and all(clause.tokens[i].dep in ("compound", "nmod") and clause.tokens[i].head in sold for i in at):
        return True
    verbless = not any(clause.tokens[i].tag[:2] in ("VB", "MD") for i in clause.own)
    governs = any(clause.tokens[j].dep == "prep" for i in at for j in clause.below[i])
    return verbless and part.stands_in == "heading" and not governs


def is_talked_of(part: Part, span: Span) -> bool:
    """Return whether a noun is what is spoken of or looked into: "is discussed in wellness", "an examination of …"."""
    tokens = part.clause.tokens
    talk = part.at("talk-word")
    at = (part.positions(span) or [0])[0]
    while tokens[at].head != at and at not in talk:
        # Only what hangs on it by a preposition or as its object is spoken of.
        # "Ways to ease pain" is spoken of with the ways.
        said_of = tokens[at].dep in ("acl", "relcl", "pcomp") and tokens[at].tag in ("VB", "VBG")
        if tokens[at].dep not in _SPOKEN_OF and not said_of:
            return False
        at = tokens[at].head
    return at in talk and at not in part.positions(span)


def is_time_after(part: Part, span: Span) -> bool:
    """Return whether a noun only says when: "post-surgery recovery", "Post-PRP or -laser recovery"."""
    if span not in part.spans("time-after"):
        return False
    phrases = (part.clause.phrase(part.positions(span)[-1]), part.clause.span)
    return any(part.text(held).startswith(("post-", "post ", "post‑")) for held in phrases)


def leaves_open(part: Part, span: Span) -> bool:
    """Return whether it is left open which way something goes: "gait influences how a joint is loaded"."""
    if span not in part.spans("neutral-effect"):
        return False
    tokens = part.clause.tokens
    behind = next((token.tag for token in tokens if token.start >= span.end), "")
    return behind in _ASKING


def is_listed_topic(part: Part) -> bool:
    """Return whether a bullet that begins with no verb stands under words for signs of an illness, or for studies."""
    block = part.block
    if block.kind not in BULLETS or part.clause.tokens[0].tag in (*FINITE, "VB"):
        return False
    told = lent(part.reading, block.above).nearest if block.above is not None else frozenset()
    return "topic-lead" in told and "gain-lead" not in told


def is_named(part: Part, studies: list[Span]) -> bool:
    """Return whether a study has a name of its own: "the NR1 trial"."""
    tokens, below = part.clause.tokens, part.clause.below
    nouns = [i for span in studies for i in part.positions(span)]
    return any(tokens[i].dep == "compound" and tokens[i].tag[:3] == "NNP" for noun in nouns for i in below[noun])


def is_called(part: Part, studies: list[Span]) -> bool:
    """Return whether a word in capitals calls a study: "the STRIDE trial"; the grammar takes it for any noun."""
    tokens, text = part.clause.tokens, part.reading.document.text
    before = [tokens[i - 1] for span in studies for i in part.positions(span)[:1] if i]
    return any(t.end - t.start > _SHORT and text[t.start : t.end].isupper() for t in before)


def asks_expectation(part: Part) -> bool:
    """Return whether the question that a paragraph answers asks what can be expected."""
    lead = part.block.lead
    if lead is None:
        return False
    return "expectation" in lent(part.reading, lead).classes
