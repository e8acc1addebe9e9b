"""The shape of rules/*/*.yaml as a JSON Schema, by which editors complete the keys and words of a rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimcheck import plugins
from claimcheck.model import AUDIENCES, BLOCK_KINDS, SEVERITIES
from claimcheck.rulebook.conditions import CLAIM_KEYS, UNSEEN
from claimcheck.rulebook.file import DOMAINS
from claimcheck.rulebook.verbs import NOT_IN, PLACES, SCOPES, STATUSES

if TYPE_CHECKING:
    from collections.abc import Iterable

_PATTERN = {"type": "string", "description": "a pattern, read as it is written: only <number> seat|place left"}

# Where a value names something that only a house knows: completed from it, by these words.
NAMED = "x-names"


def rule_schema() -> dict[str, Any]:
    """Return the JSON Schema of a rule; what names records, rules and the lexicon's words is marked `x-names`."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "claimcheck rule",
        **_mapping({**_head(), **_verbs(), **_tail()}),
    }


def _head() -> dict[str, Any]:
    step = _mapping({"when": _when(leave_out=UNSEEN), "is": _one_of(SEVERITIES, "the severity of this step")})
    return {
        "rule": _text("the name: that of the file, for what is flagged"),
        "severity": {"description": "how grave, or a ladder of steps", "anyOf": [_one_of(SEVERITIES), _items(step)]},
        "says": _text("what the words do, at most 120 characters"),
        "why": _text("what a reader is led to believe"),
        "sources": _words("ids of the authorities and studies it bears on", _named("record")),
        "domains": _words("where it holds; none: everywhere", _one_of(DOMAINS)),
        "jurisdictions": _words("us, us-fl, uk, eu …"),
        "audience": _words("for which readers it holds", _one_of(AUDIENCES)),
        "when": _when("which claims: each condition asks for one of its words"),
    }


def _verbs() -> dict[str, Any]:
    required = {
        "words": _words("of which one stands there", _PATTERN),
        "notice": _named("class", "a class of the lexicon: the prescribed wordings"),
        "for": _one_of(("page", "claim"), "once a page, or for each claim"),
        "within": _one_of(SCOPES, "how near"),
        "before": _one_of(("call-to-act",), "what they come before"),
        "not_in": _words("where they do not count", _one_of(NOT_IN)),
        "match": _one_of(("any", "exact", "near"), "how closely a notice is to be kept"),
        "weaker": _words("wordings that are not enough", _PATTERN),
    }
    return {
        "find": _one_or_many(_found(), "patterns, frames, counts, measures, or claim"),
        "require": _mapping(required, "words that must be there"),
        "compare": _mapping(_compared(), "a claim held against the records it leans on"),
    }


def _found() -> dict[str, Any]:
    frame = {"does": _PATTERN, **dict.fromkeys(PLACES, _PATTERN)}
    count = {
        "several": {"type": "string", "description": "a name or category of the lexicon"},
        "at_least": {"type": "integer", "minimum": 2},
        "in": _one_of(SCOPES, "in one of these"),
        "different": _one_of(("id", "group"), "what is counted"),
    }
    measures = [name.replace("_", "-") for name in plugins.names("checks.measures")]
    measure = {"type": "object", "required": ["measure"], "properties": {"measure": _one_of(measures, "its name")}}
    return {"anyOf": [_PATTERN, {"const": "claim"}, _mapping(frame), _mapping(count), measure]}


def _compared() -> dict[str, Any]:
    from claimcheck.checks.beside import BESIDE
    from claimcheck.checks.differ import DIFFERENCES

    conditions = {"type": "object", "description": "a field and what it is: design.control: none"}
    unless = {
        "words": _words("of which one is said", _PATTERN),
        "must_say": _words("what the record asks to be said, by its id"),
        "within": _one_of(SCOPES, "how near"),
    }
    return {
        "with": _one_of(("linked", "topic", "speaker", "later", "pages"), "which records, or the other pages"),
        "status": _one_of(STATUSES, "what the claim is then; none: a remark"),
        "each": _one_of(("claim", "section", "page"), "how often it is told"),
        "record": conditions,
        "claim": _when("what holds of the claim besides"),
        "outcome": conditions,
        "told": _words("patterns, one of which stands in the sentence", _PATTERN),
        "differ": _words("in what the two are apart", _one_of(sorted({**DIFFERENCES, **BESIDE}))),
        "unless_said": _mapping(unless, "what lets the claim pass"),
    }


def _tail() -> dict[str, Any]:
    page = {
        "page": _text("a whole page, with [[ ]] around what is found"),
        "records": _words("ids of records that are taken for it"),
        "config": {"type": "object", "description": "settings as of claimcheck.yaml"},
        "absent": {"const": True, "description": "something is missing from the page"},
        "format": _one_of(plugins.names("readers"), "markdown where it is left out"),
        "beside": _text("another page of the same run"),
    }
    example = {"anyOf": [{"type": "string"}, _mapping(page)]}
    examples = {
        "found": _one_or_many(example, "with [[ ]] around the words"),
        "clean": _one_or_many(example, "the nearest wording that is fine"),
        "records": _items({"type": "object"}),
    }
    rules = _named("rule")
    return {
        "general": {"type": "boolean", "description": "it speaks only where no other rule does"},
        "unless": _words("classes of the lexicon that excuse it", _named("class")),
        "when_found": _words("only on pages with a finding of these", rules),
        "when_missing": _words("only on pages without a finding of these", rules),
        "suggest": _text("a safer wording"),
        "fix": {
            "description": "what is mended by itself: notice, or old words and new words",
            "anyOf": [{"const": "notice"}, {"type": "object", "additionalProperties": {"type": "string"}}],
        },
        "examples": _mapping(examples, "its tests and its documentation"),
        "limits": _words("what it does not see"),
        "was": _words("codes that it covers"),
    }


def _when(description: str = "", leave_out: tuple[str, ...] = ()) -> dict[str, Any]:
    names = {"names": _named("name"), "not-names": _named("name"), "block": _one_of(BLOCK_KINDS)}
    keys = {key: _words("", names[key] if known is None else _one_of(known)) for key, known in CLAIM_KEYS.items()}
    return _mapping({key: shape for key, shape in keys.items() if key not in leave_out}, description)


def _mapping(properties: dict[str, Any], description: str = "") -> dict[str, Any]:
    """Return the shape of a mapping with these keys and no others."""
    return {"type": "object", "additionalProperties": False, "properties": properties, **_said(description)}


def _items(one: dict[str, Any]) -> dict[str, Any]:
    """Return the shape of a list."""
    return {"type": "array", "items": one, **_said(one.get("description", ""))}


def _one_or_many(one: dict[str, Any], description: str = "") -> dict[str, Any]:
    """Return the shape of one value, or a list of them."""
    return {"anyOf": [one, _items(one)], **_said(description)}


def _words(description: str, one: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return the shape of a word, or a list of them."""
    return _one_or_many(one or {"type": "string"}, description)


def _text(description: str) -> dict[str, Any]:
    """Return the shape of a text."""
    return {"type": "string", **_said(description)}


def _one_of(known: Iterable[str], description: str = "") -> dict[str, Any]:
    """Return the shape of one of the words that are known."""
    return {"enum": list(known), **_said(description)}


def _named(what: str, description: str = "") -> dict[str, Any]:
    """Return the shape of what a house names: a rule, record, domain, jurisdiction, class or name of the lexicon."""
    return {"type": "string", NAMED: what, **_said(description)}


def _said(description: str) -> dict[str, Any]:
    return {"description": description} if description else {}
