"""A line that stands alone: an advertisement, a label or a post, with nothing around it that says who speaks."""

from __future__ import annotations

import pytest

from claimcheck.claims import claims_in
from claimcheck.claims.offer import offer_of
from claimcheck.claims.reading import Reading
from claimcheck.lexicon import Lexicon
from claimcheck.model import Claim
from made import page as document


def claims(text: str, lexicon: Lexicon) -> tuple[Claim, ...]:
    return claims_in(document(text), lexicon)


def kind_of(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    return offer_of(Reading(document(text), lexicon)).page


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Relieve aches and pains.", ("neither", "alone", "slogan")),
        ("Our clinic offers exosomes.", ("offers", "alone", "slogan")),
        ("Relieve aches. Sleep well. Wake up fresh.", ("neither",)),
        ("Relieve aches.\n\nSleep well.", ("neither",)),
        ("It is unclear whether it eases pain.", ("neither",)),
    ],
)
def test_a_page_is_alone_where_it_is_one_block_of_two_sentences_at_most(
    text: str, kind: tuple[str, ...], lexicon: Lexicon
) -> None:
    assert kind_of(text, lexicon) == kind


def test_what_a_line_alone_begins_with_is_said_of_what_is_offered(lexicon: Lexicon) -> None:
    assert [c.role for c in claims("Combat arthritis", lexicon)] == ["unstated"]


def test_the_same_words_are_advice_in_a_longer_text(lexicon: Lexicon) -> None:
    assert [c.role for c in claims("Combat arthritis.\n\nWalk often.", lexicon)] == ["other"]


def test_a_line_alone_that_tells_the_reader_how_is_advice(lexicon: Lexicon) -> None:
    assert [c.role for c in claims("Prevent strokes by walking every day.", lexicon)] == ["other"]


def test_what_is_used_for_an_illness_speaks_for_itself_where_the_line_stands_alone(lexicon: Lexicon) -> None:
    assert [c.role for c in claims("Acupuncture is used for migraine.", lexicon)] == ["unstated"]
    assert [c.role for c in claims("Aspirin is used for migraine.", lexicon)] == ["established"]


def test_did_you_know_asks_nothing(lexicon: Lexicon) -> None:
    told, asked = "Did you know that our cells cure asthma?", "Do you know whether our cells cure asthma?"
    assert [[c.stance for c in claims(text, lexicon)] for text in (told, asked)] == [["asserted"], ["asked"]]
