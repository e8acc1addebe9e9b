"""claimcheck.yaml and one path -> what holds there, and why: each setting and each rule with the line that says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from claimcheck import flow
from claimcheck.config import config

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimcheck.config.config import Exempt
    from claimcheck.flow import House
    from claimcheck.rulebook.rule import Rule
    from claimcheck.yamlfile import Key, YamlFile

# Settings of a path, by the key of the file and the field that holds it; then those of a whole run.
_OF_A_PATH = {
    "domains": "domains", "jurisdictions": "jurisdictions", "audience": "audience", "offers": "offers",
    "brand": "brands", "copy_fields": "copy_fields", "other_fields": "other_fields",
    "require_approval": "require_approval",
}  # fmt: skip
_OF_A_RUN = ("fail_on", "max_size", "ledger", "evidence", "rules", "lexicon")


class Origin(NamedTuple):
    """Where something is said: a line of the configuration and the glob it stands under; line 0 is the default."""

    path: str = ""
    line: int = 0
    match: str = ""


class Setting(NamedTuple):
    """One key of the configuration and its value; an empty one means all, or none."""

    name: str
    value: Any
    origin: Origin


class Held(NamedTuple):
    """One rule: the severity it has here, "off" where it does not hold, the setting that decided it, and where.

    `by` is "" where the rule's own file decides; its own severity is the highest that it can give.
    """

    rule: Rule
    severity: str
    by: str
    origin: Origin


@dataclass(frozen=True)
class Told:
    """What holds for the file at `path` ("" for every file that no glob names), in the order of the keys and names."""

    path: str
    config: str
    settings: tuple[Setting, ...]
    rules: tuple[Held, ...]
    allow: tuple[Exempt, ...]


def told(house: House, file: YamlFile | None, path: str) -> Told:
    """Return what holds for a file, by the configuration as it was read and the YAML that it was read from."""
    given = house.config
    settings = config.settings_for(given, path) if path else given.settings
    said = _Said(file, config.within(given, path) if path else "")
    found = [Setting(key, getattr(settings, name), said.origin(key)) for key, name in _OF_A_PATH.items()]
    found += [Setting(key, getattr(given, key), said.origin(key)) for key in _OF_A_RUN]
    rules = []
    for rule in house.rules:
        by = flow.off_by(rule, settings)
        severity = "off" if by else settings.severities.get(rule.name, "")
        by = by or ("severities" if severity else "")
        origin = said.origin("severities", rule.name) if by == "severities" else said.origin(by)
        rules.append(Held(rule, severity or rule.severity, by, origin))
    return Told(path, given.path, tuple(found), tuple(rules), settings.allow if path else given.allow)


class _Said:
    """The YAML of a configuration, and which of its `paths` are like the file in question."""

    def __init__(self, file: YamlFile | None, relative: str) -> None:
        self.file = file
        self.value: dict[str, Any] = file.value if file is not None and isinstance(file.value, dict) else {}
        self.globs = list(self._globs(relative)) if relative else []

    def _globs(self, relative: str) -> Iterator[tuple[int, str]]:
        entries = self.value.get("paths")
        for at, entry in enumerate(entries if isinstance(entries, list) else ()):
            match = entry.get("match") if isinstance(entry, dict) else None
            if isinstance(match, str) and match.strip() and _is_like(relative, match):
                yield at, match

    def origin(self, *key: str) -> Origin:
        """Return where the last word on a key is said."""
        places: list[tuple[Key, str]] = [(("paths", at, *key), match) for at, match in reversed(self.globs)]
        for place, match in (*places, (key, "")):
            if self.file is not None and self._is_given(place):
                return Origin(self.file.path, self.file.line(place), match)
        return Origin()

    def _is_given(self, key: Key) -> bool:
        value: Any = self.value
        for part in key:
            given = part in value if isinstance(value, dict) else isinstance(value, list) and isinstance(part, int)
            if not given:
                return False
            value = value[part]
        return True


def _is_like(path: str, glob: str) -> bool:
    try:
        return config.is_like(path, " ".join(glob.split()))
    except ValueError:
        return False  # no glob: told as a fault where the configuration is read
