"""The questions of the guide get the answers that they promise, and the guide names the columns that there are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from claimcheck.audit import repeated, table
from claimcheck.audit.shard import FAILED, SKIPPED
from made_tables import audit, claim, finding, page
from test_guide import ROOT, fenced

if TYPE_CHECKING:
    from pathlib import Path

GUIDE = ROOT / "GUIDE.md"
# What leads in to each question, and its answer for the audit that is made below.
ANSWERS: dict[str, list[tuple[Any, ...]]] = {
    "Errors for each hundred pages": [("a.example", 50.0, 2), ("b.example", 0.0, 1)],
    "All that one rule found": [("https://a.example/1", 3, "cures", "says that it cures")],
    "What was not checked": [("failed", "is empty", 2), ("skipped", "is in German", 1)],
    "The claims that one decision settles": [("It cures.", ["https://a.example/1", "https://b.example/"])],
    "Claims on an outcome": [("2026-03", "insomnia", 2), ("2026-03", "sleep", 2), ("2026-04", "pain", 1)],
    "Pages that lean on a record": [("https://a.example/2", 9, "It was studied.", "supported")],
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the audit `before` in a folder."""
    made = tmp_path_factory.mktemp("guide")
    one, two, other = "https://a.example/1", "https://a.example/2", "https://b.example/"
    pages = [
        page(one),
        page(two, position=1),
        page(other, position=2, site="b.example"),
        page("x", position=3, state=SKIPPED, why="is in German"),
        page("y", position=4, state=FAILED, why="is empty"),
        page("z", position=5, state=FAILED, why="is empty"),
    ]
    claims = [
        claim(one, "It cures.", names=("insomnia", "sleep")),
        claim(other, "It cures.", position=2, names=("sleep", "insomnia")),
        claim(two, "It eases.", position=1, names=("pain",), month="2026-04"),
        claim(two, "It was studied.", position=1, id="c2", line=9, records=("nxt-lamp-trial",), status="supported"),
    ]
    findings = [
        finding(one, "1", line=3),
        finding(two, "2", position=1, rule="hype", severity="advice"),
        finding(other, "3", position=2, allowed="It was agreed."),
    ]
    audit(made / "before", pages, claims, findings)
    with table.asked(made / "before") as base:
        repeated.write(base, made / "before")
    return made


def test_each_question_of_the_guide_gets_its_answer(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    asked = [block for block in fenced(GUIDE) if block.language == "sql"]
    answers = {
        lead: duckdb.sql("\n".join(block.lines)).fetchall()
        for block in asked
        for lead in ANSWERS
        if lead in block.before
    }

    assert len(asked) == len(ANSWERS)
    assert answers == ANSWERS


def test_the_guide_names_the_columns_of_each_table_in_their_order(folder: Path) -> None:
    lines = GUIDE.read_text(encoding="utf-8").splitlines()
    told = {
        match[1]: re.findall(r"`(\w+)`", re.sub(r"\([^)]*\)", "", match[2]))
        for line in lines
        if (match := re.match(r"\| `([\w.]+)` \| [^|]+ \| (`shard`.*|`group`.*) \|", line))
    }
    with table.asked(folder / "before") as base:
        stored = {name: [row[0] for row in base.execute(f"describe {name}").fetchall()] for name in table.TABLES}
    stored["repeated.parquet"] = duckdb.read_parquet(str(folder / "before" / "repeated.parquet")).columns

    assert told == stored


def test_the_guide_says_which_columns_are_lists() -> None:
    [told] = re.findall(r"`kinds`, [^;]*?\sare lists of words", GUIDE.read_text(encoding="utf-8"))
    lists = {column for columns in table.schemas().values() for column, kind in columns.items() if kind == "VARCHAR[]"}

    assert set(re.findall(r"`(\w+)`", told)) == lists
