"""Links within the page that lead nowhere: no heading, no id, no footnote of that name."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimcheck.claims.reading import Reading
    from claimcheck.model import Claim, Document

# An id in HTML, in MDX, and behind a heading in Markdown: id="sources", {#sources}.
_IDS = re.compile(r"""(?:\b(?:id|name)\s*=\s*["']?|\{\s*#)([^\s"'>}]+)""")
_NOT_IN_A_SLUG = re.compile(r"[^\w\- ]")
# What a browser knows without an id, and what a reader writes for a footnote.
_KNOWN = ("", "top")
_NOTES = ("fn-", "fn:", "fnref")


def found(reading: Reading, claims: tuple[Claim, ...], **given: object) -> Iterator[tuple[int, int, Mapping[str, str]]]:
    """Yield each link to a place of its own page (`#sources`) that the page does not have.

    Of a Word file the bookmarks are not read, only its words: nobody knows there where such a link leads.
    """
    del claims, given
    document = reading.document
    if document.places:
        return
    anchors: set[str] | None = None
    for link in document.links:
        name = unquote(link.target[1:]).lower()
        if not link.target.startswith("#") or link.start == link.end or name in _KNOWN or name.startswith(_NOTES):
            continue
        anchors = _anchors(document) if anchors is None else anchors
        if name not in anchors:
            yield link.start, link.end, {"said": link.target}


def _anchors(document: Document) -> set[str]:
    """Return the names that a link can lead to: ids in the file, and headings as GitHub and most sites name them."""
    names = {match.group(1).lower() for match in _IDS.finditer(document.source)}
    seen: Counter[str] = Counter()
    for block in document.blocks:
        if block.kind in ("heading", "title", "question"):
            slug = _NOT_IN_A_SLUG.sub("", document.text[block.start : block.end].strip().lower()).replace(" ", "-")
            names |= {f"{slug}-{seen[slug]}" if seen[slug] else slug, re.sub("-+", "-", slug)}
            seen[slug] += 1
    return names
