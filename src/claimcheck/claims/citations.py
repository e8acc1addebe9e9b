"""Text -> Citations: identifiers and links by which a reader can find the source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimcheck.model import Citation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimcheck.model import Document

# Syntax: doi.org handbook 2.2 (prefix 10.registrant/suffix), ClinicalTrials.gov (NCT and eight digits), PubMed ids.
_FORMS = (
    ("doi", re.compile(r"\b(10\.\d{4,9}/[^\s\"<>]*[^\s\"<>.,;:)\]])")),
    ("registry", re.compile(r"\b(NCT\d{8}|ISRCTN\d{8}|EUCTR\d{4}-\d{6}-\d{2}|ACTRN\d{14}|jRCT\w{10})\b")),
    ("pmcid", re.compile(r"\b(PMC\d{5,8})\b")),
    ("pmid", re.compile(r"\bPMID:?\s*(\d{5,8})\b")),
    ("pmid", re.compile(r"pubmed(?:\.ncbi\.nlm\.nih\.gov)?/(\d{5,8})\b")),
)
_MARK = re.compile(r"\[\d+(?:[-–,]\s*\d+)*\]")


def citations_in(document: Document) -> tuple[Citation, ...]:
    """Return every citation of the document, in order: identifiers in the text and behind its links."""
    return tuple(sorted({*_in_text(document), *_in_links(document)}, key=lambda c: (c.start, c.end, c.kind, c.id)))


def _in_text(document: Document) -> Iterator[Citation]:
    for kind, form in _FORMS:
        for match in form.finditer(document.text):
            yield Citation(kind, match.group(1).lower() if kind == "doi" else match.group(1), *match.span())
    for match in _MARK.finditer(document.text):
        yield Citation("mark", match.group(), *match.span())


def _in_links(document: Document) -> Iterator[Citation]:
    for link in document.links:
        found = [(kind, match.group(1)) for kind, form in _FORMS if (match := form.search(link.target))]
        for kind, identifier in found:
            yield Citation(kind, identifier.lower() if kind == "doi" else identifier, link.start, link.end)
        if not found and link.target.startswith(("http://", "https://")):
            yield Citation("link", link.target, link.start, link.end)
        if not found and link.target.startswith("#fn-") and link.start == link.end:
            yield Citation("mark", link.target, link.start, link.end)
