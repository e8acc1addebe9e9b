"""What a person decides at a finding -> where it can be written: an exception, a citation, an entry of the settings.

These are ways to write it, the best first. Whoever offers one reads the page again with the edit made, and takes it
only where the page says what it said before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimcheck import card, yamledit, yamlfile, yamltext
from claimcheck.model import Span
from claimcheck.outputs._html_tags import link, text
from claimcheck.text_edit import Edit, line_end, line_start

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimcheck.model import Claim, Document
    from claimcheck.records.record import Record

# Where lines of their own may stand between two blocks of prose.
PROSE = ("markdown", "text", "rst", "mdx")
_MARKUP = ("html", "vue", "svelte", "astro", "php", "jsx", "tsx")
_ABOVE = ("paragraph", "heading", "title", "quotation")
_STOPS = " .!?…"


def beside(document: Document, start: int, comment: str) -> Iterator[Edit]:
    """Yield where a comment may stand that is for the block at a place of the file: above it, or at its end inside."""
    block = block_at(document, start)
    if block is None:
        return
    kind, span = block
    source = document.source
    begin = line_start(source, span.start)
    line = source[begin : span.start]
    indent = line[: len(line) - len(line.lstrip())]
    gap = line_end(source) * (2 if document.format in PROSE else 1)
    above = Edit(begin, begin, f"{indent}{comment}{gap}")
    inside = Edit(span.end, span.end, f" {comment}")
    first = document.format not in ("jsx", "tsx") and kind in _ABOVE
    yield from (above, inside) if first else (inside, above)


def block_at(document: Document, start: int) -> tuple[str, Span] | None:
    """Return the kind of the narrowest block that holds a place of the file, and its run there."""
    found = [(document.source_span(b.start, b.end), b.kind) for b in document.blocks if b.start < b.end]
    holding = [(span, kind) for span, kind in found if span.start <= start < span.end]
    if not holding:
        return None
    span, kind = min(holding, key=lambda pair: pair[0].end - pair[0].start)
    return kind, span


def citations(document: Document, claim: Claim, record: Record) -> tuple[str, list[Edit]]:
    """Return what a visitor reads of a citation, and ways to put it behind a claim's sentence or the claim itself."""
    shown, address = card.named_as(record)
    if document.format in _MARKUP:
        written: str = link(address, text(shown)) if address else text(shown)
    elif address and document.format in ("markdown", "mdx"):
        written = f"[{shown}](<{address}>)" if set(address) & set("() ") else f"[{shown}]({address})"
    else:
        written = shown = f"{shown}, {address}" if address else shown
    ends = dict.fromkeys((claim.sentence.end, claim.end))
    return shown, [behind(document, claim.start, end, f"({written})") for end in ends]


def behind(document: Document, start: int, end: int, words: str) -> Edit:
    """Return the edit that puts words behind a run of the text, before the stops that end it."""
    last = start + max(1, len(document.text[start:end].rstrip(_STOPS)))
    at = document.source_span(start, last).end
    return Edit(at, at, f" {words}")


def with_exception(settings: str, entry: Mapping[str, str], path: str) -> str:
    """Return the text of a claimcheck.yaml with one more exception; raise UserError where it cannot be read."""
    held = yamlfile.parse(settings, path=path).value if settings.strip() else None
    if held is None:
        return "\n".join([*settings.splitlines(), *yamltext.mapping({"allow": [dict(entry)]}, 0, {})]) + "\n"
    listed = held.get("allow") if isinstance(held, dict) else None
    at: tuple[yamlfile.Key, Any] = (("allow",), [dict(entry)])
    if isinstance(listed, list) and listed:
        at = ("allow", len(listed)), dict(entry)
    return yamledit.edited(settings, dict([at]), yamledit.Layout(), path=path)
