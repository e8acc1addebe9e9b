"""What the words of a sentence tell is kept where they stand on a second page: told there as if they were new."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from claimcheck import flow, readers
from claimcheck.checks.frames import foreseen, matched
from claimcheck.claims.figures import figures_in
from claimcheck.claims.met import Sentences
from claimcheck.claims.reading import Reading
from claimcheck.language import Memory
from claimcheck.patterns.pattern import Pattern

if TYPE_CHECKING:
    from collections.abc import Callable

    from claimcheck.claims.met import Met
    from claimcheck.claims.reading import Sentence
    from claimcheck.flow import House

DAY = "2027-05-01"
SAID = "Our turmeric capsules never cure gout in 12 weeks, and they may ease pain that walking brings."
NOTHING: frozenset[str] = frozenset()


def reading_of(text: str, house: House, sentences: Sentences | None = None) -> Reading:
    """Return a page read, with what is known of its sentences."""
    document = readers.read_text(text, path="a.txt", format="text")
    return (
        Reading(document, house.lexicon) if sentences is None else Reading(document, house.lexicon, meet=sentences.of)
    )


def test_a_sentence_is_kept_once_it_stands_on_a_second_page() -> None:
    sentences = Sentences()
    first, second, third = ([one] for one in (sentences.of([("It heals.", at)])[0] for at in (0, 7, 9)))

    assert first[0] is not second[0]
    assert third[0] is second[0]
    assert third[0].start == 7


def test_what_was_asked_for_last_is_kept_longest() -> None:
    sentences = Sentences(most=2)

    def of(words: str) -> Met:
        return sentences.of([(words, 0)])[0]

    for words in ("a", "b", "c"):
        of(words)
    kept = [of("a"), of("b")]

    assert of("a") is kept[0]
    assert of("c") is not kept[1]
    assert of("a") is kept[0]
    assert of("b") is not kept[1]


def test_of_one_sentence_no_more_is_kept_than_fits() -> None:
    [met] = Sentences().of([("It heals.", 0)])
    for number in range(1_000):
        met.keep(number, number)

    assert len(met.more) <= 100
    assert met.more[999] == 999


LOOKS: dict[str, Callable[[Reading, Sentence], object]] = {
    "classes": lambda reading, sentence: dict(reading.classes(sentence)),
    "names": lambda reading, sentence: reading.names[sentence.position],
    "vocabulary": lambda reading, sentence: reading.vocabulary(sentence),
    "held": lambda reading, sentence: reading.held(sentence),
    "tokens": lambda reading, sentence: reading.tokens[sentence.position],
    "clauses": lambda reading, sentence: [
        (clause, clause.tokens, clause.span, clause.phrase(clause.head))
        for clause in reading.clauses[sentence.position]
    ],
    "scopes": lambda reading, sentence: reading.scopes(sentence),
    "figures": lambda reading, sentence: figures_in(reading, sentence),
}


@pytest.mark.parametrize("what", LOOKS)
def test_what_words_tell_is_the_same_at_each_place(house: House, what: str) -> None:
    sentences, look = Sentences(), LOOKS[what]
    pages = [f"{before}{SAID} Ask us." for before in ("", "So it is. ", "So it was, and it is so. ")]
    found = []
    for page in (*pages, *reversed(pages)):
        reading, alone = reading_of(page, house, sentences), reading_of(page, house)
        [at] = [s.position for s in reading.sentences if page[s.start : s.end] == SAID]
        found.append((look(reading, reading.sentences[at]), look(alone, alone.sentences[at])))

    assert all(found[0])
    assert [kept for kept, _ in found] == [new for _, new in found]


def test_what_patterns_match_is_the_same_at_each_place(house: House) -> None:
    sentences = Sentences()
    patterns = [item for rule in house.rules for item in rule.find if isinstance(item, Pattern)]
    found = []
    for page in (SAID, f"So it is. {SAID}", f"So it was. {SAID}", SAID):
        reading, alone = reading_of(page, house, sentences), reading_of(page, house)
        kept = [[look(p, reading, reading.sentences[-1], NOTHING) for p in patterns] for look in (foreseen, matched)]
        new = [[look(p, alone, alone.sentences[-1], NOTHING) for p in patterns] for look in (foreseen, matched)]
        assert kept == new
        found.append(sum(map(bool, kept[1])))

    assert found == found[:1] * 4
    assert found[0] > 1


def test_pages_that_say_the_same_in_part_are_judged_as_if_each_were_the_first(house: House) -> None:
    said = ["It cures gout.", SAID, "You will walk again within 3 weeks!", "A trial found less pain.", "Is it safe?"]
    pages = [" ".join([f"Page {n} is here.", *said[n % 3 :], *said[: n % 3]]) for n in range(6)]
    documents = [readers.read_text(page, path=f"{n}.txt", format="text") for n, page in enumerate(pages)]
    together = replace(house, memory=Memory())
    apart = [flow.check_document(document, replace(house, memory=Memory()), DAY) for document in documents]

    assert [flow.check_document(document, together, DAY) for document in documents] == apart
    assert all(report.findings for report in apart)
