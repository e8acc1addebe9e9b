"""Words -> whether a page says them itself, or only speaks of them: as wording in marks, or as what it warns of.

Who warns of a wording has to name it. What is named so promotes nothing, and is not counted as praise.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimcheck.model import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimcheck.claims.reading import Reading, Sentence

# A few words between marks of one kind; an apostrophe opens nothing inside a word.
_QUOTED = re.compile(r"“[^“”]{1,60}”|\"[^\"]{1,60}\"|«[^«»]{1,60}»|(?<!\w)[‘'][^‘’'“”\"]{1,60}[’'](?!\w)")
# So many words in quotation marks are words that are spoken of; more are somebody's statement.
_MOST = 4
# What a sentence speaks of where it has such a word: it warns, or calls it a claim, a label, an advertisement's.
_APART = ("distancing", "wording-noun")
# Words that count only where the page says them itself.
_OWN = ("promoting", "selling")


def in_marks(reading: Reading, sentence: Sentence) -> list[Span]:
    """Return the short runs of a sentence that stand between quotation marks, and are not the sentence itself."""

    def find() -> list[Span]:
        text = reading.document.text
        found = [Span(*match.span()) for match in _QUOTED.finditer(text, sentence.start, sentence.end)]
        whole = len(text[sentence.start : sentence.end].strip(" .!?"))
        return [s for s in found if text.count(" ", *s) < _MOST and s.end - s.start < whole]

    return reading.once(("in-marks", sentence.position), find)


def says_itself(reading: Reading, sentence: Sentence, span: Span) -> bool:
    """Return whether words are the page's own: not in marks, and neither they nor a line above a list warns of them."""
    if any(marked.holds(*span) for marked in in_marks(reading, sentence)):
        return False
    return not reading.once(("apart", sentence.position), lambda: _stands_apart(reading, sentence))


def _stands_apart(reading: Reading, sentence: Sentence) -> bool:
    if reading.spans(sentence, "we"):
        return False  # "our promise is no empty claim"
    lead = reading.document.blocks[sentence.block].lead
    above = reading.by_block[lead][-1:] if lead is not None else ()
    return any(reading.spans(one, name) for one in (sentence, *above) for name in _APART)


def holds(reading: Reading, *names: str) -> bool:
    """Return whether a page holds a phrase of one of some classes, said by itself where it would promote or sell."""
    return any(_said_on(reading, name) for name in names)


def _said_on(reading: Reading, name: str) -> Sequence[Span]:
    """Return where a phrase of a class stands on a page; promotion and sale only where the page says it itself."""
    if name not in _OWN:
        return reading.everywhere(name)
    return [span for sentence in reading.sentences for span in said_in(reading, sentence, name)]


def said_in(reading: Reading, sentence: Sentence, name: str) -> list[Span]:
    """Return where a phrase of a class stands in a sentence; promotion and sale only where the page says it itself."""
    spans = list(reading.spans(sentence, name))
    return [span for span in spans if says_itself(reading, sentence, span)] if name in _OWN else spans


def different(reading: Reading, *names: str) -> int:
    """Return how many different phrases of some classes a page holds."""
    return len({phrase for name in names for phrase in phrases(reading, name)})


def phrases(reading: Reading, name: str, *, singular: bool = False) -> set[str]:
    """Return the different phrases of a class that a page holds, in lower case; `singular` drops the s of plurals."""

    def find() -> set[str]:
        text = reading.document.text
        return {text[span.start : span.end].lower() for span in _said_on(reading, name)}

    found = reading.once(("phrases", name), find)
    return {phrase.removesuffix("s") for phrase in found} if singular else found
