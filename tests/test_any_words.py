"""Whatever words a page holds, in whatever order, it is judged: no reading of them fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

import made
from claimcheck import flow

if TYPE_CHECKING:
    from claimcheck.flow import House

# Words that readings of grammar turn on, with some that they are about.
WORDS = (
    "it they this which what who whose we our you your everyone nobody is are was been has can may will would not no "
    "never without than with by to of for in from as if when because and or but , : ; - % 80 two 1915 ozone therapy "
    "aspirin surgery clinic patients people body cells skin knee pain eczema sleep mood risk side effects safe painful "
    "proven linked related relieves improves eases reduced treats helped healing causes avoid seeking want stop best "
    "better faster more less most again job salary course graduates fund return every study trial doctors"
).split()


@given(words=st.lists(st.sampled_from(WORDS), min_size=3, max_size=24), sells=st.booleans())
@settings(max_examples=120, deadline=None)
def test_no_words_make_a_page_fail(house: House, words: list[str], *, sells: bool) -> None:
    line = " ".join(words).capitalize()
    page = f"# Ozone clinic\n\n{line}.\n\n- {line}\n\n[Book now](https://ozone.example/)\n" if sells else f"{line}.\n"
    report = flow.check_document(made.page(page), house, "2026-01-01")

    assert all(page[f.start : f.end].strip() for f in report.findings)
