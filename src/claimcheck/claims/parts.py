"""Reading -> Parts: what a statement or a piece of evidence says, taken apart so that two can be held side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claimcheck.claims.change import changes_in
from claimcheck.claims.figures import figures_in
from claimcheck.claims.stems import GRAMMAR, stem
from claimcheck.words import words_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from claimcheck.claims.reading import Reading, Sentence
    from claimcheck.model import Figure, Span
    from claimcheck.words import Word

# A word that stands in most texts tells this much of what a statement is about.
_LITTLE = 0.3
# By these something is said not to be so.
_DENY = ("denial", "scant", "unlikely", "no-longer", "unproven")


class Sides(NamedTuple):
    """A comparison by "than" or "compared with": the stems on its left and on its right."""

    left: frozenset[str]
    right: frozenset[str]


class Parts(NamedTuple):
    """One text taken apart.

    `weights` are its stems with what they tell, `denied` those said not to be so and `denies` whether anything is;
    `ways` the ways something went; `poles` the sides it takes of words that stand against each other; `firm` the words
    that leave no room; `sides` its comparison; `open` whether anything is left open, `method` whether it tells of one.
    """

    weights: Mapping[str, float]
    denied: frozenset[str]
    denies: bool
    ways: frozenset[str]
    poles: Mapping[str, frozenset[str]]
    firm: frozenset[str]
    figures: tuple[Figure, ...]
    numbers: frozenset[str]
    sides: Sides | None
    open: bool
    method: bool
    told: bool

    def percents(self) -> frozenset[float]:
        """Return the percentages that it gives."""
        return frozenset(f.value for f in self.figures if f.unit == "percent" and f.value is not None)


def parts_of(reading: Reading) -> Parts:
    """Return a text's parts."""
    sentences = reading.sentences
    scopes = [scope for sentence in sentences for scope in reading.scopes(sentence)]
    denials = [scope for scope in scopes if scope.by in _DENY]
    text = reading.document.text
    return Parts(
        weights=_weights(reading),
        denied=frozenset(s for scope in denials for s in _stems_in(words_in(text, *scope.span))),
        denies=bool(denials),
        ways=frozenset(change.way for s in sentences for change in changes_in(reading, s)),
        poles=_poles(reading),
        firm=frozenset(text[s.start : s.end].lower() for s in _found(reading, "leaves-no-room")),
        figures=tuple(figure for s in sentences for figure in figures_in(reading, s)),
        numbers=frozenset(w.text for s in sentences for w in s.words if w.text[0].isdigit()),
        sides=next((sides for s in sentences if (sides := _sides(reading, s)) is not None), None),
        open=any(scope.kind == "speculation" for scope in scopes),
        method=bool(_found(reading, "method-told")),
        told=bool(_found(reading, "show-verb", "evidence-noun")),
    )


def _stems_in(words: Iterable[Word]) -> list[str]:
    """Return the stems of the words that tell of something, in order; of letters, those that label: "lamp B"."""
    return [
        stem(w.lower)
        for w in words
        if _is_label(w) or (w.lower not in GRAMMAR and len(w.lower) > 1 and w.text[0].isalnum())
    ]


def _is_label(word: Word) -> bool:
    return len(word.text) == 1 and word.text.isupper() and word.text != "I" and word.gap == " "


def _found(reading: Reading, *classes: str) -> list[Span]:
    return [span for sentence in reading.sentences for name in classes for span in reading.spans(sentence, name)]


def _weights(reading: Reading) -> Mapping[str, float]:
    little = {span.start for span in _found(reading, "about-little")}
    found: dict[str, float] = {}
    for sentence in reading.sentences:
        for word in sentence.words:
            for known in _stems_in([word]):
                found.setdefault(known, _LITTLE if word.start in little else 1.0)
    return found


def _poles(reading: Reading) -> Mapping[str, frozenset[str]]:
    """Return for each pair of opposed words the sides of it that stand in a text."""
    found: dict[str, set[str]] = {}
    for name in reading.lexicon.classes:
        if name.startswith("opposed-") and _found(reading, name):
            pair, _, side = name.rpartition("-")
            found.setdefault(pair, set()).add(side)
    return {pair: frozenset(sides) for pair, sides in found.items()}


def _sides(reading: Reading, sentence: Sentence) -> Sides | None:
    signs = reading.spans(sentence, "against")
    if not signs:
        return None
    left = [word for word in sentence.words if word.end <= signs[0].start]
    right = [word for word in sentence.words if word.start >= signs[0].end]
    return Sides(frozenset(_stems_in(left)), frozenset(_stems_in(right)))
