"""A repository -> what its own files tell: where its pages lie, of what they speak, where they are read, who sells.

Nothing is asked that can be found, and what is a guess is given with what speaks for it. Pages are read by the readers
of a check; other files by their lines, since their tools read them in ways of their own.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from claimcheck import files, foreign, readers
from claimcheck.errors import UserError
from claimcheck.init.site import Site, site_of
from claimcheck.words import words_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from claimcheck.lexicon import Lexicon
    from claimcheck.model import Document

# Names of the lexicon by the domain that they speak for: a category, or a name with all that is a kind of it.
_DOMAINS = {
    "health": ("condition", "medicine", "treatment"),
    "supplements": ("supplement",),
    "cells": ("cell-therapy", "exosomes"),
    "weight": ("obesity", "weight", "weight-loss-programme"),
    "education": ("course", "career"),
    "finance": ("investment",),
}
# So many names on one page make it speak of a domain.
_NAMED = 2
# What tells where pages are read: a currency, a postal address.
_PLACES = {
    "uk": re.compile(r"£\s?\d|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b|\+44\b"),
    "us": re.compile(
        r"(?<![A-Z])\$\s?\d|\b(?:A[KLRZ]|C[AOT]|DE|FL|GA|I[ADLN]|N[CHJMVY]|T[NX]|UT|V[AT]|W[AIVY]) \d{5}\b"
    ),
    "eu": re.compile(r"€\s?\d|\d\s?€"),
    "au": re.compile(r"A\$\s?\d|\b(?:NSW|QLD|VIC|TAS) \d{4}\b"),
    "ca": re.compile(r"C\$\s?\d|\b[ABCEGHJ-NPRSTVXY]\d[A-Z] \d[A-Z]\d\b"),
    "in": re.compile(r"₹\s?\d|\bRs\.? \d"),
}
_ENDINGS = {"uk": (".uk",), "us": (".us",), "eu": (".eu", ".de", ".fr", ".it", ".es", ".nl", ".ie", ".at"),
            "au": (".au",), "ca": (".ca",), "in": (".in",)}  # fmt: skip
# Files about the repository itself; formats that hold settings and lists more often than copy.
_OF_THE_HOUSE = re.compile(
    r"(?:readme|changelog|changes|contributing|license|licence|notice|security|code_of_conduct|authors|todo|agents|"
    r"claude|requirements[\w-]*|robots|humans|llms)\Z",
    re.IGNORECASE,
)
_DATA = ("csv", "json", "yaml")
_NO_PAGES = frozenset("test tests spec specs script scripts tools bin evidence rules lexicon examples".split())
# Folders that hold others of their kind: the one inside tells more.
_OUTER = frozenset("src app apps packages site website web docs".split())
_MOST = 300


class Count(NamedTuple):
    """Something found and on how many pages."""

    name: str
    pages: int


@dataclass(frozen=True)
class Seen:
    """What a repository tells of itself; counts are of pages, the most frequent first.

    `folders` are relative to it, "." where pages lie at the top; `looked` are the pages that were read, `pages` all.
    """

    pages: int
    looked: int
    folders: tuple[str, ...]
    formats: tuple[Count, ...]
    languages: tuple[Count, ...]
    domains: tuple[Count, ...]
    places: tuple[tuple[str, str], ...]
    site: Site


def look(root: Path, lexicon: Lexicon) -> Seen:
    """Return what the files of a folder tell; a page that cannot be read is passed over."""
    found = files.find([root], readers.suffixes(), apart=[root / name for name in ("evidence", "rules", "lexicon")])
    pages = [(path, inside) for path, inside in _relative(found.files, root) if _is_page(inside)]
    domains: Counter[str] = Counter()
    languages: Counter[str] = Counter()
    places: Counter[str] = Counter()
    documents = [document for path, inside in pages[:_MOST] if (document := _read(path, inside)) is not None]
    for document in documents:
        language = foreign.language_of_page(document)
        languages[language or "en"] += 1
        domains.update([] if language else _domains_of(document, lexicon))
        places.update(place for place, signs in _PLACES.items() if signs.search(document.text))
    site = site_of(root, documents)
    return Seen(
        len(pages),
        len(documents),
        _folders(inside for _, inside in pages),
        _counted(Counter(readers.suffixes()[inside.suffix.lower()] for _, inside in pages)),
        _counted(languages),
        tuple(Count(name, domains[name]) for name in _DOMAINS if domains[name]),
        tuple(_guesses(places, site)),
        site,
    )


def _relative(found: Iterable[tuple[Path, str]], root: Path) -> Iterable[tuple[Path, PurePosixPath]]:
    for path, _ in found:
        yield path, PurePosixPath(path.relative_to(root).as_posix())


def _is_page(inside: PurePosixPath) -> bool:
    if set(inside.parts[:-1]) & _NO_PAGES or (len(inside.parts) == 1 and _OF_THE_HOUSE.match(inside.stem)):
        return False
    return readers.suffixes()[inside.suffix.lower()] not in _DATA


def _read(path: Path, inside: PurePosixPath) -> Document | None:
    try:
        return readers.read(path, shown_as=inside.as_posix(), max_size=1_000_000)
    except UserError:
        return None


def _domains_of(document: Document, lexicon: Lexicon) -> list[str]:
    named = [name for block in document.blocks for name in lexicon.names_in(words_in(document.text, *block[1:3]))]
    number = {
        domain: sum(any(name.category == kind or lexicon.is_a(name.id, kind) for kind in kinds) for name in named)
        for domain, kinds in _DOMAINS.items()
    }
    return [domain for domain, times in number.items() if times >= _NAMED]


def _folders(pages: Iterable[PurePosixPath]) -> tuple[str, ...]:
    """Return the folders that hold the pages: the first of each path, or the second where the first holds others."""
    found: Counter[str] = Counter()
    for page in pages:
        above = page.parts[:-1]
        depth = 2 if above and above[0] in _OUTER else 1
        found["/".join(above[:depth]) or "."] += 1
    if "." in found:
        return (".",)
    outer = [name for name in found if "/" not in name]
    return tuple(sorted(name for name in found if "/" not in name or name.split("/")[0] not in outer))


def _counted(found: Mapping[str, int]) -> tuple[Count, ...]:
    return tuple(Count(name, number) for name, number in sorted(found.items(), key=lambda item: (-item[1], item[0])))


def _guesses(places: Mapping[str, int], site: Site) -> Iterable[tuple[str, str]]:
    """Yield jurisdictions with what speaks for each, the likeliest first."""
    ends = {place: next((end for end in ends if site.host.endswith(end)), "") for place, ends in _ENDINGS.items()}
    for place in sorted(_PLACES, key=lambda place: (not ends[place], -places[place], place)):
        told = [f"the address ends in {ends[place]}"] if ends[place] else []
        told += [f"prices or addresses on {number(places[place], 'page')}"] if places[place] else []
        if told:
            yield place, " and ".join(told)


def number(count: int, what: str) -> str:
    """Return a count with its word: "1 page", "2 pages"."""
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
