"""Jupyter notebooks: Markdown is read at its place in the JSON; code, outputs and all else are not."""

from __future__ import annotations

import json
import time

import pytest

from claimcheck import readers
from claimcheck.model import Document

PHRASE = "gel works"


def read(source: str) -> Document:
    return readers.read_text(source, path="a.ipynb", format="ipynb")


def notebook(*sources: str | list[str], kind: str = "markdown", **more: object) -> str:
    cells = [{"cell_type": kind, "metadata": {}, "source": source, **more} for source in sources]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4}, indent=1)


VISIBLE = {
    "one string": (notebook("The gel works."), "gel works"),
    "second line of a list": (notebook(["# Head\n", "\n", "The gel works."]), "gel works"),
    "over emphasis": (notebook("The *gel* works."), "gel* works"),
    "in a link": (notebook("See [the gel works](https://a.example)."), "gel works"),
    "in a cell of a table": (notebook(["| A |\n", "|---|\n", "| gel works |"]), "gel works"),
    "over a soft break": (notebook(["The gel\n", "works."]), 'gel\\n",\n    "works'),
    "behind escapes": (notebook('\u201cé\u201d \\ "x" \t 🙂 gel works'), "gel works"),
    "spelled in escapes": (notebook("The gel works.").replace("gel", "g\\u0065l"), "g\\u0065l works"),
    "no-break space": (notebook("gel\u00a0works"), "gel\\u00a0works"),
    "entity": (notebook("gel&nbsp;works"), "gel&nbsp;works"),
    "nested list": (notebook(["- It helps:\n", "  - the gel works"]), "gel works"),
    "alternative text": (notebook("![The gel works](a.png)"), "gel works"),
    "the kind behind the source": ('{"cells": [{"source": ["gel works"], "cell_type": "markdown"}]}', "gel works"),
    "on one line": ('{"cells":[{"cell_type":"markdown","source":"gel works"}]}', "gel works"),
    "in sheets of an old notebook": (
        '{"worksheets": [{"cells": [{"cell_type": "markdown", "source": ["gel works"]}]}]}', "gel works",
    ),
    "a notebook that breaks off": ('{"cells": [{"cell_type": "markdown", "source": ["gel works"]}, {"ce', "gel works"),
}  # fmt: skip
UNSEEN = {
    "code": notebook("gel works", kind="code"),
    "output": notebook("x = 1", kind="code", outputs=[{"text": ["gel works"], "cells": [["gel works"]]}]),
    "raw": notebook("gel works", kind="raw"),
    "fenced code": notebook(["```\n", "gel works\n", "```"]),
    "comment": notebook("<!-- gel works -->\n\nSeen."),
    "script": notebook("<script>gel works</script>"),
    "address": notebook("[A](<https://a.example/gel works>)"),
    "metadata": json.dumps({"metadata": {"title": "gel works"}, "cells": []}),
    "attachment": notebook("A", attachments={"source": ["gel works"], "cell_type": "markdown"}),
    "metadata of a cell": notebook("A").replace('"metadata": {}', '"metadata": {"source": "gel works"}', 1),
}


@pytest.mark.parametrize("place", VISIBLE)
def test_a_phrase_is_read_wherever_a_reader_sees_it(place: str) -> None:
    source, written = VISIBLE[place]
    document = read(source)
    start = document.text.index(PHRASE)

    assert document.text.count(PHRASE) == 1
    assert document.source[slice(*document.source_span(start, start + len(PHRASE)))] == written


@pytest.mark.parametrize("place", UNSEEN)
def test_a_phrase_is_not_read_where_nobody_sees_it(place: str) -> None:
    assert PHRASE not in read(UNSEEN[place]).text


def test_line_and_column_are_those_of_the_file() -> None:
    document = read(notebook(["# Gel\n", "\n", "It *works*."]))
    start = document.text.index("works")

    assert document.place(start, start + 5) == (9, 10, 9, 15)
    assert document.source.splitlines()[8][9:14] == "works"


def test_headings_reach_over_cells_and_code_fences_do_not() -> None:
    document = read(notebook("# Gel", "```\ncode", "It works."))

    assert [(block.kind, document.words_of(at), block.headings) for at, block in enumerate(document.blocks)] == [
        ("title", "Gel", ()),
        ("paragraph", "It works.", (0,)),
    ]


def test_comments_stand_at_their_place_in_the_file() -> None:
    source = notebook("<!-- claimcheck: allow cure because hers -->\n\nCured.")
    [(start, end, words)] = read(source).comments

    assert words == "claimcheck: allow cure because hers"
    assert source[start:end] == f"<!-- {words} -->"


def test_what_is_no_notebook_is_said() -> None:
    assert read("[1, 2]").unread == ("no notebook: it has no list of cells; save it from Jupyter again",)
    assert read(notebook("A")).unread == ()


@pytest.mark.parametrize("part", ['"a", ', "[", '{"cells": [', '\\"', '"\\u00e9 é', "{}"])
def test_reading_takes_time_in_proportion(part: str) -> None:
    def seconds(times: int) -> float:
        source = notebook("A").replace("A", part * times)
        begin = time.process_time()
        read(source)
        return time.process_time() - begin

    seconds(10)

    assert seconds(80_000) < max(60 * seconds(5_000), 0.5)
