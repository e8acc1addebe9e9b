"""PDF files made for tests: pages of lines, each at its place in its size."""

from __future__ import annotations

import re
from typing import NamedTuple


class Line(NamedTuple):
    """One line of a page: `y` counts points from the foot."""

    words: str
    y: float
    x: float = 72
    size: float = 11


def file(*pages: list[Line]) -> bytes:
    """Return a PDF file of pages."""
    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    for at, page in enumerate(pages):
        drawn = b"\n".join(_drawn(line) for line in page)
        box = f"/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents {5 + 2 * at} 0 R"
        objects.append(f"<</Type/Page/Parent 2 0 R{box}>>".encode())
        objects.append(f"<</Length {len(drawn)}>>stream\n".encode() + drawn + b"\nendstream")
    out = b"%PDF-1.4\n"
    places = []
    for number, written in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + written + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    return out + f"{head}trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF\n".encode()


def _drawn(line: Line) -> bytes:
    words = re.sub(rb"([\\()])", rb"\\\1", line.words.encode("cp1252", errors="replace"))
    return f"BT /F1 {line.size} Tf {line.x} {line.y} Td ".encode() + b"(" + words + b") Tj ET"


def page(*lines: str, top: float = 780, leading: float = 14) -> list[Line]:
    """Return a page of lines one under the other; an empty line is a gap."""
    return [Line(words, top - leading * at) for at, words in enumerate(lines) if words]


def from_text(text: str) -> bytes:
    """Return a PDF file of a text, a line for a line."""
    lines = [re.sub(r"[\x00-\x1f\x7f-\x9f]", " ", line) for line in re.split(r"\r\n|\r|\n", text)]
    return file(page(*lines[:50]), page(*lines[50:]))
