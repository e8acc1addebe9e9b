"""Comparison: doses and figures across units and roundings, and statements of two pages held against each other."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from claimcheck import flow
from claimcheck.checks.differ_dose import doses_in
from claimcheck.checks.differ_figure import figure
from claimcheck.checks.differ_result import gap
from claimcheck.checks.difference import AGREE, OPEN
from claimcheck.claims import claims_in, read_claims
from claimcheck.claims.offer import offer_of
from claimcheck.claims.reading import Reading
from claimcheck.config.config import Config, Settings
from claimcheck.records import record
from claimcheck.yamlfile import YamlFile

AS_OF = "2026-01-01"
DOSES = (
    ("2.5, 5 or 10 million cells", [(2.5e6, 2.5e6), (5e6, 5e6), (1e7, 1e7)]),
    ("0.5 g twice a day", [(500, 500)]),
    ("2 to 4 mg", [(2, 4)]),
    ("1,000 IU", [(1000, 1000)]),
    ("two tablets in 5 days", []),
)


@pytest.mark.parametrize(("words", "expected"), DOSES, ids=[case[0] for case in DOSES])
def test_doses_are_read_in_one_unit(words, expected):
    assert expected == [(dose.low, dose.high) for dose in doses_in(words)]


def known(**given):
    """Return an invented trial with one figure."""
    data = {
        "id": "ashcombe",
        "kind": "trial",
        "title": "ASHCOMBE: an invented trial",
        "names": ["ASHCOMBE"],
        "fictional": True,
        "figures": [{"what": "change", "measure": "motor-function", "from": "memory", **given}],
    }
    return YamlFile("evidence/invented/ashcombe.yaml", data, {})


# What the copy says, what the record has, and whether they agree.
FIGURES = (
    ("8.3 points", {"value": 8.25, "unit": "points"}, True),
    ("12 points", {"value": 12.5, "unit": "points"}, True),
    ("13 points", {"value": 12.5, "unit": "points"}, True),
    ("14 points", {"value": 12.5, "unit": "points"}, False),
    ("about 40%", {"value": 39.1, "unit": "percent"}, True),
    ("40%", {"value": 39.1, "unit": "percent"}, False),
    ("67%", {"k": 12, "n": 18}, True),
    ("76%", {"k": 12, "n": 18}, False),
    ("47%", {"value": 0.47, "unit": "fraction"}, True),
    ("2 kg", {"value": 2000, "unit": "g"}, True),
    ("3 kg", {"value": 2000, "unit": "g"}, False),
)


@pytest.mark.parametrize(("said", "has", "agree"), FIGURES, ids=[f"{said} {has}" for said, has, _ in FIGURES])
def test_figures_agree_across_units_and_roundings(said, has, agree, house, text_page):
    document = text_page(f"In the ASHCOMBE trial motor function improved by {said}.")
    one = record.of(known(**has), "invented", house.lexicon)

    claim = next(claim for claim in claims_in(document, house.lexicon) if claim.figures)
    answer = figure(claim, one, Reading(document, house.lexicon))

    assert answer is not OPEN
    assert agree is (answer is AGREE)


# What was tried and what it was held against, a statement, and whether a difference is told between them.
ARMS = (
    ("massage", "massage with music", "serum zinc was higher with massage than with massage with music", True),
    ("massage with music", "massage", "serum zinc was higher with massage with music than with massage", True),
    ("massage", "placebo", "serum zinc was higher with massage", True),
    ("massage", "placebo", "massage lowered serum zinc", True),
    ("massage", "placebo", "massage did not lower serum zinc", False),
    ("massage", "placebo", "serum zinc rose with massage", False),
    ("massage", "placebo", "serum zinc was higher than the year before", False),
)


@pytest.mark.parametrize(("tried", "base", "said", "differs"), ARMS, ids=[case[2] for case in ARMS])
def test_a_difference_is_told_of_the_arm_that_is_named(tried, base, said, differs, house, text_page):
    outcome = {"id": "zinc", "name": "serum zinc", "comparison": "between-group", "significant": False}
    figures = [{"what": "serum zinc", "arm": arm, "outcome": "zinc", "value": 10} for arm in (tried, base)]
    one = record.of(known(value=1), "invented", house.lexicon)
    data = {**one.data, "intervention": {"product": tried}, "outcomes": [outcome], "figures": figures}
    reading = Reading(text_page(f"In the ASHCOMBE trial {said}."), house.lexicon)

    [claim] = read_claims(reading, offer_of(reading))

    assert differs is (gap(claim, replace(one, data=data), reading) not in (AGREE, OPEN))


PAGES = {
    "a.md": "# Stem cells for stroke\n\nStem cells improved motor function by 12 points at 12 months.\n",
    "b.md": "# Stem cells for stroke\n\nStem cells improved motor function by 9 points at 12 months.\n",
}


def told(house, tmp_path, pages=PAGES, settings=None):
    """Return what two pages say against each other, by page: the line, the other's place, whether it is allowed."""
    rules = tuple(rule for rule in house.rules if rule.name == "pages-at-odds")
    given = replace(Config(), settings=settings or Settings())
    for name, text in pages.items():
        (tmp_path / name).write_text(text)
    files = [(Path(tmp_path / name), name) for name in pages]
    outcome = flow.check_files(files, replace(house, rules=rules, config=given), AS_OF)
    return [
        (f.path, f.line, [(r.path, r.line) for r in f.related], f in report.findings)
        for report in outcome.reports
        for f in (*report.findings, *(allowed.finding for allowed in report.allowed))
    ]


def test_each_of_two_pages_points_at_the_other(house, tmp_path):
    expected = [("a.md", 3, [("b.md", 3)], True), ("b.md", 3, [("a.md", 3)], True)]

    assert expected == told(house, tmp_path)


def test_the_order_of_pages_does_not_matter(house, tmp_path):
    turned = dict(reversed(PAGES.items()))

    assert told(house, tmp_path) == told(house, tmp_path, turned)


def test_a_page_alone_is_at_odds_with_none(house, tmp_path):
    assert [] == told(house, tmp_path, {"a.md": PAGES["a.md"]})


def test_pages_that_say_the_same_are_not_at_odds(house, tmp_path):
    assert [] == told(house, tmp_path, {"a.md": PAGES["a.md"], "b.md": PAGES["a.md"]})


def test_an_exception_is_kept_and_the_other_page_still_speaks(house, tmp_path):
    allowed = "<!-- claimcheck: allow-file pages-at-odds because the later cut; by the editor -->\n"
    pages = {"a.md": PAGES["a.md"] + "\n" + allowed, "b.md": PAGES["b.md"]}

    assert [("a.md", False), ("b.md", True)] == [(path, stands) for path, _, _, stands in told(house, tmp_path, pages)]


def test_records_among_examples_are_fictional(house):
    rule = next(rule for rule in house.rules if rule.name == "other-dose")

    assert rule.records
    assert all(data["fictional"] is True for _, data in rule.records)


def test_a_message_names_the_field_and_its_line(house, markdown_page):
    page = markdown_page("# Cells for stroke\n\nSB-STR02 improved motor function.\n")
    found = next(f for f in flow.check_document(page, house, AS_OF).findings if f.rule == "endpoint-not-met")
    one = house.records["sb623-actissima"]

    assert f"({one.field_shown(('outcomes', 0))})" in found.message
    assert one.field_shown(("outcomes", 0)).endswith(one.place(("outcomes", 0)))
