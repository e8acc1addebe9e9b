"""Conditions of rules: what they ask of a claim's reading and of a record's fields, and when that is not known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.lexicon import Entry, Lexicon
from claimcheck.model import Claim, Name, Span
from claimcheck.rulebook.conditions import claim_holds, condition_fault, holds, severity_of
from claimcheck.rulebook.rule import Rule

LEXICON = Lexicon(
    names={
        "eczema": Entry("eczema", "condition", ("eczema",)),
        "atopic-eczema": Entry("atopic-eczema", "condition", ("atopic eczema",), ("eczema",)),
    },
    classes={},
)


def a_claim(**given: object) -> Claim:
    """Return a claim about atopic eczema, changed as given."""
    values: dict[str, object] = {
        "id": "c1", "start": 0, "end": 9, "head": Span(0, 4), "sentence": Span(0, 9), "block": 0, "kinds": ("effect",),
        "role": "offered", "stance": "asserted", "direction": "benefit", "strength": "causal",
        "names": (Name("atopic-eczema", "condition", 0, 4),),
    }  # fmt: skip
    return Claim(**{**values, **given})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ({}, True),
        ({"kinds": ("figure", "effect")}, True),
        ({"kinds": ("figure",)}, False),
        ({"not-kinds": ("figure",)}, True),
        ({"not-kinds": ("effect",)}, False),
        ({"not-names": ("annuity",)}, True),
        ({"role": ("offered",), "stance": ("asserted", "quoted")}, True),
        ({"role": ("offered",), "stance": ("denied",)}, False),
        ({"direction": ("harm", "none")}, False),
        ({"strength": ("causal", "certain")}, True),
        ({"status": ("none",)}, True),
        ({"status": ("unlinked",)}, False),
        ({"approval": ("none",)}, True),
        ({"names": ("condition",)}, True),
        ({"names": ("eczema",)}, True),
        ({"names": ("asthma", "treatment")}, False),
        ({"cited": ("no",)}, True),
        ({"block": ("heading",)}, True),
    ],
)
def test_a_condition_asks_a_claim_for_one_of_its_words(when: dict[str, tuple[str, ...]], expected: bool) -> None:
    assert claim_holds(when, a_claim(), LEXICON) is expected


def test_a_ladder_gives_the_severity_of_its_first_step_that_holds() -> None:
    ladder = (({"strength": ("none", "conditional")}, "advice"), ({"names": ("eczema", "atopic-eczema")}, "error"))
    rule = Rule("cure", "unsupported", (*ladder, ({}, "warning")), "", "")
    asthma = (Name("asthma", "condition", 0, 4),)
    claims = [a_claim(strength="conditional"), a_claim(), a_claim(names=asthma), None]

    assert [severity_of(rule, claim) for claim in claims] == ["advice", "error", "warning", "warning"]


@pytest.mark.parametrize(
    ("condition", "value", "expected"),
    [
        ("none", "none", True),
        ("none", "placebo", False),
        ("none", None, None),
        (False, False, True),
        (False, 0, False),
        (True, None, None),
        (["rat", "mouse"], "mouse", True),
        (["rat", "mouse"], "human", False),
        ("rat", ["human", "rat"], True),
        ("rat", ["human", None], None),
        ("missing", None, True),
        ("missing", [], True),
        ("missing", False, False),
        ("present", None, False),
        ("present", "x", True),
        ({"before": "2024-05-01"}, "2023-12-31", True),
        ({"before": "2024-05-01"}, "2024-05-01", False),
        ({"before": "2024-05-01"}, "2023", True),
        ({"before": "2024-05-01"}, "2024", None),
        ({"after": "2024"}, "2024-05", None),
        ({"after": "2023"}, "2024-05", True),
        ({"after": "2023"}, "soon", None),
        ({"after": "2023", "before": "2025"}, "2024", True),
        ({"any": {"met": False}}, [{"met": True}, {"met": False}], True),
        ({"any": {"met": False}}, [{"met": True}, {"met": None}], None),
        ({"any": {"met": False}}, [{"met": True}], False),
        ({"any": {"met": False}}, [], False),
        ({"any": {"met": False}}, None, None),
        ({"any": {"role": "primary", "met": False}}, [{"role": "other", "met": None}], False),
        ({"any": {"role": "primary", "met": False}}, [{"role": "primary"}], None),
        ({"any": {"when": {"after": "2023"}}}, [{"when": "2024"}], True),
        ({"any": ["us", "uk"]}, ["fr", "uk"], True),
        ({"all": {"met": True}}, [{"met": True}, {"met": True}], True),
        ({"all": {"met": True}}, [{"met": True}, {"met": None}], None),
        ({"all": {"met": True}}, [{"met": False}, {"met": None}], False),
        ({"all": {"met": True}}, [], False),
        ({"none": {"met": True}}, [{"met": False}], True),
        ({"none": {"met": True}}, [{"met": None}], None),
        ({"none": {"met": True}}, [{"met": True}, {"met": None}], False),
        ({"none": {"met": True}}, [], True),
    ],
)
def test_a_condition_on_a_record_holds_does_not_or_is_not_known(
    condition: object, value: object, expected: bool | None
) -> None:
    assert holds(condition, value) is expected


@given(st.lists(st.sampled_from((True, False, None)), max_size=4))
def test_a_field_that_becomes_known_never_turns_an_answer_round(met: list[bool | None]) -> None:
    for known in (True, False):
        filled = [known if value is None else value for value in met]
        for over in ("any", "none"):
            before = holds({over: {"met": True}}, [{"met": value} for value in met])

            assert before in (None, holds({over: {"met": True}}, [{"met": value} for value in filled]))


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("none", ""),
        (["a", 1], ""),
        ({"before": "2024-05"}, ""),
        ({"any": {"role": "primary", "met": ["x", "y"]}}, ""),
        ({"none": {"after": "2024"}}, ""),
        (None, "null is not known of any record; write missing"),
        ([], "a list holds the values of which one must be there"),
        ({}, "it is empty"),
        ({"before": "May"}, "“before” has no date such as 2024-05-31"),
        ({"some": {"met": True}}, "“some” is none of any, all, none, before, after"),
        ({"any": {"met": None}}, "null is not known of any record; write missing"),
    ],
)
def test_what_is_no_condition_is_told(condition: object, expected: str) -> None:
    assert condition_fault(condition) == expected
