"""Page -> how it speaks: in how many different words it promotes, informs, doubts and weighs, and what that tells.

Each question is asked of words that the page says itself (spoken.py), whatever it offers. How long a page is tells one
thing only: a line that stands alone has no text around it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.claims.openness import tells_what_is_open
from claimcheck.claims.spoken import different, holds, phrases, said_in

if TYPE_CHECKING:
    from claimcheck.claims.reading import Reading

# A page with so many words of promotion praises nothing.
QUIET = 1
# What is praised in so many ways is for sale, though nothing that is known by name is.
PRAISED = 3
# So many different words of reference texts make one; a single sentence hardly holds them.
INFORMING = 3
# So many times the words of promotion are those of a page that explains.
EXPLAINED = 2
DISTANT = ("distancing", "uncertainty", "weighing")
_SOBER = ("informing", "doubting", *DISTANT)
# A page that sells nothing keeps its distance by so many different words, and by more than it has of promotion.
_WARY = 2
_PLAINLY = 2
_EXPLAINING = 8
# So many sentences of one block are a line of copy: no text around them says who speaks.
_ALONE = 2


def promoting(reading: Reading) -> int:
    """Return in how many different words a page praises and urges."""
    return different(reading, "promoting")


def is_alone(reading: Reading) -> bool:
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


def keeps_its_distance(reading: Reading) -> bool:
    """Return whether a page warns, doubts and weighs in more different words than it promotes.

    What whoever sells an investment has to say of its risk is one word, in however many it is told.
    """
    owed = phrases(reading, "owed-warning")
    distant = {phrase for name in DISTANT for phrase in phrases(reading, name)}
    words = len(distant - owed) + bool(distant & owed)
    return words >= _WARY and words > promoting(reading)


def is_sober(reading: Reading) -> bool:
    """Return whether a page informs, doubts and weighs in more different words than it promotes."""
    return different(reading, *_SOBER) > promoting(reading)


def is_quiet(reading: Reading) -> bool:
    """Return whether a page praises nothing, and informs or explains in more than a line."""
    praised = len(phrases(reading, "promoting") - _duties(reading))
    if praised > QUIET or _is_a_line(reading):
        return False
    found = {phrase for name in (*_SOBER, "explaining") for phrase in phrases(reading, name)}
    # "Your doctor" stands in "ask your doctor": one word.
    told = [phrase for phrase in found if not any(phrase != other and phrase in other for other in found)]
    return len(told) >= praised + _PLAINLY


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


def explains(reading: Reading) -> bool:
    """Return whether a page explains so much more than it praises that "our clinic" tells where it is written.

    Praise counts here even where the page only speaks of it: who sells and warns of others sells all the same.
    """
    text, informing = reading.document.text, different(reading, "informing")
    named = len({text[span.start : span.end].lower() for span in reading.everywhere("promoting")})
    return informing >= _EXPLAINING and informing > EXPLAINED * (named + 1)


def weighs_evidence(reading: Reading) -> bool:
    """Return whether a page weighs evidence as reviews do: "we gave" tells there what was tried, not what is sold."""
    return promoting(reading) <= QUIET and holds(reading, "weighing") and different(reading, "informing") > INFORMING


def looks_at_evidence(reading: Reading) -> bool:
    """Return whether a page weighs evidence, or says what is not known."""
    return holds(reading, "weighing", "uncertainty", "evidence-noun")


def doubts_more(reading: Reading) -> bool:
    """Return whether a page leaves open or weighs, by any word, what it does not praise in many more."""
    doubting = different(reading, "weighing", "uncertainty")
    return bool(doubting) and promoting(reading) <= PRAISED * doubting


def is_in_doubt(reading: Reading) -> bool:
    """Return whether a page has any word of doubt, of what is not known, or of evidence that is weighed."""
    return holds(reading, "doubting", "uncertainty", *DISTANT) or tells_what_is_open(reading)


def informs_plainly(reading: Reading) -> bool:
    """Return whether two sentences have words of reference texts: enough where no word promotes."""
    speaking = [s for s in reading.sentences if reading.spans(s, "informing")]
    return len(speaking) >= _PLAINLY and len(phrases(reading, "informing", singular=True)) >= _PLAINLY
