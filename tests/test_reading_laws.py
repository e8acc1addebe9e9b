"""What holds for every text whatever: reading never raises, pieces are true, places lead back, blocks are in order."""

from __future__ import annotations

import json
import re
from html import unescape
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import made_pdf
import made_word
from claimcheck import plugins, readers
from claimcheck.model import BLOCK_KINDS, Document

if TYPE_CHECKING:
    from collections.abc import Callable

LAW = settings(
    max_examples=120,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
    database=None,
)

WORDS = st.sampled_from([
    "Cells", "may help", "was it safe?", "Yes.", "I felt better", "Contact us", "results:", "10 µg", "a\u00adb",
    "É🙂", "“so”",
])  # fmt: skip
MARKS = st.sampled_from([
    "\n", "\n\n", "\r\n", "\r", "\t", "  ", " ", "\u00a0", "\u200b", "- ", "* ", "• ", "1. ", "> ", "# ",
    "## ", "***", "**", "*", "_", "`", "~~", "[", "](u)", "![", "](", ")", "[^1]", "[^1]: ", "|", "\n|-|-|\n",
    "\\", "\\\n", "  \n", "&amp;", "&#0;", "&nbsp;", "&shy;", "&nGtv;", "<b>", "</b>", "<br>", "<!-- ", " -->",
    "<div>\n", "</div>", "<li>", "<img alt='", "'>", "<", "---\n", "+++\n", "title: ", "```\n", "===",
    "- [x] ", "    ", "https://a.b/c", "<https://a.b>", "\x0c", "\x85", "<script>",
])  # fmt: skip
# What turns up in HTML only: parts of pages, whole and broken.
TAGS = st.sampled_from([
    "<p>", "</p>", "<h1>", "<h2 ", "</h2>", "<ul>", "</ul>", "</li>", "<ol><li>", "<table>", "<tr>", "<td>", "<th>",
    "</td>", "</table>", "<table width=1>", "<blockquote>", "</blockquote>", "<figure>", "</figure>", "<figcaption>",
    "<details>", "<summary>", "</details>", "<dl><dt>", "<dd>", "</dl>", "<button>", "</button>",
    "<a class='btn' href=x>", "<a href='#n1'>", "</a>", "<sup>", "1", "10", "</sup>", "<small>", "</small>",
    "<span hidden>", "</span>", "<nav>", "</nav>", "<header>", "</header>", "<footer>", "<div class='disclaimer' id=n>",
    "<div class=testimonials>", "<li id=fn1>", "<svg><title>", "</title>", "<text>", "</svg>", "<title>",
    "<pre>", "</pre>", "<select><option>",
    "<input type=submit value='", "<input placeholder=\"", "\"", "'", "=", ">", "/>", " aria-label='", "<img alt=\"",
    "<meta name=description content='", "<meta property='og:title' content='", "<body class=x>", "</body>",
    "<script type='application/ld+json'>", "</script>", '{"@type": "Question", "name": "', '"acceptedAnswer": {',
    '"text": "', '"', ",", "}", "{", "[", "]", "\\u00e9", "\\ud83d\\ude00", "\\ud83d", "\\n", "\\/", "\\\"",
    "<?php", "?>", "{{ x }}", "{{", "}}", "{% if %}", "{%", "{% comment %}", "{% endcomment %}", "<%", "%>",
    "<!doctype html>", "<![x",
    "<!-->", "</", "</br>", "<x-y>", "&copy", "&ampx;", "&#39", "&#xD800;", "<br><br>", "<br>•", "\x00",
])  # fmt: skip
# What turns up in reStructuredText only.
ROLES = st.sampled_from([
    "``", "`", "`_", "`__", " :ref:`", " <x>`_", "|so|", ".. |so| replace:: shown *as*\n", ".. ", ".. note:: ",
    "::\n\n  ", ".. image:: a\n   :alt: ", "\n====\n", "\n----\n", "\n+---+---+\n| a | b |\n+---+---+\n",
    "\n=== ===\na   b\n=== ===\n", ".. [1] ", "[1]_ ", "\\ ", "| ", "term\n  ", "\n:field: ", "  -- ", "__ ",
    "_x: ", ".. csv-table::\n\n   a, \"b\"\n", ".. list-table::\n\n   * - ", "-a  ", ".. role:: odd\n\n:odd:`",
    ".. default-role:: odd\n\n", ">>> ", ".. math:: ", ".. include:: /etc/hostname\n", ".. raw:: html\n\n   ",
    ".. contents::\n", ".. class:: x\n\n", ".. meta::\n   :description: ",
])  # fmt: skip
# What turns up in data and in code, whole and broken.
CODE = st.sampled_from([
    '{"title": "', '"body": "', '", ', '"alt": ["',
    "title: ", "\n  body: |\n    ", "\nbody: >-\n  ", "- text: '", "''",
    '"\\\n  ', "\\_", "\\x41", "\\U0001F600", "\\x4", "\\u00",
    "title,text\n", '""', '"\n"', ";", "&anchor ", "*anchor",
    "? ", "--- # x\n", "...", "%YAML 1.2\n", "!!str ", "{{", "}}",
    "}", "{", "{`", "`}", "${x}", "{/* ", " */}", "// so\n",
    "import X from 'x'\n\n", "export const title = '", "const benefits = ['", "'",
    "return (", "<>", "</>", "<Card title='",
    "<Card title={`", "<Hero.Box text={\"", "/>", "</Card>",
    "<Badge>", "</Badge>", "a < b", "=> ", "x ? 'Yes it' : \"No it\"",
    "<script setup>", "<template>", "</template>", ':title="', "{#if x}",
    "{/if}", "<?php echo '", "<?= __('", "'); ?>", "?>",
    "$title = \"", "'text' => '", "<<<X\n", "\nX;", ":::tip[",
    "]\n", ":::\n", "!!! note \"", "\n    ", "{{< fig alt=\"",
    "\" >}}", "{{% x %}}", "{: .a}", "{#id}", "[[toc]]", "/* ", "*/", "/a\\/b/", "@if (", "<br/>", "\u2028",
])  # fmt: skip
RAISED = str.maketrans("0123456789-−–+", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻⁻⁺")
COPY = st.lists(st.one_of(WORDS, MARKS), max_size=40).map("".join)
HTML = st.lists(st.one_of(WORDS, MARKS, TAGS, TAGS), max_size=40).map("".join)
RST = st.lists(st.one_of(WORDS, MARKS, ROLES, ROLES), max_size=40).map("".join)
DATA = st.lists(st.one_of(WORDS, MARKS, CODE, CODE, TAGS), max_size=40).map("".join)
ANY_TEXT = st.one_of(COPY, HTML, RST, DATA, DATA, st.text(max_size=120))
ESCAPE = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u\{[0-9a-fA-F]{1,6}\}|\\u[0-9a-fA-F]{4}|"
    r"\\U[0-9a-fA-F]{8}|\\x[0-9a-fA-F]{2}|\\.",
    re.DOTALL,
)
UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
LONGEST_SPELLING = 60
COMMENTS = ("<!--", "..", "/*", "//", "#")
# Sources at which a reader of some format once broke a law.
FOUND = (
    "<img alt='\n```\n",
    "•<C title=']\na",
    "><C title={`~\rx",
    "/<C title={`e${};",
    "<?=<C title={`É?>",
    "</nav<!<g alt='>",
    "<ul><svg><title><r",
    "<details><svg><title><br",
    "<?d>}<footer><header>)",
    '<li>{"""":">',
    '<p>{"`',
    ': {" %',
    '{"e""": "\t_',
    '{+{"title":"t}\x0c',
    "<x{<tr>`<!--`",
    "title='<a>\\<!--",
    "label='1\\<br>#",
    '"text":">\\<br>[',
    '"a":"\\<!-->1',
    '<C title=t{"name":"<!-- <r>',
    "<title><C content=t>",
    "<i<script type=ld+json><>-",
    "<script type='application/ld+json'><?php echo'{\"name\":\"<l>''\"No",
    "]\\\n\x0c",
    "[*\\\n]()",
    "title: ! r",
    "C\n\u2028t X f",
    "text: '%''\n\u2028a'",
    "*`*",
    ":r:`a \n=`_",
    ":f:`I\x0c>`_",
    ".. image:: a\n :alt: \u200b",
    ".. meta:: :description: C\n\n.. meta:: :description: C",
    '.. meta:: :description: b\n.. csv-table::\n\n "b"',
    "+---+---+\n| a | b |\n+---+---+\n.. meta:: :description: a",
)
FORMATS = pytest.mark.parametrize("form", plugins.names("readers"))
# How a text gets into a file of a format that is no text.
FILES: dict[str, Callable[[str], bytes]] = {"docx": made_word.from_text, "pdf": made_pdf.from_text}


def found_before(law: Callable[..., None]) -> Callable[..., None]:
    """Return a law that is held to the sources found before, too."""
    for source in FOUND:
        law = example(source=source)(law)
    return law


def read(source: str, form: str) -> Document:
    if form in FILES:
        document: Document = plugins.load("readers", form).read(FILES[form](source), "page")
        return document
    return readers.read_text(notebook(source) if form == "ipynb" else source, path="page", format=form)


def notebook(source: str) -> str:
    """Return a notebook with a text in two cells, between cells of code."""
    lines = source.splitlines(keepends=True)
    cells = [("markdown", lines[::2]), ("code", lines), ("markdown", "".join(lines[1::2]))]
    return json.dumps({"cells": [{"cell_type": kind, "source": words} for kind, words in cells]}, indent=1)


def is_true(shown: str, written: str) -> bool:
    """Whether `shown` may stand in the text for what is `written` in the file."""
    if shown == written:
        return True
    if len(written) > LONGEST_SPELLING and not written.isspace():
        return False
    if shown == " ":
        # Strings of a notebook's source follow each other: what parts them is a blank.
        joined = re.sub(r'",\s*"', " ", written)
        said = {unescape(meant).strip("\\") for word in (written, joined) for meant in _meanings(word)}
        return any(
            not words or words.isspace() or re.match("</?br", words, re.IGNORECASE) for words in {*said, written}
        )
    if shown == written.translate(RAISED):
        return True
    if re.fullmatch(r"\|[^|]+\||:[\w:+.-]+:`.+`|`.+`_{0,2}", written, re.DOTALL):
        return True  # a substitution or a role of reStructuredText, as a whole
    return shown in {
        reading
        for meant in _meanings(written)
        for reading in (meant, unescape(meant), UNSEEN.sub("", unescape(meant)), _by_code(meant), meant[1:])
    }


def _meanings(written: str) -> set[str]:
    """What data may mean by a few escapes, in JSON, JavaScript, YAML or CSV, and what Markdown does by its own."""
    found = {written, written.replace("''", "'"), written.replace('""', '"')}
    for word in tuple(found):
        found |= {ESCAPE.sub(_unescaped, word), re.sub(r"\\\s+", "", word)}
    return found | {re.sub(r"\\([^\w\s])", r"\1", word) for word in found}


def _unescaped(match: re.Match[str]) -> str:
    said = match.group()[1:]
    code = said.strip("xuU{}")
    if said[0] in "xuU" and len(said) > 2:
        if "\\u" in code:
            return str(json.loads(f'"{match.group()}"'))
        number = int(code, 16)
        return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd"
    return {**dict.fromkeys("ntrbfvLPN", "\n"), "_": "\xa0", "0": "\ufffd", "e": "\x1b", "a": "\a"}.get(said, said)


def _by_code(entity: str) -> str:
    """What CommonMark shows for a numeric reference, where browsers read Windows-1252."""
    digits = entity[2:-1]
    code = int(digits[1:], 16) if digits[:1] in ("x", "X") else int(digits) if digits.isdigit() else 0
    return chr(code) if 0 < code < 0x110000 else "\ufffd"


def every_piece_is_a_true_copy_or_stands_for_one_written_thing(document: Document) -> None:
    untrue = [
        (document.text[piece.start : piece.end], document.source[piece.source_start : piece.source_end])
        for piece in document.pieces
        if not is_true(document.text[piece.start : piece.end], document.source[piece.source_start : piece.source_end])
    ]

    assert untrue == []


def every_character_of_a_copy_leads_back_to_itself(document: Document) -> None:
    for piece in document.pieces:
        for at in range(piece.start, piece.end):
            written = document.source[slice(*document.source_span(at, at + 1))]
            assert is_true(document.text[at], written) or is_true(document.text[piece.start : piece.end], written)


def pieces_cover_all_words_and_nothing_between_blocks(document: Document) -> None:
    covered = [at for piece in document.pieces for at in range(piece.start, piece.end)]

    assert covered == [at for block in document.blocks for at in range(block.start, block.end)]


def blocks_are_clean_words_in_order_one_line_each(document: Document) -> None:
    words = [document.words_of(block) for block in range(len(document.blocks))]

    assert document.text == "\n".join(words)
    assert [w for w in words if not w or " ".join(w.split()) != w] == []
    assert [(0, 0)] * bool(words) + [(b.end + 1, b.end + 1) for b in document.blocks[:-1]] == [
        (b.start, b.start) for b in document.blocks
    ]


def headings_and_lead_ins_stand_above_what_they_govern(document: Document) -> None:
    for at, block in enumerate(document.blocks):
        levels = [document.blocks[heading].level for heading in block.headings]
        assert block.kind in BLOCK_KINDS
        assert list(block.headings) == sorted(block.headings)
        assert all(heading < at for heading in block.headings)
        assert levels == sorted(set(levels))
        assert all(level > 0 for level in levels)
        assert block.lead is None or block.lead < at


def links_and_comments_stand_inside_the_page(document: Document) -> None:
    assert [link for link in document.links if not 0 <= link.start <= link.end <= len(document.text)] == []
    for link in document.links:
        block = document.blocks[document.block_at(link.start)]
        assert block.start <= link.start <= link.end <= block.end
    for start, end, words in document.comments:
        assert words == words.strip()
        assert document.source[start:end].startswith(COMMENTS)


@FORMATS
@given(source=ANY_TEXT)
@found_before
@settings(LAW, max_examples=200)
def test_what_is_read_of_any_text_keeps_every_law_of_documents(form: str, source: str) -> None:
    document = read(source, form)

    for law in (
        every_piece_is_a_true_copy_or_stands_for_one_written_thing,
        every_character_of_a_copy_leads_back_to_itself,
        pieces_cover_all_words_and_nothing_between_blocks,
        blocks_are_clean_words_in_order_one_line_each,
        headings_and_lead_ins_stand_above_what_they_govern,
        links_and_comments_stand_inside_the_page,
    ):
        law(document)


@FORMATS
@given(before=ANY_TEXT, after=ANY_TEXT)
@example(before="<title><C content=t>", after="")
@example(before="<i<script type=ld+json><>-", after="")
@example(before=".. meta:: :description: C", after=".. meta:: :description: C")
@example(before='.. meta:: :description: b\n.. csv-table::\n\n "b"', after="")
@example(before="+---+---+\n| a | b |\n+---+---+\n.. meta:: :description: a", after="")
@LAW
def test_no_character_of_the_file_is_read_twice(form: str, before: str, after: str) -> None:
    document = read(f"{before}\n\n{after}", form)

    read_from = sorted((piece.source_start, piece.source_end) for piece in document.pieces)
    overlaps = [(one, two) for one, two in pairwise(read_from) if one[1] > two[0]]

    assert overlaps == []


@given(source=COPY.filter(lambda text: not re.search(r"[<&\\`\[!]|---|\+\+\+", text)))
@LAW
def test_plain_text_drops_no_word_but_a_bullet_and_a_repeated_title(source: str) -> None:
    document = read(source, "text")
    letters = {letter for letter in source if letter.isalnum()}

    assert {letter for letter in document.text if letter.isalnum()} <= letters
    assert letters - set(document.text) <= set("1")


@given(title=st.text(min_size=1, max_size=60), style=st.sampled_from([None, "'", '"', "|", ">"]), crlf=st.booleans())
@LAW
def test_a_title_in_front_matter_is_read_as_yaml_spells_it(title: str, style: str | None, crlf: bool) -> None:
    head = yaml.safe_dump({"title": title}, default_style=style, allow_unicode=True)
    source = f"---\n{head}\n---\n\nBody."
    document = read(source.replace("\n", "\r\n") if crlf and "\r" not in source else source, "markdown")
    seen = re.sub("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]", "", title)
    expected = " ".join(seen.split())

    assert [document.words_of(at) for at, block in enumerate(document.blocks) if block.kind == "title"] == [
        words for words in [expected] if words
    ]


@FORMATS
def test_what_a_reader_says_of_itself_is_told_without_running_it(form: str) -> None:
    module = plugins.load("readers", form)

    assert plugins.constant("readers", form, "SUFFIXES", ()) == module.SUFFIXES
    assert plugins.constant("readers", form, "BINARY", default=False) == getattr(module, "BINARY", False)
