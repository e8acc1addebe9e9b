"""Data of a content system -> its copy: which fields hold it, how each value is read, where it stands in the file."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck import foreign, readers
from claimcheck.config import config
from claimcheck.readers import _fields
from claimcheck.readers import csv as csv_reader
from claimcheck.readers import json as json_reader
from claimcheck.readers._page import Page
from claimcheck.readers._yaml_values import values_of
from test_readers import led, place_of, read

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Ran

LAW = settings(max_examples=150, deadline=None, derandomize=True, database=None)

PLACES = {
    "escape of JSON": ("json", r'{"title": "A \u201ccalm\u201d gel"}', "“calm” gel", (1, 14, 1, 34)),
    "pair of JSON": ("json", r'{"title": "So \ud83d\ude00 good"}', "😀 good", (1, 15, 1, 32)),
    "Markdown in JSON": ("json", r'{"body": "It *really*\n\nmends `x` all"}', "mends all", (1, 26, 1, 39)),
    "HTML in JSON": ("json", r'{"html": "<p>It <b>mends<\/b> &amp; heals<\/p>"}', "mends & heals", (1, 20, 1, 42)),
    "block of YAML": ("yaml", "body: |\n  One\n\n  *two* words\n", "two words", (4, 4, 4, 14)),
    "fold of YAML": ("yaml", "summary: >-\n  One\n  two\n", "One two", (2, 3, 3, 6)),
    "double quotes of YAML": ("yaml", 'title: "One \\x41\\\n  two"\n', "Atwo", (1, 13, 2, 6)),
    "single quotes of YAML": ("yaml", "title: 'It''s\n\n  so'\n", "It's so", (1, 9, 3, 5)),
    "plain words of YAML": ("yaml", "title: One\n  two # no\n", "One two", (1, 8, 2, 6)),
    "block under an indicator": ("yaml", "a:\n  body: |2-\n     so\n    it\n", "so it", (3, 6, 4, 7)),
    "second document of YAML": ("yaml", "---\ntitle: One\n---\ntitle: Two\n", "Two", (4, 8, 4, 11)),
    "quotes of CSV": ("csv", 'title\n"So ""calm"" it is"\n', '"calm" it', (2, 5, 2, 16)),
    "line in CSV": ("csv", 'id;text\r\n1;"One\r\ntwo"\r\n', "One two", (2, 4, 3, 4)),
    "tabs": ("csv", "id\ttitle\n1\tCalm gel\n", "Calm gel", (2, 3, 2, 11)),
    "front matter": ("markdown", "---\nfaq:\n- answer: It *is*\n---\n", "is", (3, 15, 3, 17)),
    "front matter of JSON": ("markdown", '{\n  "title": "Calm \\u2014"\n}\n\nIt is.', "Calm —", (2, 13, 2, 24)),
    "front matter of TOML": ("markdown", '+++\ntitle = "Calm"\nsummary = "So it is"\n+++\n', "So it is", (3, 12, 3, 20)),
}  # fmt: skip


@pytest.mark.parametrize(("form", "source", "phrase", "place"), PLACES.values(), ids=PLACES)
def test_a_phrase_of_data_leads_back_to_its_place(
    form: str, source: str, phrase: str, place: tuple[int, int, int, int]
) -> None:
    assert place_of(phrase, source, form)[0] == place


def test_each_field_is_read_as_what_its_key_says() -> None:
    source = json.dumps({
        "title": "Calm gel", "description": "A gel.", "slug": "calm-gel", "image": "/a.png", "date": "2026-01-02",
        "hero": {"heading": "It calms", "alt": "A hand", "ctaText": "Look at it", "className": "wide box"},
        "benefits": ["less pain", "more sleep"],
        "faq": [{"question": "Does it help?", "answer": "It does."}],
        "reviews": [{"quote": "It helped my skin."}], "legal": {"disclaimer": "No drug."},
        "other": "This reads as a sentence.", "note_id": "n-1", "team": {"name": "Calm Ltd"}, "author": {"name": "A B"},
    })  # fmt: skip

    assert led(source, "json") == [
        ("title", "Calm gel", ""),
        ("description", "A gel.", ""),
        ("heading", "It calms", ""),
        ("alt", "A hand", ""),
        ("call-to-act", "Look at it", ""),
        ("item", "less pain", ""),
        ("item", "more sleep", ""),
        ("question", "Does it help?", ""),
        ("answer", "It does.", "Does it help?"),
        ("testimonial", "It helped my skin.", ""),
        ("disclaimer", "No drug.", ""),
        ("paragraph", "This reads as a sentence.", ""),
        ("paragraph", "Calm Ltd", ""),
    ]


def test_an_object_that_is_shown_has_words_of_its_own() -> None:
    source = json.dumps({
        "status": {"text": "Not yet begun", "classes": "wide box"}, "link": {"href": "/a b", "label": "Read all"},
        "scripts": {"title": "Not this"}, "role": "button",
    })  # fmt: skip

    assert led(source, "json") == [("paragraph", "Not yet begun", ""), ("paragraph", "Read all", "")]


def test_what_sorts_a_thing_is_shown_beside_it_in_data_and_not_in_what_a_page_tells_of_itself() -> None:
    data = """\
- name: A lamp
  role: Head of the sleep clinic
  category: Light for winter
  type: text_image
  designation: Sleep Research Unit
  how_link: See how it works
  price: £5m of cover
  tags: [Light for winter]
  date: Monday the third
  license: {number: LX-1, trades: [Lamps that heat (no repairs)]}
  badges: [3 days free]
"""
    page = "---\nrole: Head of the sleep clinic\ncategories: Light for winter\n---\nA lamp.\n"

    assert readers.read_text(data, path="a", format="yaml").text.splitlines() == [
        "A lamp", "Head of the sleep clinic", "Light for winter", "Sleep Research Unit", "See how it works",
        "£5m of cover", "Lamps that heat (no repairs)", "3 days free",
    ]  # fmt: skip
    assert readers.read_text(page, path="a", format="markdown").text == "A lamp."


def test_a_sentence_among_translations_is_copy_under_any_key() -> None:
    source = json.dumps(
        {"template": "Written by :author for all", "date": "D MMM", "command": {"id": "It was not found"}}
    )
    document = readers.read_text(source, path="locales/en.json", format="json")

    assert document.text.splitlines() == ["Written by :author for all", "It was not found"]


def test_headings_govern_what_stands_in_their_object() -> None:
    source = "title: Gel\nparts:\n- heading: Uses\n  body: For skin.\n- body: Alone.\n"
    document = readers.read_text(source, path="a.yaml", format="yaml")

    assert [(document.words_of(at), block.headings) for at, block in enumerate(document.blocks)] == [
        ("Gel", ()),
        ("Uses", (0,)),
        ("For skin.", (0, 1)),
        ("Alone.", (0,)),
    ]


NO_COPY = ["https://a.b/c", "/path/to", "2026-01-02T03:04", "#ffcc00", "a-slug-of-words", "me@a.b", "some_key.name", "12 px",
           "camelCase", "file.png", "{{ x }}", "...", "0123456789abcdef" * 2]  # fmt: skip


@pytest.mark.parametrize("value", NO_COPY)
def test_what_is_no_words_is_no_copy_under_any_key(value: str) -> None:
    assert led(json.dumps({"text": value}), "json") in ([], [("paragraph", ".", "")])


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("metaDescription", "description"), ("hero_title", "heading"), ("title_en", "heading"), ("SEO-Title", "heading"),
        ("imageAlt", "alt"), ("button_label", "call-to-act"), ("className", "-"), ("titleId", "-"), ("bodyHtml", "paragraph"),
        ("unknown", ""), ("", ""), ("日本", ""),
    ],
)  # fmt: skip
def test_the_last_word_of_a_key_decides(key: str, kind: str) -> None:
    assert _fields.known_kind(key) == kind


def test_every_value_of_a_file_of_translations_is_copy() -> None:
    source = '{"nav.home": "Home", "x": {"welcome": "be well"}, "id": "no"}'

    assert led(source, "json") == []
    document = readers.read_text(source, path="src/locales/en.json", format="json")
    assert document.text == "Home\nbe well"


@pytest.mark.usefixtures("site")
def test_a_configuration_names_fields_that_hold_copy_and_fields_that_do_not(run: Callable[..., Ran]) -> None:
    Path("claimcheck.yaml").write_text(
        "copy_fields: [ui.welcome]\npaths:\n- {match: shop/, other_fields: [body]}\n", encoding="utf-8"
    )
    Path("shop").mkdir()
    for name in ("a.json", "shop/a.json"):
        Path(name).write_text('{"ui": {"welcome": "hello"}, "body": "It calms."}', encoding="utf-8")

    assert run("show", "a.json").out == ["    1  paragraph    hello", "    1  paragraph    It calms."]
    assert run("show", "shop/a.json").out == ["    1  paragraph    hello"]
    loaded, faults = config.load(Path("claimcheck.yaml"))
    assert (config.settings_for(loaded, "shop/a.json").fields, faults) == (
        _fields.Fields(("ui.welcome",), ("body",)),
        (),
    )


BROKEN = {
    "JSON": ("json", '{"title": "Calm gel", "body": "It is', "Calm gel\nIt is", "is not valid JSON (line 1: "),
    "a comma too many": ("json", '{"title": "Calm gel",}', "Calm gel", "is not valid JSON (line 1: "),
    "YAML": ("yaml", "title: [Calm\n", "", "is not valid YAML (line 2: "),
    "deep YAML": ("yaml", "- " * 5000 + "a", "", "is nested too deep"),
    "deep JSON": ("json", "[" * 5000, "", "is not valid JSON: is nested too deep"),
    "a notebook": ("ipynb", '{"cells": [}', "", "is not valid JSON (line 1: "),
    "a string of PHP": ("php", "<p>It is</p><?php f('so", "It is", "the string that opens at line 1"),
    "a tag of TSX": ("jsx", "const x = (\n<p title='so'", "", "the tag that opens at line 2"),
    "an element of TSX": ("jsx", "const x = (\n<p>It is so", "It is so", "the element that opens at line 2"),
    "backticks of TSX": (
        "jsx",
        "const x = <p>It is</p>;\nconst y = `so",
        "It is",
        "the text in backticks that opens at line 2",
    ),
    "a brace of Vue": ("vue", "<template><p>It is {{ so</p></template>", "It is", "the brace that opens at line 1"),
    "a fence of Astro": ("astro", "---\nconst x = 1\n", "--- const x = 1", "the fence that opens at line 1"),
    "a tag of MDX": ("mdx", "It is\n\n<Card title={`so", "It is\nso", "the tag that opens at line 3"),
    "a quote of CSV without its end": (
        "csv",
        'title\n"Calm gel',
        "Calm gel",
        "the quote that opens at line 2 is never closed",
    ),
}


@pytest.mark.parametrize(("form", "source", "text", "note"), BROKEN.values(), ids=BROKEN)
def test_what_is_broken_is_said_and_the_rest_is_read(form: str, source: str, text: str, note: str) -> None:
    document = readers.read_text(source, path="a", format=form)

    assert document.text == text
    assert [told for told in document.unread if not told.startswith(note)] == []
    assert bool(document.unread) == bool(note)


def test_an_exception_in_a_comment_of_yaml_is_noted() -> None:
    document = readers.read_text("# claimcheck: allow cure because so\ntitle: A # not this\n", path="a", format="yaml")

    assert document.comments == ((0, 35, "claimcheck: allow cure because so"),)


@given(
    words=st.text(st.characters(codec="utf-8", exclude_characters="\b\f"), min_size=1, max_size=60),
    ascii_only=st.booleans(),
)
@LAW
def test_json_is_read_as_the_standard_library_reads_it(words: str, ascii_only: bool) -> None:
    source = json.dumps({"text": f"The {words} text"}, ensure_ascii=ascii_only)
    [value] = json_reader.values_in(source, 0, len(source))

    assert value.written.text == json.loads(source)["text"]


@given(
    words=st.text(st.sampled_from("ab \n'\"\\\t:#-é😀"), min_size=1, max_size=60),
    style=st.sampled_from([None, "'", '"', "|", ">"]),
    unicode=st.booleans(),
)
@LAW
def test_yaml_is_read_as_its_library_reads_it_and_every_place_is_known(words: str, style: str, unicode: bool) -> None:
    source = yaml.safe_dump({"a": {"text": words}}, default_style=style, allow_unicode=unicode, width=20)
    node = yaml.compose(source, Loader=yaml.SafeLoader)
    assert node is not None
    unread: list[str] = []
    values = [value.written.text for value in values_of(source, node, 0, unread)]

    assert (values, unread) == ([word for word in [yaml.safe_load(source)["a"]["text"]] if isinstance(word, str)], [])


@given(rows=st.lists(st.lists(st.text(st.sampled_from('ab ",\n;é'), min_size=1), min_size=2, max_size=3), max_size=4))
@LAW
def test_csv_is_read_as_the_standard_library_reads_it(rows: list[list[str]]) -> None:
    written = io.StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL).writerows([["title", "text", "body"], *rows])
    page = Page(written.getvalue())
    values = [value.written.text for value in csv_reader.values_in(written.getvalue(), _fields.NONE_GIVEN, page)]

    assert values == [cell for row in rows for cell in row]
    assert page.unread == []


def test_the_path_of_a_drawing_is_no_sentence() -> None:
    given = {"d": "M6 26h2v2H6z M4 24h2v2H4z M4 18h2v2H4z M26 18h2v2z", "e": "In 2024, 30 of 48 adults slept."}

    assert [words for _, words, _ in led(json.dumps(given), "json")] == ["In 2024, 30 of 48 adults slept."]


def test_what_is_marked_up_is_copy_under_any_key() -> None:
    source = json.dumps({
        "slotA": "<ul>\n<li>Rest <a href='/a'>mends</a> lamps</li></ul>",
        "slotB": "Ask <b>us</b>",
        "slotC": "Map<String, List<b>>",
        "slotD": "<svg><path d='M0 0h2'/></svg>",
    })  # fmt: skip

    assert [words[:2] for words in led(source, "json")] == [
        ("paragraph", "Rest mends lamps"),
        ("call-to-act", "Ask us"),
    ]


def test_a_sentence_of_its_own_key_is_copy_in_any_object_that_is_no_code() -> None:
    source = json.dumps({
        "lampType": {"description": "Which of four kinds the lamp is of.", "text": "black", "note": "of four small kinds"},
        "lampSize": {"displayName": "Kind of lamp", "description": "> ⚠️ Small lamps only"},
        "paths": {"/lamps": {"get": {"summary": "Lists all lamps of a street."}}},
        "scripts": {"title": "Run all the tests first"},
        "theme": {"text": "Dark lamps in the night"},
    })  # fmt: skip

    assert [words[1] for words in led(source, "json")] == [
        "Which of four kinds the lamp is of.",
        "Kind of lamp",
        "> ⚠️ Small lamps only",
        "Lists all lamps of a street.",
    ]


def test_a_field_that_is_given_in_each_language_is_what_its_key_says() -> None:
    source = "a: {title: {en: Calm, pt-BR: Calma}, slug: {en: So it is and was}, items: [One]}\n"

    assert [words[:2] for words in led(source, "yaml")] == [("heading", "Calm"), ("heading", "Calma"), ("item", "One")]


def test_a_sentence_of_another_language_is_read_and_told_as_not_checked() -> None:
    source = "so: ¿Hay lámparas que curan el insomnio de la gente en su casa?\nas: 빛은 모든 사람을 잠들게 합니다\n"
    document = read(source, "yaml")

    assert [document.words_of(at) for at in range(len(document.blocks))] == [
        "¿Hay lámparas que curan el insomnio de la gente en su casa?",
        "빛은 모든 사람을 잠들게 합니다",
    ]
    told = foreign.english_part(document)
    assert (told.text, told.unread) == (
        "",
        ("language-not-checked: words in Spanish (line 1)", "language-not-checked: words in Korean (line 2)"),
    )
