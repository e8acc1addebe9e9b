"""One rule file -> what the rule does: find, require or compare, with every pattern compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from claimcheck import plugins
from claimcheck.errors import nearest
from claimcheck.model import BLOCK_KINDS
from claimcheck.rulebook.conditions import condition_fault
from claimcheck.rulebook.rule import AnyClaim, Compare, Frame, Measure, Require, Several, Unless

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimcheck.patterns.pattern import Pattern
    from claimcheck.rulebook.values import Values
    from claimcheck.yamlfile import Key

    FindItem: TypeAlias = Pattern | Frame | Several | Measure | AnyClaim

PLACES = ("who", "to", "for", "by", "in", "from", "than", "with", "about")
SCOPES = ("sentence", "block", "list", "next-block", "section", "page")
_COMPARE_KEYS = ("with", "status", "each", "record", "claim", "outcome", "told", "differ", "unless_said")
STATUSES = ("overstated", "contradicted", "not-met", "withheld", "none")
NOT_IN = (*BLOCK_KINDS, "small-print", "collapsed")


def find(values: Values) -> tuple[FindItem, ...]:
    """Return what a finding rule looks for."""
    return tuple(_item(values, item, key) for key, item in values.items(values.given.get("find"), ("find",)))


def _item(values: Values, item: Any, key: Key) -> FindItem:
    if item == "claim":
        if not values.given.get("when"):
            values.fault("finds every claim there is", key, "say in `when` which claims")
        return AnyClaim()
    if isinstance(item, str):
        return values.pattern(item, key)
    item = values.mapping(item, key)
    if "several" in item:
        return _several(values, item, key)
    if "measure" in item:
        return _measure(values, item, key)
    return _frame(values, item, key)


def _frame(values: Values, item: Mapping[str, Any], key: Key) -> Frame | AnyClaim:
    values.mapping(item, key, ("does", *PLACES))
    if "does" not in item:
        values.fault("finds something that is no pattern, frame, count, measure or claim", key, "a frame has `does`")
        return AnyClaim()
    places = tuple((place, values.pattern(item[place], (*key, place))) for place in PLACES if place in item)
    return Frame(values.pattern(item["does"], (*key, "does")), places)


def _several(values: Values, item: Mapping[str, Any], key: Key) -> Several:
    values.mapping(item, key, ("several", "at_least", "in", "different"))
    what = values.string(item["several"], (*key, "several")).removeprefix("{").removesuffix("}")
    if what not in values.categories and what not in values.lexicon.names:
        known = {*values.categories, *values.lexicon.names}
        values.fault(f"counts {{{what}}}, which is no category or name", (*key, "several"), nearest(what, known))
    at_least = item.get("at_least", 2)
    if not isinstance(at_least, int) or at_least < 2:
        values.fault(f"counts at least “{at_least}”", (*key, "at_least"), "a whole number from 2")
        at_least = 2
    within = values.one(item, "in", key, ("block", *(scope for scope in SCOPES if scope != "block")))
    return Several(what, at_least, within, values.one(item, "different", key, ("id", "group")))


def _measure(values: Values, item: Mapping[str, Any], key: Key) -> Measure:
    known = [name.replace("_", "-") for name in plugins.names("checks.measures")]
    name = values.string(item["measure"], (*key, "measure"), known)
    given = {word: value for word, value in item.items() if word != "measure"}
    if name in known:
        module = plugins.load("checks.measures", name.replace("-", "_"))
        options = module.found.__kwdefaults__ or {}
        values.mapping(given, key, tuple(options))
        for word in given.keys() & options.keys():
            _option(values, given[word], options[word], (*key, word))
    return Measure(name, given)


def _option(values: Values, value: object, usual: object, key: Key) -> None:
    """Note a fault where an option is not of the kind of its usual value: a class of words, yes or no, or a number."""
    if isinstance(usual, str):
        values.string(value, key, values.lexicon.classes)
    elif isinstance(usual, bool):
        if not isinstance(value, bool):
            values.fault(f"“{key[-1]}” has “{value}”", key, "write true or false")
    elif isinstance(value, bool | str) or not isinstance(value, int | float):
        values.fault(f"“{key[-1]}” has “{value}”, which is no number", key, f"write one like {usual}")


def require(values: Values) -> Require | None:
    """Return the words that a requiring rule asks for."""
    if "require" not in values.given:
        return None
    key: Key = ("require",)
    known = ("words", "notice", "for", "within", "before", "not_in", "match", "weaker")
    item = values.mapping(values.given["require"], key, known)
    if ("words" in item) is ("notice" in item):
        values.fault("requires either `words` or a `notice`", key)
    if not values.given.get("when"):
        values.fault("requires words of every page", key, "say in `when` which claims call for them")
    notice = values.string(item["notice"], (*key, "notice"), values.lexicon.classes) if "notice" in item else ""
    return Require(
        for_=values.one(item, "for", key, ("page", "claim")),
        words=values.patterns(item.get("words"), (*key, "words")),
        notice=tuple(values.lexicon.classes.get(notice, ())),
        within=values.one(item, "within", key, ("page", *(scope for scope in SCOPES if scope != "page"))),
        before=values.string(item["before"], (*key, "before"), ("call-to-act",)) if "before" in item else "",
        not_in=values.strings(item.get("not_in"), (*key, "not_in"), NOT_IN),
        match=values.one(item, "match", key, ("any", "exact", "near")),
        weaker=values.patterns(item.get("weaker"), (*key, "weaker")),
    )


def compare(values: Values) -> Compare | None:
    """Return how a comparing rule holds a claim against a record."""
    from claimcheck.checks.beside import BESIDE
    from claimcheck.checks.differ import DIFFERENCES

    if "compare" not in values.given:
        return None
    key: Key = ("compare",)
    item = values.mapping(values.given["compare"], key, _COMPARE_KEYS)
    if not (item.get("record") or item.get("differ") or item.get("outcome")):
        values.fault("compares nothing", key, "give `record`, `outcome` or `differ`")
    return Compare(
        status=values.one(item, "status", key, STATUSES),
        record=_conditions(values, item.get("record"), (*key, "record")),
        claim=values.when(item.get("claim"), (*key, "claim")),
        outcome=_conditions(values, item.get("outcome"), (*key, "outcome")),
        told=values.patterns(item.get("told"), (*key, "told")),
        differ=values.strings(item.get("differ"), (*key, "differ"), {**DIFFERENCES, **BESIDE}),
        unless_said=_unless_said(values, item["unless_said"]) if "unless_said" in item else None,
        with_=values.one(item, "with", key, ("linked", "topic", "speaker", "later", "pages")),
        each=values.one(item, "each", key, ("claim", "section", "page")),
    )


def _conditions(values: Values, value: Any, key: Key) -> tuple[tuple[str, Any], ...]:
    found = tuple(values.mapping(value, key).items())
    for path, condition in found:
        fault = condition_fault(condition)
        if fault:
            values.fault(f"asks of “{path}” what is no condition: {fault}", (*key, path))
    return found


def _unless_said(values: Values, value: Any) -> Unless:
    key: Key = ("compare", "unless_said")
    item = values.mapping(value, key, ("words", "must_say", "within"))
    if not (item.get("words") or item.get("must_say")):
        values.fault("lets a claim pass for words and gives none", key, "give `words` or `must_say`")
    return Unless(
        words=values.patterns(item.get("words"), (*key, "words")),
        must_say=values.strings(item.get("must_say"), (*key, "must_say")),
        within=values.one(item, "within", key, ("section", *(scope for scope in SCOPES if scope != "section"))),
    )
