"""Findings -> fingerprints: what tells a finding from others and stays as it is when the page is edited elsewhere.

A fingerprint holds the rule, the records, the words found and the sentence they stand in, each as plain words: an edit
of another sentence changes none of them, and other words in the same place are another finding. Of what is absent
from a page as a whole only the rule counts: the claim that it happens to stand at may change.
"""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from claimcheck.words import sentences_in, words_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from claimcheck.model import Document, Finding, Span

_DIGITS = 16


class Fingerprint(NamedTuple):
    """What is the same where a finding is the same: `words` are those found, `sentence` the digest of theirs."""

    rule: str
    records: tuple[str, ...]
    words: str
    sentence: str


def fingerprints(findings: Iterable[Finding], document: Document) -> list[Fingerprint]:
    """Return the fingerprint of each finding of a document."""
    blocks = [document.source_span(block.start, block.end) for block in document.blocks if block.start < block.end]
    spans = [(block.start, block.end) for block in document.blocks if block.start < block.end]
    placed = list(zip(blocks, spans, strict=True))
    return [_fingerprint(finding, document, placed) for finding in findings]


def numbered(found: Iterable[Fingerprint]) -> list[int]:
    """Return for each fingerprint the how manieth of its kind it is, from 1."""
    seen: Counter[Fingerprint] = Counter()
    numbers = []
    for fingerprint in found:
        seen[fingerprint] += 1
        numbers.append(seen[fingerprint])
    return numbers


def digest(fingerprint: Fingerprint, nth: int, path: str = "") -> str:
    """Return a fingerprint with its number as hexadecimal digits, alike on every machine."""
    return _digest("\0".join((path, fingerprint.rule, *fingerprint.records, *fingerprint[2:], str(nth))), 2 * _DIGITS)


def known_among(
    found: Sequence[Fingerprint], held: Counter[Fingerprint], brought: Callable[[int], bool] | None = None
) -> set[int]:
    """Return the positions of the fingerprints that `held` has, at most as many of each as it has.

    Where there are more of one kind than it has, those of which `brought` says that they are new are left over first.
    """
    alike: dict[Fingerprint, list[int]] = {}
    for position, fingerprint in enumerate(found):
        alike.setdefault(fingerprint, []).append(position)
    known: set[int] = set()
    for fingerprint, positions in alike.items():
        if brought is not None and 0 < held[fingerprint] < len(positions):
            positions = sorted(positions, key=brought)
        known.update(positions[: held[fingerprint]])
    return known


def plain(text: str) -> str:
    """Return a text as it is compared: lower case, with one space between words."""
    return " ".join(text.lower().split())


def _fingerprint(finding: Finding, document: Document, blocks: Sequence[tuple[Span, tuple[int, int]]]) -> Fingerprint:
    if finding.page:
        return Fingerprint(finding.rule, finding.records, "", "")
    # The words alone: to set them in bold makes no other finding of them.
    words = " ".join(word.lower for word in words_in(finding.quote)) or plain(finding.quote)
    around = " ".join(
        plain(document.text[start:end])
        for source, (first, last) in blocks
        if source.start < finding.end and finding.start < source.end
        for start, end in sentences_in(document.text, first, last)
        if _meets(finding, document.source_span(start, end))
    )
    return Fingerprint(finding.rule, finding.records, words, _digest(around or words, _DIGITS))


def _meets(finding: Finding, span: Span) -> bool:
    return span.start < finding.end and finding.start < span.end


def _digest(text: str, digits: int) -> str:
    return sha256(text.encode("utf-8", errors="surrogatepass")).hexdigest()[:digits]
