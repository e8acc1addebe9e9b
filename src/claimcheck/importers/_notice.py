"""Notices of retraction and concern, by publication type or by link -> the standing of the articles they speak of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.importers._article import basis_of
from claimcheck.importers._draft import Draft, LeftOut

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claimcheck.importers._article import Article
    from claimcheck.importers._source import Source

# The type of a notice -> the link that names what it speaks of.
NOTICES = {"retraction of publication": "RetractionOf", "expression of concern": "ExpressionOfConcernFor"}
NO_STUDY = frozenset(
    ("comment", "editorial", "news", "published erratum", "biography", "interview", "newspaper article")
)
_STANDING = {"RetractionOf": "retracted", "ExpressionOfConcernFor": "concern"}
_RETRACTED = frozenset(("RetractionIn", "RetractedandRepublishedIn"))


def standing_of(types: Iterable[str], links: Iterable[str]) -> tuple[str | None, str]:
    """Return the standing of an article by its types or by its links, and in words which of them says so."""
    links = set(links)
    named = "Retracted Publication" in types
    linked = sorted(links & _RETRACTED)
    if named or linked:
        how = [*(["the type Retracted Publication"] if named else []), *(f"the link {link}" for link in linked)]
        return "retracted", f"retracted by {' and '.join(how)}"
    if "ExpressionOfConcernIn" in links:
        return "concern", "under an expression of concern by the link ExpressionOfConcernIn"
    return None, "retracted in part by the link PartialRetractionIn" if "PartialRetractionIn" in links else ""


def marks_of(notice: Article, links: Iterable[tuple[str, str]], source: Source) -> Iterator[Draft | LeftOut]:
    """Yield a draft that marks for each article that a notice speaks of, by its PubMed id."""
    spoken_of = [(kind, pmid) for kind, pmid in links if kind in _STANDING]
    if not spoken_of:
        yield LeftOut(notice.line, f"is a notice ({', '.join(notice.types)}) and names no article by its PubMed id")
    basis = basis_of(notice, source)
    for kind, pmid in spoken_of:
        data = {
            "publications": [{"type": "article", "pmid": pmid}],
            "standing": _STANDING[kind],
            "standing_basis": basis["id"],
        }
        yield Draft("", data, basis, notice.line, marks=True)
