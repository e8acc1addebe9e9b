"""A page of HTML -> its blocks and their places: what a visitor or a search engine is shown, and nothing else."""

from __future__ import annotations

import json
import re
import time
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import marko
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from identify import identify

from claimcheck import readers
from claimcheck.allow import allow
from claimcheck.config.config import Settings
from claimcheck.model import Allowed, Document
from claimcheck.readers._markup import Html
from made import finding
from test_readers import led, outline, place_of, words_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Ran

ROOT = Path(__file__).parent.parent
FUZZ = settings(max_examples=120, deadline=None, derandomize=True, database=None)


def read(source: str) -> Document:
    return readers.read_text(source, path="page.html", format="html")


PLACES = {
    "paragraph": ("<p>Our gel works.</p>", "works", (1, 12, 1, 17), "works"),
    "through emphasis": ("<p>Our <em>gel</em> <b>works</b></p>", "gel works", (1, 12, 1, 29), "gel</em> <b>works"),
    "inside a word": ("<p>un<i>believ</i>able</p>", "believ", (1, 9, 1, 15), "believ"),
    "link": ('<p>See <a href="x">the <b>new</b> gel</a>.</p>', "new gel", (1, 27, 1, 38), "new</b> gel"),
    "entity": ("<p>Cuts &amp; burns</p>", "& burns", (1, 9, 1, 20), "&amp; burns"),
    "entity without its end": ("<p>Cuts &amp burns &copy 2026", "& burns ©", (1, 9, 1, 25), "&amp burns &copy"),
    "no entity": ("<p>R&D of a&b; c", "R&D of a&b;", (1, 4, 1, 15), "R&D of a&b;"),
    "number": ("<p>A &#8212; B", "— B", (1, 6, 1, 15), "&#8212; B"),
    "hexadecimal number": ("<p>A &#x2014 B", "— B", (1, 6, 1, 15), "&#x2014 B"),
    "number of Windows": ("<p>Ann&#146;s", "Ann’s", (1, 4, 1, 14), "Ann&#146;s"),
    "no-break space": ("<p>10&nbsp;mg</p>", "10 mg", (1, 4, 1, 14), "10&nbsp;mg"),
    "soft hyphen": ("<p>re&shy;ge\u00adner<wbr>ates", "regenerates", (1, 4, 1, 26), "re&shy;ge\u00adner<wbr>ates"),
    "line end": ("<p>It helps\n  with sleep", "helps with", (1, 7, 2, 7), "helps\n  with"),
    "CRLF": ("<h1>Gel</h1>\r\n<p>It helps\r\nsleep.", "helps sleep", (2, 7, 3, 6), "helps\r\nsleep"),
    "break": ("<p>One<br />two", "One two", (1, 4, 1, 16), "One<br />two"),
    "nested list": ("<ul><li>a<ul>\n<li>for <u>sore</u> skin", "sore skin", (2, 12, 2, 25), "sore</u> skin"),
    "cell": ("<table><tr>\n<td>5 mg<td>sore skin", "sore skin", (2, 13, 2, 22), "sore skin"),
    "quotation": ("<blockquote>\n<p>It <i>eased</i>", "eased", (2, 10, 2, 15), "eased"),
    "alternative text": ('<img src="a" alt="A &lt; B">', "A < B", (1, 19, 1, 27), "A &lt; B"),
    "bare attribute": ("<img alt=calm>", "calm", (1, 10, 1, 14), "calm"),
    "title": ("<title>\nNew &amp; calm</title>", "New & calm", (2, 1, 2, 15), "New &amp; calm"),
    "description": ("<meta content='So calm' name=description>", "calm", (1, 19, 1, 23), "calm"),
    "comment inside": ("<p>It <!-- so --> works", "It works", (1, 4, 1, 24), "It <!-- so --> works"),
    "behind two units": ("<p>Äöü 🙂 <b>gel</b>", "gel", (1, 13, 1, 16), "gel"),
    "below front matter": ("---\ntitle: Gel\n---\n<p>It works", "works", (4, 7, 4, 12), "works"),
    "less than": ("<p>p < 0.05 <i>here</i>", "< 0.05 here", (1, 6, 1, 20), "< 0.05 <i>here"),
    "data": (
        '<script type="application/ld+json">{"description": "so \\u201ccalm\\u201d"}</script>',
        "so “calm”", (1, 53, 1, 72), "so \\u201ccalm\\u201d",
    ),
    "HTML in data": (
        '<script type="application/ld+json">{"text": "<p>It <b>works<\\/b> &amp; heals<\\/p>"}</script>',
        "works & heals", (1, 55, 1, 77), "works<\\/b> &amp; heals",
    ),
    "exponent": ("<p>10<sup>6</sup> cells", "10⁶ cells", (1, 4, 1, 24), "10<sup>6</sup> cells"),
    "around an island": ("<p>Dear {{ x > y }}, it <?= '<p>' ?>works", "Dear, it works", (1, 4, 1, 42),
                         "Dear {{ x > y }}, it <?= '<p>' ?>works"),
}  # fmt: skip


@pytest.mark.parametrize(("source", "phrase", "place", "written"), PLACES.values(), ids=PLACES)
def test_a_phrase_of_html_leads_back_to_its_place(
    source: str, phrase: str, place: tuple[int, int, int, int], written: str
) -> None:
    assert place_of(phrase, source, "html") == (place, written)


VISIBLE = """\
<!DOCTYPE html>
<html lang="en">
<head>
<title>Tidy lamps @</title>
<meta name="description" content="Described @">
<meta property="og:title" content="Shared @">
<meta property="og:description" content="Shared and described @">
<meta name="twitter:title" content="Tweeted @">
<meta name="twitter:description" content="Tweeted and described @">
</head>
<body>
<header><p>In the header @</p></header>
<main>
<h1>Heading @</h1>
<h3 class="x">Deep <em>heading</em> @</h3>
<p>Paragraph @</p>
<div>Bare division @ <div>inner division @</div> rest of it @</div>
<p>Bent <span><b>in</b>line</span> @ <a href="/x">linked @</a></p>
<ul><li>Item @<ol><li>Nested item @</ol></ul>
<table><caption>Caption of a table @</caption><tr><th>Head of a column @<td>Cell @</table>
<blockquote>Quotation @</blockquote>
<figure><img src="a.png" alt="Alternative text @"><figcaption>Caption of a figure @</figcaption></figure>
<a href="/y" aria-label="Labelled @"><svg><path d="M0 0"/></svg></a>
<button>Try our @</button>
<input type="submit" value="Order your @">
<input type="email" placeholder="Placed in a field @">
<textarea placeholder="Placed in an area @"></textarea>
<select><option>Option @</option></select>
<details><summary>Folded @?</summary>Unfolded @</details>
<dl><dt>Term @<dd>Meaning @</dl>
<svg><title>Drawn @</title><text>Written in a drawing @</text></svg>
<p class="disclaimer">Disclaimer @</p>
<p><small>Small print @</small></p>
<aside>Aside @</aside>
<center><font size="2">Of old @</font></center>
<my-card>Of somebody's own @</my-card>
</main>
<footer><p>In the footer @</p></footer>
<script type="application/ld+json">
{"@type": "Product", "name": "Named in data @", "headline": "Headed @", "description": "Told in data @",
 "review": [{"@type": "Review", "reviewBody": "I reviewed @"}],
 "mainEntity": [{"@type": "Question", "name": "Asked @?",
  "acceptedAnswer": {"@type": "Answer", "text": "<p>Answered @</p>"}}], "articleBody": "Body @", "caption": "Seen @"}
</script>
</body>
</html>
"""
UNSEEN = """\
<!DOCTYPE html>
<!-- a comment @ -->
<head>
<meta name="keywords" content="@"><meta name="generator" content="@"><link rel="x" href="/@" title="@">
<style>p::after { content: "@" }</style>
<script>const told = "<p>@</p>";</script>
<noscript>@</noscript>
</head>
<body data-told="@" class="@">
<nav><a href="/">@</a> @</nav>
<div role="navigation" aria-label="@">@</div>
<div class="main-menu"><ul><li><a href="/1">@</a></li></ul></div>
<header><a href="/">@</a> | <a href="/2">@</a></header>
<div id="cookie-banner"><p>@</p><button>@</button></div>
<div class="consent_popup">@</div>
<p hidden>@</p>
<p style="color: red; DISPLAY : none">@</p>
<div style="visibility:hidden"><p>@</p></div>
<span aria-hidden="true">@</span>
<template><p>@</p></template>
<pre>@</pre>
<p><code>@</code></p>
<textarea>@</textarea>
<iframe src="/@">@</iframe>
<video>@</video><audio>@</audio><object>@</object><canvas>@</canvas>
<svg><path d="@"/><style>@</style></svg>
<input type="hidden" value="@"><input type="text" value="@" name="@">
<a href="/@"></a><img src="/@.png" data-alt="@">
<button hidden aria-label="@">@</button>
{{ "@" }}{% if "@" %}{% endif %}{# @ #}{% comment %}@{% endcomment %}<?php echo "@"; ?><%= "@" %>
<script type="application/ld+json">{"@type": "Person", "name": "@", "url": "https://a.b/@"}</script>
<script type="text/template"><p>@</p></script>
<!--[if mso]><p>@</p><![endif]-->
<footer><a href="/">@</a></footer>
</body>
<?php echo "@";
"""


def test_one_phrase_is_found_at_each_place_that_is_seen() -> None:
    phrase = "mends every lamp"
    source = VISIBLE.replace("@", phrase).replace(f'"{phrase}type"', '"@type"')
    document = read(source)
    starts = [at for at in range(len(document.text)) if document.text.startswith(phrase, at)]
    expected = [at for at in range(len(source)) if source.startswith(phrase, at)]

    assert sorted(document.source_span(at, at + len(phrase)).start for at in starts) == expected
    assert len(expected) == 49
    assert [document.place(at, at + 1)[:2] for at in starts] == [
        document.line_column(document.source_span(at, at + 1).start) for at in starts
    ]
    assert document.place(starts[5], starts[5] + len(phrase)) == (16, 14, 16, 30)


def test_one_phrase_is_found_at_no_place_that_is_not_seen() -> None:
    phrase = "mends every lamp"
    document = read(UNSEEN.replace("@", phrase).replace(f'"{phrase}type"', '"@type"'))

    assert UNSEEN.count("@") > 40
    assert document.text == ""


HTML = {
    "headings and paragraphs": (
        "<title>The new gel</title><body><h1>Cool gel</h1><p>It is cool.<h2>Uses</h2>For skin.",
        [
            ("title", "The new gel"), ("heading", "Cool gel"), ("paragraph", "It is cool."), ("heading", "Uses"),
            ("paragraph", "For skin."),
        ],
    ),
    "without a title the first heading is it": (
        "<h1>Gel</h1><h1>More</h1>", [("title", "Gel"), ("heading", "More")],
    ),
    "a title that is printed again": (
        "<title>Gel</title><h1>Gel</h1><h2>Uses</h2><h2> Uses </h2><p>Gel",
        [("title", "Gel"), ("heading", "Uses"), ("paragraph", "Gel")],
    ),
    "what a head says again": (
        "<meta name=description content='So cool'><meta property=og:description content='So  cool'>"
        "<meta name=twitter:title content=Gel><meta property=og:title content=Jelly><h1>Gel</h1>",
        [("description", "So cool"), ("title", "Gel"), ("title", "Jelly")],
    ),
    "divisions only": (
        "<div><div class='section-title'>Uses</div><div>On <span>skin</span>.<div>And hair.</div>Nails</div></div>",
        [("title", "Uses"), ("paragraph", "On skin."), ("paragraph", "And hair."), ("paragraph", "Nails")],
    ),
    "a long title is a paragraph": (
        "<h1>Gel</h1><div class=title>It ends so.</div><p class='card-title'>Short",
        [("title", "Gel"), ("paragraph", "It ends so."), ("heading", "Short")],
    ),
    "two breaks part paragraphs": (
        "<div>One<br>two<br>&nbsp;<br/>three<br><br><br>four</div>",
        [("paragraph", "One two"), ("paragraph", "three"), ("paragraph", "four")],
    ),
    "bullets that were typed": (
        "<p>It helps:<br>• skin<br>&bull; hair</p><p>✓ nails</p>",
        [("paragraph", "It helps:"), ("item", "skin"), ("item", "hair"), ("item", "nails")],
    ),
    "items": (
        "<ul><li>one<li><p>two</p><p>more</p></li><li></li></ul>",
        [("item", "one"), ("item", "two"), ("item", "more")],
    ),
    "a table": (
        "<table><tr><th>Dose<th>Use<tr><td><p>5 mg</p><td><ul><li>skin</ul></table>after",
        [("cell", "Dose"), ("cell", "Use"), ("cell", "5 mg"), ("item", "skin"), ("paragraph", "after")],
    ),
    "a table that sets out a page": (
        "<table width=600><tr><td><h2>Gel</h2>It is cool.</td><td><table><tr><th>a<td>b</table></table>",
        [("heading", "Gel"), ("paragraph", "It is cool."), ("cell", "a"), ("cell", "b")],
    ),
    "a table said to set out a page": (
        "<table role=presentation><tr><td>Is it cool?<td>Yes.</table>",
        [("question", "Is it cool?"), ("answer", "Yes.")],
    ),
    "quotation": (
        "<blockquote><p>The trial was small.<footer>Ann Roe</footer></blockquote>",
        [("quotation", "The trial was small."), ("quotation", "Ann Roe")],
    ),
    "testimonial": (
        "<blockquote>It gave me my days back.</blockquote>", [("testimonial", "It gave me my days back.")],
    ),
    "an expert is no patient": (
        "<figure><blockquote>I was surprised.</blockquote><figcaption>Dr Ann Roe</figcaption></figure>",
        [("quotation", "I was surprised."), ("caption", "Dr Ann Roe")],
    ),
    "a testimonial by its name": (
        "<div class='testimonial-card'><p>It works.<p>Ann, 61</div><p>More.",
        [("testimonial", "It works."), ("testimonial", "Ann, 61"), ("paragraph", "More.")],
    ),
    "a section of testimonials": (
        "<section class=testimonials><h2>They say</h2><p>Read what people tell.<p>My skin is calm.</section>",
        [("heading", "They say"), ("paragraph", "Read what people tell."), ("testimonial", "My skin is calm.")],
    ),
    "a figure": (
        "<figure><img alt='a red pill'><figcaption>A pill</figcaption></figure><img alt='A pill'>",
        [("caption", "A pill"), ("alt", "a red pill")],
    ),
    "an image in a sentence": ("<p>Look <img alt='a pill'> here.", [("paragraph", "Look here."), ("alt", "a pill")]),
    "a label that says the same": ("<a aria-label='Our study'>Our study</a>", [("paragraph", "Our study")]),
    "buttons": (
        "<p>Cool. <a class='btn' href=b>Get yours</a><button>Menu</button><button>Is it safe?</button>"
        "<input type=submit value='Send'><input type=image alt='Order now'><div role=button>Start today</div>",
        [
            ("paragraph", "Cool."), ("call-to-act", "Get yours"), ("question", "Is it safe?"),
            ("call-to-act", "Order now"), ("call-to-act", "Start today"),
        ],
    ),
    "short imperative links": (
        "<div><a href=b>Register</a></div><li><a href=c>Book now</a></li><p><a href=d>Our study</a>",
        [("call-to-act", "Register"), ("call-to-act", "Book now"), ("paragraph", "Our study")],
    ),
    "a button in a heading is its words": (
        "<h2><button>Uses</button></h2><summary><a class=button>More</a></summary>",
        [("heading", "Uses"), ("heading", "More")],
    ),
    "labels that call": (
        "<a href=b aria-label='Book now'></a><input placeholder='Ask us a question'><input placeholder=Name>",
        [("call-to-act", "Book now"), ("call-to-act", "Ask us a question"), ("caption", "Name")],
    ),
    "the site's own calls come behind the page's words": (
        "<header><a class=btn href=b>Book now</a><a href=/>Home</a></header><p>It is cool.<p><a href=c>Order now</a>"
        "<footer><a class=btn href=b>Book now</a></footer>",
        [("paragraph", "It is cool."), ("call-to-act", "Order now"), ("call-to-act", "Book now")],
    ),
    "a header with copy of its own": (
        "<header><h1>Gel</h1><p>So cool.</p><a class=btn href=b>Book now</a></header><article><header>By Ann",
        [("title", "Gel"), ("paragraph", "So cool."), ("call-to-act", "Book now"), ("paragraph", "By Ann")],
    ),
    "menus are their short links": (
        "<div class=navbar><a href=a>Home</a> · <a href=b>Uses</a><p>Our gel heals.</p>"
        "<a href=c>Why our gel is the best of all</a></div>",
        [("paragraph", "Our gel heals."), ("paragraph", "Why our gel is the best of all")],
    ),
    "informed consent is no cookie notice": (
        "<div id=informed-consent>You sign.</div><article class='category-cookies tag-gdpr'>Cool.",
        [("paragraph", "You sign."), ("paragraph", "Cool.")],
    ),
    "disclaimers": (
        "<div class='page-disclaimer'><h4>Please note</h4>One.<ul><li>Two.</ul></div><p><small>Three.</small></p>"
        "<p>Only <small>a week</small></p><div>Past performance is nothing.</div>",
        [
            ("heading", "Please note"), ("disclaimer", "One."), ("disclaimer", "Two."), ("disclaimer", "Three."),
            ("paragraph", "Only a week"), ("disclaimer", "Past performance is nothing."),
        ],
    ),
    "footnotes": (
        "<p>It helped.<sup><a href='#n1'>1</a></sup></p><ol class=footnotes><li id=n1>Some. "
        "<a class=backref href=#r>↩</a></ol><aside role=doc-footnote>More.</aside>",
        [("paragraph", "It helped."), ("footnote", "Some."), ("footnote", "More.")],
    ),
    "a list of sources": (
        "<section><h2>References</h2><ol><li>Roe A. Gel.</ol></section><p>It cools.",
        [("heading", "References"), ("reference", "Roe A. Gel."), ("paragraph", "It cools.")],
    ),
    "a list of sources by its name": (
        "<div class=article-references>Roe A. Gel.</div>", [("reference", "Roe A. Gel.")],
    ),
    "a heading governs what its part of the page holds": (
        "<div><div><h2>Disclaimer</h2></div><p>Ask.</div><p>It cools.",
        [("heading", "Disclaimer"), ("disclaimer", "Ask."), ("paragraph", "It cools.")],
    ),
    "raised figures": (
        "<p>25 kg/m<sup>2</sup>, 10<sup>-3</sup>, 45<sup>1</sup> H<sub>2</sub>O "
        "the 4<sup>th</sup> X<sup>®</sup>.<sup>2,3</sup>",
        [("paragraph", "25 kg/m², 10⁻³, 45 H2O the 4th X®.")],
    ),
    "struck and inserted words are seen": ("<p><del>Old</del> <ins>new</ins>", [("paragraph", "Old new")]),
    "tags of somebody's own part blocks": ("<x-a>One</x-a><x-b>two", [("paragraph", "One"), ("paragraph", "two")]),
    "words in a drawing": (
        "<svg><g>no<text>a <tspan>b</tspan></text></g></svg>",
        [("caption", "a"), ("caption", "b")],
    ),
    "words of a template": (
        "<p {{ x }} class=\"{% if a > b %}c{% endif %}\">Our {{ product }} heals.</p><a href={{ u }}>Book now</a>"
        "{% schema %}{\"a\": \"b\"}{% endschema %}<%# x > y %>",
        [("paragraph", "Our heals."), ("call-to-act", "Book now")],
    ),
    "braces that are no island": ("<p>a }} b {{ c</p>", [("paragraph", "a }} b {{ c")]),
    "a comment is not swallowed by an island": ("<!-- {{ a --><p>One }}", [("paragraph", "One }}")]),
    "text of a document without tags": ("Just words.", [("paragraph", "Just words.")]),
    "empty": ("", []),
    "nothing to see": ("<!doctype html><html><body><p>&nbsp;<br></p><img alt=''><div></div></html>", []),
}  # fmt: skip


@pytest.mark.parametrize(("source", "expected"), HTML.values(), ids=HTML)
def test_html_is_read_as(source: str, expected: list[tuple[str, str]]) -> None:
    assert words_of(source, "html") == expected


def test_items_stand_under_their_lead_in() -> None:
    source = (
        "<p>It helps:</p><!-- note --><div><ul><li>skin<ul><li>dry</ul><li>hair:<ul><li>grey</ul></ul></div>"
        "<p>More.</p><ul><li>loose</ul><dl><dt>Is it cool?<dd>Yes.<dt>Dose<dd>Two</dl>"
    )

    assert led(source, "html") == [
        ("paragraph", "It helps:", ""),
        ("item", "skin", "It helps:"),
        ("item", "dry", "It helps:"),
        ("item", "hair:", "It helps:"),
        ("item", "grey", "hair:"),
        ("paragraph", "More.", ""),
        ("item", "loose", ""),
        ("question", "Is it cool?", ""),
        ("answer", "Yes.", "Is it cool?"),
        ("item", "Dose", ""),
        ("item", "Two", "Dose"),
    ]


@pytest.mark.parametrize("between", ["<hr>", "<blockquote>So.</blockquote>", "<pre>x</pre>", "<table><td>a</table>"])
def test_a_lead_in_does_not_reach_over_what_stands_between(between: str) -> None:
    document = read(f"<p>It helps:</p>{between}<ul><li>skin</ul>")

    assert [block.lead for block in document.blocks if block.kind == "item"] == [None]


def test_what_folds_out_answers_a_question_and_ends_with_its_part() -> None:
    source = (
        "<h1>Gel</h1><h2>Questions</h2><details><summary>Is it cool?</summary><p>Yes.<p>Very.</details>"
        "<details open><summary>Uses</summary>Many.</details><p>After."
    )

    assert outline(source, "html") == [
        ("Gel", 1, ()),
        ("Questions", 2, ("Gel",)),
        ("Is it cool?", 3, ("Gel", "Questions")),
        ("Yes.", 0, ("Gel", "Questions", "Is it cool?")),
        ("Very.", 0, ("Gel", "Questions", "Is it cool?")),
        ("Uses", 3, ("Gel", "Questions")),
        ("Many.", 0, ("Gel", "Questions", "Uses")),
        ("After.", 0, ("Gel", "Questions")),
    ]
    assert led(source, "html")[2:5] == [
        ("question", "Is it cool?", ""),
        ("answer", "Yes.", "Is it cool?"),
        ("answer", "Very.", "Is it cool?"),
    ]


def test_headings_stand_under_those_above_and_a_footer_under_the_title() -> None:
    source = (
        "<title>Gel | Shop</title><h1>Gel</h1><h3>Deep</h3><h2>Uses</h2><table><td>a</table>"
        "<div role=heading aria-level=4>Skin</div>b<footer>c</footer>"
    )

    assert outline(source, "html") == [
        ("Gel | Shop", 1, ()),
        ("Gel", 1, ()),
        ("Deep", 3, ("Gel",)),
        ("Uses", 2, ("Gel",)),
        ("a", 0, ("Gel", "Uses")),
        ("Skin", 4, ("Gel", "Uses")),
        ("b", 0, ("Gel", "Uses", "Skin")),
        ("c", 0, ("Gel",)),
    ]


def links_of(source: str) -> list[tuple[str, str]]:
    document = read(source)
    return [(document.text[link.start : link.end], link.target) for link in document.links]


def test_links_carry_their_words_and_target() -> None:
    source = (
        '<p>See <a href="/gel?a=1&amp;b=2">the <i>gel</i></a>, https://b.org/x(1). <a name=x></a>'
        "<a href=p><img alt=b></a><a href=#top>up</a><sup><a href='#n'>[2]</a></sup> and<sup>3, 4</sup> so"
        "<sup>*</sup>.</p><p id=n class=footnote>Note."
    )

    assert links_of(source) == [
        ("the gel", "/gel?a=1&b=2"),
        ("https://b.org/x(1)", "https://b.org/x(1)"),
        ("up", "#top"),
        ("", "#fn-n"),
        ("", "#fn-3"),
        ("", "#fn-4"),
        ("", "#fn-*"),
        ("Note.", "#fn-n"),
    ]


def test_a_link_around_blocks_is_a_link_in_each() -> None:
    assert links_of("<a href=x><h3>Gel</h3><p>It <b>cools</b>.</a> More.<a href=y>one <a href=z>two</a>") == [
        ("Gel", "x"),
        ("It cools.", "x"),
        ("one", "y"),
        ("two", "z"),
    ]


def test_a_source_under_its_heading_is_where_its_mark_points() -> None:
    source = "<p>So.<sup><a href='#fn-a'>1</a></sup></p><h2>References</h2><ol><li id=fn-a>Roe A.<li>Doe B.</ol>"

    assert links_of(source) == [("", "#fn-a"), ("Roe A.", "#fn-a")]


DATA = {
    "questions": (
        '{"mainEntity": [{"@type": "Question", "name": "Is it cool?", "acceptedAnswer": {"@type": "Answer", '
        '"text": "<p>Yes.</p><ul><li>Very<\\/li></ul>One.\\n\\nTwo"}}]}',
        [
            ("question", "Is it cool?", ""), ("answer", "Yes.", "Is it cool?"), ("answer", "Very", "Is it cool?"),
            ("answer", "One.", "Is it cool?"), ("answer", "Two", "Is it cool?"),
        ],
    ),
    "names of persons and steps": (
        '{"author": {"name": "Ann Roe", "@type": ["Thing", "Person"]}, "name": "Gel", "itemListElement": '
        '[{"@type": "ListItem", "name": "Home"}], "url": "https://a.b", "@context": "https://schema.org"}',
        [("description", "Gel", "")],
    ),
    "JSON with faults": (
        '{"headline": "New gel", // so\n "text": ["One.", "Two\\q.",], "name": {{ site.name }}, "description": "Cool',
        [("title", "New gel", ""), ("paragraph", "One.", ""), ("paragraph", "Twoq.", ""), ("description", "Cool", "")],
    ),
    "letters by their codes": (
        '{"text": "\\ud83d\\ude42 caf\\u00e9\\u00a0\\ud83d\\tso"}', [("paragraph", "🙂 café \ufffd so", "")],
    ),
    "a review": ('{"@type": "Review", "description": "Fine."}', [("testimonial", "Fine.", "")]),
}  # fmt: skip


@pytest.mark.parametrize(("data", "expected"), DATA.values(), ids=DATA)
def test_copy_in_the_data_of_a_page_is_read(data: str, expected: list[tuple[str, str, str]]) -> None:
    assert led(f"<script type='application/ld+json'>{data}</script>", "html") == expected


def test_data_that_the_page_says_itself_is_read_once() -> None:
    body = "<h1>Gel</h1><p>It cools. It heals.</p><h2>Is it wet?</h2><p>Yes.</p>"
    data = {
        "headline": "Gel",
        "articleBody": "It heals.\n\nIt  cools. Yes.",
        "hasPart": {"@type": "Question", "name": "Is it wet?", "acceptedAnswer": {"@type": "Answer", "text": "No."}},
    }
    source = f'<script type="application/ld+json">{json.dumps(data)}</script>{body}'

    assert led(source, "html") == [
        ("title", "Gel", ""),
        ("paragraph", "It cools. It heals.", ""),
        ("question", "Is it wet?", ""),
        ("answer", "Yes.", "Is it wet?"),
        ("answer", "No.", "Is it wet?"),
    ]


@pytest.mark.parametrize(
    ("source", "meta", "language"),
    [
        ("<html lang=de-AT>", {"lang": "de-AT"}, "de"),
        ("<!-- x --><!doctype html><HTML xml:lang='fr'>", {"lang": "fr"}, "fr"),
        ("---\nlang: es\nbrand: Gel\n---\n<html lang=de>", {"lang": "es", "brand": "Gel"}, "es"),
        ("<p lang=de>", {}, "en"),
    ],
)
def test_the_language_is_that_of_the_page(source: str, meta: dict[str, str], language: str) -> None:
    document = read(source)

    assert (document.meta, document.language) == (meta, language)


def test_front_matter_above_html_is_read_as_above_markdown() -> None:
    source = "---\ntitle: Gel\ndescription: So cool\n---\n<title>{{ page.title }}</title><h1>Gel</h1><p>Yes."

    assert words_of(source, "html") == [("title", "Gel"), ("description", "So cool"), ("paragraph", "Yes.")]


def test_html_inside_markdown_is_read_alike() -> None:
    source = (
        "<div class='disclaimer'>Ask.</div>\n<nav><a href=a>Home</a></nav>\n<p>It helps:</p>\n<ul><li>skin</li></ul>\n"
        "<details><summary>Is it cool?</summary>Yes.</details>\n<button>Book now</button><p hidden>No.</p>"
    )

    assert led(source, "markdown") == led(source, "html")
    assert len(led(source, "html")) == 6


def test_elements_that_end_themselves_do_so_in_xhtml() -> None:
    source = "<p>One <span hidden=''/>two<a href='x'/> three</p><script src='x'/>four"
    document = readers.read_text(source, path="page.xhtml", format="html")

    assert document.text == "One two three\nfour"
    assert document.links == ()


ARTICLES = [*sorted((ROOT / "examples" / "articles").glob("*.md")), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.name)
def test_markdown_that_was_turned_into_html_is_read_alike(path: Path) -> None:
    source = re.sub(r"\A---\n.*?\n---\n", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    markdown = readers.read_text(source, path="page.md", format="markdown")
    document = read(marko.Markdown(extensions=["gfm"]).convert(source))

    assert document.text == markdown.text
    assert document.blocks == markdown.blocks
    assert document.links == markdown.links


BROKEN = {
    "nothing is ended": (
        "<div><p>One<p>two<ul><li>three<li>four<table><tr><td>five<td>six<h2>seven",
        "One two three four five six seven",
    ),
    "what was not begun": ("</p>One</div></li></td> two</span></table></h2> three", "One two three"),
    "crossed": ("<b><p>One</b> two <i><a>three</p></a> four</i>", "One two three four"),
    "an end in another cell": ("<div><table><td>One</div></p>two</table>three", "One two three"),
    "a heading that goes on": ("<h1>One<p>two</p><h2>three<h3>four</h2>five", "One two three four five"),
    "signs": ("One < two <3 four <> five & six &; seven &#; </ eight", "One < two <3 four <> five & six &; seven &#;"),
    "half a tag": ("<p>One <b", "One"),
    "half an end": ("<p>One</p", "One"),
    "half a comment": ("<p>One <!-- two", "One"),
    "half an attribute": ("<p>One <a href='x>two</a> <p>three", "One"),
    "half an entity": ("<p>One &am", "One &am"),
    "half a script": ("<p>One<script>two()", "One"),
    "half a declaration": ("One<!", "One"),
    "a marked section": ("<![foo bar]>One<![endif]--> two", "One two"),
    "a comment that is short": ("<!-->One<!---> two<!--x--!> three", "One two three"),
    "two attributes of one name": ("<p hidden='' class=a class=b>One</p><p data-hidden>two", "two"),
    "quotes in odd places": ('<p a"b=\'c>d\' e=f"g>One <a =">two', "One two"),
    "an open quote that a later one closes": ("<p title='a>One</p> <p class='b'>two", "two"),
    "big numbers": (f"&#{'9' * 5000}; &#x110000; &#xD800;&#0;&#0000000033;", "\ufffd \ufffd \ufffd\ufffd!"),
    "odd names": ("<p İ=ı><İ>One<ſcript>two</ſcript>", "<İ>One<ſcript>two"),
    "crossed in what is hidden": (
        "<span hidden>no<b>no</span>One <i><span hidden>no<div>no</div>no</i></span>two",
        "One two",
    ),
    "a button in a link": (
        "<a href=x>One<a class=btn href=y>two<a href=z>three<a class=btn>four",
        "One two three four",
    ),
    "a drawing that is not ended": ("<svg><path/>no<p>One</p><svg/>two<svg><g>no</svg> three", "One two three"),
    "deep": ("<div>" * 3000 + "One" + "</b></div>" * 4000 + " two", "One two"),
}


@pytest.mark.parametrize(("source", "words"), BROKEN.values(), ids=BROKEN)
def test_broken_html_is_read_as_browsers_show_it(source: str, words: str) -> None:
    assert read(source).text.replace("\n", " ") == words


def test_what_a_tag_or_comment_takes_up_to_the_end_is_said() -> None:
    assert read("<p>One\n<a href='x>two").unread == (
        "the tag that opens at line 2 is never closed; close it, for it takes up the rest",
    )
    assert read("One <!-- two").unread == (
        "the comment that opens at line 1 is never closed; close it, for it takes up the rest",
    )
    assert read("<p>One</p>").unread == ()


SHOWN_TAGS = st.sampled_from(
    "p div span b i a ul ol li table tr td th h1 h2 blockquote figure figcaption section article dl dt dd em font "
    "center label fieldset tbody thead caption details summary small q main form x-y".split()
)
PIECES = st.lists(
    st.one_of(
        st.integers(0, 999).map("w{}".format),
        SHOWN_TAGS.map("<{}>".format),
        SHOWN_TAGS.map("</{}>".format),
        st.sampled_from(
            [" ", "\n", "<br>", "<hr>", "&nbsp;", "<!-- w -->", "</p", "<img src='x'", "< ", ' class="w"', ">"]
        ),
    ),
    max_size=60,
)


@given(PIECES)
@FUZZ
def test_no_word_that_is_seen_is_lost_in_broken_html(pieces: list[str]) -> None:
    source = " ".join(pieces)
    html = Html([(source, 0, len(source))])
    seen = [word for token in html.tokens() if token.kind == "text" for word in source[token.start : token.end].split()]
    document = read(source)
    words = document.text.split()

    assert [word for word in seen if word[0] == "w" and word[1:].isdigit() and word not in words] == []
    assert [word for word in words if word[0] == "w" and word not in seen] == []


class Oracle(HTMLParser):
    """The standard library's parser, which notes where each tag and each run of text begins."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[tuple[str, tuple[int, int]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.found.append((tag, self.getpos()))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self.found.append((f"/{tag}", self.getpos()))

    def handle_comment(self, data: str) -> None:
        self.found.append((f"!{data.strip()}", self.getpos()))


WHOLE = st.lists(
    st.one_of(
        st.sampled_from([
            "word", "a < b", " ", "\n", "&amp;", "<p>", "</p>", "<br/>", "<a href=\"x>y\" title='it\"s'>", "</a>",
            "<b\n>",
            "<img alt=x>", "<!-- a <p> -->", "<script>if (a < b) { c('</p>') }</script>", "<style>p > a {}</style>",
            "<input disabled value = 'x'>", "<H1 CLASS=a>", "</H1 >", "<!doctype html>",
        ])
    ),
    max_size=30,
).map("".join)  # fmt: skip


@given(WHOLE)
@FUZZ
def test_sound_html_is_parted_as_the_standard_library_does(source: str) -> None:
    oracle = Oracle()
    oracle.feed(source)
    oracle.close()
    document = read(source)
    html = Html([(source, 0, len(source))])
    found = [
        (
            {"open": "", "close": "/", "comment": "!"}[token.kind] + (token.name or token.words),
            document.line_column(token.start),
        )
        for token in html.tokens()
        if token.kind in ("open", "close", "comment")
    ]

    assert found == [(name, (line, column + 1)) for name, (line, column) in oracle.found]


ENDLESS = (
    "<a ", "<!--", "<![", "</", "<?php ", "<% ", "{{ ", "{% comment %}", "<a b='", "<a \"", "<div><b>", "</b></i>",
    "<ul><li>", "<table><td>", "<table>", "<blockquote>a", "<sup>", "<svg><text>", "<details><summary>a", "<h1>a",
    "<script>", "&", "<a href=x>http://a.b</a> ", "http://(", "<figure><img alt=a>",
    "<script type='application/ld+json'>{\"a\": [",
)  # fmt: skip


@pytest.mark.parametrize("unit", ENDLESS)
def test_a_page_without_ends_takes_no_longer_than_another(unit: str) -> None:
    source = unit * (100_000 // len(unit))
    started = time.process_time()
    read(source)

    assert time.process_time() - started < 2.5


def test_a_large_page_is_read_in_a_few_seconds() -> None:
    part = (
        "<div class='card'><h3>Gel</h3><p>It <b>cools</b> the skin &amp; <a href=x>helps</a>.</p><ul><li>so</ul></div>"
    )
    source = part * (500_000 // len(part))
    started = time.process_time()
    document = read(source)

    assert time.process_time() - started < 5
    assert len(document.blocks) == 3 * (500_000 // len(part))


def test_comments_are_kept_with_their_places() -> None:
    source = "<p>One <!-- two\nlines --> three.</p><!--claimcheck: allow x because y--><script><!-- no --></script>"
    document = read(source)

    assert [(source[start:end], words) for start, end, words in document.comments] == [
        ("<!-- two\nlines -->", "two\nlines"),
        ("<!--claimcheck: allow x because y-->", "claimcheck: allow x because y"),
    ]


NOTE = "<!-- claimcheck: allow cure because hers -->"
ALLOWED = {
    "between blocks": (f"<p>cured</p>\n\n{NOTE}\n\n<p>cured</p>\n<p>cured</p>", [1]),
    "between blocks without line ends": (f"<p>cured</p>{NOTE}<p>cured</p><p>cured</p>", [1]),
    "between items without line ends": (f"<li>cured{'</li>'}{NOTE}<li>cured<li>cured", [1]),
    "inside a block": (f"<p>cured</p>\n<p>It {NOTE} cured</p>\n<p>cured</p>", [1]),
    "at the beginning of a block": (f"<td>cured</td><td>{NOTE} cured</td><td>cured</td>", [1]),
    "at the end of a block": (f"<td>cured</td><td>cured <b>so</b> {NOTE}</td><td>cured</td>", [1]),
    "at the end of a block on its own line": (f"<p>cured\n{NOTE}\n</p>\n<p>cured</p>", [0]),
    "at the end of a line": (f"<li>cured</li> {NOTE}\n<li>cured</li>", [0]),
    "behind the last block": (f"<p>cured</p>\n<p>cured</p> {NOTE}\n</body>", [1]),
    "behind an image": (f"<img alt='cured'>\n{NOTE}\n<p>cured</p>", [1]),
    "above the title": (f"<head>{NOTE}<title>cured</title><p>cured", [0]),
    "behind the title": (f"<title>cured</title>\n{NOTE}\n<meta name=description content='it cured'>", [1]),
    "a run": (f"<p>cured</p>{NOTE.replace('allow', 'allow-from', 1)}<p>cured</p><ul><li>cured</ul>"
              "<!-- claimcheck: allow-to cure --><p>cured</p>", [1, 2]),
    "the whole file": (f"<p>cured</p>{NOTE.replace('allow', 'allow-file', 1)}<p>cured</p>", [0, 1]),
    "a comment in a script is none": (f"<script>{NOTE}</script><p>cured</p>", []),
}  # fmt: skip


@pytest.mark.parametrize(("source", "inside"), ALLOWED.values(), ids=ALLOWED)
def test_an_exception_covers_its_block_as_in_markdown(source: str, inside: list[int]) -> None:
    document = read(source)
    found = [finding(document, "cured", nth=n) for n in range(source.count("cured"))]
    stand, allowed = allow.apply(found, document, Settings(), ("cure",), "2026-11-01")

    assert allowed == tuple(Allowed(found[n], "hers") for n in inside)
    assert list(stand) == [f for n, f in enumerate(found) if n not in inside]


@pytest.mark.usefixtures("site")
def test_a_page_of_html_is_checked_from_end_to_end(run: Callable[..., Ran]) -> None:
    page = Path("page.html")
    page.write_text(
        "<!doctype html>\r\n<title>Lamps</title>\r\n<nav>only today</nav>\r\n"
        "<p>Yours <em>only&nbsp;<!-- so -->\r\n  today</em>, and never again.\r\n"
        "<p>Yours only today. <!-- claimcheck: allow haste because a shop's own sign -->\r\n",
        newline="",
    )
    ran = run("check", "page.html", "--rule", "haste", "--as-of", "2026-11-01", "--format", "json")
    [report] = json.loads("\n".join(ran.out))["reports"]
    [found] = report["findings"]

    assert ran.code == 1
    assert (report["format"], report["language"], report["path"]) == ("html", "en", "page.html")
    assert [found[key] for key in ("line", "column", "end_line", "end_column")] == [4, 14, 5, 8]
    assert found["quote"] == "only&nbsp;<!-- so -->\r\n  today"
    assert [given["reason"] for given in report["allowed"]] == ["a shop's own sign"]


def test_the_hook_is_given_every_kind_of_file_that_is_read() -> None:
    [hook] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    kinds = [identify.tags_from_filename(f"page{suffix}") for suffix in readers.suffixes()]

    assert [tags for tags in kinds if tags and not tags & set(hook["types_or"])] == []
    assert set(hook["types_or"]) <= set().union(*kinds)
