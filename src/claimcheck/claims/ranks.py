"""Clause -> the word by which it sets what a page of trade sells, or those who buy it, above others.

"Best" and "better than" rank something. Only a rank of what is sold, of who sells it, or of what buyers come to is a
promise: "the best place to begin" and "in its simplest form" rank other things, and how old, large or well known
something is can be looked up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.claims.gain import GOODS, SOLD, carrying, has_taker, holds, is_dealing, words_of
from claimcheck.claims.syntax import BE_CUT, COMPARATIVES, SUPERLATIVES
from claimcheck.model import Span

if TYPE_CHECKING:
    from claimcheck.claims.cues import Part
    from claimcheck.model import Figure, Name

# No praise, whatever stands behind.
_LEAST = ("worst", "least")
_AMOUNTS = ("more", "less", "fewer")
# Who is pointed at as what is sold; "it" and "which" point at anything.
_OURS = ("we", "our", "ours", "this", "these", "i", "my")
# What was best tells of the past.
_IS = ("am", "is", "are", "be", *BE_CUT)
# A way, a place or a time is best for somebody to do something, which sells nothing.
_WAYS = ("way", "ways", "place", "places", "time", "times", "step", "steps", "point", "interest", "interests")
# So many words may stand between "more" and "than".
_FAR = 6


def ranks_in(part: Part, names: tuple[Name, ...], figures: tuple[Figure, ...]) -> list[Span]:
    """Return the word by which something sold, or what buyers come to, is best, better than others or twice as much."""
    tokens = part.clause.tokens
    sizes = part.own_at("measure-word")
    for i in sorted(part.clause.own):
        size = i in sizes or (tokens[i].tag == "RBS" and i + 1 in sizes)  # "most popular"
        if _is_best(part, names, i, size) or (i not in sizes and _is_better(part, names, i)):
            return [Span(tokens[i].start, tokens[i].end)]
    behind = {f: [t.lower for t in tokens if t.start >= f.end][:2] for f in figures if f.unit == "times"}
    found = [Span(f.start, f.end) for f, words in behind.items() if "what" in words or "as" in words]
    return found or [span for span in part.own("times-word") if "as" in _next(part, span)]


def _next(part: Part, span: Span) -> list[str]:
    return [token.lower for token in part.clause.tokens if token.start >= span.end][:1]


def is_good(part: Part, names: tuple[Name, ...], at: int) -> bool:
    """Return whether a word is what buyers are to come to: pay, a return, marks."""
    goods = [*part.spans("prize", "wealth-thing"), *(Span(n.start, n.end) for n in names if n.id in GOODS)]
    return any(at in part.positions(good) for good in goods)


def _is_best(part: Part, names: tuple[Name, ...], at: int, size: bool) -> bool:
    """Return whether a word says that what is sold is best of all; of a size ("highest") only where it is of a good."""
    token = part.clause.tokens[at]
    only = token.lower == "only" and token.dep == "amod"
    best = token.tag in SUPERLATIVES and token.lower not in _LEAST and not _is_a_share(part, at)
    if not only and not best:
        return False
    noun = _ranked(part, at)
    if size or only:
        return noun is not None and (is_good(part, names, noun) if size else _is_sold(part, names, noun))
    if noun is not None and _is_sold(part, names, noun):
        return True
    way = noun is not None and part.clause.tokens[noun].lower in _WAYS
    # "Our school is the finest"; "a bond, in its simplest form, is a loan" says nothing of a rank.
    told = at > part.clause.head and part.clause.tokens[part.clause.head].lower in _IS
    return told and _is_of_offer(part, names, named=way)


def _ranked(part: Part, at: int) -> int | None:
    """Return the noun that a superlative stands before: "the best forex course"; None where none does."""
    tokens = part.clause.tokens
    while tokens[at].dep in ("amod", "advmod", "conj", "compound", "nmod") and tokens[at].head != at:
        at = tokens[at].head
        if tokens[at].tag[:2] == "NN":
            return at
    return None


def _is_a_share(part: Part, at: int) -> bool:
    """Return whether "most" is so many of them, not how good one is: "most posts", "most of them"."""
    tokens = part.clause.tokens
    return tokens[at].lower == "most" and at + 1 < len(tokens) and tokens[at + 1].tag[:2] != "JJ"


def _is_sold(part: Part, names: tuple[Name, ...], at: int) -> bool:
    """Return whether a noun is of what is sold on pages of trade: a course, a school, an investment."""
    named = any(n.category in SOLD and at in part.positions(Span(n.start, n.end)) for n in names)
    return named or any(at in part.positions(span) for span in part.own("praised-kind", "teaching", "money-maker"))


def _is_of_offer(part: Part, names: tuple[Name, ...], *, named: bool = False) -> bool:
    """Return whether a clause is about what is sold or who sells it; `named` asks for a name, no pointing word."""
    clause = part.clause
    words = words_of(part, clause.who)
    pointed = not named and any(word in _OURS for word in words)
    return pointed or any(_is_sold(part, names, i) for i in clause.who)


def _is_better(part: Part, names: tuple[Name, ...], at: int) -> bool:
    """Return whether what is sold, or what buyers come to, is said to be better than another."""
    clause, token = part.clause, part.clause.tokens[at]
    if token.tag not in COMPARATIVES or not _is_compared(part, at) or clause.tokens[clause.verbs[0]].dep == "relcl":
        return False
    good = any(is_good(part, names, i) for i in clause.own) or bool(carrying(part, "come-to-verb"))
    if token.lower in _AMOUNTS and token.dep != "advmod" and not good:
        return False
    takers = has_taker(part, clause.who) or any(is_good(part, names, i) for i in clause.who)
    return (takers or _is_of_offer(part, names) or holds(part, clause.who, "own-shop")) and not is_dealing(part)


def _is_compared(part: Part, at: int) -> bool:
    """Return whether "than" stands behind, and no number behind that: "no more than 16 people"."""
    tokens = part.clause.tokens
    for i in range(at + 1, min(at + _FAR, len(tokens) - 1)):
        if tokens[i].lower == "than":
            return tokens[i + 1].tag not in ("CD", "SYM", "$")
    return False
