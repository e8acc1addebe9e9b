"""Clause -> whether what is offered is said to act on body or illness, by whatever verb ("settles on bare bone")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.claims.fragments import VERBS
from claimcheck.claims.names import MEANS, named_in
from claimcheck.claims.nothing_done import is_what_is_done
from claimcheck.claims.stems import GRAMMAR
from claimcheck.claims.syntax import BE, BE_CUT, BULLETS
from claimcheck.model import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from claimcheck.claims.cues import Part
    from claimcheck.claims.reading import Reading
    from claimcheck.model import Name

# Words that stand for what is offered, and whose doings are no effect of it.
STANDING_FOR = ("it", "they", "this", "these", "that", "which", "both", "each")
# What is acted on by what is offered, whatever the verb.
TOUCHED = frozenset(("body", "process", "condition", "outcome"))
# What is moved, where a sentence tells how a treatment is given: "reintroducing it into the body".
_THEM = ("it", "them")
_NO_MEANS = ("people", "body", "condition", "risk", "process")


def acts_on(part: Part, names: tuple[Name, ...], role_of: Callable[[], str]) -> tuple[str, Span] | None:
    """Return the verb by which what is offered is said to act on body or illness, whatever verb it is.

    "They settle on bare bone", "it pulls in new vessels": no word of benefit, and a claim all the same.
    """
    clause = part.clause
    verb = clause.tokens[clause.head]
    if clause.passive or verb.tag[:2] != "VB":
        return None
    spans = clause.phrases((*clause.to, *(i for _, i in clause.by_preposition)))
    touched = {name.category for name in named_in(names, spans)}
    if "risk" in touched or not touched & TOUCHED:
        return None
    done = is_what_is_done(part, Span(verb.start, verb.end))
    if done or part.own("negator") or verb.lower in BE_CUT or _is_idle(part) or _harms(part):
        return None
    if tells_how_given(part, names):
        return None
    doers = clause.phrases(clause.who)
    if any(name.category in _NO_MEANS for name in named_in(names, doers)):
        return None
    # For whom it speaks takes the longest to tell, and few clauses come so far.
    role = role_of()
    offers = any(_is_offer(part, span, names, role) for span in doers) or (role == "offered" and _is_bullet(part))
    if role not in ("offered", "unstated") or not offers:
        return None
    bodily = not touched & {"condition", "outcome"}
    return ("mechanism-verb" if bodily else "help-verb"), Span(verb.start, verb.end)


def gain_begun(part: Part, role_of: Callable[[], str]) -> tuple[str, Span] | None:
    """Return the verb of a gain with which a bullet of what is offered begins: "Reduces shedding"."""
    first, clause = part.clause.tokens[0], part.clause
    if not _is_bullet(part) or first.dep != "ROOT" or len(clause.tokens) == 1 or part.own("negator", "affairs"):
        return None
    name = next((name for name in VERBS if 0 in part.own_at(name)), None)
    return (name, Span(first.start, first.end)) if name is not None and role_of() == "offered" else None


def _is_idle(part: Part) -> bool:
    """Return whether a verb says nothing of what is done; in "is warming", "what it does is warm" the first only helps.

    "It is safe to do" tells what it is.
    """
    clause, tokens = part.clause, part.clause.tokens

    def only_helps(i: int) -> bool:
        is_told = any(tokens[j].dep in ("acomp", "attr") for j in clause.below[i])
        return tokens[i].dep == "aux" or (tokens[clause.head].head == i != clause.head and not is_told)

    return any(
        part.text(span) not in BE or not all(only_helps(i) for i in part.positions(span))
        for span in part.own("not-acting")
    )


def _harms(part: Part) -> bool:
    """Return whether a verb of harm, or of causing what is bad, carries the clause: "wears joints", "causes pain".

    "The damaged tissue" only tells what is acted on.
    """
    if not part.own_at("harm-verb").isdisjoint(part.clause.verbs):
        return True
    clause = part.clause
    if clause.head not in part.own_at("cause-verb"):
        return False
    bad = [*part.spans("less-is-better"), *((n.start, n.end) for n in part.named if n.category == "condition")]
    behind = clause.phrases((*clause.to, *(i for word, i in clause.by_preposition if word in ("to", "in"))))
    held = [phrase for phrase in behind if not any(phrase.holds(*gain) for gain in part.spans("benefit-noun"))]
    return any(phrase.holds(*span) for phrase in held for span in bad)


def _is_offer(part: Part, doer: Span, names: tuple[Name, ...], role: str) -> bool:
    """Return whether a doer is what is offered in plain words: it, this, a treatment; not we ourselves.

    Where nothing is offered, only a treatment that is named.
    """
    stands = part.text(doer).split()[0] in STANDING_FOR or _is_in_title(part, doer, names)
    return (role == "offered" and (stands or _is_treatment(part, doer, names))) or _names_means(doer, names)


def _is_in_title(part: Part, doer: Span, names: tuple[Name, ...]) -> bool:
    """Return whether a doer is called by a word of the page's title: "ozone" under "Ozone therapy"."""
    if named_in(names, (doer,)):
        return False
    words = {part.clause.tokens[i].lower for i in part.clause.who if i in part.positions(doer)}
    return not words.isdisjoint(title_words(part.reading))


def tells_how_given(part: Part, names: tuple[Name, ...]) -> bool:
    """Return whether a treatment is what is moved, not what moves: "this approach brings the cells to the joint"."""
    if not part.own("bring-verb"):
        return False
    doers, held = part.clause.phrases(part.clause.who), part.clause.phrases(part.clause.to)
    if any(part.text(span) in _THEM for span in held):
        return True
    return any(_is_treatment(part, span, names) for span in held) and not any(_names_means(s, names) for s in doers)


def _is_treatment(part: Part, phrase: Span, names: tuple[Name, ...]) -> bool:
    return any(phrase.holds(*s) for s in part.spans("generic-treatment")) or _names_means(phrase, names)


def _names_means(phrase: Span, names: tuple[Name, ...]) -> bool:
    return any(name.category in MEANS for name in named_in(names, (phrase,)))


def _is_bullet(part: Part) -> bool:
    """Return whether a bullet or cell begins with the verb of what it is said of: "Flattens the peak"."""
    listed = part.stands_in in BULLETS
    return listed and not part.clause.who and part.clause.tokens[0].tag == "VBZ"


def title_words(reading: Reading) -> frozenset[str]:
    """Return the words of the page's titles, in lower case."""

    def found() -> frozenset[str]:
        held = [s for block in reading.titles for s in reading.by_block[block]]
        return frozenset[str]().union(*(reading.vocabulary(sentence) for sentence in held)) - GRAMMAR

    return reading.once("title words", found)
