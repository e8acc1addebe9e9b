"""A small house for tests: the shipped lexicon, a few shipped rules, and records of invented studies."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from claimcheck import shipped
from claimcheck.config.config import Config
from claimcheck.flow import House
from claimcheck.records import record
from claimcheck.rulebook import file as rule_file

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from claimcheck.lexicon import Lexicon


def small(folder: Path, words: Lexicon, rules: tuple[str, ...], records: Mapping[str, str]) -> House:
    """Return a house of rules by their names and records by theirs, written to a folder."""
    shelf, evidence = folder / "rules", folder / "evidence" / "made"
    evidence.mkdir(parents=True)
    for path in (path for path in shipped.folder("rules").rglob("*.yaml") if path.stem in rules):
        (shelf / path.parent.name).mkdir(parents=True, exist_ok=True)
        shutil.copy(path, shelf / path.parent.name)
    for name, text in records.items():
        (evidence / f"{name}.yaml").write_text(text, encoding="utf-8")
    held = rule_file.load([shelf], words)
    return House(
        Config(root=folder), words, held, record.library([evidence.parent], words), tuple(r.name for r in held)
    )
