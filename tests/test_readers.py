"""A file -> its blocks and their places: one example for each thing that a page can be made of."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import made
from claimcheck import readers
from claimcheck.errors import UserError
from claimcheck.model import Document, Place
from claimcheck.outputs import _blocks as blocks
from claimcheck.readers import _toml_values


def read(source: str, form: str = "markdown") -> Document:
    return readers.read_text(source, path="page", format=form)


def words_of(source: str, form: str = "markdown") -> list[tuple[str, str]]:
    """The kind and the words of every block."""
    return made.blocks_of(read(source, form))


def led(source: str, form: str = "markdown") -> list[tuple[str, str, str]]:
    """The kind, the words and the words that govern them, of every block."""
    document = read(source, form)
    return [
        (block.kind, document.words_of(at), "" if block.lead is None else document.words_of(block.lead))
        for at, block in enumerate(document.blocks)
    ]


def outline(source: str, form: str = "markdown") -> list[tuple[str, int, tuple[str, ...]]]:
    """The words and level of every block, and the headings above it."""
    document = read(source, form)
    return [
        (document.words_of(at), block.level, tuple(document.words_of(heading) for heading in block.headings))
        for at, block in enumerate(document.blocks)
    ]


def place_of(phrase: str, source: str, form: str = "markdown") -> tuple[Place, str]:
    """Where a phrase of the text stands in the file, and what is written there."""
    document = read(source, form)
    start = document.text.index(phrase)
    end = start + len(phrase)
    return document.place(start, end), document.source[slice(*document.source_span(start, end))]


PLACES = {
    "plain paragraph": ("Our gel works.", "works", (1, 9, 1, 14), "works"),
    "through emphasis": ("Our *gel* **works** well.", "gel works", (1, 6, 1, 18), "gel* **works"),
    "inside a word": ("un*believ*able", "believ", (1, 4, 1, 10), "believ"),
    "link text": ("See [the *new* gel](https://x.org) now.", "new gel", (1, 11, 1, 19), "new* gel"),
    "reference link": ("See [the gel][a].\n\n[a]: https://x.org", "the gel.", (1, 6, 1, 18), "the gel][a]."),
    "entity": ("Cuts &amp; burns", "& burns", (1, 6, 1, 17), "&amp; burns"),
    "ends in an entity": ("It is caf&eacute;", "café", (1, 7, 1, 18), "caf&eacute;"),
    "number entity": ("A &#8212; B", "— B", (1, 3, 1, 12), "&#8212; B"),
    "no-break space": ("10&nbsp;mg a day", "10 mg", (1, 1, 1, 11), "10&nbsp;mg"),
    "wrapped line": ("It helps with\nsleep at night.", "with sleep", (1, 10, 2, 6), "with\nsleep"),
    "hard break": ("It helps  \nsleep.", "helps sleep", (1, 4, 2, 6), "helps  \nsleep"),
    "backslash break": ("It helps\\\nsleep.", "helps sleep", (1, 4, 2, 6), "helps\\\nsleep"),
    "CRLF wrap": ("# Gel\r\n\r\nIt helps\r\nsleep.", "helps sleep", (3, 4, 4, 6), "helps\r\nsleep"),
    "wrap in a quote": ("> It eased\n> the pain.", "eased the", (1, 6, 2, 6), "eased\n> the"),
    "nested list": ("- Uses\n  - for *sore* skin", "sore skin", (2, 10, 2, 20), "sore* skin"),
    "table cell": ("| Dose | Use |\n|---|---|\n| 5 mg | sore `x` skin |", "sore skin", (3, 10, 3, 23), "sore `x` skin"),
    "pipe in a cell": ("| a |\n|---|\n| one \\| two |", "one | two", (3, 3, 3, 13), "one \\| two"),
    "escape": ("Five \\* six", "* six", (1, 7, 1, 12), "* six"),
    "across an escape": ("Five \\* six", "Five *", (1, 1, 1, 8), "Five \\*"),
    "soft hyphen": ("regen\u00aderates", "regenerates", (1, 1, 1, 13), "regen\u00aderates"),
    "footnote": ("Fine.[^a]\n\n[^a]: In *mice* only.", "mice only", (3, 11, 3, 21), "mice* only"),
    "alt text": ("![A *calm* child](a.png)", "calm child", (1, 6, 1, 17), "calm* child"),
    "raw tags": ("It <b>really</b> works", "really works", (1, 7, 1, 23), "really</b> works"),
    "line tag": ("One<br>two", "One two", (1, 1, 1, 11), "One<br>two"),
    "raw block": ("<div>\n<p>Safe &amp; sound</p>\n</div>", "Safe & sound", (2, 4, 2, 20), "Safe &amp; sound"),
    "raw alt": ('<img src="a" alt="A &lt; B">', "A < B", (1, 19, 1, 27), "A &lt; B"),
    "behind two-byte letters": ("Äöü *gel* 🙂 ok", "gel 🙂 ok", (1, 6, 1, 15), "gel* 🙂 ok"),
    "front matter": ('---\ntitle: "Gel \\u2014 new"\n---\n', "— new", (2, 13, 2, 23), "\\u2014 new"),
    "single quotes": ("---\ntitle: 'It''s new'\n---\n", "It's new", (2, 9, 2, 18), "It''s new"),
    "folded YAML": ("---\ndescription: >-\n  A calm\n  sleep\n---\n", "calm sleep", (3, 5, 4, 8), "calm\n  sleep"),
    "below front matter": ("---\ntitle: Gel\n---\n\nIt *works*.", "works", (5, 5, 5, 10), "works"),
    "TOML front matter": ('+++\ntitle = "New gel"\n+++\n', "New gel", (2, 10, 2, 17), "New gel"),
    "setext heading": ("New\ngel\n===", "New gel", (1, 1, 2, 4), "New\ngel"),
}


@pytest.mark.parametrize(("source", "phrase", "place", "written"), PLACES.values(), ids=PLACES)
def test_a_phrase_of_markdown_leads_back_to_its_place(
    source: str, phrase: str, place: tuple[int, int, int, int], written: str
) -> None:
    assert place_of(phrase, source) == (place, written)


TEXT_PLACES = {
    "wrapped line": ("It helps with  \r\n   sleep at night.", "with sleep", (1, 10, 2, 9), "with  \r\n   sleep"),
    "bullet": ("Uses:\n\n  •\tsore  skin", "sore skin", (3, 5, 3, 15), "sore  skin"),
    "answer": ("Is it safe? Yes, it is.", "Yes", (1, 13, 1, 16), "Yes"),
    "old line ends": ("One.\r\rTwo.", "Two", (3, 1, 3, 4), "Two"),
    "not decoded": ("Cuts &amp; *burns*", "&amp; *burns*", (1, 6, 1, 19), "&amp; *burns*"),
}


@pytest.mark.parametrize(("source", "phrase", "place", "written"), TEXT_PLACES.values(), ids=TEXT_PLACES)
def test_a_phrase_of_plain_text_leads_back_to_its_place(
    source: str, phrase: str, place: tuple[int, int, int, int], written: str
) -> None:
    assert place_of(phrase, source, "text") == (place, written)


MARKDOWN = {
    "headings and paragraphs": (
        "# The new gel\n\nIt is cool.\n\n## Uses\n\nFor skin.",
        [("title", "The new gel"), ("paragraph", "It is cool."), ("heading", "Uses"), ("paragraph", "For skin.")],
    ),
    "code is not read": ("Press `x` now.\n\n```\ny\n```\n\n    z\n", [("paragraph", "Press now.")]),
    "a note mark leaves no gap": (
        "It helped [^1].\n\n[^1]: Some.",
        [("paragraph", "It helped."), ("footnote", "Some.")],
    ),
    "task list": ("- [x] done\n- [ ] open", [("item", "done"), ("item", "open")]),
    "words that an include is given": (
        "Rest {% include note.html class=\"a b\" text=\"mends *it*\" title='So &amp; so' url=\"/a b\" %} now.\n\n"
        "{% include_cached picture.html\n  src=\"/a.png\" alt=\"A lamp\" caption='Lit' -%}\n\n"
        "`{% include a text=\"No\" %}`",
        [("paragraph", "Rest mends it So & so now."), ("paragraph", "A lamp"), ("paragraph", "Lit")],
    ),
    "struck words are seen": ("~~Old~~ price", [("paragraph", "Old price")]),
    "loose list": ("- one\n\n  more\n\n- two", [("item", "one"), ("item", "more"), ("item", "two")]),
    "table": (
        "| Dose | Use |\n|------|-----|\n| 5 mg |     |\n",
        [("cell", "Dose"), ("cell", "Use"), ("cell", "5 mg")],
    ),
    "image in a sentence": (
        "Look ![a red pill](p.png) here.",
        [("paragraph", "Look here."), ("alt", "a red pill")],
    ),
    "a page that is indented as a whole": (
        "> # Tea\n\n> It helps.", [("title", "Tea"), ("paragraph", "It helps.")],
    ),
    "marks that an export wrote as codes": (
        "It doesn\\u2019t help \\u2014 yet.", [("paragraph", "It doesn’t help — yet.")],
    ),
    "quotation": ("> The trial was small.", [("quotation", "The trial was small.")]),
    "testimonial": (
        "> It gave me my days back.\n>\n> — Ann, 61",
        [("testimonial", "It gave me my days back."), ("testimonial", "— Ann, 61")],
    ),
    "an expert is no patient": (
        "> I was surprised by the results.\n>\n> — Dr Ann Roe",
        [("quotation", "I was surprised by the results."), ("quotation", "— Dr Ann Roe")],
    ),
    "an alert is the page's voice": ("> [!WARNING]\n> Do not drive.", [("paragraph", "Do not drive.")]),
    "button": ("[Register](/form)", [("call-to-act", "Register")]),
    "button in a list with a lead-in": (
        "Next steps:\n\n- rest\n- [Book now](/b)",
        [("paragraph", "Next steps:"), ("item", "rest"), ("call-to-act", "Book now")],
    ),
    "a link is not yet a button": ("[Our study](/s)", [("paragraph", "Our study")]),
    "advice is no call to act": ("Call your doctor if it hurts.", [("paragraph", "Call your doctor if it hurts.")]),
    "deeds under a lead-in call nobody": (
        "What staff do:\n\n- call us an ambulance",
        [("paragraph", "What staff do:"), ("item", "call us an ambulance")],
    ),
    "disclaimer heading": (
        "## Disclaimer\n\nTalk to somebody first.",
        [("heading", "Disclaimer"), ("disclaimer", "Talk to somebody first.")],
    ),
    "references": (
        "## References\n\n1. Roe A. A small trial.\n2. Doe B.\n\n## More\n\n- x",
        [
            ("heading", "References"), ("reference", "Roe A. A small trial."), ("reference", "Doe B."),
            ("heading", "More"), ("item", "x"),
        ],
    ),
    "raw HTML": (
        "<h2>Uses</h2>\n<p>One<br>two</p>\n<ul><li>three</li></ul>\n<figcaption>four</figcaption>\n"
        "<table><td>five</table><script>six()</script>",
        [("heading", "Uses"), ("paragraph", "One two"), ("item", "three"), ("caption", "four"), ("cell", "five")],
    ),
    "two rules are no front matter": ("---\n\nNo key here.\n\n---\n", [("paragraph", "No key here.")]),
    "title and description": (
        "---\ndescription: |\n  Calm\n  skin.\ntitle: New gel\n---\n# The gel\n",
        [("description", "Calm skin."), ("title", "New gel"), ("heading", "The gel")],
    ),
    "one sentence asks, the next answers": (
        "Is it **safe?** It was in mice.",
        [("question", "Is it safe?"), ("answer", "It was in mice.")],
    ),
    "a question, then a call": (
        "Sore skin? Contact us today.",
        [("question", "Sore skin?"), ("call-to-act", "Contact us today.")],
    ),
    "empty": ("", []),
    "nothing to see": ("<!-- x -->\n\n![](a.png)\n\n&shy;\n", []),
}  # fmt: skip


@pytest.mark.parametrize(("source", "expected"), MARKDOWN.values(), ids=MARKDOWN)
def test_markdown_is_read_as(source: str, expected: list[tuple[str, str]]) -> None:
    assert words_of(source) == expected


TEXT = {
    "heading": (
        "The new gel\n\nIt is cool.\nAnd wet.",
        [("title", "The new gel"), ("paragraph", "It is cool. And wet.")],
    ),
    "a final stop makes a sentence": ("It works.", [("paragraph", "It works.")]),
    "twelve words": (
        "a b c d e f g h i j k l\n\na b c d e f g h i j k l m",
        [("title", "a b c d e f g h i j k l"), ("paragraph", "a b c d e f g h i j k l m")],
    ),
    "a title printed again": (
        "New gel\n\nNew gel\n\nIt is cool.\n\nNew gel",
        [("title", "New gel"), ("paragraph", "It is cool."), ("heading", "New gel")],
    ),
    "every kind of bullet": (
        "Uses:\n• a\n- b\n* c\n– d\n1. e\n2) f\n(3) g",
        [("paragraph", "Uses:")] + [("item", letter) for letter in "abcdefg"],
    ),
    "a wrapped item": (
        "• a long line\n  that goes on\n• next",
        [("item", "a long line that goes on"), ("item", "next")],
    ),
    "a dash that a wrap put first": (
        "The gel, which is cool\n- and wet - helps\nthe skin.",
        [("paragraph", "The gel, which is cool - and wet - helps the skin.")],
    ),
    "prose after a list": (
        "- one\n- two\nThen it stops.",
        [("item", "one"), ("item", "two"), ("paragraph", "Then it stops.")],
    ),
    "numbered headings": (
        "Gel\n\n1. What it is\n\nA gel.\n\n2. What it does\n\nIt cools.",
        [
            ("title", "Gel"), ("heading", "1. What it is"), ("paragraph", "A gel."),
            ("heading", "2. What it does"), ("paragraph", "It cools."),
        ],
    ),
    "numbered items apart": (
        "Steps:\n\n1. Wash\n\n2. Dry",
        [("paragraph", "Steps:"), ("item", "Wash"), ("item", "Dry")],
    ),
    "question and answer": (
        "Is it safe? It was in mice. We will see.",
        [("question", "Is it safe?"), ("answer", "It was in mice. We will see.")],
    ),
    "a long question alone": (
        "What if the gel that I have had for ten years and a day is old?\n\nBuy another one then.\n\nOr none.",
        [
            ("question", "What if the gel that I have had for ten years and a day is old?"),
            ("answer", "Buy another one then."), ("paragraph", "Or none."),
        ],
    ),
    "calls to act": (
        "Gel\n\nWhatsApp Book Today\nMessage Us Email\n\nAsk a Question\n\n"
        "Contact our team to hear whether the gel is for you.\n\nOne moment...",
        [
            ("title", "Gel"), ("call-to-act", "WhatsApp Book Today"), ("call-to-act", "Message Us Email"),
            ("call-to-act", "Ask a Question"),
            ("call-to-act", "Contact our team to hear whether the gel is for you."),
            ("paragraph", "One moment..."),
        ],
    ),
    "a call is short": (
        f"Contact us {'and wait ' * 20}now.",
        [("paragraph", f"Contact us {'and wait ' * 20}now.")],
    ),
    "disclaimers": (
        "This page is for informational purposes only. Ask somebody.\n\n"
        "The gel is not intended to diagnose anything.\n\nNothing here does not constitute medical advice.",
        [
            ("disclaimer", "This page is for informational purposes only. Ask somebody."),
            ("disclaimer", "The gel is not intended to diagnose anything."),
            ("disclaimer", "Nothing here does not constitute medical advice."),
        ],
    ),
    "quoted paragraphs": (
        "“My skin is calm.”\n\nAnn Roe, 54: \"I sleep again.\"\n\n“The gel was tested twice.”\n\n“Cool” is “wet”.",
        [
            ("testimonial", "“My skin is calm.”"), ("testimonial", "Ann Roe, 54: \"I sleep again.\""),
            ("quotation", "“The gel was tested twice.”"), ("paragraph", "“Cool” is “wet”."),
        ],
    ),
    "who said it": (
        "“I sleep again.”\n– Ann, 54\n\nProfessor Roe (head of the gel laboratory): “I am glad.”",
        [
            ("testimonial", "“I sleep again.” – Ann, 54"),
            ("quotation", "Professor Roe (head of the gel laboratory): “I am glad.”"),
        ],
    ),
    "phase one is nobody": ("“A phase I trial ended.”", [("quotation", "“A phase I trial ended.”")]),
    "references": (
        "Gel\n\nIt cools.\n\n\nSources\n\n1. Roe A. Gel.",
        [("title", "Gel"), ("paragraph", "It cools."), ("heading", "Sources"), ("reference", "Roe A. Gel.")],
    ),
    "signs only": ("* * *", [("paragraph", "* * *")]),
    "empty": ("\n \n\u200b\n", []),
}  # fmt: skip


@pytest.mark.parametrize(("source", "expected"), TEXT.values(), ids=TEXT)
def test_plain_text_is_read_as(source: str, expected: list[tuple[str, str]]) -> None:
    assert words_of(source, "text") == expected


def test_two_blank_lines_head_a_section_and_one_a_part_of_it() -> None:
    source = "Gel\n\nCool.\n\n\nUses\n\nMany.\n\nOn skin\n\nYes.\n\n\nEnd\n\nBye."

    assert outline(source, "text") == [
        ("Gel", 1, ()),
        ("Cool.", 0, ("Gel",)),
        ("Uses", 2, ("Gel",)),
        ("Many.", 0, ("Gel", "Uses")),
        ("On skin", 3, ("Gel", "Uses")),
        ("Yes.", 0, ("Gel", "Uses", "On skin")),
        ("End", 2, ("Gel",)),
        ("Bye.", 0, ("Gel", "End")),
    ]


def test_markdown_headings_stand_under_those_above() -> None:
    assert outline("# Gel\n\n### Deep\n\n## Uses\n\nMany.") == [
        ("Gel", 1, ()),
        ("Deep", 3, ("Gel",)),
        ("Uses", 2, ("Gel",)),
        ("Many.", 0, ("Gel", "Uses")),
    ]


def test_a_list_item_of_plain_text_stands_under_its_lead_in_or_heading() -> None:
    source = "Gel\n\nIt helps:\n\n• skin\n• hair:\n   • dry\n• nails\n\nMore words.\n\n• loose"

    assert led(source, "text") == [
        ("title", "Gel", ""),
        ("paragraph", "It helps:", ""),
        ("item", "skin", "It helps:"),
        ("item", "hair:", "It helps:"),
        ("item", "dry", "hair:"),
        ("item", "nails", "It helps:"),
        ("paragraph", "More words.", ""),
        ("item", "loose", "Gel"),
    ]


def test_a_bullet_that_was_typed_makes_an_item_however_far_its_line_is_indented() -> None:
    source = (
        "Our lamp is for:\n\n    • sore knees\n      and hips\n    • cold feet\n\n  • stiff hands\n• sore\n  backs\n\n"
        "End.\n\n    1 = 1\n"
    )
    lead = "Our lamp is for:"
    assert led(source) == [
        ("paragraph", lead, ""),
        ("item", "sore knees and hips", lead),
        ("item", "cold feet", lead),
        ("item", "stiff hands", lead),
        ("item", "sore backs", lead),
        ("paragraph", "End.", ""),
    ]
    assert place_of("stiff", source) == (Place(7, 5, 7, 10), "stiff")
    assert words_of("It costs 5 • 6 pounds.") == [("paragraph", "It costs 5 • 6 pounds.")]


def test_a_list_item_of_markdown_stands_under_its_lead_in() -> None:
    source = "It helps:\n\n<!-- note -->\n- skin\n  - dry\n- hair:\n  - grey\n\nMore.\n\n- loose"

    assert led(source) == [
        ("paragraph", "It helps:", ""),
        ("item", "skin", "It helps:"),
        ("item", "dry", "It helps:"),
        ("item", "hair:", "It helps:"),
        ("item", "grey", "hair:"),
        ("paragraph", "More.", ""),
        ("item", "loose", ""),
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Good for:\n\n• Gout\n•  Hives\n•\tBurns\n▪Warts\n\nEnd.", ["Gout", "Hives", "Burns", "Warts"]),
        ("Good for:\n• the ‘old’ **knee**\n• a hip\n  that aches\n\nEnd.", ["the ‘old’ knee", "a hip that aches"]),
        ("Good for:\n\n    • an arm\n    • a leg\n\nEnd.", ["an arm", "a leg"]),
        ("Good for:\n\n            •   an arm\n\n            • a leg\n\nEnd.", ["an arm", "a leg"]),
        ("Good for:\n\n✔️ naps\n✅ walks\n\nEnd.", ["naps", "walks"]),
        ("Good for:\n\nnaps • walks\n\nEnd.", []),
    ],
)
def test_bullets_that_markdown_does_not_know_make_a_list(source: str, expected: list[str]) -> None:
    page = read(source)
    items = [block for block in page.blocks if block.kind == "item"]
    assert [page.text[block.start : block.end] for block in items] == expected
    assert all(block.lead == 0 for block in items)
    for block in items:
        words = source[slice(*page.source_span(block.start, block.end))].replace("*", "")
        assert " ".join(words.split()) == page.text[block.start : block.end]


def test_a_row_of_a_table_that_begins_with_a_mark_is_no_item() -> None:
    page = read("✓ nap | ✓ walk\n--|--\n✓ tea | ✓ soup\n", "markdown")
    assert {block.kind for block in page.blocks} == {"cell"}


@pytest.mark.parametrize(
    ("form", "source"),
    [
        ("markdown", "# Gel\n\n## Is it safe?\n\nIt was.\n\nMostly.\n\n- in mice\n\n## Uses\n\nMany."),
        ("text", "Gel\n\n\nIs it safe?\n\nIt was.\n\nMostly.\n\n- in mice\n\n\nUses\n\nMany."),
    ],
)
def test_what_stands_under_a_question_answers_it(form: str, source: str) -> None:
    assert led(source, form) == [
        ("title", "Gel", ""),
        ("question", "Is it safe?", ""),
        ("answer", "It was.", "Is it safe?"),
        ("answer", "Mostly.", "Is it safe?"),
        ("answer", "in mice", "Is it safe?"),
        ("heading", "Uses", ""),
        ("paragraph", "Many.", ""),
    ]


def test_links_carry_their_words_and_target() -> None:
    document = read(
        "See [the *gel*](/gel), <https://a.org>, https://b.org/x(1).\n\n[![pic](p)](/p) it.[^n]\n\n[^n]: Note."
    )

    assert [(document.text[link.start : link.end], link.target) for link in document.links] == [
        ("the gel", "/gel"),
        ("https://a.org", "https://a.org"),
        ("https://b.org/x(1)", "https://b.org/x(1)"),
        ("", "#fn-n"),
        ("Note.", "#fn-n"),
    ]


def test_a_note_mark_stands_behind_the_word_it_follows() -> None:
    document = read("It helped [^1]. More.\n\n[^1]: Some.")

    assert document.text[: document.links[0].start] == "It helped"


def test_comments_are_kept_apart_with_their_places() -> None:
    source = "One <!-- two\nlines --> three.\n\n<!-- claimcheck: allow x because y -->\n\n`<!-- code -->`"
    document = read(source)

    assert document.text == "One three."
    assert [(source[start:end], words) for start, end, words in document.comments] == [
        ("<!-- two\nlines -->", "two\nlines"),
        ("<!-- claimcheck: allow x because y -->", "claimcheck: allow x because y"),
    ]


def test_a_comment_that_swallows_the_page_is_said() -> None:
    assert read("One.\n\n<!-- two\n\nThree.").unread == (
        "the comment that opens at line 3 is never closed; close it, for it takes up the rest",
    )


def test_front_matter_gives_meta_and_language() -> None:
    document = read("---\nlang: de-AT\ntags: [a, b]\n---\nWort.")

    assert (document.meta, document.language, document.text) == ({"lang": "de-AT", "tags": ["a", "b"]}, "de", "Wort.")


def test_toml_front_matter_gives_meta() -> None:
    document = read('+++\nlanguage = "fr"\n[seo]\ntitle = "x"\n+++\nMot.')

    assert (document.meta, document.language, document.text) == (
        {"language": "fr", "seo": {"title": "x"}},
        "fr",
        "x\nMot.",
    )


@given(words=st.text(st.sampled_from("ab \n'\"\\\t=.[]{}#é😀"), min_size=1, max_size=40), lines=st.booleans())
@settings(max_examples=150, deadline=None, derandomize=True, database=None)
def test_toml_is_read_as_the_standard_library_reads_it(words: str, lines: bool) -> None:
    spelled = json.dumps(words, ensure_ascii=False)
    source = f"a = [{spelled}]\n[b.'c.d']\ne = {{ f = {spelled} }}\n"
    if lines:
        source += 'g = """\n' + spelled[1:-1].replace("\\n", "\n") + '"""\n'
    told = tomllib.loads(source)
    within = told["b"]["c.d"]
    expected = [told["a"][0], within["e"]["f"], *([within["g"]] if lines else [])]

    values = list(_toml_values.values_of(source, 0, len(source)))

    assert [value.written.text for value in values] == expected
    assert [value.keys for value in values] == [("a",), ("b", "c.d", "e", "f"), ("b", "c.d", "g")][: len(expected)]
    assert [value.listed for value in values] == [True, False, False][: len(expected)]


def test_toml_tells_lists_in_lists_from_tables() -> None:
    source = "a = [\n  ['It is'],\n  ['so'] ]\nb = 1.25\nc = 'And on'\n"

    values = [(value.keys, value.written.text) for value in _toml_values.values_of(source, 0, len(source))]

    assert values == [(("a",), "It is"), (("a",), "so"), (("c",), "And on")]


FAULTY = {
    "a key twice": ("---\na: 1\na: 2\n---\nBody.", "front matter: has the key “a” twice (line 3); keep one"),
    "an alias": ("---\na: &x 1\nb: *x\n---\nBody.", "front matter: uses a YAML alias (line 2); write the value out"),
    "too deep": (f"---\na: {'[' * 2000}{']' * 2000}\n---\nBody.", "front matter: is nested too deep; write it flatter"),
    "no TOML": (
        "+++\na = \n+++\nBody.",
        "front matter: is not valid TOML: Invalid value (line 2, column 5); mend it there",
    ),
}


@pytest.mark.parametrize(("source", "note"), FAULTY.values(), ids=FAULTY)
def test_faulty_front_matter_is_said_and_the_page_is_read(source: str, note: str) -> None:
    document = read(source)

    assert (document.text, document.unread) == ("Body.", (note,))


def written(folder: Path, name: str, raw: bytes) -> Path:
    path = folder / name
    path.write_bytes(raw)
    return path


ENCODINGS = {
    "UTF-8": ("Zoë\r\n".encode(), ()),
    "UTF-8 with a mark": ("Zoë\r\n".encode("utf-8-sig"), ()),
    "UTF-16 little": (b"\xff\xfe" + "Zoë\r\n".encode("utf-16-le"), ()),
    "UTF-16 big": (b"\xfe\xff" + "Zoë\r\n".encode("utf-16-be"), ()),
    "Windows": ("Zoë\r\n".encode("cp1252"), ("decoded as cp1252",)),
    "UTF-16 without a mark": ("Zoë\r\n".encode("utf-16-le"), ("decoded as utf-16-le",)),
}


@pytest.mark.parametrize(("raw", "notes"), ENCODINGS.values(), ids=ENCODINGS)
def test_a_file_is_decoded_without_its_mark_and_with_its_line_ends(
    tmp_path: Path, raw: bytes, notes: tuple[str, ...]
) -> None:
    document = readers.read(written(tmp_path, "page.TXT", raw), shown_as="page.TXT")

    assert (document.source, document.unread, document.path, document.format) == ("Zoë\r\n", notes, "page.TXT", "text")
    assert document.place(0, 3) == (1, 1, 1, 4)


def test_a_file_that_names_its_encoding_is_decoded_by_it(tmp_path: Path) -> None:
    raw = '<meta charset="iso-8859-2"><p>Łódź'.encode("iso-8859-2")
    document = readers.read(written(tmp_path, "page.html", raw), shown_as="page.html")

    assert (document.text, document.unread) == ("Łódź", ("decoded as iso8859-2, as it says",))


def test_an_empty_file_has_no_blocks(tmp_path: Path) -> None:
    assert readers.read(written(tmp_path, "page.md", b""), shown_as="page.md").blocks == ()


REFUSED = {
    "binary": ("a.txt", b"a\0b", "a.txt: is not text; leave it out, or save it as UTF-8 text"),
    "binary in UTF-16": ("a.txt", b"\xff\xfea\0\0\0", "a.txt: is not text; leave it out, or save it as UTF-8 text"),
    "too large": ("a.md", b"12345678901", "a.md: is larger than 10 bytes (11); split it, or raise max_size"),
}


@pytest.mark.parametrize(("name", "raw", "fault"), REFUSED.values(), ids=REFUSED)
def test_a_file_that_is_no_text_or_too_large_is_refused(tmp_path: Path, name: str, raw: bytes, fault: str) -> None:
    with pytest.raises(UserError) as caught:
        readers.read(written(tmp_path, name, raw), shown_as=name, max_size=10)

    assert str(caught.value) == fault


def test_an_unknown_suffix_is_refused_with_what_is_known(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        readers.read(tmp_path / "a.xyz", shown_as="a.xyz")

    assert caught.value.remedy == f"known: {', '.join(sorted(readers.suffixes()))}"


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        readers.read(tmp_path / "a.md", shown_as="a.md")

    assert str(caught.value) == "a.md: cannot be read (No such file or directory)"


def test_an_unknown_format_is_refused_with_the_nearest() -> None:
    with pytest.raises(UserError) as caught:
        read("x", "markdwon")

    assert str(caught.value) == "page: “markdwon” is no known format; did you mean “markdown”?"


def test_every_reader_has_suffixes_of_its_own() -> None:
    assert set(readers.suffixes().values()) >= set(readers.formats())
    assert readers.suffixes()[".md"] == "markdown"
    assert readers.suffixes()[".txt"] == "text"


def test_blocks_are_shown_one_a_line() -> None:
    document = read(f"# Gel\n\nIt is cool.\n\n{'wet ' * 30}\n")

    assert blocks.render(document) == (
        f"    1  title        Gel\n    3  paragraph      It is cool.\n    5  paragraph      {'wet ' * 24}wet…\n"
    )
