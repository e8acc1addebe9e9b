"""Words -> what tests of statistics say: whether chance can explain a result, by p-value or interval."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from claimcheck.model import Span

if TYPE_CHECKING:
    from claimcheck.claims.reading import Reading, Sentence

# Above this p-value chance can explain what was seen.
LEVEL = 0.05
_NUMBER = r"[-−–+]?\s?\d*[.,·]?\d+"
# "p < 0.001", "P-value: 0.27", "p=.04"; "p values more than 0.05".
_P = re.compile(
    r"(?<![\w])p\s*(?:-?\s*values?)?\s*(?:of|were|was|is)?\s*([=:<>≤≥]|more than|less than|greater than)?\s*"
    rf"({_NUMBER})",
    re.IGNORECASE,
)
_INTERVAL = re.compile(
    rf"(?:CI|interval|IC)[^\d\-−–+]{{0,12}}({_NUMBER})\s*%?\s*(?:to|,|;|-|–|−|‒|and)\s*({_NUMBER})", re.IGNORECASE
)
_PLAIN = str.maketrans({"−": "-", "–": "-", "·": ".", ",": ".", " ": "", "+": ""})
_RATIO = re.compile(r"\b(?:OR|RR|HR|AOR|aOR|IRR|aHR|ratio|odds|hazard|relative risk)\b")
_ABOVE = (">", "≥", "more than", "greater than")


class Test(NamedTuple):
    """One test: where it stands, whether chance can explain what was seen, and whether it is a p-value."""

    span: Span
    by_chance: bool
    is_p: bool = False


def chances_in(reading: Reading, sentence: Sentence) -> list[Test]:
    """Return the p-values and intervals of a sentence, in order."""
    text = reading.document.text
    found = []
    for match in _P.finditer(text, sentence.start, sentence.end):
        value, sign = number(match.group(2)), (match.group(1) or "=").lower()
        if value <= 1:
            above = value > LEVEL or (value == LEVEL and sign in _ABOVE)
            found.append(Test(Span(*match.span()), above, is_p=True))
    for match in _INTERVAL.finditer(text, sentence.start, sentence.end):
        low, high = number(match.group(1)), number(match.group(2))
        none = 1.0 if _RATIO.search(text, max(sentence.start, match.start() - 60), match.end()) else 0.0
        if low <= high:
            found.append(Test(Span(*match.span()), low <= none <= high))
    # A p-value is of the comparison; an interval may be of one arm alone.
    return sorted(test for test in found if test.is_p) or sorted(found)


def number(written: str) -> float:
    """Return a number as it is written in papers: with a raised point, a minus sign, no zero before the point."""
    plain = written.translate(_PLAIN)
    try:
        return float(plain)
    except ValueError:
        return 0.0
