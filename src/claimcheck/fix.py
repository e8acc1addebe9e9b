"""Reports -> what of their findings is mended by itself: notices that are prescribed, fixed words for fixed words.

Only rules that say so (`fix`) are mended, and only what a page shows: no front matter, no code, no attribute. Each
edit stands at places that its reader gave. It is made only if the page, read again, says the same with just that put
in, and if the finding is gone by it and no other came.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import partial
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from claimcheck import flow, foreign, readers
from claimcheck.config import config
from claimcheck.fix_place import slots
from claimcheck.model import SEVERITIES, Span
from claimcheck.readers._frontmatter import front_end
from claimcheck.rulebook.fix import plain
from claimcheck.words import words_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from claimcheck.flow import House
    from claimcheck.model import Document, Finding, Report
    from claimcheck.rulebook.rule import Fix, Rule

    # Whether the blocks of a changed page are the ones that were meant.
    Wanted = Callable[[list[str]], bool]

# What a copy from memory changes without saying anything else.
_LITTLE = frozenset(
    "a an the this these those our its it is are was were be been has have had by of for to and or".split()
)

FORMATS = ("markdown", "html", "text")


class Edit(NamedTuple):
    """What comes in the place of the characters from `start` to `end` of the file, for findings of one rule."""

    start: int
    end: int
    words: str
    rule: str


@dataclass(frozen=True)
class Mended:
    """A page before and after: `edits` lead from the one source to the other; `left` are findings, each with why.

    `mends` are the findings that are mended, each with the edit that does it: one notice may serve several.
    """

    report: Report
    after: str
    edits: tuple[Edit, ...]
    left: tuple[tuple[Finding, str], ...]
    mends: tuple[tuple[Finding, Edit], ...] = ()


def mended(report: Report, house: House, as_of: str) -> Mended | None:
    """Return what of a page's findings is mended; None where no rule that found something mends."""
    rules = {rule.name: rule for rule in house.rules if rule.fix is not None}
    wanted = [(finding, rules[finding.rule]) for finding in report.findings if finding.rule in rules]
    if not wanted:
        return None
    document = report.document
    if document.format not in FORMATS:
        why = f"{document.format} is not changed, only {', '.join(FORMATS)}"
        return Mended(report, document.source, (), tuple((finding, why) for finding, _ in wanted))
    whole = _read(document, document.source, house)
    edits: list[Edit] = []
    left: list[tuple[Finding, str]] = []
    mends: list[tuple[Finding, Edit]] = []
    for finding, rule in wanted:
        found = _edit(finding, rule, whole, house)
        if isinstance(found, str):
            left.append((finding, found))
            continue
        if found not in edits and not any(found.start < other.end and other.start < found.end for other in edits):
            edits.append(found)
        if found in edits:
            mends.append((finding, found))
    after = applied(document.source, edits)
    fault = _fault(report, _read(document, after, house), edits, house, as_of) if edits else ""
    if fault:
        held = [(finding, fault) for finding, _ in wanted if finding not in [one for one, _ in left]]
        return Mended(report, document.source, (), (*left, *held))
    return Mended(report, after, tuple(sorted(edits)), tuple(left), tuple(mends))


def applied(source: str, edits: Iterable[Edit]) -> str:
    """Return a file with all edits made; they do not overlap."""
    for edit in sorted(edits, reverse=True):
        source = source[: edit.start] + edit.words + source[edit.end :]
    return source


def _read(document: Document, source: str, house: House) -> Document:
    fields = config.settings_for(house.config, document.path).fields
    return readers.read_text(source, path=document.path, format=document.format, fields=fields)


def _edit(finding: Finding, rule: Rule, whole: Document, house: House) -> Edit | str:
    """Return the first edit that puts in just what it should, else why there is none."""
    assert rule.fix is not None
    front = front_end(whole.source, whole.path)
    tried = _notices(finding, rule, whole, front) if rule.fix.notice else _words(finding, rule.fix, whole, front)
    for edit, wanted in tried:
        if _says(whole, _read(whole, applied(whole.source, [edit]), house), wanted):
            return edit
    return "no place was found where all else stays the same" if rule.fix.notice else "the words stand in markup"


def _says(before: Document, after: Document, wanted: Wanted) -> bool:
    """Return whether the blocks of a page are as wanted, and all else in it is as it was."""
    notes = [[words for _, _, words in one.comments] for one in (before, after)]
    same = before.meta == after.meta and notes[0] == notes[1] and before.unread == after.unread
    return same and wanted(after.text.split("\n"))


def _words(finding: Finding, fix: Fix, whole: Document, front: int) -> Iterator[tuple[Edit, Wanted]]:
    new = {plain(old): words for old, words in fix.words}.get(plain(finding.quote))
    start = _copied(finding, whole) if finding.start >= front and not _in_code(finding, whole) else None
    if new is not None and start is not None:
        after = whole.text[:start] + new + whole.text[start + finding.end - finding.start :]
        yield Edit(finding.start, finding.end, _written(new, whole), finding.rule), after.split("\n").__eq__


def _copied(finding: Finding, whole: Document) -> int | None:
    """Return where the words of a finding stand in the text, None where the file has them in another form."""
    for piece in whole.pieces:
        is_copy = piece.end - piece.start == piece.source_end - piece.source_start
        if is_copy and piece.source_start <= finding.start and finding.end <= piece.source_end:
            return piece.start + finding.start - piece.source_start
    return None


def _in_code(finding: Finding, whole: Document) -> bool:
    """Return whether words stand inside a tag, or in the data of a script."""
    before = whole.source[: finding.start].lower()
    return whole.format == "html" and (
        before.rfind("<") > before.rfind(">") or before.rfind("<script") > before.rfind("</script")
    )


def _notices(finding: Finding, rule: Rule, whole: Document, front: int) -> Iterator[tuple[Edit, Wanted]]:
    """Yield how the notice can be put in: for a near copy that is all of its block, else behind the last statement."""
    assert rule.require is not None
    notice, parts = rule.require.notice[-1 if finding.related else 0], whole.text.split("\n")
    for at, span in _spans(whole):
        mark = _mark(parts[at])
        start = whole.blocks[at].start + len(mark)
        if span.start >= front and _copies(whole, start, whole.blocks[at].end, rule.require.notice):
            start = whole.source_span(start, whole.blocks[at].end).start
            after = [*parts[:at], mark + notice, *parts[at + 1 :]]
            yield Edit(start, span.end, _written(notice, whole), finding.rule), after.__eq__
    written = f"<p>{_written(notice, whole)}</p>" if whole.format == "html" else notice
    for slot in slots(whole, _last_block(finding, whole), front):
        edit = Edit(slot.at, slot.at, slot.before + written + slot.behind, finding.rule)
        yield edit, partial(_is_put_in, notice, parts)


def _is_put_in(notice: str, before: list[str], after: list[str]) -> bool:
    return any(after[:at] + after[at + 1 :] == before for at, words in enumerate(after) if words == notice)


def _written(words: str, whole: Document) -> str:
    return escape(words, quote=False) if whole.format == "html" else words


def _spans(whole: Document) -> Iterator[tuple[int, Span]]:
    for at, block in enumerate(whole.blocks):
        if block.start < block.end:
            yield at, whole.source_span(block.start, block.end)


def _last_block(finding: Finding, whole: Document) -> int:
    """Return the position of the block with the last of the statements that call for the notice."""
    last = max([finding.start, *(place.start for place in finding.related if place.path == finding.path)])
    return max((at for at, span in _spans(whole) if span.start <= last < span.end), default=len(whole.blocks) - 1)


def _copies(whole: Document, start: int, end: int, notices: tuple[str, ...]) -> bool:
    """Return whether a run of text is a near copy of a notice and nothing besides."""
    span = whole.source_span(start, end) if start < end else Span(0, 0)
    if " ".join(whole.source[span.start : span.end].split()) != whole.text[start:end]:
        return False  # markup stands in it
    return any(_is_copy(whole.text[start:end], notice) for notice in notices)


def _is_copy(text: str, notice: str) -> bool:
    """Return whether words are a notice with words left out, or with these little ones and its initials put in."""
    own, wanted = words_in(text), words_in(notice)
    initials = "".join(word.text[0] for word in wanted if word.text[0].isupper())
    known = {word.lower for word in wanted} | _LITTLE
    if not all(word.lower in known or (word.text.isupper() and word.text in initials) for word in own):
        return False
    said, asked = [word.lower for word in own], {word.lower for word in wanted}
    return said.count("not") == plain(notice).split().count("not") and len(asked & set(said)) * 2 > len(asked)


def _mark(words: str) -> str:
    """Return the reference mark that a notice opens with."""
    return words[: len(words) - len(words.lstrip("*†‡ "))]


def _fault(report: Report, whole: Document, edits: list[Edit], house: House, as_of: str) -> str:
    """Return what a changed page is held back for: a finding that is still there, or a new one above advice."""
    after = flow.check_document(foreign.english_part(whole), house, as_of)
    # What is hidden was found as well.
    standing = (*report.findings, *(one.finding for one in report.hidden))
    for rule in {edit.rule for edit in edits}:
        was = sum(finding.rule == rule for finding in standing)
        if sum(finding.rule == rule for finding in after.findings) > was - sum(edit.rule == rule for edit in edits):
            return f"{rule} finds as much with it"
    before = Counter(_kind(finding) for finding in (*standing, *(one.finding for one in report.allowed)))
    for finding in (*after.findings, *(one.finding for one in after.allowed)):
        before[_kind(finding)] -= 1
        if before[_kind(finding)] < 0 and finding.severity != SEVERITIES[0]:
            return f"{finding.rule} finds “{finding.quote}” with it"
    return ""


def _kind(finding: Finding) -> tuple[str, str]:
    return finding.rule, plain(finding.quote)
