"""Harm that is said not to be done: a claim of safety, whatever the words; to leave an illness as it is is none."""

from __future__ import annotations

import pytest

import made
from claimcheck.claims import claims_in
from claimcheck.lexicon import Lexicon

SHOP = "# Cupping at Lark House\n\n{}\n\n[Book now](https://lark.example/)\n"


def told(sentence: str, lexicon: Lexicon) -> list[tuple[str, str, str, str]]:
    """Return kinds, role, stance and direction of the claims of a sentence on a page that sells."""
    text = SHOP.format(sentence)
    read, start = made.page(text), text.index(sentence)
    claims = [c for c in claims_in(read, lexicon) if read.source_span(c.start, c.end).start >= start]
    return [(" ".join(c.kinds), c.role, c.stance, c.direction) for c in claims if "offer" not in c.kinds]


@pytest.mark.parametrize(
    "sentence",
    [
        "Cupping is not painful.",
        "Cupping is minimally risky.",
        "Cupping is hardly uncomfortable at all.",
        "The cups are light and barely painful.",
        "It is never dangerous.",
        "It isn't addictive.",
        "Cupping does not affect blood clotting.",
        "They do not affect the liver.",
        "It won't upset your stomach.",
        "Cupping does not interact with antidepressants.",
        "It does not interfere with your medicines.",
        "Cupping never affects your kidneys.",
        "It does not increase the risk of stroke.",
        "Cupping doesn't impair your memory.",
        "A quick way to move without compromising your health.",
    ],
)
def test_harm_that_is_denied_is_safety(lexicon: Lexicon, sentence: str) -> None:
    assert told(sentence, lexicon) == [("safety", "offered", "asserted", "benefit")]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Cupping can be painful.", []),
        ("Is cupping painful?", []),
        ("The cups are not cheap and the first weeks are painful.", []),
        ("Painful joints are not rare.", []),
        ("Tell us if you take medicines that affect blood clotting.", []),
        ("Cupping does not affect the course of arthritis.", [("effect", "offered", "asserted", "no-difference")]),
        ("Cupping does not affect inflammation.", [("effect", "offered", "asserted", "no-difference")]),
        ("It is not gentle and painful.", [("safety", "offered", "denied", "benefit")]),
        ("It is not known whether cupping affects the liver.", []),
    ],
)
def test_harm_that_may_come_and_good_that_does_not_are_no_safety(
    lexicon: Lexicon, sentence: str, expected: list[tuple[str, str, str, str]]
) -> None:
    assert told(sentence, lexicon) == expected
