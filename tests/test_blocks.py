"""What was read before is not read again: pages give the same with what is known of blocks as without it."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from claimcheck import flow, readers
from claimcheck.audit import alike, page
from claimcheck.audit.alike import Alike
from claimcheck.audit.page import Place, checked
from claimcheck.audit.shard import Row
from claimcheck.claims import blocks as of_blocks
from claimcheck.claims.blocks import Blocks
from claimcheck.config.config import Config, Exempt, Settings

if TYPE_CHECKING:
    from claimcheck.audit.shard import Checked
    from claimcheck.flow import House
    from claimcheck.model import Document, Report

DAY = "2027-05-01"
# Blocks that lend to others, hang on others, quote, cite, deny, ask and list; some are alike elsewhere.
HEADINGS = (
    "# Stem cells for stroke",
    "# Our lamp",
    "# Page 7",
    "## Ideal for:",
    "## No harm of:",
    "## Magnesium",
    "# NO",
)
TEXTS = (
    "Stem cells improved motor function by 12 points at 12 months. They cure stroke [1].",
    "This therapy relieves back pain. “We saw that it cures nearly every patient here,” says Dr. Ada Brook.",
    "It helps. It is given in our clinic, and it cures insomnia in 8 of 10 people.",
    "What can I expect?",
    "You may walk again within 3 weeks, see [the trial](https://doi.org/10.1016/j.cell.2020.01.001).",
    "- migraine\n- back pain\n- better sleep",
    "It is good against:\n\n- stroke\n- chronic pain",
    "In the ACTIsSIMA trial SB-STR02 improved motor function. Does it work? Nobody is sure whether it heals NO",
    "Book your free consultation now! Only 3 places are left.",
    "> It changed my life. My pain is gone after two sessions.",
    "It may cause nausea. Side effects are rare, and the treatment is 100 % safe and approved by the FDA.",
    "We treat asthma, stroke, ALS, autism and diabetes with our cells.",
    "The authors gave 40 participants a diagnosis. Further research is needed before it helps anybody.",
)


def pages(number: int) -> list[Document]:
    """Return pages made of the same few blocks, in other orders and under other headings."""
    chance = random.Random(7)
    made = []
    for at in range(number):
        parts = [part for _ in range(2) for part in (chance.choice(HEADINGS), *chance.sample(TEXTS, 4))]
        source = "\n\n".join(parts if at % 3 else parts[1:])
        made.append(readers.read_text(source, path=f"p{at % 5}.md", format="markdown"))
    return made


def fresh(house: House, most: int = 2_000) -> House:
    """Return the same house that knows nothing of any block yet."""
    same = replace(house)
    same.__dict__["blocks"] = Blocks(most)
    return same


def reports(house: House, given: list[Document]) -> list[Report]:
    return [flow.check_document(document, house, DAY) for document in given]


def test_pages_give_the_same_with_what_is_known_of_their_blocks_as_without_it(house: House) -> None:
    given, warm = pages(40), fresh(house)
    without = reports(fresh(house, 0), given)

    assert sum(len(report.claims) for report in without) > 300
    assert sum(len(report.findings) for report in without) > 200
    assert reports(warm, given) == without
    assert reports(warm, given[::-1]) == without[::-1]


def test_a_question_is_read_anew_where_another_answer_follows(house: House) -> None:
    asked = "# Lark House\n\nBook your visit.\n\n## Can our cells cure asthma?\n\n"
    given = [
        readers.read_text(asked + answer, path="page.md", format="markdown")
        for answer in ("Absolutely! Ask us.\n", "Nobody has shown that.\n", "Yes, in most cases.\n")
    ]
    without = reports(fresh(house, 0), given)

    assert reports(fresh(house), given) == without
    stances = [[c.stance for c in one.claims if "asthma" in one.document.text[c.start : c.end]] for one in without]
    assert stances == [["asserted"], ["asked"], ["asserted"]]


def test_a_line_is_read_anew_where_it_no_longer_stands_alone(house: House) -> None:
    line, more = "Relieve aches and pains.\n", "\nThe clinic opens at nine.\n\nBring a friend.\n"
    given = [readers.read_text(text, path="page.md", format="markdown") for text in (line, line + more, line)]
    without = reports(fresh(house, 0), given)

    assert reports(fresh(house), given) == without
    assert [[claim.role for claim in one.claims] for one in without] == [["unstated"], ["other"], ["unstated"]]


def test_a_block_is_not_read_again_where_nothing_that_it_hangs_on_is_other(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    claims_of = of_blocks.claims_of
    monkeypatch.setattr(
        of_blocks,
        "claims_of",
        lambda reading, sentence, offer: (
            read.append(reading.document.text[sentence.start : sentence.end]) or claims_of(reading, sentence, offer)
        ),
    )
    warm = fresh(house)
    for title in ("Page one", "Page two", "Stem cells"):
        text = f"# {title}\n\nIt eases pain.\n\n# {title} again\n\nThe lamp shines."
        flow.check_document(readers.read_text(text, path="a.md", format="markdown"), warm, DAY)

    told = [words for words in read if "age" not in words]
    assert told == [
        "It eases pain.",
        "The lamp shines.",
        *("Stem cells", "It eases pain.", "Stem cells again", "The lamp shines."),
    ]


def test_what_is_known_of_blocks_is_bounded_and_the_latest_stays(house: House) -> None:
    small = fresh(house, 3)
    reports(small, pages(2))

    assert len(small.blocks._held) == 3


def rows(house: House, given: list[Row], known: Alike) -> list[Checked]:
    found = [checked(row, Place("s", at), house, DAY, known) for at, row in enumerate(given)]
    return [replace(one, page=replace(one.page, seconds=0.0)) for one in found]


def copies() -> list[Row]:
    """Return a page four times: under other names and hosts, as a letter changed, and as another format."""
    text = "# Our lamp\n\nOur lamp cures insomnia. Only 3 places are left."
    return [
        Row("https://a.example/1", "a.example", "x.jsonl:1", "markdown", text, "2027-03-01"),
        Row("https://b.example/2", "b.example", "x.jsonl:2", "markdown", text, "2027-04-01"),
        Row("https://b.example/3", "b.example", "x.jsonl:3", "markdown", text + "!", "2027-04-01"),
        Row("https://b.example/4", "b.example", "x.jsonl:4", "text", text),
    ]


def test_a_page_that_says_the_same_is_judged_once_and_gives_the_same_rows(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    without = rows(house, copies(), Alike(0))
    judged: list[str] = []
    check = flow.check_document
    monkeypatch.setattr(page.flow, "check_document", lambda *given: judged.append(given[0].path) or check(*given))

    assert rows(house, copies(), Alike()) == without
    assert judged == ["x.jsonl:1", "x.jsonl:3", "x.jsonl:4"]
    assert all(one.claims and one.findings for one in without)


def test_a_page_for_which_other_settings_hold_is_judged_by_itself(house: House) -> None:
    off = {"severities": {"cure": "off", "scarcity": "off"}}
    given = replace(Config(), paths=(("b.md", off),), settings=Settings())
    named = replace(house, config=given)
    same = [replace(row, path=name) for row, name in zip(copies()[:2], ("a.md", "b.md"), strict=True)]
    first, second = rows(named, same, Alike())

    assert [finding.rule for finding in first.findings] != [finding.rule for finding in second.findings]
    assert [first, second] == rows(named, same, Alike(0))


def test_a_page_that_an_exception_names_is_judged_by_itself(house: House) -> None:
    exempt = Exempt("a.md", ("hype",), "it is agreed", by="the editor")
    named = replace(house, config=replace(Config(), allow=(exempt,)))
    same = [replace(row, path=name) for row, name in zip(copies()[:2], ("a.md", "deep/a.md"), strict=True)]

    assert rows(named, same, Alike()) == rows(named, same, Alike(0))


def test_what_pages_gave_is_kept_up_to_a_number_of_rows(house: House) -> None:
    known = Alike(10)
    rows(house, copies(), known)

    assert known._rows == sum(alike._size(one) for one in known._held.values()) <= 10
    assert len(known._held) >= 1
