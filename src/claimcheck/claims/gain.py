"""Clause -> the words by which it says that people or their money come to something: work, pay, marks, no loss.

Who comes to it, how, and to what are asked of the grammar: "our alumni step into better jobs", "your savings will
grow", "we get you the raise", "you cannot lose". What happened and was counted is no promise, and neither is what is
only a condition of something else ("once you are hired").
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimcheck.claims.names import named_in
from claimcheck.claims.syntax import SELVES
from claimcheck.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Set

    from claimcheck.claims.cues import Part
    from claimcheck.model import Figure, Name

# What is sold on pages of trade, by the categories of the lexicon, and what is gained, by its names.
SOLD = ("course", "investment")
GOODS = frozenset(("job", "career", "salary", "placement", "interview", "business-income", "job-guarantee", "returns"))
# "Turns small savings into a pension".
_TURNS = ("turn", "turns", "turned")
_CONTRACTS = ("annuity", "savings")
_BY_US = tuple([word] for word in (*SELVES, "you", "your"))
_READERS = ("you", "your", "yourself")
_POINTED = ("our", "we", "this", "these", "it", "that", "which")
# By which prepositions something is come to: "into a new role", "to six figures".
_TO = ("into", "to", "with", "as", "on", "off", "for")
# What opens a condition, a time or a question, which promises nothing by itself.
_ONLY_IF = ("if", "unless", "once", "when", "until", "till", "whether", "before", "after")
_OPENING = ("mark", "advmod", "nsubj", "prep")
_ASIDE = ("advcl", "relcl", "acl", "ccomp", "csubj", "pcomp")
# Of a phrase with one of these there is none.
_NONE = ("no", "neither", "nor")
# How much of a good is told: "the number of interviews".
_UNITS = ("hour", "day", "week", "weekend", "month", "year", "shift", "client", "annum", "number", "amount", "share")
# By these somebody gets "back" what was theirs.
_GIVEN_BACK = ("get", "gets", "got", "receive", "receives", "have", "has", "give", "gives", "hand", "hands", "claim")
# What is said with these is left open.
_HEDGES = ("may", "might", "should", "would")
# So many people are a count of them; fewer are a manner of speech ("nine in ten").
_COUNTED = 20
# So many words may stand between a denial and what is denied.
_NEAR = 5
_OF_SO_MANY = re.compile(r"\b[Oo]f (?:the |our |all )?\d{2,}\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_GETTING = ("come-to-verb", "outgrow-verb")
_RATES = re.compile(r"\b(?:a|an|per|each|every) (?:day|week|month|quarter|year|annum)\b")
_ALL = (*_GETTING, "chosen-verb", "brought-verb", "grow-verb", "repay-verb", "comes-verb", "pass-verb", "money-lost")


def may_gain(classes: Set[str]) -> bool:
    """Return whether a sentence with some classes of words may tell of a gain, as far as that shows without grammar."""
    return not classes.isdisjoint(_ALL)


def gain_in(part: Part, names: tuple[Name, ...], figures: tuple[Figure, ...], *, sells: bool) -> list[Span]:
    """Return the words by which a clause says that people or their money gain, or lose nothing; none where none do.

    What people at large come to is only told where a page `sells`: guides tell of it as well.
    """
    own, tokens = part.clause.own, part.clause.tokens
    if not may_gain(part.reading.classes(part.sentence).keys()) or any(tokens[i].lower in _HEDGES for i in own):
        return []
    if (is_aside(part) and not _is_pledged(part)) or is_counted(part, figures):
        return []
    if tokens[part.clause.verbs[0]].dep in ("csubj", "csubjpass"):
        return []  # "making the leap to a new job is hard"
    takers = is_told_to(part) or (has_taker(part, part.clause.who) and (sells or _is_addressed(part)))
    found = _got(part, names, figures, _GETTING) if takers else []
    brought = has_means(part, names) and not _is_owed(part, names)
    found = found or (_got(part, names, figures, ("brought-verb",)) if brought else [])
    found = found or _chosen(part) or _repays(part, names) or _grows(part, sells=sells) or _comes(part)
    return found or (_passes(part) if takers else []) or _unlost(part)


def is_aside(part: Part) -> bool:
    """Return whether a clause only tells on what condition, when, or of whom something else is said.

    What hangs on such a clause is aside with it: "when traders risk more to make $9 a day".
    """
    tokens, at = part.clause.tokens, part.clause.verbs[0]
    while True:
        if tokens[at].dep in _ASIDE and any(
            tokens[i].dep in _OPENING and _opens(tokens[i].lower) for i in part.clause.below[at]
        ):
            return True
        if tokens[at].head == at:
            return False
        at = tokens[at].head


def _opens(word: str) -> bool:
    return word in _ONLY_IF or word in ("who", "whoever")


def _is_pledged(part: Part) -> bool:
    """Return whether it is what we say we do not rest before: "we do not stop until you are hired".

    A dealing that waits for it is only terms: "we take no fee until you are hired".
    """
    clause, tokens = part.clause, part.clause.tokens
    first = clause.verbs[0]
    above = tokens[first].head
    if above == first or not any(tokens[i].lower in ("until", "till") for i in clause.below[first]):
        return False
    around = [c for c in part.reading.clauses[part.sentence.position] if above in (c.head, *c.verbs)]
    return any(_is_our_rest(part._replace(clause=c)) for c in around)


def _is_our_rest(part: Part) -> bool:
    """Return whether a clause says that we do not rest, or that our work is not done."""
    clause = part.clause
    words = words_of(part, (*clause.who, *(clause.to if clause.passive else ())))
    done = clause.tokens[clause.head].lower in ("done", "finished", "over", "complete")
    ours = any(word in SELVES for word in words) and bool(part.own("negator"))
    return ours and (done or not is_dealing(part))


def is_counted(part: Part, figures: tuple[Figure, ...]) -> bool:
    """Return whether it tells what was counted: so many of so many, or what came about in a year."""
    if any(figure.n is not None and figure.n >= _COUNTED for figure in figures):
        return True
    told = part.reading.document.text[part.sentence.start : part.sentence.end]
    if _OF_SO_MANY.search(told):
        return True
    return part.clause.tokens[part.clause.head].tag in ("VBD", "VBN") and bool(_YEAR.search(told))


def carrying(part: Part, *classes: str) -> list[Span]:
    """Return the places of verbs of some classes on which the clause is built."""
    verbs = {*part.clause.verbs, part.clause.head}
    return [span for span in part.own(*classes) if not verbs.isdisjoint(part.positions(span))]


def words_of(part: Part, heads: Iterable[int]) -> list[str]:
    """Return the words of some phrases, in lower case."""
    return " ".join(part.text(span) for span in part.clause.phrases(heads)).split()


def has_taker(part: Part, heads: tuple[int, ...]) -> bool:
    """Return whether a phrase is of readers, of learners and the like, or of people whom the page calls its own."""
    words, named = words_of(part, heads), holds(part, heads, "gain-taker")
    if any(word in _READERS for word in words):
        return named or not any(word in _READERS[1:] for word in words)
    return named or words[:1] == ["i"]


def _is_addressed(part: Part) -> bool:
    """Return whether it is the reader, or people of the page's own, of whom something is said."""
    return any(word in (*_READERS, *SELVES) for word in words_of(part, part.clause.who))


def holds(part: Part, heads: Iterable[int], *classes: str) -> bool:
    """Return whether any of some phrases has a word of some classes."""
    phrases, places = part.clause.phrases(heads), part.spans(*classes)
    return any(phrase.holds(*place) for phrase in phrases for place in places)


def is_dealing(part: Part) -> bool:
    """Return whether a clause tells of what is paid, taught, sent and the like, or of a part of the service."""
    clause = part.clause
    heads = {*clause.who, *(clause.to if clause.passive or is_told_to(part) else ())} or {clause.head}
    things = part.own_at("dealing-thing")
    return bool(carrying(part, "dealing-verb")) or not heads.isdisjoint(things)


def is_told_to(part: Part) -> bool:
    """Return whether a clause begins with a verb that is said to the reader: "Double your pay"."""
    clause = part.clause
    verb = clause.tokens[clause.verbs[0]]
    # "Buy with nothing and pocket the profit": what is added is said to them too.
    top = clause.verbs[0]
    while clause.tokens[top].dep == "conj" and clause.tokens[top].head != top:
        top = clause.tokens[top].head
    first = clause.verbs[0] == min(clause.own) if top == clause.verbs[0] else top <= 1
    bare = verb.tag in ("VB", "VBP") and not any(clause.tokens[i].tag == "TO" for i in clause.below[clause.verbs[0]])
    return not clause.who and not clause.passive and bare and first


def has_means(part: Part, names: tuple[Name, ...], *, pointed: bool = True) -> bool:
    """Return whether the doer is what is sold or we who sell it; a word that only points at it where `pointed`."""
    clause = part.clause
    phrases = clause.phrases(clause.who)
    if pointed and any(word in _POINTED for phrase in phrases for word in part.text(phrase).split()[:1]):
        return True
    sold = any(name.category in SOLD for name in named_in(names, phrases))
    return sold or holds(part, clause.who, "teaching", "money-maker", "own-shop")


def _is_owed(part: Part, names: tuple[Name, ...]) -> bool:
    """Return whether the doer is a contract that owes what it pays: "an annuity gives you an income"."""
    return any(name.id in _CONTRACTS for name in named_in(names, part.clause.phrases(part.clause.who)))


def _got(part: Part, names: tuple[Name, ...], figures: tuple[Figure, ...], verbs: tuple[str, ...]) -> list[Span]:
    """Return the verb of getting, and to what, where what is got is work, pay, marks or money."""
    clause = part.clause
    if clause.passive and not has_taker(part, clause.to):
        return []  # "it can be taken as cash"
    lost = part.own_at("money-lost")
    if not lost.isdisjoint(clause.to):
        return []  # "it multiplies losses as well as gains"
    goods = [*part.spans("prize"), *(Span(n.start, n.end) for n in names if n.id in GOODS)]
    goods += [Span(figure.start, figure.end) for figure in figures if figure.unit == "money" or _is_rate(part, figure)]
    heads = [i for i in (*clause.to, *(i for word, i in clause.by_preposition if word in _TO)) if not _is_none(part, i)]
    rising = [*part.spans("outgrow-verb"), *(verb for verb in carrying(part, *verbs) if part.text(verb) in _TURNS)]
    for verb in carrying(part, *verbs):
        # What is made more of is the reader's own already: "lifts marks".
        for good in (*goods, *(part.spans("wealth-thing") if verb in rising else ())):
            if good.start >= verb.start and not _is_refund(part, verb) and any(_is_head(part, i, good) for i in heads):
                return [Span(verb.start, max(verb.end, good.end))]
    return []


def _is_none(part: Part, head: int) -> bool:
    """Return whether a phrase says that there is none of it: "we guarantee no pass", "neither a job nor pay"."""
    tokens = part.clause.tokens
    while tokens[head].dep == "conj" and tokens[head].head != head:
        head = tokens[head].head  # "nor a job" is in the list of what there is not
    return any(tokens[i].lower in _NONE for i in part.clause.below[head])


def _is_refund(part: Part, verb: Span) -> bool:
    """Return whether somebody only gets back what was theirs: "you get your money back"."""
    back = any(token.lower == "back" and token.start > verb.start for token in part.clause.tokens)
    return back and part.text(verb).split()[0] in _GIVEN_BACK


def _is_rate(part: Part, figure: Figure) -> bool:
    """Return whether a share is one that comes again and again: "a steady 9% a year"."""
    behind = part.reading.document.text[figure.end : part.sentence.end]
    return figure.unit == "percent" and bool(_RATES.match(behind.lower().lstrip()))


def _is_head(part: Part, head: int, good: Span) -> bool:
    """Return whether a phrase is one of a good: it ends in it, or tells how much of it ("the number of interviews")."""
    at = part.positions(good)
    if head in at:
        return True
    return part.clause.tokens[head].lower.rstrip("s") in _UNITS and part.clause.phrase(head).holds(*good)


def _chosen(part: Part) -> list[Span]:
    """Return the word by which people are said to be hired, admitted and the like."""
    clause = part.clause
    for verb in carrying(part, "chosen-verb"):
        bare = clause.tokens[clause.head].tag in ("VBN", "VBD") and not clause.who and not clause.to
        if clause.who and words_of(part, clause.who)[:1] not in _BY_US and _takes_ours(part):
            return [verb]
        if (clause.passive and has_taker(part, clause.to)) or (bare and clause.head == min(clause.own)):
            return [verb]
    return []


def _takes_ours(part: Part) -> bool:
    """Return whether somebody is said to take those whom the page has taught: "hospitals hire from our classes"."""
    heads = (*part.clause.to, *(i for word, i in part.clause.by_preposition if word in ("from", "out")))
    words = words_of(part, heads)
    return any(word in (*SELVES, *_READERS) for word in words) and part.clause.tokens[part.clause.head].tag != "VBD"


def _repays(part: Part, names: tuple[Name, ...]) -> list[Span]:
    """Return the verb by which what is sold, or its yield, is said to bear its cost: "pays for itself"."""
    held = holds(part, part.clause.who, "wealth-thing", "prize")
    return carrying(part, "repay-verb")[:1] if held or has_means(part, names) else []


def _grows(part: Part, *, sells: bool) -> list[Span]:
    """Return the verb by which what is the reader's, or surely everybody's, is said to grow."""
    clause = part.clause
    told = clause.tokens[clause.verbs[0]].dep != "relcl"  # "the time that your money has to grow"
    if not told or not holds(part, clause.who, "wealth-thing") or clause.tokens[clause.head].tag == "VBD":
        return []
    will = any(clause.tokens[i].lower in ("will", "'ll") for i in clause.own)
    sure = sells and (will or bool(part.own("come-what-may")))
    if not sure and not any(word in _READERS for word in words_of(part, clause.who)):
        return []
    return carrying(part, "grow-verb")[:1]


def _comes(part: Part) -> list[Span]:
    """Return the verb by which chances are said to come of themselves: "interviews follow", "tenants are lined up"."""
    clause = part.clause
    doers = (*clause.who, *(clause.to if clause.passive else ()))
    return carrying(part, "comes-verb")[:1] if holds(part, doers, "chance-thing") else []


def _passes(part: Part) -> list[Span]:
    """Return the verb by which an examination is said to be passed surely: "crack the paper on your first attempt"."""
    return carrying(part, "pass-verb")[:1] if part.own("at-first-go") else []


def _unlost(part: Part) -> list[Span]:
    """Return the denial of a loss with what is denied: "never lose", "cannot fall", "impossible to fail"."""
    who = part.clause.who
    words = words_of(part, who)
    about = holds(part, who, "wealth-thing", "gain-taker", "chance-thing") or is_told_to(part)
    about = about or any(word in (*_READERS, *SELVES, "it", "they") for word in words)
    if not about or part.spans("more-or-less"):
        return []
    for lost in part.own("money-lost"):
        for no in part.own("negator", "surely-not"):
            between = part.positions(Span(no.end, lost.start)) if no.end <= lost.start else None
            if between is not None and len(between) <= _NEAR:
                return [Span(no.start, lost.end)]
    return []
