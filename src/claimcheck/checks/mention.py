"""Words -> whether they are only spoken of: put in quotation marks as what others say, not said by the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimcheck.claims.spoken import in_marks

if TYPE_CHECKING:
    from claimcheck.claims.offer import Offer
    from claimcheck.claims.reading import Reading, Sentence
    from claimcheck.model import Span

# Another wording that follows in a list.
_NEXT = re.compile(r"\s*(?:(?:and|or)\s+)?[“\"‘'«]")
# A run that ends like a sentence is somebody's statement.
_ENDS = (",", ".", "!", "?")


def is_mentioned(reading: Reading, sentence: Sentence, words: Span, offer: Offer) -> bool:
    """Return whether words stand in quotation marks as wording: the phrase “clinically proven”, “miracle” cures.

    A page that offers something may put its own promises in marks: there the sentence has to call them a claim, a
    phrase, a label or the like.
    """
    if not any(span.holds(*words) for span in _quoted(reading, sentence)):
        return False
    return "offers" not in offer.page or bool(reading.spans(sentence, "wording-noun"))


def _quoted(reading: Reading, sentence: Sentence) -> list[Span]:
    """Return the short runs of a sentence between quotation marks that are no statement."""

    def find() -> list[Span]:
        text, found = reading.document.text, in_marks(reading, sentence)
        ended = [s for s in found if text[s.start : s.end - 1].endswith(_ENDS)]
        # A comma inside of the marks ends a statement, but for one between wordings: “risk free,” “insured,” or …
        listed = [s for s in ended if text[s.end - 2] == "," and _NEXT.match(text, s.end, sentence.end)]
        return [s for s in found if s not in ended or s in listed]

    return reading.once(("mentioned", sentence.position), find)
