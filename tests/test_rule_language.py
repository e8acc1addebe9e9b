"""The rule language on pages: what waits for what, what must be said where, ladders, counts, topics."""

from __future__ import annotations

from dataclasses import replace

import pytest

import made
from claimcheck import flow, language
from claimcheck.rulebook import file as rule_file

AS_OF = "2026-01-01"
FRAME = """\
rule: {name}
severity: {severity}
says: "found"
why: "Because this page shows how a rule of this shape is read and held against the words of a page."
sources: [ftc-hpcg]
{body}
suggest: "say less"
examples:
  found: ["[[x]]"]
  clean: ["y"]
limits: ["only here"]
"""


@pytest.fixture
def find(house, tmp_path):
    """Return a function that holds a page to rules given by name and body: rule, words and message of each finding."""

    def found(page, severity="warning", **bodies):
        for name, body in bodies.items():
            path = tmp_path / "pressure" / f"{name.replace('_', '-')}.yaml"
            path.parent.mkdir(exist_ok=True)
            text = FRAME.format(name=path.stem, severity=severity, body=body)
            path.write_text(text, encoding="utf-8")
        rules = rule_file.load([tmp_path], house.lexicon)
        document = made.page(page)
        report = flow.check_document(document, replace(house, rules=rules), AS_OF)
        return [(f.rule, f.quote, f.severity, f.message) for f in report.findings]

    return found


PAGE = "# Cells\n\nOur cells relieve pain.\n\n{}\n\n[Book now](https://clinic.example/)\n"
GAIN = "when: {role: [offered], kinds: [effect], stance: [asserted]}"


def require(how):
    return f"{GAIN}\nrequire: {how}"


def test_a_rule_that_waits_for_another_speaks_only_where_that_one_was_found(find):
    waiting = 'find: ["hurry"]\nwhen_found: [other]'
    hurry = PAGE.format("Please hurry.")

    assert ["other", "waiting"] == [f[0] for f in find(hurry, other='find: ["relieve pain"]', waiting=waiting)]


def test_a_rule_that_waits_for_absence_is_silent_where_the_other_was_found(find):
    waiting = 'find: ["hurry"]\nwhen_missing: [other]'
    hurry = PAGE.format("Please hurry.")

    assert ["waiting"] == [f[0] for f in find(hurry, other='find: ["cure"]', waiting=waiting)]
    assert ["other"] == [f[0] for f in find(hurry, other='find: ["relieve pain"]', waiting=waiting)]


def test_a_general_rule_speaks_only_where_no_other_does_and_is_not_named_beside_it(find):
    page = PAGE.format("Please hurry.")
    general = "general: true\nfind:\n  - {does: relieve, to: pain}\n  - hurry"

    assert ["particular", "general"] == [f[0] for f in find(page, general=general, particular='find: ["relieve pain"]')]
    assert ["general", "general"] == [f[0] for f in find(page, general=general, particular='find: ["cure"]')]


@pytest.mark.parametrize(
    ("how", "line", "expected"),
    [
        ('{words: ["not approved"], for: page}', "They are not approved.", 0),
        ('{words: ["not approved"], for: page}', "Are they not approved?", 1),
        ('{words: ["not approved"], for: claim, within: block}', "They are not approved.", 1),
        ('{words: ["not approved"], for: claim, within: next-block}', "They are not approved.", 0),
        ('{words: ["not approved"], for: page, not_in: [quotation]}', "> They are not approved.", 1),
    ],
)
def test_words_are_asked_for_by_scope_place_and_form(how, line, expected, find):
    assert expected == len(find(PAGE.format(line), asked=require(how)))


def test_words_behind_the_call_to_act_come_too_late(find):
    how = require('{words: ["not approved"], for: page, before: call-to-act}')

    assert 1 == len(find(PAGE.format("Welcome.") + "\nThey are not approved.\n", asked=how))
    assert [] == find(PAGE.format("They are not approved."), asked=how)


def test_a_weaker_form_is_named_with_its_line(find):
    how = require('{words: ["not approved"], for: page, weaker: ["still new"]}')

    found = find(PAGE.format("They are still new."), asked=how)

    assert ["found; found a weaker form at line 5"] == [f[3] for f in found]


NOTICE = "This statement has not been evaluated by the Food and Drug Administration."
NOTICE += " This product is not intended to diagnose, treat, cure, or prevent any disease."
ALTERED = NOTICE.replace("evaluated", "reviewed")


@pytest.mark.parametrize(
    ("match", "line", "expected"),
    [("exact", NOTICE, 0), ("exact", ALTERED, 1), ("near", ALTERED, 0), ("near", "Ask your doctor.", 1)],
)
def test_a_notice_is_asked_for_word_for_word_or_nearly(match, line, expected, find):
    how = require(f"{{notice: notice-dshea, for: page, match: {match}}}")

    assert expected == len(find(PAGE.format(line), asked=how))


def test_a_ladder_takes_the_first_step_that_holds(find):
    ladder = "[{when: {strength: [conditional]}, is: advice}, {is: error}]"
    rule = 'find: [{does: relieve, to: "{outcome}"}]\nwhen: {stance: [asserted]}'

    assert ["error"] == [f[2] for f in find(PAGE.format(""), ladder, relief=rule)]
    assert ["advice"] == [f[2] for f in find(PAGE.format("").replace("relieve", "may relieve"), ladder, relief=rule)]


@pytest.mark.parametrize(("group", "expected"), [("id", 1), ("group", 0)])
def test_a_count_counts_names_or_groups(group, expected, find):
    body = f'find: [{{several: "{{condition}}", at_least: 3, in: sentence, different: {group}}}]'

    assert expected == len(find("# Page\n\nWe see asthma, bronchitis and pneumonia.\n", many=body))


def test_a_topic_is_held_against_all_records_on_it(find):
    body = """when: {kinds: [effect], direction: [benefit]}
compare: {with: topic, status: overstated, record: {kind: trial, outcomes: {any: {role: primary, met: false}}}}"""
    page = "# Cells for stroke\n\n{} improve motor function after stroke.\n"

    assert find(page.format("NR1 cells"), topic=body) == []
    assert ["MultiStem cells improve motor function after stroke"] == sorted(
        {f[1] for f in find(page.format("MultiStem cells"), topic=body)}
    )


def test_a_sentence_is_parsed_alike_alone_and_among_others():
    sentences = [
        f"{who} cures {what}." for who in ("No therapy", "Our pill", "This tea") for what in ("migraine", "lupus")
    ]
    among = list(language.parse((words, 0) for words in sentences))

    assert among == [next(iter(language.parse([(words, 0)]))) for words in sentences]


INFORMS = "Gout is a disease of the joints.\n\nDoctors diagnose it by a blood test.\n\n{}\n"


def test_a_rule_can_be_kept_off_pages_that_inform(find):
    rule = 'when: {page: [offers, neither]}\nfind: ["breakthrough"]'

    assert ["rule"] == [f[0] for f in find("A breakthrough.", rule=rule)]
    assert ["rule"] == [f[0] for f in find(PAGE.format("A breakthrough."), rule=rule)]
    assert [] == find(INFORMS.format("A breakthrough."), rule=rule)


def test_words_that_claim_nothing_are_read_for_whom_they_speak_and_whether_they_are_asserted(find):
    rule = 'when: {role: [offered], stance: [asserted]}\nfind: ["often ring"]'

    assert ["often ring"] == [f[1] for f in find("Our phones often ring.", rule=rule)]
    assert [] == find("Owls often ring.", rule=rule)
    assert [] == find("Do our phones often ring?", rule=rule)
