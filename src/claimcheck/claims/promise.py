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
    from claimcheck.claims.cues import Part
    from claimcheck.model import Figure, Name

# Blocks that speak for the page in its own words.
_SPOKEN = ("paragraph", "item", "cell", "description", "heading", "caption", "call-to-act", "answer")
# What users tell is a story of their own.
_OTHERS = ("testimonial", "quotation")
# By which words it is said how soon something is there.
_SOON = ("in", "within", "inside", "after", "before", "by", "under")
_OWN = ("we", "our", "i", "my")
# Who sells is nobody who bought.
_SELLERS = (["i"], ["we"])
# What is allowed, owed or left open is no promise.
_OPEN = ("may", "might", "must", "should", "would", "need", "needs", "ought", "cannot", "can't")
_COMING = ("will", "'ll", "could", "wo", "won")
_BEING = ("am", "is", "are", "was", "were", "be", "come", "comes", "came")
# Who does so for years is only old; and those who serve here are no world at large.
_LASTING = ("been", "taught", "worked", "served", "run", "helped", "trained", "existed", "lived", "had")
_STAFF = ("teachers", "advisers", "experts", "allied-professionals")
# Of so few nothing is promised.
_SOME = ("some", "few", "many", "several", "half", "if")
_NOBODY = ("nobody", "no")
_SELF = ("itself", "themselves")
# Words that leave nothing out of what they stand before.
_DETERMINERS = ("every", "all", "any", "no", "zero")
_NAMED = ("NN", "JJ", "VB", "RB", "DT", "PR", "IN")
# So many words say something; fewer are an answer.
_WORDS = 3
# So many words may stand between "more" and "than".
_FAR = 6
_FINITE = ("VBZ", "VBP", "VBD", "MD")
_TAGS_BEST = ("JJS", "RBS")
_TAGS_BETTER = ("JJR", "RBR")


def promise_in(part: Part, names: tuple[Name, ...], figures: tuple[Figure, ...], *, sells: bool) -> list[Span]:
    """Return the words by which a clause promises a gain, or anything more than a dealing where a page `sells`."""
    if not is_of_trade(part.reading) or part.reading.document.blocks[part.sentence.block].kind in _OTHERS:
        return []
    return gain_in(part, names, figures, sells=sells) or (_told(part, names, figures) if sells else [])


def _told(part: Part, names: tuple[Name, ...], figures: tuple[Figure, ...]) -> list[Span]:
    block = part.reading.document.blocks[part.sentence.block].kind
    words = [i for i in part.clause.own if part.clause.tokens[i].dep != "punct"]
    if block not in _SPOKEN or len(words) < _WORDS or is_aside(part) or is_counted(part, figures):
        return []
    found = _better_or_best(part, figures)
    if found or _is_left_open(part) or _is_dealing(part):
        return found
    found = _so_soon(part, figures) or _for_all(part) or _to_the_reader(part) or _from_to(part) or _of_takers(part)
    found = found or _courted(part, names) or _kept_up(part, figures) or _named_gain(part)
    return found or (_urged(part, names) if block == "paragraph" else [])


def _is_left_open(part: Part) -> bool:
    """Return whether a clause tells what may, must or should be."""
    tokens = part.clause.tokens
    return any(tokens[i].lower in _OPEN and tokens[i].dep in ("aux", "ROOT") for i in part.clause.own)


def _is_dealing(part: Part) -> bool:
    """Return whether a clause tells of what is paid, taught, sent and the like."""
    return bool(carrying(part, "dealing-verb")) or _is_of_dealing(part)


def _is_of_dealing(part: Part) -> bool:
    """Return whether what something is said of is a part of the service: a lesson, a fee, a form."""
    clause = part.clause
    heads = {*clause.who, *(clause.to if clause.passive or is_told_to(part) else ())} or {clause.head}
    return any(i in heads for span in part.own("dealing-thing") for i in part.positions(span))


def _so_soon(part: Part, figures: tuple[Figure, ...]) -> list[Span]:
    """Return how soon it is said to be there, where it is the reader, the page's own or nobody that comes to it."""
    clause = part.clause
    if clause.tokens[clause.head].tag == "VBD":
        return []
    words = words_of(part, clause.who)
    ours = not clause.who or has_taker(part, clause.who) or any(word in (*_OWN, "your") for word in words)
    times = [Span(f.start, f.end) for f in figures if is_time(f) and f.unit]
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
    if not clause.who and not any(tokens[i].tag in _FINITE for i in clause.own):
        return []  # "every step of the way"
    lost = part.own("money-lost") and not part.own("negator")
    unable = any(word in _NOBODY for word in who[:1]) and any(tokens[i].lower == "can" for i in clause.own)
    if lost or unable or part.own("telling-verb"):
        return []
    for i in clause.to:
        # "It sells itself": nobody has to do anything.
        if tokens[i].lower in _SELF and tokens[i].dep == "dobj":
            return [Span(tokens[clause.head].start, tokens[i].end)]
    for span in part.own("without-end"):
        behind = max(part.positions(span), default=0) + 1
        kept = {i for one in part.spans("dealing-thing", "time-unit") for i in part.positions(one)}
        counted = any(tokens[i].tag == "CD" for i in (behind, behind + 1) if i < len(tokens))
        alone = part.text(span) in _DETERMINERS and (behind >= len(tokens) or tokens[behind].tag[:2] not in _NAMED)
        if kept.isdisjoint((behind, behind + 1)) and not counted and not alone:
            return [Span(span.start, clause.span.end) if span.start < clause.span.end else span]
    return []


def _better_or_best(part: Part, figures: tuple[Figure, ...]) -> list[Span]:
    """Return the word by which something is said to be best, or better than another; sizes and dates are neither."""
    clause, tokens = part.clause, part.clause.tokens
    sizes = {i for span in part.own("measure-word") for i in part.positions(span)}
    relative = tokens[clause.verbs[0]].dep == "relcl"
    for i in sorted(clause.own - sizes):
        best = tokens[i].tag in _TAGS_BEST and not _is_a_share(part, i)
        only = tokens[i].lower == "only" and tokens[i].dep == "amod" and _is_praised(part, tokens[i].head)
        better = tokens[i].tag in _TAGS_BETTER and _is_compared(part, i) and not (_is_of_dealing(part) or relative)
        if best or only or better:
            return [Span(tokens[i].start, tokens[i].end)]
    behind = {f: [t.lower for t in tokens if t.start >= f.end][:2] for f in figures if f.unit == "times"}
    found = [Span(f.start, f.end) for f, words in behind.items() if "what" in words or "as" in words]
    return found or [span for span in part.own("times-word") if "as" in _next(part, span)]


def _next(part: Part, span: Span) -> list[str]:
    return [token.lower for token in part.clause.tokens if token.start >= span.end][:1]


def _is_a_share(part: Part, at: int) -> bool:
    """Return whether "most" is so many of them, not how good one is: "most posts", "most of them"."""
    tokens = part.clause.tokens
    return tokens[at].lower in ("most", "least") and at + 1 < len(tokens) and tokens[at + 1].tag[:2] != "JJ"


def _is_praised(part: Part, noun: int) -> bool:
    return any(noun in part.positions(span) for span in part.own("praised-kind", "teaching", "money-maker"))


def _is_compared(part: Part, at: int) -> bool:
    """Return whether "than" stands behind, and no number behind that: "no more than 16 people"."""
    tokens = part.clause.tokens
    for i in range(at + 1, min(at + _FAR, len(tokens) - 1)):
        if tokens[i].lower == "than":
            return tokens[i + 1].tag not in ("CD", "SYM", "$")
    return False


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
    start, to, _ = text.partition(" to ")
    dated = any(span.start < clause.span.start + len(start) for span in part.own("time-unit", "season-word"))
    leads = first.lower == "from" and to and not dated and not any(letter.isdigit() for letter in start)
    return [clause.span] if leads else []


def _of_takers(part: Part) -> list[Span]:
    """Return what those who bought, or the reader's own money, are said to do or be by now."""
    clause = part.clause
    head, words = clause.tokens[clause.head], words_of(part, clause.who)
    better = any(clause.tokens[i].tag in _TAGS_BETTER for i in clause.own)
    other = clause.passive or words in _SELLERS or head.tag[:2] != "VB" or (head.lower in _BEING and not better)
    if other or part.own("negator", "money-lost", "chosen-verb"):
        return []
    phrases = clause.phrases(clause.who)
    takers = has_taker(part, clause.who) and any(word in (*_OWN, "us", "who", "with") for word in words)
    owned = "your" in words and any(phrase.holds(*span) for phrase in phrases for span in part.spans("wealth-thing"))
    asks = clause.tokens[min(clause.own)].tag[:1] == "W"
    return [Span(head.start, head.end)] if (takers or owned) and not asks and not _of_some(words) else []


def _of_some(words: list[str]) -> bool:
    return any(word in _SOME for word in words[:1])


def _courted(part: Part, names: tuple[Name, ...]) -> list[Span]:
    """Return what people at large are said to do to readers or the page's own: "salons fight over our stylists"."""
    clause = part.clause
    tokens, phrases = clause.tokens, clause.phrases(clause.who)
    staff = any(n.category == "people" and n.id in _STAFF and p.holds(n.start, n.end) for n in names for p in phrases)
    at_large = bool(clause.who) and all(tokens[i].tag == "NNS" for i in clause.who) and not staff
    if not at_large or clause.passive or tokens[clause.head].tag not in ("VBP", "VB", "VBG"):
        return []
    if tokens[clause.head].lower in _BEING:
        return []
    words = words_of(part, (*clause.to, *(i for _, i in clause.by_preposition)))
    if _of_some(words_of(part, clause.who)) or not any(word in (*_OWN, "us", "you", "your") for word in words):
        return []
    return [Span(tokens[clause.head].start, tokens[clause.head].end)]


def _kept_up(part: Part, figures: tuple[Figure, ...]) -> list[Span]:
    """Return for how long what is sold is said to have done what it is bought for: "has beaten its index for years"."""
    clause, tokens = part.clause, part.clause.tokens
    head = tokens[clause.head]
    perfect = head.tag == "VBN" and any(tokens[i].lower in ("has", "have", "'ve", "'s") for i in clause.own)
    if not perfect or clause.passive or not clause.who or head.lower in _LASTING:
        return []
    return [Span(f.start, f.end) for f in figures if is_time(f) and f.unit][:1]


def _named_gain(part: Part) -> list[Span]:
    """Return a gain that a line names and says more of: "a steady job for life", "income without work"."""
    clause, tokens = part.clause, part.clause.tokens
    if clause.who or tokens[clause.head].tag[:2] != "NN" or any(tokens[i].tag in _FINITE for i in clause.own):
        return []
    praised = any(tokens[i].dep in ("amod", "compound") for i in clause.below[clause.head])
    held = any(clause.head in part.positions(span) for span in part.own("prize"))
    more = any(word in ("without", "for", "with") for word, _ in clause.by_preposition)
    return [clause.phrase(clause.head)] if held and praised and (more or part.own("without-end")) else []


def _urged(part: Part, names: tuple[Name, ...]) -> list[Span]:
    """Return what the reader is told to do that is no dealing: "say goodbye to your boss"."""
    # "Gain the skills": what is taught.
    taught = any(name.id == "skill" for name in names)
    if taught or not is_told_to(part) or part.own("negator", "advice-verb"):
        return []
    verb = part.clause.tokens[part.clause.head]
    return [Span(verb.start, verb.end)]
