"""Reports -> annotations of a GitHub workflow: one command a line, which the runner shows beside the changed lines.

Of each severity GitHub shows ten a step, so the gravest come first and a summary says how many there are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck import outputs
from claimcheck.outputs.text import counts, one_line, told

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimcheck.errors import UserError
    from claimcheck.flow import Outcome
    from claimcheck.model import Allowed, Finding

SHOWN = 10

_COMMANDS = {"error": "error", "warning": "warning", "advice": "notice"}


def render(outcome: Outcome) -> str:
    """Return the faults, findings and exceptions as workflow commands, and the notice."""
    findings = [finding for _, finding in outputs.by_gravity(outcome)]
    lines = [
        *(_fault(error) for error in outcome.failed),
        *(_finding(finding) for finding in findings if finding.severity != "advice"),
        # Before what else is a notice: it must be among the ten that are shown.
        _summary(outcome),
        *(_finding(finding) for finding in findings if finding.severity == "advice"),
        *(_allowed(allowed) for report in outputs.reports_of(outcome) for allowed in outputs.allowed_of(report)),
        outputs.notice(outcome),
    ]
    return "".join(f"{line}\n" for line in lines)


def _finding(finding: Finding) -> str:
    title = f"claimcheck: {finding.rule} ({finding.subject})"
    return _command(_COMMANDS[finding.severity], title, "\n".join(told(finding)), _place(finding))


def _allowed(allowed: Allowed) -> str:
    title = f"claimcheck: allowed {allowed.finding.rule}"
    return _command("notice", title, one_line(outputs.reason_of(allowed)), _place(allowed.finding))


def _fault(error: UserError) -> str:
    place = {"file": error.path, "line": error.line, "col": error.column}
    known = {name: str(value) for name, value in place.items() if value}
    return _command("error", "claimcheck: cannot be read or run", one_line(outputs.fault_of(error)), known)


def _summary(outcome: Outcome) -> str:
    return _command("notice", "claimcheck", "\n".join([*counts(outcome), *_not_shown(outcome)]), {})


def _not_shown(outcome: Outcome) -> Iterator[str]:
    found = outputs.by_severity(outcome)
    # Faults are errors, too, and this summary is a notice.
    beside = {"error": len(outcome.failed), "advice": 1}
    over = {severity: number + beside.get(severity, 0) - SHOWN for severity, number in found.items()}
    more = [f"{number} more of severity {severity}" for severity, number in over.items() if number > 0]
    if more:
        yield f"GitHub shows {SHOWN} of each severity a step; in the log of the step: {', '.join(more)}."


def _place(finding: Finding) -> Mapping[str, str]:
    place = {"file": finding.path, "line": finding.line, "endLine": finding.end_line}
    if finding.line == finding.end_line:
        # GitHub takes columns within one line only.
        place |= {"col": finding.column, "endColumn": finding.end_column}
    return {name: str(value) for name, value in place.items()}


def _command(name: str, title: str, message: str, place: Mapping[str, str]) -> str:
    given = {**place, "title": title}
    properties = ",".join(f"{key}={_property(one_line(value))}" for key, value in given.items())
    return f"::{name} {properties}::{_escaped(message)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
