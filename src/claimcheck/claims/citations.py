"""Text -> Citations: identifiers and links by which a reader can find the source, also behind a mark such as [3]."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from claimcheck.identifiers import found_in
from claimcheck.model import Citation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimcheck.identifiers import Identifier
    from claimcheck.model import Block, Document

_MARK = re.compile(r"\[(\d+(?:[-–,]\s*\d+)*)\]")
_RANGE = re.compile(r"(\d+)(?:[-–](\d+))?")
# A link to an entry of a list on the page: "#ref-3", "#cite_note-3".
_TO_ENTRY = re.compile(r"#(?:[a-z]*(?:ref|cite|note|source|bib)[a-z_-]*)(\d+)\Z", re.IGNORECASE)
_NUMBERED = re.compile(r"\W*(\d{1,3})[.):\]]?\s")
# "(Miller et al., 2021)", "(Annual Report, 2024)": who and when, as many journals cite.
_AUTHOR_YEAR = re.compile(
    r"\(([A-Z][\w'’-]+(?:(?:,? (?:and|&)|,)? (?:[A-Z][\w'’-]*|et al\.?))*,? (?:19|20)\d\d[a-z]?)\)"
)
# More entries than any list of sources has.
_LONGEST_LIST = 400


def citations_in(document: Document) -> tuple[Citation, ...]:
    """Return every citation of the document, in order: identifiers in the text and behind its links."""
    return tuple(sorted({*_in_text(document), *_in_links(document)}, key=lambda c: (c.start, c.end, c.kind, c.id)))


def _in_text(document: Document) -> Iterator[Citation]:
    yield from (Citation(*found) for found in found_in(document.text))
    for match in _MARK.finditer(document.text):
        yield Citation("mark", match.group(), *match.span())
    for match in _AUTHOR_YEAR.finditer(document.text):
        yield Citation("author-year", match.group(1), *match.span())


def _in_links(document: Document) -> Iterator[Citation]:
    for link in document.links:
        found = list(found_in(link.target))
        for kind, identifier, _, _ in found:
            yield Citation(kind, identifier, link.start, link.end)
        if not found and link.target.startswith(("http://", "https://")):
            yield Citation("link", link.target, link.start, link.end)
        if not found and link.target.startswith("#fn-") and link.start == link.end:
            yield Citation("mark", link.target, link.start, link.end)
        if not found and (entry := _TO_ENTRY.match(link.target)):
            yield Citation("mark", f"[{entry.group(1)}]", link.start, link.end)


class Sources(NamedTuple):
    """What a page lists as its sources: the entries by number, and the footnotes by where their marks point."""

    listed: Mapping[int, Block]
    notes: Mapping[str, tuple[Block, ...]]


def sources_of(document: Document) -> Sources:
    """Return the list of sources and the footnotes of a page, looked for once."""
    notes = {(block.start, block.end): block for block in document.blocks if block.kind == "footnote"}
    named: dict[str, tuple[Block, ...]] = {}
    for link in document.links:
        if (link.start, link.end) in notes:
            named[link.target] = (*named.get(link.target, ()), notes[link.start, link.end])
    return Sources(_listed(document), named)


def entries_behind(sources: Sources, citation: Citation) -> tuple[Block, ...]:
    """Return the entries of the page's list of sources, or the footnotes, that a mark or a link within it points to."""
    if citation.kind != "mark":
        return ()
    if citation.id.startswith("#fn-"):
        return sources.notes.get(citation.id, ())
    return tuple(sources.listed[number] for number in _numbers(citation.id) if number in sources.listed)


def given_behind(document: Document, sources: Sources, citation: Citation) -> Iterator[Identifier]:
    """Yield the identifiers that stand in the entries a mark points to, or behind their links, with their kinds."""
    for block in entries_behind(sources, citation):
        texts = [document.text[block.start : block.end]]
        texts += [link.target for link in document.links if block.start <= link.start and link.end <= block.end]
        yield from (found for text in texts for found in found_in(text))


def _numbers(mark: str) -> Iterator[int]:
    """Yield the numbers of "[2, 5-7]"."""
    for match in _RANGE.finditer(mark):
        first = int(match.group(1))
        yield from range(first, min(int(match.group(2) or first), first + _LONGEST_LIST) + 1)


def _listed(document: Document) -> dict[int, Block]:
    """Return the entries of the list of sources by the number they open with, else by their order."""
    entries = [block for block in document.blocks if block.kind == "reference"]
    opens = [_NUMBERED.match(document.text, block.start, block.end) for block in entries]
    if entries and all(opens):
        return {int(match.group(1)): block for match, block in zip(opens, entries, strict=True) if match}
    return dict(enumerate(entries, 1))
