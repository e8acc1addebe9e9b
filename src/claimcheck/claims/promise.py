"""Clause -> the words by which a page that sells learning, work or money promises more than a fact of its service.

A promise is about somebody or something: those who buy (readers, learners, their money), or what is sold. It says of
them what nobody can know beforehand: that they rank above others, that it is so for all and always, how soon it comes,
what they will be. What is paid, sent, taught or held is a dealing of the service, and other people's affairs are no
offer, however surely either is told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.claims.figures import is_time
from claimcheck.claims.gain import (
    carrying,
    gain_in,
    has_means,
    has_taker,
    holds,
    is_aside,
    is_counted,
    is_dealing,
    is_told_to,
    words_of,
)
from claimcheck.claims.ranks import is_good, ranks_in
from claimcheck.claims.syntax import BE, BE_CUT, COMPARATIVES, FINITE, SELVES, SUPERLATIVES
from claimcheck.claims.trade import is_of_trade
from claimcheck.model import Span

if TYPE_CHECKING:
    from claimcheck.claims.cues import Part
    from claimcheck.model import Figure, Name

# Blocks that speak for the page in its own words.
_SPOKEN = ("paragraph", "item", "cell", "description", "heading", "caption", "call-to-act", "answer")
# What users tell is a story of their own.
_OTHERS = ("testimonial", "quotation")
# By which words it is said how soon something is there.
_SOON = ("in", "within", "inside", "after", "before", "by", "under")
# What grows so is no promise.
_SLOW = ("slowly", "little", "barely", "hardly", "rarely")
# What is allowed, owed or left open is no promise.
_OPEN = ("may", "might", "must", "should", "would", "need", "needs", "ought", "cannot", "can't")
_COMING = ("will", "'ll", "could", "wo", "won")
_BECOMING = ("be", "become")
_NOBODY = ("no", "not", "none")
# Of so few nothing is promised.
_SOME = ("some", "few", "many", "several", "half", "most", "a", "one")
_ALL = ("every", "each", "all", "everyone", "everybody", "anyone", "anybody", "any")
_SELF = ("itself", "themselves")
_NO_MATTER = ("no", "whatever", "wherever", "however")
_ANYTHING = (["it"], ["that"], ["which"])
# So many words say something; fewer are an answer.
_WORDS = 3


def promise_in(part: Part, names: tuple[Name, ...], figures: tuple[Figure, ...], *, sells: bool) -> list[Span]:
    """Return the words by which a clause promises a gain, or anything more than a dealing where a page `sells`."""
    if not is_of_trade(part.reading) or part.stands_in in _OTHERS:
        return []
    return gain_in(part, names, figures, sells=sells) or (_told(part, names, figures) if sells else [])


def _told(part: Part, names: tuple[Name, ...], figures: tuple[Figure, ...]) -> list[Span]:
    words = [i for i in part.clause.own if part.clause.tokens[i].dep != "punct"]
    if part.stands_in not in _SPOKEN or len(words) < _WORDS or is_aside(part) or is_counted(part, figures):
        return []
    found = ranks_in(part, names, figures) or _invited(part)
    if found or _is_left_open(part) or is_dealing(part):
        return found
    if not _is_said(part):
        return _from_to(part) or _named_gain(part)
    found = _soon(part, figures) or _of_all(part, names) or _always(part, names) or _becoming(part)
    return found or _of_takers(part) or _courted(part) or _kept_up(part, names, figures)


def _is_said(part: Part) -> bool:
    """Return whether a clause says something of somebody, or tells readers what to do; "what they do" is spoken of."""
    tokens, own = part.clause.tokens, part.clause.own
    finite = any(tokens[i].tag in FINITE or tokens[i].dep == "nsubj" for i in own)
    return (finite or is_told_to(part)) and tokens[min(own)].tag[:1] != "W"


def _is_left_open(part: Part) -> bool:
    """Return whether a clause tells what may, must or should be."""
    tokens = part.clause.tokens
    return any(tokens[i].lower in _OPEN and tokens[i].dep in ("aux", "ROOT") for i in part.clause.own)


def _is_owned(part: Part) -> bool:
    """Return whether a clause is about what belongs to the reader: "your flat"."""
    owned = "your" in words_of(part, part.clause.who)
    return owned and holds(part, part.clause.who, "wealth-thing", "prize")


def _soon(part: Part, figures: tuple[Figure, ...]) -> list[Span]:
    """Return how soon it is said to be there, where buyers come to it or we do it to what is theirs."""
    clause = part.clause
    slow = any(clause.tokens[i].lower in _SLOW for i in clause.own)
    if clause.tokens[clause.head].tag == "VBD" or slow:
        return []
    theirs = holds(part, clause.to, "wealth-thing", "prize", "gain-taker", "chance-thing")
    ours = any(word in SELVES for word in words_of(part, clause.who)) and theirs
    grows = holds(part, clause.who, "wealth-thing") and carrying(part, "grow-verb")
    if not (ours or grows or has_taker(part, clause.who) or _is_owned(part) or is_told_to(part)):
        return []
    times = _times(figures) + part.own("season-word")
    for word, i in clause.by_preposition:
        phrase = clause.phrase(i)
        if word in _SOON and any(phrase.holds(*time) for time in times):
            return [phrase]
    return []


def _of_all(part: Part, names: tuple[Name, ...]) -> list[Span]:
    """Return the words by which it is said of every buyer that they come to it, or of none that they do not."""
    clause = part.clause
    words = words_of(part, clause.who)
    if not has_taker(part, clause.who):
        return []
    none = any(word in _NOBODY for word in words[:1]) and not any(word in _ALL for word in words[1:2])  # "not every"
    every = any(word in _ALL for word in words[:1]) and not part.own("negator")
    good = bool(carrying(part, "pass-verb", "come-to-verb")) or any(is_good(part, names, i) for i in clause.to)
    lost = part.own("money-lost") or part.own("telling-verb")
    verb = clause.tokens[clause.head]
    if none and not lost:
        return [Span(clause.span.start, verb.end)]  # "no saver of ours": the denial is what is promised
    return [Span(verb.start, verb.end)] if every and good else []


def _always(part: Part, names: tuple[Name, ...]) -> list[Span]:
    """Return the word by which what is sold, or is to be gained, is said to be so always, surely or by itself."""
    clause, tokens = part.clause, part.clause.tokens
    words = words_of(part, clause.who)
    about = has_means(part, names, pointed=words[:1] != ["we"] and words[:1] not in _ANYTHING) or _is_owned(part)
    if (
        not (about or holds(part, clause.who, "chance-thing"))
        or part.own("telling-verb")
        or (part.own("money-lost") and not part.own("negator"))
    ):
        return []
    for i in clause.to:
        # "It sells itself": nobody has to do anything.
        if tokens[i].lower in _SELF and tokens[i].dep == "dobj":
            return [Span(tokens[clause.head].start, tokens[i].end)]
    still = tokens[clause.head].lower in (*BE, *BE_CUT)
    for span in part.own("without-end"):
        first = tokens[min(part.positions(span), default=0)]
        sure = first.tag[:2] in ("JJ", "VB")
        endless = first.tag[:2] == "RB" or (first.lower in _NO_MATTER and part.text(span) not in ("no", "however"))
        if (still and sure) or (not still and endless):
            return [span]
    return []


def _becoming(part: Part) -> list[Span]:
    """Return what readers are to be, or are told to become: "you will be the one", "become a winning trader"."""
    clause, tokens = part.clause, part.clause.tokens
    head = tokens[clause.head]
    if head.lower not in _BECOMING:
        return []
    if is_told_to(part):
        # "Become a sought-after coder"; "become a member" only tells of the service.
        better = {i for i, t in enumerate(tokens) if t.tag in SUPERLATIVES} | part.at("well-off")
        told = [i for i in clause.to if not better.isdisjoint(part.positions(clause.phrase(i)))]
        return [Span(head.start, tokens[told[0]].end)] if told else []
    words = words_of(part, clause.who)
    reader = words == ["you"] or (words[:1] == ["your"] and has_taker(part, clause.who))
    if not reader or not any(tokens[i].lower in _COMING for i in clause.own):
        return []
    # "One of twelve pupils", "a member" only tell of the service.
    for i in clause.to:
        thing = tokens[i].dep == "attr" and not any(word == "of" for word, _ in clause.by_preposition)
        kind = holds(part, (i,), "gain-taker", "dealing-thing")
        if (thing and not kind) or tokens[i].tag in COMPARATIVES or holds(part, (i,), "well-off", "prize"):
            return [Span(head.start, tokens[i].end)]
    return []


def _from_to(part: Part) -> list[Span]:
    """Return the words by which a line leads from one state to another: "from a D to an A"."""
    clause, tokens = part.clause, part.clause.tokens
    first = tokens[min(clause.own)]
    start, to, _ = part.text(clause.span).partition(" to ")
    dated = any(span.start < clause.span.start + len(start) for span in part.own("time-unit", "season-word"))
    leads = first.lower == "from" and to and not dated and not any(letter.isdigit() for letter in start)
    return [clause.span] if leads else []


def _of_takers(part: Part) -> list[Span]:
    """Return what those who bought from us are said to do as a rule.

    What some did is a fact that can be looked up, not a rule.
    """
    clause, tokens = part.clause, part.clause.tokens
    head, words = tokens[clause.head], words_of(part, clause.who)
    ours = has_taker(part, clause.who) and any(word in (*SELVES, "with") for word in words) and len(words) > 1
    if not ours or words[0] in _SOME or clause.passive or head.tag not in ("VB", "VBP", "VBZ"):
        return []
    better = any(tokens[i].tag in COMPARATIVES for i in clause.own)
    if (head.lower in (*BE, *BE_CUT) and not better) or part.own("negator", "money-lost", "chosen-verb"):
        return []
    return [Span(head.start, head.end)]


def _courted(part: Part) -> list[Span]:
    """Return how others are said to want those who bought: "salons fight over our stylists"."""
    clause = part.clause
    heads = (*clause.to, *(i for _, i in clause.by_preposition))
    sought = any(word in (*SELVES, "you", "your") for word in words_of(part, heads))
    plural = bool(clause.who) and all(clause.tokens[i].tag in ("NNS", "NNPS") for i in clause.who)
    if not sought or not plural or clause.passive or has_taker(part, clause.who):
        return []
    return carrying(part, "court-verb")[:1]


def _kept_up(part: Part, names: tuple[Name, ...], figures: tuple[Figure, ...]) -> list[Span]:
    """Return for how long what is sold is said to have done what it is bought for: "has beaten its index for years"."""
    clause, tokens = part.clause, part.clause.tokens
    perfect = any(tokens[i].lower in ("has", "have", "'ve", "'s") for i in clause.own)
    if not perfect or clause.passive or tokens[clause.head].tag != "VBN" or carrying(part, "service-verb"):
        return []
    if not clause.to or not has_means(part, names):
        return []
    return _times(figures)[:1]


def _times(figures: tuple[Figure, ...]) -> list[Span]:
    return [Span(figure.start, figure.end) for figure in figures if is_time(figure)]


def _named_gain(part: Part) -> list[Span]:
    """Return a gain that a line names and says more of: "a steady job for life", "income without work"."""
    clause, tokens = part.clause, part.clause.tokens
    if clause.who or tokens[clause.head].tag[:2] != "NN":
        return []
    praised = any(tokens[i].dep in ("amod", "compound") for i in clause.below[clause.head])
    held = any(clause.head in part.positions(span) for span in part.own("prize"))
    more = any(word in ("without", "for", "with") for word, _ in clause.by_preposition)
    return [clause.phrase(clause.head)] if held and praised and (more or part.own("without-end")) else []


def _invited(part: Part) -> list[Span]:
    """Return what readers are told to leave behind: "kiss your boss goodbye", "never pay rent again"."""
    clause, tokens = part.clause, part.clause.tokens
    head, first = tokens[clause.head], tokens[min(clause.own)]
    if first.lower == "never" and head.tag in ("VB", "VBP") and any(tokens[i].lower == "again" for i in clause.own):
        return [Span(first.start, head.end)]
    return carrying(part, "part-with")[:1] if is_told_to(part) else []
