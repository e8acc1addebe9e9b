"""Word files made for tests: as bytes, from the XML of their body."""

from __future__ import annotations

import io
import re
import zipfile
from xml.etree import ElementTree
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
SPACES = f'xmlns:w="{W}" xmlns:mc="{MC}" xmlns:r="{R}" xmlns:wp="drawing" xmlns:v="vml" xmlns:m="math"'
LINKS = "".join(
    f'<Relationship Id="{kind}" Type="{R}/{kind}" Target="{kind}.xml"/>'
    for kind in ("styles", "footnotes", "comments", "footer")
)
KINDS = (
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
)
SITE = f'<Relationship Id="site" Type="{R}/hyperlink" Target="https://a.example/" TargetMode="External"/>'
STYLES = "".join(
    f'<w:style w:styleId="{key}"><w:name w:val="{name}"/>{more}</w:style>'
    for key, name, more in (
        ("Title", "Title", ""),
        ("Heading1", "heading 1", ""),
        ("Heading2", "heading 2", ""),
        ("House", "House", '<w:basedOn w:val="Heading2"/>'),
        ("TOC1", "toc 1", ""),
        ("Caption", "caption", ""),
        ("Quote", "Quote", ""),
        ("ListBullet", "List Bullet", ""),
        ("ListBullet2", "List Bullet 2", ""),
    )
)


def run(words: str, properties: str = "") -> str:
    """Return a run of words."""
    return f'<w:r>{properties}<w:t xml:space="preserve">{words}</w:t></w:r>'


def paragraph(inside: str, style: str = "") -> str:
    """Return a paragraph of runs, or of words alone."""
    given = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{given}{inside if inside.startswith('<') else run(inside)}</w:p>"


def file(body: str, **parts: str) -> bytes:
    """Return a Word file with a body, and with notes, comments or a footer."""
    given = {
        "[Content_Types].xml": f'<Types xmlns="{TYPES}">{KINDS}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{RELS}"><Relationship Id="a" Type="{R}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{RELS}">{SITE}'
        + "".join(link for link in re.findall("<.*?/>", LINKS) if link.split('"')[1] in {"styles", *parts})
        + "</Relationships>",
        "word/styles.xml": f"<w:styles {SPACES}>{STYLES}</w:styles>",
        "word/document.xml": f"<w:document {SPACES}><w:body>{body}</w:body></w:document>",
        **{f"word/{name}.xml": f"<w:{name} {SPACES}>{inside}</w:{name}>" for name, inside in parts.items()},
    }
    return zipped({name: part.encode() for name, part in given.items()})


def zipped(parts: dict[str, bytes]) -> bytes:
    """Return a zip file of parts."""
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return into.getvalue()


def parts(raw: bytes) -> dict[str, bytes]:
    """Return the parts of a Word file."""
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        return {name: package.read(name) for name in package.namelist()}


def from_text(text: str) -> bytes:
    """Return a Word file of a text: a paragraph a line, a run for what stands between two pairs of asterisks."""
    writable = re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text)
    lines = re.split(r"\r\n|\r|\n", writable)
    return file("".join(f"<w:p>{''.join(run(escape(words)) for words in line.split('**'))}</w:p>" for line in lines))


def commented(raw: bytes) -> dict[str, str]:
    """Return the words between the marks of each comment, by the comment's id."""
    found: dict[str, str] = {}
    open_ids: list[str] = []
    for element in ElementTree.fromstring(parts(raw)["word/document.xml"]).iter():
        name = element.tag.rpartition("}")[2]
        if name == "commentRangeStart":
            open_ids.append(element.attrib[f"{{{W}}}id"])
            found[open_ids[-1]] = ""
        elif name == "commentRangeEnd":
            open_ids.remove(element.attrib[f"{{{W}}}id"])
        elif name in ("t", "tab", "noBreakHyphen"):
            words = element.text or "" if name == "t" else {"tab": "\t"}.get(name, "\u2011")
            found.update({key: found[key] + words for key in open_ids})
    return found


def words_of(raw: bytes) -> list[str]:
    """Return the words of each paragraph of the body as an independent reader sees them, deleted ones too."""
    root = ElementTree.fromstring(parts(raw)["word/document.xml"])
    return [
        "".join(part.text or "" for part in p.iter() if part.tag in (f"{{{W}}}t", f"{{{W}}}delText"))
        for p in root.iter(f"{{{W}}}p")
    ]
