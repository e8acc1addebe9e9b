"""Nouns made by hand, for tests of the rooms that only pass them on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import made_word
from claimcheck import readers
from claimcheck.flow import Outcome
from claimcheck.model import Document, Finding, Report

if TYPE_CHECKING:
    from collections.abc import Iterator

DIGESTS = {"rules": "a" * 64, "lexicon": "b" * 64, "evidence": "c" * 64, "model": "d" * 64, "config": "e" * 64}


def page(source: str, path: str = "page.md") -> Document:
    """Return a Markdown page."""
    return readers.read_text(source, path=path, format="markdown")


def blocks_of(document: Document) -> list[tuple[str, str]]:
    """Return the kind and the words of every block."""
    return [(block.kind, document.words_of(at)) for at, block in enumerate(document.blocks)]


def places(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield every place of a configuration or a record below its top."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, part in items:
        yield (*at, name)
        yield from places(part, (*at, name))


def finding(document: Document, quote: str, rule: str = "cure", nth: int = 0, **changes: Any) -> Finding:
    """Return a finding at the nth place where `quote` stands in the source."""
    start = -1
    for _ in range(nth + 1):
        start = document.source.index(quote, start + 1)
    end = start + len(quote)
    line, column = document.line_column(start)
    end_line, end_column = document.line_column(end)
    given: dict[str, Any] = {
        "id": f"{rule}:{quote.lower()}:{nth + 1}",
        "rule": rule,
        "subject": "unsupported",
        "severity": "error",
        "path": document.path,
        "start": start,
        "end": end,
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
        "quote": quote,
        "message": f"says “{quote}”",
        "why": "A reader may believe it. So it counts.",
    }
    return Finding(**{**given, **changes})


def outcome(*reports: Report, **changes: Any) -> Outcome:
    """Return what a run gives that wrote these reports."""
    given: dict[str, Any] = {"failed": (), "skipped": (), "digests": DIGESTS, "as_of": "2026-11-01"}
    return Outcome(reports, **{**given, **changes})


def text_of(rendered: str | bytes) -> str:
    """Return what an output says: a Word file's words, or the text itself."""
    raw = rendered.encode() if isinstance(rendered, str) else rendered
    return "\n".join(made_word.words_of(raw)) if raw.startswith(b"PK") else raw.decode()
