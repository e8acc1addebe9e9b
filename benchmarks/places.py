"""Places: of phrases that a browser shows of pages, the share that the reader finds where the file has those words.

    python benchmarks/places.py FOLDER [--most 200] [--seed 1] [--misses]
    python benchmarks/places.py --pairs PAIRS.jsonl [--most 200] [--seed 1] [--misses]

Every file of the folder of a format that is read is read; an error is printed and counted. Pages of HTML are opened in
Chromium by playwright, offline and without their scripts; Markdown (pyromark) and reStructuredText (docutils) are
turned into HTML first. Of the lines that are shown, phrases of three to seven words are drawn at random, `--most` for
each of these three formats, the same number for each page. One is found where the reader's text holds it; it stands at
its place where the characters of the file there, without tags and with entities read, are it. Other formats are only
read: what a browser shows of them hangs on a build.

`--pairs` takes pages that were built of other formats by their own engines. Each line of that file is an object:
`format`; `shown`, the page that was built; `sources`, the files that it was built of, whose words may stand in any of
them. A phrase that no source holds in one piece was put together by the template, or comes from elsewhere: it is
counted apart. No phrase is counted twice.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import shutil
from collections import Counter
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from playwright.sync_api import sync_playwright

from claimcheck import files, readers
from claimcheck.errors import UserError
from claimcheck.readers._frontmatter import head_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from playwright.sync_api import Browser

    from claimcheck.model import Document

    Drawn = tuple[str, Path, str]  # a verdict, the page and the phrase

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
RENDERED = ("html", "markdown", "rst")
TOLD = ("exact", "misplaced", "missed")
COMPOSED = "composed"
# Menus and code are shown and are no copy, a closed dialogue is hidden by style: what a reader leaves out on purpose
# is not drawn. Nor is what the renderer itself says: an error of docutils, the list of contents, numbers of footnotes.
SHOWN = """() => {
  document.querySelectorAll("[class*=skip-link], [class*=back-to-top], .modal[aria-hidden=true]")
    .forEach(element => element.remove());
  document.querySelectorAll("nav, header, footer, script, style, noscript, pre, [role=navigation], .system-message, " +
    ".contents, .problematic, .docinfo, .fn-backref, .footnote-reference, .footnote-definition-label, .label, " +
    ".menu, .navbar-nav, .toctree-wrapper")
    .forEach(element => element.remove());
  // Words on both sides of a code or a field are two phrases.
  document.querySelectorAll("code, kbd, samp, tt, .literal, input, select, textarea, progress, meter")
    .forEach(element => element.replaceWith("\\uE000"));
  return document.body ? document.body.innerText : "";
}"""
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_MARKS = re.compile(r"<[^>]*>|\]\([^)]*\)|\]\[[^\]]*\]|:[\w:+.-]+:(?=`)|[*_~`\\>|#\[\]]")
_ISLAND = re.compile(r"\{[{%]|[}%]\}")
_FILLED = re.compile(r"\{[^{}]*\}")
_SPACE = re.compile(r"\s")
_LETTER = re.compile(r"[^\W\d_]{2}")  # a number to dial is no phrase
_TAG = re.compile(r"<[a-zA-Z/!][^>]*>")
_CODED = re.compile(r"\\\\?u\\{?([0-9a-fA-F]{4})\\}?")
_SCRIPT = re.compile(r"<script\b.*?</script>", re.DOTALL | re.IGNORECASE)


class Pair(NamedTuple):
    """A page that was built, and the files that it was built of."""

    form: str
    page: Path
    sources: tuple[Path, ...]


def pairs_in(path: Path) -> list[Pair]:
    """Read pairs, one JSON object a line; paths are relative to the file."""
    given = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    return [Pair(one["format"], path.parent / one["shown"], tuple(path.parent / source for source in one["sources"]))
            for one in given]  # fmt: skip


def as_html(form: str, source: str, name: str) -> str:
    """Return the text of a page as HTML without scripts."""
    if form != "rst":
        source = source[head_of(source, name).end :]
    if form == "markdown":
        import pyromark
        from pyromark import Options

        given = Options.ENABLE_TABLES | Options.ENABLE_FOOTNOTES | Options.ENABLE_STRIKETHROUGH
        source = pyromark.html(source, options=given | Options.ENABLE_DEFINITION_LIST)
    elif form == "rst":
        from docutils.core import publish_string
        from docutils.parsers.rst import Parser

        from claimcheck.readers import _rst_parse

        safe = {"raw_enabled": False, "file_insertion_enabled": False, "report_level": 5, "output_encoding": "unicode"}
        # docutils alone would show errors where words of Sphinx stand.
        _rst_parse._register()
        parser = Parser(inliner=_rst_parse._inliner())
        source = publish_string(source, parser=parser, writer_name="html5", settings_overrides=safe)
    return _SCRIPT.sub("", source)


def shown_lines(browser: Browser, html: str) -> list[str]:
    """Return the lines of a page as a browser shows it, without white space at their edges."""
    page = browser.new_context(java_script_enabled=True, offline=True).new_page()
    try:
        page.set_content(html, timeout=20_000, wait_until="domcontentloaded")
        words = str(page.evaluate(SHOWN))
    finally:
        page.context.close()
    return [plain(line) for line in re.split("[\ue000\n\t]", words) if line.strip()]


def plain(words: str) -> str:
    """Return words with white space folded and what nobody sees left out."""
    return " ".join(_UNSEEN.sub("", words).split())


def phrases(lines: Iterable[str], number: int, draw: random.Random) -> list[str]:
    """Return phrases of three to seven words of one line each, drawn at random; what a template fills in is none."""
    long = [words for line in lines if len(words := line.split()) >= 3 and not _ISLAND.search(line)]
    found = []
    for _ in range(number if long else 0):
        words = draw.choice(long)
        size = min(draw.randint(3, 7), len(words))
        start = draw.randint(0, len(words) - size)
        found.append(_trimmed(words[start : start + size]))
    return [phrase for phrase in found if _LETTER.search(phrase)]


def _trimmed(words: list[str]) -> str:
    """Return words as a phrase without signs at its ends: a template puts a dash before a name."""
    letters = [number for number, word in enumerate(words) if _letters(word)]
    return " ".join(words[letters[0] : letters[-1] + 1]) if letters else " ".join(words)


def verdict(document: Document, phrase: str) -> str:
    """Return "exact", "misplaced" where the file has other words there, or "missed"."""
    at = _SPACE.sub(" ", document.text).find(phrase)  # a question and its answer are two blocks and one line
    if at < 0:
        return "missed"
    written = document.source[slice(*document.source_span(at, at + len(phrase)))]
    # A "<" that was written as an entity opens no tag; one that a mark of Markdown stands before does not either.
    # What is filled in between two words has no letters here.
    filled = _FILLED.sub("", written)
    said = {_letters(_MARKS.sub("", unescape(one))) for one in (written, filled)}
    said |= {_letters(unescape(_MARKS.sub("", one))) for one in (written, filled)}
    return "exact" if _letters(phrase) in said else "misplaced"


def verdict_of_sources(sources: list[tuple[Document, str]], phrase: str) -> str:
    """Return the best verdict that the sources of a page give, "composed" where none has the phrase in one piece."""
    told = {verdict(document, phrase) for document, _ in sources}
    if "exact" in told:
        return "exact"
    if not any(_letters(phrase) in letters for _, letters in sources):
        return COMPOSED
    return "misplaced" if "misplaced" in told else "missed"


def _letters(words: str) -> str:
    return "".join(sign for sign in words if sign.isalnum())


def read_all(folder: Path) -> dict[str, list[tuple[Path, Document]]]:
    """Return the pages of a folder by format; print what cannot be read, and how many of each format can."""
    found: dict[str, list[tuple[Path, Document]]] = {}
    failed: Counter[str] = Counter()
    for path, shown in files.find([folder], readers.suffixes()).files:
        form = readers.suffixes()[path.suffix.lower()]
        try:
            found.setdefault(form, []).append((path, readers.read(path, shown_as=shown)))
        except UserError as error:
            failed[form] += 1
            print(error)
    for form in sorted({*found, *failed}):
        blocks = sum(len(document.blocks) for _, document in found.get(form, ()))
        print(f"{form:9} {len(found.get(form, ())):5} files read, {failed[form]} refused, {blocks} blocks", flush=True)
    return found


def drawn(
    browser: Browser, pages: list[tuple[Path, Document]], form: str, most: int, draw: random.Random
) -> Iterable[Drawn]:
    """Yield, for phrases of the pages of one format, the verdict, the page and the phrase."""
    pages = draw.sample(pages, min(len(pages), most))
    for path, document in pages:
        lines = shown_lines(browser, as_html(form, document.source, path.name))
        for phrase in phrases(lines, -(-most // len(pages)), draw):
            yield verdict(document, phrase), path, phrase


def drawn_of_pairs(browser: Browser, pairs: list[Pair], most: int, draw: random.Random) -> Iterable[Drawn]:
    """Yield, for phrases of pages that were built, the verdict over their sources, the page and the phrase."""
    shown = [(pair, lines) for pair in pairs if (lines := shown_lines(browser, pair.page.read_text("utf-8")))]
    shown = draw.sample(shown, min(len(shown), most))
    for pair, lines in shown:
        sources = [(document, _letters(_written_out(document.source, pair.form))) for document in _read_sources(pair)]
        for phrase in phrases(lines, -(-most // len(shown)), draw):
            yield verdict_of_sources(sources, phrase), pair.page, phrase


def _read_sources(pair: Pair) -> Iterable[Document]:
    for path in pair.sources:
        if path.suffix.lower() in readers.suffixes():
            try:
                yield readers.read(path, shown_as=str(path))
            except UserError as error:
                print(error)


def _written_out(source: str, form: str) -> str:
    """Return a source without tags, with entities and codes of signs read: near to what it can show."""
    if form in ("markdown", "mdx"):
        source = _MARKS.sub("", source)  # the address of a link stands between its words and the next
    return unescape(_TAG.sub("", _CODED.sub(lambda match: chr(int(match[1], 16)), source)))


def tell(form: str, found: Iterable[Drawn], *, misses: bool) -> None:
    """Print the counts of one format, and each phrase that is not exact if that is asked for."""
    counted: Counter[str] = Counter()
    for told, path, phrase in {drawn[2]: drawn for drawn in found}.values():
        counted[told] += 1
        if misses and told != "exact":
            print(f"{told:9} {path}: {phrase}", flush=True)
    composed = counted.pop(COMPOSED, 0)
    total = max(counted.total(), 1)
    shares = ", ".join(f"{counted[told]} {told} ({counted[told] / total:.1%})" for told in TOLD)
    apart = f"; {composed} more in no source" if composed else ""
    print(f"{form:9} {counted.total()} phrases: {shares}{apart}", flush=True)


def main() -> None:
    """Print, of the phrases drawn from the pages of a folder, how many are exact, misplaced and missed, by format."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path, nargs="?")
    options.add_argument("--pairs", type=Path, help="built pages and their sources, one JSON object a line")
    options.add_argument("--most", type=int, default=200, help="phrases of each format")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--misses", action="store_true")
    given = options.parse_args()
    if (given.folder is None) == (given.pairs is None):
        options.error("give a folder, or --pairs")
    installed = next((found_at for name in BROWSERS if (found_at := shutil.which(name))), None)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=installed, args=["--no-sandbox"])
        if given.pairs:
            by_form: dict[str, list[Pair]] = {}
            for pair in pairs_in(given.pairs):
                by_form.setdefault(pair.form, []).append(pair)
            for form, pairs in sorted(by_form.items()):
                tell(form, drawn_of_pairs(browser, pairs, given.most, random.Random(given.seed)), misses=given.misses)
        else:
            found = read_all(given.folder)
            for form in (form for form in RENDERED if form in found):
                draw = random.Random(given.seed)
                tell(form, drawn(browser, found[form], form, given.most, draw), misses=given.misses)
        browser.close()


if __name__ == "__main__":
    main()
