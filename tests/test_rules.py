"""Rules: every rule's own examples, and what all rules have in common."""

from __future__ import annotations

import re

import pytest

from claimcheck import config, flow, record, rule_test, shipped
from claimcheck.model import SUBJECTS

HOUSE = flow.load(config.Config())
AUTHORITIES = {path.stem for path in (shipped.folder("evidence") / "authorities").glob("*.yaml")}
EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.name}-{kind}-{number}")
    for rule in HOUSE.rules
    for kind, examples in (("found", rule.found), ("clean", rule.clean))
    for number, example in enumerate(examples, 1)
]
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


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_a_rule_finds_the_marked_words_of_its_examples_and_no_others(rule, example):
    assert rule_test.fault_of(rule, example, HOUSE) == ""


@pytest.mark.parametrize("name", SHAPES.values(), ids=SHAPES)
def test_the_rule_language_can_say(name):
    rule = next(rule for rule in HOUSE.rules if rule.name == name)

    assert len(rule.found) >= 2
    assert len(rule.clean) >= 2


@pytest.mark.parametrize("rule", HOUSE.rules, ids=lambda rule: rule.name)
def test_a_rule_bears_on_authorities_that_the_library_holds(rule):
    assert [source for source in rule.sources if source not in AUTHORITIES] == []


@pytest.mark.parametrize("rule", HOUSE.rules, ids=lambda rule: rule.name)
def test_a_rule_says_why_what_it_misses_and_a_safer_wording(rule):
    assert rule.subject in SUBJECTS
    assert len(rule.why.split()) >= 12
    assert rule.limits
    assert rule.suggest
    assert [code for code in rule.was if not re.fullmatch(r"[A-Z]{3}\d{3}", code)] == []


def test_every_verb_of_the_rule_language_is_in_use():
    used = {type(item).__name__ for rule in HOUSE.rules for item in rule.find}
    used |= {"Require" for rule in HOUSE.rules if rule.require} | {"Compare" for rule in HOUSE.rules if rule.compare}

    assert {"Pattern", "Frame", "Several", "Measure", "AnyClaim", "Require", "Compare"} == used


def test_no_two_shipped_records_are_at_odds():
    assert record.faults([shipped.folder("evidence")], HOUSE.lexicon) == []
