"""Tables of an audit: their columns are laid down, what is written is read, and a file is there whole or not at all."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import pytest

from claimcheck.audit import database, table
from claimcheck.errors import UserError
from made_tables import audit, claim, finding, page

if TYPE_CHECKING:
    from pathlib import Path

WORDS, LIST, NUMBER = "VARCHAR", "VARCHAR[]", "BIGINT"
# What others read: a column may be added at the end, none may change or go.
COLUMNS = {
    "pages": {
        "shard": WORDS, "position": NUMBER, "key": WORDS, "site": WORDS, "path": WORDS, "date": WORDS, "month": WORDS,
        "format": WORDS, "state": WORDS, "why": WORDS, "language": WORDS, "words": NUMBER, "claims": NUMBER,
        "findings": NUMBER, "allowed": NUMBER, "digest": WORDS, "seconds": "DOUBLE",
    },
    "claims": {
        "shard": WORDS, "position": NUMBER, "key": WORDS, "site": WORDS, "month": WORDS, "id": WORDS, "start": NUMBER,
        "end": NUMBER, "line": NUMBER, "column": NUMBER, "text": WORDS, "kinds": LIST, "role": WORDS, "stance": WORDS,
        "direction": WORDS, "strength": WORDS, "status": WORDS, "approval": WORDS, "names": LIST, "figures": LIST,
        "citations": LIST, "records": LIST, "alike": LIST,
    },
    "findings": {
        "shard": WORDS, "position": NUMBER, "key": WORDS, "site": WORDS, "month": WORDS, "fingerprint": WORDS,
        "rule": WORDS, "subject": WORDS, "severity": WORDS, "start": NUMBER, "end": NUMBER, "line": NUMBER,
        "column": NUMBER, "end_line": NUMBER, "end_column": NUMBER, "place": WORDS, "quote": WORDS, "message": WORDS,
        "suggestion": WORDS, "claim": WORDS, "sources": LIST, "records": LIST, "also": LIST, "jurisdictions": LIST,
        "page": "BOOLEAN", "allowed": WORDS,
    },
    "statements": {
        "shard": WORDS, "position": NUMBER, "key": WORDS, "site": WORDS, "month": WORDS, "path": WORDS,
        "number": NUMBER, "topic": WORDS, "said": WORDS, "shown": WORDS, "held": "BOOLEAN", "words": WORDS,
        "sentence": WORDS, "rule": WORDS, "subject": WORDS, "severity": WORDS, "start": NUMBER, "end": NUMBER,
        "line": NUMBER, "column": NUMBER, "end_line": NUMBER, "end_column": NUMBER, "place": WORDS, "quote": WORDS,
        "message": WORDS, "suggestion": WORDS, "claim": WORDS, "sources": LIST, "allowed": WORDS,
    },
}  # fmt: skip


def rows_of(folder: Path, name: str) -> list[dict[str, Any]]:
    with table.asked(folder) as base:
        found = base.execute(f"select * from {name} order by all")
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def plain(row: Any) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(row).items()}


def test_the_columns_of_the_tables_are_those_that_are_laid_down(tmp_path: Path) -> None:
    audit(tmp_path, [])
    with table.asked(tmp_path) as base:
        stored = {
            name: [(column, kind) for column, kind, *_ in base.execute(f"describe {name}").fetchall()]
            for name in table.TABLES
        }

    assert stored == {name: list(columns.items()) for name, columns in COLUMNS.items()}


def test_what_is_written_is_read_whatever_the_words(tmp_path: Path) -> None:
    odd = "“It’s” \"quoted\", 'so'; \\ \n \t \x01 \u2028 \U0001f600 é {x}"
    pages = [page(odd, why="x" * 100_000, seconds=0.25, position=3)]
    claims = [claim("k", odd, names=("a", odd), records=())]
    findings = [finding("k", "f1", quote=odd, page=True, line=7)]
    audit(tmp_path / "it's [a] *", pages, claims, findings)

    assert [rows_of(tmp_path / "it's [a] *", name) for name in ("pages", "claims", "findings")] == [
        [plain(pages[0])],
        [plain(claims[0])],
        [plain(findings[0])],
    ]


def test_half_a_character_is_written_as_a_sign_that_one_is_missing(tmp_path: Path) -> None:
    audit(tmp_path, [page("a\ud83d")])

    assert [row["key"] for row in rows_of(tmp_path, "pages")] == ["a\ufffd"]


def test_a_shard_that_is_written_again_takes_the_place_of_the_first(tmp_path: Path) -> None:
    audit(tmp_path, [page("a"), page("b", position=1)])
    audit(tmp_path, [page("c")], shard="s2")
    audit(tmp_path, [page("a")])

    assert [row["key"] for row in rows_of(tmp_path, "pages")] == ["a", "c"]
    assert sorted(
        path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.*") if path.parent != tmp_path
    ) == [f"{name}/{shard}.parquet" for name in ("claims", "findings", "pages", "statements") for shard in ("s1", "s2")]


def test_a_write_that_fails_leaves_nothing_and_what_was_there_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    audit(tmp_path, [page("a")])
    monkeypatch.setattr(table.os, "fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(OSError, match="No space"):
        audit(tmp_path, [page("b")])

    assert [row["key"] for row in rows_of(tmp_path, "pages")] == ["a"]
    assert list(tmp_path.rglob("*.part")) == []


# It cannot be put on a disk: all of it lies in one list of 40 MB while it is asked.
LARGE = "select len(list(range)) from range(4_000_000)"


def test_what_little_memory_does_not_do_is_asked_again_with_all_of_it(tmp_path: Path) -> None:
    audit(tmp_path, [page("a")])
    asked = []

    def ask(base: database.Base) -> list[Any]:
        asked.extend(base.execute("select current_setting('memory_limit'), current_setting('threads')").fetchall())
        return base.execute(LARGE).fetchall()

    assert table.answered(tmp_path, ask, 256) == [(4_000_000,)]
    assert asked == [("61.0 MiB", min(os.cpu_count() or 1, 2)), ("244.1 MiB", 1)]
    assert list(tmp_path.glob(".*")) == []


def test_where_all_memory_is_too_little_it_is_said_what_gives_more(tmp_path: Path) -> None:
    audit(tmp_path, [page("a")])
    told = r"more than can be done in 64 MB \(Out of .*\); run the same command with --memory 256"

    with pytest.raises(UserError, match=told):
        table.answered(tmp_path, lambda base: base.execute(LARGE).fetchall(), 64)
    assert list(tmp_path.glob(".*")) == []


def test_where_the_disk_is_too_small_it_is_said_so(tmp_path: Path) -> None:
    audit(tmp_path, [page("a")])

    def ask(base: database.Base) -> None:
        base.execute("set max_temp_directory_size = '1MB'")
        base.execute("create temp table large as select hash(range), range from range(20_000_000)")

    with pytest.raises(UserError, match="make room on its disk"):
        table.answered(tmp_path, ask, 128)


def test_what_a_killed_audit_left_of_its_questions_is_taken_away_after_a_day(tmp_path: Path) -> None:
    audit(tmp_path, [page("a")])
    for name, age in ((".spill-old", 90_000), (".spill-new", 10)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "kept.tmp").write_bytes(b"x")
        for path in (tmp_path / name / "kept.tmp", tmp_path / name):
            os.utime(path, (time.time() - age, time.time() - age))
    (tmp_path / ".spill-at-work").mkdir()
    (tmp_path / ".spill-at-work" / "kept.tmp").write_bytes(b"x")
    os.utime(tmp_path / ".spill-at-work", (0, 0))
    with table.asked(tmp_path):
        pass

    assert sorted(path.name for path in tmp_path.glob(".*")) == [".spill-at-work", ".spill-new"]


def test_a_disk_that_is_full_as_a_shard_is_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quoted = database.quoted

    def full(words: str) -> str:
        """Name the file that a table is written to so that each write fails as on a full disk."""
        return quoted(words) if words.endswith(".jsonl.part") or not words.endswith(".part") else "'/dev/full'"

    monkeypatch.setattr(database, "quoted", full)
    with pytest.raises(
        UserError, match=r"cannot be read or written .*; make room on its disk and run the same command"
    ):
        audit(tmp_path, [page("a")])


def test_a_folder_without_tables_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="holds no audit that has written a shard; name the folder"):
        rows_of(tmp_path, "pages")


def test_without_the_extra_it_is_said_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    audit(tmp_path, [page("a")])
    monkeypatch.setitem(sys.modules, "duckdb", None)
    told = r"needs DuckDB for its tables; install it: pip install 'claimcheck-lint\[audit\]'"
    for needing in (database.opened, lambda: rows_of(tmp_path, "pages"), lambda: audit(tmp_path, [page("a")])):
        with pytest.raises(UserError, match=told):
            needing()


def test_a_row_of_many_megabytes_is_written(tmp_path: Path) -> None:
    long = "a lamp " * 500_000
    table.write_shard(tmp_path, "s1", [claim("a", long)], [], [page("a")])

    with table.asked(tmp_path) as base:
        assert base.execute("select text from claims").fetchall() == [(long,)]
