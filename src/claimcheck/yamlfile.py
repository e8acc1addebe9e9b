"""YAML that knows its lines: plain values by the YAML 1.2 core schema, and where each one stands.

PyYAML's own resolver follows YAML 1.1 and would ruin evidence: `1e-5` becomes text, `NO` becomes false,
`2024-01-16` a date object, `012345` an octal number. Here a scalar is null, true, false, a decimal number or text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING, Any

import yaml

from claimcheck.errors import UserError, unreadable
from claimcheck.known import digest_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimcheck.known import Known

Key = tuple[str | int, ...]

_NUMBER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?\Z")
# A rule or record has a few thousand bytes, a file of the lexicon some ten thousand.
_LARGEST = 5_000_000
# Rules and records nest five or six deep.
_DEEPEST = 50
_WORDS = {"null": None, "~": None, "": None, "true": True, "false": False}
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class YamlFile:
    """The value of one YAML document and the line (from 1) of every key and list item in it."""

    path: str
    value: Any
    lines: Mapping[Key, int] = field(repr=False)
    # Of the bytes that it was read from, "" where it was not read from a file.
    digest: str = ""

    def line(self, key: Key = ()) -> int:
        """Return the line of `key`, else of its nearest parent that has one."""
        while key and key not in self.lines:
            key = key[:-1]
        return self.lines.get(key, 1)

    def error(self, fault: str, key: Key = (), *, remedy: str = "") -> UserError:
        """Return the error that says `fault` at the place of `key`."""
        return UserError(fault, path=self.path, line=self.line(key), remedy=remedy)


def read(path: Path, *, shown_as: str = "", known: Known | None = None) -> YamlFile:
    """Read one YAML file; raise UserError with its line where it is no YAML, has two keys alike or an alias."""
    shown = shown_as or str(path)
    raw = _bytes(path, shown)
    digest = digest_of(raw)
    before = known.value(digest) if known else None
    if before is not None:
        return YamlFile(shown, *before, digest)
    file = replace(_parsed(raw, shown), digest=digest)
    if known is not None:
        known.keep_value(digest, file.value, file.lines)
    return file


def _parsed(raw: bytes, shown: str) -> YamlFile:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise UserError("is not UTF-8 text", path=shown, line=line, remedy="save it as UTF-8") from error
    return parse(text, path=shown)


def _bytes(path: Path, shown: str) -> bytes:
    try:
        found = path.stat()
        # A pipe would be waited for, without end.
        if not S_ISREG(found.st_mode):
            raise UserError("is no file", path=shown, remedy="put a text file in its place")
        if found.st_size > _LARGEST:
            fault = f"is larger than {_LARGEST:,} bytes ({found.st_size:,})"
            raise UserError(fault, path=shown, remedy="split it")
        return path.read_bytes()
    except OSError as error:
        raise unreadable(path, shown, error) from error


def parse(text: str, *, path: str, first_line: int = 1) -> YamlFile:
    """Return the YAML document in `text`, which begins at line `first_line` of `path`."""
    _refuse_deep(text, path, first_line)
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + first_line, mark.column + 1) if mark else (0, 0)
        fault, remedy = f"is not valid YAML: {error.problem}", _remedy(text, mark)
        raise UserError(fault, path=path, line=line, column=column, remedy=remedy) from error
    except yaml.reader.ReaderError as error:
        # The position counts bytes or characters, as the parser in C is there or not.
        code = error.character if isinstance(error.character, int) else ord(error.character)
        fault = f"holds the character U+{code:04X}, which no YAML file may hold"
        line = text.count("\n", 0, max(text.find(chr(code)), 0)) + first_line
        raise UserError(fault, path=path, line=line, remedy="take it out, or save the file as UTF-8 text") from error
    reading = _Reading(path, first_line)
    value = None if node is None else reading.value(node, ())
    return YamlFile(path, value, reading.lines)


def _remedy(text: str, mark: yaml.Mark | None) -> str:
    line = (text.splitlines()[mark.line : mark.line + 1] if mark else []) or [""]
    if "\t" in line[0][: len(line[0]) - len(line[0].lstrip())]:
        return "indent with spaces, not with a tab"
    return "see the quotes, brackets and indents from there upwards"


def _refuse_deep(text: str, path: str, first_line: int) -> None:
    """Raise UserError where values are nested deeper than any rule or record is: the C parser would crash on it."""
    depth = 0
    for number, line in enumerate(text.splitlines()):
        depth += line.count("[") + line.count("{") - line.count("]") - line.count("}")
        indent = len(line) - len(line.lstrip(" -"))
        if depth > _DEEPEST or line.count("[") + line.count("{") > 10 * _DEEPEST or indent > 8 * _DEEPEST:
            raise UserError("is nested too deeply", path=path, line=number + first_line, remedy="write it flatter")


class _Reading:
    """The walk over one document's nodes: collects lines, refuses double keys and aliases (they can explode)."""

    def __init__(self, path: str, first_line: int) -> None:
        self.path = path
        self.first_line = first_line
        self.lines: dict[Key, int] = {}
        self.seen: set[int] = set()

    def value(self, node: yaml.Node, key: Key) -> Any:
        line = node.start_mark.line + self.first_line
        self.lines.setdefault(key, line)
        if id(node) in self.seen:
            raise UserError("uses a YAML alias", path=self.path, line=line, remedy="write the value out")
        self.seen.add(id(node))
        if isinstance(node, yaml.ScalarNode):
            return _scalar(node)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*key, i)) for i, item in enumerate(node.value)]
        return self.mapping(node, key)

    def mapping(self, node: yaml.Node, key: Key) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name_node, value_node in node.value:
            line = name_node.start_mark.line + self.first_line
            if not isinstance(name_node, yaml.ScalarNode):
                raise UserError("has a key that is not a word", path=self.path, line=line)
            name = name_node.value
            if name in found:
                raise UserError(f"has the key “{name}” twice", path=self.path, line=line, remedy="keep one")
            self.lines[(*key, name)] = line
            found[name] = self.value(value_node, (*key, name))
        return found


def _scalar(node: yaml.ScalarNode) -> Any:
    return node.value if node.style in ("'", '"', "|", ">") else plain(node.value)


def plain(text: str) -> Any:
    """Return what a scalar without quotes says: null, true, false, a number, else the text itself."""
    if text in _WORDS:
        return _WORDS[text]
    if len(text) < 40 and _NUMBER.match(text):
        return float(text) if any(mark in text for mark in ".eE") else int(text)
    return text
