"""The fields of a row -> the row: which of them holds the page, its address, its day and its site."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from claimcheck.audit.inputs._dates import day_of
from claimcheck.audit.inputs._limits import too_large
from claimcheck.audit.shard import Row
from claimcheck.errors import UserError, nearest

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

# What a field holds -> the names that dumps and exports give it, the likeliest first.
USUAL: dict[str, tuple[str, ...]] = {
    "html": ("html", "raw_html", "page_html", "content_html", "html_content", "body_html"),
    "markdown": ("markdown", "md", "content_markdown", "body_markdown"),
    "text": ("text", "content", "body", "page_text", "plain_text", "raw_content", "article", "copy"),
    "url": ("url", "loc", "uri", "link", "permalink", "page_url", "source_url", "target_uri", "address"),
    "date": (
        "date", "lastmod", "published", "published_at", "date_published", "modified", "updated_at", "updated",
        "crawled_at", "fetched_at", "crawl_date", "timestamp",
    ),
    "site": ("site", "domain", "host", "hostname", "website"),
}  # fmt: skip
# The reader of each kind of content; markup is taken before what was made of it, for it keeps headings and menus.
CONTENT = ("html", "markdown", "text")
_MARKUP = re.compile(r"<(?:!doctype|html|head|body|div|p|article|section|h[1-6]|ul|ol|table|br)\b[^<]*>", re.IGNORECASE)
_HEAD = 5_000


class Origin(NamedTuple):
    """Where a row stands: the file as shown and as named inside the input, and the line or row in it, from 1."""

    path: str
    name: str
    number: int

    @property
    def place(self) -> str:
        """Return the place as it is shown."""
        return f"{self.path}:{self.number}"


def must_be_fields(said: Mapping[str, str]) -> None:
    """Raise UserError where what a field is said to hold is nothing that a row has."""
    for what in said:
        if what not in USUAL:
            raise UserError(f"“{what}” is nothing that a field holds", remedy=nearest(what, USUAL))


def found_among(names: Collection[str], said: Mapping[str, str]) -> dict[str, str]:
    """Return what each of the fields that matter is called: as it was said, else by its usual name."""
    lower = {name.lower(): name for name in reversed(list(names))}
    found = {}
    for what, usual in USUAL.items():
        if what in said:
            found[what] = said[what]
        elif not (what in CONTENT and any(kind in said for kind in CONTENT)):
            name = next((lower[one] for one in usual if one in lower), None)
            if name is not None:
                found[what] = name
    return found


def no_content(names: Collection[str]) -> UserError:
    """Return the fault of a table that no page is found in."""
    told = ", ".join(sorted(names)[:20])
    return UserError(f"has no field that holds a page, only: {told}", remedy="say which: --fields text=NAME")


def row_of(values: Mapping[str, Any], said: Mapping[str, str], origin: Origin) -> Row:
    """Return the row that the fields of one object or record tell."""
    named = found_among(values, said)
    given = {what: _value(values, name) for what, name in named.items()}
    url = str(given.get("url") or "").strip()
    key = url or f"{origin.name}:{origin.number}"
    said_site = str(given.get("site") or "").strip().lower()
    site = site_of(said_site) or said_site or site_of(url, origin.name)
    what, content, fault = _content(given, named)
    date = day_of(given.get("date"))
    return Row(key, site, origin.place, what, content, date, fault and f"{origin.place}: {fault}")


def broken(fault: str, origin: Origin) -> Row:
    """Return the row of something that holds no fields."""
    key = f"{origin.name}:{origin.number}"
    return Row(key, site_of("", origin.name), origin.place, "text", fault=f"{origin.place}: {fault}")


def site_of(url: str, name: str = "") -> str:
    """Return the host of an address, else the first folder of a file's name, else ""."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        host = ""
    return host or (name.split("/")[0] if "/" in name else "")


def format_of(text: str) -> str:
    """Return "html" for text that begins as markup does, else "text"."""
    return "html" if _MARKUP.search(text[:_HEAD]) else "text"


def _value(values: Mapping[str, Any], name: str) -> Any:
    """Return a field; `a.b` is the field b inside a where no field has that name."""
    if name in values or "." not in name:
        return values.get(name)
    first, _, rest = name.partition(".")
    inner = values.get(first)
    return _value(inner, rest) if isinstance(inner, dict) else None


def _content(given: Mapping[str, Any], named: Mapping[str, str]) -> tuple[str, str | bytes, str]:
    """Return the format of a row, its content, and the fault where there is none."""
    kinds = [what for what in CONTENT if what in named]
    if not kinds:
        return "text", "", "has no field that holds a page; say which: --fields text=NAME"
    # An empty field of one kind may stand beside a full one of another.
    what = next((kind for kind in kinds if given[kind]), kinds[0])
    content = given[what]
    if isinstance(content, list) and all(isinstance(part, str) for part in content):
        content = "\n\n".join(content)
    if not isinstance(content, str | bytes):
        fault = f"has no “{named[what]}”" if content is None else f"“{named[what]}” is no text"
        return what, "", fault
    if fault := too_large(len(content)):
        return what, "", fault
    return format_of(content) if what == "text" and isinstance(content, str) else what, content, ""
