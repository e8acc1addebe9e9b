"""The baseline: a file of findings that a repository lives with, and Reports -> Reports without what it holds.

One finding a line, sorted, as JSON: two branches that change it merge line by line, and a fault in it has its line.
It holds each finding by its fingerprint and number, under its path relative to the file. Exceptions and records that
need care (`upkeep`) are never held: they are mended by an edit of one line.
"""

from __future__ import annotations

import json
import os
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from stat import S_ISREG
from typing import TYPE_CHECKING, Any, NamedTuple

from claimcheck.config.config import settings_for
from claimcheck.errors import UserError, unreadable
from claimcheck.fingerprint import Fingerprint, fingerprints, known_among
from claimcheck.flow import applying
from claimcheck.model import Finding, Hidden, Report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from claimcheck.flow import House, Outcome

FILE_NAME = ".claimcheck-baseline.jsonl"

_KEYS = ("path", "rule", "records", "words", "sentence", "nth")
_TEXTS = ("path", "rule", "words", "sentence")
_REMEDY = "take the line out, or write the file anew with `claimcheck baseline`"


class Entry(NamedTuple):
    """One finding that is held: the path of its page, its fingerprint, and the how manieth of its kind it is."""

    path: str
    finding: Fingerprint
    nth: int


@dataclass(frozen=True)
class Baseline:
    """What is held, by page. `root` is the folder that paths are relative to, `path` the file as shown."""

    path: str
    root: Path
    held: Mapping[str, Counter[Fingerprint]] = field(default_factory=dict)

    def of(self, path: str) -> Counter[Fingerprint]:
        """Return what is held of a page, by its path as the command line shows it."""
        return self.held.get(self.name_of(path), Counter())

    def name_of(self, path: str) -> str:
        """Return the path of a page as the file writes it."""
        return os.path.relpath(os.path.abspath(path), self.root).replace(os.sep, "/")

    def entries(self) -> list[Entry]:
        """Return all that is held, in the order of the file."""
        return sorted(
            Entry(path, fingerprint, nth)
            for path, held in self.held.items()
            for fingerprint, times in held.items()
            for nth in range(1, times + 1)
        )


def read(path: Path, *, shown_as: str = "") -> Baseline:
    """Read a baseline; raise UserError with the line of the first fault."""
    shown = shown_as or str(path)
    lines = enumerate(_lines(path, shown), 1)
    held: dict[str, Counter[Fingerprint]] = defaultdict(Counter)
    # A merge may have kept a line of both branches.
    for entry in {_entry(line, shown, number) for number, line in lines if line.strip()}:
        held[entry.path][entry.finding] += 1
    return Baseline(shown, path.absolute().parent, dict(held))


def text(entries: Iterable[Entry]) -> str:
    """Return the file that holds these entries."""
    given = ({"path": entry.path, **entry.finding._asdict(), "nth": entry.nth} for entry in sorted(entries))
    return "".join(f"{json.dumps(entry, ensure_ascii=False)}\n" for entry in given)


def hide(outcome: Outcome, baseline: Baseline, house: House, *, sound: bool) -> Outcome:
    """Return what a run gives without the findings that the baseline holds: reports keep them as hidden.

    `sound` tells whether all rules could be loaded: one that nobody knows is else one that is broken.
    """
    left = gone(baseline, outcome.reports, house, sound=sound).total()
    are = "1 entry of the baseline is" if left == 1 else f"{left} entries of the baseline are"
    notes = (f"{are} found no more; `claimcheck baseline` takes out what is gone",) if left else ()
    return replace(
        outcome,
        reports=tuple(hidden_in(report, baseline.of(report.document.path), "baseline") for report in outcome.reports),
        hidden_by=(*outcome.hidden_by, ("baseline", baseline.path)),
        notes=(*outcome.notes, *notes),
    )


def hidden_in(
    report: Report, held: Counter[Fingerprint], by: str, brought: Callable[[Finding], bool] | None = None
) -> Report:
    """Return a report whose findings with a fingerprint among those `held` are hidden."""
    if not held:
        return report
    found = fingerprints(report.findings, report.document)
    known = known_among(found, held, None if brought is None else lambda at: brought(report.findings[at]))
    hidden = tuple(Hidden(finding, by) for at, finding in enumerate(report.findings) if at in known)
    standing = tuple(finding for at, finding in enumerate(report.findings) if at not in known)
    return replace(report, findings=standing, hidden=(*report.hidden, *hidden))


def holdable(report: Report) -> Counter[Fingerprint]:
    """Return the findings of a report that a baseline can hold."""
    given = [*report.findings, *(hidden.finding for hidden in report.hidden)]
    return Counter(fingerprints([f for f in given if f.subject != "upkeep"], report.document))


def gone(
    baseline: Baseline, reports: Iterable[Report], house: House, *, sound: bool
) -> Counter[tuple[str, Fingerprint]]:
    """Return what is held and not found any more; what nobody judged is not gone."""
    left: Counter[tuple[str, Fingerprint]] = Counter()
    for report in reports:
        path = report.document.path
        missing = baseline.of(path) - holdable(report)
        rules = {rule.name for rule in applying(house.rules, settings_for(house.config, path))} if missing else set()
        known = {rule.name for rule in house.rules}.union(house.known)
        for fingerprint, times in missing.items():
            if fingerprint.rule in rules or (sound and fingerprint.rule not in known):
                left[baseline.name_of(path), fingerprint] = times
    for name, held in baseline.held.items():
        if not os.path.lexists(baseline.root / name):
            left.update({(name, fingerprint): times for fingerprint, times in held.items()})
    return left


def shrunk(baseline: Baseline, left: Counter[tuple[str, Fingerprint]]) -> Baseline:
    """Return a baseline without what is gone."""
    held = {
        path: Counter({fingerprint: times - left[path, fingerprint] for fingerprint, times in given.items()})
        for path, given in baseline.held.items()
    }
    return replace(baseline, held={path: +given for path, given in held.items() if +given})


def grown(baseline: Baseline, reports: Iterable[Report]) -> Baseline:
    """Return a baseline that holds all findings of these reports besides what it holds."""
    held = dict(baseline.held)
    for report in reports:
        name = baseline.name_of(report.document.path)
        together = held.get(name, Counter()) | holdable(report)
        if together:
            held[name] = together
    return replace(baseline, held=held)


def _lines(path: Path, shown: str) -> list[str]:
    try:
        # A pipe would be waited for, without end.
        if not S_ISREG(path.stat().st_mode):
            raise UserError("is no file", path=shown, remedy="name a file that `claimcheck baseline` wrote")
        return path.read_bytes().decode("utf-8-sig").split("\n")
    except OSError as error:
        raise unreadable(path, shown, error) from error
    except UnicodeDecodeError as error:
        raise UserError("is not UTF-8 text", path=shown, remedy="write it anew with `claimcheck baseline`") from error


def _entry(line: str, shown: str, number: int) -> Entry:
    fault = UserError("holds no finding", path=shown, line=number, remedy=_REMEDY)
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise fault from error
    if not isinstance(value, dict) or set(value) != set(_KEYS) or not _sound(value):
        raise fault
    given = Fingerprint(value["rule"], tuple(value["records"]), value["words"], value["sentence"])
    return Entry(value["path"], given, value["nth"])


def _sound(value: Mapping[str, Any]) -> bool:
    records = value["records"]
    texts: Iterator[Any] = (value[key] for key in _TEXTS)
    return (
        all(isinstance(text, str) for text in texts)
        and isinstance(records, list)
        and all(isinstance(record, str) for record in records)
        and type(value["nth"]) is int
        and value["nth"] > 0
    )
