"""A record -> what a person has to fill, and the comment on top of its file that says so and that imports keep."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from claimcheck.importers._source import at

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

TITLE = "# Imported, and for a person to complete. Still empty (an import keeps this list, other comments stay):"
_ASKED = {
    "kind": "what kind of study it is",
    "names": "what names it alone, such as an acronym",
    "design.type": "which design of the lexicon it has",
    "design.control": "what it was compared with",
    "design.blinding": "who did not know the treatment",
    "population.condition": "which condition of the lexicon the people had",
    "population.n_enrolled": "how many were enrolled",
    "intervention.treatment": "which treatment of the lexicon was studied",
    "intervention.route": "how it was given",
    "intervention.dose": "how much of it was given",
    "outcomes": "what was measured, and what came of it",
    "figures": "the numbers that copy may give",
    "safety": "which harms were seen",
    "funding": "who paid for it",
    "supports": "what it supports, in your own words",
    "does_not_support": "what it does not support",
    "must_say": "what a page that leans on it has to say",
    "reviewed": "who has read it, and when",
}
_MET, _RESULT, _MEASURE = (
    "whether this primary endpoint was met",
    "what this primary endpoint came to",
    "which outcome of the lexicon each one is",
)
_ITEM = re.compile(rf"#   - [\w.-]+: (?:{'|'.join(map(re.escape, (*_ASKED.values(), _MET, _RESULT, _MEASURE)))})\Z")


def unfilled(data: Mapping[str, Any]) -> dict[str, str]:
    """Return the fields of a record that are still empty, each with what is asked for."""
    asked = {path: words for path, words in _ASKED.items() if not at(data, path)}
    if data.get("kind") != "study":
        asked.pop("kind", None)
    else:
        asked = {"kind": _ASKED["kind"], **asked}
    return {**asked, **dict(_of_outcomes(data))}


def _of_outcomes(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    outcomes = data.get("outcomes") or []
    for outcome in outcomes:
        if outcome.get("role") == "primary" and "met" in outcome and outcome["met"] is None:
            yield f"outcomes.{outcome['id']}.met", _MET
            if outcome.get("effect") is None and outcome.get("p") is None:
                yield f"outcomes.{outcome['id']}.effect", _RESULT
    if any(not outcome.get("measure") for outcome in outcomes):
        yield "outcomes.measure", _MEASURE


def comment(data: Mapping[str, Any]) -> list[str]:
    """Return the lines of the comment for a record."""
    asked = unfilled(data)
    return [TITLE, *(f"#   - {path}: {words}" for path, words in asked.items())] if asked else []


def renewed(text: str, data: Mapping[str, Any]) -> str:
    """Return the text of a record's file with the list on top as it is now; where there is none, none comes."""
    lines = text.splitlines(keepends=True)
    bare = [line.rstrip("\r\n") for line in lines]
    if TITLE not in bare:
        return text
    start = end = bare.index(TITLE)
    end += 1
    while end < len(bare) and _ITEM.match(bare[end]):
        end += 1
    stop = "\r\n" if lines[start].endswith("\r\n") else "\n"
    return "".join((*lines[:start], *(line + stop for line in comment(data)), *lines[end:]))
