"""Outputs: the same reports as text and as JSON, to the letter; the shape of the JSON is frozen."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files
from typing import Any

import click
import jsonschema
import pytest

from claimcheck import model, outputs
from claimcheck.errors import UserError
from claimcheck.model import Allowed, Claim, Cue, Figure, Name, Related, Report, Span
from claimcheck.outputs import json as json_output
from claimcheck.outputs import text as text_output
from made import DIGESTS, finding, outcome, page, text_of

PAGE = page("# Møøn *lamps*\n\nOur lamp cured\n2 of 3 cats — **only** today. 💡 It &amp; you.\n", path="b/page.md")
NOTICE = (
    "Findings are questions for a reviewer. They say how wording compares with the listed records on 2026-11-01; "
    "they are not a finding of fact about any person or company, not medical or legal advice; and a page without "
    "findings is not thereby true or lawful."
)
CLAIM = Claim(
    id="0a1b-1",
    start=11,
    end=35,
    head=Span(20, 25),
    sentence=Span(11, 49),
    block=1,
    kinds=("effect", "figure"),
    role="offered",
    stance="asserted",
    direction="benefit",
    strength="causal",
    cues=(Cue("strength", "causal", 20, 25, 11, 35),),
    names=(Name("lamp", "device", 15, 19), Name("moon-lamp", "device", 0, 0, "page")),
    figures=(Figure(26, 32, k=2, n=3, unit="cats"),),
    records=("lamp-study",),
    status="overstated",
)
IN_RECORD = Related("evidence/lamps/lamp-study.yaml", 0, 0, 41, 1, "our record of the lamp study", rests_on=True)
CURED = finding(
    PAGE,
    "cured\n2 of 3 cats",
    also=("hype",),
    sources=("own-code",),
    records=("lamp-study",),
    claim="0a1b-1",
    jurisdictions=("uk",),
    related=(Related("b/page.md", 0, 6, 1, 1, "the title"), IN_RECORD, replace(IN_RECORD, line=44), IN_RECORD),
)
HASTE = finding(PAGE, "only** today", rule="haste", severity="advice", subject="pressure", why="Haste.")
WHOLE = Report(
    PAGE,
    claims=(CLAIM,),
    findings=(HASTE, CURED),
    allowed=(Allowed(finding(PAGE, "It &amp; you"), "a joke", "the editor", "2027-05-01"),),
    offered=("moon-lamp",),
    jurisdictions=("uk",),
    words=12,
)


def shape() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((files(outputs) / "report.schema.json").read_text(encoding="utf-8"))
    return found


def rendered(*reports: Report, **changes: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json_output.render(outcome(*reports, **changes)))
    return found


def test_a_finding_takes_three_lines_and_the_counts_and_the_notice_follow() -> None:
    found = text_output.render(outcome(WHOLE))

    assert found.splitlines() == [
        "b/page.md:3:10  error  cure (unsupported; also hype)",
        "    “cured 2 of 3 cats”",
        "    says “cured 2 of 3 cats” — A reader may believe it. — "
        "evidence/lamps/lamp-study.yaml:41, evidence/lamps/lamp-study.yaml:44",
        "b/page.md:4:17  advice  haste (pressure)",
        "    “only** today”",
        "    says “only** today” — Haste.",
        "b/page.md:4:33  allowed  cure: a joke; by the editor; until 2027-05-01",
        "2 findings in 1 file: 1 error, 0 warnings, 1 advice; 1 allowed.",
        "1 claim: 0 compared and supported, 1 compared and not, 0 not checked, 0 asking for no record.",
        NOTICE,
    ]
    assert found.endswith("lawful.\n")


def test_words_of_which_several_rules_speak_are_quoted_once_and_the_gravest_is_read_first() -> None:
    document = page("It cures.\n")
    mild, grave = (
        finding(document, "cures", rule=rule, severity=severity) for rule, severity in (("a", "advice"), ("b", "error"))
    )

    lines = text_output.render(outcome(Report(document, findings=(mild, grave)))).splitlines()

    assert lines[:5] == [
        "page.md:1:4  error  b (unsupported)",
        "    “cures”",
        "    says “cures” — A reader may believe it.",
        "page.md:1:4  advice  a (unsupported)",
        "    says “cures” — A reader may believe it.",
    ]


def test_why_a_rule_asks_is_said_once_a_page() -> None:
    document = page("It cures. It cures again.\n")
    findings = tuple(finding(document, "cures", nth=nth, severity=("error", "warning")[nth]) for nth in (0, 1))

    lines = text_output.render(outcome(Report(document, findings=findings))).splitlines()

    assert ["    says “cures” — A reader may believe it.", "    says “cures”"] == [lines[2], lines[5]]


def test_what_a_rule_says_alike_of_several_places_is_said_once_with_the_other_places_below() -> None:
    document = page("It cures. It cures again.\n\nIt cures.\n")
    findings = tuple(finding(document, "cures", nth=nth) for nth in (0, 1, 2))

    lines = text_output.render(outcome(Report(document, findings=findings))).splitlines()

    assert "    the same at 1:14 “cures”, 3:4 “cures”" == lines[3]
    assert lines[4].startswith("3 findings in 1 file: 3 errors")


def test_what_two_sections_claim_is_said_of_each() -> None:
    document = page("# Gel\n\nIt cures. It cures again.\n\n## Cream\n\nIt cures.\n")
    claimed = tuple(finding(document, "cures", nth=nth, subject="unsupported") for nth in (0, 1, 2))
    asked = tuple(finding(document, "cures", nth=nth, rule="late", subject="balance") for nth in (0, 1, 2))

    lines = text_output.render(outcome(Report(document, findings=claimed + asked))).splitlines()

    told = [line for line in lines if line.startswith(("page.md", "    the same"))]
    assert told == [
        "page.md:3:4  error  cure (unsupported)",
        "    the same at 3:14 “cures”",
        "page.md:3:4  error  late (balance)",
        "    the same at 3:14 “cures”, 7:4 “cures”",
        "page.md:7:4  error  cure (unsupported)",
    ]


def test_rules_that_found_the_same_at_one_of_several_places_only_are_named_there() -> None:
    document = page("It cures. It cures again.\n")
    first, second = (finding(document, "cures", nth=nth) for nth in (0, 1))
    found = (replace(first, also=("hope",)), replace(second, also=("hope", "fewer-counted")))

    lines = text_output.render(outcome(Report(document, findings=found))).splitlines()

    assert "    the same at 1:14 “cures” (also fewer-counted)" == lines[3]


def test_nothing_found_still_says_what_was_counted() -> None:
    assert text_output.render(outcome(Report(page("A lamp.\n")), Report(page("B.\n")))).splitlines() == [
        "0 findings in 2 files: 0 errors, 0 warnings, 0 advice; 0 allowed.",
        "0 claims: 0 compared and supported, 0 compared and not, 0 not checked, 0 asking for no record.",
        NOTICE,
    ]


def test_faults_and_what_was_left_out_are_counted_and_what_was_not_read_is_said() -> None:
    document = replace(page("A lamp.\n"), unread=("decoded as cp1252",))
    found = text_output.render(outcome(Report(document), failed=(UserError("is not there"),), skipped=(("a", "b"),)))

    assert found.splitlines()[0] == "page.md: not read as it stands: decoded as cp1252"
    assert found.splitlines()[3] == "1 fault of what was given; 1 left out."


@pytest.mark.parametrize(
    ("status", "counted"),
    [
        ("supported", "compared and supported"),
        ("contradicted", "compared and not"),
        ("not-met", "compared and not"),
        ("overstated", "compared and not"),
        ("withheld", "compared and not"),
        ("disputed", "compared and not"),
        ("unchecked", "not checked"),
        ("unlinked", "not checked"),
        (None, "asking for no record"),
    ],
)
def test_every_status_is_counted_once(status: str | None, counted: str) -> None:
    found = outputs.by_comparison(outcome(replace(WHOLE, claims=(replace(CLAIM, status=status),))))

    assert {words for words, count in found.items() if count} == {counted}
    assert sum(found.values()) == 1


def test_a_long_quotation_loses_its_middle() -> None:
    assert text_output.shortened("a" * 160) == "a" * 160
    assert text_output.shortened("a" * 100 + "\n" + "b" * 100) == "a" * 78 + " … " + "b" * 78


def test_a_long_quotation_is_cut_between_words() -> None:
    assert (
        text_output.shortened("Every night our balm calms the skin of the hands.", 31) == "Every night … of the hands."
    )


def test_characters_that_steer_a_terminal_are_left_out() -> None:
    document = page("A \x1b[31mlamp\x07 here.\n", path="a\x1b[2Jb.md")
    found = text_output.render(outcome(Report(document, findings=(finding(document, "\x1b[31mlamp\x07"),))))

    assert found.splitlines()[:3] == [
        "a[2Jb.md:1:3  error  cure (unsupported)",
        "    “[31mlamp”",
        "    says “[31mlamp” — A reader may believe it.",
    ]


def test_colours_change_no_character() -> None:
    found = outcome(WHOLE)

    assert click.unstyle(text_output.render_in_colour(found)) == text_output.render(found)
    assert "\x1b[31merror\x1b[0m" in text_output.render_in_colour(found)
    assert "\x1b" not in text_output.render(found)


def test_the_json_holds_all_there_is_in_the_order_of_the_schema() -> None:
    found = rendered(
        WHOLE, failed=(UserError("is odd", path="x.yaml", line=3, remedy="even it"),), skipped=(("p", "w"),)
    )
    [report] = found["reports"]

    assert list(found) == [
        "claimcheck", "schema", "as_of", "digests", "notice", "reports", "failed", "skipped", "hidden_by", "notes",
    ]  # fmt: skip
    assert found["schema"] == 1
    assert found["as_of"] == "2026-11-01"
    assert (list(found["digests"]), found["digests"]) == (["rules", "lexicon", "evidence", "model", "config"], DIGESTS)
    assert found["notice"] == NOTICE
    assert found["failed"] == [{"path": "x.yaml", "line": 3, "column": 0, "fault": "is odd", "remedy": "even it"}]
    assert found["skipped"] == [{"path": "p", "why": "w"}]
    assert list(report) == [
        "path", "format", "language", "words", "offered", "jurisdictions", "claims", "findings", "allowed",
        "hidden", "unread",
    ]  # fmt: skip
    assert {key: report[key] for key in list(report)[:6]} == {
        "path": "b/page.md",
        "format": "markdown",
        "language": "en",
        "words": 12,
        "offered": ["moon-lamp"],
        "jurisdictions": ["uk"],
    }


def test_a_finding_in_json_has_every_field_with_offsets_of_the_file() -> None:
    [cured, haste] = rendered(WHOLE)["reports"][0]["findings"]

    assert list(cured.items()) == [
        ("id", "cure:cured\n2 of 3 cats:1"),
        ("rule", "cure"),
        ("subject", "unsupported"),
        ("severity", "error"),
        ("path", "b/page.md"),
        ("start", 25),
        ("end", 42),
        ("line", 3),
        ("column", 10),
        ("end_line", 4),
        ("end_column", 12),
        ("quote", "cured\n2 of 3 cats"),
        ("message", "says “cured\n2 of 3 cats”"),
        ("why", "A reader may believe it. So it counts."),
        ("suggestion", ""),
        ("sources", ["own-code"]),
        ("records", ["lamp-study"]),
        ("claim", "0a1b-1"),
        ("also", ["hype"]),
        ("jurisdictions", ["uk"]),
        ("related", [vars(related) for related in CURED.related]),
        ("page", False),
    ]
    assert (haste["start"], haste["line"], haste["column"]) == (47, 4, 17)


def test_a_claim_in_json_has_every_field_with_offsets_of_the_file() -> None:
    [claim] = rendered(WHOLE)["reports"][0]["claims"]

    assert list(claim.items()) == [
        ("id", "0a1b-1"),
        ("path", "b/page.md"),
        ("start", 16),
        ("end", 40),
        ("line", 3),
        ("column", 1),
        ("end_line", 4),
        ("end_column", 10),
        ("text", "Our lamp cured 2 of 3 ca"),
        ("kinds", ["effect", "figure"]),
        ("role", "offered"),
        ("stance", "asserted"),
        ("direction", "benefit"),
        ("strength", "causal"),
        (
            "cues",
            [{"decides": "strength", "says": "causal", "start": 25, "end": 30, "scope_start": 16, "scope_end": 40}],
        ),
        (
            "names",
            [
                {"id": "lamp", "category": "device", "start": 20, "end": 24, "via": "here"},
                {"id": "moon-lamp", "category": "device", "start": 2, "end": 2, "via": "page"},
            ],
        ),
        (
            "figures",
            [
                {
                    "start": 31, "end": 37, "value": None, "low": None, "high": None, "k": 2, "n": 3, "unit": "cats",
                    "measure": "", "time": "", "up_to": False,
                },
            ],
        ),
        ("status", "overstated"),
        ("approval", "none"),
        ("approved_as", None),
        ("records", ["lamp-study"]),
        ("alike", []),
    ]  # fmt: skip


def test_an_exception_in_json_keeps_its_finding_and_its_reason() -> None:
    [allowed] = rendered(WHOLE)["reports"][0]["allowed"]

    assert list(allowed) == ["finding", "reason", "by", "until", "on", "via"]
    assert (allowed["finding"]["quote"], allowed["reason"]) == ("It &amp; you", "a joke")
    assert (allowed["by"], allowed["until"]) == ("the editor", "2027-05-01")
    assert (allowed["on"], allowed["via"]) == ("", "exception")


def test_letters_are_written_as_they_are() -> None:
    assert "Møøn" in json_output.render(outcome(replace(WHOLE, findings=(finding(PAGE, "Møøn *lamps*"),))))


def test_reports_and_findings_come_by_path_start_and_rule_whatever_their_order() -> None:
    other = Report(page("A lamp.\n", path="a.md"))
    both = [replace(CURED, rule="b"), replace(CURED, rule="a"), HASTE]
    found = rendered(replace(WHOLE, findings=tuple(both)), other)

    assert [report["path"] for report in found["reports"]] == ["a.md", "b/page.md"]
    assert [f["rule"] for f in found["reports"][1]["findings"]] == ["a", "b", "haste"]
    assert found == rendered(other, replace(WHOLE, findings=tuple(reversed(both))))


def test_the_schema_is_sound_and_the_report_fits_it() -> None:
    jsonschema.Draft202012Validator.check_schema(shape())

    jsonschema.validate(rendered(WHOLE), shape())


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda report: report.update(more=1), id="a key more"),
        pytest.param(lambda report: report.pop("schema"), id="a key less"),
        pytest.param(lambda report: report["reports"][0]["findings"][0].pop("page"), id="a finding's key less"),
        pytest.param(lambda report: report["reports"][0]["claims"][0].update(status="fine"), id="another status"),
        pytest.param(lambda report: report["reports"][0]["findings"][0].update(line=0), id="a line from 0"),
    ],
)
def test_the_schema_refuses_another_shape(change: Any) -> None:
    found = rendered(WHOLE)
    change(found)

    assert not jsonschema.Draft202012Validator(shape()).is_valid(found)


def test_a_place_may_be_added_where_a_format_has_no_lines() -> None:
    found = rendered(WHOLE)
    found["reports"][0]["findings"][0]["place"] = "page 3, paragraph 2"

    assert jsonschema.Draft202012Validator(shape()).is_valid(found)


def test_the_lists_of_keys_in_the_schema_are_those_of_the_report() -> None:
    parts = shape()["$defs"]
    [report] = rendered(WHOLE)["reports"]
    required = {name: parts[name]["required"] for name in ("report", "finding", "claim", "allowed")}

    assert required == {
        "report": list(report),
        "finding": list(report["findings"][0]),
        "claim": list(report["claims"][0]),
        "allowed": list(report["allowed"][0]),
    }


def test_what_a_claim_can_be_in_the_schema_is_what_the_model_names() -> None:
    claim = shape()["$defs"]["claim"]["properties"]

    assert [claim["kinds"]["items"]["enum"], *(claim[key]["enum"] for key in ("role", "stance", "direction"))] == [
        list(model.CLAIM_KINDS),
        list(model.ROLES),
        list(model.STANCES),
        list(model.DIRECTIONS),
    ]
    assert claim["strength"]["enum"] == list(model.STRENGTHS)


@pytest.mark.parametrize("name", outputs.formats())
def test_every_output_ends_with_what_findings_are(name: str) -> None:
    assert NOTICE in text_of(outputs.load(name).render(outcome(WHOLE)))


def test_the_outputs_are_the_modules_of_their_folder() -> None:
    assert {"text", "json"} <= set(outputs.formats())
    assert not any(name.startswith("_") for name in outputs.formats())
