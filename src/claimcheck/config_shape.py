"""The shape of claimcheck.yaml as a JSON Schema, by which editors complete its keys and words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimcheck.model import AUDIENCES, SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterable

# Where a value names something that only a house knows: completed from it, by these words.
NAMED = "x-names"


def config_schema() -> dict[str, Any]:
    """Return the JSON Schema of a configuration; what names rules, domains and jurisdictions is marked `x-names`."""
    settings = _settings()
    exempt = {
        "path": text("a file, or a glob such as blog/**"),
        "rule": words("the rules that are allowed", named("rule")),
        "words": text("only findings on these words"),
        "because": text("why; an exception without a reason does not hold"),
        "by": text("who decided it"),
        "until": text("the last day on which it holds, 2027-05-01"),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "claimcheck configuration",
        **mapping(
            {
                **settings,
                "evidence": words("folders of records"),
                "rules": words("folders of rules"),
                "lexicon": words("folders of names and classes of words"),
                "paths": items(mapping({"match": text("a glob"), **settings}, "settings of some paths")),
                "allow": items(mapping(exempt, "exceptions, each with its reason")),
                "fail_on": one_of(SEVERITIES, "exit 1 from this severity on"),
                "max_size": text("20 MB or 800 kB: larger files are not read"),
            }
        ),
    }


def _settings() -> dict[str, Any]:
    severities = {
        "type": "object",
        "description": "the severity of a rule, or off",
        "propertyNames": named("rule"),
        "additionalProperties": one_of((*SEVERITIES, "off")),
    }
    return {
        "domains": words("what the pages are about; none: anything", named("domain")),
        "jurisdictions": words("where the pages are read: us, us-fl, uk, eu …", named("jurisdiction")),
        "audience": one_of(AUDIENCES, "for whom the pages are written"),
        "offers": words("what the pages sell, by its name"),
        "brand": words("who speaks on the pages"),
        "severities": severities,
        "copy_fields": words("fields of data that hold copy"),
        "other_fields": words("fields of data that hold none"),
    }


def mapping(properties: dict[str, Any], description: str = "") -> dict[str, Any]:
    """Return the shape of a mapping with these keys and no others."""
    return {"type": "object", "additionalProperties": False, "properties": properties, **_said(description)}


def items(one: dict[str, Any]) -> dict[str, Any]:
    """Return the shape of a list."""
    return {"type": "array", "items": one, **_said(one.get("description", ""))}


def one_or_many(one: dict[str, Any], description: str = "") -> dict[str, Any]:
    """Return the shape of one value, or a list of them."""
    return {"anyOf": [one, items(one)], **_said(description)}


def words(description: str, one: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return the shape of a word, or a list of them."""
    return one_or_many(one or {"type": "string"}, description)


def text(description: str) -> dict[str, Any]:
    """Return the shape of a text."""
    return {"type": "string", **_said(description)}


def one_of(known: Iterable[str], description: str = "") -> dict[str, Any]:
    """Return the shape of one of the words that are known."""
    return {"enum": list(known), **_said(description)}


def named(what: str, description: str = "") -> dict[str, Any]:
    """Return the shape of what a house names: a rule, record, domain, jurisdiction, class or name of the lexicon."""
    return {"type": "string", NAMED: what, **_said(description)}


def _said(description: str) -> dict[str, Any]:
    return {"description": description} if description else {}
