"""One phrase in every place that a visitor sees, over all formats: found exactly; where nobody sees it: never."""

from __future__ import annotations

import pytest

from claimcheck import readers

PHRASE = "mends every lamp"

# Where "@" stands, a visitor or a search engine is shown the phrase.
VISIBLE = {
    "markdown": """\
---
title: "Title @"
description: >-
  Described
  so: @
hero: {heading: 'It''s @'}
faq:
  - question: Front @?
    answer: |
      Yes, *it* @
---
# Heading @ {#named}

Paragraph **bold** _@_ and &amp; @ wrapped
line [linked @](https://a.b "no").

- Item @
    - Nested @

| Head @ | b |
|---|---|
| Cell @ | \\* @ |

> Quoted @

Noted[^1] @.

[^1]: Footnote @

![Alternative @](a.png)

<details><summary>Folded @</summary><p>HTML @</p></details>

{{< figure src="/x.png" caption="Caption @" >}}

:::tip[Tip @]
Inside @
:::

!!! note "Note @"
    Admonition @
""",
    "json": r"""{"title": "Title @", "body": "# Head \u2014 @\n\nSaid \"so\": **it** @\n\n- Item @",
 "benefits": ["Benefit @"], "hero": {"alt": "Alternative @", "ctaText": "Order: @"},
 "html": "<p>HTML <b>@</b> &amp; @<\/p>", "faq": [{"question": "Does it? @?", "answer": "It @"}]}
""",
    "yaml": """\
title: "Title \\u2014 @"
summary: 'It''s @'
body: |
  ## Literal @

  It *really* @
intro: >
  Folded
  text @
hero:
  heading: Plain @
  points:
    - Point @
""",
    "csv": 'title,body,url\n"Title ""new"" @","It <i>really</i>\n@",https://a.b\n',
    "jsx": """\
import X from "x";
export const metadata = { title: "Title @", description: `Described @` };
const benefits = ['Benefit @', "It\\u2019s @"];
export default () => (
  <main className="p-4">
    <h1>Heading {"@"}</h1>
    <p>Dear {name}, it <strong>really</strong> &mdash; @ {ok ? "Yes it @" : "no"}</p>
    {items.map((item) => <li key={item.id}>Item @</li>)}
    <Hero heading="Prop @" text={"Other prop @"} />
    <Card>Card @</Card>
    <img src="/a.png" alt="Alternative @" />
    <button aria-label="Label @">x</button>
    <input placeholder="Placeholder @" />
    <div dangerouslySetInnerHTML={{ __html: "<p>Raw @</p>" }} />
  </main>
);
""",
    "vue": """\
<script setup>
const faqs = [{ title: 'Title @', text: "Text @" }]
</script>
<template>
  <h1>Heading {{ x }} @</h1>
  <p v-if="a > b">Text @ {{ ok ? 'Yes it @' : '' }}</p>
  <BaseCard title="Prop @"><template #foot>Slot @</template></BaseCard>
  <img alt="Alternative @">
</template>
""",
    "astro": """\
---
const title = "Title @";
---
<html><head><meta name="description" content="Described @"></head><body>
<Layout heading="Prop @"><p>Text {x} @<br>line @</p>
{list.map((i) => <li>{i.name} @</li>)}
</Layout></body></html>
""",
    "mdx": """\
import X from "x";
export const meta = { title: "Title @" };

# Heading {props.name} @

<Callout title="Prop @">
    Child **bold** @

    - Item @
</Callout>

Text <Badge>badge @</Badge> {"shown @"}

<img src="a.png" alt={"Alternative @"} />
""",
    "php": """\
<?php $title = 'Title @'; $a = ['text' => __('Translated @', 'theme')]; ?>
<h1 class="<?php echo $c; ?>"><?php the_title(); ?> Heading @</h1>
<p><?= $x ?> it <?php esc_html_e('Printed @', 'theme'); ?></p>
<?php echo '<p>Echoed <b>@</b></p>'; ?>
<img alt="<?php esc_attr_e('Alternative @', 'x'); ?>">
""",
    "html": """\
<title>Title @</title><meta property="og:description" content="Shared @"><p>Text {{ x }} @ <?php f(); ?> @</p>
<script type="application/ld+json">{"description": "In data @"}</script>
""",
    "text": "Heading @\n\nParagraph\nwrapped @.\n\n- Item @\n",
}  # fmt: skip

# Where "@" stands, nobody is shown it: code, comments, addresses, classes, scripts, styles, islands, other fields.
UNSEEN = {
    "markdown": """\
---
slug: "@"
tags: ["@"]
---
<!-- @ -->
```
@
```
`@` [x](<https://a.b/@>)

    @

<script>"@"</script><style>@</style>

{{< highlight go >}}@{{< /highlight >}}

{{ "@" }} {% include "@" %} {# @ #}
""",
    "json": '{"slug": "@", "className": "@", "url": "https://a.b/@", "code": "@", "style": "@", "id": "@"}',
    "yaml": "slug: '@'\n# @\nurl: https://a.b/@\nclass: '@'\nscripts: {title: '@'}\nanchor: &a@ x\n",
    "csv": "id,slug,url,title\n@,@,https://a.b/@,\n",
    "jsx": """\
import X from "@";
// @
/* @ */
const cls = "@"; const re = /@/g; throw new Error("@");
export default () => <main className="@" data-x="@" onClick={() => track("@")}>
  {/* @ */}<code>@</code><a href="/@"></a><style jsx>{`.@ {}`}</style>{compute("@")}{names["@"]}
</main>;
""",
    "vue": "<template><p :class=\"'@'\" @click=\"go('@')\"><!-- @ -->{{ f('@') }}</p></template><style>@</style>"
    "<script>import x from '@'; f('@')</script>",
    "astro": "---\nimport X from '@';\n// @\n---\n<p class=\"@\">{f('@')}</p><style>@</style><script>f('@')</script>",
    "mdx": "import X from \"@\";\n\n{/* @ */}\n\n```jsx\n@\n```\n\n`{@}` <X id=\"@\" className=\"@\" /> {f(\"@\")}\n",
    "php": "<?php /* @ */ $x['@'] = f('@'); get_part('@'); // @\n# @\n?><p class=\"@\"><?php f('@'); ?></p><?= f('@') ?>",
    "html": "<p class='@'><!-- @ --><code>@</code>{{ '@' }}{% if '@' %}<?php echo '@' ?></p><template>@</template>",
}  # fmt: skip


def found(form: str, source: str) -> list[int]:
    """Where in the file the phrase was read, each place checked to hold its very words."""
    document = readers.read_text(source, path=f"page.{form}", format=form)
    starts = [at for at in range(len(document.text)) if document.text.startswith(PHRASE, at)]
    spans = [document.source_span(at, at + len(PHRASE)) for at in starts]
    assert [source[slice(*span)] for span in spans] == [PHRASE] * len(spans)
    for at, span in zip(starts, spans, strict=True):
        place = document.place(at, at + len(PHRASE))
        assert source.splitlines()[place.line - 1][place.column - 1 : place.end_column - 1] == PHRASE
        assert document.line_column(span.start) == place[:2]
    return sorted(span.start for span in spans)


@pytest.mark.parametrize("form", VISIBLE)
@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_the_phrase_is_found_wherever_it_is_seen(form: str, ends: str) -> None:
    source = VISIBLE[form].replace("@", PHRASE).replace("\n", ends)

    assert found(form, source) == [at for at in range(len(source)) if source.startswith(PHRASE, at)]


@pytest.mark.parametrize("form", UNSEEN)
def test_the_phrase_is_found_nowhere_else(form: str) -> None:
    source = UNSEEN[form].replace("ld+json", "@").replace("@click", "\0").replace("@", PHRASE).replace("\0", "@click")

    assert found(form, source) == []


def test_there_are_places_enough() -> None:
    assert sum(source.count("@") for source in VISIBLE.values()) > 90
    assert sum(source.count("@") for source in UNSEEN.values()) > 60
