"""A site's own settings and pages -> what it calls itself and where it stands, each with the file that says so.

Settings of site builders are read line by line: they come in YAML, TOML and JavaScript, and nothing of them is run.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from claimcheck.model import Document

# Settings of site builders, with the keys that hold a site's name and its address.
_SETTINGS = (
    "mkdocs.yml", "mkdocs.yaml", "_config.yml", "_config.yaml", "hugo.toml", "hugo.yaml", "config.toml", "config.yaml",
    "config/_default/hugo.toml", "config/_default/config.toml", "docusaurus.config.js", "docusaurus.config.ts",
    "gatsby-config.js", "gatsby-config.ts", "astro.config.mjs", ".vitepress/config.js", ".vitepress/config.ts",
)  # fmt: skip
_MANIFESTS = (
    "site.webmanifest", "manifest.webmanifest", "manifest.json", "public/site.webmanifest", "public/manifest.json",
    "static/site.webmanifest", "static/manifest.json", "_data/site.json", "src/_data/site.json",
    "src/_data/metadata.json",
)  # fmt: skip
_NAME = re.compile(
    r"^[ \t]*(site_name|title|siteName)[ \t]*[:=][ \t]*(?:\"([^\"\r\n]+)\"|'([^'\r\n]+)'|([^\"'\r\n#{}\[\],]+))",
    re.MULTILINE,
)
_URL = re.compile(
    r"(?:baseURL|base_url|site_url|siteUrl|url|site)[ \t]*[:=][ \t]*[\"']?https?://([^/\"'\s:]+)", re.IGNORECASE
)
_HOST = re.compile(r"(?:https?://)?([\w-]+(?:\.[\w-]+)+)")
_SITE_NAME = re.compile(
    r"<meta[^>]+property=[\"']og:site_name[\"'][^>]*content=[\"']([^\"'<>]{2,60})[\"']", re.IGNORECASE
)
# A page's title, a bar or dash, and the name of the site.
_TITLE_END = re.compile(r"\s[|–—·]\s([^|–—·]{2,40})\Z")
_LARGEST = 200_000
# So many titles have to end alike.
_FEWEST = 3


@dataclass(frozen=True)
class Site:
    """A site's name and the file that says so, "" for none; its host; whether the name is one of a package only."""

    brand: str = ""
    said_in: str = ""
    host: str = ""
    is_guess: bool = False


def site_of(root: Path, documents: Iterable[Document]) -> Site:
    """Return what a folder's settings, else its pages, else its package call the site."""
    documents = list(documents)
    brand, said_in = next(_names(root, documents), ("", ""))
    package = _json(root / "package.json")
    host = next(_hosts(root, package), "").lower()
    if brand:
        return Site(brand, said_in, host)
    name = str(package.get("displayName") or package.get("name") or "").rpartition("/")[2]
    return Site(_plain(name), "package.json", host, is_guess=True) if name else Site(host=host)


def _names(root: Path, documents: list[Document]) -> Iterator[tuple[str, str]]:
    for name in _SETTINGS:
        match = _NAME.search(_text(root / name))
        if match and (brand := _plain(match[2] or match[3] or match[4])):
            yield brand, f"{name}: {match[1]}"
    for name in _MANIFESTS:
        given = _json(root / name)
        if brand := _plain(str(given.get("name") or given.get("title") or "")):
            yield brand, name
    said: Counter[str] = Counter()
    ends: Counter[str] = Counter()
    for document in documents:
        said.update(_plain(found) for found in _SITE_NAME.findall(document.source)[:1])
        title = next((document.words_of(at) for at, b in enumerate(document.blocks) if b.kind == "title"), "")
        ends.update(_plain(found) for found in _TITLE_END.findall(title))
    for found, least, told in ((said, 1, "og:site_name of the pages"), (ends, _FEWEST, "the titles of the pages")):
        for brand, times in found.most_common(1):
            if times >= least:
                yield brand, told


def _hosts(root: Path, package: dict[str, Any]) -> Iterator[str]:
    for name in ("CNAME", "public/CNAME", "static/CNAME"):
        if match := _HOST.match(_text(root / name).strip()):
            yield match[1]
    for name in _SETTINGS:
        if match := _URL.search(_text(root / name)):
            yield match[1]
    if match := _HOST.match(str(package.get("homepage") or "")):
        yield match[1]


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace") if path.stat().st_size < _LARGEST else ""
    except OSError:
        return ""


def _json(path: Path) -> dict[str, Any]:
    try:
        given = json.loads(_text(path) or "{}")
    except (ValueError, RecursionError):
        return {}
    return given if isinstance(given, dict) else {}


def _plain(words: str) -> str:
    """Return a name on one line, "" for what is none: a template's sign, a text."""
    name = " ".join(words.split())
    return name if name.isprintable() and len(name) <= 60 and not re.search(r"[{}<>$]", name) else ""
