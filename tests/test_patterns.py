"""Patterns: what each part of the language matches, what is refused, and the laws that hold for all of them."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck import readers
from claimcheck.claims.reading import Reading
from claimcheck.lexicon import Entry, Lexicon
from claimcheck.model import Name
from claimcheck.patterns.pattern import Line, PatternFault, compile_pattern
from claimcheck.words import words_in

LEXICON = Lexicon(
    names={
        entry.id: entry
        for entry in (
            Entry("arthritis", "condition", ("arthritis", "joint disease")),
            Entry("rheumatoid-arthritis", "condition", ("rheumatoid arthritis", "=RA"), ("arthritis",)),
            Entry("asthma", "condition", ("asthma",)),
            Entry("pain", "outcome", ("pain",)),
            Entry("laser", "treatment", ("laser", "laser therapy")),
            Entry("cold-laser", "treatment", ("low-level laser",), ("laser",)),
            Entry("rash", "risk", ("rash", "skin rash")),
        )
    },
    classes={
        "cure-verb": ("cure", "get rid of", "say goodbye to"),
        "show-verb": ("show", "show that", "find"),
        "negator": ("no", "not", "no longer"),
        "rash": ("allergic skin",),
    },
)


def line(text: str, *, verbs: str = "", offered: str = "") -> Line:
    """Return the words of a text; `verbs` are its finite verbs, `offered` the ids that the page offers."""
    words = words_in(text)
    verb_words, names = verbs.split(), tuple(LEXICON.names_in(words))
    return Line(words, names, lambda at: words[at].lower in verb_words, frozenset(offered.split()))


def found(pattern: str, text: str, *, verbs: str = "", offered: str = "") -> list[str]:
    """Return the words of each match."""
    matches = compile_pattern(pattern, LEXICON).matches(line(text, verbs=verbs, offered=offered))
    return [text[match.start : match.end] for match in matches]


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("cure", "It cures, cured and CURED what a curate could not cure.", ["cures", "cured", "CURED", "cure"]),
        ("say goodbye", "She said goodbye and says, goodbye.", ["said goodbye"]),
        ("lasting relief|comfort", "Lasting relief, lasting comforts, relief", ["Lasting relief", "lasting comforts"]),
        ("a|an new hope", "a new hope, an new hopes, new hope", ["a new hope", "an new hopes"]),
        (
            "side_effect|harm",
            "Side effects, side-effect, harms; side and effect",
            ["Side effects", "side-effect", "harms"],
        ),
        (
            "heal (the whole) body",
            "Heals the whole body, heal body, heal the body",
            ["Heals the whole body", "heal body"],
        ),
        ("(very|truly) safe", "very safe, truly safe, quite safe", ["very safe", "truly safe", "safe"]),
        ("risk-free", "risk-free, risk free, riskfree, Risk–free, risk, free", ["risk-free", "risk free", "riskfree"]),
        ("=IT", "IT and it", ["IT"]),
        ("=Cold-Laser", "Cold-Laser, Cold Laser, cold-laser", ["Cold-Laser", "Cold Laser"]),
        ("doesn't work", "It doesn’t work. It doesn't work", ["doesn’t work", "doesn't work"]),
        ("100% safe", "100% safe, 100 % safe", ["100% safe", "100 % safe"]),
        ("and/or", "this and/or that", ["and/or"]),
        ("cure a cure", "cure a cure a cure", ["cure a cure"]),
    ],
)
def test_words_are_matched_in_every_form_and_way_of_writing(pattern: str, text: str, expected: list[str]) -> None:
    assert found(pattern, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cure asthma", ["cure asthma"]),
        ("cure one two three four five six asthma", ["cure one two three four five six asthma"]),
        ("cure one two three four five six seven asthma", []),
        ("cure pain, asthma", []),
        ("cure pain (and) asthma", []),
        ("cure “severe” long-term asthma", ["cure “severe” long-term asthma"]),
        ("cure pain because asthma", []),
        ("cure everyone gets asthma", []),
        ("the cure will simply not be asthma", ["cure will simply not be asthma"]),
        ("the cure is for patients asthma", []),
        ("cure asthma and asthma", ["cure asthma and asthma"]),
    ],
)
def test_a_gap_ends_at_six_words_a_comma_a_verb_and_a_clause(text: str, expected: list[str]) -> None:
    assert found("cure ... asthma", text, verbs="gets is will") == expected


def test_a_gap_asks_for_verbs_only_when_it_is_reached() -> None:
    asked: list[int] = []
    words = words_in("we treat and cure severe asthma")
    run = Line(words, (), lambda at: bool(asked.append(at)))

    assert [match.start for match in compile_pattern("cure ... asthma", LEXICON).matches(run)] == [13]
    assert asked == [4, 5]


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("{condition}", "Rheumatoid arthritis or RA, ra, asthma, pain", ["Rheumatoid arthritis", "RA", "asthma"]),
        ("{arthritis}", "arthritis, rheumatoid arthritis, asthma", ["arthritis", "rheumatoid arthritis"]),
        ("{rheumatoid-arthritis}", "arthritis, rheumatoid arthritis", ["rheumatoid arthritis"]),
        (
            "{cure-verb} (your) {condition}",
            "Gets rid of your asthma; curing RA",
            ["Gets rid of your asthma", "curing RA"],
        ),
        ("{show-verb} that", "shows that", ["shows that"]),
        ("{show-verb} {pain}", "shows that pain, shows pain", ["shows that pain", "shows pain"]),
        ("{condition}|{outcome}|fatigue", "pain, asthma, fatigue, rash", ["pain", "asthma", "fatigue"]),
        ("no_{risk}|harmless", "no skin rash, harmless, no asthma", ["no skin rash", "harmless"]),
        ("{rash}", "skin rash, allergic skin", ["skin rash", "allergic skin"]),
    ],
)
def test_classes_stand_for_names_their_kinds_and_phrases_longest_first(
    pattern: str, text: str, expected: list[str]
) -> None:
    assert found(pattern, text) == expected


def test_offered_stands_for_what_the_page_offers_and_its_kinds() -> None:
    text = "Our low-level laser and our laser work, asthma does not."

    assert found("{offered}", text, offered="laser") == ["low-level laser", "laser"]
    assert found("{offered}", text, offered="cold-laser") == ["low-level laser"]
    assert found("{offered}", text) == []


def test_only_the_bare_slot_asks_for_the_offer() -> None:
    patterns = [compile_pattern(text, LEXICON) for text in ("{offered}", "our {offered}", "{offered}|we")]

    assert [pattern.asks_offered for pattern in patterns] == [True, False, False]


def test_studies_are_named_by_the_records_at_hand() -> None:
    words = words_in("the Alder trial showed")
    run = Line(words, (Name("alder-1", "study", 4, 15),))

    assert [m.captures for m in compile_pattern("{study} show", LEXICON).matches(run)] == [{"study": "Alder trial"}]


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("number", "12, twelve, 3,000, 1.5 million", ["12", "twelve", "3,000", "1.5 million"]),
        ("number", "3 to 5, 3–5, three to five", ["3 to 5", "3–5", "three to five"]),
        ("number", "QX623, omega-3, 3D, 2nd", []),
        ("percent", "70%, 70 %, 70 percent, 70 per cent", ["70%", "70 %", "70 percent", "70 per cent"]),
        ("percent", "70–80%, 70% to 80%, 5 to 8 percent, 70", ["70–80%", "70% to 80%", "5 to 8 percent"]),
        ("duration", "12 months, 12-month, three weeks", ["12 months", "12-month", "three weeks"]),
        ("duration", "24h, 2 to 3 days, 6–12 weeks", ["24h", "2 to 3 days", "6–12 weeks"]),
        ("duration", "12, 12 apples, months", []),
        ("money", "$3,000, € 5 million, 20 dollars", ["$3,000", "€ 5 million", "20 dollars"]),
        ("money", "USD 40, US$7, 7 US", ["USD 40", "US$7"]),
        ("money", "$3–$5, $3,000 to 5,000, 3,000", ["$3–$5", "$3,000 to 5,000"]),
    ],
)  # fmt: skip
def test_amounts_are_read_with_their_units_and_ranges(kind: str, text: str, expected: list[str]) -> None:
    assert found(f"<{kind}>", text) == expected


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("in <duration>", "in 3 weeks, in three months", ["in 3 weeks", "in three months"]),
        ("<number> to <number>", "3 to 5", ["3 to 5"]),
        ("better <percent>", "better (70%), better 70%, better, 70%", ["better (70%", "better 70%"]),
    ],
)
def test_amounts_stand_beside_words(pattern: str, text: str, expected: list[str]) -> None:
    assert found(pattern, text) == expected


@pytest.mark.parametrize(
    ("pattern", "text", "head"),
    [
        ("{condition} ... disappear|vanish", "asthma can simply vanish", "vanish"),
        ("a {cure-verb} {condition}", "a gets rid of asthma", "gets"),
        ("no {risk}", "no skin rash", "skin"),
        ("{treatment} is safe", "laser is safe", "safe"),
        ("(truly) get {cure-verb} soon", "truly get cured soon", "cured"),
        ("it is <percent>", "it is 70%", "70"),
        ("with it", "with it", "with"),
        ("<money>", "$30", "30"),
    ],
)
def test_the_head_is_the_word_that_carries_the_match(pattern: str, text: str, head: str) -> None:
    matches = compile_pattern(pattern, LEXICON).matches(line(text))

    assert [text[match.head.start : match.head.end] for match in matches] == [head]


def test_captures_are_the_words_of_the_copy_by_slot_and_by_category() -> None:
    text = "Cures Rheumatoid Arthritis and asthma in 3 weeks"
    pattern = compile_pattern("{cure-verb} {arthritis} and {condition} in <duration>", LEXICON)
    expected = {
        "cure-verb": "Cures",
        "arthritis": "Rheumatoid Arthritis",
        "condition": "Rheumatoid Arthritis",
        "duration": "3 weeks",
    }

    assert [match.captures for match in pattern.matches(line(text))] == [expected]
    assert pattern.slots == {"cure-verb", "arthritis", "condition", "duration"}


@pytest.mark.parametrize(
    ("pattern", "fault"),
    [
        ("cur[ei]", "uses “[”: patterns are no regular expressions"),
        (r"\bcure", "uses “\\”: patterns are no regular expressions"),
        ("^cure$", "uses “^”: patterns are no regular expressions"),
        ("cure.*", "uses “*”: patterns are no regular expressions"),
        ("cured?", "uses “?”: patterns are no regular expressions"),
        ("cure(s)", "has a bracket inside a word"),
        ("(cure asthma", "opens a bracket that is not closed"),
        ("cure) asthma", "closes a bracket that was not opened"),
        ("cure ()", "has empty brackets"),
        ("cure | heal", "has an empty alternative in “|”"),
        ("cure|", "has an empty alternative in “cure|”"),
        ("side__effect", "has an empty word in “side__effect”"),
        ("{condtion}", "names {condtion}, which is not in the lexicon"),
        ("{Condition}", "has “{Condition}”, which is no class"),
        ("{condition", "has “{condition”, which is no class"),
        ("<percnt>", "asks for <percnt>, which is no amount"),
        ("cure, heal", "has “,” in “cure,”, which stands for nothing"),
        ("= cure", "has “=” in “=”, which stands for nothing"),
        ("", "could match no word at all"),
        ("(cure)", "could match no word at all"),
        ("cure ...", "has a gap that ends in no word"),
        ("cure ... (asthma)", "has a gap that ends in no word"),
        ("a ... b ... c ... d", "has 3 gaps"),
        ("a|b|c|d|e|f|g " * 4, "stands for 2,401 wordings"),
    ],
)
def test_what_is_no_pattern_is_refused_with_its_fault(pattern: str, fault: str) -> None:
    with pytest.raises(PatternFault) as caught:
        compile_pattern(pattern, LEXICON)

    assert caught.value.fault == f"pattern “{pattern}” {fault}"
    assert caught.value.remedy != ""


def test_a_misspelled_class_gets_the_nearest_guess() -> None:
    with pytest.raises(PatternFault) as caught:
        compile_pattern("cure {condtion}", LEXICON)

    assert caught.value.remedy == "did you mean {condition}?"


def test_two_thousand_wordings_are_the_most() -> None:
    two_thousand = "a|b|c|d|e|f|g|h|i|j " * 3 + "(k)"

    assert compile_pattern(two_thousand, LEXICON).text == two_thousand


WORDS = ("cure", "cures", "asthma", "rheumatoid", "arthritis", "risk", "free", "riskfree", "no", "rash", "12", "weeks")
TEXTS = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from((" ", "-", ", ")))).map(
    lambda pairs: "".join(word + gap for word, gap in pairs).rstrip(" ,-")
)
ITEMS = ("cure", "risk-free", "{condition}", "{cure-verb}|no", "(the)", "(no) rash", "<duration>", "no_{risk}|asthma")
PATTERNS = (
    st.lists(st.sampled_from((*ITEMS, "cure ... {condition}")), min_size=1, max_size=3)
    .map(" ".join)
    .filter(lambda text: text.replace("(the)", "").strip() != "" and text.count("...") < 3)
)


@settings(max_examples=120, deadline=None, derandomize=True)
@given(PATTERNS, TEXTS)
def test_whatever_matches_passes_the_gate(pattern: str, text: str) -> None:
    compiled, run = compile_pattern(pattern, LEXICON), line(text)
    reading = Reading(readers.read_text(text, path="a.txt", format="text"), LEXICON)
    held = frozenset[str]().union(*map(reading.held, reading.sentences))

    for _ in compiled.matches(run):
        assert [gate for gate in compiled.gate if gate.isdisjoint(held)] == []


@settings(max_examples=100, deadline=None, derandomize=True)
@given(PATTERNS, TEXTS)
def test_case_changes_no_match(pattern: str, text: str) -> None:
    spans = [
        [(m.start, m.end) for m in compile_pattern(pattern, LEXICON).matches(line(t))] for t in (text, text.upper())
    ]

    assert spans[0] == spans[1]


@settings(max_examples=100, deadline=None, derandomize=True)
@given(PATTERNS, TEXTS)
def test_matches_are_ordered_and_apart(pattern: str, text: str) -> None:
    matches = compile_pattern(pattern, LEXICON).matches(line(text))

    assert all(one.end <= other.start for one, other in pairwise(matches))
    assert all(match.start <= match.head.start < match.head.end <= match.end for match in matches)


@given(st.sampled_from(("risk", "drug", "pain")), st.sampled_from(("-", " ", "")), st.sampled_from(("free", "less")))
def test_hyphen_space_and_nothing_are_equal_where_a_hyphen_is_written(first: str, between: str, last: str) -> None:
    text = f"it is {first}{between}{last} now"

    assert found(f"{first}-{last}", text) == [f"{first}{between}{last}"]
