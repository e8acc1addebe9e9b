"""Conditions of rules: on a claim's reading, and on a record's fields."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from claimcheck.lexicon import Lexicon
from claimcheck.model import APPROVALS, CLAIM_KINDS, DIRECTIONS, ROLES, SEVERITIES, STANCES, STATUSES, STRENGTHS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from claimcheck.model import Claim
    from claimcheck.rulebook.rule import Rule

# The keys of `when`, and the words each can ask for (None: names of the lexicon, or block kinds).
CLAIM_KEYS: Mapping[str, tuple[str, ...] | None] = {
    "kinds": CLAIM_KINDS,
    "not-kinds": CLAIM_KINDS,
    "role": ROLES,
    "stance": STANCES,
    "direction": DIRECTIONS,
    "strength": STRENGTHS,
    "status": (*STATUSES, "none"),
    "approval": APPROVALS,
    "names": None,
    "not-names": None,
    "block": None,
    "page": ("offers", "informs", "neither", "alone", "slogan"),
    "cited": ("yes", "no"),
}
# What is asked of where a claim stands: a severity, which goes by the claim alone, does not see it.
UNSEEN = ("block", "page")
_OVER_LISTS = ("any", "all", "none")
_DATES = ("before", "after")
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
# A ladder's names come with all their kinds (rulebook/file.py), so a severity needs no lexicon.
_NO_LEXICON = Lexicon({}, {})


def claim_holds(when: Mapping[str, tuple[str, ...]], claim: Claim, lexicon: Lexicon) -> bool:
    """Return whether all conditions of `when` hold for a claim; each asks for one of several words.

    `block` and `page` are left to whoever knows the page: they ask where the words stand, and on what kind of page.
    """
    for key, wanted in when.items():  # noqa: SIM110 (asked of each claim by each rule)
        if not _holds_key(key, wanted, claim, lexicon):
            return False
    return True


def _holds_key(key: str, wanted: tuple[str, ...], claim: Claim, lexicon: Lexicon) -> bool:
    if key in ("kinds", "not-kinds"):
        return any(kind in wanted for kind in claim.kinds) is (key == "kinds")
    if key in ("names", "not-names"):
        named = any(n.category in wanted or not lexicon.ancestors(n.id).isdisjoint(wanted) for n in claim.names)
        return named is (key == "names")
    if key == "status":
        return (claim.status or "none") in wanted
    if key == "cited":
        return ("yes" if claim.citations else "no") in wanted
    return key in UNSEEN or getattr(claim, key) in wanted


def severity_of(rule: Rule, claim: Claim | None) -> str:
    """Return the severity of a rule for a claim: the first step of its ladder whose conditions hold."""
    for when, severity in rule.ladder:
        if not when or (claim is not None and claim_holds(when, claim, _NO_LEXICON)):
            return severity
    return SEVERITIES[0]


def holds(condition: Any, value: Any) -> bool | None:
    """Return whether a condition holds for a record's value; None where that cannot be known.

    A condition is a value, a list (any of them), `missing`, `present`, `{before: date}`, `{after: date}`, or over a
    list `{any: …}`, `{all: …}`, `{none: …}` of a condition for each key of its items. A value that is null is not
    known; `all` asks for at least one item.
    """
    if condition in ("missing", "present"):
        return (value is None or value in ([], {}, "")) is (condition == "missing")
    if value is None:
        return None
    if isinstance(condition, dict):
        return _every(_holds_part(name, wanted, value) for name, wanted in condition.items())
    values = value if isinstance(value, list) else [value]
    wanted = condition if isinstance(condition, list) else [condition]
    return _some(None if item is None else any(_same(item, one) for one in wanted) for item in values)


def _holds_part(name: str, wanted: Any, value: Any) -> bool | None:
    if name in _OVER_LISTS:
        answers = [_fits(wanted, item) for item in (value if isinstance(value, list) else [value])]
        if name == "all":
            return _every(answers) if answers else False
        some = _some(answers)
        return some if name == "any" or some is None else not some
    return _is_on_side(name, str(wanted), str(value))


def _fits(wanted: Any, item: Any) -> bool | None:
    """Return whether an item of a list fits: each field asked for, or the item itself."""
    if isinstance(wanted, dict) and not set(wanted) <= {*_OVER_LISTS, *_DATES}:
        return _every(holds(part, item.get(name) if isinstance(item, dict) else None) for name, part in wanted.items())
    return holds(wanted, item)


def _is_on_side(name: str, wanted: str, value: str) -> bool | None:
    """Return whether a date is before or after another; a year holds all its days, so it may not be known."""
    if not _DATE.fullmatch(value):
        return None
    known = min(len(wanted), len(value))
    if wanted[:known] == value[:known] and len(wanted) != len(value):
        return None
    return value < wanted if name == "before" else value > wanted


def _same(one: Any, other: Any) -> bool:
    """Return whether two values are equal; true is not 1."""
    return bool(one == other) and isinstance(one, bool) is isinstance(other, bool)


def _every(answers: Iterable[bool | None]) -> bool | None:
    held = list(answers)
    return False if False in held else None if None in held else True


def _some(answers: Iterable[bool | None]) -> bool | None:
    held = list(answers)
    return True if True in held else None if None in held else False


def condition_fault(condition: Any) -> str:
    """Return what is wrong with a condition on a record's field, "" where nothing is."""
    if condition is None:
        return "null is not known of any record; write missing"
    if isinstance(condition, list):
        plain = all(isinstance(item, (str, int, float, bool)) for item in condition)
        return "" if condition and plain else "a list holds the values of which one must be there"
    if not isinstance(condition, dict):
        return ""
    if not condition:
        return "it is empty"
    return next(filter(None, (_part_fault(name, wanted) for name, wanted in condition.items())), "")


def _part_fault(name: str, wanted: Any) -> str:
    if name in _DATES:
        return "" if _DATE.fullmatch(str(wanted)) else f"“{name}” has no date such as 2024-05-31"
    if name not in _OVER_LISTS:
        return f"“{name}” is none of {', '.join((*_OVER_LISTS, *_DATES))}"
    if isinstance(wanted, dict) and wanted and not set(wanted) & {*_OVER_LISTS, *_DATES}:
        return next(filter(None, map(condition_fault, wanted.values())), "")
    return condition_fault(wanted)


def covers(wanted: str, own: str) -> bool:
    """Return whether what is asked for in one jurisdiction holds in another: that of a country in its parts."""
    return own == wanted or own.startswith(f"{wanted}-")
