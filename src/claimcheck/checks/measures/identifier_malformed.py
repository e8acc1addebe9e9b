"""Identifiers that cannot exist: an NCT number without eight digits, a DOI without a suffix."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimcheck.claims.reading import Reading
    from claimcheck.model import Claim

# ClinicalTrials.gov: NCT and eight digits. DOI handbook: prefix 10. and four to nine digits, a slash, a suffix.
_SHAPES = (
    (re.compile(r"\bNCT[ -]?\d+\b"), re.compile(r"NCT\d{8}\Z"), "NCT and eight digits"),
    (re.compile(r"\bISRCTN[ -]?\d+\b"), re.compile(r"ISRCTN\d{8}\Z"), "ISRCTN and eight digits"),
    (
        re.compile(r"(?<=doi:)\s*10\.\S+|(?<=doi\.org/)10\.\S+"),
        re.compile(r"\s*10\.\d{4,9}/\S+\Z"),
        "10.number/suffix",
    ),
)


def found(reading: Reading, claims: tuple[Claim, ...], **given: object) -> Iterator[tuple[int, int, Mapping[str, str]]]:
    """Yield each identifier that does not have the shape of its kind; `{known}` is that shape."""
    del claims, given
    for start, right, shape in _SHAPES:
        for match in start.finditer(reading.document.text):
            words = match.group().rstrip(".,;)")
            if not right.match(words):
                begin = match.start() + len(words) - len(words.lstrip())
                yield begin, match.start() + len(words), {"said": words.strip(), "known": shape}
