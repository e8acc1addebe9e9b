"""The shipped evidence: sound, current with its schema, verified only where a text was opened."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from claimcheck import shipped
from claimcheck.patterns.pattern import Line
from claimcheck.records import record
from claimcheck.records.shape import record_schema
from claimcheck.words import words_in

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from claimcheck.errors import UserError
    from claimcheck.lexicon import Lexicon
    from claimcheck.records.record import Record

EVIDENCE = shipped.folder("evidence")


@pytest.fixture(scope="module")
def read(lexicon: Lexicon) -> tuple[Mapping[str, Record], list[UserError]]:
    """Return the shipped records, and what is wrong with others."""
    return record.read([EVIDENCE], lexicon)


@pytest.fixture(scope="module")
def records(read: tuple[Mapping[str, Record], list[UserError]]) -> Mapping[str, Record]:
    return read[0]


def test_shipped_records_are_all_sound(read: tuple[Mapping[str, Record], list[UserError]]) -> None:
    assert [str(fault) for fault in read[1]] == []


def test_shipped_records_are_those_of_the_stroke_article_and_every_authority(records: Mapping[str, Record]) -> None:
    kinds = [r.kind for r in records.values()]

    expected = {
        "trial": 12, "preclinical": 1, "synthesis": 4, "case-report": 1, "statistic": 5, "regulatory": 2, "guidance": 2,
        "authority": 58,
    }  # fmt: skip
    assert {kind: kinds.count(kind) for kind in dict.fromkeys(kinds)} == expected


@pytest.mark.parametrize("file", sorted(EVIDENCE.rglob("*.yaml")), ids=lambda file: file.stem)
def test_shipped_record_names_its_schema_and_no_machine(file: Path) -> None:
    first, _, rest = file.read_text(encoding="utf-8").partition("\n")

    assert first == "# yaml-language-server: $schema=../record.schema.json"
    assert "file://" not in rest


@pytest.mark.parametrize(
    ("name", "asked", "sentence"),
    [
        ("nr1-phase1-2a", "uncontrolled", "The study was open-label and had no control group."),
        ("nr1-phase1-2a", "uncontrolled", "Everyone was treated, without any comparison: a single-arm trial."),
        ("nr1-phase1-2a", "not-peer-reviewed", "The figures were shown at a meeting and are not yet peer reviewed."),
        ("nr1-phase1-2a", "events", "Some people had headaches after the operation."),
        (
            "sb623-phase1-2a",
            "later-trial-negative",
            "A larger trial did not meet its primary endpoint.",
        ),
        ("sb623-actissima", "primary-not-met", "The trial missed its primary endpoint."),
        ("sb623-actissima", "primary-not-met", "The trial didn't meet its main goal."),
        ("sb623-actissima", "primary-not-met", "Treated people did no better than sham patients."),
        ("sb623-stemtra", "tbi-not-stroke", "These people had a traumatic brain injury."),
        ("sb623-stemtra", "not-stroke-evidence", "The result does not apply to stroke."),
        ("sb623-stemtra", "w48-not-significant", "At one year the difference was not statistically significant."),
        ("treasure", "primary-not-met", "Outcomes at 90 days did not improve against placebo."),
        ("ibis", "primary-not-met", "There was no significant benefit at six months."),
        ("gladstone-sb623-rat", "species", "The work was done in rats."),
        ("fda-rmt-2021", "fda-status", "This treatment has not been approved by the FDA."),
        ("fda-rmt-2021", "fda-status", "The FDA has not approved it."),
        ("tacrolimus-label", "boxed-warning", "The medicine raises the risk of infections."),
    ],
)
def test_required_words_are_found_in_plain_sentences(
    name: str, asked: str, sentence: str, records: Mapping[str, Record]
) -> None:
    patterns = next(m.words for m in records[name].must_say if m.id == asked)

    assert [words.text for words in patterns if words.matches(Line(words_in(sentence)))] != []


@pytest.mark.parametrize(
    ("name", "asked", "sentence"),
    [
        ("nr1-phase1-2a", "uncontrolled", "The trial showed a marked gain in movement."),
        ("sb623-actissima", "primary-not-met", "The trial met its primary endpoint."),
        ("sb623-stemtra", "tbi-not-stroke", "The cells were tested after stroke."),
        ("gladstone-sb623-rat", "species", "Patients recovered their strength."),
    ],
)
def test_required_words_are_not_found_in_praise(
    name: str, asked: str, sentence: str, records: Mapping[str, Record]
) -> None:
    patterns = next(m.words for m in records[name].must_say if m.id == asked)

    assert [words.text for words in patterns if words.matches(Line(words_in(sentence)))] == []


def test_every_basis_of_a_shipped_record_is_used_or_explains_a_statement(records: Mapping[str, Record]) -> None:
    idle = []
    for found in records.values():
        named = json.dumps({key: value for key, value in found.data.items() if key != "basis"})
        idle += [
            f"{found.id} {basis['id']}" for basis in found.data.get("basis") or () if f'"{basis["id"]}"' not in named
        ]

    guidance = ["ftc-hpcg-2022 announcement", "isscr-2021 patients"]
    assert sorted(idle) == guidance


@pytest.mark.parametrize(
    ("name", "field", "verified"),
    [
        ("sb623-actissima", ("outcomes", 0, "met"), True),
        ("treasure", ("outcomes", 0, "effect"), True),
        ("sb623-stemtra", ("population", "condition"), True),
        ("nr1-phase1-2a", ("design", "control"), True),
        ("nr1-phase1-2a", ("figures", 0, "value"), False),
        ("ibis", ("outcomes", 0, "met"), False),
        ("stat-global-prevalence", ("figures", 2, "value"), True),
    ],
)
def test_shipped_field_is_verified_only_where_a_text_was_opened(
    name: str, field: tuple[str, ...], verified: bool, records: Mapping[str, Record]
) -> None:
    assert records[name].verified(field) is verified


def test_schema_file_is_that_of_the_code() -> None:
    kept = json.loads((EVIDENCE / "record.schema.json").read_text(encoding="utf-8"))

    assert kept == record_schema()
