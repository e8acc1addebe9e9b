"""PDF files: lines become paragraphs at their page and line; what only runs along the pages is left out."""

from __future__ import annotations

import builtins
import time
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.errors import UserError
from claimcheck.model import Document
from claimcheck.readers import _pdf_lines, pdf
from made import blocks_of
from made_pdf import Line, file, page

PHRASE = "gel works"
LONG = "This line is as long as the lines of a printed paragraph are wont to be"


def read(*pages: list[Line]) -> Document:
    return pdf.read(file(*pages), "a.pdf")


VISIBLE = {
    "line": ([page("The gel works.")], "page 1, line 1", "gel works"),
    "second line": ([page(LONG, "the gel works.")], "page 1, line 2", "gel works"),
    "over a wrap": ([page(LONG + " gel", "works.")], "page 1, line 1", "gel\nworks"),
    "over a hyphen": ([page(LONG + " gel wo-", "rks.")], "page 1, line 1", "gel wo-\nrks"),
    "second page": ([page("One."), page("The gel works.")], "page 2, line 1", "gel works"),
    "over two pages": ([page("First.", "", LONG + " gel"), page("works well.")], "page 1, line 2", "gel\nworks"),
    "heading": ([[Line("The gel works", 780, size=20), Line("Body " * 12, 740)]], "page 1, line 1", "gel works"),
    "item": ([page("Benefits:", "• the gel works")], "page 1, line 2", "gel works"),
    "beside a mark": ([[*page("A."), Line("The gel", 700), Line("1", 704, 109, 6), Line("works.", 700, 114)]],
                      "page 1, line 2", "gel1 works"),
    "no-break space": ([page("The gel\u00a0works.")], "page 1, line 1", "gel works"),
    "brackets and quotes": ([page("(“é” \\ gel works)")], "page 1, line 1", "gel works"),
    "second column": ([[*page(LONG[:30]), Line("gel works", 780, 320)]], "", "gel works"),
}  # fmt: skip


@pytest.mark.parametrize("place", VISIBLE)
def test_a_phrase_is_read_wherever_it_is_printed(place: str) -> None:
    pages, named, written = VISIBLE[place]
    document = read(*pages)
    start = document.text.index(PHRASE)
    span = document.source_span(start, start + len(PHRASE))

    assert document.text.count(PHRASE) == 1
    assert document.source[slice(*span)].replace("\u00a0", " ") == written
    assert named in ("", document.named_place(span.start))


def test_lines_become_the_paragraphs_headings_and_lists_that_they_were() -> None:
    document = read(
        [
            Line("The gel", 780, size=24),
            Line("What it does", 740, size=16),
            Line(LONG, 700),
            Line("and goes on. A new", 686),
            Line("sentence ends.", 672),
            Line("The next paragraph:", 640),
            Line("• less pain and", 626),
            Line("  more sleep", 612),
            Line("• more hair", 598),
        ]
    )

    assert blocks_of(document) == [
        ("title", "The gel"),
        ("heading", "What it does"),
        ("paragraph", f"{LONG} and goes on. A new sentence ends."),
        ("paragraph", "The next paragraph:"),
        ("item", "less pain and more sleep"),
        ("item", "more hair"),
    ]
    assert [block.lead for block in document.blocks] == [None, None, None, None, 3, 3]


def test_heads_feet_and_numbers_of_pages_are_left_out_and_a_long_foot_is_read_once() -> None:
    foot = "What stands here was not reviewed by anybody at all"
    pages = [
        [Line(f"The gel works {at}", 810), *page(f"Text {word}."), Line(foot, 40), Line(f"Page {at} of 3", 20)]
        for at, word in ((1, "one"), (2, "two"), (3, "three"))
    ]

    assert [words for _, words in blocks_of(read(*pages))] == ["Text one.", foot, "Text two.", "Text three."]


def test_a_table_of_contents_is_left_out() -> None:
    document = read(page("Contents", "1 The gel works . . . . . . . . 3", "2 More...............iv", "Text."))

    assert document.text == "Contents\nText."


def test_a_page_without_words_is_said() -> None:
    document = read(page("One."), [])

    assert document.unread == ("page 2 holds no words: a picture of words is not read",)
    assert read([]).text == ""


@pytest.mark.parametrize("raw", [b"", b"%PDF-1.7", b"%PDF-1.4\nnothing", b"PK\x03\x04"])
def test_what_is_no_pdf_is_a_clear_fault(raw: bytes) -> None:
    with pytest.raises(UserError) as caught:
        pdf.read(raw, "a.pdf")

    assert str(caught.value) == "a.pdf: is no PDF file, or a broken one; save it anew as PDF"


def test_without_the_library_the_fault_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *given: Any, **more: Any) -> Any:
        if name == "pypdfium2":
            raise ImportError(name)
        return real(name, *given, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(UserError) as caught:
        read(page("One."))

    assert str(caught.value) == (
        "a.pdf: is a PDF file, which the extra “pdf” reads; pip install 'claimcheck-lint[pdf]'"
    )


def test_a_file_of_too_many_characters_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_pdf_lines, "MOST_CHARACTERS", 10)
    with pytest.raises(UserError) as caught:
        read(page(LONG))

    assert caught.value.fault == "holds more than 10 characters"


@given(raw=st.binary(max_size=400), at=st.integers(0, 900))
@settings(max_examples=150, deadline=None, derandomize=True, database=None)
def test_any_bytes_are_read_or_refused(raw: bytes, at: int) -> None:
    sound = file(page("The gel works."))
    for torn in (raw, b"%PDF-1.7\n" + raw, sound[:at] + raw + sound[at:], sound[:at], sound[:at] + sound[at + 7 :]):
        with suppress(UserError):
            assert pdf.read(torn, "a.pdf").format == "pdf"


def test_reading_takes_time_in_proportion() -> None:
    def seconds(times: int) -> float:
        raw = file(*[page(*[LONG] * 40)] * times)
        begin = time.process_time()
        pdf.read(raw, "a.pdf")
        return time.process_time() - begin

    seconds(1)

    assert seconds(64) < max(60 * seconds(4), 0.5)
