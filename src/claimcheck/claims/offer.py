"""Page -> Offer: what it sells or promotes, or that it speaks as reference texts do.

The same words are read differently on a clinic's page and on an institute's: who offers is seen by titles, calls to
act, praise, and what is said against a treatment; never by where the page lies. How long it is tells one thing only: a
line that stands alone has no text around it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claimcheck.claims.openness import tells_what_is_open
from claimcheck.claims.sold import (
    QUIET,
    TOLD,
    about,
    calls_its_own,
    configured,
    disowned,
    house_offers,
    offers_something,
    sold,
    tells_good_of_remedies,
    title_promises,
)
from claimcheck.claims.spoken import different, holds, phrases, said_in
from claimcheck.claims.trade import is_of_trade, sells_in_trade
from claimcheck.claims.voice import serves_people

if TYPE_CHECKING:
    from claimcheck.claims.reading import Reading

# So many different words of reference texts make one; a single sentence hardly holds them.
_INFORMING = 3
_PLAINLY = 2
_WEIGHING = 2
# So many different words of promotion, and more than of reference texts, make an offer of what is told.
_PROMOTING = 5
# Who praises in so many ways, and never doubts, does not inform.
_PRAISING = 2
# What is praised in so many ways is for sale, though nothing that is known by name is.
_PRAISED = 3
# A page that sells nothing keeps its distance by so many different words, and by more than it has of promotion.
_WARY = 2
_DISTANT = ("distancing", "uncertainty", "weighing")
_SOBER = ("informing", "doubting", *_DISTANT)
# A page explains that has so many different words of reference texts, and so many times those of promotion.
_EXPLAINING = 8
_EXPLAINED = 2
# What so large a share names is all that a page is about.
_MOSTLY = 0.4
# So many sentences of one block are a line of copy: no text around them says who speaks.
_ALONE = 2


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
    def page(self) -> tuple[str, ...]:
        """Return what kind of page it is, by what it offers: offers, informs or neither; and alone, slogan if it is."""
        kind = "offers" if self.visible else "informs" if self.informs else "neither"
        line = ("alone", "slogan") if self.slogan else ("alone",)
        return (kind, *line) if self.alone and not self.informs else (kind,)


NOTHING = Offer(frozenset(), (), False)


def offer_of(reading: Reading, offers: tuple[str, ...] = (), brands: tuple[str, ...] = ()) -> Offer:
    """Return what a page offers: as configured or said in front matter, else what title and calls to act name."""
    offer, alone = _offer_of(reading, offers, brands), _is_alone(reading)
    known = bool(offer.ids or offer.brands)
    return offer._replace(
        alone=alone,
        slogan=alone and not holds(reading, "soberly-told"),
        wary=not offer.visible and _keeps_its_distance(reading),
        sober=_is_sober(reading),
        quiet=not offer.visible and _is_quiet(reading),
        praises=different(reading, "promoting") > 0,
        sure=offer.visible and (known or different(reading, "promoting") >= _PRAISED),
        trade=is_of_trade(reading),
    )


def _offer_of(reading: Reading, offers: tuple[str, ...], brands: tuple[str, ...]) -> Offer:
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
        weighs = informs and _looks_at_evidence(reading)
        return Offer(frozenset(), brands, bool(brands), informs, weighs)
    not_ours = disowned(reading)
    for kinds in (("title", "description", "call-to-act"), ("heading",), ("paragraph", "item", "answer")):
        named = sold(reading, kinds, only_ours=kinds[0] == "paragraph")
        kept = {one for one in named if not any(reading.lexicon.agree(one, other) for other in not_ours)}
        if named and not kept:
            # What the page is about is not what its maker sells: it tells of it.
            return Offer(frozenset(), brands, bool(brands), not brands, _looks_at_evidence(reading))
        if kept:
            return Offer(frozenset(kept), brands, True)
    if spoken_of := about(reading):
        return Offer(frozenset(spoken_of), brands, True)
    if different(reading, "promoting") > different(reading, "informing") + 1:
        # Accepted care that a page praises rather than explains is what it sells.
        praised = sold(reading, ("title", "call-to-act"), only_ours=False, accepted=True)
        return Offer(frozenset(praised), brands, True)
    return Offer(frozenset(), brands, True)


def _is_alone(reading: Reading) -> bool:
    """Return whether a page is one block of so few sentences that nothing stands around them; none of a study."""
    if not _is_a_line(reading):
        return False
    # A single word of reference texts ("symptoms of") stands in advertisements too.
    return different(reading, "informing") <= 1 and not holds(reading, "weighing")


def _is_a_line(reading: Reading) -> bool:
    """Return whether a page is one block of a sentence or two, which may be copy."""
    return len(reading.document.blocks) == 1 and _told_apart(reading) <= _ALONE


def _told_apart(reading: Reading) -> int:
    """Return how many sentences a page has; marks alone are none, and what goes on behind an ellipsis is no new one."""
    text = reading.document.text
    spoken = [s for s in reading.sentences if any(letter.isalpha() for letter in text[s.start : s.end])]
    return sum(not text[: s.start].rstrip(" [](").endswith(("…", "..", ". .")) for s in spoken)


def _keeps_its_distance(reading: Reading) -> bool:
    """Return whether a page warns, doubts and weighs in more different words than it promotes.

    What whoever sells an investment has to say of its risk is one word, in however many it is told.
    """
    owed = phrases(reading, "owed-warning")
    distant = {phrase for name in _DISTANT for phrase in phrases(reading, name)}
    words = len(distant - owed) + bool(distant & owed)
    return words >= _WARY and words > different(reading, "promoting")


def _is_sober(reading: Reading) -> bool:
    return different(reading, *_SOBER) > different(reading, "promoting")


def _is_quiet(reading: Reading) -> bool:
    """Return whether a page praises nothing, and informs or explains in more than a line."""
    promoting = len(phrases(reading, "promoting") - _duties(reading))
    if promoting > QUIET or _is_a_line(reading):
        return False
    found = {phrase for name in (*_SOBER, "explaining") for phrase in phrases(reading, name)}
    # "Your doctor" stands in "ask your doctor": one word.
    told = [phrase for phrase in found if not any(phrase != other and phrase in other for other in found)]
    return len(told) >= promoting + _PLAINLY


def _duties(reading: Reading) -> set[str]:
    """Return the words of promotion that stand only where readers are told what they have to do: "you will need to"."""
    text = reading.document.text
    found: dict[str, bool] = {}
    for sentence in reading.sentences:
        duties = reading.spans(sentence, "duty-told")
        for span in said_in(reading, sentence, "promoting"):
            phrase = text[span.start : span.end].lower()
            told = any(span.start < duty.end and duty.start < span.end for duty in duties)
            found[phrase] = found.get(phrase, True) and told
    return {phrase for phrase, told in found.items() if told}


def _is_visible(reading: Reading) -> bool:
    if any(block.kind == "call-to-act" for block in reading.document.blocks):
        return True
    promoting = different(reading, "promoting")
    if promoting >= _PROMOTING and promoting > different(reading, "informing"):
        return True
    weighs, distant = _weighs(reading, promoting), _keeps_its_distance(reading)
    if not (weighs or distant) and any(house_offers(reading, s) for s in reading.sentences):
        return True
    if not (weighs or distant) and serves_people(reading):
        return True
    if _explains(reading):
        return _speaks_for_its_title(reading)
    if holds(reading, "patient-result", "selling") or (not distant and sells_in_trade(reading)):
        return True
    if not weighs and any(offers_something(reading, s) for s in reading.sentences):
        return True
    return _speaks_for_its_title(reading)


def _explains(reading: Reading) -> bool:
    """Return whether a page explains so much more than it praises that "our clinic" tells where it is written.

    Praise counts here even where the page only speaks of it: who sells and warns of others sells all the same.
    """
    text, informing = reading.document.text, different(reading, "informing")
    promoting = len({text[span.start : span.end].lower() for span in reading.everywhere("promoting")})
    return informing >= _EXPLAINING and informing > _EXPLAINED * (promoting + 1)


def _speaks_for_its_title(reading: Reading) -> bool:
    """Return whether a page is about a treatment that is no accepted care, and says nothing against it.

    Who only informs about one says what is not known of it; who leaves that out speaks for it, call to act or none.
    """
    if all(reading.document.blocks[s.block].kind in ("title", "heading") for s in reading.sentences):
        return False
    if not holds(reading, "doubting", "uncertainty", *_DISTANT) and title_promises(reading):
        return True
    if tells_what_is_open(reading) or _keeps_its_distance(reading) or _doubts_more(reading):
        return False
    # "Treatment option" and "treatment options" are one word of reference texts.
    informing, promoting = len(phrases(reading, "informing", singular=True)), different(reading, "promoting")
    if informing > _INFORMING + promoting and (_is_in_doubt(reading) or not about(reading, _MOSTLY)):
        return False
    # One word of doubt ("off-label", "talk to your doctor") does not weigh against a treatment spoken of throughout.
    doubting = different(reading, "doubting", *_DISTANT)
    if (not doubting or (doubting == 1 and not _is_quiet(reading))) and about(reading):
        return True
    told = ("title", "heading")
    return not holds(reading, "doubting") and bool(sold(reading, told, only_ours=False, told=TOLD))


def _doubts_more(reading: Reading) -> bool:
    """Return whether a page leaves open or weighs, by any word, what it does not praise in many more."""
    doubting = different(reading, "weighing", "uncertainty")
    return bool(doubting) and different(reading, "promoting") <= _PRAISED * doubting


def _weighs(reading: Reading, promoting: int) -> bool:
    """Return whether a page weighs evidence as reviews do: "we gave" tells there what was tried, not what is sold."""
    return promoting <= 1 and holds(reading, "weighing") and different(reading, "informing") > _INFORMING


def _looks_at_evidence(reading: Reading) -> bool:
    """Return whether a page weighs evidence, or says what is not known."""
    return holds(reading, "weighing", "uncertainty", "evidence-noun")


def _informs(reading: Reading) -> bool:
    """Return whether a page names so many things of which only reference texts speak (diagnosis, participants …)."""
    # Words that weigh evidence are those of a review, however short: a seller has no use for them.
    informing = different(reading, "informing") + _WEIGHING * different(reading, "weighing")
    # A page whose title names a treatment that is not accepted care speaks for it, unless it says what is not known.
    speaks_for = bool(sold(reading, ("title",), only_ours=False)) and not tells_what_is_open(reading)
    speaks_for = speaks_for or calls_its_own(reading) or holds(reading, "treating-voice")
    speaks_for = speaks_for or (tells_good_of_remedies(reading) and not _is_in_doubt(reading))
    promoting = different(reading, "promoting")
    if not promoting and not speaks_for and _informs_plainly(reading):
        return True
    sells = promoting >= _PROMOTING or (promoting >= _PRAISING and not _is_in_doubt(reading))
    if sells and informing <= _EXPLAINED * promoting:
        return False
    return informing >= _INFORMING and informing > promoting and not speaks_for


def _is_in_doubt(reading: Reading) -> bool:
    """Return whether a page has any word of doubt, of what is not known, or of evidence that is weighed."""
    return holds(reading, "doubting", "uncertainty", *_DISTANT) or tells_what_is_open(reading)


def _informs_plainly(reading: Reading) -> bool:
    """Return whether two sentences have words of reference texts: enough where no word promotes."""
    speaking = [s for s in reading.sentences if reading.spans(s, "informing")]
    return len(speaking) >= _PLAINLY and len(phrases(reading, "informing", singular=True)) >= _PLAINLY
