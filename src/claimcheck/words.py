"""Text -> words and sentences, without grammar: what patterns, names and gates are matched on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

# A number with its separators is one word (7.3, 1,055), a word keeps its apostrophe (won't, Crohn's).
_WORD = re.compile(
    r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:[.](?=[^\W\d_][.])[^\W\d_])*(?:['’][^\W\d_]+)*|[%‰$€£¥₹₦₱₩₫฿₺₴₪₵&+@#≥≤<>=±×→]"
)
# What may stand between two words of one phrase.
_JOINING = " \t\n\u00a0-‐‑‒\"'“”‘’*_/™®©"
_STOP = re.compile(r"(?<![.!?…])[.!?…]+[\"'”’)\]]*(?=\s)")
_OPENER = re.compile(r"\s+[\"'“‘(\[]*(.)")
_ABBREVIATIONS = frozenset(
    "dr mr mrs ms prof st vs cf ca approx fig vol al jr sr inc ltd co dept est min max e.g i.e u.s u.k etc".split()
)


class Word(NamedTuple):
    """One word of a text: `lower` is its matched form (lower case, plain apostrophe), `gap` what stands before it.

    `gap` is the raw text between the previous word of the same run and this one ("" at the run's beginning). The word
    is `joined` where that is nothing but space, a hyphen, a slash or quotes.
    """

    start: int
    end: int
    text: str
    lower: str
    gap: str
    joined: bool


def words_in(text: str, start: int = 0, end: int | None = None) -> tuple[Word, ...]:
    """Return the words between two offsets of `text`."""
    end = len(text) if end is None else end
    found: list[Word] = []
    last = start
    for match in _WORD.finditer(text, start, end):
        raw, (begin, behind) = match.group(), match.span()
        gap = text[last:begin] if found else ""
        joined = gap == " " or not gap.strip(_JOINING)
        # Most words stand in small letters, and are kept once.
        lower = raw if raw.islower() else raw.lower()
        lower = lower.replace("’", "'") if "’" in lower else lower
        found.append(Word(begin, behind, raw, lower, gap, joined))
        last = behind
    return tuple(found)


def sentences_in(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each sentence between two offsets of one block, trimmed of space."""
    at = start
    for stop in _STOP.finditer(text, start, end):
        if _ends_sentence(text, stop.start(), stop.end(), end):
            yield from _trimmed(text, at, stop.end())
            at = stop.end()
    yield from _trimmed(text, at, end)


def _ends_sentence(text: str, stop: int, after: int, end: int) -> bool:
    opener = _OPENER.match(text, after, end)
    if opener is None or opener.group(1).islower():
        return False
    if text[stop] != ".":
        return True
    if opener.group(1).isdigit() and text[max(0, stop - 2) : stop].lower() == "no":
        return False
    before = text[max(0, stop - 12) : stop].split()
    word = before[-1].lstrip("([\"'“").lower() if before else ""
    return word not in _ABBREVIATIONS and not (len(word) == 1 and word.isalpha() and word != "i")


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    run = text[start:end]
    if run.strip():
        yield start + len(run) - len(run.lstrip()), end - (len(run) - len(run.rstrip()))
