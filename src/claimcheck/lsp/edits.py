"""What is to be put into a page -> the edit that does it and nothing else: tried on the reader before it is offered.

A comment changes no word of a page, an exception in it covers its finding; words that are put in are read, and all
that stood there still is. Where no place fits there is no edit.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimcheck import page_edits, readers
from claimcheck.allow.comment import COMMENTS, note_in
from claimcheck.allow.range import scope_of
from claimcheck.config.config import settings_for
from claimcheck.model import Span
from claimcheck.text_edit import Edit, line_end

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claimcheck.lsp.page import Checked
    from claimcheck.model import Document, Finding

_BESIDE = re.compile(r"[\s()]")


def comment(checked: Checked, finding: Finding, words: str, rule: str = "") -> Edit | None:
    """Return the edit that writes a comment at a finding; where a `rule` is given it is an exception that covers it."""
    pattern = next(iter(COMMENTS.get(checked.text.format, ())), "")
    if not pattern:
        return None
    document = _read(checked, checked.text.words)
    for edit in page_edits.beside(document, finding.start, pattern.format(words)):
        after = _read(checked, edit.made(checked.text.words))
        same = after.text == document.text and _kinds(after) == _kinds(document)
        if same and _covers(after, edit, finding, rule):
            return edit
    return None


def insertion(checked: Checked, edits: Iterable[Edit], words: str) -> Edit | None:
    """Return the first edit after which a visitor reads `words` where it puts them, and else what was there before."""
    text = checked.text.words
    document = _read(checked, text)
    for edit in edits:
        after = _read(checked, edit.made(text))
        # Brackets and spaces around the words are the edit's own.
        if _without(after.text, words) & _without(document.text, text[edit.start : edit.end]):
            return edit
    return None


def after_block(checked: Checked, finding: Finding, words: str) -> Iterator[Edit]:
    """Yield the edits that put words behind the block of a finding: as a block of their own, else at its end."""
    block = page_edits.block_at(checked.document, finding.start)
    if block is None:
        return
    kind, span = block
    gap = 2 * line_end(checked.text.words)
    if checked.document.format in page_edits.PROSE and kind in ("paragraph", "heading"):
        yield Edit(span.end, span.end, f"{gap}{words}")
    yield Edit(span.end, span.end, f" {words}")


def _read(checked: Checked, words: str) -> Document:
    text = checked.text
    fields = settings_for(checked.home.house.config, text.path.as_posix()).fields
    return readers.read_text(words, path=text.path.as_posix(), format=text.format, fields=fields)


def _covers(after: Document, edit: Edit, finding: Finding, rule: str) -> bool:
    """Return whether the comment of an edit is an exception that covers a finding, where it is to be one."""
    if not rule:
        return True
    shift = len(edit.words) if edit.start <= finding.start else 0
    for start, end, words in after.comments:
        note = note_in(words, (rule,)) if edit.start <= start < edit.start + len(edit.words) else None
        if note is not None and not note.fault:
            return scope_of(note.verb, after, Span(start, end), None).holds(finding.start + shift, finding.end + shift)
    return False


def _kinds(document: Document) -> list[tuple[str, int]]:
    return [(block.kind, block.start) for block in document.blocks]


def _without(text: str, words: str) -> set[str]:
    """Return what is left of a text where some words are taken out of it once, for each place of them."""
    plain, gone = _BESIDE.sub("", text), _BESIDE.sub("", words)
    places = [at for at in range(len(plain)) if gone and plain.startswith(gone, at)] or [0]
    return {plain[:at] + plain[at + len(gone) :] for at in places if plain.startswith(gone, at)}
