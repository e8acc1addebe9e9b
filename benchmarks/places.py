"""Places: of phrases that a browser shows of a page, the share that the reader finds where the file has those words.

    python benchmarks/places.py FOLDER [--most 200] [--seed 1] [--misses]

Pages of HTML are opened in Chromium by playwright; Markdown is turned into HTML first. Of the lines that are shown,
phrases of three to seven words are drawn at random, the same number for each page. One is found where the reader's text
holds it; it stands at its place where the characters of the file there, without tags and with entities read, are it.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from claimcheck import readers
from claimcheck.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from playwright.sync_api import Browser

    from claimcheck.model import Document

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
MARKDOWN = (".md", ".markdown", ".mdown", ".mkd")
PAGES = (".html", ".htm", ".xhtml", *MARKDOWN)
# Menus and code are shown and are no copy: what a reader leaves out on purpose is not drawn.
SHOWN = """() => {
  document.querySelectorAll("nav, header, footer, script, style, noscript, pre, [role=navigation]")
    .forEach(element => element.remove());
  document.querySelectorAll("code, kbd, samp").forEach(element => element.replaceWith("\\uE000"));
  return document.body ? document.body.innerText : "";
}"""
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_MARKS = re.compile(r"<[^>]*>|\]\([^)]*\)|\]\[[^\]]*\]|[*_~`\\>|#\[\]]")


def shown_lines(browser: Browser, path: Path) -> list[str]:
    """Return the lines of a page as a browser shows it, without white space at their edges."""
    source = path.read_text(encoding="utf-8", errors="replace")
    if path.suffix.lower() in MARKDOWN:
        from pyromark import Options

        from claimcheck.readers._frontmatter import head_of

        source = _html_of(source[head_of(source, path.name).end :], Options)
    page = browser.new_context(java_script_enabled=True, offline=True).new_page()
    try:
        page.set_content(re.sub(r"<script\b.*?</script>", "", source, flags=re.DOTALL | re.IGNORECASE), timeout=20_000)
        words = str(page.evaluate(SHOWN))
    finally:
        page.context.close()
    return [plain(line) for line in re.split("[\ue000\n\t]", words) if line.strip()]


def _html_of(markdown: str, options: type) -> str:
    import pyromark

    given = options.ENABLE_TABLES | options.ENABLE_FOOTNOTES | options.ENABLE_STRIKETHROUGH  # type: ignore[attr-defined]
    return pyromark.html(markdown, options=given)


def plain(words: str) -> str:
    """Return words with white space folded and what nobody sees left out."""
    return " ".join(_UNSEEN.sub("", words).split())


def phrases(lines: Iterable[str], number: int, draw: random.Random) -> list[str]:
    """Return phrases of three to seven words of one line each, drawn at random."""
    long = [words for line in lines if len(words := line.split()) >= 3]
    found = []
    for _ in range(number if long else 0):
        words = draw.choice(long)
        size = min(draw.randint(3, 7), len(words))
        start = draw.randint(0, len(words) - size)
        found.append(" ".join(words[start : start + size]))
    return found


def verdict(document: Document, phrase: str) -> str:
    """Return "exact", "misplaced" where the file has other words there, or "missed"."""
    at = document.text.find(phrase)
    if at < 0:
        return "missed"
    written = document.source[slice(*document.source_span(at, at + len(phrase)))]
    return "exact" if _letters(_MARKS.sub("", unescape(written))) == _letters(phrase) else "misplaced"


def _letters(words: str) -> str:
    return "".join(sign for sign in words if sign.isalnum())


def main() -> None:
    """Print, of the phrases drawn from the pages of a folder, how many are exact, misplaced and missed."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    options.add_argument("--most", type=int, default=200, help="phrases in all")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--misses", action="store_true")
    given = options.parse_args()
    paths = sorted(path for path in given.folder.rglob("*") if path.suffix.lower() in PAGES and path.is_file())
    draw = random.Random(given.seed)
    draw.shuffle(paths)
    paths = paths[: given.most]
    counted = {"exact": 0, "misplaced": 0, "missed": 0}
    browser_path = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        for path in paths:
            try:
                document = readers.read(path, shown_as=path.name)
            except UserError as error:
                print(error)
                continue
            for phrase in phrases(shown_lines(browser, path), -(-given.most // len(paths)), draw):
                told = verdict(document, phrase)
                counted[told] += 1
                if given.misses and told != "exact":
                    print(f"{told:9} {path.name}: {phrase}")
        browser.close()
    total = max(sum(counted.values()), 1)
    print(f"{len(paths)} pages, {sum(counted.values())} phrases")
    for name, number in counted.items():
        print(f"{name:9} {number:5} {number / total:.1%}")


if __name__ == "__main__":
    main()
