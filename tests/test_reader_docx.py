"""Word files: what is read of them, where it stands, what is not read, and what ends in a clear fault."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import docx as word
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import made
from claimcheck import outputs, readers
from claimcheck.checks.measures import dead_anchor
from claimcheck.claims.reading import Reading
from claimcheck.errors import UserError
from claimcheck.lexicon import Lexicon
from claimcheck.model import Document, Report
from claimcheck.readers import _word_package
from claimcheck.readers import docx as reader
from made import blocks_of
from made_word import SPACES, file, paragraph, parts, run, zipped

PHRASE = "gel works"
BOLD = "<w:rPr><w:b/></w:rPr>"
BOX = "<w:txbxContent>{}</w:txbxContent>"
FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
CODE = "<w:r><w:instrText>{}</w:instrText></w:r>"


def read(body: str, **more: str) -> Document:
    return reader.read(file(body, **more), "a.docx")


VISIBLE = {
    "paragraph": (paragraph("The gel works."), "paragraph 1"),
    "second paragraph": (paragraph("One.") + paragraph("The gel works."), "paragraph 2"),
    "split by bold": (paragraph(run("The g") + run("el", BOLD) + run(" works")), "paragraph 1"),
    "hyperlink": (paragraph(f'<w:hyperlink r:id="site">{run("gel works")}</w:hyperlink>'), "paragraph 1"),
    "half in a hyperlink": (paragraph(run("gel ") + f'<w:hyperlink r:id="site">{run("works")}</w:hyperlink>'), ""),
    "table cell": (f"<w:tbl><w:tr><w:tc>{paragraph('A')}</w:tc><w:tc>{paragraph('gel works')}</w:tc></w:tr></w:tbl>",
                   "table 1, row 1, column 2"),
    "header row": ("<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc>"
                   f"{paragraph('gel works')}</w:tc><w:tc>{paragraph('B')}</w:tc></w:tr></w:tbl>",
                   "table 1, row 1, column 1"),
    "nested table": (f"<w:tbl><w:tr><w:tc><w:tbl><w:tr><w:tc>{paragraph('gel works')}</w:tc></w:tr></w:tbl>"
                     f"{paragraph('B')}</w:tc></w:tr></w:tbl>", "table 2, row 1, column 1"),
    "list": (paragraph("gel works", "ListBullet"), "paragraph 1"),
    "nested list": (paragraph("It helps:", "ListBullet") + paragraph("gel works", "ListBullet2"), "paragraph 2"),
    "heading": (paragraph("The gel works", "Heading1"), "paragraph 1"),
    "caption": (paragraph("The gel works", "Caption"), "paragraph 1"),
    "quotation": (paragraph("The gel works", "Quote"), "paragraph 1"),
    "field": (paragraph(FIELD.format("begin") + CODE.format(" PAGEREF x ") + FIELD.format("separate")
              + run("gel works") + FIELD.format("end")), "paragraph 1"),
    "simple field": (paragraph(f'<w:fldSimple w:instr="TITLE">{run("gel works")}</w:fldSimple>'), "paragraph 1"),
    "insertion": (paragraph(f"<w:ins>{run('gel works')}</w:ins>"), "paragraph 1"),
    "insertion and deletion": (paragraph(run("gel ") + "<w:del><w:r><w:delText>fails</w:delText></w:r></w:del>"
                               + f"<w:ins>{run('works')}</w:ins>"), "paragraph 1"),
    "moved here": (paragraph(f"<w:moveTo>{run('gel works')}</w:moveTo>"), "paragraph 1"),
    "form": (paragraph(f"<w:sdt><w:sdtPr/><w:sdtContent>{run('gel works')}</w:sdtContent></w:sdt>"), "paragraph 1"),
    "behind a tab": (paragraph("<w:r><w:t>A</w:t><w:tab/><w:t>gel works</w:t></w:r>"), "paragraph 1"),
    "over a line break": (paragraph("<w:r><w:t>gel</w:t><w:br/><w:t>works</w:t></w:r>"), "paragraph 1"),
    "over a soft hyphen": (paragraph("g\u00adel wor\u00adks"), "paragraph 1"),
    "over a written soft hyphen": (paragraph("<w:r><w:t>gel wo</w:t><w:softHyphen/><w:t>rks</w:t></w:r>"), ""),
    "no-break space": (paragraph("gel\u00a0works"), "paragraph 1"),
    "behind an entity": (paragraph("A &amp; B &#x2014; gel works"), "paragraph 1"),
    "spelled in entities": (paragraph("g&#101;l works"), "paragraph 1"),
    "character data": (paragraph(run("<![CDATA[<gel>: gel works]]>")), "paragraph 1"),
    "spaces not kept": (paragraph(f"<w:r><w:t>  gel works </w:t></w:r>{run('.')}"), "paragraph 1"),
    "alternative text": (paragraph('<w:r><w:drawing><wp:docPr descr="The gel works"/></w:drawing></w:r>'),
                         "picture in paragraph 1"),
    "old picture": (paragraph('<w:r><w:pict><v:shape alt="The gel works"/></w:pict></w:r>'), "picture in paragraph 1"),
    "text box": (paragraph(run("A") + f"<w:r><mc:AlternateContent><mc:Choice>{BOX.format(paragraph('gel works'))}"
                 f"</mc:Choice><mc:Fallback>{BOX.format(paragraph('gel works'))}</mc:Fallback>"
                 "</mc:AlternateContent></w:r>"), "text box in paragraph 1"),
    "an unlucky style": (paragraph("gel works", "Gone"), "paragraph 1"),
}  # fmt: skip
UNSEEN = {
    "deletion": paragraph("<w:del><w:r><w:delText>gel works</w:delText></w:r></w:del>"),
    "deleted words in a run": paragraph(f"<w:del>{run('gel works')}</w:del>"),
    "moved away": paragraph(f"<w:moveFrom>{run('gel works')}</w:moveFrom>"),
    "field code": paragraph(FIELD.format("begin") + CODE.format("gel works") + FIELD.format("separate") + run("A")
                            + FIELD.format("end")),
    "field inside a code": paragraph(FIELD.format("begin") + run("gel works") + FIELD.format("separate") + run("A")
                                     + FIELD.format("end")),
    "hidden": paragraph(run("gel works", "<w:rPr><w:vanish/></w:rPr>")),
    "placeholder": paragraph("<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
                             f"{run('gel works')}</w:sdtContent></w:sdt>"),
    "contents": paragraph("gel works", "TOC1"),
    "contents as a form": "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/></w:docPartObj>"
                          f"</w:sdtPr><w:sdtContent>{paragraph('gel works')}</w:sdtContent></w:sdt>",
    "address": paragraph(f'<w:hyperlink w:anchor="gel works">{run("A")}</w:hyperlink>'),
    "bookmark": paragraph('<w:bookmarkStart w:name="gel works"/>' + run("A")),
    "XML comment": paragraph("<!-- gel works -->" + run("A")),
    "older formatting": paragraph("<w:r><w:rPr><w:rPrChange><w:t>gel works</w:t></w:rPrChange></w:rPr></w:r>"),
    "copy for old programs": paragraph(
        f"<w:r><mc:AlternateContent><mc:Fallback>{BOX.format(paragraph('gel works'))}</mc:Fallback>"
        "</mc:AlternateContent></w:r>"),
    "mathematics": paragraph("<m:oMath><m:r><m:t>gel works</m:t></m:r></m:oMath>"),
    "how to read it aloud": paragraph(f"<w:r><w:ruby><w:rt>{run('gel works')}</w:rt></w:ruby></w:r>"),
}  # fmt: skip


@pytest.mark.parametrize("place", VISIBLE)
def test_a_phrase_is_read_wherever_a_reader_sees_it(place: str) -> None:
    body, named = VISIBLE[place]
    document = read(body)
    start = document.text.index(PHRASE)
    span = document.source_span(start, start + len(PHRASE))
    written = document.source[slice(*span)].replace("\u00ad", "").replace("\u00a0", " ")

    assert document.text.count(PHRASE) == 1
    assert written == PHRASE
    assert named in ("", document.named_place(span.start))


@pytest.mark.parametrize("place", UNSEEN)
def test_a_phrase_is_not_read_where_nobody_sees_it(place: str) -> None:
    assert PHRASE not in read(UNSEEN[place] + paragraph("Seen.")).text


def test_notes_that_are_referred_to_are_read_and_comments_are_not() -> None:
    body = paragraph(run("It helps") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run("."))
    notes = '<w:footnote w:type="separator" w:id="0">{0}</w:footnote><w:footnote w:id="2">{1}</w:footnote>{2}'
    gone = f'<w:footnote w:id="3">{paragraph("Gone.")}</w:footnote>'
    document = read(
        body,
        footnotes=notes.format(paragraph("Line."), paragraph("The gel works."), gone),
        comments=f'<w:comment w:id="0">{paragraph("gel works?")}</w:comment>',
    )

    assert blocks_of(document) == [("paragraph", "It helps."), ("footnote", "The gel works.")]
    assert document.named_place(document.source.index(PHRASE)) == "footnote 2"
    assert [link.target for link in document.links] == ["#footnote-2", "#footnote-2"]
    assert [(link.start, link.end) for link in document.links] == [(8, 8), (10, 24)]


def test_the_foot_of_the_pages_is_read_once_and_under_no_heading() -> None:
    document = read(paragraph("Head", "Heading1") + paragraph("Body."), footer=paragraph("Not medical advice."))

    assert blocks_of(document)[-1] == ("paragraph", "Not medical advice.")
    assert document.blocks[-1].headings == ()
    assert document.named_place(len(document.source) - 1) == "head or foot of the pages"


def test_comments_of_the_file_stand_at_their_words() -> None:
    words = f'<w:comment w:id="7">{paragraph("claimcheck: allow cure because hers")}{paragraph("really")}</w:comment>'
    body = '<w:commentRangeStart w:id="7"/>{}<w:commentRangeEnd w:id="7"/><w:r><w:commentReference w:id="7"/></w:r>'
    document = read(paragraph(run("I was ") + body.format(run("cured")) + run(".")), comments=words)

    assert document.comments == ((6, 11, "claimcheck: allow cure because hers really"),)


def test_headings_stand_under_the_title_and_lists_under_their_lead_in() -> None:
    document = read(
        paragraph("The title", "Title")
        + paragraph("Part", "Heading1")
        + paragraph("Lesser", "House")
        + paragraph("Benefits include:")
        + paragraph("less pain:", "ListBullet")
        + paragraph("in knees", "ListBullet2")
        + paragraph("• more sleep")
        + '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr></w:pPr>'
        + f"{run('more hair')}</w:p>"
    )

    outline = [(document.words_of(at), *block[3:6]) for at, block in enumerate(document.blocks)]

    assert outline == [
        ("The title", 1, (), None),
        ("Part", 2, (0,), None),
        ("Lesser", 3, (0, 1), None),
        ("Benefits include:", 0, (0, 1, 2), None),
        ("less pain:", 0, (0, 1, 2), 3),
        ("in knees", 0, (0, 1, 2), 4),
        ("more sleep", 0, (0, 1, 2), 3),
        ("more hair", 0, (0, 1, 2), 3),
    ]  # fmt: skip


def test_a_file_written_by_another_library_is_read_as_it_was_meant(tmp_path: Path) -> None:
    made = word.Document()
    made.add_heading("The gel", 0)
    made.add_heading("What it does", 1)
    made.add_paragraph("Our ").add_run("gel works").bold = True
    made.add_paragraph("less pain", style="List Bullet")
    table = made.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Pain", "less"
    made.save(str(tmp_path / "a.docx"))
    document = readers.read(tmp_path / "a.docx", shown_as="a.docx")

    assert blocks_of(document) == [
        ("title", "The gel"),
        ("heading", "What it does"),
        ("paragraph", "Our gel works"),
        ("item", "less pain"),
        ("cell", "Pain"),
        ("cell", "less"),
    ]
    assert document.format == "docx"


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        (b"", "is no Word file"),
        (b"PK\x03\x04", "is no Word file"),
        (b"\xd0\xcf\x11\xe0rest", "is an old Word file or is locked by a password"),
        (zipped({"a": b"b"}), "is no Word file"),
        (zipped({"word/document.xml": b"<a><b></a>"}), "is broken in word/document.xml (mismatched tag)"),
        (zipped({"word/document.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}),
         "defines entities in word/document.xml, which no Word file may"),
        (zipped({"word/document.xml": b"<!DOCTYPE a SYSTEM 'file:///etc/hostname'><a/>"}),
         "defines entities in word/document.xml, which no Word file may"),
    ],
)  # fmt: skip
def test_what_is_no_sound_word_file_is_a_clear_fault(raw: bytes, fault: str) -> None:
    with pytest.raises(UserError) as caught:
        reader.read(raw, "a.docx")

    assert str(caught.value) == f"a.docx: {fault}; open it in Word and save it as .docx"


def test_a_file_that_unpacks_to_far_more_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_word_package, "MOST_UNPACKED", 1_000_000)
    with pytest.raises(UserError) as caught:
        reader.read(zipped({"word/document.xml": b"<a>" + b" " * 2_000_000 + b"</a>"}), "a.docx")

    assert caught.value.fault == "unpacks to more than 1,000,000 bytes"


@given(raw=st.binary(max_size=300))
@settings(max_examples=100, deadline=None, derandomize=True, database=None)
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    for given_bytes in (raw, zipped({"word/document.xml": raw})):
        with suppress(UserError):
            assert reader.read(given_bytes, "a.docx").text == ""


TAGS = st.sampled_from([
    "<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>", "</w:t>", "words ", "&amp;", "<w:tbl>", "</w:tbl>", "<w:tr>",
    "</w:tr>", "<w:tc>", "</w:tc>", "<w:rPr>", "</w:rPr>", "<w:vanish/>", "<w:del>", "</w:del>", "<w:tab/>",
    '<w:fldChar w:fldCharType="begin"/>', '<w:fldChar w:fldCharType="separate"/>', '<w:fldChar w:fldCharType="end"/>',
    "<w:hyperlink>", "</w:hyperlink>", "<w:sdt>", "<w:showingPlcHdr/>", "<w:sdtContent>", "</w:sdtContent>", "</w:sdt>",
    '<w:ilvl w:val="4"/>', '<w:pStyle w:val="Title"/>', '<w:footnoteReference w:id="1"/>', '<wp:docPr descr="a"/>',
    '<w:commentRangeStart w:id="1"/>', '<w:commentReference w:id="1"/>',
])  # fmt: skip


def balanced(tags: list[str]) -> str:
    """Return tags with all ends in their places."""
    done, open_names = [], []
    for tag in tags:
        name = tag.strip("</>").split()[0] if tag.startswith("<") else ""
        if tag.startswith("</"):
            if name not in open_names:
                continue
            while open_names[-1] != name:
                done.append(f"</{open_names.pop()}>")
            open_names.pop()
        elif name and not tag.endswith("/>"):
            open_names.append(name)
        done.append(tag)
    return "".join([*done, *(f"</{name}>" for name in reversed(open_names))])


@given(body=st.lists(TAGS, max_size=60).map(balanced))
@settings(max_examples=120, deadline=None, derandomize=True, database=None)
def test_any_sound_xml_is_read_and_its_places_lead_back(body: str) -> None:
    document = read(body, comments=f'<w:comment w:id="1">{paragraph("x")}</w:comment>')

    covered = [at for piece in document.pieces for at in range(piece.start, piece.end)]
    assert covered == [at for block in document.blocks for at in range(block.start, block.end)]
    for piece in document.pieces:
        shown = document.text[piece.start : piece.end]
        assert document.source[piece.source_start : piece.source_end] == shown or shown == " "


@pytest.mark.parametrize(
    "body",
    [
        paragraph(run("word ") * 20),
        run("word ") * 20,
        paragraph(FIELD.format("begin") * 20),
        paragraph(FIELD.format("begin") + FIELD.format("separate")) * 10,
        f"<w:tbl><w:tr><w:tc>{paragraph('word')}</w:tc></w:tr></w:tbl>" * 5,
    ],
)
def test_reading_takes_time_in_proportion(body: str) -> None:
    def seconds(times: int) -> float:
        raw = file(f"<w:p>{body.removeprefix('<w:p>').removesuffix('</w:p>') * times}</w:p>")
        begin = time.process_time()
        reader.read(raw, "a.docx")
        return time.process_time() - begin

    seconds(10)

    # Sixteen times as much: time squared would be 256 times as long.
    assert seconds(800) < max(60 * seconds(50), 2.0)


def test_nests_a_hundred_thousand_deep_are_read() -> None:
    deep = 100_000
    document = read("<w:p><w:r>" * deep + run("A") + "</w:r></w:p>" * deep)

    assert document.text == "A"


def test_utf_16_is_read_too() -> None:
    xml = f'<?xml version="1.0" encoding="UTF-16"?><w:document {SPACES}>{paragraph("gel works")}</w:document>'
    raw = zipped({**parts(file("")), "word/document.xml": xml.encode("utf-16")})

    assert reader.read(raw, "a.docx").text == "gel works"


def test_a_link_to_a_bookmark_is_no_dead_one() -> None:
    link = f'<w:hyperlink w:anchor="sleep">{run("our study")}</w:hyperlink>'
    document = read(
        paragraph(run("See ") + link) + '<w:bookmarkStart w:id="0" w:name="sleep"/>' + paragraph("A study.")
    )

    assert [link.target for link in document.links] == ["#sleep"]
    assert list(dead_anchor.found(Reading(document, Lexicon({}, {})), ())) == []


def test_a_finding_in_a_word_file_names_its_place_in_every_output() -> None:
    raw = file(f"<w:tbl><w:tr><w:tc>{paragraph('A')}</w:tc><w:tc>{paragraph('Our gel works.')}</w:tc></w:tr></w:tbl>")
    document = reader.read(raw, "a.docx")
    found = replace(made.finding(document, PHRASE), place=document.named_place(document.source.index(PHRASE)))
    given = made.outcome(Report(document, findings=(found,)))
    told = json.loads(outputs.load("json").render(given))["reports"][0]["findings"][0]

    assert told["place"] == "table 1, row 1, column 2"
    assert "a.docx:2:5  table 1, row 1, column 2  error  cure" in outputs.load("text").render(given)
