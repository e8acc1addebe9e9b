"""The HTML report in a real browser: nothing leaves it or runs in it; it reads on a phone, on paper, at night."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from claimcheck.model import Report
from claimcheck.outputs import _dossier_html, html
from made import outcome, page
from made_browser import Window, started
from made_html import SMALL, hostile, shelved, small

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from claimcheck.flow import Outcome
    from claimcheck.outputs._html_sources import Library

REPORTS = {
    "small": lambda: html.rendered(*small()),
    "hostile": lambda: html.rendered(*hostile()),
    "several": lambda: html.rendered(*several()),
    "dossier": lambda: _dossier_html.render(*several(), {"a.md": "0123abcd (as committed)"}),
    "hostile-dossier": lambda: _dossier_html.render(*hostile(), {}),
}
# What a text's colour is against the nearest background behind it, as WCAG 2 counts it.
CONTRASTS = """
selector => {
  const numbers = colour => colour.match(/[0-9.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(c => c / 255)
    .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = element => {
    for (let at = element; at; at = at.parentElement) {
      const found = numbers(getComputedStyle(at).backgroundColor);
      if (found.length < 4 || found[3] > 0) return found;
    }
    return [255, 255, 255];
  };
  const own = element => [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
  return [...document.querySelectorAll(selector)].filter(own).map(element => {
    const [high, low] = [light(numbers(getComputedStyle(element).color)), light(behind(element))].sort((a, b) => b - a);
    return [(high + 0.05) / (low + 0.05), element.className || element.tagName];
  });
}
"""


def several() -> tuple[Outcome, Library]:
    return shelved(outcome(SMALL, Report(page("# A plain lamp\n\nIt shines.\n", path="a.md"))))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with started() as opened:
        yield opened


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[Window]:
    made = Window(browser, watched)
    made.context.add_init_script(
        "window.broken = []; addEventListener('securitypolicyviolation', e => broken.push(e.violatedDirective))"
    )
    yield made
    made.context.close()


def watched(opened: Page) -> None:
    opened.on("request", lambda request: opened.kept.append(request.url))
    opened.on("console", lambda message: opened.kept.append(message.text))
    opened.on("pageerror", lambda error: opened.kept.append(str(error)))
    opened.on("dialog", lambda dialog: opened.kept.append(dialog.message))


@pytest.fixture
def show(window: Window, tmp_path: Path) -> Callable[..., Page]:
    """Return a function that opens a report; all it asks for, says and breaks is kept in `page.kept`."""

    def shown(name: str, width: int = 1280, colours: str = "light") -> Page:
        path = tmp_path / f"{name}.html"
        path.write_text(REPORTS[name](), encoding="utf-8")
        return window.open(path.as_uri(), width, colours)

    return shown


@pytest.mark.parametrize("name", REPORTS)
def test_nothing_leaves_the_report_and_nothing_runs_in_it(show: Callable[..., Page], name: str, tmp_path: Path) -> None:
    opened = show(name)

    assert opened.kept == [(tmp_path / f"{name}.html").as_uri()]
    assert opened.evaluate("broken") == []
    assert opened.evaluate("document.scripts.length") == 0


def test_the_policy_holds_against_what_might_get_in(show: Callable[..., Page]) -> None:
    opened = show("small")
    opened.evaluate("document.body.setAttribute('style', 'display: none')")
    opened.evaluate(
        "document.body.append(Object.assign(document.createElement('img'), {src: 'https://example.invalid/x.png'}))"
    )
    opened.evaluate("document.body.append(Object.assign(document.createElement('script'), {text: 'window.ran = 1'}))")
    opened.wait_for_function("broken.length >= 3")

    assert sorted(opened.evaluate("broken")) == ["img-src", "script-src-elem", "style-src-attr"]
    assert opened.evaluate("window.ran") is None
    assert opened.locator("body").is_visible()


@pytest.mark.parametrize("name", REPORTS)
def test_no_page_scrolls_sideways(show: Callable[..., Page], name: str) -> None:
    opened, wide = show(name, 360), {}
    for width in (360, 768, 1280):
        opened.set_viewport_size({"width": width, "height": 800})
        wide[width] = opened.evaluate("document.documentElement.scrollWidth")

    assert wide == {360: 360, 768: 768, 1280: 1280}


@pytest.mark.parametrize("width", [360, 1280])
def test_the_four_counts_are_seen_at_once(show: Callable[..., Page], width: int) -> None:
    opened = show("small", width)
    boxes = [one.bounding_box() for one in opened.locator(".summary .count").all()]

    assert [one.inner_text().split("\n") for one in opened.locator(".summary .count dt").all()] == [
        ["compared and supported"],
        ["compared and not"],
        ["not checked"],
        ["asking for no record"],
    ]
    assert [box["y"] + box["height"] < 800 for box in boxes] == [True] * 4


@pytest.mark.parametrize("width", [360, 1280])
def test_a_mark_leads_to_its_card_which_opens_and_leads_back(show: Callable[..., Page], width: int) -> None:
    opened = show("small", width)
    card = opened.locator("#f8")
    opened.locator("mark a", has_text="cured in 2").click()

    assert opened.evaluate("location.hash") == "#f8"
    assert _in_view(opened, "#f8")
    assert card.get_by_text("A reader may believe it. So it counts.").is_visible()

    card.locator("a.number").focus()
    opened.keyboard.press("Enter")

    assert opened.evaluate("location.hash") == "#m8"
    assert _in_view(opened, "mark:has(#m8)")


def test_each_finding_is_reached_and_opened_from_the_keyboard(show: Callable[..., Page]) -> None:
    opened = show("small")
    opened.keyboard.press("Tab")

    assert opened.evaluate("document.activeElement.className") == "skip"

    seen = set()
    for _ in range(80):
        opened.keyboard.press("Tab")
        seen.add(opened.evaluate("document.activeElement.getAttribute('href')"))
    opened.locator("#f8 summary").focus()
    opened.keyboard.press("Enter")

    assert {f"#f{number}" for number in range(3, 9)} <= seen
    assert opened.locator("#f8").get_by_text("A reader may believe it. So it counts.").is_visible()


def test_findings_that_share_words_each_have_a_card_beside_them(show: Callable[..., Page]) -> None:
    opened = show("small")
    words, cards = opened.locator("#p1-b1").bounding_box(), [opened.locator(f"#f{n}").bounding_box() for n in (3, 4, 5)]

    assert all(card["x"] > words["x"] + words["width"] for card in cards)
    assert abs(cards[0]["y"] - words["y"]) < 20


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("name", ["small", "several", "dossier"])
def test_every_text_stands_out_from_what_is_behind_it(show: Callable[..., Page], name: str, colours: str) -> None:
    opened = show(name, colours=colours)
    faint = [one for one in opened.evaluate(CONTRASTS, "body *") if one[0] < 4.5]

    assert len(opened.evaluate(CONTRASTS, "mark a, .card, .card *")) > 30
    assert faint == []


def test_at_night_the_paper_is_dark(show: Callable[..., Page]) -> None:
    assert (
        show("small", colours="dark").evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(23, 22, 19)"
    )


def test_on_paper_all_is_open_and_stands_below_its_block(show: Callable[..., Page]) -> None:
    opened = show("small")
    opened.locator("#show-errors").check()
    hidden_on_screen = [n for n in range(1, 9) if not opened.locator(f"#f{n}").is_visible()]
    opened.emulate_media(media="print")
    words, card = opened.locator("#p1-b1").bounding_box(), opened.locator("#f3").bounding_box()

    assert hidden_on_screen == [1, 2, 4, 5, 7]
    assert [opened.locator(f"#f{n} .message").is_visible() for n in range(1, 9)] == [True] * 8
    assert opened.locator("#f3").get_by_text("So it counts.").is_visible()
    assert not opened.locator("#f8").get_by_text("So it counts.").is_visible()
    assert opened.locator("#f8").get_by_text("Why: as under 3").is_visible()
    assert not opened.locator(".filters").is_visible()
    assert card["y"] >= words["y"] + words["height"]
    positions = "[...new Set([...document.querySelectorAll('*')].map(e => getComputedStyle(e).position))].sort()"

    assert set(opened.evaluate(positions)) & {"fixed", "sticky"} == set()


def test_a_dossier_is_printed_open_and_with_lines_to_sign(show: Callable[..., Page]) -> None:
    opened = show("dossier")
    claims, lines = opened.locator(".entry"), opened.locator(".entry > .sign dd")
    opened.emulate_media(media="print")

    assert (claims.count(), lines.count()) == (4, 12)
    assert opened.locator("#p2-c1").get_by_text("So it counts.").first.is_visible()
    assert all(line.bounding_box()["width"] > 40 for line in lines.all())


@pytest.mark.parametrize(("width", "rows"), [(390, 3), (1200, 1)])
def test_the_lines_to_sign_stand_below_each_other_on_a_phone(show: Callable[..., Page], width: int, rows: int) -> None:
    opened = show("dossier", width)
    boxes = [line.bounding_box() for line in opened.locator("#p2-c1 > .sign dd").all()]

    assert len({round(box["y"]) for box in boxes}) == rows


def _in_view(opened: Page, selector: str) -> bool:
    box = opened.locator(selector).first.bounding_box()
    return 0 <= box["y"] < 800
