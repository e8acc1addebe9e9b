"""Nests: what opens ten thousand times is read or refused with a clear word, in time that grows as the file does."""

from __future__ import annotations

import gc
import time
from contextlib import suppress

import pytest

from claimcheck import readers
from claimcheck.errors import UserError

# What opens, over and over, and what closes it; "" where nothing does.
NESTS = {
    "markdown": [
        ("> ", ""),
        ("- ", ""),
        ("1. ", ""),
        ("[", "](a)"),
        ("![", "](a)"),
        ("**a ", " b**"),
        ("<b>", "</b>"),
        ("<a href=x>", "</a>"),
        ("{{< a >}}", "{{< /a >}}"),
        ("{% if a %}", "{% endif %}"),
        ("---\na: [", "]"),
    ],
    "html": [
        ("<div>", "</div>"),
        ("<b>", "</b>"),
        ("<ul><li>", "</ul>"),
        ("<table><td>", "</table>"),
        ("<svg>", "</svg>"),
        ("<a href=x>", "</a>"),
        ("<template>", "</template>"),
        ("{{", "}}"),
        ("<!--", "-->"),
        ("<dl><dd>", "</dl>"),
        ('<script type="application/ld+json">{"a":', "}</script>"),
    ],
    "json": [('{"a":', "}"), ("[", "]"), ('{"text":"<div>', '</div>"}')],
    "yaml": [("{a: ", "}"), ("[", "]"), ("- ", ""), ("? ", ""), ("&a ", ""), ("!t ", "")],
    "csv": [('"', '"'), ("a,", ""), ('"<b>', "</b>")],
    "jsx": [
        ("<a>", "</a>"),
        ("{", "}"),
        ("(", ")"),
        ("{a && <b>", "</b>}"),
        ("`${", "}`"),
        ("<A b={<c>", "</c>}/>"),
        ("{['One two three', ", "]}"),
        ("{t('It is so', ", ")}"),
    ],
    "vue": [("<template>", "</template>"), ("<a>", "</a>"), ("{{", "}}"), ("<a :b='[", "]'>")],
    "astro": [("<a>", "</a>"), ("{", "}"), ("{a && <b>", "</b>}"), ("{`${", "}`}"), ("{#if a}", "{/if}")],
    "mdx": [
        ("<a>", "</a>"),
        ("<a href=x>", "</a>"),
        ("{", "}"),
        ("> ", ""),
        ("<A b={<c>", "</c>}/>"),
        (":::note\n\n", "\n:::\n"),
    ],
    "php": [("<?php if(1){ ?>", "<?php } ?>"), ("<?php (", ") ?>"), ("<?= f('<p>It is', ", ")?>"), ("<b>", "</b>")],
    "rst": [
        ("- ", ""),
        ("> ", ""),
        ("*", ""),
        ("`", "`"),
        ("(", ")"),
        ("|", "|"),
        (".. note:: ", ""),
        (":a: ", ""),
        ("[", "]_"),
    ],
    "text": [("- ", ""), ("> ", ""), ("(", ")")],
    "ipynb": [('{"cells":[{"source":', "}]}"), ("[", "]")],
}
FOUND = [(form, opens, closes) for form, nests in NESTS.items() for opens, closes in nests]
WORDS = "It is so"


def seconds(form: str, opens: str, closes: str, size: int) -> float:
    """Return the seconds of a processor that a nest of so many characters takes to be read or refused."""
    times = size // len(opens)
    # A look through all that other tests hold takes longer than any nest.
    gc.disable()
    started = time.process_time()
    try:
        with suppress(UserError):
            readers.read_text(opens * times + WORDS + closes * times, path="page", format=form)
        return time.process_time() - started
    finally:
        gc.enable()


def test_every_format_that_is_text_is_nested() -> None:
    assert sorted(NESTS) == sorted(readers.formats())


@pytest.mark.parametrize(("form", "opens", "closes"), FOUND)
def test_a_nest_takes_time_in_proportion(form: str, opens: str, closes: str) -> None:
    small = min(seconds(form, opens, closes, 6_000), seconds(form, opens, closes, 6_000))

    assert seconds(form, opens, closes, 24_000) < 7 * small + 0.5


@pytest.mark.parametrize(
    ("mark", "form"), [("- a", "markdown"), ("- a", "rst"), ("* a", "mdx"), ("a:", "yaml"), ("- a:", "yaml")]
)
def test_a_stair_of_lines_is_read_or_refused(mark: str, form: str) -> None:
    stair = "\n".join("  " * depth + mark for depth in range(400))
    started = time.process_time()
    document = readers.read_text(stair, path="page", format=form)

    assert document.source == stair
    assert time.process_time() - started < 5
