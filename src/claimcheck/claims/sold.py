"""Page -> what it names as sold: in its title and calls to act, as its own, or as what it speaks of throughout."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from claimcheck.claims.cues import Part
from claimcheck.claims.fragments import VERBS
from claimcheck.claims.names import GENERIC, MEANS, OFFERABLE
from claimcheck.claims.syntax import BULLETS, FINITE
from claimcheck.claims.tone import QUIET, promoting
from claimcheck.words import words_in

if TYPE_CHECKING:
    from claimcheck.claims.reading import Reading, Sentence
    from claimcheck.model import Span

# So many words may stand between "we" and what we do.
_OWN_WORDS = 4
# What is named so close behind "we do not offer" is what is not offered.
_NEXT = 25
# A page is about a treatment that so many of its sentences name, and at least this share of them.
_ABOUT = 3
_SHARE = 1 / 6
# What is sold to be taken without a doctor, and in how many sentences a page tells good of it.
_REMEDIES = ("supplement", "alternative-medicine")
_TELLING = 2
# So many bullets that begin with a gain, and say neither "may" nor "not", speak for what the title names.
_LISTED = 4
_OPEN = ("negator", "uncertainty", "hedge-modal", "harm-noun")
# What stands in a line that tells a dose, and what in one that tells of a study; so many lines instruct.
_DOSED = ("unapproved-substance", "dose-unit", "per-time")
_STUDIED = ("study-noun", "research-verb")
_DOSES = 2
# A title of a study or of a guide names what is looked at: "A small trial of …", "How to compare funds".
TOLD = ("not-sold", "reported-study", "guide-words")


def configured(reading: Reading, given: tuple[str, ...]) -> tuple[set[str], list[str]]:
    """Return the ids and, for what the lexicon does not know, the words of a configured offer."""
    ids: set[str] = set()
    words: list[str] = []
    for text in given:
        found = {text} if text in reading.lexicon.names else {
            n.id for n in reading.lexicon.names_in(words_in(text)) if n.category in OFFERABLE
        }  # fmt: skip
        ids |= found
        words += [] if found else [text]
    return ids, words


def title_promises(reading: Reading) -> bool:
    """Return whether a title says that a treatment which is no accepted care does good: "Turmeric eases gout"."""
    # Names are known already; the grammar of a title is read for this alone.
    if not sold(reading, ("title",), only_ours=False, told=TOLD):
        return False
    return any(_promises(reading, sentence) for block in reading.titles for sentence in reading.by_block[block])


def _promises(reading: Reading, sentence: Sentence) -> bool:
    """Return whether a sentence says, and neither denies nor asks, that something does good."""
    if reading.document.text[sentence.start : sentence.end].rstrip().endswith("?"):
        return False
    parts = [Part(reading, sentence, clause) for clause in reading.clauses[sentence.position]]
    told = [part for part in parts if any(part.clause.tokens[i].tag in FINITE for i in part.clause.verbs)]
    return any(part.own(*VERBS) and not part.own("negator") for part in told)


def about(reading: Reading, share: float = _SHARE) -> set[str]:
    """Return the treatments, no accepted care and none by a general name, that a page speaks of throughout.

    Each is named in so large a `share` (0 to 1) of its sentences.
    """
    enough = max(_ABOUT, share * len(reading.sentences))
    named = reading.once("sentences that name", lambda: _sentences_that_name(reading))
    found = {name for name, sentences in named.items() if sentences >= enough}
    return {name for name in found if not any(name in entry.parents for entry in reading.lexicon.names.values())}


def _sentences_that_name(reading: Reading) -> Counter[str]:
    """Return how many sentences name each treatment that is no accepted care."""
    return Counter(
        name
        for names in reading.names
        for name in {one.id for one in names if one.category == "treatment"}
        if not reading.lexicon.names[name].established
    )


def tells_good_of_remedies(reading: Reading) -> bool:
    """Return whether some sentences tell that a remedy that is no accepted care does good."""
    telling = [s for s in reading.sentences if _names_remedy(reading, s) and not reading.spans(s, "negator")]
    good = [s for s in telling if any(reading.spans(s, name) for name in VERBS)]
    return len(good) >= _TELLING


def _names_remedy(reading: Reading, sentence: Sentence) -> bool:
    named = [name.id for name in reading.names[sentence.position] if name.category == "treatment"]
    lexicon = reading.lexicon
    named = [name for name in named if not lexicon.names[name].established]
    return any(lexicon.is_a(name, of) for name in named for of in _REMEDIES)


def lists_gains(reading: Reading) -> bool:
    """Return whether a page with an unaccepted treatment in its title lists, as facts, what that makes better.

    However openly its sentences speak of research: its bullets ("Improves sleep") do not.
    """
    if not sold(reading, ("title",), only_ours=False):
        return False
    listed = [s for s in reading.sentences if reading.document.blocks[s.block].kind in BULLETS]
    return sum(_begins_with_gain(reading, sentence) for sentence in listed) >= _LISTED


def _begins_with_gain(reading: Reading, sentence: Sentence) -> bool:
    is_open = any(reading.spans(sentence, name) for name in _OPEN)
    return not is_open and reading.begins(sentence, *VERBS, "went-better")


def tells_doses(reading: Reading) -> bool:
    """Return whether a page tells in several places how much of an unapproved substance to take, and of no study.

    Whatever a page says of research: who gives a dose and how often speaks for its being taken.
    """
    told = [s for s in reading.sentences if all(reading.spans(s, name) for name in _DOSED)]
    return sum(not _is_of_a_study(reading, sentence) for sentence in told) >= _DOSES


def _is_of_a_study(reading: Reading, sentence: Sentence) -> bool:
    of_animals = any(reading.lexicon.is_a(name.id, "animal") for name in reading.names[sentence.position])
    return of_animals or any(reading.spans(sentence, name) for name in _STUDIED)


def calls_its_own(reading: Reading) -> bool:
    """Return whether a treatment or the like is called the page's own: "our cells"."""
    text = reading.document.text
    starts = [name.start for names in reading.names for name in names if name.category in OFFERABLE]
    starts += [span.start for s in reading.sentences for span in reading.spans(s, "generic-treatment")]
    # The name may hold the word itself.
    return any("our" in text[max(0, start - 4) : start + 4].lower().split() for start in starts)


def disowned(reading: Reading) -> set[str]:
    """Return what "we" say that we do not offer: "while we do not offer peptide therapies at this time"."""
    found = set()
    for sentence in reading.sentences:
        denied = reading.spans(sentence, "not-sold")
        ours = [d for d in denied if any(0 < d.start - we.end <= 1 for we in reading.spans(sentence, "we"))]
        names = [n for n in reading.names[sentence.position] if n.category in OFFERABLE]
        found |= {n.id for n in names if any(0 < n.start - d.end <= _NEXT for d in ours)}
    return found


def offers_something(reading: Reading, sentence: Sentence) -> bool:
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
    general = any(reading.spans(sentence, name) for name in GENERIC)
    return general or any(name.category in OFFERABLE for name in reading.names[sentence.position])


def house_offers(reading: Reading, sentence: Sentence) -> bool:
    """Return whether a house is said by its name to offer something, on a page that tells of no accepted care alone."""
    if not reading.spans(sentence, "house-offers") or reading.spans(sentence, "negator"):
        return False
    lexicon = reading.lexicon
    named = [one.id for one in reading.names[sentence.position] if one.category == "treatment"]
    return any(not lexicon.names[one].established for one in named) or bool(about(reading))


def _is_everybodys(reading: Reading, sentence: Sentence, we: Span) -> bool:
    """Return whether "our" is said of what all people have: "our intestines", "our bodies"."""
    held = [name.start for name in reading.names[sentence.position] if name.category == "body"]
    held += [span.start for span in reading.spans(sentence, "everybodys")]
    return any(0 < start - we.end <= 1 for start in held)


def _in_one_breath(reading: Reading, we: Span, verb: Span) -> bool:
    """Return whether so few words stand between who speaks and a verb that it is theirs: "we are uncertain whether"."""
    between = reading.document.text[min(we.end, verb.end) : max(we.start, verb.start)]
    return len(between.split()) <= _OWN_WORDS


def sold(
    reading: Reading,
    kinds: tuple[str, ...],
    *,
    only_ours: bool,
    accepted: bool = False,
    told: tuple[str, ...] = ("not-sold",),
) -> set[str]:
    """Return the treatments, courses and the like that blocks of some kinds name, but for accepted care.

    `only_ours` asks for a "we" beside them, `accepted` takes accepted care as well; where a sentence has words of the
    classes `told`, it only speaks of what it names.
    """
    found = set()
    praises = promoting(reading) > QUIET
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
