"""Rules -> SARIF: each rule that a report names, with its help from the rule's own file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimcheck.outputs import _rule_parts
from claimcheck.outputs._rules_page import escaped
from claimcheck.outputs.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimcheck.flow import Outcome
    from claimcheck.model import Finding
    from claimcheck.records.record import Record
    from claimcheck.rulebook.rule import Rule

LEVELS = {"error": "error", "warning": "warning", "advice": "note"}

_GITHUB = {"error": "error", "warning": "warning", "advice": "recommendation"}
_SHOWN = 3


def rules(outcome: Outcome) -> list[dict[str, Any]]:
    """Return the rules that findings of the reports name, by name."""
    found: dict[str, Finding] = {}
    for report in outcome.reports:
        accepted = [allowed.finding for allowed in report.allowed]
        for finding in (*report.findings, *accepted, *(hidden.finding for hidden in report.hidden)):
            found.setdefault(finding.rule, finding)
    known = {rule.name: rule for rule in outcome.house.rules} if outcome.house else {}
    records = outcome.house.records if outcome.house else {}
    return [
        _rule(known[name], records) if name in known else _without_file(finding)
        for name, finding in sorted(found.items())
    ]


def _rule(rule: Rule, records: Mapping[str, Record]) -> dict[str, Any]:
    text = "\n\n".join(_help(rule, records, markdown=False))
    markdown = "\n\n".join(_help(rule, records, markdown=True))
    return {
        "id": rule.name,
        "shortDescription": {"text": one_line(rule.says)},
        "fullDescription": {"text": one_line(rule.why)},
        "help": {"text": text, "markdown": markdown},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": _properties(rule.subject, rule.severity),
    }


def _without_file(finding: Finding) -> dict[str, Any]:
    """Return a rule that has no file, as those about exceptions: its findings say all that there is."""
    safer = f" {finding.suggestion[:1].upper()}{finding.suggestion[1:]}." if finding.suggestion else ""
    return {
        "id": finding.rule,
        "shortDescription": {"text": finding.rule},
        "fullDescription": {"text": one_line(finding.why)},
        "help": {"text": one_line(f"{finding.why}{safer}")},
        "defaultConfiguration": {"level": LEVELS[finding.severity]},
        "properties": _properties(finding.subject, finding.severity),
    }


def _properties(subject: str, severity: str) -> dict[str, Any]:
    return {"tags": [subject], "problem.severity": _GITHUB[severity]}


def _help(rule: Rule, records: Mapping[str, Record], *, markdown: bool) -> Iterator[str]:
    """Yield the parts of what a rule asks: why, what it finds and leaves alone, a safer wording, limits, sources."""
    says, bold = (escaped, "**{}**") if markdown else (str, "{}")
    yield says(one_line(rule.why))
    for title, examples in (("Found", rule.found), ("Left alone", rule.clean)):
        short = [one_line(_rule_parts.marked(e, "“", "”")) for e in examples if "\n" not in e.text.strip()]
        if short:
            yield "\n".join([bold.format(title), *(f"- {says(line)}" for line in short[:_SHOWN])])
    if rule.suggest:
        yield f"{bold.format('Safer wording')}: {says(one_line(rule.suggest))}"
    if rule.limits:
        yield "\n".join([bold.format("Not seen"), *(f"- {says(one_line(limit))}" for limit in rule.limits)])
    if rule.sources:
        named = [_rule_parts.authority(source, records).citation for source in rule.sources]
        yield "\n".join([bold.format("Bears on"), *(f"- {says(name)}" for name in named)])
