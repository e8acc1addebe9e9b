"""One evidence file -> what cannot be so: days that no calendar has, parts larger than the whole, wrong shares."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimcheck.errors import UserError
    from claimcheck.yamlfile import Key, YamlFile

_DATES = ("date", "as_of", "valid_until", "read_on", "search_to", "on")


def faults_of_sums(file: YamlFile) -> Iterator[UserError]:
    """Yield every number and date of a record that its own other numbers, or the calendar, exclude."""
    for key, value in _dates(file.value):
        if not _is_day(value):
            yield file.error(f"“{value}” is no day of the calendar", key, remedy="see the source")
    population = file.value.get("population") or {}
    for part in ("n_treated", "n_control", "n_evaluable"):
        yield from _not_above(file, ("population",), population, part, "n_enrolled")
    for name in ("outcomes", "figures"):
        for i, item in enumerate(file.value.get(name) or ()):
            yield from _measured(file, (name, i), item)


def _measured(file: YamlFile, key: Key, item: Mapping[str, Any]) -> Iterator[UserError]:
    yield from _not_above(file, key, item, "k", "n")
    yield from _not_above(file, key, item, "low", "high")
    effect, interval = item.get("effect"), item.get("interval")
    if effect is not None and interval and not interval[0] <= effect <= interval[1]:
        fault = f"the effect {effect:g} lies outside of its interval, {interval[0]:g} to {interval[1]:g}"
        yield file.error(fault, (*key, "effect"), remedy="see the source")
    k, n, value = item.get("k"), item.get("n"), item.get("value")
    if item.get("unit") == "percent" and n and k is not None and value is not None:
        share = 100 * k / n
        if abs(share - value) > _rounding(value):
            fault = f"{k} of {n} is {share:.1f} percent, and “value” is {value:g}"
            yield file.error(fault, (*key, "value"), remedy="see the source")


def _not_above(file: YamlFile, key: Key, part: Mapping[str, Any], small: str, large: str) -> Iterator[UserError]:
    one, other = part.get(small), part.get(large)
    if one is not None and other is not None and one > other:
        fault = f"“{small}” is {one:g}, more than “{large}”, which is {other:g}"
        yield file.error(fault, (*key, small), remedy="see the source")


def _rounding(value: float) -> float:
    """Return how far a number as written may lie from the exact one: up or down by one of its last digit."""
    _, _, decimals = f"{value}".partition(".")
    return 1.0 if decimals in ("", "0") else float(10.0 ** -len(decimals))


def _dates(value: Any, key: Key = ()) -> Iterator[tuple[Key, str]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, part in items:
        if isinstance(part, (dict, list)):
            yield from _dates(part, (*key, name))
        elif name in _DATES and isinstance(part, str):
            yield (*key, name), part


def _is_day(written: str) -> bool:
    """Return whether a year, month or day as written is in the calendar."""
    try:
        date.fromisoformat((written + "-01-01")[:10])
    except ValueError:
        return False
    return True
