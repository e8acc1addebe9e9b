"""Outcomes: when two names are of one outcome, and the part that tells them apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimcheck.checks.differ import DIFFERENCES
from claimcheck.checks.difference import AGREE, OPEN, Difference
from claimcheck.claims import claims_in
from claimcheck.claims.outcome import likeness, same_outcome
from claimcheck.claims.reading import Reading
from claimcheck.claims.stems import initials_of, stem
from claimcheck.records.record import Record
from claimcheck.words import words_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from claimcheck.lexicon import Lexicon
    from claimcheck.model import Document

SAME = (
    ("pain", "pain intensity at week 12"),
    ("HbA1c", "change from baseline in HbA1c"),
    ("FEV1", "forced expiratory volume in 1 second"),
    ("OS", "overall survival"),
    ("PFS", "progression-free survival"),
    ("HDRS", "Hamilton Depression Rating Scale score"),
    ("number of falls", "falls per person and year"),
    ("depressive symptoms", "severity of depression"),
    ("night waking", "number of night wakings among adults with insomnia"),
)
APART = (
    ("systolic blood pressure", "diastolic blood pressure", "systolic and diastolic"),
    ("overall survival", "progression-free survival", "overall and progression-free"),
    ("upper limb function", "lower limb function", "upper and lower"),
    ("fasting glucose", "postprandial glucose", "fasting and postprandial"),
    ("severity of migraine", "duration of migraine", "severity and duration"),
    ("quality of life", "pain", "measure"),
    ("walking distance at week 12", "grip strength at week 12", "measure"),
    ("mean change in pain score", "mean change in sleep score", "measure"),
)
WORDS = st.sampled_from(
    "pain sleep quality score change at week 12 in adults with asthma systolic diastolic pressure HbA1c rate".split()
)
NAMES = st.lists(WORDS, min_size=1, max_size=8).map(" ".join)
LAW = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_outcome_under_two_names_is_the_same(one: str, other: str, lexicon: Lexicon) -> None:
    assert likeness(one, other, lexicon)[::2] == (True, "")


@pytest.mark.parametrize(("one", "other", "part"), APART)
def test_two_outcomes_are_told_apart_by_the_part_that_differs(
    one: str, other: str, part: str, lexicon: Lexicon
) -> None:
    assert likeness(one, other, lexicon)[::2] == (False, part)


@LAW
@given(NAMES)
def test_an_outcome_is_the_same_as_itself(lexicon: Lexicon, name: str) -> None:
    assert likeness(name, name, lexicon) == (True, 1.0, "")


@LAW
@given(NAMES, NAMES)
def test_sameness_does_not_ask_which_is_named_first(lexicon: Lexicon, one: str, other: str) -> None:
    assert likeness(one, other, lexicon)[:2] == likeness(other, one, lexicon)[:2]


@LAW
@given(NAMES, st.sampled_from([" at week 12", " score", " in patients", " during the study"]))
def test_when_and_in_whom_it_was_measured_makes_no_other_outcome(lexicon: Lexicon, name: str, more: str) -> None:
    assert same_outcome(f"wheezing {name}", f"wheezing {name}{more}", lexicon)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("depression", "depress"),
        ("depressive", "depress"),
        ("infections", "infect"),
        ("infected", "infect"),
        ("experience", "experi"),
        ("experienced", "experi"),
        ("pain", "pain"),
        ("falls", "fall"),
    ],
)
def test_a_stem_is_what_the_forms_of_a_word_share(word: str, expected: str) -> None:
    assert stem(word) == expected


def test_initials_are_of_two_to_six_words_in_a_row() -> None:
    assert initials_of(words_in("quality of life scale")) == {"ql", "ls", "qls"}


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        ([{"measure": "sleep"}], AGREE),
        ([{"name": "quality of sleep by diary"}], AGREE),
        ([{"measure": "mobility"}, {"name": "hours of sleep"}], AGREE),
        ([{"measure": "mobility"}], Difference("sleep", "mobility", ("outcomes",))),
        ([{"name": "score of the evening diary"}], OPEN),
        ([], OPEN),
    ],
)
def test_an_outcome_that_only_words_name_was_measured_too(
    outcomes: list[dict[str, str]],
    expected: Difference,
    lexicon: Lexicon,
    text_page: Callable[[str], Document],
) -> None:
    page = text_page("The gel improved sleep.")
    [claim] = claims_in(page, lexicon)
    record = Record(id="lamp", kind="trial", topic="sleep", path="lamp.yaml", data={"outcomes": outcomes})

    assert DIFFERENCES["outcome"](claim, record, Reading(page, lexicon)) == expected
