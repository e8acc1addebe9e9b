"""Record -> what it is found by: marks that one study alone may have, phrases that name or hint at it, its topic."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from claimcheck import identifiers
from claimcheck.words import words_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from claimcheck.records.record import Record

# What a phrase can tell: a name or a full title its study alone, a hint only with another, a figure's hint only with
# the figure, an author only with the year.
TELLS = ("name", "title", "hint", "figure", "author")
# What is no study has a title that may be any sentence.
_NO_STUDIES = ("statistic", "regulatory", "guidance")
# A shorter title could be written without a thought of the study.
_LEAST_TITLE = 6


class Mark(NamedTuple):
    """What one study alone may have: an id, a name, an identifier; `value` is equal for all ways to write it."""

    what: str
    value: str
    written: str
    line: int


class Phrase(NamedTuple):
    """Words that a page can write; `year` is that of the publication, beside an author."""

    tells: str
    text: str
    year: str = ""


def marks(record: Record) -> Iterator[Mark]:
    """Yield all that may belong to one record only: id, names, registry id, DOI, PMID, PMCID."""
    yield Mark("id", record.id.lower(), record.id, record.line(("id",)))
    for i, name in enumerate(record.names):
        known = identifiers.only(name)
        line = record.line(("names", i))
        if known is None:
            yield Mark("name", _squeezed(name), name.removeprefix("="), line)
        else:
            yield Mark(known.kind, known.id, name.removeprefix("="), line)
    registry = record.data.get("registry")
    if registry:
        yield Mark("registry", identifiers.normal("registry", registry), registry, record.line(("registry",)))
    for i, publication in enumerate(record.data.get("publications") or ()):
        for kind in ("doi", "pmid", "pmcid"):
            if publication.get(kind):
                written = publication[kind]
                line = record.line(("publications", i, kind))
                yield Mark(kind, identifiers.normal(kind, written), written, line)


def phrases(record: Record) -> Iterator[Phrase]:
    """Yield the words by which a page can tell of a record; identifiers are marks."""
    if record.kind == "authority":
        return
    for name in record.names:
        if identifiers.only(name) is None:
            yield Phrase("name", name)
    registry = record.data.get("registry")
    if registry and identifiers.only(registry) is None:
        yield Phrase("name", registry)
    for part in () if record.kind in _NO_STUDIES else re.split(r"[:.?!;]\s", record.title):
        if len(words_in(part)) >= _LEAST_TITLE:
            yield Phrase("title", part)
    for hint in record.hints:
        yield Phrase("figure" if record.kind == "statistic" else "hint", hint)
    for publication in record.data.get("publications") or ():
        if publication.get("author") and publication.get("date"):
            yield Phrase("author", f"={publication['author']}", publication["date"][:4])


def hints_of(data: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the hints of a record as written; where it writes none, its product, phase, journals and first authors."""
    if "hints" in data or data.get("kind") == "authority":
        return tuple(data.get("hints") or ())
    publications = data.get("publications") or ()
    phase = (data.get("design") or {}).get("phase")
    told = [
        (data.get("intervention") or {}).get("product"),
        f"phase {phase}" if phase and phase[0].isdigit() else None,
        *(publication.get("journal") for publication in publications),
        *(f"={publication['author']}" for publication in publications if publication.get("author")),
    ]
    return tuple(dict.fromkeys(hint for hint in told if hint))


def topic(record: Record) -> Iterator[tuple[str, str]]:
    """Yield the condition and treatment that a record is about, "" where it does not tell one."""
    condition, treatment = record.at("population.condition"), record.at("intervention.treatment")
    if condition or treatment:
        yield condition or "", treatment or ""


def speakers(record: Record) -> Iterator[str]:
    """Yield the first words of the surnames, in lower case, of the people whose words about it a record holds."""
    told = (said.get("speaker") for said in record.data.get("statements") or ())
    surnames = (words_in(speaker.split()[-1]) for speaker in told if speaker and speaker.split())
    yield from dict.fromkeys(words[0].lower for words in surnames if words)


def _squeezed(name: str) -> str:
    """Return a name as letters and digits alone: hyphens, spaces and capitals make no other study."""
    return "".join(word.lower for word in words_in(name.removeprefix("=")))
