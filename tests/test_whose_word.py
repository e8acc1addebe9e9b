"""Whose word it is: a study or the seller is no distance; readers who are to learn how it heals are told so."""

from __future__ import annotations

import pytest

import made
from claimcheck import readers
from claimcheck.claims import claims_in
from claimcheck.lexicon import Lexicon

SHOP = "# Cupping at Lark House\n\n{}\n\n[Book now](https://lark.example/)\n"


@pytest.mark.parametrize(
    ("sentence", "stance"),
    [
        ("According to research, cupping relieves back pain.", "asserted"),
        ("According to a small trial, cupping relieves back pain.", "asserted"),
        ("According to our founder, cupping relieves back pain.", "asserted"),
        ("A study confirms the idea that cupping relieves back pain.", "asserted"),
        ("According to some sellers, cupping relieves back pain.", "attributed"),
        ("Supporters claim that cupping relieves back pain.", "attributed"),
        ("A trial tested the claim that cupping relieves back pain.", "attributed"),
        ("Learn how cupping relieves back pain.", "asserted"),
        ("Call us to learn how cupping relieves back pain.", "asserted"),
        ("Learn more about how cupping relieves back pain.", "asserted"),
        ("Researchers want to learn how cupping relieves back pain.", "aim"),
        ("Learn whether cupping relieves back pain.", "asked"),
        ("That is not to say that cupping does not relieve back pain.", "asserted"),
        ("It does not mean that cupping does not relieve back pain.", "asserted"),
        ("That is not to say that cupping relieves back pain.", "denied"),
        ("It does not mean that cupping relieves back pain.", "denied"),
    ],
)
def test_a_claim_is_somebodys_word(lexicon: Lexicon, sentence: str, stance: str) -> None:
    read = made.page(SHOP.format(sentence))
    claims = [c for c in claims_in(read, lexicon) if "effect" in c.kinds]
    assert [c.stance for c in claims] == [stance], [c.kinds for c in claims]


def test_who_controls_pain_is_no_arm_of_a_trial(lexicon: Lexicon) -> None:
    read = readers.read_text(
        SHOP.format("Cupping controls pain rather than masking it."), path="page.md", format="markdown"
    )
    assert next(c.direction for c in claims_in(read, lexicon) if "effect" in c.kinds) == "benefit"
