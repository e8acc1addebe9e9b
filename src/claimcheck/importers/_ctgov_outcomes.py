"""The outcomes of a study -> outcomes with their analyses, and a figure for every number of every arm."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from claimcheck.importers._ctgov_analyses import outcomes_of
from claimcheck.importers._draft import filled, name_of, number_in, slug, time_in
from claimcheck.importers._source import listed, words_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimcheck.lexicon import Lexicon

_PLANNED = (("primaryOutcomes", "primary"), ("secondaryOutcomes", "secondary"), ("otherOutcomes", "exploratory"))
_ROLES = {
    "PRIMARY": "primary", "SECONDARY": "secondary", "OTHER_PRE_SPECIFIED": "exploratory", "POST_HOC": "exploratory",
}  # fmt: skip
_UNITS = {
    "participants": "people", "participant": "people", "patients": "people", "subjects": "people", "people": "people",
    "percentage of participants": "percent", "percent of participants": "percent", "percent": "percent",
    "percentage": "percent", "%": "percent", "units on a scale": "points", "score on a scale": "points",
    "scores on a scale": "points", "points": "points", "hours": "hours", "days": "days", "weeks": "weeks",
    "months": "months", "years": "years",
}  # fmt: skip
_BEFORE = re.compile(
    r"^(?:(?:mean|absolute|percent(?:age)?) )?change (?:from baseline )?(?:in|of) (?:the )?", re.IGNORECASE
)
_AFTER = re.compile(r",? (?:at|from|after|over|through|up to|to|between) .*$", re.IGNORECASE)


def read(study: Any, lexicon: Lexicon, basis: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the outcomes and the figures: of the results where they are posted, else the outcomes as planned."""
    measures = listed(study, "resultsSection.outcomeMeasuresModule.outcomeMeasures")
    found: list[dict[str, Any]] = []
    figures: list[dict[str, Any]] = []
    for role, given in [(_ROLES.get(words_at(m, "type")), m) for m in measures] or list(_planned(study)):
        title = words_at(given, "title") or words_at(given, "measure")
        if not title:
            continue
        outcome = _outcome(given, title, role, lexicon, basis)
        outcome["id"] = _free(outcome["id"], {other["id"] for other in found})
        if words_at(given, "reportingStatus") == "NOT_POSTED":
            outcome["note"] = "; ".join(part for part in (outcome.get("note"), "its results are not posted") if part)
        found += outcomes_of(outcome, given, unit_of(words_at(given, "unitOfMeasure")))
        figures += _figures(given, outcome, basis)
    return found, figures


def _planned(study: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, role in _PLANNED:
        for given in listed(study, f"protocolSection.outcomesModule.{name}"):
            yield role, given


def _free(name: str, taken: set[str]) -> str:
    """Return an id that no other outcome has; the name is that of the title, so it stays when others come or go."""
    number = 2
    free = name
    while free in taken:
        free, number = f"{name}-{number}", number + 1
    return free


def _outcome(given: Any, title: str, role: str | None, lexicon: Lexicon, basis: str) -> dict[str, Any]:
    frame = words_at(given, "timeFrame")
    time = time_in(frame)
    empty: dict[str, Any] = {"met": None} if role == "primary" else {}
    known = filled(
        id=slug(f"{role or 'outcome'} {title}", 50),
        name=title,
        measure=_measure(title, lexicon),
        time=time,
        role=role,
        analysis="post-hoc" if words_at(given, "type") == "POST_HOC" else None,
    )
    # The time frame may name several times, or none that is a length.
    note = f"time frame as registered: {frame}" if frame and time is None else None
    return {**known, **empty, **filled(note=note, basis=basis)}


def _measure(title: str, lexicon: Lexicon) -> str | None:
    """Return the outcome of the lexicon that a title is, without what says from when to when."""
    bare = _AFTER.sub("", _BEFORE.sub("", title))
    tried = (bare, re.sub(r" (?:total )?(?:score|scale|scores)$", "", bare, flags=re.IGNORECASE))
    return next((name for words in tried if (name := name_of(lexicon, words, "outcome"))), None)


def unit_of(words: str) -> str:
    """Return a unit in the words of records."""
    return _UNITS.get(words.lower(), words.lower())


def _figures(given: Any, outcome: dict[str, Any], basis: str) -> Iterator[dict[str, Any]]:
    arms = {words_at(group, "id"): words_at(group, "title") for group in listed(given, "groups")}
    overall = _counted(given)
    for part in listed(given, "classes"):
        counted = {**overall, **_counted(part)}
        for category in listed(part, "categories"):
            what = ": ".join(
                words for words in (outcome["name"], words_at(part, "title"), words_at(category, "title")) if words
            )
            time = outcome.get("time") or time_in(words_at(part, "title"))
            for measured in listed(category, "measurements"):
                group = words_at(measured, "groupId")
                numbers = _numbers(given, measured, counted.get(group))
                if numbers is not None:
                    yield filled(
                        what=what, arm=arms.get(group), outcome=outcome["id"], measure=outcome.get("measure"),
                        **numbers, time=time, note=_spread(given, measured), basis=basis,
                    )  # fmt: skip


def _counted(part: Any) -> dict[str, int]:
    """Return by group how many people a number was counted in."""
    people = [d for d in listed(part, "denoms") if words_at(d, "units").lower() == "participants"]
    counts = {words_at(c, "groupId"): number_in(words_at(c, "value")) for d in people for c in listed(d, "counts")}
    return {group: count for group, count in counts.items() if isinstance(count, int) and count >= 0}


def _numbers(given: Any, measured: Any, counted: int | None) -> dict[str, Any] | None:
    value = number_in(words_at(measured, "value"))
    if value is None:
        return None
    if words_at(given, "paramType") == "COUNT_OF_PARTICIPANTS" and isinstance(value, int):
        known = counted if counted is not None and value <= counted else None
        return {"k": value, "n": known, "unit": "people"} if value >= 0 else None
    return {"value": value, "n": counted, "unit": unit_of(words_at(given, "unitOfMeasure"))}


def _spread(given: Any, measured: Any) -> str:
    kind = words_at(given, "paramType").replace("_", " ").lower()
    spread, low, high = (words_at(measured, name) for name in ("spread", "lowerLimit", "upperLimit"))
    how = words_at(given, "dispersionType").replace("_", " ").lower()
    width = f"{how or 'spread'} {spread}" if spread else f"{how or 'from'} {low} to {high}" if low and high else ""
    return ", ".join(said for said in (kind, width) if said) if kind != "count of participants" else ""
