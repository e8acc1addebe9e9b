"""A line that is nothing but the name of something: a bullet “Career growth” under what is sold."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimcheck.claims.reading import Reading
    from claimcheck.model import Claim

_LINES = ("item", "cell", "heading", "caption")


def found(
    reading: Reading, claims: tuple[Claim, ...], *, of: str = "fruit-of-course", **given: object
) -> Iterator[tuple[int, int, Mapping[str, str]]]:
    """Yield each line that a phrase of the class `of` fills from its first letter to its last."""
    del claims, given
    for sentence in reading.sentences:
        block = reading.document.blocks[sentence.block]
        if block.kind not in _LINES or (block.start, block.end) != (sentence.start, sentence.end):
            continue
        end = sentence.start + len(reading.document.text[sentence.start : sentence.end].rstrip(".!"))
        if any(span.start == sentence.start and span.end == end for span in reading.spans(sentence, of)):
            yield sentence.start, end, {"said": reading.document.text[sentence.start : end]}
