"""Page -> whether it speaks as one who has people in its care or custom: "I see this in my patients", "we help you".

Who writes a text of reference says "we" of its authors, and speaks of patients as of others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimcheck.claims.reading import Reading, Sentence

# What others say on a page is not its own voice, and where studies are told "we" are who made them.
_OTHERS = ("quotation", "testimonial", "reference")
_OF_STUDIES = ("study-noun", "research-verb", "took-part")
# So many sentences speak of "us" and to "you" where somebody offers something; one may say whom to ask.
_ADDRESSING = 2


def serves_people(reading: Reading) -> bool:
    """Return whether a page tells of patients or customers as its own, or speaks for itself to whom it would serve."""
    return reading.once("serves-people", lambda: _serves(reading))


def _serves(reading: Reading) -> bool:
    speaking = [s for s in reading.sentences if _is_own(reading, s)]
    if any(reading.spans(s, "served-people") for s in speaking):
        return True
    return sum(bool(reading.spans(s, "addressed")) for s in speaking) >= _ADDRESSING


def _is_own(reading: Reading, sentence: Sentence) -> bool:
    """Return whether a sentence is said in the first person, by the page itself and not as who made a study."""
    if not reading.spans(sentence, "own-voice") or reading.document.blocks[sentence.block].kind in _OTHERS:
        return False
    return not any(reading.spans(sentence, name) for name in _OF_STUDIES)
