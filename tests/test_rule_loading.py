"""Rule files: a whole rule as it loads, and every fault with its file, line and way out."""

from pathlib import Path
from textwrap import dedent

import pytest

from claimcheck import shipped
from claimcheck.errors import UserError
from claimcheck.lexicon import Entry, Lexicon
from claimcheck.lexicon import read as read_lexicon
from claimcheck.records.shape import record_schema
from claimcheck.rulebook import file as rule_file
from claimcheck.rulebook.rule import AnyClaim, Frame, Measure, Rule, Several

LEXICON = Lexicon(
    names={
        entry.id: entry
        for entry in (
            Entry("asthma", "condition", ("asthma",)),
            Entry("eczema", "condition", ("eczema",)),
            Entry("atopic-eczema", "condition", ("atopic eczema",), ("eczema",)),
            Entry("breath", "outcome", ("breath",)),
            Entry("salt-room", "treatment", ("salt room",)),
        )
    },
    classes={
        "cure-verb": ("cure", "heal"),
        "research-goal": ("aim to find",),
        "salt-notice": ("Salt rooms are not a medicine.",),
    },
)
CURE = """\
rule: cure
severity: error
says: "promises to cure {condition}"
why: A reader may leave off care that works.
sources: [made-up-code]
when: {role: [offered, unstated], stance: asserted}
find:
  - {does: "{cure-verb}", to: "{condition}"}
  - "{condition} ... vanish"
unless: research-goal
suggest: may help with {outcome}
examples:
  found: ["Our rooms [[heal eczema]]."]
  clean: ["Nobody can heal eczema."]
"""
NOTICE = """\
rule: salt-notice
severity: [{when: {strength: [none, conditional]}, is: advice}, {when: {names: eczema}, is: error}, {is: warning}]
says: names no limits of salt rooms
why: A reader takes the room for a medicine.
sources: [made-up-code]
jurisdictions: [us-fl, uk]
when: {kinds: effect, names: treatment}
require: {notice: salt-notice, for: claim, within: section, before: call-to-act, not_in: [footnote, small-print]}
when_found: cure
examples:
  found: [{page: "# Salt\\n\\nOur salt room heals eczema.", absent: true, records: [one], config: {domains: [health]}}]
  clean: [{page: "Salt rooms are not a medicine.", format: text}]
limits: A picture is not read.
was: [AAA001, AAA002]
"""
RESULT = """\
rule: result-withheld
severity: warning
says: tells {record} without its result
why: A reader takes a gain for the result.
sources: [made-up-code]
compare:
  with: topic
  status: withheld
  record: {design.control: none, outcomes: {any: {role: primary, met: false}}}
  claim: {direction: benefit}
  differ: condition
  unless_said: {words: ["no difference", "not meet"], must_say: primary, within: block}
examples:
  found: ["[[The Alder trial helped]]."]
  clean: ["The Alder trial found no difference."]
"""


def written(folder: Path, **files: str) -> Path:
    """Write rule files, named subject__rule, and return their folder."""
    for name, text in files.items():
        subject, rule = name.replace("_", "-").split("--")
        path = folder / "rules" / subject / f"{rule}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8")
    return folder / "rules"


def told(folder: Path) -> list[str]:
    """Return the faults of a folder of rules as a reader sees them."""
    return [str(fault) for fault in rule_file.faults([folder], LEXICON)]


def changed(old: str, new: str) -> str:
    """Return the rule `cure` with one thing changed."""
    assert CURE.count(old) == 1
    return CURE.replace(old, new)


def loaded(folder: Path, **files: str) -> tuple[Rule, ...]:
    """Return the rules of files, which all load."""
    return rule_file.load([written(folder, **files)], LEXICON)


def test_rules_load_ordered_by_name_with_subject_and_path(tmp_path: Path) -> None:
    rules = loaded(tmp_path, evidence__result_withheld=RESULT, unsupported__cure=CURE, disclaimers__salt_notice=NOTICE)

    assert [(rule.name, rule.subject, rule.path) for rule in rules] == [
        ("cure", "unsupported", "rules/unsupported/cure.yaml"),
        ("result-withheld", "evidence", "rules/evidence/result-withheld.yaml"),
        ("salt-notice", "disclaimers", "rules/disclaimers/salt-notice.yaml"),
    ]


def test_a_finding_rule_holds_what_its_file_says(tmp_path: Path) -> None:
    (rule,) = loaded(tmp_path, unsupported__cure=CURE)
    frame, pattern = rule.find

    assert isinstance(frame, Frame)
    assert (frame.does.text, [(place, p.text) for place, p in frame.places]) == ("{cure-verb}", [("to", "{condition}")])
    assert [pattern.text] == ["{condition} ... vanish"]
    assert (rule.ladder, rule.severity) == ((({}, "error"),), "error")
    assert rule.when == {"role": ("offered", "unstated"), "stance": ("asserted",)}
    assert (rule.unless, rule.require, rule.compare) == (("research-goal",), None, None)


def test_an_example_is_its_text_without_marks_and_the_marked_runs(tmp_path: Path) -> None:
    (rule,) = loaded(tmp_path, unsupported__cure=CURE)

    assert [(e.text, e.marked, e.is_page, e.format, e.line) for e in (*rule.found, *rule.clean)] == [
        ("Our rooms heal eczema.", ((10, 21),), False, "text", 13),
        ("Nobody can heal eczema.", (), False, "text", 14),
    ]


def test_a_requiring_rule_holds_what_its_file_says(tmp_path: Path) -> None:
    _, rule = loaded(tmp_path, unsupported__cure=CURE, disclaimers__salt_notice=NOTICE)

    assert rule.require is not None
    assert (rule.require.for_, rule.require.notice) == ("claim", ("Salt rooms are not a medicine.",))
    assert (rule.require.within, rule.require.before) == ("section", "call-to-act")
    assert rule.require.not_in == ("footnote", "small-print")
    assert (rule.when_found, rule.was, rule.jurisdictions) == (("cure",), ("AAA001", "AAA002"), ("us-fl", "uk"))
    assert (rule.found[0].absent, rule.found[0].records, rule.found[0].config) == (
        True,
        ("one",),
        {"domains": ["health"]},
    )
    assert [example.format for example in (*rule.found, *rule.clean)] == ["markdown", "text"]


def test_a_comparing_rule_holds_what_its_file_says(tmp_path: Path) -> None:
    (rule,) = loaded(tmp_path, evidence__result_withheld=RESULT)

    assert rule.compare is not None
    assert (rule.compare.with_, rule.compare.status, rule.compare.differ) == ("topic", "withheld", ("condition",))
    assert rule.compare.record == (
        ("design.control", "none"),
        ("outcomes", {"any": {"role": "primary", "met": False}}),
    )
    assert rule.compare.claim == {"direction": ("benefit",)}
    assert rule.compare.unless_said is not None
    assert [pattern.text for pattern in rule.compare.unless_said.words] == ["no difference", "not meet"]
    assert (rule.compare.unless_said.must_say, rule.compare.unless_said.within) == (("primary",), "block")


def test_counts_measures_and_claims_are_found_too(tmp_path: Path) -> None:
    find = 'find: [{several: "{condition}", at_least: 4, in: list, different: group}, {measure: shouting}, claim]\nx:'
    start, end = CURE.index("find:"), CURE.index("unless:")
    (rule,) = loaded(tmp_path, unsupported__cure=CURE[:start] + find.removesuffix("x:") + CURE[end:])

    assert rule.find == (Several("condition", 4, "list", "group"), Measure("shouting"), AnyClaim())


@pytest.mark.parametrize(
    ("old", "new", "line", "fault", "remedy"),
    [
        (
            "severity: error",
            "severty: error\nseverity: error",
            2,
            "has the unknown key “severty”",
            "did you mean “severity”?",
        ),
        (
            "severity: error",
            "severity: fatal",
            2,
            "“severity” has the unknown word “fatal”",
            "known: advice, error, warning",
        ),
        ("severity: error", "", 1, "“severity” has “None”, which is no word", "known: advice, error, warning"),
        (
            "severity: error",
            "severity: [{when: {role: other}, is: error}]",
            2,
            "has a ladder that does not end in one step for all else",
            "end it with {is: …}",
        ),
        (
            "severity: error",
            "severity: [{when: {page: offers}, is: error}, {is: advice}]",
            2,
            "has a ladder that asks for “page”, while a severity goes by the claim",
            "ask for it in `when`, or write a second rule",
        ),
        (
            "severity: error",
            "severity: [{is: error}, {is: advice}]",
            2,
            "has a ladder that does not end in one step for all else",
            "end it with {is: …}",
        ),
        ("rule: cure", "rule: Cure", 1, "is named “Cure” in a file of another name", "name both “cure”"),
        ('says: "promises to cure {condition}"', "", 1, "has no words under “says”", ""),
        ("promises to cure", "promises " + "x" * 120, 3, "“says” has 141 characters", "at most 120 are shown"),
        ("promises to cure", "lies about", 3, "“says” says “lies”", "speak of the words and our record, not of guilt"),
        ("that works", "that is not bogus", 4, "“why” says “bogus”", "speak of the words and our record, not of guilt"),
        (
            "may help with",
            "breaches less with",
            11,
            "“suggest” says “breaches”",
            "speak of the words and our record, not of guilt",
        ),
        (
            '{condition}"\nwhy',
            '{conditon}"\nwhy',
            3,
            "“says” has the slot {conditon}, which nothing fills",
            "did you mean “condition”?",
        ),
        (
            '{condition}"\nwhy',
            '{condition"\nwhy',
            3,
            "“says” has a brace that stands alone (expected '}' before end of string)",
            "a slot is {condition}",
        ),
        ("sources: [made-up-code]", "", 1, "names no authority or study it bears on", "give `sources`"),
        ("sources: [made-up-code]", "sources: [7]", 5, "“sources” has “7”, which is no word", ""),
        (
            "sources:",
            "jurisdictions: [florida]\nsources:",
            5,
            "has the jurisdiction “florida”",
            "write us, us-fl, uk, eu, au …",
        ),
        (
            "sources:",
            "domains: [healt]\nsources:",
            5,
            "“domains” has the unknown word “healt”",
            "did you mean “health”?",
        ),
        ("role: [offered,", "rol: [offered,", 6, "has the unknown key “rol”", "did you mean “role”?"),
        (
            "[offered, unstated]",
            "[offerd, unstated]",
            6,
            "“role” has the unknown word “offerd”",
            "did you mean “offered”?",
        ),
        ("[offered, unstated]", "[]", 6, "asks for “role” and gives no word", "name at least one, or drop the key"),
        ("stance: asserted", "names: asthmaa", 6, "“names” has the unknown word “asthmaa”", "did you mean “asthma”?"),
        ("stance: asserted", "block: headng", 6, "“block” has the unknown word “headng”", "did you mean “heading”?"),
        (
            '{does: "{cure-verb}"',
            '{does: "{cure-verbs}"',
            8,
            "pattern “{cure-verbs}” names {cure-verbs}, which is not in the lexicon",
            "did you mean {cure-verb}?",
        ),
        ("does:", "do:", 8, "finds something that is no pattern, frame, count, measure or claim", "a frame has `does`"),
        (", to:", ", too:", 8, "has the unknown key “too”", "did you mean “to”?"),
        (
            '"{condition} ... vanish"',
            '{several: "{conditions}"}',
            9,
            "counts {conditions}, which is no category or name",
            "did you mean “condition”?",
        ),
        (
            '"{condition} ... vanish"',
            '{several: "{condition}", at_least: 1}',
            9,
            "counts at least “1”",
            "a whole number from 2",
        ),
        (
            '"{condition} ... vanish"',
            "{measure: shoutin}",
            9,
            "“measure” has the unknown word “shoutin”",
            "did you mean “shouting”?",
        ),
        (
            '"{condition} ... vanish"',
            "{measure: no-references, atleast: 3}",
            9,
            "has the unknown key “atleast”",
            "did you mean “at_least”?",
        ),
        (
            '"{condition} ... vanish"',
            "{measure: leaning-words, at_least: .7}",
            9,
            "“at_least” has “.7”, which is no number",
            "write one like 0.5",
        ),
        (
            '"{condition} ... vanish"',
            "{measure: no-references, of_gains: 1}",
            9,
            "“of_gains” has “1”",
            "write true or false",
        ),
        (
            '"{condition} ... vanish"',
            "{measure: named-alone, of: salt-notic}",
            9,
            "“of” has the unknown word “salt-notic”",
            "did you mean “salt-notice”?",
        ),
        (
            "unless: research-goal",
            "unless: research-gaol",
            10,
            "“unless” has the unknown word “research-gaol”",
            "did you mean “research-goal”?",
        ),
        (
            "unless: research-goal",
            "general: sometimes",
            10,
            "“general” is neither true nor false",
            "write true, or leave the key out",
        ),
        (
            "unless: research-goal",
            "require: {words: salt}",
            1,
            "has find and require",
            "give one of find, require, compare",
        ),
        (
            "[[heal eczema]]",
            "heal eczema",
            13,
            "has a found example without marked words",
            "put [[ ]] around what the rule finds",
        ),
        (
            "[[heal eczema]]",
            "[[heal eczema",
            13,
            "has an example whose [[ ]] do not pair",
            "close each [[ with ]] before the next",
        ),
        (
            "[[heal eczema]]",
            "heal]] eczema",
            13,
            "has an example whose [[ ]] do not pair",
            "close each [[ with ]] before the next",
        ),
        (
            "[[heal eczema]]",
            "[[heal ]] eczema",
            13,
            "has a mark that begins or ends with space",
            "put [[ ]] tightly around words",
        ),
        (
            "Nobody can heal eczema",
            "Nobody [[can]] heal",
            14,
            "has a clean example in which something is found",
            "move it to examples.found",
        ),
        (
            '["Nobody can heal eczema."]',
            "[{page: 3}]",
            14,
            "has an example that is neither words nor a page",
            "write it, or give `page:`",
        ),
        (
            '["Nobody can heal eczema."]',
            "[{page: Salt, format: markdwn}]",
            14,
            "“format” has the unknown word “markdwn”",
            "did you mean “markdown”?",
        ),
        ('  clean: ["Nobody can heal eczema."]', "", 12, "has no clean example", "add one under examples.clean"),
        (
            "... vanish",
            "... (vanish",
            9,
            "pattern “{condition} ... (vanish” opens a bracket that is not closed",
            "add the “)”",
        ),
    ],
)
def test_a_fault_names_its_line_and_the_way_out(
    tmp_path: Path, old: str, new: str, line: int, fault: str, remedy: str
) -> None:
    faults = told(written(tmp_path, unsupported__cure=changed(old, new)))

    assert f"rules/unsupported/cure.yaml:{line}: {fault}" + (f"; {remedy}" if remedy else "") in faults


@pytest.mark.parametrize(
    ("rule", "old", "new", "fault", "remedy"),
    [
        (
            NOTICE,
            "notice: salt-notice",
            "notice: salt-notise",
            "8: “notice” has the unknown word “salt-notise”",
            "did you mean “salt-notice”?",
        ),
        (
            NOTICE,
            "notice: salt-notice",
            "words: salt, notice: salt-notice",
            "8: requires either `words` or a `notice`",
            "",
        ),
        (
            NOTICE,
            "when: {kinds: effect, names: treatment}",
            "",
            "8: requires words of every page",
            "say in `when` which claims call for them",
        ),
        (
            NOTICE,
            "within: section",
            "within: sectoin",
            "8: “within” has the unknown word “sectoin”",
            "did you mean “section”?",
        ),
        (
            NOTICE,
            "small-print",
            "smallprint",
            "8: “not_in” has the unknown word “smallprint”",
            "did you mean “small-print”?",
        ),
        (
            RESULT,
            "status: withheld",
            "status: held",
            "8: “status” has the unknown word “held”",
            "did you mean “withheld”?",
        ),
        (
            RESULT,
            "differ: condition",
            "differ: conditions",
            "11: “differ” has the unknown word “conditions”",
            "did you mean “condition”?",
        ),
        (
            RESULT,
            "met: false",
            "met: null",
            "9: asks of “outcomes” what is no condition: null is not known of any record",
            "write missing",
        ),
        (
            RESULT,
            "any: {role",
            "some: {role",
            "9: asks of “outcomes” what is no condition: “some” is none of any, all, none, before, after",
            "",
        ),
        (
            RESULT,
            'words: ["no difference", "not meet"], must_say: primary, ',
            "",
            "12: lets a claim pass for words and gives none",
            "give `words` or `must_say`",
        ),
    ],
)
def test_faults_of_requiring_and_comparing_rules(
    tmp_path: Path, rule: str, old: str, new: str, fault: str, remedy: str
) -> None:
    assert rule.count(old) == 1
    name = rule.split()[1]
    files = {"unsupported__cure": CURE, f"evidence__{name.replace('-', '_')}": rule.replace(old, new)}

    assert told(written(tmp_path, **files)) == [
        f"rules/evidence/{name}.yaml:{fault}" + (f"; {remedy}" if remedy else "")
    ]


def test_all_faults_of_all_files_are_told_and_the_first_is_raised(tmp_path: Path) -> None:
    two = changed("severity: error", "severity: fatal").replace("Nobody can heal eczema", "[[Nobody]]")
    folder = written(
        tmp_path, unsupported__cure=two, evidence__result_withheld=RESULT.replace("with: topic", "with: x")
    )
    faults = told(folder)

    assert faults == [
        "rules/evidence/result-withheld.yaml:7: “with” has the unknown word “x”; "
        "known: later, linked, pages, speaker, topic",
        "rules/unsupported/cure.yaml:2: “severity” has the unknown word “fatal”; known: advice, error, warning",
        "rules/unsupported/cure.yaml:14: has a clean example in which something is found; move it to examples.found",
    ]
    with pytest.raises(UserError) as caught:
        rule_file.load([folder], LEXICON)
    assert str(caught.value) == faults[0]


def test_a_file_is_a_rule_in_the_folder_of_a_subject(tmp_path: Path) -> None:
    folder = written(tmp_path, unsuported__cure=CURE, unsupported__empty="", unsupported__list="- cure")
    (folder / "lost.yaml").write_text(CURE, encoding="utf-8")
    (folder / "unsupported" / "old.yml").write_text(CURE, encoding="utf-8")
    faults = told(folder)

    assert [fault.split(";")[0] for fault in faults] == [
        "rules/lost.yaml: is not read",
        "rules/unsuported/cure.yaml:1: lies in “unsuported”, which is no subject",
        "rules/unsupported/empty.yaml:1: is not a rule",
        "rules/unsupported/list.yaml:1: is not a rule",
        "rules/unsupported/old.yml: is not read",
    ]
    assert faults[1].endswith("; did you mean “unsupported”?")


def test_a_missing_folder_is_a_fault(tmp_path: Path) -> None:
    assert told(tmp_path / "none") == [f"{tmp_path / 'none'}: is no folder of rules"]


def test_a_rule_stands_in_one_file(tmp_path: Path) -> None:
    folder = written(tmp_path, unsupported__cure=CURE, overstated__cure=CURE)

    assert told(folder) == ["rules/unsupported/cure.yaml:1: rule “cure” stands in two files; rename one"]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("when_found: b", "", []),
        ("when_found: c", "", ["rules/balance/a.yaml:2: waits for “c”, which is no rule; known: a, b"]),
        ("when_missing: a", "", ["rules/balance/a.yaml:1: waits for itself: a → a; break the circle"]),
        (
            "when_found: b",
            "when_missing: a",
            [
                "rules/balance/a.yaml:1: waits for itself: a → b → a; break the circle",
                "rules/balance/b.yaml:1: waits for itself: b → a → b; break the circle",
            ],
        ),
    ],
)
def test_rules_wait_for_others_but_never_in_a_circle(
    tmp_path: Path, first: str, second: str, expected: list[str]
) -> None:
    a, b = (changed("rule: cure", f"rule: {name}\n{wait}") for name, wait in (("a", first), ("b", second)))

    assert told(written(tmp_path, balance__a=a, balance__b=b)) == expected


def test_slots_are_filled_by_the_rules_own_patterns(tmp_path: Path) -> None:
    text = changed("promises to cure {condition}", "says “{cure-verb}” of {treatment}: {known}")
    (rule,) = loaded(tmp_path, unsupported__cure=text)

    assert rule.says == "says “{cure-verb}” of {treatment}: {known}"


def test_a_ladder_spells_out_the_kinds_of_its_names(tmp_path: Path) -> None:
    _, rule = loaded(tmp_path, unsupported__cure=CURE, disclaimers__salt_notice=NOTICE)

    assert rule.ladder == (
        ({"strength": ("none", "conditional")}, "advice"),
        ({"names": ("eczema", "atopic-eczema")}, "error"),
        ({}, "warning"),
    )


def test_the_shipped_rules_load() -> None:
    assert rule_file.faults([shipped.folder("rules")], read_lexicon([shipped.folder("lexicon")])) == ()


def test_the_shipped_rules_ask_for_fields_that_records_have() -> None:
    schema = record_schema()
    study = schema["$defs"]["Study"]
    rules = rule_file.load([shipped.folder("rules")], read_lexicon([shipped.folder("lexicon")]))
    asked = {(rule.name, *path.split(".")) for rule in rules if rule.compare for path, _ in rule.compare.record}

    assert [path for path in sorted(asked) if not _is_field(schema, study, path[1:])] == []


def _is_field(schema: dict[str, object], shape: dict[str, object], path: tuple[str, ...]) -> bool:
    """Return whether a path leads to a field of the JSON Schema `shape`."""
    if not path:
        return True
    text, properties = str(shape), shape.get("properties")
    if not isinstance(properties, dict):
        names = [name for name in schema["$defs"] if f"'#/$defs/{name}'" in text]  # type: ignore[attr-defined]
        return any(_is_field(schema, schema["$defs"][name], path) for name in names)  # type: ignore[index]
    return path[0] in properties and _is_field(schema, properties[path[0]], path[1:])
