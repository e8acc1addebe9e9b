"""Word files that come back: a resolved comment of claimcheck is an exception, its answer the reason."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

import docx as word
import pytest

import made
import made_house
import made_word
from claimcheck import flow, lexicon, shipped
from claimcheck.allow import allow
from claimcheck.config.config import Settings
from claimcheck.model import Allowed, Finding, Report, Review
from claimcheck.outputs import _word_comments as comments
from claimcheck.readers import docx as reader

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from claimcheck.model import Document

DAY = "2026-11-01"
RULES = ("cure", "haste")
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
LINK = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"


def office(*paragraphs: str) -> bytes:
    """Return a Word file as python-docx makes it."""
    made_file, into = word.Document(), io.BytesIO()
    for words in paragraphs:
        made_file.add_paragraph(words)
    made_file.save(into)
    return into.getvalue()


def findings(document: Document, *quotes: tuple[str, str]) -> list[Finding]:
    """Return a finding of a rule at each place where some words stand."""
    found = []
    for rule, quote in quotes:
        for nth, _ in enumerate(re.finditer(re.escape(quote), document.source)):
            found.append(made.finding(document, quote, rule, nth, place=document.named_place(0)))
    return found


def sent(raw: bytes, *quotes: tuple[str, str]) -> bytes:
    """Return a Word file with the comments that claimcheck writes at findings."""
    document = reader.read(raw, "a.docx")
    return comments.annotated(raw, Report(document, findings=tuple(findings(document, *quotes))), DAY)


def returned(raw: bytes, *threads: tuple[int, bool, Sequence[tuple[str, str, str]]]) -> bytes:
    """Return the file as Word saves it when people answered: (comment, resolved, replies of author, date, words)."""
    parts = made_word.parts(raw)
    name = next(name for name in parts if re.fullmatch(r"word/comments\d*\.xml", name))
    written, states, number = parts[name].decode(), [], 1000
    for comment, resolved, replies in threads:
        at = written.index("<w:p>", written.index(f'w:id="{comment}"'))
        end = written.index("</w:comment>", at)
        last = written.rindex("<w:p>", at, end)
        own = f"{comment + 1:08X}"
        written = f'{written[:last]}<w:p w14:paraId="{own}">{written[last + 5 :]}'
        states.append(f'<w15:commentEx w15:paraId="{own}" w15:done="{int(resolved)}"/>')
        for author, day, said in replies:
            number += 1
            reply = (
                f'<w:comment w:id="{number}" w:author="{author}" w:date="{day}T09:30:00Z">'
                f'<w:p w14:paraId="{number:08X}"><w:r><w:t>{said}</w:t></w:r></w:p></w:comment>'
            )
            written = written.replace("</w:comments>", f"{reply}</w:comments>")
            states.append(f'<w15:commentEx w15:paraId="{number:08x}" w15:paraIdParent="{own}" w15:done="0"/>')
    written = written.replace("<w:comments ", f'<w:comments xmlns:w14="{W14}" ', 1)
    thread = f'<w15:commentsEx xmlns:w15="{W15}">{"".join(states)}</w15:commentsEx>'
    rels = parts["word/_rels/document.xml.rels"].decode()
    link = f'<Relationship Id="thread" Type="{LINK}" Target="commentsExtended.xml"/></Relationships>'
    return made_word.zipped(
        {
            **parts,
            name: written.encode(),
            "word/commentsExtended.xml": thread.encode(),
            "word/_rels/document.xml.rels": rels.replace("</Relationships>", link).encode(),
        }
    )


def applied(raw: bytes, *quotes: tuple[str, str]) -> tuple[list[tuple[str, str]], list[Allowed]]:
    """Return rule and words of what stands when a file is checked, and what is allowed."""
    document = reader.read(raw, "a.docx")
    stand, allowed = allow.apply(findings(document, *quotes), document, Settings(), RULES, DAY)
    return [(finding.rule, finding.quote) for finding in stand], list(allowed)


GEL = office("Our gel cures.", "It works today only.")
CURES = ("cure", "gel cures")
YES = ("Ann Lee", "2026-10-05", "the table below gives the result")


def test_a_resolved_comment_allows_its_finding_with_the_words_author_and_day_of_the_reply() -> None:
    raw = returned(sent(GEL, CURES), (0, True, [YES]))
    stand, [allowed] = applied(raw, CURES, ("haste", "today only"))

    assert stand == [("haste", "today only")]
    assert (allowed.finding.quote, allowed.reason) == ("gel cures", "the table below gives the result")
    assert (allowed.by, allowed.on, allowed.until, allowed.via) == ("Ann Lee", "2026-10-05", "", "review")


def test_an_answer_that_is_not_resolved_allows_nothing() -> None:
    assert applied(returned(sent(GEL, CURES), (0, False, [YES])), CURES) == ([CURES], [])


def test_a_comment_that_nobody_touched_allows_nothing() -> None:
    assert applied(sent(GEL, CURES), CURES) == ([CURES], [])


def test_all_words_of_a_thread_are_the_reason_and_its_last_day_counts() -> None:
    again = ("Bo", "2026-10-07", "agreed")
    [allowed] = applied(returned(sent(GEL, CURES), (0, True, [YES, again, ("Ann Lee", "2026-10-06", " ")])), CURES)[1]

    assert (allowed.reason, allowed.by, allowed.on) == (
        "the table below gives the result; agreed", "Ann Lee, Bo", "2026-10-07",
    )  # fmt: skip


def test_a_resolved_comment_without_words_is_no_reason_and_is_told_at_its_place() -> None:
    document = reader.read(returned(sent(GEL, CURES), (0, True, [])), "a.docx")
    stand, allowed = allow.apply(findings(document, CURES), document, Settings(), RULES, DAY)

    assert allowed == ()
    assert [(f.rule, f.severity, f.subject, f.quote, f.message) for f in stand if f.subject == "upkeep"] == [
        (
            "allow-without-reason", "error", "upkeep", "gel cures",
            "allows cure without a reason: the comment is resolved and nothing is answered",
        ),
    ]  # fmt: skip
    assert [f.rule for f in stand] == ["allow-without-reason", "cure"]


def test_words_that_a_person_wrote_below_the_mark_are_words_of_the_thread() -> None:
    parts = made_word.parts(sent(GEL, CURES))
    name = next(name for name in parts if name.startswith("word/comments"))
    below = b"<w:p><w:r><w:t>as agreed</w:t></w:r></w:p></w:comment>"
    raw = made_word.zipped({**parts, name: parts[name].replace(b"</w:comment>", below)})
    [allowed] = applied(returned(raw, (0, True, [])), CURES)[1]

    assert (allowed.reason, allowed.by, allowed.on) == ("as agreed", "", "")


def test_a_finding_that_was_mended_leaves_no_exception_to_care_for() -> None:
    raw = returned(sent(GEL, CURES), (0, True, [YES]))

    assert applied(raw) == ([], [])
    assert applied(returned(sent(GEL, CURES), (0, True, []))) == ([], [])


def test_other_words_in_its_sentence_are_another_finding() -> None:
    parts = made_word.parts(returned(sent(GEL, CURES), (0, True, [YES])))
    body = parts["word/document.xml"].replace(b"Our ", b"Nobody doubts that our ")
    raw = made_word.zipped({**parts, "word/document.xml": body})

    assert applied(raw, CURES) == ([CURES], [])


def test_an_edit_of_another_sentence_changes_nothing() -> None:
    parts = made_word.parts(returned(sent(GEL, CURES), (0, True, [YES])))
    body = parts["word/document.xml"].replace(b"It works today only.", b"It works.")
    stand, allowed = applied(made_word.zipped({**parts, "word/document.xml": body}), CURES)

    assert (stand, [one.finding.quote for one in allowed]) == ([], ["gel cures"])


def test_the_same_words_twice_are_told_apart_by_where_the_comment_stands() -> None:
    twice = office("Our gel cures.", "Our gel cures.")
    raw = returned(sent(twice, CURES), (1, True, [YES]))
    document = reader.read(raw, "a.docx")
    stand, allowed = allow.apply(findings(document, CURES), document, Settings(), RULES, DAY)

    assert ([f.line for f in stand], [one.finding.line for one in allowed]) == ([1], [2])


def test_a_comment_on_a_footnote_is_known_though_it_stands_in_the_body() -> None:
    note = '<w:footnote w:id="2"><w:p><w:r><w:t>Our gel cures.</w:t></w:r></w:p></w:footnote>'
    body = made_word.paragraph(made_word.run("See") + '<w:r><w:footnoteReference w:id="2"/></w:r>')
    raw = returned(sent(made_word.file(body, footnotes=note), CURES), (0, True, [YES]))
    stand, allowed = applied(raw, CURES)

    assert (stand, [one.reason for one in allowed]) == ([], [YES[2]])


def test_what_an_exception_cannot_name_is_not_allowed_by_a_comment() -> None:
    care = ("needless-allow", "gel cures")

    assert applied(returned(sent(GEL, care), (0, True, [YES])), care) == ([care], [])


@pytest.mark.parametrize(
    ("author", "head"),
    [("Ann Lee", "error: cure"), ("claimcheck", "I like this"), ("claimcheck", "grave: cure")],
)
def test_comments_of_others_are_left_alone(author: str, head: str) -> None:
    raw = sent(GEL, CURES)
    parts = made_word.parts(raw)
    name = next(name for name in parts if name.startswith("word/comments"))
    other = parts[name].replace(b'w:author="claimcheck"', f'w:author="{author}"'.encode())
    other = other.replace(b"error: cure", head.encode())
    foreign = returned(made_word.zipped({**parts, name: other}), (0, True, [YES]))

    assert reader.read(foreign, "a.docx").reviews == ()
    assert applied(foreign, CURES) == ([CURES], [])


def test_an_exception_written_in_a_comment_of_word_still_holds() -> None:
    body = made_word.paragraph(
        '<w:commentRangeStart w:id="4"/>' + made_word.run("Our gel cures.") + '<w:commentRangeEnd w:id="4"/>'
    )
    said = made_word.paragraph("claimcheck: allow cure because quoted")
    note = f'<w:comment w:id="4" w:author="Ann">{said}</w:comment>'
    [allowed] = applied(made_word.file(body, comments=note), CURES)[1]

    assert (allowed.reason, allowed.via) == ("quoted", "exception")


def test_the_reader_gives_each_comment_with_its_thread() -> None:
    raw = returned(sent(GEL, CURES, ("haste", "today only")), (0, True, [YES]), (1, False, []))
    first, second = reader.read(raw, "a.docx").reviews

    assert first == Review(4, 13, "cure", first.mark, True, YES[2], "Ann Lee", "2026-10-05")
    assert second == Review(24, 34, "haste", second.mark)
    assert (len(first.mark), first.mark == second.mark) == (16, False)


def test_a_file_that_comes_back_gets_no_second_comment_at_the_same_finding() -> None:
    raw = returned(sent(GEL, CURES), (0, False, [YES]))
    again = sent(raw, CURES, ("haste", "today only"))

    assert made_word.commented(again) == {"0": "gel cures", "1002": "today only"}


@pytest.mark.parametrize("said", ["not a date", "2026-13-40T00:00:00Z", ""])
def test_a_day_that_cannot_be_read_is_left_open(said: str) -> None:
    raw = returned(sent(GEL, CURES), (0, True, [("Ann", "2026-10-05", "fine")]))
    parts = made_word.parts(raw)
    name = next(name for name in parts if re.fullmatch(r"word/comments\d*\.xml", name))
    odd = made_word.zipped({**parts, name: parts[name].replace(b"2026-10-05T09:30:00Z", said.encode())})
    [allowed] = applied(odd, CURES)[1]

    assert (allowed.reason, allowed.on) == ("fine", "")


def test_a_checked_file_goes_out_and_comes_back_with_its_exception(tmp_path: Path) -> None:
    words = lexicon.read([shipped.folder("lexicon")])
    house = made_house.small(tmp_path, words, ("cure", "absolute-safety"), {})
    page = tmp_path / "a.docx"
    page.write_bytes(office("Stem cells cure stroke.", "They are completely safe."))

    def checked() -> Any:
        [report] = flow.check_files([(page, "a.docx")], house, DAY).reports
        return report

    before = checked()
    page.write_bytes(comments.annotated(page.read_bytes(), before, DAY))
    page.write_bytes(returned(page.read_bytes(), (0, True, [YES])))
    after = checked()

    assert [finding.rule for finding in before.findings] == ["cure", "absolute-safety"]
    assert [(one.finding.rule, one.via, one.reason) for one in after.allowed] == [("cure", "review", YES[2])]
    assert [finding.rule for finding in after.findings] == ["absolute-safety"]
