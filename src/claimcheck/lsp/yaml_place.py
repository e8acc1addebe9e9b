"""A YAML text that may be half written, and a cursor in it -> where that is: under which keys, at a key or a value.

What is being written can rarely be parsed, so that only the lines above the cursor are looked at, by their indents and
brackets.
"""

from __future__ import annotations

import re
from typing import NamedTuple

ITEM = "[]"
# A value in brackets may go on over some lines.
_MOST_LINES = 12
_DASH = re.compile(r"-(?:\s+|$)")
_KEY = re.compile(r"(?P<quote>[\"']?)(?P<name>[\w.-]+)(?P=quote)\s*:(?:\s+|$)")
_COMMENT = re.compile(r"(?:^|\s)#.*$")
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'")


class YamlPlace(NamedTuple):
    """The keys around a cursor, `[]` for an item of a list, and what is written of the word at it.

    `at_key` tells that a key may stand there, `at_value` that a value may; behind a dash it may be either.
    """

    path: tuple[str, ...]
    written: str
    at_key: bool
    at_value: bool


class _Part(NamedTuple):
    """A dash or a key of a line, and the column that it stands in."""

    column: int
    name: str


def place_at(lines: list[str], line: int, column: int) -> YamlPlace | None:
    """Return where a cursor stands; None in a comment."""
    before = lines[line][:column] if line < len(lines) else ""
    if _COMMENT.search(_QUOTED.sub("", before)):
        return None
    first, text = _opened_above(lines, line, before)
    parts, rest, at = _parts(text)
    above = _above(lines, first, parts[0].column if parts else at)
    own = [part.name for part in parts]
    inside = _in_brackets(rest)
    if inside is not None:
        keys, written, is_key = inside
        return YamlPlace((*above, *own, *keys), written, is_key, not is_key)
    if own and own[-1] != ITEM:
        return YamlPlace((*above, *own), rest.lstrip("\"'"), at_key=False, at_value=True)
    return YamlPlace((*above, *own), rest.lstrip("\"'"), at_key=True, at_value=bool(own))


def _opened_above(lines: list[str], line: int, before: str) -> tuple[int, str]:
    """Return the line on which the brackets around a cursor open, and the text from there to the cursor."""
    text = before
    for at in range(line - 1, max(line - _MOST_LINES, -1), -1):
        if _balance(text) < 0 or not lines[at].strip():
            break
        longer = f"{lines[at]} {text.strip()}"
        if _balance(longer) > 0 and _balance(lines[at]) > 0:
            return at, longer
        text = longer
    return line, before


def _balance(text: str) -> int:
    bare = _QUOTED.sub("", text)
    return sum(bare.count(mark) for mark in "[{") - sum(bare.count(mark) for mark in "]}")


def _parts(text: str) -> tuple[list[_Part], str, int]:
    """Return the dashes and the key that a line begins with, what follows them, and the column of that."""
    at = len(text) - len(text.lstrip(" "))
    found: list[_Part] = []
    while dash := _DASH.match(text, at):
        found.append(_Part(at, ITEM))
        at = dash.end()
    if key := _KEY.match(text, at):
        found.append(_Part(at, key["name"]))
        return found, text[key.end() :], key.end()
    return found, text[at:], at


def _above(lines: list[str], line: int, column: int) -> tuple[str, ...]:
    """Return the keys and items that hold what stands in a column of a line."""
    held: list[str] = []
    for at in range(line - 1, -1, -1):
        if not lines[at].strip() or lines[at].lstrip().startswith("#"):
            continue
        for part in reversed(_parts(lines[at])[0]):
            # A list may stand in the column of its key.
            if part.column < column or (part.column == column and part.name != ITEM and held[:1] == [ITEM]):
                held.insert(0, part.name)
                column = part.column
        if column == 0 and held[:1] != [ITEM]:
            break
    return tuple(held)


def _in_brackets(text: str) -> tuple[list[str], str, bool] | None:
    """Return the keys inside the brackets that are open, what is written, and whether that is a key; None for none."""
    bare = _QUOTED.sub(lambda match: "_" * len(match[0]), text)
    opened: list[tuple[str, str]] = []
    name, start = "", 0
    for at, mark in enumerate(bare):
        if mark in "[{":
            opened.append((mark, name))
            name, start = "", at + 1
        elif mark in "]}" and opened:
            name = opened.pop()[1]
            start = at + 1
        elif mark == ",":
            name, start = "", at + 1
        elif mark == ":" and bare[at + 1 : at + 2] in (" ", "") and opened:
            name, start = text[start:at].strip().strip("\"'"), at + 1
    if not opened:
        return None
    keys = [
        part for mark, holder in opened for part in ((holder,) if holder else ()) + ((ITEM,) if mark == "[" else ())
    ]
    written = text[start:].lstrip().lstrip("\"'")
    return [*keys, *([name] if name else [])], written, opened[-1][0] == "{" and not name
