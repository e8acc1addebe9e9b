"""The summary in a real browser: nothing leaves it, it reads on a phone, at night and from the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from made_browser import Window, started
from made_summary import hostile, small
from test_output_html_browser import CONTRASTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a summary; all that it asks for is kept in `page.kept`."""
    paths = {one.__name__: one(tmp_path_factory.mktemp(one.__name__)) for one in (small, hostile)}
    with started() as browser:
        window = Window(browser, watched)
        yield lambda name, *given, **more: window.open(paths[name].as_uri(), *given, **more)
        window.context.close()


def watched(page: Page) -> None:
    for event in ("request", "console", "pageerror"):
        page.on(event, lambda told: page.kept.append(getattr(told, "url", str(told))))


@pytest.mark.parametrize("name", ["small", "hostile"])
def test_nothing_leaves_the_summary_and_it_never_scrolls_sideways(shown: Callable[..., Page], name: str) -> None:
    wide = {}
    for width in (360, 768, 1280):
        page = shown(name, width)
        wide[width] = page.evaluate("document.documentElement.scrollWidth")

        assert [one.startswith("file:") for one in page.kept] == [True]
        assert page.evaluate("document.scripts.length") == 0

    assert wide == {360: 360, 768: 768, 1280: 1280}


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_every_text_stands_out_from_what_is_behind_it(shown: Callable[..., Page], colours: str) -> None:
    contrasts = shown("small", colours=colours).evaluate(CONTRASTS, "body *:not(svg *)")

    assert len(contrasts) > 80
    assert [one for one in contrasts if one[0] < 4.5] == []


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_the_parts_of_a_bar_and_their_background_are_told_apart(shown: Callable[..., Page], colours: str) -> None:
    fills = "selector => getComputedStyle(document.querySelector(selector)).fill"
    page = shown("small", colours=colours)
    seen = [page.evaluate(fills, f"rect.{name}") for name in ("error", "warning", "advice", "checked", "skipped")]

    assert len({*seen, page.evaluate("getComputedStyle(document.body).backgroundColor")}) == 6


def test_a_bar_is_as_long_as_its_number(shown: Callable[..., Page]) -> None:
    boxes = [one.bounding_box() for one in shown("small").locator("[aria-labelledby=subjects] rect").all()]
    wide = [round(box["width"]) for box in boxes]

    # Two errors; one warning and one advice.
    assert abs(wide[0] - wide[1] - wide[2]) <= 1
    assert abs(wide[1] - wide[2]) <= 1
    assert wide[0] > 200


def test_the_page_is_walked_from_the_keyboard(shown: Callable[..., Page]) -> None:
    page = shown("small")
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.className") == "skip"

    page.locator("[aria-labelledby=months] summary").focus()
    page.keyboard.press("Enter")

    assert page.locator("[aria-labelledby=months] table").is_visible()


def test_sections_are_named_and_their_tables_too(shown: Callable[..., Page]) -> None:
    page = shown("small")
    names = [one.inner_text() for one in page.locator("main h2:not(.unseen)").all()]

    assert names == [
        "Findings by subject", "Findings by rule", "Findings by site", "Findings by month", "Claims on several pages",
        "The worst pages", "What the records bear on",
    ]  # fmt: skip
    assert page.locator("table").count() == page.locator("table > caption").count() == 9
    assert page.get_by_role("img", name="Findings by month from 2026-03 to 2026-04, at most 2.").is_visible()


def test_on_a_phone_the_numbers_stand_without_the_bars(shown: Callable[..., Page]) -> None:
    page = shown("small", 360)

    assert page.locator("td.picture").first.is_hidden()
    assert page.locator("[aria-labelledby=subjects] td.number").first.is_visible()
