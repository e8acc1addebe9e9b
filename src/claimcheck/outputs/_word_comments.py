"""A Word file and its report -> the same file with each finding as a comment at its words; no word of it changes.

Each comment ends with the mark of its finding, by which it is known when the file comes back (allow/review.py).

Only marks are put between the bytes of the body: a run is cut where a finding begins or ends inside it. Where Word
allows no comment (notes, text boxes, page heads, pictures), it stands at what belongs to it in the body.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claimcheck import outputs
from claimcheck.allow.review import commented, marks
from claimcheck.errors import UserError
from claimcheck.outputs import docx
from claimcheck.outputs._word_parts import FORMATS, LINKS, OFFICE, TYPES, W, links, paragraph, run, words
from claimcheck.readers._word_comments import AUTHOR, MARK
from claimcheck.readers._word_package import Package, copies_in, encoding_of
from claimcheck.readers.docx import opened

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimcheck.model import Finding, Report
    from claimcheck.readers._word_paragraph import Run, Written
    from claimcheck.readers.docx import Spot

_COMMENT_ID = re.compile(rb"<(?:[\w.-]+:)?comment\s[^>]*?\bid=[\"'](\d+)")
_ROOT = re.compile(rb"<([\w.:-]+)[^<]*/>\s*\Z")
_BLANK = b" \t\r\n"
_NAME = re.compile(rb"<([\w.-]+:)?r[\s/>]")


@dataclass
class _Cut:
    """A byte of the body where comments begin or end; `close` and `reopen` part the run that it lies in."""

    close: bytes = b""
    reopen: bytes = b""
    ends: list[bytes] = field(default_factory=list)
    starts: list[bytes] = field(default_factory=list)


@dataclass
class _Body:
    """The XML of the body, where it is to be cut, and what is to be put in so that Word keeps the spaces at a cut."""

    xml: bytes
    cuts: dict[int, _Cut] = field(default_factory=dict)
    spaces: dict[int, bytes] = field(default_factory=dict)

    def prefix(self, owner: Run) -> str:
        """Return the prefix that the names of Word's elements have at a run."""
        name = _NAME.match(self.xml, owner.start)
        return (name[1] or b"").decode() if name else "w:"

    def cut(self, at: int, owner: Run | None = None, *, within: bool = False) -> _Cut:
        """Return the cut at a byte: between two runs, between the parts of the run `owner`, or within its words."""
        cut = self.cuts.setdefault(at, _Cut())
        if owner is not None:
            w, text = self.prefix(owner).encode(), b"</%st>" if within else b""
            cut.close = (text % w if within else b"") + b"</%sr>" % w
            cut.reopen = b"<%sr>" % w + self.xml[slice(*owner.properties)]
            cut.reopen += b'<%st xml:space="preserve">' % w if within else b""
        return cut

    def before(self, written: Written, nth: int) -> _Cut:
        """Return the cut before the nth character of some words."""
        tag, owner = written.tag, written.run
        at, _ = _character(self.xml, written, nth)
        if not tag.solid and at != tag.open_end:
            self.keep_spaces(written)
            return self.cut(at, owner, within=True)
        head = owner.properties[1] or self.xml.index(b">", owner.start) + 1
        return self.cut(tag.start, owner) if self.xml[head : tag.start].strip() else self.cut(owner.start)

    def behind(self, written: Written, nth: int) -> _Cut:
        """Return the cut behind the nth character of some words."""
        tag, owner = written.tag, written.run
        _, at = _character(self.xml, written, nth)
        if not tag.solid and at != self.xml.rindex(b"</", 0, tag.end):
            self.keep_spaces(written)
            return self.cut(at, owner, within=True)
        foot = self.xml.rindex(b"</", 0, owner.end)
        return self.cut(tag.end, owner) if self.xml[tag.end : foot].strip() else self.cut(owner.end)

    def keep_spaces(self, written: Written) -> None:
        """Have Word keep the spaces that come to stand at a cut, and none of those that it drops as it is."""
        tag = written.tag
        if tag.preserves:
            return
        w = self.prefix(written.run).encode()
        end = self.xml.rindex(b"</", 0, tag.end)
        inside = self.xml[tag.open_end : end]
        head, foot = len(inside) - len(inside.lstrip(_BLANK)), len(inside) - len(inside.rstrip(_BLANK))
        kept = b'<%st xml:space="preserve">' % w
        self.spaces[tag.open_end + head if head else tag.start] = b"</%st>%s" % (w, kept) if head else kept
        if foot:
            self.spaces[end - foot] = b"</%st><%st>" % (w, w)

    def written(self) -> bytes:
        """Return the XML with all cuts made."""
        done: list[bytes] = []
        last = 0
        for at in sorted({*self.cuts, *self.spaces}):
            done.append(self.xml[last:at])
            last = at
            cut = self.cuts.get(at, _Cut())
            done += [cut.close, *cut.ends, *cut.starts, cut.reopen]
            spaces = self.spaces.get(at, b"")
            if spaces.startswith(b"<") and not spaces.startswith(b"</"):
                last = self.xml.index(b">", at) + 1  # it stands for the tag that was there
            done.append(spaces)
        return b"".join([*done, self.xml[last:]])


def annotated(raw: bytes, report: Report, as_of: str) -> bytes:
    """Return a Word file with the findings of its report as comments; raise UserError where it has changed since."""
    path = report.document.path
    word = opened(raw, path)
    if word.document.source != report.document.source:
        raise UserError("has changed while it was checked", path=path, remedy="check it again")
    package = Package(raw, path)
    found = [finding for finding in outputs.findings_of(report) if finding.path == path]
    # A comment that came back still says what it said.
    there = commented(report.document, found)
    marked = zip(found, marks(found, report.document), strict=True)
    findings = [(finding, mark) for finding, mark in marked if finding.id not in there]
    if not findings:
        return raw
    known = next((link.target for link in package.links(word.main).values() if link.kind == "comments"), "")
    given = package.part(known)
    first = 1 + max((int(number) for number in _COMMENT_ID.findall(given)), default=-1)
    body = _Body(package.part(word.main))
    for number, (finding, _) in enumerate(findings, first):
        _place(body, word.spots, finding, number)
    comments = "".join(_comment(*given, number, as_of) for number, given in enumerate(findings, first))
    changed = {word.main: body.written(), **_with_comments(package, word.main, known, comments)}
    return _packed(package, changed)


def _place(body: _Body, spots: tuple[Spot, ...], finding: Finding, number: int) -> None:
    """Mark in the body where the comment on a finding begins and ends."""
    if not spots:
        raise UserError("has no words at which a comment could stand", path=finding.path)
    first = spots[min(bisect_right(spots, finding.start, key=lambda spot: spot.end), len(spots) - 1)]
    last = spots[max(bisect_left(spots, finding.end, key=lambda spot: spot.start) - 1, 0)]
    if first.written and last.written:
        begin = body.before(first.written, finding.start - first.start)
        end = body.behind(last.written, finding.end - 1 - last.start)
        owner = last.written.run
    else:
        beside = first.beside or next((spot.written.run for spot in spots if spot.written), None)
        if beside is None:
            raise UserError("has no words in its body at which a comment could stand", path=finding.path)
        owner = beside
        begin, end = body.cut(owner.start), body.cut(owner.end)
    # Where Word's names have no prefix, its attributes still need one.
    w = body.prefix(owner) or "w:"
    declared = "" if body.prefix(owner) else f' xmlns:w="{W}"'
    mark = f'{w}id="{number}"/>'
    begin.starts.append(f"<{w}commentRangeStart{declared} {mark}".encode())
    end.ends.append(f"<{w}commentRangeEnd{declared} {mark}<{w}r{declared}><{w}commentReference {mark}</{w}r>".encode())


def _character(xml: bytes, written: Written, nth: int) -> tuple[int, int]:
    """Return where the nth character of some words stands; an exception's place may lie between them."""
    copies = list(copies_in(xml, written.shown, written.at))
    return copies[min(max(nth, 0), len(copies) - 1)]


def _comment(finding: Finding, mark: str, number: int, as_of: str) -> str:
    head = paragraph(run(f"{finding.severity}: {finding.rule}", bold=True))
    told = f"{head}{''.join(docx.explained(finding))}{paragraph(run(f'{MARK}{mark}'))}"
    return (
        f'<w:comment xmlns:w="{W}" w:id="{number}" w:author="{AUTHOR}" w:initials="cc" '
        f'w:date="{words(as_of)}T00:00:00Z">{told}</w:comment>'
    )


def _with_comments(package: Package, main: str, known: str, comments: str) -> Mapping[str, bytes]:
    """Return the parts that hold the comments and say that they are there."""
    if known:
        return {known: _added(package, known, comments)}
    folder, file = posixpath.split(main)
    names = (posixpath.join(folder, f"comments{number}.xml") for number in ("", *range(1, len(package.names) + 1)))
    name = next(name for name in names if name not in package.names)
    rels = posixpath.join(folder, "_rels", f"{file}.rels")
    kind = f'<Override xmlns="{TYPES}" PartName="/{name}" ContentType="{FORMATS}.comments+xml"/>'
    link = f'<Relationship xmlns="{LINKS}" Id="claimcheck" Type="{OFFICE}/comments" Target="/{name}"/>'
    return {
        name: f'<w:comments xmlns:w="{W}">{comments}</w:comments>'.encode(),
        "[Content_Types].xml": _added(package, "[Content_Types].xml", kind),
        rels: _added(package, rels, link) if rels in package.names else links("comments", f"/{name}").encode(),
    }


def _added(package: Package, name: str, inside: str) -> bytes:
    """Return a part with XML added at the end of its outermost element."""
    xml = package.part(name)
    at = xml.rfind(b"</")
    if at >= 0:
        return xml[:at] + inside.encode() + xml[at:]
    root = _ROOT.search(xml)
    if root is None:
        raise package.fault(f"is broken in {name}")
    at = xml.rindex(b"/>")
    return xml[:at] + b">" + inside.encode() + b"</" + root[1] + b">"


def _packed(package: Package, changed: Mapping[str, bytes]) -> bytes:
    """Return the file with the changed parts in their places and the new ones behind."""
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as written:
        for name in dict.fromkeys(package.zip.namelist()):
            info = package.zip.getinfo(name)
            copied = zipfile.ZipInfo(name, info.date_time)
            copied.external_attr = info.external_attr
            raw = package.unpacked(name)
            encoding = encoding_of(raw)
            given = changed[name].decode().encode(encoding) if name in changed else raw
            written.writestr(copied, given, info.compress_type)
        for name in changed.keys() - package.names:
            written.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), changed[name], zipfile.ZIP_DEFLATED)
    return into.getvalue()
