"""Only what a change brought: pages, sentences and page-wide effects that git's old version did not have."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from claimcheck import outputs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Ran

NOTHING = "0 errors, 0 warnings, 0 advice; 0 allowed."
OLD = "# Lamps\n\nYours *only\ntoday*, and never again.\n"


def git(folder: Path, *words: str) -> str:
    settings = ("-c", "user.name=a", "-c", "user.email=a@example.invalid", "-c", "commit.gpgsign=false")
    command = ("git", *settings, "-c", "init.defaultBranch=main", *words)
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout.strip()


def commit(folder: Path) -> str:
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "A change", "--allow-empty")
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture
def repository(site: Path) -> Path:
    """Make the content repository one of git, with all that is in it committed."""
    git(site, "init", "-q")
    commit(site)
    return site


def places(ran: Ran) -> list[str]:
    """Return the places of the findings that were printed."""
    return [line.split(" ")[0] for line in ran.out if "  haste (" in line]


def test_what_was_not_changed_is_not_checked(repository: Path, run: Callable[..., Ran]) -> None:
    found = run("check", ".", "--since", "HEAD")

    assert (found.code, found.err) == (0, [])
    assert found.out[0] == f"0 findings in 0 files: {NOTHING}"
    assert found.out[2:4] == [
        "0 more hidden: there before, at HEAD.",
        "2 files are as at HEAD and not checked.",
    ]
    assert repository.is_dir()


def test_a_sentence_that_was_added_is_found_and_the_old_one_hidden(repository: Path, run: Callable[..., Ran]) -> None:
    (repository / "bad.md").write_text(f"{OLD}\nAnd this, only today!\n")
    found = run("check", ".", "--since", "HEAD")

    assert (found.code, places(found)) == (1, ["bad.md:6:11"])
    assert "1 more hidden: there before, at HEAD." in found.out
    assert "1 file is as at HEAD and not checked." in found.out


@pytest.mark.parametrize("name", [name for name in outputs.formats() if name != "docx"])
def test_every_output_of_a_terminal_tells_how_much_is_hidden(
    name: str, repository: Path, run: Callable[..., Ran]
) -> None:
    (repository / "bad.md").write_text(f"{OLD}\nMore.\n")

    assert "1 more hidden: there before, at HEAD" in "\n".join(
        run("check", ".", "--since", "HEAD", "--format", name).out
    )


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param(f"A line more.\n\n{OLD}", id="moved down"),
        pytest.param("# Lamps\n\nYours only today, and never again.\n", id="wrapped otherwise"),
        pytest.param("# Lamps\n\nNew words. Yours *only\ntoday*, and never again. More.\n", id="words beside it"),
        pytest.param(OLD.replace("\n", "\r\n"), id="other line ends"),
    ],
)
def test_an_edit_around_a_finding_did_not_bring_it(changed: str, repository: Path, run: Callable[..., Ran]) -> None:
    (repository / "bad.md").write_bytes(changed.encode())

    assert run("check", ".", "--since", "HEAD").code == 0


@pytest.mark.parametrize(
    ("before", "now", "place"),
    [
        pytest.param("Yours only today.\n", "All yours only today.\n", "bad.md:1:11", id="the sentence was edited"),
        pytest.param("It is only today.\n", "Is it yours only today?\n", "bad.md:1:13", id="swapped for another"),
        pytest.param("Yours only today.\n\nA.\n", "Yours only today.\n\nYours only today.\n", "bad.md:3:7", id="twice"),
        pytest.param(
            "A.\n\nYours only today.\n", "Yours only today.\n\nYours only today.\n", "bad.md:1:7", id="before"
        ),
        pytest.param(
            "<!-- claimcheck: allow haste because so -->\n\nYours only today.\n",
            "Yours only today.\n",
            "bad.md:1:7",
            id="an exception was taken out",
        ),
    ],
)
def test_the_change_brought(before: str, now: str, place: str, repository: Path, run: Callable[..., Ran]) -> None:
    (repository / "bad.md").write_text(before)
    commit(repository)
    (repository / "bad.md").write_text(now)

    assert places(run("check", ".", "--since", "HEAD")) == [place]


PRICE_UNSAID = """\
rule: price-unsaid
severity: error
says: "tells benefits and no price"
why: "Readers compare by price. They cannot without one."
sources: [own-code]
when: {direction: [benefit], kinds: [effect]}
require: {for: page, within: page, words: ["price"]}
suggest: "say the price"
examples:
  found: [{page: "Our stem cells relieve knee pain.", absent: true}, {page: "Our cells ease pain.", absent: true}]
  clean: [{page: "Our stem cells relieve knee pain. The price is 5."}, {page: "The price is 5."}]
limits: ["A price in a picture is not seen."]
"""


def test_what_a_change_took_away_is_found_where_nothing_was_changed(repository: Path, run: Callable[..., Ran]) -> None:
    (repository / "rules" / "disclaimers").mkdir()
    (repository / "rules" / "disclaimers" / "price-unsaid.yaml").write_text(PRICE_UNSAID)
    (repository / "bad.md").write_text("Our stem cells relieve knee pain.\n\nThe price is 5.\n")
    commit(repository)
    (repository / "bad.md").write_text("Our stem cells relieve knee pain.\n")
    taken_away = run("check", ".", "--since", "HEAD")
    commit(repository)
    (repository / "bad.md").write_text("Our cells ease back pain.\n\nOur stem cells relieve knee pain.\n")

    assert taken_away.out[0].startswith("bad.md:1:1  error  price-unsaid")
    assert run("check", ".", "--since", "HEAD").code == 0


def test_a_new_file_is_new_as_a_whole(repository: Path, run: Callable[..., Ran]) -> None:
    (repository / "new.md").write_text(OLD)

    assert places(run("check", ".", "--since", "HEAD")) == ["new.md:3:8"]


def test_a_renamed_file_is_compared_with_what_it_was(repository: Path, run: Callable[..., Ran]) -> None:
    filler = "\n".join(f"Lamp number {number} lights a room.\n" for number in range(9))
    (repository / "bad.md").write_text(f"{OLD}\n{filler}")
    before = commit(repository)
    (repository / "blog").mkdir()
    git(repository, "mv", "bad.md", "blog/ä b.md")
    (repository / "blog" / "ä b.md").write_text(f"{OLD}\n{filler}\nOrder only today.\n")
    commit(repository)
    found = run("check", ".", "--since", before)

    assert places(found) == ["blog/ä"]
    assert "1 more hidden: there before, at " + before + "." in found.out


def test_what_others_did_since_the_branch_left_is_not_ours(repository: Path, run: Callable[..., Ran]) -> None:
    git(repository, "checkout", "-qb", "ours")
    git(repository, "checkout", "-q", "main")
    (repository / "bad.md").write_text("# Lamps\n")
    commit(repository)
    git(repository, "checkout", "-q", "ours")

    assert run("check", ".", "--since", "main").code == 0


def test_a_branch_without_a_common_past_is_compared_as_it_is(repository: Path, run: Callable[..., Ran]) -> None:
    git(repository, "checkout", "-q", "--orphan", "other")
    commit(repository)

    assert run("check", ".", "--since", "main").out[3] == "2 files are as at main and not checked."


def test_a_page_is_compared_from_any_folder(
    repository: Path, run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    (repository / "blog").mkdir()
    (repository / "bad.md").rename(repository / "blog" / "bad.md")
    commit(repository)
    monkeypatch.chdir(repository / "blog")

    assert run("check", "bad.md", "--since", "HEAD").code == 0
    assert run("check", "../blog", "--since", "HEAD").code == 0


def test_a_commit_hook_s_own_settings_do_not_lead_elsewhere(
    repository: Path, run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", "gone")
    monkeypatch.setenv("GIT_INDEX_FILE", "gone")

    assert run("check", ".", "--since", "HEAD").code == 0
    assert repository.is_dir()


def test_what_the_baseline_holds_and_what_was_there_before_are_both_hidden(
    repository: Path, run: Callable[..., Ran]
) -> None:
    (repository / "bad.md").write_text(f"{OLD}\nOrder only today.\n")
    commit(repository)
    run("baseline", ".")
    (repository / "bad.md").write_text(f"{OLD}\nOrder only today.\n\nPay only today.\n")
    found = run("check", ".", "--since", "HEAD")

    assert places(found) == ["bad.md:8:5"]
    assert "2 more hidden: held by the baseline .claimcheck-baseline.jsonl." in found.out
    assert "0 more hidden: there before, at HEAD." in found.out


def test_an_old_version_that_could_not_be_read_had_nothing(repository: Path, run: Callable[..., Ran]) -> None:
    (repository / "bad.md").write_bytes(b"\0")
    commit(repository)
    (repository / "bad.md").write_text(OLD)

    assert places(run("check", ".", "--since", "HEAD")) == ["bad.md:3:8"]


def test_outside_of_git_it_is_told(site: Path, run: Callable[..., Ran]) -> None:
    said = "bad.md: is in no git repository, which --since needs; check it without --since"

    assert run("check", ".", "--since", "HEAD") == (2, [], [said])
    assert site.is_dir()


@pytest.mark.parametrize("revision", ["gone", "--output=x", "HEAD:bad.md", ""])
def test_what_is_no_revision_is_told(revision: str, repository: Path, run: Callable[..., Ran]) -> None:
    remedy = "name a commit, a branch or a tag; a shallow copy lacks older ones (git fetch --unshallow)"
    said = f"“{revision}” is no revision of this git repository; {remedy}"

    assert run("check", ".", f"--since={revision}") == (2, [], [said])
    assert not (repository / "x").exists()


def test_without_git_it_is_told(repository: Path, run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repository))

    assert run("check", "bad.md", "--since", "HEAD").err == [
        "git cannot be run (No such file or directory); install git"
    ]
