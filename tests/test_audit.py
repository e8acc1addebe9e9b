"""An audit on one machine: what happens to pages, processes and the whole of it, every row is accounted for, once."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

import made_served
from claimcheck import flow, shipped
from claimcheck.audit import inputs, local, page, watched
from claimcheck.audit import table as tables
from claimcheck.audit.held import Held
from claimcheck.audit.manifest import Tally
from claimcheck.audit.progress import Progress, duration
from claimcheck.audit.shard import ClaimRow, FindingRow, PageRow, Row, Shard, shard_of
from claimcheck.audit.watched import Watched
from claimcheck.errors import UserError
from made_rule import HASTE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from claimcheck.flow import House
    from claimcheck.lexicon import Lexicon
    from conftest import Ran

DAY = "2027-05-01"
_PATIENCE = 300


def audited(site: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run an audit of the pages of a site into its folder `out`."""
    return subprocess.run(
        command(*words), cwd=site, env=made_served.environment(), capture_output=True, text=True, check=False
    )  # fmt: skip


def command(*words: str) -> list[str]:
    asked = ("audit", "pages", "--output", "out", "--as-of", DAY, *words)
    return [sys.executable, made_served.__file__, *asked]


def pages(site: Path, columns: str = "key, state, why") -> list[tuple[Any, ...]]:
    """Return the table of pages, in the order of the input."""
    asked = f"select {columns} from read_parquet('{site}/out/pages/*.parquet') order by key"
    return duckdb.sql(asked).fetchall()


def shards(site: Path, size: int) -> list[Shard]:
    return list(inputs.plan(site / "pages", size, {}))


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Watched]]:
    """Return a function that gives a watched process for a site."""
    monkeypatch.setattr(watched, "COMMAND", (sys.executable, made_served.__file__, "served"))
    monkeypatch.setenv("PYTHONPATH", made_served.environment()["PYTHONPATH"])
    started: list[Watched] = []

    def starts(site: Path, **given: Any) -> Watched:
        started.append(Watched(Held(str(site / "claimcheck.yaml"), (), DAY), **given))
        return started[-1]

    yield starts
    for one in started:
        one.close()


def test_a_page_that_ends_its_process_or_takes_too_long_is_told_and_the_others_are_checked(
    tmp_path: Path, watch: Callable[..., Watched]
) -> None:
    words = {
        "1.md": "Yours only today.",
        "2.md": "Kill me.",
        "3.md": "Never end.",
        "4.md": "Kill me once. Yours only today.",
        "5.md": "Dies ist eine Seite in deutscher Sprache, und sie wird nicht geprüft, weil sie nicht englisch ist.",
        "6.md": "Yours.",
    }
    site = made_served.content(tmp_path / "site", words)
    [shard] = shards(site, 10)
    given = watch(site, page_timeout=4).check(shard)

    assert [(one.page.key, one.page.state, one.page.why, len(one.findings)) for one in given] == [
        ("1.md", "checked", "", 1),
        ("2.md", "failed", "ended the process that checked it, 2 times (signal 9)", 0),
        ("3.md", "failed", "took longer than 4 seconds", 0),
        ("4.md", "checked", "", 1),
        ("5.md", "skipped", "language-not-checked: is in German", 0),
        ("6.md", "checked", "", 0),
    ]
    assert [(one.page.shard, one.page.position) for one in given] == [(shard.id, n) for n in range(6)]


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("ends-its-reader.md", "ended the process that checked it, 2 times (exit code 3)"),
        ("breaks-its-reader.md", "cannot be read (ValueError: no such codec)"),
    ],
)
def test_where_an_input_cannot_be_read_on_what_stands_before_is_checked_and_the_rest_told(
    name: str, why: str, tmp_path: Path, watch: Callable[..., Watched]
) -> None:
    site = made_served.content(tmp_path / "site", {"a.md": "Yours.", name: "Yours.", "z.md": "Yours."})
    [shard] = shards(site, 10)
    given = watch(site).check(shard)

    assert [(one.page.key, one.page.state, one.page.why) for one in given] == [
        ("a.md", "checked", ""),
        (name, "failed", why),
        ("z.md", "failed", why),
    ]


def test_rows_that_are_gone_since_they_were_counted_have_failed(tmp_path: Path, watch: Callable[..., Watched]) -> None:
    site = made_served.content(tmp_path / "site", {})
    lines = site / "rows.jsonl"
    lines.write_text("".join(json.dumps({"url": f"https://a.example/{n}", "text": "Yours."}) + "\n" for n in range(3)))
    [shard] = inputs.plan(lines, 10, {})
    lines.write_text(lines.read_text().split("\n")[0] + "\n")
    given = watch(site).check(shard)

    assert [one.page.state for one in given] == ["checked", "failed", "failed"]
    assert given[2].page.key == "rows.jsonl:3"


def test_a_process_is_exchanged_after_some_pages_so_that_its_memory_stays_small(
    tmp_path: Path, watch: Callable[..., Watched], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watched, "_PAGES_A_LIFE", 2)
    site = made_served.content(tmp_path / "site", {f"{n}.md": "Yours." for n in range(4)})
    one = watch(site)
    used = [(len(one.check(shard)), one._process is None) for shard in shards(site, 1)]

    assert used == [(1, False), (1, True), (1, False), (1, True)]


def test_a_process_that_cannot_start_says_its_last_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = made_served.content(tmp_path / "site", {"a.md": "Yours."})
    monkeypatch.setattr(watched, "COMMAND", (sys.executable, "-c", "import sys; sys.exit('no parser here')"))
    [shard] = shards(site, 10)

    with pytest.raises(UserError) as told:
        Watched(Held(str(site / "claimcheck.yaml"), (), DAY)).check(shard)
    assert str(told.value) == "a process that checks pages does not start (exit code 1: no parser here)"


def test_a_process_that_loads_other_rules_checks_nothing(tmp_path: Path, watch: Callable[..., Watched]) -> None:
    site = made_served.content(tmp_path / "site", {"a.md": "Yours."})
    one = watch(site)
    monkeyed = Held(str(site / "claimcheck.yaml"), (), DAY, (("rules", "0"),))
    one._held = monkeyed

    with pytest.raises(UserError, match="the audit was begun with other config, evidence, lexicon, model, rules, ver"):
        one.check(shards(site, 10)[0])


def test_an_audit_killed_at_work_goes_on_where_it_was(tmp_path: Path) -> None:
    words = {f"{n:02}.md": "Take a while. Yours only today." for n in range(24)}
    site = made_served.content(tmp_path / "site", words)
    begun = subprocess.Popen(command("--jobs", "2", "--shard-size", "4"), cwd=site, env=made_served.environment())
    until(lambda: len(list(site.glob("out/done/*/*.json"))) >= 2)
    served = children(begun.pid)
    begun.kill()
    begun.wait()
    # What a machine leaves that went down while it wrote.
    before = {path: path.stat().st_mtime_ns for path in site.glob("out/done/*/*.json")}
    written = {path.stem for path in before}
    (torn,) = [shard for shard in shards(site, 4) if shard.id not in written][:1]
    (site / "out" / "claims" / f"{torn.id}.parquet").write_bytes(b"PAR1")

    until(lambda: not any(is_alive(process) for process in served))
    done = audited(site, "--jobs", "2")

    assert len(before) < 6
    assert (
        done.stdout
        == "out: 24 pages read = 24 checked + 0 skipped + 0 failed; 24 claims, 24 findings\nout/summary.html\n"
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert pages(site) == [(f"{n:02}.md", "checked", "") for n in range(24)]
    assert len(set(pages(site, "shard, position, key"))) == 24
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert [path.name for path in (site / "out").rglob("*.part")] == []
    for table in ("claims", "findings", "statements"):
        assert {path.stem for path in (site / "out" / table).glob("*.parquet")} - {"at-odds"} == {
            shard.id for shard in shards(site, 4)
        }


def until(holds: Callable[[], bool]) -> None:
    """Wait for something that has to come."""
    end = time.monotonic() + _PATIENCE
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


def children(process: int) -> list[int]:
    listed = Path(f"/proc/{process}/task").glob("*/children")
    return [int(child) for path in listed for child in path.read_text().split()]


def is_alive(process: int) -> bool:
    with suppress(ProcessLookupError):
        os.kill(process, 0)
        return True
    return False


def test_an_audit_that_is_interrupted_by_hand_ends_its_processes_and_goes_on(tmp_path: Path) -> None:
    site = made_served.content(tmp_path / "site", {"1.md": "Yours.", "2.md": "Never end."})
    begun = subprocess.Popen(command("--jobs", "1", "--shard-size", "1"), cwd=site, env=made_served.environment())
    until(lambda: bool(list(site.glob("out/done/*/*.json"))))
    served = children(begun.pid)
    begun.send_signal(signal.SIGINT)

    assert begun.wait(_PATIENCE) == 130
    until(lambda: not any(is_alive(process) for process in served))
    (site / "pages" / "2.md").write_text("Yours.")
    assert audited(site).returncode == 0
    assert pages(site) == [("1.md", "checked", ""), ("2.md", "checked", "")]


def test_an_audit_shows_how_far_it_is_on_a_terminal_only(tmp_path: Path) -> None:
    site = made_served.content(tmp_path / "site", {f"{n}.md": "Take a while." for n in range(4)})
    ours, theirs = pty.openpty()
    done = subprocess.run(
        command("--jobs", "1"),
        cwd=site,
        env=made_served.environment(),
        stderr=theirs,
        stdout=subprocess.PIPE,
        check=True,
    )  # fmt: skip
    os.close(theirs)
    shown = os.read(ours, 100_000).decode()
    os.close(ours)

    assert "4 pages counted" in shown
    assert "of 4 pages (" in shown
    assert shown.endswith("\r\x1b[K")
    assert b"\r" not in done.stdout
    assert audited(site).stderr == ""


def test_the_line_tells_rate_and_time_left() -> None:
    now = [100.0]
    progress = Progress(12_000, 2_000, clock=lambda: now[0])
    waiting = progress.line()
    now[0] += 50
    for _ in range(500):
        progress.tick()
    ticked = progress.line()
    progress.add(1_000)

    assert waiting == "2,000 of 12,000 pages (16.7%)"
    assert ticked == "2,500 of 12,000 pages (20.8%), 10.0 a second, 15 min 50 s left"
    assert progress.line() == "3,000 of 12,000 pages (25.0%), 20.0 a second, 7 min 30 s left"


def test_a_time_is_told_in_its_two_largest_units() -> None:
    assert [duration(given) for given in (0.4, 59, 61, 7_260, 200_000)] == [
        "0 s", "59 s", "1 min 1 s", "2 h 1 min", "2 d 7 h"
    ]  # fmt: skip


def test_no_shard_is_taken_before_somebody_is_free_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ahead, most = 0, 0

    def planned() -> Iterator[Shard]:
        nonlocal ahead, most
        for n in range(500):
            ahead += 1
            most = max(most, ahead)
            yield Shard("folder", "pages", n, n + 1, 1)

    def checked(*_: object) -> Tally:
        nonlocal ahead
        time.sleep(0.001)
        ahead -= 1
        return Tally(shards=1, rows=1)

    monkeypatch.setattr(local, "check_shard", checked)
    told = local.run(planned(), tmp_path, Held(), jobs=3, page_timeout=1, ticked=str)

    assert sum(tally.rows for tally in told if tally) == 500
    assert most <= 4


def test_what_ends_the_work_of_one_job_ends_the_audit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> Tally:
        raise OSError(28, "No space left on device", "out")

    monkeypatch.setattr(local, "check_shard", full)
    planned = iter([Shard("folder", "pages", 0, 1, 1)])

    with pytest.raises(OSError, match="No space left"):
        list(local.run(planned, tmp_path, Held(), jobs=2, page_timeout=1, ticked=str))


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lexicon: Lexicon) -> Path:
    """Make a content repository of one page the working directory, with a house of one rule."""
    made = made_served.content(tmp_path / "site", {"a.md": "Yours."})
    monkeypatch.chdir(made)
    # Each command would read the shipped lexicon anew.
    monkeypatch.setattr(flow, "load_lexicon", lambda *_: lexicon)
    monkeypatch.setattr(shipped, "folder", made_served.folder)
    monkeypatch.setattr(watched, "COMMAND", (sys.executable, made_served.__file__, "served"))
    monkeypatch.setenv("PYTHONPATH", made_served.environment()["PYTHONPATH"])
    return made


def test_a_folder_goes_on_with_its_own_audit_only(site: Path, run: Callable[..., Ran]) -> None:
    asked = ("audit", "pages", "--output", "out")
    first = run(*asked, "--as-of", DAY)
    (site / "other").mkdir()
    changes = {
        "day": (*asked, "--as-of", "2027-06-01"),
        "size of shards": (*asked, "--shard-size", "7"),
        "configuration": (*asked, "--evidence", ".nothing"),
        "fields": (*asked, "--fields", "text=body"),
        "input": ("audit", "other", "--output", "out"),
    }
    refused = [run(*words) for words in changes.values()]
    (site / "rules" / "pressure" / "haste.yaml").write_text(HASTE.replace("hurry", "hurry up"))
    later = run(*asked)

    said = "out: holds an audit that was begun with another {}; go on with that, or name a new folder"
    assert (first.code, first.err) == (0, [])
    assert [(ran.code, ran.out) for ran in refused] == [(2, [])] * len(changes)
    assert [ran.err for ran in refused] == [[said.format(told)] for told in changes]
    assert later.err == [said.format("digest of rules")]


def test_an_audit_is_held_against_its_tables(site: Path, run: Callable[..., Ran]) -> None:
    asked = ("audit", "pages", "--output", "out")
    first = run(*asked)
    [table] = (site / "out" / "pages").glob("*.parquet")
    copy = table.with_name("other.parquet")
    copy.write_bytes(table.read_bytes())
    more = run(*asked)
    table.unlink()
    copy.unlink()

    assert first.code == 0
    assert (more.code, more.err) == (
        2,
        [
            "out: 1 rows were counted, 1 checked, 0 skipped, 0 failed, 1 claims, 0 findings by their shards, and the "
            "tables hold 2 checked, 0 skipped, 0 failed, 1 claims, 0 findings; something was taken away or put there: "
            "audit again, into a new folder"
        ],
    )
    assert run(*asked).code == 2


def test_a_table_that_is_damaged_or_lacks_a_claim_is_told_and_a_shard_is_checked_anew(
    site: Path, run: Callable[..., Ran]
) -> None:
    asked = ("audit", "pages", "--output", "out")
    first = run(*asked)
    [table] = (site / "out" / "claims").glob("*.parquet")
    [done] = (site / "out" / "done").glob("*/*.json")
    whole = table.read_bytes()
    table.write_bytes(whole[:40])
    damaged = run(*asked)
    done.unlink()
    again = run(*asked)
    with tables.asked(site / "out") as base:
        tables.write(base, site / "out", "claims", table.stem, [])
    lacking = run(*asked)

    assert again == first
    assert [(ran.code, len(ran.err)) for ran in (damaged, lacking)] == [(2, 1), (2, 1)]
    assert damaged.err[0].startswith("out: has tables that cannot be read or written (")
    assert damaged.err[0].endswith(
        f"{table.name}'); where a file is damaged, delete the one of its name below “done” and run the audit again"
    )
    assert "0 failed, 1 claims, 0 findings by their shards, and the tables hold 1 checked" in lacking.err[0]
    assert "0 failed, 0 claims, 0 findings; something was taken away" in lacking.err[0]


def test_counts_that_were_lost_are_made_anew_and_a_broken_manifest_is_told(site: Path, run: Callable[..., Ran]) -> None:
    asked = ("audit", "pages", "--output", "out")
    first = run(*asked)
    [done] = (site / "out" / "done").glob("*/*.json")
    done.write_bytes(b"")
    again = run(*asked)
    (site / "out" / "manifest.jsonl").write_text("{}\n")

    assert again == first
    assert run(*asked).err == [f"{site}/out/manifest.jsonl:1: is no shard; name a new folder"]


def test_an_input_without_pages_is_an_audit_of_none(site: Path, run: Callable[..., Ran]) -> None:
    (site / "empty").mkdir()
    ran = run("audit", "empty", "--output", "out")

    assert (ran.code, ran.out) == (0, ["out: 0 pages read = 0 checked + 0 skipped + 0 failed; 0 claims, 0 findings"])


def test_an_input_that_was_changed_since_is_told(site: Path, run: Callable[..., Ran]) -> None:
    (site / "rows.jsonl").write_text('{"text": "Yours."}\n')
    first = run("audit", "rows.jsonl", "--output", "out")
    (site / "rows.jsonl").write_text('{"text": "Yours."}\n{"text": "Mine."}\n')
    told = "content of the input (it was changed since)"

    assert first.out == [
        "out: 1 pages read = 1 checked + 0 skipped + 0 failed; 1 claims, 0 findings",
        "out/summary.html",
    ]
    assert run("audit", "rows.jsonl", "--output", "out").err == [
        f"out: holds an audit that was begun with another {told}; go on with that, or name a new folder"
    ]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("gone", "--output", "out"), "gone: cannot be read (No such file or directory)"),
        (("pages", "--output", "rules"), "rules: is not empty and holds no audit; name a new folder"),
        (("pages", "--output", "out", "--evidence", "gone"), "gone: is no folder"),
        (("pages", "--output", "out", "--config", "gone"), "gone: cannot be read (No such file or directory)"),
        (("pages", "--output", "out", "--fields", "text"), "“text” names no field; write it as --fields text=NAME"),
        (("pages", "--output", "out", "--as-of", "May"), "“May” is no date; write it as 2027-05-01"),
        (("pages", "--output", "torn"), "torn/audit.json: is not what an audit wrote; name a new folder"),
        (
            ("pages", "--output", "out", "--scheduler", "nowhere"),
            "“nowhere” is no address of a scheduler; write tcp://HOST:8786, or its scheduler file",
        ),
    ],
)
def test_what_cannot_be_audited_is_said_in_a_line(
    words: tuple[str, ...], told: str, site: Path, run: Callable[..., Ran]
) -> None:
    (site / "torn").mkdir()
    (site / "torn" / "audit.json").write_text('{"input": ')
    ran = run("audit", *words)

    assert (ran.code, ran.out, ran.err) == (2, [], [told])


def test_a_fault_in_a_rule_stops_an_audit_before_it_begins(site: Path, run: Callable[..., Ran]) -> None:
    (site / "claimcheck.yaml").write_text("rules: [rules]\nseverities: {hast: error}\n")
    ran = run("audit", "pages", "--output", "out")

    assert ran.err == ["claimcheck.yaml:2: names the unknown rule “hast”; did you mean “haste”?"]
    assert not (site / "out").exists()


def test_a_shard_comes_back_from_json_as_it_was() -> None:
    shard = Shard("jsonl", "a.jsonl", 5, 90, 3, 2, ("a", "b"), (("text", "body"),))

    assert shard_of(json.loads(json.dumps(shard.as_mapping()))) == shard
    assert shard.id == "b06beb8311834c24"


_PAGE = """\
# The hand robot

<!-- claimcheck: allow onset-promise because the study is linked below -->
Our hand robot cures stroke in 12 weeks.
"""


def test_a_page_becomes_rows(house: House) -> None:
    row = Row("https://a.example/x", "a.example", "x.md", "markdown", _PAGE, "2027-03-09")
    given = page.checked(row, page.Place("s1", 4), house, DAY)
    [claim] = given.claims
    found = {finding.rule: finding for finding in given.findings}

    assert replace(given.page, seconds=0.0) == PageRow(
        "s1", 4, "https://a.example/x", "a.example", "x.md", "2027-03-09", "2027-03", "markdown", "checked",
        language="en", words=11, claims=1, findings=1, allowed=1, digest=sha256(_PAGE.encode()).hexdigest(),
    )  # fmt: skip
    assert claim == ClaimRow(
        "s1", 4, "https://a.example/x", "a.example", "2027-03",
        id=claim.id, start=93, end=132, line=4, column=1, text="Our hand robot cures stroke in 12 weeks",
        kinds=("effect",), role="offered", stance="asserted", direction="benefit", strength="causal",
        status="unlinked", approval="none", names=("limb", "stroke"), figures=("12 weeks",), citations=(), records=(),
        alike=(),
    )  # fmt: skip
    assert replace(found["cure"], sources=()) == FindingRow(
        "s1", 4, "https://a.example/x", "a.example", "2027-03",
        fingerprint="3c150fd0955fef7d3f9ff7675ac47984", rule="cure", subject="unsupported", severity="error",
        start=108, end=120, line=4, column=16, end_line=4, end_column=28, place="", quote="cures stroke",
        message="speaks of a cure for stroke",
        suggestion="say what was seen in which study, and that it is no cure for stroke",
        claim=claim.id, sources=(), records=(), also=("treats-disease",), jurisdictions=(), page=False, allowed="",
    )  # fmt: skip
    assert {rule: finding.allowed for rule, finding in found.items()} == {
        "cure": "",
        "onset-promise": "the study is linked below",
    }


def test_a_page_that_is_too_large_or_raises_has_failed(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    small = replace(house, config=replace(house.config, max_size=5))
    row = Row("a", "", "a.txt", "text", "A lamp.")
    large = page.checked(row, page.Place("s", 0), small, DAY)
    broken = page.checked(replace(row, format="no-format"), page.Place("s", 0), house, DAY)
    monkeypatch.setattr(flow, "check_document", lambda *_: 1 // 0)
    raised = page.checked(row, page.Place("s", 0), house, DAY)

    assert (large.page.state, large.page.why) == ("failed", "a.txt: is larger than 5 bytes (7)")
    assert broken.page.why.startswith("a.txt: “no-format” is no known format; known: ")
    assert raised.page.why == "cannot be checked (ZeroDivisionError: integer division or modulo by zero)"
