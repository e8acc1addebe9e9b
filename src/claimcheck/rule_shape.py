"""The shape of rules/*/*.yaml as a JSON Schema, by which editors complete the keys and words of a rule."""

from __future__ import annotations

from typing import Any

from claimcheck import plugins
from claimcheck.conditions import CLAIM_KEYS
from claimcheck.config_shape import items, mapping, named, one_of, one_or_many, text, words
from claimcheck.model import AUDIENCES, BLOCK_KINDS, SEVERITIES
from claimcheck.rule_file import DOMAINS
from claimcheck.rule_verbs import NOT_IN, PLACES, SCOPES, STATUSES

_PATTERN = {"type": "string", "description": "a pattern, read as it is written: only <number> seat|place left"}


def rule_schema() -> dict[str, Any]:
    """Return the JSON Schema of a rule; what names records, rules and the lexicon's words is marked `x-names`."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "claimcheck rule",
        **mapping({**_head(), **_verbs(), **_tail()}),
    }


def _head() -> dict[str, Any]:
    step = mapping({"when": _when(), "is": one_of(SEVERITIES, "the severity of this step")})
    return {
        "rule": text("the name: that of the file, for what is flagged"),
        "severity": {"description": "how grave, or a ladder of steps", "anyOf": [one_of(SEVERITIES), items(step)]},
        "says": text("what the words do, at most 120 characters"),
        "why": text("what a reader is led to believe"),
        "sources": words("ids of the authorities and studies it bears on", named("record")),
        "domains": words("where it holds; none: everywhere", one_of(DOMAINS)),
        "jurisdictions": words("us, us-fl, uk, eu …"),
        "audience": words("for which readers it holds", one_of(AUDIENCES)),
        "when": _when("which claims: each condition asks for one of its words"),
    }


def _verbs() -> dict[str, Any]:
    required = {
        "words": words("of which one stands there", _PATTERN),
        "notice": named("class", "a class of the lexicon: the prescribed wordings"),
        "for": one_of(("page", "claim"), "once a page, or for each claim"),
        "within": one_of(SCOPES, "how near"),
        "before": one_of(("call-to-act",), "what they come before"),
        "not_in": words("where they do not count", one_of(NOT_IN)),
        "match": one_of(("any", "exact", "near"), "how closely a notice is to be kept"),
        "weaker": words("wordings that are not enough", _PATTERN),
    }
    return {
        "find": one_or_many(_found(), "patterns, frames, counts, measures, or claim"),
        "require": mapping(required, "words that must be there"),
        "compare": mapping(_compared(), "a claim held against the records it leans on"),
    }


def _found() -> dict[str, Any]:
    frame = {"does": _PATTERN, **dict.fromkeys(PLACES, _PATTERN)}
    count = {
        "several": {"type": "string", "description": "a name or category of the lexicon"},
        "at_least": {"type": "integer", "minimum": 2},
        "in": one_of(SCOPES, "in one of these"),
        "different": one_of(("id", "group"), "what is counted"),
    }
    measures = [name.replace("_", "-") for name in plugins.names("checks.measures")]
    measure = {"type": "object", "required": ["measure"], "properties": {"measure": one_of(measures, "its name")}}
    return {"anyOf": [_PATTERN, {"const": "claim"}, mapping(frame), mapping(count), measure]}


def _compared() -> dict[str, Any]:
    from claimcheck.checks.beside import BESIDE
    from claimcheck.checks.differ import DIFFERENCES

    conditions = {"type": "object", "description": "a field and what it is: design.control: none"}
    unless = {
        "words": words("of which one is said", _PATTERN),
        "must_say": words("what the record asks to be said, by its id"),
        "within": one_of(SCOPES, "how near"),
    }
    return {
        "with": one_of(("linked", "topic", "speaker", "later", "pages"), "which records, or the other pages"),
        "status": one_of(STATUSES, "what the claim is then; none: a remark"),
        "each": one_of(("claim", "section", "page"), "how often it is told"),
        "record": conditions,
        "claim": _when("what holds of the claim besides"),
        "outcome": conditions,
        "told": words("patterns, one of which stands in the sentence", _PATTERN),
        "differ": words("in what the two are apart", one_of(sorted({**DIFFERENCES, **BESIDE}))),
        "unless_said": mapping(unless, "what lets the claim pass"),
    }


def _tail() -> dict[str, Any]:
    page = {
        "page": text("a whole page, with [[ ]] around what is found"),
        "records": words("ids of records that are taken for it"),
        "config": {"type": "object", "description": "settings as of claimcheck.yaml"},
        "absent": {"const": True, "description": "something is missing from the page"},
        "format": one_of(plugins.names("readers"), "markdown where it is left out"),
        "beside": text("another page of the same run"),
    }
    example = {"anyOf": [{"type": "string"}, mapping(page)]}
    examples = {
        "found": one_or_many(example, "with [[ ]] around the words"),
        "clean": one_or_many(example, "the nearest wording that is fine"),
        "records": items({"type": "object"}),
    }
    rules = named("rule")
    return {
        "unless": words("classes of the lexicon that excuse it", named("class")),
        "when_found": words("only on pages with a finding of these", rules),
        "when_missing": words("only on pages without a finding of these", rules),
        "suggest": text("a safer wording"),
        "examples": mapping(examples, "its tests and its documentation"),
        "limits": words("what it does not see"),
        "was": words("codes that it covers"),
    }


def _when(description: str = "") -> dict[str, Any]:
    names = {"names": named("name"), "block": one_of(BLOCK_KINDS)}
    keys = {key: words("", names[key] if known is None else one_of(known)) for key, known in CLAIM_KEYS.items()}
    return mapping(keys, description)
