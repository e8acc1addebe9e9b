"""Clause -> direction: whether what it claims is a benefit, a harm or no difference, and by which word.

What is done is weighed with what it is done to: less pain and more mobility are benefits, more pain and a raised risk
are harms. Where neither is known for good or bad, what a page claims is taken for a benefit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.claims.harmless import spares
from claimcheck.claims.reach import top_of
from claimcheck.model import Cue, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from claimcheck.claims.cues import Part
    from claimcheck.model import Name

# So many words stand between a recovery and what it is from ("recovery from a sprained").
_NEAR = 3
_RID_OF = ("from", "of", "against", "to")
_BAD = ("condition", "risk")
# Which way a class of verbs moves what it is done to.
_MOVES = {"increase-verb": "up", "reduce-verb": "down"}


def direction_of(
    part: Part, verbs: Sequence[tuple[str, Span]], gains: Sequence[Span], names: Sequence[Name], kinds: Sequence[str]
) -> tuple[str, tuple[Cue, ...]]:
    """Return the direction of a clause, by its claim verbs (with their class), nouns of gain and kinds, and its cue."""
    for direction, span in _found(part, verbs, gains, names, kinds):
        scope = _object_of(part, span)
        return direction, (Cue("direction", direction, span.start, span.end, scope.start, scope.end),)
    return (_of_comparison(part, names) if "comparison" in kinds else "none"), ()


def _of_comparison(part: Part, names: Sequence[Name]) -> str:
    """Return what a comparison without a verb of change tells: "function was lower with the drug" is a harm."""
    for span in part.own("more-or-less"):
        held = _object_of(part, span)
        if held.holds(*span):
            # The word stands in its own phrase: what it is said of stands before it, behind the last comma.
            start = part.clause.span.start
            held = Span(start + part.text(Span(start, span.start)).rfind(",") + 1, span.start)
        way, worth = _way(part, span), _worth(part, held, names)
        if way and worth:
            return "benefit" if (way == "up") is (worth == "good") else "harm"
        if way and is_result(part):
            return "none"
    return "benefit"


def is_result(part: Part) -> bool:
    """Return whether a study is said to have found more or less of something, whatever that is."""
    return bool(part.own("study-noun") and part.own("more-or-less"))


def _found(
    part: Part, verbs: Sequence[tuple[str, Span]], gains: Sequence[Span], names: Sequence[Name], kinds: Sequence[str]
) -> Iterable[tuple[str, Span]]:
    """Yield the directions that hold with their words, the one that decides first."""
    yield from (("no-difference", span) for span in _nulls(part))
    if "safety" not in kinds:
        yield from (("harm", span) for span in _harms(part, verbs, gains, names))
    turned = _is_told_of_others(part)
    yield from (("harm" if turned else "benefit", span) for span in (*(span for _, span in verbs), *gains))
    if "safety" in kinds:
        safe = part.own("safe", "absolute-safety") or part.own("free-of", "negator")
        yield from (("benefit", span) for span in (*safe, part.clause.span))


def _nulls(part: Part) -> list[Span]:
    """Return the words that tell of no difference, also where they are said of what hangs on them: "at easing pain"."""
    if spares(part):
        return []  # "does not affect the liver"
    own, tokens = part.own("no-difference"), part.clause.tokens
    if own or tokens[part.clause.verbs[0]].dep != "pcomp":
        return own
    above = part.above()
    near = {i for i, token in enumerate(tokens) if i in above or token.head in above}
    return [span for span in part.spans("no-difference") if not near.isdisjoint(part.positions(span))]


def _harms(
    part: Part, verbs: Sequence[tuple[str, Span]], gains: Sequence[Span], names: Sequence[Name]
) -> Iterable[Span]:
    """Yield the words that tell of harm: a verb of harm, bad things that grow, good ones that shrink."""
    head = part.clause.head
    yield from (span for span in part.own("harm-verb") if head in part.positions(span))
    if verbs:
        yield from part.own("ill-done")  # "heals poorly"
    if verbs and all(name == "harm-verb" for name, _ in verbs):
        yield verbs[0][1]
    first = verbs[0][1] if verbs else None
    for name, way in _MOVES.items():
        # A verb that also tells of a mechanism moves things all the same.
        if first in part.own(name) and _worth(part, _object_of(part, first), names) == (
            "bad" if way == "up" else "good"
        ):
            yield first
    # "Contributes to arthritis" helps nobody.
    causing = [span for name, span in verbs if name == "help-verb" and span in part.own("cause-verb")]
    yield from (span for span in causing if _worth(part, _object_of(part, span), names) == "bad")
    wanes = first is not None and not part.clause.to and first in part.own("wane-verb")
    if first is not None and wanes and _worth(part, _object_of(part, first), names) != "bad":
        yield first  # "memory declines"
    for span in gains:
        way = _way(part, span)
        if way and _worth(part, _object_of(part, span), names) == ("bad" if way == "up" else "good"):
            yield span
    if not verbs and not gains and any(name.category in _BAD for name in names):
        yield from part.own("cause-verb")


def _way(part: Part, gain: Span) -> str:
    """Return whether a word of more or less says up or down; "" for better and for nouns of benefit."""
    for way, name in (("up", "went-up"), ("down", "went-down")):
        if gain in part.spans("more-or-less") and any(span.holds(*gain) for span in part.spans(name)):
            return way
    return ""


def _object_of(part: Part, span: Span) -> Span:
    """Return what a word of change is said of: its object or complement, in a noun phrase the noun itself."""
    clause, tokens = part.clause, part.clause.tokens
    at = part.positions(span)
    top = top_of(tokens, at)
    if tokens[top].dep in ("acomp", "attr") and clause.who:
        return _joined(clause.phrases(clause.who))
    if top in clause.verbs or (tokens[top].dep in ("neg", "advmod") and tokens[top].head in clause.verbs):
        top = top if top in clause.verbs else tokens[top].head
        targets = [i for i in clause.to if tokens[i].head == top] or list(clause.to) or list(clause.who)
        held = _joined(clause.phrases(targets)) if targets else clause.phrase(top)
        # "Say goodbye to pain": the object is part of the phrase, what it is said of stands behind.
        return Span(span.start, clause.span.end) if span.holds(*held) and span != held else held
    if tokens[top].dep in ("amod", "advmod") and tokens[top].head != top:
        return clause.phrase(tokens[top].head)
    # "A decline in health and a rise in weight": each is said of its own.
    own = [i for i in clause.below[top] if tokens[i].dep == "conj" and tokens[i].tag[:2] == "NN"]
    held = clause.phrase(top)
    return Span(held.start, min((clause.phrase(i).start for i in own), default=held.end))


def _joined(spans: Sequence[Span]) -> Span:
    return Span(min(span.start for span in spans), max(span.end for span in spans))


def _worth(part: Part, held: Span, names: Sequence[Name]) -> str:
    """Return whether a phrase names a good or a bad thing, "" for neither; "pain relief" is a good one."""
    good = [span for span in part.spans("more-is-better") if held.holds(*span)]
    bad = [span for span in part.spans("less-is-better") if held.holds(*span)]
    bad += [Span(n.start, n.end) for n in names if n.category in _BAD and held.holds(n.start, n.end)]
    bad = [span for span in bad if not any(g.holds(*span) or _is_rid_of(part, g, span) for g in good)]
    return "bad" if bad else "good" if good else ""


def _is_rid_of(part: Part, good: Span, bad: Span) -> bool:
    """Return whether a good is one of being rid of something bad: "relief of pain", "immunity against infections"."""
    between = part.text(Span(good.end, bad.start)).split() if good.end < bad.start else []
    return bool(between) and between[0] in _RID_OF and len(between) <= _NEAR


def _is_told_of_others(part: Part) -> bool:
    """Return whether a gain is one of those who were not treated: "patients on placebo had less pain than …"."""
    against = part.own("against")
    # "It controls pain" names no arm, though it has the word of one.
    verbs = part.clause.verbs
    others = [span for span in part.own("base-arm") if not any(i in verbs for i in part.positions(span))]
    return bool(against and others) and all(span.end <= against[0].start for span in others)
