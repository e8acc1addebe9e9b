"""Clause -> the words by which a page that sells learning, work or money says more than a fact of the service.

What is promised there has no end of words; what a school, a broker or an agent tells of its service has few: what is
paid, sent, taught, held, begun. So on a page that sells, what is no such dealing and is said to come so soon, to hold
for all or for ever, to be better or best, or to be what the reader will be or do, is a promise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.claims.figures import is_time
from claimcheck.claims.gain import carrying, gain_in, has_taker, is_aside, is_counted, is_told_to, words_of
from claimcheck.claims.trade import is_of_trade
from claimcheck.model import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from claimcheck.claims.cues import Part
    from claimcheck.model import Figure, Name

# Blocks that speak for the page in its own words.
_SPOKEN = ("paragraph", "item", "cell", "description", "heading", "caption", "call-to-act", "answer")
# By which words it is said how soon something is there.
_SOON = ("in", "within", "inside", "after", "before", "by", "under")
_OWN = ("we", "our", "i", "my")
# What is allowed, owed or left open is no promise.
_OPEN = ("may", "might", "must", "should", "would", "need", "needs", "ought", "cannot", "can't")
_COMING = ("will", "'ll", "could", "wo", "won")
_NOBODY = ("nobody", "no")
_VERBS = ("VB", "VBP", "VBZ", "VBG", "VBN", "MD")
# Measures that are the most or more of themselves: "the latest start", "the lowest fee".
_TAGS_BEST = ("JJS", "RBS")
_TAGS_BETTER = ("JJR", "RBR")


def promise_in(part: Part, names: tuple[Name, ...], figures: tuple[Figure, ...], *, sells: bool) -> list[Span]:
    """Return the words by which a clause promises a gain, or anything more than a dealing where a page `sells`."""
    if not is_of_trade(part.reading):
        return []
    return gain_in(part, names, figures) or (_told(part, figures) if sells else [])


def _told(part: Part, figures: tuple[Figure, ...]) -> list[Span]:
    block = part.reading.document.blocks[part.sentence.block].kind
    if block not in _SPOKEN or is_aside(part) or is_counted(part, figures) or _is_dealing(part):
        return []
    ways: tuple[Callable[[], list[Span]], ...] = (
        lambda: _so_soon(part, figures),
        lambda: _for_all(part),
        lambda: _better_or_best(part, figures),
        lambda: _to_the_reader(part),
        lambda: _from_to(part),
    )
    return next((found for find in ways if (found := find())), [])


def _is_dealing(part: Part) -> bool:
    """Return whether a clause tells of what is paid, taught, sent and the like, or leaves open, allows or asks it."""
    clause, tokens = part.clause, part.clause.tokens
    if carrying(part, "dealing-verb") or any(tokens[i].lower in _OPEN for i in clause.own if tokens[i].dep in ("aux", "ROOT")):
        return True
    heads = {*clause.who, *(clause.to if clause.passive else ())} or {clause.head}
    return any(i in heads for span in part.own("dealing-thing") for i in part.positions(span))


def _so_soon(part: Part, figures: tuple[Figure, ...]) -> list[Span]:
    """Return how soon it is said to be there, where it is the reader, the page's own or nobody that comes to it."""
    clause = part.clause
    if clause.tokens[clause.head].tag == "VBD":
        return []
    words = words_of(part, clause.who)
    ours = not clause.who or has_taker(part, clause.who) or any(word in (*_OWN, "your") for word in words)
    times = [Span(f.start, f.end) for f in figures if is_time(f)]
    times += part.own("season-word")
    if not ours or not times:
        return []
    for word, i in clause.by_preposition:
        phrase = clause.phrase(i)
        if word in _SOON and any(phrase.holds(*time) for time in times):
            return [phrase]
    return []


def _for_all(part: Part) -> list[Span]:
    """Return the word by which it is said to hold for everybody, always, or never to fail."""
    clause, tokens = part.clause, part.clause.tokens
    who = words_of(part, clause.who)
    if who[:1] and who[0] in _NOBODY and any(tokens[i].lower in ("can", "could", "knows") for i in clause.own):
        return []
    for span in part.own("without-end"):
        behind = max(part.positions(span), default=0) + 1
        kept = {i for one in part.spans("dealing-thing", "time-unit") for i in part.positions(one)}
        if kept.isdisjoint((behind, behind + 1)):
            return [Span(span.start, clause.span.end) if span.start < clause.span.end else span]
    return []


def _better_or_best(part: Part, figures: tuple[Figure, ...]) -> list[Span]:
    """Return the word by which something is said to be best, or better than another; sizes and dates are neither."""
    clause, tokens = part.clause, part.clause.tokens
    sizes = {i for span in part.own("measure-word") for i in part.positions(span)}
    for i in sorted(clause.own - sizes):
        then = tokens[i + 1 : i + 2]
        if tokens[i].tag in _TAGS_BEST and not (tokens[i].lower in ("most", "least") and then and then[0].tag[:2] != "JJ"):
            return [Span(tokens[i].start, tokens[i].end)]
        if tokens[i].tag in _TAGS_BETTER and _is_compared(part, i):
            return [Span(tokens[i].start, tokens[i].end)]
    times = [f for f in figures if f.unit == "times" and any(t.lower in ("what", "as") for t in _behind(part, f.end))]
    return [Span(times[0].start, times[0].end)] if times else []


def _is_compared(part: Part, at: int) -> bool:
    """Return whether "than" stands behind, and no number behind that: "no more than 16 people"."""
    tokens = part.clause.tokens
    for i in range(at + 1, min(at + _OWN_FAR, len(tokens) - 1)):
        if tokens[i].lower == "than":
            return tokens[i + 1].tag not in ("CD", "SYM", "$")
    return False


# So many words may stand between "more" and "than".
_OWN_FAR = 6


def _behind(part: Part, end: int) -> Iterable[object]:
    return [token for token in part.clause.tokens if token.start >= end][:2]


def _to_the_reader(part: Part) -> list[Span]:
    """Return what the reader is said to be or do in time to come."""
    clause, tokens = part.clause, part.clause.tokens
    coming = any(tokens[i].lower in _COMING for i in clause.own)
    if not coming or words_of(part, clause.who) != ["you"]:
        return []
    head = tokens[clause.head]
    return [Span(head.start, head.end)]


def _from_to(part: Part) -> list[Span]:
    """Return the words by which a line leads from one state to another: "from a D to an A"."""
    clause, tokens = part.clause, part.clause.tokens
    first = tokens[min(clause.own)]
    text = part.text(clause.span)
    leads = first.lower == "from" and " to " in text and not any(letter.isdigit() for letter in text.partition(" to ")[0])
    return [clause.span] if leads and not part.spans("time-unit", "season-word") else []
