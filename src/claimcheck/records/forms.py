"""The forms of a record's values: dates, identifiers, links, p-values, intervals, ids of what a part rests on."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

# What a text must look like, and how a fault says so.
FORMS = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "words in lower case joined by hyphens",
    r"^\d{4}(-\d{2}(-\d{2})?)?$": "a date: '2024', 2024-05 or 2024-05-31, a year alone in quotes",
    r"^\d{4}-\d{2}-\d{2}$": "a day: 2024-05-31",
    r"^(https?://(dx\.)?doi\.org/)?([Dd][Oo][Ii]: ?)?10\.\d{4,9}/\S+$": "a DOI: 10.1000/xyz123",
    r"^(https?://pubmed\.ncbi\.nlm\.nih\.gov/)?([Pp][Mm][Ii][Dd]:? ?)?\d{5,8}/?$": "a PubMed id in quotes: '12345678'",
    r"^(PMCID: ?)?[Pp][Mm][Cc]\d{5,8}$": "a PubMed Central id: PMC1234567",
    r"^([a-z]{2}(-[a-z]{2})?|intl)$": "a jurisdiction: us, us-fl, uk, eu, jp … or intl",
    r"^https?://\S+$": "a link that begins with https://",
    r"^(https?://\S+|(pmid|pmcid|doi|registry|export):\S+)$": "a link, pmid:…, pmcid:…, doi:…, registry:… or export:…",
    r"\S": "not empty",
}
_SLUG, _DATE, _DAY, _DOI, _PMID, _PMCID, _PLACE, _LINK, _SOURCE, _FILLED = FORMS

_BOUND = r"^[<>≤≥=]{0,2} ?(0(\.\d+)?|1(\.0+)?|\.\d+|\d(\.\d+)?[eE]-\d+)$"

Slug = Annotated[str, Field(pattern=_SLUG)]
Date = Annotated[str, Field(pattern=_DATE)]
Day = Annotated[str, Field(pattern=_DAY)]
Link = Annotated[str, Field(pattern=_LINK)]
Jurisdiction = Annotated[str, Field(pattern=_PLACE)]
Text = Annotated[str, Field(pattern=_FILLED)]
Doi = Annotated[str, Field(pattern=_DOI)]
Pmid = Annotated[str, Field(pattern=_PMID)]
Pmcid = Annotated[str, Field(pattern=_PMCID)]
Source = Annotated[str, Field(pattern=_SOURCE)]


def _p_value(value: Any) -> Any:
    """Return a p-value as written: a number from 0 to 1, or a bound such as "<0.001"."""
    if isinstance(value, str):
        fits = re.search(_BOUND, value) is not None
    else:
        fits = isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= 1
    if not fits:
        raise ValueError("is no p-value: 0.04 or '<0.001'")
    return value


def _interval(value: list[float]) -> list[float]:
    if value[0] > value[1]:
        raise ValueError("is no interval: [low, high]")
    return value


def _bases(value: Any) -> Any:
    """Return the id of a basis, or a list of several."""
    named = value if isinstance(value, list) else [value]
    if not named or not all(isinstance(name, str) and re.search(_SLUG, name) for name in named):
        raise ValueError("is neither the id of a basis nor a list of ids")
    return value


_ID = {"type": "string", "pattern": _SLUG}
P = Annotated[
    Any,
    BeforeValidator(_p_value),
    WithJsonSchema({"anyOf": [{"type": "number", "minimum": 0, "maximum": 1}, {"type": "string", "pattern": _BOUND}]}),
]
Bases = Annotated[
    Any,
    BeforeValidator(_bases),
    WithJsonSchema({"anyOf": [_ID, {"type": "array", "items": _ID, "minItems": 1}]}),
]
Count = Annotated[int, Field(ge=0)]
Interval = Annotated[list[float], Field(min_length=2, max_length=2), AfterValidator(_interval)]


class Shape(BaseModel):
    """A mapping without unknown keys, and without values turned into other types."""

    model_config = ConfigDict(extra="forbid", strict=True, defer_build=True)
