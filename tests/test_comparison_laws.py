"""Laws of comparison: a true statement of a result is never at odds with its record, and a turned one always is.

Records are invented, trial by trial; sentences are made from them, and turned in one thing: arms, direction, people,
time, outcome.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimcheck import flow, readers
from claimcheck.records import file as record_file
from claimcheck.yamlfile import YamlFile

if TYPE_CHECKING:
    from collections.abc import Callable

    from claimcheck.flow import House
    from claimcheck.lexicon import Lexicon
    from claimcheck.model import Report
    from claimcheck.records.record import Record

AS_OF = "2026-01-01"
AT_ODDS = ("contradicted", "not-met", "overstated", "withheld", "disputed")
# Conditions no one of which is a kind of another, and likewise what was measured.
CONDITIONS = {"stroke": "stroke", "knee-osteoarthritis": "knee osteoarthritis", "type-2-diabetes": "type 2 diabetes"}
OUTCOMES = {"speech": "speech", "walking": "walking", "memory": "memory", "sleep": "sleep", "swallowing": "swallowing"}
BASIS = {
    "id": "paper",
    "source": "https://example.invalid/thornmoor",
    "where": "invented for this test",
    "says": "invented",
    "kind": "paper",
    "read_on": "2026-11-02",
}
EASY = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)


@dataclass(frozen=True)
class Trial:
    """An invented trial of cells against placebo: who was in it, and what came out for whom, when, by how much."""

    condition: str
    outcome: str
    other: str
    weeks: int
    favours: str
    treated: float
    control: float

    def made(self, lexicon: Lexicon, *, changed: Callable[[Any], Any]) -> Record:
        """Return it as a record, all of it read in a text, as far as nothing is changed in it."""
        found = {"met": self.favours == "treatment", "significant": self.favours != "neither"}
        time = f"{self.weeks} weeks"
        primary = {
            "id": "main",
            "name": OUTCOMES[self.outcome],
            "measure": self.outcome,
            "time": time,
            "role": "primary",
            "comparison": "between-group",
            "favours": self.favours,
            **found,
            "basis": "paper",
        }
        shares = {"treated": self.treated, "placebo": self.control}
        data: dict[str, Any] = {
            "id": "thornmoor",
            "kind": "trial",
            "title": "THORNMOOR: an invented trial",
            "names": ["THORNMOOR"],
            "fictional": True,
            "outcomes_complete": True,
            "design": {"type": "randomised-trial", "control": "placebo", "basis": "paper"},
            "population": {"species": "human", "condition": self.condition, "basis": "paper"},
            "intervention": {"treatment": "mesenchymal-stem-cells", "basis": "paper"},
            "outcomes": [primary],
            "figures": [
                {
                    "what": f"change in {OUTCOMES[self.outcome]}",
                    "arm": arm,
                    "outcome": "main",
                    "measure": self.outcome,
                    "value": value,
                    "unit": "points",
                    "time": time,
                    "basis": "paper",
                }
                for arm, value in shares.items()
            ],
            "basis": [BASIS],
        }
        return record_file.of(YamlFile("evidence/invented/thornmoor.yaml", changed(data), {}), "invented", lexicon)


@st.composite
def trials(draw: st.DrawFn, favours: tuple[str, ...] = ("treatment", "control", "neither")) -> Trial:
    """Return an invented trial whose figures suit whom it favours."""
    outcome, other = draw(st.permutations(sorted(OUTCOMES)))[:2]
    low, high = draw(st.tuples(st.integers(11, 40), st.integers(60, 99)))
    way = draw(st.sampled_from(favours))
    treated, control = (low, high) if way == "control" else (high, low)
    if way == "neither":
        treated = control + 1
    weeks = draw(st.sampled_from((8, 12, 26, 52)))
    return Trial(draw(st.sampled_from(sorted(CONDITIONS))), outcome, other, weeks, way, treated / 10, control / 10)


SENTENCES = {
    "treatment": "In the THORNMOOR trial the cells improved {name} at {weeks} weeks.",
    "against": "In the THORNMOOR trial the cells improved {name} more than placebo at {weeks} weeks.",
    "better": "At {weeks} weeks, people with cells in the THORNMOOR trial had better {name} than people with placebo.",
    "control": "In the THORNMOOR trial the cells worsened {name} at {weeks} weeks.",
    "turned": "In the THORNMOOR trial placebo improved {name} more than the cells at {weeks} weeks.",
    "neither": "In the THORNMOOR trial {name} did not differ between the groups at {weeks} weeks.",
    "none": "The THORNMOOR trial found no difference in {name}.",
    "denied": "In the THORNMOOR trial the cells did not improve {name}.",
    "figures": (
        "In the THORNMOOR trial {name} improved by {treated} points with the cells "
        "and by {control} points with placebo at {weeks} weeks."
    ),
}


def told(trial: Trial, of: str, **turned: Any) -> str:
    """Return one sentence on the result of a trial, told in the way `of`, with what is turned in it."""
    said = replace(trial, **turned)
    return SENTENCES[of].format(
        name=OUTCOMES[said.outcome], weeks=said.weeks, treated=said.treated, control=said.control
    )


# How a result is truly told, by whom it favours.
TRUE = {
    "treatment": ("treatment", "against", "better", "figures"),
    "control": ("control", "turned"),
    "neither": ("neither", "denied", "none"),
}


def as_read(data: Any) -> Any:
    """Return a record's data as it is."""
    return data


def from_memory(data: Any) -> Any:
    """Return a record's data with no text behind any part of it."""
    if isinstance(data, list):
        return [from_memory(item) for item in data]
    if not isinstance(data, dict):
        return data
    plain = {key: from_memory(value) for key, value in data.items() if key != "basis"}
    return {**plain, "from": "memory"} if data.get("basis") == "paper" else plain


def unknown(data: Any) -> Any:
    """Return a record's data without any result."""
    open_ = dict.fromkeys(("met", "significant", "favours", "time"))
    outcomes = [{**outcome, **open_} for outcome in data["outcomes"]]
    return {**data, "outcomes": outcomes, "figures": None, "outcomes_complete": None}


def without_a_name(data: Any) -> Any:
    """Return a record's data with an outcome that no name of the lexicon stands for, and nothing of whom it favours."""
    [outcome] = data["outcomes"]
    plain = {**outcome, "name": "serum ferritin", "measure": None, "met": None, "favours": None}
    figures = [{**figure, "what": "serum ferritin", "measure": None} for figure in data["figures"]]
    return {**data, "outcomes": [plain], "figures": figures}


def ferritin(trial: Trial, *, higher: bool) -> str:
    """Return a sentence that tells an outcome without a name as higher, or lower, with the cells."""
    way = "higher" if higher else "lower"
    return f"In the THORNMOOR trial serum ferritin was {way} with stem cells than with placebo at {trial.weeks} weeks."


@pytest.fixture(scope="session")
def check(house: House) -> Callable[..., Report]:
    """Return a function that holds sentences on a page about a condition against one invented trial."""
    rules = tuple(rule for rule in house.rules if rule.compare is not None)

    def checked(trial: Trial, *sentences: str, condition: str = "", changed: Callable[[Any], Any] = as_read) -> Report:
        known = {"thornmoor": trial.made(house.lexicon, changed=changed)}
        said = "\n\n".join(sentences)
        page = f"# Stem cells for {CONDITIONS[condition or trial.condition]}\n\n{said}\n"
        document = readers.read_text(page, path="page.md", format="markdown")
        return flow.check_document(document, replace(house, records=known, rules=rules), AS_OF)

    return checked


def at_odds(report: Report) -> list[tuple[str, str | None]]:
    """Return the claims that are at odds with their record."""
    return [(report.document.text[c.start : c.end], c.status) for c in report.claims if c.status in AT_ODDS]


@pytest.fixture(scope="session")
def odds(house: House) -> frozenset[str]:
    """Return the names of the rules that say that a claim is at odds with its record."""
    # A failing example is printed with all its arguments: a whole house would take an hour.
    return frozenset(rule.name for rule in house.rules if rule.compare and rule.compare.status != "none")


def comparing(report: Report, odds: frozenset[str]) -> set[str]:
    """Return the rules that found a claim at odds with a record."""
    return {name for f in report.findings for name in (f.rule, *f.also)} & odds


@EASY
@given(trial=trials(), pick=st.integers(0, 11))
def test_a_true_statement_of_a_result_is_never_at_odds(trial, pick, check, odds):
    ways = TRUE[trial.favours]
    report = check(trial, told(trial, ways[pick % len(ways)]))

    assert at_odds(report) == []
    assert comparing(report, odds) == set()


@EASY
@given(trial=trials(("treatment", "control")))
def test_exchanged_arms_are_always_found(trial, check):
    turned = told(trial, "turned" if trial.favours == "treatment" else "against")
    figures = told(trial, "figures", treated=trial.control, control=trial.treated)

    assert at_odds(check(trial, turned)) != []
    assert at_odds(check(trial, figures)) != []


@EASY
@given(trial=trials(), pick=st.integers(0, 2))
def test_an_exchanged_direction_is_always_found(trial, pick, check):
    others = [way for way in ("treatment", "control", "neither") if way != trial.favours]
    report = check(trial, told(trial, others[pick % 2]))

    assert at_odds(report) != []


@EASY
@given(trial=trials(("treatment",)), pick=st.integers(0, 1))
def test_another_condition_is_always_found(trial, pick, check, odds):
    others = [one for one in CONDITIONS if one != trial.condition]
    report = check(trial, told(trial, "treatment"), condition=others[pick])

    assert "other-condition" in comparing(report, odds)


@EASY
@given(trial=trials(("treatment",)), weeks=st.sampled_from((2, 4, 16, 36, 104, 208)))
def test_another_time_is_always_found(trial, weeks, check, odds):
    report = check(trial, told(trial, "treatment", weeks=weeks))

    assert comparing(report, odds) & {"later-than-studied", "time-point-unlike"} != set()


@EASY
@given(trial=trials(("treatment",)))
def test_another_outcome_is_always_found(trial, check, odds):
    report = check(trial, told(trial, "treatment", outcome=trial.other))

    assert "outcome-not-measured" in comparing(report, odds)


@EASY
@given(trial=trials(("treatment", "control")))
def test_an_outcome_without_a_name_is_compared_by_its_words_and_figures(trial, check):
    higher = trial.treated > trial.control
    same = (
        f"In the THORNMOOR trial serum ferritin did not differ between stem cells and placebo at {trial.weeks} weeks."
    )

    assert at_odds(check(trial, ferritin(trial, higher=higher), changed=without_a_name)) == []
    assert at_odds(check(trial, ferritin(trial, higher=not higher), changed=without_a_name)) != []
    assert at_odds(check(trial, same, changed=without_a_name)) != []


@EASY
@given(trial=trials(("neither",)), higher=st.booleans())
def test_a_difference_that_was_not_found_is_told_whether_or_not_more_is_good(trial, higher, check, odds):
    report = check(trial, ferritin(trial, higher=higher), changed=without_a_name)

    assert comparing(report, odds) == {"difference-not-found"}


@EASY
@given(trial=trials(("treatment", "control")), pick=st.integers(0, 1))
def test_a_result_of_which_nobody_knows_if_it_is_good_has_people_and_time(trial, pick, check, odds):
    others = [one for one in CONDITIONS if one != trial.condition]
    true = ferritin(trial, higher=trial.treated > trial.control)
    later = true.replace(f"{trial.weeks} weeks", f"{4 * trial.weeks} weeks")

    assert comparing(check(trial, true, condition=others[pick], changed=without_a_name), odds) == {
        "comparison-elsewhere"
    }
    assert comparing(check(trial, later, changed=without_a_name), odds) == {"comparison-elsewhere"}


@EASY
@given(trial=trials())
def test_an_outcome_that_no_outcome_of_the_record_shares_a_word_with_is_found(trial, check, odds):
    higher = "In the THORNMOOR trial the count of platelets was higher with stem cells than with placebo."
    alike = higher.replace("was higher with stem cells than with", "did not differ between stem cells and")

    for said in (higher, alike):
        assert comparing(check(trial, said, changed=without_a_name), odds) == {"outcome-not-measured"}


@EASY
@given(
    trial=trials(("treatment", "control")),
    arms=st.sampled_from((("ketamine with rilmore", "ketamine alone"), ("coated plates", "non-coated plates"))),
)
def test_arms_of_which_one_is_named_within_the_other_are_told_apart(trial, arms, check):
    one, other = arms

    def nested(data: Any) -> Any:
        first, second = (dict(figure) for figure in without_a_name(data)["figures"])
        figures = [{**first, "arm": one}, {**second, "arm": other}]
        tried = {"product": one, "basis": "paper"}
        design = {"type": "randomised-trial", "control": "active-treatment", "basis": "paper"}
        return {**without_a_name(data), "figures": figures, "intervention": tried, "design": design}

    true = (one, other) if trial.treated > trial.control else (other, one)
    said = "In the THORNMOOR trial serum ferritin was higher with {} than with {}."

    assert at_odds(check(trial, said.format(*true), changed=nested)) == []
    assert at_odds(check(trial, said.format(*reversed(true)), changed=nested)) != []


@EASY
@given(trial=trials(("treatment", "control")))
def test_figures_of_an_outcome_without_a_name_belong_to_their_arms(trial, check):
    told = "In the THORNMOOR trial serum ferritin was {} points with stem cells and {} points with placebo."
    true, turned = told.format(trial.treated, trial.control), told.format(trial.control, trial.treated)

    assert at_odds(check(trial, true, changed=without_a_name)) == []
    assert at_odds(check(trial, turned, changed=without_a_name)) != []


def named_by_findings(report: Report, odds: frozenset[str]) -> set[tuple[int, int]]:
    """Return where the claims stand that a finding on a status names, itself or as a related place."""
    found: set[tuple[int, int]] = set()
    for finding in (*report.findings, *(allowed.finding for allowed in report.allowed)):
        if odds & {finding.rule, *finding.also}:
            related = [r for r in finding.related if r.path == finding.path]
            found |= {(finding.line, finding.column), *((r.line, r.column) for r in related)}
    return found


@EASY
@given(trial=trials(), ways=st.lists(st.sampled_from(sorted(SENTENCES)), min_size=1, max_size=3, unique=True))
def test_a_claim_is_at_odds_if_and_only_if_a_finding_names_it(trial, ways, check, odds):
    report = check(trial, *(told(trial, way) for way in ways))
    places = {tuple(report.document.place(c.start, c.end))[:2] for c in report.claims if c.status in AT_ODDS}

    assert places == named_by_findings(report, odds)


@EASY
@given(trial=trials(), way=st.sampled_from(sorted(SENTENCES)), pick=st.integers(0, 2))
def test_what_is_from_memory_never_gives_more_than_a_warning(trial, way, pick, check):
    condition = sorted(CONDITIONS)[pick]
    report = check(trial, told(trial, way), condition=condition, changed=from_memory)

    assert [f.message for f in report.findings if f.severity == "error"] == []


@EASY
@given(trial=trials(), way=st.sampled_from(sorted({*SENTENCES} - {"figures"})))
def test_a_result_that_is_not_known_is_never_held_against_a_claim(trial, way, check, odds):
    report = check(trial, told(trial, way), changed=unknown)

    assert comparing(report, odds) == set()
    assert at_odds(report) == []
