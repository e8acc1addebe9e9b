"""Rules: every rule's own examples, and what all rules have in common."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from claimcheck import shipped
from claimcheck.model import SUBJECTS
from claimcheck.records import record
from claimcheck.rulebook import proof

if TYPE_CHECKING:
    from claimcheck.flow import House
    from claimcheck.rulebook.rule import Rule

AUTHORITIES = {path.stem for path in (shipped.folder("evidence") / "authorities").glob("*.yaml")}
CODE = re.compile(r"[A-Z]{3}\d{3}")
NAMES = sorted(path.stem for path in shipped.folder("rules").glob("*/*.yaml"))
# What the language has to be able to say, by the rule that says it.
SHAPES = {
    "cure in active, passive, noun and bullet": "cure",
    "four and more conditions in one list": "condition-list",
    "a mechanism told as a benefit": "mechanism-as-benefit",
    "the best case told as the case": "up-to",
    "a testimonial with a disease": "disease-testimonial",
    "a status unsaid before the call to act": "status-unsaid",
    "a disclaimer that contradicts a claim": "disclaimer-contradicts",
    "a statutory notice nearly copied": "supplement-notice-unsaid",
    "an endpoint that was missed": "endpoint-not-met",
    "another population": "other-condition",
    "a result withheld": "result-withheld",
    "a figure unequal to the record's": "figure-unequal",
    "benefit and harm out of balance": "benefit-outweighs-harm",
}


@pytest.fixture(scope="module")
def rules(house: House) -> dict[str, Rule]:
    """Return the shipped rules by their names."""
    return {rule.name: rule for rule in house.rules}


def test_every_file_of_a_rule_is_loaded(rules: dict[str, Rule]) -> None:
    assert sorted(rules) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_rule_finds_the_marked_words_of_its_examples_and_no_others(
    name: str, rules: dict[str, Rule], house: House
) -> None:
    assert list(proof.faults(house, [rules[name]])) == []


@pytest.mark.parametrize("name", SHAPES.values(), ids=SHAPES)
def test_the_rule_language_can_say(name: str, rules: dict[str, Rule]) -> None:
    assert len(rules[name].found) >= 2
    assert len(rules[name].clean) >= 2


def test_rules_bear_on_authorities_that_the_library_holds(house: House) -> None:
    assert [(rule.name, source) for rule in house.rules for source in rule.sources if source not in AUTHORITIES] == []


def test_a_rule_says_why_what_it_misses_and_a_safer_wording(house: House) -> None:
    assert [rule.name for rule in house.rules if rule.subject not in SUBJECTS] == []
    assert [rule.name for rule in house.rules if len(rule.why.split()) < 12] == []
    assert [rule.name for rule in house.rules if not rule.limits] == []
    assert [rule.name for rule in house.rules if not rule.suggest] == []
    assert [(rule.name, code) for rule in house.rules for code in rule.was if not CODE.fullmatch(code)] == []


def test_every_verb_of_the_rule_language_is_in_use(house: House) -> None:
    used = {type(item).__name__ for rule in house.rules for item in rule.find}
    used |= {"Require" for rule in house.rules if rule.require} | {"Compare" for rule in house.rules if rule.compare}

    assert {"Pattern", "Frame", "Several", "Measure", "AnyClaim", "Require", "Compare"} == used


def test_no_two_shipped_records_are_at_odds(house: House) -> None:
    assert record.faults([shipped.folder("evidence")], house.lexicon) == []
