"""Hits -> Findings: the place in the file, the message with its slots filled, and how severe it is."""

from __future__ import annotations

import string
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from claimcheck.model import SEVERITIES, Finding, Related, Span
from claimcheck.rulebook.conditions import covers, severity_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from claimcheck.checks.hit import Hit
    from claimcheck.claims.reading import Reading
    from claimcheck.model import Document
    from claimcheck.records.record import Record
    from claimcheck.rulebook.rule import Rule

_UNVERIFIED = " (our record is not verified)"
# What a slot says where the copy names nothing of the kind.
EMPTY = {
    "condition": "a condition", "outcome": "an outcome", "treatment": "this", "process": "this", "body": "tissue",
    "record": "the study", "said": "this", "known": "otherwise", "authority": "an authority", "risk": "a harm",
}  # fmt: skip
# Slots of names that no maker gives.
_COMMON_NOUNS = ("condition", "outcome", "process", "body", "risk")


@dataclass(frozen=True)
class Terms:
    """What a page is held against, besides rules: records by id, the day, severities and places as configured."""

    records: Mapping[str, Record]
    as_of: str
    severities: Mapping[str, str] = field(default_factory=dict)
    jurisdictions: Sequence[str] = ()

    def asking(self, rules: Iterable[Rule]) -> tuple[str, ...]:
        """Return the configured jurisdictions in which one of the rules holds; where none is, those of the rules."""
        wanted = [rule.jurisdictions for rule in rules]
        if not self.jurisdictions:
            return tuple(dict.fromkeys(name for names in wanted for name in names)) if all(wanted) else ()
        return tuple(own for own in self.jurisdictions if any(not names or _holds_in(names, own) for names in wanted))


def _holds_in(wanted: Iterable[str], own: str) -> bool:
    return any(covers(name, own) for name in wanted)


def worded(
    hits: Iterable[tuple[Hit, tuple[str, ...]]], reading: Reading, terms: Terms, rules: Mapping[str, Rule]
) -> tuple[Finding, ...]:
    """Return the findings for the hits that speak, sorted by place and rule, each with an id that lasts."""
    found = [
        replace(
            _finding(hit, also, reading, terms),
            jurisdictions=terms.asking([hit.rule, *(rules[name] for name in also)]),
        )
        for hit, also in hits
    ]
    in_order = sorted(found, key=lambda f: (f.start, f.end, f.rule, f.records))
    return tuple(sorted(numbered(in_order), key=lambda f: (f.start, f.rule, f.id)))


def numbered(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings with ids that hold while their words do: rule, words, and which of its kind each is."""
    seen: Counter[str] = Counter()
    given = []
    for finding in findings:
        key = f"{finding.rule}:{' '.join(finding.quote.lower().split())}"
        seen[key] += 1
        given.append(replace(finding, id=f"{key}:{seen[key]}"))
    return given


def placed(
    rule: Rule, document: Document, words: Span, *, severity: str, message: str, slots: Mapping[str, str]
) -> Finding:
    """Return what a rule says of words of a document, at their place in its file."""
    span, place = document.source_span(*words), document.place(*words)
    return Finding(
        id="",
        rule=rule.name,
        subject=rule.subject,
        severity=severity,
        path=document.path,
        start=span.start,
        end=span.end,
        line=place.line,
        column=place.column,
        end_line=place.end_line,
        end_column=place.end_column,
        quote=document.source[span.start : span.end],
        message=message,
        why=" ".join(rule.why.split()),
        suggestion=filled(rule.suggest, slots),
        sources=tuple(rule.sources),
        place=document.named_place(span.start),
    )


def severity_of_hit(hit: Hit, severities: Mapping[str, str]) -> str:
    """Return how severe a hit is: as configured, else by the rule's ladder and no more than the page allows."""
    configured = severities.get(hit.rule.name)
    if configured in SEVERITIES:
        return configured
    return min(severity_of(hit.rule, hit.claim), hit.most, key=SEVERITIES.index)


def _finding(hit: Hit, also: tuple[str, ...], reading: Reading, terms: Terms) -> Finding:
    """Return the finding of a hit, for all records that the same words are at odds with."""
    hits = [replace(one, slots=_in_small_letters(one.slots, reading)) for one in (hit, *hit.others)]
    records = [terms.records.get(one.record) for one in hits]
    told = [_said(one, record, terms) for one, record in zip(hits, records, strict=True)]
    severity = max((severity for severity, _ in told), key=SEVERITIES.index)
    message = "; the same holds for ".join([told[0][1], *map(_place_in_record, hits[1:], records[1:])])
    words = Span(hit.start, hit.end)
    return replace(
        placed(hit.rule, reading.document, words, severity=severity, message=message, slots=hits[0].slots),
        records=tuple(one.record for one in hits if one.record),
        claim=hit.claim.id if hit.claim else None,
        also=also,
        related=(
            *_related(hit, reading),
            *(r for one, of in zip(hits, records, strict=True) for r in _in_record(one, of)),
            *(r for one in hit.under for r in _listed_under(one, reading, terms)),
        ),
        page=hit.page,
    )


def _listed_under(hit: Hit, reading: Reading, terms: Terms) -> tuple[Related, ...]:
    """Return what another rule says of the same words, at its place in the record, or else in the page."""
    record = terms.records.get(hit.record)
    message = filled(hit.rule.says, _in_small_letters(hit.slots, reading))
    if record is None or not hit.fields:
        return _related(replace(hit, related=((hit.start, hit.end, message),)), reading)
    return (Related(record.path, 0, 0, record.line(hit.fields[0]), 1, message),)


def _place_in_record(hit: Hit, record: Record | None) -> str:
    """Return what a study is called, with the place in its record that a hit rests on."""
    place = f" ({record.field_shown(hit.fields[0])})" if record is not None and hit.fields else ""
    return hit.slots.get("record", hit.record) + place


def _in_small_letters(slots: Mapping[str, str], reading: Reading) -> Mapping[str, str]:
    """Return slots with names as running text writes them: a heading's capitals go, those of persons and ALS stay."""
    kept = reading.lexicon.classes.get("eponym", ())
    return {
        key: " ".join(w.lower() if w.istitle() and w.lower() not in kept else w for w in words.split(" "))
        if key in _COMMON_NOUNS
        else words
        for key, words in slots.items()
    }


def _said(hit: Hit, record: Record | None, terms: Terms) -> tuple[str, str]:
    """Return severity and message; what rests on a field from memory is a warning at most and says so."""
    severity = severity_of_hit(hit, terms.severities)
    message = filled(hit.rule.says, {**hit.slots, "date": terms.as_of})
    if hit.note:
        message = f"{message}; {hit.note}"
    if record is not None and hit.fields:
        message = f"{message} ({record.field_shown(hit.fields[0])})"
    if record is not None and not all(map(record.verified, hit.fields)):
        return min(severity, "warning", key=SEVERITIES.index), message + _UNVERIFIED
    return severity, message


def _related(hit: Hit, reading: Reading) -> tuple[Related, ...]:
    document = reading.document
    found = []
    for start, end, what in hit.related:
        span, place = document.source_span(start, end), document.place(start, end)
        found.append(Related(document.path, span.start, span.end, place.line, place.column, what))
    return tuple(found)


def _in_record(hit: Hit, record: Record | None) -> tuple[Related, ...]:
    """Return the place in the record's own file of each field that the finding rests on."""
    if record is None:
        return ()
    lines = dict.fromkeys(record.line(field) for field in hit.fields)
    what = f"our record of {record.called}"
    return tuple(Related(record.path, 0, 0, line, 1, what, rests_on=True) for line in lines)


def filled(text: str, slots: Mapping[str, str]) -> str:
    """Return a message with its slots filled; a slot without value gets a word that fits any."""
    names = [name for _, name, _, _ in string.Formatter().parse(text) if name]
    # What a message adds in brackets is left out where the copy names nothing of the kind.
    for name in names:
        text = text if slots.get(name) else text.replace(f" ({{{name}}})", "")
    return text.format(**{name: slots.get(name) or EMPTY.get(name, name) for name in names})
