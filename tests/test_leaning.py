"""What the words of a sentence tell together: its facts, their weights, and the words that are told of it."""

from math import exp

import pytest

from claimcheck import shipped
from claimcheck.claims import claims_in, leaning
from claimcheck.claims.leaning import cues_of, facts_of, likely, page_facts, weights_of_pages, weights_of_pairs
from claimcheck.claims.offer import NOTHING, offer_of
from claimcheck.claims.reading import Reading
from claimcheck.claims.weighing import chance

PAGE = "# Ozone therapy\n\n{}\n\n[Book now](https://ozone.example/)\n"


@pytest.fixture
def read(lexicon, markdown_page):
    """Return a function from the words of a page to its reading, its claims, and the sentence that holds a word."""

    def reading(words: str, word: str):
        page = markdown_page(PAGE.format(words))
        made = Reading(page, lexicon)
        sentence = next(s for s in made.sentences if word in page.text[s.start : s.end])
        return made, tuple(claims_in(page, lexicon)), sentence

    return reading


@pytest.mark.parametrize(("taught", "moves"), [(0.4, 0.1), (1.0, 0.25), (4.0, 0.25), (-0.4, -0.1), (-9.0, -0.25)])
def test_what_pairs_taught_moves_what_pages_taught_by_a_share_and_no_more_than_so_much(monkeypatch, taught, moves):
    monkeypatch.setattr(leaning, "weights_of_pages", lambda: {"in any case": -1.0, "asks": 0.5})
    monkeypatch.setattr(leaning, "weights_of_pairs", lambda: {"in any case": taught})

    assert likely(frozenset(("asks",))) == 1 / (1 + exp(0.5 - moves))


def test_the_facts_of_a_sentence_are_its_classes_names_claims_and_place(read):
    reading, claims, sentence = read("Ozone therapy relieves pain for good!", "relieves")
    facts = facts_of(reading, sentence, claims[:1], frozenset(("page praises 1",)))

    assert {
        "page praises 1", "names treatment", "names no accepted care", "stands in paragraph", "has 4 words", "exclaims",
        "claims effect", "is offered", "is asserted", "tells benefit", "tells benefit of offered",
    } <= facts  # fmt: skip
    assert {"has 15 words", "asks", "names accepted care", "stands in heading"}.isdisjoint(facts)


def test_a_page_is_full_of_praise_doubt_and_benefit_by_steps(read):
    reading, claims, _ = read("Ozone relieves pain. Discover it. The rooms are new. The door is red.", "door")

    assert page_facts(reading, claims, offer_of(reading)) == {
        "page offers", "page praises 1", "page claims 0.05", "page claims 0.1",
    }  # fmt: skip


def test_a_page_that_offers_nothing_is_told_by_what_it_does(read):
    reading, claims, _ = read("The rooms are new. The door is red.", "door")

    assert page_facts(reading, claims, NOTHING) == {"page neither"}


def test_the_weights_of_the_facts_are_added_up_and_those_that_speak_most_are_told_first(read):
    reading, claims, sentence = read("Our effective method teaches your mind soon.", "method")
    table = {"in any case": -1.0, "good-effective": 2.0, "soon-word": 0.5, "has 4 words": 0.25, "asks": 9.0}
    cues = cues_of(reading, sentence, table)

    assert chance(facts_of(reading, sentence, claims, frozenset()), table) == 1 / (1 + exp(-1.75))
    assert [reading.document.text[cue.start : cue.end] for cue in cues] == ["effective", "soon"]


@pytest.mark.parametrize("shipped_weights", [weights_of_pages, weights_of_pairs])
def test_the_shipped_weights_are_few_and_each_is_of_a_fact_that_a_sentence_can_have(shipped_weights, lexicon):
    known = {*lexicon.classes, "in any case", "asks", "exclaims", "found beside"}
    known |= {f"found by {path.stem}" for path in shipped.folder("rules").rglob("*.yaml")}
    built = ("page ", "has ", "is ", "names ", "claims ", "tells ", "stands in ")
    table = shipped_weights()

    assert len(table) <= 300
    assert [fact for fact in table if fact not in known and not fact.startswith(built)] == []
