"""What is looked for by its first or rarest words is what is found without that: classes of words, patterns, frames."""

from __future__ import annotations

import importlib.util
import json
from functools import partial
from pathlib import Path
from unittest.mock import patch

import pytest

import made
from claimcheck import readers
from claimcheck.checks.frames import foreseen, framed, line_of, matched
from claimcheck.checks.gates import Gates
from claimcheck.claims import possible, read_claims
from claimcheck.claims.cues import Part
from claimcheck.claims.figures import figures_in
from claimcheck.claims.kinds import sort_of
from claimcheck.claims.names import own_names
from claimcheck.claims.offer import offer_of
from claimcheck.claims.possible import may_claim
from claimcheck.claims.reading import Reading
from claimcheck.flow import House
from claimcheck.model import ROLES
from claimcheck.patterns.pattern import Pattern
from claimcheck.phrase_table import PhraseTable
from claimcheck.rulebook.rule import Frame
from claimcheck.words import words_in

ROOT = Path(__file__).parent.parent
PAGES = ROOT / "tests" / "articles" / "pages"


@pytest.fixture(scope="module")
def readings(house: House) -> list[Reading]:
    """Return every sixth paragraph of all pages, two pages in a reading."""
    texts = [path.read_text(encoding="utf-8").split("\n\n")[1::6] for path in sorted(PAGES.iterdir())]
    joined = ["\n\n".join(first + second) for first, second in zip(texts[::2], texts[1::2], strict=True)]
    return [Reading(made.page(t, "a.md"), house.lexicon) for t in joined]


def test_one_look_finds_of_every_class_what_a_look_for_it_alone_finds(house: House, readings: list[Reading]) -> None:
    sentences = [sentence for reading in readings for sentence in reading.sentences][::3]
    found = {}
    for sentence in sentences:
        runs = house.lexicon.class_runs(sentence.words)
        alone = {name: house.lexicon.class_spans(sentence.words, name) for name in house.lexicon.classes}
        found[sentence] = runs, {name: spans for name, spans in alone.items() if spans}

    assert len(sentences) > 30
    assert [runs for runs, _ in found.values()] == [alone for _, alone in found.values()]


def test_the_longest_phrase_is_found_and_none_over_another() -> None:
    table = PhraseTable([("knee", "body"), ("knee pain relief", "good"), ("knee pain", "good"), ("pain", "bad")])

    assert table.runs(words_in("Knee pain relief; pains")) == {
        "body": [(0, 1)],
        "good": [(0, 3)],
        "bad": [(1, 2), (3, 4)],
    }


def test_a_sentence_holds_its_words_and_the_marks_of_its_classes_names_and_amounts(house: House) -> None:
    reading = Reading(readers.read_text("Two teas cure knee pain.", path="a.txt", format="text"), house.lexicon)
    held = reading.held(reading.sentences[0])

    assert {word for word in held if word[0] not in "{<"} == {"two", "teas", "cure", "knee", "pain"}
    assert {"{cure-verb}", "{condition}", "{knee-pain}", "{pain}", "<number>"} <= held
    assert held.isdisjoint({"{treatment}", "{prevent-verb}"})


def test_no_pattern_matches_in_a_sentence_that_its_gate_keeps_shut(house: House, readings: list[Reading]) -> None:
    gates, shut, offered = Gates(house.rules), 0, frozenset({"cell-therapy"})
    wrongly = []
    for reading in readings:
        possible = gates.possible(reading)
        for rule in house.rules:
            for number, item in enumerate(rule.find):
                if not isinstance(item, Pattern | Frame):
                    continue
                for sentence in reading.sentences:
                    if sentence in possible.get((rule.name, number), ()):
                        continue
                    shut += 1
                    if isinstance(item, Pattern):
                        found = item.matches(line_of(reading, sentence, offered))
                    else:
                        found = list(framed(item, reading, sentence, offered))
                    wrongly += [(rule.name, number, sentence)] if found else []

    assert shut > 100_000
    assert wrongly == []


def test_what_saves_time_changes_no_byte_of_a_report(house: House, readings: list[Reading]) -> None:
    spec = importlib.util.spec_from_file_location("benchmark_gates", ROOT / "benchmarks" / "gates.py")
    assert spec is not None
    assert spec.loader is not None
    benchmark = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(benchmark)
    as_always = [benchmark.report(reading.document, house) for reading in readings[:2]]
    plain = benchmark.without(house)

    assert all(json.loads(report)["reports"][0]["findings"] for report in as_always)
    assert [benchmark.report(reading.document, plain) for reading in readings[:2]] == as_always


def test_no_sentence_that_is_not_read_for_claims_holds_one(readings: list[Reading]) -> None:
    shut, wrongly = 0, []
    for reading in readings:
        for sentence in reading.sentences:
            if may_claim(reading, sentence):
                continue
            shut += 1
            for clause in reading.clauses[sentence.position]:
                part = Part(reading, sentence, clause)
                names, figures = own_names(part), figures_in(reading, sentence)
                for role in ROLES:
                    kinds = sort_of(part, names, figures, partial(str, role), sells=True).kinds
                    wrongly += [(role, kinds, reading.document.text[slice(*sentence.span)])] if kinds else []

    assert shut > 100
    assert wrongly == []


@pytest.mark.parametrize(
    ("text", "selling", "silent"),
    [
        ("It settles in the joint.", True, False),
        ("These cells settle in the joint.", True, False),
        ("Our cells settle in the joint.", True, True),
        ("We'll bring it to the joint.", True, True),
        ("Turmeric settles in the joint.", True, True),
        ("It cures knee pain.", True, True),
        ("Older people are affected more often than others.", False, False),
        ("Knee pain is seen more often than back pain.", False, False),
        ("The pain went down more than with placebo, a trial found.", True, True),
    ],
)
def test_where_nothing_is_sold_fewer_sentences_may_be_claims(
    house: House, text: str, selling: bool, silent: bool
) -> None:
    reading = Reading(readers.read_text(text, path="a.txt", format="text"), house.lexicon)
    [sentence] = reading.sentences

    assert may_claim(reading, sentence) is selling
    assert may_claim(reading, sentence, sells=False) is silent


def test_a_page_that_sells_nothing_claims_the_same_whatever_is_read(house: House) -> None:
    text = (
        "# Knee pain\n\nTurmeric is a root. It settles in the joint, and some say that it eases knee pain.\n\n"
        "Our cells rest in the bone. Symptoms are seen more often in women than in men, diagnosis is by a scan.\n"
    )
    document = readers.read_text(text, path="a.md", format="markdown")
    reading, every = Reading(document, house.lexicon), Reading(document, house.lexicon)
    offer = offer_of(reading)
    claims = read_claims(reading, offer)
    with patch.object(possible, "_may_claim", return_value=True):
        plain = read_claims(every, offer)

    assert not offer.sells
    assert [reading.is_spared(sentence) for sentence in reading.sentences].count(True) > 1
    assert claims
    assert claims == plain


def test_what_a_sentence_of_unknown_grammar_matches_at_most_holds_what_it_matches(
    house: House, readings: list[Reading]
) -> None:
    offered, sure = frozenset({"cell-therapy"}), 0
    patterns = [item for rule in house.rules for item in rule.find if isinstance(item, Pattern) and "..." in item.text]
    for reading in readings[:3]:
        for sentence in reading.sentences:
            for pattern in patterns:
                most, surely = foreseen(pattern, reading, sentence, offered)
                if found := matched(pattern, reading, sentence, offered):
                    assert most
                if surely:
                    assert found == most
                    sure += 1

    assert sure > 1_000
