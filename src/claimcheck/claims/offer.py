"""Page -> Offer: what it sells or promotes, or that it speaks as reference texts do.

The same words are read differently on a clinic's page and on an institute's: who offers is seen by titles, calls to
act, praise, and what is said against a treatment; never by where the page lies.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claimcheck.claims import tone
from claimcheck.claims.openness import tells_what_is_open
from claimcheck.claims.sold import (
    TOLD,
    about,
    calls_its_own,
    configured,
    disowned,
    house_offers,
    lists_gains,
    offers_something,
    sold,
    tells_doses,
    tells_good_of_remedies,
    title_promises,
)
from claimcheck.claims.spoken import different, holds, phrases
from claimcheck.claims.trade import is_of_trade, sells_in_trade
from claimcheck.claims.voice import serves_people

if TYPE_CHECKING:
    from claimcheck.claims.reading import Reading

# So many different words of promotion, and more than of reference texts, make an offer of what is told.
_PROMOTING = 5
# Who praises in so many ways, and never doubts, does not inform.
_PRAISING = 2
# A word that weighs evidence tells as much of who informs as so many others.
_WEIGHING = 2
# What so large a share names is all that a page is about.
_MOSTLY = 0.4


class Offer(NamedTuple):
    """What a page sells or promotes: lexicon ids, brand words, whether any offer is visible at all.

    `informs` tells that a page without an offer speaks of an illness or of research as reference texts do, `weighs`
    that it weighs evidence, `alone` that it is a line or two with nothing around them: what an advertisement, a
    label or a post says. `slogan` tells that such a line has no word of advice, risk, diagnosis or study in it.
    `wary` is a page without an offer that keeps its distance: it warns, doubts, calls claims false. `sober` is one
    that informs, doubts and weighs in more words than it promotes. `quiet` is one that offers nothing, promotes in a
    word at most, and informs, doubts, weighs or explains in two words more; `praises` one that promotes in any word.
    `sure` tells that what is offered is known, or that the page praises it; `trade` that the page deals in work,
    learning or money: what is claimed there hangs on it (blocks.py).
    """

    ids: frozenset[str]
    brands: tuple[str, ...]
    visible: bool
    informs: bool = False
    weighs: bool = False
    alone: bool = False
    slogan: bool = False
    wary: bool = False
    sober: bool = False
    quiet: bool = False
    praises: bool = False
    sure: bool = False
    trade: bool = False

    @property
    def sells(self) -> bool:
        """Return whether anything may be offered: it is seen to be, named, or of a brand."""
        return self.visible or bool(self.ids or self.brands)

    @property
    def page(self) -> tuple[str, ...]:
        """Return what kind of page it is, by what it offers: offers, informs or neither; and alone, slogan if it is."""
        kind = "offers" if self.visible else "informs" if self.informs else "neither"
        line = ("alone", "slogan") if self.slogan else ("alone",)
        return (kind, *line) if self.alone and not self.informs else (kind,)


NOTHING = Offer(frozenset(), (), False)


def offer_of(reading: Reading, offers: tuple[str, ...] = (), brands: tuple[str, ...] = ()) -> Offer:
    """Return what a page offers: as configured or said in front matter, else what title and calls to act name."""
    offer, alone, promoting = _offer_of(reading, offers, brands), tone.is_alone(reading), tone.promoting(reading)
    known = bool(offer.ids or offer.brands)
    return offer._replace(
        alone=alone,
        slogan=alone and not holds(reading, "soberly-told"),
        wary=not offer.visible and tone.keeps_its_distance(reading),
        sober=tone.is_sober(reading),
        quiet=not offer.visible and tone.is_quiet(reading),
        praises=promoting > 0,
        sure=offer.visible and (known or promoting >= tone.PRAISED),
        trade=is_of_trade(reading),
    )


def _offer_of(reading: Reading, offers: tuple[str, ...], brands: tuple[str, ...]) -> Offer:
    """Return what a page offers, and whether it informs; how it speaks is not told yet."""
    front = reading.document.meta
    told = front.get("offers") or front.get("product") or ()
    given = (*offers, *((told,) if isinstance(told, str) else tuple(map(str, told))))
    ids, words = configured(reading, given)
    brand = front.get("brand")
    brands = (*brands, *words, *((str(brand),) if brand else ()))
    if ids or words:
        return Offer(frozenset(ids), brands, True)
    if not _is_visible(reading):
        informs = not brands and _informs(reading)
        weighs = informs and tone.looks_at_evidence(reading)
        return Offer(frozenset(), brands, bool(brands), informs, weighs)
    not_ours = disowned(reading)
    for kinds in (("title", "description", "call-to-act"), ("heading",), ("paragraph", "item", "answer")):
        named = sold(reading, kinds, only_ours=kinds[0] == "paragraph")
        kept = {one for one in named if not any(reading.lexicon.agree(one, other) for other in not_ours)}
        if named and not kept:
            # What the page is about is not what its maker sells: it tells of it.
            return Offer(frozenset(), brands, bool(brands), not brands, tone.looks_at_evidence(reading))
        if kept:
            return Offer(frozenset(kept), brands, True)
    if spoken_of := about(reading):
        return Offer(frozenset(spoken_of), brands, True)
    if tone.promoting(reading) > different(reading, "informing") + 1:
        # Accepted care that a page praises rather than explains is what it sells.
        praised = sold(reading, ("title", "call-to-act"), only_ours=False, accepted=True)
        return Offer(frozenset(praised), brands, True)
    return Offer(frozenset(), brands, True)


def _is_visible(reading: Reading) -> bool:
    """Return whether a page shows that it offers something, by whatever sign."""
    if any(block.kind == "call-to-act" for block in reading.document.blocks):
        return True
    promoting = tone.promoting(reading)
    if (promoting >= _PROMOTING and promoting > different(reading, "informing")) or tells_doses(reading):
        return True
    if not (tone.weighs_evidence(reading) or tone.keeps_its_distance(reading)) and (
        holds(reading, "asks-to-book")
        or serves_people(reading)
        or lists_gains(reading)
        or any(house_offers(reading, s) for s in reading.sentences)
    ):
        return True
    # "Our clinic" tells where it is written, on a page that explains much.
    return (not tone.explains(reading) and _says_that_it_sells(reading)) or _speaks_for_its_title(reading)


def _says_that_it_sells(reading: Reading) -> bool:
    """Return whether a page has words of sale, users' results, the voice of a trade, or something that "we" offer."""
    if holds(reading, "patient-result", "selling"):
        return True
    if sells_in_trade(reading) and not tone.keeps_its_distance(reading):
        return True
    return not tone.weighs_evidence(reading) and any(offers_something(reading, s) for s in reading.sentences)


def _speaks_for_its_title(reading: Reading) -> bool:
    """Return whether a page is about a treatment that is no accepted care, and says nothing against it.

    Who only informs about one says what is not known of it; who leaves that out speaks for it, call to act or none.
    """
    if all(reading.document.blocks[s.block].kind in ("title", "heading") for s in reading.sentences):
        return False
    if not holds(reading, "doubting", "uncertainty", *tone.DISTANT) and title_promises(reading):
        return True
    if tells_what_is_open(reading) or tone.keeps_its_distance(reading) or tone.doubts_more(reading):
        return False
    # "Treatment option" and "treatment options" are one word of reference texts.
    informing = len(phrases(reading, "informing", singular=True))
    if informing > tone.INFORMING + tone.promoting(reading) and (
        tone.is_in_doubt(reading) or not about(reading, _MOSTLY)
    ):
        return False
    # One word of doubt ("off-label", "talk to your doctor") does not weigh against a treatment spoken of throughout.
    doubting = different(reading, "doubting", *tone.DISTANT)
    if (not doubting or (doubting == 1 and not tone.is_quiet(reading))) and about(reading):
        return True
    told = ("title", "heading")
    return not holds(reading, "doubting") and bool(sold(reading, told, only_ours=False, told=TOLD))


def _informs(reading: Reading) -> bool:
    """Return whether a page names so many things of which only reference texts speak (diagnosis, participants …)."""
    # Words that weigh evidence are those of a review, however short: a seller has no use for them.
    informing = different(reading, "informing") + _WEIGHING * different(reading, "weighing")
    promoting, speaks_for = tone.promoting(reading), _speaks_for_something(reading)
    if not promoting and not speaks_for and tone.informs_plainly(reading):
        return True
    sells = promoting >= _PROMOTING or (promoting >= _PRAISING and not tone.is_in_doubt(reading))
    if sells and informing <= tone.EXPLAINED * promoting:
        return False
    return informing >= tone.INFORMING and informing > promoting and not speaks_for


def _speaks_for_something(reading: Reading) -> bool:
    """Return whether a page speaks for a treatment: by its title, as its own, or by the good that it tells of it."""
    # A page whose title names a treatment that is not accepted care speaks for it, unless it says what is not known.
    if sold(reading, ("title",), only_ours=False) and not tells_what_is_open(reading):
        return True
    if calls_its_own(reading) or holds(reading, "treating-voice"):
        return True
    return tells_good_of_remedies(reading) and not tone.is_in_doubt(reading)
