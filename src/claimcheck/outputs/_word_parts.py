"""Paragraphs -> the bytes of a Word file: the few parts that Word needs, zipped the same way each time."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
FORMATS = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# What XML 1.0 has no way to write.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPACE = '<w:r><w:t xml:space="preserve"> </w:t></w:r>'
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_SIZES = {"Title": 40, "Heading1": 30, "Heading2": 24}


def words(text: str) -> str:
    """Return a text as XML writes it, on one line."""
    return escape(" ".join(_UNWRITABLE.sub("\ufffd", text).split()), {'"': "&quot;"})


def run(text: str, *, bold: bool = False) -> str:
    """Return a run of words, its spaces kept."""
    properties = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{words(text)}</w:t></w:r>' if text else ""


def paragraph(*runs: str, style: str = "") -> str:
    """Return a paragraph made of runs."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{_SPACE.join(filter(None, runs))}</w:p>"


def document(paragraphs: Iterable[str]) -> bytes:
    """Return a Word file that holds the paragraphs."""
    overrides = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{FORMATS}.{kind}+xml"/>'
        for part, kind in (("document", "document.main"), ("styles", "styles"))
    )
    return packed(
        {
            "[Content_Types].xml": f'<Types xmlns="{TYPES}"><Default Extension="rels" '
            f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{overrides}</Types>',
            "_rels/.rels": links("officeDocument", "word/document.xml"),
            "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{"".join(paragraphs)}</w:body></w:document>',
            "word/_rels/document.xml.rels": links("styles", "styles.xml"),
            "word/styles.xml": f'<w:styles xmlns:w="{W}">{"".join(_styles())}</w:styles>',
        }
    )


def links(kind: str, target: str) -> str:
    """Return the part that says what one part points to."""
    link = f'<Relationship Id="rId1" Type="{OFFICE}/{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{LINKS}">{link}</Relationships>'


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a zip file of the parts: text as XML, bytes as they are."""
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            given = _HEAD + part if isinstance(part, str) else part
            package.writestr(zipfile.ZipInfo(name, _FIRST_DAY), given, zipfile.ZIP_DEFLATED)
    return into.getvalue()


def _styles() -> Iterable[str]:
    yield '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    for style, size in _SIZES.items():
        name = style.lower().replace("heading", "heading ")
        level = int(style[-1]) - 1 if style[-1].isdigit() else 0
        outline = f'<w:keepNext/><w:outlineLvl w:val="{level}"/>' if style != "Title" else ""
        yield (
            f'<w:style w:type="paragraph" w:styleId="{style}"><w:name w:val="{name}"/>'
            f'<w:pPr>{outline}</w:pPr><w:rPr><w:b/><w:sz w:val="{size}"/></w:rPr></w:style>'
        )
