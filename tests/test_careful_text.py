"""What a rule finds in careful text is advice: by the facts of the sentence and by what is found around it."""

from dataclasses import replace

import pytest

from claimcheck import flow
from claimcheck.checks.careful import NOTE, found_facts
from claimcheck.claims import leaning
from claimcheck.config.config import Config, Settings

# Eight sentences, and one that a rule stops on a page that offers.
AROUND = (
    "The rooms are new. The door is red. We open at nine. Bring a towel. The bus stops here. Parking is free. We are "
)
PAGE = f"# Our balm\n\n{AROUND}closed on Mondays.\n\nOur balm relieves pain.\n\n[Book now](https://balm.example/)\n"


def weighed(monkeypatch, weights):
    """Have a table weigh instead of what pages taught, and pairs teach nothing."""
    monkeypatch.setattr(leaning, "weights_of_pages", lambda: weights)
    monkeypatch.setattr(leaning, "weights_of_pairs", lambda: {"in any case": 0.0})


@pytest.fixture
def severities(house, markdown_page):
    """Return a function from a page, and what is configured, to rule, severity and note of what one rule finds."""

    def found(page, name="symptom-benefit", **given):
        alone = replace(
            house,
            rules=tuple(rule for rule in house.rules if rule.name == name),
            config=Config(settings=Settings(**given)),
        )
        report = flow.check_document(markdown_page(page), alone, "2026-01-01")
        return [(f.rule, f.severity, NOTE in f.message) for f in report.findings]

    return found


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        ({"in any case": 1.0}, ("symptom-benefit", "warning", False)),
        ({"in any case": -1.0}, ("symptom-benefit", "advice", True)),
        # 1 / (1 + e^0.2) is above 0.45, 1 / (1 + e^0.21) below.
        ({"in any case": -0.2}, ("symptom-benefit", "warning", False)),
        ({"in any case": -0.21}, ("symptom-benefit", "advice", True)),
        ({"in any case": 1.0, "found by symptom-benefit": -2.0}, ("symptom-benefit", "advice", True)),
        ({"in any case": 1.0, "found by cure": -2.0}, ("symptom-benefit", "warning", False)),
        ({"in any case": 1.0, "page offers": -2.0}, ("symptom-benefit", "advice", True)),
    ],
)
def test_what_the_facts_speak_against_is_advice_and_says_why(severities, monkeypatch, weights, expected):
    weighed(monkeypatch, weights)

    assert severities(PAGE) == [expected]


def test_a_page_of_a_few_sentences_is_judged_by_its_rules_alone(severities, monkeypatch):
    weighed(monkeypatch, {"in any case": -9.0})

    assert severities(
        "# Our balm\n\nThe door is red. Our balm relieves pain.\n\n[Book now](https://balm.example/)\n"
    ) == [("symptom-benefit", "warning", False)]


def test_a_source_that_is_missing_is_missed_in_any_words(severities, monkeypatch):
    weighed(monkeypatch, {"in any case": -9.0})
    page = PAGE.replace("Our balm relieves", "Results published in the Lancet show that our balm relieves")

    assert severities(page, "trial-without-identifier") == [("trial-without-identifier", "warning", False)]


def test_an_error_is_one_in_any_words(severities, monkeypatch):
    weighed(monkeypatch, {"in any case": -9.0})

    assert severities(PAGE.replace("relieves pain", "cures asthma"), "cure") == [("cure", "error", False)]


@pytest.mark.parametrize(
    ("line", "name", "severity"),
    [
        ("Our balm relieves pain in most of those who try it.", "symptom-benefit", "advice"),
        ("Our balm cures gout.", "cure", "error"),
        ("- Gout", "listed-complaint", "warning"),
        ("96% success", "uncited-figure", "warning"),
        ("Only four places are left in our class on balms.", "scarcity", "warning"),
    ],
)
def test_a_bare_line_and_words_that_hurry_are_not_weighed(severities, monkeypatch, line, name, severity):
    weighed(monkeypatch, {"in any case": -9.0})
    told = f"Our balm helps with:\n\n{line}" if line.startswith("-") else line

    assert [one[1] for one in severities(PAGE.replace("Our balm relieves pain.", told), name)] == [severity]


@pytest.mark.parametrize(
    ("heading", "severity"),
    [
        ("Improved sleep quality", "advice"),
        ("Our balm relieves pain", "warning"),
        ("Less pain in 95 of 100", "warning"),
    ],
)
def test_a_heading_without_a_verb_names_a_topic(severities, monkeypatch, heading, severity):
    weighed(monkeypatch, {"in any case": 9.0})
    page = PAGE.replace("Our balm relieves pain.", f"## {heading}\n\nThe hall is warm.")

    assert [one[1] for one in severities(page)] == [severity]


def test_a_severity_that_a_team_has_set_stays(severities, monkeypatch):
    weighed(monkeypatch, {"in any case": -9.0})

    assert severities(PAGE, severities={"symptom-benefit": "warning"}) == [("symptom-benefit", "warning", False)]


def test_what_is_found_around_a_sentence_is_told_by_steps():
    found = [True, False, False, True, False]

    assert list(found_facts("cure", 0, found)) == [
        "found by cure", "page found 0.05", "page found 0.1", "page found 0.2",
    ]  # fmt: skip
    assert list(found_facts("cure", 2, found))[:2] == ["found by cure", "found beside"]
    assert list(found_facts("cure", 4, [False] * 4 + [True])) == ["found by cure"]
    assert list(found_facts("cure", 0, [True])) == ["found by cure"]
