"""claims.yaml: which wordings are one, how entries are read and put in, and what the ledger says of a claim."""

from __future__ import annotations

import itertools
import json
from dataclasses import replace
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import made
from claimcheck import yamlfile
from claimcheck.errors import UserError
from claimcheck.ledger import file as ledger_file
from claimcheck.ledger import ledger
from claimcheck.ledger.ledger import Entry, Ledger
from claimcheck.ledger.words import normal
from claimcheck.model import Claim, Cue, Name, Span

if TYPE_CHECKING:
    from pathlib import Path

    from claimcheck.model import Document

WORDS = ("gel", "wasn't", "helps", "Crohn's", "risk-free", "in", "4", "weeks", "12.5", "%", "patients", "Ärzte")
SENTENCES = st.lists(st.sampled_from(WORDS), min_size=2, max_size=9).map(" ".join)
DAYS = st.sampled_from(("2026-01-01", "2026-05-01", "2027-01-01"))
ENTRIES = st.builds(
    Entry,
    claim=st.one_of(SENTENCES, st.text(max_size=150)).filter(normal),
    by=st.text(min_size=1, max_size=20).filter(str.strip),
    since=DAYS,
    variants=st.lists(SENTENCES, max_size=2).map(tuple),
    records=st.lists(st.sampled_from(("a-trial", "b-trial")), max_size=2).map(tuple),
    until=st.sampled_from(("", "2028-01-01")),
    jurisdictions=st.lists(st.sampled_from(("us", "gb")), max_size=2).map(tuple),
    note=st.text(max_size=30),
)


def put_in(entries: list[Entry] | tuple[Entry, ...], text: str = "") -> str:
    """Return the text of a ledger with entries put in, one after the other."""
    for entry in entries:
        text = ledger.added(text, entry)
    return text


def tidy(entry: Entry) -> Entry:
    """Return an entry as it is read back."""
    [[read], faults] = ledger_file.entries_in(put_in([entry]), path="claims.yaml")
    assert faults == ()
    return read


def claim_on(document: Document, **changes: Any) -> Claim:
    """Return a claim that takes all words of a document."""
    whole = Span(0, len(document.text))
    known = {
        "kinds": ("effect",),
        "role": "offered",
        "stance": "asserted",
        "direction": "benefit",
        "strength": "causal",
    }
    return replace(Claim("c", *whole, Span(0, 1), whole, 0, **known), **changes)  # type: ignore[arg-type]


def state(entry: Entry | list[Entry], source: str, *, as_of: str = "", at: tuple[str, ...] = (), **changes: Any) -> str:
    """Return what a ledger of entries says of a page of one claim, "" where nothing."""
    document = made.page(source)
    kept = Ledger(tuple(entry) if isinstance(entry, list) else (entry,))
    match = kept.match(claim_on(document, **changes), document, as_of=as_of, jurisdictions=at)
    return "" if match is None else match.state


GEL = Entry("Our gel helps 40 of 100 patients within 4 weeks.", "Ann", "2026-01-01")


# ---- wording


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It isn’t “new”.", "it isn't new"),
        ("**It** _helps_ – always!", "It helps, always"),
        ("A risk-free gel", "a risk free gel"),
        ("SB-623 helped", "SB 623 helped"),
        ("5 %", "5%"),
        ("a\u00adlone", "alone"),
        ("−5 points", "-5 points"),
    ],
)
def test_these_wordings_are_one(one: str, other: str) -> None:
    assert normal(one) == normal(other) != ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It helps.", "It helps?"),
        ("5 points", "-5 points"),
        ("5 points", ".5 points"),
        ("1,055 people", "1.055 people"),
        ("a ratio of 3:5", "a ratio of 3/5"),
        ("5 $", "5 €"),
        ("$5", "-$5"),
        (".5 points", "-.5 points"),
        ("5 %", "5 °C"),
        ("about ~5", "about 5"),
        ("½ of all", "2 of all"),
        ("p < 0.05", "p > 0.05"),
        ("It helps", "It does not help"),
    ],
)
def test_these_wordings_are_two(one: str, other: str) -> None:
    assert normal(one) != normal(other)


NUMBERS = st.from_regex(r"-?(?:[0-9]{1,4}|[0-9]{0,3}[.,:/][0-9]{1,3})%?", fullmatch=True)


@given(NUMBERS, NUMBERS)
@settings(deadline=None)
def test_changing_a_number_never_matches(one: str, other: str) -> None:
    assume(one != other)
    entry = replace(GEL, claim=f"Our gel helps {one} patients within weeks.")

    assert state(entry, f"Our gel helps {one} patients within weeks.") == "approved"
    assert state(entry, f"Our gel helps {other} patients within weeks.") != "approved"


@given(st.lists(st.tuples(st.sampled_from([w for w in WORDS if w != "%"]), st.integers(0, 3)), min_size=2, max_size=9))
@settings(max_examples=60, deadline=None)
def test_a_wording_matches_itself_through_markup_quotes_and_case(words: list[tuple[str, int]]) -> None:
    dressed = [
        (word, f"**{word}**", f"“{word.upper()}”".replace("'", "’"), f"[{word.title()}](https://a.example)")[how]
        for word, how in words
    ]
    entry = replace(GEL, claim=" ".join(word for word, _ in words))

    assert state(entry, f"So: {' '.join(dressed)}\n", sentence=Span(4, 4 + _length(dressed))) == "approved"


def _length(dressed: list[str]) -> int:
    return len(made.page(f"So: {' '.join(dressed)}\n", "a.md").text) - 4


# ---- the file


@given(st.lists(ENTRIES, max_size=3))
@settings(max_examples=50, deadline=None)
def test_the_order_of_adding_makes_no_difference(entries: list[Entry]) -> None:
    # Of one wording on one day the last decision stands: then there is an order.
    distinct = {(tidy(entry).key, entry.since): entry for entry in entries}
    texts = {put_in(order) for order in itertools.permutations(distinct.values())}

    assert len(texts) == 1


@given(st.lists(ENTRIES, min_size=1, max_size=3))
@settings(max_examples=60, deadline=None)
def test_adding_is_idempotent_and_what_was_added_is_read_back(entries: list[Entry]) -> None:
    text = put_in(entries)
    read, faults = ledger_file.entries_in(text, path="claims.yaml")

    assert put_in([entries[-1]], text) == text
    assert faults == ()
    assert {entry.key for entry in read} == {tidy(entry).key for entry in entries}
    assert [entry.key for entry in read] == sorted(entry.key for entry in read)


def test_a_file_is_written_as_one_block_an_entry() -> None:
    wide = replace(GEL, records=("b", "a"), variants=("Our gel helps 40% of patients.",), until="2027-01-01")

    assert put_in([wide, replace(GEL, claim="It: works", jurisdictions=("us",), note="as told")]) == (
        "# Approved claims, sorted by wording: what may be said, on which records, by whose decision, until when.\n"
        "\n"
        "- claim: 'It: works'\n"
        "  by: Ann\n"
        "  since: 2026-01-01\n"
        "  jurisdictions: [us]\n"
        "  note: as told\n"
        "\n"
        "- claim: Our gel helps 40 of 100 patients within 4 weeks.\n"
        "  variants:\n"
        "    - Our gel helps 40% of patients.\n"
        "  records: [a, b]\n"
        "  by: Ann\n"
        "  since: 2026-01-01\n"
        "  until: 2027-01-01\n"
    )


def test_what_people_wrote_around_other_entries_stays() -> None:
    text = "# yaml-language-server: $schema=claims.schema.json\r\n# b first\r\n"
    text += "- {claim: B, by: Ann, since: 2026-01-01}  # ok\r\n\r\n"
    text += "# of the shop\r\n- claim: >-\r\n    Z\r\n  by: Bo\r\n  since: 2026-01-01\r\n"

    assert ledger.added(text, replace(GEL, claim="C")).split("\r\n") == [
        "# yaml-language-server: $schema=claims.schema.json",
        "# b first",
        "- {claim: B, by: Ann, since: 2026-01-01}  # ok",
        "",
        "- claim: C",
        "  by: Ann",
        "  since: 2026-01-01",
        "",
        "# of the shop",
        "- claim: >-",
        "    Z",
        "  by: Bo",
        "  since: 2026-01-01",
        "",
    ]


def test_a_renewal_takes_the_place_of_the_older_decision_and_keeps_its_variants_and_the_comment_above() -> None:
    old = "# head\n\n# why\n- claim: our gel HELPS\n  variants: [the gel helps]\n  by: Bo\n  since: 2025-01-01\n"
    text = ledger.added(old, replace(GEL, claim="Our gel helps", until="2027-01-01"))

    assert text == (
        "# head\n\n# why\n- claim: Our gel helps\n  variants:\n    - the gel helps\n  by: Ann\n  since: 2026-01-01\n"
        "  until: 2027-01-01\n"
    )
    assert ledger.added(text, replace(GEL, claim="Our gel helps", by="Al", since="2024-01-01")) == text


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            "- claim: Our gel helps  # sic\n  by: Bo\n  since: 2025-01-01\n",
            "claims.yaml:1: holds a comment that a renewal",
        ),
        ("[{claim: B, by: Ann, since: 2026-01-01}]\n", "claims.yaml:1: is no plain list of blocks"),
        ("- claim: B\n", "claims.yaml:1: has no “by”"),
    ],
)
def test_a_file_is_not_changed_at_a_risk(text: str, fault: str) -> None:
    with pytest.raises(UserError) as told:
        ledger.added(text, replace(GEL, claim="our gel helps"))

    assert str(told.value).startswith(fault)


@pytest.mark.parametrize(
    "entry",
    [replace(GEL, claim="…"), replace(GEL, by=""), replace(GEL, since="May"), replace(GEL, until="2020-01-01")],
)
def test_an_entry_with_a_fault_is_not_written(entry: Entry) -> None:
    with pytest.raises(UserError):
        ledger.added("", entry)


GOOD = "- claim: It helps\n  by: Ann\n  since: 2026-01-01\n"
FAULTS = [
    ("claim: B\n", ["claims.yaml:1: the file is not a list"]),
    ("- B\n", [f"claims.yaml:1: the file is not a mapping; known keys: {', '.join(sorted(ledger_file.KEYS))}"]),
    (f"{GOOD}  sinse: x\n", ["claims.yaml:4: has the unknown key “sinse”; did you mean “since”?"]),
    (
        "- by: Ann\n",
        [
            "claims.yaml:1: has no “claim”; add claim: the wording",
            "claims.yaml:1: has no “since”; add since: the day on which, such as 2027-05-01",
        ],
    ),
    ("- claim: It helps\n  since: 2026-01-01\n", ["claims.yaml:1: has no “by”; add by: who approved it"]),
    (f"{GOOD}  until: May\n", ["claims.yaml:4: “until” is “May”, which is no date; write it as 2027-05-01"]),
    (
        f"{GOOD}  until: 2025-01-01\n",
        ["claims.yaml:4: “until” is a day before “since”; write the last day on which it holds"],
    ),
    ("- claim: '…'\n  by: Ann\n  since: 2026-01-01\n", ["claims.yaml:1: “claim” holds no words"]),
    (f"{GOOD}  variants: ['…']\n", ["claims.yaml:4: “variants” holds no words"]),
    (f"{GOOD}  records: [1]\n", ["claims.yaml:4: “records” is neither a word nor a list of words"]),
    ("- claim: 5\n  by: Ann\n  since: 2026-01-01\n", ["claims.yaml:1: “claim” is not text"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "told"), FAULTS)
def test_a_fault_is_told_with_its_line_and_what_is_sound_holds(text: str, told: list[str]) -> None:
    entries, faults = ledger_file.entries_in(text, path="claims.yaml")
    beside = ledger_file.entries_in(text + GOOD.replace("It", "That"), path="claims.yaml")[0] if text[0] == "-" else ()

    assert ([str(fault) for fault in faults], entries) == (told, ())
    assert [entry.claim for entry in beside] == ["That helps"] * (text[0] == "-")


def test_the_same_wording_twice_is_a_fault_unless_it_is_for_other_places() -> None:
    twice = f"{GOOD}- claim: “It” HELPS!\n  by: Bo\n  since: 2026-02-01\n"
    entries, faults = ledger_file.entries_in(twice, path="claims.yaml")

    assert [entry.by for entry in entries] == ["Ann"]
    assert [str(f) for f in faults] == ["claims.yaml:4: approves the same wording as line 1; keep one of them"]
    assert ledger_file.entries_in(f"{twice}  jurisdictions: [us]\n", path="claims.yaml")[1] == ()


def test_the_schema_and_the_reader_accept_the_same() -> None:
    schema = json.loads((files("claimcheck.ledger") / "ledger.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    shape = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    whole = put_in(
        [
            replace(
                GEL, records=("a",), about=("b",), variants=("c",), until="2028-01-01", jurisdictions=("us",), note="n"
            )
        ]
    )
    by_order = "day before"

    assert all(shape.is_valid(yamlfile.parse(text, path="").value) for text in ("", GOOD, whole))
    assert [
        text for text, told in FAULTS if by_order not in told[0] and shape.is_valid(yamlfile.parse(text, path="").value)
    ] == []


def test_a_ledger_that_cannot_be_read_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be read"):
        ledger.read(tmp_path / "claims.yaml")
    (tmp_path / "claims.yaml").write_text("- claim: B\n")
    with pytest.raises(UserError, match=r"claims\.yaml:1: has no “by”"):
        ledger.read(tmp_path / "claims.yaml", shown_as="claims.yaml")
    (tmp_path / "claims.yaml").write_text(GOOD)

    assert ledger.read(tmp_path / "claims.yaml").entries == (Entry("It helps", "Ann", "2026-01-01"),)


# ---- a claim


def test_a_variant_is_as_good_as_the_wording() -> None:
    assert state(replace(GEL, variants=("The gel works",)), "The *gel* works.") == "approved"


def test_a_claim_far_from_every_wording_is_not_in_the_ledger() -> None:
    assert state(GEL, "Our pump lifts water.") == ""
    assert state(GEL, "Our gel helps 40 of 90 patients within 4 weeks.") == "drifted"


def test_an_approval_holds_from_its_first_day_through_its_last() -> None:
    entry = replace(GEL, until="2026-06-30")
    days = ("2025-12-31", "2026-01-01", "2026-06-30", "2026-07-01")

    assert [state(entry, GEL.claim, as_of=day) for day in days] == ["", "approved", "approved", "expired"]
    assert state(entry, GEL.claim.replace("40", "50"), as_of="2026-07-01") == ""


@pytest.mark.parametrize(
    ("places", "page", "said"),
    [
        ([()], ("us",), "approved"),
        ([("us",)], ("us",), "approved"),
        ([("us",)], ("us-ca",), "approved"),
        ([("us-ca",)], ("us",), "none"),
        ([("us",)], ("gb", "us"), "none"),
        ([("us",), ("gb",)], ("gb", "us"), "approved"),
        ([("us",)], (), "none"),
        ([("us",), ()], (), "approved"),
    ],
)
def test_an_approval_holds_where_it_was_given_for(
    places: list[tuple[str, ...]], page: tuple[str, ...], said: str
) -> None:
    assert state([replace(GEL, jurisdictions=given) for given in places], GEL.claim, at=page) == said


def test_an_approval_that_ended_in_one_place_does_not_reach_it_through_another() -> None:
    ended = replace(GEL, jurisdictions=("us",), until="2026-02-01")

    assert (
        state([ended, replace(GEL, jurisdictions=("gb",))], GEL.claim, at=("gb", "us"), as_of="2026-03-01") == "expired"
    )


def test_the_same_words_on_another_record_are_a_drift() -> None:
    entry = replace(GEL, records=("a-trial",))

    assert state(entry, GEL.claim, records=("a-trial",)) == "approved"
    assert state(entry, GEL.claim, records=()) == "approved"
    assert state(entry, GEL.claim, records=("b-trial",)) == "drifted"
    assert state(entry, GEL.claim.replace("40", "50"), records=("b-trial",)) == ""


def test_the_same_words_about_another_treatment_are_a_drift() -> None:
    entry = replace(GEL, claim="This therapy helps.", about=("moon-gel",))

    def named(name: str) -> Name:
        return Name(name, "treatment", 0, 0, "heading")

    assert state(entry, "This therapy helps.", names=(named("moon-gel"),)) == "approved"
    assert state(entry, "This therapy helps.", names=(named("sun-gel"), named("moon-gel"))) == "drifted"
    assert state(entry, "This therapy helps.") == "drifted"


def test_like_words_that_share_no_name_are_another_claim() -> None:
    source = "The lamp helps 40 of 100 patients within 4 weeks."
    lamp = (Name("lamp", "treatment", 4, 8),)

    assert state(GEL, source) == "drifted"
    assert state(GEL, source, names=lamp) == ""


def test_a_clause_is_held_against_the_ledger_where_it_stands_alone() -> None:
    source = "We deny that our gel helps."
    clause = {"start": 13, "end": 26}
    entry = replace(GEL, claim="Our gel helps")

    assert state(entry, source, **clause) == "approved"
    assert state(entry, source, **clause, cues=(Cue("stance", "denied", 3, 7, 13, 26),)) == ""


def test_names_that_nothing_knows_are_told_with_the_line() -> None:
    kept = Ledger((replace(GEL, records=("a-trail",), jurisdictions=("mars", "us-ca"), line=7),))
    faults = ledger.unknown_names(kept, records={"a-trial": 1}, jurisdictions=("us", "gb"))

    assert [str(fault) for fault in faults] == [
        "claims.yaml:7: names the unknown record “a-trail”; did you mean “a-trial”?",
        "claims.yaml:7: names the unknown jurisdiction “mars”; known: gb, us",
    ]
