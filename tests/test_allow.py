"""Exceptions: an allow takes out its own rule's findings in its range, with a reason, and is looked after."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.allow import allow
from claimcheck.config.config import Exempt, Settings
from claimcheck.model import Allowed, Document, Finding, Related
from made import finding, page

RULES = ("cure", "haste", "hype")
DAY = "2026-11-01"


def applied(
    document: Document, *findings: Finding, settings: Settings | None = None, **more: tuple[str, ...]
) -> tuple[list[Finding], list[Allowed]]:
    stand, allowed = allow.apply(findings, document, settings or Settings(), RULES, DAY, **more)
    return list(stand), list(allowed)


def upkeep(document: Document, *findings: Finding, settings: Settings | None = None) -> list[str]:
    """Return what is said about the exceptions of a page."""
    stand, _ = applied(document, *findings, settings=settings)
    return [f"{f.path}:{f.line}:{f.column} {f.severity} {f.rule}: {f.message}" for f in stand if f.subject == "upkeep"]


def test_an_allow_on_its_own_line_covers_the_next_block_and_no_other() -> None:
    document = page(
        "It cured me.\n\n<!-- claimcheck: allow cure because her own words; by the editor; until 2027-05-01 -->\n\n"
        "It cured me.\n\nIt cured me.\n"
    )
    before, inside, after = (finding(document, "cured", nth=n) for n in range(3))

    assert applied(document, before, inside, after) == (
        [before, after],
        [Allowed(inside, "her own words", "the editor", "2027-05-01")],
    )


def test_an_allow_inside_a_block_covers_that_block() -> None:
    document = page("It cured me.\n\nIt <!-- claimcheck: allow cure because quoted --> cured me.\n\nIt cured me.\n")
    before, inside, after = (finding(document, "cured", nth=n) for n in range(3))

    assert applied(document, before, inside, after) == ([before, after], [Allowed(inside, "quoted")])


@pytest.mark.parametrize(
    "line",
    [
        "It cured me. <!-- claimcheck: allow cure because quoted -->",
        "- It cured me. <!-- claimcheck: allow cure because quoted -->",
        "# It cured me. <!-- claimcheck: allow cure because quoted -->",
    ],
)
def test_an_allow_at_the_end_of_a_line_covers_the_block_of_that_line(line: str) -> None:
    document = page(f"{line}\n\nIt cured me.\n")
    inside, after = finding(document, "cured"), finding(document, "cured", nth=1)

    assert applied(document, inside, after) == ([after], [Allowed(inside, "quoted")])


def test_an_allow_is_for_its_own_rules_only() -> None:
    document = page("<!-- claimcheck: allow cure, haste because both are quoted -->\n\nIt cured me only today.\n")
    cure, haste, hype = (finding(document, "cured", rule=rule) for rule in RULES)

    assert applied(document, cure, haste, hype) == (
        [hype],
        [Allowed(cure, "both are quoted"), Allowed(haste, "both are quoted")],
    )


@given(blocks=st.lists(st.sampled_from(["It cured me.", "Cured, it cured."]), min_size=1, max_size=6), data=st.data())
def test_an_allow_takes_out_all_findings_of_its_rule_in_its_range_and_nothing_else(
    blocks: list[str], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(blocks) - 1))
    before = "".join(f"{block}\n\n" for block in blocks[:at])
    comment = "<!-- claimcheck: allow cure because hers -->\n\n"
    document = page(f"{before}{comment}" + "".join(f"{block}\n\n" for block in blocks[at:]))
    found = [
        finding(document, "cured", rule=rule, nth=n) for rule in RULES for n in range(document.source.count("cured"))
    ]
    start = len(before) + len(comment)
    inside = [f for f in found if f.rule == "cure" and start <= f.start and f.end <= start + len(blocks[at])]
    stand, allowed = applied(document, *found)

    assert [a.finding for a in allowed] == inside
    assert sorted(stand, key=lambda f: (f.rule, f.start)) == [f for f in found if f not in inside]


def test_an_allow_for_words_leaves_other_words() -> None:
    document = page('<!-- claimcheck: allow cure "Cured  me" because hers -->\n\nIt cured\nme. It cured meek men.\n')
    hers, other = finding(document, "cured\nme"), finding(document, "cured meek")

    assert applied(document, hers, other) == ([other], [Allowed(hers, "hers")])


def test_a_run_is_allowed_from_a_comment_to_another() -> None:
    document = page(
        "It cured me.\n\n<!-- claimcheck: allow-from cure because a letter -->\n\nIt cured me.\n\n- It cured me.\n\n"
        "<!-- claimcheck: allow-to cure -->\n\nIt cured me.\n"
    )
    before, first, second, after = (finding(document, "cured", nth=n) for n in range(4))

    assert applied(document, before, first, second, after) == (
        [before, after],
        [Allowed(first, "a letter"), Allowed(second, "a letter")],
    )


def test_an_end_without_rules_ends_any_run() -> None:
    document = page(
        "<!-- claimcheck: allow-from hype because a letter -->\n\nAmazing.\n\n<!-- claimcheck: allow-to -->\n"
    )

    assert upkeep(document, finding(document, "Amazing", rule="hype")) == []


def test_a_whole_file_is_allowed() -> None:
    document = page("It cured me.\n\nIt cured me.\n\n<!-- claimcheck: allow-file cure because archived -->\n")
    both = [finding(document, "cured", nth=n) for n in range(2)]

    assert applied(document, *both) == ([], [Allowed(both[0], "archived"), Allowed(both[1], "archived")])


def test_the_first_exception_speaks_and_another_for_the_same_words_is_not_needless() -> None:
    document = page(
        "<!-- claimcheck: allow-file cure because archived -->\n\n<!-- claimcheck: allow cure because hers -->\n\n"
        "It cured me.\n"
    )
    cured = finding(document, "cured")

    assert applied(document, cured) == ([], [Allowed(cured, "archived")])


@pytest.mark.parametrize("words", ["a note for the printer", "claim: allow cure", "TODO claimcheck: allow cure"])
def test_other_comments_allow_nothing_and_are_left_alone(words: str) -> None:
    document = page(f"<!-- {words} -->\n\nIt cured me.\n")
    cured = finding(document, "cured")

    assert applied(document, cured) == ([cured], [])


@pytest.mark.parametrize(
    ("comment", "said"),
    [
        ("allow cure", "error allow-without-reason: allows cure without a reason"),
        ("allow cure because", "error allow-without-reason: allows cure without a reason"),
        ("allow cure because ; by me", "error allow-without-reason: allows cure without a reason"),
        (
            "allow cuer because hers",
            "error allow-unreadable: “cuer” is no rule that can be allowed; did you mean “cure”?",
        ),
        (
            "allow needless-allow because hers",
            "error allow-unreadable: “needless-allow” is no rule that can be allowed; known: cure, haste, hype",
        ),
        ("allow because hers", "error allow-unreadable: “allow” names no rule"),
        ("alow cure because hers", "error allow-unreadable: “alow” is no exception; did you mean “allow”?"),
        (
            "allow cure because hers; until May 2027",
            "error allow-unreadable: “May 2027” is no date such as 2027-05-01",
        ),
        ("allow-from cure because hers", "error allow-unreadable: “allow-from” is not ended by an “allow-to”"),
        ("allow-to cure", "error allow-unreadable: “allow-to” ends nothing"),
        ("allow cure because hers; until 2026-10-31", "error allow-expired: allowed cure until 2026-10-31"),
    ],
)
def test_an_exception_that_does_not_hold_is_told_and_the_finding_stands(comment: str, said: str) -> None:
    document = page(f"# Lamps\n\n<!-- claimcheck: {comment} -->\nIt cured me.\n")
    cured = finding(document, "cured")
    stand, allowed = applied(document, cured)

    assert upkeep(document, cured) == [f"page.md:3:1 {said}"]
    assert cured in stand
    assert allowed == []


def test_an_exception_holds_on_its_last_day() -> None:
    document = page("<!-- claimcheck: allow cure because hers; until 2026-11-01 -->\n\nIt cured me.\n")

    assert applied(document, finding(document, "cured"))[0] == []


def test_an_exception_that_allows_nothing_is_needless() -> None:
    document = page("# Lamps\n\n<!-- claimcheck: allow cure, hype because hers -->\n\nIt cured me.\n")

    assert upkeep(document, finding(document, "cured")) == [
        "page.md:3:1 warning needless-allow: allows hype, which is not found"
    ]


def test_an_exception_for_a_rule_that_did_not_run_is_not_needless() -> None:
    document = page("<!-- claimcheck: allow cure because hers -->\n\nA lamp.\n")

    assert applied(document, ran=("haste",)) == ([], [])
    assert applied(document, settings=Settings(severities={"cure": "off"})) == ([], [])


def test_a_finding_about_an_exception_quotes_its_comment() -> None:
    document = page("A lamp.\n\n<!-- claimcheck: allow cure -->\n")
    stand, _ = applied(document)

    assert stand == [
        Finding(
            id="allow-without-reason:<!-- claimcheck: allow cure -->:1",
            rule="allow-without-reason",
            subject="upkeep",
            severity="error",
            path="page.md",
            start=9,
            end=40,
            line=3,
            column=1,
            end_line=3,
            end_column=32,
            quote="<!-- claimcheck: allow cure -->",
            message="allows cure without a reason",
            why="An exception is a decision of a person: without its reason nobody can review it.",
            suggestion="add “because …”",
        )
    ]


def test_the_same_exception_twice_has_two_ids() -> None:
    document = page("A lamp.\n\n<!-- claimcheck: allow cure -->\n\nA lamp.\n\n<!-- claimcheck: allow cure -->\n")

    assert [f.id[-2:] for f in applied(document)[0]] == [":1", ":2"]


def exempt(**changes: str | tuple[str, ...] | int) -> Settings:
    fields = {"glob": "page.md", "rules": ("cure",), "because": "hers", "line": 7, **changes}
    return Settings(allow=(Exempt(**fields),))


def test_an_exception_of_the_configuration_covers_the_whole_file() -> None:
    document = page("It cured me.\n\nIt cured me.\n")
    both = [finding(document, "cured", nth=n) for n in range(2)]

    assert applied(document, *both, settings=exempt(by="me", until="2027-01-01")) == (
        [],
        [Allowed(both[0], "hers", "me", "2027-01-01"), Allowed(both[1], "hers", "me", "2027-01-01")],
    )


def test_an_exception_of_the_configuration_for_words_leaves_other_words() -> None:
    document = page("It cured me. It cured him.\n")
    hers, other = finding(document, "cured me"), finding(document, "cured him")

    assert applied(document, hers, other, settings=exempt(words="cured me")) == ([other], [Allowed(hers, "hers")])


def test_an_expired_exception_of_the_configuration_is_told_where_its_finding_is_back() -> None:
    document = page("A lamp.\n\nIt cured me.\n")
    cured = finding(document, "cured", also=("hype",), records=("a-study",), claim="c-1")
    stand, _ = applied(document, cured, settings=exempt(until="2026-10-31"))

    assert upkeep(document, cured, settings=exempt(until="2026-10-31")) == [
        "page.md:3:4 error allow-expired: allowed cure until 2026-10-31"
    ]
    assert [(f.rule, f.quote, f.records, f.related) for f in stand] == [
        ("allow-expired", "cured", (), (Related("claimcheck.yaml", 0, 0, 7, 1, "the exception"),)),
        ("cure", "cured", ("a-study",), ()),
    ]
    assert upkeep(page("A lamp.\n"), settings=exempt(until="2026-10-31")) == []


def test_a_needless_exception_of_the_configuration_stands_at_its_entry() -> None:
    assert upkeep(page("A lamp.\n"), settings=exempt()) == [
        "claimcheck.yaml:7:1 warning needless-allow: allows cure, which is not found"
    ]


def test_an_exception_for_many_files_is_never_needless_in_one() -> None:
    assert upkeep(page("A lamp.\n"), settings=exempt(glob="*.md")) == []
