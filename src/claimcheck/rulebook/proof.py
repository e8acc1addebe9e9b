"""Rules -> faults: runs every rule's own examples, which are its documentation and its proof."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from claimcheck import flow, readers
from claimcheck.config import config
from claimcheck.model import Finding
from claimcheck.records import file as record_file
from claimcheck.rulebook.fix import plain
from claimcheck.yamlfile import YamlFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claimcheck.flow import House
    from claimcheck.lexicon import Lexicon
    from claimcheck.records.record import Record
    from claimcheck.rulebook.rule import Example, Rule

AS_OF = "2026-01-01"


def faults(house: House, rules: Iterable[Rule]) -> Iterator[str]:
    """Yield a line for every example of some rules of the house that its rule does not treat as it says."""
    for rule in rules:
        for kind, examples in (("found", rule.found), ("clean", rule.clean)):
            for number, example in enumerate(examples, 1):
                fault = fault_of(rule, example, house)
                fault = fault or _fault_of_fix(rule, example, house)
                if fault:
                    yield f"{rule.path}:{example.line}: {kind} example {number} of {rule.name}: {fault}"


def fault_of(rule: Rule, example: Example, house: House) -> str:
    """Return what is wrong with an example, "" where the rule finds exactly the marked words."""
    found = [finding for finding in findings(rule, example, house) if rule.name in (finding.rule, *finding.also)]
    if example.absent:
        return "" if any(finding.page for finding in found) else "nothing is found to be absent"
    words = sorted(example.text[start:end] for start, end in example.marked)
    quotes = sorted(finding.quote for finding in found)
    if words == quotes:
        return ""
    return f"found {quotes or 'nothing'}, expected {words or 'nothing'}"


def _fault_of_fix(rule: Rule, example: Example, house: House) -> str:
    """Return what is wrong with the words that the rule puts in place, "" where it finds nothing in them."""
    new = {plain(old): words for old, words in rule.fix.words} if rule.fix else {}
    places = [(start, end) for start, end in example.marked if plain(example.text[start:end]) in new]
    text = example.text
    for start, end in sorted(places, reverse=True):
        text = text[:start] + new[plain(text[start:end])] + text[end:]
    left = findings(rule, replace(example, text=text), house) if places else ()
    still = [finding.quote for finding in left if rule.name in (finding.rule, *finding.also)]
    return f"still finds {still} when it is mended" if len(still) > len(example.marked) - len(places) else ""


def findings(rule: Rule, example: Example, house: House) -> tuple[Finding, ...]:
    """Return what this rule, and those it waits for, find in an example."""
    by_name = {other.name: other for other in house.rules}
    needed = {rule.name: rule}
    todo = [*rule.when_found, *rule.when_missing]
    while todo:
        name = todo.pop()
        if name in by_name and name not in needed:
            needed[name] = by_name[name]
            todo += [*by_name[name].when_found, *by_name[name].when_missing]
    given = config.from_mapping({**example.config}, house.config)
    # An example speaks for its rule wherever the rule holds, so the jurisdictions of the rule are configured.
    if rule.jurisdictions and "jurisdictions" not in example.config:
        given = replace(given, settings=replace(given.settings, jurisdictions=rule.jurisdictions))
    alone = replace(house, rules=tuple(needed[name] for name in sorted(needed)), config=given)
    if rule.records:
        alone = replace(alone, records=made(rule, house.lexicon))
    document = readers.read_text(example.text, path="example.md", format=example.format)
    reports = [flow.check_document(document, alone, AS_OF)]
    if example.beside:
        other = readers.read_text(example.beside, path="other.md", format=example.format)
        reports.append(flow.check_document(other, alone, AS_OF))
    return flow.across(reports, alone, AS_OF)[0].findings


def made(rule: Rule, lexicon: Lexicon) -> dict[str, Record]:
    """Return the records of invented studies that a rule's examples speak of; raise UserError for one with a fault."""
    found = {}
    for line, data in rule.records:
        one = record_file.of(YamlFile(rule.path, data, {(): line}), "examples", lexicon)
        found[one.id] = one
    return found
