"""One change of a text by its place; its lines, where they begin and end; how far two runs of anything are the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

_LINE_END = re.compile(r"\r\n|\r|\n")


class Edit(NamedTuple):
    """What is put in the place of the characters from `start` to `end` of a text."""

    start: int
    end: int
    words: str

    def made(self, text: str) -> str:
        """Return the text with the edit made."""
        return text[: self.start] + self.words + text[self.end :]


def line_end(text: str) -> str:
    """Return how the lines of a text end: as the first of them does."""
    found = _LINE_END.search(text)
    return found.group() if found else "\n"


def line_start(text: str, at: int) -> int:
    """Return where the line of a place begins, whichever sign ends the line before it."""
    return max(text.rfind(sign, 0, at) for sign in "\r\n") + 1


def alike(one: Sequence[object], other: Sequence[object]) -> int:
    """Return with how many same items two runs begin."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def alike_around(one: Sequence[object], other: Sequence[object]) -> tuple[int, int]:
    """Return with how many same items two runs begin, and with how many more they end, none counted twice."""
    first = alike(one, other)
    return first, alike(one[first:][::-1], other[first:][::-1])
