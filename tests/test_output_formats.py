"""Outputs for other tools: each to the letter, sound by its published shape, and nothing of a page becomes a command.

After a change of an output that is meant, `python tests/test_output_formats.py` writes the golden files anew.
"""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from importlib import import_module
from io import BytesIO, StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree
from zipfile import ZipFile

import jsonschema
import marko
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from claimcheck import outputs
from claimcheck.config.config import Config, Exempt
from claimcheck.errors import UserError
from claimcheck.flow import House, Outcome
from claimcheck.lexicon import Lexicon
from claimcheck.model import Allowed, Hidden, Related, Report
from claimcheck.outputs import _columns
from claimcheck.rulebook.rule import Rule
from made import finding, outcome, page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimcheck.model import Document, Finding

HERE = Path(__file__).parent
GOLDEN = HERE / "outputs"
SARIF_SHAPE = HERE / "sarif-schema-2.1.0.json"
# The shape of rdjson as reviewdog defines it (DiagnosticResult in proto/rdf), told anew: it lets any other field pass,
# where here one that it would not know is a fault.
_WORDS = {"type": "string"}
_COUNT = {"type": "integer", "minimum": 1}


def _told(needed: dict[str, Any], **other: Any) -> dict[str, Any]:
    """Return the shape of an object with fields that it must and may have, and no others."""
    shape = {"type": "object", "properties": {**needed, **other}, "additionalProperties": False}
    return {**shape, "required": [*needed]} if needed else shape


_POSITION = _told({"line": _COUNT}, column=_COUNT)
_RANGE = _told({"start": _POSITION}, end=_POSITION)
RDJSON_SHAPE = _told(
    {
        "diagnostics": {
            "type": "array",
            "items": _told(
                {"message": _WORDS, "location": _told({"path": _WORDS}, range=_RANGE)},
                severity={"enum": ["ERROR", "WARNING", "INFO"]},
                source=_told({"name": _WORDS}, url=_WORDS),
                code=_told({"value": _WORDS}, url=_WORDS),
                suggestions={"type": "array", "items": _told({"range": _RANGE, "text": _WORDS})},
                original_output=_WORDS,
            ),
        },
    },
    source=_told({"name": _WORDS}, url=_WORDS),
    severity={"enum": ["ERROR", "WARNING", "INFO"]},
)
ENDINGS = {"github": "txt", "sarif": "json", "gitlab": "json", "junit": "xml", "rdjson": "json", "csv": "csv"}
OTHERS = (*ENDINGS, "markdown")

LAMPS = page(
    "# Møøn *lamps*\n\n💡 Our lamp cured\n2 of 3 cats — **only** today. It &amp; you.\n\n"
    "It cured dogs, too. Its cost: 9.\n",
    path="b/moon lamps.md",
)
PLAIN = page("A lamp lights the room.\n", path="a.md")
CURED = finding(
    LAMPS,
    "cured\n2 of 3 cats",
    message="says “cured\n2 of 3 cats”, 100 %",
    suggestion="say in whom",
    also=("hype",),
    sources=("own-code",),
    records=("lamp-study",),
    related=(
        Related(LAMPS.path, LAMPS.source.index("cats"), LAMPS.source.index(" —"), 4, 8, "the cats"),
        Related("evidence/lamp-study.yaml", 0, 0, 41, 1, "our record of the lamp study", rests_on=True),
    ),
)
HASTE = finding(LAMPS, "only** today", rule="haste", severity="advice", subject="pressure", why="Haste.")
COST = finding(LAMPS, "Its cost", rule="cost", severity="warning", page=True)
CARE = finding(LAMPS, "It cured", rule="needless-allow", severity="warning", subject="upkeep", why="A fault.")
RULE = Rule(
    name="cure",
    subject="unsupported",
    ladder=(({}, "error"),),
    says="promises to cure {condition}",
    why="A reader may\nbelieve it.",
    sources=("own-code",),
    suggest="say in *whom*",
    limits=("A picture is not seen.",),
)


def house(*allow: Exempt, fail_on: str = "error") -> House:
    return House(Config(allow=allow, fail_on=fail_on), Lexicon((), {}), (RULE,), {})


def whole() -> Outcome:
    report = Report(
        LAMPS,
        findings=(HASTE, CURED, COST, CARE),
        allowed=(Allowed(finding(LAMPS, "It &amp; you"), "a joke, 5 %", "the editor", "2027-05-01"),),
        hidden=(Hidden(finding(LAMPS, "cured dogs"), "baseline"),),
    )
    return outcome(
        report,
        Report(PLAIN),
        house=house(),
        failed=(UserError("is odd", path="x: y.yaml", line=3, column=2, remedy="even it"), UserError("is broken")),
        skipped=(("p.doc", "is of no format"),),
        hidden_by=(("baseline", ".claimcheck-baseline.jsonl"),),
        notes=("1 entry of the baseline is found no more",),
    )


def rendered(name: str, of: Outcome) -> str:
    """Return an output as text: of a Word file its words."""
    written: str | bytes = outputs.load(name).render(of)
    if isinstance(written, str):
        return written
    with ZipFile(BytesIO(written)) as parts:
        root = ElementTree.fromstring(parts.read("word/document.xml"))
    return "\n".join(element.text or "" for element in root.iter() if element.tag.endswith("}t")) + "\n"


@pytest.fixture(autouse=True)
def _a_version_that_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outputs, "version", lambda: "0.0.0")


@pytest.mark.parametrize("name", OTHERS)
def test_an_output_is_as_it_was(name: str) -> None:
    assert rendered(name, whole()) == golden(name).read_text(encoding="utf-8")


def golden(name: str) -> Path:
    return GOLDEN / f"{name}.{ENDINGS.get(name, 'md')}"


@pytest.mark.parametrize("name", outputs.formats())
def test_every_output_tells_of_findings_exceptions_faults_and_what_is_hidden(name: str) -> None:
    text = rendered(name, whole())

    for words in ("cure", "haste", "a joke", "the editor", "2027-05-01"):
        assert words in text
    # On a terminal, faults are told beside the output.
    assert name == "text" or ("is odd" in text and "even it" in text)
    assert "1 more hidden: held by the baseline .claimcheck-baseline.jsonl" in text
    assert "found no more" in text


@pytest.mark.parametrize("name", outputs.formats())
def test_an_output_is_the_same_in_whatever_order_things_were_found(name: str) -> None:
    given = whole()
    turned = tuple(
        replace(report, findings=tuple(reversed(report.findings)), hidden=tuple(reversed(report.hidden)))
        for report in reversed(given.reports)
    )

    assert rendered(name, replace(given, reports=turned)) == rendered(name, given)


@pytest.mark.parametrize("name", outputs.formats())
def test_an_output_of_nothing_is_sound(name: str) -> None:
    assert rendered(name, outcome()).endswith("\n")


HOSTILE = (
    "%0A::error::x", "::set-env name=A::b", "##[add-path]x", "\r\n::warning::y", "=1+1", "@SUM(A1)", "-2+3", "+4",
    "<script>alert(1)</script>", "]]>", "&amp;", "`code`", "| a | b |", "[x](http://x.invalid)", "@team", "#12",
    "\x1b[31m", "\x00", "\ufffe", "\u2028", "💡", "www.x.invalid", '"', "'", "\\", "![i](j)", "$x$",
)  # fmt: skip


@pytest.mark.parametrize("name", outputs.formats())
@settings(deadline=None)
@given(words=some.lists(some.sampled_from(HOSTILE) | some.text(max_size=5), min_size=1, max_size=4))
def test_what_a_page_says_stays_what_it_says(name: str, words: list[str]) -> None:
    said = " ".join(words).encode("utf-8", "replace").decode()
    document = replace(PLAIN, path=f"p/{said}.md")
    found = replace(finding(PLAIN, "lamp"), path=document.path, message=said, why=said, quote=said, id=said)
    text = rendered(
        name,
        outcome(
            Report(
                document, findings=(found,), allowed=(Allowed(found, said, said),), hidden=(Hidden(found, "since"),)
            ),
            house=house(),
            hidden_by=(("since", said),),
            failed=(UserError(said, path=said, remedy=said),),
        ),
    )

    CHECKS.get(name, lambda _text, _said: None)(text, said)


def _as_github(text: str, _said: str) -> None:
    lines = text.split("\n")
    starts = [line.split(" ", 1)[0] for line in lines]

    # A fault, a finding, the summary, an exception, the notice, and the end of the last line.
    assert starts == ["::error", "::error", "::notice", "::notice", "Findings", ""]
    for line in lines[:4]:
        properties = line.split("::", 2)[1].split(" ", 1)[1].split(",")
        names = [part.split("=", 1)[0] for part in properties]
        assert set(names) <= {"file", "line", "endLine", "col", "endColumn", "title"}
        assert not any(c in line for c in "\r\x00\x1b")


def _as_csv(text: str, said: str) -> None:
    rows = list(csv.DictReader(StringIO(text, newline="")))

    assert [row["kind"] for row in rows] == ["finding", "allowed", "hidden", "failed", "note", "notice"]
    assert rows[0]["quote"] in (said, f"'{said}")
    assert not any((cell or "").startswith(tuple("=+-@\t\r\n")) for row in rows for cell in row.values())


def _as_xml(text: str, _said: str) -> None:
    root = ElementTree.fromstring(text)

    assert {element.tag for element in root.iter()} <= {
        "testsuites", "testsuite", "testcase", "failure", "skipped", "error", "properties", "property", "system-out",
    }  # fmt: skip
    assert (root.get("failures"), root.get("errors"), root.get("tests")) == ("1", "1", "3")


def _as_markdown(text: str, _said: str) -> None:
    made = marko.Markdown(extensions=["gfm"])(text)

    assert set(re.findall(r"<([a-z0-9]+)", made)) <= set("h2 h3 ul li p table thead tbody tr th td code".split())
    # The names of rules and files stand in code, where nobody is called.
    assert not re.search(r"[@#]\w", re.sub(r"<code>.*?</code>|&#\w+;", "", made, flags=re.DOTALL))


def _as_json(text: str, _said: str) -> None:
    json.loads(text)


def _as_sarif(text: str, _said: str) -> None:
    jsonschema.Draft4Validator(sarif_shape()).validate(json.loads(text))


def _as_rdjson(text: str, _said: str) -> None:
    jsonschema.Draft4Validator(RDJSON_SHAPE).validate(json.loads(text))


CHECKS = {
    "github": _as_github,
    "csv": _as_csv,
    "junit": _as_xml,
    "markdown": _as_markdown,
    "sarif": _as_sarif,
    "rdjson": _as_rdjson,
    **dict.fromkeys(("json", "gitlab"), _as_json),
}


def sarif_shape() -> dict[str, Any]:
    """Return the schema that OASIS publishes (SARIF 2.1.0, errata 01)."""
    shape: dict[str, Any] = json.loads(SARIF_SHAPE.read_text(encoding="utf-8"))
    return shape


def run_of(given: Outcome) -> dict[str, Any]:
    log: dict[str, Any] = json.loads(rendered("sarif", given))
    jsonschema.Draft4Validator(sarif_shape()).validate(log)
    [run] = log["runs"]
    found: dict[str, Any] = run
    return found


def results_of(given: Outcome) -> dict[str, dict[str, Any]]:
    """Return the results of a SARIF log by the words they stand at."""
    found = run_of(given)["results"]
    return {result["locations"][0]["physicalLocation"]["region"]["snippet"]["text"]: result for result in found}


def test_sarif_fits_the_published_schema() -> None:
    jsonschema.Draft4Validator.check_schema(sarif_shape())

    assert len(run_of(whole())["results"]) == 6


def test_sarif_counts_columns_in_utf16_units() -> None:
    document = page("💡💡 cured 💡 a\ncat 💡 and.\n")
    found = finding(document, "💡 a\ncat 💡")
    [result] = run_of(outcome(Report(document, findings=(found,))))["results"]
    region = result["locations"][0]["physicalLocation"]["region"]

    assert (found.column, found.end_column) == (10, 6)
    assert [region[key] for key in ("startLine", "startColumn", "endLine", "endColumn")] == [1, 12, 2, 7]


@pytest.mark.parametrize(
    "changed",
    [
        {"severity": "error"},
        {"message": None},
        {"location": {"path": "a.md", "range": {"start": {"line": 0}}}},
        {"suggestions": [{"range": {"start": {"line": 1}}, "words": "so"}]},
    ],
    ids=["severity", "message", "line", "suggestion"],
)
def test_rdjson_that_reviewdog_would_not_read_does_not_fit_its_shape(changed: dict[str, Any]) -> None:
    written = json.loads(rendered("rdjson", whole()))
    checked = jsonschema.Draft4Validator(RDJSON_SHAPE)

    assert checked.is_valid(written)
    written["diagnostics"][0].update(changed)
    assert not checked.is_valid(written)


def test_rdjson_counts_columns_in_bytes() -> None:
    document = page("💡é cured 💡 a\ncat 💡 and.\n")
    written = json.loads(rendered("rdjson", outcome(Report(document, findings=(finding(document, "💡 a\ncat 💡"),)))))
    [diagnostic] = written["diagnostics"]

    assert diagnostic["location"]["range"] == {"start": {"line": 1, "column": 14}, "end": {"line": 2, "column": 9}}


@settings(deadline=None)
@given(some.text(some.characters(exclude_categories=["Cs"]), min_size=1, max_size=40), some.data())
def test_columns_lead_back_to_the_characters(source: str, data: some.DataObject) -> None:
    document = replace(page("A."), source=source)
    at = data.draw(some.integers(0, len(source) - 1))
    line, column = document.line_column(at)
    start = at - column + 1
    in_bytes = _columns.column(at, column, source, _columns.utf8)
    in_units = _columns.column(at, column, source, _columns.utf16)

    assert line >= 1
    assert source[start:].encode()[: in_bytes - 1] == source[start:at].encode()
    assert source[start:].encode("utf-16-le")[: 2 * (in_units - 1)] == source[start:at].encode("utf-16-le")


def test_sarif_gives_a_rule_the_help_of_its_own_file() -> None:
    rules = {rule["id"]: rule for rule in run_of(whole())["tool"]["driver"]["rules"]}

    assert list(rules) == ["cost", "cure", "haste", "needless-allow"]
    assert rules["cure"]["shortDescription"] == {"text": "promises to cure {condition}"}
    assert rules["cure"]["help"]["markdown"] == (
        "A reader may believe it.\n\n**Safer wording**: say in \\*whom\\*\n\n**Not seen**\n- A picture is not seen.\n\n"
        "**Bears on**\n- own-code"
    )
    assert rules["needless-allow"]["help"]["text"] == "A fault."


def test_sarif_suppresses_what_is_allowed_and_says_where_it_is_written() -> None:
    in_page = results_of(whole())["It &amp; you"]["suppressions"]
    entry = Exempt("b/*.md", ("cure",), "a joke, 5 %")
    in_settings = results_of(replace(whole(), house=house(entry)))["It &amp; you"]["suppressions"]

    assert in_page == [
        {"kind": "inSource", "status": "accepted", "justification": "a joke, 5 %; by the editor; until 2027-05-01"}
    ]
    assert in_settings[0]["kind"] == "external"


def test_sarif_says_of_every_result_whether_it_was_there_before_or_of_none() -> None:
    states = {words: result["baselineState"] for words, result in results_of(whole()).items()}
    without = results_of(replace(whole(), hidden_by=()))

    assert {words for words, state in states.items() if state == "unchanged"} == {"cured dogs"}
    assert set(states.values()) == {"unchanged", "new"}
    assert not any("baselineState" in result for result in without.values())


def test_sarif_tells_what_could_not_be_read() -> None:
    [invocation] = run_of(whole())["invocations"]
    [failed, *_] = invocation["toolExecutionNotifications"]

    assert invocation["executionSuccessful"] is False
    assert failed["message"]["text"] == "is odd; even it"
    assert failed["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "x%3A%20y.yaml"
    assert run_of(outcome())["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]


def moved(document: Document) -> Document:
    return replace(page(f"# New\n\nA word before.\n\n{document.source}"), path=document.path)


def marks_of(name: str, document: Document, findings: list[Finding]) -> Iterator[str]:
    written = json.loads(rendered(name, outcome(Report(document, findings=tuple(findings)))))
    if name == "sarif":
        yield from (result["partialFingerprints"]["claimcheck/v1"] for result in written["runs"][0]["results"])
    else:
        yield from (entry["fingerprint"] for entry in written)


@pytest.mark.parametrize("name", ["sarif", "gitlab"])
def test_fingerprints_are_unique_and_stay_when_the_page_is_edited_elsewhere(name: str) -> None:
    document = page("It cured cats. It cured cats. It cured dogs.\n")
    later = moved(document)
    found = [finding(document, "cured", nth=nth) for nth in (0, 1, 2)]
    after = [finding(later, "cured", nth=nth) for nth in (0, 1, 2)]

    marks = list(marks_of(name, document, found))
    assert len(set(marks)) == 3
    assert marks == list(marks_of(name, later, after))


def test_gitlab_tells_the_same_finding_of_two_pages_apart() -> None:
    pages = [page("It cured cats.\n", path=path) for path in ("a.md", "b.md")]
    given = outcome(*(Report(each, findings=(finding(each, "cured"),)) for each in pages))

    assert len({entry["fingerprint"] for entry in json.loads(rendered("gitlab", given))}) == 2


def test_gitlab_needs_five_things_of_an_entry() -> None:
    for entry in json.loads(rendered("gitlab", whole())):
        assert entry["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert entry["location"]["lines"]["begin"] > 0
        assert all(entry[key] for key in ("description", "check_name", "fingerprint"))


def test_github_shows_the_gravest_first_and_says_what_is_not_shown() -> None:
    document = page("cured " * 14)
    severities = ("advice", "warning", "error")
    findings = [finding(document, "cured", nth=nth, severity=severity) for severity in severities for nth in range(12)]
    lines = rendered("github", outcome(Report(document, findings=tuple(findings)))).splitlines()
    commands = [line.split(" ")[0] for line in lines]

    assert commands == ["::error"] * 12 + ["::warning"] * 12 + ["::notice"] * 13 + ["Findings"]
    assert lines[24].startswith("::notice title=claimcheck::36 findings in 1 file: 12 errors, 12 warnings, 12 advice;")
    assert "GitHub shows 10 of each severity a step; in the log of the step: 2 more of severity error, " in lines[24]
    assert "2 more of severity warning, 3 more of severity advice." in lines[24]


def test_github_gives_columns_within_one_line_only() -> None:
    lines = rendered("github", outcome(Report(LAMPS, findings=(CURED, COST)))).splitlines()

    assert lines[0].startswith("::error file=b/moon lamps.md,line=3,endLine=4,title=claimcheck%3A cure (unsupported)::")
    assert lines[1].startswith("::warning file=b/moon lamps.md,line=6,endLine=6,col=21,endColumn=29,title=")
    assert lines[0].endswith(
        "::“cured 2 of 3 cats”: says “cured 2 of 3 cats”, 100 %25%0A"
        "A reader may believe it. So it counts.%0ASafer: say in whom"
    )


@pytest.mark.parametrize(("fail_on", "failures"), [("error", "1"), ("warning", "3"), ("advice", "4")])
def test_junit_fails_for_what_stops_the_run(fail_on: str, failures: str) -> None:
    root = ElementTree.fromstring(rendered("junit", replace(whole(), house=house(fail_on=fail_on))))

    assert root.get("failures") == failures
    assert len(list(root.iter("failure"))) == int(failures)


def test_junit_has_a_case_for_a_page_without_findings() -> None:
    root = ElementTree.fromstring(rendered("junit", whole()))
    [suite] = [suite for suite in root if suite.get("name") == "a.md"]

    assert [(case.get("name"), list(case)) for case in suite] == [("no finding stands", [])]


def test_csv_keeps_the_very_words_and_names_its_columns() -> None:
    rows = list(csv.DictReader(StringIO(rendered("csv", whole()), newline="")))

    assert list(rows[0]) == list(import_module("claimcheck.outputs.csv").COLUMNS)
    assert rows[0]["quote"] == "cured\n2 of 3 cats"
    assert [row["kind"] for row in rows] == [
        *["finding"] * 4, "allowed", "hidden", "failed", "failed", "skipped", "note", "note", "notice",
    ]  # fmt: skip


def test_markdown_shows_the_gravest_twenty_and_counts_all() -> None:
    document = page("cured " * 30)
    findings = tuple(finding(document, "cured", nth=nth, message=f"says so: {nth}") for nth in range(25))
    text = rendered("markdown", outcome(Report(document, findings=findings)))

    assert "### The gravest 20 of 25 faults" in text
    assert text.count("| error | `page.md:1` | `cure` |") == 20
    assert "| `cure` | unsupported | 25 | 0 | 0 | 1 |" in text


def test_markdown_tells_one_fault_of_several_lines_once() -> None:
    document = page("It cured me.\n\nIt cured you, and cured them.\n")
    findings = tuple(finding(document, "cured", nth=nth) for nth in range(3))
    text = rendered("markdown", outcome(Report(document, findings=findings)))

    assert [line for line in text.splitlines() if line.startswith("| error")] == [
        "| error | `page.md:1, 3` | `cure` | “cured” | says “cured” |"
    ]


if __name__ == "__main__":
    outputs.version = lambda: "0.0.0"
    GOLDEN.mkdir(exist_ok=True)
    for each in OTHERS:
        golden(each).write_text(rendered(each, whole()), encoding="utf-8")
