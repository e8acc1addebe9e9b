"""RULES.md: what the command prints, readable where Markdown is shown; and every code of the catalogue has its rule.

After a change of a rule or an authority `python tests/test_rules_page.py` writes the page anew.
"""

from __future__ import annotations

import difflib
import os
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import marko
import pytest
import yaml
from click.testing import CliRunner

from claimcheck import flow, shipped
from claimcheck.cli import main as cli
from claimcheck.config import config
from claimcheck.model import SUBJECTS
from claimcheck.outputs import _rules_page

if TYPE_CHECKING:
    from claimcheck.flow import House

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "RULES.md"
CODES = yaml.safe_load((ROOT / "tests" / "catalogue.yaml").read_text(encoding="utf-8"))
# A row of the table in CONTRIBUTING.md: its code, and the reason, which begins with one of these words.
EXCUSED = re.compile(r"^\| ([A-Z]{3}\d{3}) \| [^|]+ \| (.+) \|$", re.MULTILINE)
REASONS = ("merged into ", "needs an image", "needs outside data: ", "the text of the law could not be opened")


def printed(*words: str) -> str:
    """Return what `claimcheck rules` prints at the top of the repository."""
    before = Path.cwd()
    os.chdir(ROOT)
    try:
        return CliRunner().invoke(cli.command, ["rules", *words]).output
    finally:
        os.chdir(before)


def excused() -> dict[str, str]:
    """Return the codes that CONTRIBUTING.md says are not built, each with its reason."""
    return dict(EXCUSED.findall((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")))


def inside(node: Any, kind: type) -> list[Any]:
    """Return the parts of one kind in a parsed page, in order."""
    below = node.children if isinstance(getattr(node, "children", None), list) else []
    return [node] * isinstance(node, kind) + [part for child in below for part in inside(child, kind)]


def words_of(node: Any) -> str:
    """Return the words that a part of a parsed page shows."""
    return node.children if isinstance(node.children, str) else "".join(map(words_of, node.children))


@pytest.fixture(scope="module")
def built(house: House) -> set[str]:
    """Return the codes of the catalogue that the shipped rules cover."""
    return {code for rule in house.rules for code in rule.was}


@pytest.fixture(scope="module")
def page() -> Any:
    """Parse RULES.md as a Git host does."""
    return marko.Markdown(extensions=["gfm"]).parse(PAGE.read_text(encoding="utf-8"))


def test_the_page_of_rules_is_what_the_command_prints_now() -> None:
    stands, now = PAGE.read_text(encoding="utf-8").splitlines(), printed("--format", "markdown").splitlines()

    assert list(difflib.unified_diff(stands, now, n=0, lineterm=""))[:20] == []


def test_the_page_is_the_same_in_any_order_of_rules(house: House) -> None:
    assert _rules_page.render(house.rules[::-1], house.records) == _rules_page.render(house.rules, house.records)


def test_the_page_says_what_made_it_and_ends_without_noise() -> None:
    lines = PAGE.read_text(encoding="utf-8").split("\n")

    assert "`claimcheck rules --format markdown`" in lines[0]
    assert [number for number, line in enumerate(lines, 1) if line != line.rstrip()] == []
    assert (lines[-1], lines[-2] != "") == ("", True)


def test_every_rule_has_its_heading_below_its_subject(page: Any, house: House) -> None:
    shown = [(part.level, words_of(part)) for part in inside(page, marko.block.Heading)]
    expected = [
        heading
        for subject in SUBJECTS
        for names in [sorted(rule.name for rule in house.rules if rule.subject == subject)]
        if names
        for heading in ((2, subject.capitalize()), *((3, name) for name in names))
    ]

    assert shown[:2] == [(1, "Rules"), (2, "Contents")]
    assert shown[2 : 2 + len(expected)] == expected


def test_links_inside_the_page_lead_to_one_heading_each(page: Any) -> None:
    headings = Counter(words_of(part).lower() for part in inside(page, marko.block.Heading))
    targets = {link.dest[1:] for link in inside(page, marko.inline.Link) if link.dest.startswith("#")}

    assert sorted(target for target in targets if headings[target] != 1) == []


def test_the_words_found_are_bold_or_in_brackets_where_the_page_is_shown(page: Any, house: House) -> None:
    bold = {words_of(part) for part in inside(page, marko.inline.StrongEmphasis)}
    text = PAGE.read_text(encoding="utf-8")
    marked = [
        (rule.name, example.text, example.text[start:end])
        for rule in house.rules
        for example in rule.found
        for start, end in example.marked
    ]
    found = [(name, " ".join(words.split())) for name, example, words in marked if "\n" not in example]
    on_pages = [(name, words) for name, example, words in marked if "\n" in example.strip()]

    assert found
    assert on_pages
    assert [(name, words) for name, words in found if words not in bold and rf"\[\[{words}\]\]" not in text] == []
    assert [(name, words) for name, words in on_pages if f"[[{words}]]" not in text] == []


def test_every_subject_says_what_it_finds() -> None:
    assert tuple(_rules_page.FINDS) == SUBJECTS


def test_an_unknown_format_is_answered_with_the_nearest() -> None:
    ran = CliRunner().invoke(cli.command, ["rules", "--format", "markdow"])

    assert str(ran.exception) == "“markdow” is no format; did you mean “markdown”?"


def test_every_core_code_of_the_catalogue_has_a_rule(built: set[str]) -> None:
    assert [code for code in CODES["core"] if code not in built] == []


def test_no_code_of_the_catalogue_is_neither_built_nor_excused(built: set[str]) -> None:
    codes = [*CODES["core"], *CODES["further"]]

    assert len(set(codes)) == len(codes) == 153
    assert [code for code in codes if code not in built and code not in excused()] == []


def test_only_codes_of_the_catalogue_are_built_or_excused(built: set[str]) -> None:
    codes = {*CODES["core"], *CODES["further"]}

    assert sorted(built - codes) == []
    assert sorted(excused().keys() - codes) == []
    assert sorted(built & excused().keys()) == []


def test_every_excuse_gives_one_of_four_reasons_and_names_rules_that_are_there() -> None:
    rules = {path.stem for path in shipped.folder("rules").glob("*/*.yaml")}
    merged = {code: why for code, why in excused().items() if why.startswith("merged into ")}

    assert [code for code, why in excused().items() if not why.startswith(REASONS)] == []
    assert [
        (code, name)
        for code, why in merged.items()
        for name in re.findall(r"`([a-z-]+)`", why)
        if name not in rules | {"unlinked"}
    ] == []


if __name__ == "__main__":
    loaded = flow.load(config.Config())
    PAGE.write_text(_rules_page.render(loaded.rules, loaded.records), encoding="utf-8")
