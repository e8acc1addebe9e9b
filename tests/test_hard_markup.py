"""Markup as strangers write it: one phrase through what stands in its way, found at its exact place only."""

from __future__ import annotations

import re

import pytest

import made_pdf
import made_word
from claimcheck import readers

PHRASE = "mends every lamp"
UNSEEN = "badger"
R, P = made_word.run, made_word.paragraph

# What stands between ⟦ and ⟧ shows the phrase; "badger" stands where nobody sees it.
HARD = {
    "soft hyphens": ("markdown", "It ⟦mends ev\u00adery la&shy;mp⟧ now.\n"),
    "no-break spaces": ("markdown", "It ⟦mends\u00a0every&nbsp;lamp⟧ now.\n"),
    "front matter over CRLF": (
        "markdown",
        "---\r\ntitle: It ⟦mends every lamp⟧\r\nslug: badger\r\n---\r\n\r\nIt ⟦mends\r\nevery lamp⟧.\r\n",
    ),
    "entities in emphasis": ("markdown", "It **⟦mends&#32;_every_ l&#97;mp⟧**.\n"),
    "a link inside": ("markdown", "It ⟦mends [every](https://x.example) lamp⟧.\n"),
    "the end of a reference": ("markdown", "It ⟦mends [every lamp⟧][ref].\n\n[ref]: https://badger.example 'badger'\n"),
    "a hard break": ("markdown", "It ⟦mends\\\nevery lamp⟧ \\*so\\*\n"),
    "a quote in a list in a list": (
        "markdown",
        "1. One\n\n   - Two\n\n     > It ⟦mends\n     > every\n     > lamp⟧\n\n     ```\n     badger\n     ```\n",
    ),
    "a lazy quote": ("markdown", "> It ⟦mends\nevery lamp⟧\n"),
    "cells with escapes": (
        "markdown",
        "| a | b |\n|---|---|\n| x \\| ⟦mends every lamp⟧ | `badger` ⟦mends **every** lamp⟧ |\n",
    ),
    "a footnote of paragraphs": (
        "markdown",
        "So[^long].\n\n[^long]: First.\n\n    It ⟦mends every\n    lamp⟧.\n\n    ```\n    badger\n    ```\n",
    ),
    "underlined headings": ("markdown", "It ⟦mends\nevery lamp⟧\n===\n\nAnd ⟦mends every lamp⟧\n---\n"),
    "Markdown in HTML": (
        "markdown",
        '<div class="badger">\n\nIt ⟦mends *every* lamp⟧\n\n</div>\n\n<p>It ⟦mends <b>every</b> lamp⟧</p>\n',
    ),
    "a comment inside": (
        "markdown",
        "It ⟦mends <!-- badger --> every lamp⟧.\n\n<!--\nbadger\n\nbadger\n-->\n\nEnd.\n",
    ),
    "TOML": (
        "markdown",
        "+++\ntitle = \"It ⟦mends every lamp⟧\" # badger\ndescription = '''\nIt ⟦mends\nevery lamp⟧'''\n"
        "slug = 'badger'\nbenefits = [\n  'A ⟦mends every lamp⟧', # badger\n  \"B ⟦mends \\u0065very lamp⟧\",\n]\n"
        '[seo] # badger\nsummary = """\nIt ⟦mends \\\n   every lamp⟧"""\n'
        'card = { title = "C ⟦mends every lamp⟧", id = "badger" }\n+++\n\nText.\n',
    ),
    "JSON above": (
        "markdown",
        '{\n "title": "It ⟦mends \\u0065very lamp⟧",\n "slug": "badger"\n}\n\nText.\n',
    ),
    "a picture that leads on": ("markdown", '[![It ⟦mends every lamp⟧](badger.png "x")](https://badger.example)\n'),
    "a list of meanings": ("markdown", "Lamp\n: It ⟦mends every\n  lamp⟧\n"),
    "tasks": ("markdown", "- [x] It ⟦mends every lamp⟧\n- [ ] It ⟦mends every lamp⟧\n"),
    "a number that begins no list": ("markdown", "1986\\. It ⟦mends every lamp⟧.\n\n7) It ⟦mends every lamp⟧\n"),
    "a warning as a quote": ("markdown", "> [!WARNING]\n> It ⟦mends every lamp⟧\n"),
    "tabs": ("markdown", "-\tIt ⟦mends\n\tevery lamp⟧\n\n\tIt ⟦mends every lamp⟧\n"),
    "kramdown": (
        "markdown",
        "It ⟦mends every lamp⟧\n{: .badger #badger}\n\n{::comment}\nbadger\n\nbadger\n{:/comment}\n\nEnd.\n",
    ),
    "Liquid and Hugo": (
        "markdown",
        "{% comment %}badger{% endcomment %}\nIt ⟦mends every lamp⟧ {{ page.badger }}\n\n{{% notice tip %}}\n"
        "It ⟦mends every lamp⟧\n{{% /notice %}}\n",
    ),
    "a box with a title": ("markdown", ":::danger It ⟦mends every lamp⟧\n\nIt ⟦mends every lamp⟧\n\n:::\n"),
    "a comment as a reference": ("markdown", "[//]: # (badger)\n\nIt ⟦mends every lamp⟧\n"),
    "broken words": (
        "html",
        "<p>It ⟦mends<br>every&#x20;l<wbr>amp⟧</p><p hidden>badger</p>"
        "<p>It ⟦mends <span>ev</span><span>ery</span> lamp⟧",
    ),
    "labels": (
        "html",
        "<img alt='It ⟦mends every lamp⟧' src=badger.png><input placeholder=\"So ⟦mends every lamp⟧\">"
        '<a aria-label="Us ⟦mends every lamp⟧" href=badger><svg></svg></a>',
    ),
    "what machines read": (
        "html",
        '<head><meta name=description content="It ⟦mends every lamp⟧"><meta content=\'A ⟦mends every lamp⟧!\' '
        "property=og:title><meta name=robots content=badger><meta name='twitter:description' content='B ⟦mends every "
        "lamp⟧'></head>",
    ),
    "a graph of data": (
        "html",
        '<script type="application/ld+json">{"@graph":[{"@type":"Product",'
        '"description":"It ⟦mends \\u0065very\\tlamp⟧",'
        '"sku":"badger","url":"https://badger"}]}</script>',
    ),
    "a drawing": ("html", "<svg><title>It ⟦mends every lamp⟧</title><path d='badger'/><style>badger</style></svg>"),
    "cells without ends": (
        "html",
        "<table><caption>A ⟦mends every lamp⟧</caption><tr><th>So<td>It ⟦mends every lamp⟧<tr><td>It ⟦mends every lamp⟧"
        "</table>",
    ),
    "what folds out": (
        "html",
        "<details><summary>Does it? ⟦mends every lamp⟧</summary>It ⟦mends every lamp⟧</details><figure><figcaption>"
        "It ⟦mends every lamp⟧</figcaption></figure><q>It ⟦mends every lamp⟧</q>",
    ),
    "Jinja": (
        "html",
        "{% block a %}<h1>It ⟦mends every lamp⟧</h1>{% if badger == 'badger' %}<p>It ⟦mends every lamp⟧</p>{% endif %}"
        "{% endblock %}{# badger #}{{ badger|default('x') }}",
    ),
    "ERB": ("html", '<p class="<%= badger %>">It ⟦mends every lamp⟧ <%# badger %></p>'),
    "PHP in HTML": (
        "html",
        "<?php /* badger */ if (1 > 0): ?><p>It ⟦mends every lamp⟧</p><?php endif ?>"
        "<!--#include virtual=\"badger\" -->",
    ),
    "entities of entities": ("html", "<p>AT&amp;T &lt;b&gt; ⟦mends&ensp;every&#160;lamp⟧ &notanentity; &copy</p>"),
    "signs of no width": ("html", "<p>It ⟦men&#8203;ds ev\u200bery\u2060 lamp⟧</p>"),
    "inline reStructuredText": (
        "rst",
        "It ⟦mends *every* lamp⟧ and :emphasis:`x` ``badger``.\n\n.. badger comment\n   badger\n\n"
        ".. code-block:: python\n\n   badger\n\n* It ⟦mends\n  every lamp⟧\n",
    ),
    "directives": (
        "rst",
        ".. warning:: It ⟦mends\n   every lamp⟧\n\n.. image:: badger.png\n   :alt: It ⟦mends every lamp⟧\n\n"
        ".. [#a] It ⟦mends every lamp⟧\n\nSo [#a]_ `it ⟦mends every lamp⟧ <https://badger.example>`__.\n",
    ),
    "a drawn table": (
        "rst",
        "+------+----------------------+\n| a    | It ⟦mends every lamp⟧  |\n+------+----------------------+\n",
    ),
    "fields and lines": (
        "rst",
        "Term\n   It ⟦mends every lamp⟧\n\n| It ⟦mends every lamp⟧\n| so\n\n:Field: It ⟦mends every lamp⟧\n\n"
        ">>> badger\n\n::\n\n   badger\n",
    ),
    "a word in two": ("rst", "It ⟦mends ev\\ ery lamp⟧.\n"),
    "tabs of MDX": (
        "mdx",
        'export const key = \'badger\'\n\n<Tabs>\n  <TabItem value="badger" label="It ⟦mends every lamp⟧">\n\n'
        "  It ⟦mends **every** lamp⟧\n\n  </TabItem>\n</Tabs>\n\n{/* badger */}\n",
    ),
    "fragments of TSX": (
        "jsx",
        "export default function P(){ const n: Array<string> = []; return <><p>It ⟦mends{' '}every lamp⟧</p>"
        "<p>{`It ⟦mends every lamp⟧`}</p><p>It&apos;s ⟦mends &#101;very\n      lamp⟧</p>{/* badger */}"
        "<i className='badger'/></> }\n",
    ),
    "styles of TSX": (
        "jsx",
        "const f = <T,>(x: T) => x < 3;\nexport const P = () => (<Box sx={{ content: '\"badger\"' }} title=\"It "
        "⟦mends every lamp⟧\" style={{ label: 'badger badger' }}>{n < 3 && 'It ⟦mends every lamp⟧'}</Box>);\n",
    ),
    "bindings of Vue": (
        "vue",
        '<template>\n<!-- badger -->\n<p :class="{ badger: a < b }" v-if="badger">It ⟦mends <b>every</b>\n lamp⟧</p>'
        "<Foo v-bind:title=\"'It ⟦mends every lamp⟧'\" :lead=\"ok ? 'A ⟦mends every lamp⟧' : name\" "
        ":items=\"[{ text: 'B ⟦mends every lamp⟧', id: 'badger' }]\" @click=\"go('badger')\" #default=\"{ badger }\"/>"
        "</template>\n<style scoped>.badger{}</style>\n",
    ),
    "blocks of Svelte on one line": (
        "astro",
        "<script>\n let badger = 1;\n</script>\n<p>{#if x < 3}It ⟦mends every lamp⟧{:else}badgr{/if}</p><p>It "
        "⟦mends every lamp⟧</p>\n{#each a as b}<i>{b}</i>{/each}<p>It ⟦mends every lamp⟧</p>{@html badger}\n"
        "<style>.badger{}</style>\n",
    ),
    "Astro": (
        "astro",
        "---\nimport A from 'badger';\nconst title = `It ⟦mends every lamp⟧`;\nconst { badger } = Astro.props;\n---\n"
        "<A title={title} lead=\"It ⟦mends every lamp⟧\" class:list={['badger']}>It ⟦mends <em>every</em> lamp⟧</A>\n"
        "<script is:inline>badger</script>\n",
    ),
    "a long string of PHP": (
        "php",
        "<?php\n$badger = 'badger';\necho <<<HTML\n<p>It ⟦mends every lamp⟧</p>\nHTML;\n?>\n<p>It ⟦mends every lamp⟧ "
        "<?php echo $badger; ?></p>\n",
    ),
    "HTML in JSON": ("json", '{"body": "<p>It ⟦mends&nbsp;\\u0065very lamp⟧<\\/p>", "x": 1}'),
    "Markdown in JSON": (
        "json",
        '{"content": "## A\\n\\nIt **⟦mends\\nevery lamp⟧**\\n\\n```\\nbadger\\n```", "id": "badger"}',
    ),
    "folds of YAML": (
        "yaml",
        'body: >-\n  It ⟦mends\n  every lamp⟧\n\n  So it is.\nother:\n  description: "It ⟦mends \\\n    every lamp⟧"\n'
        "slug: badger # badger\n",
    ),
    "flows of YAML": (
        "yaml",
        "faq:\n  - {q: 'Is it so?', a: \"It ⟦mends every lamp⟧\"}\n  - &x\n    question: \"Does it? ⟦mends every "
        "lamp⟧\"\n    answer: It ⟦mends\n      every lamp⟧\n",
    ),
    "CSV over CRLF": (
        "csv",
        'id,title,body\r\n1,"It ""so"" ⟦mends every lamp⟧","<p>It ⟦mends\r\nevery lamp⟧</p>"\r\n',
    ),
    "CSV with semicolons": ("csv", 'id;title;description\n1;A ⟦mends every lamp⟧;"It ⟦mends\nevery lamp⟧"\n'),
    "plain lists": ("text", "* It ⟦mends\n  every lamp⟧\n"),
    "a notebook": (
        "ipynb",
        '{"cells":[{"cell_type":"markdown","source":["# A\\n","\\n","It **⟦mends\\n","every** lamp⟧"]},'
        '{"cell_type":"code","source":["badger"],"outputs":[{"text":["badger"]}]},'
        '{"cell_type":"raw","source":"badger"}],"nbformat":4}',
    ),
}  # fmt: skip

# Of Word files and PDF files the phrase has to be found so many times.
WORD = {
    "runs": (1, P(R("It men") + R("ds ev", "<w:rPr><w:b/></w:rPr>") + R("ery lamp"))),
    "a soft hyphen": (1, P("<w:r><w:t>It mends ev</w:t><w:softHyphen/><w:t>ery lamp</w:t></w:r>")),
    "a break and a tab": (1, P("<w:r><w:t>It mends</w:t><w:br/><w:t>every</w:t><w:tab/><w:t>lamp</w:t></w:r>")),
    "changes": (
        1,
        "<w:p><w:del><w:r><w:delText>badger</w:delText></w:r></w:del><w:moveFrom>" + R("badger") + "</w:moveFrom>"
        "<w:ins>" + R("It mends ") + "</w:ins>" + R("every lamp") + "</w:p>",
    ),
    "hidden words": (1, P(R("badger", "<w:rPr><w:vanish/></w:rPr>") + R("It mends every lamp"))),
    "a field": (
        1,
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "https://badger" </w:instrText>'
        '</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>' + R("It mends every lamp")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>',
    ),
    "a link": (
        1,
        "<w:p>" + R("It mends ") + '<w:hyperlink r:id="site">' + R("every") + "</w:hyperlink>" + R(" lamp") + "</w:p>",
    ),
    "a control": (
        1,
        '<w:sdt><w:sdtPr><w:alias w:val="badger"/></w:sdtPr><w:sdtContent>'
        + P("It mends every lamp") + "</w:sdtContent></w:sdt>",
    ),
    "a table in a table": (
        2,
        "<w:tbl><w:tr><w:tc>" + P("It mends every lamp") + "<w:tbl><w:tr><w:tc>" + P("A mends every lamp")
        + "</w:tc></w:tr></w:tbl>" + P("so") + "</w:tc></w:tr></w:tbl>",
    ),
    "a text box, drawn twice": (
        2,
        '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><wp:docPr id="1" name="badger" '
        'descr="A mends every lamp"/><w:txbxContent>' + P("It mends every lamp") + "</w:txbxContent></wp:inline>"
        "</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>" + P("It mends every lamp")
        + "</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>",
    ),
    "marks of the speller": (
        1,
        '<w:p><w:proofErr w:type="spellStart"/>' + R("It m&#101;nds ") + '<w:proofErr w:type="spellEnd"/>'
        '<w:bookmarkStart w:id="1" w:name="badger"/>' + R("every&#xA0;") + '<w:bookmarkEnd w:id="1"/>' + R("lamp")
        + "</w:p>",
    ),
}  # fmt: skip
LINE = made_pdf.Line
PDF = {
    "a wrap": (1, [made_pdf.page("It is so and it mends", "every lamp that there is.")]),
    "a hyphen": (1, [made_pdf.page("It is so and it mends ev-", "ery lamp that there is.")]),
    "bullets": (2, [made_pdf.page("Lamps:", "", "• It mends", "  every lamp", "• It mends every lamp")]),
    "two pages": (1, [made_pdf.page("It is so, for it really mends"), made_pdf.page("every lamp that there is.")]),
    "columns": (
        1,
        [[LINE("It really mends", 700, 50), LINE("every lamp now.", 686, 50), LINE("Other words", 700, 320)]],
    ),
    "a line in two": (1, [[LINE("It mends every", 700, 50), LINE("lamp now.", 700, 124)]]),
    "brackets": (1, [made_pdf.page("So (it mends every lamp) \\ it is.")]),
}


def marked(written: str) -> tuple[str, list[tuple[int, int]]]:
    """Return a source without its marks, and the spans that they marked."""
    parts = re.split("[⟦⟧]", written)
    ends = [len("".join(parts[: number + 1])) for number in range(len(parts))]
    return "".join(parts), list(zip(ends[:-1:2], ends[1::2], strict=True))


@pytest.mark.parametrize(("form", "written"), HARD.values(), ids=HARD)
def test_the_phrase_is_found_at_its_exact_place_and_nowhere_else(form: str, written: str) -> None:
    source, expected = marked(written)
    document = readers.read_bytes(b"\xef\xbb\xbf" + source.encode(), path=f"page.{form}", format=form)
    text = document.text.replace("\n", " ")

    found = sorted(tuple(document.source_span(at.start(), at.end())) for at in re.finditer(PHRASE, text))

    assert found == expected
    assert UNSEEN not in document.text


def count(form: str, raw: bytes) -> int:
    """How often a file that is no text is read to hold the phrase, each place checked to hold its letters."""
    document = readers.read_bytes(raw, path=f"page.{form}", format=form)
    text = document.text.replace("\n", " ")
    found = [document.source[slice(*document.source_span(at.start(), at.end()))] for at in re.finditer(PHRASE, text)]
    assert [re.sub("[^a-z]", "", written) for written in found] == [PHRASE.replace(" ", "")] * len(found)
    assert UNSEEN not in document.text
    return len(found)


@pytest.mark.parametrize(("times", "body"), WORD.values(), ids=WORD)
def test_the_phrase_is_found_in_a_word_file(times: int, body: str) -> None:
    assert count("docx", made_word.file(body)) == times


@pytest.mark.parametrize(("times", "pages"), PDF.values(), ids=PDF)
def test_the_phrase_is_found_in_a_pdf_file(times: int, pages: list[list[made_pdf.Line]]) -> None:
    assert count("pdf", made_pdf.file(*pages)) == times
