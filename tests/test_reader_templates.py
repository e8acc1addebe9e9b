"""Components and templates -> their copy: the text of tags, copy in props and objects; code, imports, classes left out."""

from __future__ import annotations

import time

import pytest

from claimcheck import readers
from test_readers import led, outline, place_of

BLOCKS = {
    "elements of JSX": (
        "jsx",
        "export default () => <><h1>Calm gel</h1><p>It <b>calms</b>.</p><ul><li>skin</li></ul><button>Buy now</button></>",
        [("title", "Calm gel"), ("paragraph", "It calms."), ("item", "skin"), ("call-to-act", "Buy now")],
    ),
    "components by their names": (
        "jsx",
        "x = <Box><Heading>Calm</Heading><Text>It <Badge>is</Badge> so.</Text><Link href='/a'>Here it is</Link></Box>",
        [("heading", "Calm"), ("paragraph", "It is so."), ("paragraph", "Here it is")],
    ),
    "copy props": (
        "jsx",
        "x = <Card title='Calm' text={`It is`} kind='wide one' icon={<I name='Hand'/>} alt=\"A &amp; b\" id='Not this'/>",
        [("heading", "Calm"), ("paragraph", "It is"), ("alt", "A & b")],
    ),
    "objects and lists": (
        "jsx",
        "const points = ['One', 'Two'] as const; const a = [{question: 'Is it?', answer: \"It's so\", slug: 'no-no'}];",
        [("item", "One"), ("item", "Two"), ("question", "Is it?"), ("answer", "It's so")],
    ),
    "code is no copy": (
        "jsx",
        "import A from 'The words of a path'; const r = /<p>It is<\\/p>/; if (a < b || c > d) fail('The words of a call');\n"
        "const s = made<string>('The words of a call'); type T = Array<Lamp>; x = <p className='It is'>{f('So it')}</p>",
        [],
    ),
    "choices and loops": (
        "jsx",
        "x = <p>It is {ok ? 'good' : 'bad'}{n && ' and new'}.</p>; y = <ul>{a.map((b) => (<li>Item {b}</li>))}</ul>",
        [("paragraph", "It is good bad and new."), ("item", "Item")],
    ),
    "words that the markup shows by their names": (
        "jsx",
        "const names = ['Gel', 'Skin & lips']; const sizes = ['sm', 'lg']; const lead = 'Calm'; const kind = 'wide';\n"
        "x = <><ul className={kind}>{names.map((name, at) => (<li key={at}>{name}</li>))}</ul><h2>{lead}<br/></h2>"
        "{sizes.map((size) => <i size={size}/>)}</>",
        [("item", "Gel"), ("item", "Skin & lips"), ("paragraph", "Calm")],
    ),
    "generics are no tags": ("jsx", "const f = <T,>(a: T) => a; const g = <T extends A>(b) => <p>So</p>;", [("paragraph", "So")]),
    "words that code translates where they stand": (
        "jsx",
        "x = <><p>{t('Our gel calms')} {t('a.key')} {t('key')}</p><Card title={t('It is so')} /><b>{f(t('No, it is not'))}</b></>;\n"
        "const a = {label: __('So it is', 'theme'), text: t('a.key', 'What it is')};",
        [("paragraph", "Our gel calms"), ("heading", "It is so"), ("paragraph", "So it is"), ("paragraph", "What it is")],
    ),
    "a list that stands among words": (
        "jsx", "x = <ul>{['Calms the skin', 'sm', 'Lasts all day'].map((a) => <li key={a}>{a}</li>)}</ul>",
        [("item", "Calms the skin"), ("item", "Lasts all day")],
    ),
    "a field that ends itself": (
        "jsx", "x = <><textarea placeholder='Tell us all' /><p>So</p></>", [("caption", "Tell us all"), ("paragraph", "So")]
    ),
    "HTML that Astro sets": ("astro", "<p set:html={`It <b>is</b> so`} /><Card set:html=\"It <b>was</b> so\" />",
                             [("paragraph", "It was so")]),
    "never closed": ("jsx", "x = <p>It is {so", [("paragraph", "It is")]),
    "a component of Vue": (
        "vue",
        "<script>export default {data: () => ({heading: 'Calm'})}</script><template><my-box label='It is'>In {{ x }} it"
        "</my-box><p :title=\"a\">So</p></template><style>p{}</style>",
        [("heading", "Calm"), ("paragraph", "It is"), ("paragraph", "In it"), ("paragraph", "So")],
    ),
    "Astro": (
        "astro",
        "---\nconst {a} = Astro.props;\n---\n<h1>Calm {a}</h1><p>One<br>two {a && <b>three</b>}</p><style>p{}</style>",
        [("title", "Calm"), ("paragraph", "One two three")],
    ),
    "Svelte": ("astro", "<script>let a = 1;</script>{#if a}<p>It is</p>{:else}<p>Not</p>{/if}",
               [("paragraph", "It is"), ("paragraph", "Not")]),
    "names that a template is given": (
        "html",
        "{% extends 'a.njk' %}{% set pageTitle = \"Head lice\" %}{%- set slug = 'head-lice' -%}\n{% block main %}<p>It is</p>{% endblock %}",
        [("title", "Head lice"), ("paragraph", "It is")],
    ),
    "what the calls of a template are given": (
        "html",
        "{% from 'a.njk' import card %}<h1>Calm</h1>\n{{ card({ heading: 'So it is', html: \"<p>It isn't <b>so</b>.\n</p>\",\n"
        " classes: 'wide box', attributes: {'id': 'one', 'data': {'b': 'no'}}}) }}\n{{ f(title='Two', id='no') }}"
        "{{> hero text=\"Three\"}}{% include a.html caption='Four' src='a.png' %}{{ list(items=['Five', 'Six']) }}\n"
        "<a title=\"{{ f({text: 'In a tag'}) }}\">Seven</a>{% if title == 'No words of it' %}<p>Eight</p>{% endif %}",
        [("title", "Calm"), ("heading", "So it is"), ("paragraph", "It isn't so."), ("heading", "Two"),
         ("paragraph", "Three"), ("caption", "Four"), ("item", "Five"), ("item", "Six"), ("paragraph", "Seven"),
         ("paragraph", "Eight")],
    ),
    "words that a template has translated": (
        "html", "<p>It is {{ 'good for you'|t }}, {{ _(\"and new\") }} ({{ 'a.key'|trans }}).</p>{% trans 'So it is' %}",
        [("paragraph", "It is good for you, and new ()."), ("paragraph", "So it is")],
    ),
    "a tag that a template names": ("html", "<{{ tag }} class=\"{{ a }}\">It is</{{ tag }}>", [("paragraph", "It is")]),
    "HTML that PHP puts together": (
        "php",
        "<?php return ['title' => __('Calm', 'theme'), 'content' => '<!-- a --><h2 class=\"b\">' . esc_html(_x('So', 'How it is',"
        " 'theme')) . '</h2><p>It ' . __('is & was', 'theme') . ' <b>good</b>.</p>', 'description' => 'Not so bad.'];",
        [("heading", "Calm"), ("heading", "So"), ("paragraph", "It is & was good."), ("paragraph", "Not so bad.")],
    ),
    "signs that hug their words over lines": (
        "jsx",
        "x = <p>\n  It is “\n  <a>\n    calm\n  </a>\n  ”, and (\n  <b>\n    new\n  </b>\n  ) too.\n  <i>\n    One\n  </i>\n"
        "  <i>\n    two\n  </i>\n</p>",
        [("paragraph", "It is “calm”, and (new) too. One two")],
    ),
    "what a component of Vue shows if it is given nothing": (
        "vue",
        "<script>export default {props: {lead: {type: String, default: 'Go home'}, size: {default: 'wide'}}}</script>",
        [("paragraph", "Go home")],
    ),
    "PHP": (
        "php",
        "<?php get_header('The words of it'); ?><h1><?php the_title() ?>Calm</h1><?php if ($a > 1): ?><p>It is</p>"
        "<?php endif; echo '<p>Said ' . $b . 'so</p>'; $labels = ['heading' => 'Uses', 'id' => 'no'];",
        [("title", "Calm"), ("paragraph", "It is"), ("paragraph", "Said so"), ("heading", "Uses")],
    ),
    "what PHP prints and fills in": (
        "php",
        "<p><?php printf(esc_html__('It has %1$s of %d uses', 'theme'), 'no', $n); ?></p><p><?= esc_html($a ?: 'Nobody knows') ?></p>"
        "<p><?php printf(\"So %s it is 100% good\", 'not'); ?></p>",
        [("paragraph", "It has of uses"), ("paragraph", "Nobody knows"), ("paragraph", "So it is 100% good")],
    ),
    "a part that PHP asks for is no word": (
        "php",
        "<h1><?= $hero['a title'] ?></h1><p><?php echo esc_html($a->b['lead'] ?? 'So it is'); ?></p><?php $title = $a['title'] ?? 'Calm'; ?>"
        "<p>Item<?= $n === 1 ? '' : 's' ?> <?= $a ? 'One' : 'Two' ?></p>",
        [("paragraph", "So it is"), ("heading", "Calm"), ("paragraph", "Items One Two")],
    ),
    "admonitions of MDX": (
        "mdx", "It <B>is</B>.\n\n:::info How it is\nIn *it*\n:::\n\n:::tip[Calm]\n\n- one\n\n:::\n\nOut {a}.\n",
        [("paragraph", "It is."), ("paragraph", "How it is"), ("paragraph", "In it"), ("paragraph", "Calm"), ("item", "one"),
         ("paragraph", "Out.")],
    ),
    "MDX": (
        "mdx",
        "import A from 'a'\n\n# Calm {a}\n\n<Note title=\"It's *so*\">\n  - One\n  - Two\n</Note>\n\n`{a}` It <B>is</B>.\n",
        [("title", "Calm"), ("heading", "It's *so*"), ("item", "One"), ("item", "Two"), ("paragraph", "It is.")],
    ),
    "a table in MDX": ("mdx", "| a | b |\n|---|---|\n| {'One'} | <B>two</B> |\n",
                       [("cell", "a"), ("cell", "b"), ("cell", "One"), ("cell", "two")]),
    "admonitions": (
        "markdown", ":::tip[Calm]\n\nIt is.\n\n:::\n\n!!! note \"So\"\n    One\n\n    - two\n\nOut.\n",
        [("paragraph", "Calm"), ("paragraph", "It is."), ("paragraph", "So"), ("paragraph", "One"), ("item", "two"),
         ("paragraph", "Out.")],
    ),
    "what a component holds and shows": (
        "astro",
        '<script>\nlet hint = $derived(a ? "Try another word." : "Type here");\nconst k = made("No copy of this one");\n'
        'const [text, setText] = useState<string>(\n"Our tea is warm today");\nconst mode = useState("idle")\n</script>',
        [("paragraph", "Try another word."), ("paragraph", "Type here"), ("paragraph", "Our tea is warm today")],
    ),
    "shortcodes": (
        "markdown",
        "# Calm {#a}\n\nIt {{ x }}, {% link a %} is.\n{: .b}\n\n{{% note %}}\nIn *it*.\n{{% /note %}}\n\n{{< code >}}\nno\n{{< /code >}}\n",
        [("title", "Calm"), ("paragraph", "It, is."), ("paragraph", "In it.")],
    ),
    "shortcodes that are code": ("markdown", "It `{{ x }}` is.\n\n```\n:::tip\n{{< a >}}\n```\n", [("paragraph", "It is.")]),
}  # fmt: skip


@pytest.mark.parametrize(("form", "source", "expected"), BLOCKS.values(), ids=BLOCKS)
def test_a_template_is_read_as(form: str, source: str, expected: list[tuple[str, str]]) -> None:
    assert [(kind, words) for kind, words, _ in led(source, form)] == expected


PLACES = {
    "escape": ("jsx", "const title = 'It\\'s \\u{201c}so\\u{201d}';", "It's “so”", (1, 16, 1, 40)),
    "entity": ("jsx", "x = <p>Cuts &amp; burns</p>", "& burns", (1, 13, 1, 24)),
    "less than in a string": ("jsx", "x = <p>{'p < 5 here'}</p>", "p < 5", (1, 10, 1, 15)),
    "prop over lines": ("jsx", 'x = <Card\n  title="So it\n  is" />', "it is", (2, 13, 3, 5)),
    "island": ("vue", "<template><p>Dear {{ x }}, it</p></template>", "Dear, it", (1, 14, 1, 30)),
    "call of a template": ("html", "<br>\n{{ f({a: 1, html: 'It\\'s <b>so</b>'}) }}", "It's so", (2, 20, 2, 31)),
    "HTML that PHP puts together": (
        "php",
        "<?php $content = '<p>It ' . __('is', 't') . '</p>';",
        "It is",
        (1, 22, 1, 35),
    ),
    "sign that hugs": ("jsx", "x = <p>A (\n<b>so</b>\n)</p>", "(so)", (1, 10, 3, 2)),
    "PHP string": ("php", "<p><?= 'It\\'s so' ?></p>", "It's so", (1, 9, 1, 17)),
    "prop of MDX": ("mdx", '<Note title="A *b* c">\n\nIn it\n\n</Note>', "A *b* c", (1, 14, 1, 21)),
    "indented child of MDX": ("mdx", "<Note>\n    In *it* is\n</Note>", "it is", (2, 9, 2, 15)),
    "name of a template": ("html", "{% set title = 'It\\'s *so*' %}", "It's so", (1, 17, 1, 26)),
    "definition": ("markdown", "Term\n: It *is*\n  so\n", "It is so", (2, 3, 3, 5)),
    "admonition": ("markdown", '!!! note "So"\n    One\n    *two*\n', "One two", (2, 5, 3, 9)),
    "across an island": ("markdown", "It {{ x }} *is*", "It is", (1, 1, 1, 15)),
}


@pytest.mark.parametrize(("form", "source", "phrase", "place"), PLACES.values(), ids=PLACES)
def test_a_phrase_of_a_template_leads_back_to_its_place(
    form: str, source: str, phrase: str, place: tuple[int, int, int, int]
) -> None:
    assert place_of(phrase, source, form)[0] == place


def test_headings_of_a_component_stand_under_each_other() -> None:
    source = "x = <main><h1>Calm</h1><h2>Uses</h2><p>Skin</p></main>"

    assert outline(source, "jsx") == [("Calm", 1, ()), ("Uses", 2, ("Calm",)), ("Skin", 0, ("Calm", "Uses"))]


def test_comments_of_code_are_kept_with_their_places() -> None:
    source = "x = <p>{/* claimcheck: allow cure because so */} It // is\n</p> // end"
    document = readers.read_text(source, path="a", format="jsx")

    assert document.comments == ((8, 47, "claimcheck: allow cure because so"), (63, 69, "end"))


UNITS = [
    ("json", '{"body": "It *calms* the\\n\\nskin"},'), ("json", '{"a":'), ("json", '"a\\'), ("yaml", "- body: |\n    It calms\n"),
    ("yaml", "- "), ("csv", '1,"A ""lamp""",x\n'), ("csv", '"'), ("jsx", "<p>It {'calms'}</p>"), ("jsx", "<a b={"), ("jsx", "`${"),
    ("jsx", "/"), ("vue", "{{"), ("astro", "<p>{"), ("mdx", "<A>\n"), ("mdx", "`x "), ("php", "<?php '"), ("php", "<?="),
    ("markdown", "{{< a b=\""), ("markdown", "!!! a\n    {{"),
]  # fmt: skip


@pytest.mark.parametrize(("form", "unit"), UNITS)
def test_a_large_file_takes_no_more_than_its_share_of_time(form: str, unit: str) -> None:
    def seconds(size: int) -> float:
        started = time.process_time()
        readers.read_text(unit * (size // len(unit)), path="a", format=form)
        return time.process_time() - started

    assert min(seconds(40_000), seconds(40_000)) < 4 * seconds(20_000) + 0.5
