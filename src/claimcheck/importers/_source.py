"""A file as given -> its bytes, its text, and the faults in it with their lines."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from claimcheck.errors import UserError

if TYPE_CHECKING:
    from claimcheck.lexicon import Lexicon

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
# An export tells what it is in its first lines.
_HEAD = 100_000
_MARKUP = re.compile(r"</?(?:i|b|em|strong|sub|sup|scp|u)>", re.IGNORECASE)


@dataclass(frozen=True)
class Source:
    """One file to import: the path to show, what it holds, the day it is read, the names that records may use."""

    path: str
    raw: bytes = field(repr=False)
    read_on: str
    lexicon: Lexicon = field(repr=False)

    @property
    def name(self) -> str:
        """Return the file's name without its folders."""
        return PurePath(self.path).name

    @property
    def head(self) -> str:
        """Return the first characters, as well as they can be read, to tell the format by."""
        return self.raw[:_HEAD].decode(self._encoding, errors="replace")

    @cached_property
    def text(self) -> str:
        """Return the whole text; raise UserError with the line that is none."""
        try:
            return self.raw.decode(self._encoding)
        except UnicodeDecodeError as error:
            line = self.raw.count(b"\n", 0, error.start) + 1
            raise self.fault("is not UTF-8 text", line, remedy="save it as UTF-8, or export it again") from error

    @property
    def _encoding(self) -> str:
        return next((encoding for mark, encoding in _BOMS if self.raw.startswith(mark)), "utf-8")

    def fault(self, fault: str, line: int = 0, *, remedy: str = "") -> UserError:
        """Return the error that says `fault` of a line of this file."""
        return UserError(fault, path=self.path, line=line, remedy=remedy)

    def json(self) -> Any:
        """Return the JSON value that the file holds; raise UserError with the line where it is none."""
        try:
            return json.loads(self.text, parse_constant=_no_number)
        except json.JSONDecodeError as error:
            cut = error.pos >= len(self.text.rstrip())
            fault = "ends in the middle of its JSON" if cut else f"is not valid JSON: {error.msg}"
            raise self.fault(fault, error.lineno, remedy="export it again") from error
        except (ValueError, RecursionError) as error:
            raise self.fault("is JSON that cannot be read", remedy="export it again") from error


class Lines:
    """The lines of words that stand one after the other in a text: it is gone through once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.line = 1

    def of(self, words: str) -> int:
        """Return the line of the next place of `words`, of the last one found where there is none."""
        found = self.text.find(words, self.at)
        if found >= 0:
            self.line += self.text.count("\n", self.at, found)
            self.at = found
        return self.line


def _no_number(word: str) -> float:
    raise ValueError(word)


def clean(value: Any) -> str:
    """Return text on one line with single spaces, without markup for type and what no file may hold; "" for none."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return ""
    words = " ".join(_MARKUP.sub("", str(value)).split())
    return "".join(mark if mark.isprintable() else "" for mark in words).strip()


def at(value: Any, path: str) -> Any:
    """Return the value at a path such as "statusModule.whyStopped", None where there is none."""
    for name in path.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return value


def words_at(value: Any, path: str) -> str:
    """Return the text at a path, "" where there is none."""
    return clean(at(value, path))


def listed(value: Any, path: str) -> list[dict[str, Any]]:
    """Return the mappings of the list at a path."""
    found = at(value, path)
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def texts(value: Any, path: str) -> list[str]:
    """Return the texts of the list at a path."""
    found = at(value, path)
    return [words for item in found if (words := clean(item))] if isinstance(found, list) else []
