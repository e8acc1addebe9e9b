"""`check --fix`: what a rule calls safe is put in at its place, and nothing else of a page changes."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck import fix, flow, outputs, readers, shipped
from claimcheck.config import config
from claimcheck.rulebook import file as rule_file
from claimcheck.rulebook import proof

if TYPE_CHECKING:
    from collections.abc import Callable

    from claimcheck.flow import House
    from claimcheck.lexicon import Lexicon
    from conftest import Ran

DAY = "2026-11-01"
NOTICE = (shipped.folder("rules") / "disclaimers" / "supplement-notice-unsaid.yaml").read_text(encoding="utf-8")
OLD_LINE = """\
rule: old-line
severity: warning
says: "has the line of last year, “{said}”"
why: |
  The line was changed. The new one names the body that is asked.
sources: [own-code]
find:
  - "ask the old board"
fix: {ask the old board: "ask the new board & its office"}
examples:
  found: ["Before you start, [[ask the old board]].", "[[Ask the old board]] today."]
  clean: ["Ask the new board & its office.", "The old board met."]
"""
ONE = "This statement has not been evaluated by the Food and Drug Administration. This product is not intended to diagnose, treat, cure, or prevent any disease."
SEVERAL = ONE.replace("This statement has", "These statements have")
CLAIM = "Our magnesium promotes restful sleep."


@pytest.fixture(scope="module")
def small(lexicon: Lexicon, tmp_path_factory: pytest.TempPathFactory) -> House:
    """Return a house of two rules that mend: the shipped one with a notice, and one with fixed words."""
    folder = tmp_path_factory.mktemp("house") / "rules"
    put_rules(folder)
    given = config.from_mapping({"jurisdictions": ["us"]}, config.Config())
    return flow.House(given, lexicon, rule_file.load([folder], lexicon), {})


def put_rules(folder: Path, **others: str) -> None:
    texts = {"supplement-notice-unsaid": NOTICE, "old-line": OLD_LINE, **others}
    (folder / "disclaimers").mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / "disclaimers" / f"{name}.yaml").write_text(text, encoding="utf-8")


def mended(source: str, house: House, form: str = "markdown") -> fix.Mended | None:
    report = flow.check_document(readers.read_text(source, path="page", format=form), house, DAY)
    return fix.mended(report, house, DAY)


# Each page with what it becomes: "@" is the notice for one statement, "@@" for several.
PLACED = {
    "behind the paragraph": ("markdown", f"# Pills\n\n{CLAIM}\n\nAdd to cart.\n", f"# Pills\n\n{CLAIM}\n\n@\n\nAdd to cart.\n"),
    "at the end, without a line end": ("markdown", f"# Pills\n\n{CLAIM}", f"# Pills\n\n{CLAIM}\n\n@"),
    "behind a list, not in it": (
        "markdown", f"- One\n\n- {CLAIM}\n\n- Two\n\nThree.\n", f"- One\n\n- {CLAIM}\n\n- Two\n\n@\n\nThree.\n",
    ),
    "before a list that follows": ("markdown", f"{CLAIM}\n\n- One\n", f"{CLAIM}\n\n@\n\n- One\n"),
    "not in code": ("markdown", f"> {CLAIM}\n> ```\n> a\n> ```\n", f"> {CLAIM}\n> ```\n> a\n> ```\n\n@\n"),
    "behind a claim in front matter": (
        "markdown", f"---\ntitle: x\n\ndescription: {CLAIM}\n---\nOne.\n\nTwo.\n",
        f"---\ntitle: x\n\ndescription: {CLAIM}\n---\nOne.\n\n@\n\nTwo.\n",
    ),
    "once for several statements, behind the last": (
        "markdown", f"{CLAIM}\n\nA lamp.\n\nOur zinc supports immunity.\n\nA chair.\n",
        f"{CLAIM}\n\nA lamp.\n\nOur zinc supports immunity.\n\n@@\n\nA chair.\n",
    ),
    "line ends of its file": ("markdown", f"{CLAIM}\r\n\r\nA lamp.\r\n", f"{CLAIM}\r\n\r\n@\r\n\r\nA lamp.\r\n"),
    "text": ("text", f"{CLAIM}\n\n- A lamp.\n", f"{CLAIM}\n\n@\n\n- A lamp.\n"),
    "HTML on lines": (
        "html", f"<body>\n  <p>{CLAIM}</p>\n  <p>A lamp.</p>\n</body>\n",
        f"<body>\n  <p>{CLAIM}</p>\n  <p>@</p>\n  <p>A lamp.</p>\n</body>\n",
    ),
    "HTML behind its list": (
        "html", f"<ul>\n  <li>{CLAIM}</li>\n</ul>\n<p>A lamp.</p>", f"<ul>\n  <li>{CLAIM}</li>\n</ul>\n<p>@</p>\n<p>A lamp.</p>",
    ),
    "HTML without lines": ("html", f"<main><h1>{CLAIM}</h1></main>", f"<main><h1>{CLAIM}</h1><p>@</p></main>"),
    "for a near copy, behind its mark": (
        "markdown", f"{CLAIM}*\n\n\\*This statement was not evaluated by the FDA. Not intended to treat, cure, or prevent any disease.\n",
        f"{CLAIM}*\n\n\\*@\n",
    ),
    "beside a near copy that says more": (
        "text", f"{CLAIM}\n\n{ONE.replace('Food and Drug Administration', 'FDA')} Keep out of reach of children.\n",
        f"{CLAIM}\n\n@\n\n{ONE.replace('Food and Drug Administration', 'FDA')} Keep out of reach of children.\n",
    ),
    "beside one that was turned round": (
        "text", f"{CLAIM}\n\n{ONE.replace(' not ', ' ')}\n", f"{CLAIM}\n\n@\n\n{ONE.replace(' not ', ' ')}\n",
    ),
    "fixed words": ("markdown", "Please *do* ask the old board first.\n", "Please *do* ask the new board & its office first.\n"),
    "fixed words in HTML": ("html", "<p>Ask the old board.</p>", "<p>ask the new board &amp; its office.</p>"),
}  # fmt: skip


@pytest.mark.parametrize("name", PLACED)
def test_what_is_missing_is_put_in_at_its_place_and_a_second_run_finds_nothing(name: str, small: House) -> None:
    form, before, after = PLACED[name]
    page = mended(before, small, form)

    assert page is not None
    assert page.left == ()
    assert page.after == after.replace("@@", SEVERAL).replace("@", ONE)
    assert mended(page.after, small, form) is None


# Pages where the words stand in what is never changed, or in another form than they are read.
LEFT = {
    "front matter": ("markdown", "---\ntitle: Ask the old board\n---\n\nA lamp.\n"),
    "markup": ("markdown", "Do ask *the* old board.\n"),
    "a wrap": ("markdown", "Do ask the\nold board.\n"),
    "an attribute": ("html", '<p>A lamp.</p><img src="a.png" alt="Do ask the old board">'),
    "data": (
        "html",
        '<script type="application/ld+json">{"@type": "Product", "description": "Ask the old board."}</script><p>A</p>',
    ),
    "another format": ("mdx", "Do ask the old board.\n"),
}


@pytest.mark.parametrize("name", LEFT)
def test_what_stands_elsewhere_is_left_and_told(name: str, small: House) -> None:
    form, source = LEFT[name]
    page = mended(source, small, form)

    assert page is not None
    assert (page.after, page.edits) == (source, ())
    assert [finding.rule for finding, _ in page.left] == ["old-line"]


def test_a_page_is_held_back_where_a_fix_brings_another_finding(lexicon: Lexicon, tmp_path: Path) -> None:
    warned = OLD_LINE.replace("ask the old board", "its office").replace("old-line", "office").split("fix:")[0]
    warned += 'examples:\n  found: ["In [[its office]].", "To [[its office]]."]\n  clean: ["An office.", "A lamp."]\n'
    put_rules(tmp_path / "rules", office=warned)
    house = flow.House(config.Config(), lexicon, rule_file.load([tmp_path / "rules"], lexicon), {})
    page = mended("Do ask the old board.\n", house)

    assert page is not None
    assert (page.after, page.edits) == ("Do ask the old board.\n", ())
    assert [why for _, why in page.left] == ["office finds “its office” with it"]


PARTS = (
    CLAIM, "Our zinc supports immunity.", "Do ask the old board.", "A lamp.", "ask *the* old board",
    "This statement has not been evaluated by the FDA.", "Add to cart.",
)  # fmt: skip
SHAPES = {
    "markdown": ("{}", "# {}", "- {}\n- {}", "> {}", "```\n{}\n```", "| a |\n|---|\n| {} |", "    {}", "<!-- {} -->", "1. {}\n\n   {}"),
    "html": ("<p>{}</p>", "<h2>{}</h2>", "<ul><li>{}</li></ul>", "<pre><code>{}</code></pre>", "<!-- {} -->", "<div>\n {}\n</div>"),
    "text": ("{}", "{}\n{}"),
}  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_a_second_run_changes_nothing_and_all_that_was_there_stays(small: House, data: st.DataObject) -> None:
    form = data.draw(st.sampled_from(fix.FORMATS))
    shapes = data.draw(st.lists(st.sampled_from(SHAPES[form]), min_size=1, max_size=5))
    filled = [shape.format(*data.draw(st.tuples(*[st.sampled_from(PARTS)] * 2))) for shape in shapes]
    head = data.draw(st.sampled_from(["", "---\ntitle: Do ask the old board\n---\n\n"]))
    line_end = data.draw(st.sampled_from(["\n", "\r\n"]))
    source = (head + "\n\n".join(filled) + data.draw(st.sampled_from(["", "\n"]))).replace("\n", line_end)
    page = mended(source, small, form)
    after = source if page is None else page.after
    again = mended(after, small, form)

    assert again is None or (again.edits, again.after) == ((), after)
    assert after.startswith(head.replace("\n", line_end))
    assert source.split("```")[1::2] == after.split("```")[1::2]
    if page is not None and len(page.edits) == 1 and page.edits[0].start == page.edits[0].end:
        [edit] = page.edits
        assert after[: edit.start] + after[edit.start + len(edit.words) :] == source


FAULTS = {
    "fix: notice": "adds a notice and requires none; give `require: {notice: …}`",
    "fix: {old words: new}": "mends “old words”, which no example of it marks; add found: “[[old words]] …”",
    "fix: {ask the old board: please ask the old board now}": (
        "puts “ask the old board” in its own place; leave the old words out of the new ones"
    ),
    "fix: [a]": "mends in a way that is not known; write `notice`, or {old words: new words}",
    'fix: {ask the old board: ""}': (
        "has no words on one line to put in place; what is to go is taken out by a person"
    ),
}


@pytest.mark.parametrize("given", FAULTS)
def test_a_fix_that_cannot_be_safe_does_not_load(given: str, lexicon: Lexicon, tmp_path: Path) -> None:
    text = OLD_LINE.replace('fix: {ask the old board: "ask the new board & its office"}', given)
    put_rules(tmp_path / "rules", **{"old-line": text})
    faults = rule_file.faults([tmp_path / "rules"], lexicon)

    assert [(fault.fault + "; " + fault.remedy, fault.line) for fault in faults] == [(FAULTS[given], 9)]


@pytest.mark.parametrize("subject", ["unsupported", "overstated", "evidence", "balance"])
def test_no_rule_on_what_a_claim_says_has_a_fix(subject: str, lexicon: Lexicon, tmp_path: Path) -> None:
    (tmp_path / "rules" / subject).mkdir(parents=True)
    (tmp_path / "rules" / subject / "old-line.yaml").write_text(OLD_LINE)
    [fault] = rule_file.faults([tmp_path / "rules"], lexicon)

    assert fault.fault == f"mends words of “{subject}”"


def test_a_fix_that_its_own_rule_finds_again_is_no_proof(lexicon: Lexicon, tmp_path: Path) -> None:
    text = OLD_LINE.replace("find:\n", 'find:\n  - "new board ... office"\n').replace(
        '"Ask the new board & its office."', '"A chair."'
    )
    put_rules(tmp_path / "rules", **{"old-line": text})
    house = flow.House(config.Config(), lexicon, rule_file.load([tmp_path / "rules"], lexicon), {})
    told = [line.split(": ", 1)[1] for line in proof.faults(house, house.rules) if "old-line" in line]

    assert told == [
        f"found example {n} of old-line: still finds ['new board & its office'] when it is mended" for n in (1, 2)
    ]


@pytest.fixture
def shop(site: Path) -> Path:
    """Return a content repository with the two rules that mend and one page."""
    (site / "rules" / "pressure" / "haste.yaml").unlink()
    put_rules(site / "rules")
    for name in ("bad.md", "good.md"):
        (site / name).unlink()
    (site / "claimcheck.yaml").write_text("rules: [rules]\njurisdictions: [us]\n")
    (site / "page.md").write_text(f"# Pills\n\n{CLAIM} Do ask the old board.\n")
    return site


AFTER = f"# Pills\n\n{CLAIM} Do ask the new board & its office.\n\n{ONE}\n"


def test_fix_alone_shows_a_diff_that_git_applies_and_changes_nothing(shop: Path, run: Callable[..., Ran]) -> None:
    before = (shop / "page.md").read_text()
    found = run("check", ".", "--fix", "--as-of", DAY)
    still = (shop / "page.md").read_text()
    subprocess.run(["git", "apply"], input="\n".join([*found.out, ""]), text=True, cwd=shop, check=True)

    assert found.code == 1
    assert still == before
    assert found.err == ["claimcheck: 2 changes in 1 page, nothing is written; --fix --write writes."]
    assert (shop / "page.md").read_text() == AFTER


def test_write_writes_and_tells_what_is_left(shop: Path, run: Callable[..., Ran]) -> None:
    (shop / "link.md").symlink_to("page.md")
    (shop / "page.md").chmod(0o640)
    (shop / "page.md").write_bytes(b"\xef\xbb\xbf" + (shop / "page.md").read_bytes())
    found = run("check", "link.md", "--fix", "--write", "--as-of", DAY)

    assert (found.code, found.err) == (0, ["claimcheck: 2 changes written in 1 page."])
    assert found.out[0] == "0 findings in 1 file: 0 errors, 0 warnings, 0 advice; 0 allowed."
    assert (shop / "page.md").read_bytes() == b"\xef\xbb\xbf" + AFTER.encode()
    assert ((shop / "page.md").stat().st_mode & 0o777, (shop / "link.md").is_symlink()) == (0o640, True)


def test_what_is_allowed_or_in_no_utf8_is_not_mended(shop: Path, run: Callable[..., Ran]) -> None:
    allowed = "<!-- claimcheck: allow old-line because so -->\n\nDo ask the old board.\n"
    (shop / "page.md").write_text(allowed)
    (shop / "latin.md").write_bytes("Do ask the old board, José.\n".encode("latin-1"))
    found = run("check", ".", "--fix", "--write", "--as-of", DAY)

    assert found.code == 2
    assert found.err == [
        "claimcheck: nothing is mended by itself; findings ask for a person.",
        "latin.md: cannot be mended (is not UTF-8 text); save it as UTF-8",
    ]
    assert (shop / "page.md").read_text() == allowed


def test_what_the_baseline_holds_stays_and_hinders_nothing(shop: Path, run: Callable[..., Ran]) -> None:
    (shop / "page.md").write_text("Do ask the old board.\n")
    run("baseline", ".")
    (shop / "page.md").write_text(f"Do ask the old board.\n\n{CLAIM}\n")
    found = run("check", ".", "--fix", "--write", "--as-of", DAY)

    assert (found.code, found.err) == (0, ["claimcheck: 1 change written in 1 page."])
    assert (shop / "page.md").read_text() == f"Do ask the old board.\n\n{CLAIM}\n\n{ONE}\n"


def test_a_notice_that_several_claims_call_for_one_by_one_is_put_in_once(lexicon: Lexicon, tmp_path: Path) -> None:
    put_rules(tmp_path / "rules", **{"supplement-notice-unsaid": NOTICE.replace("for: page", "for: claim")})
    given = config.from_mapping({"jurisdictions": ["us"]}, config.Config())
    house = flow.House(given, lexicon, rule_file.load([tmp_path / "rules"], lexicon), {})
    page = mended(f"{CLAIM} Our zinc supports immunity.\n", house)

    assert page is not None
    assert page.after == f"{CLAIM} Our zinc supports immunity.\n\n{ONE}\n"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--write",), "--write says what to do with --fix; write --fix --write"),
        (("--fix", "--format", "json"), "--fix shows a diff; add --write, or leave --format and --output out"),
        (("--fix", "--output", "a"), "--fix shows a diff; add --write, or leave --format and --output out"),
    ],
)
def test_words_that_do_not_go_together_are_told(
    words: tuple[str, ...], told: str, shop: Path, run: Callable[..., Ran]
) -> None:
    assert run("check", "page.md", *words) == (2, [], [told])
    assert "old board" in (shop / "page.md").read_text()


def replaced(source: str, places: list[tuple[int, int, int, int, str]], encoding: str, unit: int) -> str:
    """Return a text after replacements by line and column, columns counting units of an encoding."""

    def offset(line: int, column: int) -> int:
        before, own = source.splitlines(keepends=True)[: line - 1], source.splitlines(keepends=True)[line - 1 :]
        head = "".join(own[:1]).encode(encoding)[: (column - 1) * unit].decode(encoding)
        return len("".join(before) + head)

    for line, column, end_line, end_column, words in sorted(places, reverse=True):
        source = source[: offset(line, column)] + words + source[offset(end_line, end_column) :]
    return source


def test_sarif_and_rdjson_offer_the_edits_that_are_made(small: House) -> None:
    source = f"💡é **First**, ask the old board.\n\n💡 {CLAIM} Our zinc supports immunity.\n\nA lamp.\n"
    report = flow.check_document(readers.read_text(source, path="page", format="markdown"), small, DAY)
    made = fix.mended(report, small, DAY)
    outcome = flow.Outcome((report,), (), (), {}, DAY, small)
    log = json.loads(outputs.load("sarif").render(outcome))
    told = json.loads(outputs.load("rdjson").render(outcome))
    shape = Path(__file__).with_name("sarif-schema-2.1.0.json").read_text(encoding="utf-8")
    jsonschema.Draft4Validator(json.loads(shape)).validate(log)
    by_rule = {result["ruleId"]: result.get("fixes", []) for result in log["runs"][0]["results"]}
    of_sarif = [
        (*(part["deletedRegion"][name] for name in ("startLine", "startColumn", "endLine", "endColumn")),
         part["insertedContent"]["text"])
        for fixes in by_rule.values() for one in fixes for part in one["artifactChanges"][0]["replacements"]
    ]  # fmt: skip
    of_rdjson = [
        (*(one["range"][edge][name] for edge in ("start", "end") for name in ("line", "column")), one["text"])
        for diagnostic in told["diagnostics"] for one in diagnostic.get("suggestions", [])
    ]  # fmt: skip

    assert made is not None
    assert [edit.rule for edit in made.edits] == ["old-line", "supplement-notice-unsaid"]
    assert {rule: len(fixes) for rule, fixes in by_rule.items()} == {"old-line": 1, "supplement-notice-unsaid": 1}
    assert replaced(source, of_sarif, "utf-16-le", 2) == made.after
    assert replaced(source, of_rdjson, "utf-8", 1) == made.after
