"""Plain values -> YAML text in the house's own style, which yamlfile reads back as the same values.

Mappings stand in blocks, long texts folded, lists of words and small mappings in brackets, a line at most 120 wide.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from claimcheck import yamlfile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

WIDTH = 120
# Lists whose items are mappings and stand in brackets all the same: many, small, and read like a table.
_TABLES = ("publications", "figures")
# Words that older YAML takes for true or false.
_OLD_WORDS = frozenset("yes no on off true false null ~".split())
_PLAIN = re.compile(r"=?[^\W_][\w ./()%+:=<>–-]*\Z")
# Outside brackets more marks are only marks.
_PLAIN_IN_BLOCK = re.compile(r"=?[^\W_][\w ./()%+:=<>–,;'’!?&*{}\[\]-]*\Z")


def scalar(value: Any, *, in_block: bool = False) -> str:
    """Return one value on one line, in quotes only where it would be read as something else."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return repr(value)
    text = str(value)
    plain = (
        (_PLAIN_IN_BLOCK if in_block else _PLAIN).match(text)
        and text[-1] not in " :"
        and ": " not in text
        and text.isprintable()
    )
    if plain and text.lower() not in _OLD_WORDS and yamlfile.plain(text) == text:
        return text
    if text.isprintable() and "'" not in text and text:
        return f"'{text}'"
    return "".join(_escaped(mark) for mark in json.dumps(text, ensure_ascii=False))


def _escaped(mark: str) -> str:
    if mark.isprintable():
        return mark
    return f"\\u{ord(mark):04x}" if ord(mark) < 0x10000 else f"\\U{ord(mark):08x}"


def flow(value: Any) -> str:
    """Return a value in brackets on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{scalar(name)}: {flow(part)}" for name, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    return scalar(value)


def entry(name: str, value: Any, indent: int, comments: Mapping[str, str]) -> list[str]:
    """Return the lines of one key of a mapping; `comments` stand behind keys that are left empty."""
    start = f"{' ' * indent}{scalar(name)}:"
    if value is None:
        comment = comments.get(name)
        return [f"{start}  # {comment}" if comment else start]
    if isinstance(value, dict):
        short = f"{start} {flow(value)}"
        holds_more = any(isinstance(part, dict) for part in value.values()) or any(n in comments for n in value)
        if not value or (len(short) < WIDTH and len(value) < 4 and not holds_more):
            return [short]
        return [start, *mapping(value, indent + 2, comments)]
    if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
        return [start, *(line for part in value for line in item(part, indent + 2, comments, as_table=name in _TABLES))]
    if isinstance(value, list):
        return _wrapped(f"{start} [", map(flow, value), "]")
    return _text(start, value, indent)


def mapping(value: Mapping[str, Any], indent: int, comments: Mapping[str, str]) -> list[str]:
    """Return the lines of a mapping in a block."""
    return [line for name, part in value.items() for line in entry(name, part, indent, comments)]


def item(value: Any, indent: int, comments: Mapping[str, str], *, as_table: bool = False) -> list[str]:
    """Return the lines of one item of a list in a block."""
    start = f"{' ' * indent}- "
    if not isinstance(value, dict) or not value:
        return [start + flow(value)]
    if as_table:
        return _wrapped(start + "{", (f"{scalar(name)}: {flow(part)}" for name, part in value.items()), "}")
    lines = mapping(value, indent + 2, comments)
    return [start + lines[0][indent + 2 :], *lines[1:]]


def _wrapped(start: str, parts: Iterable[str], end: str) -> list[str]:
    """Return parts joined by commas, begun anew below the first where a line is full."""
    lines, indent = [start], " " * (len(start) if len(start) < 30 else 4)
    given = list(parts)
    for at, part in enumerate(given):
        last = at + 1 == len(given)
        space = "" if lines[-1] == start or lines[-1] == indent else " "
        if space and len(lines[-1]) + len(part) + 2 > WIDTH:
            lines.append(indent)
            space = ""
        lines[-1] += space + part + ("" if last else ",")
    return [*lines[:-1], lines[-1] + end]


def _text(start: str, value: Any, indent: int) -> list[str]:
    short = f"{start} {scalar(value, in_block=True)}"
    if len(short) <= WIDTH or not _folds(value):
        return [short]
    return [f"{start} >-", *(" " * (indent + 2) + line for line in _folded(value, WIDTH - indent - 2))]


def _folds(value: Any) -> bool:
    """Return whether a text can be broken at its spaces: one space between words, nothing that no line may hold."""
    return isinstance(value, str) and value.isprintable() and " ".join(value.split()) == value


def _folded(text: str, width: int) -> Iterator[str]:
    line = ""
    for word in text.split(" "):
        if line and len(line) + 1 + len(word) > width:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line
