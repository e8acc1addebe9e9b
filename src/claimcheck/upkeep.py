"""An exception that needs care -> the finding that says so: without a reason, unreadable, expired, needless.

`allow-without-reason`, `allow-unreadable` (an unknown rule, a wrong date, an end without beginning) and
`allow-expired` are errors, for what they allowed is held against the page again; `needless-allow` is a warning.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from claimcheck.model import Finding, Related

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claimcheck.config import Exempt
    from claimcheck.model import Document, Span

_WHY = {
    "allow-without-reason": "An exception is a decision of a person: without its reason nobody can review it.",
    "allow-unreadable": "What cannot be read allows nothing, though its writer thought that it does.",
    "allow-expired": "The exception was given until a day that has passed: somebody should decide again.",
    "needless-allow": "An exception that allows nothing would hide the next finding in its place.",
}
_SUGGEST = {
    "allow-without-reason": "add “because …”",
    "allow-unreadable": "write it as: claimcheck: allow RULE because REASON",
    "allow-expired": "change the copy, or decide again and set a new date",
    "needless-allow": "take the exception out",
}


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


def numbered(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings with ids that last: rule, words of the exception, ordinal."""
    seen: dict[str, int] = {}
    for finding in findings:
        key = f"{finding.rule}:{' '.join(finding.quote.lower().split())}"
        seen[key] = seen.get(key, 0) + 1
        yield replace(finding, id=f"{key}:{seen[key]}")


def _severity(rule: str) -> str:
    return "warning" if rule == "needless-allow" else "error"
