"""Dossier -> DOCX: the same parts as the HTML, in a file that offices comment on and sign.

The only module that knows python-docx. Dates in the file are those of the review: the same run gives the same bytes.
"""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx as office
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm

from claimcheck import outputs
from claimcheck.outputs import _dossier as dossier
from claimcheck.outputs import _html_study as study
from claimcheck.outputs._html_summary import REASONS
from claimcheck.outputs._html_tags import address_of, may_be_opened, plain
from claimcheck.outputs._record_told import FROM_MEMORY, called, links, one_line, rows_of, state

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from docx.document import Document as Docx
    from docx.text.paragraph import Paragraph

    from claimcheck.flow import Outcome
    from claimcheck.model import Allowed
    from claimcheck.outputs._dossier import Entry, Part, Rows
    from claimcheck.outputs._html_marks import Mark
    from claimcheck.outputs._html_sources import Library
    from claimcheck.records.record import Record

# The first day that a ZIP file can name.
_EPOCH = (1980, 1, 1, 0, 0, 0)
# By the number of columns, in centimetres.
_WIDTHS = {2: (3.5, 11.7), 3: (4.0, 2.5, 8.7)}
_LONGEST = 255  # characters of a property, as python-docx takes them


def render(outcome: Outcome, shelf: Library, commits: Mapping[str, str]) -> bytes:
    """Return the substantiation file of a run as a DOCX file."""
    docx = office.Document()
    _properties(docx, outcome)
    _write(docx, "Title", dossier.title_of(outcome))
    _write(docx, "Normal", f"claimcheck {outputs.version()}, as of {outcome.as_of}")
    _counts(docx, outcome)
    for part in dossier.parts_of(outcome, shelf, commits):
        _page(docx, part, shelf)
    _references(docx, shelf)
    _closing(docx, outcome)
    return _packed(docx)


def _properties(docx: Docx, outcome: Outcome) -> None:
    about = docx.core_properties
    about.author, about.last_modified_by, about.comments = "claimcheck", "claimcheck", ""
    about.title, about.subject = plain(dossier.title_of(outcome))[:_LONGEST], f"as of {outcome.as_of}"
    about.created = about.modified = datetime.fromisoformat(outcome.as_of)
    about.revision = 1


def _packed(docx: Docx) -> bytes:
    """Return the file with its parts in order and without the time of day at which it was made."""
    made, packed = BytesIO(), BytesIO()
    docx.save(made)
    with ZipFile(made) as given, ZipFile(packed, "w") as written:
        for name in given.namelist():
            info = ZipInfo(name, _EPOCH)
            info.compress_type, info.create_system = ZIP_DEFLATED, 0
            written.writestr(info, given.read(name), compresslevel=9)
    return packed.getvalue()


def _write(docx: Docx, style: str, *words: str) -> Paragraph:
    """Add a paragraph, its first words bold where more follow, and return it."""
    paragraph = docx.add_paragraph()
    paragraph._p.style = _style_id(style)
    for at, told in enumerate(words):
        paragraph.add_run(plain(told)).bold = True if at == 0 and len(words) > 1 else None
    return paragraph


def _table(docx: Docx, rows: Iterable[Sequence[str]], widths: Sequence[float] = ()) -> None:
    """Add a table whose first column names the rest; widths count centimetres."""
    told = list(rows)
    if not told:
        return
    table = docx.add_table(rows=len(told), cols=len(told[0]))
    table._tbl.tblStyle_val = _style_id("Table Grid")
    wide = [Cm(width) for width in widths or _WIDTHS[len(told[0])]]
    for row, words in zip(table.rows, told, strict=True):
        for cell, said, width in zip(row.cells, words, wide, strict=True):
            cell.text = plain(said)
            cell.width = width


def _style_id(name: str) -> str:
    """Return the id of a style of the blank file: to look each up by its name takes longer than all the rest."""
    return name.replace(" ", "")


def _link(paragraph: Paragraph, address: str, words: str) -> None:
    """Add words that lead out of the file, or only the words where the address is none that may be opened."""
    if not may_be_opened(address):
        paragraph.add_run(plain(words))
        return
    element = OxmlElement("w:hyperlink")
    element.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = paragraph.add_run(plain(words))
    run.underline = True
    element.append(run._r)
    paragraph._p.append(element)


def _counts(docx: Docx, outcome: Outcome) -> None:
    _write(docx, "Heading 1", "Claims, and what became of them")
    counted = outputs.by_comparison(outcome)
    told = zip(counted.items(), outputs.COMPARED.values(), strict=True)
    _table(
        docx,
        [(words, str(number), "; ".join(f"{s}: {REASONS[s]}" for s in which if s)) for (words, number), which in told],
    )
    severities = ", ".join(f"{number} {severity}" for severity, number in outputs.by_severity(outcome).items())
    _write(docx, "Normal", f"Findings: {severities}; {sum(len(one.allowed) for one in outcome.reports)} allowed.")
    for error in outcome.failed:
        _write(docx, "List Bullet", "Could not be read: ", str(error))
    for path, why in outcome.skipped:
        _write(docx, "List Bullet", "Left out: ", f"{path}: {why}")


def _page(docx: Docx, part: Part, shelf: Library) -> None:
    _write(docx, "Heading 1", part.title).paragraph_format.page_break_before = True
    _table(docx, part.about)
    _write(docx, "Heading 2", "Not read")
    _table(docx, part.unread)
    if not part.unread:
        _write(docx, "Normal", dossier.ALL_READ)
    if part.marks or part.allowed:
        _write(docx, "Heading 2", "Of no single claim")
        _found(docx, part.marks, part.allowed, shelf)
    _write(docx, "Heading 2", f"Claims ({len(part.entries)})")
    for entry in part.entries:
        _entry(docx, entry, shelf)


def _entry(docx: Docx, entry: Entry, shelf: Library) -> None:
    _write(docx, "Heading 3", f"Claim {entry.number}, {entry.place}")
    _write(docx, "Intense Quote", entry.words)
    _table(docx, entry.rows)
    for name in entry.claim.records:
        record = shelf.records.get(name)
        _write(docx, "List Bullet", "Record: ", name if record is None else f"{called(record)} – {_facts(record)}")
    if not entry.claim.records:
        _write(docx, "Normal", "No record is linked.")
    _found(docx, entry.marks, entry.allowed, shelf)
    _sign(docx, entry.signed)


def _facts(record: Record) -> str:
    told = "; ".join(f"{label}: {words}" for label, words in study.facts(record))
    return f"{state(record)}; {told}" if told else state(record)


def _found(docx: Docx, marks: Iterable[Mark], allowed: Iterable[Allowed], shelf: Library) -> None:
    for mark in marks:
        finding = mark.finding
        place = f"line {finding.line}, column {finding.column}"
        head = f"Finding {mark.number}, {finding.severity}: {finding.rule} ({place})"
        _write(docx, "List Bullet", head, f" – “{one_line(finding.quote)}” – {finding.message}")
        sources = ", ".join(called(shelf.records[one]) if one in shelf.records else one for one in finding.sources)
        rows = (("why", finding.why), ("safer", finding.suggestion), ("bears on", sources))
        _table(docx, [*((label, told) for label, told in rows if told), *_of_records(mark, shelf)])
        _sign(docx, dossier.UNSIGNED)
    for one in allowed:
        _write(docx, "List Bullet", "Exception: ", dossier.exception_told(one))


def _of_records(mark: Mark, shelf: Library) -> Rows:
    """Return what each record says where a finding leans on it."""
    found = []
    for name in mark.finding.records:
        record = shelf.records.get(name)
        lines = [one.line for one in mark.finding.related if record is not None and one.path == record.path]
        told = [study.told(record, part) for part in study.parts_on(record, lines)] if record is not None else []
        found.append(("our record", f"{name if record is None else called(record)}: {'; '.join(told)}".rstrip(": ")))
    return tuple(found)


def _sign(docx: Docx, signed: Sequence[str]) -> None:
    """Add reviewer, decision and date as recorded, or empty to be written in."""
    _table(docx, [dossier.SIGNED, signed], (5.0, 7.2, 3.0))
    docx.add_paragraph()


def _references(docx: Docx, shelf: Library) -> None:
    _write(docx, "Heading 1", "Records").paragraph_format.page_break_before = True
    for record in shelf.cited(authorities=False):
        _write(docx, "Heading 2", record.shown)
        _table(docx, [(label, told if isinstance(told, str) else "; ".join(told)) for label, told in rows_of(record)])
        opened = study.all_bases(record)
        for basis in opened:
            paragraph = _write(docx, "List Bullet", "Rests on ", "")
            _link(paragraph, address_of(basis.source), basis.source)
            paragraph.add_run(plain(f" {basis.told}"))
        if not opened:
            _write(docx, "List Bullet", "Rests on ", FROM_MEMORY)
        _addresses(docx, record)
    _write(docx, "Heading 1", "Authorities")
    for record in shelf.cited(authorities=True):
        _write(docx, "Heading 2", called(record))
        told = (record.data.get("jurisdiction"), record.data.get("date"), state(record))
        _write(docx, "Normal", one_line(record.data.get("demand")))
        _write(docx, "Normal", " · ".join(str(one) for one in told if one))
        _addresses(docx, record)


def _addresses(docx: Docx, record: Record) -> None:
    for address in links(record):
        _link(_write(docx, "List Bullet", "Link ", ""), address, address)


def _closing(docx: Docx, outcome: Outcome) -> None:
    _write(docx, "Heading 1", "What this rests on")
    _table(docx, sorted(outcome.digests.items()))
    _write(docx, "Normal", outputs.notice(outcome))
