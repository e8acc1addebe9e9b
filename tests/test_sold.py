"""A page speaks for what it tells doses of, lists the gains of or asks its readers to book, whatever else it says."""

import pytest

from claimcheck import flow
from claimcheck.claims.offer import offer_of
from claimcheck.claims.reading import Reading
from claimcheck.claims.sold import lists_gains, tells_doses

AS_OF = "2026-01-01"


@pytest.fixture
def reading(lexicon, markdown_page):
    return lambda words: Reading(markdown_page(words), lexicon)


@pytest.mark.parametrize(
    ("words", "tells"),
    [
        ("- BPC-157: 300 mcg twice daily\n- TB-500: 2 mg weekly\n", True),
        ("- BPC-157: 300 mcg twice daily\n- Vitamin C: 500 mg daily\n", False),
        ("Rats were given 300 mcg of BPC-157 daily. Mice were given 2 mg of TB-500 weekly.", False),
        ("In this study 300 mcg of BPC-157 was given daily. In a second study it was 2 mg of TB-500 weekly.", False),
    ],
)
def test_a_page_that_tells_several_doses_of_what_nobody_approved_speaks_for_it(reading, words, tells):
    assert tells_doses(reading(words)) is tells
    assert (offer_of(reading(words)).page[0] == "offers") is tells


GAINS = "- Improves sleep\n- Eases worry\n- Supports the memory\n- Reduces pain\n"
MAY = "- May improve sleep\n- May ease worry\n- May support the memory\n- May reduce pain\n"
OPEN = "It is being investigated by researchers. Doctors assess patients with a diagnosis of the condition."


@pytest.mark.parametrize(
    ("title", "listed", "lists"),
    [
        ("Ozone therapy for children", GAINS, True),
        ("Ozone therapy for children", MAY, False),
        ("Ozone therapy for children", GAINS.replace("- Eases worry\n", ""), False),
        ("Walking for children", GAINS, False),
    ],
)
def test_bullets_that_tell_gains_as_facts_speak_for_the_unaccepted_treatment_of_the_title(
    reading, title, listed, lists
):
    words = f"# {title}\n\n{OPEN}\n\n{listed}"

    assert lists_gains(reading(words)) is lists
    assert (offer_of(reading(words)).page[0] == "offers") is lists


def test_who_asks_to_book_sells_however_much_the_page_explains(reading):
    explained = (
        "# What is lupus?\n\nLupus is a disease of the immune system. The diagnosis takes a blood test and often a "
        "biopsy. Risk factors are inherited. Complications of the disease are rare. Symptoms differ between patients "
        "with it, and specialists treat it with medicines."
    )

    assert [
        offer_of(reading(words)).page[0] for words in (explained, f"{explained} Call us to fix an appointment.")
    ] == [
        "informs",
        "offers",
    ]


@pytest.mark.parametrize(
    ("bullet", "expected"),
    [
        ("Reduces shedding and breakage", {"gain-listed"}),
        ("Restores shine", {"gain-listed"}),
        ("May restore shine", set()),
        ("Reduces waiting times", set()),
        ("Comes in a glass bottle", set()),
    ],
)
def test_a_bullet_that_begins_with_a_gain_is_a_claim_whatever_it_is_of(house, markdown_page, bullet, expected):
    document = markdown_page(f"# Scalp serum\n\nOur serum in short:\n\n- {bullet}\n\nBook now.\n")

    found = {f.rule for f in flow.check_document(document, house, AS_OF).findings if not f.page}

    assert found == expected
