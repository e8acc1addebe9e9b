"""A resolved comment of a Word file -> the exception it records: what was answered in it is the reason.

claimcheck wrote the comment at a finding, with the mark of that finding: other words in its place are another finding,
which nobody has decided on. What is answered and not resolved is still under discussion.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from claimcheck.allow.comment import Note
from claimcheck.fingerprint import digest, fingerprints
from claimcheck.model import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from claimcheck.model import Document, Finding, Review

# What fits on a line of a comment; the reader of Word files asks for as many (readers/_word_comments.py).
_DIGITS = 16


class Answer(NamedTuple):
    """One resolved comment as an exception: where it stands, the day, and the ids of the findings that it is for."""

    note: Note
    comment: Span
    on: str
    findings: frozenset[str]


def marks(findings: Sequence[Finding], document: Document) -> list[str]:
    """Return the mark of each finding of a document: hexadecimal digits that stay while its sentence does."""
    return [digest(fingerprint, 1)[:_DIGITS] for fingerprint in fingerprints(findings, document)]


def answers(document: Document, findings: Sequence[Finding], rules: Collection[str]) -> Iterator[Answer]:
    """Yield the exceptions that the resolved comments of a document record; `rules` are those that can be allowed."""
    for review, found in _reviewed(document, findings):
        if review.resolved and review.rule in rules:
            note = Note("allow", (review.rule,), because=review.said, by=review.by)
            yield Answer(note, Span(review.start, review.end), review.on, found)


def commented(document: Document, findings: Sequence[Finding]) -> frozenset[str]:
    """Return the ids of the findings at which a document has a comment of claimcheck already."""
    return frozenset(name for _, found in _reviewed(document, findings) for name in found)


def _reviewed(document: Document, findings: Sequence[Finding]) -> Iterator[tuple[Review, frozenset[str]]]:
    """Yield each comment of claimcheck with the ids of the findings that it was written for."""
    told = marks(findings, document) if document.reviews else []
    written = Counter(review.mark for review in document.reviews)
    for review in document.reviews:
        yield review, frozenset(_found(review, findings, told, written))


def _found(review: Review, findings: Sequence[Finding], told: Sequence[str], written: Counter[str]) -> Iterator[str]:
    same = [
        finding
        for finding, mark in zip(findings, told, strict=True)
        if finding.rule == review.rule and review.mark in ("", mark)
    ]
    here = [finding for finding in same if finding.page or _meets(review, finding)]
    # In notes and text boxes Word allows no comment: it stands at what belongs to them in the body.
    if not here and review.mark and len(same) == written[review.mark] == 1:
        here = same
    yield from (finding.id for finding in here)


def _meets(review: Review, finding: Finding) -> bool:
    return review.start < finding.end and finding.start < review.end
