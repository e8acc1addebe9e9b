"""The commit hook, as a content repository meets it: pre-commit installs this checkout and runs it on two articles."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
ARTICLES = {
    "bad.md": "# Cells for stroke\n\nIn the SB-STR02 trial, cells gave patients clear improvement in motor function.\n",
    "good.md": "# Home after a stroke\n\nAsk your therapist which exercises suit you, and note how each day goes.\n",
}
# A cold install fetches the parser and its model from the package registry.
PATIENCE = 900


def repository(folder: Path) -> Path:
    """Make a git repository of what stands in a folder."""
    who = ("-c", "user.name=Ann", "-c", "user.email=ann@example.invalid")
    for words in (("init", "-q"), ("add", "."), (*who, "commit", "-q", "-m", "All")):
        subprocess.run(("git", *words), cwd=folder, check=True, env=plain_environment())
    return folder


def this_checkout(folder: Path) -> Path:
    """Make a repository of this checkout as it stands, changes that are not committed among them."""
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True, env=plain_environment())
    for name in filter(None, listed.stdout.split("\0")):
        # What is deleted and not yet committed is listed too.
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    return repository(folder)


def content_repository(folder: Path, offered: Path) -> Path:
    """Make a repository that holds the two articles, and asks for the hook."""
    folder.mkdir()
    for name, words in ARTICLES.items():
        (folder / name).write_text(words)
    asking = ["git", "rev-parse", "HEAD"]
    head = subprocess.run(asking, cwd=offered, capture_output=True, text=True, check=True, env=plain_environment())
    asked = {"repo": str(offered), "rev": head.stdout.strip(), "hooks": [{"id": "claimcheck"}]}
    (folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump({"repos": [asked]}))
    return repository(folder)


def plain_environment() -> dict[str, str]:
    """Return the environment without what git and Python pass on to the commands that they run."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PYTHON"))}


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[int, str]]:
    """Install the hook, and run it on each article: the code it leaves with, and what it prints."""
    folder = tmp_path_factory.mktemp("hook")
    site = content_repository(folder / "site", this_checkout(folder / "offered"))
    # pip takes this option from the environment the other way round: “no” asks for what it says.
    env = {**plain_environment(), "PIP_NO_COMPILE": "no", "PRE_COMMIT_HOME": str(folder / "installed")}
    said = {}
    for article in ARTICLES:
        command = [sys.executable, "-m", "pre_commit", "run", "--files", article]
        done = subprocess.run(
            command, cwd=site, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
            timeout=PATIENCE, check=False,
        )  # fmt: skip
        said[article] = (done.returncode, done.stdout)
    return said


def test_the_hook_blocks_an_article_that_hides_a_missed_endpoint(runs: dict[str, tuple[int, str]]) -> None:
    code, said = runs["bad.md"]

    assert code == 1
    assert "bad.md:3:" in said
    assert "error  endpoint-not-met (evidence" in said
    assert "SB-STR02 trial, cells gave patients clear improvement in motor function”" in said


def test_the_hook_lets_a_good_article_pass(runs: dict[str, tuple[int, str]]) -> None:
    code, said = runs["good.md"]

    assert said.splitlines()[-1].startswith("claimcheck...")
    assert said.splitlines()[-1].endswith("Passed")
    assert code == 0


def test_the_hook_runs_once_for_all_files() -> None:
    [hook] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))

    assert (hook["id"], hook["entry"], hook["language"]) == ("claimcheck", "claimcheck check", "python")
    assert hook["require_serial"] is True


def test_the_hook_is_given_only_kinds_of_files_that_are_read() -> None:
    from identify import identify

    from claimcheck import readers

    [hook] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    offered = {tag for suffix in readers.suffixes() for tag in identify.tags_from_filename(f"page{suffix}")}

    assert set(hook["types_or"]) <= offered


def test_our_own_hooks_run_what_is_installed() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))

    assert [repo["repo"] for repo in hooks["repos"]] == ["local"]
    assert {hook["language"] for hook in hooks["repos"][0]["hooks"]} == {"system"}
