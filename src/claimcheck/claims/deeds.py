"""Clause -> whether what is sold is said to do something, or people to do it by what is sold, whatever is done.

"Our salve lifts out moles", "dogs on our chews climb the stairs again": neither verb nor object is a word of health,
and a page that sells something for health says all the same what it does. What a thing is, holds and costs, how it is
used, and what the people do who sell it, is no deed of it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimcheck.claims.names import named_in
from claimcheck.claims.trade import is_of_trade
from claimcheck.model import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from claimcheck.claims.cues import Part
    from claimcheck.model import Name

OURS = ("our", "ours")
# Words before a thing that is meant here, where the page sells it: "the balm".
_MEANT = ("the", "this", "these", "that", "those")
# What is said to act is no thing that is sold where it is one of these.
_NO_WARES = ("people", "condition", "risk", "body", "process", "outcome", "authority", "design", "species")
_BY = ("with", "on", "after", "through", "from", "by", "using", "to", "via", "under")
# Verbs by which nothing is done to anything.
_IDLE = ("not-acting", "dealing-verb", "harm-verb", "show-verb", "offer-verb")
# Nouns of what is dealt in, and of what concerns the business.
_AFFAIRS = ("dealing-thing", "affairs")
# Who does something by trade: "our audiologists", "our technicians".
_PERSON = re.compile(r"(?:ist|ian)s?$")
_OBJECTS = ("NN", "PR", "CD")


def deed_in(part: Part, names: tuple[Name, ...], role_of: Callable[[], str]) -> Span | None:
    """Return the verb by which a thing that is sold, or somebody by means of it, is said to do something."""
    clause, tokens = part.clause, part.clause.tokens
    verb = tokens[clause.head]
    # "Wearing our band" is what readers do.
    used = verb.tag == "VBG" and verb.dep in ("csubj", "csubjpass", "pcomp", "acl", "advcl")
    if clause.passive or used or verb.tag[:2] != "VB" or is_of_trade(part.reading):
        return None
    if clause.head in part.own_at(*_IDLE) or not (_acts(part) or _do_by_it(part, names)):
        return None
    return Span(verb.start, verb.end) if role_of() == "offered" else None


def _acts(part: Part) -> bool:
    """Return whether a thing that is sold does something to something."""
    clause, tokens = part.clause, part.clause.tokens
    objects = [i for i in (*clause.to, *(i for _, i in clause.by_preposition)) if tokens[i].tag[:2] in _OBJECTS]
    if not objects or not part.own_at(*_AFFAIRS).isdisjoint(objects):
        return False
    return _hold_ware(part, clause.who)


def _do_by_it(part: Part, names: tuple[Name, ...]) -> bool:
    """Return whether people or animals are said to do something with, on or after a thing that is sold."""
    clause = part.clause
    tokens, below = clause.tokens, clause.below
    by = [i for word, i in clause.by_preposition if word in _BY]
    # "Dogs on our chews climb the stairs".
    by += [i for who in clause.who for at in below[who] if tokens[at].lower in _BY for i in below[at]]
    if not by or not _hold_ware(part, by, meant=()):
        return False
    return any(name.category in ("people", "species") for name in named_in(names, clause.phrases(clause.who)))


def _hold_ware(part: Part, heads: Iterable[int], meant: tuple[str, ...] = _MEANT) -> bool:
    """Return whether one of some nouns is a thing of ours, or a ware that is meant here."""
    wares = part.at("ware")

    def is_ware(noun: int) -> bool:
        phrase = part.clause.phrase(noun)
        words = part.text(phrase).split()
        if not (any(word in OURS for word in words) or (words[0] in meant and noun in wares)):
            return False
        if noun in part.at("house-word") or _PERSON.search(part.clause.tokens[noun].lower):
            return False
        # A doer that is lent stands in another clause, and so does its name.
        return not any(name.category in _NO_WARES for name in named_in(part.named, (phrase,)))

    return any(is_ware(noun) for noun in heads)
