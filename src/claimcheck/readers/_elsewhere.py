"""Links and drafts of a page -> what it leads to and no reader opens: the pages that its words and pictures link to."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from claimcheck.model import Elsewhere

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimcheck.model import Document
    from claimcheck.readers._prose import Draft

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_PAGES = ("http:", "https:")


def linked(document: Document) -> Iterator[Elsewhere]:
    """Yield the pages that the words of a document link to, at those words."""
    for link in document.links:
        if link.start < link.end and _is_page(link.target):
            span = document.source_span(link.start, link.end)
            yield Elsewhere(*span, "linked page", link.target)


def pictured(draft: Draft) -> Iterator[Elsewhere]:
    """Yield the pages that the links of a draft lead to of which no word is shown, at what they hold instead."""
    pages = [(first, last, target) for first, last, target in draft.links if first < last and _is_page(target)]
    shown = [at for at, bit in enumerate(draft.bits) if bit.shown.strip()] if pages else []
    for first, last, target in pages:
        if bisect_left(shown, first) == bisect_left(shown, last):
            yield Elsewhere(draft.bits[first].start, draft.bits[last - 1].end, "linked page", target)


def _is_page(target: str) -> bool:
    """Return whether an address leads off the page, and to a page: not to a mailbox, a telephone, a script."""
    scheme = _SCHEME.match(target)
    return bool(target) and target[0] != "#" and (scheme is None or scheme.group().lower() in _PAGES)
