"""Frame + clauses -> matches: who does what to whom, whatever the sentence's form."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from claimcheck.claims.syntax import FINITE
from claimcheck.model import Span
from claimcheck.patterns.pattern import Line, Match

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from claimcheck.claims.clauses import Clause
    from claimcheck.claims.reading import Reading, Sentence
    from claimcheck.patterns.pattern import Pattern
    from claimcheck.rulebook.rule import Frame

# The prepositions by which a noun or adjective takes what a verb has as its object: a cure for, relief from.
_OBJECT_PREPOSITIONS = ("for", "of", "from", "against", "in", "on", "to", "with", "by")


# What a pattern matches hangs on what is offered only where it asks for that.
_OFFERED = "{offered}"


class Framed(NamedTuple):
    """One match of a frame: its words from first to last, its head, and what stood in its places."""

    start: int
    end: int
    head: Span
    captures: Mapping[str, str]


def line_of(reading: Reading, sentence: Sentence, offered: frozenset[str], span: Span | None = None) -> Line:
    """Return the words of a sentence, or of a part of it, as patterns read them."""
    return reading.once(("line", sentence.position, offered, span), lambda: _line(reading, sentence, offered, span))


def matched(pattern: Pattern, reading: Reading, sentence: Sentence, offered: frozenset[str]) -> Sequence[Match]:
    """Return the matches of a pattern in a sentence."""
    held = reading.held(sentence)
    for wanted in pattern.gate:
        if wanted.isdisjoint(held):
            return ()
    key = ("matched", pattern.text, offered if _OFFERED in pattern.text else None)
    return reading.by_words(sentence, key, lambda: _matched(pattern, reading, sentence, offered), _moved)


def foreseen(
    pattern: Pattern, reading: Reading, sentence: Sentence, offered: frozenset[str]
) -> tuple[Sequence[Match], bool]:
    """Return the matches that a sentence of unknown grammar can have at most, and whether these are they.

    A gap ends at a finite verb: where none is taken for one, gaps reach as far as they ever do.
    """
    held = reading.held(sentence)
    for wanted in pattern.gate:
        if wanted.isdisjoint(held):
            return (), True

    def find() -> tuple[Sequence[Match], bool]:
        return _foreseen(pattern, line_of(reading, sentence, offered))

    key = ("foreseen", pattern.text, offered if _OFFERED in pattern.text else None)
    return reading.by_words(sentence, key, find, lambda found, by: (_moved(found[0], by), found[1]))


def _moved(matches: Sequence[Match], by: int) -> Sequence[Match]:
    """Return the matches in a sentence where its words stand so much further behind."""
    return [Match(m.start + by, m.end + by, m.head.moved(by), m.captures) for m in matches]


def _foreseen(pattern: Pattern, line: Line) -> tuple[Sequence[Match], bool]:
    asked: set[int] = set()

    def is_verb(position: int) -> bool:
        asked.add(position)
        return False

    found = pattern.matches(replace(line, is_verb=is_verb))
    return found, not (found and asked)


def _matched(pattern: Pattern, reading: Reading, sentence: Sentence, offered: frozenset[str]) -> Sequence[Match]:
    if sentence.position not in reading.tokens:
        found, surely = foreseen(pattern, reading, sentence, offered)
        if surely:
            return found
    return pattern.matches(line_of(reading, sentence, offered))


def _line(reading: Reading, sentence: Sentence, offered: frozenset[str], span: Span | None) -> Line:
    words = sentence.words
    names = reading.names[sentence.position]
    if span is not None:
        words = tuple(word for word in words if span.holds(word.start, word.end))
        names = tuple(name for name in names if span.holds(name.start, name.end))
    verbs = None

    def is_verb(position: int) -> bool:
        nonlocal verbs
        if verbs is None:
            verbs = {t.start for t in reading.tokens[sentence.position] if t.tag in FINITE}
        return words[position].start in verbs

    return Line(words, names, is_verb, offered)


def framed(frame: Frame, reading: Reading, sentence: Sentence, offered: frozenset[str]) -> Iterator[Framed]:
    """Yield the matches of a frame in a sentence, one a clause at most."""
    does = matched(frame.does, reading, sentence, offered)
    if not does:
        return
    for clause in reading.clauses[sentence.position]:
        for match in does:
            found = _match(frame, reading, sentence, offered, clause, match)
            if found is not None:
                yield found
                break


def _match(
    frame: Frame, reading: Reading, sentence: Sentence, offered: frozenset[str], clause: Clause, does: Match
) -> Framed | None:
    """Return the match of a frame in a clause for one match of what it `does`, None where a place of it is empty."""
    carrier = _carrier(clause, does)
    if carrier is None:
        return None
    spans, captures = [Span(does.start, does.end)], dict(does.captures)
    for place, pattern in frame.places:
        if place == "who" and pattern.asks_offered:
            continue  # who offers is the claim's role: the rule that holds the frame asks for it
        phrases = _phrases(clause, carrier, place)
        matches = [m for span in phrases for m in _in_phrase(pattern, reading, sentence, offered, span)]
        if not matches:
            return None
        if place != "who":
            spans += [Span(m.start, m.end) for m in matches]
        captures |= {key: value for m in reversed(matches) for key, value in m.captures.items()}
    return Framed(min(s.start for s in spans), max(s.end for s in spans), does.head, captures)


def _in_phrase(
    pattern: Pattern, reading: Reading, sentence: Sentence, offered: frozenset[str], span: Span
) -> Iterable[Match]:
    return pattern.matches(line_of(reading, sentence, offered, span))


def _carrier(clause: Clause, does: Match) -> int | None:
    """Return the token of the clause that the `does` words are: a verb of it, or a noun or adjective in it."""
    held = [i for i in clause.own if clause.tokens[i].start < does.end and does.start < clause.tokens[i].end]
    for i in sorted(held, key=lambda i: i not in clause.verbs):
        token = clause.tokens[i]
        if i in clause.verbs or token.dep in ("acomp", "amod", "oprd", "pcomp"):
            return i
        if token.tag[:2] in ("NN", "VB", "JJ") and token.dep != "compound":
            return i
    return None


def _phrases(clause: Clause, carrier: int, place: str) -> tuple[Span, ...]:
    """Return the phrases that stand in one place of the frame, as seen from the carrying word."""
    if place == "who":
        means = tuple(i for word, i in clause.by_preposition if word in ("with", "by", "through", "using", "via"))
        return clause.phrases((*clause.who, *means))
    if place == "to":
        return _objects(clause, carrier)
    return clause.phrases(i for word, i in (*clause.by_preposition, *_below(clause, carrier)) if word == place)


def _objects(clause: Clause, carrier: int) -> tuple[Span, ...]:
    after = clause.phrases(i for word, i in _below(clause, carrier) if word in _OBJECT_PREPOSITIONS)
    if carrier in clause.verbs and clause.tokens[carrier].tag[:2] != "NN":
        by = clause.phrases(i for word, i in clause.by_preposition if word in _OBJECT_PREPOSITIONS[:-2])
        return (*clause.phrases(clause.to), *by, *after)
    # "pain relief", "an arthritis cure": what is done to stands before the noun.
    tokens = clause.tokens
    before = [i for i in clause.below[carrier] if tokens[i].dep in ("compound", "amod", "poss", "nmod")]
    subject = clause.who if tokens[carrier].dep in ("attr", "dobj") and not after else ()
    return (*after, *clause.phrases((*before, *subject)))


def _below(clause: Clause, carrier: int) -> tuple[tuple[str, int], ...]:
    tokens = clause.tokens
    return tuple(
        (tokens[prep].lower, i)
        for prep in clause.below[carrier]
        if tokens[prep].dep in ("prep", "agent")
        for i in clause.below[prep]
        if tokens[i].dep in ("pobj", "pcomp")
    )
