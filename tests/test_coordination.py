"""A list of verbs that is mended is still a tree: whatever hangs on whatever, each word leads to a root."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from claimcheck.claims.coordination import with_lists_mended
from claimcheck.language import Token

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

TAGS = ("VB", "VBP", "VBZ", "VBD", "NN")
DEPS = ("conj", "xcomp", "advcl", "relcl", "aux", "dobj")


def tree(heads: list[int], tags: list[str], deps: list[str]) -> list[Token]:
    """Return tokens of one letter each with these heads, tags and dependencies."""
    rows = zip(heads, tags, deps, strict=True)
    return [
        Token(2 * i, 2 * i + 1, "x", tag, "ROOT" if head == i else dep, head) for i, (head, tag, dep) in enumerate(rows)
    ]


@st.composite
def trees(draw: DrawFn) -> list[Token]:
    """Draw the tokens of a sentence whose heads make a tree."""
    size = draw(st.integers(2, 9))
    order = draw(st.permutations(range(size)))
    heads = [0] * size
    for at, i in enumerate(order):
        heads[i] = order[draw(st.integers(0, at - 1))] if at else i
    tags = draw(st.lists(st.sampled_from(TAGS), min_size=size, max_size=size))
    deps = draw(st.lists(st.sampled_from(DEPS), min_size=size, max_size=size))
    return tree(heads, tags, deps)


def root_of(tokens: list[Token], i: int) -> int | None:
    """Return the root that a token leads to, None where it leads round and round."""
    for _ in tokens:
        if tokens[i].head == i:
            return i
        i = tokens[i].head
    return i if tokens[i].head == i else None


@given(trees())
def test_each_word_still_leads_to_a_root(tokens: list[Token]) -> None:
    mended = list(with_lists_mended(tokens))

    assert [root_of(mended, i) for i in range(len(mended))] == [root_of(tokens, i) for i in range(len(tokens))]


def test_a_later_verb_hangs_on_the_one_whose_form_it_shares_but_never_on_one_below_it() -> None:
    # "saw (0) whether they ease (1) and lift (2)": the last was hung on the first.
    hung = tree([0, 0, 0], ["VBD", "VBP", "VB"], ["ROOT", "ccomp", "conj"])
    # The one between stands below the later verb.
    below = tree([0, 2, 0], ["VBD", "VBP", "VB"], ["ROOT", "advcl", "conj"])

    assert [token.head for token in with_lists_mended(hung)] == [0, 0, 1]
    assert [token.head for token in with_lists_mended(below)] == [0, 2, 0]
