"""Statements: what a text, or the lists of a trial's registration, say of them, and the part that disagrees."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimcheck import readers
from claimcheck.checks import regimen
from claimcheck.checks.bounds import bounds_in
from claimcheck.checks.ranges import ranges_in
from claimcheck.checks.rows import topic_of
from claimcheck.checks.statement import held_against
from claimcheck.checks.told import stem, told
from claimcheck.checks.trial import held_against_trials
from claimcheck.checks.trial_lists import Row, adverse_events, criteria, interventions, outcome_results
from claimcheck.checks.verdict import Verdict
from claimcheck.claims.reading import Reading
from claimcheck.words import words_in

if TYPE_CHECKING:
    from claimcheck.lexicon import Lexicon

LAW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
EVIDENCE = "The trial found that evening light reduced night waking in 40% of adults with insomnia."
SAID_OF_EVIDENCE = (
    ("Evening light reduced night waking in adults with insomnia.", Verdict("supported")),
    ("Evening light reduced night waking in 40% of adults with insomnia.", Verdict("supported")),
    ("Evening light did not reduce night waking in adults with insomnia.", Verdict("contradicted", "denial")),
    ("Evening light increased night waking in adults with insomnia.", Verdict("contradicted", "direction")),
    ("Evening light reduced night waking in 60% of adults with insomnia.", Verdict("contradicted", "figure")),
    ("Copper bracelets ease the pain of gout.", Verdict("silent", "subject")),
)
# Invented lists of an invented trial.
EVENTS = adverse_events(
    """Adverse Events 1:
      Total: 12/40 (30.00%)
      Headache 4/40 (10.00%)
      Pyrexia 2/40 (5.00%)
      Anaemia * 10/40 (0.00%)
    Adverse Events 2:
      Total: 3/50 (6.00%)
      Headache 3/50 (6.00%)
      Pyrexia 0/50 (0.00%)
      Anaemia * 10/50 (0.00%)""".splitlines()
)
SAID_OF_EVENTS = (
    ("More patients in cohort 1 had headache than in cohort 2.", Verdict("supported")),
    ("More patients in cohort 2 had headache than in cohort 1.", Verdict("contradicted", "comparison")),
    ("Fewer patients in cohort 2 had headache than in cohort 1.", Verdict("supported")),
    ("Cohort 1 had one more case of headache than cohort 2.", Verdict("supported")),
    ("Cohort 1 had three more cases of headache than cohort 2.", Verdict("contradicted", "difference")),
    ("4 patients in cohort 1 had headache.", Verdict("supported")),
    ("5 patients in cohort 1 had headache.", Verdict("contradicted", "figure")),
    ("10% of patients in cohort 1 had headache.", Verdict("supported")),
    ("4/40 patients in cohort 1 had headache.", Verdict("supported")),
    ("At least 2 patients in cohort 1 had a fever.", Verdict("supported")),
    ("At least 3 patients in cohort 1 had a fever.", Verdict("contradicted", "figure")),
    ("Over a quarter of patients in cohort 1 had adverse events.", Verdict("supported")),
    ("The majority of patients in cohort 1 had adverse events.", Verdict("contradicted", "majority")),
    ("No patients had anaemia.", Verdict("supported")),
    ("No patients had headache.", Verdict("contradicted", "denial")),
    ("Headache was the most common adverse event.", Verdict("supported")),
    ("Fever was the most common adverse event.", Verdict("contradicted", "rank")),
    ("Patients in both cohorts had headache.", Verdict("supported")),
    ("Patients in both cohorts had a fever.", Verdict("contradicted", "each arm")),
    ("The same number of patients in both cohorts had headache.", Verdict("contradicted", "sameness")),
)
RESULTS = outcome_results(
    """Outcome Measurement:
      Time to Relapse
      Time frame: 24 months
    Results 1:
      Arm/Group Title: Amber lamp
      Arm/Group Description: Amber lamp for 30 minutes each evening
      Overall Number of Participants Analyzed: 40
      Median (95% Confidence Interval)
      Unit of Measure: months  9.5        (7.0 to 12.0)
    Results 2:
      Arm/Group Title: Blue lamp
      Arm/Group Description: Blue lamp for 30 minutes each evening
      Overall Number of Participants Analyzed: 38
      Median (95% Confidence Interval)
      Unit of Measure: months  6.5        (5.0 to 8.0)""".splitlines()
)
SAID_OF_RESULTS = (
    ("The amber lamp group had a longer time to relapse than the blue lamp group.", Verdict("supported")),
    (
        "The blue lamp group had a longer time to relapse than the amber lamp group.",
        Verdict("contradicted", "comparison"),
    ),
    ("Time to relapse was 3 months longer with the amber lamp than the blue lamp.", Verdict("supported")),
    (
        "Time to relapse was 5 months longer with the amber lamp than the blue lamp.",
        Verdict("contradicted", "difference"),
    ),
    ("Median time to relapse was 9.5 months with the amber lamp.", Verdict("supported")),
    ("Median time to relapse was 8.1 months with the amber lamp.", Verdict("contradicted", "figure")),
    ("Grip strength of smokers was tested.", Verdict("contradicted", "listed")),
)
LAMP = interventions(["INTERVENTION 1:", "  Amber lamp", "  Amber lamp, 30 minutes each evening for 8 weeks"])
TEA = interventions(["INTERVENTION 1:", "  Valerian tea", "  Valerian tea, 2 cups at bedtime"])
SAID_OF_TWO = (
    ("The primary trial tests an amber lamp, the secondary trial valerian tea.", Verdict("silent")),
    ("The primary trial tests valerian tea, the secondary trial an amber lamp.", Verdict("contradicted", "trial")),
    ("The secondary trial gives 3 cups of valerian tea.", Verdict("contradicted", "figure")),
    ("The secondary trial does not test an amber lamp.", Verdict("silent")),
    ("Both the primary trial and the secondary trial test valerian tea.", Verdict("contradicted", "listed")),
)
ADMITTED = criteria(["Inclusion Criteria:", "  Adults with insomnia", "Exclusion Criteria:", "  Night-shift work"])


def read(text: str, lexicon: Lexicon) -> Reading:
    return Reading(readers.read_text(text, path="page", format="text"), lexicon)


def verdict_of(statement: str, evidence: str, lexicon: Lexicon) -> Verdict:
    return held_against(read(statement, lexicon), read(evidence, lexicon))


@pytest.mark.parametrize(("statement", "verdict"), SAID_OF_EVIDENCE)
def test_a_text_supports_contradicts_or_is_silent(statement: str, verdict: Verdict, lexicon: Lexicon) -> None:
    assert verdict_of(statement, EVIDENCE, lexicon) == verdict


def test_evidence_that_is_known_to_be_on_it_is_never_silent(lexicon: Lexicon) -> None:
    statement, evidence = read("Lamps help.", lexicon), read("No lamp was better than darkness.", lexicon)

    assert held_against(statement, evidence, on_it=True) == Verdict("contradicted", "denied")


@pytest.mark.parametrize(("statement", "verdict"), SAID_OF_EVENTS)
def test_a_list_of_events_is_counted_out(statement: str, verdict: Verdict, lexicon: Lexicon) -> None:
    assert held_against_trials(statement, [EVENTS], ["primary"], lexicon) == verdict


@pytest.mark.parametrize(("statement", "verdict"), SAID_OF_RESULTS)
def test_a_list_of_results_is_counted_out(statement: str, verdict: Verdict, lexicon: Lexicon) -> None:
    assert held_against_trials(statement, [RESULTS], ["primary"], lexicon) == verdict


@pytest.mark.parametrize(("statement", "verdict"), SAID_OF_TWO)
def test_what_is_said_of_two_trials_is_held_against_its_own(statement: str, verdict: Verdict, lexicon: Lexicon) -> None:
    assert held_against_trials(statement, [LAMP, TEA], ["primary", "secondary"], lexicon) == verdict


@pytest.mark.parametrize(
    ("statement", "verdict"),
    [
        ("Adults with insomnia are eligible.", Verdict("silent")),
        ("Smokers with gout are eligible.", Verdict("contradicted", "listed")),
        ("Smokers with gout are excluded.", Verdict("silent")),
    ],
)
def test_who_is_let_in_has_to_be_listed(statement: str, verdict: Verdict, lexicon: Lexicon) -> None:
    assert held_against_trials(statement, [ADMITTED], ["primary"], lexicon) == verdict


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Age 18 to 75 years", [(18, 75, "year", False)]),
        ("ECOG 0, 1 or 2", [(0, 2, "", False)]),
        ("aged 15", [(15, 15, "year", True)]),
        ("at least 9 g/dL", [(9, inf, "", False)]),
        ("ejection fraction >= 50%", [(50, inf, "percent", False)]),
        ("within the past 6 months", [(-inf, 6, "month", False)]),
        ("platelets 100 x 10 per litre", [(100, 100, "", True)]),
    ],
)
def test_numbers_of_criteria_are_read_as_ranges(
    text: str, expected: list[tuple[float, float, str, bool]], lexicon: Lexicon
) -> None:
    assert [tuple(found) for found in ranges_in(words_in(text), lexicon)] == expected


@pytest.mark.parametrize(
    ("statement", "against"),
    [
        ("People aged 40 can take part.", ""),
        ("People aged 70 can take part.", "range in"),
        ("People aged 30 are excluded.", "range out"),
        ("People have to be older than 30 years.", "range must"),
        ("Smokers can take part.", "criterion in"),
        ("People who do not smoke are excluded.", "criterion out"),
        ("People who do not smoke will not be excluded.", ""),
        ("A sleep diary is not required.", "criterion free"),
        ("People who take melatonin are excluded.", "criterion allows"),
        ("Smokers cannot take part, but people who take melatonin can.", ""),
    ],
)
def test_who_may_take_part_is_held_against_each_criterion(statement: str, against: str, lexicon: Lexicon) -> None:
    lines = ["Inclusion Criteria:", "Aged 21 to 64 years", "Sleep diary", "Melatonin is allowed", "No smokers"]
    said = Verdict("contradicted", against) if against else Verdict("silent")

    assert held_against_trials(statement, [criteria(lines)], ["primary"], lexicon) == said


def test_criteria_are_told_apart_by_their_headings() -> None:
    assert (ADMITTED.lines, ADMITTED.kept_out) == (("Adults with insomnia", "Night-shift work"), ("Night-shift work",))


def test_a_footnote_glued_to_a_count_is_taken_off() -> None:
    assert EVENTS.arms[0].rows[3] == Row("Anaemia", 0, 0.0, 40)


def test_a_measured_row_holds_its_range_and_its_people() -> None:
    assert RESULTS.arms[1].rows == (Row("", 6.5, None, 38, 5.0, 8.0, "months"),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("at least 5 patients", [(5.0, "", ">=")]),
        ("more than half of them", [(50.0, "percent", ">")]),
        ("no more than 2 weeks", [(2.0, "week", "<=")]),
        ("about 12% had it", [(12.0, "percent", "~")]),
        ("a month longer", [(1.0, "month", "=")]),
        ("3/12 patients", [(25.0, "percent", "=")]),
        ("cohort 2 of phase 3", []),
        ("30 mg of SB-623", []),
        ("one of the cohorts", []),
    ],
)
def test_a_number_is_read_with_what_it_is_told_to_be(
    text: str, expected: list[tuple[float, str, str]], lexicon: Lexicon
) -> None:
    assert [(b.value, b.unit, b.sign) for b in bounds_in(words_in(text), lexicon)] == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [("oedema", "edema"), ("diarrhoea", "diarrhea"), ("leucopenia", "leukopenia"), ("tumour", "tumor")],
)
def test_british_and_american_words_have_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("text", "against"),
    [
        ("Patients swallow simvastatin once daily.", ""),
        ("Patients get intravenous simvastatin.", "route"),
        ("Patients take simvastatin twice a day.", "frequency"),
        ("Simvastatin is given every 24 hours.", ""),
        ("Ondansetron is given every three weeks.", ""),
        ("Ondansetron is given weekly.", "frequency"),
        ("Ondansetron is given by mouth.", "route"),
    ],
)
def test_route_and_frequency_are_those_told_behind_a_medicine(text: str, against: str, lexicon: Lexicon) -> None:
    lines = ["INTERVENTION 1:", "  Both", "  Simvastatin 20 mg orally once daily and ondansetron 8 mg IV every 3 weeks"]

    assert regimen.against(told(text, lexicon), interventions(lines)) == against


@pytest.mark.parametrize(
    ("text", "how", "labels"),
    [
        ("3 patients had a fever", "name", {"Pyrexia"}),
        ("3 patients had heart problems", "kin", {"Atrial fibrillation", "Cardiac failure"}),
        ("3 patients had a heart failure", "name", {"Cardiac failure"}),
        ("3 patients had an inflammation of the oesophagus", "name", {"Esophagitis"}),
        ("3 patients had too low a platelet count", "name", {"Thrombocytopenia"}),
        ("3 patients had bradycardia", "absent", set()),
        ("3 patients had adverse events", "total", set()),
    ],
)
def test_an_event_is_known_by_any_of_its_names(text: str, how: str, labels: set[str], lexicon: Lexicon) -> None:
    names = ["Pyrexia", "Atrial fibrillation", "Cardiac failure", "Esophagitis", "Thrombocytopenia"]
    events = adverse_events(["Adverse Events 1:", *(f"{name} 3/40 (7.50%)" for name in names)])
    found = topic_of(told(text, lexicon), events)

    assert (found.how, set(found.labels) if how != "total" else set()) == (how, labels)


SUBJECTS = st.sampled_from(["Evening light", "The amber lamp", "Valerian tea", "The course"])
VERBS = st.sampled_from([("reduced", "increased"), ("increased", "reduced"), ("improved", "worsened")])
OBJECTS = st.sampled_from(["night waking", "pain", "quality of life", "blood pressure"])


@LAW
@given(SUBJECTS, VERBS, OBJECTS)
def test_a_statement_held_against_itself_is_supported(
    lexicon: Lexicon, who: str, verbs: tuple[str, str], what: str
) -> None:
    statement = f"{who} {verbs[0]} {what} in adults with insomnia."

    assert verdict_of(statement, statement, lexicon) == Verdict("supported")


@LAW
@given(SUBJECTS, VERBS, OBJECTS)
def test_a_statement_turned_round_is_contradicted(
    lexicon: Lexicon, who: str, verbs: tuple[str, str], what: str
) -> None:
    evidence = f"We found that {who} {verbs[0]} {what} in adults with insomnia."
    turned = f"{who} {verbs[1]} {what} in adults with insomnia."

    assert verdict_of(turned, evidence, lexicon).says == "contradicted"


@LAW
@given(SUBJECTS, st.sampled_from(["reduce", "increase", "improve"]), OBJECTS)
def test_a_statement_denied_is_contradicted(lexicon: Lexicon, who: str, verb: str, what: str) -> None:
    evidence = f"We found that {who} {verb}d {what} in adults with insomnia."
    denied = f"{who} did not {verb} {what} in adults with insomnia."

    assert verdict_of(denied, evidence, lexicon).says == "contradicted"


@LAW
@given(st.sampled_from(["amber", "blue", "bright"]), st.sampled_from(["dim", "green", "old"]), OBJECTS)
def test_a_comparison_with_its_arms_swapped_is_contradicted(lexicon: Lexicon, one: str, other: str, what: str) -> None:
    evidence = f"We found that the {one} lamp reduced {what} more than the {other} lamp."
    swapped = f"The {other} lamp reduced {what} more than the {one} lamp."

    assert verdict_of(swapped, evidence, lexicon) == Verdict("contradicted", "arms")


@LAW
@given(st.integers(0, 40), st.integers(0, 50))
def test_of_two_counts_just_one_is_more(lexicon: Lexicon, first: int, second: int) -> None:
    lists = [f"Adverse Events {arm}:\n Headache {k}/50 ({2 * k:.2f}%)" for arm, k in ((1, first), (2, second))]
    events = adverse_events("\n".join(lists).splitlines())
    says = [
        held_against_trials(
            f"Cohort {one} had more cases of headache than cohort {other}.", [events], ["it"], lexicon
        ).says
        for one, other in ((1, 2), (2, 1))
    ]

    assert says == ["supported" if more else "contradicted" for more in (first > second, second > first)]
