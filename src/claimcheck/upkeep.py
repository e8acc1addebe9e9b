"""An exception or an approval that needs care -> the finding that says so.

`allow-without-reason`, `allow-unreadable` (an unknown rule, a wrong date, an end without beginning) and
`allow-expired` are errors, for what they allowed is held against the page again; `needless-allow` is a warning.
`approval-expired`, `approval-outdated` (a record that it rests on has lost its standing) and `unapproved-claim` are
errors; `claim-drifted` is a warning, and an error where every claim has to be approved.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from claimcheck.model import Finding, Related

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claimcheck.config.config import Exempt
    from claimcheck.ledger.ledger import Match
    from claimcheck.model import Claim, Document, Span

_WHY = {
    "allow-without-reason": "An exception is a decision of a person: without its reason nobody can review it.",
    "allow-unreadable": "What cannot be read allows nothing, though its writer thought that it does.",
    "allow-expired": "The exception was given until a day that has passed: somebody should decide again.",
    "needless-allow": "An exception that allows nothing would hide the next finding in its place.",
    "claim-drifted": "Somebody approved other words: what was changed since has been reviewed by nobody.",
    "approval-expired": "The wording was approved until a day that has passed: somebody should decide again.",
    "approval-outdated": "The wording was approved on the strength of a record that has lost its standing since.",
    "unapproved-claim": "What is said here may only be what somebody has approved (require_approval).",
}
_SUGGEST = {
    "allow-without-reason": "add “because …”",
    "allow-unreadable": "write it as: claimcheck: allow RULE because REASON",
    "allow-expired": "change the copy, or decide again and set a new date",
    "needless-allow": "take the exception out",
    "claim-drifted": "write it as approved: “{wording}”, or have it approved as it stands",
    "approval-expired": "change the copy, or decide again: claimcheck approve {path}:{line} --by NAME",
    "approval-outdated": "change the copy, or decide again: claimcheck approve {path}:{line} --by NAME",
    "unapproved-claim": "write what is approved, or decide: claimcheck approve {path}:{line} --by NAME",
}
_WARNINGS = ("needless-allow", "claim-drifted")


def in_comment(rule: str, message: str, document: Document, comment: Span) -> Finding:
    """Return the finding that stands at the comment of an exception."""
    line, column = document.line_column(comment.start)
    end_line, end_column = document.line_column(comment.end)
    return Finding(
        id="",
        rule=rule,
        subject="upkeep",
        severity=_severity(rule),
        path=document.path,
        start=comment.start,
        end=comment.end,
        line=line,
        column=column,
        end_line=end_line,
        end_column=end_column,
        quote=document.source[comment.start : comment.end],
        message=message,
        why=_WHY[rule],
        suggestion=_SUGGEST[rule],
        place=document.named_place(comment.start),
    )


def in_settings(rule: str, message: str, exempt: Exempt) -> Finding:
    """Return the finding that stands at an entry of claimcheck.yaml; it quotes nothing."""
    return Finding(
        id="",
        rule=rule,
        subject="upkeep",
        severity=_severity(rule),
        path=exempt.path,
        start=0,
        end=0,
        line=exempt.line,
        column=1,
        end_line=exempt.line,
        end_column=1,
        quote="",
        message=message,
        why=_WHY[rule],
        suggestion=_SUGGEST[rule],
    )


def at_finding(rule: str, message: str, finding: Finding, exempt: Exempt) -> Finding:
    """Return the finding that stands where another is back because its entry in claimcheck.yaml has ended."""
    return replace(
        finding,
        rule=rule,
        subject="upkeep",
        severity=_severity(rule),
        message=message,
        why=_WHY[rule],
        suggestion=_SUGGEST[rule],
        sources=(),
        records=(),
        claim=None,
        also=(),
        jurisdictions=(),
        related=(Related(exempt.path, 0, 0, exempt.line, 1, "the exception"),),
        page=False,
    )


def at_claim(
    rule: str, message: str, document: Document, claim: Claim, match: Match | None, *, strict: bool
) -> Finding:
    """Return the finding about the approval of a claim of a document; `strict` where all has to be approved."""
    run, entry = (match.run, match.entry) if match else (claim.sentence, None)
    span, place = document.source_span(*run), document.place(*run)
    given = {"path": document.path, "line": place.line, "wording": match.wording if match else ""}
    return Finding(
        id="",
        rule=rule,
        subject="upkeep",
        severity="error" if strict else _severity(rule),
        path=document.path,
        start=span.start,
        end=span.end,
        **place._asdict(),
        quote=document.source[slice(*span)],
        message=message,
        why=_WHY[rule],
        suggestion=_SUGGEST[rule].format(**given),
        records=entry.records if entry else (),
        claim=claim.id,
        related=(Related(entry.path, 0, 0, entry.line, 1, "the approval"),) if entry else (),
        place=document.named_place(span.start),
    )


def numbered(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings with ids that last: rule, words of the exception, ordinal."""
    seen: dict[str, int] = {}
    for finding in findings:
        key = f"{finding.rule}:{' '.join(finding.quote.lower().split())}"
        seen[key] = seen.get(key, 0) + 1
        yield replace(finding, id=f"{key}:{seen[key]}")


def _severity(rule: str) -> str:
    return "warning" if rule in _WARNINGS else "error"
