"""Page -> whether it says what is not known: evidence that is wanting, or that has yet to come.

Who sells a treatment says that it is known to help. The wordings of the opposite are too many to list, so it is read
by what stands near what: a word of denial or want before a word of evidence, a word of need behind one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimcheck.claims.reading import Reading, Sentence
    from claimcheck.model import Span

# So many words may stand between the two: "do not have enough good evidence", "a larger trial is now needed".
_BETWEEN = 3


def tells_what_is_open(reading: Reading) -> bool:
    """Return whether a sentence of a page says that something has not been shown, or that studies are needed."""
    return reading.once("open", lambda: any(_is_open(reading, sentence) for sentence in reading.sentences))


def _is_open(reading: Reading, sentence: Sentence) -> bool:
    """Return whether a sentence says that evidence is wanting or awaited, or that a benefit has not been shown."""
    if reading.document.text[sentence.start : sentence.end].endswith("?"):
        return False
    evidence, shown = reading.spans(sentence, "body-of-evidence"), reading.spans(sentence, "shown")
    if not evidence and not shown:
        return False
    wanting, awaited = reading.spans(sentence, "wanting"), reading.spans(sentence, "awaited")
    if any(_follow(reading, one, other) for one in evidence for other in awaited):
        return True
    # "No evidence of harm", "has not been shown to be dangerous": nothing is left open of the benefit.
    if reading.spans(sentence, "harm-noun") or any(n.category == "risk" for n in reading.names[sentence.position]):
        return False
    # "Insufficient safety data" are owed to whoever takes it, and say nothing of what it does.
    safe = reading.spans(sentence, "safe")
    return any(
        _follow(reading, one, other) and not any(one.end <= s.start and s.end <= other.start for s in safe)
        for one in wanting
        for other in (*evidence, *shown)
    )


def _follow(reading: Reading, one: Span, other: Span) -> bool:
    """Return whether one phrase stands so close before another that it is said of it."""
    return one.end <= other.start and len(reading.document.text[one.end : other.start].split()) <= _BETWEEN
