"""What goes on without what is offered, what is only done, measured or asked: no benefit of what a page sells."""

from __future__ import annotations

import pytest

import made
from claimcheck.claims import claims_in
from claimcheck.claims.offer import offer_of
from claimcheck.claims.reading import Reading
from claimcheck.lexicon import Lexicon

SHOP = "# Ozone therapy\n\n{}\n\n[Book now](https://ozone.example/)\n"
BODIES = [
    "Our body makes less testosterone with age.",
    "Every cell in your body produces energy from sugar.",
    "When the nerve roots swell, they cause pain in the leg.",
    "Joints wear down, and they need more time to heal.",
    "Thyroiditis: It releases more hormones.",
    "Vitamin B12 is essential for making red blood cells.",
    "Zinc plays a crucial role in immune function.",
    "This is a coenzyme required for energy production.",
    "In the body, peptides are responsible for cell growth and hormone production.",
]
WANTS = [
    "It is a choice for people who want to restore their smile, regain confidence and improve their mood.",
    "Many patients are seeking therapies that relieve pain.",
    "You are looking for a therapy that eases pain.",
    "It suits athletes looking to improve their sleep.",
]
BEFORE = [
    "Ozone therapy was first used to treat wounds in 1915.",
    "As early as 1870, ozone improved the healing of wounds.",
]
NOTHING_DONE = [
    "Ozone therapy involves raising blood oxygen levels by placing the patient in a chamber.",
    "Chelation is the process of moving blood through a filter and removing metals.",
    "In recent years, ozone therapy for immune support has gained much popularity.",
    "Success rates are told by fertility clinics.",
    "Some medicines affect the healing of the skin.",
    "People with eczema should avoid ozone therapy.",
    "Our nurse shows you how to use the machine safely.",
    "It can cause severe pain in the joints.",
    "This is all that you need to know about treating acne.",
]
ASKED = [
    "They are being studied to see whether they improve sleep, boost the immune system, or regulate hormones.",
    "The study asked whether ozone acts on nerves to help ease pain.",
    "Studies help users understand if ozone eases pain.",
]
HEARD = "Patients arrive having heard that it reverses ageing and helps with addiction."
# Careful siblings: each says of what is sold that it does good.
SOLD = [
    "Our cells renew joints.",
    "Our plasma restores the hair.",
    "Every cell in your body is renewed by our ozone.",
    "Ozone reaches the nerves, and it eases pain.",
    "Our drops are essential for better sleep.",
    "Ozone therapy for people in pain improves sleep.",
    "Since 1915 ozone has healed wounds.",
    "Ozone therapy involves a lamp that eases pain.",
    "Ozone has gained much popularity because it eases pain.",
    "Ozone improves the healing of the skin.",
    "Ozone helps people to avoid pain.",
    "Ozone therapy is safe.",
    "Most of our thyroid patients sleep better with ozone.",
]


def told(sentence: str, lexicon: Lexicon) -> set[tuple[str, str]]:
    """Return stance and role of what is told as a benefit on a page that sells."""
    text = SHOP.format(sentence)
    read = made.page(text)
    start = read.text.index(sentence)
    claims = [c for c in claims_in(read, lexicon) if start <= c.start < start + len(sentence)]
    return {(c.stance, c.role) for c in claims if c.direction == "benefit"}


@pytest.mark.parametrize("sentence", [*BODIES, *WANTS, *BEFORE, *NOTHING_DONE])
def test_what_goes_on_without_it_is_no_benefit_of_what_is_offered(sentence: str, lexicon: Lexicon) -> None:
    assert ("asserted", "offered") not in told(sentence, lexicon)


@pytest.mark.parametrize("sentence", ASKED)
def test_what_is_asked_is_asked_to_the_end_of_its_list(sentence: str, lexicon: Lexicon) -> None:
    assert {stance for stance, _ in told(sentence, lexicon)} == {"asked"}


def test_what_people_have_heard_is_told_by_others(lexicon: Lexicon) -> None:
    assert told(HEARD, lexicon) == {("attributed", "offered")}


@pytest.mark.parametrize("sentence", SOLD)
def test_what_is_offered_and_does_good_is_claimed(sentence: str, lexicon: Lexicon) -> None:
    assert ("asserted", "offered") in told(sentence, lexicon)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("We do not offer ozone therapy at this time.", "informs"),
        ("We do not offer surgery.", "offers"),
        ("Other clinics do not offer ozone therapy.", "offers"),
    ],
)
def test_a_page_that_does_not_offer_what_it_is_about_tells_of_it(words: str, kind: str, lexicon: Lexicon) -> None:
    read = made.page(SHOP.format(words))
    assert offer_of(Reading(read, lexicon)).page == (kind,)


def test_ordinary_medicine_is_accepted_care(lexicon: Lexicon) -> None:
    words = "Thyroid disease is treated with hormone therapy by conventional doctors."
    assert told(words, lexicon) == {("asserted", "established")}
