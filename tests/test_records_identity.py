"""One trial, one record: identifiers in any form, names as people write them, and what records say of each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck import identifiers
from claimcheck.lexicon import Lexicon
from claimcheck.records import record

if TYPE_CHECKING:
    from pathlib import Path

NONE = Lexicon({}, {})


def shelf(folder: Path, **records: str) -> Path:
    """Write records of invented trials, each with these lines besides id, kind and title, and return the folder."""
    for name, lines in records.items():
        kind = "" if lines.startswith("kind:") else "kind: trial\n"
        text = f"id: {name}\n{kind}title: Lamps\nfictional: true\n{lines}\n"
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def told(folder: Path) -> list[str]:
    return [str(fault).replace(f"{folder}/", "") for fault in record.faults([folder], NONE)]


@pytest.mark.parametrize(
    ("written", "kind", "normal"),
    [
        ("10.1000/Lamp", "doi", "10.1000/lamp"),
        ("doi:10.1000/LAMP", "doi", "10.1000/lamp"),
        ("DOI: 10.1000/lamp", "doi", "10.1000/lamp"),
        ("https://doi.org/10.1000/lamp", "doi", "10.1000/lamp"),
        ("http://dx.doi.org/10.1000/lamp", "doi", "10.1000/lamp"),
        ("PMID: 12345678", "pmid", "12345678"),
        ("pmid 12345678", "pmid", "12345678"),
        ("pmc1234567", "pmcid", "PMC1234567"),
        ("NCT01234567", "registry", "NCT01234567"),
        ("nct 01234567", "registry", "NCT01234567"),
        ("ISRCTN: 54321098", "registry", "ISRCTN54321098"),
        ("EudraCT 2010-012345-10", "registry", "EUCTR2010-012345-10"),
        ("EudraCT number: 2010-012345-10", "registry", "EUCTR2010-012345-10"),
        ("EUCTR2010-012345-10-GB", "registry", "EUCTR2010-012345-10"),
        ("actrn12605000123456p", "registry", "ACTRN12605000123456P"),
        ("CTRI/2019/01/012345", "registry", "CTRI/2019/01/012345"),
        ("ChiCTR-TRC-10001234", "registry", "CHICTR-TRC-10001234"),
        ("DRKS00001234", "registry", "DRKS00001234"),
        ("UMIN000012345", "registry", "UMIN000012345"),
        ("jRCT1234567890", "registry", "JRCT1234567890"),
    ],
)
def test_an_identifier_has_one_form(written: str, kind: str, normal: str) -> None:
    found = identifiers.only(written)

    assert found is not None
    assert (found.kind, found.id) == (kind, normal)


@pytest.mark.parametrize("words", ["2024", "CHERRY", "phase 2", "10.5", "NCT012", "12345678", "trial NCT01234567"])
def test_other_words_are_no_identifier(words: str) -> None:
    assert identifiers.only(words) is None


@given(st.from_regex(identifiers._REGISTRY, fullmatch=True, alphabet=st.characters(codec="ascii")), st.booleans())
def test_every_registry_number_is_found_in_a_sentence(written: str, lower: bool) -> None:
    text = f"The trial ({written.lower() if lower else written}) has ended."

    assert [found.kind for found in identifiers.found_in(text)][:1] == ["registry"]


@given(st.sampled_from(["doi", "pmid", "pmcid", "registry"]), st.text(max_size=40))
def test_the_normal_form_of_a_normal_form_is_itself(kind: str, written: str) -> None:
    once = identifiers.normal(kind, f"10.1000/x{written}" if kind == "doi" else written)

    if identifiers.only(once) is not None:
        assert identifiers.normal(kind, once) == once


@given(st.text(alphabet="10./NCT-pmid: doPMCx5(),;é\n", max_size=60))
def test_an_identifier_that_is_found_stands_where_it_is_said_to(text: str) -> None:
    for found in identifiers.found_in(text):
        assert identifiers.normal(found.kind, text[found.start : found.end].split(":")[-1]).endswith(found.id[-4:])
        assert identifiers.readings(found)[0] == found.id


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("registry: NCT01234567", "registry: nct 01234567", "registry id “NCT01234567”"),
        ("registry: NCT01234567", "names: [NCT-01234567]", "registry id “NCT-01234567”"),
        ("names: [EudraCT 2010-012345-10]", "registry: EUCTR2010-012345-10-GB", "registry id “EUCTR2010-012345-10-GB”"),
        (
            "publications: [{type: article, doi: 10.1000/Lamp}]",
            "publications: [{type: article, doi: 'https://doi.org/10.1000/lamp'}]",
            "DOI “10.1000/lamp”",
        ),
        (
            "publications: [{type: article, doi: 'doi:10.1000/lamp'}]",
            "names: ['doi: 10.1000/LAMP']",
            "DOI “doi: 10.1000/LAMP”",
        ),
        (
            "publications: [{type: article, pmid: '12345678'}]",
            "publications: [{type: article, pmid: 'PMID: 12345678'}]",
            "PMID “12345678”",
        ),
        ("names: [=LAMP-1]", "names: [Lamp 1]", "name “Lamp 1”"),
        ("names: [=SB623]", "names: [=SB-623]", "name “SB-623”"),
    ],
)
def test_two_records_of_one_trial_are_found_in_any_form(tmp_path: Path, one: str, other: str, expected: str) -> None:
    folder = shelf(tmp_path, first=one, second=other)

    assert told(folder) == [f"second.yaml:5: has the {expected}, as first.yaml:5 has; keep it in one record"]
    assert list(record.read([folder], NONE)[0]) == ["first"]


@pytest.mark.parametrize("relation", ["same_trial_as", "supersedes"])
def test_records_of_one_trial_that_say_so_share_names_and_registry_ids(tmp_path: Path, relation: str) -> None:
    own = "registry: NCT01234567\nnames: [=LAMP]"

    assert told(shelf(tmp_path, first=own, second=f"{own}\nrelations: {{{relation}: [first]}}")) == []


def test_no_relation_lets_two_records_share_a_publication(tmp_path: Path) -> None:
    own = "publications: [{type: article, doi: 10.1000/lamp}]"

    assert told(shelf(tmp_path, first=own, second=f"{own}\nrelations: {{same_trial_as: [first]}}")) == [
        "second.yaml:5: has the DOI “10.1000/lamp”, as first.yaml:5 has; keep it in one record"
    ]


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        (
            {"one": "relations: {supersedes: [one]}"},
            ["one.yaml:5: “relations.supersedes” names the record itself; take it out"],
        ),
        (
            {"one": "relations: {retracts: [two]}"},
            ["one.yaml:5: “relations.retracts” names “two”, which is no record; name a record by its id"],
        ),
        (
            {"one": "relations: {supersedes: [two]}", "two": "relations: {supersedes: [one]}"},
            [
                "one.yaml:5: “relations.supersedes” goes in a circle: one, two, one; take one of them out",
                "two.yaml:5: “relations.supersedes” goes in a circle: one, two, one; take one of them out",
            ],
        ),
        (
            {
                "a": "relations: {supersedes: [b]}",
                "b": "relations: {supersedes: [c]}",
                "c": "relations: {supersedes: [a]}",
            },
            [
                f"{name}.yaml:5: “relations.supersedes” goes in a circle: a, b, c, a; take one of them out"
                for name in "abc"
            ],
        ),
        ({"one": "relations: {same_trial_as: [two]}", "two": "relations: {same_trial_as: [one]}"}, []),
        ({"one": "kind: synthesis\nrelations: {includes: [two]}", "two": ""}, []),
        (
            {"one": "relations: {includes: [two]}", "two": ""},
            ["one.yaml:5: “relations.includes” stands in a record of kind “trial”; only a synthesis includes studies"],
        ),
        (
            {"one": "relations: {supersede: [two]}", "two": ""},
            ["one.yaml:5: has the unknown key “supersede”; did you mean “supersedes”?"],
        ),
        (
            {"one": "relations: {supersedes: [two], basis: paper}", "two": ""},
            ["one.yaml:5: “relations” rests on “paper”, which is no basis; write it under `basis:`"],
        ),
        (
            {"one": "relations: {supersedes: [two]}", "two": "standing: current"},
            ["two.yaml:5: “standing” is “current”, and one.yaml:5 supersedes it; say superseded, or leave it out"],
        ),
        (
            {"one": "relations: {retracts: [two]}", "two": "standing: superseded\nstanding_basis: memory"},
            ["two.yaml:5: “standing” is “superseded”, and one.yaml:5 retracts it; say retracted, or leave it out"],
        ),
        ({"one": "relations: {retracts: [two]}", "two": "standing: retracted\nstanding_basis: memory"}, []),
    ],
)
def test_a_relation_leads_to_another_record_and_round_no_circle(
    tmp_path: Path, records: dict[str, str], expected: list[str]
) -> None:
    assert told(shelf(tmp_path, **records)) == expected


def test_a_record_has_the_standing_that_another_gives_it(tmp_path: Path) -> None:
    basis = "basis: [{id: paper, source: 'doi:10.1000/x', where: all, says: x, kind: paper, read_on: 2026-01-01}]"
    folder = shelf(
        tmp_path,
        old="",
        new="relations: {supersedes: [old]}",
        odd="",
        notice=f"relations: {{retracts: [odd], basis: paper}}\n{basis}",
        newest="relations: {supersedes: [odd]}",
        said="standing: superseded\nstanding_basis: memory",
        newer="relations: {supersedes: [said]}",
    )
    found = record.library([folder], NONE)

    given = {name: (one.standing, one.at("standing"), one.verified(("standing",))) for name, one in found.items()}
    assert given == {
        "new": ("current", "current", True),
        "newer": ("current", "current", True),
        "newest": ("current", "current", True),
        "notice": ("current", "current", True),
        "odd": ("retracted", "retracted", True),
        "old": ("superseded", "superseded", False),
        "said": ("superseded", "superseded", False),
    }
    assert found["odd"].given_standing == ("retracted", "notice", True)


def test_a_record_that_is_retracted_itself_takes_nothing_back(tmp_path: Path) -> None:
    folder = shelf(
        tmp_path,
        a="relations: {retracts: [b]}",
        b="relations: {retracts: [c], supersedes: [d]}",
        c="",
        d="",
    )

    found = record.library([folder], NONE)
    assert [one.standing for one in found.values()] == ["current", "retracted", "current", "current"]


def test_identifiers_are_kept_without_what_was_written_before_them(tmp_path: Path) -> None:
    lines = (
        "registry: nct 01234567\n"
        "publications:\n"
        "  - {type: article, doi: 'https://doi.org/10.1000/Lamp', pmid: 'PMID: 12345678', pmcid: pmc1234567}"
    )
    found = record.library([shelf(tmp_path, lamp=lines)], NONE)["lamp"]

    assert found.identifiers == ("NCT01234567", "10.1000/Lamp", "12345678", "PMC1234567")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("as_of: 2024-02-30", "lamp.yaml:5: “2024-02-30” is no day of the calendar; see the source"),
        ("as_of: 2024-13", "lamp.yaml:5: “2024-13” is no day of the calendar; see the source"),
        (
            "figures: [{what: better, k: 19, n: 12, from: memory}]",
            "lamp.yaml:5: “k” is 19, more than “n”, which is 12; see the source",
        ),
        (
            "figures: [{what: better, low: 19, high: 12, from: memory}]",
            "lamp.yaml:5: “low” is 19, more than “high”, which is 12; see the source",
        ),
        (
            "figures: [{what: better, value: 42.5, unit: percent, k: 3, n: 12, from: memory}]",
            "lamp.yaml:5: 3 of 12 is 25.0 percent, and “value” is 42.5; see the source",
        ),
        (
            "outcomes: [{id: sleep, name: sleep, effect: 4, interval: [1, 3], from: memory}]",
            "lamp.yaml:5: the effect 4 lies outside of its interval, 1 to 3; see the source",
        ),
        (
            "population: {n_enrolled: 10, n_evaluable: 12, from: memory}",
            "lamp.yaml:5: “n_evaluable” is 12, more than “n_enrolled”, which is 10; see the source",
        ),
        ("design: {arms: -1, from: memory}", "lamp.yaml:5: “design.arms” is -1; a count is 0 or more"),
    ],
)
def test_numbers_and_days_that_cannot_be_so_are_told(tmp_path: Path, lines: str, expected: str) -> None:
    assert told(shelf(tmp_path, lamp=lines)) == [expected]
