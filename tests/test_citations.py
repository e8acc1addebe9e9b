"""Citations: what a reader can look up, also behind a mark, a footnote or a link into the page's own list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import made
from claimcheck import flow, readers
from claimcheck.claims.citations import citations_in, entries_behind, given_behind, sources_of

if TYPE_CHECKING:
    from claimcheck.flow import House
    from claimcheck.model import Document

PAGE = """# Cells after stroke

The first trial [1] was small. Later ones [2-3, 5] were not.[^late] See <a href="#ref-2">the second</a>.

[^late]: Roe P. A late trial. doi:10.1000/late1

## References

1. Doe J. A first trial. doi:10.1000/first1
2. Roe P. A second trial. PMID: 12345678
3. Fox A. A third trial, [registered](https://clinicaltrials.gov/study/NCT01234567).
4. Lee B. A fourth trial.
5. Kim C. A fifth trial. 10.1000/fifth5
"""


def _page() -> Document:
    return made.page(PAGE)


def test_marks_lead_to_the_entries_of_the_list() -> None:
    document = _page()

    led = {
        citation.id: [document.text[block.start : block.end].split(". ")[0] for block in blocks]
        for citation in citations_in(document)
        if (blocks := entries_behind(sources_of(document), citation))
    }

    assert led == {"[1]": ["Doe J"], "[2-3, 5]": ["Roe P", "Fox A", "Kim C"], "#fn-late": ["Roe P"], "[2]": ["Roe P"]}


def test_identifiers_stand_behind_marks_in_words_and_in_links() -> None:
    document = _page()

    found = {
        c.id: tuple(one.id for one in given_behind(document, sources_of(document), c))
        for c in citations_in(document)
        if c.kind == "mark"
    }

    assert found["[1]"] == ("10.1000/first1",)
    assert found["[2-3, 5]"] == ("12345678", "NCT01234567", "10.1000/fifth5")
    assert found["#fn-late"] == ("10.1000/late1",)
    assert found["[2]"] == ("12345678",)


@pytest.mark.parametrize(
    ("words", "cited"),
    [
        ("Pain fell (Miller et al., 2021).", ["Miller et al., 2021"]),
        ("Pain fell (Miller and Roe, 2021b).", ["Miller and Roe, 2021b"]),
        ("Most found work (Annual Report, 2024).", ["Annual Report, 2024"]),
        ("It opened (in 2021).", []),
        ("It opened (2021).", []),
    ],
)
def test_an_author_and_a_year_in_brackets_are_a_citation(words: str, cited: list[str]) -> None:
    document = readers.read_text(words, path="page.txt", format="text")

    assert [c.id for c in citations_in(document) if c.kind == "author-year"] == cited


def test_a_mark_links_its_sentence_to_the_record_of_its_entry(house: House) -> None:
    words = (
        "# Cells\n\nA small trial found better walking [1]. The weather was fine [2].\n\n## References\n\n"
        "1. Kondziolka D. A trial. doi:{doi}\n2. Doe J. Weather. doi:10.1000/182\n"
    )
    record = next(r for r in house.records.values() if r.kind == "trial" and any("/" in i for i in r.identifiers))
    doi = next(i for i in record.identifiers if "/" in i)

    report = flow.check_document(made.page(words.format(doi=doi)), house, "2026-01-01")

    assert [claim.records for claim in report.claims if "walking" in report.document.text[claim.start : claim.end]] == [
        (record.id,)
    ]
