"""Page -> whether it deals in learning, work or money, and whether it sells there.

Clinics and foods are told by their names. What schools, brokers and coaches sell has a hundred names, but few pages
speak so much of pay, pupils and loans and so little of illness; and who sells there speaks as "we" or tells the reader
in a title what to become.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimcheck.claims.spoken import phrases, said_in

if TYPE_CHECKING:
    from claimcheck.claims.reading import Reading

_OF_TRADE = ("career", "course", "investment")
_OF_HEALTH = ("condition", "treatment", "medicine", "process")
# So many different words of trade make a page one of it, and so many times those of health.
_WORDS = 2
_TIMES = 2
# So many sentences are a line of copy: one word tells there what it is of.
_LINE = 2
# A page speaks as one who sells that says "we" or "us" in one sentence of so many.
_SPEAKING = 15
# "Bonds by Larch": whose it is, in a title that writes other words small.
_MAKER = re.compile(r"\b[a-z]+ (?:by|with|from|at) [A-Z]\w+(?: [A-Z&]\w*)*$")


def is_of_trade(reading: Reading) -> bool:
    """Return whether a page speaks of learning, work and money far more than of health."""

    def find() -> bool:
        trade = phrases(reading, "trade-word") | _named(reading, _OF_TRADE)
        enough = 1 if len(reading.sentences) <= _LINE else _WORDS
        return len(trade) >= enough and len(trade) > _TIMES * len(_named(reading, _OF_HEALTH))

    return reading.once("is of trade", find)


def sells_in_trade(reading: Reading) -> bool:
    """Return whether a page of learning, work or money speaks as one who sells."""
    if not is_of_trade(reading):
        return False
    titles = (s for s in reading.sentences if reading.document.blocks[s.block].kind == "title")
    if any(_invites(reading, s.position) for s in titles):
        return True
    speaking = [s for s in reading.sentences if said_in(reading, s, "we")]
    often = len(speaking) * _SPEAKING >= len(reading.sentences) > 0
    return often or any(_has_customer(reading, s.position) for s in speaking)


def _named(reading: Reading, categories: tuple[str, ...]) -> set[str]:
    text = reading.document.text
    return {text[n.start : n.end].lower() for names in reading.names for n in names if n.category in categories}


def _invites(reading: Reading, position: int) -> bool:
    """Return whether a title names a course or a maker, or tells the reader what to become: "Flip your first house"."""
    sentence = reading.sentences[position]
    if any(reading.spans(sentence, name) for name in ("guide-words", "not-sold", "asking-word")):
        return False
    named = any(name.category == "course" for name in reading.names[position]) or reading.spans(sentence, "teaching")
    words = reading.document.text[sentence.start : sentence.end]
    told = reading.begins(sentence, "inviting-verb")
    return bool(named) or told or bool(_MAKER.search(words))


def _has_customer(reading: Reading, position: int) -> bool:
    """Return whether those who learn, buy or invest are called the page's own: "our trainees"."""
    text, sentence = reading.document.text, reading.sentences[position]
    spans = reading.spans(sentence, "gain-taker")
    return any(text[max(0, span.start - 6) : span.start].lower().split()[-1:] == ["our"] for span in spans)
