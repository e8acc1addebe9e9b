"""Identifiers that cannot exist: an NCT number without eight digits, a DOI without a suffix, a check digit amiss."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimcheck.claims.reading import Reading
    from claimcheck.model import Claim

# ClinicalTrials.gov: NCT and eight digits. DOI handbook: prefix 10. and four to nine digits, a slash, a suffix; the
# suffixes of articles hold a digit, one without is the journal's own part. PubMed and PubMed Central number their
# entries one by one: eight digits are not used up. EU: year, six digits, two digits. First stands what each holds.
_SHAPES = (
    ("NCT", re.compile(r"\bNCT[ -]?\d+\b"), re.compile(r"NCT\d{8}\Z"), "NCT and eight digits"),
    ("ISRCTN", re.compile(r"\bISRCTN[ -]?\d+\b"), re.compile(r"ISRCTN\d{8}\Z"), "ISRCTN and eight digits"),
    ("ACTRN", re.compile(r"\bACTRN[ -]?\d+\b"), re.compile(r"ACTRN\d{14}\Z"), "ACTRN and fourteen digits"),
    ("DRKS", re.compile(r"\bDRKS ?\d+\b"), re.compile(r"DRKS\d{8}\Z"), "DRKS and eight digits"),
    ("UMIN", re.compile(r"\bUMIN ?\d+\b"), re.compile(r"UMIN\d{9}\Z"), "UMIN and nine digits"),
    ("PMC", re.compile(r"\bPMC[ -]?\d+\b"), re.compile(r"PMC\d{4,8}\Z"), "PMC and up to eight digits"),
    (
        "PMID",
        re.compile(r"(?<=PMID)(?::\s*|\s+)\d+\b"),
        re.compile(r"\W*[1-9]\d{0,7}\Z"),
        "PMID and up to eight digits",
    ),
    (
        "EudraCT",
        re.compile(r"\bEudraCT(?: (?:number|no\.?))?:?\s*[\d-]{6,}"),
        re.compile(r"\D*\d{4}-\d{6}-\d{2}\Z"),
        "year, six and two digits",
    ),
    (
        "10.",
        re.compile(r"(?<=doi:)\s*10\.\S+|(?<=doi\.org/)10\.\S+", re.IGNORECASE),
        re.compile(r"\s*10\.\d{4,9}/\S*\d\S*\Z"),
        "10.number/suffix",
    ),
)
_ISSN = re.compile(r"\bISSN:?\s*(\d{4}-\d{3}[\dXx])\b")
_ISBN = re.compile(r"\bISBN(?:-1[03])?:?\s*([\d][\d -]{8,16}[\dXx])\b")
# Sixteen digits in fours are a card or an account as well: the name has to stand before them.
_ORCID = re.compile(r"(?:\bORCID(?: iD)?:?\s*|orcid\.org/)(\d{4}-\d{4}-\d{4}-\d{3}[\dXx])\b")


def found(reading: Reading, claims: tuple[Claim, ...], **given: object) -> Iterator[tuple[int, int, Mapping[str, str]]]:
    """Yield each identifier that does not have the shape of its kind; `{known}` is that shape."""
    del claims, given
    text = reading.document.text
    for sign, start, right, shape in _SHAPES:
        for match in start.finditer(text) if sign in text else ():
            words = match.group().rstrip(".,;)")
            if not right.match(words):
                yield _told(match.start(), words, shape)
    for sign, form, checks in (("ISSN", _ISSN, _checks), ("ISBN", _ISBN, _checks), ("RCID", _ORCID, _checks_orcid)):
        for match in form.finditer(text) if sign in text or sign.lower() in text else ():
            if not checks(match.group(1)):
                yield _told(match.start(1), match.group(1), "its last digit does not check the others")


def _told(start: int, words: str, shape: str) -> tuple[int, int, Mapping[str, str]]:
    bare = words.lstrip(" :\t\n")
    return start + len(words) - len(bare), start + len(words), {"said": bare, "known": shape}


def _checks(number: str) -> bool:
    """Return whether the last digit is the one that the others ask for (ISO 3297 for ISSN, ISO 2108 for ISBN)."""
    digits = [10 if sign in "Xx" else int(sign) for sign in number if sign not in " -"]
    if len(digits) == 13:
        return sum(digit * (1, 3)[place % 2] for place, digit in enumerate(digits)) % 10 == 0
    return sum(digit * weight for digit, weight in zip(digits, range(len(digits), 0, -1), strict=True)) % 11 == 0


def _checks_orcid(number: str) -> bool:
    """Return whether the last digit of an ORCID iD is the one that the others ask for (ISO 7064, MOD 11-2)."""
    *digits, last = (10 if sign in "Xx" else int(sign) for sign in number if sign != "-")
    total = 0
    for digit in digits:
        total = (total + digit) * 2
    return (12 - total % 11) % 11 == last
