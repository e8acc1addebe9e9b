"""PHP templates -> Document: the HTML around the code, what the code prints or translates, and copy under its keys."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimcheck.readers._derived import PLAIN, Derived
from claimcheck.readers._fields import NONE_GIVEN, Fields, holds_translations, kind_of
from claimcheck.readers._page import Page
from claimcheck.readers._written import Run, escaped
from claimcheck.readers.html import put_html

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimcheck.model import Document

SUFFIXES = (".php", ".phtml")

_OPEN = re.compile(r"<\?(?P<kind>php\b|=|(?=\s)|xml\b)", re.IGNORECASE)
_TOKEN = re.compile(
    r"(?P<end>\?>)|(?P<space>\s+)|(?P<comment>(?://|#(?!\[))(?:(?!\?>)[^\r\n])*|/\*.*?(?:\*/|\Z))|"
    r"(?P<single>'(?:[^'\\]++|\\.)*+(?:'|\\?\Z))|(?P<double>\"(?:[^\"\\]++|\\.)*+(?:\"|\\?\Z))|"
    r"(?P<here><<<[ \t]*(?P<mark>[\"']?)(?P<name>\w+)(?P=mark)\r?\n(?P<body>.*?)(?:^[ \t]*(?P=name)\b|\Z))|"
    r"(?P<word>[\w$\\]+)|(?P<sign>=>|->|::|[=!]==?|.)",
    re.DOTALL | re.MULTILINE,
)
_FILLED = r"%(?:\d\$)?[sd](?![A-Za-z])"  # what printf puts words in for
_SINGLE = re.compile(rf"\\[\\']|(?P<filled>{_FILLED})|[^\\%]+|\\|%")
_VARIABLE = re.compile(rf"{_FILLED}|" r"\{\$[^{}]{0,200}\}|\$\w+(?:->\w+|\[[^\[\]\s]{0,60}\])?")
_TAGS = re.compile(r"</?[a-zA-Z][\w-]*(?:\s[^<>]*)?>")
_PRINTS = frozenset(("echo", "print", "printf"))
# Functions whose first string is shown as it stands, in the page's language: WordPress, Drupal, Laravel.
_TRANSLATES = frozenset(
    "__ _x _n t trans esc_html__ esc_attr__ esc_html_x esc_attr_x esc_html esc_attr wp_kses_post "
    "htmlspecialchars htmlentities nl2br".split()
)
_PRINTS_TRANSLATED = frozenset("_e esc_html_e esc_attr_e _ex".split())
_BLADE = re.compile(
    r"\{\{.*?\}\}|\{!!.*?!!\}|"
    r"(?<![\w@])@[a-z][A-Za-z]+\b[ \t]*(?:\((?:[^()]|\((?:[^()]|\([^()]*\)){0,500}\)){0,2000}\))?",
    re.DOTALL,
)
_CLOSED = re.compile(r"\A(['\"]).*\1\Z|\A<", re.DOTALL)
_LINE_ENDS = (";", "{", "}")
# Behind what is no such word a square bracket asks for a part of it: `$hero['title']`.
_ASKED = re.compile(r"[\])]|(?!(?:return|echo|print|yield|else|case)\Z)[\w$\\]+")
_PART = "[]"  # what such a bracket calls


def read(source: str, path: str, fields: Fields = NONE_GIVEN) -> Document:
    """Return a PHP file as blocks."""
    page, derived = Page(source), Derived(source)
    code, at = _Code(page, derived, fields, all_copy=holds_translations(path)), 0
    blade = path.lower().endswith(".blade.php")
    while opening := _OPEN.search(source, at):
        _put_markup(derived, at, opening.start(), blade=blade)
        at = code.put(opening)
    _put_markup(derived, at, len(source), blade=blade)
    put_html(page, derived.html())
    return page.document(path, "php")


def _put_markup(derived: Derived, start: int, end: int, *, blade: bool) -> None:
    for match in _BLADE.finditer(derived.source, start, end) if blade else ():
        derived.copy(start, match.start())
        derived.hide(*match.span())
        start = match.end()
    derived.copy(start, end)


class _Code:
    """The walk over one stretch of code: what it prints, which calls are open, under which key a string stands."""

    def __init__(self, page: Page, derived: Derived, fields: Fields, *, all_copy: bool) -> None:
        self.page, self.derived, self.fields, self.all_copy = page, derived, fields, all_copy
        self.source = page.source
        self.prints = False
        self.calls: list[tuple[str, str]] = []  # what each open bracket calls, and the key outside of it
        self.key = self.before = ""
        self.chosen = False  # whether the string that was shown last has words
        self.joined = -1  # at how many open brackets a value of HTML is put together, -1 for none

    def put(self, opening: re.Match[str]) -> int:
        """Add what a stretch of code shows, and return where it ends."""
        self.prints, self.calls, self.key, self.before = opening["kind"] == "=", [], "", ""
        self.joined = -1
        hidden = opening.start()
        for match in _TOKEN.finditer(self.source, opening.end()):
            if match["end"]:
                self.derived.hide(hidden, match.end())
                self.part(-1)
                return match.end()
            if match["comment"]:
                words = match.group().removeprefix("/*").removesuffix("*/").lstrip("/#")
                self.page.comment(*match.span(), words.strip())
            elif match["word"]:
                self.word(match["word"])
            elif match["sign"]:
                self.sign(match["sign"])
            elif not match["space"]:
                if match.end() == len(self.source) and not _CLOSED.search(match.group()):
                    self.page.unclosed("string", match.start())
                hidden = match.end() if self.string(match, hidden) else hidden
        self.derived.hide(hidden, len(self.source))
        return len(self.source)

    def word(self, word: str) -> None:
        self.prints = self.prints or word in _PRINTS
        self.before = word

    def sign(self, sign: str) -> None:
        """Take a sign of code: what opens or ends a call, under which key a string stands."""
        if sign == "[" and _ASKED.fullmatch(self.before):
            self.calls.append((_PART, self.key))
        elif sign in ("(", "["):
            self.calls.append((self.before if sign == "(" and self.before.isidentifier() else "", self.key))
        elif sign in (")", "]"):
            # What a call is given ends with it; its value goes on: `__('words', 'theme') . '</p>'`.
            self.key = self.calls.pop()[1] if self.calls else self.key
            self.part(len(self.calls))
        elif sign == "=" and re.match(r"\$?\w+\Z", self.before):
            self.key = self.before.lstrip("$")
        elif sign in _LINE_ENDS or sign == ",":
            self.key = ""
            self.prints = self.prints and sign == ","
            self.part(len(self.calls) - 1)
        self.before = sign

    def part(self, depth: int) -> None:
        """End the HTML that is put together at more open brackets than these."""
        if self.joined > depth:
            self.derived.own("</div>")
            self.joined = -1

    def string(self, match: re.Match[str], hidden: int) -> bool:
        """Add a string where it is shown, and return whether it is."""
        runs = tuple(_runs(self.source, match))
        words = "".join(run.words for run in runs)
        if self.source[match.end() : match.end() + 40].lstrip().startswith("=>"):
            self.key, self.before = words, "=>"
            return False
        call = next((name for name, _ in reversed(self.calls) if name), "")
        if call == _PART:
            return False
        translated = call in _TRANSLATES or call in _PRINTS_TRANSLATED
        # The second string of these functions names the theme; those of printf are put into the first.
        first = self.before != "," or not (translated or call == "printf")
        spelled = None if _TAGS.search(words) else PLAIN
        kind = kind_of((self.key,), words, self.fields, all_copy=self.all_copy, labels=True) if self.key else ""
        other, self.before = self.before == ":" and self.chosen, "'"
        if first and (call in _PRINTS_TRANSLATED or (self.prints and (not call or call in _PRINTS or translated))):
            start = match.start()
            # The other of two choices is a word of its own.
            between = start - (other and self.source[start - 1].isspace())
            self.derived.hide(hidden, between)
            self.derived.copy(between, start)
            self.derived.words(runs, spelled)
            self.chosen = bool(words.strip())
            return True
        if first and kind and (not call or translated or call == "array"):
            self.derived.hide(hidden, match.start())
            self.value(kind, runs, spelled)
            return True
        return False

    def value(self, kind: str, runs: tuple[Run, ...], spelled: re.Pattern[str] | None) -> None:
        """Add words under a key; HTML goes on through the strings and calls that it is put together from."""
        if spelled is not None and self.joined < 0:
            self.derived.element(kind, runs, spelled)
            return
        if self.joined < 0:
            self.derived.own("<div>")
            self.joined = len(self.calls)
        self.derived.words(runs, spelled)


def _runs(source: str, match: re.Match[str]) -> Iterator[Run]:
    if match["here"]:
        yield from _mixed(source, *match.span("body"))
        return
    said = match.group()
    end = match.end() - (len(said) > 1 and said[-1] == said[0])
    if match["double"]:
        yield from _mixed(source, match.start() + 1, end)
        return
    for part in _SINGLE.finditer(source, match.start() + 1, end):
        said = "" if part["filled"] else part.group()
        yield Run(said[1] if len(said) == 2 and said[0] == "\\" else said, *part.span())


def _mixed(source: str, start: int, end: int) -> Iterator[Run]:
    """Yield the runs of a string with variables in it, of which nothing is known to be shown."""
    for match in _VARIABLE.finditer(source, start, end):
        yield from escaped(source, start, match.start())
        yield Run("", *match.span())
        start = match.end()
    yield from escaped(source, start, end)
