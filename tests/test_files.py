"""Paths as given: which files are checked, in which order, and what is said about the others."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from claimcheck import files

SUFFIXES = (".md", ".txt")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(*names: str, words: str = "A lamp.\n") -> None:
    for name in names:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(words)


def git(*words: str, cwd: str = ".") -> None:
    subprocess.run(("git", *words), cwd=cwd, check=True, capture_output=True)


def shown(*given: str) -> list[str]:
    return [name for _, name in files.find([Path(name) for name in given], SUFFIXES).files]


def test_a_folder_gives_the_files_that_can_be_read_by_path() -> None:
    write("site/b.md", "site/a/c.txt", "site/a.MD", "site/picture.png", "site/.hidden/d.md", "site/.e.md")

    assert shown("site") == ["site/a.MD", "site/a/c.txt", "site/b.md"]
    assert shown(".") == ["site/a.MD", "site/a/c.txt", "site/b.md"]


def test_a_file_comes_once_under_the_first_of_its_names(folder: Path) -> None:
    write("site/a.md", "site/b.md")

    assert shown("site/b.md", "site", "site/../site/a.md", str(folder / "site" / "a.md")) == [
        str(folder / "site" / "a.md"),
        "site/b.md",
    ]


def test_outside_a_repository_gitignore_files_hold_below_their_folder() -> None:
    write("a.md", "old/b.md", "new/b.md", "new/draft-c.md", "draft-d.md")
    write(".gitignore", words="old/\n")
    write("new/.gitignore", words="draft-*\n")

    assert shown(".") == ["a.md", "draft-d.md", "new/b.md"]


def test_inside_a_repository_git_says_what_belongs_to_it() -> None:
    git("init", "-q")
    write("kept.md", "ignored.md", "gone.md", "sub/new.md", "sub/ignored.md", "mêlée.md", "line\nbreak.md")
    git("add", "gone.md")
    write(".gitignore", words="ignored.md\n")
    Path("gone.md").unlink()

    assert shown(".") == ["kept.md", "line\nbreak.md", "mêlée.md", "sub/new.md"]
    assert shown("sub") == ["sub/new.md"]


def test_a_folder_of_another_repository_is_listed_by_its_own(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write("one/a.md", "two/b.md", "two/c.md")
    write("two/.gitignore", words="c.md\n")
    git("init", "-q", cwd="one")
    git("init", "-q", cwd="two")
    monkeypatch.setenv("GIT_DIR", str(folder / "one" / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(folder / "one" / ".git" / "index"))

    assert shown("two") == ["two/b.md"]


def test_a_repository_cannot_name_a_program_to_run(folder: Path) -> None:
    git("init", "-q")
    write("a.md")
    write("spy", words="#!/bin/sh\ntouch ran\n")
    Path("spy").chmod(0o755)
    git("config", "core.fsmonitor", str(folder / "spy"))

    assert shown(".") == ["a.md"]
    assert not Path("ran").exists()


def test_links_in_a_circle_end() -> None:
    write("site/a.md")
    os.symlink("..", "site/up")
    os.symlink("loop.md", "site/loop.md")

    assert shown("site") == ["site/a.md"]


def test_what_is_not_there_and_what_is_not_read_is_said_and_the_rest_is_found() -> None:
    write("a.md", "picture.png", "empty/picture.png")
    found = files.find([Path(p) for p in ("gone.md", "picture.png", "a.md", "empty")], SUFFIXES)

    assert found.files == ((Path("a.md"), "a.md"),)
    assert found.skipped == (
        ("empty", "holds no file that is read (.md, .txt)"),
        ("picture.png", "is of no format that is read (.md, .txt)"),
    )
    assert [str(fault) for fault in found.failed] == ["gone.md: is not there; name a file or a folder"]


def test_texts_that_speak_to_machines_are_no_pages() -> None:
    write("robots.txt", "site/security.txt", "requirements-dev.txt", "lib/CMakeLists.txt", "about-robots.txt", "ads.md")

    assert shown(".") == ["about-robots.txt", "ads.md"]


def test_copy_in_a_format_that_nobody_reads_is_told() -> None:
    write("a.md", "book/one.adoc", "book/two.asciidoc", "book/slides.pptx", "dist/three.adoc", "picture.png")
    told = "is AsciiDoc, which is not read: no reader; give its HTML"

    assert shown(".") == ["a.md"]
    assert found(".").skipped == (
        ("book/one.adoc", f"{told} (1 more like it)"),
        ("book/slides.pptx", "is PowerPoint, which is not read: no reader; give its HTML"),
    )
    assert found("book/two.asciidoc").skipped == (("book/two.asciidoc", told),)
    assert found("*/two.*").skipped == (
        ("*/two.*", "is like no file that is read (.json, .md, .tsx, .txt, .yaml)"),
        ("book/two.asciidoc", told),
    )


def found(*given: str, apart: tuple[str, ...] = ()) -> files.Found:
    return files.find([Path(name) for name in given], (*SUFFIXES, ".json", ".yaml", ".tsx"), apart=map(Path, apart))


def test_a_glob_gives_the_files_that_are_like_it() -> None:
    write("site/a.md", "site/b.txt", "site/in/c.md", "site/in/d[1].md", "old/a.md")

    assert shown("site/**/*.md") == ["site/a.md", "site/in/c.md", "site/in/d[1].md"]
    assert shown("*/a.md") == ["old/a.md", "site/a.md"]
    assert shown("site/in/d[1].md") == ["site/in/d[1].md"]
    assert found("site/*.png").skipped == (
        ("site/*.png", "is like no file that is read (.json, .md, .tsx, .txt, .yaml)"),
    )


def test_a_glob_ends_where_links_go_in_a_circle() -> None:
    write("site/a.md")
    os.symlink("..", "site/up")
    os.symlink(".", "site/here")

    assert shown("site/**/*.md") == ["site/a.md"]


def test_generated_folders_are_left_out_unless_they_are_named() -> None:
    write("a.md", "dist/b.md", "in/node_modules/x/c.md", "node_modules/d.png")
    told = "is a generated folder; name it to have it read"

    assert (shown("."), found(".").skipped) == (["a.md"], (("dist", told), ("in/node_modules", told)))
    assert shown("dist") == ["dist/b.md"]


def test_settings_and_what_pages_are_held_against_are_no_pages() -> None:
    write(
        "claimcheck.yaml",
        "package.json",
        ".pre-commit-config.yaml",
        "rules/a.yaml",
        "rules/b.md",
        "page.yaml",
        "c.test.tsx",
    )

    assert [name for _, name in found(".", apart=("rules",)).files] == ["page.yaml", "rules/b.md"]
    told = "holds settings, rules or records, no copy"
    assert found("package.json", "rules/a.yaml", ".pre-commit-config.yaml", apart=("rules",)).skipped == (
        (".pre-commit-config.yaml", told),
        ("package.json", told),
        ("rules/a.yaml", told),
    )
