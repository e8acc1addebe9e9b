"""The desk with one article: how long after a keystroke the marks follow in a real browser, pause included."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from threading import Thread
from typing import Any

from playwright.sync_api import sync_playwright

from claimcheck import flow
from claimcheck.config import config
from claimcheck.desk import serve
from claimcheck.desk.folder import Folder
from claimcheck.desk.session import Session

_TIMES = 15
_CHECKED = "() => { const {checked, busy} = document.getElementById('state').dataset; return checked === busy; }"
# A word more in the middle of the text, then in its last sentence, by turns.
_TYPE = """async number => {
  const field = document.getElementById('source'), state = document.getElementById('state').dataset;
  const middle = number % 2 ? field.value.length / 2 : field.value.length * 0.9;
  const at = field.value.indexOf(' ', middle);
  field.focus();
  field.setSelectionRange(at, at);
  const begun = performance.now();
  document.execCommand('insertText', false, ` word${number}`);
  while (state.busy === 'typing' || (state.near !== state.busy && state.checked !== state.busy))
    await new Promise(requestAnimationFrame);
  const sooner = performance.now() - begun;
  while (state.checked !== state.busy) await new Promise(requestAnimationFrame);
  return [sooner, performance.now() - begun];
}"""


def main(path: str) -> None:
    """Print the figures of one article."""
    article = Path(path).resolve()
    session = Session(Folder(article.parent), flow.load(config.Config()))
    with serve.open_socket(0) as listening, sync_playwright() as driver:
        running, address = serve.server(session, listening)
        thread = Thread(target=running.run, kwargs={"sockets": [listening]})
        thread.start()
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(address)
        page.click("#pages-open")
        page.locator("#pages-list").get_by_text(article.name, exact=True).click()
        _wait(page)
        first = page.evaluate("Number(document.getElementById('state').dataset.took)")
        page.check("[name=view][value=write]")
        took = [page.evaluate(_TYPE, number) for number in range(_TIMES)]
        print(f"{page.inner_text('#about')}; {page.inner_text('#count')}")
        browser.close()
        running.should_exit = True
        thread.join()
    print(f"opened {first:.0f} ms (the model is loaded)")
    for what, at in (("keystroke to marks in the changed block", 0), ("keystroke to all marks and cards", 1)):
        ordered = sorted(one[at] for one in took)
        print(f"{what}: median {ordered[len(ordered) // 2]:.0f} ms, slowest {ordered[-1]:.0f} ms, of {_TIMES}")


def _wait(page: Any) -> None:
    while not page.evaluate("document.getElementById('state').dataset.checked") or not page.evaluate(_CHECKED):
        page.wait_for_timeout(50)


if __name__ == "__main__":
    main(*sys.argv[1:])
