"""Conditions of rules: on a claim's reading, and on a record's fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimcheck.model import CLAIM_KINDS, DIRECTIONS, ROLES, STANCES, STATUSES, STRENGTHS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimcheck.lexicon import Lexicon
    from claimcheck.model import Claim
    from claimcheck.rule import Rule

# The keys of `when`, and the words each can ask for (None: names of the lexicon, or block kinds).
CLAIM_KEYS: Mapping[str, tuple[str, ...] | None] = {
    "kinds": CLAIM_KINDS,
    "not-kinds": CLAIM_KINDS,
    "role": ROLES,
    "stance": STANCES,
    "direction": DIRECTIONS,
    "strength": STRENGTHS,
    "status": (*STATUSES, "none"),
    "names": None,
    "block": None,
    "cited": ("yes", "no"),
}


def claim_holds(when: Mapping[str, tuple[str, ...]], claim: Claim, lexicon: Lexicon) -> bool:
    """Return whether all conditions of `when` hold for a claim; each asks for one of several words."""
    return all(_holds_key(key, wanted, claim, lexicon) for key, wanted in when.items())


def _holds_key(key: str, wanted: tuple[str, ...], claim: Claim, lexicon: Lexicon) -> bool:
    if key in ("kinds", "not-kinds"):
        return bool(set(claim.kinds) & set(wanted)) is (key == "kinds")
    if key == "names":
        return any(
            name.category in wanted or any(lexicon.is_a(name.id, kind) for kind in wanted)
            for name in claim.names
        )
    if key == "status":
        return (claim.status or "none") in wanted
    if key == "cited":
        return ("yes" if claim.citations else "no") in wanted
    if key == "block":
        return True  # asked of the block, where the words stand
    return getattr(claim, key) in wanted


def severity_of(rule: Rule, claim: Claim | None) -> str:
    """Return the severity of a rule for a claim: the first step of its ladder whose conditions hold."""
    from claimcheck.model import SEVERITIES

    for when, severity in rule.ladder:
        if not when or (claim is not None and _step_holds(when, claim)):
            return severity
    return SEVERITIES[0]


def _step_holds(when: Mapping[str, tuple[str, ...]], claim: Claim) -> bool:
    from claimcheck.lexicon import Lexicon

    return claim_holds(when, claim, Lexicon({}, {}))


def holds(condition: Any, value: Any) -> bool | None:
    """Return whether a condition holds for a record's value; None where the value that it needs is not known.

    A condition is a value, a list (any of them), `missing`, `present`, `{before: date}`, `{after: date}`, or over a
    list of mappings `{any: {…}}`, `{all: {…}}`, `{none: {…}}` with a condition for each key.
    """
    if condition == "missing":
        return value is None or value in ([], {})
    if condition == "present":
        return value is not None and value not in ([], {})
    if value is None:
        return None
    if isinstance(condition, dict):
        return _holds_mapping(condition, value)
    if isinstance(condition, list):
        return value in condition
    return bool(value == condition)


def _holds_mapping(condition: Mapping[str, Any], value: Any) -> bool | None:
    answers: list[bool | None] = []
    for key, wanted in condition.items():
        if key in ("before", "after"):
            answers.append(str(value) < str(wanted) if key == "before" else str(value) > str(wanted))
        elif key in ("any", "all", "none"):
            answers.append(_over(key, [_fits(wanted, item) for item in value]))
    if False in answers:
        return False
    return None if None in answers else True


def _fits(wanted: Mapping[str, Any], item: Mapping[str, Any]) -> bool | None:
    answers = [holds(condition, item.get(key)) for key, condition in wanted.items()]
    if False in answers:
        return False
    return None if None in answers else True


def _over(key: str, answers: list[bool | None]) -> bool | None:
    if key == "any":
        return True if True in answers else None if None in answers else False
    if key == "none":
        return False if True in answers else None if None in answers else True
    return False if False in answers else None if None in answers else bool(answers)
