"""The language server, asked by a client over stdio as an editor does it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lsprotocol import types

from made_client import Client, edited

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CONFIG = "evidence: [evidence]\nrules: [rules]\njurisdictions: [us]\n"
RECORD = """\
id: lindquell
kind: trial
title: "LINDQUELL: a hand robot against exercise alone after ischemic stroke"
fictional: true
names: [LINDQUELL]
publications: [{type: article, doi: 10.5555/lindquell.1}]
design: {type: randomised-trial, randomized: true, control: active-treatment, basis: paper}
population: {species: human, condition: ischemic-stroke, n_enrolled: 60, basis: paper}
outcomes:
  - {id: primary, name: change in the upper-limb Fugl-Meyer score, measure: fugl-meyer-upper, time: 12 weeks,
     role: primary, comparison: between-group, met: false, significant: false, effect: 0.4, unit: points, basis: paper}
figures:
  - {what: change in the upper-limb Fugl-Meyer score, value: 0.4, unit: points, outcome: primary, time: 12 weeks,
     basis: paper}
basis:
  - id: paper
    source: https://example.invalid/lindquell
    where: table 2
    kind: paper
    read_on: 2026-11-02
    says: 60 people; 12 weeks, difference 0.4 points
"""
OTHER = (
    RECORD.replace("LINDQUELL", "TELMORE")
    .replace("lindquell", "telmore")
    .replace("met: false, significant: false", "met: true, significant: true")
    .replace("0.4", "4.1")
)
RULE = """\
rule: places-left
severity: warning
says: "counts the places that are left, “{said}”, to hurry the reader"
why: |
  A number that shrinks makes people decide before they have compared.
sources: [ftc-act]
find:
  - "only <number> seat|place left"
suggest: "say until when people can apply"
examples:
  found: ["There are [[only three places left]].", "[[Only 12 seats left]]!"]
  clean: ["The course has 20 places.", "Only three people asked."]
"""
ROBOT = "# The hand robot\n\nIn the LINDQUELL trial, the robot improved hand function after a stroke.\n"
CURE = "# Cells\n\n🙂 Our cells cure stroke.\n"
OWN = ("cure", "endpoint-not-met", "places-left")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a content repository with a record and a rule of its own."""
    folder = tmp_path_factory.mktemp("site")
    for name, text in (
        ("claimcheck.yaml", CONFIG),
        ("evidence/stroke/lindquell.yaml", RECORD),
        ("evidence/stroke/telmore.yaml", OTHER),
        ("rules/pressure/places-left.yaml", RULE),
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def started(root: Path) -> Iterator[Client]:
    """Start one server for all tests that leave it as they found it."""
    client = Client(root)
    yield client
    assert client.end() == 0


@pytest.fixture
def client(started: Client) -> Iterator[Client]:
    """Return the client of that server; what a test opens is closed after it."""
    yield started
    started.close_all()


def told(found: list[types.Diagnostic], *rules: str) -> list[str]:
    """Return the diagnostics of some rules, or of all, each with its place in UTF-16 units."""
    return [
        f"{one.range.start.line}:{one.range.start.character}-{one.range.end.line}:{one.range.end.character} {one.code}"
        for one in found
        if not rules or one.code in rules
    ]


def finding(found: list[types.Diagnostic], rule: str) -> types.Diagnostic:
    [one] = [one for one in found if one.code == rule]
    return one


def test_a_page_that_is_opened_gets_its_findings_in_units_of_utf_16(client: Client) -> None:
    client.open("cells.md", CURE)
    found = client.diagnostics("cells.md", 1)

    assert told(found, "cure") == ["2:13-2:24 cure"]
    assert finding(found, "cure").severity == types.DiagnosticSeverity.Error
    assert finding(found, "cure").source == "claimcheck"


def test_of_changes_in_a_row_only_the_last_is_told(client: Client) -> None:
    client.open("haste.md", "# Lamps\n\nA lamp.\n")
    client.diagnostics("haste.md", 1)
    for version, words in ((2, "Only five seats left"), (3, "Only fi"), (4, "A lamp, and only six seats left.")):
        client.change("haste.md", f"# Lamps\n\n{words}\n", version)
    found = client.diagnostics("haste.md", 4)

    assert told(found) == ["2:12-2:31 places-left"]
    assert [version for uri, version in client.published if uri == client.uri("haste.md")] == [1, 4]


def test_a_page_that_is_closed_has_no_findings_any_more(client: Client) -> None:
    client.open("closed.md", CURE)
    assert told(client.diagnostics("closed.md", 1), "cure") != []
    client.close("closed.md")
    client.until(lambda: client.versions[client.uri("closed.md")] is None)

    assert client.told[client.uri("closed.md")] == []
    assert client.hover("closed.md", 2, 14) == ""


def test_two_pages_are_open_at_once(client: Client) -> None:
    client.open("one.md", CURE)
    client.open("two.html", "<p>Only five seats left.</p>\n", "html")

    assert told(client.diagnostics("two.html", 1), *OWN) == ["0:3-0:23 places-left"]
    assert told(client.diagnostics("one.md", 1), *OWN) == ["2:13-2:24 cure"]


def test_a_page_in_another_language_is_said_not_to_be_checked(client: Client) -> None:
    client.open("zellen.md", "# Zellen\n\nUnsere Zellen heilen den Schlaganfall, und das ist für alle Menschen gut.\n")
    [found] = client.diagnostics("zellen.md", 1)

    assert (found.code, found.severity) == ("language-not-checked", types.DiagnosticSeverity.Information)
    assert found.message == "is in German, and is not checked"


def test_a_text_without_a_file_is_read_as_what_the_editor_calls_it(client: Client) -> None:
    name = "untitled-1"
    client.open(name, "<p>Only five seats left.</p>", "html")

    assert told(client.diagnostics(name, 1)) == ["0:3-0:23 places-left"]


def test_lines_are_counted_as_editors_do(client: Client) -> None:
    client.open("breaks.md", "A lamp\u2028of ours.\x0c\r\n\r\nOnly five seats left.\r\n")

    assert told(client.diagnostics("breaks.md", 1)) == ["2:0-2:20 places-left"]


def test_hover_tells_the_finding_the_claim_by_its_cues_and_the_record(client: Client) -> None:
    client.open("robot.md", ROBOT)
    client.diagnostics("robot.md", 1)
    lines = client.hover("robot.md", 2, 40).splitlines()

    assert lines[0] == "**endpoint-not-met** · error · evidence (also sample-size-unsaid)"
    assert "*Safer:* say first that the primary endpoint was not met, and by how much the groups differed" in lines
    assert "**Claim** · effect, study · status **not-met**" in lines
    assert (
        "- strength: causal — causal by “improved” over “In the LINDQUELL trial, "
        "the robot improved hand function after a stroke”"
    ) in lines
    assert "- trial `lindquell`; current; each part names a text that was opened; fictional" in lines
    assert "- n: 60 enrolled" in lines
    assert "- primary endpoint: change in the upper-limb Fugl-Meyer score: not met" in lines
    assert "- [https://doi.org/10.5555/lindquell.1](https://doi.org/10.5555/lindquell.1)" in lines
    assert client.hover("robot.md", 1, 0) == ""


def test_an_exception_is_written_without_a_reason_and_holds_once_there_is_one(client: Client) -> None:
    client.open("allowed.md", CURE)
    found = client.diagnostics("allowed.md", 1)
    action = client.actions("allowed.md", finding(found, "cure"))["Allow cure here (write the reason)"]
    text = edited(CURE, action, client.uri("allowed.md"))

    assert text == f"# Cells\n\n<!-- claimcheck: allow cure because -->\n\n{CURE[9:]}"
    client.change("allowed.md", text, 2)
    found = client.diagnostics("allowed.md", 2)
    assert told(found, "cure", "allow-without-reason") == ["2:0-2:39 allow-without-reason", "4:13-4:24 cure"]
    client.change("allowed.md", text.replace("because", "because a quotation of 1912"), 3)
    assert told(client.diagnostics("allowed.md", 3), "cure", "allow-without-reason") == []


def test_where_a_format_has_no_comments_the_exception_goes_to_the_configuration(client: Client) -> None:
    client.open("plain.txt", "Only five seats left.\n", "plaintext")
    [found] = client.diagnostics("plain.txt", 1)
    action = client.actions("plain.txt", found)["Allow places-left in claimcheck.yaml (write the reason)"]

    assert edited(CONFIG, action, client.uri("claimcheck.yaml")) == (
        f'{CONFIG}allow:\n  - path: plain.txt\n    rule: places-left\n    because: ""\n'
    )


def test_a_study_is_cited_by_its_identifier(client: Client) -> None:
    client.open("cited.md", ROBOT)
    found = client.diagnostics("cited.md", 1)
    actions = client.actions("cited.md", finding(found, "endpoint-not-met"))
    text = edited(ROBOT, actions["Cite LINDQUELL (DOI 10.5555/lindquell.1)"], client.uri("cited.md"))

    assert text == ROBOT.replace("stroke.", "stroke ([LINDQUELL](https://doi.org/10.5555/lindquell.1)).")
    client.change("cited.md", text, 2)
    again = client.actions("cited.md", finding(client.diagnostics("cited.md", 2), "endpoint-not-met"))
    assert [title for title in again if title.startswith("Cite")] == []


def test_a_prescribed_notice_is_set_word_for_word(client: Client) -> None:
    page = "# Turmeric capsules\n\nOur turmeric supports joint health.\n\nAdd to cart.\n"
    client.open("turmeric.md", page)
    found = client.diagnostics("turmeric.md", 1)
    action = client.actions("turmeric.md", finding(found, "supplement-notice-unsaid"))["Insert the prescribed notice"]
    client.change("turmeric.md", edited(page, action, client.uri("turmeric.md")), 2)

    assert told(client.diagnostics("turmeric.md", 2), "supplement-notice-unsaid") == []


def test_what_the_record_knows_is_taken_over_from_the_suggestion(client: Client) -> None:
    page = "# Robot\n\nIn TELMORE, patients gained 9.1 points on the upper-limb Fugl-Meyer score at 12 weeks.\n"
    client.open("figure.md", page)
    found = client.diagnostics("figure.md", 1)
    action = client.actions("figure.md", finding(found, "figure-unequal"))["Take over “4.1 points”"]

    assert edited(page, action, client.uri("figure.md")) == page.replace("9.1", "4.1")


def test_rules_and_records_are_completed_in_an_exception(client: Client) -> None:
    page = f"{CURE}\n<!-- claimcheck: allow places-l -->\n<!-- claimcheck: allow cure because of lind -->\n"
    client.open("complete.md", page)
    client.diagnostics("complete.md", 1)

    assert client.hover("complete.md", 5, 25).startswith("**cure** · error · unsupported\n\n")
    assert client.completion("complete.md", 4, 31) == ["places-left"]
    assert client.completion("complete.md", 5, 43) == ["lindquell"]
    assert client.completion("complete.md", 2, 8) == []


def test_records_are_completed_in_front_matter_but_not_in_its_copy(client: Client) -> None:
    client.open("front.md", "---\ntitle: lind\nrecords: [lind]\n---\n\nA lamp.\n")
    client.diagnostics("front.md", 1)

    assert client.completion("front.md", 2, 14) == ["lindquell"]
    assert client.completion("front.md", 1, 11) == []


def test_keys_and_words_of_the_configuration_are_completed(client: Client) -> None:
    name = "claimcheck.yaml"
    client.open(name, f"{CONFIG}severities:\n  places-left: adv\n  endpoint-n\nsever\n", "yaml")

    assert client.completion(name, 4, 18) == ["advice"]
    assert client.completion(name, 5, 12) == ["endpoint-not-met: "]
    assert client.completion(name, 6, 5) == ["severities: "]


def test_keys_and_words_of_a_record_are_completed(client: Client) -> None:
    name = "evidence/stroke/lindquell.yaml"
    client.open(
        name, RECORD.replace("role: primary", "role: prim").replace("basis: paper}\nbasis", "basis: pap}\nba"), "yaml"
    )

    assert client.completion(name, 10, 15) == ["primary"]
    assert client.completion(name, 7, 44)[0] == "ischemic-stroke"
    client.close(name)
    client.until(lambda: not client.told.get(client.uri(name)))


def test_a_fault_in_a_record_is_told_as_it_is_written_and_gone_when_it_is_mended(client: Client) -> None:
    name = "evidence/stroke/lindquell.yaml"
    client.open(name, RECORD.replace("n_enrolled", "n_enroled"), "yaml")
    client.until(lambda: bool(client.told.get(client.uri(name))))

    assert told(client.told[client.uri(name)]) == ["7:0-7:85 fault"]
    assert client.told[client.uri(name)][0].message == "has the unknown key “n_enroled”; did you mean “n_enrolled”?"
    client.change(name, RECORD, 2)
    client.until(lambda: client.told[client.uri(name)] == [])


def test_a_page_is_held_against_a_record_as_the_editor_has_it(client: Client) -> None:
    name = "evidence/stroke/lindquell.yaml"
    client.open("held.md", ROBOT)
    assert told(client.diagnostics("held.md", 1), "endpoint-not-met") == ["2:0-2:71 endpoint-not-met"]
    client.open(name, RECORD.replace("met: false, significant: false", "met: true, significant: true"), "yaml")
    client.until(lambda: told(client.told[client.uri("held.md")], "endpoint-not-met") == [])
    client.close(name)
    client.until(lambda: told(client.told[client.uri("held.md")], "endpoint-not-met") != [])


def test_a_rule_is_checked_completed_and_explained_as_it_is_written(client: Client) -> None:
    name = "rules/pressure/places-left.yaml"
    client.open(name, RULE.replace("severity: warning", "severity: warn").replace("[ftc-act]", "[ftc-a]"), "yaml")
    client.until(lambda: bool(client.told.get(client.uri(name))))

    assert told(client.told[client.uri(name)]) == ["1:0-1:14 fault"]
    assert client.completion(name, 1, 14) == ["warning"]
    assert client.completion(name, 5, 15) == ["ftc-act"]
    client.change(name, RULE, 2)
    client.until(lambda: client.told[client.uri(name)] == [])
    assert (
        client.hover(name, 5, 12).splitlines()[0]
        == "**FTC Act, sections 5, 12 and 15 (15 USC 45, 52, 55)**: Federal Trade Commission Act"
    )


def test_a_torn_configuration_is_told_and_the_one_before_holds_until_it_is_mended(client: Client, root: Path) -> None:
    client.open("torn.md", "Only five seats left.\n")
    assert told(client.diagnostics("torn.md", 1)) == ["0:0-0:20 places-left"]
    (root / "claimcheck.yaml").write_text(f"{CONFIG}severities: [\n", encoding="utf-8")
    client.changed_on_disk("claimcheck.yaml")
    client.until(lambda: bool(client.told.get(client.uri("claimcheck.yaml"))))
    client.change("torn.md", "Only six seats left.\n", 2)

    assert [one.code for one in client.told[client.uri("claimcheck.yaml")]] == ["fault"]
    assert told(client.diagnostics("torn.md", 2)) == ["0:0-0:19 places-left"]
    (root / "claimcheck.yaml").write_text(f"{CONFIG}severities: {{places-left: off}}\n", encoding="utf-8")
    client.changed_on_disk("claimcheck.yaml")
    client.until(lambda: told(client.told[client.uri("torn.md")], "places-left") == [])
    assert client.told[client.uri("claimcheck.yaml")] == []
    (root / "claimcheck.yaml").write_text(CONFIG, encoding="utf-8")
    client.changed_on_disk("claimcheck.yaml")
    client.until(lambda: told(client.told[client.uri("torn.md")], "places-left") != [])


def test_what_is_asked_can_be_cancelled_while_a_page_is_checked(client: Client) -> None:
    client.open("long.md", "".join(f"{ROBOT}\n" for _ in range(10)))

    assert client.cancelled_hover("long.md", 2, 40) == 'Request with id "hover" is canceled'


def test_the_exit_code_says_whether_a_server_was_asked_to_end(root: Path) -> None:
    leaving, hung_up = Client(root, watches=False), Client(root)

    assert leaving.asked == []
    assert leaving.leave() == 1
    assert hung_up.hang_up() == 1


def test_a_server_leaves_in_the_midst_of_a_check(root: Path) -> None:
    busy = Client(root)
    busy.open("busy.md", ROBOT)

    assert busy.end() == 0
