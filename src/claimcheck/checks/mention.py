"""Words -> whether they are only spoken of: put in quotation marks as what others say, not said by the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimcheck.model import Span

if TYPE_CHECKING:
    from claimcheck.claims.offer import Offer
    from claimcheck.claims.reading import Reading, Sentence

# A few words between marks of one kind; an apostrophe opens nothing inside a word.
_QUOTED = re.compile(r"“[^“”]{1,60}”|\"[^\"]{1,60}\"|«[^«»]{1,60}»|(?<!\w)[‘'][^‘’'“”\"]{1,60}[’'](?!\w)")
# Another wording that follows in a list.
_NEXT = re.compile(r"\s*(?:(?:and|or)\s+)?[“\"‘'«]")
# A run that ends like a sentence is somebody's statement.
_ENDS = (",", ".", "!", "?")
# So many words in quotation marks are words that are spoken of; more are somebody's statement.
_MOST = 4


def is_mentioned(reading: Reading, sentence: Sentence, words: Span, offer: Offer) -> bool:
    """Return whether words stand in quotation marks as wording: the phrase “clinically proven”, “miracle” cures.

    A page that offers something may put its own promises in marks: there the sentence has to call them a claim, a
    phrase, a label or the like.
    """
    if not any(span.holds(*words) for span in _quoted(reading, sentence)):
        return False
    return "offers" not in offer.page or bool(reading.spans(sentence, "wording-noun"))


def _quoted(reading: Reading, sentence: Sentence) -> list[Span]:
    """Return the short runs of a sentence that stand between quotation marks, and are not the sentence itself."""

    def find() -> list[Span]:
        text = reading.document.text
        found = [Span(*match.span()) for match in _QUOTED.finditer(text, sentence.start, sentence.end)]
        whole = len(text[sentence.start : sentence.end].strip(" .!?"))
        found = [s for s in found if text.count(" ", *s) < _MOST and s.end - s.start < whole]
        ended = [s for s in found if text[s.start : s.end - 1].endswith(_ENDS)]
        # A comma inside of the marks ends a statement, but for one between wordings: “risk free,” “insured,” or …
        listed = [s for s in ended if text[s.end - 2] == "," and _NEXT.match(text, s.end, sentence.end)]
        return [s for s in found if s not in ended or s in listed]

    return reading.once(("mentioned", sentence.position), find)
