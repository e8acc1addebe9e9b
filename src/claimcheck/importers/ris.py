"""RIS, as most libraries and reference managers export it -> drafts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from claimcheck.importers._article import Article, draft_of
from claimcheck.importers._draft import Draft, LeftOut, doi_in, pmcid_in, pmid_in, registered_in, written_date
from claimcheck.importers._missing import missing
from claimcheck.importers._source import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from claimcheck.errors import UserError
    from claimcheck.importers._source import Source

WORDS = "RIS"

_FORMS = {
    "JOUR": "article", "EJOUR": "article", "JFULL": "article", "MGZN": "article", "INPR": "article", "ABST": "article",
    "CPAPER": "conference-abstract", "CONF": "conference-abstract", "ELEC": "web", "BLOG": "web", "WEB": "web",
    "UNPB": "preprint", "RPRT": "web", "GEN": "article",
}  # fmt: skip
_START = re.compile(r"TY {1,2}- ?")
_END = re.compile(r"ER {1,2}-")


def recognises(head: str) -> bool:
    """Return whether a file that begins so is RIS."""
    return bool(re.search(r"^TY {1,2}- ", head.lstrip("\ufeff"), re.MULTILINE))


def entries(source: Source) -> Iterator[Draft | LeftOut | UserError]:
    """Yield a draft for each reference to an article."""
    try:
        import rispy  # type: ignore[import-untyped, unused-ignore]
    except ImportError as error:
        raise missing(source, WORDS, "rispy") from error
    for line, text in _split(source):
        yield from _entries(line, text, source, rispy.loads)


def _split(source: Source) -> Iterator[tuple[int, str]]:
    """Yield each reference with its line; raise UserError for one that does not end."""
    start, inside = 0, list[str]()
    for number, line in enumerate(source.text.splitlines(), 1):
        if _START.match(line):
            if inside:
                raise _unended(source, start)
            start = number
        if start:
            inside.append(line)
        if _END.match(line) and inside:
            yield start, "\n".join(inside)
            start, inside = 0, []
    if inside:
        raise _unended(source, start)


def _unended(source: Source, line: int) -> UserError:
    fault = "begins a reference that does not end"
    return source.fault(fault, line, remedy="export it again: a reference ends with “ER  - ”, the file may be cut off")


def _entries(
    line: int, text: str, source: Source, loads: Callable[[str], list[dict[str, Any]]]
) -> Iterator[Draft | LeftOut | UserError]:
    try:
        found = loads(text)
    except Exception as error:  # noqa: BLE001, RUF100 (whatever a library stumbles on is a fault of the file)
        yield source.fault(f"cannot be read as RIS ({type(error).__name__})", line, remedy="export it again")
        return
    for given in found:
        kind = clean(given.get("type_of_reference"))
        if kind not in _FORMS:
            yield LeftOut(line, f"is no article (RIS type {kind or 'unsaid'})")
            continue
        yield draft_of(_article(given, line, _FORMS[kind]), source)


def _article(given: dict[str, Any], line: int, form: str) -> Article:
    def first(*names: str) -> str:
        found = (given.get(name) for name in names)
        return next((clean(v[0] if isinstance(v, list) else v) for v in found if v), "")

    link = next((clean(url) for url in given.get("urls") or () if re.match(r"https?://\S+\Z", clean(url))), None)
    abstract = bool(first("abstract", "notes_abstract"))
    return Article(
        library="ris",
        line=line,
        place=f"reference at line {line}",
        title=first("title", "primary_title"),
        form=form,
        journal=first("journal_name", "secondary_title", "alternate_title3", "alternate_title2"),
        date=written_date(first("date")) or written_date(first("year", "publication_year")),
        doi=doi_in(first("doi")) or (doi_in(link or "") if "doi.org/" in (link or "") else None),
        pmid=_pubmed(given, first("accession_number")),
        pmcid=pmcid_in(" ".join((first("custom2"), link or ""))),
        link=link,
        author=first("authors", "first_authors").split(",")[0],
        registered=registered_in(first("title", "primary_title")),
        abstract=abstract,
    )


def _pubmed(given: dict[str, Any], accession: str) -> str | None:
    """Return the PubMed id, where the entry says that its accession number is one."""
    database = f"{given.get('name_of_database', '')} {given.get('database_provider', '')}".lower()
    is_pubmed = any(name in database for name in ("pubmed", "medline", "nlm"))
    link = re.search(r"pubmed\.ncbi\.nlm\.nih\.gov/(\d{5,8})", " ".join(map(str, given.get("urls") or ())))
    return pmid_in(link[1]) if link else pmid_in(accession) if is_pubmed else None
