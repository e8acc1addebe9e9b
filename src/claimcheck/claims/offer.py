"""Page -> Offer: what it sells or promotes, or that it speaks as reference texts do.

The same words are read differently on a clinic's page and on an institute's: who offers is seen by titles, calls to
act, praise, and what is said against a treatment; never by where the page lies. How long it is tells one thing only: a
line that stands alone has no text around it.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from claimcheck.claims.cues import Part
from claimcheck.claims.fragments import VERBS
from claimcheck.claims.names import MEANS, OFFERABLE
from claimcheck.claims.openness import tells_what_is_open
from claimcheck.claims.spoken import different, holds, phrases, said_in

if TYPE_CHECKING:
    from claimcheck.claims.reading import Reading, Sentence
    from claimcheck.model import Span

# So many words may stand between "we" and what we do.
_OWN_WORDS = 4
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
# A page with so many words of promotion praises nothing; an investment that its title names is only spoken of.
_QUIET = 1
# A page explains that has so many different words of reference texts, and so many times those of promotion.
_EXPLAINING = 8
_EXPLAINED = 2
# A page is about a treatment that so many of its sentences name, and at least this share of them.
_ABOUT = 3
_SHARE = 1 / 6
# What so large a share names is all that a page is about.
_MOSTLY = 0.4
# A title of a study or of a guide names what is looked at: "A small trial of …", "How to compare funds".
_TOLD = ("not-sold", "reported-study", "guide-words")
_FINITE = ("VBZ", "VBP", "VBD", "MD")
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
    `sure` tells that what is offered is known, or that the page praises it.
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
    )


def _offer_of(reading: Reading, offers: tuple[str, ...], brands: tuple[str, ...]) -> Offer:
    front = reading.document.meta
    sold = front.get("offers") or front.get("product") or ()
    given = (*offers, *((sold,) if isinstance(sold, str) else tuple(map(str, sold))))
    ids, words = _configured(reading, given)
    brand = front.get("brand")
    brands = (*brands, *words, *((str(brand),) if brand else ()))
    if ids or words:
        return Offer(frozenset(ids), brands, True)
    if not _is_visible(reading):
        informs = not brands and _informs(reading)
        weighs = informs and _looks_at_evidence(reading)
        return Offer(frozenset(), brands, bool(brands), informs, weighs)
    for kinds in (("title", "description", "call-to-act"), ("heading",), ("paragraph", "item", "answer")):
        named = _sold(reading, kinds, only_ours=kinds[0] == "paragraph")
        if named:
            return Offer(frozenset(named), brands, True)
    about = _about(reading)
    if about:
        return Offer(frozenset(about), brands, True)
    if different(reading, "promoting") > different(reading, "informing") + 1:
        # Accepted care that a page praises rather than explains is what it sells.
        praised = _sold(reading, ("title", "call-to-act"), only_ours=False, accepted=True)
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
    """Return whether a page warns, doubts and weighs in more different words than it promotes."""
    distant = different(reading, *_DISTANT)
    return distant >= _WARY and distant > different(reading, "promoting")


def _is_sober(reading: Reading) -> bool:
    return different(reading, *_SOBER) > different(reading, "promoting")


def _is_quiet(reading: Reading) -> bool:
    """Return whether a page praises nothing, and informs or explains in more than a line."""
    promoting = len(phrases(reading, "promoting") - _duties(reading))
    if promoting > _QUIET or _is_a_line(reading):
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


def _configured(reading: Reading, given: tuple[str, ...]) -> tuple[set[str], list[str]]:
    """Return the ids and, for what the lexicon does not know, the words of a configured offer."""
    from claimcheck.words import words_in

    ids: set[str] = set()
    words: list[str] = []
    for text in given:
        found = {text} if text in reading.lexicon.names else {
            n.id for n in reading.lexicon.names_in(words_in(text)) if n.category in OFFERABLE
        }  # fmt: skip
        ids |= found
        words += [] if found else [text]
    return ids, words


def _is_visible(reading: Reading) -> bool:
    if any(block.kind == "call-to-act" for block in reading.document.blocks):
        return True
    promoting = different(reading, "promoting")
    if promoting >= _PROMOTING and promoting > different(reading, "informing"):
        return True
    if _explains(reading):
        return _speaks_for_its_title(reading)
    if holds(reading, "patient-result", "selling"):
        return True
    if not _weighs(reading, promoting) and any(_offers_something(reading, s) for s in reading.sentences):
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
    if _title_promises(reading) and not holds(reading, "doubting", "uncertainty", *_DISTANT):
        return True
    if holds(reading, "weighing", "uncertainty") or tells_what_is_open(reading) or _keeps_its_distance(reading):
        return False
    # "Treatment option" and "treatment options" are one word of reference texts.
    informing, promoting = len(phrases(reading, "informing", singular=True)), different(reading, "promoting")
    if informing > _INFORMING + promoting and (_is_in_doubt(reading) or not _about(reading, _MOSTLY)):
        return False
    # One word of doubt ("off-label", "talk to your doctor") does not weigh against a treatment spoken of throughout.
    doubting = different(reading, "doubting", *_DISTANT)
    if (not doubting or (doubting == 1 and not _is_quiet(reading))) and _about(reading):
        return True
    told = ("title", "heading")
    return not holds(reading, "doubting") and bool(_sold(reading, told, only_ours=False, told=_TOLD))


def _title_promises(reading: Reading) -> bool:
    """Return whether a title says that a treatment which is no accepted care does good: "Nettle cream eases gout"."""
    promises = any(
        part.own(*VERBS) and not part.own("negator")
        for block in reading.titles
        for sentence in reading.by_block[block]
        if not reading.document.text[sentence.start : sentence.end].rstrip().endswith("?")
        for clause in reading.clauses[sentence.position]
        if clause.tokens[clause.head].tag in _FINITE
        for part in (Part(reading, sentence, clause),)
    )
    return promises and bool(_sold(reading, ("title",), only_ours=False, told=_TOLD))


def _about(reading: Reading, share: float = _SHARE) -> set[str]:
    """Return the treatments, no accepted care and none by a general name, that a page speaks of throughout."""
    named = Counter(
        name
        for names in reading.names
        for name in {one.id for one in names if one.category == "treatment"}
        if not reading.lexicon.names[name].established
    )
    enough = max(_ABOUT, share * len(reading.sentences))
    found = {name for name, sentences in named.items() if sentences >= enough}
    return {name for name in found if not any(name in entry.parents for entry in reading.lexicon.names.values())}


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
    speaks_for = bool(_sold(reading, ("title",), only_ours=False)) and not tells_what_is_open(reading)
    speaks_for = speaks_for or _calls_its_own(reading)
    speaks_for = speaks_for or holds(reading, "treating-voice")
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


def _calls_its_own(reading: Reading) -> bool:
    """Return whether a treatment or the like is called the page's own: "our cells"."""
    text = reading.document.text
    starts = [name.start for names in reading.names for name in names if name.category in OFFERABLE]
    starts += [span.start for s in reading.sentences for span in reading.spans(s, "generic-treatment")]
    # The name may hold the word itself.
    return any("our" in text[max(0, start - 4) : start + 4].lower().split() for start in starts)


def _offers_something(reading: Reading, sentence: Sentence) -> bool:
    """Return whether a sentence says that "we" offer a treatment, a course or the like; findings are no offer."""
    if not any(
        _in_one_breath(reading, we, verb)
        for we in reading.spans(sentence, "we")
        for verb in reading.spans(sentence, "offer-verb")
        if not _is_everybodys(reading, sentence, we)
    ):
        return False
    if any(reading.spans(sentence, name) for name in ("study-noun", "evidence-noun", "research-verb")):
        return False  # what the authors of a review looked at
    general = any(reading.spans(sentence, f"generic-{what}") for what in ("treatment", "course", "investment"))
    return general or any(name.category in OFFERABLE for name in reading.names[sentence.position])


def _is_everybodys(reading: Reading, sentence: Sentence, we: Span) -> bool:
    """Return whether "our" is said of what all people have: "our intestines", "our bodies"."""
    held = [name.start for name in reading.names[sentence.position] if name.category == "body"]
    held += [span.start for span in reading.spans(sentence, "everybodys")]
    return any(0 < start - we.end <= 1 for start in held)


def _in_one_breath(reading: Reading, we: Span, verb: Span) -> bool:
    """Return whether so few words stand between who speaks and a verb that it is theirs: "we are uncertain whether"."""
    between = reading.document.text[min(we.end, verb.end) : max(we.start, verb.start)]
    return len(between.split()) <= _OWN_WORDS


def _sold(
    reading: Reading,
    kinds: tuple[str, ...],
    *,
    only_ours: bool,
    accepted: bool = False,
    told: tuple[str, ...] = ("not-sold",),
) -> set[str]:
    found = set()
    praises = different(reading, "promoting") > _QUIET
    for sentence in reading.sentences:
        if reading.document.blocks[sentence.block].kind not in kinds:
            continue
        if (only_ours and not reading.spans(sentence, "we")) or any(reading.spans(sentence, name) for name in told):
            continue
        for name in reading.names[sentence.position]:
            # "What are mutual funds?": everybody's investments are explained more often than sold.
            if name.category == "investment" and not only_ours and not praises:
                continue
            if name.category in (MEANS if accepted else OFFERABLE) and (
                accepted or not reading.lexicon.names[name.id].established
            ):
                found.add(name.id)
    return found
