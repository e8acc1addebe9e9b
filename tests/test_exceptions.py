"""Exceptions, end to end: written in the page or the configuration, looked after, kept and counted in every output."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimcheck import outputs
from conftest import HASTE
from made import text_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

    from conftest import Ran

DAY = ("--as-of", "2026-11-01")
HURRY = HASTE.replace("haste", "hurry").replace("only today", "right now")
SAID = "the letter of a reader; by the editor; until 2027-05-01"
BY_LINE = "because the letter of a reader; by the editor; until 2027-05-01"


@pytest.fixture
def site_of_two_rules(site: Path) -> Path:
    """Return a content repository with the rules `haste` and `hurry` and no page."""
    (site / "rules" / "pressure" / "hurry.yaml").write_text(HURRY)
    (site / "bad.md").unlink()
    (site / "good.md").unlink()
    return site


def blocks_of(form: str, *blocks: str) -> str:
    """Return a page of three kinds: each block is a paragraph, and `<!-- … -->` a comment of the format."""
    if form == "html":
        inside = "\n".join(block if block.startswith("<!--") else f"<p>{block}</p>" for block in blocks)
        return f"<html><body>\n{inside}\n</body></html>\n"
    return "\n\n".join(blocks) + "\n"


def report_on(name: str, text: str, site: Path, run: Callable[..., Ran]) -> tuple[int, dict[str, Any]]:
    """Return the exit code and the report of a page."""
    (site / name).write_text(text, encoding="utf-8")
    found = run("check", name, *DAY, "--format", "json")
    [report] = json.loads("\n".join(found.out))["reports"]
    return found.code, report


def stands(report: dict[str, Any]) -> list[tuple[int, str, str]]:
    """Return line, rule and words of what stands."""
    return [(f["line"], f["rule"], f["quote"]) for f in report["findings"]]


def allowed(report: dict[str, Any]) -> list[tuple[int, str, str]]:
    """Return line, rule and words of what is allowed."""
    return [(a["finding"]["line"], a["finding"]["rule"], a["finding"]["quote"]) for a in report["allowed"]]


@pytest.mark.parametrize("form", ["md", "html"])
def test_an_allow_alone_on_its_line_covers_the_next_block(
    form: str, site_of_two_rules: Path, run: Callable[..., Ran]
) -> None:
    page = blocks_of(
        form,
        "Call right now, only today.",
        f"<!-- claimcheck: allow haste {BY_LINE} -->",
        "Yours only today. Call right now.",
        "And only today.",
    )
    code, report = report_on(f"page.{form}", page, site_of_two_rules, run)
    lines = (2, 4, 5) if form == "html" else (1, 5, 7)

    assert code == 1
    assert allowed(report) == [(lines[1], "haste", "only today")]
    assert report["allowed"][0] | {"finding": None} == {
        "finding": None, "reason": "the letter of a reader", "by": "the editor", "until": "2027-05-01",
        "on": "", "via": "exception",
    }  # fmt: skip
    assert stands(report) == [
        (lines[0], "hurry", "right now"),
        (lines[0], "haste", "only today"),
        (lines[1], "hurry", "right now"),
        (lines[2], "haste", "only today"),
    ]


@pytest.mark.parametrize("form", ["md", "html"])
def test_an_allow_inside_a_block_covers_that_block(form: str, site_of_two_rules: Path, run: Callable[..., Ran]) -> None:
    page = blocks_of(form, "Only today. <!-- claimcheck: allow haste because hers --> And only today.", "Only today.")
    code, report = report_on(f"page.{form}", page, site_of_two_rules, run)

    assert code == 1
    assert [quote for _, _, quote in allowed(report)] == ["Only today", "only today"]
    assert [quote for _, _, quote in stands(report)] == ["Only today"]


@pytest.mark.parametrize("form", ["md", "html"])
def test_an_allow_for_words_leaves_other_words_of_its_rule(
    form: str, site_of_two_rules: Path, run: Callable[..., Ran]
) -> None:
    page = blocks_of(form, '<!-- claimcheck: allow haste "ONLY TODAY" because hers -->', "Only today, only todays.")
    _, report = report_on(f"page.{form}", page, site_of_two_rules, run)

    assert [quote for _, _, quote in allowed(report)] == ["Only today"]
    assert [quote for _, _, quote in stands(report)] == ["only todays"]


@pytest.mark.parametrize("form", ["md", "html"])
def test_rules_are_given_by_comma_and_a_run_from_one_comment_to_another(
    form: str, site_of_two_rules: Path, run: Callable[..., Ran]
) -> None:
    page = blocks_of(
        form,
        "<!-- claimcheck: allow-from haste, hurry because hers -->",
        "Only today.",
        "Right now.",
        "<!-- claimcheck: allow-to haste, hurry -->",
        "Only today, right now.",
    )
    code, report = report_on(f"page.{form}", page, site_of_two_rules, run)

    assert code == 1
    assert [(rule, quote) for _, rule, quote in allowed(report)] == [("haste", "Only today"), ("hurry", "Right now")]
    assert [(rule, quote) for _, rule, quote in stands(report)] == [("haste", "Only today"), ("hurry", "right now")]


@pytest.mark.parametrize("form", ["md", "html"])
def test_a_whole_file_is_allowed_for_one_rule(form: str, site_of_two_rules: Path, run: Callable[..., Ran]) -> None:
    page = blocks_of(
        form, "Only today.", "Right now.", "<!-- claimcheck: allow-file haste because archived -->", "Only today."
    )
    _, report = report_on(f"page.{form}", page, site_of_two_rules, run)

    assert [rule for _, rule, _ in allowed(report)] == ["haste", "haste"]
    assert [rule for _, rule, _ in stands(report)] == ["hurry"]


IN_SETTINGS = "rules: [rules]\nallow:\n  - {{path: {path}, rule: {rule}{words}, because: hers, by: me{until}}}\n"


def allow(site: Path, *, path: str = "page.*", rule: str = "haste", words: str = "", until: str = "") -> None:
    """Write one exception into the configuration of a site."""
    given_words = f", words: {words}" if words else ""
    given_until = f", until: {until}" if until else ""
    text = IN_SETTINGS.format(path=path, rule=rule, words=given_words, until=given_until)
    (site / "claimcheck.yaml").write_text(text)


@pytest.mark.parametrize("form", ["md", "txt", "html"])
def test_the_configuration_allows_where_a_format_has_no_comment(
    form: str, site_of_two_rules: Path, run: Callable[..., Ran]
) -> None:
    allow(site_of_two_rules, until="2026-11-01")
    page = blocks_of(form, "Only today.", "Right now, only today.")
    code, report = report_on(f"page.{form}", page, site_of_two_rules, run)

    assert code == 1
    assert [rule for _, rule, _ in allowed(report)] == ["haste", "haste"]
    assert [(a["reason"], a["by"], a["until"]) for a in report["allowed"]] == [("hers", "me", "2026-11-01")] * 2
    assert [rule for _, rule, _ in stands(report)] == ["hurry"]


@pytest.mark.parametrize("form", ["md", "txt", "html"])
def test_the_configuration_allows_words_and_paths_only_as_given(
    form: str, site_of_two_rules: Path, run: Callable[..., Ran]
) -> None:
    allow(site_of_two_rules, path=f"blog/page.{form}", words="only today")
    (site_of_two_rules / "blog").mkdir()
    page = blocks_of(form, "Yours only today, only todays.")
    _, elsewhere = report_on(f"page.{form}", page, site_of_two_rules, run)
    _, there = report_on(f"blog/page.{form}", page, site_of_two_rules, run)

    assert allowed(elsewhere) == []
    assert [quote for _, _, quote in allowed(there)] == ["only today"]
    assert [quote for _, _, quote in stands(there)] == ["only todays"]


def test_a_comment_of_markup_in_plain_text_is_copy(site_of_two_rules: Path, run: Callable[..., Ran]) -> None:
    page = "<!-- claimcheck: allow haste because hers -->\n\nYours only today.\n"
    code, report = report_on("page.txt", page, site_of_two_rules, run)

    assert (code, allowed(report), stands(report)) == (1, [], [(3, "haste", "only today")])


# What an exception says, and the finding about it; all but a needless one let the finding stand.
NEED_CARE = {
    "allow haste": ("allow-without-reason", "error", "allows haste without a reason"),
    "allow haste because": ("allow-without-reason", "error", "allows haste without a reason"),
    "allow haste because hers; until 2026-10-31": ("allow-expired", "error", "allowed haste until 2026-10-31"),
    "allow haste because hers; until May": ("allow-unreadable", "error", "“May” is no date such as 2027-05-01"),
    "allow hast because hers": (
        "allow-unreadable",
        "error",
        "“hast” is no rule that can be allowed; did you mean “haste”?",
    ),
    "allow because hers": ("allow-unreadable", "error", "“allow” names no rule"),
    "allow-fil haste because hers": (
        "allow-unreadable",
        "error",
        "“allow-fil” is no exception; did you mean “allow-file”?",
    ),
    "allow-from haste because hers": (
        "allow-unreadable",
        "error",
        "“allow-from” is not ended by an “allow-to”",
    ),
    "allow-to haste": ("allow-unreadable", "error", "“allow-to” ends nothing"),
    "allow haste, hurry because hers": ("needless-allow", "warning", "allows hurry, which is not found"),
}


@pytest.mark.parametrize("form", ["md", "html"])
@pytest.mark.parametrize("words", NEED_CARE)
def test_an_exception_that_needs_care_is_a_finding_at_its_comment(
    words: str, form: str, site_of_two_rules: Path, run: Callable[..., Ran]
) -> None:
    comment = f"<!-- claimcheck: {words} -->"
    page = blocks_of(form, "A lamp.", comment, "Yours only today.")
    code, report = report_on(f"page.{form}", page, site_of_two_rules, run)
    care = [(f["rule"], f["severity"], f["message"]) for f in report["findings"] if f["subject"] == "upkeep"]
    [told] = [f for f in report["findings"] if f["subject"] == "upkeep"]
    needless = NEED_CARE[words][0] == "needless-allow"

    assert care == [NEED_CARE[words]]
    assert (told["quote"], told["line"]) == (comment, 3)
    assert code == (0 if needless else 1)
    assert [rule for _, rule, _ in stands(report) if rule == "haste"] == ([] if needless else ["haste"])


UPKEEP = ("needless-allow", "allow-without-reason", "allow-expired", "allow-unreadable")


@pytest.mark.parametrize("rule", UPKEEP)
def test_what_is_told_of_an_exception_cannot_itself_be_allowed(
    rule: str, site_of_two_rules: Path, run: Callable[..., Ran]
) -> None:
    page = blocks_of("md", f"<!-- claimcheck: allow-file {rule} because hers -->", "<!-- claimcheck: allow haste -->")
    _, report = report_on("page.md", page, site_of_two_rules, run)

    assert allowed(report) == []
    assert [(f["rule"], f["message"]) for f in report["findings"]] == [
        ("allow-unreadable", f"“{rule}” is no rule that can be allowed; known: haste, hurry"),
        ("allow-without-reason", "allows haste without a reason"),
    ]


@pytest.mark.parametrize("rule", UPKEEP)
def test_the_configuration_cannot_allow_what_is_told_of_an_exception(
    rule: str, site_of_two_rules: Path, run: Callable[..., Ran]
) -> None:
    allow(site_of_two_rules, rule=rule)
    (site_of_two_rules / "page.md").write_text("<!-- claimcheck: allow haste -->\n\nYours only today.\n")
    found = run("check", "page.md", *DAY)

    assert found.code == 2
    assert found.err == [f"claimcheck.yaml:3: names the unknown rule “{rule}”; known: haste, hurry"]
    assert [line for line in found.out if "upkeep" in line] == ["page.md:1:1  error  allow-without-reason (upkeep)"]


def test_an_exception_of_the_configuration_that_has_ended_is_told_where_its_finding_is_back(
    site_of_two_rules: Path, run: Callable[..., Ran]
) -> None:
    allow(site_of_two_rules, path="page.md", until="2026-10-31")
    _, report = report_on("page.md", "Yours only today.\n", site_of_two_rules, run)

    assert [(f["rule"], f["message"], f["line"], f["column"]) for f in report["findings"]] == [
        ("allow-expired", "allowed haste until 2026-10-31", 1, 7),
        ("haste", "urges the reader to hurry", 1, 7),
    ]


def test_a_needless_exception_of_the_configuration_is_told_at_its_line(
    site_of_two_rules: Path, run: Callable[..., Ran]
) -> None:
    allow(site_of_two_rules, path="page.md")
    code, report = report_on("page.md", "A lamp.\n", site_of_two_rules, run)

    assert code == 0
    assert [(f["path"], f["line"], f["rule"], f["message"]) for f in report["findings"]] == [
        ("claimcheck.yaml", 3, "needless-allow", "allows haste, which is not found")
    ]


def test_an_exception_for_a_rule_that_is_switched_off_is_not_needless(
    site_of_two_rules: Path, run: Callable[..., Ran]
) -> None:
    (site_of_two_rules / "claimcheck.yaml").write_text("rules: [rules]\nseverities: {haste: off}\n")
    page = blocks_of("md", "<!-- claimcheck: allow haste because hers -->", "Yours only today.")

    assert report_on("page.md", page, site_of_two_rules, run)[1]["findings"] == []


@pytest.mark.parametrize("form", outputs.formats())
def test_every_output_keeps_and_counts_what_is_allowed(
    form: str, site_of_two_rules: Path, run: Callable[..., Ran]
) -> None:
    page = blocks_of("md", f"<!-- claimcheck: allow haste {BY_LINE} -->", "Yours only today, only today.", "Right now.")
    (site_of_two_rules / "page.md").write_text(page)
    found = run("check", "page.md", *DAY, "--format", form, "--output", "report")
    written = text_of((site_of_two_rules / "report").read_bytes())

    assert found.code == 1
    told = ("haste", "the letter of a reader", "the editor", "2027-05-01")
    assert [words for words in told if words not in written] == []
    assert COUNTED.get(form, by_reasons)(written) == 2


def by_reasons(written: str) -> int:
    """Return how often a reason is told: once for each finding that is allowed."""
    return written.count("the letter of a reader")


# How many findings an output says are allowed, where it does not give the reason with each.
COUNTED: dict[str, Callable[[str], int]] = {
    "json": lambda written: len(json.loads(written)["reports"][0]["allowed"]),
    "text": lambda written: int(written.split(" allowed.")[0].rsplit("; ", 1)[1]),
}


def test_text_tells_each_exception_once_with_its_reason(site_of_two_rules: Path, run: Callable[..., Ran]) -> None:
    page = blocks_of("md", f"<!-- claimcheck: allow haste {BY_LINE} -->", "Yours only today, only today.")
    (site_of_two_rules / "page.md").write_text(page)

    assert run("check", "page.md", *DAY).out[:2] == [
        f"page.md:3:7  allowed  haste (2 times): {SAID}",
        "0 findings in 1 file: 0 errors, 0 warnings, 0 advice; 2 allowed.",
    ]


PARTS = st.lists(
    st.tuples(
        st.sampled_from(["Yours only today.", "Call right now.", "Only today, right now.", "A lamp."]),
        st.sampled_from(["", "allow haste", "allow hurry", "allow haste, hurry", 'allow haste "only today"']),
    ),
    min_size=1,
    max_size=5,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parts=PARTS, form=st.sampled_from(["md", "html"]))
def test_an_allow_removes_only_the_findings_of_its_rules_in_its_block(
    parts: list[tuple[str, str]], form: str, site_of_two_rules: Path, run: Callable[..., Ran]
) -> None:
    comments = [f"<!-- claimcheck: {words} because hers -->" if words else "<!-- a note -->" for _, words in parts]
    with_them = blocks_of(
        form, *(part for (words, _), comment in zip(parts, comments, strict=True) for part in (comment, words))
    )
    without = with_them.replace("claimcheck:", "another---:")
    _, plain = report_on(f"page.{form}", without, site_of_two_rules, run)
    _, report = report_on(f"page.{form}", with_them, site_of_two_rules, run)
    first, step = (3, 2) if form == "html" else (3, 4)
    given_at = {first + step * at: words for at, (_, words) in enumerate(parts)}
    expected = [found for found in stands(plain) if found[1] in given_at[found[0]]]

    assert allowed(report) == expected
    kept = [found for found in stands(plain) if found not in expected]
    assert [found for found in stands(report) if found[1] in ("haste", "hurry")] == kept
    assert {rule for _, rule, _ in stands(report)} <= {"haste", "hurry", "needless-allow"}
