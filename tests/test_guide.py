"""README and GUIDE hold what they promise: each command runs and prints what is shown, each file shown is written."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
import yaml

import made_warm

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
SETUP = re.compile(r"python3 -m venv \.venv && \.venv/bin/pip install -q -e '\.\[test\]' && \.venv/bin/(?P<last>.+)")
# "Write `path`:", "Write `path` again:" and the like: the next block is the file's content.
NAMED_FILE = re.compile(r"Write `(?P<path>[^`]+)`(?: again)?(?: \([^)]*\))?:\s*\Z")
LEFT_OUT = "…"
MARK = "@@ end of command"


class Fenced(NamedTuple):
    """One fenced block: its language, the prose since the block before, its lines, and where it begins."""

    language: str
    before: str
    lines: tuple[str, ...]
    line: int


class Step(NamedTuple):
    """One command and the lines that are shown below it."""

    command: str
    shown: tuple[str, ...]


def fenced(path: Path) -> list[Fenced]:
    """Return the fenced blocks of a Markdown file."""
    found, before, inside, language, begin = [], [], None, "", 0
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if inside is None and line.startswith("```"):
            language, inside, begin = line[3:], [], number
        elif inside is not None and line == "```":
            found.append(Fenced(language, " ".join(before), tuple(inside), begin))
            before, inside = [], None
        elif inside is not None:
            inside.append(line)
        else:
            before.append(line)
    return found


def steps(block: Fenced) -> list[Step]:
    """Return the commands of a console block."""
    found: list[Step] = []
    for line in block.lines:
        if line.startswith("$ "):
            found.append(Step(line[2:], ()))
        else:
            found[-1] = Step(found[-1].command, (*found[-1].shown, line))
    return found


def environment_in(folder: Path) -> dict[str, str]:
    """Return the environment of a user who lives in a folder."""
    return {
        **os.environ,
        "PATH": f"{folder / 'bin'}{os.pathsep}{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT / "src"),
        "HOME": str(folder),
        "PRE_COMMIT_HOME": str(folder / "pre-commit"),
        **{
            f"GIT_{who}_{what}": f"{who}@example.invalid"
            for who in ("AUTHOR", "COMMITTER")
            for what in ("NAME", "EMAIL")
        },
    }


def run(commands: list[str], folder: Path) -> list[list[str]]:
    """Return the lines that each command writes, run one after the other in one shell."""
    script = "".join(f"{command} 2>&1\ncode=$?; echo; echo '{MARK}'; (exit $code)\n" for command in commands)
    env = environment_in(folder)
    ran = subprocess.run(
        ["bash", "-c", script], cwd=folder / "site", env=env, capture_output=True, text=True, check=False
    )
    return [part.strip("\n").splitlines() for part in ran.stdout.split(f"{MARK}\n")[:-1]]


def shows(shown: tuple[str, ...], written: list[str]) -> bool:
    """Return whether lines were written as shown; `…` stands for any lines, at a line's end for the rest of it."""
    pattern = "".join(
        r"(?:.*\n)*?" if line == LEFT_OUT else ".*".join(re.escape(part) for part in line.split(LEFT_OUT)) + r"\n"
        for line in shown
    )
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in written)) is not None


def other_than_shown(block: Fenced, ground: Path) -> list[str]:
    """Run a console block; return the lines of each command that prints something else than is shown."""
    asked = steps(block)
    ran = run([plain(step.command) for step in asked], ground)
    return [
        line
        for step, written in zip(asked, ran, strict=True)
        if step.shown and not shows(step.shown, written)
        for line in (f"line {block.line}: $ {step.command}", *written)
    ]


def plain(command: str) -> str:
    """Return a command as it is run here: what sets up an environment is left to the shape test."""
    setup = SETUP.fullmatch(command)
    return setup["last"] if setup else command.replace(".venv/bin/", "")


@pytest.fixture
def ground(tmp_path: Path) -> Path:
    """Make a folder with a copy of the examples as `site`, and the command `claimcheck` in `bin`."""
    shutil.copytree(ROOT / "examples", tmp_path / "site")
    (tmp_path / "bin").mkdir()
    write_command(tmp_path, f'"{sys.executable}" -m claimcheck')
    return tmp_path


@pytest.fixture
def warm_ground(ground: Path) -> Iterator[Path]:
    """Make such a folder whose command need not load what the one before it loaded."""
    with made_warm.started(environment_in(ground)) as words:
        write_command(ground, words)
        yield ground


def write_command(ground: Path, words: str) -> None:
    command = ground / "bin" / "claimcheck"
    command.write_text(f'#!/bin/sh\nexec {words} "$@"\n')
    command.chmod(0o755)


def in_a_checkout(ground: Path) -> Path:
    """Return the folder with the examples in `examples/`, as in a checkout of this repository."""
    shutil.copytree(ROOT / "examples", ground / "site" / "examples")
    (ground / "site" / "claimcheck.yaml").unlink()
    return ground


def test_every_command_of_the_guide_prints_what_it_shows(warm_ground: Path) -> None:
    different: list[str] = []
    for block in fenced(ROOT / "GUIDE.md"):
        named = NAMED_FILE.search(block.before.strip())
        if block.language == "console":
            different += other_than_shown(block, warm_ground)
        elif named:
            path = warm_ground / "site" / named["path"]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("\n".join(block.lines) + "\n", encoding="utf-8")

    assert "\n".join(different) == ""


def test_the_run_of_the_readme_prints_what_it_shows(ground: Path) -> None:
    block = next(block for block in fenced(ROOT / "README.md") if block.language == "console")

    assert "\n".join(other_than_shown(block, in_a_checkout(ground))) == ""


def test_the_first_command_of_the_readme_sets_up_and_its_last_part_finds_something(ground: Path) -> None:
    commands = [
        step.command for block in fenced(ROOT / "README.md") if block.language == "console" for step in steps(block)
    ]
    first = SETUP.fullmatch(commands[1])

    assert first is not None
    assert first["last"] == "claimcheck check examples"
    assert run([f"{first['last']} >/dev/null", "echo $?"], in_a_checkout(ground))[1] == ["1"]
    assert commands[2:] == [".venv/bin/python -m pytest"]


@pytest.mark.parametrize("name", ["README.md", "GUIDE.md"])
def test_the_hook_is_one_that_this_repository_offers(name: str) -> None:
    offered = [hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))]
    asked = [
        hook["id"]
        for block in fenced(ROOT / name)
        if block.language == "yaml" and any(line.startswith("repos:") for line in block.lines)
        for repository in yaml.safe_load("\n".join(block.lines))["repos"]
        if repository["repo"] != "local"
        for hook in repository["hooks"]
    ]

    assert asked
    assert set(asked) <= set(offered)


@pytest.mark.parametrize("path", sorted(ROOT.glob("*.md")), ids=lambda path: path.name)
def test_links_of_the_documents_lead_somewhere(path: Path) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text(encoding="utf-8"))

    assert [target for target in targets if not (ROOT / target).exists()] == []
