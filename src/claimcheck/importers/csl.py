"""CSL-JSON, as Zotero and other reference managers export it -> drafts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from claimcheck.importers._article import Article, draft_of
from claimcheck.importers._draft import Draft, LeftOut, date_of, doi_in, pmcid_in, pmid_in, registered_in, written_date
from claimcheck.importers._source import Lines, at, clean, listed, words_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimcheck.errors import UserError
    from claimcheck.importers._source import Source

WORDS = "CSL-JSON"

_FORMS = {
    "article-journal": "article", "article-magazine": "article", "article-newspaper": "web", "article": "preprint",
    "paper-conference": "conference-abstract", "webpage": "web", "post-weblog": "web", "report": "web",
}  # fmt: skip


def recognises(head: str) -> bool:
    """Return whether a file that begins so is CSL-JSON."""
    is_json = head.lstrip("\ufeff \t\r\n")[:1] in ("[", "{")
    keys = re.search(r'"(?:title|container-title|issued|DOI)"\s*:', head)
    return is_json and keys is not None and re.search(r'"type"\s*:\s*"[a-z-]+"', head) is not None


def entries(source: Source) -> Iterator[Draft | LeftOut | UserError]:
    """Yield a draft for each item that is an article."""
    value = source.json()
    lines = Lines(source.text)
    items = at(value, "items") if isinstance(value, dict) and "items" in value else value
    for number, item in enumerate(items if isinstance(items, list) else [items], 1):
        line = lines.of(f'"{words_at(item, "id") or words_at(item, "title")}"')
        form = _FORMS.get(words_at(item, "type"))
        if not isinstance(item, dict):
            yield source.fault(f"item {number} is no mapping", remedy="export it again")
        elif form is None:
            yield LeftOut(line, f"item {number} is no article (CSL type {words_at(item, 'type') or 'unsaid'})")
        else:
            yield draft_of(_article(item, number, line, form), source)


def _article(item: dict[str, Any], number: int, line: int, form: str) -> Article:
    link, note = words_at(item, "URL"), str(item.get("note") or "")
    extra = re.search(r"PMID:\s*(\d{5,8})", note)
    first = next(iter(listed(item, "author")), {})
    return Article(
        library="csl",
        line=line,
        place=f"item {number}",
        title=words_at(item, "title"),
        form=form,
        journal=words_at(item, "container-title"),
        date=_date(item.get("issued")),
        doi=doi_in(words_at(item, "DOI")) or (doi_in(link) if "doi.org/" in link else None),
        pmid=pmid_in(words_at(item, "PMID")) or (extra[1] if extra else None),
        pmcid=pmcid_in(f"{words_at(item, 'PMCID')} {clean(note)}"),
        link=link if re.match(r"https?://\S+\Z", link) else None,
        author=words_at(first, "family") or words_at(first, "literal"),
        registered=registered_in(words_at(item, "title")),
        abstract=bool(words_at(item, "abstract")),
    )


def _date(issued: Any) -> str | None:
    parts = at(issued, "date-parts")
    first = parts[0] if isinstance(parts, list) and parts else None
    if isinstance(first, list) and first:
        return date_of(*(clean(part) for part in first[:3]))
    return written_date(words_at(issued, "raw") or words_at(issued, "literal"))
