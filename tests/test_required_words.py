"""Required words count where a reader meets them; where they miss it narrowly, the finding says where they stand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

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
        document = readers.read_text(page, path="page.md", format="markdown")
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
