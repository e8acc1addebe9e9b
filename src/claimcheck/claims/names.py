"""Clause -> Names: what it names itself, and what it takes over from its sentence, block, heading and page."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claimcheck.claims.fragments import VERBS
from claimcheck.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claimcheck.claims.cues import Part
    from claimcheck.claims.reading import Reading, Sentence
    from claimcheck.model import Name

# What a reader carries on from one sentence to the next; an outcome or a harm belongs to its own sentence.
CARRIED = ("treatment", "medicine", "condition", "species", "course", "investment")
OFFERABLE = ("treatment", "course", "investment")
# Classes of the general words for it: "this therapy", "the course".
GENERIC = tuple(f"generic-{category}" for category in OFFERABLE)
# What can do the good that is claimed: what may be offered, and the medicines of accepted care.
MEANS = (*OFFERABLE, "medicine")
_TAKEN_UP = ("these", "those", "they", "such", "this")
_LENT = ("expectation", "gain-lead", "topic-lead", "negator", "harm-noun", "risk-cut", "supposed-lead")
# What a line is lent as that ends in a verb of doing good, and of whom such a line asks or supposes something.
GOOD_BELOW = "good-below"
_ASKING = ("if-word", "seeking", "leave-off", "topic-lead", "study-noun", "research-verb", "supposed-lead")
# Its verb stands among so many last words.
_LAST = 9


class Lent(NamedTuple):
    """All that a block lends to others: names that a reader carries on, and the classes of words that decide there.

    Whatever reads a claim knows no more of other blocks, which is what claims/blocks.py relies on.
    """

    names: tuple[Name, ...]
    classes: frozenset[str]
    # Those of its last sentence, which stands nearest to a list below it.
    nearest: frozenset[str]


def own_names(part: Part) -> tuple[Name, ...]:
    """Return the names in the clause's own words, and in an object that it shares with the next clause."""
    shared = part.clause.phrases(part.clause.to)
    return tuple(
        name
        for name in part.named
        if any(i in part.clause.own for i in part.positions(Span(name.start, name.end)))
        or any(span.holds(name.start, name.end) for span in shared)
    )


def named_in(names: Iterable[Name], phrases: Iterable[Span]) -> list[Name]:
    """Return those of some names that stand in some phrases, in order."""
    held = tuple(phrases)
    return [name for name in names if any(phrase.holds(name.start, name.end) for phrase in held)]


def names_around(part: Part) -> Iterator[Name]:
    """Yield the names that a clause stands under, nearest first: sentence, block, lead, headings, page."""
    reading, sentence = part.reading, part.sentence
    own = set(own_names(part))
    yield from (
        n._replace(via="block") for n in reading.names[sentence.position] if n not in own and n.category in CARRIED
    )
    for earlier in reversed(reading.by_block[sentence.block]):
        if earlier.position < sentence.position:
            yield from _carried(reading, earlier, "block")
    block = reading.document.blocks[sentence.block]
    if block.lead is not None:
        yield from (n._replace(via="lead") for n in lent(reading, block.lead).names)
    for heading in reversed(block.headings):
        yield from (n._replace(via="heading") for n in lent(reading, heading).names)
    for number in reading.titles:
        if number not in block.headings:
            yield from (n._replace(via="page") for n in lent(reading, number).names)


def lent(reading: Reading, block: int) -> Lent:
    """Return what a lead-in, heading or title lends to the blocks below it."""
    return reading.once(("lent", block), lambda: _lent(reading, reading.by_block[block]))


def _lent(reading: Reading, sentences: Iterable[Sentence]) -> Lent:
    held = tuple(sentences)
    names = tuple(n for s in held for n in reading.names[s.position] if n.category in CARRIED)
    replaced = _replaced(reading, held, names)
    names = tuple(name for name in names if name not in replaced)
    classes = [_lent_classes(reading, s) for s in held]
    nearest = frozenset().union(*classes[-2:] if held and _points_back(reading, held[-1]) else classes[-1:])
    return Lent(names, frozenset().union(*classes), nearest)


def _lent_classes(reading: Reading, sentence: Sentence) -> frozenset[str]:
    found = frozenset(name for name in _LENT if reading.spans(sentence, name))
    return found | {GOOD_BELOW} if _says_good_of_what_follows(reading, sentence) else found


def _says_good_of_what_follows(reading: Reading, sentence: Sentence) -> bool:
    """Return whether a heading or a line before a list leaves it to the list what is helped: "It can help in:"."""
    text = reading.document.text
    ends_open = text[sentence.start : sentence.end].rstrip().endswith(":")
    if not (ends_open or reading.document.blocks[sentence.block].kind == "heading"):
        return False
    if any(reading.spans(sentence, name) for name in _ASKING):
        return False
    verbs = [span for name in VERBS for span in reading.spans(sentence, name)]
    return any(len(text[span.start : sentence.end].split()) <= _LAST for span in verbs)


def _points_back(reading: Reading, sentence: Sentence) -> bool:
    """Return whether a line above a list takes up the sentence before it: "It treats many. These include:"."""
    first = reading.document.text[sentence.start : sentence.end].split(maxsplit=1)[:1]
    return bool(first) and first[0].lower() in _TAKEN_UP


def _replaced(reading: Reading, held: Iterable[Sentence], names: tuple[Name, ...]) -> set[Name]:
    """Return the treatments that are named only as what is to be replaced: "Before considering surgery, try this"."""
    spans = [span for sentence in held for span in reading.spans(sentence, "instead-of")]
    means = [name for name in names if name.category in MEANS]
    within = {name for name in means for span in spans if span.holds(name.start, name.end)}
    behind = (min((n for n in means if 0 < n.start - s.end <= 1), default=None, key=lambda n: n.start) for s in spans)
    return within | {name for name in behind if name is not None}


def _carried(reading: Reading, sentence: Sentence, via: str) -> Iterator[Name]:
    yield from (n._replace(via=via) for n in reading.names[sentence.position] if n.category in CARRIED)
