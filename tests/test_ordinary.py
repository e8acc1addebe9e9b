"""What is accepted care though no name says so: how everybody lives, and whom those who give such care treat."""

import pytest

from claimcheck.claims import claims_in

SELLS = "# {title}\n\nBook your session with our coaches today.\n\n{sentence}\n\n[Book now](https://coach.example/)\n"


def first_role(page, lexicon) -> str:
    return next(claim.role for claim in claims_in(page, lexicon) if "effect" in claim.kinds)


@pytest.mark.parametrize(
    ("sentence", "role"),
    [
        ("Avoiding large portions can help prevent diabetes.", "established"),
        ("Eating more fibre at each meal may help prevent diabetes.", "established"),
        ("One of the best ways to avoid anaemia is to eat enough lentils.", "established"),
        ("A step that you can take to prevent cataracts is to wear sunglasses.", "established"),
        ("Cutting down on salt has been shown to prevent gout.", "established"),
        # What is sold, what the page is about, and too much said of a way of living.
        ("Eating our lentils prevents anaemia.", "offered"),
        ("Drinking turmeric tea each day prevents gout.", "unstated"),
        ("Eating oatmeal prevents gout.", "offered"),
        ("Eating lentils cures anaemia.", "offered"),
        ("Sleeping on our mat prevents gout.", "offered"),
    ],
)
def test_a_way_of_living_is_accepted_care_whatever_is_sold(sentence, role, lexicon, markdown_page):
    page = SELLS.format(title="Oatmeal at the coaching house", sentence=sentence)
    assert first_role(markdown_page(page), lexicon) == role


@pytest.mark.parametrize(
    ("title", "sentence", "role"),
    [
        ("Physiotherapy in Harbour Street", "Our physiotherapists treat back pain and arthritis.", "established"),
        ("Physiotherapy in Harbour Street", "Our physiotherapists relieve back pain and arthritis.", "offered"),
        ("Physiotherapy in Harbour Street", "Our healers treat back pain and arthritis.", "offered"),
        ("Ozone therapy in Harbour Street", "Our physiotherapists treat back pain and arthritis.", "offered"),
    ],
)
def test_whom_carers_treat_is_accepted_care_where_nothing_else_is_sold(title, sentence, role, lexicon, markdown_page):
    assert first_role(markdown_page(SELLS.format(title=title, sentence=sentence)), lexicon) == role
