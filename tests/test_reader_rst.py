"""reStructuredText: what its parser shows stands at its exact place; code, comments and options are not read."""

from __future__ import annotations

import sys
import time

import pytest

import made
from claimcheck import readers
from claimcheck.errors import UserError
from claimcheck.model import Document

PHRASE = "gel works"


def read(source: str) -> Document:
    return readers.read_text(source, path="a.rst", format="rst")


def blocks_of(source: str) -> list[tuple[str, str]]:
    return made.blocks_of(read(source))


# A text, and where the phrase stands in it: line, column, and how it is written there.
VISIBLE = {
    "paragraph": ("One.\n\nThe gel works.", (3, 5), "gel works"),
    "title": ("The gel works\n=============\n\nText.", (1, 5), "gel works"),
    "title with a line above": ("===============\n The gel works\n===============\n", (2, 6), "gel works"),
    "section": ("A\n=\n\nThe gel works\n-------------\n", (4, 5), "gel works"),
    "emphasis": ("The *gel* **works**.", (1, 6), "gel* **works"),
    "inside of emphasis": ("The **gel works**.", (1, 7), "gel works"),
    "link": ("See `the gel works <https://a.example>`_.", (1, 10), "gel works"),
    "reference": ("See `the gel works`_.\n\n.. _the gel works: https://a.example", (1, 10), "gel works"),
    "one word links": ("The gel_ works.\n\n.. _gel: https://a.example", (1, 5), "gel_ works"),
    "escape": ("The g\\ el works.", (1, 5), "g\\ el works"),
    "behind an escape": ("A \\* gel works", (1, 6), "gel works"),
    "wrap": ("The gel\nworks.", (1, 5), "gel\nworks"),
    "CRLF": ("One.\r\n\r\nThe gel\r\nworks.", (3, 5), "gel\r\nworks"),
    "list": ("- one\n\n- gel works\n  well", (3, 3), "gel works"),
    "nested list": ("- it helps:\n\n  #. gel works", (3, 6), "gel works"),
    "definition": ("term\n  gel works", (2, 3), "gel works"),
    "term": ("gel works\n  it does", (1, 1), "gel works"),
    "field": ("Text.\n\nMore.\n\n:Result: gel works", (5, 10), "gel works"),
    "line block": ("| one\n| gel works", (2, 3), "gel works"),
    "quotation": ("He said:\n\n  gel works\n\n  -- A. Smith", (3, 3), "gel works"),
    "note": (".. note:: The gel works.", (1, 15), "gel works"),
    "note with a body": (".. note::\n\n   The gel works.", (3, 8), "gel works"),
    "admonition": (".. admonition:: The gel works\n\n   Text.", (1, 21), "gel works"),
    "directive of Sphinx": (".. versionadded:: 1.0\n\n   The gel works.", (3, 8), "gel works"),
    "title of a card": (".. card:: The gel works\n\n   Text.", (1, 15), "gel works"),
    "role": ("The :guilabel:`gel works` now.", (1, 16), "gel works"),
    "reference with words": ("See :ref:`the gel works <gel>`.", (1, 15), "gel works"),
    "grid table": ("+---+-----------+\n| A | gel works |\n+---+-----------+", (2, 7), "gel works"),
    "second row": ("+---+-----------+\n| A | B         |\n+===+===========+\n| A | gel works |\n+---+-----------+",
                   (4, 7), "gel works"),
    "simple table": ("===  =========\nA    gel works\n===  =========\nB    C\n===  =========", (2, 6), "gel works"),
    "list table": (".. list-table:: A\n\n   * - A\n     - gel works", (4, 8), "gel works"),
    "caption of a table": (".. table:: The gel works\n\n   ===  ===\n   A    B\n   ===  ===", (1, 16), "gel works"),
    "caption of a figure": (".. figure:: a.png\n\n   The gel works.", (3, 8), "gel works"),
    "alternative text": (".. image:: a.png\n   :alt: The gel works", (2, 14), "gel works"),
    "wrapped alternative text": (".. image:: a.png\n   :alt: The gel\n     works", (2, 14), "gel\n     works"),
    "footnote": ("A [1]_.\n\n.. [1] The gel works.", (3, 12), "gel works"),
    "beside a footnote mark": ("The gel [1]_ works.\n\n.. [1] A.", (1, 5), "gel [1]_ works"),
    "substitution": ("The |g| works.\n\n.. |g| replace:: gel", (1, 5), "|g| works"),
    "description": (".. meta::\n   :description: The gel works\n\nText.", (2, 22), "gel works"),
    "front field": (":description: The gel works\n\nText.", (1, 19), "gel works"),
    "topic": (".. topic:: The gel works\n\n   Text.", (1, 16), "gel works"),
    "tab": ("\tThe\tgel works", (1, 6), "gel works"),
    "no-break space": ("The gel\u00a0works.", (1, 5), "gel\u00a0works"),
    "soft hyphen": ("The gel wor\u00adks.", (1, 5), "gel wor\u00adks"),
}  # fmt: skip
UNSEEN = {
    "literal": "The ``gel works`` now.",
    "literal block": "So::\n\n  gel works",
    "code": ".. code-block:: text\n\n   gel works",
    "doctest": ">>> gel works\n1",
    "comment": ".. gel works",
    "comment block": "..\n  gel works",
    "raw": ".. raw:: html\n\n   <p>gel works</p>",
    "role of code": "The :func:`gel works` now.",
    "mathematics": "The :math:`gel works`.",
    "label": "See :ref:`gel works`.",
    "address": "See `A <https://a.example/gel works>`_.",
    "target": ".. _gel works: https://a.example",
    "option": ".. image:: a.png\n   :name: gel works",
    "contents": ".. toctree::\n   :caption: gel works\n\n   a",
    "file of another": ".. include:: gel works",
    "unused definition": ".. |g| replace:: gel works",
    "option of a program": "-a  Text.\n--gel works  Text.",
    "front matter": "Title\n=====\n\n:tags: gel works\n\nText.",
}


@pytest.mark.parametrize("place", VISIBLE)
def test_a_phrase_is_read_wherever_a_reader_sees_it(place: str) -> None:
    source, at, written = VISIBLE[place]
    document = read(source)
    start = document.text.index(PHRASE)
    end = start + len(PHRASE)

    assert document.text.count(PHRASE) == 1
    assert document.source[slice(*document.source_span(start, end))] == written
    assert document.place(start, end)[:2] == at


@pytest.mark.parametrize("place", UNSEEN)
def test_a_phrase_is_not_read_where_nobody_sees_it(place: str) -> None:
    assert PHRASE not in read(f"{UNSEEN[place]}\n").text


def test_blocks_are_what_they_are_on_the_page() -> None:
    source = """\
The title
=========

Benefits include:

- less pain

  - in knees
- more sleep

What is it?
-----------

A gel.

  "I am well."

  -- Ann

======  ======
A       B
======  ======
one     two
======  ======

.. [1] A note.
.. [Smith2020] A source.
"""

    assert blocks_of(source) == [
        ("title", "The title"),
        ("paragraph", "Benefits include:"),
        ("item", "less pain"),
        ("item", "in knees"),
        ("item", "more sleep"),
        ("question", "What is it?"),
        ("answer", "A gel."),
        ("testimonial", '"I am well."'),
        ("testimonial", "Ann"),
        ("cell", "A"),
        ("cell", "B"),
        ("cell", "one"),
        ("cell", "two"),
        ("footnote", "A note."),
        ("reference", "A source."),
    ]
    assert [block.lead for block in read(source).blocks[2:5]] == [1, 1, 1]


def test_links_and_marks_of_notes_are_kept() -> None:
    document = read("See `this <https://a.example>`_ [1]_.\n\n.. [1] A note.")

    assert [(document.text[link.start : link.end], link.target) for link in document.links] == [
        ("this", "https://a.example"),
        ("", "#fn-1"),
        ("A note.", "#fn-1"),
    ]


@pytest.mark.parametrize(
    "comment", [".. claimcheck: allow cure because hers", "..\n   claimcheck: allow cure\n   because hers"]
)
def test_comments_stand_at_their_place(comment: str) -> None:
    [(start, end, words)] = read(f"One.\n\n{comment}\n\nTwo.").comments

    assert words == "claimcheck: allow cure because hers"
    assert (start, end) == (6, 6 + len(comment))


def test_a_directive_that_nobody_knows_is_said() -> None:
    document = read("One.\n\n.. glow:: gel works\n\nTwo.")

    assert document.text == "One.\nTwo."
    assert document.unread == ("the directive “glow” at line 3 is not known: its words are not read",)


def test_what_the_parser_fails_at_is_read_as_plain_text() -> None:
    document = read("\n\n".join("  " * depth + f"word {depth}." for depth in range(2000)))

    assert document.text.count("word") == 2000
    assert document.unread == ("cannot be parsed (RecursionError): read as plain text; split it or mend it",)


def test_without_the_library_the_fault_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("claimcheck.readers._rst_lines", "claimcheck.readers._rst_parse"):
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.delattr("claimcheck.readers._rst_lines", raising=False)
    monkeypatch.delattr("claimcheck.readers._rst_parse", raising=False)
    with pytest.raises(UserError) as caught:
        read("One.")

    assert str(caught.value) == (
        "a.rst: is reStructuredText, which the extra “rst” reads; pip install 'claimcheck-lint[rst]'"
    )


def test_a_paragraph_that_the_parser_takes_minutes_for_is_read_as_plain_text() -> None:
    document = read("*a " * 30_000)

    assert document.unread == (
        "cannot be parsed (a paragraph without end holds too many marks): read as plain text; split it or mend it",
    )
    assert document.words_of(0).startswith("*a *a *a")


@pytest.mark.parametrize("part", ["One *two* ``three``.\n\n", "- one\n", "word ", "* ", "| a\n", ".. b\n\n", "\\"])
def test_reading_takes_time_in_proportion(part: str) -> None:
    def seconds(times: int) -> float:
        begin = time.process_time()
        read(part * times)
        return time.process_time() - begin

    seconds(10)

    assert seconds(3200) < max(60 * seconds(200), 1.0)


def test_a_file_that_is_too_long_for_its_lists_is_read_as_plain_text() -> None:
    document = read("Our lamp mends\n\n- every cell\n\n" * 40_000)

    assert document.unread == (
        "cannot be parsed (it is too long for so many lists and directives): read as plain text; split it or mend it",
    )
    assert document.text.startswith("Our lamp mends\nevery cell\n")
