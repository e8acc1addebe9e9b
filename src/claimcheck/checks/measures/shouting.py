"""Words in capitals and rows of exclamation marks; an acronym of up to five letters is no shout."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimcheck.claims.reading import Reading
    from claimcheck.model import Claim

_SHOUT = re.compile(r"\b[A-Z]{2,}(?:[ -]+[A-Z]{2,})+\b!*|!{2,}")
_LONG = re.compile(r"[A-Z]{6,}")


def found(reading: Reading, claims: tuple[Claim, ...], **given: object) -> Iterator[tuple[int, int, Mapping[str, str]]]:
    """Yield each run of two or more words in capitals, one of them longer than an acronym, and each "!!"."""
    del claims, given
    for sentence in reading.sentences:
        for match in _SHOUT.finditer(reading.document.text, sentence.start, sentence.end):
            if "!!" in match.group() or _LONG.search(match.group()):
                yield *match.span(), {}
