"""What is sold does something, or people do it by what is sold: a claim, whatever is done; and what is none."""

from __future__ import annotations

import pytest

from claimcheck.claims import claims_in
from claimcheck.lexicon import Lexicon
from made import page as document

SHOP = "# Ozone drops\n\n{}\n\n[Book now](https://ozone.example/)\n"
# A page that offers nothing.
TOLD = "# The weather in May\n\n{}\n"


def kinds(sentence: str, lexicon: Lexicon, page: str = SHOP) -> list[tuple[str, ...]]:
    """Return the kinds of the claims of a page with one sentence, without those of its title and call to act."""
    return [claim.kinds for claim in claims_in(document(page.format(sentence)), lexicon) if "offer" not in claim.kinds]


@pytest.mark.parametrize(
    "sentence",
    [
        "Our salve lifts out birthmarks, roots and all.",
        "Our glasses save you from the glare of screens.",
        "The bracelet turns winter into spring.",
        "Dogs on our chews climb the stairs again.",
        "Horses jump higher with our powder.",
        "Insoles such as ours carry you up the mountain.",
    ],
)
def test_what_is_sold_does_something_whatever_it_is(sentence: str, lexicon: Lexicon) -> None:
    assert kinds(sentence, lexicon) == [("effect", "deed")]
    assert kinds(sentence, lexicon, TOLD) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Our salve comes in a jar of glass.",
        "Our nurses hand you a glass of water.",
        "Our audiologists set small targets with you.",
        "Our clinic opens its doors to everybody.",
        "Wearing our bracelet takes some practice.",
        "Dogs on a walk climb the stairs again.",
        "Our app reminds you of your visit.",
        "The bracelet is made of copper.",
        "Our prices cover the whole day.",
    ],
)
def test_what_is_given_paid_and_done_by_people_is_no_deed_of_what_is_sold(sentence: str, lexicon: Lexicon) -> None:
    assert kinds(sentence, lexicon) == []


def test_people_fare_by_what_they_are_where_nothing_is_named_that_helps_them(lexicon: Lexicon) -> None:
    def role(sentence: str) -> list[str]:
        claims = claims_in(document(SHOP.format(sentence)), lexicon)
        return [claim.role for claim in claims if "effect" in claim.kinds]

    assert role("Younger women usually recover sooner.") == ["established"]
    assert role("Younger women usually recover sooner with our drops.") == ["offered"]


def test_what_is_paid_each_time_is_a_price_and_no_figure_to_be_sourced(lexicon: Lexicon) -> None:
    assert ("effect", "figure") not in kinds("Relief of pain is $350 per session.", lexicon)
    assert ("effect", "figure") in kinds("Relief of pain is worth $350 a month.", lexicon)
