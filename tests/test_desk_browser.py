"""The desk in a real browser: an editor reads, writes, decides and loses nothing; what is read does nothing."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe

import made_word
from made_browser import Window, started
from made_desk import CAREFUL, REPORTS, ROBOT, TRIAL, Served, repository, served, shelved
from made_exports import as_json, planned

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

    from claimcheck.flow import House

PAGE = "articles/robot.md"
ALLOWED = "<!-- claimcheck: allow cure because the reviewer knows; by Ann -->\n\n"
CHECKED = (
    "() => { const {checked, busy} = document.getElementById('state').dataset; return checked && checked === busy; }"
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with started() as opened:
        yield opened


@pytest.fixture
def desk(served_desk: Served) -> Served:
    return served_desk


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[Window]:
    made = Window(browser, watched, accept_downloads=True)
    yield made
    made.context.close()


@pytest.fixture
def page(window: Window, desk: Served) -> Iterator[Page]:
    """Open the desk; at the end nothing may have left it, broken its policy, or failed in it."""
    opened = begun(window.open(desk.address))
    yield opened
    kept = opened.kept[:]
    # Another desk stands at another port, so that nothing in the browser's memory is shared but cookies.
    window.clear(f"http://{desk.host}/page/desk.css")
    own = (f"http://{desk.host}/", f"blob:http://{desk.host}/")
    # The browser notes each answer that says that a file was changed elsewhere; and, however late, what was on its way
    # to the desk of another test when that one closed.
    at_another = re.compile(rf"Failed to load resource: .* \(http://(?!{re.escape(desk.host)}/)127\.0\.0\.1:\d+/.*\)\Z")
    failed = [one for one in kept if not one.startswith(own) and "409 (Conflict)" not in one]
    assert [one for one in failed if not at_another.match(one)] == []


def watched(page: Page) -> None:
    page.on("request", lambda request: page.kept.append(request.url))
    page.on("console", lambda told: told.type == "error" and page.kept.append(f"{told.text} ({told.location['url']})"))
    page.on("pageerror", lambda error: page.kept.append(str(error)))


def begun(page: Page) -> Page:
    until(page, "document.getElementById('folder').textContent")
    return page


def opened_beside(window: Window, address: str) -> Page:
    opened = window.another()
    opened.goto(address)
    return begun(opened)


def until(page: Page, expression: str, given: object = None) -> None:
    """Wait until something holds in the page; its policy lets nothing be evaluated there by the page itself."""
    for _ in range(600):
        if page.evaluate(expression, given):
            return
        page.wait_for_timeout(20)
    pytest.fail(f"never came: {expression} ({given}); it says: {page.inner_text('body')[:500]}")


def settled(page: Page) -> None:
    until(page, CHECKED)


def pick(page: Page, name: str = PAGE) -> None:
    page.click("#pages-open")
    page.locator("#pages-list").get_by_text(name, exact=True).click()
    until(page, "name => document.getElementById('name').textContent === name", name)
    settled(page)


def write(page: Page) -> None:
    page.check("[name=view][value=write]")


AT = """words => {
  const field = document.getElementById('source'), at = field.value.indexOf(words);
  field.focus();
  field.setSelectionRange(at, at);
}"""


def type_at(page: Page, before: str, words: str) -> None:
    """Type words in front of others."""
    write(page)
    page.evaluate(AT, before)
    page.keyboard.type(words)


def text(page: Page) -> str:
    return page.input_value("#source")


def on_disk(desk: Served, name: str = PAGE) -> str:
    return (desk.folder / name).read_bytes().decode()


def wait_for_disk(page: Page, desk: Served, words: str, name: str = PAGE) -> None:
    for _ in range(300):
        if on_disk(desk, name) == words:
            return
        page.wait_for_timeout(20)
    assert on_disk(desk, name) == words


MARKED = """place => {
  const found = {};
  for (const {dataset, textContent} of document.querySelectorAll(`${place} .found`))
    found[dataset.finding] = (found[dataset.finding] || '') + textContent;
  return Object.values(found);
}"""


def marked(page: Page, place: str = "#backdrop") -> list[str]:
    """Return the words under findings, those of one finding together."""
    words: list[str] = page.evaluate(MARKED, place)
    return words


def cards(page: Page) -> list[str]:
    return page.locator("#cards .card .rule").all_inner_texts()


def card(page: Page, rule: str) -> Any:
    return page.locator("#cards .card").filter(has=page.locator(".rule", has_text=rule)).first


def accept(page: Page, rule: str, because: str = "the reviewer knows", by: str = "Ann") -> None:
    one = card(page, rule)
    one.get_by_role("button", name="Accept", exact=True).click()
    one.get_by_label("Because").fill(because)
    one.get_by_label("By", exact=True).fill(by)
    one.get_by_role("button", name="Accept this finding").click()


def notice(page: Page) -> Any:
    return page.locator("#notices .notice")


# Open and read.


def test_the_address_opens_the_desk_and_keeps_no_token(page: Page, desk: Served) -> None:
    assert page.url == f"http://{desk.host}/"
    assert page.inner_text("#folder") == "site"


@pytest.mark.usefixtures("page")
def test_a_spent_address_opens_nothing_in_another_browser(browser: Browser, desk: Served) -> None:
    other = browser.new_context()
    second = other.new_page()
    second.goto(desk.address)

    assert notice(second).inner_text().startswith("This page has no key to the desk.")
    other.close()


def test_an_article_is_seen_as_a_reader_sees_it_with_its_marks_and_a_card_for_each(page: Page) -> None:
    pick(page)

    assert page.locator("#reader h2").inner_text() == "title\nThe hand robot"
    assert page.locator("#reader p").first.inner_text() == "Our hand robot cures stroke1. 💡 Book only today2."
    assert marked(page, "#reader") == [
        "cures stroke",
        "only today",
        "In the LINDQUELL trial, the robot improved hand function after a stroke",
    ]
    assert page.locator("#reader .claim.not-met").count() == 1
    assert page.locator("#reader .claim.unlinked").first.inner_text() == "Our hand robot "
    assert cards(page) == ["cure", "urgency", "endpoint-not-met"]
    assert page.inner_text("#count") == "3 to decide, 0 accepted"


def test_a_card_tells_what_why_on_what_authority_on_which_record_and_what_is_safer(page: Page) -> None:
    pick(page)
    one = card(page, "endpoint-not-met")
    one.locator("summary").click()

    assert one.locator(".severity").inner_text() == "error"
    assert one.locator(".message").inner_text().startswith("tells LINDQUELL as a success")
    assert one.locator(".safer").inner_text().startswith("Safer say first that the primary endpoint was not met")
    assert one.locator("details b", has_text="Bears on").is_visible()
    assert one.locator(".record b").inner_text() == "LINDQUELL"
    assert (
        one.locator(".record .basis")
        .inner_text()
        .startswith("https://example.invalid/lindquell (table 2, opened on 2026-11-02)")
    )
    assert [
        (link.get_attribute("href"), link.get_attribute("rel"), link.get_attribute("target"))
        for link in one.locator(".record .basis a").all()
    ] == [("https://example.invalid/lindquell", "noopener noreferrer", "_blank")]


def test_the_claims_tell_how_they_were_read(page: Page) -> None:
    pick(page)
    page.click("#tab-claims")
    one = page.locator("#claim-cards .card", has_text="LINDQUELL trial")

    assert page.locator("#claim-cards .status").all_inner_texts() == ["unlinked", "not-met"]
    assert one.locator("dd").all_inner_texts()[1:3] == ["unstated", "asserted"]
    assert one.locator("summary").inner_text() == "Record: LINDQUELL"


def test_a_mark_leads_to_its_card(page: Page) -> None:
    pick(page)
    page.locator("#reader .found", has_text="only today").click()

    assert page.evaluate("document.activeElement.querySelector('.rule').textContent") == "urgency"


# Type.


def test_marks_follow_what_is_typed(page: Page) -> None:
    pick(page)
    type_at(page, "Our hand", "New. ")
    settled(page)

    assert text(page) == ROBOT.replace("Our hand", "New. Our hand")
    assert marked(page)[:2] == ["cures stroke", "only today"]

    type_at(page, "Our hand", "Our lamp cures autism. ")
    settled(page)

    assert marked(page)[:3] == ["cures autism", "cures stroke", "only today"]
    assert cards(page) == ["cure", "cure", "urgency", "endpoint-not-met"]
    assert page.inner_text("#state") == "not saved"


def test_old_marks_move_with_the_words_until_new_ones_come(page: Page) -> None:
    pick(page)
    for name in ("check", "near"):
        page.route(f"**/api/{name}", lambda _: None)
    type_at(page, "Our hand", "💡 Before. ")

    assert marked(page)[:2] == ["cures stroke", "only today"]

    type_at(page, "stroke. 💡", "any ")

    assert marked(page)[:2] == ["cures any stroke", "only today"]
    assert page.inner_text("#state") == "not saved · being checked"


def test_the_words_just_typed_are_marked_before_the_whole_page_is_checked(page: Page) -> None:
    pick(page)
    page.route("**/api/check", lambda _: None)
    type_at(page, "Our hand", "Our lamp cures autism. ")
    until(page, "document.querySelector('#backdrop .found.error').textContent === 'cures autism'")

    assert marked(page)[:3] == ["cures autism", "cures stroke", "only today"]
    assert page.locator("#backdrop .claim.not-met").count() == 1
    assert page.inner_text("#state") == "not saved · being checked"
    assert cards(page) == ["cure", "urgency", "endpoint-not-met"]


def test_the_latest_text_wins_whatever_comes_late(page: Page) -> None:
    pick(page)
    held: list[Any] = []
    page.route("**/api/check", lambda route: held.append(route) if not held else route.continue_())
    type_at(page, "Our hand", "Our lamp cures autism. ")
    page.wait_for_timeout(300)
    type_at(page, "Our hand", "So be it. ")
    settled(page)
    held[0].continue_()
    page.wait_for_timeout(200)

    assert marked(page)[:3] == ["cures autism", "cures stroke", "only today"]


def test_words_that_are_typed_in_a_card_outlast_the_next_check(page: Page) -> None:
    pick(page)
    one = card(page, "endpoint-not-met")
    one.get_by_role("button", name="Accept", exact=True).click()
    one.get_by_label("Because").fill("half a reason")
    type_at(page, "Our hand", "Our lamp cures autism. ")
    settled(page)

    assert card(page, "endpoint-not-met").get_by_label("Because").input_value() == "half a reason"


def test_the_caret_chooses_the_card_of_the_words_it_stands_in(page: Page) -> None:
    pick(page)
    type_at(page, "ly today", "")

    assert page.locator("#cards .chosen .rule").inner_text() == "urgency"


# Filters and keys.


def test_filters_show_what_is_asked_for(page: Page) -> None:
    pick(page)
    shown = {}
    for name, value in (("severity", "warning"), ("subject", "evidence"), ("jurisdiction", "us")):
        page.select_option(f"#filters [name={name}]", value)
        shown[name] = (cards(page), page.inner_text("#count"), len(marked(page)))
        page.select_option(f"#filters [name={name}]", "")

    assert shown["severity"] == (["urgency"], "1 of 3 to decide, 0 accepted", 1)
    assert shown["subject"] == (["endpoint-not-met"], "1 of 3 to decide, 0 accepted", 1)
    assert "cure" in shown["jurisdiction"][0]
    assert cards(page) == ["cure", "urgency", "endpoint-not-met"]


def test_findings_are_stepped_through_and_decided_with_the_keyboard_alone(page: Page, desk: Served) -> None:
    press = page.keyboard.press
    page.locator("#pages-open").focus()
    press("Enter")
    page.locator("#pages-filter").wait_for(state="visible")
    page.locator("#pages-filter").focus()
    page.keyboard.type("robot")
    press("Tab")
    press("Enter")
    settled_name(page)
    rules = []
    for key in ("F8", "F8", "j", "F8", "k", "Shift+F8"):
        press(key)
        rules.append(page.evaluate("document.activeElement.querySelector('.rule').textContent"))

    assert rules == ["cure", "urgency", "endpoint-not-met", "cure", "endpoint-not-met", "urgency"]
    assert page.inner_text("#told").startswith("2 warning urgency")

    press("k")
    press("a")
    page.keyboard.type("the reviewer knows")
    press("Tab")
    page.keyboard.type("Ann")
    press("Enter")
    wait_for_disk(page, desk, ROBOT.replace("Our hand", f"{ALLOWED}Our hand"))
    until(page, "document.getElementById('count').textContent === '2 to decide, 1 accepted'")

    assert page.evaluate("document.activeElement.querySelector('.rule').textContent") == "urgency"


def settled_name(page: Page) -> None:
    until(page, "name => document.getElementById('name').textContent === name", PAGE)
    settled(page)


def test_a_key_that_is_typed_in_the_text_is_only_a_letter(page: Page) -> None:
    pick(page)
    type_at(page, "Our hand", "jjkaw ")

    assert "jjkaw Our hand" in text(page)
    assert page.locator("#cards .card.chosen").count() == 0


# Decide.


def test_what_is_accepted_is_in_the_file_the_count_falls_and_it_can_be_taken_back(page: Page, desk: Served) -> None:
    pick(page)
    accept(page, "cure")
    wait_for_disk(page, desk, ROBOT.replace("Our hand", f"{ALLOWED}Our hand"))
    until(page, "document.getElementById('count').textContent === '2 to decide, 1 accepted'")

    assert page.locator("#cards .card.accepted", has_text="Because the reviewer knows; by Ann").count() == 1

    page.check("[name=open]")

    assert cards(page) == ["urgency", "endpoint-not-met"]

    page.click("#undo")
    wait_for_disk(page, desk, ROBOT)
    until(page, "document.getElementById('count').textContent === '3 to decide, 0 accepted'")

    assert not page.locator("#undo").is_visible()


def test_what_is_accepted_in_the_settings_is_written_there(page: Page, desk: Served) -> None:
    pick(page)
    one = card(page, "urgency")
    one.get_by_role("button", name="Accept", exact=True).click()
    one.get_by_label("Because").fill("the shop closes")
    one.get_by_label("Written").select_option("settings")
    one.get_by_role("button", name="Accept this finding").click()
    until(page, "document.getElementById('count').textContent === '2 to decide, 1 accepted'")

    assert on_disk(desk) == ROBOT
    assert "because: the shop closes" in on_disk(desk, "claimcheck.yaml")


def test_a_wording_is_taken_over_into_the_file_and_can_be_taken_back(page: Page, desk: Served) -> None:
    (desk.folder / PAGE).write_bytes(
        b"In an observational study, coffee prevented stroke (Miller 2019).\r\nIt rains.\r\n"
    )
    pick(page)
    one = card(page, "observational-as-cause")
    words = one.locator(".quote").inner_text().strip("“”")
    one.get_by_role("button", name="Another wording").click()

    assert one.get_by_label("Instead of the words").input_value() == "was linked to"

    one.get_by_label("Instead of the words").fill("coffee drinkers had fewer strokes")
    one.get_by_role("button", name="Take it over").click()
    new = "In an observational study, coffee prevented stroke (Miller 2019).\r\nIt rains.\r\n".replace(
        words, "coffee drinkers had fewer strokes"
    )
    wait_for_disk(page, desk, new)
    type_at(page, "It rains", "Now. ")
    page.click("#undo")
    wait_for_disk(page, desk, new.replace("coffee drinkers had fewer strokes", words).replace("It", "Now. It"))


def test_the_browsers_own_undo_takes_back_what_the_desk_wrote(page: Page, desk: Served) -> None:
    pick(page)
    accept(page, "cure")
    wait_for_disk(page, desk, ROBOT.replace("Our hand", f"{ALLOWED}Our hand"))
    write(page)
    page.keyboard.press("Control+z")

    assert text(page) == ROBOT


def test_a_prescribed_notice_is_put_in_word_for_word(page: Page, desk: Served) -> None:
    (desk.folder / PAGE).write_text("# Turmeric capsules\n\nOur turmeric supports joint health.\n\nAdd to cart.\n")
    pick(page)
    card(page, "supplement-notice-unsaid").get_by_role("button", name="Insert the notice").click()
    until(page, "document.getElementById('count').textContent === '0 to decide, 0 accepted'")

    assert "supports joint health.\n\nThis statement has not been evaluated" in on_disk(desk)


# Lose nothing.


def test_text_outlives_a_reload(page: Page, desk: Served) -> None:
    pick(page)
    type_at(page, "Our hand", "Mine. ")
    page.reload()
    until(page, "document.getElementById('source').value.includes('Mine. Our hand')")
    settled(page)

    assert page.inner_text("#state") == "not saved"
    assert on_disk(desk) == ROBOT

    page.keyboard.press("Control+s")
    wait_for_disk(page, desk, ROBOT.replace("Our hand", "Mine. Our hand"))
    page.reload()
    settled_name(page)

    assert page.inner_text("#state") == "saved"


def test_text_outlives_a_crash_of_the_browser(page: Page, desk: Served, window: Window) -> None:
    pick(page)
    type_at(page, "Our hand", "Mine. ")
    settled(page)
    page.close(run_before_unload=False)
    second = opened_beside(window, f"http://{desk.host}/")
    pick(second)

    assert notice(second).inner_text().split("\n")[0].endswith("was not saved.")
    assert text(second) == ROBOT

    second.get_by_role("button", name="Take it up").click()
    settled(second)

    assert text(second) == ROBOT.replace("Our hand", "Mine. Our hand")

    second.keyboard.press("Control+s")
    wait_for_disk(second, desk, ROBOT.replace("Our hand", "Mine. Our hand"))
    second.reload()
    settled_name(second)

    assert notice(second).count() == 0


def test_text_outlives_a_crash_of_the_server(page: Page, desk: Served, small: House, window: Window) -> None:
    pick(page)
    type_at(page, "Our hand", "Mine. ")
    settled(page)
    with served(small, desk.folder) as second:
        other = opened_beside(window, second.address)
        pick(other)
        other.get_by_role("button", name="Take it up").click()
        settled(other)

        assert text(other) == ROBOT.replace("Our hand", "Mine. Our hand")


def test_pasted_text_outlives_a_crash_too(page: Page, desk: Served, window: Window) -> None:
    page.click("#paste")
    page.keyboard.type("Our lamp cures autism.")
    settled(page)
    page.close()
    second = opened_beside(window, f"http://{desk.host}/")
    second.get_by_role("button", name="Go on with text").click()
    settled(second)

    assert text(second) == "Our lamp cures autism."
    assert cards(second) == ["cure"]


def test_of_two_tabs_none_writes_over_the_other(page: Page, desk: Served, window: Window) -> None:
    pick(page)
    second = opened_beside(window, f"http://{desk.host}/")
    pick(second)

    assert notice(page).inner_text().startswith("This page is open in another tab, too.")
    assert notice(second).inner_text().startswith("This page is open in another tab, too.")

    page.route("**/api/state", lambda _: None)
    second.route("**/api/state", lambda route: route.continue_())
    type_at(page, "Our hand", "First. ")
    type_at(second, "Our hand", "Second. ")
    second.keyboard.press("Control+s")
    wait_for_disk(second, desk, ROBOT.replace("Our hand", "Second. Our hand"))
    page.unroute("**/api/state")
    page.keyboard.press("Control+s")
    page.locator(".notice[data-name=changed]").wait_for()

    assert text(page) == ROBOT.replace("Our hand", "First. Our hand")
    assert on_disk(desk) == ROBOT.replace("Our hand", "Second. Our hand")

    page.get_by_role("button", name="Keep my text").click()
    wait_for_disk(page, desk, ROBOT.replace("Our hand", "First. Our hand"))


def test_a_file_that_changes_on_the_disk_is_shown_where_nothing_was_typed(page: Page, desk: Served) -> None:
    pick(page)
    (desk.folder / PAGE).write_text(CAREFUL)
    page.locator(".notice[data-name=changed]").wait_for()
    settled(page)

    assert text(page) == CAREFUL
    assert cards(page) == []
    assert page.inner_text("#state") == "saved"


def test_where_both_changed_the_editor_decides_and_can_bring_back_the_text(page: Page, desk: Served) -> None:
    pick(page)
    type_at(page, "Our hand", "Mine. ")
    (desk.folder / PAGE).write_text(CAREFUL)
    page.get_by_role("button", name="Take what is in the file").click()
    until(page, "words => document.getElementById('source').value === words", CAREFUL)

    assert on_disk(desk) == CAREFUL

    page.click("#undo")
    until(page, "document.getElementById('source').value.includes('Mine. ')")

    assert text(page) == ROBOT.replace("Our hand", "Mine. Our hand")


def test_a_file_that_is_removed_takes_no_text_away(page: Page, desk: Served) -> None:
    pick(page)
    (desk.folder / PAGE).unlink()
    page.get_by_role("button", name="Keep my text").click()
    until(page, "document.getElementById('state').textContent === 'saved'")

    assert on_disk(desk) == ROBOT


def test_a_server_that_is_gone_is_told_and_the_text_stays(page: Page) -> None:
    pick(page)
    page.route("**/api/**", lambda route: route.abort())
    type_at(page, "Our hand", "Mine. ")
    notice(page).filter(has_text="The desk does not answer.").wait_for()
    page.unroute("**/api/**")
    page.kept.clear()
    page.reload()
    until(page, "document.getElementById('source').value.includes('Mine. Our hand')")


def test_another_page_that_is_picked_leaves_the_text_of_this_one(page: Page) -> None:
    pick(page)
    type_at(page, "Our hand", "Mine. ")
    pick(page, "articles/lamps.md")
    pick(page)

    assert text(page) == ROBOT.replace("Our hand", "Mine. Our hand")


# Records.


def test_a_claim_is_linked_to_a_record_that_is_searched_for(page: Page, desk: Served) -> None:
    (desk.folder / PAGE).write_text("# The hand robot\n\nThe hand robot improved hand function after a stroke.\n")
    pick(page)
    page.click("#tab-claims")
    page.locator("#claim-cards .card").get_by_role("button", name="Link a record").click()
    page.keyboard.type("lindquell")
    found = page.locator("#found .card[data-record=lindquell]")
    found.locator("summary").click()

    assert found.locator("details").inner_text().count("primary endpoint") == 1

    found.get_by_role("button", name="Link to the claim").click()
    wait_for_disk(
        page,
        desk,
        "# The hand robot\n\nThe hand robot improved hand function after a stroke "
        "([LINDQUELL](https://clinicaltrials.gov/study/NCT90000007)).\n",
    )
    settled(page)

    assert page.locator("#claim-cards .status").all_inner_texts() == ["not-met"]
    assert cards(page) == ["endpoint-not-met"]


def test_a_record_is_begun_from_an_export(page: Page, desk: Served, tmp_path: Path) -> None:
    (tmp_path / "export.json").write_text(as_json(planned("NCT90000003")))
    pick(page)
    page.click("#tab-records")
    page.set_input_files("#import", tmp_path / "export.json")
    page.locator("#found .card[data-record=nct90000003]").wait_for()

    assert page.inner_text("#imported").startswith(
        f"{desk.folder}/evidence/imported/nct90000003.yaml: written; still empty: "
    )
    assert (desk.folder / "evidence/imported/nct90000003.yaml").is_file()


# Bring in and take along.

DROP = """([name, base64]) => {
  const file = new File([Uint8Array.from(atob(base64), c => c.charCodeAt(0))], name);
  const data = new DataTransfer();
  data.items.add(file);
  document.body.dispatchEvent(new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true}));
}"""


@pytest.mark.parametrize(
    ("name", "raw", "quoted"),
    [
        ("page.md", b"# A\n\nOur *lamp* cures stroke.\n", "cures stroke"),
        ("page.html", b"<h1>A</h1>\r\n<p>Our <b>lamp</b> cures&nbsp;stroke.</p>", "cures&nbsp;stroke"),
        ("letter.docx", made_word.from_text("Our lamp cures stroke."), "cures stroke"),
    ],
)
def test_a_file_is_dropped_on_the_desk(page: Page, name: str, raw: bytes, quoted: str) -> None:
    import base64

    page.evaluate(DROP, [name, base64.b64encode(raw).decode()])
    until(page, "name => document.getElementById('name').textContent === name", name)
    settled(page)

    assert marked(page) == [quoted]
    assert page.locator("#source").evaluate("one => one.readOnly") == name.endswith("docx")


def test_pasted_text_is_checked_and_saved_as_a_page_of_the_folder(page: Page, desk: Served) -> None:
    page.click("#paste")
    page.keyboard.insert_text("# Lamps\n\nOur lamp cures autism.\n")
    settled(page)

    assert cards(page) == ["cure"]

    page.click("#save")
    page.fill("#save-as-name", PAGE)
    page.keyboard.press("Enter")
    until(page, "document.getElementById('save-as-fault').textContent")

    assert page.inner_text("#save-as-fault") == "There is a file of this name."

    page.fill("#save-as-name", "articles/new.md")
    page.keyboard.press("Enter")
    until(page, "document.getElementById('name').textContent === 'articles/new.md'")
    settled(page)

    assert on_disk(desk, "articles/new.md") == "# Lamps\n\nOur lamp cures autism.\n"
    assert page.inner_text("#state") == "saved"


@pytest.mark.parametrize(("kind", "name", "begins"), REPORTS)
def test_a_report_is_taken_along(page: Page, kind: str, name: str, begins: bytes) -> None:
    pick(page)
    page.select_option("#kind", kind)
    with page.expect_download() as download:
        page.click("#export")

    assert download.value.suggested_filename == name
    assert Path(download.value.path()).read_bytes().startswith(begins)


def test_a_marked_word_file_is_taken_along(page: Page, tmp_path: Path) -> None:
    (tmp_path / "letter.docx").write_bytes(made_word.from_text("Our lamp cures stroke."))
    page.set_input_files("#file", tmp_path / "letter.docx")
    settled(page)
    page.select_option("#kind", "docx")
    with page.expect_download() as download:
        page.click("#export")

    assert list(made_word.commented(Path(download.value.path()).read_bytes()).values()) == ["cures stroke"]


# Hostile content.

EVIL = "<img src=x onerror=\"window.ran='{}'\"><script>window.ran='{}'</script>"


def test_nothing_that_is_read_runs(
    window: Window, house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    folder = repository(tmp_path / "site")
    evil = TRIAL.replace("a hand robot against", EVIL.replace('"', '\\"').replace("{}", "record") + " against")
    evil = evil.replace("table 2", "<b>2</b>")
    (folder / "evidence" / "stroke" / "lindquell.yaml").write_text(evil)
    name = "articles/<img src=x onerror=window.ran='name'>.html"
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(
        f"<title>{EVIL.format('title', 'title')}</title>{EVIL.format('a', 'b')}"
        "<h1 onclick=\"window.ran='h'\">Robot</h1>"
        "<p>Our robot cures &lt;script&gt;window.ran='p'&lt;/script&gt; stroke.</p>"
        "<p>In the LINDQUELL trial, the robot improved hand function after a stroke.</p>"
        "<iframe src='https://example.invalid/'></iframe><a href='javascript:window.ran=1'>Our lamp cures autism</a>"
    )
    with served(shelved(house, folder / "evidence"), folder) as running:
        page = begun(window.open(running.address))
        page.evaluate("addEventListener('securitypolicyviolation', e => window.ran = e.violatedDirective)")
        pick(page, name)
        for one in page.locator("#side summary").all():
            one.evaluate("one => one.click()")
        page.click("#tab-claims")
        write(page)
        page.check("[name=view][value=read]")

        assert "<img src=x" in page.inner_text("#name")
        assert "alert" not in page.inner_text("#reader")
        assert page.locator("#cards", has_text="LINDQUELL").count() == 1
        assert page.locator("main img, main script, main iframe, #side img, #side script, #side b b").count() == 0
        assert page.locator("a[href^=javascript]").count() == 0
        assert page.evaluate("window.ran") is None
        assert [one for one in page.kept if not one.startswith(f"http://{running.host}/")] == []
        window.clear(f"http://{running.host}/page/desk.css")


def test_what_might_get_in_is_stopped_by_the_policy(page: Page) -> None:
    page.evaluate(
        "window.broken = []; addEventListener('securitypolicyviolation', e => broken.push(e.violatedDirective))"
    )
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('img'), {src: 'https://example.invalid/x.png'}))"
    )
    page.evaluate("document.body.setAttribute('style', 'display: none')")
    stopped = page.evaluate(
        "() => { try { document.body.innerHTML = '<b>x</b>'; return ''; } catch (e) { return e.name; } }"
    )
    sent = page.evaluate("fetch('https://example.invalid/').then(() => 'sent', () => 'stopped')")
    page.kept.clear()

    assert (stopped, sent) == ("TypeError", "stopped")
    assert {"img-src", "style-src-attr", "connect-src"} <= set(page.evaluate("broken"))


# For everybody.

OPENING = "#cards summary, #cards button[aria-expanded]"


def searched(page: Page, words: str) -> None:
    page.fill("#search", words)
    page.locator("#found .card").first.wait_for()


def part(page: Page, name: str) -> None:
    """Show a part of the desk, where there is room for one only."""
    button = page.locator(f".switch [data-part={name}]")
    if button.is_visible():
        button.click()


def listed(page: Page) -> None:
    page.locator("#pages-list").get_by_text(PAGE, exact=True).click()
    settled_name(page)


# A walk through the desk: each state follows from the one before.
STATES: dict[str, Callable[[Page], object]] = {
    "start": lambda _: None,
    "pages": lambda page: page.click("#pages-open"),
    "read": lambda page: (listed(page), page.keyboard.press("F8")),
    "write": lambda page: (part(page, "text"), write(page)),
    "card": lambda page: (
        page.check("[name=view][value=read]"), part(page, "side"), [one.click() for one in page.locator(OPENING).all()]
    ),
    "claims": lambda page: (page.click("#tab-claims"), page.locator("#claim-cards summary").click()),
    "records": lambda page: (page.click("#tab-records"), searched(page, "stroke")),
}  # fmt: skip


@pytest.mark.parametrize(("width", "colours"), [(390, "light"), (1280, "dark")])
def test_axe_finds_nothing_serious_in_any_state(browser: Browser, desk: Served, width: int, colours: str) -> None:
    apart = Window(browser, watched, bypass_csp=True)
    page = begun(apart.open(desk.address, width, colours))
    found = {}
    for name, reach in STATES.items():
        reach(page)
        grave = [
            (one["id"], [node["html"][:120] for node in one["nodes"]])
            for one in Axe().run(page).response["violations"]
            if one["impact"] != "minor"
        ]
        found[name] = (grave, page.evaluate("document.documentElement.scrollWidth"))
    apart.context.close()

    assert found == dict.fromkeys(STATES, ([], width))


def test_on_a_phone_a_finding_leads_to_its_card_and_back(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    pick(page)
    page.locator("#reader .found", has_text="cures stroke").click()

    assert not page.locator("#reader").is_visible()
    assert in_view(page, "#cards .chosen")

    page.locator("#cards .chosen").get_by_role("button", name="Show").click()

    assert in_view(page, "#reader .found.chosen")


def in_view(page: Page, selector: str) -> bool:
    page.wait_for_timeout(50)
    box = page.locator(selector).first.bounding_box()
    return box is not None and box["y"] < 800 and box["y"] + box["height"] > 0


def test_what_happens_is_told_to_those_who_hear_the_page(page: Page) -> None:
    pick(page)

    assert page.get_by_role("status").all_inner_texts()[0] == "saved"
    assert page.get_by_role("article", name="The page as it is read").is_visible()
    assert page.get_by_role("tab", name="Findings 3").get_attribute("aria-selected") == "true"
    assert page.get_by_role("button", name="finding 1, error").is_visible()

    page.keyboard.press("F8")

    assert page.inner_text("#told").startswith("1 error cure")


def test_tabs_are_walked_with_the_arrow_keys(page: Page) -> None:
    pick(page)
    page.locator("#tab-findings").focus()
    walked = []
    for key in ("ArrowRight", "ArrowRight", "ArrowRight", "ArrowLeft"):
        page.keyboard.press(key)
        walked.append(page.evaluate("document.activeElement.id"))

    assert walked == ["tab-claims", "tab-records", "tab-findings", "tab-records"]
    assert page.locator("#records").is_visible()
