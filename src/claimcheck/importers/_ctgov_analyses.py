"""The analyses of an outcome measure -> its effect, interval and p; of several analyses, one outcome each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from claimcheck.importers._draft import filled, number_in
from claimcheck.importers._source import listed, texts, words_at

if TYPE_CHECKING:
    from collections.abc import Iterator

# "<0.001", "< .001", "=0.04", "0.04", "p > 0.05"; whatever else a registry holds is told in the note.
_P = re.compile(r"(?:p\s*)?(?P<sign>[<>≤≥=])?\s*=?\s*(?P<number>\d*\.\d+|\d+(?:\.\d+)?[eE]-\d+|[01])\Z", re.IGNORECASE)
# Of these the unit is none: a ratio is a bare number.
_RATIO = re.compile(r"ratio|\bOR\b|\bHR\b|\bRR\b|correlation|slope", re.IGNORECASE)


def outcomes_of(outcome: dict[str, Any], given: Any, unit: str) -> Iterator[dict[str, Any]]:
    """Yield the outcome with what its analysis found; of several, the outcome bare and each analysis behind it."""
    analyses = listed(given, "analyses")
    arms = {words_at(group, "id"): words_at(group, "title") for group in listed(given, "groups")}
    if not analyses:
        yield outcome
        return
    if len(analyses) == 1:
        yield _joined(outcome, _found(analyses[0], arms, unit))
        return
    yield _joined(outcome, {"note": f"{len(analyses)} analyses, each below"})
    bare = {name: value for name, value in outcome.items() if name not in ("met", "note")}
    for number, analysis in enumerate(analyses, 1):
        yield _joined({**bare, "id": f"{outcome['id']}-analysis-{number}"}, _found(analysis, arms, unit))


def _joined(outcome: dict[str, Any], found: dict[str, Any]) -> dict[str, Any]:
    """Return an outcome with more fields, the note of both, and its basis last."""
    note = "; ".join(words for words in (outcome.get("note"), found.get("note")) if words)
    basis = outcome["basis"]
    rest = {name: value for name, value in outcome.items() if name not in ("note", "basis")}
    return {**rest, **{n: v for n, v in found.items() if n != "note"}, **filled(note=note), "basis": basis}


def _found(analysis: Any, arms: dict[str, str], unit: str) -> dict[str, Any]:
    compared = [arms[group] for group in texts(analysis, "groupIds") if group in arms]
    kind = words_at(analysis, "paramType")
    p = p_value(words_at(analysis, "pValue"))
    interval = _interval(analysis)
    effect = number_in(words_at(analysis, "paramValue"))
    if interval and effect is not None and not interval[0] <= effect <= interval[1]:
        # One of them is mistyped: the note tells the interval.
        interval = None
    return filled(
        comparison="between-group" if len(compared) > 1 else "within-group" if compared else None,
        effect=None if effect is None else float(effect),
        interval=interval,
        p=p,
        unit=unit if effect is not None and not _RATIO.search(kind) else None,
        note=_note(analysis, compared, kind, kept=interval is not None, p=p),
    )


def p_value(text: str) -> float | str | None:
    """Return a p-value as records hold it: a number, or a bound such as "<0.001"; None for any other words."""
    found = _P.match(text.strip().replace(",", "."))
    number = float(found["number"]) if found else 2.0
    if found is None or not 0 <= number <= 1:
        return None
    sign = found["sign"] or ""
    return number if sign in ("", "=") else f"{sign}{number:g}" if number >= 1e-4 else f"{sign}{found['number']}"


def _interval(analysis: Any) -> list[float] | None:
    """Return the limits of the interval of 95 %; those of another width are told in the note."""
    low, high = (number_in(words_at(analysis, name)) for name in ("ciLowerLimit", "ciUpperLimit"))
    if low is None or high is None or low > high or number_in(words_at(analysis, "ciPctValue")) != 95:
        return None
    return [float(low), float(high)]


def _note(analysis: Any, compared: list[str], kind: str, *, kept: bool, p: float | str | None) -> str:
    low, high, width = (words_at(analysis, name) for name in ("ciLowerLimit", "ciUpperLimit", "ciPctValue"))
    given = words_at(analysis, "pValue")
    hypothesis = words_at(analysis, "nonInferiorityType").replace("_", " ").lower()
    said = (
        " against ".join(compared),
        kind,
        f"interval of {width or '?'} %: {low or '?'} to {high or '?'}" if (low or high) and not kept else "",
        words_at(analysis, "statisticalMethod"),
        hypothesis if hypothesis != "other" else "",
        f"p as registered: {given}" if given and p is None else "",
    )
    return ", ".join(words for words in said if words)
