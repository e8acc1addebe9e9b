"""Who offers by the name of a house, and complaints that answer a question by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck import readers
from claimcheck.claims.offer import offer_of
from claimcheck.claims.reading import Reading
from claimcheck.flow import check_document

if TYPE_CHECKING:
    from claimcheck.flow import House
    from claimcheck.lexicon import Lexicon

_WHO_GAINS = """# Cupping

Book cupping with us now.

## Who can benefit from cupping?

- Asthma
- Ask your doctor if you have epilepsy.
"""


def is_visible(lexicon: Lexicon, page: str) -> bool:
    document = readers.read_text(page, path="page.md", format="markdown")
    return offer_of(Reading(document, lexicon)).visible


def test_a_house_offers_what_is_no_accepted_care_by_its_name(lexicon: Lexicon) -> None:
    assert is_visible(lexicon, "# Autism\n\nAutism is a condition.\n\nElm Tree Hospital offers ozone therapy for it.\n")


def test_a_house_that_gives_accepted_care_offers_nothing(lexicon: Lexicon) -> None:
    assert not is_visible(lexicon, "# Stroke\n\nStroke is a condition.\n\nElm Tree Hospital offers rehabilitation.\n")


def test_a_house_that_does_not_give_it_offers_nothing(lexicon: Lexicon) -> None:
    page = "# Autism\n\nAutism is a condition.\n\nNo service of Elm Tree Hospital provides ozone therapy for it.\n"
    assert not is_visible(lexicon, page)


def test_a_complaint_that_answers_who_can_benefit_is_told_and_a_sentence_is_not(house: House) -> None:
    document = readers.read_text(_WHO_GAINS, path="page.md", format="markdown")
    found = check_document(document, house, "2026-01-01").findings
    told = [_WHO_GAINS[f.start : f.end] for f in found if f.rule == "answered-complaint"]
    assert told == ["Asthma"]
