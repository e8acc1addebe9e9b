"""MEDLINE's tagged text (.nbib) -> drafts: the same as PubMed's XML, in lines of four letters and a dash."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from claimcheck.importers._article import Article, draft_of
from claimcheck.importers._draft import Draft, LeftOut, doi_in, pmcid_in, pmid_in, registered_in, written_date
from claimcheck.importers._notice import NO_STUDY, NOTICES, marks_of, standing_of
from claimcheck.importers._source import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimcheck.errors import UserError
    from claimcheck.importers._source import Source

WORDS = "MEDLINE (nbib)"

_TAGGED = re.compile(r"([A-Z]{2,4}) *- ?(.*)")
# What the tags of links are called in PubMed's XML.
_LINKS = {
    "RIN": "RetractionIn", "ROF": "RetractionOf", "ECI": "ExpressionOfConcernIn", "ECF": "ExpressionOfConcernFor",
    "PRIN": "PartialRetractionIn", "RRI": "RetractedandRepublishedIn",
}  # fmt: skip
_PART = re.compile(r"(?:^|(?<=[.?!)] ))([A-Z][A-Z ,/&'()-]{3,60}):(?= )")


class _Entry(NamedTuple):
    line: int
    fields: dict[str, list[str]]

    def all(self, *tags: str) -> list[str]:
        return [words for tag in tags for words in self.fields.get(tag, ()) if words]

    def first(self, *tags: str) -> str:
        return next(iter(self.all(*tags)), "")


def recognises(head: str) -> bool:
    """Return whether a file that begins so is MEDLINE's tagged text."""
    return bool(re.search(r"^PMID- *\d", head.lstrip("\ufeff"), re.MULTILINE))


def entries(source: Source) -> Iterator[Draft | LeftOut | UserError]:
    """Yield a draft for each article, and one that marks for each article that a notice speaks of."""
    for entry in _split(source):
        article = _article(entry)
        if article.pmid is None:
            fault = f"{article.place} has no PubMed id"
            yield source.fault(fault, article.line, remedy="export it again, as the library gives it")
            continue
        types = {kind.lower() for kind in article.types}
        if types & NOTICES.keys():
            yield from marks_of(article, _linked(entry), source)
        elif types & NO_STUDY:
            yield LeftOut(article.line, f"is no study ({', '.join(article.types)})")
        elif not article.title:
            fault = f"{article.place} ends before its title"
            yield source.fault(fault, article.line, remedy="export it again: the file may be cut off")
        else:
            yield draft_of(article, source)


def _split(source: Source) -> Iterator[_Entry]:
    """Yield the entries of a file, which blank lines part; a line that is indented goes on with the one before."""
    entry, last = _Entry(0, {}), ""
    for number, line in enumerate(source.text.splitlines(), 1):
        tagged = _TAGGED.match(line)
        if tagged and (tagged[1] == "PMID" or not entry.fields):
            if entry.fields:
                yield entry
            entry = _Entry(number, {})
        if tagged:
            last = tagged[1]
            entry.fields.setdefault(last, []).append(clean(tagged[2]))
        elif line.startswith("  ") and last:
            entry.fields[last][-1] = clean(f"{entry.fields[last][-1]} {line}")
        elif line.strip():
            raise source.fault("is no line of MEDLINE", number, remedy="a line begins with a tag, such as “TI  - ”")
    if entry.fields:
        yield entry


def _linked(entry: _Entry) -> list[tuple[str, str]]:
    """Return the links of a notice with the PubMed ids they name."""
    named = ((kind, re.search(r"PMID: *(\d+)", words)) for tag, kind in _LINKS.items() for words in entry.all(tag))
    return [(kind, found[1]) for kind, found in named if found and pmid_in(found[1])]


def _article(entry: _Entry) -> Article:
    pmid = pmid_in(entry.first("PMID"))
    types, abstract = tuple(entry.all("PT")), entry.first("AB")
    standing, because = standing_of(types, [kind for tag, kind in _LINKS.items() if tag in entry.fields])
    marked = _PART.findall(abstract)
    return Article(
        library="pubmed",
        line=entry.line,
        place=f"entry at line {entry.line}, PubMed id {pmid}" if pmid else f"entry at line {entry.line}",
        title=entry.first("TI", "TT"),
        form="preprint" if "Preprint" in types else "article",
        journal=entry.first("JT", "TA"),
        date=written_date(entry.first("DP")),
        doi=next((doi_in(words) for words in entry.all("LID", "AID") if words.endswith("[doi]")), None),
        pmid=pmid,
        pmcid=pmcid_in(entry.first("PMC")),
        author=entry.first("FAU").split(",")[0] or entry.first("AU").rsplit(" ", 1)[0],
        types=types,
        registered=registered_in(" ".join(entry.all("SI"))) or _told(abstract),
        headings=tuple(words.split("/")[0].strip("*") for words in entry.all("MH")),
        funders=tuple(words.rsplit("/", 2)[-2] if words.count("/") > 1 else words for words in entry.all("GR")),
        standing=standing,
        because=because,
        abstract=bool(abstract),
        parts=tuple(part.capitalize() for part in marked),
    )


def _told(abstract: str) -> tuple[str, ...]:
    """Return the registry ids of the abstract's part on registration."""
    found = re.search(r"\b[A-Z ]*REGISTRATION[A-Z ]*: (.*?)(?=[A-Z][A-Z ]{3,}:|\Z)", abstract)
    return registered_in(found[1]) if found else ()
