"""A page speaks as one who has people in its care, or does not; what it leaves open weighs against what it praises."""

import pytest

from claimcheck.claims.offer import offer_of
from claimcheck.claims.openness import tells_what_is_open
from claimcheck.claims.reading import Reading
from claimcheck.claims.voice import serves_people


@pytest.fixture
def reading(lexicon, markdown_page):
    return lambda words: Reading(markdown_page(words), lexicon)


@pytest.mark.parametrize(
    ("words", "serves"),
    [
        ("I see the change in patients every week.", True),
        ("Customers write to me when the rash is gone.", True),
        ("We plan each visit with you. Our door is open when you need it.", True),
        ("We would like to hear from you. The rest tells of bees.", False),
        ("We randomised 40 patients in a trial.", False),
        ("Patients were seen twice. The clinic has a garden.", False),
        ("> I told other patients that my knee was fine.\n", False),
    ],
)
def test_who_tells_of_patients_as_its_own_or_speaks_to_you_for_itself_serves_people(reading, words, serves):
    assert serves_people(reading(words)) is serves


def test_who_serves_people_offers_though_it_explains_much_but_not_where_it_keeps_its_distance(reading):
    explained = (
        "# Acupuncture and lupus\n\nLupus is a disease of the immune system. The diagnosis takes a blood test and "
        "often a biopsy. Risk factors are inherited. Complications of the disease are rare. "
    )
    told = explained + "I see people turn around, and my patients tell me so.\n"
    warned = told + "\nBeware of false promises. Such talk is misleading, and there is no evidence for it.\n"

    assert ["neither", "offers", False] == [
        offer_of(reading(explained)).page[0],
        offer_of(reading(told)).page[0],
        offer_of(reading(warned)).visible,
    ]


@pytest.mark.parametrize(
    ("words", "is_open"),
    [
        ("Insufficient safety data for nursing mothers.", False),
        ("There is no good evidence for it.", True),
        ("There is little evidence that it is safe.", True),
    ],
)
def test_what_is_not_known_of_the_harm_alone_leaves_no_benefit_open(reading, words, is_open):
    assert tells_what_is_open(reading(words)) is is_open


def test_a_word_of_doubt_weighs_against_praise_unless_there_is_much_of_it(reading):
    praised = "# Ashwagandha\n\nAshwagandha is potent. Discover vitality and wellness with the power of ashwagandha. "
    doubted = "How much of it is needed is unclear.\n"

    assert ["offers", "offers", "neither"] == [
        offer_of(reading(praised)).page[0],
        offer_of(reading(praised + doubted)).page[0],
        offer_of(reading("# Ashwagandha\n\nAshwagandha is potent. " + doubted)).page[0],
    ]
