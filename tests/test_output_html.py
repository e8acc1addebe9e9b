"""The HTML report: what is marked where, what stands on top, and that no word of a page becomes more than a word.

After a change of the report that is meant, `python tests/test_output_html.py` writes the golden file anew.
"""

from __future__ import annotations

import re
import time
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html import unescape
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as some

from claimcheck import flow, outputs
from claimcheck.config import config
from claimcheck.errors import UserError
from claimcheck.model import SEVERITIES, Report
from claimcheck.outputs import _html_sources as sources
from claimcheck.outputs import html
from claimcheck.outputs._html_cards import Page
from claimcheck.outputs._html_claims import table
from claimcheck.outputs._html_marks import marked, numbered
from claimcheck.outputs._html_tags import address_of, may_be_opened, plain, text
from made import DIGESTS, finding, outcome, page
from made_html import ADDRESSES, CURED, HOSTILE, LAMPS, SMALL, hostile, read, shelved, small

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples" / "articles" / "data-bootcamp.md"
GOLDEN = Path(__file__).parent / "articles" / "data-bootcamp.html"

TAGS = set(
    "html head meta title style body header main footer section article fieldset legend label input div p ul li dl dt "
    "dd h1 h2 h3 h4 h5 h6 table caption thead tbody tr th td blockquote details summary a b span strong small code "
    "mark".split()
)


def in_text(words: str, *quotes: tuple[str, str]) -> str:
    """Return how a paragraph is marked with findings at quotes, each with its severity."""
    document = page(words)
    found = [finding(document, quote, f"rule-{at}", severity=severity) for at, (quote, severity) in enumerate(quotes)]
    marks = numbered(Report(document, findings=tuple(found)), 1)
    return marked(document, document.blocks[0], marks)


def between(written: str, start: str, end: str) -> str:
    """Return what stands between two pieces of a page, both included."""
    at = written.index(start)
    return written[at : written.index(end, at) + len(end)]


def mark(severity: str, number: int, words: str, *begin: int) -> str:
    anchors = "".join(f'<span id="m{one}"></span>' for one in begin)
    return f'<mark class="{severity}">{anchors}<a href="#f{number}" tabindex="-1">{words}</a></mark>'


def ref(severity: str, number: int, rule: str) -> str:
    label = f"finding {number}, {severity}: {rule}"
    return f'<a href="#f{number}" class="number {severity}" aria-label="{label}">{number}</a>'


def test_words_of_a_finding_are_marked_and_numbered() -> None:
    assert in_text("A lamp *cured* it.", ("cured", "error")) == (
        "A lamp " + mark("error", 1, "cured", 1) + ref("error", 1, "rule-0") + " it."
    )


def test_a_finding_inside_another_leads_to_its_own_card_and_keeps_the_graver_colour() -> None:
    assert in_text("A lamp cured it.", ("A lamp cured", "error"), ("lamp", "advice")) == (
        mark("error", 1, "A ", 1)
        + mark("error several", 2, "lamp", 2)
        + ref("advice", 2, "rule-1")
        + mark("error", 1, " cured")
        + ref("error", 1, "rule-0")
        + " it."
    )


def test_findings_that_overlap_lose_no_word() -> None:
    assert in_text("A lamp cured it.", ("A lamp", "advice"), ("lamp cured", "warning")) == (
        mark("advice", 1, "A ", 1)
        + mark("warning several", 1, "lamp", 2)
        + ref("advice", 1, "rule-0")
        + mark("warning", 2, " cured")
        + ref("warning", 2, "rule-1")
        + " it."
    )


def test_findings_on_the_same_words_each_have_a_number_the_gravest_first() -> None:
    assert in_text("A lamp.", ("lamp", "advice"), ("lamp", "error"), ("lamp", "warning")) == (
        "A "
        + mark("error several", 1, "lamp", 1, 2, 3)
        + ref("error", 1, "rule-1")
        + ref("warning", 2, "rule-2")
        + ref("advice", 3, "rule-0")
        + "."
    )


def test_a_link_of_the_page_can_be_followed_where_it_may_be_opened() -> None:
    assert in_text("[A](https://example.org/a?b&c) [lamp](javascript:alert(1)).", ("lamp", "error")) == (
        'A<a href="https://example.org/a?b&amp;c" rel="noopener noreferrer" class="out" '
        'aria-label="opens https://example.org/a?b&amp;c">↗</a> '
        + mark("error", 1, "lamp", 1)
        + ref("error", 1, "rule-0")
        + "."
    )


@given(
    some.lists(
        some.tuples(some.integers(0, 39), some.integers(1, 40), some.sampled_from(SEVERITIES)), min_size=1, max_size=8
    )
)
def test_however_findings_lie_the_words_stay_and_each_has_one_number_and_one_beginning(
    spans: list[tuple[int, int, str]],
) -> None:
    document = page("".join(chr(ord("a") + at % 26) for at in range(40)) + "\n")
    found = []
    for at, (start, length, severity) in enumerate(spans):
        quote = document.source[start : min(start + length, 40)]
        one = finding(document, quote, f"rule-{at}", severity=severity)
        found.append(replace(one, start=start, end=start + len(quote)))
    marks = numbered(Report(document, findings=tuple(found)), 1)
    written = marked(document, document.blocks[0], marks)
    without_numbers = re.sub(r'<a href="#f[0-9]+" class="number.*?</a>', "", written)

    assert re.sub("<.*?>", "", without_numbers) == document.text
    assert sorted(re.findall(r'class="number [a-z]+" aria-label="finding ([0-9]+),', written), key=int) == [
        str(one.number) for one in marks
    ]
    assert sorted(re.findall(r'id="m([0-9]+)"', written), key=int) == [str(one.number) for one in marks]


def test_what_concerns_the_page_and_what_nobody_reads_stands_at_the_head() -> None:
    marks = numbered(SMALL, 1)
    head = [(one.number, one.finding.rule) for one in marks if one.block is None]
    written = html.rendered(*small())

    assert head == [(1, "harms-absent"), (2, "needless-allow")]
    assert re.findall(r'id="f([0-9]+)"', between(written, '<section class="whole"', "</section>")) == ["1", "2"]
    assert [one.number for one in marks] == list(range(1, 9))


def test_the_four_counts_stand_on_top_with_their_reasons() -> None:
    assert between(html.rendered(*small()), '<dl class="counts">', "</dl>").splitlines() == [
        '<dl class="counts"><div class="count supported"><dt>compared and supported</dt>',
        "<dd>1</dd>",
        '<dd class="reason">1 supported: what our records say agrees with it</dd>',
        "</div>",
        '<div class="count not"><dt>compared and not</dt>',
        "<dd>1</dd>",
        '<dd class="reason">1 not-met: leans on a study whose primary endpoint was not met, unsaid</dd>',
        "</div>",
        '<div class="count checked"><dt>not checked</dt>',
        "<dd>1</dd>",
        '<dd class="reason">1 unlinked: no record is linked</dd>',
        "</div>",
        '<div class="count record"><dt>asking for no record</dt>',
        "<dd>1</dd>",
        '<dd class="reason">states nothing that a record could bear out</dd>',
        "</div>",
        "</dl>",
    ]


def test_then_come_the_findings_by_severity_and_the_exceptions() -> None:
    _, words = read(between(html.rendered(*small()), '<ul class="tallies"', "</ul>"))

    assert words.split("\n")[:4] == ["3 errors", "2 warnings", "3 advice", "2 allowed"]


def test_a_card_says_all_of_its_finding() -> None:
    written = between(html.rendered(*small()), '<li class="card error" id="f3">', "</details>")
    _, words = read(written)

    assert [" ".join(line.split()) for line in words.splitlines() if line.strip()] == [
        "3 error cure 3:1",
        "says “Our lamp cured 2 of 3 cats”",
        "Safer say what the trial found",
        "why",
        "A reader may believe it. So it counts.",
        "Bears onLamp Code, section 3 · uk · 2025-01 · read ↗",
        "Cat Act · uk · 2025-01 · from memory – not verified",
        "Our recordLAMP · current; some parts are from memory; as of 2026-02",
        "outcome: fur regrown; role primary; time 12 weeks; met no (evidence/lamps/lamp-trial.yaml:31)",
        "pmid:12345678 (table 2, opened on 2026-03-01): no difference in fur",
        "See also line 5: says it again",
        "Found too by hype",
        "Holds in uk",
    ]
    assert 'href="https://pubmed.ncbi.nlm.nih.gov/12345678/"' in written
    assert 'href="https://example.org/code"' in written
    assert '<a href="#p1-b2">line 5</a>' in written


def test_a_part_from_memory_says_so_beside_the_finding() -> None:
    leaning = replace(CURED, related=(replace(CURED.related[1], line=34),))
    given, shelf = shelved(outcome(replace(SMALL, findings=(leaning,))))
    _, words = read(sources.record_short("lamp-trial", leaning, shelf))

    assert words.splitlines()[1:] == [
        "outcome: purring; role secondary; met not known "
        "(from memory – not verified; evidence/lamps/lamp-trial.yaml:34)"
    ]
    assert len(given.reports) == 1


def test_a_rule_tells_its_reason_on_paper_once() -> None:
    written = html.rendered(*small())

    assert between(written, 'id="f8"', "</details>").count('<div class="again">') == 1
    assert '<p class="see">Why: as under <a href="#f3">3</a></p>' in written
    assert between(written, 'id="f3"', "</details>").count('class="again"') == 0


def test_what_is_not_in_the_library_is_named_by_its_id() -> None:
    _, words = read(html.rendered(outcome(SMALL), sources.Library()))

    assert "own-code (not in the library of this run)" in words
    assert "lamp-trial" in words


def test_a_claim_stands_in_a_row_with_what_it_calls_for_beside_what_its_record_is() -> None:
    given, shelf = small()
    written = table(Page(1, given.reports[0], numbered(given.reports[0], 1), shelf))
    rows = [re.split("</t[hd]>", row)[:-1] for row in re.findall(r"<tr role=\"row\" id=.*?</tr>", written, re.DOTALL)]

    assert [" ".join(read(cell)[1].split()) for cell in rows[0]] == [
        "“Our lamp cured” line 3",
        "effect",
        "offered",
        "asserted",
        "causal by “cured”",
        "a trial in cats",
        "LAMP design: randomised trial, phase 2, double blind; n: 3 enrolled; population: mange, cat; "
        "comparator: placebo; primary endpoint: fur regrown: not met",
        "not-met 3",
    ]
    assert [read(row[-1])[1].split()[0] for row in rows] == ["not-met", "supported", "unlinked", "asks"]


def test_exceptions_are_kept_with_their_reason() -> None:
    written = html.rendered(*small())
    _, words = read(between(written, "<h3>Exceptions</h3>", "</table>"))

    assert [line for line in words.splitlines() if line] == [
        "Exceptions",
        "2 allowed: recorded exceptions, with whose reason",
        *("rule", "severity", "line", "words", "because", "by", "until"),
        *("testimonial", "error", "8", "It healed me", "her own words", "the editor", "2027-05-01"),
        *("haste", "error", "16", "Buy now", "a joke", "nobody named", "for good"),
    ]


def test_files_that_were_not_read_stand_on_top_with_the_way_out() -> None:
    fault = UserError("is odd", path="x.yaml", line=3, column=4, remedy="even it")
    written = html.rendered(*small(failed=(fault,), skipped=(("lamp.png", "is no text"),)))
    _, words = read(between(written, '<section class="failed"', "</section>"))

    assert [line for line in words.splitlines() if line] == [
        "Not read",
        "1 fault of what was given; 1 left out",
        *("file", "place", "fault", "remedy"),
        *("x.yaml", "3:4", "is odd", "even it"),
        *("lamp.png", "left out: is no text"),
    ]


def test_what_was_not_read_as_it_stands_is_said() -> None:
    document = replace(LAMPS, unread=("decoded as cp1252",))

    assert "<li>not read as it stands: decoded as cp1252</li>" in html.render(outcome(Report(document)))


def test_several_pages_have_an_index_with_counts_and_sections_of_their_own() -> None:
    other = Report(page("# A plain lamp\n\nIt shines.\n", path="a.md"))
    written = html.rendered(*shelved(outcome(SMALL, other)))
    _, words = read(between(written, '<section class="index"', "</section>"))

    assert [line for line in words.splitlines() if line] == [
        "Pages",
        "findings and claims of each page",
        "page",
        *("error", "warning", "advice", "allowed"),
        *("compared and supported", "compared and not", "not checked", "asking for no record"),
        *("a.md", "0", "0", "0", "0", "0", "0", "0", "0"),
        *("b/lamps.md", "3", "2", "3", "2", "1", "1", "1", "1"),
    ]
    assert re.findall(r'<section class="page" id="(p[0-9]+)"', written) == ["p1", "p2"]


def test_it_ends_with_the_notice_the_version_and_the_digests() -> None:
    given, shelf = small()
    _, words = read(between(html.rendered(given, shelf), "<footer>", "</footer>"))

    assert words.splitlines()[0] == outputs.notice(given)
    assert words.splitlines()[1].startswith(f"claimcheck {outputs.version()}, as of 2026-11-01.")
    assert all(digest in words for digest in DIGESTS.values())


def test_a_table_of_the_page_stays_a_table_and_a_list_a_list() -> None:
    written = html.rendered(*small())

    assert '<th id="p1-b5" scope="col" dir="auto">Cat</th>' in written
    assert between(written, '<td id="p1-b8"', "</td>").startswith('<td id="p1-b8" dir="auto"><mark class="error">')
    assert "<blockquote><p" in written
    assert written.count('<ul class="items" role="list">') == 2


def test_a_heading_stays_with_what_it_heads() -> None:
    document = page("A lamp.\n\n# Title\n\n## Fur\n\nIt cured the cat.\n\nIt shines.\n")
    written = html.render(outcome(Report(document, findings=(finding(document, "cured"),))))
    rows = between(written, '<div class="row">', "</article>").split('<div class="row">')[1:]

    assert [re.findall(r'class="(?:said ([a-z]+)|(cards))"', row) for row in rows] == [
        [("paragraph", "")],
        [("title", ""), ("heading", ""), ("paragraph", ""), ("", "cards"), ("paragraph", "")],
    ]


def test_every_way_inside_the_report_leads_somewhere() -> None:
    for report in (small(), hostile(), shelved(outcome(SMALL, Report(page("A lamp.\n", path="c.md"))))):
        elements, _ = read(html.rendered(*report))
        ids = [attributes["id"] for _, attributes in elements if "id" in attributes]
        inside = {attributes["href"][1:] for _, attributes in elements if attributes.get("href", "").startswith("#")}

        assert sorted(ids) == sorted(set(ids))
        assert inside - set(ids) == set()


def test_the_page_has_landmarks_headings_in_order_and_tables_whose_heads_say_what_they_head() -> None:
    for report in (small(), hostile(), shelved(outcome(SMALL, Report(page("A lamp.\n", path="c.md"))))):
        elements, _ = read(html.rendered(*report))
        tags = [tag for tag, _ in elements]
        levels = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]

        assert (elements[0], tags.count("main"), tags.count("header"), tags.count("footer")) == (
            ("html", {"lang": "en"}),
            1,
            1,
            1,
        )
        assert (levels[0], levels.count(1)) == (1, 1)
        assert all(after <= before + 1 for before, after in pairwise(levels))
        assert all("scope" in attributes for tag, attributes in elements if tag == "th")


def test_the_policy_allows_the_style_sheet_and_nothing_else() -> None:
    written = html.rendered(*small())
    [style] = re.findall("<style>(.*?)</style>", written, re.DOTALL)
    digest = b64encode(sha256(style.encode()).digest()).decode()

    assert style == html.style()
    assert f'content="{text(html.policy(html.style()))}"' in written
    assert html.policy(html.style()) == (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src 'none'; base-uri 'none'; form-action 'none'"
    )
    assert written.index("Content-Security-Policy") < written.index("<style>")
    assert re.findall(r"@import|url\(|expression|</", style) == []


def test_hostile_words_stay_words() -> None:
    written = html.rendered(*hostile())
    elements, words = read(written)
    outward = {attributes["href"] for _, attributes in elements if not attributes.get("href", "#").startswith("#")}
    known = set(
        "id class href rel role scope lang charset name content http-equiv type checked tabindex title dir aria-label "
        "aria-labelledby data-label".split()
    )

    assert {tag for tag, _ in elements} <= TAGS
    assert {key for _, attributes in elements for key in attributes} <= known
    assert outward == {"https://clinicaltrials.gov/study/NCT00000001", "https://example.org/"}
    assert all(
        attributes["rel"] == "noopener noreferrer" for _, attributes in elements if attributes.get("href") in outward
    )
    assert words.count(plain(HOSTILE[0])) > 20
    assert [plain(one) in words for one in HOSTILE] == [True] * len(HOSTILE)
    assert written.count("<style") == written.count("</style>") == written.count("</title>") == 1
    assert written.encode("utf-8").decode("utf-8") == written


def test_characters_that_turn_or_hide_words_are_shown_by_number() -> None:
    assert text("a\u202eb\ud800c\0d\te") == "a⟦U+202E⟧b⟦U+D800⟧c⟦U+0000⟧d\te"


@given(some.text(some.characters(), max_size=60))
def test_text_is_inert_and_says_the_same(words: str) -> None:
    written = text(words)

    assert set("<>\"'") & set(written) == set()
    assert unescape(written) == plain(words)
    assert written.encode("utf-8").decode("utf-8") == written


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_that_does_more_than_lead_somewhere_is_no_link(address: str) -> None:
    assert not may_be_opened(address)
    assert address_of(address) == ""


@pytest.mark.parametrize(
    ("source", "address"),
    [
        ("https://example.org/a?b=c&d", "https://example.org/a?b=c&d"),
        ("http://example.org", "http://example.org"),
        ("mailto:lamps@example.org", "mailto:lamps@example.org"),
        ("pmid:12345678", "https://pubmed.ncbi.nlm.nih.gov/12345678/"),
        ("pmcid:PMC1234567", "https://pmc.ncbi.nlm.nih.gov/articles/PMC1234567/"),
        ("doi:10.1000/xyz", "https://doi.org/10.1000/xyz"),
        ("registry:NCT01234567", "https://clinicaltrials.gov/study/NCT01234567"),
        ("registry:ISRCTN1", ""),
        ("a book", ""),
    ],
)
def test_a_source_leads_to_where_it_can_be_opened(source: str, address: str) -> None:
    assert address_of(source) == address


def test_the_same_run_gives_the_same_bytes_in_any_order() -> None:
    other = Report(page("A lamp.\n", path="a.md"))
    turned = replace(SMALL, findings=tuple(reversed(SMALL.findings)), allowed=tuple(reversed(SMALL.allowed)))

    assert html.rendered(*shelved(outcome(SMALL, other))) == html.rendered(*shelved(outcome(other, turned)))


def test_a_page_without_findings_and_a_run_without_pages_have_a_report() -> None:
    assert "No claim was read on this page." in html.render(outcome(Report(page("A lamp.\n"))))
    assert "<h1" in html.render(outcome())


def test_a_hundred_findings_are_written_at_once() -> None:
    document = page("".join(f"Lamp number {at} cured the cat of somebody.\n\n" for at in range(105)))
    quotes = [f"number {at} cured" for at in range(105)]
    found = tuple(replace(CURED, **_placed(document, quote)) for quote in quotes)
    given, shelf = shelved(outcome(Report(document, findings=found)))
    started = time.process_time()
    written = html.rendered(given, shelf)

    assert time.process_time() - started < 0.3
    assert written.count('<li class="card error"') == 105


def _placed(document: object, quote: str) -> dict[str, object]:
    one = finding(document, quote)  # type: ignore[arg-type]
    return {
        key: getattr(one, key)
        for key in ("id", "path", "start", "end", "line", "column", "end_line", "end_column", "quote")
    }


def test_the_command_line_writes_it_to_a_file(site: Path, run: Callable[..., object]) -> None:
    ran = run("check", "bad.md", "--format", "html", "--output", "report.html")
    written = (site / "report.html").read_text(encoding="utf-8")

    assert ran == (1, [], [])
    assert written.startswith('<!doctype html>\n<html lang="en">')
    assert "urges the reader to hurry" in written


def example() -> str:
    """Return the report on an example page, without what changes by itself: style sheet, digests, version."""
    given, faults = config.load(ROOT / "examples" / config.FILE_NAME)
    assert not faults
    house = flow.load(given)
    found = flow.check_files([(EXAMPLE, EXAMPLE.name)], house, "2026-11-24")
    found = replace(found, digests=DIGESTS)
    written = html.rendered(found, sources.library(found, house.records, house.lexicon.classes))
    written = written.replace(html.style(), "…").replace(str(text(html.policy(html.style()))), "…")
    return written.replace(f"claimcheck {outputs.version()}", "claimcheck …")


def test_the_report_on_an_example_page_is_the_one_that_was_looked_at() -> None:
    assert example() == GOLDEN.read_text(encoding="utf-8")


if __name__ == "__main__":
    GOLDEN.write_text(example(), encoding="utf-8")
