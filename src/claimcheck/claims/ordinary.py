"""Clause -> whether it speaks of ordinary care without naming it: how people live, what they are, whom carers treat.

"Eating more fibre lowers the risk of diabetes" is advice that costs nothing, whatever its page sells; "drinking our
tea" is not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.claims.acting import title_words
from claimcheck.claims.doers import are_carers
from claimcheck.claims.names import GENERIC, MEANS, named_in
from claimcheck.claims.syntax import BE, COMPARATIVES, FINITE, SUBJECTS, path_up
from claimcheck.model import Span

if TYPE_CHECKING:
    from claimcheck.claims.cues import Part
    from claimcheck.claims.offer import Offer
    from claimcheck.model import Name

# What no way of living is said to do without being asked for its study.
_TOO_MUCH = ("cure-verb", "restore-verb", "regenerate-verb")
# A germ is stopped from spreading by soap.
_HELD_UP = ("stop", "stops", "stopping", "halt", "halts")
# What tells more of a treatment than whom it is given to.
_MORE = (*_TOO_MUCH, "treat-verb", "help-verb", "increase-verb", "improve-verb", "reduce-verb", "prevent-verb")
_OURS = ("we", "our", "ours", "this", "these")
_CLAUSAL = ("csubj", "csubjpass", "nsubj", "nsubjpass")


def is_ordinary(part: Part, offer: Offer, own: tuple[Name, ...], doers: tuple[Span, ...]) -> bool:
    """Return whether a way of living does it, carers only treat it, or people fare so by what they are."""
    if _is_by_habit(part, offer) or _is_whom_carers_see(part, offer, named_in(own, doers)):
        return True
    return _is_by_what_they_are(part, doers)


def _is_by_what_they_are(part: Part, doers: tuple[Span, ...]) -> bool:
    """Return whether people are said to fare by what they are: "younger women usually have better outcomes"."""
    tokens = part.clause.tokens
    people = any(name.category == "people" for name in named_in(part.named, doers))
    if not people or not part.own("typically-so") or part.spans("we", *GENERIC, "ware", "given-matter"):
        return False
    compared = any(tokens[i].tag in COMPARATIVES for span in doers for i in part.positions(span))
    return compared and not any(name.category in MEANS for name in part.named)


def _is_whom_carers_see(part: Part, offer: Offer, doers: list[Name]) -> bool:
    """Return whether a page that sells accepted care alone says whom its carers treat, and not that they get better."""
    if not offer.visible or not are_carers(doers):
        return False
    if _are_all(part):
        return True
    cared, lexicon = part.own("care-for"), part.reading.lexicon
    if not cared or any(span not in cared for span in part.own(*_MORE)):
        return False
    return all(lexicon.names[one].established for one in offer.ids if one in lexicon.names)


def _are_all(part: Part) -> bool:
    """Return whether it is said of all that are of a trade, "surgeons repair …", not of some that are pointed at."""
    tokens, below = part.clause.tokens, part.clause.below
    bare = all(
        tokens[i].tag == "NNS" and not any(tokens[j].tag in ("DT", "PRP$", "POS") for j in below[i])
        for i in part.clause.who
    )
    means = any(name.category in MEANS for name in part.named)
    return bare and not means and not part.own("cure-verb") and not part.spans("we")


def _is_by_habit(part: Part, offer: Offer) -> bool:
    """Return whether a way of living, and nothing that is sold, is said to prevent or to ease something."""
    if any(part.text(span) not in _HELD_UP for span in part.own(*_TOO_MUCH)):
        return False
    at = _deed(part)
    if at is None:
        return False
    tokens = part.clause.tokens
    deed = Span(tokens[at].start, max(tokens[i].end for i in _all_below(part, at)))
    acts = any(name.category == "process" and deed.holds(name.start, name.end) for name in part.named)
    return not acts and not _names_ware(part, deed, offer)


def _deed(part: Part) -> int | None:
    """Return the verb of what is done: "eating well lowers it", "one of the best ways to avoid it is to eat well"."""
    tokens, deeds = part.clause.tokens, part.at("daily-deed", "leave-off")
    for at in part.clause.who:
        if at in deeds and tokens[at].tag == "VBG" and tokens[at].dep in _CLAUSAL:
            return at
    verb = part.clause.verbs[0]
    for at in path_up(tokens, verb):
        # "Wear gloves to keep it off"; the grammar takes some such words for nouns.
        if at in deeds and _is_told_to(part, at) and (tokens[verb].tag == "VB" or at == verb):
            return at
    if tokens[verb].dep in ("advcl", "conj"):
        verb = tokens[verb].head  # "a step that you can take to avoid it"
    above = tokens[verb].head
    if tokens[verb].dep not in ("acl", "relcl") or above not in part.at("way-word", "own-step"):
        return None
    said = next((i for i in path_up(tokens, above) if tokens[i].lower in BE), None)
    told = (
        i for i in deeds if tokens[i].head == said and tokens[i].dep in ("csubj", "xcomp", "ccomp", "attr", "acomp")
    )
    return next(told, None)


def _is_told_to(part: Part, at: int) -> bool:
    """Return whether a word is what the reader is told to do: it opens the sentence, or stands in a list of such."""
    tokens = part.clause.tokens
    while tokens[at].dep == "conj":
        at = tokens[at].head
    opens = all(tokens[i].lower in ("please", "always", "do", ",") for i in range(at))
    if any(token.tag in FINITE for token in tokens[at + 1 : at + 2]):
        return False  # "Sleep has been linked to …"
    return opens and tokens[at].tag in ("VB", "VBP", "NN") and tokens[at].dep not in SUBJECTS


def _all_below(part: Part, at: int) -> set[int]:
    """Return a word and all that hang on it, clauses of their own among them: "eating what our shop sells"."""
    return {at}.union(*(_all_below(part, i) for i in part.clause.below[at]))


def _names_ware(part: Part, deed: Span, offer: Offer) -> bool:
    """Return whether what is done is done with something that is sold, or that the page is about."""
    names = [name for name in part.named if name.category in MEANS and deed.holds(name.start, name.end)]
    if any(not part.reading.lexicon.names[name.id].established for name in names):
        return True
    general = [span for name in (*GENERIC, "ware", "given-matter") for span in part.spans(name)]
    plain = part.spans("plain-ware")
    if any(deed.holds(*span) and span not in plain for span in general):
        return True
    words = part.text(deed).split()
    about = title_words(part.reading) | {brand.lower() for brand in offer.brands}
    return any(word.strip(".,;:") in about or word in _OURS for word in words)
