"""PubMed's XML -> drafts: articles with their publication types, registry ids, and notices of retraction or concern."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimcheck.importers import _xml
from claimcheck.importers._article import Article, draft_of
from claimcheck.importers._draft import Draft, LeftOut, date_of, doi_in, pmcid_in, pmid_in, registered_in, written_date
from claimcheck.importers._notice import NO_STUDY, NOTICES, marks_of, standing_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimcheck.errors import UserError
    from claimcheck.importers._source import Source
    from claimcheck.importers._xml import Element

WORDS = "PubMed XML"


def recognises(head: str) -> bool:
    """Return whether a file that begins so is PubMed's XML."""
    return bool(re.search(r"<(?:!DOCTYPE\s+)?Pubmed(?:ArticleSet|Article)\b", head))


def entries(source: Source) -> Iterator[Draft | LeftOut | UserError]:
    """Yield a draft for each article, and one that marks for each article that a notice speaks of."""
    root = _xml.read(source)
    articles = [root] if root.name == "PubmedArticle" else list(root.all("PubmedArticle"))
    for number, element in enumerate(articles, 1):
        yield from _entries(element, number, source)
    for book in root.all("PubmedBookArticle"):
        yield LeftOut(book.line, "is a book")


def _entries(element: Element, number: int, source: Source) -> Iterator[Draft | LeftOut | UserError]:
    article = _article(element, number)
    if article.pmid is None:
        fault = f"{article.place} has no PubMed id"
        yield source.fault(fault, article.line, remedy="export it again, as the library gives it")
        return
    links = [(link.attributes.get("RefType", ""), pmid_in(link.words("PMID"))) for link in _links(element)]
    types = {kind.lower() for kind in article.types}
    if types & NOTICES.keys():
        yield from marks_of(article, [(kind, pmid) for kind, pmid in links if pmid], source)
    elif types & NO_STUDY:
        yield LeftOut(article.line, f"is no study ({', '.join(article.types)})")
    else:
        yield draft_of(article, source)


def _links(element: Element) -> Iterator[Element]:
    return element.all("MedlineCitation/CommentsCorrectionsList/CommentsCorrections")


def _article(element: Element, number: int) -> Article:
    citation = next(element.all("MedlineCitation"), element)
    pmid = pmid_in(citation.words("PMID"))
    types = tuple(kind.words() for kind in citation.all("Article/PublicationTypeList/PublicationType"))
    standing, because = standing_of(types, [link.attributes.get("RefType", "") for link in _links(element)])
    abstract = list(citation.all("Article/Abstract/AbstractText"))
    labels = [label for text in abstract if (label := text.attributes.get("Label", "").strip())]
    return Article(
        library="pubmed",
        line=element.line,
        place=f"article {number}, PubMed id {pmid}" if pmid else f"article {number}",
        title=citation.words("Article/ArticleTitle") or citation.words("Article/VernacularTitle"),
        form="preprint" if "Preprint" in types else "article",
        journal=citation.words("Article/Journal/Title") or citation.words("MedlineJournalInfo/MedlineTA"),
        date=_date(citation),
        doi=_numbered(element, "doi"),
        pmid=pmid,
        pmcid=pmcid_in(_numbered(element, "pmc") or ""),
        author=citation.words("Article/AuthorList/Author/LastName"),
        types=types,
        registered=_registered(citation, abstract),
        headings=tuple(h.words() for h in citation.all("MeshHeadingList/MeshHeading/DescriptorName")),
        funders=tuple(agency.words() for agency in citation.all("Article/GrantList/Grant/Agency")),
        standing=standing,
        because=because,
        abstract=bool(abstract),
        parts=tuple(label.capitalize() for label in labels),
    )


def _date(citation: Element) -> str | None:
    """Return the date of the issue; that of a revision of the entry is none of the article's."""
    issue = next(citation.all("Article/Journal/JournalIssue/PubDate"), None)
    if issue is None:
        return None
    dated = date_of(issue.words("Year"), issue.words("Month"), issue.words("Day"))
    return dated or written_date(issue.words("MedlineDate"))


def _numbered(element: Element, kind: str) -> str | None:
    """Return an identifier of the article itself; the lists of what it cites hold some too."""
    found = [i for i in element.all("PubmedData/ArticleIdList/ArticleId") if i.attributes.get("IdType") == kind]
    found += [i for i in element.all("MedlineCitation/Article/ELocationID") if i.attributes.get("EIdType") == kind]
    words = next((i.words() for i in found if i.words()), "")
    return doi_in(words) if kind == "doi" else words or None


def _registered(citation: Element, abstract: list[Element]) -> tuple[str, ...]:
    """Return the registry ids that the library lists, else those of the abstract's part on registration."""
    banks = citation.all("Article/DataBankList/DataBank/AccessionNumberList/AccessionNumber")
    listed = registered_in(" ".join(number.words() for number in banks))
    told = (text.words() for text in abstract if "REGISTRATION" in text.attributes.get("Label", "").upper())
    return listed or registered_in(" ".join(told))
