"""Word files that are written: comments at their exact words, nothing else changed; a report for all other pages."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx as word
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import made
import made_word
from claimcheck.cli import word as cli_word
from claimcheck.errors import UserError
from claimcheck.model import Document, Finding, Report
from claimcheck.outputs import _word_comments as comments
from claimcheck.outputs import docx as output
from claimcheck.readers import docx as reader
from made_word import file, paragraph, run

if TYPE_CHECKING:
    from collections.abc import Callable

DAY = "2026-11-01"
BOLD = "<w:rPr><w:b/></w:rPr>"


def on(document: Document, start: int, end: int, **changes: Any) -> Finding:
    """Return a finding at some words of the text."""
    span = document.source_span(start, end)
    given = {"start": span.start, "end": span.end, "quote": document.source[slice(*span)]}
    return replace(made.finding(document, ""), **given, place=document.named_place(span.start), **changes)


def with_comments(raw: bytes, *quotes: str) -> bytes:
    """Return a Word file with a comment on each quotation."""
    document = reader.read(raw, "a.docx")
    found = [on(document, document.text.index(quote), document.text.index(quote) + len(quote)) for quote in quotes]
    return comments.annotated(raw, Report(document, findings=tuple(found)), DAY)


PLACES = {
    "a whole run": paragraph(run("gel works")),
    "inside a run": paragraph(run("Our gel works well.")),
    "over bold": paragraph(run("Our g") + run("el wo", BOLD) + run("rks.")),
    "in a hyperlink": paragraph(run("See ") + f'<w:hyperlink r:id="site">{run("the gel works")}</w:hyperlink>'),
    "in an insertion": paragraph(f"<w:ins>{run('the gel works!')}</w:ins>"),
    "over a deletion": paragraph(run("gel ") + "<w:del><w:r><w:delText>fails</w:delText></w:r></w:del>" + run("works")),
    "in a table": f"<w:tbl><w:tr><w:tc>{paragraph('A')}</w:tc><w:tc>{paragraph('gel works.')}</w:tc></w:tr></w:tbl>",
    "between tabs": paragraph("<w:r><w:rPr><w:i/></w:rPr><w:t>A</w:t><w:tab/><w:t>gel works</w:t><w:tab/></w:r>"),
    "where spaces were not kept": paragraph("<w:r><w:t>Our gel works well.</w:t></w:r>"),
    "beside an entity": paragraph(run("&amp; gel works &lt; it")),
    "without a prefix for Word's names": (
        f'<p xmlns="{made_word.W}"><r><rPr><b/></rPr><t>Our gel works.</t></r></p>'
    ),
}  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_a_comment_stands_at_its_exact_words(place: str) -> None:
    raw = file(PLACES[place])
    written = with_comments(raw, "gel works")

    assert made_word.commented(written) == {"0": "gel works"}
    assert made_word.words_of(written) == made_word.words_of(raw)
    assert reader.read(written, "a.docx").source == reader.read(raw, "a.docx").source


def test_each_half_of_a_run_that_was_cut_looks_as_before() -> None:
    written = with_comments(
        file(paragraph("<w:r><w:rPr><w:b/></w:rPr><w:t>Our gel works well.</w:t></w:r>")), "gel works"
    )
    runs = word.Document(io.BytesIO(written)).paragraphs[0].runs

    assert [(part.text, part.bold) for part in runs if part.text] == [
        ("Our ", True), ("gel works", True), (" well.", True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "more", "quote", "beside"),
    [
        (paragraph(run("See") + '<w:r><w:t>1</w:t><w:footnoteReference w:id="2"/></w:r>' + run(".")),
         {"footnotes": f'<w:footnote w:id="2">{paragraph("gel works")}</w:footnote>'}, "gel works", "1"),
        (paragraph(run("A") + f"<w:r><w:t>B</w:t><w:pict><w:txbxContent>{paragraph('gel works')}</w:txbxContent>"
                   "</w:pict></w:r>"), {}, "gel works", "Bgel works"),
        (paragraph(run("A") + '<w:r><w:t>B</w:t><w:drawing><wp:docPr descr="gel works"/></w:drawing></w:r>'),
         {}, "gel works", "B"),
        (paragraph("First.") + paragraph("Then."), {"footer": paragraph("gel works")}, "gel works", "First."),
    ],
)  # fmt: skip
def test_where_word_allows_no_comment_it_stands_at_what_belongs_to_it(
    body: str, more: dict[str, str], quote: str, beside: str
) -> None:
    written = with_comments(file(body, **more), quote)

    assert made_word.commented(written) == {"0": beside}


def test_every_other_part_of_the_file_is_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    page = word.Document()
    page.add_paragraph("Our gel works.")
    remark = page.add_paragraph("Really").runs
    page.add_comment(remark, text="Is it so?", author="Ed")
    page.save(str(path))
    raw = path.read_bytes()
    written = with_comments(raw, "gel works", "Our gel")
    before, after = made_word.parts(raw), made_word.parts(written)
    again = word.Document(io.BytesIO(written))

    assert list(after) == list(before)
    assert [name for name in before if before[name] != after[name]] == ["word/document.xml", "word/comments.xml"]
    assert made_word.commented(written) == {"0": "Really", "1": "Our gel", "2": "gel works"}
    assert [(comment.author, comment.text.split("\n")[0]) for comment in again.comments] == [
        ("Ed", "Is it so?"), ("claimcheck", "error: cure"), ("claimcheck", "error: cure"),
    ]  # fmt: skip


def test_a_comment_says_what_is_asked_why_and_what_could_be_written() -> None:
    raw = file(paragraph("Our gel works."))
    document = reader.read(raw, "a.docx")
    told = {"message": "says <so> & more", "why": "It \x0bmatters.", "suggestion": "write “may”"}
    written = comments.annotated(raw, Report(document, findings=(on(document, 4, 13, **told),)), DAY)
    [remark] = word.Document(io.BytesIO(written)).comments

    assert remark.text.split("\n") == [
        "error: cure", "says <so> & more", "It �matters.", "Suggestion: write “may”", "ref e5bb01bad749b652",
    ]  # fmt: skip
    assert (remark.author, str(remark.timestamp)) == ("claimcheck", "2026-11-01 00:00:00+00:00")


RUNS = st.sampled_from([
    run("gel "), run("works ", BOLD), run("&amp; é🙂 "), "<w:r><w:t>a</w:t><w:tab/><w:t> b c </w:t></w:r>",
    f'<w:hyperlink r:id="site">{run("link here ")}</w:hyperlink>', "<w:r><w:t>x</w:t></w:r>",
    run("<![CDATA[data here]]>"), "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>",
    "<w:r><w:t>one</w:t><w:noBreakHyphen/><w:t>two</w:t></w:r>",
])  # fmt: skip


@given(runs=st.lists(RUNS, min_size=1, max_size=8), data=st.data())
@settings(max_examples=80, deadline=None, derandomize=True, database=None)
def test_any_words_can_be_commented_and_no_word_changes(runs: list[str], data: st.DataObject) -> None:
    raw = file(paragraph("".join(runs)) + paragraph("Last."))
    document = reader.read(raw, "a.docx")
    block = document.blocks[0]
    spans = [
        sorted(data.draw(st.lists(st.integers(block.start, block.end), min_size=2, max_size=2, unique=True)))
        for _ in range(data.draw(st.integers(1, 4)))
    ]
    found = tuple(on(document, *span, rule=f"rule-{at}") for at, span in enumerate(spans))
    report = Report(document, findings=found)
    written = comments.annotated(raw, report, DAY)

    assert made_word.words_of(written) == made_word.words_of(raw)
    assert reader.read(written, "a.docx").source == document.source
    assert comments.annotated(raw, report, DAY) == written
    quotes = sorted((finding.start, finding.rule, finding.quote) for finding in found)
    for (_, _, quote), marked in zip(quotes, made_word.commented(written).values(), strict=True):
        # Inside of character data no tag can stand: there the comment takes all of it.
        # The independent reader sees spaces that Word drops.
        assert "".join(quote.split()) in "".join(marked.split())
        assert "".join(quote.split()) == "".join(marked.split()) or "data" in marked


def test_a_page_that_changed_while_it_was_checked_is_not_written() -> None:
    document = reader.read(file(paragraph("Our gel works.")), "a.docx")
    report = Report(document, findings=(on(document, 4, 7),))
    with pytest.raises(UserError) as caught:
        comments.annotated(file(paragraph("Another.")), report, DAY)

    assert str(caught.value) == "a.docx: has changed while it was checked; check it again"


def test_a_page_without_findings_is_the_same_file() -> None:
    raw = file(paragraph("Our lamp."))

    assert comments.annotated(raw, Report(reader.read(raw, "a.docx")), DAY) == raw


def test_any_other_page_gives_a_report_in_word() -> None:
    page = made.page("Our gel *works* <well> & so on.")
    raw = output.render(made.outcome(Report(page, findings=(made.finding(page, "*works* <well> & so"),))))
    report = word.Document(io.BytesIO(raw))
    words = [part.text for part in report.paragraphs]

    assert [(part.text, part.style.name) for part in report.paragraphs if part.style.name.startswith("Heading")] == [
        ("page.md", "Heading 1"), ("error: cure, line 1, column 9", "Heading 2"),
    ]  # fmt: skip
    assert words[0] == "Content review"
    assert words[5:8] == ["error: cure, line 1, column 9", "“*works* <well> & so”", "says “*works* <well> & so”"]
    assert words[-1].startswith("Findings are questions for a reviewer.")


def written_to(folder: Path, output: str, *names: str) -> None:
    """Check pages of a folder, each with one finding, and write Word files."""
    reports, files = [], []
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".docx":
            path.write_bytes(file(paragraph("Our gel works.")))
            document = reader.read(path.read_bytes(), name)
            reports.append(Report(document, findings=(on(document, 4, 13),)))
        else:
            path.write_text("Our gel works.")
            reports.append(Report(made.page("Our gel works.", name)))
        files.append((path, name))
    cli_word.write(made.outcome(*reports), files, folder / output)


def test_one_page_of_word_goes_to_the_file_that_is_named(tmp_path: Path) -> None:
    written_to(tmp_path, "out.docx", "a.docx")

    assert made_word.commented((tmp_path / "out.docx").read_bytes()) == {"0": "gel works"}
    assert made_word.commented((tmp_path / "a.docx").read_bytes()) == {}


def test_several_pages_of_word_go_to_a_folder_and_other_pages_to_a_report(tmp_path: Path) -> None:
    written_to(tmp_path, "reviewed", "in/a.docx", "in/b/a.docx", "in/c.md")
    found = sorted(path.relative_to(tmp_path).as_posix() for path in (tmp_path / "reviewed").rglob("*.docx"))

    assert found == ["reviewed/a.docx", "reviewed/b/a.docx", "reviewed/claimcheck.docx"]
    assert made_word.commented((tmp_path / "reviewed/b/a.docx").read_bytes()) == {"0": "gel works"}


def test_a_file_for_pages_of_all_kinds_gets_the_report(tmp_path: Path) -> None:
    written_to(tmp_path, "out.docx", "a.docx", "c.md")

    assert word.Document(str(tmp_path / "out.docx")).paragraphs[0].text == "Content review"


def test_a_page_is_never_written_over(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        written_to(tmp_path, "a.docx", "a.docx")

    assert caught.value.fault == "is a page that is checked, and stays as it is"
    assert made_word.commented((tmp_path / "a.docx").read_bytes()) == {}


def test_the_command_writes_comments_and_wants_a_place_for_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Callable[..., Any]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.docx").write_bytes(file(paragraph("Our cells cure autism.")))
    given_rule = ("check", "a.docx", "--rule", "cure", "--as-of", DAY, "--format", "docx")
    shown = run(*given_rule)

    assert (shown.code, shown.err) == (
        2, ["a Word file is not shown in a terminal; say where it goes: --output FILE or FOLDER"],
    )  # fmt: skip
    assert (run(*given_rule, "--output", "out.docx").code) == 1
    assert made_word.commented((tmp_path / "out.docx").read_bytes()) == {"0": "cure autism"}
