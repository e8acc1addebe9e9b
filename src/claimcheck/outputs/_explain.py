"""A rule, or the claims of a line -> text: what it holds copy to and why; how a sentence was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck import outputs
from claimcheck.outputs import _rule_parts
from claimcheck.outputs._rule_parts import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimcheck.model import Claim, Cue, Document, Report
    from claimcheck.outputs._rule_parts import Authority
    from claimcheck.records.record import Record
    from claimcheck.rulebook.rule import Example, Rule


def rule(given: Rule, records: Mapping[str, Record]) -> str:
    """Return why a rule is there, what it bears on, what it finds and leaves alone, and a safer wording."""
    lines = [f"{given.name}  {given.severity}  ({given.subject})", given.says, "", one_line(given.why)]
    if given.ladder[1:]:
        lines += ["", "How severe:", *(f"  {when}: {severity}" for when, severity in _rule_parts.steps(given))]
    lines += _part("Bears on:", [_authority(_rule_parts.authority(source, records)) for source in given.sources])
    lines += _part("Found:", [_example(example, "[[", "]]") for example in given.found])
    lines += _part("Left alone:", [_example(example, "", "") for example in given.clean])
    lines += _part("Does not see:", given.limits)
    lines += _part("Safer wording:", [given.suggest] if given.suggest else [])
    lines += _part("Mended by check --fix:", _rule_parts.mended(given))
    lines += _part("Only for:", [f"{what}: {values}" for what, values in _rule_parts.held_for(given)])
    lines += ["", f"Written in {given.path}" + (f"; was {', '.join(given.was)}" if given.was else "")]
    return "\n".join([*lines, ""])


def claims_on(report: Report, line: int) -> str:
    """Return how each claim that stands on a line of the file was read, with the words that decided it."""
    document = report.document
    found = [claim for claim in report.claims if _stands_on(claim, document, line)]
    if not found:
        return f"{document.path}:{line}: no claim is read here\n"
    return "".join("\n".join([*_claim(claim, report), ""]) for claim in found)


def _part(title: str, items: list[str] | tuple[str, ...]) -> list[str]:
    return ["", title, *(f"  - {item}" for item in items)] if items else []


def _authority(given: Authority) -> str:
    if not given.known:
        return given.id
    return f"{given.citation} ({given.jurisdiction}; {given.known}): {given.demand} {given.link}".rstrip()


def _example(example: Example, opens: str, closes: str) -> str:
    lines = _rule_parts.marked(example, opens, closes).splitlines()
    said = " / ".join(one_line(line) for line in lines if line.strip())
    return f"{said} (it is absent)" if example.absent else said


def _stands_on(claim: Claim, document: Document, line: int) -> bool:
    place = document.place(claim.start, claim.end)
    return place.line <= line <= place.end_line


def _claim(claim: Claim, report: Report) -> Iterator[str]:
    document = report.document
    place = document.place(claim.start, claim.end)
    yield f"{document.path}:{place.line}:{place.column}  “{document.text[claim.start : claim.end]}”"
    yield f"    kinds      {', '.join(claim.kinds)}"
    for what, value in (
        ("role", claim.role),
        ("stance", claim.stance),
        ("direction", claim.direction),
        ("strength", claim.strength),
    ):
        yield "    ".join(["", f"{what:<11}{value}", *_cues(claim.cues, what, document)]).rstrip()
    names = [f"{name.category} {name.id} ({name.via})" for name in claim.names]
    yield f"    names      {'; '.join(names) or 'none'}"
    yield f"    records    {', '.join(claim.records) or 'none'}; status {claim.status or 'none'}"
    if claim.alike:
        yield f"    fit alike  {', '.join(claim.alike)}; none is taken: name the study, or cite it"
    if claim.approved_as:
        yield f"    approval   {outputs.approval_of(claim)}"
    for finding in report.findings:
        if finding.claim == claim.id:
            yield f"    finding    {finding.severity} {finding.rule}: {finding.message}"


def _cues(cues: tuple[Cue, ...], what: str, document: Document) -> Iterator[str]:
    for cue in cues:
        if cue.decides == what:
            words = document.text[cue.start : cue.end]
            yield f"{cue.says} by “{words}” over “{document.text[cue.scope_start : cue.scope_end]}”"
