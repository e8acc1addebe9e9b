"""Reports -> Markdown: a summary for a pull request, with counts, a table by rule, the gravest findings, exceptions.

What comes from a page stands escaped: it makes no markup, calls nobody by name and links to nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from claimcheck import outputs
from claimcheck.model import SEVERITIES
from claimcheck.outputs.text import counts, one_line, shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from claimcheck.flow import Outcome
    from claimcheck.model import Finding

SHOWN = 20

_MARKUP = re.compile(r"[\\`*_\[\]<>~|&!$]|:(?=\S)|(?<=\bwww)\.")
# GitHub and GitLab call people by @name, and link #1 and !1, after Markdown is read: no escape keeps them from it.
_CALL = re.compile(r"[@#](?=\w)")
_UNSEEN = "\u200b"


def render(outcome: Outcome) -> str:
    """Return the summary."""
    parts = [
        "## claimcheck",
        "\n".join(f"- {_escaped(line)}" for line in counts(outcome)),
        *_by_rule(outcome),
        *_gravest(outcome),
        *_exceptions(outcome),
        *_not_read(outcome),
        outputs.notice(outcome),
    ]
    return "\n\n".join(parts) + "\n"


def _by_rule(outcome: Outcome) -> Iterator[str]:
    found: dict[str, list[Finding]] = {}
    for _, finding in outputs.by_gravity(outcome):
        found.setdefault(finding.rule, []).append(finding)
    names = tuple(reversed(SEVERITIES))
    rows = []
    # Within the gravest severity that a rule has, the most frequent first.
    for rule, findings in sorted(found.items(), key=_weight):
        number = Counter(finding.severity for finding in findings)
        pages = len({finding.path for finding in findings})
        rows.append((_code(rule), findings[0].subject, *(str(number[name]) for name in names), str(pages)))
    yield from _table("By rule", ("rule", "subject", *names, "files"), rows)


def _weight(pair: tuple[str, list[Finding]]) -> tuple[int, int, str]:
    rule, findings = pair
    return -max(SEVERITIES.index(finding.severity) for finding in findings), -len(findings), rule


def _gravest(outcome: Outcome) -> Iterator[str]:
    found = outputs.once(outputs.by_gravity(outcome))
    rows = [
        (
            finding.severity,
            _code(_where(finding, again)),
            _code(finding.rule),
            _escaped(f"“{shortened(finding.quote)}”"),
            _escaped(finding.message),
        )
        for finding, again in found[:SHOWN]
    ]
    title = f"The gravest {SHOWN} of {len(found)} faults" if len(found) > SHOWN else "Findings"
    yield from _table(title, ("severity", "place", "rule", "words", "what they say"), rows)


def _where(finding: Finding, again: Sequence[Finding]) -> str:
    """Return file and line of a finding, and the lines at which the same is said again."""
    lines = dict.fromkeys(str(one.line) for one in (finding, *again))
    return f"{finding.path}:{', '.join(lines)}"


def _exceptions(outcome: Outcome) -> Iterator[str]:
    rows = [
        (
            _code(f"{allowed.finding.path}:{allowed.finding.line}"),
            _code(allowed.finding.rule),
            _escaped(allowed.reason),
            _escaped(outputs.who(allowed)),
            allowed.until or "for good",
        )
        for report in outputs.reports_of(outcome)
        for allowed in outputs.allowed_of(report)
    ]
    yield from _table("Exceptions", ("place", "rule", "because", "by", "until"), rows)


def _not_read(outcome: Outcome) -> Iterator[str]:
    rows = [(_code(_place(e.path, e.line)), _escaped(e.fault), _escaped(e.remedy)) for e in outcome.failed]
    rows += [(_code(path), _escaped(f"left out: {why}"), "") for path, why in outcome.skipped]
    yield from _table("Not read", ("file", "fault", "remedy"), rows)


def _place(path: str, line: int) -> str:
    return f"{path}:{line}" if path and line else path or "as a whole"


def _table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    lines = [f"| {' | '.join(row)} |" for row in rows]
    if lines:
        yield f"### {title}"
        yield "\n".join([f"| {' | '.join(columns)} |", f"|{'---|' * len(columns)}", *lines])


def _escaped(text: str) -> str:
    return _CALL.sub(rf"\g<0>{_UNSEEN}", _MARKUP.sub(r"\\\g<0>", one_line(text)))


def _code(text: str) -> str:
    """Return a text as code in a cell of a table: a fence longer than any in it, its bars escaped."""
    words = one_line(text).replace("|", r"\|")
    fence = "`" * (1 + max(map(len, re.findall("`+", words)), default=0))
    space = " " if words.startswith("`") or words.endswith("`") else ""
    return f"{fence}{space}{words}{space}{fence}"
