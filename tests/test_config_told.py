"""`claimcheck config`: what holds for a file and which line says so; and a schema that agrees with what is read."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from claimcheck import yamltext
from claimcheck.config import config
from conftest import HASTE
from made import places

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Ran

WHOLE = """\
rules: [rules]
domains: [health]
brand: Lampworks
severities: {haste: warning}
paths:
  - match: blog/**
    audience: education
    severities: {haste: off}
  - match: blog/doctors/*.md
    audience: professional
    severities:
      haste: advice
allow:
  - path: blog/old.md
    rule: haste
    words: only today
    because: her letter
    until: 2027-05-01
"""


@pytest.fixture
def shop(site: Path) -> Path:
    """Return a site with rules for education and for health besides, and settings of paths."""
    course = HASTE.replace("haste", "course").replace("only today", "in a week") + "domains: [education]\n"
    (site / "rules" / "pressure" / "course.yaml").write_text(course)
    lamp = HASTE.replace("haste", "lamp").replace("only today", "a lamp") + "domains: [health]\n"
    (site / "rules" / "pressure" / "lamp.yaml").write_text(lamp)
    (site / "claimcheck.yaml").write_text(WHOLE)
    return site


@pytest.mark.usefixtures("shop")
def test_each_setting_is_told_with_its_line_and_glob(run: Callable[..., Ran]) -> None:
    found = run("config", "blog/old.md")

    assert (found.code, found.err) == (0, [])
    assert found.out == [
        "blog/old.md: claimcheck.yaml",
        "",
        "domains           health            claimcheck.yaml:2",
        "jurisdictions     all               default",
        "audience          education         claimcheck.yaml:7 (blog/**)",
        "offers            none              default",
        "brand             Lampworks         claimcheck.yaml:3",
        "copy_fields       none              default",
        "other_fields      none              default",
        "require_approval  no                default",
        "fail_on           error             default",
        "max_size          50,000,000 bytes  default",
        "ledger            none              default",
        "evidence          none              default",
        "rules             rules             claimcheck.yaml:1",
        "lexicon           none              default",
        "",
        "Rules: 1 on, 2 off.",
        "  off, for other domains  claimcheck.yaml:2",
        "    course",
        "  off, switched off  claimcheck.yaml:8 (blog/**)",
        "    haste",
        "  allows haste “only today” because her letter; until 2027-05-01  claimcheck.yaml:14 (blog/old.md)",
    ]


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize(
    ("file", "severity", "line", "match"),
    [
        ("index.md", "warning", 4, ""),
        ("blog/new.md", "off", 8, "blog/**"),
        ("blog/doctors/a.md", "advice", 12, "blog/doctors/*.md"),
    ],
)
def test_the_last_glob_that_speaks_of_a_rule_decides_it(
    file: str, severity: str, line: int, match: str, run: Callable[..., Ran]
) -> None:
    told = json.loads("\n".join(run("config", file, "--format", "json").out))

    assert told["rules"]["haste"] == {
        "severity": severity, "own": "error", "by": "severities", "file": "claimcheck.yaml", "line": line,
        "match": match,
    }  # fmt: skip
    assert told["settings"]["domains"] == {"value": ["health"], "file": "claimcheck.yaml", "line": 2, "match": ""}
    assert told["settings"]["fail_on"] == {"value": "error", "file": "", "line": 0, "match": ""}


def test_what_config_says_of_a_rule_is_what_a_check_does(shop: Path, run: Callable[..., Ran]) -> None:
    (shop / "blog" / "doctors").mkdir(parents=True)
    told = {}
    for name in ("a.md", "blog/a.md", "blog/doctors/a.md"):
        (shop / name).write_text("Yours only today. Yours in a week. Yours, a lamp.\n")
        rules = json.loads("\n".join(run("config", name, "--format", "json").out))["rules"]
        told[name] = {rule: held["severity"] for rule, held in rules.items() if held["severity"] != "off"}
    [*reports] = json.loads("\n".join(run("check", *told, "--format", "json").out))["reports"]

    assert {report["path"]: {f["rule"]: f["severity"] for f in report["findings"]} for report in reports} == told


@pytest.mark.usefixtures("shop")
def test_without_a_file_the_configuration_of_all_files_is_told(run: Callable[..., Ran]) -> None:
    found = run("config")

    assert found.out[0] == "all files: claimcheck.yaml"
    assert "audience          marketing         default" in found.out
    assert "  haste: warning (error by itself)  claimcheck.yaml:4" in found.out


def test_without_a_configuration_the_defaults_hold(shop: Path, run: Callable[..., Ran]) -> None:
    (shop / "claimcheck.yaml").unlink()
    found = run("config", "blog/old.md")

    assert found.out[0] == "blog/old.md: no claimcheck.yaml, so the defaults hold"
    assert found.out[-1] == "Rules: 0 on, 0 off."
    assert [line for line in found.out if line.endswith("default")] == found.out[2:16]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("domain: [health]\n", "1: has the unknown key “domain”; did you mean “domains”?"),
        ("paths:\n  - {match: a, brands: b}\n", "2: has the unknown key “brands”; did you mean “brand”?"),
        ("allow:\n  - {path: a, rule: b, becaus: c}\n", "2: has the unknown key “becaus”; did you mean “because”?"),
        ("severities: {haste: warn}\n", "1: “haste” is “warn”; did you mean “warning”?"),
        ("paths:\n  - 1\n", "2: “paths” is not a mapping; known keys: audience, brand, copy_fields, domains, "
         "jurisdictions, match, offers, other_fields, require_approval, severities"),
        ("a: [\n", "2:1: is not valid YAML: did not find expected node content; see the quotes, brackets and "
         "indents from there upwards"),
    ],
)  # fmt: skip
def test_a_fault_is_told_and_the_rest_still_holds(text: str, fault: str, shop: Path, run: Callable[..., Ran]) -> None:
    (shop / "claimcheck.yaml").write_text(text)
    found = run("config", "a.md")

    assert found.code == 2
    assert f"claimcheck.yaml:{fault}" in found.err
    assert found.out[0].startswith("a.md: ")


SCHEMA = json.loads(config.SCHEMA.read_text(encoding="utf-8"))
CHECKED = Draft202012Validator(SCHEMA)
SOUND: dict[str, Any] = {
    "evidence": ["records"], "rules": "rules", "lexicon": [], "domains": ["health"], "jurisdictions": "us",
    "audience": "marketing", "offers": ["a lamp"], "brand": "Lampworks", "severities": {"haste": "off"},
    "copy_fields": ["hero.body"], "other_fields": None, "fail_on": "warning", "max_size": "20 MB",
    "paths": [{"match": "blog/**", "audience": "education", "brand": ["A", "B"], "severities": {"haste": "advice"}}],
    "allow": [{"path": "a.md", "rule": ["haste"], "because": "so", "by": "me", "until": "2027-05-01", "words": "x"}],
}  # fmt: skip
WRITTEN = [None, True, 0, 1.5, "", " ", "x", "off", "error", "marketing", "20 MB", "2 GB", "2027-05-01", [], ["x"], [1],
           [""], [None], {}, {"x": "off"}, {"x": 1}, [{}], [{"match": "a"}], [{"x": 1}]]  # fmt: skip


def is_read(given: Any, folder: Path) -> bool:
    """Return whether a configuration has no fault; folders that are not there are none of its shape."""
    path = folder / "claimcheck.yaml"
    path.write_text(yamltext.flow(given) + "\n")
    return not [fault for fault in config.load(path)[1] if "which is not there" not in fault.fault]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("configured")


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_the_schema_and_the_reader_agree_on_every_change(folder: Path, data: st.DataObject) -> None:
    made = copy.deepcopy(SOUND)
    place = data.draw(st.sampled_from(list(places(SOUND))))
    how = data.draw(st.sampled_from(["written", "taken out", "beside"]))
    around: Any = made
    for part in place[:-1]:
        around = around[part]
    if how == "written":
        around[place[-1]] = data.draw(st.sampled_from(WRITTEN))
    elif how == "taken out":
        del around[place[-1]]
    elif isinstance(around, dict):
        around[data.draw(st.sampled_from(["domain", "mtch", "xyz"]))] = data.draw(st.sampled_from(["off", 1]))

    assert CHECKED.is_valid(made) == is_read(made, folder)


def test_every_key_is_in_the_schema_and_explained() -> None:
    keys = {"match", *SCHEMA["properties"], *SCHEMA["properties"]["paths"]["items"]["properties"]}
    explained = [
        part.get("description")
        or SCHEMA["$defs"].get(part.get("$ref", "").removeprefix("#/$defs/"), {}).get("description")
        for name, part in SCHEMA["properties"].items()
    ]

    assert keys == {*config.KEYS, "match"}
    assert all(explained)


@pytest.mark.usefixtures("site")
def test_the_schema_is_printed(run: Callable[..., Ran]) -> None:
    assert json.loads("\n".join(run("config", "--schema").out)) == SCHEMA
