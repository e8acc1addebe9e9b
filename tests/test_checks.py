"""Checks: which record a claim leans on, how it compares, what is said near it, and one finding for one fault."""

from __future__ import annotations

import pytest

from claimcheck import flow
from claimcheck.checks.differ import figure
from claimcheck.checks.differ_figure import figure_close
from claimcheck.checks.difference import AGREE, OPEN, days_in
from claimcheck.checks.link import linked
from claimcheck.claims import read_claims
from claimcheck.claims.offer import offer_of
from claimcheck.claims.reading import Reading

AS_OF = "2026-01-01"


def claims_of(document, house):
    reading = Reading(document, house.lexicon)
    return reading, linked(read_claims(reading, offer_of(reading)), house.linker.on(reading))


def told(document, house):
    """Return what the rules on evidence find: rule, words, records."""
    report = flow.check_document(document, house, AS_OF)
    return [(f.rule, f.quote, f.records) for f in report.findings if f.subject == "evidence"]


# Words of one paragraph, then the records that its last claim leans on.
LINKS = (
    ("The NR1 trial improved motor function.", ("nr1-phase1-2a",)),
    ("TREASURE was a large trial. The results showed better motor function.", ("treasure",)),
    ("SB-STR02 and STEMTRA improved motor function.", ("sb623-actissima", "sb623-stemtra")),
    ("SB623 improved motor function.", ()),
    ("In a treasure hunt, stem cells improved motor function.", ()),
    ("TREASURE was a trial. Another study of stem cells improved motor function.", ()),
    ("TREASURE was a trial. Physiotherapy improves motor function.", ()),
    ("Stanford reported that stem cells improved motor function.", ()),
    ("Gladstone Institutes and Molecular Therapy: the cells restore motor function.", ("gladstone-sb623-rat",)),
    ("They take tacrolimus for weeks. The immunosuppression is well tolerated.", ("tacrolimus-label",)),
    ("They take azathioprine for weeks. The immunosuppression is well tolerated.", ()),
    ("87% of strokes are ischemic strokes.", ("stat-us-stroke",)),
)


@pytest.mark.parametrize(("words", "expected"), LINKS, ids=[case[0] for case in LINKS])
def test_a_claim_leans_on(words, expected, house, text_page):
    _, claims = claims_of(text_page(words), house)

    assert expected == tuple(sorted(claims[-1].records))


def test_a_bullet_leans_on_the_study_of_its_heading(house, markdown_page):
    _, claims = claims_of(markdown_page("# Cells\n\n## The NR1 trial\n\nResults:\n\n- Less pain\n"), house)

    assert [("nr1-phase1-2a",)] == [c.records for c in claims if c.direction == "benefit"]


def test_under_a_heading_of_two_studies_none_is_guessed(house, markdown_page):
    _, claims = claims_of(markdown_page("# Cells\n\n## STEMTRA and TREASURE\n\n- Less pain\n"), house)

    assert [()] == [c.records for c in claims if c.direction == "benefit"]


def test_a_study_is_known_by_its_link(house, markdown_page):
    page = "The cells [improved motor function](https://doi.org/10.1001/jamaneurol.2023.5200).\n"
    _, claims = claims_of(markdown_page(page), house)

    assert [("treasure",)] == [claim.records for claim in claims]


# What NR1's abstract gives is 12.1 points in the total score at 12 months.
FIGURES = (
    ("NR1 improved the total Fugl-Meyer score by 12.1 points at 12 months.", AGREE),
    ("NR1 improved the total Fugl-Meyer score by 12 points at 12 months.", AGREE),
    ("NR1 improved the total Fugl-Meyer score by 12.1 points at 2 weeks.", OPEN),
    ("NR1 improved pain by 12 points at 12 months.", OPEN),
    ("NR1 improved motor function in 2024.", OPEN),
)


@pytest.mark.parametrize(("words", "expected"), FIGURES, ids=[case[0] for case in FIGURES])
def test_figures_agree_or_stay_open(words, expected, house, text_page):
    reading, claims = claims_of(text_page(words), house)

    assert expected is figure(claims[0], house.records["nr1-phase1-2a"], reading)


def test_a_figure_that_differs_names_both_and_the_field(house, text_page):
    reading, claims = claims_of(text_page("NR1 improved the total Fugl-Meyer score by 15 points."), house)

    found = figure(claims[0], house.records["nr1-phase1-2a"], reading)

    assert ("15 points", "12.1 points at 12 months", "outcomes") == (found.said, found.known, found.field[0])


@pytest.mark.parametrize(
    ("said", "differs", "is_close"),
    [("12.1", False, False), ("12.0", False, True), ("11.9", True, False), ("12", False, False), ("13", True, False)],
)
def test_a_figure_is_close_by_one_in_its_last_digit_and_little_of_the_whole(said, differs, is_close, house, text_page):
    reading, claims = claims_of(text_page(f"NR1 improved the total Fugl-Meyer score by {said} points."), house)

    given = [asked(claims[0], house.records["nr1-phase1-2a"], reading) for asked in (figure, figure_close)]

    assert [differs, is_close] == [answer is not AGREE for answer in given]


def test_records_that_the_same_words_are_at_odds_with_share_a_finding(house, markdown_page):
    page = markdown_page("# Cells for stroke\n\nIn the NR1 trial and in SB-STR01 the cells improved movement.\n")

    [found] = [f for f in flow.check_document(page, house, AS_OF).findings if f.rule == "uncontrolled-benefit"]

    assert ("nr1-phase1-2a", "sb623-phase1-2a") == found.records
    assert "; the same holds for SB-STR01 (design.control, evidence/stroke-cells/sb623-phase1-2a.yaml:" in found.message


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Stem Cell Treatment for Acute Ischemic Stroke", "acute ischemic stroke"),
        ("Stem Cell Treatment for Parkinson's Disease", "Parkinson's disease"),
        ("Stem Cell Treatment for ALS", "ALS"),
    ],
)
def test_a_message_writes_a_condition_as_running_text_does(title, shown, house, markdown_page):
    page = markdown_page(f"# Our clinic\n\n- {title}\n\nBook now.\n")

    assert [f"says that this treats {shown}"] == [
        f.message for f in flow.check_document(page, house, AS_OF).findings if f.rule == "treats-disease"
    ]


@pytest.mark.parametrize(
    ("words", "days"), [("12 months", 364.8), ("48 weeks", 336.0), ("6-month", 182.4), ("one week", None), ("", None)]
)
def test_times_are_compared_in_days(words, days):
    assert days == days_in(words)


SECTION = "# Cells for stroke\n\n## SB-STR02\n\nSB-STR02 improved motor function.{}\n\n## Other\n\n{}\n"
MISSED = " It did not meet its primary endpoint."


def test_what_is_said_in_the_section_clears_and_elsewhere_does_not(house, markdown_page):
    said = told(markdown_page(SECTION.format(MISSED, "")), house)
    elsewhere = told(markdown_page(SECTION.format("", "A trial" + MISSED[3:])), house)

    assert "endpoint-not-met" not in [rule for rule, _, _ in said]
    assert "endpoint-not-met" in [rule for rule, _, _ in elsewhere]


@pytest.mark.parametrize(
    "words", [" Did it miss its primary endpoint?", " It is not true that it missed its primary endpoint."]
)
def test_words_that_are_asked_or_denied_do_not_clear(words, house, markdown_page):
    found = told(markdown_page(SECTION.format(words, "")), house)

    assert "endpoint-not-met" in [rule for rule, _, _ in found]


def test_what_rests_on_memory_is_a_warning_and_says_so(house, markdown_page):
    page = markdown_page("# Cells for stroke\n\nThe IBIS trial improved motor function.\n")

    found = [f for f in flow.check_document(page, house, AS_OF).findings if f.rule == "endpoint-not-met"]

    assert [("warning", True)] == [(f.severity, f.message.endswith("(our record is not verified)")) for f in found]


def test_one_fault_is_one_finding_and_lists_the_other_rules(house, markdown_page):
    page = markdown_page("# Cells for stroke\n\nSB-STR02 improved motor function.\n")

    found = flow.check_document(page, house, AS_OF).findings
    first = next(f for f in found if f.rule == "endpoint-not-met")

    assert "programme-ended" in first.also
    assert "programme-ended" not in [f.rule for f in found]


def test_what_goes_beyond_one_study_is_one_finding_that_lists_what_else_does(house, markdown_page):
    page = markdown_page("# Cells for stroke\n\nSTEMTRA improved the Fugl-Meyer score at 48 weeks.\n")
    record = house.records["sb623-stemtra"]

    [found] = [f for f in flow.check_document(page, house, AS_OF).findings if record.id in f.records]

    listed = [r.what.split(" STEMTRA ")[0] for r in found.related if r.path == record.path and not r.rests_on]
    assert "other-condition" == found.rule
    assert ["gives a change since the start of", "tells a result of"] == [w for w in listed if "what the" not in w][:2]


def test_a_figure_that_the_record_opposes_is_a_finding_of_its_own(house, markdown_page):
    page = markdown_page("# Cells for stroke\n\nNR1 improved the total Fugl-Meyer score by 30 points in 12 months.\n")

    found = [f.rule for f in flow.check_document(page, house, AS_OF).findings if f.records == ("nr1-phase1-2a",)]

    assert ["figure-unequal", "uncontrolled-benefit"] == found


def test_people_who_are_not_counted_are_a_finding_beside_what_the_record_shows(house, markdown_page):
    page = markdown_page("# NR1 for stroke\n\n18 patients enrolled. NR1 improved motor function in 8 of 12 patients.\n")

    found = {f.rule: f.message for f in flow.check_document(page, house, AS_OF).findings}

    assert "uncontrolled-benefit" in found
    assert found["fewer-counted"].startswith("counts 12 of 18 who took part")


def test_what_a_rule_finds_in_claims_of_one_sentence_is_one_finding(house, markdown_page):
    page = markdown_page("# Our stem cells\n\nOur cells suppress inflammation and promote angiogenesis.\n")

    found = [f for f in flow.check_document(page, house, AS_OF).findings if f.rule == "mechanism-as-benefit"]

    told = "tells how it is said to work (angiogenesis) as if that were known to happen in patients"
    assert [("Our cells suppress inflammation", [(37, told)])] == [
        (f.quote, [(r.column, r.what) for r in f.related]) for f in found
    ]


def test_two_sentences_with_one_fault_are_two_findings(house, markdown_page):
    page = markdown_page("# Our stem cells\n\nOur cells suppress inflammation. Our cells promote angiogenesis.\n")

    found = [f for f in flow.check_document(page, house, AS_OF).findings if f.rule == "mechanism-as-benefit"]

    assert ["Our cells suppress inflammation", "Our cells promote angiogenesis"] == [f.quote for f in found]


def test_the_finding_points_into_the_record(house, markdown_page):
    page = markdown_page("# Cells for stroke\n\nSB-STR02 improved motor function.\n")

    found = next(f for f in flow.check_document(page, house, AS_OF).findings if f.rule == "endpoint-not-met")
    record = house.records["sb623-actissima"]

    assert [(record.path, record.line(("outcomes", 0)))] == [
        (r.path, r.line) for r in found.related if r.path == record.path and r.what.startswith("our record")
    ]


def test_a_figure_that_the_record_marks_as_superseded_is_a_warning_that_names_the_later_one(house, markdown_page):
    page = markdown_page("# Cells for stroke\n\nNR1 brought an 11.8-point gain in the total Fugl-Meyer score.\n")

    found = [f for f in flow.check_document(page, house, AS_OF).findings if f.rule.startswith("figure-")]
    record = house.records["nr1-phase1-2a"]

    told = "gives 11.8 points for NR1; our record holds that figure as superseded by 12.1 points at 12 months"
    place = f"figures.3, {record.place(('figures', 2))}"
    assert [("figure-superseded", "warning", f"{told} ({place}) (our record is not verified)")] == [
        (f.rule, f.severity, f.message) for f in found
    ]
    assert [(record.line(("figures", 2)), "our record of NR1")] == [
        (r.line, r.what) for r in found[0].related if r.path == record.path
    ]


AT_ODDS = ("contradicted", "not-met", "overstated", "withheld", "disputed")


def test_a_claim_is_at_odds_if_and_only_if_a_finding_names_it(house, markdown_page):
    page = """# Cells for stroke

## The NR1 trial

Results:

- Mean gain of 9 points in the total Fugl-Meyer motor score at 12 months
- No serious adverse events

## Others

In SB-STR02 the cells improved motor function. STEMTRA showed lasting improvement in motor function.

## TREASURE: stem cell therapy for acute stroke

TREASURE was a Phase 2/3 trial of donor cells.
"""
    report = flow.check_document(markdown_page(page), house, AS_OF)
    compared = {rule.name for rule in house.rules if rule.compare}
    named = set()
    for finding in report.findings:
        if compared & {finding.rule, *finding.also}:
            related = [r for r in finding.related if r.path == finding.path]
            named |= {(finding.line, finding.column), *((r.line, r.column) for r in related)}
    at_odds = {tuple(report.document.place(c.start, c.end))[:2] for c in report.claims if c.status in AT_ODDS}

    assert len(at_odds) == 6
    assert at_odds == named
