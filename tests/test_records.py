"""Records: what a file gives, and every fault of it told with its line and the way out."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from claimcheck.errors import UserError
from claimcheck.lexicon import Entry, Lexicon
from claimcheck.outputs import _evidence
from claimcheck.records import record
from claimcheck.records.library import OnDay
from claimcheck.records.record import Record

SMALL = Lexicon(
    {
        name: Entry(name, category, (name,))
        for name, category in [
            ("gout", "condition"),
            ("human", "species"),
            ("pain", "outcome"),
            ("cherry-juice", "treatment"),
            ("single-arm", "design"),
        ]
    },
    {"negator": ("not", "never")},
)
SOUND = """\
id: cherry
kind: trial
title: Cherry juice in gout
names: [=CHERRY, Cherry Gout Trial]
hints: [cherry juice, Utopia University]
registry: NCT00000001
publications:
  - {type: article, date: '2024', doi: 10.1000/cherry, pmid: '10000001', basis: paper}
design: {type: single-arm, control: none, basis: paper}
population: {species: human, condition: gout, from: memory}
intervention: {treatment: cherry-juice, basis: [paper, registry]}
outcomes:
  - {id: pain, name: pain, measure: pain, time: 4 weeks, role: primary, met: null, basis: paper}
  - {id: attacks, name: attacks, role: secondary, met: false, from: memory}
figures:
  - {what: fewer attacks, outcome: attacks, value: 12, unit: percent, from: memory}
must_say:
  - id: uncontrolled
    severity: error
    within: section
    words: ["{negator} controlled", "without (a) control|comparison"]
    basis: paper
as_of: '2024'
basis:
  - {id: paper, source: doi:10.1000/cherry, where: table 1, says: no control group, kind: paper, read_on: 2024-05-31}
  - {id: registry, source: registry:NCT00000001, where: design, says: juice, kind: registry, read_on: 2024-05-31}
fictional: true
"""


def write(folder: Path, name: str, text: str = SOUND) -> Path:
    """Write one record file into a topic of `folder` and return the folder."""
    path = folder / "fruit" / f"{name}.yaml"
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_text(text, encoding="utf-8")
    return folder


def told(folder: Path, **given: Path) -> list[str]:
    """Return the faults of a folder, each as file:line: fault; remedy, with the file's name alone."""
    return [str(fault).replace(f"{folder}/fruit/", "") for fault in record.faults([folder], SMALL, **given)]


def cherry(folder: Path) -> Record:
    return record.library([write(folder, "cherry")], SMALL)["cherry"]


def test_reading_the_module_does_not_load_pydantic() -> None:
    code = "import sys, claimcheck.records.record; print('pydantic' in sys.modules)"

    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout == "False\n"


def test_record_gives_its_parts(tmp_path: Path) -> None:
    found = cherry(tmp_path)

    assert (found.id, found.kind, found.topic, found.title) == ("cherry", "trial", "fruit", "Cherry juice in gout")
    assert found.names == ("=CHERRY", "Cherry Gout Trial")
    assert found.hints == ("cherry juice", "Utopia University")
    assert found.identifiers == ("NCT00000001", "10.1000/cherry", "10000001")
    assert (found.shown, found.standing, found.as_of, found.known) == ("CHERRY", "current", "2024", "partly")
    assert found.fictional is True
    assert [(m.id, m.severity, m.within) for m in found.must_say] == [("uncontrolled", "error", "section")]
    assert [words.text for words in found.must_say[0].words] == [
        "{negator} controlled", "without (a) control|comparison",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("field", "verified"),
    [
        (("design", "control"), True),
        (("design",), True),
        (("design", "blinding"), False),
        (("population", "condition"), False),
        (("intervention", "treatment"), True),
        (("outcomes", 0, "measure"), True),
        (("outcomes", 0, "met"), False),
        (("outcomes", 1, "met"), False),
        (("outcomes",), False),
        (("publications",), True),
        (("standing",), True),
        (("safety", "events"), False),
        (("must_say", 0), True),
        (("title",), False),
        (("kind",), True),
    ],
)
def test_field_is_verified_where_the_nearest_part_names_a_basis(
    tmp_path: Path, field: tuple[str | int, ...], verified: bool
) -> None:
    assert cherry(tmp_path).verified(field) is verified


def test_field_stands_at_its_line(tmp_path: Path) -> None:
    found = cherry(tmp_path)

    assert found.place(("outcomes", 1, "met")) == f"{tmp_path}/fruit/cherry.yaml:14"
    assert found.line(("outcomes", 7)) == 12
    assert found.line(("nowhere",)) == 1


def test_condition_of_a_rule_finds_the_item_it_holds_for(tmp_path: Path) -> None:
    found = cherry(tmp_path)

    assert found.at("design.control") == "none"
    assert found.at("standing") == "current"
    assert found.at("safety.events") is None
    assert found.field_of("outcomes", {"any": {"met": False}}) == ("outcomes", 1)
    assert found.field_of("outcomes", {"any": {"role": "exploratory"}}) == ("outcomes",)
    assert found.field_of("design.control", "none") == ("design", "control")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("hints:", "hint:", ["cherry.yaml:5: has the unknown key “hint”; did you mean “hints”?"]),
        (
            "role: primary, met",
            "roll: primary, met",
            ["cherry.yaml:13: has the unknown key “roll”; did you mean “role”?"],
        ),
        ("kind: trial", "kind: trail", ["cherry.yaml:2: “kind” is “trail”; did you mean “trial”?"]),
        ("control: none", "control: no", ["cherry.yaml:9: “design.control” is “no”; did you mean “none”?"]),
        ("met: false", "met: 'no'", ["cherry.yaml:14: “outcomes.2.met” is not true or false; it is “no”"]),
        ("as_of: '2024'", "as_of: 2024", ["cherry.yaml:23: “as_of” is not text; it is “2024”; put it in quotes"]),
        (
            "as_of: '2024'",
            "as_of: May 2024",
            [
                "cherry.yaml:23: “as_of” is “May 2024”; "
                "write a date: '2024', 2024-05 or 2024-05-31, a year alone in quotes"
            ],
        ),
        ("title: Cherry juice in gout\n", "", ["cherry.yaml:1: lacks “title”"]),
        ("value: 12", "value: twelve", ["cherry.yaml:16: “figures.1.value” is not a number; it is “twelve”"]),
        ("value: 12, ", "", ["cherry.yaml:16: figure 1 has no number; give value, low and high, or k of n"]),
        (
            "percent, from: memory",
            "percent",
            [
                "cherry.yaml:16: “figures.1” does not say what it rests on; "
                "name a `basis:` that was opened, or say `from: memory`"
            ],
        ),
        (
            "met: null, basis: paper",
            "met: null, basis: papers",
            ["cherry.yaml:13: “outcomes.1” rests on “papers”, which is no basis; did you mean “paper”?"],
        ),
        (
            "condition: gout, from: memory",
            "condition: gout, basis: paper, from: memory",
            ["cherry.yaml:10: “population” names a basis and says “from: memory”; keep one"],
        ),
        (
            "basis: [paper, registry]",
            "basis: [paper, 7]",
            ["cherry.yaml:11: “intervention.basis” is neither the id of a basis nor a list of ids"],
        ),
        (
            "condition: gout",
            "condition: goat",
            [
                "cherry.yaml:10: “population.condition” is “goat”, which is no condition of the lexicon; "
                "did you mean “gout”?"
            ],
        ),
        (
            "species: human",
            "species: gout",
            [
                "cherry.yaml:10: “population.species” is “gout”, which is no species of the lexicon; "
                "add it to lexicon/, or leave the field out"
            ],
        ),
        (
            '"{negator} controlled"',
            '"not\\\\s+controlled"',
            [
                "cherry.yaml:21: pattern “not\\s+controlled” uses “\\”: patterns are no regular expressions; "
                "write the words; a|b, (optional), ..., {class} and <number> are what there is"
            ],
        ),
        (
            'words: ["{negator} controlled", "without (a) control|comparison"]',
            "words: []",
            ["cherry.yaml:21: “must_say.1.words” has too few items; give at least 1"],
        ),
        (
            "outcome: attacks",
            "outcome: attack",
            ["cherry.yaml:16: figure 1 belongs to the outcome “attack”, which is not there; did you mean “attacks”?"],
        ),
        (
            "names: [=CHERRY,",
            "names: ['2024',",
            ["cherry.yaml:4: the name “2024” identifies no study; put it under hints"],
        ),
        (
            "as_of: '2024'",
            "standing: retracted",
            [
                "cherry.yaml:23: “standing” does not say what it rests on; "
                "add `standing_basis:` with the id of a basis, or memory"
            ],
        ),
        (
            "as_of: '2024'",
            "relations: {supersedes: [chery]}",
            ["cherry.yaml:23: “relations.supersedes” names “chery”, which is no record; did you mean “cherry”?"],
        ),
        ("as_of: '2024'", "as_of: '2024'\nas_of: '2025'", ["cherry.yaml:24: has the key “as_of” twice; keep one"]),
        (
            "id: cherry",
            "id: berry",
            ["cherry.yaml:1: “id” is “berry”, and the file is named “cherry”; name the file as its id"],
        ),
        (SOUND, "- cherry\n", ["cherry.yaml:1: is not a record; it has `id:`, `kind:` and `title:`"]),
    ],
)
def test_fault_is_told_with_its_line_and_the_way_out(tmp_path: Path, old: str, new: str, expected: list[str]) -> None:
    assert old in SOUND

    assert told(write(tmp_path, "cherry", SOUND.replace(old, new, 1))) == expected


def test_all_faults_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    text = (
        SOUND.replace("kind: trial", "kind: trail").replace("control: none", "control: no").replace("hints:", "hint:")
    )

    lines = [line.split(" ")[0] for line in told(write(tmp_path, "cherry", text))]
    assert sorted(lines) == ["cherry.yaml:2:", "cherry.yaml:5:", "cherry.yaml:9:"]


def test_one_error_lists_the_faults_of_all_files(tmp_path: Path) -> None:
    write(tmp_path, "cherry", "id: cherry\nkind: trial\n")
    write(tmp_path, "plum", "id: plum\nkind: trial\n")

    with pytest.raises(UserError) as caught:
        record.library([tmp_path], SMALL)

    assert str(caught.value).replace(f"{tmp_path}/fruit/", "").split("\n") == [
        "the evidence has 2 faults", "cherry.yaml:1: lacks “title”", "plum.yaml:1: lacks “title”",
    ]  # fmt: skip


def test_what_identifies_one_study_stands_in_one_record(tmp_path: Path) -> None:
    write(tmp_path, "cherry")

    expected = [
        "plum.yaml:4: has the name “CHERRY”, as cherry.yaml:4 has; keep it in one record",
        "plum.yaml:4: has the name “Cherry Gout Trial”, as cherry.yaml:4 has; keep it in one record",
        "plum.yaml:6: has the registry id “NCT00000001”, as cherry.yaml:6 has; keep it in one record",
        "plum.yaml:8: has the DOI “10.1000/cherry”, as cherry.yaml:8 has; keep it in one record",
        "plum.yaml:8: has the PMID “10000001”, as cherry.yaml:8 has; keep it in one record",
    ]
    assert told(write(tmp_path, "plum", SOUND.replace("id: cherry", "id: plum", 1))) == expected


def test_one_id_stands_in_one_file(tmp_path: Path) -> None:
    mine, yours = write(tmp_path / "mine", "cherry"), write(tmp_path / "yours", "cherry")

    found = [str(fault) for fault in record.faults([mine, yours], SMALL)]
    assert found == [
        f"{yours}/fruit/cherry.yaml:1: has the id “cherry”, as {mine}/fruit/cherry.yaml:1 has; keep it in one record"
    ]


def test_shipped_folder_holds_no_fiction(tmp_path: Path) -> None:
    folder = write(tmp_path / "evidence", "cherry")

    found = [str(fault) for fault in record.faults([folder], SMALL, shipped_in=folder)]
    assert found == ["evidence/fruit/cherry.yaml:27: is fictional; keep it in the examples, or in a content repository"]
    assert record.faults([folder], SMALL) == []


def test_authority_has_its_own_small_shape(tmp_path: Path) -> None:
    text = dedent("""\
        id: fruit-act
        kind: authority
        title: Fruit Act
        citation: Fruit Act 1901, section 2
        jurisdiction: us
        demand: Say which fruit.
        read: true
    """)
    folder = write(tmp_path, "fruit-act", text)
    found = record.library([folder], SMALL)["fruit-act"]

    assert (found.shown, found.known, found.names, found.must_say) == ("Fruit Act", "read", (), ())
    assert told(write(tmp_path, "fruit-act", text + "notes: none\n")) == [
        "fruit-act.yaml:8: has the unknown key “notes”; did you mean “note”?"
    ]


def test_list_tells_what_each_record_rests_on(tmp_path: Path) -> None:
    records = record.library([write(tmp_path, "cherry")], SMALL)

    assert _evidence.listing(records) == "cherry  trial  current  partly  Cherry juice in gout\n"
    assert _evidence.listing({}) == ""


@pytest.mark.parametrize(
    ("written", "day", "standing"),
    [
        ("valid_until: 2026-06-30", "2026-06-30", "current"),
        ("valid_until: 2026-06-30", "2026-07-01", "current"),
        ("valid_until: 2026-06-30\nstanding: expired\nstanding_basis: paper", "2026-07-01", "expired"),
        ("valid_until: 2026-06-30\nstanding: expired\nstanding_basis: paper", "2026-06-30", "current"),
        ("valid_until: 2026-06-30\nstanding: retracted\nstanding_basis: paper", "2026-06-30", "retracted"),
        ("standing: retracted\nstanding_since: 2026-05\nstanding_basis: paper", "2026-04-30", "current"),
        ("standing: retracted\nstanding_since: 2026-05\nstanding_basis: paper", "2026-05-01", "retracted"),
        ("standing: superseded\nstanding_basis: memory", "1999-01-01", "superseded"),
    ],
)
def test_a_record_stands_as_on_the_day_of_the_review(tmp_path: Path, written: str, day: str, standing: str) -> None:
    records = record.library([write(tmp_path, "cherry", SOUND + written)], SMALL)
    found = OnDay(records, day)["cherry"]

    assert found.standing == standing
    assert found.at("standing") == standing
    assert found.verified(("standing",)) is (standing == "current" or "memory" not in written)


def test_a_record_without_dates_is_the_same_on_any_day(tmp_path: Path) -> None:
    found = cherry(tmp_path)

    assert dict(OnDay({"cherry": found}, "2026-11-01")) == {"cherry": found}
