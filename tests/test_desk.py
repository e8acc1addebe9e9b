"""The desk behind the page: what is typed comes back as it was, decisions are written down, nothing typed is lost."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any
from urllib.request import urlopen

import pytest
from hypothesis import given
from hypothesis import strategies as st

import claimcheck
import made_word
from claimcheck import flow, importers, readers
from claimcheck.config import config
from claimcheck.desk.accept import reason_of
from claimcheck.desk.drafts import Draft, Drafts
from claimcheck.desk.folder import ChangedError, Folder
from claimcheck.desk.turns import OvertakenError, Turns
from claimcheck.desk.written import Units, Written
from claimcheck.errors import UserError
from claimcheck.ledger import ledger
from claimcheck.outputs import json as output
from made_desk import DAY, REPORTS, ROBOT, Served, repository, served
from made_exports import as_json, planned

if TYPE_CHECKING:
    from claimcheck.flow import House

PAGE = "articles/robot.md"
WHY = "the table below gives the result"


@pytest.fixture
def desk(served_desk: Served) -> Served:
    served_desk.enter()
    return served_desk


def found(view: dict[str, Any]) -> list[tuple[str, str]]:
    return [(one["rule"], one["accepted"]) for one in view["findings"]]


def cut(text: str, run: list[int]) -> str:
    """Return the units of a run, as a browser counts them."""
    raw = text.encode("utf-16-le")
    return raw[run[0] * 2 : run[1] * 2].decode("utf-16-le")


def edited(text: str, edit: dict[str, Any]) -> str:
    raw = text.encode("utf-16-le")
    return (raw[: edit["start"] * 2] + edit["words"].encode("utf-16-le") + raw[edit["end"] * 2 :]).decode("utf-16-le")


# What is written.


@given(st.text(st.sampled_from("ab\r\n\f\x85\u2028é💡 "), max_size=40), st.sampled_from(["", "\ufeff"]))
def test_a_file_that_nobody_changed_is_written_byte_for_byte(text: str, mark: str) -> None:
    raw = (mark + text).encode()
    written = Written.of(raw, "a.md")

    assert written.bytes_of(written.text, "a.md") == raw


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["\n", "\r\n", "\r"])), max_size=8), st.data())
def test_a_changed_line_leaves_the_ends_of_all_others(lines: list[tuple[str, str]], data: st.DataObject) -> None:
    source = "".join(line + end for line, end in lines)
    written = Written.of(source.encode(), "a.md")
    new = written.text.split("\n")
    at = data.draw(st.integers(0, len(new) - 1))
    new[at] = "new"
    ends = [end for _, end in lines]

    given_back = written.bytes_of("\n".join(new), "a.md").decode()

    assert given_back == "".join(line + end for line, end in zip(new, [*ends, ""], strict=True))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_file_keeps_its_encoding(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.md").write_bytes("Für Katzen – “gut”.\r\nZwei.".encode(encoding))
    folder = Folder(tmp_path)
    raw = folder.read("a.md", 1_000)
    folder.write("a.md", Written.of(raw, "a.md").text.replace("Zwei", "Drei"), folder.digest("a.md"))

    assert (tmp_path / "a.md").read_bytes().decode(encoding) == "Für Katzen – “gut”.\r\nDrei."


def test_a_character_that_the_encoding_of_a_file_lacks_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes("Für".encode("cp1252"))
    folder = Folder(tmp_path)

    with pytest.raises(UserError, match="cannot hold “💡” in its encoding"):
        folder.write("a.md", "Für 💡", folder.digest("a.md"))
    assert (tmp_path / "a.md").read_bytes() == "Für".encode("cp1252")


def test_a_file_keeps_its_rights_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("a")
    (tmp_path / "a.md").chmod(0o640)
    folder = Folder(tmp_path)
    folder.write("a.md", "b", folder.digest("a.md"))

    assert (tmp_path / "a.md").stat().st_mode & 0o777 == 0o640
    assert os.listdir(tmp_path) == ["a.md"]


def test_a_file_that_was_changed_meanwhile_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("a")
    folder = Folder(tmp_path)
    base = folder.digest("a.md")
    (tmp_path / "a.md").write_text("theirs")

    with pytest.raises(ChangedError) as changed:
        folder.write("a.md", "mine", base)
    assert changed.value.raw == b"theirs"
    assert (tmp_path / "a.md").read_text() == "theirs"


@given(st.text(st.sampled_from("a💡é\n"), max_size=20))
def test_places_are_those_that_a_browser_counts(text: str) -> None:
    units = Units(text)

    assert [units.at(at) for at in range(len(text) + 1)] == [
        len(text[:at].encode("utf-16-le")) // 2 for at in range(len(text) + 1)
    ]


# What is found.


def test_an_article_comes_with_its_findings_at_their_words(desk: Served) -> None:
    opened = desk.api("open", name=PAGE)
    view = desk.api("check", name=PAGE, text=opened["text"], number="7")

    assert opened == {
        "name": PAGE,
        "format": "markdown",
        "editable": True,
        "text": ROBOT,
        "base": desk.session.folder.digest(PAGE),
        "drafts": [],
    }
    assert (view["number"], view["words"], view["as_of"], view["foreign"], view["source"]) == ("7", 23, DAY, "", "")
    assert [
        (one["rule"], one["severity"], cut(ROBOT, one["source"]), cut(view["text"], one["text"]))
        for one in view["findings"]
    ] == [
        ("cure", "error", "cures stroke", "cures stroke"),
        ("urgency", "warning", "only today", "only today"),
        (
            "endpoint-not-met",
            "error",
            "In the LINDQUELL trial, the robot improved hand function after a stroke",
            "In the LINDQUELL trial, the robot improved hand function after a stroke",
        ),
    ]


def test_a_card_tells_why_on_what_authority_and_which_record_on_what_basis(desk: Served) -> None:
    view = desk.api("check", name=PAGE, text=ROBOT)
    finding = view["findings"][2]
    [leaning] = finding["records"]

    assert finding["message"].startswith("tells LINDQUELL as a success, but its primary endpoint was not met")
    assert finding["why"]
    assert finding["suggestion"].startswith("say first that the primary endpoint was not met")
    assert all(view["records"][name]["kind"] == "authority" for name in finding["sources"])
    assert leaning["id"] == "lindquell"
    assert leaning["parts"][0].startswith("outcome: change in the upper-limb Fugl-Meyer score; ")
    assert leaning["bases"] == [
        {
            "source": "https://example.invalid/lindquell",
            "link": "https://example.invalid/lindquell",
            "told": "(table 2, opened on 2026-11-02): 60 people; 12 weeks, 3.1 against 2.7 points, difference 0.4 "
            "(-1.9 to 2.7)",
        }
    ]
    assert view["records"]["lindquell"]["links"] == ["https://clinicaltrials.gov/study/NCT90000007"]


def test_only_the_blocks_that_changed_are_read_at_once(desk: Served) -> None:
    asked = {"name": PAGE, "tab": "one"}
    first = desk.api("near", text=ROBOT, **asked)
    desk.api("check", text=ROBOT, **asked)
    new = ROBOT.replace("In the LINDQUELL", "💡 Our lamp cures autism. In the LINDQUELL")
    found = desk.api("near", text=new, **asked)

    assert first == desk.api("near", text=ROBOT, **asked) == {"runs": [], "findings": [], "claims": []}
    assert [cut(new, run) for run in found["runs"]] == [new.splitlines()[4]]
    assert [cut(new, one["source"]) for one in found["findings"]] == ["cures autism", ROBOT.splitlines()[4][:-1]]
    assert [(one["status"], cut(new, one["source"])[:10]) for one in found["claims"]] == [
        ("unlinked", "💡 Our lamp"),
        ("not-met", "In the LIN"),
    ]


def test_many_changed_blocks_are_left_to_the_whole_check(desk: Served) -> None:
    desk.api("check", name="a", format="markdown", text="A lamp.\n", tab="one")
    text = "\n\n".join(["Our lamp cures stroke."] * 9)

    assert desk.api("near", name="a", format="markdown", text=text, tab="one")["runs"] == []


def test_a_page_in_another_language_is_told_not_judged(desk: Served) -> None:
    words = "Unsere Zellen heilen die Krankheit, und das ist nicht nur ein Versprechen, sondern es wird auch gezeigt."
    view = desk.api("check", name="a", format="text", text=words)

    assert (view["foreign"], view["findings"]) == ("German", [])


def test_a_rule_that_offers_words_offers_them_to_be_taken_over(desk: Served) -> None:
    text = "In an observational study, coffee prevented stroke (Miller 2019).\n"
    view = desk.api("check", name="a", format="markdown", text=text)

    assert {one["rule"]: one["wordings"] for one in view["findings"]} == {"observational-as-cause": ["was linked to"]}


# What is decided.


@pytest.mark.parametrize("nth", [0, 1, 2])
def test_what_is_accepted_is_written_into_the_page(desk: Served, nth: int) -> None:
    finding = desk.api("check", name=PAGE, text=ROBOT)["findings"][nth]
    given = {"because": WHY, "by": "the editor", "until": "2099-12-31", "way": "page"}
    edit = desk.api("accept", name=PAGE, text=ROBOT, finding=finding["id"], **given)["edit"]
    again = desk.api("check", name=PAGE, text=edited(ROBOT, edit))

    assert edit["words"] == (
        f"<!-- claimcheck: allow {finding['rule']} because {WHY}; by the editor; until 2099-12-31 -->\n\n"
    )
    assert sorted(found(again)) == sorted(
        (rule, f"{WHY}; by the editor; until 2099-12-31" if rule == finding["rule"] else "")
        for rule in ("cure", "endpoint-not-met", "urgency")
    )


PLACES = {
    "markdown": [
        ("Our lamp cures stroke.\n", "<!-- {} -->\n\nOur lamp cures stroke.\n"),
        ("# Our lamp cures stroke\n", "<!-- {} -->\n\n# Our lamp cures stroke\n"),
        ("- A lamp\n- Our lamp cures stroke\n", "- A lamp\n- Our lamp cures stroke <!-- {} -->\n"),
        ("| a | b |\n|---|---|\n| Our lamp cures stroke | c |\n",
         "| a | b |\n|---|---|\n| Our lamp cures stroke <!-- {} --> | c |\n"),
        ("> Our lamp cures stroke.\n", "<!-- {} -->\n\n> Our lamp cures stroke.\n"),
    ],
    "html": [
        ("<p>Our lamp cures stroke.</p>", "<!-- {} -->\n<p>Our lamp cures stroke.</p>"),
        ("<ul>\n  <li>Our lamp cures stroke</li>\n</ul>", "<ul>\n  <li>Our lamp cures stroke <!-- {} --></li>\n</ul>"),
    ],
    "mdx": [("Our lamp cures stroke.\n", "{{/* {} */}}\n\nOur lamp cures stroke.\n")],
    "rst": [("Our lamp cures stroke.\n", ".. {}\n\nOur lamp cures stroke.\n")],
}  # fmt: skip


@pytest.mark.parametrize(("form", "before", "after"), [(f, *pair) for f, pairs in PLACES.items() for pair in pairs])
def test_an_exception_is_written_in_the_form_of_the_page(desk: Served, form: str, before: str, after: str) -> None:
    asked = {"name": "a", "format": form, "text": before}
    [finding] = [one for one in desk.api("check", **asked)["findings"] if one["rule"] == "cure"]
    edit = desk.api("accept", finding=finding["id"], because="so", way="page", **asked)["edit"]

    assert edited(before, edit) == after.replace("{}", "claimcheck: allow cure because so").replace("{{", "{").replace(
        "}}", "}"
    )


def test_of_two_alike_in_one_block_only_the_one_is_accepted(desk: Served) -> None:
    text = "Our lamp cures stroke, and our hat cures autism.\n"
    asked = {"name": "a", "format": "markdown", "text": text}
    first = desk.api("check", **asked)["findings"][0]
    edit = desk.api("accept", finding=first["id"], because="so", way="page", **asked)["edit"]
    again = desk.api("check", **{**asked, "text": edited(text, edit)})

    assert 'allow cure "cures stroke" because so' in edit["words"]
    assert [(one["quote"], one["accepted"]) for one in again["findings"] if one["rule"] == "cure"] == [
        ("cures autism", ""),
        ("cures stroke", "so"),
    ]


def test_where_a_page_has_no_comments_the_exception_goes_to_the_settings(desk: Served) -> None:
    (desk.folder / "articles" / "a.txt").write_text("Our lamp cures stroke.\n")
    asked = {"name": "articles/a.txt", "text": "Our lamp cures stroke.\n"}
    [finding] = desk.api("check", **asked)["findings"]
    refused = desk.api("accept", finding=finding["id"], because="so", way="page", **asked)
    given = desk.api("accept", finding=finding["id"], because="so: yes", by="Ann", way="settings", **asked)
    settings, faults = config.load(desk.folder / "claimcheck.yaml")

    assert refused == {
        "fault": "a comment that allows this cannot be written in this place of the text page; "
        "write it to claimcheck.yaml"
    }
    assert given == {"edit": None}
    assert [(one.glob, one.rules, one.words, one.because, one.by) for one in settings.allow] == [
        ("articles/a.txt", ("cure",), "cures stroke", "so: yes", "Ann")
    ]
    assert faults == ()
    assert (desk.folder / "claimcheck.yaml").read_text().startswith("evidence: [evidence]\njurisdictions: [us]\n")
    assert found(desk.api("check", **asked)) == [("cure", "so: yes; by Ann")]


def test_a_second_exception_joins_the_first_in_the_settings(desk: Served) -> None:
    for finding in desk.api("check", name=PAGE, text=ROBOT)["findings"][:2]:
        desk.api("accept", name=PAGE, text=ROBOT, finding=finding["id"], because="so", way="settings")

    assert [rule for rule, why in found(desk.api("check", name=PAGE, text=ROBOT)) if why] == ["cure", "urgency"]


def test_a_sentence_is_approved_in_the_ledger(desk: Served) -> None:
    view = desk.api("check", name=PAGE, text=ROBOT)
    asked = {"name": PAGE, "text": ROBOT, "finding": view["findings"][2]["id"], "because": "so", "way": "ledger"}
    nameless = desk.api("accept", **asked)
    given = desk.api("accept", by="Ann", until="2099-12-31", **asked)
    [entry] = ledger.read(desk.folder / "claims.yaml").entries
    claims = desk.api("check", name=PAGE, text=ROBOT)["claims"]

    assert nameless == {"fault": "an approval says who gives it; write a name under “By”"}
    assert given == {"edit": None}
    assert (entry.claim, entry.by, entry.since, entry.until, entry.records, entry.note) == (
        ROBOT.splitlines()[4],
        "Ann",
        DAY,
        "2099-12-31",
        ("lindquell",),
        "so",
    )
    assert [one["approval"] for one in claims] == ["none", "approved"]


@pytest.mark.parametrize(
    ("because", "until", "fault"),
    [
        ("", "", "an exception needs a reason; say why the wording may stand"),
        (" . ", "", "an exception needs a reason; say why the wording may stand"),
        ("so", "May", "“May” is no date; write it as 2027-05-01"),
        ("so " * 200, "", "a reason has at most 500 characters"),
    ],
)
def test_what_is_no_reason_is_refused(desk: Served, because: str, until: str, fault: str) -> None:
    finding = desk.api("check", name=PAGE, text=ROBOT)["findings"][0]["id"]

    assert desk.api("accept", name=PAGE, text=ROBOT, finding=finding, because=because, until=until, way="page") == {
        "fault": fault
    }


def test_a_reason_cannot_leave_its_comment() -> None:
    reason = reason_of("so --> <script>alert(1)</script>; until 2099-01-01", "Ann; until never", "")

    assert reason.of_rule("cure", whole=False) == (
        "claimcheck: allow cure because so –> <script>alert(1)</script>, until 2099-01-01; by Ann, until never"
    )


def test_a_finding_that_is_gone_is_told(desk: Served) -> None:
    assert desk.api("accept", name=PAGE, text="# A lamp\n", finding="cure:x:1", because="so", way="page") == {
        "fault": f"{PAGE}: is no longer found on this page; wait for the next check"
    }


# Records.


def test_records_are_found_by_words_and_for_a_claim(desk: Served) -> None:
    claims = desk.api("check", name=PAGE, text=ROBOT)["claims"]
    by_words = desk.api("records", name=PAGE, text=ROBOT, words="Lindquell ROBOT")["records"]
    by_number = desk.api("records", name=PAGE, text=ROBOT, words="nct90000007")["records"]
    for_claim = desk.api("records", name=PAGE, text=ROBOT, claim=claims[-1]["id"])["records"]

    assert [one["id"] for one in by_words] == [one["id"] for one in by_number] == ["lindquell"]
    assert for_claim[0]["id"] == "lindquell"
    assert desk.api("records", name=PAGE, text=ROBOT, words="no such word")["records"] == []
    assert desk.api("records", name=PAGE, text=ROBOT)["records"] == []


@pytest.mark.parametrize(
    ("form", "before", "after"),
    [
        (
            "markdown",
            "The hand robot improved hand function after a stroke.\n",
            "The hand robot improved hand function after a stroke "
            "([LINDQUELL](https://clinicaltrials.gov/study/NCT90000007)).\n",
        ),
        (
            "html",
            "<p>The hand robot improved hand function after a stroke.</p>",
            "<p>The hand robot improved hand function after a stroke "
            '(<a href="https://clinicaltrials.gov/study/NCT90000007" rel="noopener noreferrer">LINDQUELL</a>).</p>',
        ),
        (
            "text",
            "The hand robot improved hand function after a stroke.\n",
            "The hand robot improved hand function after a stroke "
            "(LINDQUELL, https://clinicaltrials.gov/study/NCT90000007).\n",
        ),
    ],
)
def test_a_claim_is_linked_to_a_record_by_naming_it(desk: Served, form: str, before: str, after: str) -> None:
    asked = {"name": "a", "format": form, "text": before}
    [claim] = desk.api("check", **asked)["claims"]
    given = desk.api("cite", claim=claim["id"], record="lindquell", **asked)
    again = desk.api("check", **{**asked, "text": edited(before, given["edit"])})

    assert (claim["records"], given["linked"]) == ([], True)
    assert edited(before, given["edit"]) == after
    assert [(one["records"], one["status"]) for one in again["claims"]] == [(["lindquell"], "not-met")]


def test_a_record_is_begun_from_an_export_and_pages_are_held_against_it(desk: Served) -> None:
    told = desk.send("import", "../../export.json", as_json(planned("NCT90000003")).encode())
    path = desk.folder / "evidence" / "imported" / "nct90000003.yaml"
    records = desk.api("records", name=PAGE, text=ROBOT, words="NCT90000003")["records"]

    assert [(one["what"], one["id"]) for one in told["taken"]] == [("written", "nct90000003")]
    assert (told["left"], told["failed"], told["unlisted"]) == ([], [], False)
    assert path.is_file()
    assert [one["id"] for one in records] == ["nct90000003"]


def test_an_export_that_cannot_be_read_is_told(desk: Served) -> None:
    assert desk.send("import", "a.json", b"{}") == {
        "taken": [],
        "left": [],
        "failed": desk.send("import", "a.json", b"{}")["failed"],
        "unlisted": False,
    }
    assert desk.send("import", "a.json", b"")["failed"] == [
        "a.json: is empty; known: " + ", ".join(importers.formats())
    ]


# Files that are dropped, and files that are taken along.


def test_a_dropped_word_file_is_read_and_comes_back_marked(desk: Served) -> None:
    raw = made_word.from_text("Our lamp cures stroke.")
    dropped = desk.send("drop", "letter.docx", raw)
    view = desk.api("check", name="letter.docx", key=dropped["key"])
    marked = desk.ask(
        "/api/export", json.dumps({"name": "letter.docx", "key": dropped["key"], "kind": "docx"}).encode()
    )

    assert (dropped["format"], dropped["editable"], dropped["text"]) == ("docx", False, "")
    assert [(one["rule"], cut(view["source"], one["source"])) for one in view["findings"]] == [("cure", "cures stroke")]
    assert list(made_word.commented(marked.body).values()) == ["cures stroke"]
    assert marked.headers["content-disposition"] == "attachment; filename*=UTF-8''letter-reviewed.docx"


def test_a_dropped_page_of_text_is_given_to_be_typed_in(desk: Served) -> None:
    assert desk.send("drop", "C:\\docs\\page.html", b"<p>A lamp.</p>\r\n") == {
        "name": "page.html",
        "format": "html",
        "editable": True,
        "text": "<p>A lamp.</p>\n",
        "key": "",
    }


def test_a_dropped_file_that_cannot_be_read_is_told(desk: Served) -> None:
    assert desk.send("drop", "a.docx", b"no zip")["fault"].startswith("a.docx: ")
    assert desk.send("drop", "a.exe", b"")["fault"].startswith("a.exe: is of no known format (“.exe”)")
    assert desk.send("drop", "a.md", b"\0\1")["fault"] == "a.md: is not text; leave it out, or save it as UTF-8 text"
    assert desk.send("drop", "a\n.md", b"A lamp.")["fault"] == "has no name that can be shown; name the file otherwise"
    assert desk.api("check", name="a.docx", key="0" * 64) == {
        "fault": "the dropped file is no longer kept; drop it again"
    }


@pytest.mark.parametrize(("kind", "name", "begins"), REPORTS)
def test_reports_are_taken_along(desk: Served, kind: str, name: str, begins: bytes) -> None:
    answer = desk.ask("/api/export", json.dumps({"name": PAGE, "text": ROBOT, "kind": kind}).encode())

    assert answer.status == 200
    assert answer.headers["content-disposition"] == f"attachment; filename*=UTF-8''{name}"
    assert answer.body.startswith(begins)


def test_the_exported_report_is_that_of_the_command_line(desk: Served) -> None:
    path = desk.folder / PAGE
    answer = desk.ask("/api/export", json.dumps({"name": PAGE, "text": ROBOT, "kind": "json"}).encode())
    ran = flow.check_files([(path, path.as_posix())], desk.session.house, DAY)

    assert answer.body.decode() == output.render(ran)


def test_a_form_that_is_not_known_is_told(desk: Served) -> None:
    assert desk.api("export", name=PAGE, text=ROBOT, kind="htm") == {
        "fault": "“htm” is nothing that is exported; did you mean “html”?"
    }


# What is not saved.


def test_what_is_typed_is_kept_and_offered_to_another_tab_until_it_is_saved(desk: Served) -> None:
    base = desk.api("open", name=PAGE)["base"]
    given = {"name": PAGE, "text": "# Mine\n", "base": base, "tab": "one"}
    desk.api("check", unsaved="yes", **given)
    [draft] = desk.api("open", name=PAGE)["drafts"]

    assert (draft["tab"], draft["text"], draft["base"]) == ("one", "# Mine\n", base)
    assert desk.api("begin")["drafts"] == []

    desk.api("save", **given)

    assert desk.api("open", name=PAGE)["drafts"] == []
    assert (desk.folder / PAGE).read_text() == "# Mine\n"


def test_drafts_outlive_the_server(desk: Served, small: House) -> None:
    desk.api("check", name=PAGE, text="# Mine\n", tab="one", unsaved="yes")
    desk.api("check", name="text 9:41", format="html", text="<p>Loose.</p>", tab="one", unsaved="yes")
    with served(small, desk.folder) as second:
        second.key = second.api("enter", token=second.address.partition("#")[2])["key"]

        assert [one["text"] for one in second.api("open", name=PAGE)["drafts"]] == ["# Mine\n"]
        assert [(one["name"], one["text"]) for one in second.api("begin")["drafts"]] == [("text 9:41", "<p>Loose.</p>")]


def test_a_draft_is_kept_though_its_page_cannot_be_checked(desk: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claimcheck.flow.check_document", lambda *_: 1 / 0)
    told = desk.ask("/api/check", json.dumps({"name": PAGE, "text": "# Mine, too\n", "unsaved": "yes"}).encode())

    assert told.status == 500
    assert told.json == {
        "fault": "this is a fault of claimcheck, please report it (ZeroDivisionError: division by zero)"
    }
    assert [one["text"] for one in desk.api("open", name=PAGE)["drafts"]] == ["# Mine, too\n"]


def test_old_drafts_and_broken_ones_are_none(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    for number in range(3):
        drafts.keep(Draft(str(number), "a.md", "", "", f"text {number}", float(number)))
    old = next(path for path in tmp_path.glob("*.json") if b"text 0" in path.read_bytes())
    os.utime(old, (time.time() - 31 * 86_400,) * 2)
    (tmp_path / "broken.json").write_text("{")

    assert [one.text for one in Drafts(tmp_path).of("a.md")] == ["text 2", "text 1"]


# Who is checked when.


def test_of_what_one_tab_asks_only_the_latest_is_done_and_another_tab_is_not_forgotten() -> None:
    began, hold, done = Event(), Event(), []

    def first() -> str:
        began.set()
        hold.wait(5)
        return "first"

    async def asked() -> list[Any]:
        turns = Turns(5)
        tasks = [asyncio.create_task(turns.latest("a", first))]
        await asyncio.to_thread(began.wait, 5)
        for tab, words in (("a", "second"), ("a", "third"), ("b", "other")):
            tasks.append(asyncio.create_task(turns.latest(tab, lambda words=words: done.append(words) or words)))
            await asyncio.sleep(0)
        hold.set()
        return await asyncio.gather(*tasks, return_exceptions=True)

    results = asyncio.run(asked())

    assert [one if isinstance(one, str) else type(one) for one in results] == [
        "first",
        OvertakenError,
        "third",
        "other",
    ]
    assert done == ["third", "other"]


# The command.


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("desk", "gone"), "gone: is no folder"),
        (("desk", ".", "--as-of", "May"), "“May” is no date; write it as 2027-05-01"),
    ],
)
@pytest.mark.usefixtures("site")
def test_the_command_tells_what_it_cannot_do(run: Any, words: tuple[str, ...], told: str) -> None:
    assert run(*words) == (2, [], [told])


def test_the_command_serves_until_it_is_stopped(tmp_path: Path) -> None:
    command = [sys.executable, "-u", "-m", "claimcheck", "desk", str(repository(tmp_path / "site")), "--no-browser"]
    source = Path(claimcheck.__path__[0]).parent
    env = {**os.environ, "PYTHONPATH": str(source), "XDG_STATE_HOME": str(tmp_path / "state")}
    # A shell lets what runs in the background ignore Ctrl+C.
    heeding = partial(signal.signal, signal.SIGINT, signal.default_int_handler)
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    running = subprocess.Popen(command, env=env, preexec_fn=heeding, **pipes)
    try:
        assert running.stdout is not None
        address = running.stdout.readline().removeprefix("The desk is at ").strip()
        told = running.stdout.readline()
        with urlopen(address.partition("#")[0], timeout=20) as page:
            begin = page.read(15)
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=20)
    finally:
        running.kill()

    assert begin == b"<!doctype html>"
    assert (told, out, err.strip()) == ("The address opens it once. Stop it with Ctrl+C.\n", "", "")
    assert running.returncode == 130


@pytest.mark.usefixtures("site")
def test_the_command_asks_for_the_extra_where_it_is_not_installed(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claimcheck.cli.desk.find_spec", lambda _: None)

    assert run("desk", ".").err == ["the desk needs starlette and uvicorn; pip install 'claimcheck-lint[desk]'"]


def test_each_format_of_text_that_is_read_can_be_named_for_pasted_words(desk: Served) -> None:
    assert desk.api("begin")["formats"] == sorted(readers.formats())
