"""What an export says of one study -> a record as far as it goes, each part resting on the one text of this export."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any
from unicodedata import normalize
from urllib.parse import quote

from claimcheck.words import words_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimcheck.importers._source import Source
    from claimcheck.lexicon import Lexicon

_MONTHS = {name: at for at, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_NCT = re.compile(r"\bNCT\d{8}\b", re.IGNORECASE)
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_LENGTH = re.compile(r"(\d+(?:\.\d+)?)[\s-]*(hour|day|week|month|year)s?\b", re.IGNORECASE)
_TURNED = re.compile(r"\b(hour|day|week|month|year)s?\s+(\d+(?:\.\d+)?)\b", re.IGNORECASE)
_DATE = re.compile(r"\s*([12]\d{3})(?:[\s/-]+([A-Za-z]+|\d{1,2}))?(?:[\s/]+(\d{1,2})|-(\d{1,2}))?(?![\dA-Za-z])")
_NUMBER = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?(?:[eE][-+]?\d+)?\Z")


@dataclass(frozen=True)
class Draft:
    """A record as far as one export fills it. `basis` is the text it rests on, named by every part of `data`.

    A draft that only `marks` goes into records that are there, and makes none.
    """

    id: str
    data: Mapping[str, Any]
    basis: Mapping[str, Any]
    line: int = 1
    marks: bool = False
    remarks: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class LeftOut:
    """An entry of an export that is no study, and why it is left out."""

    line: int
    why: str


def part(basis: str, **values: Any) -> dict[str, Any] | None:
    """Return a part of a record with the values that are known and their basis, None where none is known."""
    known = {name.removesuffix("_"): value for name, value in values.items() if value not in (None, "", [])}
    return {**known, "basis": basis} if known else None


def filled(**values: Any) -> dict[str, Any]:
    """Return the fields of a record that hold something."""
    return {name: value for name, value in values.items() if value not in (None, "", [], {})}


def slug(text: str, longest: int = 40) -> str:
    """Return text as words in lower case joined by hyphens, cut at a word; "" where it has no Latin letter."""
    words = re.findall(r"[a-z0-9]+", normalize("NFKD", text).encode("ascii", "ignore").decode().lower())
    while len(words) > 1 and len("-".join(words)) > longest:
        words.pop()
    return "-".join(words)[:longest].rstrip("-")


def export_source(source: Source) -> str:
    """Return how a basis names the file itself, where what it holds has no identifier."""
    return f"export:{quote(source.name)}"


def date_of(year: str, month: str = "", day: str = "") -> str | None:
    """Return a date as far as it is known: 2024, 2024-05 or 2024-05-31."""
    if not re.fullmatch(r"[12]\d{3}", year.strip()):
        return None
    month = month.strip()
    number = int(month) if month.isdigit() else _MONTHS.get(month[:3].lower(), 0)
    if not 1 <= number <= 12:
        return year.strip()
    known = f"{year.strip()}-{number:02}"
    try:
        return date(int(year), number, int(day)).isoformat()
    except ValueError:
        return known


def written_date(text: str) -> str | None:
    """Return the date in "2024-05-31", "2024/05", "2024 May 31" or "2019 Nov-Dec"."""
    found = _DATE.match(text)
    if not found:
        year = re.search(r"\b([12]\d{3})\b", text)
        return year.group(1) if year else None
    return date_of(found.group(1), found.group(2) or "", found.group(3) or found.group(4) or "")


def doi_in(text: str) -> str | None:
    """Return the DOI in a text or link."""
    found = _DOI.search(text)
    return found.group().rstrip(".,;>") if found else None


def pmid_in(text: str) -> str | None:
    """Return text as a PubMed id, if it is one."""
    digits = text.strip()
    return digits if re.fullmatch(r"[1-9]\d{4,7}", digits) else None


def pmcid_in(text: str) -> str | None:
    """Return the PubMed Central id in a text."""
    found = re.search(r"PMC\d{5,8}\b", text)
    return found.group() if found else None


def registered_in(text: str) -> tuple[str, ...]:
    """Return the registry ids in a text, each once."""
    return tuple(dict.fromkeys(found.upper() for found in _NCT.findall(text)))


def number_in(text: str) -> int | float | None:
    """Return a text that is a number as one."""
    words = text.strip()
    if not words or not any(mark.isdigit() for mark in words) or not _NUMBER.match(words):
        return None
    plain = words.replace(",", "")
    value = float(plain)
    return int(plain) if plain.lstrip("+-").isdigit() else value if abs(value) < float("inf") else None


def time_in(text: str) -> str | None:
    """Return the one length of time that a text names ("Baseline and Week 24" -> "24 weeks"), None for several."""
    found = [(number, unit) for number, unit in _LENGTH.findall(text)]
    found += [(number, unit) for unit, number in _TURNED.findall(text)] if not found else []
    lengths = {f"{number} {unit.lower()}{'' if number == '1' else 's'}" for number, unit in found}
    return lengths.pop() if len(lengths) == 1 else None


def name_of(lexicon: Lexicon, text: str, *categories: str) -> str | None:
    """Return the name of the lexicon that a whole text is ("Stroke, Ischemic" too), None where it says more."""
    for written in (text, " ".join(reversed(text.split(", ", 1)))):
        words = words_in(written)
        names = {n.id for n in lexicon.names_in(words) if words and _is_all(n.start, n.end, words)}
        named = [name for name in sorted(names) if lexicon.category(name) in categories]
        if len(named) == 1:
            return named[0]
    return None


def _is_all(start: int, end: int, words: Any) -> bool:
    return bool(start == words[0].start and end == words[-1].end)
