"""Rules and the sentences that they may match in -> the sentences whose grammar they will ask for.

Many sentences parsed at once take a third of the time of each by itself. Those that may be claims are read already; of
the others, frames and patterns ask for some.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.checks.find import is_asked_of
from claimcheck.checks.frames import foreseen
from claimcheck.patterns.pattern import Pattern
from claimcheck.rulebook.rule import Frame

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimcheck.checks.gates import Possible
    from claimcheck.claims.offer import Offer
    from claimcheck.claims.reading import Reading, Sentence
    from claimcheck.rulebook.rule import Rule

# Conditions that are told without grammar.
_TOLD = {"block", "page"}


def expect_grammar(rules: Iterable[Rule], possible: Possible, reading: Reading, offer: Offer) -> None:
    """Say to a reading which sentences rules are likely to ask the grammar of."""
    found: set[int] = set()
    for rule in rules:
        for number, item in enumerate(rule.find):
            if isinstance(item, Pattern | Frame):
                for sentence in possible.get((rule.name, number), ()):
                    if sentence.position not in found and _asks(rule, item, sentence, reading, offer):
                        found.add(sentence.position)
    reading.expect(found)


def _asks(rule: Rule, item: Pattern | Frame, sentence: Sentence, reading: Reading, offer: Offer) -> bool:
    # What was found in a block before is not looked for again.
    if sentence.position in reading.tokens or sentence.block in reading.spared:
        return False
    if not is_asked_of(rule, reading, sentence):
        return False
    pattern = item if isinstance(item, Pattern) else item.does
    matches, surely = foreseen(pattern, reading, sentence, offer.ids)
    return bool(matches) and (isinstance(item, Frame) or not surely or not rule.when.keys() <= _TOLD)
