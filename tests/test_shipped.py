"""What comes with claimcheck, from an empty folder: the rules and records load, and all of them are listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from claimcheck import shipped

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Ran


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def shipped_names(what: str) -> list[str]:
    return sorted(path.stem for path in shipped.folder(what).glob("*/*.yaml"))


def test_every_shipped_rule_is_listed(run: Callable[..., Ran]) -> None:
    found = run("rules")

    assert (found.code, found.err) == (0, [])
    assert sorted(line.split()[1] for line in found.out) == shipped_names("rules")


def test_every_shipped_record_is_listed(run: Callable[..., Ran]) -> None:
    found = run("evidence", "list")

    assert (found.code, found.err) == (0, [])
    assert sorted(line.split()[0] for line in found.out) == shipped_names("evidence")


def test_the_shipped_records_are_sound(run: Callable[..., Ran]) -> None:
    assert run("evidence", "validate") == (0, [f"{len(shipped_names('evidence'))} records are sound, 0 faults."], [])
