"""The summary of an audit: every number in words, each row accounted for, and no word of a page is more than a word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from claimcheck.audit import _pictures, summary, table
from claimcheck.audit.shard import FAILED
from claimcheck.audit.sums import MOST_SHOWN, Found
from claimcheck.outputs._html_tags import text
from made_html import read
from made_summary import LAMP, hostile, small
from made_tables import audit, claim, finding, page

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Ran


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> str:
    return small(tmp_path_factory.mktemp("small")).read_text(encoding="utf-8")


def section(written: str, name: str) -> str:
    return written.split(f'id="{name}"')[1].split("</section>")[0]


def _body(written: str, name: str) -> str:
    return section(written, name).split("<tbody>", 1)[1].rsplit("</tbody>", 1)[0]


def rows(written: str, name: str) -> list[list[str]]:
    """Return the cells of the table in a section, without its head."""
    found = re.findall(r"<tr>(.*?)</tr>", _body(written, name), re.DOTALL)
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in found]
    return [[" ".join(re.sub("<[^>]*>", " ", cell).split()) for cell in row] for row in cells]


def test_every_row_is_accounted_for(written: str) -> None:
    assert "8 pages read = 3 checked + 1 skipped + 2 failed + 2 not done yet" in written
    assert rows(written, "account") == [
        ["is not JSON (Expecting value)", "failed", "2"],
        ["language-not-checked: is in German", "skipped", "1"],
    ]


def test_an_audit_that_is_done_has_nothing_left(tmp_path: Path) -> None:
    audit(tmp_path, [page("a")])
    written = summary.write(tmp_path, summary.About("/data", 1, "2026-11-28", {})).read_text(encoding="utf-8")

    assert "1 pages read = 1 checked + 0 skipped + 0 failed</p>" in written
    assert "No page has findings." in written
    assert "No page with findings has a date." in written


def test_pages_without_words_are_told_apart(tmp_path: Path) -> None:
    given = [page("a"), page("b", position=1, words=0), page("c", position=2, words=0, state=FAILED)]
    about = summary.About("/data", 3, "2026-11-28", {})
    written = summary.write(audit(tmp_path, given), about).read_text(encoding="utf-8")

    assert "1 of those checked hold no words: they are empty" in written


def test_of_a_list_that_is_cut_it_is_told_how_much_more_there_is(tmp_path: Path) -> None:
    number = MOST_SHOWN + 2
    failures = [page(f"f{at}", position=at, state=FAILED, why=f"reason {at:02}") for at in range(number)]
    failures.append(page("again", position=number, state=FAILED, why="reason 30"))
    pages = [page(f"p{at}", position=100 + at) for at in range(number)]
    claims, findings = [], []
    for at in range(number):
        says = f"thing{at} {'word ' * at}"
        given = {"position": 100 + at, "rule": f"rule-{at}", "site": f"{at}.example"}
        findings.append(finding(f"p{at}", str(at), **given))
        for more in range(2):
            place = {"position": 100 + (at + more) % number, "id": f"c{more}", "records": (f"record-{at}",)}
            claims.append(claim(f"p{(at + more) % number}", says, **place))
    made = audit(tmp_path, [*failures, *pages], claims, findings)
    written = summary.write(made, summary.About("/data", 99, "2026-11-28", {})).read_text(encoding="utf-8")

    assert len(rows(written, "account")) == MOST_SHOWN
    assert "3 more pages were not checked for other reasons; the table of pages tells them." in written
    for name in ("rules", "sites", "repeated", "worst"):
        assert '<p class="muted">2 more have fewer; they are in the tables.</p>' in section(written, name), name
    assert "2 more have fewer" in section(written, "coverage")


def test_findings_are_counted_by_subject_rule_site_and_month_without_those_allowed(written: str) -> None:
    assert "4 claims in 1,700 words; 4 findings on 3 pages; 1 more allowed, each with a reason." in written
    assert rows(written, "subjects") == [["evidence", "2", "0", "0", "2", ""], ["unsupported", "0", "1", "1", "2", ""]]
    assert rows(written, "rules") == [
        ["endpoint-not-met “cures”: says that it cures", "2", "0", "0", "2", ""],
        ["haste “cures”: says that it cures", "0", "1", "0", "1", ""],
        ["hype “cures”: says that it cures", "0", "0", "1", "1", ""],
    ]
    assert rows(written, "sites") == [
        ["a.example", "1", "0", "1", "1", "1", ""],
        ["no site known", "0", "1", "0", "1", "1", ""],
        ["b.example", "1", "0", "0", "1", "1", ""],
    ]
    assert rows(written, "months") == [
        ["no date known", "0", "1", "0", "1", "1", ""],
        ["2026-03", "1", "0", "1", "1", "1", ""],
        ["2026-04", "1", "0", "0", "1", "1", ""],
    ]


def test_the_worst_pages_come_first_with_where_they_lie(written: str) -> None:
    assert [row[:5] for row in rows(written, "worst")] == [
        [f"{LAMP} a.example · 2026-03 · pages.jsonl:1", "1", "0", "1", "1,200"],
        ["https://b.example/bed b.example · 2026-04 · pages.jsonl:2", "1", "0", "0", "100"],
        ["notes/chair.md", "0", "1", "0", "100"],
    ]
    assert f'<a href="{LAMP}" rel="noopener noreferrer">' in written


def test_a_claim_on_several_pages_is_told_once(written: str) -> None:
    [row] = rows(written, "repeated")

    assert row[0].casefold().startswith("“our lamp heals all pain today")
    assert row[1:] == ["3", "2", "1", "2", "2", ""]


def test_it_is_told_what_the_records_bear_on(written: str) -> None:
    assert "3 of 4 claims lean on a record, 1 on none." in written
    assert rows(written, "coverage")[:4] == [
        ["compared and supported", "1", ""],
        ["compared and not", "2", ""],
        ["not checked", "0", ""],
        ["asking for no record", "1", ""],
    ]
    assert rows(written, "coverage")[-2:] == [
        ["lamp-trial", "2", "0", "2", "2", ""],
        ["sleep-survey", "1", "1", "0", "1", ""],
    ]


def test_the_page_is_one_file_that_runs_and_asks_for_nothing(written: str) -> None:
    elements, _ = read(written)

    assert {name for name, _ in elements} & {"script", "img", "link", "iframe", "object", "base"} == set()
    assert [attrs for _, attrs in elements if "style" in attrs or any(key.startswith("on") for key in attrs)] == []
    assert f'content="{text(summary.html.policy(summary.style()))}"' in written
    assert re.findall(r"@import|url\(|expression|</", summary.style()) == []


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    written = hostile(tmp_path).read_text(encoding="utf-8")
    elements, words = read(written)
    links = [attrs["href"] for name, attrs in elements if name == "a"]

    assert {name for name, _ in elements} & {"script", "img", "base", "b"} == {"b"}
    assert [name for name, _ in elements].count("style") == 1
    assert [attrs for _, attrs in elements if any(key.startswith("on") for key in attrs)] == []
    assert links == ["#subjects"]
    assert "<script>alert(1)</script>" in words
    assert "\u202e" not in written
    assert "⟦U+202E⟧" in words


def test_a_picture_of_columns_is_told_in_words_and_a_bar_is_silent() -> None:
    found = [Found(f"2026-{month:02}", month * 1000, 0, 5, 1) for month in range(1, 4)]
    picture, silent = _pictures.columns(found, "Told."), _pictures.of_severities(found[0], 2010)

    assert picture.startswith('<svg viewBox="0 0 72 194" class="columns" role="img" aria-label="Told.">')
    assert re.findall(">([^<]+)</text>", picture) == ["1.0k", "01", "2026", "2.0k", "02", "3.0k", "03"]
    assert 'aria-hidden="true"' in silent
    assert re.findall('class="(\\w+)" x="([\\d.]+)" y="0" width="([\\d.]+)"', silent) == [
        ("error", "0", "99.5"),
        ("advice", "99.5", "1"),
    ]


@pytest.mark.parametrize(
    ("number", "told"),
    [(0, "0"), (999, "999"), (1000, "1.0k"), (34_567, "34k"), (5_600_000, "5.6M"), (12 * 10**6, "12M")],
)
def test_a_number_above_a_column_is_short(number: int, told: str) -> None:
    assert _pictures.shortly(number) == told


def test_only_the_last_months_are_drawn() -> None:
    found = [Found(f"{year}-{month:02}", 1, 0, 0, 1) for year in range(2020, 2027) for month in range(1, 13)]

    assert _pictures.columns(found, "").count("<rect") == 36


def test_a_year_is_told_where_it_begins_though_its_january_has_no_findings() -> None:
    found = [Found(name, 1, 0, 0, 1) for name in ("2025-11", "2025-12", "2026-02", "2026-03", "2027-01")]
    words = re.findall(r"<text[^>]*>([^<]*)</text>", _pictures.columns(found, ""))

    assert [word for word in words if len(word) == 4] == ["2025", "2026", "2027"]


def test_the_command_writes_the_summary_anew(tmp_path: Path, run: Callable[..., Ran]) -> None:
    audit(tmp_path, [page("a"), page("b", position=1)])
    ran = run("audit", "summary", str(tmp_path))

    assert (ran.code, ran.out) == (0, [str(tmp_path / "summary.html")])
    assert "4 pages read = 2 checked + 0 skipped + 0 failed + 2 not done yet" in (tmp_path / "summary.html").read_text()
    assert "Audit of pages.jsonl" in (tmp_path / "summary.html").read_text()


def test_the_command_is_told_how_much_memory_it_may_take(
    tmp_path: Path, run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    small(tmp_path)
    given: list[int] = []
    answered = table.answered
    monkeypatch.setattr(table, "answered", lambda folder, ask, memory: given.append(memory) or answered(folder, ask))
    codes = [run("audit", "summary", str(tmp_path), *more).code for more in ((), ("--memory", "2000"))]

    assert (codes, given) == ([0, 0], [512, 512, 2000, 2000])
    assert run("audit", "summary", str(tmp_path), "--memory", "63").code == 2


def test_a_summary_of_what_is_no_audit_is_refused(tmp_path: Path, run: Callable[..., Ran]) -> None:
    assert run("audit", "summary", str(tmp_path)).err == [
        f"{tmp_path}: holds no audit; begin one: claimcheck audit INPUT --output FOLDER"
    ]
