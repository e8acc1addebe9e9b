"""Figures of one page that cannot all be right: a share that is not its own percentage, a headline unlike its body."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from claimcheck.claims.figures import figures_in, is_time

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimcheck.claims.reading import Reading, Sentence
    from claimcheck.model import Claim, Figure

_HEADLINES = ("title", "heading", "description")
# "8 of 12 patients (67 %)": how a percentage is put beside its share; "(67 % of the data)" is one of something else.
_BESIDE = re.compile(r"[^.;:]{0,40}(\(|—|–|=|,? or|,? that is,?)\s*")
_OF_ANOTHER = re.compile(r"\s*(%|percent|per cent)?\s+of\b")
# Half a point of rounding, and what was rounded before.
_ROUNDING = 1.0


def found(reading: Reading, claims: tuple[Claim, ...], **given: object) -> Iterator[tuple[int, int, Mapping[str, str]]]:
    """Yield percentages that are not those of the share beside them, and headlines that their body disagrees with."""
    del claims, given
    figures = [(sentence, figure) for sentence in reading.sentences for figure in figures_in(reading, sentence)]
    yield from _shares(reading.document.text, figures)
    yield from _headlines(reading, figures)


def _shares(text: str, figures: list[tuple[Sentence, Figure]]) -> Iterator[tuple[int, int, Mapping[str, str]]]:
    for (sentence, share), (other, percent) in pairwise(figures):
        if share.k is None or not share.n or percent.unit != "percent" or percent.value is None or sentence != other:
            continue
        beside = _BESIDE.fullmatch(text, share.end, percent.start) and not _OF_ANOTHER.match(text, percent.end)
        right = 100 * share.k / share.n
        if beside and abs(right - percent.value) > _ROUNDING:
            told = f"{share.k} of {share.n} is {right:.0f}%, not {percent.value:g}%"
            yield share.start, percent.end, {"said": told}


def _headlines(
    reading: Reading, figures: list[tuple[Sentence, Figure]]
) -> Iterator[tuple[int, int, Mapping[str, str]]]:
    """Yield the figures of headlines for which the text below gives the same measure with other figures only."""
    blocks = reading.document.blocks
    for sentence, head in figures:
        if blocks[sentence.block].kind not in _HEADLINES or not head.measure or head.value is None or is_time(head):
            continue
        below = [
            figure
            for other, figure in figures
            if blocks[other.block].kind not in _HEADLINES
            and (sentence.block in blocks[other.block].headings or blocks[sentence.block].kind != "heading")
            and (figure.measure, figure.unit) == (head.measure, head.unit)
            and figure.value is not None
        ]
        if below and all(abs(figure.value - head.value) > _ROUNDING for figure in below if figure.value is not None):
            told = ", ".join(dict.fromkeys(f"{figure.value:g}" for figure in below))
            yield head.start, head.end, {"said": f"{head.value:g} in the headline, {told} in the text"}
