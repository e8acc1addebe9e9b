"""The lists of a trial's registration -> Trial: arms with counted rows, and the lines of each section as words.

The lists are those of ClinicalTrials.gov as plain lines: "Adverse Events 1:", "Total: 3/40 (7.50%)"; "Results 1:",
"Arm/Group Title: …", "Unit of Measure: weeks  9.1 (7.4 to 11.0)"; "Inclusion Criteria:".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

TOTAL = "total"
_NUMBER = r"-?\d[\d,]*(?:\.\d+)?"
_ARM = re.compile(r"(?:Adverse Events?|Results?|INTERVENTION) \d+\s*:?\s*$", re.IGNORECASE)
_HEAD = re.compile(r"Outcome Measurement\W*$|Time frame:", re.IGNORECASE)
_COUNTED = re.compile(r"^(?P<label>.*?)\s*(?P<k>\d+)/(?P<n>\d+)\s*\((?P<share>[\d.]+)%\)")
_MEASURED = re.compile(rf"^(?:(?P<label>.*?):\s*)?(?P<value>{_NUMBER})\s*(?:\([^)]*\))?\s*(?:(?P<share>{_NUMBER})%)?")
_RANGE = re.compile(rf"\(\s*({_NUMBER})\s*(?:to|-|–|,)\s*({_NUMBER})\s*\)")
_UNIT = re.compile(r"Unit of Measure:\s*(.*?)(?:\s{2,}(.*))?$")
_ANALYSED = re.compile(r"Overall Number of Participants Analyzed:\s*(\d+)")
_PEOPLE = re.compile(r"participant|patient|subject|people", re.IGNORECASE)
_SHARE = re.compile(r"percent|%", re.IGNORECASE)
_OUT = re.compile(r"\bexclusion|\bexclude\b", re.IGNORECASE)
_IN = re.compile(r"\binclusion\b", re.IGNORECASE)
# A heading of criteria has at most so many words; a share is right when it is this near to k of n.
_HEADING, _NEAR = 8, 0.6


class Row(NamedTuple):
    """One line that counts or measures: its value, the `share` in percent and the people `n` where they are known."""

    label: str
    value: float
    share: float | None = None
    n: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str = ""


class Arm(NamedTuple):
    """One group of a trial with its rows."""

    title: str
    rows: tuple[Row, ...]
    about: str = ""


class Trial(NamedTuple):
    """What one section of a registration lists: arms with rows, the lines as text, and those that keep people out.

    `kind` is events, results, interventions or criteria; `named` is what an outcome is called.
    """

    kind: str
    title: str
    arms: tuple[Arm, ...]
    lines: tuple[str, ...]
    kept_out: tuple[str, ...] = ()
    named: str = ""


def adverse_events(lines: Sequence[str]) -> Trial:
    """Return the arms of a list of adverse events, each row "name k/n (share)"."""
    arms = tuple(Arm(title, tuple(filter(None, map(_counted, held)))) for title, held in _by_arm(lines))
    return Trial("events", "", arms, _stripped(lines))


def outcome_results(lines: Sequence[str]) -> Trial:
    """Return the arms of a list of results of one outcome."""
    head = [line.strip() for line in lines[: next((i for i, x in enumerate(lines) if _is_arm(x)), len(lines))]]
    named = next((line for line in head if line and not _HEAD.match(line)), "")
    arms = tuple(_measured_arm(held) for _, held in _by_arm(lines))
    return Trial("results", " ".join(head), arms, _stripped(lines), named=named)


def interventions(lines: Sequence[str]) -> Trial:
    """Return the arms of a list of interventions."""
    arms = tuple(Arm(held[0].strip() if held else "", (), " ".join(held)) for _, held in _by_arm(lines))
    return Trial("interventions", "", arms, _stripped(lines))


def criteria(lines: Sequence[str]) -> Trial:
    """Return a list of criteria, those that keep people out apart."""
    let_in, kept_out, held = [], [], True
    for line in _stripped(lines):
        if len(line.split()) <= _HEADING and (_OUT.search(line) or _IN.search(line)):
            held = not _OUT.search(line)
        elif held:
            let_in.append(line)
        else:
            kept_out.append(line)
    return Trial("criteria", "", (), (*let_in, *kept_out), tuple(kept_out))


def _stripped(lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(line.strip() for line in lines if line.strip())


def _is_arm(line: str) -> bool:
    return _ARM.match(line.strip()) is not None


def _by_arm(lines: Sequence[str]) -> list[tuple[str, list[str]]]:
    found: list[tuple[str, list[str]]] = []
    for line in lines:
        if _is_arm(line):
            found.append((line.strip().rstrip(": "), []))
        elif found:
            found[-1][1].append(line)
    return found


def _plain(written: str) -> float:
    return float(written.replace(",", ""))


def _counted(line: str) -> Row | None:
    match = _COUNTED.match(line.strip())
    if match is None:
        return None
    k, n, share = match["k"], int(match["n"]), float(match["share"])
    # A footnote's mark may be glued to the count: "20/92 (0.00 %)".
    while len(k) > 1 and n and abs(100 * int(k) / n - share) > _NEAR:
        k = k[1:]
    label = re.sub(r"[^\w\s,/-]|\d", " ", match["label"]).strip()
    return Row(label, int(k), share, n)


def _measured_arm(lines: Sequence[str]) -> Arm:
    """Return one arm of results: what stands before the number analysed tells of it, what stands behind is measured."""
    title, about, unit, n, rows = "", [], "", None, []
    for line in _stripped(lines):
        analysed, named = _ANALYSED.match(line), _UNIT.match(line)
        if line.startswith("Arm/Group Title:"):
            title = line.partition(":")[2].strip()
        elif analysed:
            n = float(analysed[1])
        elif named:
            unit = named[1]
            rows += [_measured(named[2], unit, n)] if named[2] else []
        elif unit:
            rows.append(_measured(line, unit, n))
        elif n is None:
            about.append(line.removeprefix("Arm/Group Description:").strip())
    return Arm(title, tuple(row for row in rows if row is not None), " ".join(about))


def _measured(line: str, unit: str, n: float | None) -> Row | None:
    match = _MEASURED.match(line.strip())
    if match is None:
        return None
    value, between = _plain(match["value"]), _RANGE.search(line)
    share = _plain(match["share"]) if match["share"] else value if _SHARE.search(unit) else None
    if share is None and n and _PEOPLE.search(unit):
        share = 100 * value / n
    low, high = (_plain(between[1]), _plain(between[2])) if between else (value, value)
    return Row((match["label"] or "").strip(), value, share, n, low, high, unit)
