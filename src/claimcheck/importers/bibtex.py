"""BibTeX -> drafts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from claimcheck.importers._article import Article, draft_of
from claimcheck.importers._draft import Draft, LeftOut, date_of, doi_in, pmcid_in, pmid_in, registered_in, written_date
from claimcheck.importers._missing import missing
from claimcheck.importers._source import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimcheck.errors import UserError
    from claimcheck.importers._source import Source

WORDS = "BibTeX"

_FORMS = {
    "article": "article", "inproceedings": "conference-abstract", "conference": "conference-abstract",
    "unpublished": "preprint", "online": "web", "electronic": "web", "misc": "article",
}  # fmt: skip


def recognises(head: str) -> bool:
    """Return whether a file that begins so is BibTeX."""
    return bool(re.search(r"^\s*@[A-Za-z]+\s*[{(]", head.lstrip("\ufeff"), re.MULTILINE))


def entries(source: Source) -> Iterator[Draft | LeftOut | UserError]:
    """Yield a draft for each entry on an article."""
    try:
        from bibtexparser import entrypoint
    except ImportError as error:
        raise missing(source, WORDS, "bibtexparser") from error
    from bibtexparser.middlewares import LatexDecodingMiddleware, MonthIntMiddleware

    middleware = [LatexDecodingMiddleware(), MonthIntMiddleware()]
    library = entrypoint.parse_string(source.text, append_middleware=middleware)
    for block in library.failed_blocks:
        line = (block.start_line or 0) + 1
        fault = f"holds an entry that is no BibTeX ({_told(block)})"
        yield source.fault(fault, line, remedy="see its braces, commas and key")
    for entry in library.entries:
        line = (entry.start_line or 0) + 1
        form = _FORMS.get(entry.entry_type.lower())
        if form is None:
            yield LeftOut(line, f"is no article (@{entry.entry_type})")
            continue
        given = {name.lower(): clean(field.value) for name, field in entry.fields_dict.items()}
        yield draft_of(_article(given, entry.key, line, form), source)


def _told(block: Any) -> str:
    """Return in a few words what was wrong: a key that is used twice, or what the library says."""
    duplicate = getattr(block, "key", None)
    return f"the key “{duplicate}” is used twice" if duplicate else clean(str(block.error))[:100].rstrip(".")


def _article(given: dict[str, str], key: str, line: int, form: str) -> Article:
    eprint = given.get("eprint", "") if "pubmed" in given.get("eprinttype", "").lower() else ""
    link = given.get("url", "")
    return Article(
        library="bibtex",
        line=line,
        place=f"entry {key}",
        title=re.sub(r"[{}]", "", given.get("title", "")),
        form=form,
        journal=given.get("journal") or given.get("journaltitle") or given.get("booktitle", ""),
        date=date_of(given.get("year", ""), given.get("month", ""), given.get("day", ""))
        or written_date(given.get("date", "") or given.get("year", "")),
        doi=doi_in(given.get("doi", "")) or (doi_in(link) if "doi.org/" in link else None),
        pmid=pmid_in(given.get("pmid", "") or eprint),
        pmcid=pmcid_in(given.get("pmcid", "")),
        link=link if re.match(r"https?://\S+\Z", link) else None,
        author=_surname(given.get("author", "")),
        registered=registered_in(given.get("title", "")),
        abstract=bool(given.get("abstract")),
    )


def _surname(authors: str) -> str:
    first = re.sub(r"[{}]", "", authors.split(" and ")[0]).strip()
    return first.split(",")[0] if "," in first else first.rsplit(" ", 1)[-1]
