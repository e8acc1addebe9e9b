"""A real browser for tests, one that asks nobody anything by itself."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@contextmanager
def started() -> Iterator[Browser]:
    """Yield a browser that is closed at the end; fail where none is installed."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        pytest.fail(
            "no browser is found: install one, on Debian or Ubuntu with “apt-get install chromium”", pytrace=False
        )
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=found, args=list(QUIET))
        yield opened
        opened.close()


class Window:
    """A window of a browser, whose first page is used again and again: a page's process costs more than a test in it.

    What `watched` hangs on a page, and `page.kept`, which it fills, last as long as the page does.
    """

    def __init__(self, browser: Browser, watched: Callable[[Page], None], **given: object) -> None:
        self.context = browser.new_context(**given)
        self.context.set_default_timeout(15_000)
        self._watched = watched
        self._first: Page | None = None

    def open(self, address: str, width: int = 1280, colours: str = "light") -> Page:
        """Return the first page at an address, as if nothing had been opened in it before."""
        page = self._first
        if page is None or page.is_closed():
            page = self._first = self.another()
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(media="screen", color_scheme=colours)
        page.kept = []
        page.goto(address)
        return page

    def another(self) -> Page:
        """Return one more page, empty."""
        page = self.context.new_page()
        page.kept = []
        self._watched(page)
        return page

    def clear(self, rest: str) -> None:
        """Forget what was done in the window; the first page waits at an address that asks for nothing more."""
        for page in self.context.pages:
            if page is not self._first:
                page.close()
        if self._first is not None and not self._first.is_closed():
            self._first.unroute_all()
            self._first.goto(rest)
        self.context.clear_cookies()
