"""Clause -> role: for whom it speaks. What the page offers, established care, something else, or nobody named.

The same words are read differently on a clinic's page and on an institute's, because the doer differs: the reading
asks who does it, never how long the page is or where it lies.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claimcheck.claims.doers import (
    comes_about,
    does_to_reader,
    is_a_brand,
    is_at_a_place,
    is_given,
    is_pointed_at,
    is_ware,
    named_doers,
    tells_of_study,
)
from claimcheck.claims.names import MEANS, OFFERABLE

if TYPE_CHECKING:
    from claimcheck.claims.cues import Part
    from claimcheck.claims.reading import Reading, Sentence
    from claimcheck.model import Name, Span

_PRONOUNS = ("it", "they", "this", "these", "that", "which", "them", "both", "each")
# So many words may stand between "we" and what we do.
_OWN_WORDS = 4
# So many characters behind "instead of" still belong to what is replaced.
_NEAR = 40
# So many different words of reference texts make one; a single sentence hardly holds them.
_INFORMING = 3
_PLAINLY = 2
_WEIGHING = 2
# So many different words of promotion, and more than of reference texts, make an offer of what is told.
_PROMOTING = 5
# So many sentences of one block are a line of copy: no text around them says who speaks.
_ALONE = 2
# A maker calls its product after what it is to do good: "Knee Comfort Plus".
_IN_BRANDS = {"body", "outcome"}
_POINTERS = ("this", "these", "the", "such", "both")
_SELVES = ("we", "our", "us", "ours")
_READER = ("you", "your", "yours")
_ANYBODY = (["you"], ["one"])
# What no reader does by taking advice: something else has to bring it about.
_DONE_BY_MEANS = ("cure-verb", "regenerate-verb", "help-verb", "restore-verb", "increase-verb", "improve-verb")
# Where it is seen to happen: "in our patients", "at our clinic".
_AMONG = ("in", "among", "at")
_MEANS = ("with", "by", "through", "via", "using", "after")
# What a reader does about it without anything that is sold, and where.
_OWN_WAYS = ("by", "at")


class Offer(NamedTuple):
    """What a page sells or promotes: lexicon ids, brand words, whether any offer is visible at all.

    `informs` tells that a page without an offer speaks of an illness or of research as reference texts do, `weighs`
    that it weighs evidence, `alone` that it is a line or two with nothing around them: what an advertisement, a label
    or a post says.
    """

    ids: frozenset[str]
    brands: tuple[str, ...]
    visible: bool
    informs: bool = False
    weighs: bool = False
    alone: bool = False

    @property
    def page(self) -> tuple[str, ...]:
        """Return what kind of page it is, by what it offers: offers, informs or neither, and then alone if it is."""
        if self.visible or self.informs:
            return ("offers",) if self.visible else ("informs",)
        return ("neither", "alone") if self.alone else ("neither",)


NOTHING = Offer(frozenset(), (), False)


def offer_of(reading: Reading, offers: tuple[str, ...] = (), brands: tuple[str, ...] = ()) -> Offer:
    """Return what a page offers: as configured or said in front matter, else what title and calls to act name."""
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
        weighs = informs and bool(_different(reading, "weighing"))
        return Offer(frozenset(), brands, bool(brands), informs, weighs, _is_alone(reading))
    for kinds in (("title", "description", "call-to-act"), ("heading",), ("paragraph", "item", "answer")):
        named = _sold(reading, kinds, only_ours=kinds[0] == "paragraph")
        if named:
            return Offer(frozenset(named), brands, True)
    if _different(reading, "promoting") > _different(reading, "informing") + 1:
        # Accepted care that a page praises rather than explains is what it sells.
        return Offer(frozenset(_sold(reading, ("title", "call-to-act"), only_ours=False, accepted=True)), brands, True)
    return Offer(frozenset(), brands, True)


def _is_alone(reading: Reading) -> bool:
    """Return whether a page is one block of so few sentences that nothing stands around them; none of a study."""
    if len(reading.document.blocks) != 1 or len(reading.sentences) > _ALONE:
        return False
    # A single word of reference texts ("symptoms of") stands in advertisements too.
    return _different(reading, "informing") <= 1 and not _different(reading, "weighing")


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
    signs = ("patient-result", "selling")
    promoting = _different(reading, "promoting")
    if promoting >= _PROMOTING and promoting > _different(reading, "informing"):
        return True
    if any(any(reading.spans(s, n) for n in signs) for s in reading.sentences):
        return True
    if not _weighs(reading, promoting) and any(_offers_something(reading, s) for s in reading.sentences):
        return True
    return _speaks_for_its_title(reading)


def _speaks_for_its_title(reading: Reading) -> bool:
    """Return whether a page is about a treatment that is no accepted care, and says nothing against it.

    Who only informs about one says what is not known of it; who leaves that out speaks for it, call to act or none.
    """
    if all(reading.document.blocks[s.block].kind in ("title", "heading") for s in reading.sentences):
        return False
    doubts = ("weighing", "uncertainty", "doubting")
    if any(reading.spans(s, name) for s in reading.sentences for name in doubts):
        return False
    informing, promoting = _different(reading, "informing"), _different(reading, "promoting")
    return informing <= _INFORMING + promoting and bool(_sold(reading, ("title", "heading"), only_ours=False))


def _weighs(reading: Reading, promoting: int) -> bool:
    """Return whether a page weighs evidence as reviews do: "we gave" tells there what was tried, not what is sold."""
    return promoting <= 1 and bool(_different(reading, "weighing")) and _different(reading, "informing") > _INFORMING


def _informs(reading: Reading) -> bool:
    """Return whether a page names so many things of which only reference texts speak (diagnosis, participants …)."""
    # Words that weigh evidence are those of a review, however short: a seller has no use for them.
    informing = _different(reading, "informing") + _WEIGHING * _different(reading, "weighing")
    # A page whose title names a treatment that is not accepted care speaks for it, however soberly.
    speaks_for = bool(_sold(reading, ("title",), only_ours=False)) or _calls_its_own(reading)
    speaks_for = speaks_for or bool(_different(reading, "treating-voice"))
    promoting = _different(reading, "promoting")
    if not promoting and not speaks_for and _informs_plainly(reading):
        return True
    return informing >= _INFORMING and informing > promoting and not speaks_for


def _informs_plainly(reading: Reading) -> bool:
    """Return whether two sentences have words of reference texts: enough where no word promotes."""
    speaking = [s for s in reading.sentences if reading.spans(s, "informing")]
    return len(speaking) >= _PLAINLY and len(_phrases(reading, "informing", singular=True)) >= _PLAINLY


def _calls_its_own(reading: Reading) -> bool:
    """Return whether a treatment or the like is called the page's own: "our cells"."""
    text = reading.document.text
    starts = [name.start for names in reading.names for name in names if name.category in OFFERABLE]
    starts += [span.start for s in reading.sentences for span in reading.spans(s, "generic-treatment")]
    # The name may hold the word itself.
    return any("our" in text[max(0, start - 4) : start + 4].lower().split() for start in starts)


def _different(reading: Reading, name: str) -> int:
    """Return how many different phrases of a class a page holds."""
    return len(_phrases(reading, name))


def _phrases(reading: Reading, name: str, *, singular: bool = False) -> set[str]:
    text = reading.document.text
    found = {text[s.start : s.end].lower() for sentence in reading.sentences for s in reading.spans(sentence, name)}
    return {phrase.removesuffix("s") for phrase in found} if singular else found


def _offers_something(reading: Reading, sentence: Sentence) -> bool:
    """Return whether a sentence says that "we" offer a treatment, a course or the like; findings are no offer."""
    if not any(
        _in_one_breath(reading, we, verb)
        for we in reading.spans(sentence, "we")
        for verb in reading.spans(sentence, "offer-verb")
    ):
        return False
    if any(reading.spans(sentence, name) for name in ("study-noun", "evidence-noun", "research-verb")):
        return False  # what the authors of a review looked at
    general = any(reading.spans(sentence, f"generic-{what}") for what in ("treatment", "course", "investment"))
    return general or any(name.category in OFFERABLE for name in reading.names[sentence.position])


def _in_one_breath(reading: Reading, we: Span, verb: Span) -> bool:
    """Return whether so few words stand between who speaks and a verb that it is theirs: "we are uncertain whether"."""
    between = reading.document.text[min(we.end, verb.end) : max(we.start, verb.start)]
    return len(between.split()) <= _OWN_WORDS


def _sold(reading: Reading, kinds: tuple[str, ...], *, only_ours: bool, accepted: bool = False) -> set[str]:
    found = set()
    for sentence in reading.sentences:
        if reading.document.blocks[sentence.block].kind not in kinds:
            continue
        if (only_ours and not reading.spans(sentence, "we")) or reading.spans(sentence, "not-sold"):
            continue
        for name in reading.names[sentence.position]:
            if name.category in (MEANS if accepted else OFFERABLE) and (
                accepted or not reading.lexicon.names[name.id].established
            ):
                found.add(name.id)
    return found


def role_of(part: Part, offer: Offer, own: tuple[Name, ...], around: tuple[Name, ...]) -> str:
    """Return offered, established, other or unstated for a clause with its own names and those around it."""
    role = _read(part, offer, own, around)
    # A page that informs speaks for nobody: what it names is what it reports on. Where it weighs nothing, it speaks for
    # what is not accepted care and is said to do it.
    speaks_for = not offer.weighs and any(n.via == "here" and n.category == "treatment" for n in _unaccepted(part, own))
    return "other" if role in ("offered", "unstated") and offer.informs and not speaks_for else role


def _unaccepted(part: Part, own: tuple[Name, ...]) -> list[Name]:
    """Return the doers that are treatments which are not accepted care."""
    doers = part.clause.phrases(part.clause.who)
    named = [name for name in _means(own) if any(span.holds(name.start, name.end) for span in doers)]
    return [name for name in named if not part.reading.lexicon.names[name.id].established]


def _read(part: Part, offer: Offer, own: tuple[Name, ...], around: tuple[Name, ...]) -> str:
    clause = part.clause
    doers = clause.phrases(clause.who)
    words = " ".join(part.text(span) for span in doers).split()
    carrying = _carrying(part)
    if "we" in (*words, *carrying) and not offer.visible and part.own("research-verb"):
        return "other"  # the authors of a review, who sell nothing
    selves = (*words, *carrying, *_instrument_words(part))
    if any(word in _SELVES for word in selves) or _names_brand(part, offer):
        return "offered"
    if not doers:
        return _without_doer(part, offer, own, around)
    if words == ["what"] or _speaks_of_others(part):
        return "other"  # "what helps and what does not", "clinics abroad sell exosomes"
    named = named_doers(part, own, doers, offers=offer.visible)
    treatments = [name for name in named if name.category in MEANS]
    if treatments:
        return _by_treatments(part, offer, treatments)
    if is_ware(part, named) or (is_given(part) and (offer.visible or _means(around))):
        return _by_context(part, offer, own, around)
    if not any(name.category in ("body", "process") for name in named) and _stands_for_another(part, words):
        return _by_context(part, offer, own, around)
    categories = {name.category for name in named}
    if "your" in words and "risk" not in categories:
        return _by_context(part, offer, own, around)  # "your arthritis will disappear": by what is promised
    if offer.visible and not clause.to and comes_about(part, words, categories):
        return _by_context(part, offer, own, around)
    if offer.visible and "people" in categories and is_at_a_place(part):
        return "offered"
    if tells_of_study(part) and not categories:
        return _by_context(part, offer, own, around)
    if "people" in categories or tells_of_study(part):
        near = offer.visible or _means(own) or any(n.via in ("block", "lead", "heading") for n in _means(around))
        near = near or any(is_pointed_at(part, span) for span in part.spans("generic-treatment"))
        return _by_context(part, offer, own, around) if near else "other"
    brand = categories <= _IN_BRANDS and is_a_brand(part, doers, named)
    named_otherwise = categories and not brand and not does_to_reader(part, categories)
    if named_otherwise or (words in _ANYBODY and _does_for_oneself(part, offer, (*own, *around))):
        return "other"
    return "offered" if offer.visible else "unstated"


def _does_for_oneself(part: Part, offer: Offer, names: tuple[Name, ...]) -> bool:
    """Return whether it is what readers do without what is offered: "you can do a lot to prevent heart disease"."""
    return not offer.visible and not _means(names) and not part.own(*_DONE_BY_MEANS)


def _carrying(part: Part) -> list[str]:
    """Return the words of who says it, where one verb carries another ("our doctors say that …")."""
    clause = part.clause
    subjects = [i for verb in clause.verbs[:-1] for i in clause.below[verb] if clause.tokens[i].dep == "nsubj"]
    return " ".join(part.text(span) for span in clause.phrases(subjects)).split()


def _instrument_words(part: Part) -> list[str]:
    """Return the words by which or in whom it is done ("with our cells you will walk again", "in our patients")."""
    by = [i for word, i in part.clause.by_preposition if word in (*_MEANS, *_AMONG)]
    return " ".join(part.text(span) for span in part.clause.phrases(by)).split()


def _names_brand(part: Part, offer: Offer) -> bool:
    text = part.text(part.clause.span)
    return any(brand.lower() in text for brand in offer.brands)


def _speaks_of_others(part: Part) -> bool:
    """Return whether the doers are sellers of whom the page does not speak as its own."""
    return any(any(i in part.clause.who for i in part.positions(span)) for span in part.spans("other-sellers"))


def _by_treatments(part: Part, offer: Offer, treatments: list[Name]) -> str:
    """Return the role of treatments that a clause is about; accepted care that comes first is what it speaks of.

    "Physiotherapy begun along with cell therapy restores …" speaks for physiotherapy.
    """
    lexicon = part.reading.lexicon
    sold = [any(lexicon.agree(name.id, one) for one in offer.ids) for name in treatments]
    accepted = [name.category == "medicine" or lexicon.names[name.id].established for name in treatments]
    own = [i for i, name in enumerate(treatments) if name.via == "here"]
    if own and accepted[own[0]] and not sold[own[0]]:
        return "established"
    if any(sold):
        return "offered"
    return "established" if all(accepted) else "unstated"


def _stands_for_another(part: Part, words: list[str]) -> bool:
    """Return whether the doer is a pronoun or a general word (this therapy, the cells) for something named before."""
    if words and words[0] in _PRONOUNS and len(words) == 1:
        return True
    general = part.spans("generic-treatment", "generic-course", "generic-investment")
    is_general = any(any(i in part.clause.who for i in part.positions(span)) for span in general)
    # "white blood cells", "a drug that is given by vein": a longer phrase names something of its own.
    return is_general and (len(words) <= 2 or words[0] in _POINTERS)


def _means(names: tuple[Name, ...]) -> list[Name]:
    return [name for name in names if name.category in MEANS]


def _used(part: Part, own: tuple[Name, ...]) -> list[Name]:
    """Return the treatments that a clause is about: not those that are to be replaced ("without surgery")."""
    instead = part.spans("instead-of")
    return [n for n in _means(own) if not any(s.end <= n.start < s.end + _NEAR or s.holds(*n[2:4]) for s in instead)]


def _is_replaced(part: Part, name: Name) -> bool:
    """Return whether an earlier sentence of the block names a treatment only as what is to be replaced."""
    if name.via != "block":
        return False
    reading = part.reading
    held = [s for s in reading.by_block[part.sentence.block] if s.start <= name.start < s.end and s != part.sentence]
    instead = [span for sentence in held for span in reading.spans(sentence, "instead-of")]
    return any(s.end <= name.start < s.end + _NEAR for s in instead)


def _by_context(part: Part, offer: Offer, own: tuple[Name, ...], around: tuple[Name, ...]) -> str:
    """Return the role by the treatment in the clause, else by the nearest one around it, else by the page's offer."""
    means = _used(part, own)
    if means:
        return _by_treatments(part, offer, means)
    nearest = [name for name in _means(around) if not _is_replaced(part, name)]
    if nearest:
        first = [name for name in nearest if name.via == nearest[0].via]
        return _by_treatments(part, offer, first)
    return "offered" if offer.visible else "unstated"


def _without_doer(part: Part, offer: Offer, own: tuple[Name, ...], around: tuple[Name, ...]) -> str:
    clause = part.clause
    # "Is used for depression" is said of what is used; on a line alone nobody else says it.
    done_to = clause.phrases(clause.to) if clause.passive and not offer.alone else ()
    means = [name for name in _used(part, own) if not any(span.holds(name.start, name.end) for span in done_to)]
    if not means and (_is_able(part) or _is_clipped(part)):
        return _by_context(part, offer, own, around)
    if means:
        return _by_treatments(part, offer, means)
    if done_to and _stands_for_another(part, " ".join(part.text(span) for span in done_to).split()):
        return _by_context(part, offer, own, around)  # "it can be used for arthritis"
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


def _tells_how(part: Part) -> bool:
    """Return whether a clause names the reader's own way: "prevent falls by clearing the stairs", "at home"."""
    tokens = part.clause.tokens
    return any(word in _OWN_WAYS or tokens[i].tag == "VBG" for word, i in part.clause.by_preposition)


def _is_clipped(part: Part) -> bool:
    """Return whether a sentence begins with its finite verb and names no doer: "is used in asthma", "may ease pain"."""
    tokens = part.clause.tokens
    return tokens[0].tag in ("VBZ", "MD", "VBD") and not {"nsubj", "nsubjpass", "expl"} & {t.dep for t in tokens}


def _is_able(part: Part) -> bool:
    """Return whether somebody's power to do it is spoken of: "its ability to calm nerves"."""
    tokens, above = part.clause.tokens, part.above()
    nouns = [i for span in part.spans("power-noun") for i in part.positions(span) if i in above]
    owners = [tokens[j].lower for i in nouns for j in range(i) if tokens[j].head == i and tokens[j].dep == "poss"]
    return any(owner in ("its", "their", "our") for owner in owners)


def _by_place(part: Part, offer: Offer, own: tuple[Name, ...]) -> str:
    """Return the role of a passive without a doer: what is done at a named place is offered there.

    So is what comes out well on a page that offers something, of itself as it were: "the pain is eliminated".
    """
    ills = any(name.category in ("condition", "outcome") for name in own)
    comes_out_well = offer.visible and bool(part.own(*_DONE_BY_MEANS, *(("reduce-verb",) if ills else ())))
    if not is_at_a_place(part) and not comes_out_well:
        return "other"
    return "offered" if offer.visible else "unstated"


def _is_topic(part: Part) -> bool:
    """Return whether a heading only names a field: "treatment of leukemia", "pain management"."""
    topics = part.own("topic-noun")
    praised = part.own("selling-adjective", "evidence-strength", "superlative", "hype", "certain", "effective")
    return part.clause.tokens[part.clause.head].tag[:2] == "NN" and bool(topics) and not praised
