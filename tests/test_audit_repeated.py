"""Claims on several pages: what one decision settles is one group, and nothing else is in it."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from claimcheck.audit import repeated, settled, table, wordings
from claimcheck.audit.settled import Repeated
from claimcheck.audit.wordings import Wording, groups
from made_tables import audit, claim, finding, page

if TYPE_CHECKING:
    from pathlib import Path

LAMP = "our lamp heals back pain in three weeks"


def test_wordings_that_differ_in_a_few_words_are_one_group_and_the_most_frequent_stands_for_it() -> None:
    words = [LAMP, "a chair", f"{LAMP} or less", "our new lamp heals back pain in three weeks", "a chair is no lamp"]

    assert groups([Wording(one, ()) for one in words]) == [0, 1, 0, 0, 4]


def test_order_counts_and_likeness_is_not_passed_on() -> None:
    words = ["a lamp beats a bed", "a bed beats a lamp"]
    chain = ["a b c d e f g h", "a b c d e f g x", "a b c d e f y x"]

    assert groups([Wording(one, ()) for one in words]) == [0, 1]
    # The last is like the second, not like the first, which stands for both.
    assert groups([Wording(one, ()) for one in chain]) == [0, 0, 2]


def test_what_is_not_the_same_in_meaning_is_never_one_group() -> None:
    assert groups([Wording(LAMP, ("asserted",)), Wording(LAMP, ("denied",)), Wording(LAMP, ("asserted",))]) == [0, 1, 0]


def test_looking_at_rare_pairs_alone_finds_what_looking_at_all_finds() -> None:
    random = Random(7)
    made = [" ".join(random.choices("abcdef", k=random.randint(1, 9))) for _ in range(400)]
    sets = [wordings._pairs(words) for words in made]
    stands: list[int] = []
    for at, own in enumerate(sets):
        leaders = [other for other in range(at) if stands[other] == other]
        like = [(wordings._share(own, sets[other]), -other) for other in leaders]
        best, nearest = max(like, default=(0.0, 0))
        stands.append(-nearest if best >= wordings.ALIKE else at)

    assert groups([Wording(words, ()) for words in made]) == stands
    assert len(set(stands)) < 330


def told(folder: Path) -> list[Repeated]:
    with table.asked(folder) as base:
        repeated.write(base, folder)
        return settled.most(base, folder, 10)[0]


def rows_of(folder: Path) -> list[tuple[object, ...]]:
    with table.asked(folder) as base:
        return base.execute(f"select key, id, words from '{folder}/repeated.parquet' order by all").fetchall()


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """Make an audit of three pages: one claim stands on all, one twice on the same page, one with another figure."""
    pages = [page("a"), page("b", position=1), page("c", position=2, site="b.example")]
    claims = [
        claim("a", "Our lamp heals back pain in 3 weeks.", figures=("3 weeks",)),
        claim("b", "Our new lamp heals back pain in 3 weeks!", position=1, figures=("3 weeks",)),
        claim("c", "our lamp heals\nback pain in 3 weeks", position=2, site="b.example", figures=("3 Weeks",)),
        claim("c", "Our lamp heals back pain in 4 weeks.", position=2, id="c2", figures=("4 weeks",)),
        claim("a", "It lasts.", id="c3"),
        claim("a", "It lasts.", id="c4"),
    ]
    findings = [
        finding("a", "1", rule="cure"),
        finding("a", "2", rule="uncited"),
        finding("c", "3", position=2, rule="cure"),
        finding("c", "4", position=2, claim="c2"),
        finding("b", "5", position=1, allowed="It was agreed."),
    ]
    return audit(tmp_path, pages, claims, findings)


def test_a_claim_on_several_pages_is_told_with_what_finds_it(shop: Path) -> None:
    assert told(shop) == [Repeated("Our lamp heals back pain in 3 weeks.", 2, 3, 3, 2, 3, "cure", "unlinked")]


def test_the_table_names_each_claim_of_a_group(shop: Path) -> None:
    told(shop)

    assert rows_of(shop) == [
        ("a", "c1", "our lamp heals back pain in 3 weeks"),
        ("b", "c1", "our new lamp heals back pain in 3 weeks"),
        ("c", "c1", "our lamp heals back pain in 3 weeks"),
    ]


def test_wordings_beyond_those_compared_are_grouped_where_their_words_are_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(repeated, "MOST", 1)
    texts = ["A lamp shines."] * 3 + ["The bed is soft."] * 2 + ["The bed is so soft."]
    pages = [page(str(at), position=at) for at in range(6)]
    audit(tmp_path, pages, [claim(str(at), text, position=at) for at, text in enumerate(texts)])

    assert [(one.text, one.pages, one.wordings) for one in told(tmp_path)] == [
        ("A lamp shines.", 3, 1),
        ("The bed is soft.", 2, 1),
    ]


def test_an_audit_without_claims_has_none_that_repeat(tmp_path: Path) -> None:
    assert told(audit(tmp_path, [page("a")])) == []
