"""Pages held against approved claims: what an approval covers, what speaks all the same, and the commands."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

import made
import made_house
from claimcheck import flow, lexicon, outputs, shipped
from claimcheck.config import config
from claimcheck.ledger.ledger import Entry, Ledger
from claimcheck.outputs import _dossier, _explain, _html_sources
from claimcheck.records.library import OnDay

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from claimcheck.flow import House, Outcome
    from claimcheck.lexicon import Lexicon
    from claimcheck.model import Finding, Report
    from conftest import Ran

DAY = "2026-11-01"
RULES = ("cure", "endpoint-not-met", "uncited-figure", "status-unsaid", "absolute-safety")
LINDQUELL = """\
id: lindquell
kind: trial
title: "LINDQUELL: a hand robot against exercise alone after ischemic stroke"
fictional: true
names: [LINDQUELL]
outcomes:
  - {id: primary, name: change in the upper-limb Fugl-Meyer score, measure: fugl-meyer-upper, time: 12 weeks,
     role: primary, comparison: between-group, met: false, effect: 0.4, unit: points, basis: paper}
basis:
  - {id: paper, source: https://example.invalid/lindquell, where: table 2, kind: paper, read_on: 2026-01-02,
     says: "3.1 against 2.7 points"}
"""
FALLEN = """\
id: fallen
kind: trial
title: "FALLEN: cells after stroke"
fictional: true
names: [FALLEN]
standing: retracted
standing_since: 2026-03-01
standing_basis: notice
basis:
  - {id: notice, source: https://example.invalid/notice, where: whole, kind: paper, read_on: 2026-03-02,
     says: retracted}
"""
CURES = "Our stem cells cure stroke."
ROBOT = "In the LINDQUELL trial, the robot improved hand function after a stroke."


@pytest.fixture(scope="module")
def words() -> Lexicon:
    return lexicon.read([shipped.folder("lexicon")])


@pytest.fixture(scope="module")
def house(words: Lexicon, tmp_path_factory: pytest.TempPathFactory) -> House:
    records = {"lindquell": LINDQUELL, "fallen": FALLEN}
    return made_house.small(tmp_path_factory.mktemp("house"), words, RULES, records)


def entry(claim: str, **changes: Any) -> Entry:
    return replace(Entry(claim, "Ann", "2026-01-01", line=3), **changes)


def checked(house: House, page: str, *entries: Entry, as_of: str = DAY, **settings: Any) -> Report:
    """Return the report of a page held against approved claims."""
    given = replace(house.config, settings=replace(house.config.settings, **settings))
    house = replace(house, config=given, ledger=Ledger(entries, digest="f" * 64))
    return flow.check_document(made.page(page), house, as_of)


def told(report: Report) -> list[str]:
    """Return what is said about the approvals of a page."""
    return [f"{f.line}:{f.column} {f.severity} {f.rule}: {f.message}" for f in report.findings if f.subject == "upkeep"]


def rules_of(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.rule for finding in findings if finding.subject != "upkeep"]


def test_what_is_said_against_the_words_alone_is_allowed_in_the_name_of_the_approval(house: House) -> None:
    before = checked(house, CURES)
    after = checked(house, CURES, entry(CURES, until="2027-01-01"))
    [allowed] = after.allowed

    assert (rules_of(before.findings), before.allowed) == (["status-unsaid", "cure"], ())
    assert rules_of(after.findings) == ["status-unsaid"]
    assert (allowed.finding, allowed.via) == (before.findings[1], "approval")
    assert (allowed.reason, allowed.by, allowed.on, allowed.until) == (
        "approved wording (claims.yaml:3)", "Ann", "2026-01-01", "2027-01-01",
    )  # fmt: skip
    assert [claim.approval for claim in after.claims] == ["approved"]


def test_what_a_record_says_against_an_approved_claim_speaks_all_the_same(house: House) -> None:
    report = checked(house, ROBOT, entry(ROBOT, records=("lindquell",)))

    assert [claim.approval for claim in report.claims] == ["approved"]
    assert (rules_of(report.findings), report.allowed) == (["endpoint-not-met"], ())


def test_a_source_that_the_page_leaves_out_is_still_asked_for(house: House) -> None:
    figure = "Our stem cells helped 40% of patients after stroke."

    assert "uncited-figure" in rules_of(checked(house, figure).findings)
    assert "uncited-figure" in rules_of(checked(house, figure, entry(figure)).findings)


def test_an_exception_in_the_page_comes_first_and_is_not_needless(house: House) -> None:
    page = f"<!-- claimcheck: allow cure because quoted -->\n\n{CURES}\n"
    report = checked(house, page, entry(CURES))

    assert ([one.via for one in report.allowed], told(report)) == (["exception"], [])


@pytest.mark.parametrize(
    ("approved", "found", "differs"),
    [
        ("Our stem cells helped 40% of patients after stroke.", "Our stem cells helped 60% of patients after stroke.",
         "figure: “60” instead of “40”"),
        ("Our stem cells do not cure stroke in adults.", "Our stem cells cure stroke in adults.",
         "negation: “do not” is left out; stance: asserted instead of denied"),
        ("Our stem cells may cure a stroke in adults.", "Our stem cells cure a stroke in adults.",
         "“may” is left out; strength: causal instead of conditional"),
        ("Our stem cells help patients after a stroke.", "Our stem cells help patients after a migraine.",
         "name: “migraine” instead of “stroke”"),
        ("Our stem cells help people after a stroke.", "Our stem cells really help people after a stroke.",
         "“really” is added"),
    ],
)  # fmt: skip
def test_a_drift_is_told_with_what_differs(house: House, approved: str, found: str, differs: str) -> None:
    report = checked(house, f"# Cells\n\n{found}\n", entry(approved))
    [drift] = [finding for finding in report.findings if finding.subject == "upkeep"]

    assert told(report) == [f"3:1 warning claim-drifted: is not what was approved by Ann on 2026-01-01 ({differs})"]
    assert (drift.quote, drift.suggestion) == (
        found, f"write it as approved: “{approved}”, or have it approved as it stands",
    )  # fmt: skip
    assert [(related.path, related.line, related.what) for related in drift.related] == [
        ("claims.yaml", 3, "the approval")
    ]
    assert [one.via for one in report.allowed] == []


def test_an_approval_that_has_ended_is_a_finding_and_covers_nothing(house: House) -> None:
    report = checked(house, CURES, entry(CURES, until="2026-10-31"))

    assert told(report) == ["1:1 error approval-expired: was approved by Ann on 2026-01-01 until 2026-10-31"]
    assert (report.allowed, report.claims[0].approval) == ((), "expired")
    assert told(checked(house, CURES, entry(CURES, until="2026-10-31"), as_of="2026-10-31")) == []


def test_a_record_that_fell_since_the_approval_is_told_and_one_that_had_fallen_is_not(house: House) -> None:
    page = "In the FALLEN trial, cells improved hand function after a stroke."
    since = checked(house, page, entry(page, records=("fallen",)))
    before = checked(house, page, entry(page, records=("fallen",)), as_of="2026-02-01")
    knowing = checked(house, page, entry(page, records=("fallen",), since="2026-03-01"))

    assert told(since) == [
        "1:1 error approval-outdated: was approved by Ann on 2026-01-01, and fallen is retracted since 2026-03-01"
    ]
    assert (since.claims[0].approval, told(before), told(knowing)) == ("expired", [], [])


def test_where_all_has_to_be_approved_each_sentence_that_is_not_is_told_once(house: House) -> None:
    page = f"{CURES} Our gel cures migraine and it heals burns.\n"
    drifted = entry("Our own stem cells cure stroke.")

    assert told(checked(house, page, entry(CURES))) == []
    assert told(checked(house, page, entry(CURES), require_approval=True)) == [
        "1:29 error unapproved-claim: is approved by nobody"
    ]
    assert [line.split(":")[1] for line in told(checked(house, CURES, drifted, require_approval=True))] == [
        "1 error claim-drifted"
    ]


def test_an_approval_for_other_places_is_told_where_all_has_to_be_approved(house: House) -> None:
    given = entry(CURES, jurisdictions=("gb",))
    report = checked(house, CURES, given, require_approval=True, jurisdictions=("us",))

    assert told(report) == [
        "1:1 error unapproved-claim: was approved by Ann on 2026-01-01 for gb only; this page is for us"
    ]
    assert (report.claims[0].approval, report.allowed) == ("none", ())
    assert told(checked(house, CURES, given, jurisdictions=("us",))) == []


def test_a_check_of_one_rule_tells_nothing_of_approvals(house: House) -> None:
    only = replace(house, rules=tuple(rule for rule in house.rules if rule.name == "cure"))

    assert told(checked(only, CURES, require_approval=True)) == []


def whole(house: House) -> Outcome:
    """Return what a run gives with an approved claim, a drifted one, and one that is in no ledger."""
    entries = (entry(CURES, records=("lindquell",)), entry("Our gel cures 4 of 9 people with migraine.", line=9))
    report = checked(
        house, f"{CURES}\n\nOur gel cures 5 of 9 people with migraine.\n\nIt is completely safe.\n", *entries
    )
    held = replace(house, records=OnDay(house.records, DAY), ledger=Ledger(entries))
    digests = dict.fromkeys(("rules", "lexicon", "evidence", "model", "config", "ledger"), "a" * 64)
    return flow.Outcome((report,), (), (), digests, DAY, held, notes=flow.ledger.notes(held.ledger, [report]))


APPROVED = "approved (by Ann on 2026-01-01, resting on lindquell; claims.yaml:3)"


def test_every_output_tells_of_approvals(house: House) -> None:
    run = whole(house)
    counted = "claims by claims.yaml: 1 approved, 1 drifted, 0 expired, 1 not in it"
    rendered = {name: outputs.load(name).render(run) for name in outputs.formats() if name != "docx"}

    assert {name for name, text in rendered.items() if counted not in text and name != "gitlab"} == set()
    assert {name for name, text in rendered.items() if "claim-drifted" not in text} == set()
    plain = {name: text.replace("\\", "") for name, text in rendered.items()}
    assert {name for name, text in plain.items() if "approved wording (claims.yaml:3)" not in text} == set()
    assert (
        "1:16  allowed  cure: approved wording (claims.yaml:3), resting on lindquell; by Ann, 2026-01-01"
        in rendered["text"]
    )
    assert APPROVED in rendered["html"]
    assert APPROVED in _explain.claims_on(run.reports[0], 1)


def test_the_json_gives_the_entry_with_each_claim_and_fits_its_schema(house: House) -> None:
    found = json.loads(outputs.load("json").render(whole(house)))
    jsonschema.validate(found, json.loads((files(outputs) / "report.schema.json").read_text(encoding="utf-8")))
    [report] = found["reports"]
    first, second, third = report["claims"]

    assert first["approved_as"] == {
        "wording": CURES, "by": "Ann", "since": "2026-01-01", "until": "", "records": ["lindquell"],
        "jurisdictions": [], "path": "claims.yaml", "line": 3, "differs": [],
    }  # fmt: skip
    assert (second["approval"], second["approved_as"]["differs"]) == ("drifted", ["figure: “5” instead of “4”"])
    assert (third["approval"], third["approved_as"]) == ("none", None)
    assert [(one["via"], one["on"]) for one in report["allowed"]] == [("approval", "2026-01-01")]
    assert list(found["digests"]) == ["rules", "lexicon", "evidence", "model", "config", "ledger"]


def test_sarif_takes_an_approval_for_a_suppression_outside_of_the_page(house: House) -> None:
    [run] = json.loads(outputs.load("sarif").render(whole(house)))["runs"]

    assert [result["suppressions"] for result in run["results"] if "suppressions" in result] == [
        [
            {
                "kind": "external",
                "status": "accepted",
                "justification": "approved wording (claims.yaml:3), resting on lindquell; by Ann, 2026-01-01",
            }
        ]
    ]


def test_the_dossier_signs_a_claim_that_is_approved_and_against_which_nothing_stands(house: House) -> None:
    only = replace(house, rules=tuple(rule for rule in house.rules if rule.name == "cure"))
    run = whole(only)
    [part] = _dossier.parts_of(run, _html_sources.library_of(run), {})
    first, second, third = part.entries

    assert dict(first.rows)["approval"] == APPROVED
    assert first.signed == (
        "Ann", "accepted: approved wording (claims.yaml:3), resting on lindquell (for good)", "2026-01-01",
    )  # fmt: skip
    assert dict(second.rows)["approval"].endswith("claims.yaml:9): figure: “5” instead of “4”")
    assert (second.signed, third.signed) == (_dossier.UNSIGNED, _dossier.UNSIGNED)


# ---- the command line


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: Lexicon, house: House) -> Path:
    """Make a content repository of the small house the working directory."""
    shipped_folder, nothing = shipped.folder, tmp_path / ".nothing"
    nothing.mkdir()
    monkeypatch.setattr(flow, "load_lexicon", lambda *_: words)
    monkeypatch.setattr(shipped, "folder", lambda name: shipped_folder(name) if name == "lexicon" else nothing)
    for name in ("rules", "evidence"):
        (tmp_path / name).symlink_to(house.config.root / name)
    (tmp_path / "claimcheck.yaml").write_text("rules: [rules]\nevidence: [evidence]\n")
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "cells.md").write_text(f"# Cells\n\n{CURES} They are completely safe.\n")
    (tmp_path / "pages" / "robot.md").write_text(f"{ROBOT}\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_approve_writes_what_stands_on_a_line_and_says_what_that_covers(site: Path, run: Callable[..., Ran]) -> None:
    done = run("approve", "pages/robot.md:1", "--by", "Ann  Lee", "--as-of", DAY, "--until", "2027-01-01")

    assert (done.code, done.err) == (0, [])
    assert done.out[:2] == [
        f"claims.yaml:3: approved by Ann Lee on 2026-11-01, until 2027-01-01: “{ROBOT}”",
        "    resting on lindquell",
    ]
    assert [line.split(":")[0] for line in done.out[2:]] == ["    does not allow endpoint-not-met"]
    assert (site / "claims.yaml").read_text().split("\n", 2)[2] == (
        f"- claim: {ROBOT}\n  records: [lindquell]\n  by: Ann Lee\n  since: 2026-11-01\n  until: 2027-01-01\n"
    )


def test_approve_says_where_a_wording_speaks_of_what_it_does_not_name(site: Path, run: Callable[..., Ran]) -> None:
    (site / "pages" / "lamps.md").write_text("# Lamps\n\nIt is completely safe.\n")
    done = run("approve", "pages/lamps.md:3", "--by", "Ann", "--as-of", DAY)
    about = run("approve", "pages/cells.md:3:29", "--by", "Ann", "--as-of", DAY)

    said = "    note: “it” names nothing by itself: these words count as approved wherever they stand"
    assert (said in done.out, [line for line in about.out if "note:" in line]) == (True, [])
    assert "  about: [stem-cell-therapy]" in (site / "claims.yaml").read_text().splitlines()


def test_approve_wants_one_sentence_and_says_where_the_others_are(site: Path, run: Callable[..., Ran]) -> None:
    assert run("approve", "pages/cells.md:3", "--by", "Ann").err == [
        "pages/cells.md:3: 2 sentences with claims stand here; name one by where it begins: 3:1, 3:29"
    ]
    assert run("approve", "pages/cells.md:1", "--by", "Ann").err == [
        "pages/cells.md:1: no claim is read here; the nearest stands on line 3"
    ]
    assert run("approve", "pages/cells.md", "--by", "Ann").err == [
        "“pages/cells.md” names no line of a file; write it as articles/page.md:12"
    ]
    assert run("approve", "pages/gone.md:3", "--by", "Ann").err == ["pages/gone.md: is not there; name one page"]
    assert run("approve", "pages/cells.md:3:1", "--by", "Ann", "--record", "lindquel").err == [
        "names the unknown record “lindquel”; did you mean “lindquell”?"
    ]
    assert (
        run("approve", "pages/cells.md:3:1", "--by", "Ann", "--jurisdiction", "mars")
        .err[0]
        .startswith("names the unknown jurisdiction “mars”; ")
    )
    assert run("approve", "pages/cells.md:3:1", "--by", "Ann", "--until", "May").err == [
        "“May” is no date; write it as 2027-05-01"
    ]
    assert not (site / "claims.yaml").exists()


def test_nothing_is_approved_on_what_could_not_be_read(site: Path, run: Callable[..., Ran]) -> None:
    (site / "claims.yaml").write_text("- claim: B\n")
    done = run("approve", "pages/cells.md:3:1", "--by", "Ann")

    assert (done.code, len(done.err), (site / "claims.yaml").read_text()) == (2, 2, "- claim: B\n")
    assert done.err[0].startswith("claims.yaml:1: has no “by”")


def test_a_page_is_approved_drifts_is_accepted_as_a_variant_and_ends(site: Path, run: Callable[..., Ran]) -> None:
    page = site / "pages" / "cells.md"
    run("approve", "pages/cells.md:3:1", "--by", "Ann", "--as-of", DAY, "--until", "2027-01-01", "--note", "for now")
    first = run("check", "pages", "--as-of", DAY)
    page.write_text(page.read_text().replace("cure stroke", "really cure stroke"))
    drifted = run("ledger", "pages", "--as-of", DAY)
    accepted = run("approve", "pages/cells.md:3:1", "--by", "Bo", "--as-of", "2026-11-02", "--as-variant")
    again = run("approve", "pages/cells.md:3:1", "--by", "Bo", "--as-variant")
    page.unlink()
    unused = run("ledger", "pages", "--as-of", "2026-11-02")

    said = "3:16  allowed  cure: approved wording (claims.yaml:3); by Ann, 2026-11-01; until 2027-01-01"
    assert f"pages/cells.md:{said}" in first.out
    assert drifted.out == [
        f"claims.yaml:3  in force  “{CURES}”, by Ann",
        "    pages/cells.md:3:1  drifted: “really” is added",
        "claims.yaml: 1 entry: 1 in force; 1 drifted on these pages.",
    ]
    assert accepted.out[:3] == [
        f"claims.yaml:3: approved by Bo on 2026-11-02, until 2027-01-01: “{CURES}”",
        "    in place of the decision of Ann on 2026-11-01",
        "    with the variant “Our stem cells really cure stroke.”",
    ]
    assert again.err == ["has not drifted from the words that were approved; approve it without --as-variant"]
    assert unused.out == [
        f"claims.yaml:3  unused  “{CURES}”, by Bo",
        "claims.yaml: 1 entry: 1 unused; 0 drifted on these pages.",
    ]
    assert run("ledger", "--as-of", "2027-01-02").out == [
        f"claims.yaml:3  expired (until 2027-01-01)  “{CURES}”, by Bo",
        "claims.yaml: 1 entry: 1 expired.",
    ]


def test_ledger_tells_of_records_that_fell_and_of_what_is_not_yet_given(site: Path, run: Callable[..., Ran]) -> None:
    text = "- claim: A\n  by: Ann\n  since: 2026-01-01\n  records: fallen\n- claim: B\n  by: Ann\n  since: 2027-01-01\n"
    (site / "claims.yaml").write_text(text + "- claim: C\n  by: Ann\n  since: 2026-01-01\n")

    assert run("ledger", "--as-of", DAY).out == [
        "claims.yaml:1  outdated (fallen is retracted since 2026-03-01)  “A”, by Ann",
        "claims.yaml:5  not yet given (since 2027-01-01)  “B”, by Ann",
        "claims.yaml: 3 entries: 1 in force, 1 outdated, 1 not yet given.",
    ]
    assert "claims.yaml:8  in force  “C”, by Ann" in run("ledger", "--as-of", DAY, "--all").out


@pytest.mark.usefixtures("site")
def test_the_schema_is_printed(run: Callable[..., Ran]) -> None:
    assert json.loads("\n".join(run("ledger", "--schema").out))["title"] == "claimcheck ledger"
    assert run("ledger").err == ["there is no claims.yaml; write it with: claimcheck approve FILE:LINE --by NAME"]


def test_faults_of_the_ledger_are_told_and_what_is_sound_holds(site: Path, run: Callable[..., Ran]) -> None:
    sound = f"- claim: {CURES}\n  by: Ann\n  since: 2026-01-01\n"
    (site / "claims.yaml").write_text(
        f"{sound}- claim: B\n  by: Ann\n- claim: C\n  by: Ann\n  since: 2026-01-01\n  records: [x]\n"
    )
    done = run("check", "pages/cells.md", "--as-of", DAY)

    assert (done.code, next(line for line in done.out if "allowed  cure" in line)[:14]) == (2, "pages/cells.md")
    assert [line.split(";")[0] for line in done.err] == [
        "claims.yaml:4: has no “since”", "claims.yaml:6: names the unknown record “x”",
    ]  # fmt: skip


def test_the_ledger_is_no_page_and_approval_may_be_required_of_a_path(site: Path, run: Callable[..., Ran]) -> None:
    (site / "pages" / "claims.yaml").write_text(f"- claim: {ROBOT}\n  by: Ann\n  since: 2026-01-01\n")
    (site / "claimcheck.yaml").write_text(
        "rules: [rules]\nevidence: [evidence]\nledger: pages/claims.yaml\n"
        "paths:\n  - match: pages/cells.md\n    require_approval: true\n"
    )
    done = run("check", "pages", "pages/claims.yaml", "--as-of", DAY)

    at = done.out.index("pages/cells.md:3:1  error  unapproved-claim (upkeep)")
    assert done.out[at + 3] == "    the same at 3:29 “They are completely safe.”"
    assert done.err == ["pages/claims.yaml: left out: holds settings, rules or records, no copy"]
    assert "claims by pages/claims.yaml: 1 approved, 0 drifted, 0 expired, 2 not in it." in done.out


def test_the_nearest_ledger_beside_or_above_the_configuration_is_read(tmp_path: Path) -> None:
    inner = tmp_path / "site"
    inner.mkdir()
    (inner / "claimcheck.yaml").write_text("")
    (tmp_path / "claims.yaml").write_text("")
    above = config.load(inner / "claimcheck.yaml")[0].ledger
    (inner / "claims.yaml").write_text("")
    beside = config.load(inner / "claimcheck.yaml")[0].ledger
    (inner / "claimcheck.yaml").write_text("ledger: kept/approved.yaml\n")
    named = config.load(inner / "claimcheck.yaml")[0].ledger

    assert (above, beside, named) == (tmp_path / "claims.yaml", inner / "claims.yaml", inner / "kept" / "approved.yaml")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("ledger: .\n", "claimcheck.yaml:1: “ledger” names no file; write a path such as claims.yaml"),
        (
            "require_approval: 1\n",
            "claimcheck.yaml:1: “require_approval” is neither true nor false; write true or false",
        ),
    ],
)
def test_settings_of_the_ledger_are_checked(tmp_path: Path, text: str, fault: str) -> None:
    (tmp_path / "claimcheck.yaml").write_text(text)

    assert [str(f) for f in config.load(tmp_path / "claimcheck.yaml", shown_as="claimcheck.yaml")[1]] == [fault]


def test_a_ledger_that_is_named_and_not_there_is_a_fault(site: Path, run: Callable[..., Ran]) -> None:
    (site / "claimcheck.yaml").write_text("rules: [rules]\nevidence: [evidence]\nledger: approved.yaml\n")

    assert run("check", "pages/robot.md").err == ["approved.yaml: cannot be read (No such file or directory)"]
    assert run("approve", "pages/robot.md:1", "--by", "Ann").code == 0
    assert run("check", "pages/robot.md").err == []
