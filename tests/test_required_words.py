"""Required words count where a reader meets them; where they miss it narrowly, the finding says where they stand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import made
from claimcheck import flow, readers

if TYPE_CHECKING:
    from collections.abc import Callable

    from claimcheck.flow import House

OFFER = "# Cells for knees\n\nOur stem cell injections rebuild cartilage and take away pain.\n\n"
SAID = "Our injections are not approved for worn knees.\n"


@pytest.fixture(scope="module")
def status(house: House) -> Callable[[str], list[str]]:
    """Return a function that gives what is said of a page by the only rule that is held."""
    held = replace(house, rules=tuple(rule for rule in house.rules if rule.name == "status-unsaid"))

    def said(page: str) -> list[str]:
        document = made.page(page)
        report = flow.check_document(document, held, "2026-01-01")
        return [finding.message.partition("; ")[2] for finding in report.findings]

    return said


def test_said_in_the_open_the_words_count(status: Callable[[str], list[str]]) -> None:
    assert status(f"{OFFER}{SAID}\nBook today.\n") == []


@pytest.mark.parametrize(
    ("around", "note"),
    [
        ("<details><summary>More</summary>\n<p>{}</p></details>", "the words stand folded away, at line 6"),
        ("<details>\n<p>{}</p></details>", "the words stand folded away, at line 6"),
        ("> {}", "the words stand in a quotation, at line 5"),
    ],
)
def test_hidden_or_quoted_they_do_not_and_the_finding_says_where_they_stand(
    around: str, note: str, status: Callable[[str], list[str]]
) -> None:
    assert status(f"{OFFER}{around.format(SAID.strip())}\n\nBook today.\n") == [note]


@pytest.mark.parametrize(
    "around",
    [
        "<details open><summary>More</summary>\n<p>{}</p></details>",
        "<details><summary>{}</summary>\n<p>More.</p></details>",
        "<details><summary>More</summary>\n<p>Yes.</p></details>\n\n{}",
        "<details><summary>More</summary>\n<details open><p>Yes.</p></details></details>\n\n{}",
    ],
)
def test_what_stands_open_or_is_pressed_to_see_more_counts(around: str, status: Callable[[str], list[str]]) -> None:
    assert status(f"{OFFER}{around.format(SAID.strip())}\n\nBook today.\n") == []


def test_words_inside_an_open_part_of_a_folded_one_stay_folded() -> None:
    page = readers.read_text(
        "<details><summary>A</summary><p>b</p><details open><summary>C</summary><p>d</p></details></details><p>e</p>",
        path="page.html",
        format="html",
    )

    assert [(page.words_of(n), block.folded) for n, block in enumerate(page.blocks)] == [
        ("A", False), ("b", True), ("C", True), ("d", True), ("e", False),
    ]  # fmt: skip


FUND = "# Our fund\n\nOur fund returned 14% a year over five years.\n\n"
BONDS = "# Our property bonds\n\nOur bonds pay 8% interest every year.\n\n"
DROPS = "# Our homeopathic drops\n\nOur homeopathic drops relieve teething pain.\n\n"
CAPSULES = "# Our magnesium\n\nOur magnesium supports restful sleep.*\n\n"
STORY = '# Our knee clinic\n\n> "Six weeks later I was back on the dance floor." Ria, 66\n\n'
PAST = "Past performance is no guide to the future."
NO_EVIDENCE = "There is no scientific evidence that they work."
DSHEA = (
    "*This statement has not been evaluated by the Food and Drug Administration. "
    "This product is not intended to diagnose, treat, cure, or prevent any disease."
)
FLORIDA = (
    "THIS NOTICE MUST BE PROVIDED TO YOU UNDER FLORIDA LAW. This physician performs one or more stem cell therapies "
    "that have not yet been approved by the United States Food and Drug Administration."
)
DOCTOR = "You are encouraged to consult with your primary care provider before undergoing any stem cell therapy."
FOLDED = "<details><summary>More</summary>\n<p>{}</p></details>"


@pytest.fixture(scope="module")
def asked(house: House) -> Callable[[str], dict[str, str]]:
    """Return a function that gives the rules that miss words on a page, each with what it found instead."""
    names = {
        "past-performance", "gain-without-risk", "homeopathy-basis-unsaid", "supplement-notice-unsaid",
        "state-notice-unsaid", "typical-result-unsaid",
    }  # fmt: skip
    stories = {"told-in-scenes", "story-of-change"}
    settings = replace(house.config.settings, jurisdictions=("us-fl",))
    held = replace(
        house,
        rules=tuple(rule for rule in house.rules if rule.name in names | stories),
        config=replace(house.config, settings=settings),
    )

    def missed(page: str) -> dict[str, str]:
        document = made.page(f"{page}\n\nBook now.\n")
        found = flow.check_document(document, held, "2026-01-01").findings
        return {f.rule: f.message.partition("; ")[2] for f in found if f.rule in names}

    return missed


@pytest.mark.parametrize(
    ("page", "missed"),
    [
        (f"{FUND}Your capital is at risk.", {"past-performance": ""}),
        (f"{FUND}{PAST} Your capital is at risk.", {}),
        (f"{FUND}Your capital is at risk.\n\n{FOLDED.format(PAST)}",
         {"past-performance": "the words stand folded away, at line 8"}),
        (f"{FUND}Your capital is at risk.\n\nBook now.\n\nDisclaimer: {PAST}",
         {"past-performance": "the words stand in a disclaimer, at line 9"}),
        (f"{FUND}You may lose money.", {"past-performance": "found a weaker form at line 5"}),
        (BONDS, {"gain-without-risk": ""}),
        (f"{BONDS}If the builder fails, you get back less.", {}),
        (f"{BONDS}{FOLDED.format('Your capital is at risk.')}",
         {"gain-without-risk": "the words stand folded away, at line 6"}),
        (f"{BONDS}74% of retail investor accounts lose money with this provider.", {}),
        (DROPS, {"homeopathy-basis-unsaid": ""}),
        (f"{DROPS}{NO_EVIDENCE}", {}),
        (f"{DROPS}{FOLDED.format(NO_EVIDENCE)}",
         {"homeopathy-basis-unsaid": "the words stand folded away, at line 6"}),
        (f"{DROPS}They are a traditional remedy.",
         {"homeopathy-basis-unsaid": "found a weaker form at line 5"}),
        (CAPSULES, {"supplement-notice-unsaid": ""}),
        (f"{CAPSULES}{DSHEA}", {}),
        (f"{CAPSULES}{FOLDED.format(DSHEA)}",
         {"supplement-notice-unsaid": "the notice stands where it does not count"}),
        (f"{CAPSULES}{DSHEA.replace('treat, cure, or', 'cure or')}",
         {"supplement-notice-unsaid": "the wording at line 5 is not the prescribed one"}),
        (OFFER, {"state-notice-unsaid": ""}),
        (f"{OFFER}{FLORIDA} {DOCTOR}", {}),
        (f"{OFFER}{FLORIDA}", {"state-notice-unsaid": "the wording at line 5 is not the prescribed one"}),
        (STORY, {"typical-result-unsaid": ""}),
        (f"{STORY}In our register most patients had less pain for three months.", {}),
        (f"{STORY}Results may vary.", {"typical-result-unsaid": "found a weaker form at line 5"}),
    ],
)  # fmt: skip
def test_what_a_trade_has_to_say_is_asked_for_and_where_it_misses_the_place_is_told(
    page: str, missed: dict[str, str], asked: Callable[[str], dict[str, str]]
) -> None:
    assert asked(page) == missed


def test_that_it_works_is_not_known_denies_nothing_that_stands_before_a_colon(
    status: Callable[[str], list[str]],
) -> None:
    assert status(f"{OFFER}The treatment is investigational: whether it works is not known.\n\nBook today.\n") == []
