"""TOML -> the strings that are values, each with its place: on one line or on several, in tables and lists."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimcheck.readers._data import DEEPEST, Value
from claimcheck.readers._written import Written, escaped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimcheck.readers._written import Run

_BASIC = r'"(?:[^"\\\r\n]|\\.)*+"'
_LITERAL = r"'[^'\r\n]*+'"
_NAME = rf"(?:(?<![\w-])[\w-]++|{_BASIC}|{_LITERAL})"
_DOTTED = rf"{_NAME}(?:[ \t]*\.[ \t]*{_NAME})*"
_TOKEN = re.compile(
    rf"(?P<comment>\#[^\r\n]*)|(?P<key>{_DOTTED})[ \t]*=|^[ \t]*\[\[?[ \t]*(?P<table>{_DOTTED})[ \t]*\]\]?"
    r"(?=[ \t]*(?:\#|\r?$))|"
    r'(?P<long>"""(?:\r?\n)?(?P<folded>(?:[^"\\]|\\.|"{1,2}(?!"))*+"{0,2})"""|'
    r"'''(?:\r?\n)?(?P<raw>(?:[^']|'{1,2}(?!'))*+'{0,2})''')|"
    rf"(?P<basic>{_BASIC})|(?P<literal>{_LITERAL})|(?P<open>[\[{{])|(?P<close>[\]}}])",
    re.DOTALL | re.MULTILINE,
)
_PART = re.compile(_NAME)
# At the end of a line it takes the blanks with it that come next.
_JOINED = re.compile(r"\\[ \t]*\r?\n\s*")


def values_of(source: str, start: int, end: int) -> Iterator[Value]:
    """Yield the strings that are values between two places of a file, which hold TOML, in their order."""
    table: tuple[str, ...] = ()
    parts: tuple[int, ...] = (0,)
    key: tuple[str, ...] = ()
    # Of each open bracket: its sign, and the key and the parts around it.
    around: list[tuple[str, tuple[str, ...], tuple[int, ...]]] = []
    for match in _TOKEN.finditer(source, start, end):
        if match["table"]:
            table, key, parts = _names(match["table"]), (), (0, match.start() + 1)
        elif match["key"]:
            key = ((around[-1][1] if around else table) + _names(match["key"]))[-DEEPEST:]
        elif match["open"]:
            around.append((match["open"], key, parts))
            parts = (*parts, match.start() + 1) if match["open"] == "{" and len(parts) < DEEPEST else parts
        elif match["close"] and around:
            _, key, parts = around.pop()
        elif key and (words := Written(_runs(source, match))).text:
            yield Value(key, parts, words, listed=bool(around) and around[-1][0] == "[")


def _names(dotted: str) -> tuple[str, ...]:
    return tuple(name.strip("\"'") for name in _PART.findall(dotted))


def _runs(source: str, match: re.Match[str]) -> Iterator[Run | tuple[str, int, int]]:
    """Yield the runs of a string; of what is no string none."""
    if match["basic"]:
        yield from escaped(source, match.start() + 1, match.end() - 1)
    elif match["literal"]:
        yield source[match.start() + 1 : match.end() - 1], match.start() + 1, match.end() - 1
    elif match["raw"]:
        yield match["raw"], *match.span("raw")
    elif match["folded"]:
        at, end = match.span("folded")
        for joined in _JOINED.finditer(source, at, end):
            yield from escaped(source, at, joined.start())
            at = joined.end()
        yield from escaped(source, at, end)
