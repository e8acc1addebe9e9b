"""What is done of old, what others call it, what is only called after health: no claim of the page."""

from __future__ import annotations

import pytest

from claimcheck import readers
from claimcheck.claims import claims_in
from claimcheck.lexicon import Lexicon

SHOP = "# Sage tea\n\n{}\n\n[Buy now](https://tea.example/)\n"
OF_OLD = [
    "Sage tea has been used for centuries to relieve pain.",
    "Sage tea has been used for 3,000 years to relieve pain.",
    "Traditionally, sage tea was used to relieve pain.",
    "Monks of the north also drank sage tea to relieve pain.",
    "Athletes use it to reduce muscle soreness.",
    "Sage tea is mostly used to relieve pain.",
    "Ask a doctor before taking sage tea to relieve pain.",
]
TOLD_ALL_THE_SAME = [
    "Our sage tea has been used for centuries to relieve pain.",
    "Sage tea is used to relieve pain.",
    "Our patients use it to reduce muscle soreness.",
]
CALLED = [
    "Sage tea is billed as a drink that can relieve pain.",
    "It is marketed as something that you sip to relieve pain.",
    "Fans rave about its health benefits.",
]
SORTS = [
    "Sage stands in the health food aisle.",
    "It is a healing ceremony of the north.",
    "Sage tea is a wellness trend.",
]
SOURCES = [
    "Doe J, Roe AB. Healing of the skin with sage. J Leaf. 2015;12(3):44-9.",
    "Reference: Doe, J. (2017). Healing effects of sage. Leaf Letters, 4(3), 33–36. https://doi.org/10.1/x",
]


def claims(lexicon: Lexicon, sentence: str) -> list[tuple[str, str]]:
    """Return role and stance of the claims of benefit in a sentence on a page that sells."""
    document = readers.read_text(SHOP.format(sentence), path="shop.md", format="markdown")
    return [(c.role, c.stance) for c in claims_in(document, lexicon) if c.direction == "benefit"]


@pytest.mark.parametrize("sentence", OF_OLD)
def test_what_it_is_used_for_of_old_or_by_people_at_large_is_told_of_them(lexicon: Lexicon, sentence: str) -> None:
    assert claims(lexicon, sentence) == [("other", "asserted")]


@pytest.mark.parametrize("sentence", TOLD_ALL_THE_SAME)
def test_what_ours_is_used_for_is_told_of_ours(lexicon: Lexicon, sentence: str) -> None:
    assert claims(lexicon, sentence) == [("offered", "asserted")]


@pytest.mark.parametrize("sentence", CALLED)
def test_what_others_call_it_is_attributed_to_them(lexicon: Lexicon, sentence: str) -> None:
    assert {stance for _, stance in claims(lexicon, sentence)} == {"attributed"}


@pytest.mark.parametrize("sentence", SORTS)
def test_what_is_only_called_after_health_gains_nothing(lexicon: Lexicon, sentence: str) -> None:
    assert claims(lexicon, sentence) == []


@pytest.mark.parametrize("entry", SOURCES)
def test_an_entry_of_a_list_of_sources_needs_no_heading(entry: str) -> None:
    document = readers.read_text(f"# Sage\n\n{entry}\n", path="page.md", format="markdown")
    assert [block.kind for block in document.blocks] == ["title", "reference"]


def test_a_sentence_that_names_a_year_is_no_source() -> None:
    document = readers.read_text(
        "# Sage\n\nDoe J. wrote in 2015 that sage heals 12 wounds.\n", path="page.md", format="markdown"
    )
    assert [block.kind for block in document.blocks] == ["title", "paragraph"]
