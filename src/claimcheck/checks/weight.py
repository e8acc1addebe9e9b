"""Hit -> how severe it may be at most: an error needs a page of which it is sure that it sells or speaks for something.

The same words are graver in the mouth of who sells. One law for all rules, whatever each of them asks for.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from claimcheck.claims.names import OFFERABLE
from claimcheck.model import SEVERITIES
from claimcheck.rulebook.conditions import severity_of

if TYPE_CHECKING:
    from claimcheck.checks.hit import Hit
    from claimcheck.claims.offer import Offer
    from claimcheck.lexicon import Lexicon

_ADVICE, _WARNING, _ERROR = SEVERITIES
_HEALTH = "health"
# The conditions by which a rule asks who speaks, and for what.
_OF_SPEAKER = {"role", "page"}
_TRADES = {"education", "finance"}
_CARE = ("treatment", "medicine")
# What somebody or something is said to do.
_DOINGS = {"effect", "mechanism"}


def weighed(hit: Hit, offer: Offer, lexicon: Lexicon) -> Hit:
    """Return a hit with the most that its severity may be on this page.

    What a record shows is as grave wherever it stands, and so are words that a rule forbids whoever speaks.
    """
    rule = hit.rule
    asked = {*rule.when, *(key for when, _ in rule.ladder for key in when)}
    asks = hit.page or not _OF_SPEAKER.isdisjoint(asked)
    return replace(hit, most=_most(hit, offer, lexicon)) if asks and rule.compare is None else hit


def is_out_of_place(hit: Hit, offer: Offer, lexicon: Lexicon) -> bool:
    """Return whether a rule is of another trade than its page, as far as it can be told by what the page offers.

    A page of learning, work or money may speak of a healthy diet or a safety net: that is no treatment of which harms
    could be named. A clinic's prices cut no debts.
    """
    domains = set(hit.rule.domains)
    treats = any(lexicon.names[name].category in _CARE for name in offer.ids)
    if hit.page and offer.trade and not treats:
        return bool(domains) and not domains & _TRADES
    return treats and not offer.trade and bool(domains) and domains <= _TRADES


def _most(hit: Hit, offer: Offer, lexicon: Lexicon) -> str:
    """Return the most that the severity of a hit may be."""
    does = hit.claim is not None and not _DOINGS.isdisjoint(hit.claim.kinds)
    of_health = does and _HEALTH in hit.rule.domains
    # Who praises in a single word may speak for what is no accepted care.
    quiet = offer.quiet and not (offer.praises and _speaks_for_unaccepted(hit, lexicon))
    if offer.wary or quiet or (of_health and _is_of_money(offer, lexicon)):
        return _ADVICE
    if hit.page and offer.visible and not offer.sure:
        return _ADVICE
    if offer.sure or offer.alone or _speaks_for_unaccepted(hit, lexicon):
        return _ERROR
    # What is done for health by nobody and nothing that is known to be unproven: accepted care, the body itself.
    if of_health and offer.sober and severity_of(hit.rule, hit.claim) != _ERROR:
        return _ADVICE
    its_own = hit.claim is not None and hit.claim.role == "offered"
    return _ERROR if offer.visible or its_own else _WARNING


def _is_of_money(offer: Offer, lexicon: Lexicon) -> bool:
    """Return whether a page offers investments alone: "the impact of charges on performance" is not of health."""
    return {lexicon.names[name].category for name in offer.ids} == {"investment"}


def _speaks_for_unaccepted(hit: Hit, lexicon: Lexicon) -> bool:
    """Return whether the claim is about something that is no accepted care: who says it speaks for that."""
    names = hit.claim.names if hit.claim is not None else ()
    return any(name.category in OFFERABLE and not lexicon.names[name.id].established for name in names)
