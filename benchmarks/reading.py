"""Reading: kilobytes a second of CPU for each format, and how the seconds grow with the size of the file.

    python benchmarks/reading.py [--formats markdown html …] [--megabytes 1 4 20] [--hostile]

A file is made for each format: one page of it, with what its format has to offer, over and over until it is so large.
Of a Word file that is the size of its XML, which packs ten to one. Growth is the seconds a byte of the largest file
over those of the smallest: 1.0 is a time that is linear. `--hostile` takes what is hard on parsers instead of pages:
marks that open and never close, deep nests, one line without end; of a Word or PDF file they are its words.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimcheck import readers
from claimcheck.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
made_pdf: Any = import_module("made_pdf")
made_word: Any = import_module("made_word")

WORDS = (
    "Light therapy may help some people sleep",
    "the trial had 48 adults & lasted 12 weeks",
    "ask a doctor first, for it isn't for everybody",
    "“we saw no harm”, the authors wrote",
)
A, B, C, D = WORDS
MARKDOWN = f"""## {A}

{A}, and *{B}*. See [the study](https://example.org/a "so") and note[^1].
{C}; `code` and <b>raw</b> &amp; so on.

- {A}
- **{D}**
  - {C}

> {D}

| What | How much |
|---|---|
| {A} | {B} |

![{A}](picture.png)

[^1]: {D}

"""
HTML = f"""<section class="x" id="y"><h2>{A}</h2>
<p>{A}, and <em>{B}</em>. See <a href="/a">the study</a>.<br>{C}</p>
<ul><li>{A}</li><li><strong>{D}</strong></li></ul>
<table><tr><th>What</th><td>{B}</td></tr></table>
<figure><img src="a.png" alt="{A}"><figcaption>{C}</figcaption></figure>
<script>let a = "{D}"; if (a < 1) {{ b(); }}</script><!-- {B} --></section>
"""
TEMPLATE = HTML.replace("<script>", "<p>").replace("</script>", "</p>")
RST = f"""{A}
{"-" * len(A)}

{A}, and *{B}*. See `the study <https://example.org>`_.
{C}; ``code`` and so on.

- {A}
- **{D}**

    {D}

======  ======
what    sleep
people  adults
======  ======

.. note:: {C}

"""
JSX = f"""export function Hero() {{
  const title = "{A}";
  return (
    <section className="hero" onClick={{() => open("x")}}>
      <h2>{A}</h2>
      <p>{B.replace("&", "and")} {{count}} {C.replace("'", "’")}</p>
      <Card title="{A}" alt={{`{B}`}} />
    </section>
  );
}}

"""
PHP = f"""<h2><?php echo "{A}"; ?></h2>
<p>{B}</p><?php if ($x > 1): ?><p>{C}</p><?php endif; ?>
<ul><?php foreach ($list as $one) {{ echo '<li>' . $one . '</li>'; }} ?></ul>
"""


def repeated(page: str, size: int) -> str:
    """Return a page over and over, of at least `size` characters."""
    return page * (size // len(page) + 1)


def rows(size: int, written: Callable[[list[dict[str, str]]], str]) -> str:
    """Return rows of a content system's export, as `written` writes them, of about `size` characters."""
    row = {"title": A, "slug": "a-b", "body": f"<p>{B}</p><p>{C}</p>", "description": D}
    return written([row] * (size // len(written([row] * 10)) * 10 + 1))


def _csv(given: list[dict[str, str]]) -> str:
    return "title,slug,body,description\n" + "".join(
        ",".join(f'"{words}"' for words in row.values()) + "\n" for row in given
    )


def _yaml(given: list[dict[str, str]]) -> str:
    return "".join(
        f"- title: {json.dumps(row['title'])}\n  slug: a-b\n  body: |\n    {row['body']}\n"
        f"  description: {row['description']}\n"
        for row in given
    )


def _notebook(given: list[dict[str, str]]) -> str:
    cells = [{"cell_type": "markdown", "source": [f"# {row['title']}\n", "\n", f"{row['body']}\n"]} for row in given]
    return json.dumps({"cells": cells, "nbformat": 4}, indent=1)


def _word(size: int) -> bytes:
    cell, item = (
        made_word.paragraph(words, style) for words, style in ((B.replace("&", "and"), ""), (A, "ListBullet"))
    )
    page = (
        made_word.paragraph(A, "Heading1")
        + made_word.paragraph(made_word.run(C) + made_word.run(D, "<w:rPr><w:b/></w:rPr>") + made_word.run(A))
        + item
        + f"<w:tbl><w:tr><w:tc>{cell}</w:tc><w:tc>{cell}</w:tc></w:tr></w:tbl>"
    )
    return bytes(made_word.file(repeated(page, size)))


def _pdf(size: int) -> bytes:
    lines = [A, "", f"{C}, and", f"{D}.", "", f"- {A}", "- So it is."] * 7
    one = len(made_pdf.file(made_pdf.page(*lines)))
    return bytes(made_pdf.file(*([made_pdf.page(*lines)] * (size // one + 1))))


MADE: dict[str, Callable[[int], str | bytes]] = {
    "markdown": partial(repeated, MARKDOWN),
    "html": partial(repeated, HTML),
    "text": partial(repeated, f"{A}. {B}.\n{C}.\n\n- {D}\n\n"),
    "rst": lambda size: "".join(f"{n} {A}\n{'=' * (len(A) + 9)}\n\n{RST}" for n in range(size // len(RST) + 1)),
    "mdx": partial(repeated, MARKDOWN.replace("<b>raw</b>", f'<Card title="{A}" />')),
    "jsx": partial(repeated, JSX),
    "vue": lambda size: f"<template>\n{repeated(TEMPLATE, size)}</template>\n<script>let a = 1</script>\n",
    "astro": lambda size: f"---\nconst a = 1\n---\n{repeated(HTML, size)}",
    "php": partial(repeated, PHP),
    "json": lambda size: rows(size, partial(json.dumps, indent=1)),
    "yaml": lambda size: rows(size, _yaml),
    "csv": lambda size: rows(size, _csv),
    "ipynb": lambda size: rows(size, _notebook),
    "docx": _word,
    "pdf": _pdf,
}
# How hard words get into a file of a format that is no text.
FILES: dict[str, Callable[[str], bytes]] = {"docx": made_word.from_text, "pdf": made_pdf.from_text}

# What a parser has to look far ahead for, or to keep open: each is repeated until the file is as large as asked.
HOSTILE = {
    "quoted": "> ", "bullets": "- ", "stars": "*a ", "brackets": "[", "closed": "](", "images": "![a](",
    "notes": "[^1]: ", "tags": "<div>", "closing": "</div>", "opened": "<a ", "comments": "<!--", "islands": "{{",
    "statements": "{% ", "php": "<?php '", "braces": "{", "quotes": '"', "backticks": "`a``", "shortcodes": "{{< a ",
    "tables": "|-|\n", "fences": "```\n", "rows": "| a | b |\n|-|-|\n", "colons": ":::a\n", "titles": "title: 'a\n",
    "lines": "\n", "jsx": "<A b={", "words": "word ", "signs": "a", "entities": "&amp", "escapes": "\\",
    "anchors": "&a *a ", "commas": 'a,"', "roles": ":a:`", "underlines": "a\n=\n", "grids": "+---+\n",
    "directives": ".. a::\n", "indented": " a\n  b\n", "terms": "a\n: ", "listed": "{a.map(b => {b}",
}  # fmt: skip


def seconds(form: str, source: str | bytes) -> tuple[float, str]:
    """Return the CPU seconds that reading takes, and what it says where it refuses."""
    told = ""
    raw = source if isinstance(source, bytes) else source.encode()
    start = time.process_time()
    try:
        readers.read_bytes(raw, path="page", format=form)
    except UserError as error:
        told = str(error)
    return time.process_time() - start, told


def main() -> None:
    """Print kilobytes a second for each format and size, or the slowest of what is hard on parsers."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--formats", nargs="+", default=sorted(MADE), choices=sorted(MADE))
    options.add_argument("--megabytes", nargs="+", type=float, default=[1, 4, 20])
    options.add_argument("--hostile", action="store_true")
    given = options.parse_args()
    sizes = [int(1_000_000 * one) for one in sorted(given.megabytes)]
    for form in given.formats:
        if given.hostile:
            _hostile(form, sizes)
        else:
            _pages(form, sizes)


def _pages(form: str, sizes: list[int]) -> None:
    rates = []
    for size in sizes:
        source = MADE[form](size)
        taken, told = seconds(form, source)
        size = max(size, len(source))  # a Word file is packed
        rates.append(size / 1000 / taken)
        print(f"{form:9} {size / 1e6:5.1f} MB {taken:7.1f} s {rates[-1]:8.0f} kB/s {told}", flush=True)
    print(f"{form:9} growth {rates[0] / rates[-1]:.2f}", flush=True)


def _hostile(form: str, sizes: list[int]) -> None:
    for name, mark in HOSTILE.items():
        taken = [seconds(form, FILES.get(form, str)(repeated(mark, size))) for size in sizes]
        growth = (taken[-1][0] / sizes[-1]) / max(taken[0][0] / sizes[0], 1e-9)
        print(f"{form:9} {name:10} {taken[-1][0]:7.1f} s growth {growth:5.2f} {taken[-1][1]}", flush=True)


if __name__ == "__main__":
    main()
