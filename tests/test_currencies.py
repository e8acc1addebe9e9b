"""Sums of money in other signs and other groups of figures than those of Europe and America."""

from __future__ import annotations

import pytest

from claimcheck.amounts import amount_ends
from claimcheck.claims.figures import number
from claimcheck.words import words_in


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("₹40,000 a month", 2),
        ("₹40,000–₹60,000 a month", 4),
        ("₦250,000 a week", 2),
        ("AED 12,000 a month", 2),
        ("9 lakh rupees a year", 3),
        ("₹4.8 lakh a year", 3),
    ],
)
def test_sum_of_money_is_read_in_any_sign(text: str, end: int) -> None:
    assert amount_ends("money", words_in(text), 0)[0] == end


@pytest.mark.parametrize(("text", "value"), [("1,50,000", 150000.0), ("12,500", 12500.0), ("1,5", 1.5)])
def test_figures_grouped_by_twos_are_one_number(text: str, value: float) -> None:
    assert number(words_in(text)[0]) == value


@pytest.mark.parametrize(("text", "end"), [("500+ pupils", 2), ("40 + 2", 1), ("9 lakh+ students", 3)])
def test_so_many_and_more_are_one_number(text: str, end: int) -> None:
    assert amount_ends("number", words_in(text), 0)[0] == end
