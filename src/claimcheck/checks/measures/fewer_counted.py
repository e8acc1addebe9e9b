"""Shares of fewer people than the section says took part, without a word on the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.claims.figures import figures_in, number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimcheck.claims.reading import Reading, Sentence
    from claimcheck.model import Claim

# So many words lie at most between a number and the word for taking part: "eighteen patients were enrolled".
_NEAR = 4


def found(reading: Reading, claims: tuple[Claim, ...], **given: object) -> Iterator[tuple[int, int, Mapping[str, str]]]:
    """Yield each share of a section that is one of fewer people than took part, where none is said to be lost."""
    del claims, given
    sections: dict[int, list[Sentence]] = {}
    for sentence in reading.sentences:
        headings = reading.document.blocks[sentence.block].headings
        sections.setdefault(headings[-1] if headings else -1, []).append(sentence)
    for sentences in sections.values():
        took_part = {n for sentence in sentences for n in _enrolled(sentence, reading)}
        # Two numbers are those of two groups, or of two studies.
        if len(took_part) != 1 or any(reading.spans(sentence, "lost-people") for sentence in sentences):
            continue
        [all_] = took_part
        for sentence in sentences:
            for figure in figures_in(reading, sentence):
                if figure.n and figure.k is not None and figure.n < all_:
                    yield figure.start, figure.end, {"said": f"{figure.n} of {all_}"}


def _enrolled(sentence: Sentence, reading: Reading) -> Iterator[int]:
    """Yield the numbers of people who are said to have taken part."""
    people = [name.start for name in reading.names[sentence.position] if name.category == "people"]
    for span in reading.spans(sentence, "took-part"):
        for i, word in enumerate(sentence.words):
            value = number(word)
            behind = {other.start for other in sentence.words[i + 1 : i + 1 + _NEAR]}
            if value is not None and span.start in behind and not behind.isdisjoint(people):
                yield int(value)
