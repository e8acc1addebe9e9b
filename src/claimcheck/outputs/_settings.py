"""What holds for a file -> text or JSON: `claimcheck config` prints it."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimcheck.config.told import Held, Origin, Setting, Told

# What an empty value means; elsewhere it means that there is none.
_ALL = ("domains", "jurisdictions")
# Why a rule is off, by the setting that decided it.
_OFF = {
    "severities": "switched off",
    "domains": "for other domains",
    "jurisdictions": "for other jurisdictions",
    "audience": "for another audience",
}
_WIDTH = 100
_NOT_ASKED = "asked for only where its jurisdiction is configured"


def text(told: Told) -> str:
    """Return the settings with their places, the rules whose severity is set, those that are off, and exceptions."""
    lines = [f"{told.path or 'all files'}: {told.config or 'no claimcheck.yaml, so the defaults hold'}", ""]
    rows = [(setting.name, _value(setting), _place(setting.origin)) for setting in told.settings]
    wide = [max(len(row[i]) for row in rows) for i in (0, 1)]
    lines += [f"{name:<{wide[0]}}  {value:<{wide[1]}}  {place}" for name, value, place in rows]
    off = [held for held in told.rules if held.severity == "off"]
    lines += ["", f"Rules: {len(told.rules) - len(off)} on, {len(off)} off."]
    for held in told.rules:
        if held.by == "severities" and held.severity != "off":
            own = held.rule.severity
            lines.append(f"  {held.rule.name}: {held.severity} ({own} by itself)  {_place(held.origin)}")
    lines += _off(off)
    for exempt in told.allow:
        words = f" “{exempt.words}”" if exempt.words else ""
        until = f"; until {exempt.until}" if exempt.until else ""
        said = f"allows {', '.join(exempt.rules)}{words} because {exempt.because}{until}"
        lines.append(f"  {said}  {exempt.path}:{exempt.line} ({exempt.glob})")
    return "\n".join([*lines, ""])


def _off(off: list[Held]) -> Iterator[str]:
    by_why: dict[tuple[str, str], list[str]] = defaultdict(list)
    for held in off:
        why = _NOT_ASKED if held.by == "jurisdictions" and not held.origin.line else _OFF[held.by]
        by_why[why, _place(held.origin)].append(held.rule.name)
    for (why, place), names in sorted(by_why.items()):
        yield f"  off, {why}  {place}"
        yield from wrap(
            ", ".join(names), _WIDTH, initial_indent="    ", subsequent_indent="    ", break_on_hyphens=False
        )


def _value(setting: Setting) -> str:
    value = setting.value
    if value is None or isinstance(value, Path):
        value = () if value is None else (value,)
    if isinstance(value, tuple):
        words = [part.name if isinstance(part, Path) else str(part) for part in value]
        return ", ".join(words) or ("all" if setting.name in _ALL else "none")
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:,} bytes" if isinstance(value, int) else str(value)


def _place(origin: Origin) -> str:
    if not origin.line:
        return "default"
    return f"{origin.path}:{origin.line}" + (f" ({origin.match})" if origin.match else "")


def in_json(told: Told) -> str:
    """Return the same as JSON, with every rule; `line` is 0 where the default holds."""
    given = {
        "path": told.path,
        "config": told.config,
        "settings": {
            setting.name: {"value": _plain(setting.value), **_told(setting.origin)} for setting in told.settings
        },
        "rules": {
            held.rule.name: {"severity": held.severity, "own": held.rule.severity, "by": held.by, **_told(held.origin)}
            for held in told.rules
        },
        "allow": [
            {
                "path": exempt.glob, "rules": list(exempt.rules), "words": exempt.words, "because": exempt.because,
                "by": exempt.by, "until": exempt.until, "line": exempt.line,
            }
            for exempt in told.allow
        ],
    }  # fmt: skip
    return json.dumps(given, indent=2, ensure_ascii=False) + "\n"


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value.as_posix() if isinstance(value, Path) else value


def _told(origin: Origin) -> dict[str, Any]:
    return {"file": origin.path, "line": origin.line, "match": origin.match}
