"""Is it said? Whether words that a rule asks for stand near a claim, asserted, and about the same study."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.checks.frames import matched
from claimcheck.claims.cues import Part, negators
from claimcheck.claims.harmless import denies_harm
from claimcheck.claims.stance import answered_yes
from claimcheck.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claimcheck.claims.reading import Reading, Sentence
    from claimcheck.patterns.pattern import Match, Pattern


def sentences_within(reading: Reading, sentence: Sentence, within: str) -> Iterator[Sentence]:
    """Yield the sentences of the scope around one: sentence, block, next-block, section or page.

    A list counts as one block with its lead-in; a section is all that stands under the same innermost heading.
    """
    blocks = reading.document.blocks
    if within == "sentence":
        yield sentence
        return
    numbers = range(len(blocks)) if within == "page" else sorted(_scope(reading, sentence.block, within))
    for number in numbers:
        if number < len(blocks):
            yield from reading.by_block[number]


def _scope(reading: Reading, here: int, within: str) -> set[int]:
    blocks = reading.document.blocks
    if within in ("block", "next-block"):
        lead = blocks[here].lead
        near = {here} if lead is None else {here, lead, *reading.led[lead]}
        return near | ({here + 1, max(here - 1, 0)} if within == "next-block" else set())
    heading = blocks[here].headings[-1] if blocks[here].headings else None
    if blocks[here].kind in ("title", "heading", "question"):
        heading = here
    return set(reading.sections.get(heading, {here})) if heading is not None else {here}


def says(reading: Reading, sentences: Iterable[Sentence], patterns: Iterable[Pattern]) -> Match | None:
    """Return the first place where one of the patterns is asserted (not asked, not denied), None where none is."""
    patterns = [pattern for pattern in patterns if _may_stand(reading, pattern)]
    for sentence in sentences if patterns else ():
        for pattern in patterns:
            for match in matched(pattern, reading, sentence, frozenset()):
                if is_asserted(reading, sentence, Span(match.start, match.end), match.head):
                    return match
    return None


def _may_stand(reading: Reading, pattern: Pattern) -> bool:
    """Return whether a page holds what a match needs; most pages hold few of the patterns' words."""
    held = reading.once("held on the page", lambda: frozenset[str]().union(*map(reading.held, reading.sentences)))
    return not any(wanted.isdisjoint(held) for wanted in pattern.gate)


def is_asserted(reading: Reading, sentence: Sentence, words: Span, head: Span) -> bool:
    """Return whether matched words are said, not asked and not denied by a word outside of them."""
    document = reading.document
    marked = document.text[sentence.start : sentence.end].endswith("?")
    if (marked or document.blocks[sentence.block].kind == "question") and not answered_yes(reading, sentence):
        return False
    for clause in reading.clauses[sentence.position]:
        part = Part(reading, sentence, clause)
        if any(i in clause.own for i in part.positions(head)):
            # "No side effects were reported" names the harm only to deny it.
            denials = part.own("negator") if denies_harm(part) else negators(part)
            return not any(_denied_by(document.text, span, words) for span in denials)
    return True


def _denied_by(text: str, negator: Span, words: Span) -> bool:
    if not _outside(negator, words) or _turns(text, negator, words):
        return False
    # "It is investigational: whether it works is not known" are two statements, whatever the grammar makes of them.
    between = text[min(negator.end, words.end) : max(negator.start, words.start)]
    return not any(mark in between for mark in ";:")


def _turns(text: str, negator: Span, words: Span) -> bool:
    """Return whether a contrast stands between a denial and the words: "not by hope, but by evidence"."""
    return ", but " in text[negator.end : words.start]


def _outside(span: Span, words: Span) -> bool:
    return span.end <= words.start or words.end <= span.start
