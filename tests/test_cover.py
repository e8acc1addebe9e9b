"""`claimcheck evidence cover`: which claims rest on which records, what is left over on both sides, and what ends."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from claimcheck import outputs
from claimcheck.config import config
from claimcheck.flow import House
from claimcheck.lexicon import Lexicon
from claimcheck.model import STATUSES, Figure, Report
from claimcheck.outputs import _cover, _cover_told
from made import finding, outcome, page
from made_html import CLAIM, CODE, TRIAL

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from claimcheck.model import Claim
    from claimcheck.outputs._cover import Cover
    from claimcheck.records.record import Record
    from conftest import Ran

LAMPS = page("# Moon lamps\n\nOur lamp cured 2 of 3 cats. It heals fur. Try it.\n", path="b/lamps.md")
OTHER = page("Lamps shine.\n", path="a.md")


def record(name: str, **data: Any) -> Record:
    return replace(TRIAL, id=name, data={**TRIAL.data, "id": name, **data})


RECORDS = {
    one.id: one
    for one in (
        record("lamp-trial"),
        record("old-lamp", valid_until="2026-10-31"),
        record("ends-later", valid_until="2027-02-01"),
        record("ends-soon", valid_until="2027-01-30"),
        record("ends-today", valid_until="2026-11-01"),
        CODE,
    )
}


def claim(words: str, document: object = LAMPS, **changes: Any) -> Claim:
    start = document.text.index(words)  # type: ignore[attr-defined]
    return replace(CLAIM, id=words, start=start, end=start + len(words), **changes)


def figure(words: str) -> Figure:
    start = LAMPS.text.index(words)
    return Figure(start, start + len(words))


CURED = claim("Our lamp cured 2 of 3 cats", figures=(figure("2 of 3"),))
HEALS = claim("It heals fur", status="unlinked", records=(), figures=(figure("heals"), figure("2 of 3")))
TRY = claim("Try it", status=None, records=(), figures=(figure("Try"),))
SHINE = claim("Lamps shine", OTHER, status="unlinked", records=("gone",))


def covered(*reports: Report, within: int = 90, **changes: Any) -> Cover:
    house = House(config.Config(), Lexicon({}, {}), (), RECORDS)
    return _cover.cover_of(outcome(*reports, house=house, **changes), within)


def whole() -> Cover:
    return covered(Report(LAMPS, (TRY, HEALS, CURED)), Report(OTHER, (SHINE,)))


def test_a_claim_is_bound_where_it_leans_on_a_record_that_is_there() -> None:
    found = whole()

    assert [(one.id, [each.claim.id for each in claims]) for one, claims in found.in_use] == [
        ("lamp-trial", ["Our lamp cured 2 of 3 cats"])
    ]
    assert [one.claim.id for one in found.unbound] == ["Lamps shine", "It heals fur"]
    assert (found.whole.claims, found.whole.asking, found.whole.bound) == (4, 3, 1)


def test_a_figure_counts_once_where_it_stands_and_is_bound_with_any_of_its_claims() -> None:
    found = whole().whole

    assert (found.figures, found.bound_figures) == (2, 1)


def test_records_that_end_are_told_by_the_day_and_those_that_ended_apart() -> None:
    assert [one.id for one in whole().ending] == ["ends-today", "ends-soon"]
    assert [one.id for one in covered(within=0).ending] == ["ends-today"]
    assert [one.id for one in covered(within=92).ending] == ["ends-today", "ends-soon", "ends-later"]
    assert [one.id for one in whole().ended] == ["old-lamp"]
    assert covered(within=10**12).until == "9999-12-31"


def test_a_record_is_unused_where_neither_claim_nor_finding_names_it() -> None:
    named = finding(LAMPS, "cured", records=("old-lamp",), sources=("own-code",))
    found = covered(Report(LAMPS, (CURED,), (named,)))

    assert [one.id for one in found.unused] == ["ends-later", "ends-soon", "ends-today"]


def test_records_in_use_that_rest_on_memory_are_named() -> None:
    assert [one.id for one in whole().from_memory] == ["lamp-trial"]
    assert TRIAL.known == "partly"


def test_the_text_tells_it_all_in_order() -> None:
    given = outcome(
        Report(LAMPS, (TRY, HEALS, CURED)),
        Report(OTHER, (SHINE,)),
        house=House(config.Config(), Lexicon({}, {}), (), RECORDS),
    )

    assert _cover_told.text(_cover.cover_of(given, 90), given).splitlines() == [
        "Records in use",
        "  lamp-trial  current, partly  LAMP: moon lamps in cats",
        "    b/lamps.md:3:1  not-met  “Our lamp cured 2 of 3 cats”",
        "",
        "Claims that ask for a record and rest on none",
        "  a.md:1:1  unlinked  “Lamps shine”",
        "  b/lamps.md:3:29  unlinked  “It heals fur”",
        "",
        "In use, and from memory in whole or in part",
        "  lamp-trial  partly",
        "",
        "Records that end by 2027-01-30",
        "  ends-today  2026-11-01",
        "  ends-soon  2027-01-30",
        "",
        "Records that ended before 2026-11-01",
        "  old-lamp  2026-10-31",
        "",
        "Records never used (4)",
        *("  ends-later", "  ends-soon", "  ends-today", "  old-lamp"),
        "",
        "Pages",
        "  a.md: 0 of 1 claims that ask for a record rest on one (0%); 0 of 0 figures",
        "  b/lamps.md: 1 of 2 claims that ask for a record rest on one (50%); 1 of 2 figures",
        "",
        "In all, as of 2026-11-01: 1 of 3 claims that ask for a record rest on one (33%); 1 of 2 figures.",
        "4 claims: 1 not-met, 2 unlinked, 1 asking for no record.",
        outputs.notice(given),
    ]


def test_nothing_to_cover_is_told_without_a_share() -> None:
    given = outcome()

    assert _cover_told.text(_cover.cover_of(given, 90), given).splitlines() == [
        "In all, as of 2026-11-01: 0 of 0 claims that ask for a record rest on one; 0 of 0 figures.",
        "0 claims.",
        outputs.notice(given),
    ]


def claims_of(document: object) -> some.SearchStrategy[tuple[Claim, ...]]:
    """Return claims of a page with any status, records and figures."""
    one = some.builds(
        lambda status, records, at, marks: replace(
            CLAIM, id=f"{at}", start=at, end=at + 1, status=status, records=records, figures=marks
        ),
        some.sampled_from([*STATUSES, None]),
        some.lists(some.sampled_from([*RECORDS, "gone"]), max_size=3, unique=True).map(tuple),
        some.integers(0, len(document.text) - 1),  # type: ignore[attr-defined]
        some.lists(some.sampled_from([Figure(0, 1), Figure(2, 3), Figure(0, 3)]), max_size=3).map(tuple),
    )
    return some.lists(one, max_size=5).map(tuple)


# A busy machine draws slowly: that says nothing of what is drawn.
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(claims_of(LAMPS), claims_of(OTHER), some.integers(0, 400))
def test_the_counts_add_up(lamps: tuple[Claim, ...], others: tuple[Claim, ...], within: int) -> None:
    found = covered(Report(LAMPS, lamps), Report(OTHER, others), within=within)
    shares = [found.whole, *(share for _, share in found.pages)]
    leaning = {(one.document.path, id(one.claim)) for _, claims in found.in_use for one in claims}

    assert found.whole.claims == len(lamps) + len(others)
    for share in shares:
        assert sum(share.statuses.values()) == share.claims
        assert share.asking == share.claims - share.statuses[None]
        assert 0 <= share.bound <= share.asking
        assert 0 <= share.bound_figures <= share.figures
    for name in ("claims", "asking", "bound", "figures", "bound_figures"):
        assert getattr(found.whole, name) == sum(getattr(share, name) for _, share in found.pages)
    assert found.whole.bound + len(found.unbound) == found.whole.asking
    assert len(leaning) == sum(bool(set(one.records) & set(RECORDS)) for one in (*lamps, *others))
    assert {one.id for one, _ in found.in_use} & {one.id for one in found.unused} == set()
    assert {one.id for one in found.ending} & {one.id for one in found.ended} == set()


ROBOT = """\
id: robot
kind: trial
title: "LINDQUELL: a hand robot against exercise alone after ischemic stroke"
fictional: true
names: [LINDQUELL]
valid_until: 2026-12-31
design: {type: randomised-trial, control: active-treatment, basis: paper}
population: {species: human, condition: ischemic-stroke, n_enrolled: 60, basis: paper}
basis:
  - {id: paper, source: "https://example.invalid/robot", where: table 2, kind: paper, read_on: 2026-11-02, says: sixty}
"""


@pytest.fixture
def robots(site: Path) -> Path:
    """Put a record that ends with the year beside a page that leans on it and one that does not."""
    (site / "evidence" / "stroke").mkdir(parents=True)
    (site / "evidence" / "stroke" / "robot.yaml").write_text(ROBOT)
    (site / "claimcheck.yaml").write_text("rules: [rules]\nevidence: [evidence]\n")
    (site / "good.md").write_text(
        "# Robots\n\nIn the LINDQUELL trial, the robot improved hand function in 60 people.\n"
    )
    return site


@pytest.mark.usefixtures("robots")
def test_the_command_replays_a_review_as_of_a_day(run: Callable[..., Ran]) -> None:
    before = run("evidence", "cover", "good.md", "--as-of", "2026-12-31")
    after = run("evidence", "cover", "good.md", "--as-of", "2027-01-01")

    assert (before.code, before.err) == (0, [])
    assert before.out[1].startswith("  robot  current, verified  LINDQUELL")
    assert "Records that end by 2027-03-31" in before.out
    assert after.out[1].startswith("  robot  current, verified  LINDQUELL")
    assert "Records that ended before 2027-01-01" in after.out
    assert "Records that end by 2027-04-01" not in after.out


@pytest.mark.usefixtures("robots")
def test_the_json_says_the_same(run: Callable[..., Ran]) -> None:
    ran = run("evidence", "cover", ".", "--as-of", "2026-12-01", "--within", "30", "--format", "json")
    found = json.loads("\n".join(ran.out))

    assert list(found) == [
        "claimcheck", "schema", "as_of", "until", "digests", "notice", "claims", "figures", "statuses", "pages",
        "in_use", "unbound", "from_memory", "ending", "ended", "unused", "failed", "skipped",
    ]  # fmt: skip
    assert (found["as_of"], found["until"]) == ("2026-12-01", "2026-12-31")
    assert found["claims"] == {"all": 1, "asking": 1, "bound": 1, "share": 1.0}
    assert found["figures"] == {"all": 1, "bound": 1, "share": 1.0}
    assert [page["path"] for page in found["pages"]] == ["bad.md", "good.md"]
    assert found["pages"][0]["claims"]["share"] is None
    [used] = found["in_use"]
    assert {key: used[key] for key in list(used)[:7]} == {
        "id": "robot",
        "kind": "trial",
        "title": "LINDQUELL: a hand robot against exercise alone after ischemic stroke",
        "path": "evidence/stroke/robot.yaml",
        "standing": "current",
        "known": "verified",
        "valid_until": "2026-12-31",
    }
    assert [(one["path"], one["line"], one["records"]) for one in used["claims"]] == [("good.md", 3, ["robot"])]
    assert [one["id"] for one in found["ending"]] == ["robot"]
    assert [found[name] for name in ("unbound", "from_memory", "ended", "unused", "failed", "skipped")] == [[]] * 6


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--format", "jsn"), "“jsn” is no format; did you mean “json”?"),
        (("--as-of", "May"), "“May” is no date; write it as 2027-05-01"),
        (("--within", "-1"), "claimcheck: Invalid value for '--within': -1 is not in the range x>=0"),
    ],
)
@pytest.mark.usefixtures("site")
def test_a_wrong_word_is_told(run: Callable[..., Ran], words: tuple[str, ...], told: str) -> None:
    ran = run("evidence", "cover", "good.md", *words)

    assert (ran.code, ran.out) == (2, [])
    assert ran.err[0].startswith(told)


@pytest.mark.usefixtures("site")
def test_what_cannot_be_read_is_told_and_the_rest_is_covered(run: Callable[..., Ran]) -> None:
    ran = run("evidence", "cover", "good.md", "gone.md")

    assert (ran.code, ran.err) == (2, ["gone.md: is not there; name a file or a folder"])
    assert ran.out[:2] == [
        "Pages",
        "  good.md: 0 of 0 claims that ask for a record rest on one; 0 of 0 figures",
    ]
