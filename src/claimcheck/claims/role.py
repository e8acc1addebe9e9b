"""Clause -> role: for whom it speaks. What the page offers, established care, something else, or nobody named.

The same words are read differently on a clinic's page and on an institute's, because the doer differs: the reading
asks who does it, never how long the page is or where it lies.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.claims.by_means import (
    doers_of,
    held_by,
    instrument_words,
    is_by_means,
    is_by_usual_care,
    is_by_ware,
)
from claimcheck.claims.doers import (
    UNDERGOING,
    are_carers,
    comes_about,
    does_to_reader,
    is_a_brand,
    is_act_on_body,
    is_at_a_place,
    is_clipped,
    is_field,
    is_given,
    is_pointed_at,
    is_replaced,
    is_seen_in_study,
    is_topic_label,
    is_ware,
    named_doers,
    points_back,
    tells_of_study,
    used_means,
)
from claimcheck.claims.names import GENERIC, MEANS, named_in
from claimcheck.claims.ordinary import is_ordinary
from claimcheck.claims.without_it import is_custom, is_everybodys, is_of_the_body, speaks_elsewhere

if TYPE_CHECKING:
    from claimcheck.claims.cues import Part
    from claimcheck.claims.offer import Offer
    from claimcheck.model import Name, Span

# What courses and investments are said to bring.
_TRADES = ("career", "investment")
_PRONOUNS = ("it", "they", "this", "these", "that", "which", "them", "both", "each")
# A maker calls its product after what it is to do good: "Knee Comfort Plus".
_IN_BRANDS = {"body", "outcome"}
_POINTERS = ("this", "these", "the", "such", "both")
SELVES = ("we", "our", "us", "ours")
_READER = ("you", "your", "yours")
_ANYBODY = (["you"], ["one"])
# What no reader does by taking advice: something else has to bring it about.
_DONE_BY_MEANS = ("cure-verb", "regenerate-verb", "help-verb", "restore-verb", "increase-verb", "improve-verb")
# Where such a verb is a sentence's subject, what it promises is taken for granted.
_HEALING = ("cure-verb", "regenerate-verb", "restore-verb")
_BY = ("with", "by", "through", "via", "using")
# What a reader does about it without anything that is sold, and where.
_OWN_WAYS = ("by", "at")


def role_of(part: Part, offer: Offer, own: tuple[Name, ...], around: tuple[Name, ...]) -> str:
    """Return offered, established, other or unstated for a clause with its own names and those around it."""
    role = _read(part, offer, own, around)
    if role not in ("offered", "unstated") or not offer.informs:
        return role
    # A page that informs speaks for nobody: what it names is what it reports on. Where it weighs nothing, it speaks for
    # what is not accepted care and is said to do it. It informs by words of health; of work and money it may speak as a
    # seller all the same.
    here = [name.category in _TRADES for name in own if name.via == "here"]
    here += [name.category == "treatment" for name in _unaccepted(part, own) if name.via == "here"]
    return role if any(here) and not offer.weighs else "other"


def _is_asked_of_reader(part: Part, words: list[str]) -> bool:
    """Return whether it is what readers have to do themselves: "as long as you keep your weight"."""
    return words in _ANYBODY and bool(part.own("if-word"))


def _unaccepted(part: Part, own: tuple[Name, ...]) -> list[Name]:
    """Return the doers that are treatments which are not accepted care."""
    doers = named_in(_means(own), part.clause.phrases(part.clause.who))
    return [name for name in doers if not part.reading.lexicon.names[name.id].established]


def _read(part: Part, offer: Offer, own: tuple[Name, ...], around: tuple[Name, ...]) -> str:
    """Return the role of a clause by who does it, whether its page informs or not."""
    clause = part.clause
    # An advertisement has no room to tell of custom: what it says of it is what it claims.
    if speaks_elsewhere(part) or (is_custom(part) and not offer.alone):
        return "other"
    doers = doers_of(part)
    words = " ".join(part.text(span) for span in doers).split()
    carrying = _carrying(part)
    if "we" in (*words, *carrying) and not offer.visible and part.own("research-verb"):
        return "other"  # the authors of a review, who sell nothing
    if is_ordinary(part, offer, own, doers):
        return "established"  # "our physiotherapists treat back pain" tells whom they see
    if _is_own_voice(part, (*words, *carrying)) or _names_brand(part, offer):
        return "offered"
    if not doers or (clause.passive and is_by_means(part, own)):
        return _without_doer(part, offer, own, around)
    if offer.visible and set(clause.who) <= set(clause.verbs) and part.own(*_HEALING):
        return _by_context(part, offer, own, around)  # "restoring your hearing takes time": by what is offered
    if words == ["what"] or _is_asked_of_reader(part, words) or _speaks_of_others(part):
        return "other"  # "what helps and what does not", "clinics abroad sell exosomes"
    named = named_doers(part, own, doers, offers=offer.visible)
    treatments = [name for name in named if name.category in MEANS] or _undergone(part, own, named)
    if treatments:
        return _by_treatments(part, offer, treatments)
    if is_of_the_body(part) or (not offer.visible and are_carers(named) and not _means(own)):
        return "other"
    categories = {name.category for name in named}
    if _goes_by_context(part, offer, words, named, (*own, *around)):
        return _by_context(part, offer, _without_objects(part, own) if _is_pronoun(words) else own, around)
    if offer.visible and "people" in categories and is_at_a_place(part):
        return "offered"
    studies = tells_of_study(part)
    if studies and not categories:
        return _by_context(part, offer, own, around)
    if "people" in categories or studies:
        return _by_context(part, offer, own, around) if _has_means_near(part, offer, own, around) else "other"
    brand = categories <= _IN_BRANDS and is_a_brand(part, doers, named)
    named_otherwise = categories and not brand and not does_to_reader(part, categories)
    if named_otherwise or (words in _ANYBODY and _does_for_oneself(part, offer, (*own, *around))):
        return "other"
    return "offered" if offer.visible else "unstated"


def _has_means_near(part: Part, offer: Offer, own: tuple[Name, ...], around: tuple[Name, ...]) -> bool:
    """Return whether what people gain can be by something: the page offers it, or it is named or pointed at nearby."""
    if offer.visible or _means(own) or any(n.via in ("block", "lead", "heading") for n in _means(around)):
        return True
    return any(is_pointed_at(part, span) for span in part.spans("generic-treatment"))


def _is_own_voice(part: Part, words: tuple[str, ...]) -> bool:
    """Return whether the page speaks of itself, as who does it or by what means; "our body" is everybody's."""
    return any(word in SELVES for word in (*words, *instrument_words(part))) and not is_everybodys(part)


def _is_pronoun(words: list[str]) -> bool:
    return len(words) == 1 and words[0] in _PRONOUNS


def _without_objects(part: Part, own: tuple[Name, ...]) -> tuple[Name, ...]:
    """Return the names that a pronoun may stand for: in "it does not interact with aspirin" it is not the aspirin."""
    tokens, clause = part.clause.tokens, part.clause
    objects = [i for i in clause.to if tokens[i].dep == "dobj"] + [i for _, i in clause.by_preposition]
    held = named_in(own, clause.phrases(objects))
    return tuple(name for name in own if name not in held)


def _undergone(part: Part, own: tuple[Name, ...], named: list[Name]) -> list[Name]:
    """Return the treatments by which what gets better does so: "eczema can recover with homeopathy"."""
    return used_means(part, own) if _is_undergone(named) and is_by_means(part, own) else []


def _is_undergone(named: list[Name]) -> bool:
    """Return whether the doers only undergo what happens: body, complaints, people."""
    return bool(named) and {name.category for name in named} <= UNDERGOING


def _goes_by_context(part: Part, offer: Offer, words: list[str], named: list[Name], known: tuple[Name, ...]) -> bool:
    """Return whether the doer is a ware, stands for another, is the reader's own trouble, or comes about by itself.

    `known` are the names of the clause and those around it.
    """
    means = _means(known)
    if is_ware(part, named) or ((is_given(part) or is_act_on_body(part)) and (offer.visible or means)):
        return True
    if offer.visible and _is_undergone(named) and part.own("respond-verb") and is_by_ware(part):
        return True  # "eczema responds to this treatment"
    if words in _ANYBODY and not offer.visible and means:
        return True  # "you do exercises to grow stronger": by the exercises
    categories = {name.category for name in named}
    if offer.visible and (is_seen_in_study(part, categories) or is_topic_label(part, categories)):
        return True
    if categories.isdisjoint(("body", "process")) and _stands_for_another(part, words):
        return True
    if "your" in words and "risk" not in categories:
        return True  # "your arthritis will disappear": by what is promised
    if offer.ids and points_back(part, words, categories):
        return True
    return offer.visible and not part.clause.to and comes_about(part, words, categories)


def _does_for_oneself(part: Part, offer: Offer, names: tuple[Name, ...]) -> bool:
    """Return whether it is what readers do without what is offered: "you can do a lot to prevent heart disease"."""
    return not offer.visible and not _means(names) and not part.own(*_DONE_BY_MEANS)


def _carrying(part: Part) -> list[str]:
    """Return the words of who says it, where one verb carries another ("our doctors say that …")."""
    clause = part.clause
    subjects = [i for verb in clause.verbs[:-1] for i in clause.below[verb] if clause.tokens[i].dep == "nsubj"]
    return " ".join(part.text(span) for span in clause.phrases(subjects)).split()


def _names_brand(part: Part, offer: Offer) -> bool:
    text = part.text(part.clause.span)
    return any(brand.lower() in text for brand in offer.brands)


def _speaks_of_others(part: Part) -> bool:
    """Return whether the doers are sellers of whom the page does not speak as its own."""
    return not part.at("other-sellers").isdisjoint(part.clause.who)


def _by_treatments(part: Part, offer: Offer, treatments: list[Name]) -> str:
    """Return the role of treatments that a clause is about; accepted care that comes first is what it speaks of.

    "Physiotherapy begun along with cell therapy restores …" speaks for physiotherapy.
    """
    lexicon = part.reading.lexicon
    sold = [_is_of_offer(part, offer, name) for name in treatments]
    accepted = [name.category == "medicine" or lexicon.names[name.id].established for name in treatments]
    own = [i for i, name in enumerate(treatments) if name.via == "here"]
    if own and accepted[own[0]] and not sold[own[0]]:
        return "established"
    if any(sold):
        return "offered"
    return "established" if all(accepted) else "unstated"


def _stands_for_another(part: Part, words: list[str]) -> bool:
    """Return whether the doer is a pronoun or a general word (this therapy, the cells) for something named before."""
    if _is_pronoun(words):
        return True
    is_general = not part.at(*GENERIC).isdisjoint(part.clause.who)
    # "white blood cells", "a drug that is given by vein": a longer phrase names something of its own.
    return is_general and (len(words) <= 2 or words[0] in _POINTERS)


def _means(names: tuple[Name, ...]) -> list[Name]:
    return [name for name in names if name.category in MEANS]


def _by_context(part: Part, offer: Offer, own: tuple[Name, ...], around: tuple[Name, ...]) -> str:
    """Return the role by the treatment in the clause, else by the nearest one around it, else by the page's offer."""
    means = used_means(part, own)
    nearest = [name for name in _means(around) if not is_replaced(part, name)]
    if offer.visible:
        means = [name for name in means if not is_field(part, name) and not _is_beside_doer(part, name)]
        nearest = [name for name in nearest if not _is_beside_doer(part, name)]
    if means:
        return _by_treatments(part, offer, means)
    if nearest:
        first = [name for name in nearest if name.via == nearest[0].via]
        return _by_treatments(part, offer, first)
    return "offered" if offer.visible else "unstated"


def _is_beside_doer(part: Part, name: Name) -> bool:
    """Return whether a treatment only stands behind what does it: "it eases pain in people who take aspirin".

    By which and with which something is done does it too.
    """
    if part.clause.passive or not part.sentence.start <= name.start < part.sentence.end:
        return False
    if named_in((name,), held_by(part, _BY)):
        return False
    doers = part.clause.phrases([i for i in part.clause.who if i in part.clause.own])
    if not doers:
        return is_clipped(part)  # "supports medical care"
    words = " ".join(part.text(span) for span in doers).split()
    acts = _stands_for_another(part, words) or is_ware(part, []) or is_given(part)
    return acts and name.start > doers[0].start


def _without_doer(part: Part, offer: Offer, own: tuple[Name, ...], around: tuple[Name, ...]) -> str:
    """Return the role of a clause that names no doer, or that is done by a treatment that it names."""
    clause = part.clause
    # "Is used for depression" is said of what is used; on a line alone nobody else says it.
    shown = part.own("prove-verb", "show-verb")  # "the effects of ozone have been shown" is said of ozone
    done_to = clause.phrases(clause.to) if clause.passive and not (offer.alone or shown) else ()
    means = [name for name in used_means(part, own) if not named_in((name,), done_to)]
    if clause.passive and is_by_usual_care(part):
        return "established"  # "is treated with hormones by ordinary medicine"
    if offer.visible:
        means = [name for name in means if not _is_beside_doer(part, name)]
    if not means and (_is_able(part) or is_clipped(part)):
        return _by_context(part, offer, own, around)
    if means:
        return _by_treatments(part, offer, means)
    if done_to and _stands_for_another(part, " ".join(part.text(span) for span in done_to).split()):
        return _by_context(part, offer, own, around)  # "it can be used for arthritis"
    if offer.visible and _is_own_thing(part, done_to):
        return "offered"  # "our serum is tested for safety"
    if shown and clause.passive and offer.visible:
        return _by_context(part, offer, own, around)  # "the effects have been proven"
    if done_to and part.own("offer-verb", "give-verb") and _is_sold(part, offer, own, done_to):
        return "offered"  # "ozone can be used in wounds" where ozone is sold
    if done_to and offer.visible and not named_in(own, done_to) and part.own("put-to-use"):
        return "offered"  # what is sold may have any name: "warm oil is used to treat dry skin"
    words = part.text(clause.span).split()
    to_reader = any(word.strip(".,!?") in _READER for word in words)
    if clause.passive and not to_reader:
        return _by_place(part, offer, own)
    head = clause.tokens[clause.verbs[0]]
    # "Prevent falls at home" is advice to the reader, unless it is the reader's own complaint that goes; "treatment of
    # leukemia" is a topic, unless something is offered.
    bare = head.tag == "VB" and not part.own(*_DONE_BY_MEANS, "selling-adjective")
    # A line that stands alone and begins with such a verb ("Relieve aches") says what the product does, unless it
    # tells the reader how to do it.
    is_advice = _is_topic(part) or (bare and (not offer.alone or _tells_how(part)))
    if is_advice and not to_reader and not offer.visible and not _means(around):
        return "other"
    return _by_context(part, offer, own, around)


def _is_own_thing(part: Part, phrases: tuple[Span, ...]) -> bool:
    """Return whether it is done to something that the page calls its own, which is nobody and no part of the body."""
    own = any(part.text(span).split()[0] in SELVES for span in phrases)
    people = any(name.category == "people" for name in named_in(part.named, phrases))
    return own and not people and not is_everybodys(part)


def _is_sold(part: Part, offer: Offer, own: tuple[Name, ...], phrases: tuple[Span, ...]) -> bool:
    """Return whether a treatment named in some phrases is one that the page offers."""
    return any(_is_of_offer(part, offer, name) for name in named_in(_means(own), phrases))


def _is_of_offer(part: Part, offer: Offer, name: Name) -> bool:
    """Return whether a name is what the page offers, a kind of it or what it is a kind of."""
    return any(part.reading.lexicon.agree(name.id, one) for one in offer.ids)


def _tells_how(part: Part) -> bool:
    """Return whether a clause names the reader's own way: "prevent falls by clearing the stairs", "at home"."""
    tokens = part.clause.tokens
    return any(word in _OWN_WAYS or tokens[i].tag == "VBG" for word, i in part.clause.by_preposition)


def _is_able(part: Part) -> bool:
    """Return whether somebody's power to do it is spoken of: "its ability to calm nerves"."""
    tokens, above = part.clause.tokens, part.above()
    nouns = part.at("power-noun") & above
    owners = [tokens[j].lower for i in nouns for j in range(i) if tokens[j].head == i and tokens[j].dep == "poss"]
    return any(owner in ("its", "their", "our") for owner in owners)


def _by_place(part: Part, offer: Offer, own: tuple[Name, ...]) -> str:
    """Return the role of a passive without a doer: what is done at a named place is offered there.

    So is what comes out well on a page that offers something, of itself as it were: "the pain is eliminated".
    """
    ills = any(name.category in ("condition", "outcome") for name in own)
    good = part.own(*_DONE_BY_MEANS, *(("reduce-verb",) if ills else ())) or _is_gain(part)
    comes_out_well = offer.visible and bool(good)
    if not (is_at_a_place(part) or comes_out_well or (offer.visible and is_by_ware(part))):
        return "other"
    return "offered" if offer.visible else "unstated"


def _is_gain(part: Part) -> bool:
    """Return whether a gain is what people come to have: "relief will be felt"."""
    return not part.at("benefit-noun").isdisjoint(part.clause.to)


def _is_topic(part: Part) -> bool:
    """Return whether a heading only names a field: "treatment of leukemia", "pain management"."""
    topics = part.own("topic-noun")
    praised = part.own("selling-adjective", "evidence-strength", "superlative", "hype", "certain", "effective")
    return part.clause.tokens[part.clause.head].tag[:2] == "NN" and bool(topics) and not praised
