"""Pages of a site at odds: an audit tells of them what a check of the same pages does."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from claimcheck import flow
from claimcheck.audit import at_odds, table
from claimcheck.audit.alike import Alike
from claimcheck.audit.page import Place, checked
from claimcheck.audit.shard import Row
from claimcheck.config.config import Config, Settings

if TYPE_CHECKING:
    from claimcheck.flow import House

DAY = "2027-05-01"
HEAD = "# Stem cells for stroke\n\n"
SAID = (
    "Stem cells improved motor function by 12 points at 12 months.",
    "Stem cells improved motor function by 9 points at 12 months.",
    "Stem cells improved motor function by 9 points at 1 year. Stem cells improve speech.",
    "Stem cells do not improve speech.",
    "Stem cells improve speech.",
    "Exosomes reduced pain by 60%.",
    "Exosomes reduced pain by 40%, and exosomes reduced pain by 50% in others.",
    "Exosomes reduced pain by 40%.\n\nExosomes reduced pain by 60%.",
    "A lamp shines.",
)
ALLOWED = "\n\n<!-- claimcheck: allow-file pages-at-odds because the later cut; by the editor -->"


@pytest.fixture(scope="module")
def strict(house: House) -> House:
    """Return the house with that rule alone, an error but for some pages, which are not held to it or allow it."""
    rules = tuple(rule for rule in house.rules if rule.name == "pages-at-odds")
    given = replace(
        Config(),
        settings=Settings(severities={"pages-at-odds": "error"}),
        paths=(("*off.md", {"severities": {"pages-at-odds": "off"}}),),
    )
    return replace(house, rules=rules, config=given)


def pages(number: int) -> dict[str, str]:
    """Return pages of a site by path: what they say is at odds in many ways, and some of it is allowed."""
    chance = random.Random(3)
    made = {}
    for at in range(number):
        name = f"{chance.randrange(10_000)}{'off' if at % 7 == 3 else ''}.md"
        made[name] = HEAD + "\n\n".join(chance.sample(SAID, 2)) + (ALLOWED if at % 5 == 2 else "")
    return made


def audited(folder: Path, sites: dict[str, dict[str, str]], house: House) -> list[dict[str, Any]]:
    """Write an audit of the pages of some sites, a shard for each few, and return the findings of pages at odds."""
    rows = [
        Row(f"{site}/{path}", site, path, "markdown", text)
        for site, given in sites.items()
        for path, text in given.items()
    ]
    for first in range(0, len(rows), 3):
        shard, known = f"s{first}", Alike()
        given = [checked(row, Place(shard, at), house, DAY, known) for at, row in enumerate(rows[first : first + 3])]
        table.write_shard(
            folder,
            shard,
            [claim for one in given for claim in one.claims],
            [finding for one in given for finding in one.findings],
            [one.page for one in given],
            [statement for one in given for statement in one.statements],
        )
    at_odds.write(folder)
    with table.asked(folder) as base:
        names = [column[0] for column in base.execute("select * from findings").description]
        found = base.execute("select * from findings where rule = 'pages-at-odds' order by all").fetchall()
    return [dict(zip(names, row, strict=True)) for row in found]


def told(finding: Any, key: str, allowed: str) -> tuple[Any, ...]:
    """Return what a finding says, with the reason where it is allowed."""
    get = finding.get if isinstance(finding, dict) else lambda name: getattr(finding, name)
    names = (
        "rule subject severity start end line column end_line end_column place quote message suggestion claim".split()
    )
    return (key, *(get(name) for name in names), tuple(get("sources")), allowed)


def of_check(folder: Path, given: dict[str, str], site: str, house: House) -> list[tuple[Any, ...]]:
    folder.mkdir()
    for name, text in given.items():
        (folder / name).write_text(text)
    outcome = flow.check_files([(folder / name, name) for name in given], house, DAY)
    return sorted(
        told(finding, f"{site}/{report.document.path}", reason)
        for report in outcome.reports
        for finding, reason in (
            *((finding, "") for finding in report.findings if finding.rule == "pages-at-odds"),
            *((one.finding, one.reason) for one in report.allowed if one.finding.rule == "pages-at-odds"),
        )
    )


def test_an_audit_tells_of_each_site_what_a_check_of_its_pages_does(tmp_path: Path, strict: House) -> None:
    sites = {"a.example": pages(24), "b.example": dict(list(pages(30).items())[24:]), "": {"x.md": HEAD + SAID[0]}}
    found = audited(tmp_path / "audit", sites, strict)
    expected = [
        one for site, given in sites.items() for one in of_check(tmp_path / (site or "none"), given, site, strict)
    ]

    assert len(expected) > 30
    assert {one[-1] for one in expected} == {"", "the later cut"}
    assert sorted(told(one, one["key"], one["allowed"]) for one in found) == sorted(expected)
    assert len({(one["key"], one["fingerprint"]) for one in found}) == len(found)


def test_what_is_written_anew_takes_the_place_of_what_was_there(tmp_path: Path, strict: House) -> None:
    first = audited(tmp_path, {"a.example": pages(9)}, strict)

    assert at_odds.write(tmp_path) == sum(not one["allowed"] for one in first)
    assert [path.name for path in (tmp_path / "findings").glob("at-odds*")] == ["at-odds.parquet"]


def test_pages_that_agree_or_stand_alone_are_at_odds_with_none(tmp_path: Path, strict: House) -> None:
    sites = {"a.example": {"1.md": HEAD + SAID[0], "2.md": HEAD + SAID[0]}, "b.example": {"1.md": HEAD + SAID[1]}}

    assert audited(tmp_path, sites, strict) == []
    assert at_odds.write(tmp_path) == 0
