"""Imports: what each format gives a record, what a second import may touch, and what a broken file does."""

from __future__ import annotations

import json
import re
import sys
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import made_exports as made
from claimcheck import importers, plugins, yamledit, yamlfile
from claimcheck.importers._ctgov_analyses import p_value
from claimcheck.importers._draft import date_of, doi_in, number_in, slug, time_in, written_date
from claimcheck.records import record

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from claimcheck.importers import Imported
    from claimcheck.lexicon import Lexicon
    from conftest import Ran

DAY = "2026-11-02"
TRIAL, ARTICLE, RATS = "nct90000001", "pmid-90000011", "pmid-90000012"
PRIMARY = "primary-change-in-modified-rankin-scale-at-90-days"
WALKING = "secondary-people-who-walk-alone"


class Desk:
    """A folder with exports and the records made of them."""

    def __init__(self, folder: Path, lexicon: Lexicon) -> None:
        self.folder = folder
        self.records = folder / "evidence" / "stroke"
        self.lexicon = lexicon

    def bring(self, *exports: str | bytes, day: str = DAY, name: str = "export") -> Imported:
        """Import texts, each as a file of its own whose name tells nothing."""
        files = []
        for number, text in enumerate(exports):
            files.append(self.folder / f"{name}-{number}.txt")
            files[-1].write_bytes(text if isinstance(text, bytes) else text.encode())
        shelves = [(self.records, True)]
        return importers.bring_in(files, self.records, shelves, lexicon=self.lexicon, read_on=day)

    def path(self, name: str = TRIAL) -> Path:
        return self.records / f"{name}.yaml"

    def text(self, name: str = TRIAL) -> str:
        return self.path(name).read_text(encoding="utf-8")

    def data(self, name: str = TRIAL) -> dict[str, Any]:
        found = yamlfile.read(self.path(name)).value
        assert isinstance(found, dict)
        return found

    def put(self, old: str, new: str, name: str = TRIAL) -> None:
        """Change a record as a person does, in its file."""
        text = self.text(name)
        assert text.count(old) == 1, (old, text)
        self.path(name).write_text(text.replace(old, new), encoding="utf-8")

    def texts(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in sorted(self.records.rglob("*"))}

    def faults(self) -> list[str]:
        return list(map(str, record.faults([self.records], self.lexicon)))


@pytest.fixture
def desk(tmp_path: Path, lexicon: Lexicon) -> Desk:
    return Desk(tmp_path, lexicon)


def reported(**changed: Any) -> str:
    """Return the study with results; `changed` are new values of its primary analysis."""
    study = made.reported()
    study["resultsSection"]["outcomeMeasuresModule"]["outcomeMeasures"][0]["analyses"][0] |= changed
    return made.as_json(study)


EXPORTS = {
    "ctgov": reported(),
    "pubmed": made.pubmed(),
    "nbib": made.NBIB,
    "ris": made.RIS,
    "bibtex": made.BIBTEX,
    "csl": made.as_json(made.CSL),
    "retraction_watch": made.register(("2/3/2026 0:00", "Retraction", "10.5555/velmarin.90000011", "0")),
}
WITH_RECORDS = [name for name in EXPORTS if name != "retraction_watch"]


def outcome(data: dict[str, Any], name: str) -> dict[str, Any]:
    [found] = [o for o in data["outcomes"] if o["id"] == name]
    return dict(found)


# Formats


def test_every_format_has_an_export_to_test_it() -> None:
    assert tuple(sorted(EXPORTS)) == plugins.names("importers")


@pytest.mark.parametrize("name", sorted(EXPORTS))
def test_a_format_is_recognised_by_what_the_file_holds_and_by_no_other(name: str) -> None:
    knowing = [
        other for other in plugins.names("importers") if plugins.load("importers", other).recognises(EXPORTS[name])
    ]

    assert knowing == [name]


@pytest.mark.parametrize("name", WITH_RECORDS)
def test_what_an_import_writes_is_sound(name: str, desk: Desk) -> None:
    found = desk.bring(EXPORTS[name])

    assert found.failed == []
    assert {taken.what for taken in found.taken} == {"written"}
    assert desk.faults() == []
    read = record.read([desk.records], desk.lexicon)[0]
    assert all(read[path.stem].data["basis"] for path in desk.records.iterdir())


@pytest.mark.parametrize("name", WITH_RECORDS)
def test_importing_twice_changes_no_byte(name: str, desk: Desk) -> None:
    desk.bring(EXPORTS[name])
    first = desk.texts()
    found = desk.bring(EXPORTS[name], day="2027-01-31", name="again")

    assert desk.texts() == first
    assert {taken.what for taken in found.taken} == {"unchanged"}
    assert [taken.done for taken in found.taken if taken.done] == []


@pytest.mark.parametrize("form", ["study", "list", "page"])
def test_a_study_a_list_and_a_page_of_studies_are_read_alike(form: str, desk: Desk) -> None:
    study = made.planned()
    desk.bring(made.as_json({"study": study, "list": [study], "page": {"totalCount": 1, "studies": [study]}}[form]))

    assert desk.data()["registry"] == "NCT90000001"


# ClinicalTrials.gov


def test_a_study_without_results_gives_what_was_planned(desk: Desk) -> None:
    desk.bring(made.as_json(made.planned()))
    data = desk.data()

    assert data["names"] == ["=HALVERT trial", "=HALVERT study"]
    assert data["hints"] == ["=HALVERT", "Velmarin", "Orrin Institute"]
    assert data["programme"] == {"status": "active", "as_of": "2024-05", "basis": "registry"}
    assert data["design"] == {
        "type": "randomised-trial", "phase": "2/3", "randomized": True, "control": "placebo", "blinding": "double",
        "arms": 2, "sites": 2, "countries": ["Norway"], "scheme": "parallel assignment", "basis": "registry",
    }  # fmt: skip
    assert data["population"] == {
        "species": "human", "condition": "ischemic-stroke", "inclusion": "18 Years to 80 Years", "n_planned": 120,
        "note": "conditions as registered: Ischemic Stroke", "basis": "registry",
    }  # fmt: skip
    assert data["funding"] == {
        "by": "Orrin Institute, University of Tarn", "interests": "a company leads it", "basis": "registry",
    }  # fmt: skip
    assert [o["id"] for o in data["outcomes"]] == [PRIMARY, WALKING]
    assert "figures" not in data
    assert data["basis"] == [
        {
            "id": "registry", "source": "registry:NCT90000001", "kind": "registry", "read_on": DAY,
            "where": "export-0.txt, study 1, protocol, data of 2024-06-01",
            "says": "status RECRUITING; 2 outcomes as planned, no results",
        }
    ]  # fmt: skip


def test_a_study_with_results_gives_outcomes_figures_and_harms(desk: Desk) -> None:
    desk.bring(reported())
    data = desk.data()

    assert outcome(data, PRIMARY) == {
        "id": PRIMARY, "name": "Change in modified Rankin Scale at 90 days", "measure": "modified-rankin",
        "time": "90 days", "role": "primary", "met": None, "comparison": "between-group", "effect": -0.2,
        "interval": [-0.6, 0.2], "p": 0.31, "unit": "points", "basis": "registry",
        "note": "Velmarin against Placebo, Mean Difference (Final Values), ANCOVA, superiority",
    }  # fmt: skip
    assert data["figures"][0] == {
        "what": "Change in modified Rankin Scale at 90 days", "arm": "Velmarin", "outcome": PRIMARY,
        "measure": "modified-rankin", "value": -0.9, "n": 58, "unit": "points", "time": "90 days",
        "note": "mean, standard deviation 1.1", "basis": "registry",
    }  # fmt: skip
    assert [(f["what"], f.get("arm"), f.get("k"), f.get("n")) for f in data["figures"][2:]] == [
        ("People who walk alone: Day 90", "Velmarin", 31, 58),
        ("serious adverse events", "Velmarin", 4, 58),
        ("serious adverse events", "Placebo", 3, 59),
    ]
    assert data["safety"]["events"] == ["Seizure", "Headache"]
    assert data["population"]["n_enrolled"] == 117
    assert (data["population"]["n_treated"], data["population"]["n_control"]) == (58, 59)
    assert data["publications"] == [
        {
            "type": "registry-results", "date": "2025-03-02", "basis": "registry",
            "link": "https://clinicaltrials.gov/study/NCT90000001",
        },
        {"type": "article", "pmid": "90000011", "basis": "registry"},
    ]  # fmt: skip


def test_why_a_study_stopped_is_told(desk: Desk) -> None:
    desk.bring(reported())

    assert desk.data()["programme"] == {
        "status": "terminated", "as_of": "2025-03", "basis": "registry",
        "note": "why it stopped, as registered: Too few people were found",
    }  # fmt: skip


def test_several_analyses_of_one_outcome_stand_side_by_side_and_none_is_chosen(desk: Desk) -> None:
    desk.bring(reported())
    data = desk.data()

    assert outcome(data, WALKING).keys() == {"id", "name", "role", "note", "basis"}
    first, second = (outcome(data, f"{WALKING}-analysis-{number}") for number in (1, 2))
    assert (first["comparison"], first["effect"], first["p"]) == ("between-group", 1.4, "<0.001")
    # A ratio has no unit, an interval of 90 % is none of 95 %, and "NS" is no p.
    assert "unit" not in first
    assert second["note"] == "Velmarin, interval of 90 %: 0.1 to 0.3, p as registered: NS"
    assert not second.keys() & {"p", "interval", "effect"}


def test_whether_an_endpoint_was_met_is_left_to_a_person(desk: Desk) -> None:
    found = desk.bring(reported())

    assert "    met:  # for a person: true or false, from a text that says so\n" in desk.text()
    assert f"#   - outcomes.{PRIMARY}.met: whether this primary endpoint was met\n" in desk.text()
    assert f"outcomes.{PRIMARY}.met" in found.taken[0].unfilled
    assert "significant" not in desk.text()


def test_what_could_not_be_filled_stands_in_the_file_and_in_what_is_told(desk: Desk) -> None:
    found = desk.bring(made.as_json(made.planned("NCT90000002")))
    in_file = re.findall(r"^#   - ([\w.-]+): ", desk.text("nct90000002"), re.MULTILINE)

    assert tuple(in_file) == found.taken[0].unfilled
    assert {"figures", "safety", "supports", "intervention.treatment"} <= set(in_file)


@pytest.mark.parametrize(
    ("module", "given", "field", "value"),
    [
        ("statusModule", {"overallStatus": "SUSPENDED"}, "programme.status", "paused"),
        ("statusModule", {"overallStatus": "UNKNOWN"}, "programme", None),
        ("statusModule", {"overallStatus": "WITHDRAWN"}, "programme.note", "withdrawn before anybody was enrolled"),
        ("designModule", {"phases": ["PHASE1", "PHASE2"]}, "design.phase", "1/2"),
        ("designModule", {"phases": ["EARLY_PHASE1"]}, "design.phase", None),
        ("designModule", {"phases": "PHASE1"}, "design.phase", None),
        ("designModule", {"studyType": "OBSERVATIONAL"}, "design.type", "observational-study"),
        (
            "designModule",
            {"designInfo": {"maskingInfo": {"masking": "SINGLE", "whoMasked": ["OUTCOMES_ASSESSOR"]}}},
            "design.blinding",
            "assessor-blind",
        ),
        ("designModule", {"designInfo": {"interventionModel": "SINGLE_GROUP"}}, "design.control", "none"),
        (
            "armsInterventionsModule",
            {"armGroups": [{"label": "A", "type": "EXPERIMENTAL"}, {"label": "B", "type": "SHAM_COMPARATOR"}]},
            "design.control",
            None,
        ),
        ("conditionsModule", {"conditions": ["Stroke, Ischemic", "Stroke"]}, "population.condition", "ischemic-stroke"),
        ("conditionsModule", {"conditions": ["Stroke", "Psoriasis"]}, "population.condition", None),
        ("conditionsModule", {"conditions": ["Fear of heights after a stroke"]}, "population.condition", None),
        ("eligibilityModule", {"minimumAge": "2 Years"}, "population.inclusion", "2 Years or older"),
        ("eligibilityModule", {"maximumAge": "9 Years", "sex": "MALE"}, "population.inclusion", "up to 9 Years, male"),
    ],
)  # fmt: skip
def test_a_field_of_the_registry_is_read_as_it_is_meant(
    module: str, given: dict[str, Any], field: str, value: object, desk: Desk
) -> None:
    study = made.planned()
    protocol = study["protocolSection"]
    protocol[module] = {**(protocol[module] if module != "eligibilityModule" else {}), **given}
    desk.bring(made.as_json(study))
    found: Any = desk.data()
    for part in field.split("."):
        found = (found or {}).get(part)

    assert found == value
    assert desk.faults() == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.04", 0.04), ("=0.04", 0.04), ("p = .04", 0.04), ("<0.001", "<0.001"), ("< .0001", "<0.0001"),
        (">0.05", ">0.05"), ("1.0E-7", 1e-7), ("0,03", 0.03), ("NS", None), ("0.04 (one-sided)", None), ("4", None),
        ("", None),
    ],
)  # fmt: skip
def test_a_p_value_is_read_from_the_words_of_a_registry(text: str, value: object) -> None:
    assert p_value(text) == value


# Libraries


def test_an_article_of_pubmed_is_dated_by_its_issue_and_names_its_trial(desk: Desk) -> None:
    desk.bring(made.pubmed())
    data = desk.data()

    assert data["publications"] == [
        {
            "type": "article", "author": "Halloran", "journal": "Annals of Invented Neurology", "date": "2025-06",
            "doi": "10.5555/velmarin.90000011", "pmid": "90000011", "basis": "pubmed-90000011",
        }
    ]  # fmt: skip
    assert (data["kind"], data["registry"]) == ("trial", "NCT90000001")
    assert data["title"] == "Velmarin cells after ischemic stroke: a randomized trial."
    assert data["design"] == {"type": "randomised-trial", "randomized": True, "basis": "pubmed-90000011"}
    assert data["basis"][0]["kind"] == "abstract"
    assert data["basis"][0]["source"] == "pmid:90000011"
    assert data["basis"][0]["says"].endswith(
        "an abstract with the parts Background, Results is there and was not carried over"
    )
    assert "They did no better" not in desk.text()


def test_medline_says_the_same_as_pubmeds_xml(tmp_path: Path, lexicon: Lexicon) -> None:
    one, other = Desk(tmp_path / "xml", lexicon), Desk(tmp_path / "nbib", lexicon)
    for desk in (one, other):
        desk.folder.mkdir()
    one.bring(made.pubmed())
    other.bring(made.NBIB)
    (first, second) = (desk.data() for desk in (one, other))
    for data in (first, second):
        data.pop("imported")
        data["basis"][0].pop("where")
        data["title"] = data["title"].rstrip(".")

    assert first == second


@pytest.mark.parametrize(
    ("type_", "links", "standing", "how"),
    [
        ("Retracted Publication", "", "retracted", "the type Retracted Publication"),
        ("Journal Article", made.link("RetractionIn", "90000031"), "retracted", "the link RetractionIn"),
        ("Letter", made.link("ExpressionOfConcernIn", "90000031"), "concern", "the link ExpressionOfConcernIn"),
        ("Journal Article", made.link("ErratumIn", "90000031"), None, ""),
        ("Journal Article", made.link("PartialRetractionIn", "90000031"), None, "the link PartialRetractionIn"),
    ],
)  # fmt: skip
def test_an_article_is_marked_by_its_type_or_by_its_links(
    type_: str, links: str, standing: str | None, how: str, desk: Desk
) -> None:
    desk.bring(made.pubmed(made.article(type_=type_, links=links)))
    data = desk.data()

    assert (data.get("standing"), data.get("standing_basis")) == (standing, standing and "pubmed-90000011")
    assert how in data["basis"][0]["says"]


@pytest.mark.parametrize(
    ("type_", "kind", "standing"),
    [
        ("Retraction of Publication", "RetractionOf", "retracted"),
        ("Expression of Concern", "ExpressionOfConcernFor", "concern"),
    ],
)
def test_a_notice_marks_the_article_it_speaks_of_and_makes_no_record(
    type_: str, kind: str, standing: str, desk: Desk
) -> None:
    notice = made.article("90000041", nct="", type_=type_, links=made.link(kind, "90000011"))
    found = desk.bring(made.pubmed(notice, made.article()))

    assert sorted(desk.texts()) == [f"{TRIAL}.yaml"]
    assert (desk.data()["standing"], desk.data()["standing_basis"]) == (standing, "pubmed-90000041")
    assert found.unmet == 0
    assert desk.faults() == []


def test_a_notice_of_medline_marks_the_article_it_speaks_of(desk: Desk) -> None:
    notice = (
        "PMID- 90000061\nTI  - Retraction: Velmarin cells.\nPT  - Retraction of Publication\n"
        "ROF - Ann Inv Neurol. 2025 Jun;1(1):2-9. doi: 10.5555/velmarin.90000011.\n      PMID: 90000011\n"
    )
    desk.bring(notice, made.pubmed())

    assert (desk.data()["standing"], desk.data()["standing_basis"]) == ("retracted", "pubmed-90000061")


def test_a_retraction_of_medline_and_animals_are_seen(desk: Desk) -> None:
    desk.bring(made.NBIB)
    data = desk.data(RATS)

    assert (data["kind"], data["standing"], data["population"]["species"]) == ("preclinical", "retracted", "rat")
    assert data["publications"][0]["date"] == "2019-11"


def test_an_article_on_two_trials_is_joined_to_neither(desk: Desk) -> None:
    both = made.article(nct="NCT90000001</AccessionNumber><AccessionNumber>NCT90000002")
    found = desk.bring(made.as_json([made.planned(), made.planned("NCT90000002")]), made.pubmed(both))

    assert sorted(desk.texts()) == [f"{TRIAL}.yaml", "nct90000002.yaml", f"{ARTICLE}.yaml"]
    assert found.taken[-1].kept == (
        "names NCT90000001, NCT90000002: which of these trials it belongs to, a person says",
    )
    assert desk.faults() == []


@pytest.mark.parametrize("name", ["ris", "bibtex", "csl"])
def test_a_reference_gives_its_publication_and_asks_what_kind_of_study_it_is(name: str, desk: Desk) -> None:
    desk.bring(EXPORTS[name])
    [path] = desk.records.iterdir()
    data = desk.data(path.stem)
    [publication] = data["publications"]

    assert path.stem == (ARTICLE if name == "csl" else "doi-10-5555-velmarin-90000011")
    assert data["kind"] == "study"
    assert data["title"].endswith("stroke: a randomized trial")
    assert (publication["journal"], publication["date"]) == ("Annals of Invented Neurology", "2025-06")
    assert publication["doi"].lower() == "10.5555/velmarin.90000011"
    assert data["hints"] == ["Annals of Invented Neurology", "=Halloran"]
    assert "#   - kind: what kind of study it is\n" in desk.text(path.stem)


@pytest.mark.parametrize("name", ["ris", "bibtex"])
def test_a_book_is_left_out_and_said(name: str, desk: Desk) -> None:
    found = desk.bring(EXPORTS[name])

    assert [why.split(" (")[0] for _, why in found.left_out] == ["is no article"]


@pytest.mark.parametrize(("name", "library"), [("ris", "rispy"), ("bibtex", "bibtexparser")])
def test_a_library_that_is_not_there_is_named_with_the_way_to_get_it(
    name: str, library: str, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    found = desk.bring(EXPORTS[name], EXPORTS["ctgov"])

    [fault] = found.failed
    assert f"which is read by the library {library}, and that is not installed" in fault.fault
    assert fault.remedy == "install it: pip install 'claimcheck-lint[import]'"
    assert sorted(desk.texts()) == [f"{TRIAL}.yaml"]


# One trial, one record


@pytest.mark.parametrize(
    "order", [("ctgov", "pubmed"), ("pubmed", "ctgov"), ("pubmed", "ris"), ("bibtex", "nbib"), ("nbib", "csl")]
)
def test_two_exports_of_one_trial_make_one_record(order: tuple[str, str], desk: Desk) -> None:
    for name in order:
        assert desk.bring(EXPORTS[name]).failed == []
    both = desk.texts()
    for name in order:
        desk.bring(EXPORTS[name])

    assert len([name for name in both if name != f"{RATS}.yaml"]) == 1
    assert desk.texts() == both
    assert desk.faults() == []


def test_a_part_names_every_text_that_it_took_something_from(desk: Desk) -> None:
    desk.bring(EXPORTS["ctgov"])
    desk.bring(EXPORTS["pubmed"])

    assert [p["basis"] for p in desk.data()["publications"]] == ["registry", ["registry", "pubmed-90000011"]]
    assert [b["id"] for b in desk.data()["basis"]] == ["registry", "pubmed-90000011"]


def test_a_trial_and_its_article_meet_in_whatever_order_they_are_named(desk: Desk) -> None:
    found = desk.bring(made.pubmed(), reported())

    assert [taken.what for taken in found.taken] == ["written", "merged"]
    assert sorted(desk.texts()) == [f"{TRIAL}.yaml"]


def test_the_kind_that_a_reference_could_not_tell_is_filled_by_a_library_that_can(desk: Desk) -> None:
    desk.bring(made.RIS)
    desk.bring(made.pubmed())
    [name] = desk.texts()

    assert desk.data(name.removesuffix(".yaml"))["kind"] == "trial"
    assert "#   - kind:" not in desk.text(name.removesuffix(".yaml"))


def test_what_another_record_has_is_not_written_twice(desk: Desk) -> None:
    other = made.reported("NCT90000002")
    found = desk.bring(reported(), made.as_json(other))

    assert "names" not in desk.data("nct90000002")
    assert "=HALVERT trial" in desk.data("nct90000002")["hints"]
    [note] = [note for note in found.taken[1].kept if note.startswith("pmid:90000011 stays with ")]
    assert note.endswith("nct90000001.yaml: join the two if they are one")
    assert desk.faults() == []


def test_a_draft_that_belongs_to_two_records_is_left_to_a_person(desk: Desk) -> None:
    desk.bring(made.pubmed(made.article("90000051", nct=""), made.article("90000052", nct="")))
    study = made.reported()
    study["protocolSection"]["referencesModule"]["references"] = [
        {"pmid": "90000051", "type": "RESULT"},
        {"pmid": "90000052", "type": "RESULT"},
    ]
    before = desk.texts()
    [fault] = desk.bring(made.as_json(study)).failed

    assert "belongs to several records" in fault.fault
    assert desk.texts() == before


# The register of retractions


def rows_of(*rows: tuple[str, str]) -> str:
    return made.register(*((date, nature, "10.5555/VELMARIN.90000011", "0") for date, nature in rows))


@pytest.mark.parametrize(
    ("rows", "standing"),
    [
        ([("2/3/2026 0:00", "Retraction")], "retracted"),
        ([("2/3/2026 0:00", "Expression of concern")], "concern"),
        ([("2/3/2026 0:00", "Correction")], None),
        ([("2/3/2026 0:00", "Retraction"), ("5/3/2026 0:00", "Reinstatement")], None),
        ([("5/3/2026 0:00", "Retraction"), ("2/3/2026 0:00", "Reinstatement")], "retracted"),
        ([("2/3/2026 0:00", "Retraction"), ("5/3/2026 0:00", "Expression of concern")], "retracted"),
        ([("2/3/2026 0:00", "Expression of concern"), ("12/3/2026 0:00", "Retraction")], "retracted"),
    ],
)
def test_the_register_marks_a_record_by_the_last_row_that_changes_its_standing(
    rows: list[tuple[str, str]], standing: str | None, desk: Desk
) -> None:
    desk.bring(made.pubmed())
    desk.bring(rows_of(*rows))
    data = desk.data()

    assert (data.get("standing"), data.get("standing_basis")) == (standing, standing and "retraction-watch")
    assert desk.faults() == []


@pytest.mark.parametrize(
    ("doi", "pmid", "marked"),
    [
        ("unavailable", "90000011", True),
        ("https://doi.org/10.5555/velmarin.90000011", "0", True),
        ("unavailable", "0", False),
        ("Unavailable", "", False),
        ("10.5555/another", "90000077", False),
    ],
)
def test_a_row_without_doi_or_number_of_pubmed_marks_nothing(doi: str, pmid: str, marked: bool, desk: Desk) -> None:
    desk.bring(made.pubmed())
    desk.bring(made.register(("2/3/2026 0:00", "Retraction", doi, pmid)))

    assert (desk.data().get("standing") == "retracted") is marked


def test_a_reinstatement_takes_back_what_the_register_said(desk: Desk) -> None:
    desk.bring(made.pubmed())
    desk.bring(rows_of(("2/3/2026 0:00", "Retraction")))
    desk.bring(rows_of(("2/3/2026 0:00", "Retraction"), ("5/3/2026 0:00", "Reinstatement")))

    assert desk.data()["standing"] == "current"


def test_a_standing_set_by_hand_is_kept_and_the_difference_shown(desk: Desk) -> None:
    desk.bring(made.pubmed())
    desk.put("as_of", "as_of") if "as_of" in desk.text() else None
    desk.put("\nbasis:\n", "\nstanding: superseded\nstanding_basis: memory\nbasis:\n")
    before = desk.text()
    [taken] = desk.bring(EXPORTS["retraction_watch"]).taken

    assert desk.text() == before
    assert taken.kept == ("standing: “superseded” is kept; the export says “retracted”",)


def test_the_register_finds_what_the_same_run_brought_and_makes_no_record(desk: Desk) -> None:
    found = desk.bring(EXPORTS["retraction_watch"], made.pubmed())

    assert desk.data()["standing"] == "retracted"
    assert found.unmet == 0

    rows = made.register(
        ("2/3/2026 0:00", "Retraction", "10.5555/unknown", "90000088"),
        ("2/3/2026 0:00", "Retraction", "10.5555/velmarin.90000011", "90000089"),
    )
    assert desk.bring(rows).unmet == 1
    assert sorted(desk.texts()) == [f"{TRIAL}.yaml"]


# A second import and the hand of a person


def test_a_newer_export_renews_what_was_left_as_imported(desk: Desk) -> None:
    desk.bring(reported())
    [taken] = desk.bring(reported(pValue="0.44"), day="2026-12-01").taken

    assert outcome(desk.data(), PRIMARY)["p"] == 0.44
    assert taken.done == (f"outcomes.{PRIMARY}.p: “0.31” is now “0.44”",)
    assert desk.data()["basis"][0]["read_on"] == "2026-12-01"


def test_what_a_hand_has_changed_is_kept_and_the_difference_shown(desk: Desk) -> None:
    desk.bring(reported())
    desk.put("    p: 0.31\n", "    p: 0.32  # as in the paper\n")
    [taken] = desk.bring(reported(pValue="0.44", paramValue="-0.1")).taken

    assert outcome(desk.data(), PRIMARY)["p"] == 0.32
    assert outcome(desk.data(), PRIMARY)["effect"] == -0.1
    assert "    p: 0.32  # as in the paper\n" in desk.text()
    assert taken.kept == (f"outcomes.{PRIMARY}.p: “0.32” is kept; the export says “0.44”",)


def test_what_a_hand_has_filled_and_its_comments_stay(desk: Desk) -> None:
    desk.bring(reported())
    desk.put("    met:  # for a person: true or false, from a text that says so\n", "    met: false  # table 2\n")
    desk.put("\nfigures:\n", "\n# Numbers, checked by Ida.\nfigures:\n")
    desk.put("\nbasis:\n", "\nsupports:\n  - no better outcome than with placebo\nbasis:\n")
    desk.bring(reported(pValue="0.44"))

    assert "    met: false  # table 2\n" in desk.text()
    assert "\n# Numbers, checked by Ida.\nfigures:\n" in desk.text()
    assert desk.data()["supports"] == ["no better outcome than with placebo"]
    assert f"{PRIMARY}.met:" not in desk.text()
    assert "#   - supports:" not in desk.text()


def test_what_a_hand_has_taken_out_stays_out(desk: Desk) -> None:
    desk.bring(reported())
    text = desk.text()
    item = text[text.index(f"  - id: {WALKING}-analysis-2\n") : text.index("figures:\n")]
    desk.put(item, "")
    desk.put("hints: [=HALVERT, Velmarin, Orrin Institute]", "hints: [=HALVERT, Orrin Institute]")
    before = desk.text()
    [taken] = desk.bring(reported()).taken

    assert desk.text() == before
    assert taken.kept == (
        "hints.Velmarin: was taken out by hand and stays out",
        f"outcomes.{WALKING}-analysis-2: was taken out by hand and stays out",
    )


def test_a_part_that_was_brought_under_another_basis_is_not_renewed(desk: Desk) -> None:
    desk.bring(reported())
    note = "    note: Velmarin against Placebo, Mean Difference (Final Values), ANCOVA, superiority\n"
    desk.put(f"{note}    basis: registry\n", f"{note}    basis: paper\n")
    desk.put(
        "\nbasis:\n",
        "\nbasis:\n  - {id: paper, source: 'doi:10.5555/x', where: table 2, says: p .31, kind: paper}\n",
    )
    [taken] = desk.bring(reported(pValue="0.44")).taken

    assert outcome(desk.data(), PRIMARY)["p"] == 0.31
    assert taken.kept == (f"outcomes.{PRIMARY}.p: “0.31” is kept; the export says “0.44”",)


def test_an_older_export_renews_nothing(desk: Desk) -> None:
    desk.bring(reported())
    before = desk.text()
    [taken] = desk.bring(made.as_json(made.planned())).taken

    assert desk.text() == before
    assert taken.kept == ("the export is of 2024-05-20, and the record of 2025-03-02",)


def test_results_come_into_the_record_of_the_plan_and_its_outcomes_keep_their_ids(desk: Desk) -> None:
    desk.bring(made.as_json(made.planned()))
    desk.put("    met:  # for a person: true or false, from a text that says so\n", "    met: false\n")
    desk.bring(reported())

    assert outcome(desk.data(), PRIMARY)["met"] is False
    assert outcome(desk.data(), PRIMARY)["p"] == 0.31
    assert "n_planned" not in desk.data()["population"]
    assert desk.faults() == []


def test_an_outcome_that_the_export_no_longer_has_goes_unless_a_hand_filled_it(desk: Desk) -> None:
    study = made.reported()
    desk.bring(made.as_json(study))
    desk.put("    met:  # for a person: true or false, from a text that says so\n", "    met: false\n")
    study["resultsSection"]["outcomeMeasuresModule"]["outcomeMeasures"] = []
    study["protocolSection"]["outcomesModule"] = {}
    [taken] = desk.bring(made.as_json(study)).taken

    assert [o["id"] for o in desk.data()["outcomes"]] == [PRIMARY]
    assert f"outcomes.{PRIMARY}: is kept, since not this export alone filled it; it is no longer there" in taken.kept
    assert f"outcomes.{WALKING}: is taken out, as in the export" in taken.done


def test_a_comment_beside_what_is_to_go_keeps_it(desk: Desk) -> None:
    desk.bring(made.as_json(made.planned()))
    desk.put("  n_planned: 120\n", "  n_planned: 120  # said so by the sponsor\n")
    [taken] = desk.bring(reported()).taken

    assert "  n_planned: 120  # said so by the sponsor\n" in desk.text()
    assert "what the export no longer has is kept: a comment stands in it" in taken.kept
    assert desk.data()["population"]["n_enrolled"] == 117


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_line_ends_and_mark_of_a_file_stay_as_its_writer_had_them(end: str, mark: str, desk: Desk) -> None:
    desk.bring(reported())
    desk.path().write_bytes((mark + desk.text().replace("\n", end)).encode())
    desk.bring(reported(pValue="0.44"), made.pubmed())
    after = desk.path().read_bytes().decode()

    assert after.startswith(mark + "# Imported")
    assert after.count("\n") == after.count(end)
    assert outcome(desk.data(), PRIMARY)["p"] == 0.44
    assert desk.faults() == []


def test_the_file_of_another_study_is_never_written_over(desk: Desk) -> None:
    desk.records.mkdir(parents=True)
    desk.path().write_text("id: nct90000001\nkind: trial\ntitle: Another\nregistry: NCT90000077\n")
    before = desk.text()
    [fault] = desk.bring(reported()).failed

    assert desk.text() == before
    assert fault.fault == "is the record of another study than registry:NCT90000001"


HAND_MADE = """\
# A record that nobody imported.
id: halvert
kind: trial
title: "HALVERT: cells after stroke"
names: [HALVERT]
registry: NCT90000001
design: {control: placebo, from: memory}
population: {n_enrolled: 118, basis: paper}  # two left
outcomes:
  - {id: primary, name: recovery, role: primary, met: false, basis: paper}
basis:
  - {id: paper, source: 'doi:10.5555/x', where: table 1, says: 118 people, kind: paper, read_on: 2026-10-01}
"""


def test_a_record_written_by_hand_gets_what_it_lacks_and_keeps_what_it_says(desk: Desk) -> None:
    desk.records.mkdir(parents=True)
    desk.path("halvert").write_text(HAND_MADE)
    [taken] = desk.bring(reported()).taken
    data = desk.data("halvert")

    assert sorted(desk.texts()) == ["halvert.yaml"]
    assert desk.text("halvert").startswith("# A record that nobody imported.\nid: halvert\n")
    assert "  # two left\n" in desk.text("halvert")
    assert data["title"] == "HALVERT: cells after stroke"
    assert data["names"] == ["HALVERT"]
    assert data["design"] == {"control": "placebo", "from": "memory"}
    assert (data["population"]["n_enrolled"], data["population"]["n_treated"]) == (118, 58)
    assert data["population"]["basis"] == ["paper", "registry"]
    assert [o["id"] for o in data["outcomes"]] == ["primary"]
    assert "population.n_enrolled: “118” is kept; the export says “117”" in taken.kept
    assert "design: is from memory, and takes nothing of an export" in taken.kept
    assert "hints: those of the record were written by hand, and none is added" in taken.kept
    assert [f["what"] for f in data["figures"]] == ["serious adverse events", "serious adverse events"]
    assert desk.faults() == []

    before = desk.text("halvert")
    desk.bring(reported(), day="2027-01-01")
    assert desk.text("halvert") == before


def test_a_record_that_ships_is_left_as_it_is(tmp_path: Path, lexicon: Lexicon) -> None:
    shipped, own = Desk(tmp_path / "shipped", lexicon), Desk(tmp_path / "own", lexicon)
    for desk in (shipped, own):
        desk.folder.mkdir()
    shipped.bring(reported())
    before = shipped.text()
    export = own.folder / "export.json"
    export.write_text(reported(pValue="0.44"))
    shelves = [(own.records, True), (shipped.records, False)]
    [taken] = importers.bring_in([export], own.records, shelves, lexicon=lexicon, read_on=DAY).taken

    assert taken.what == "left as it is: the record ships with claimcheck"
    assert shipped.text() == before
    assert own.texts() == {}


def test_a_record_that_cannot_be_read_is_not_touched_and_said_with_its_line(desk: Desk) -> None:
    desk.bring(reported())
    desk.put("kind: trial\n", "kind: trial\nkind: trial\n")
    before = desk.text()
    [fault] = desk.bring(reported(pValue="0.44")).failed

    assert desk.text() == before
    assert "has the key “kind” twice" in fault.fault
    assert fault.line > 1


LINE = re.compile(r"(?m)^ *(?:- )?[a-z_]+: [^>\n]*$")
HAND = st.fixed_dictionaries(
    {
        "lines": st.lists(st.integers(0, 10_000), max_size=6),
        "values": st.lists(st.integers(0, 10_000), max_size=6),
        "met": st.sampled_from([None, True, False]),
        "p": st.sampled_from(["0.31", "0.44", "<0.001", "NS", ""]),
    }
)
# Free words and counts, which stay sound whatever a person writes into them.
FREE = ("title", "name", "note", "summary", "by", "interests", "product", "inclusion", "scheme", "n_enrolled", "sites")


def edited_by_hand(text: str, hand: dict[str, Any]) -> tuple[str, dict[tuple[str | int, ...], object]]:
    """Return a record's text with values changed and comments put in as a person might, and the values changed."""
    file = yamlfile.parse(text, path="hand")
    keys = [key for key in file.lines if key and key[-1] in FREE and key[0] not in ("basis", "figures")]
    changed: dict[tuple[str | int, ...], object] = {}
    for number in hand["values"]:
        key = keys[number % len(keys)]
        value: Any = file.value
        for part in key:
            value = value[part]
        changed[key] = value + 1 if isinstance(value, int) else f"{value} by hand {number}"
    if hand["met"] is not None:
        changed[("outcomes", 0, "met")] = hand["met"]
    text = yamledit.edited(text, changed, yamledit.Layout(), path="hand")
    for number in hand["lines"]:
        places = [found for found in LINE.finditer(text) if "marks:" not in found.group()]
        found = places[number % len(places)]
        comment = f"  # hand {number}" if number % 2 else f"\n# hand {number}"
        text = text[: found.end()] + comment + text[found.end() :]
    return text, changed


@given(HAND)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_a_hand_changes_survives_any_import(desk: Desk, hand: dict[str, Any]) -> None:
    for path in desk.records.glob("*"):
        path.unlink()
    desk.bring(reported())
    text, changed = edited_by_hand(desk.text(), hand)
    desk.path().write_text(text, encoding="utf-8")
    assert desk.faults() == []
    comments = sorted(line[line.index("# hand") :] for line in text.splitlines() if "# hand" in line)
    desk.bring(reported(pValue=hand["p"]), made.pubmed(), EXPORTS["retraction_watch"])
    after = desk.text()
    value = desk.data()

    assert sorted(line[line.index("# hand") :] for line in after.splitlines() if "# hand" in line) == comments
    for key, new in changed.items():
        found: Any = value
        for part in key:
            found = found[part]
        assert found == new
    assert desk.faults() == []

    desk.bring(reported(pValue=hand["p"]), made.pubmed(), EXPORTS["retraction_watch"], day="2027-01-01", name="b")
    assert desk.text() == after


# Files that are broken


@pytest.mark.parametrize("name", sorted(EXPORTS))
@pytest.mark.parametrize("share", [0.3, 0.55, 0.8, 0.97])
def test_a_file_cut_off_is_a_fault_with_its_line_and_the_others_go_on(name: str, share: float, desk: Desk) -> None:
    whole = EXPORTS[name].rstrip()
    cut = whole[: int(len(whole) * share)].rstrip()
    found = desk.bring(cut, made.as_json(made.planned("NCT90000002")))

    assert "nct90000002.yaml" in desk.texts()
    assert desk.faults() == []
    # Tagged lines and tables end anywhere: there an entry may still be whole.
    if name in ("ctgov", "csl", "pubmed", "bibtex", "ris"):
        [fault] = found.failed
        assert fault.path.endswith("export-0.txt")
        assert fault.line >= 1
        assert fault.remedy


@pytest.mark.parametrize("name", sorted(set(EXPORTS) - {"pubmed"}))
def test_a_file_in_another_encoding_is_a_fault_with_its_line(name: str, desk: Desk) -> None:
    text = EXPORTS[name].replace("Annals", "Annalès", 1).replace("Orrin Institute", "Orrin Institut Zürich", 1)
    found = desk.bring(text.encode("cp1252"))

    [fault] = found.failed
    assert fault.fault == "is not UTF-8 text"
    assert fault.line > 1
    assert desk.texts() == {}


def test_xml_in_another_encoding_is_read_where_it_says_so_and_a_fault_where_not(desk: Desk) -> None:
    text = made.pubmed().replace("Annals", "Annalès")
    [fault] = desk.bring(text.encode("latin-1")).failed

    assert fault.fault == "is not UTF-8 text"

    desk.bring(text.replace('version="1.0"', 'version="1.0" encoding="iso-8859-1"').encode("latin-1"))
    assert desk.data()["publications"][0]["journal"] == "Annalès of Invented Neurology"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
@pytest.mark.parametrize("name", WITH_RECORDS)
def test_a_mark_of_byte_order_is_no_fault(name: str, encoding: str, desk: Desk) -> None:
    assert desk.bring(EXPORTS[name].encode(encoding)).failed == []
    assert desk.texts()


BOMB = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(12))


@pytest.mark.parametrize(
    ("declared", "used"),
    [
        (f'<!ENTITY e0 "ha">{BOMB}', "&e12;"),
        ('<!ENTITY x SYSTEM "file:///etc/hostname">', "&x;"),
        ('<!ENTITY % x SYSTEM "http://example.invalid/x.dtd">%x;', ""),
        ("", "&undeclared;"),
    ],
    ids=["growing", "a file", "a parameter", "undeclared"],
)
def test_xml_that_uses_entities_is_refused(declared: str, used: str, desk: Desk) -> None:
    text = made.pubmed().replace('.dtd">', f'.dtd" [{declared}]>', 1) if declared else made.pubmed()
    [fault] = desk.bring(text.replace("a randomized trial", f"a randomized trial {used}", 1)).failed

    assert fault.fault.startswith("uses the entity “")
    assert desk.texts() == {}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "is empty"),
        ("Dear editor,\n", "is of no format that is imported"),
        ("[]", "is of no format that is imported"),
        ('{"studies": [{"protocolSection": {}}]}', "study 1 has no nctId"),
        ('{"studies": {"protocolSection": 1}}', "has “studies” that are no list"),
        ('[{"protocolSection": {"identificationModule": {"nctId": 7}}}]', "study 1 has no nctId"),
        ('{"protocolSection": NaN}', "is JSON that cannot be read"),
        ('{"protocolSection": ' + "[" * 100_000, "is JSON that cannot be read"),
        (made.pubmed(made.article(pmid="")), "article 1 has no PubMed id"),
        ('<PubmedArticleSet></PubmedArticleSet>', "holds no entry"),
        ("<PubmedArticleSet>" + "<a>" * 300, "is nested too deeply"),
        ("PMID- 90000011\nDP  - 2025\n", "entry at line 1, PubMed id 90000011 ends before its title"),
        ("PMID- 90000011\nTI  - A\nwithout a tag\n", "is no line of MEDLINE"),
        ("TY  - JOUR\nAU  - A\nER  -\n", "reference at line 1 has no title"),
        ("TY  - JOUR\nTI  - A\nTY  - JOUR\n", "begins a reference that does not end"),
        ("@article{a, author = {A}}\n", "entry a has no title"),
        (
            "@article{a, title = {Cells one}}\n@article{a, title = {Cells two}}\n",
            "holds an entry that is no BibTeX (the key “a” is used twice)",
        ),
        ('[{"type": "article-journal", "DOI": "10.5555/x"}]', "item 1 has no title"),
        (
            "Record ID,RetractionNature,RetractionDate,OriginalPaperDOI\n1,Retraction,2/3/2026 0:00,10.5555/x\n",
            "lacks the column OriginalPaperPubMedID",
        ),
        (made.register(("2/3/2026 0:00", "Retraction", "10.5555/x", "0"))[:-40], "has a row with too few fields"),
    ],
)  # fmt: skip
def test_a_fault_says_what_is_wrong_and_what_to_do(text: str, fault: str, desk: Desk) -> None:
    [told] = desk.bring(text).failed

    assert told.fault == fault
    assert told.path.endswith("export-0.txt")
    assert told.remedy


@given(st.sampled_from(sorted(EXPORTS)), st.lists(st.tuples(st.integers(0, 10_000), st.text(max_size=8)), max_size=5))
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_a_file_holds_reading_it_raises_nothing_and_writes_only_sound_records(
    desk: Desk, name: str, damage: list[tuple[int, str]]
) -> None:
    for path in desk.records.glob("*"):
        path.unlink()
    text = EXPORTS[name]
    for place, words in damage:
        at = place % len(text)
        text = text[:at] + words + text[at + len(words) :]
    found = desk.bring(text.encode("utf-8", errors="surrogatepass"))
    first = desk.texts()

    assert all(fault.fault and fault.path for fault in found.failed)
    assert desk.faults() == []

    desk.bring(text.encode("utf-8", errors="surrogatepass"), day="2027-02-02")
    assert desk.texts() == first


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=9),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
        max_leaves=6,
    ),
    st.integers(0, 10_000),
)
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_value_in_any_place_of_a_study_is_borne(desk: Desk, value: object, place: int) -> None:
    for path in desk.records.glob("*"):
        path.unlink()
    study = made.reported()
    places = list(_places(study))
    holder, key = places[place % len(places)]
    holder[key] = value
    found = desk.bring(json.dumps({"studies": [study]}))

    assert [fault.fault for fault in found.failed if "nctId" not in fault.fault] == []
    assert desk.faults() == []


def _places(value: Any) -> Any:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in list(items):
        if key != "protocolSection":
            yield value, key
        yield from _places(inner)


# The command


@pytest.mark.usefixtures("site")
def test_the_command_writes_records_tells_what_is_empty_and_goes_on_past_a_broken_file(
    run: Callable[..., Ran], tmp_path: Path
) -> None:
    (tmp_path / "study.json").write_text(made.as_json(made.planned()))
    (tmp_path / "cut.xml").write_text(made.pubmed()[:900])
    found = run("evidence", "import", "study.json", "cut.xml", "--to", "evidence/stroke", "--as-of", DAY)

    assert found.code == 2
    assert found.out[0] == "evidence/stroke/nct90000001.yaml: written"
    assert found.out[-2].startswith("    still empty: population.n_enrolled, intervention.treatment")
    assert found.out[-1] == "1 written, 0 merged, 0 unchanged."
    assert found.err[0].startswith("cut.xml:")
    assert run("evidence", "validate", "evidence").out == ["1 records are sound, 0 faults."]


@pytest.mark.usefixtures("site")
def test_without_a_folder_records_come_beside_those_of_the_configuration(
    run: Callable[..., Ran], tmp_path: Path
) -> None:
    (tmp_path / "study.json").write_text(made.as_json(made.planned()))
    (tmp_path / "records").mkdir()
    (tmp_path / "claimcheck.yaml").write_text("rules: [rules]\nevidence: [records]\n")
    found = run("evidence", "import", "study.json")

    assert found.out[0] == "records/imported/nct90000001.yaml: written"

    (tmp_path / "records" / "stroke").mkdir()
    (tmp_path / "records" / "imported" / "nct90000001.yaml").rename(
        tmp_path / "records" / "stroke" / "nct90000001.yaml"
    )
    assert run("evidence", "import", "study.json").out[0] == "records/stroke/nct90000001.yaml: unchanged"


@pytest.mark.usefixtures("site")
def test_a_file_that_is_not_there_and_a_day_that_is_none_are_said(run: Callable[..., Ran]) -> None:
    assert run("evidence", "import", "gone.json").err == ["gone.json: is not there; name a file"]
    assert run("evidence", "import", "gone.json", "--as-of", "soon").err == [
        "“soon” is no date; write it as 2027-05-01"
    ]


# Words


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2024", "2024"), ("2024-05-31", "2024-05-31"), ("2024 May 31", "2024-05-31"), ("2024/05//", "2024-05"),
        ("2019 Nov-Dec", "2019-11"), ("2018 Winter", "2018"), ("May 2017", "2017"), ("n.d.", None),
        ("2024-05", "2024-05"), ("2024-13", "2024"),
    ],
)  # fmt: skip
def test_a_date_is_read_as_far_as_it_is_known(text: str, date: str | None) -> None:
    assert written_date(text) == date


def test_a_date_of_parts_drops_what_is_no_month_or_day() -> None:
    assert date_of("2024", "Spring") == "2024"
    assert date_of("2024", "5", "40") == "2024-05"
    assert date_of("24") is None


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("Baseline and Week 24", "24 weeks"), ("90 days", "90 days"), ("up to 1 year", "1 year"),
        ("12 weeks and 24 weeks", None), ("through study completion", None), ("Day 90 and Day 180", None),
    ],
)  # fmt: skip
def test_a_time_is_read_where_there_is_one(text: str, time: str | None) -> None:
    assert time_in(text) == time


def test_numbers_dois_and_names_of_files_are_read_from_what_people_write() -> None:
    assert [number_in(text) for text in ("1,234", "-0.5", "12", "NA", "1e400", "", "-", ".5")] == [
        1234, -0.5, 12, None, None, None, None, 0.5,
    ]  # fmt: skip
    assert doi_in("https://doi.org/10.5555/a.b.") == "10.5555/a.b"
    assert doi_in("unavailable") is None
    assert slug("Über 90 Days: Walking!") == "uber-90-days-walking"
    assert slug("歩行") == ""
