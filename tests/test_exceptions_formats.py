"""An exception in the own comment of each format: it covers its block, stands at its place, and is no copy."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import made_word
from claimcheck import flow, readers
from claimcheck.config import config
from claimcheck.rulebook import file as rule_file
from conftest import HASTE
from made import text_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from claimcheck.flow import House
    from claimcheck.lexicon import Lexicon
    from conftest import Ran

NOTE = "claimcheck: allow haste because hers; by the editor"
SAID = "Yours only today."
# In each page the first of two equal statements is allowed; "@" is the exception, "%" the statement.
PAGES = {
    "Markdown": ("md", "<!-- @ -->\n\n%\n\n%\n"),
    "Markdown, in the block": ("md", "% <!-- @ -->\n\n%\n"),
    "Markdown, in a list": ("md", "- <!-- @ --> %\n- %\n"),
    "Markdown, in a cell": ("md", "| a |\n|---|\n| % <!-- @ --> |\n| % |\n"),
    "Markdown, YAML front matter": ("md", "---\n# @\ntitle: %\n---\n\n%\n"),
    "Markdown, behind a value": ("md", "---\ntitle: '%' # @\n---\n\n%\n"),
    "Markdown, TOML front matter": ("md", '+++\n# @\ntitle = "%"\n+++\n\n%\n'),
    "Markdown of Jinja": ("md", "{# @ #}\n\n%\n\n%\n"),
    "Markdown of Hugo": ("md", "{{< b >}}\n\n% {{/* @ */}}\n\n%\n"),
    "Markdown of Liquid": ("md", "{% comment %}@{% endcomment %}\n\n%\n\n%\n"),
    "HTML": ("html", "<!-- @ --><p>%</p><p>%</p>"),
    "HTML, front matter": ("html", "---\n# @\ntitle: %\n---\n<p>%</p>"),
    "HTML of Jinja": ("html", "{#- @ -#}<p>%</p><p>%</p>"),
    "HTML of Liquid": ("html", "{%- comment -%} @ {%- endcomment -%}\n<p>%</p>\n<p>%</p>"),
    "HTML of Handlebars": ("html", "{{!-- @ --}}<p>%</p><p>%</p>"),
    "HTML of Mustache": ("html", "{{! @ }}<p>%</p><p>%</p>"),
    "HTML of Go": ("html", "{{- /* @ */ -}}<p>%</p><p>%</p>"),
    "HTML of ERB": ("html", "<%# @ %><p>%</p><p>%</p>"),
    "HTML of JSP": ("html", "<%-- @ --%><p>%</p><p>%</p>"),
    "MDX": ("mdx", "{/* @ */}\n\n%\n\n%\n"),
    "TSX": ("tsx", "export default () => <div>{/* @ */}<p>%</p><p>%</p></div>"),
    "TSX, a property": ("tsx", "const a = {\n  // @\n  title: '%',\n  subtitle: '%'\n}"),
    "Vue": ("vue", "<template><!-- @ --><p>%</p><p>%</p></template>"),
    "Astro": ("astro", "---\nconst a = 1\n---\n<!-- @ --><p>%</p><p>%</p>"),
    "Astro, its code": ("astro", "---\n// @\nconst title = '%'\n---\n<p>%</p>"),
    "Svelte": ("svelte", "<!-- @ --><p>%</p><p>%</p>"),
    "PHP": ("php", "<?php /* @ */ ?><p>%</p><p>%</p>"),
    "PHP, a line": ("php", "<?php\n# @\nreturn ['title' => '%', 'subtitle' => '%'];"),
    "YAML": ("yaml", "# @\ntitle: %\nsubtitle: %\n"),
    "YAML, behind a value": ("yaml", "title: don't wait # @\nsubtitle: 'Don''t. %' # @\ntext: %\n"),
    "YAML, in Markdown": ("yaml", "body: |\n  <!-- @ -->\n\n  * %\n  * %\n"),
    "JSON, in Markdown": ("json", '{"title": "<!-- @ --> %", "subtitle": "%"}'),
    "CSV, in Markdown": ("csv", 'title,subtitle\n"<!-- @ --> %",%\n'),
    "reStructuredText": ("rst", ".. @\n\n%\n\n%\n"),
    "a notebook": (
        "ipynb",
        json.dumps(
            {
                "cells": [
                    {"cell_type": "markdown", "metadata": {}, "source": ["<!-- @ -->\n", "\n", "%\n", "\n", "%"]}
                ],
                "metadata": {},
                "nbformat": 4,
                "nbformat_minor": 5,
            }
        ),
    ),
}


@pytest.fixture(scope="module")
def hasty(lexicon: Lexicon, tmp_path_factory: pytest.TempPathFactory) -> House:
    """Return a house of one rule."""
    folder = tmp_path_factory.mktemp("house") / "pressure"
    folder.mkdir()
    (folder / "haste.yaml").write_text(HASTE)
    return flow.House(config.Config(), lexicon, rule_file.load([folder.parent], lexicon), {})


@pytest.mark.parametrize("name", PAGES)
def test_the_own_comment_of_a_format_allows_its_block(name: str, hasty: House, tmp_path: Path) -> None:
    suffix, page = PAGES[name]
    path = tmp_path / f"page.{suffix}"
    path.write_text(page.replace("%}", "\0").replace("{%", "\1").replace("<%", "\2").replace("%>", "\3")
                    .replace("%", SAID).replace("\0", "%}").replace("\1", "{%").replace("\2", "<%").replace("\3", "%>")
                    .replace("@", NOTE))  # fmt: skip
    document = readers.read(path, shown_as=path.name)
    report = flow.check_document(document, hasty, "2026-11-01")
    standing = [finding for finding in report.findings if finding.rule == "haste"]

    assert [(one.reason, one.by) for one in report.allowed] == [("hers", "the editor")]
    assert len(standing) == 1
    assert report.allowed[0].finding.start < standing[0].start
    assert NOTE not in document.text
    assert all(NOTE in document.source[start:end] for start, end, _ in document.comments)


# What looks like a comment and is none: the words are copy, or code that nobody is shown.
NO_COMMENTS = {
    "quoted in YAML": ("yaml", f"title: 'Yours # {NOTE}'\nsubtitle: {SAID}\n"),
    "code in Markdown": ("md", f"```\n{{# {NOTE} #}}\n```\n\n{SAID}\n"),
    "a code span": ("md", f"Write `{{# {NOTE} #}}`.\n\n{SAID}\n"),
    "a value of a template": ("html", f"{{{{ '{NOTE}' }}}}<p>{SAID}</p>"),
    "plain text": ("txt", f"# {NOTE}\n\n{SAID}\n"),
}


@pytest.mark.parametrize("name", NO_COMMENTS)
def test_what_is_no_comment_allows_nothing(name: str, hasty: House, tmp_path: Path) -> None:
    suffix, page = NO_COMMENTS[name]
    path = tmp_path / f"page.{suffix}"
    path.write_text(page)
    report = flow.check_document(readers.read(path, shown_as=path.name), hasty, "2026-11-01")

    assert report.allowed == ()
    assert [finding.rule for finding in report.findings] == ["haste"]


def test_a_comment_of_word_allows_its_paragraph(hasty: House, tmp_path: Path) -> None:
    words = f'<w:comment w:id="7">{made_word.paragraph(NOTE)}</w:comment>'
    marked = (
        f'<w:commentRangeStart w:id="7"/>{made_word.run(SAID)}<w:commentRangeEnd w:id="7"/>'
        '<w:r><w:commentReference w:id="7"/></w:r>'
    )
    body = f"<w:p>{marked}</w:p>{made_word.paragraph(SAID)}"
    path = tmp_path / "page.docx"
    path.write_bytes(made_word.file(body, comments=words))
    report = flow.check_document(readers.read(path, shown_as=path.name), hasty, "2026-11-01")

    assert [one.reason for one in report.allowed] == ["hers"]
    assert [finding.rule for finding in report.findings] == ["haste"]


@pytest.mark.parametrize("suffix", ["html", "docx"])
def test_the_dossier_tells_an_exception_of_the_configuration(suffix: str, site: Path, run: Callable[..., Ran]) -> None:
    exempt = "allow:\n  - {path: page.txt, rule: haste, because: her own letter, by: the editor, until: 2027-05-01}\n"
    (site / "claimcheck.yaml").write_text(f"rules: [rules]\n{exempt}")
    (site / "page.txt").write_text(f"{SAID}\n")
    found = run("dossier", "page.txt", "--as-of", "2026-11-01", "--output", f"dossier.{suffix}")
    told = text_of((site / f"dossier.{suffix}").read_bytes())

    assert found.code == 0
    assert [words for words in ("her own letter", "the editor", "2027-05-01") if words not in told] == []


def test_sarif_keeps_an_exception_of_the_configuration_as_a_suppression(site: Path, run: Callable[..., Ran]) -> None:
    exempt = "allow:\n  - {path: page.txt, rule: haste, because: her own letter, by: the editor}\n"
    (site / "claimcheck.yaml").write_text(f"rules: [rules]\n{exempt}")
    (site / "page.txt").write_text(f"{SAID}\n")
    [done] = json.loads("\n".join(run("check", "page.txt", "--format", "sarif").out))["runs"]
    [result] = done["results"]

    assert result["ruleId"] == "haste"
    assert [one["justification"] for one in result["suppressions"]] == ["her own letter; by the editor"]
