"""Reports -> Findings: statements of two pages at odds, in a second pass over the claims of the pages given.

A finding stands on the page that is checked, the words of the other page are a related place. Two statements are held
against each other where they are about the same treatment, outcome and condition, and lean on the same studies.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from claimcheck.checks.difference import days_in, nearest
from claimcheck.checks.wording import filled, numbered, placed
from claimcheck.claims.figures import is_time
from claimcheck.model import Related, Span
from claimcheck.rulebook.conditions import claim_holds, severity_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from claimcheck.lexicon import Lexicon
    from claimcheck.model import Claim, Finding, Report
    from claimcheck.rulebook.rule import Rule


class Statement(NamedTuple):
    """What one claim of a page says of a thing: a figure, or which way an outcome went."""

    what: str
    about: tuple[object, ...]
    said: tuple[object, ...]
    shown: str
    page: int
    claim: Claim


def across(reports: Sequence[Report], rules: Iterable[Rule], lexicon: Lexicon) -> list[list[Finding]]:
    """Return for each report what its statements have against those of the other reports."""
    found: list[list[Finding]] = [[] for _ in reports]
    for rule in comparing(rules) if len(reports) > 1 else ():
        groups: Mapping[tuple[object, ...], list[Statement]] = defaultdict(list)
        for number, report in enumerate(reports):
            for statement in statements(report, rule, lexicon, number):
                groups[(statement.what, *statement.about)].append(statement)
        for group in groups.values():
            for one, other in _at_odds(group):
                found[one.page].append(_finding(rule, one, other, reports))
    return [numbered(sorted(findings, key=_in_order)) for findings in found]


def comparing(rules: Iterable[Rule]) -> list[Rule]:
    """Return the rules that hold pages against each other."""
    return [rule for rule in rules if rule.compare is not None and rule.compare.with_ == "pages"]


def statements(report: Report, rule: Rule, lexicon: Lexicon, page: int = 0) -> Iterator[Statement]:
    """Yield what a page says that such a rule holds against what others say; `page` is the number of its report."""
    for claim in report.claims:
        if claim_holds(rule.when, claim, lexicon):
            yield from (one for one in _statements(page, claim, report) if one.what in rule.comparison.differ)


def finding_at(rule: Rule, statement: Statement, report: Report, slots: Mapping[str, str]) -> Finding:
    """Return what is said of a statement of a page, without id and without the place on the other page."""
    return replace(
        placed(
            rule,
            report.document,
            Span(statement.claim.start, statement.claim.end),
            severity=severity_of(rule, statement.claim),
            message=filled(rule.says, slots),
            slots=slots,
        ),
        claim=statement.claim.id,
    )


def slots_of(said: str, known: str, path: str, line: int) -> dict[str, str]:
    """Return what fills the message: the words here, and those of the other page with their place."""
    return {"said": said, "known": known, "record": f"{path}:{line}"}


def _statements(page: int, claim: Claim, report: Report) -> Iterator[Statement]:
    """Yield what a claim says that another page may say otherwise."""
    text, records = report.document.text, tuple(sorted(claim.records))
    conditions = tuple(sorted(nearest(claim, "condition")))
    # Of a thing that no lexicon names, the study tells what is spoken of.
    for treatment in sorted(nearest(claim, "treatment"))[:1] or records[:1]:
        for figure in claim.figures:
            if figure.measure and not is_time(figure) and not figure.up_to and _is_alone(figure.measure, claim):
                days = days_in(figure.time)
                about = (treatment, figure.measure, figure.unit, days, conditions, records)
                said = (figure.value, figure.low, figure.high, figure.k, figure.n)
                yield Statement("figure", about, said, text[figure.start : figure.end], page, claim)
        for outcome in claim.ids("outcome"):
            way = _way(claim)
            if way and not claim.figures:
                yield Statement(
                    "direction",
                    (treatment, outcome, conditions, records),
                    (way,),
                    text[claim.start : claim.end],
                    page,
                    claim,
                )


def _is_alone(measure: str, claim: Claim) -> bool:
    """Return whether a claim gives one figure for a measure: of two, one belongs to another arm."""
    return sum(figure.measure == measure and not is_time(figure) for figure in claim.figures) == 1


def _way(claim: Claim) -> str:
    if claim.direction == "no-difference" or (claim.direction == "benefit" and claim.stance == "denied"):
        return "no gain"
    return "gain" if claim.direction == "benefit" and claim.stance == "asserted" else ""


def _at_odds(group: Iterable[Statement]) -> Iterator[tuple[Statement, Statement]]:
    """Yield each statement with the first one of another page that is at odds with it.

    Of statements that say the same, one a page stands for all: a site says most things many times.
    """
    first: dict[tuple[object, ...], dict[int, Statement]] = defaultdict(dict)
    for statement in group:
        first[statement.said].setdefault(statement.page, statement)
    for said, same in first.items():
        others = [o for other, pages in first.items() if other != said for o in pages.values()]
        for statement in same.values():
            other = next((o for o in others if o.page != statement.page), None)
            if other is not None:
                yield statement, other


def _finding(rule: Rule, one: Statement, other: Statement, reports: Sequence[Report]) -> Finding:
    their = reports[other.page].document
    theirs: Span = their.source_span(other.claim.start, other.claim.end)
    line, column = their.line_column(theirs.start)
    found = finding_at(rule, one, reports[one.page], slots_of(one.shown, other.shown, their.path, line))
    return replace(found, related=(Related(their.path, *theirs, line, column, "says otherwise"),))


def _in_order(finding: Finding) -> tuple[int, int, str, str]:
    return finding.start, finding.end, finding.rule, finding.message
