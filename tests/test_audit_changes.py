"""Two audits: what appeared and what was mended, told apart from what is only out of sight."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from claimcheck.audit import changes, database, table
from claimcheck.audit.shard import FAILED
from claimcheck.errors import UserError
from made_tables import audit, finding, page

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Ran


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    """Make two audits of five pages in which every kind of change is found once."""
    old = audit(
        tmp_path / "old",
        [page("a"), page("b"), page("c"), page("d")],
        [],
        [
            finding("a", "stays", line=3),
            finding("a", "mended", line=4, severity="warning"),
            finding("a", "to-allow"),
            finding("a", "was-allowed", allowed="It was agreed."),
            finding("b", "gone"),
            finding("c", "unread"),
            finding("d", "twice", line=1),
            finding("d", "twice", line=2, start=9),
        ],
    )
    new = audit(
        tmp_path / "new",
        [page("a"), page("c", state=FAILED), page("d"), page("e")],
        [],
        [
            finding("a", "stays", line=30),
            finding("a", "appeared", line=5),
            finding("a", "to-allow", allowed="It was agreed."),
            finding("a", "was-allowed"),
            finding("d", "twice", line=2),
            finding("e", "on-new", severity="advice"),
        ],
    )
    return old, new


def test_each_finding_that_is_in_one_audit_only_is_told_with_what_became_of_it(two: tuple[Path, Path]) -> None:
    with changes.between(*two) as found:
        counts = found.counts()
        rows = {what: [(one.key, one.fingerprint) for one in found.rows(what)] for what in counts}

    assert counts == {
        "appeared": {"error": 1},
        "appeared on a new page": {"advice": 1},
        "no longer allowed": {"error": 1},
        "mended": {"error": 1, "warning": 1},
        "allowed since": {"error": 1},
        "page gone": {"error": 1},
        "page not checked": {"error": 1},
    }
    assert rows == {
        "appeared": [("a", "appeared")],
        "appeared on a new page": [("e", "on-new")],
        "no longer allowed": [("a", "was-allowed")],
        "mended": [("a", "mended"), ("d", "twice")],
        "allowed since": [("a", "to-allow")],
        "page gone": [("b", "gone")],
        "page not checked": [("c", "unread")],
    }


def test_the_command_prints_what_changed_and_exits_with_1_where_an_error_appeared(
    two: tuple[Path, Path], run: Callable[..., Ran]
) -> None:
    ran = run("audit", "diff", *map(str, two))

    assert ran.code == 1
    assert ran.out[:2] == ["+ a:5  error  cure (appeared)", "    “cures”"]
    assert "- a:4  warning  cure (mended)" in ran.out
    assert ran.out[-1] == (
        "Findings: 1 appeared, 1 appeared on a new page, 1 no longer allowed, 2 mended, 1 allowed since, 1 page gone, "
        "1 page not checked."
    )


def test_an_audit_of_an_older_version_is_compared_and_summed_up_without_what_it_lacks(
    two: tuple[Path, Path], run: Callable[..., Ran]
) -> None:
    old, _ = two
    plain = run("audit", "diff", *map(str, two))
    for file in (old / "statements").iterdir():
        file.unlink()
    for file in list((old / "findings").glob("*.parquet")):
        less = f"select * exclude (page, jurisdictions) from {table.stored(old, 'findings', file.stem)}"
        with database.opened() as base:
            base.execute(f"copy ({less}) to {database.quoted(f'{file}.part')} (format parquet)")
        file.with_name(f"{file.name}.part").replace(file)
    ran, summed = run("audit", "diff", *map(str, two)), run("audit", "summary", str(old))

    said = f"{old}: an older audit; what its pages say against each other is not in it."
    assert (ran.code, ran.out, ran.err) == (plain.code, plain.out, [said])
    assert (summed.code, summed.out, summed.err) == (0, [str(old / "summary.html")], [said])


def test_what_was_mended_is_no_reason_to_stop(two: tuple[Path, Path], run: Callable[..., Ran]) -> None:
    old, new = map(str, two)
    same = run("audit", "diff", old, old)

    assert (same.code, same.out) == (0, ["Findings: none appeared, none is gone."])
    assert run("audit", "diff", new, old).code == 1
    assert run("audit", "diff", new, old, "--fail-on", "warning").code == 1


def test_an_advice_that_appeared_stops_only_where_it_is_asked_to(tmp_path: Path, run: Callable[..., Ran]) -> None:
    old = audit(tmp_path / "old", [page("a")])
    new = audit(tmp_path / "new", [page("a")], [], [finding("a", "x", severity="advice")])

    assert run("audit", "diff", str(old), str(new)).code == 0
    assert run("audit", "diff", str(old), str(new), "--fail-on", "advice").code == 1


def test_as_json_all_changes_are_told(two: tuple[Path, Path], run: Callable[..., Ran]) -> None:
    told = json.loads("\n".join(run("audit", "diff", *map(str, two), "--format", "json").out))

    assert [one["what"] for one in told["changes"]] == [
        "appeared", "appeared on a new page", "no longer allowed", "mended", "mended", "allowed since", "page gone",
        "page not checked",
    ]  # fmt: skip
    assert told["changes"][0] == {
        "what": "appeared", "key": "a", "site": "a.example", "rule": "cure", "subject": "unsupported",
        "severity": "error", "line": 5, "quote": "cures", "message": "says that it cures", "fingerprint": "appeared",
    }  # fmt: skip
    assert told["counts"]["mended"] == {"error": 1, "warning": 1}
    assert json.loads("\n".join(run("audit", "diff", str(two[0]), str(two[0]), "--format", "json").out)) == {
        "counts": {}, "other": [], "changes": [],
    }  # fmt: skip


def test_it_is_said_where_the_audits_were_held_against_other_rules(tmp_path: Path, run: Callable[..., Ran]) -> None:
    old, new = audit(tmp_path / "old", [page("a")]), audit(tmp_path / "new", [page("a")], digest="2c3d")

    assert run("audit", "diff", str(old), str(new)).out == [
        "Other in the second audit: rules. Findings may differ by that alone.",
        "Findings: none appeared, none is gone.",
    ]


def test_a_long_list_is_cut_in_text_and_counted(tmp_path: Path, run: Callable[..., Ran]) -> None:
    old = audit(tmp_path / "old", [page("a")])
    new = audit(tmp_path / "new", [page("a")], [], [finding("a", f"f{number:03}") for number in range(60)])
    ran = run("audit", "diff", str(old), str(new))

    assert len(ran.out) == 2 * 50 + 2
    assert ran.out[-2:] == ["+ … 10 more (appeared)", "Findings: 60 appeared."]


def test_changes_that_need_more_memory_than_little_are_found_with_all_of_it(
    two: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    question = changes._CHANGES
    large = "(select len(list(range)) as large from range(4_000_000))"
    monkeypatch.setattr(changes, "_CHANGES", f"select told.* from ({question}) told join {large} on large > 0")
    with changes.between(*two, 256) as found:
        counts = found.counts()

    assert sum(sum(numbers.values()) for numbers in counts.values()) == 8
    with pytest.raises(UserError, match="run the same command with --memory 256"), changes.between(*two, 64):
        pass


def test_a_folder_without_an_audit_is_named(two: tuple[Path, Path], tmp_path: Path, run: Callable[..., Ran]) -> None:
    ran = run("audit", "diff", str(tmp_path / "none"), str(two[1]))

    assert ran.code == 2
    assert ran.err == [
        f"{tmp_path}/none: holds no audit that has written a shard; name the folder that “claimcheck audit” was given "
        "as --output"
    ]
