"""The Retraction Watch data (CSV) -> drafts that mark: what became of articles that records already name."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, NamedTuple

from claimcheck.importers._draft import Draft, LeftOut, date_of, doi_in, export_source, pmid_in, written_date
from claimcheck.importers._source import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from claimcheck.errors import UserError
    from claimcheck.importers._source import Source

WORDS = "Retraction Watch data (CSV)"
MARKS_ONLY = True

_NEEDED = ("Record ID", "RetractionDate", "RetractionNature", "OriginalPaperDOI", "OriginalPaperPubMedID")
# A correction changes nothing of an article's standing, a reinstatement takes a retraction back.
_STANDING = {"retraction": "retracted", "expression of concern": "concern", "reinstatement": "current"}


class _Row(NamedTuple):
    line: int
    number: str
    nature: str
    date: str
    doi: str | None
    pmid: str | None
    reasons: str


def recognises(head: str) -> bool:
    """Return whether a file that begins so is the data of Retraction Watch."""
    return "RetractionNature" in head.split("\n", 1)[0]


def entries(source: Source) -> Iterator[Draft | LeftOut | UserError]:
    """Yield a draft that marks for each article that the rows speak of, by the last of them."""
    told: dict[str, list[_Row]] = {}
    for row in _rows(source):
        # The DOI and the number of PubMed may stand in different rows of one article.
        for key in (f"doi:{row.doi.lower()}" if row.doi else "", f"pmid:{row.pmid}" if row.pmid else ""):
            if key:
                told.setdefault(key, []).append(row)
    for key, rows in told.items():
        last = _last(rows)
        if last is not None:
            yield _draft(key, last, source)


def _rows(source: Source) -> Iterator[_Row]:
    lines = csv.DictReader(io.StringIO(source.text, newline=""), strict=True)
    lacking = [name for name in _NEEDED if name not in (lines.fieldnames or ())]
    if lacking:
        fault = f"lacks the column{'s' if len(lacking) > 1 else ''} {', '.join(lacking)}"
        raise source.fault(fault, 1, remedy="take the file as Retraction Watch gives it")
    line = 2
    while True:
        try:
            given = next(lines, None)
        except csv.Error as error:
            fault = f"is no valid CSV ({error})"
            raise source.fault(fault, line, remedy="see the quotes there; the file may be cut off") from error
        if given is None:
            return
        if None in given.values():
            raise source.fault("has a row with too few fields", line, remedy="the file may be cut off: get it again")
        yield _row(given, line)
        line = lines.line_num + 1


def _row(given: Mapping[str, str], line: int) -> _Row:
    written = given["RetractionDate"]
    american = re.match(r"(\d{1,2})/(\d{1,2})/(\d{4})", written)
    return _Row(
        line=line,
        number=clean(given["Record ID"]),
        nature=clean(given["RetractionNature"]).lower(),
        date=(date_of(american[3], american[1], american[2]) if american else written_date(written)) or "",
        # "unavailable" and 0 stand for none.
        doi=doi_in(given["OriginalPaperDOI"]),
        pmid=pmid_in(given["OriginalPaperPubMedID"]),
        reasons=", ".join(part for word in (given.get("Reason") or "").split(";") if (part := clean(word).strip("+ "))),
    )


def _last(rows: Iterable[_Row]) -> _Row | None:
    """Return the row that tells an article's standing, None where no row changes it."""
    told: _Row | None = None
    for row in sorted(rows, key=lambda row: (row.date, row.line)):
        # Concern that is told after a retraction leaves the article retracted.
        still_retracted = told is not None and told.nature == "retraction" and row.nature != "reinstatement"
        if row.nature in _STANDING and (not still_retracted or row.nature == "retraction"):
            told = row
    return told


def _draft(key: str, row: _Row, source: Source) -> Draft:
    kind, _, value = key.partition(":")
    basis = {
        "id": "retraction-watch",
        "source": f"doi:{row.doi}" if row.doi else f"pmid:{row.pmid}" if row.pmid else export_source(source),
        "where": f"{source.name}, Record ID {row.number}",
        "kind": "secondary",
        "read_on": source.read_on,
        "says": f"{row.nature}{f' on {row.date}' if row.date else ''} of {key}"
        + (f"; reasons: {row.reasons}" if row.reasons else ""),
    }
    data = {
        "publications": [{"type": "article", kind: value}],
        "standing": _STANDING[row.nature],
        "standing_basis": basis["id"],
    }
    return Draft("", data, basis, row.line, marks=True)
