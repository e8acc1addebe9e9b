"""`claimcheck dossier`: every claim once, with its records, findings and decision; HTML and DOCX say the same.

After a change of the dossier that is meant, `python tests/test_dossier.py` writes the golden file anew.
"""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from importlib import util
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from claimcheck import flow, outputs
from claimcheck.commit import commit_of
from claimcheck.config import config
from claimcheck.model import STATUSES, Allowed, Citation, Elsewhere, Figure, Report, Span
from claimcheck.outputs import _dossier, _dossier_docx, _dossier_html, html
from claimcheck.outputs import _html_sources as sources
from claimcheck.outputs._html_tags import plain, text
from made import DIGESTS, finding, outcome, page
from made_html import CLAIM, CURED, HOSTILE, LAMPS, SMALL, hostile, read, shelved, small

if TYPE_CHECKING:
    from collections.abc import Callable

    from docx.document import Document as Docx

    from claimcheck.flow import Outcome
    from claimcheck.model import Claim
    from claimcheck.outputs._html_sources import Library
    from conftest import Ran

ROOT = Path(__file__).parent.parent
ARTICLES = ROOT / "examples" / "articles"
GOLDEN = Path(__file__).parent / "articles" / "dossier.html"
EXAMPLES = ("data-bootcamp.md", "living-after-stroke.md")
COMMITS = {"b/lamps.md": "0123abcd (as committed)"}

SENTENCE = "Our lamp cured 2 of 3 cats, only today."
TOLD = replace(
    CLAIM,
    sentence=Span(LAMPS.text.index(SENTENCE), LAMPS.text.index(SENTENCE) + len(SENTENCE)),
    figures=(Figure(LAMPS.text.index("2 of 3"), LAMPS.text.index(" cats")),),
    citations=(Citation("link", "https://example.org/lamps", 0, 1),),
)
ACCEPTED = Allowed(finding(LAMPS, "Shines", "hype", claim="c2"), "it does shine", "the editor", "2027-05-01")
ONE = Report(
    replace(LAMPS, unread=("decoded as cp1252",), digest="f" * 64),
    claims=(
        TOLD,
        replace(CLAIM, id="c2", start=LAMPS.text.index("Shines"), end=LAMPS.text.index("Shines") + 6, status=None,
                kinds=("quality",), records=(), cues=(), sentence=Span(0, 1)),
    ),
    findings=(CURED, finding(LAMPS, "Our lamp", "harms-absent", severity="warning", page=True, claim="c1")),
    allowed=(ACCEPTED, Allowed(finding(LAMPS, "Buy now", "haste"), "a joke")),
    offered=("moon-lamp",),
    jurisdictions=("uk",),
    words=27,
)  # fmt: skip


def lines(written: str, start: str, end: str) -> list[str]:
    """Return the lines of text between two pieces of a page."""
    at = written.index(start)
    return [line for line in read(written[at : written.index(end, at)])[1].splitlines() if line]


def opened(given: Outcome, shelf: Library) -> Docx:
    """Return the DOCX of a run, opened again."""
    return docx.Document(BytesIO(_dossier_docx.render(given, shelf, COMMITS)))


def tables(file: Docx) -> list[list[list[str]]]:
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in file.tables]


def test_a_claim_is_told_with_all_that_is_known_of_it() -> None:
    written = _dossier_html.render(*shelved(outcome(ONE)), COMMITS)

    assert lines(written, '<article class="entry" id="p1-c1"', '<div class="found"') == [
        "Claim 1.1 line 3, column 1",
        "Our lamp cured",
        *("in the sentence", SENTENCE),
        *("kinds", "effect"),
        *("speaks for", "offered"),
        *("stance", "asserted"),
        *("direction", "benefit"),
        *("strength", "causal by “cured”"),
        *("figures", "2 of 3"),
        *("sources beside it", "link https://example.org/lamps"),
        *("calls for", "a trial in cats"),
        *("status", "not-met: leans on a study whose primary endpoint was not met, unsaid"),
        "Records",
        "LAMP design: randomised trial, phase 2, double blind; n: 3 enrolled; population: mange, cat; "
        "comparator: placebo; primary endpoint: fur regrown: not met",
    ]


def test_a_finding_stands_with_its_claim_and_with_lines_to_decide_on_it() -> None:
    written = _dossier_html.render(*shelved(outcome(ONE)), COMMITS)
    told = lines(written, '<div class="found">', '<article class="entry" id="p1-c2"')

    assert told[:4] == [
        "Findings",
        "2 error cure 3:1",
        "says “Our lamp cured 2 of 3 cats”",
        "Safer say what the trial found",
    ]
    assert told[-13:] == [
        *("Reviewer", "to be written", "Decision", "to be written", "Date", "to be written"),
        "Decision on this claim",
        *("Reviewer", "to be written", "Decision", "to be written", "Date", "to be written"),
    ]


def test_a_decision_that_was_recorded_is_written_in() -> None:
    written = _dossier_html.render(*shelved(outcome(ONE)), COMMITS)

    assert lines(written, '<article class="entry" id="p1-c2"', "</article>")[-9:] == [
        "Findings",
        "Exception hype (error) at line 6, “Shines”: says “Shines” – allowed because it does shine (until 2027-05-01); "
        "by the editor",
        "Decision on this claim",
        *("Reviewer", "the editor", "Decision", "accepted: it does shine (until 2027-05-01)", "Date", "to be written"),
    ]


@pytest.mark.parametrize(
    ("findings", "allowed", "signed"),
    [
        ((), (), ("", "", "")),
        ((CURED,), (replace(ACCEPTED, finding=CURED),), ("", "", "")),
        ((), (replace(ACCEPTED, finding=CURED, by=""),), ("", "", "")),
        (
            (),
            (replace(ACCEPTED, finding=CURED), replace(ACCEPTED, finding=CURED, by="a judge", until="", reason="so")),
            ("the editor, a judge", "accepted: it does shine (until 2027-05-01); so (for good)", ""),
        ),
    ],
)
def test_a_decision_is_recorded_where_named_people_accepted_all_that_was_found(
    findings: tuple[object, ...], allowed: tuple[Allowed, ...], signed: tuple[str, str, str]
) -> None:
    given = replace(ONE, claims=(TOLD,), findings=findings, allowed=allowed)  # type: ignore[arg-type]
    [part] = _dossier.parts_of(*shelved(outcome(given)), {})

    assert [entry.signed for entry in part.entries] == [signed]


def test_a_page_tells_where_it_is_kept_and_what_was_not_read() -> None:
    shown = replace(ONE, document=replace(ONE.document, elsewhere=(Elsewhere(0, 4, "image", ""), *LAMPS.elsewhere)))
    written = _dossier_html.render(*shelved(outcome(shown)), COMMITS)

    assert lines(written, '<section class="page dossier"', "<h3>Of no single claim") == [
        "Moon lamps",
        *("file", "b/lamps.md"),
        *("SHA-256", "f" * 64),
        *("git commit", "0123abcd (as committed)"),
        *("read as", "markdown, en, 27 words"),
        *("offers", "moon-lamp"),
        *("held against the rules of", "uk"),
        "Not read",
        "3 of b/lamps.md",
        *("what", "line and column", "address or words"),
        *("not read as it stands", "decoded as cp1252"),
        *("image", "1:1", "# Mo"),
        *("linked page", "3:50", "https://example.org/lamps"),
    ]


def test_what_belongs_to_no_single_claim_comes_before_the_claims() -> None:
    written = _dossier_html.render(*shelved(outcome(ONE)), COMMITS)
    told = lines(written, "<h3>Of no single claim", "<h3>Claims (2)")

    assert told[:3] == ["Of no single claim", "1 warning harms-absent 3:1", "says “Our lamp”"]
    assert told[-1] == (
        "Exception haste (error) at line 16, “Buy now”: says “Buy now” – allowed because a joke (for good); "
        "by nobody named"
    )


def test_the_records_are_told_in_full_with_basis_and_links() -> None:
    written = _dossier_html.render(*shelved(outcome(ONE)), COMMITS)
    told = lines(written, '<section class="sources" aria-labelledby="records"', "</section>")

    assert told[-6:] == [
        "rests on",
        "pmid:12345678 (table 2, opened on 2026-03-01): no difference in fur",
        *("links", "https://clinicaltrials.gov/study/NCT00000001"),
        *("file", "evidence/lamps/lamp-trial.yaml"),
    ]
    assert 'href="https://pubmed.ncbi.nlm.nih.gov/12345678/"' in written


def test_it_ends_as_every_output_does() -> None:
    written = _dossier_html.render(*shelved(outcome(ONE)), COMMITS)

    assert "<title>Substantiation file: Moon lamps – claimcheck, 2026-11-01</title>" in written
    assert outputs.notice(outcome(ONE)) in written
    assert all(digest in written for digest in DIGESTS.values())


def test_the_docx_says_the_same_in_order() -> None:
    file = opened(*shelved(outcome(ONE)))
    told = [(p.style.name, p.text) for p in file.paragraphs if p.text]
    at = told.index(("Heading 3", "Claim 1.1, line 3, column 1"))

    assert told[:3] == [
        ("Title", "Substantiation file: Moon lamps"),
        ("Normal", f"claimcheck {outputs.version()}, as of 2026-11-01"),
        ("Heading 1", "Claims, and what became of them"),
    ]
    assert told[at : at + 6] == [
        ("Heading 3", "Claim 1.1, line 3, column 1"),
        ("Intense Quote", "Our lamp cured"),
        (
            "List Bullet",
            "Record: LAMP – current; some parts are from memory; as of 2026-02; design: randomised trial, phase 2, "
            "double blind; n: 3 enrolled; population: mange, cat; comparator: placebo; "
            "primary endpoint: fur regrown: not met",
        ),
        (
            "List Bullet",
            "Finding 2, error: cure (line 3, column 1) – “Our lamp cured 2 of 3 cats” – "
            "says “Our lamp cured 2 of 3 cats”",
        ),
        ("Heading 3", "Claim 1.2, line 6, column 3"),
        ("Intense Quote", "Shines"),
    ]
    assert told[at + 7][1].startswith("Exception: hype (error) at line 6")
    assert [words for style, words in told if style.startswith("Heading 1")] == [
        "Claims, and what became of them", "Moon lamps", "Records", "Authorities", "What this rests on",
    ]  # fmt: skip
    assert ("List Bullet", "Rests on pmid:12345678 (table 2, opened on 2026-03-01): no difference in fur") in told
    assert ("List Bullet", "Link https://clinicaltrials.gov/study/NCT00000001") in told
    assert told[-1] == ("Normal", outputs.notice(outcome(ONE)))


def test_the_docx_has_tables_for_what_was_read_and_for_who_signs() -> None:
    found = tables(opened(*shelved(outcome(ONE))))
    [part] = _dossier.parts_of(*shelved(outcome(ONE)), COMMITS)

    assert {table.style.name for table in opened(*shelved(outcome(ONE))).tables} == {"Table Grid"}
    assert [list(row) for row in part.about] in found
    assert [list(row) for row in part.unread] in found
    assert [list(row) for row in part.entries[0].rows] in found
    assert found.count([["Reviewer", "Decision", "Date"], ["", "", ""]]) == 3
    assert [["Reviewer", "Decision", "Date"], ["the editor", "accepted: it does shine (until 2027-05-01)", ""]] in found
    assert found[-1] == [list(pair) for pair in sorted(DIGESTS.items())]


def test_the_same_run_gives_the_same_bytes() -> None:
    turned = replace(ONE, claims=ONE.claims[::-1], findings=ONE.findings[::-1], allowed=ONE.allowed[::-1])
    runs = [shelved(outcome(SMALL, replace(ONE, document=replace(ONE.document, path="a.md")))), shelved(outcome(ONE))]
    turns = [runs[0], shelved(outcome(turned))]

    for one, other in zip(runs, turns, strict=True):
        assert _dossier_docx.render(*one, {}) == _dossier_docx.render(*other, {})
        assert _dossier_html.render(*one, {}) == _dossier_html.render(*other, {})


def test_no_hour_and_no_name_of_a_machine_stands_in_the_docx() -> None:
    written = _dossier_docx.render(*shelved(outcome(ONE)), {})
    about = docx.Document(BytesIO(written)).core_properties

    assert {info.date_time for info in ZipFile(BytesIO(written)).infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert (str(about.created.date()), str(about.modified.date())) == ("2026-11-01", "2026-11-01")
    assert (about.author, about.last_modified_by, about.comments, about.revision) == ("claimcheck", "claimcheck", "", 1)
    assert about.title == "Substantiation file: Moon lamps"


def claims() -> some.SearchStrategy[tuple[Claim, ...]]:
    """Return claims at any words of the page, each with an id of its own, of any status, with records or none."""
    places = some.integers(0, len(LAMPS.blocks) - 1)
    one = some.tuples(places, some.sampled_from([*STATUSES, None]), some.sampled_from([(), ("lamp-trial",), ("gone",)]))

    def made(given: list[tuple[int, str | None, tuple[str, ...]]]) -> tuple[Claim, ...]:
        blocks = [LAMPS.blocks[at] for at, _, _ in given]
        return tuple(
            replace(CLAIM, id=f"c{n}", start=block.start, end=block.end, block=at, status=status, records=records)
            for n, (block, (at, status, records)) in enumerate(zip(blocks, given, strict=True))
        )

    return some.lists(one, max_size=7).map(made)


def findings() -> some.SearchStrategy[list[object]]:
    """Return findings of claims that may not be there, some of the page as a whole."""
    one = some.builds(
        lambda quote, claim, whole: finding(LAMPS, quote, claim=claim, page=whole),
        some.sampled_from(["cured", "Shines", "Buy now", "It healed me"]),
        some.sampled_from([None, *(f"c{n}" for n in range(8))]),
        some.booleans(),
    )
    return some.lists(one, max_size=6)


# A DOCX takes a while, and a busy machine draws slowly: neither says anything of what is drawn.
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(claims(), findings(), findings())
def test_every_claim_finding_and_exception_of_every_page_stands_in_it_once(
    read_claims: tuple[Claim, ...], found: list[object], accepted: list[object]
) -> None:
    allowed = tuple(Allowed(one, f"reason {n}", "her") for n, one in enumerate(accepted))  # type: ignore[arg-type]
    report = Report(LAMPS, read_claims, tuple(found), allowed)  # type: ignore[arg-type]
    other = replace(report, document=replace(LAMPS, path="a.md"))
    given, shelf = shelved(outcome(report, other))
    elements, words = read(_dossier_html.render(given, shelf, {}))
    ids = [attributes["id"] for _, attributes in elements if "id" in attributes]
    file = opened(given, shelf)
    quoted = [p.text for p in file.paragraphs if p.style.name == "Intense Quote"]
    in_order = [LAMPS.text[one.start : one.end] for one in sorted(read_claims, key=lambda one: (one.start, one.id))]

    assert sorted(ids) == sorted(set(ids))
    assert [one for one in ids if re.fullmatch(r"p\d+-c\d+", one)] == [
        f"p{number}-c{at}" for number in (1, 2) for at in range(1, len(read_claims) + 1)
    ]
    assert sorted(int(one[1:]) for one in ids if re.fullmatch(r"f\d+", one)) == list(range(1, 2 * len(found) + 1))
    assert [words.count(f"allowed because reason {n} ") for n in range(len(allowed))] == [2] * len(allowed)
    assert quoted == [*in_order, *in_order]
    assert sum(p.text.startswith("Finding ") for p in file.paragraphs) == 2 * len(found)
    assert sum(p.text.startswith("Exception: ") for p in file.paragraphs) == 2 * len(allowed)


@pytest.mark.parametrize("given", [small, hostile, lambda: shelved(outcome(SMALL, ONE)), lambda: shelved(outcome())])
def test_every_way_inside_the_dossier_leads_somewhere(given: Callable[[], tuple[Outcome, Library]]) -> None:
    elements, _ = read(_dossier_html.render(*given(), COMMITS))
    ids = {attributes["id"] for _, attributes in elements if "id" in attributes}
    inside = {attributes["href"][1:] for _, attributes in elements if attributes.get("href", "").startswith("#")}
    levels = [int(tag[1]) for tag, _ in elements if re.fullmatch("h[1-6]", tag)]

    assert inside - ids <= ({"p1"} if not given()[0].reports else set())
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_hostile_words_stay_words() -> None:
    given, shelf = hostile()
    elements, words = read(_dossier_html.render(given, shelf, {}))
    file = opened(replace(given, as_of="2026-11-01"), shelf)
    outward = {attributes["href"] for _, attributes in elements if not attributes.get("href", "#").startswith("#")}
    leading = {one.target_ref for one in file.part.rels.values() if one.is_external}

    assert {tag for tag, _ in elements} & {"script", "img", "base", "iframe", "object", "form"} == set()
    assert {key for _, attributes in elements for key in attributes if key.startswith("on")} == set()
    assert outward == leading == {"https://clinicaltrials.gov/study/NCT00000001"}
    assert [plain(one) in words for one in HOSTILE] == [True] * len(HOSTILE)


def test_a_page_without_claims_says_so() -> None:
    given, shelf = shelved(outcome(Report(page("A lamp.\n"))))
    written = _dossier_html.render(given, shelf, {})

    assert "No claim was read on this page." in written
    assert _dossier.ALL_READ in written
    assert _dossier.ALL_READ in [p.text for p in opened(given, shelf).paragraphs]


def git(folder: Path, *words: str) -> None:
    who = ("-c", "user.name=somebody", "-c", "user.email=somebody@example.invalid")
    subprocess.run(["git", "-C", str(folder), *who, *words], check=True, capture_output=True)


def test_a_file_stands_in_a_commit_as_it_was_or_changed(tmp_path: Path) -> None:
    path, other = tmp_path / "a b.md", tmp_path / "new.md"
    path.write_text("A lamp.\n")
    other.write_text("A lamp.\n")

    assert commit_of(path) == ""
    git(tmp_path, "init", "-q")
    assert commit_of(path) == ""
    git(tmp_path, "add", path.name)
    git(tmp_path, "commit", "-q", "-m", "a lamp")
    head = subprocess.run(["git", "-C", tmp_path, "rev-parse", "HEAD"], capture_output=True, text=True, check=True)
    commit = head.stdout.strip()

    assert (commit_of(path), commit_of(other)) == (f"{commit} (as committed)", f"{commit} (not in this commit)")
    path.write_text("Two lamps.\n")
    assert commit_of(path) == f"{commit} (changed since)"


def test_no_program_that_a_repository_names_is_run(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("A lamp.\n")
    git(tmp_path, "init", "-q")
    git(tmp_path, "config", "filter.x.clean", f"touch {tmp_path / 'ran'}; cat")
    (tmp_path / ".gitattributes").write_text("*.md filter=x\n")
    git(tmp_path, "add", "a.md")
    git(tmp_path, "commit", "-q", "-m", "a lamp")
    (tmp_path / "ran").unlink()

    assert commit_of(path).endswith(" (as committed)")
    assert not (tmp_path / "ran").exists()


def test_the_command_writes_either_format(site: Path, run: Callable[..., Ran]) -> None:
    for name in ("dossier.html", "dossier.docx"):
        assert run("dossier", "bad.md", "good.md", "--as-of", "2026-11-01", "--output", name) == (0, [], [])

    assert "Substantiation file: 2 pages" in (site / "dossier.html").read_text(encoding="utf-8")
    assert docx.Document(str(site / "dossier.docx")).paragraphs[0].text == "Substantiation file: 2 pages"


def test_an_exception_holds_on_the_day_of_the_review(site: Path, run: Callable[..., Ran]) -> None:
    note = "<!-- claimcheck: allow haste because a joke; by the editor; until 2026-11-01 -->"
    (site / "bad.md").write_text(f"# Lamps\n\n{note}\n\nYours only today.\n")
    told = []
    for day in ("2026-11-01", "2026-11-02"):
        run("dossier", "bad.md", "--as-of", day, "--output", "dossier.html")
        told.append((site / "dossier.html").read_text(encoding="utf-8"))

    assert ["allowed because a joke (until 2026-11-01); by the editor" in one for one in told] == [True, False]
    assert ["allowed haste until 2026-11-01" in one for one in told] == [False, True]


def test_a_page_that_cannot_be_read_is_told_in_the_dossier(site: Path, run: Callable[..., Ran]) -> None:
    ran = run("dossier", "good.md", "gone.md", "--output", "dossier.docx")
    file = docx.Document(str(site / "dossier.docx"))

    assert (ran.code, ran.err) == (2, ["gone.md: is not there; name a file or a folder"])
    assert "Could not be read: gone.md: is not there; name a file or a folder" in [p.text for p in file.paragraphs]


@pytest.mark.parametrize(
    ("output", "told"),
    [
        ("a.pdf", "a.pdf: is of no format that is written (“.pdf”); name it .html or .docx"),
        ("gone/a.html", "gone/a.html: cannot be written (No such file or directory)"),
    ],
)
@pytest.mark.usefixtures("site")
def test_an_output_that_cannot_be_written_is_told(run: Callable[..., Ran], output: str, told: str) -> None:
    assert run("dossier", "good.md", "--output", output) == (2, [], [told])


@pytest.mark.usefixtures("site")
def test_without_python_docx_the_way_out_is_told(run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> None:
    find = util.find_spec
    monkeypatch.setattr("claimcheck.cli.review.find_spec", lambda name: None if name == "docx" else find(name))

    assert run("dossier", "good.md", "--output", "a.docx") == (
        2,
        [],
        [
            "a.docx: needs python-docx, which is not installed; "
            "install it with: pip install 'claimcheck-lint[docx]', or name a file .html"
        ],
    )


def example() -> str:
    """Return the dossier of two example pages, without what changes by itself: style sheet, digests, version."""
    given, faults = config.load(ROOT / "examples" / config.FILE_NAME)
    assert not faults
    house = flow.load(given)
    found = flow.check_files([(ARTICLES / name, name) for name in EXAMPLES], house, "2026-11-24")
    written = _dossier_html.render(replace(found, digests=DIGESTS), sources.library_of(found), {})
    written = written.replace(html.style(), "…").replace(str(text(html.policy(html.style()))), "…")
    return written.replace(f"claimcheck {outputs.version()}", "claimcheck …")


def test_the_dossier_of_the_examples_is_the_one_that_was_looked_at() -> None:
    assert example() == GOLDEN.read_text(encoding="utf-8")


if __name__ == "__main__":
    GOLDEN.write_text(example(), encoding="utf-8")
