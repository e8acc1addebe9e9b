"""The baseline: what is held is hidden and counted, what is new never is, and it grows only when it is asked to."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from claimcheck import baseline, outputs
from claimcheck.baseline import Baseline, grown, hidden_in
from claimcheck.errors import UserError
from claimcheck.fingerprint import digest, fingerprints, numbered
from claimcheck.model import Report
from made import finding, page

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from claimcheck.model import Document, Finding
    from conftest import Ran

NAME = ".claimcheck-baseline.jsonl"
HELD = '{"path": "bad.md", "rule": "haste", "records": [], "words": "only today", "sentence": "%s", "nth": 1}'
ZERO = "0 findings in 2 files: 0 errors, 0 warnings, 0 advice; 0 allowed."
ONE_HIDDEN = f"1 more hidden: held by the baseline {NAME}."


def lines(site: Path) -> list[str]:
    return (site / NAME).read_text(encoding="utf-8").splitlines()


def words_held(site: Path) -> list[tuple[str, str]]:
    return [(entry["path"], entry["words"]) for entry in map(json.loads, lines(site))]


def test_after_the_baseline_is_written_a_check_finds_nothing_and_tells_what_is_hidden(
    site: Path, run: Callable[..., Ran]
) -> None:
    first = run("baseline", ".")
    then = run("check", ".")

    assert (first.code, first.out) == (0, [f"{NAME} holds 1 finding: 1 taken in, 0 taken out."])
    assert words_held(site) == [("bad.md", "only today")]
    assert (then.code, then.out[0]) == (0, ZERO)
    assert ONE_HIDDEN in then.out


@pytest.mark.parametrize("name", [name for name in outputs.formats() if name != "docx"])
def test_every_output_of_a_terminal_tells_how_much_is_hidden(name: str, site: Path, run: Callable[..., Ran]) -> None:
    run("baseline", ".")

    assert "1 more hidden: held by the baseline" in "\n".join(run("check", str(site), "--format", name).out)


def test_what_is_hidden_can_be_shown(site: Path, run: Callable[..., Ran]) -> None:
    run("baseline", ".")

    assert run("check", ".", "--no-baseline").code == 1
    assert site.is_dir()


def test_other_words_of_the_same_rule_in_the_same_place_are_found(site: Path, run: Callable[..., Ran]) -> None:
    run("baseline", ".")
    (site / "bad.md").write_text("# Lamps\n\nThis price: only today!\n")
    then = run("check", ".")

    assert then.code == 1
    assert then.out[0] == "bad.md:3:13  error  haste (pressure)"
    assert "0 more hidden: held by the baseline .claimcheck-baseline.jsonl." in then.out
    assert "1 entry of the baseline is found no more; `claimcheck baseline` takes out what is gone." in then.out


def test_the_same_words_in_another_sentence_are_found(site: Path, run: Callable[..., Ran]) -> None:
    (site / "bad.md").write_text("Yours only today.\n")
    run("baseline", ".")
    (site / "bad.md").write_text("The course is yours only today.\n")

    assert run("check", ".").code == 1


def test_edits_elsewhere_do_not_move_what_is_held(site: Path, run: Callable[..., Ran]) -> None:
    run("baseline", ".")
    (site / "bad.md").write_text("---\ntitle: Lamps\n---\n\nNew.\n\nYours\n*only today*, and never again.\n\n## More\n")

    assert run("check", ".").code == 0


def test_words_set_in_bold_are_the_same_words(site: Path, run: Callable[..., Ran]) -> None:
    run("baseline", ".")
    (site / "bad.md").write_text("# Lamps\n\nYours **only** _today_, and never again.\n")

    assert run("check", ".").code == 0


def test_a_check_writes_nothing(site: Path, run: Callable[..., Ran]) -> None:
    run("baseline", ".")
    before = lines(site)
    (site / "bad.md").write_text("# Lamps\n")
    run("check", ".")

    assert lines(site) == before


def test_the_baseline_becomes_smaller_by_itself_and_larger_only_when_asked(site: Path, run: Callable[..., Ran]) -> None:
    run("baseline", ".")
    (site / "bad.md").write_text("# Lamps\n")
    (site / "good.md").write_text("It is yours only today.\n")
    smaller = run("baseline", ".")
    held = words_held(site)
    larger = run("baseline", ".", "--accept-new")

    assert smaller.out == [
        f"{NAME} holds 0 findings: 0 taken in, 1 taken out.",
        "1 are found and not held; `--accept-new` takes them in.",
    ]
    assert (smaller.code, held) == (0, [])
    assert larger.out == [f"{NAME} holds 1 finding: 1 taken in, 0 taken out."]
    assert words_held(site) == [("good.md", "only today")]


def test_what_was_not_judged_stays_held(site: Path, run: Callable[..., Ran]) -> None:
    (site / "good.md").write_text("It is yours only today.\n")
    run("baseline", ".")
    before = lines(site)
    (site / "claimcheck.yaml").write_text("rules: [rules]\nseverities: {haste: off}\n")
    off = run("baseline", ".")
    (site / "claimcheck.yaml").write_text("rules: [rules]\n")
    (site / "rules" / "pressure" / "haste.yaml").write_text("rule: [\n")
    broken = run("baseline", "good.md")

    assert (off.code, broken.code) == (0, 2)
    assert lines(site) == before


def test_a_page_or_a_rule_that_is_no_more_is_not_held(site: Path, run: Callable[..., Ran]) -> None:
    (site / "old.md").write_text("It is yours only today.\n")
    run("baseline", ".")
    (site / "old.md").unlink()
    run("baseline", "good.md")
    without_page = words_held(site)
    (site / "rules" / "pressure" / "haste.yaml").rename(site / "rules" / "pressure" / "hurry.yaml")
    rule = site / "rules" / "pressure" / "hurry.yaml"
    rule.write_text(rule.read_text().replace("rule: haste", "rule: hurry"))
    run("baseline", ".")

    assert without_page == [("bad.md", "only today")]
    assert words_held(site) == []


def test_a_check_of_one_rule_does_not_call_the_debt_of_others_gone(site: Path, run: Callable[..., Ran]) -> None:
    other = (site / "rules" / "pressure" / "haste.yaml").read_text().replace("haste", "hurry", 1)
    (site / "rules" / "pressure" / "hurry.yaml").write_text(other.replace("only today", "only now"))
    run("baseline", ".")
    (site / "bad.md").write_text("# Lamps\n")

    assert not any("found no more" in line for line in run("check", ".", "--rule", "hurry").out)
    assert any("found no more" in line for line in run("check", ".", "--rule", "haste").out)


def test_exceptions_that_need_care_are_never_held(site: Path, run: Callable[..., Ran]) -> None:
    (site / "bad.md").write_text("A lamp.\n\n<!-- claimcheck: allow haste because of old -->\n\nA lamp.\n")
    written = run("baseline", ".")

    assert written.out == [
        f"{NAME} holds 0 findings: 0 taken in, 0 taken out.",
        "1 about exceptions and records that need care are never held.",
    ]
    assert run("check", ".", "--fail-on", "warning").code == 1


def test_an_exception_takes_a_finding_out_of_the_baseline(site: Path, run: Callable[..., Ran]) -> None:
    run("baseline", ".")
    page = (site / "bad.md").read_text()
    (site / "bad.md").write_text(page.replace("Yours", "<!-- claimcheck: allow haste because so -->\n\nYours"))
    run("baseline", ".")

    assert words_held(site) == []
    assert run("check", ".").code == 0


def test_the_baseline_beside_the_configuration_holds_for_every_folder(
    site: Path, run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    (site / "blog").mkdir()
    (site / "bad.md").rename(site / "blog" / "bad.md")
    run("baseline", ".")
    monkeypatch.chdir(site / "blog")

    assert run("check", "bad.md").code == 0
    assert words_held(site) == [("blog/bad.md", "only today")]


def test_another_file_can_be_named(site: Path, run: Callable[..., Ran]) -> None:
    run("baseline", ".", "--baseline", "debt.jsonl")

    assert run("check", ".").code == 1
    assert run("check", ".", "--baseline", "debt.jsonl").code == 0
    assert not (site / NAME).exists()


SAID = "holds no finding; take the line out, or write the file anew with `claimcheck baseline`"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (b"\n<<<<<<< HEAD\n", f"{NAME}:2: {SAID}"),
        (b"[]\n", f"{NAME}:1: {SAID}"),
        (b'{"path": "a.md"}\n', f"{NAME}:1: {SAID}"),
        ((HELD % "x").replace('"nth": 1', '"nth": true').encode(), f"{NAME}:1: {SAID}"),
        ((HELD % "x").replace("[]", "[1]").encode(), f"{NAME}:1: {SAID}"),
        (b"[" * 100_000, f"{NAME}:1: {SAID}"),
        (b"\xff\xfe", f"{NAME}: is not UTF-8 text; write it anew with `claimcheck baseline`"),
    ],
    ids=["merge", "list", "keys", "number", "records", "deep", "bytes"],
)
def test_a_file_that_is_no_baseline_is_told_with_its_line(
    written: bytes, said: str, site: Path, run: Callable[..., Ran]
) -> None:
    (site / NAME).write_bytes(written)

    assert run("check", ".") == (2, [], [said])


def test_a_baseline_that_is_not_there_or_no_file_is_told(site: Path, run: Callable[..., Ran]) -> None:
    (site / NAME).mkdir()

    assert run("check", ".", "--baseline", "gone.jsonl").err == [
        "gone.jsonl: cannot be read (No such file or directory)"
    ]
    assert run("check", ".").err == [f"{NAME}: is no file; name a file that `claimcheck baseline` wrote"]


def test_what_both_branches_of_a_merge_hold_is_held_once(tmp_path: Path) -> None:
    path = tmp_path / NAME
    path.write_text(f"{HELD % 'x'}\n{HELD % 'x'}\r\n\n")

    assert [(entry.path, entry.nth) for entry in baseline.read(path).entries()] == [("bad.md", 1)]


# Sentences of which some hold a finding: whole pages are made of them.
SENTENCES = (
    "It cures cats.",
    "It cures dogs.",
    "It cures cats, only today.",
    "A lamp lights the room.",
    "Buy only now.",
)
pages = some.lists(some.sampled_from(SENTENCES), max_size=8)


def report(sentences: Sequence[str], path: str = "page.md") -> Report:
    """Return a report with a finding at each word `cures` and each `only`."""
    document = page("\n\n".join(sentences) + "\n", path=path)
    found = [
        finding(document, word, rule=word, nth=nth)
        for word in ("cures", "only")
        for nth in range(document.source.count(word))
    ]
    return Report(document, findings=tuple(sorted(found, key=lambda f: f.start)))


def held_of(*reports: Report) -> Baseline:
    return grown(Baseline(NAME, Path.cwd()), reports)


def kinds(given: Sequence[Finding], document: Document) -> Counter[tuple[str, str]]:
    """Return how often each rule finds something in each sentence."""
    starts = [(document.source.rfind("\n", 0, f.start) + 1, f) for f in given]
    return Counter((f.rule, document.source[at : document.source.find("\n", f.start)]) for at, f in starts)


def after(held: Baseline, later: Report) -> Report:
    return hidden_in(later, held.of(later.document.path), "baseline")


@settings(deadline=None)
@given(pages)
def test_what_was_just_taken_in_is_hidden_as_a_whole(sentences: list[str]) -> None:
    given_report = report(sentences)
    found = after(held_of(given_report), given_report)

    assert found.findings == ()
    assert tuple(hidden.finding for hidden in found.hidden) == given_report.findings


@settings(deadline=None)
@given(pages, pages)
def test_what_is_hidden_was_there_and_what_is_new_is_found(before: list[str], now: list[str]) -> None:
    old, new = report(before), report(now)
    found = after(held_of(old), new)
    was, stays = kinds(old.findings, old.document), kinds(new.findings, new.document)

    assert kinds(found.findings, new.document) == stays - was
    assert kinds([hidden.finding for hidden in found.hidden], new.document) == stays & was


@settings(deadline=None)
@given(pages, some.permutations(["a.md", "b.md", "c.md"]))
def test_the_order_of_files_does_not_matter(sentences: list[str], names: list[str]) -> None:
    reports = [report(sentences[at:], path=name) for at, name in enumerate(sorted(names))]
    turned = sorted(reports, key=lambda given_report: names.index(given_report.document.path))

    assert baseline.text(held_of(*turned).entries()) == baseline.text(held_of(*reports).entries())


@settings(deadline=None)
@given(pages)
def test_a_baseline_is_read_as_it_was_written(tmp_path_factory: pytest.TempPathFactory, sentences: list[str]) -> None:
    path = tmp_path_factory.getbasetemp() / NAME
    held = grown(
        Baseline(NAME, path.parent), [report(["“Łódź” \u2028 it cures \x85 \ufeff 💡.", *sentences], path="é.md")]
    )
    path.write_text(baseline.text(held.entries()), encoding="utf-8", newline="\n")

    assert baseline.read(path).held == held.held


def test_a_page_of_another_name_shares_nothing() -> None:
    assert after(held_of(report(SENTENCES, path="a.md")), report(SENTENCES, path="b.md")).hidden == ()


def test_another_record_is_another_finding() -> None:
    old = report(["It cures cats."])
    [cures] = old.findings
    new = replace(old, findings=(replace(cures, records=("cat-study",)), cures))
    found = after(held_of(old), new)

    assert [f.records for f in found.findings] == [("cat-study",)]


def test_what_a_page_lacks_as_a_whole_is_the_same_at_whichever_claim_it_stands() -> None:
    old, new = report(["It cures cats."]), report(["It cures dogs."])
    lacking = [replace(each, findings=tuple(replace(f, page=True) for f in each.findings)) for each in (old, new)]

    assert after(held_of(lacking[0]), lacking[1]).findings == ()


def test_a_digest_tells_number_and_path_apart_and_stays_as_it_is() -> None:
    given_report = report(["It cures cats.", "It cures cats."])
    marks = fingerprints(given_report.findings, given_report.document)

    assert numbered(marks) == [1, 2]
    assert marks[0] == marks[1]
    assert digest(marks[0], 1) == "e5743c460eafaf77311ba9f023be6eb4"
    assert len({digest(marks[0], 1), digest(marks[0], 2), digest(marks[0], 1, "a.md")}) == 3


def test_a_file_that_cannot_be_written_is_told_and_nothing_is_torn(site: Path, run: Callable[..., Ran]) -> None:
    told = run("baseline", ".", "--baseline", "gone/debt.jsonl")

    assert told.err == ["gone/debt.jsonl: cannot be written (No such file or directory)"]
    assert told.code == 2
    assert not list(site.rglob("*.part"))


def test_reading_raises_what_a_user_can_mend(tmp_path: Path) -> None:
    with pytest.raises(UserError):
        baseline.read(tmp_path / "gone.jsonl")
