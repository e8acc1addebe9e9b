"""Runs of a template -> HTML with the way back: its markup as it is, its own language left out, strings put in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimcheck.readers._markup import Html
from claimcheck.readers._written import Run, respelled

if TYPE_CHECKING:
    from collections.abc import Iterable

_SIGNS = {"<": "&lt;", "&": "&amp;", '"': "&quot;"}
# What is spelled as an entity in plain words, and in an attribute, where entities are written out already.
PLAIN = re.compile(r'[<&"]')
WITH_ENTITIES = re.compile(r'[<"]')
# The elements as which HTML reads the kinds of blocks.
_ELEMENTS = {
    "heading": ("<h3>", "</h3>"),
    "question": ("<h4>", "</h4>"),
    "item": ("<li>", "</li>"),
    "caption": ("<figcaption>", "</figcaption>"),
    "quotation": ("<blockquote>", "</blockquote>"),
    "disclaimer": ("<p class=disclaimer>", "</p>"),
    "footnote": ("<p class=footnote>", "</p>"),
    "call-to-act": ("<button>", "</button>"),
    "alt": ('<img alt="', '">'),
}


class Derived:
    """HTML in the making: runs of the file and words of our own around them."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.runs: list[Run] = []
        self.islands: list[tuple[int, int]] = []
        self.length = 0
        self.at = 0  # where in the file the last run stood: words of our own stand there too

    def copy(self, start: int, end: int) -> None:
        """Add a run of the file as it is."""
        self.run(Run(self.source[start:end], start, end))

    def run(self, run: Run) -> None:
        """Add words that stand for a run of the file."""
        if run.words:
            self.runs.append(run)
            self.length += len(run.words)
            self.at = run.end

    def own(self, words: str) -> None:
        """Add words that stand nowhere in the file: a tag."""
        # A run as long as its place is taken for a copy, so that of our own words has none.
        self.run(Run(words, self.at, self.at))

    def hide(self, start: int, end: int) -> None:
        """Leave out a run of the file of which nothing is known to be shown."""
        self.islands.append((self.length, self.length + 1))
        self.runs.append(Run(" ", start, end))
        self.length += 1
        self.at = end

    def line_break(self, start: int, end: int) -> None:
        """Add the tag of a break that stands in the file in some spelling; where tags are no tags it is nothing."""
        self.at = start
        self.own("<br")
        self.hide(start, end)
        self.own("/>")

    def words(self, runs: Iterable[Run], spelled: re.Pattern[str] | None = PLAIN) -> None:
        """Add the words of a string; signs of markup that are `spelled` as entities are none (None: it is HTML)."""
        for run in runs:
            if not run.words:
                self.hide(run.start, run.end)
            elif spelled is None:
                self.run(run)
            else:
                for part in respelled(run, spelled, _SIGNS.__getitem__):
                    self.run(part)

    def element(self, kind: str, runs: Iterable[Run], spelled: re.Pattern[str] | None = PLAIN) -> None:
        """Add words as the element that HTML has for a kind of block."""
        opening, closing = _ELEMENTS.get(kind, ("<p>", "</p>"))
        self.own(opening)
        self.words(runs, spelled)
        self.own(closing)

    def html(self) -> Html:
        """Return what was put together."""
        return Html(self.runs, tuple(self.islands))
