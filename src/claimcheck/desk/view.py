"""A checked page -> what the browser draws: blocks, claims and findings with their places and all that a card tells.

Places count UTF-16 units: `source` of the text that is typed in, `text` of the words as a visitor reads them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from claimcheck.desk import cards
from claimcheck.desk.written import Units
from claimcheck.outputs import allowed_of, findings_of, reason_of
from claimcheck.outputs._html_claims import asked_for
from claimcheck.outputs._html_marks import Places
from claimcheck.outputs._html_sources import Library
from claimcheck.outputs._html_tags import plain

if TYPE_CHECKING:
    from claimcheck.desk.session import Checked
    from claimcheck.flow import House
    from claimcheck.model import Claim, Finding
    from claimcheck.rulebook.rule import Rule

_WORDING = re.compile("“([^“”]+)”")


def view(checked: Checked, house: House, day: str) -> dict[str, Any]:
    """Return the page as plain values for the browser."""
    return _View(checked, house).told(day)


class _View:
    """One page, with the ways from its places to those of the browser."""

    def __init__(self, checked: Checked, house: House) -> None:
        self.report, self.document = checked.report, checked.document
        self.house, self.foreign = house, checked.foreign
        self.rules = {rule.name: rule for rule in house.rules}
        self.source, self.text = Units(self.document.source), Units(self.document.text)
        self.places = Places(self.document)

    def told(self, day: str) -> dict[str, Any]:
        document = self.document
        findings = [self.finding(one) for one in findings_of(self.report)]
        accepted = [{**self.finding(one.finding), "accepted": plain(reason_of(one))} for one in allowed_of(self.report)]
        claims = [self.claim(one) for one in sorted(self.report.claims, key=lambda one: (one.start, one.end, one.id))]
        return {
            "as_of": day,
            "words": self.report.words,
            "foreign": self.foreign,
            "unread": [plain(note) for note in document.unread],
            "source": "" if self.source_is_typed else document.source,
            "text": document.text,
            "blocks": [
                {"kind": one.kind, "run": self.text.run(one.start, one.end), "level": one.level}
                for one in document.blocks
            ],
            "findings": [*findings, *accepted],
            "claims": claims,
            "records": self.records(findings, accepted, claims),
        }

    @property
    def source_is_typed(self) -> bool:
        """Return whether the browser has the source anyway: it is what is typed."""
        return not self.document.places

    def finding(self, finding: Finding) -> dict[str, Any]:
        place = self.places.find(finding.start, finding.end)
        rule = self.rules.get(finding.rule)
        return {
            "id": finding.id,
            "rule": finding.rule,
            "subject": finding.subject,
            "severity": finding.severity,
            "quote": plain(finding.quote),
            "message": plain(finding.message),
            "why": plain(finding.why),
            "suggestion": plain(finding.suggestion),
            "wordings": _WORDING.findall(finding.suggestion),
            "notice": self.notice(rule),
            "careful": [plain(one.text) for one in rule.clean if not one.is_page][:2] if rule else [],
            "sources": list(finding.sources),
            "records": [cards.part(name, finding, self.house) for name in finding.records],
            "claim": finding.claim,
            "also": list(finding.also),
            "jurisdictions": cards.jurisdictions(finding, self.house),
            "page": finding.page,
            "place": finding.place or f"{finding.line}:{finding.column}",
            "line": finding.line,
            "source": self.source.run(finding.start, finding.end),
            "text": None if place is None or finding.page else self.text.run(place[1], place[2]),
            "related": [f"{plain(one.path)}:{one.line}: {plain(one.what)}" for one in finding.related],
            "accepted": "",
        }

    def notice(self, rule: Rule | None) -> str:
        """Return the notice that a rule asks for word for word, "" where it asks for none."""
        return rule.require.notice[0] if rule and rule.require and rule.require.notice else ""

    def claim(self, claim: Claim) -> dict[str, Any]:
        document = self.document
        span = document.source_span(claim.start, claim.end)
        shelf = Library(self.house.records, self.house.lexicon.classes)
        return {
            "id": claim.id,
            "words": plain(document.text[claim.start : claim.end]),
            "line": document.line_column(span.start)[0],
            "status": claim.status or "",
            "approval": claim.approval,
            "kinds": list(claim.kinds),
            "role": claim.role,
            "stance": claim.stance,
            "strength": claim.strength,
            "direction": claim.direction,
            "cues": [
                {"decides": one.decides, "says": one.says, "words": plain(document.text[one.start : one.end])}
                for one in claim.cues
            ],
            "calls": asked_for(claim, shelf),
            "records": list(claim.records),
            "alike": list(claim.alike),
            "source": self.source.run(*span),
            "text": self.text.run(claim.start, claim.end),
        }

    def records(self, *told: list[dict[str, Any]]) -> dict[str, Any]:
        """Return each record that is named, once."""
        named: dict[str, None] = {}
        for one in (one for many in told for one in many):
            for name in (*one.get("sources", ()), *one.get("alike", ()), *one["records"]):
                named[name["id"] if isinstance(name, dict) else name] = None
        records = self.house.records
        return {name: cards.record(records[name]) for name in named if name in records}
