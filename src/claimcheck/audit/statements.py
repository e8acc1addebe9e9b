"""Report -> what a page says that other pages of its site may say otherwise, each with the finding that it would be.

So pages are held against each other by their rows alone (at_odds.py), when all of them are checked.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from claimcheck import fingerprint, flow
from claimcheck.allow import allow
from claimcheck.audit.shard import StatementRow
from claimcheck.checks.across import comparing, finding_at, slots_of, statements
from claimcheck.checks.wording import numbered
from claimcheck.config import config

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimcheck.audit.shard import PageRow
    from claimcheck.flow import House
    from claimcheck.model import Finding, Report
    from claimcheck.rulebook.rule import Rule

# What a finding and its row name alike.
_SAME = (
    "rule", "subject", "severity", "start", "end", "line", "column", "end_line", "end_column", "place", "quote",
    "sources",
)  # fmt: skip


def rows_of(page: PageRow, report: Report, house: House, as_of: str) -> Iterator[StatementRow]:
    """Yield a row for each statement and rule that holds it against other pages."""
    settings = config.settings_for(house.config, report.document.path)
    holding = {rule.name for rule in flow.applying(house.rules, settings)}
    told = [(rule, one) for rule in comparing(house.rules) for one in statements(report, rule, house.lexicon)]
    if not told:
        return
    unfilled = slots_of("", "", "", 0)
    found = numbered(flow.as_configured(finding_at(rule, one, report, unfilled), settings) for rule, one in told)
    known = house.known or [rule.name for rule in house.rules]
    _, allowed = allow.apply(found, report.document, settings, known, as_of, ran=())
    reasons = {one.finding.id: one.reason for one in allowed}
    prints = fingerprint.fingerprints(found, report.document)
    for number, ((rule, one), finding, print_) in enumerate(zip(told, found, prints, strict=True)):
        row = _row(page, rule, finding, reasons.get(finding.id, ""))
        yield replace(
            row,
            number=number,
            topic=json.dumps(_plain((one.what, one.about))),
            said=json.dumps(_plain(one.said)),
            shown=one.shown,
            held=rule.name in holding,
            words=print_.words,
            sentence=print_.sentence,
        )


def _row(page: PageRow, rule: Rule, finding: Finding, allowed: str) -> StatementRow:
    return StatementRow(
        page.shard, page.position, page.key, page.site, page.month, page.path,
        number=0,
        topic="",
        said="",
        shown="",
        held=False,
        words="",
        sentence="",
        message=rule.says,
        suggestion=rule.suggest,
        claim=finding.claim or "",
        allowed=allowed,
        **{name: getattr(finding, name) for name in _SAME},
    )  # fmt: skip


def _plain(value: Any) -> Any:
    """Return a value so that what is equal is written alike: 12 is 12.0."""
    if isinstance(value, int | float):
        return float(value)
    return [_plain(part) for part in value] if isinstance(value, tuple) else value
