"""Inputs of an audit, made small: the same three pages as files, lines, records, tables, archives and a mirror."""

from __future__ import annotations

import csv
import gzip
import io
import json
from typing import TYPE_CHECKING

import duckdb

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

PAGES = (
    {"url": "https://a.example/lamp", "date": "2026-03-01", "html": "<p>A lamp shines.</p>"},
    {"url": "https://a.example/bed", "date": "2026-04-02", "html": "<p>A bed,\nwide and “soft”.</p>"},
    {"url": "https://b.example/", "date": "2026-04-03", "html": "<p>A chair stands.</p>"},
)


def jsonl(folder: Path, pages: Sequence[dict[str, object]] = PAGES) -> Path:
    path = folder / "pages.jsonl"
    path.write_text("\n\n".join(json.dumps(page, ensure_ascii=False) for page in pages), encoding="utf-8")
    return path


def table(folder: Path, pages: Sequence[dict[str, object]] = PAGES) -> Path:
    written = io.StringIO(newline="")
    rows = csv.DictWriter(written, list(pages[0]), lineterminator="\r\n")
    rows.writeheader()
    rows.writerows(pages)
    path = folder / "pages.csv"
    path.write_bytes(written.getvalue().encode())
    return path


def parquet(folder: Path, pages: Sequence[dict[str, object]] = PAGES) -> Path:
    path, lines = folder / "pages.parquet", jsonl(folder, pages)
    with duckdb.connect(":memory:") as base:
        base.execute(f"copy (select * from read_json('{lines}')) to '{path}' (format parquet)")
    lines.unlink()
    return path


def warc(folder: Path, pages: Sequence[dict[str, object]] = PAGES, *, packed: bool = True) -> Path:
    path = folder / ("pages.warc.gz" if packed else "pages.warc")
    records = [record("warcinfo", b"software: made\r\n", "", kind="application/warc-fields")]
    for page in pages:
        url, body = str(page["url"]), str(page["html"]).encode()
        records.append(fetched(url, body, date=str(page["date"])))
        records.append(fetched(f"{url}.png", b"\x89PNG", kind="image/png"))
    path.write_bytes(b"".join(map(gzip.compress, records) if packed else records))
    return path


def fetched(
    url: str,
    body: bytes,
    *,
    kind: str = "text/html; charset=utf-8",
    status: str = "200 OK",
    date: str = "2026-03-01",
    fields: str = "",
) -> bytes:
    """Return the record of an answer of a server."""
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{fields}\r\n"
    return record("response", head.encode() + body, url, date=date)


def record(
    what: str, body: bytes, url: str, *, kind: str = "application/http; msgtype=response", date: str = "2026-03-01"
) -> bytes:
    """Return a record of an archive."""
    told = f"WARC-Target-URI: {url}\r\n" if url else ""
    head = f"WARC/1.0\r\nWARC-Type: {what}\r\n{told}WARC-Date: {date}T00:00:00Z\r\nContent-Type: {kind}\r\n"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body + b"\r\n\r\n"


def sitemap(folder: Path, pages: Sequence[dict[str, object]] = PAGES) -> Path:
    told = ""
    for page in pages:
        name = str(page["url"]).removeprefix("https://").rstrip("/")
        copy = folder / (f"{name}.html" if "/" in name else f"{name}/index.html")
        copy.parent.mkdir(exist_ok=True)
        copy.write_text(str(page["html"]), encoding="utf-8")
        told += f"<url><loc>{page['url']}</loc><lastmod>{page['date']}</lastmod></url>\n"
    path = folder / "sitemap.xml"
    path.write_text(f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{told}</urlset>')
    return path


def packed(path: Path) -> Path:
    """Pack a file as gzip and return the packed one."""
    other = path.with_name(f"{path.name}.gz")
    other.write_bytes(gzip.compress(path.read_bytes()))
    path.unlink()
    return other


KINDS: dict[str, Callable[[Path], Path]] = {
    "jsonl": jsonl,
    "jsonl.gz": lambda folder: packed(jsonl(folder)),
    "csv": table,
    "csv.gz": lambda folder: packed(table(folder)),
    "parquet": parquet,
    "warc.gz": warc,
    "warc": lambda folder: warc(folder, packed=False),
    "sitemap": sitemap,
}
