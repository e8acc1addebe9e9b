"""The values of claimcheck.yaml, read one by one: each fault is kept with its line, so that all are told at once."""

from __future__ import annotations

import re
from datetime import date
from os.path import isdir  # that of Path raises for a name that is too long
from typing import TYPE_CHECKING, Any

from claimcheck.errors import nearest
from claimcheck.model import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from claimcheck.errors import UserError
    from claimcheck.yamlfile import Key, YamlFile

_SIZE = re.compile(r"([1-9][0-9]*) ?(kB|MB)\Z")
_UNITS = {"kB": 1_000, "MB": 1_000_000}


class Reading:
    """The walk over one file: its faults, and every rule, domain and jurisdiction that it names."""

    def __init__(self, file: YamlFile, root: Path) -> None:
        self.file = file
        self.root = root
        self.faults: list[UserError] = []
        self._named: list[tuple[str, str, int]] = []

    def fault(self, fault: str, key: Key, remedy: str = "") -> None:
        """Note a fault at the line of `key`."""
        self.faults.append(self.file.error(fault, key, remedy=remedy))

    def names(self, what: str, names: Iterable[str], key: Key) -> None:
        """Note that the file names rules, domains or jurisdictions: `what` is one of these words."""
        self._named += [(what, name, self.file.line(key)) for name in names]

    def named_by_line(self) -> tuple[tuple[str, str, int], ...]:
        """Return what the file names: rule, domain or jurisdiction, its name, its line."""
        return tuple(sorted(self._named, key=lambda named: (named[2], named)))

    def value(self, key: Key) -> Any:
        """Return the value at `key`, None where there is none."""
        value = self.file.value
        for part in key:
            if isinstance(value, dict):
                value = value.get(part)
            else:
                value = value[part] if isinstance(value, list) and isinstance(part, int) else None
        return value

    def mapping(self, key: Key, known: Iterable[str]) -> Mapping[str, Any]:
        """Return the mapping at `key` without its unknown keys, which are faults."""
        value = self.value(key)
        if value is None and not key:
            return {}
        if not isinstance(value, dict):
            self.fault(f"{_called(key)} is not a mapping", key, f"known keys: {', '.join(sorted(known))}")
            return {}
        for name in value:
            if name not in known:
                self.fault(f"has the unknown key “{name}”", (*key, name), nearest(name, known))
        return {name: value[name] for name in value if name in known}

    def items(self, key: Key) -> range:
        """Return the positions of the list at `key`."""
        value = self.value(key)
        if isinstance(value, list):
            return range(len(value))
        if value is not None:
            self.fault(f"{_called(key)} is not a list", key)
        return range(0)

    def words(self, key: Key) -> tuple[str, ...]:
        """Return the words at `key`, given as one or as a list."""
        value = self.value(key)
        values = value if isinstance(value, list) else [] if value is None else [value]
        if all(isinstance(item, str) and item.strip() for item in values):
            return tuple(values)
        self.fault(f"{_called(key)} is neither a word nor a list of words", key)
        return ()

    def text(self, key: Key) -> str:
        """Return the text at `key`, "" where there is none."""
        value = self.value(key)
        if value is None or isinstance(value, str):
            return " ".join((value or "").split())
        self.fault(f"{_called(key)} is not text", key)
        return ""

    def glob(self, key: Key) -> str:
        """Return the glob at `key`, which must be there."""
        glob = self.text(key)
        if not glob:
            self.fault(f"has no “{key[-1]}”", key, f"add {key[-1]}: a path or a glob such as blog/**")
        return glob

    def one_of(self, key: Key, known: Iterable[str]) -> str:
        """Return the word at `key`, "" where it is none of those known."""
        word = self.value(key)
        if isinstance(word, str) and word in known:
            return word
        shown = word if isinstance(word, str) else ""
        self.fault(
            f"{_called(key)} is “{shown}”" if shown else f"{_called(key)} is no word", key, nearest(shown, known)
        )
        return ""

    def severities(self, key: Key) -> dict[str, str]:
        """Return the severity that the mapping at `key` gives to each rule, or `off`."""
        value = self.value(key)
        if not isinstance(value, dict):
            self.fault(f"{_called(key)} is not a mapping", key, "write rule: severity")
            return {}
        for rule in value:
            self.names("rule", [rule], (*key, rule))
        found = {rule: self.one_of((*key, rule), (*SEVERITIES, "off")) for rule in value}
        return {rule: severity for rule, severity in found.items() if severity}

    def folders(self, key: Key) -> tuple[Path, ...]:
        """Return the folders named at `key`, relative to the file, which must be there."""
        names = self.words(key)
        for name in names:
            if not isdir(self.root / name):
                self.fault(f"names the folder “{name}”, which is not there", key)
        return tuple(self.root / name for name in names if isdir(self.root / name))

    def path(self, key: Key) -> Path | None:
        """Return the file named at `key`, relative to the file; it may be yet to be written. None where it is none."""
        name = self.text(key)
        if name and not isdir(self.root / name):
            return self.root / name
        self.fault(f"{_called(key)} names no file", key, "write a path such as claims.yaml")
        return None

    def truth(self, key: Key) -> bool:
        """Return what is true or false at `key`."""
        value = self.value(key)
        if not isinstance(value, bool):
            self.fault(f"{_called(key)} is neither true nor false", key, "write true or false")
        return value is True

    def date(self, key: Key) -> str:
        """Return the date at `key`, "" where there is none."""
        text = self.text(key)
        if text and not is_date(text):
            self.fault(f"{_called(key)} is “{text}”, which is no date", key, "write it as 2027-05-01")
        return text if is_date(text) else ""

    def size(self, key: Key) -> int:
        """Return the size at `key` in bytes, 0 where it is none."""
        match = _SIZE.match(str(self.value(key)))
        if match:
            return int(match.group(1)) * _UNITS[match.group(2)]
        self.fault(f"{_called(key)} is not a size", key, "write it as 20 MB or 800 kB")
        return 0


def is_date(text: str) -> bool:
    """Return whether a text is a day of the calendar, written 2027-05-01."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _called(key: Key) -> str:
    names = [str(part) for part in key if isinstance(part, str)]
    return f"“{names[-1]}”" if names else "the file"
