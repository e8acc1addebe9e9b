"""The cache: the same bytes with it and without, by one process or more; nothing is read again that has not changed."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimcheck import flow, language, processes, shipped
from claimcheck.cache import asked, codec, loaded, run
from claimcheck.cache.checking import NAME, Means, check_files
from claimcheck.cache.grammar import Grammar
from claimcheck.cache.store import Store
from claimcheck.config import config
from claimcheck.errors import UserError
from claimcheck.known import Known
from claimcheck.model import Report
from claimcheck.patterns.pattern import Pattern
from claimcheck.records import check as record_check
from claimcheck.records import library as record_library

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from claimcheck.flow import House, Outcome
    from conftest import Ran

DAY = "2026-11-28"
EXAMPLES = Path(__file__).parent.parent / "examples"
# Sentences of which pages are made: with claims and without, with and without a record that they lean on.
SENTENCES = (
    "Our stem cells cure stroke.",
    "In the MASTERS-2 trial, cell therapy improved recovery after stroke.",
    "Fish oil may help with depression.",
    "Our clinic opens at nine.",
    "A study found that 8 of 12 patients walked again.",
    "Book your place only today.",
)


def files_in(folder: Path) -> list[tuple[Path, str]]:
    return [(path, path.name) for path in sorted(folder.glob("*.md"))]


def write(folder: Path, pages: Sequence[Sequence[str]]) -> list[tuple[Path, str]]:
    for old in folder.glob("*.md"):
        old.unlink()
    for number, sentences in enumerate(pages):
        (folder / f"page-{number}.md").write_text("# Stroke\n\n" + "\n\n".join(sentences) + "\n")
    return files_in(folder)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[str]]:
    """Return a function that tells which files were read and judged since it was last asked."""
    seen: list[str] = []
    check_file = flow.check_file

    def noted(path: Path, shown: str, house: House, as_of: str) -> flow.Checked:
        seen.append(shown)
        return check_file(path, shown, house, as_of)

    def told() -> list[str]:
        found = seen[:]
        seen.clear()
        return found

    monkeypatch.setattr(flow, "check_file", noted)
    return told


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[str]]:
    """Return a function that tells which sentences were parsed since it was last asked."""
    seen: list[str] = []
    parse = language.parse

    def noted(texts: language.Runs) -> list[tuple[language.Token, ...]]:
        texts = list(texts)
        seen.extend(words for words, _ in texts)
        return parse(texts)

    def told() -> list[str]:
        found = seen[:]
        seen.clear()
        return found

    monkeypatch.setattr(language, "parse", noted)
    return told


@pytest.fixture(scope="module")
def report(house: House) -> Report:
    path = EXAMPLES / "articles" / "stroke-cells.md"
    found = flow.check_file(path, path.name, house, DAY)
    assert isinstance(found, Report)
    return found


def test_a_report_comes_back_as_it_was(report: Report) -> None:
    assert len(report.findings) > 5
    assert codec.unpacked(codec.packed(report)) == report


@pytest.mark.parametrize("data", [b"", b"no report", codec.zlib.compress(b"[]"), codec.zlib.compress(b'[["a"], []]')])
def test_what_is_no_report_is_told(data: bytes) -> None:
    with pytest.raises((ValueError, TypeError, LookupError, codec.zlib.error)):
        codec.unpacked(data)


def test_grammar_comes_back_as_it_was(tmp_path: Path, report: Report) -> None:
    texts = [(report.document.words_of(number), block.start) for number, block in enumerate(report.document.blocks)]
    texts += [("“Café” doesn’t\u00a0cure 💡 ALS.", 7)]
    store = Store(tmp_path / "store", DAY)
    language.Memory(Grammar(store)).parse(texts)

    assert language.Memory(Grammar(store)).parse(texts) == language.parse(texts)


def test_a_memory_holds_no_more_than_it_may(parsed: Callable[[], list[str]]) -> None:
    memory = language.Memory(most=2)
    first = memory.parse([("One lamp.", 0), ("Two lamps.", 10), ("Three lamps.", 21)])
    parsed()

    assert memory.parse([("Two lamps.", 10), ("Three lamps.", 21)]) == first[1:]
    assert parsed() == []
    assert memory.parse([("One lamp.", 0)]) == first[:1]
    assert parsed() == ["One lamp."]


def test_an_unchanged_file_is_not_judged_again(
    tmp_path: Path, house: House, counted: Callable[[], list[str]], parsed: Callable[[], list[str]]
) -> None:
    files = write(tmp_path, [SENTENCES[:2], SENTENCES[2:]])
    first = check_files(files, house, DAY, Means(tmp_path / "cache"))
    assert counted() == ["page-0.md", "page-1.md"]
    assert len(parsed()) > 5

    assert check_files(files, house, DAY, Means(tmp_path / "cache")) == first
    assert (counted(), parsed()) == ([], [])


def test_an_edited_paragraph_is_parsed_alone(tmp_path: Path, house: House, parsed: Callable[[], list[str]]) -> None:
    check_files(write(tmp_path, [SENTENCES]), house, DAY, Means(tmp_path / "cache"))
    parsed()
    files = write(tmp_path, [[*SENTENCES[:3], "Our clinic treats gout at ten.", *SENTENCES[4:]]])
    again = check_files(files, house, DAY, Means(tmp_path / "cache"))

    assert parsed() == ["Our clinic treats gout at ten."]
    assert again == flow.check_files(files, house, DAY)


@pytest.mark.parametrize("change", ["day", "rules", "lexicon", "config", "name"])
def test_what_a_page_is_held_against_decides(
    change: str, tmp_path: Path, house: House, counted: Callable[[], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    files, day = write(tmp_path, [SENTENCES[:1]]), DAY
    check_files(files, house, day, Means(tmp_path / "cache"))
    counted()
    if change == "day":
        day = "2026-11-29"
    elif change == "rules":
        house = replace(house, rules=house.rules[1:])
    elif change == "lexicon":
        digest = shipped.digest
        monkeypatch.setattr(shipped, "digest", lambda folders: f"{digest(folders)} changed")
    elif change == "config":
        house = replace(house, config=replace(house.config, digest="another"))
    else:
        files = [(files[0][0], "other.md")]
    check_files(files, house, day, Means(tmp_path / "cache"))

    assert len(counted()) == 1


def without(house: House, *names: str) -> House:
    """Return a house whose library lacks some records."""
    return replace(house, records=record_library.Held({k: r for k, r in house.records.items() if k not in names}))


def test_only_pages_that_lean_on_a_record_are_judged_again(
    tmp_path: Path, house: House, counted: Callable[[], list[str]]
) -> None:
    files = write(tmp_path, [[SENTENCES[1]], [SENTENCES[2]], [SENTENCES[3]]])
    small = without(house, "masters-2")
    for held, judged in (
        (house, ["page-0.md", "page-1.md", "page-2.md"]),
        # It is taken out, and comes back.
        (small, ["page-0.md"]),
        (house, ["page-0.md"]),
    ):
        found = check_files(files, held, DAY, Means(tmp_path / "cache"))
        assert counted() == judged
        assert found.reports == flow.check_files(files, held, DAY).reports
        counted()


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_cache_jobs_and_order_change_no_byte(tmp_path: Path, house: House, data: st.DataObject) -> None:
    folder = tmp_path / "cache"
    shutil.rmtree(folder, ignore_errors=True)
    shelf = ("masters-2", "masters", "treasure")
    for _ in range(data.draw(st.integers(2, 3))):
        pages = data.draw(
            st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3), min_size=1, max_size=3)
        )
        held = without(house, *data.draw(st.sets(st.sampled_from(shelf))))
        files = data.draw(st.permutations(write(tmp_path, pages)))
        plain = flow.check_files(sorted(files), held, DAY)
        found = check_files(files, held, DAY, Means(folder, jobs=data.draw(st.integers(1, 2))))
        assert (found.reports, found.failed, found.digests) == (plain.reports, plain.failed, plain.digests)


def test_files_that_fail_and_are_left_out_are_told_in_order(tmp_path: Path, house: House) -> None:
    files = write(tmp_path, [SENTENCES[:1], SENTENCES[3:4]])
    files = [(tmp_path / "gone.md", "gone.md"), files[1], (tmp_path / "lost.md", "lost.md"), files[0]]
    found = check_files(files, house, DAY, Means(tmp_path / "cache", jobs=2))

    assert [error.path for error in found.failed] == ["gone.md", "lost.md"]
    assert [each.document.path for each in found.reports] == ["page-0.md", "page-1.md"]


def damaged(path: Path, how: str) -> None:
    if how == "no database":
        path.write_bytes(b"what is this" * 1000)
    elif how == "cut short":
        path.write_bytes(path.read_bytes()[:5000])
    elif how == "other tables":
        path.unlink()
        with sqlite3.connect(path) as connection:
            connection.execute("CREATE TABLE page (a, b)")
        connection.close()
    elif how == "torn rows":
        with sqlite3.connect(path) as connection:
            connection.execute("UPDATE page SET report = x'00', asked = x'00'")
            connection.execute("UPDATE evidence SET records = x'00'")
        connection.close()
    else:
        shutil.rmtree(path.parent)
        path.parent.write_text("a file in the place of the folder")


@pytest.mark.parametrize("how", ["no database", "cut short", "other tables", "torn rows", "no folder"])
def test_a_broken_cache_is_made_anew_without_a_word(
    how: str, tmp_path: Path, house: House, capfd: pytest.CaptureFixture[str]
) -> None:
    files = write(tmp_path, [SENTENCES[:2]])
    first = check_files(files, house, DAY, Means(tmp_path / "cache"))
    damaged(tmp_path / "cache" / NAME, how)

    assert check_files(files, house, DAY, Means(tmp_path / "cache")) == first
    assert check_files(files, house, DAY, Means(tmp_path / "cache")) == first
    assert capfd.readouterr() == ("", "")


def test_two_runs_at_once_share_a_cache(tmp_path: Path, house: House) -> None:
    files = write(tmp_path, [SENTENCES[:2], SENTENCES[2:4], SENTENCES[4:]])
    plain = flow.check_files(files, house, DAY)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: check_files(files, house, DAY, Means(tmp_path / "cache", jobs=1)), range(4)))

    assert found == [plain] * 4


def test_a_large_cache_is_cut_down(tmp_path: Path) -> None:
    for day in ("2026-11-01", "2026-11-02", "2026-11-03", "2026-11-04"):
        store = Store(tmp_path / "store", day)
        store.put("grammar", [(day.encode() + bytes([n]), "x" * 1000) for n in range(20)])
    store.tidy(largest=10_000_000)
    assert len(store.many("grammar", [b"2026-11-01" + bytes([n]) for n in range(20)])) == 20

    store.tidy(largest=10_000)
    assert store.many("grammar", [b"2026-11-02\0", b"2026-11-03\0"]).keys() == {b"2026-11-03\0"}


def test_a_process_that_a_task_kills_takes_no_other_task_with_it() -> None:
    def work(task: int) -> str:
        if task == 3:
            os._exit(9)
        return f"done {task}"

    found = dict(processes.each(work, range(6), 2, lambda task: f"lost {task}"))

    assert found == {n: "lost 3" if n == 3 else f"done {n}" for n in range(6)}


def test_a_page_that_kills_its_process_is_told_and_the_others_stand(
    tmp_path: Path, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = write(tmp_path, [SENTENCES[:1], SENTENCES[3:4]])
    check_file = flow.check_file

    def deadly(path: Path, shown: str, house: House, as_of: str) -> flow.Checked:
        return os._exit(9) if shown == "page-0.md" else check_file(path, shown, house, as_of)

    monkeypatch.setattr(flow, "check_file", deadly)
    found = check_files(files, house, DAY, Means(tmp_path / "cache", jobs=2))

    assert [str(error) for error in found.failed] == [
        "page-0.md: cannot be checked (the process that read it ended); "
        "this is a fault of claimcheck, or too little memory: leave it out"
    ]
    assert [each.document.path for each in found.reports] == ["page-1.md"]


def test_records_that_are_all_looked_at_are_all_leaned_on(house: House) -> None:
    records = asked.NotedRecords(house.records)
    assert asked.unpacked(records.asked.packed()) is not None
    list(records)

    assert asked.unpacked(records.asked.packed()) is None


def test_a_check_without_the_cache_keeps_nothing(site: Path, own_cache: Path, run: Callable[..., Ran]) -> None:
    assert run("check", str(site), "--no-cache").code == 1

    assert not own_cache.exists()


def command(*words: str, folder: Path) -> tuple[int, str, str, set[str]]:
    """Run claimcheck in a process of its own; return its exit code, what it wrote and the libraries it loaded."""
    program = (
        "import sys, atexit\n"
        "atexit.register(lambda: open('loaded', 'w').write(' '.join(sys.modules)))\n"
        f"sys.argv = ['claimcheck', *{list(words)!r}]\n"
        "from claimcheck.__main__ import program\n"
        "program()\n"
    )
    ran = subprocess.run([sys.executable, "-c", program], cwd=folder, capture_output=True, text=True, check=False)
    return ran.returncode, ran.stdout, ran.stderr, set((folder / "loaded").read_text().split())


@pytest.fixture
def small_site(tmp_path: Path, own_cache: Path) -> Path:
    """Make a content repository with one rule of its own beside those that ship."""
    assert own_cache.parent == tmp_path
    folder = tmp_path / "site"
    (folder / "content").mkdir(parents=True)
    (folder / "loaded").write_text("")
    (folder / "content" / "page.md").write_text("# Lamps\n\nOur lamps cure insomnia.\n")
    return folder


def test_an_unchanged_run_loads_nothing_and_an_unchanged_page_in_another_run_no_parser(small_site: Path) -> None:
    first = command("check", "content", folder=small_site)
    again = command("check", "content", folder=small_site)
    other = command("check", "content", "--format", "json", folder=small_site)

    assert first[0] == 1
    assert "spacy" in first[3]
    assert again[:3] == first[:3]
    assert not {"spacy", "click", "pydantic", "yaml", "pathspec", "numpy", "typing"} & again[3]
    assert other[0] == 1
    assert not {"spacy", "numpy"} & other[3]


@pytest.fixture
def kept(tmp_path: Path, own_cache: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep a run that rests on a page, its folder, and a file that is not there; return the folder."""
    assert own_cache.parent == tmp_path
    monkeypatch.chdir(tmp_path)
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "page.md").write_text("A lamp.")
    run.record(WORDS, 1, "written\n", "told\n", ["site", "site/page.md", "claimcheck.yaml"])
    return tmp_path


WORDS = ["check", "site"]


def test_a_kept_run_is_told_to_both_streams(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert kept.name
    assert run.replay(WORDS) == 1
    assert capsys.readouterr() == ("written\n", "told\n")


def test_a_file_of_the_same_words_is_the_same(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (kept / "site" / "page.md").unlink()
    (kept / "site" / "page.md").write_text("A lamp.")

    assert run.replay(WORDS) == 1
    assert capsys.readouterr().out == "written\n"


@pytest.mark.parametrize(
    "change",
    ["edited", "gone", "one more", "configured", "other words", "other place", "other day", "environment", "torn"],
)
def test_a_run_is_not_told_again_where_something_has_changed(
    change: str, kept: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    words = WORDS
    if change == "edited":
        # As long as before, and at once: no stamp tells.
        (kept / "site" / "page.md").write_text("A lime.")
    elif change == "gone":
        (kept / "site" / "page.md").unlink()
    elif change == "one more":
        (kept / "site" / "other.md").write_text("A lamp.")
    elif change == "configured":
        (kept / "claimcheck.yaml").write_text("")
    elif change == "other words":
        words = [*WORDS, "--fail-on=advice"]
    elif change == "other place":
        monkeypatch.chdir(kept / "site")
    elif change == "other day":
        monkeypatch.setattr(run.time, "strftime", lambda _: "2031-01-01")
    elif change == "environment":
        monkeypatch.setenv("NO_COLOR", "1")
    else:
        [path] = (kept / ".cache" / "runs").iterdir()
        path.write_bytes(path.read_bytes()[:50])

    assert run.replay(words) is None
    assert capsys.readouterr() == ("", "")


def test_few_runs_are_kept(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "_MOST_KEPT", 3)
    for number in range(6):
        run.record(["check", str(number)], 0, "", "", [])

    assert len(list((kept / ".cache" / "runs").iterdir())) == 3


def test_a_run_with_a_fault_is_not_kept(site: Path, own_cache: Path, run: Callable[..., Ran]) -> None:
    (site / "claimcheck.yaml").write_text("rules: [rules]\nsetings: 1\n")

    assert run("check", "bad.md").code == 2
    assert not (own_cache / "runs").exists()
    (site / "claimcheck.yaml").write_text("rules: [rules]\n")
    assert run("check", "bad.md").code == 1
    assert len(list((own_cache / "runs").iterdir())) == 1


def test_a_cache_that_cannot_be_written_stops_nothing(house: House, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("no folder")
    files = write(tmp_path, [SENTENCES[:1]])
    found: Outcome = check_files(files, house, DAY, Means(tmp_path / "cache" / "deeper"))

    assert found == flow.check_files(files, house, DAY)
    assert not [each for each in found.failed if isinstance(each, UserError)]


def house_with(known: Known) -> House:
    """Load the shipped rules, lexicon and records with what is known."""
    words = flow.load_lexicon(config.Config(), known)
    rules = flow.load_rules(config.Config(), words)
    return flow.House(config.Config(), words, rules, flow.load_records(config.Config(), words))


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory, house: House) -> Known:
    """Return what loading the shipped house finds out, written to disk and read again."""
    folder, found = tmp_path_factory.mktemp("loaded"), Known()
    house_with(found)
    loaded.write(folder, "", found)
    assert house.rules
    return loaded.read(folder, "")


def test_what_is_known_of_rules_and_records_changes_none_of_them(known: Known, house: House) -> None:
    again = house_with(known)

    assert not known.is_new
    assert again.rules == house.rules
    assert dict(again.records) == dict(house.records)
    assert again.lexicon == house.lexicon
    for mine, other in zip(again.rules, house.rules, strict=True):
        for pattern, same in zip(mine.find, other.find, strict=True):
            if isinstance(pattern, Pattern) and isinstance(same, Pattern):
                assert pattern.known is not None
                assert [frozenset(words) for words in pattern.gate] == [frozenset(words) for words in same.gate]
                assert (pattern.slots, pattern.asks_offered, pattern.first, pattern.nodes) == (
                    same.slots, same.asks_offered, same.first, same.nodes,
                )  # fmt: skip


def test_a_sound_record_is_not_proved_again(known: Known, monkeypatch: pytest.MonkeyPatch) -> None:
    proved: list[str] = []
    monkeypatch.setattr(record_check, "faults_of", lambda file, _: proved.append(file.path) or [])
    words = flow.load_lexicon(config.Config(), known)
    flow.load_records(config.Config(), words)
    assert proved == []

    known.under("another lexicon")
    flow.load_records(config.Config(), words)
    assert len(proved) > 40


def test_a_broken_rule_is_told_also_after_it_was_sound(site: Path, run: Callable[..., Ran]) -> None:
    assert run("check", "bad.md").code == 1
    path = site / "rules" / "pressure" / "haste.yaml"
    path.write_text(path.read_text().replace('"only today"', '"only [today]"'))
    broken = run("check", "bad.md")

    assert (broken.code, broken.err) == (
        2,
        [
            "rules/pressure/haste.yaml:8: pattern “only [today]” uses “[”: patterns are no regular expressions; "
            "write the words; a|b, (optional), ..., {class} and <number> are what there is"
        ],
    )
    assert run("check", "bad.md").err == broken.err


@pytest.mark.parametrize("content", [b"", b"torn", codec.zlib.compress(b"{}"), codec.zlib.compress(b"[1]")])
def test_torn_knowledge_is_none(content: bytes, tmp_path: Path) -> None:
    loaded.write(tmp_path, "", Known(is_new=True))
    [path] = (tmp_path / "loaded").iterdir()
    path.write_bytes(content)

    assert loaded.read(tmp_path, "") == Known()
