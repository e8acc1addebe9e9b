"""WARC and WET, packed or not -> rows: pages that were fetched with success, and the plain text made of pages.

Requests, redirects, pages of errors, images and what else an archive keeps are no rows.
"""

from __future__ import annotations

import codecs
import re
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from claimcheck.audit.inputs._dates import day_of
from claimcheck.audit.inputs._limits import LARGEST_ROW, too_large
from claimcheck.audit.inputs._lines import bare_suffix
from claimcheck.audit.inputs._named import Origin, broken, site_of
from claimcheck.audit.inputs._records import records
from claimcheck.audit.shard import Row, Shard

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimcheck.audit.inputs._records import Record

SUFFIXES = (".warc", ".wet")
_FORMATS = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "text", "text/markdown": "markdown"}
_BLANK = re.compile(rb"\r?\n\r?\n")
_FETCHED = "200"
_LENGTH = re.compile(r"[0-9]{1,18}")
_CHARSET = re.compile(r"charset=[\"']?([\w.:-]{2,40})", re.IGNORECASE)
# Of zlib: gzip or deflate, whichever the head says.
_EITHER = 32 + zlib.MAX_WBITS


def recognises(path: Path) -> bool:
    """Return whether a file's name says that it is an archive of the web."""
    return bare_suffix(path) in SUFFIXES and path.is_file()


def plan(path: Path, size: int, fields: Mapping[str, str], name: str = "") -> Iterator[Shard]:  # noqa: ARG001
    """Yield runs of records by their bytes, each with `size` rows or a few more where a packed piece holds several."""
    start = end = first = count = 0
    for record in records(path):
        if count >= size:
            yield Shard("warc", path.as_posix(), start, end, count, first, (name or path.name,))
            count = 0
        found = sum(1 for _ in _rows(record, Origin(path.as_posix(), "", 0)))
        if found and not count:
            start, first = record.start, record.number
        end, count = record.end, count + found
    if count:
        yield Shard("warc", path.as_posix(), start, end, count, first, (name or path.name,))


def rows(shard: Shard) -> Iterator[Row]:
    """Yield the pages of a run of records."""
    for record in records(Path(shard.path), shard.start, shard.first):
        if record.start >= shard.end:
            return
        yield from _rows(record, Origin(shard.path, shard.names[0], record.number + 1))


def _rows(record: Record, origin: Origin) -> Iterator[Row]:
    """Yield the rows of a record, or of all that a packed piece holds."""
    if record.fault:
        yield broken(record.fault, origin)
    at = _begin(record.raw, 0)
    while at < len(record.raw):
        head, body, at = _taken(record.raw, at)
        if not head:
            yield broken("is no record of an archive", origin)
            return
        form, told = _format(head, body)
        if form:
            yield _row(form, told, head, body, origin)


def _taken(raw: bytes, at: int) -> tuple[dict[str, str], bytes, int]:
    """Return the head of the record that begins at `at`, what it holds, and where the next begins; no head for none."""
    behind = _BLANK.search(raw, at)
    head = _headers(raw[at : behind.start()]) if behind and raw.startswith(b"WARC/", at) else {}
    length = head.get("content-length", "")
    if behind is None or not _LENGTH.fullmatch(length):
        return {}, b"", len(raw)
    end = behind.end() + int(length)
    return head, raw[behind.end() : end], _begin(raw, end)


def _begin(raw: bytes, at: int) -> int:
    """Return where the next record begins: behind the line ends that stand between two."""
    return next((place for place in range(at, len(raw)) if raw[place] not in b"\r\n"), len(raw))


def _headers(raw: bytes) -> dict[str, str]:
    """Return the first line as "" and the fields below it, by name in lower case."""
    first, *fields = raw.decode("utf-8", errors="replace").splitlines()
    pairs = (field.partition(":") for field in fields)
    return {"": first, **{name.strip().lower(): value.strip() for name, _, value in pairs}}


def _format(head: Mapping[str, str], body: bytes) -> tuple[str, Mapping[str, str]]:
    """Return the reader of what a record holds, "" where it is no page; and the fields that tell of it."""
    kind = head.get("warc-type", "").lower()
    if kind == "response":
        behind = _BLANK.search(body)
        told: Mapping[str, str] = _headers(body[: behind.start()]) if behind else {}
        if not told.get("", "").startswith("HTTP/") or told[""].split()[1:2] != [_FETCHED]:
            return "", {}
    elif kind in ("conversion", "resource"):
        told = head
    else:
        return "", {}
    return _FORMATS.get(told.get("content-type", "").split(";")[0].strip().lower(), ""), told


def _row(form: str, told: Mapping[str, str], head: Mapping[str, str], body: bytes, origin: Origin) -> Row:
    url = head.get("warc-target-uri", "").strip("<>")
    key = url or f"{origin.name}:{origin.number}"
    row = Row(key, site_of(url, origin.name), origin.place, form, date=day_of(head.get("warc-date", "")))
    content = body
    try:
        if told is not head:
            behind = _BLANK.search(body)
            content = _unwrapped(body[behind.end() :] if behind else body, told)
    except (ValueError, zlib.error) as error:
        return Row(row.key, row.site, row.path, form, date=row.date, fault=f"{origin.place}: is damaged ({error})")
    if fault := too_large(len(content)):
        return Row(row.key, row.site, row.path, form, date=row.date, fault=f"{origin.place}: {fault}")
    return Row(row.key, row.site, row.path, form, _as_text(content, told.get("content-type", "")), row.date)


def _unwrapped(body: bytes, told: Mapping[str, str]) -> bytes:
    """Return a body as the server meant it: out of its chunks, and unpacked; raise ValueError for other packings."""
    if "chunked" in told.get("transfer-encoding", "").lower():
        body = _joined(body)
    packing = told.get("content-encoding", "").lower()
    # Crawlers that unpack a page often keep the field that says it was packed.
    if packing in ("gzip", "x-gzip", "deflate") and (body.startswith(b"\x1f\x8b") or packing == "deflate"):
        return zlib.decompressobj(_EITHER).decompress(body, LARGEST_ROW + 1)
    if packing in ("br", "zstd") and not body.lstrip().startswith(b"<"):
        raise ValueError(f"packed with {packing}")
    return body


def _joined(body: bytes) -> bytes:
    """Return the chunks of a body as one; a body that is in none, which crawlers write too, is left as it is."""
    parts: list[bytes] = []
    at = 0
    while match := re.compile(rb"([0-9a-fA-F]{1,8})[^\r\n]*\r\n").match(body, at):
        size = int(match[1], 16)
        if not size:
            return b"".join(parts)
        parts.append(body[match.end() : match.end() + size])
        at = match.end() + size + 2
    return b"".join(parts) if parts else body


def _as_text(content: bytes, kind: str) -> str | bytes:
    """Return the text by the charset that the server told; where it told none that fits, the page is asked later."""
    told = _CHARSET.search(kind)
    if told:
        try:
            return content.decode(codecs.lookup(told[1]).name)
        except (LookupError, ValueError):
            pass
    return content
