"""claimcheck.yaml: what it says holds, and every fault in it is told with its line."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from claimcheck.config import config
from claimcheck.config.config import Config, Exempt, Settings
from claimcheck.errors import UserError

if TYPE_CHECKING:
    from pathlib import Path

WHOLE = """\
evidence: [records]
rules: rules
lexicon: [words]
domains: [cells, health]
jurisdictions: [uk]
audience: marketing
offers: [stem-cell-therapy, our moon lamp]
brand: Lampworks
severities: {haste: warning}
paths:
  - match: blog/**
    severities: {cure: off}
    audience: education
  - match: blog/doctors/*.md
    audience: professional
    jurisdictions: [us, us-fl]
allow:
  - path: blog/old.md
    rule: [cure, haste]
    words: cured me
    because: a letter from
      before the rule
    by: the medical editor
    until: 2027-05-01
fail_on: warning
max_size: 20 MB
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("records", "rules", "words"):
        (tmp_path / name).mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def written(folder: Path, text: str) -> tuple[Config, list[str]]:
    path = folder / "claimcheck.yaml"
    path.write_text(text)
    found, faults = config.load(path)
    return found, [str(fault) for fault in faults]


def test_every_key_is_read(folder: Path) -> None:
    found, faults = written(folder, WHOLE)

    assert faults == []
    assert found == Config(
        path="claimcheck.yaml",
        root=folder,
        evidence=(folder / "records",),
        rules=(folder / "rules",),
        lexicon=(folder / "words",),
        settings=Settings(
            domains=("cells", "health"),
            jurisdictions=("uk",),
            offers=("stem-cell-therapy", "our moon lamp"),
            brands=("Lampworks",),
            severities={"haste": "warning"},
        ),
        paths=(
            ("blog/**", {"severities": {"cure": "off"}, "audience": "education"}),
            ("blog/doctors/*.md", {"audience": "professional", "jurisdictions": ("us", "us-fl")}),
        ),
        allow=(
            Exempt(
                "blog/old.md",
                ("cure", "haste"),
                "a letter from before the rule",
                words="cured me",
                by="the medical editor",
                until="2027-05-01",
                line=18,
            ),
        ),
        fail_on="warning",
        max_size=20_000_000,
        named=(
            ("domain", "cells", 4),
            ("domain", "health", 4),
            ("jurisdiction", "uk", 5),
            ("rule", "haste", 9),
            ("rule", "cure", 12),
            ("jurisdiction", "us", 16),
            ("jurisdiction", "us-fl", 16),
            ("rule", "cure", 19),
            ("rule", "haste", 19),
        ),
        digest=sha256(WHOLE.encode()).hexdigest(),
    )


def test_without_a_file_everything_is_held_against_marketing() -> None:
    found, faults = config.load(None)

    assert faults == ()
    assert found.settings == Settings((), (), "marketing", (), (), {}, ())
    assert (found.fail_on, found.max_size) == ("error", 50_000_000)


def test_an_empty_file_configures_nothing(folder: Path) -> None:
    found, faults = written(folder, "")

    assert faults == []
    assert found.settings == Settings()


def test_the_nearest_file_above_is_found(folder: Path) -> None:
    (folder / "claimcheck.yaml").write_text("")
    (folder / "records" / "claimcheck.yaml").write_text("")

    assert config.find(folder / "words") == folder / "claimcheck.yaml"
    assert config.find(folder / "records") == folder / "records" / "claimcheck.yaml"


def test_settings_of_a_path_change_only_what_they_name_and_the_last_wins(folder: Path) -> None:
    found, _ = written(folder, WHOLE)
    base = replace(found.settings, allow=())

    assert config.settings_for(found, "index.md") == base
    assert config.settings_for(found, "blog/new.md") == replace(
        base, audience="education", severities={"haste": "warning", "cure": "off"}
    )
    assert config.settings_for(found, "blog/doctors/a.md") == replace(
        base,
        audience="professional",
        jurisdictions=("us", "us-fl"),
        severities={"haste": "warning", "cure": "off"},
    )
    assert config.settings_for(found, "blog/old.md").allow == found.allow


def test_globs_are_relative_to_the_configuration_not_to_the_working_directory(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, _ = written(folder, "paths:\n  - {match: words/*.md, audience: education}\n")
    monkeypatch.chdir(folder / "words")

    assert config.settings_for(found, "a.md").audience == "education"
    assert config.settings_for(found, str(folder / "words" / "a.md")).audience == "education"
    assert config.settings_for(found, "../a.md").audience == "marketing"
    assert config.settings_for(found, "../../words/a.md").audience == "marketing"


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        pytest.param(
            "evidance: [records]\nfail_on: eror\n",
            [
                "claimcheck.yaml:1: has the unknown key “evidance”; did you mean “evidence”?",
                "claimcheck.yaml:2: “fail_on” is “eror”; did you mean “error”?",
            ],
            id="all faults of a file",
        ),
        pytest.param(
            "evidence: [recrods]\n",
            ["claimcheck.yaml:1: names the folder “recrods”, which is not there"],
            id="a folder that is not there",
        ),
        pytest.param(
            "severities:\n  haste: none\n",
            ["claimcheck.yaml:2: “haste” is “none”; known: advice, error, off, warning"],
            id="a severity",
        ),
        pytest.param(
            "severities: off\n",
            ["claimcheck.yaml:1: “severities” is not a mapping; write rule: severity"],
            id="severities without a rule",
        ),
        pytest.param(
            "audience: [marketing]\ndomains: {health: true}\nbrand: 7\n",
            [
                "claimcheck.yaml:1: “audience” is no word; known: education, marketing, professional",
                "claimcheck.yaml:2: “domains” is neither a word nor a list of words",
                "claimcheck.yaml:3: “brand” is neither a word nor a list of words",
            ],
            id="values of another kind",
        ),
        pytest.param(
            "paths:\n  - audience: education\n  - match: blog\n    fail_on: error\n",
            [
                "claimcheck.yaml:2: has no “match”; add match: a path or a glob such as blog/**",
                "claimcheck.yaml:4: has the unknown key “fail_on”; "
                "known: audience, brand, copy_fields, domains, jurisdictions, match, offers, other_fields, "
                "require_approval, severities",
            ],
            id="settings of a path",
        ),
        pytest.param(
            "paths: blog\n",
            ["claimcheck.yaml:1: “paths” is not a list"],
            id="paths that are no list",
        ),
        pytest.param(
            "allow:\n  - rule: cure\n    path: a.md\n  - {path: a.md, because: old}\n"
            "  - {path: a.md, rule: cure, because: old, until: 2027-02-30}\n",
            [
                "claimcheck.yaml:2: allows without a reason; add because: …",
                "claimcheck.yaml:4: allows no rule; add rule: NAME",
                "claimcheck.yaml:5: “until” is “2027-02-30”, which is no date; write it as 2027-05-01",
            ],
            id="exceptions",
        ),
        pytest.param(
            "max_size: 50\n",
            ["claimcheck.yaml:1: “max_size” is not a size; write it as 20 MB or 800 kB"],
            id="a size without a unit",
        ),
        pytest.param(
            "- rules\n",
            [
                "claimcheck.yaml:1: the file is not a mapping; known keys: allow, audience, brand, copy_fields, "
                "domains, evidence, fail_on, jurisdictions, ledger, lexicon, max_size, offers, other_fields, "
                "paths, require_approval, rules, severities"
            ],
            id="a list",
        ),
        pytest.param(
            "rules: [a\n",
            [
                "claimcheck.yaml:2:1: is not valid YAML: did not find expected ',' or ']'; "
                "see the quotes, brackets and indents from there upwards"
            ],
            id="no YAML",
        ),
    ],
)
def test_faults_name_their_line_and_the_way_out(folder: Path, text: str, faults: list[str]) -> None:
    assert written(folder, text)[1] == faults


def test_names_that_no_rule_knows_are_faults(folder: Path) -> None:
    found, _ = written(
        folder, "domains: [helth]\njurisdictions: [us-fl, usa, au]\nseverities: {cuer: off, cure: off}\n"
    )
    faults = config.unknown_names(
        found, rules=["cure", "haste"], domains=["health"], jurisdictions=["us", "uk", "au-nsw"]
    )

    assert [str(fault) for fault in faults] == [
        "claimcheck.yaml:1: names the unknown domain “helth”; did you mean “health”?",
        "claimcheck.yaml:2: names the unknown jurisdiction “au”; known: au-nsw, uk, us",
        "claimcheck.yaml:2: names the unknown jurisdiction “usa”; did you mean “us”?",
        "claimcheck.yaml:3: names the unknown rule “cuer”; did you mean “cure”?",
    ]


def test_a_mapping_changes_only_what_it_names(folder: Path) -> None:
    found, _ = written(folder, WHOLE)
    changed = config.from_mapping({"offers": ["lamps"], "severities": {"cure": "error"}}, found)

    assert changed.settings == replace(found.settings, offers=("lamps",), severities={"cure": "error"})
    assert changed.allow == found.allow


def test_a_mapping_with_a_fault_does_not_load() -> None:
    with pytest.raises(UserError, match="has the unknown key “offer”; did you mean “offers”"):
        config.from_mapping({"offer": ["lamps"]}, Config())
