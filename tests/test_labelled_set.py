"""The standing set of pages with what a reviewer would stop, and the script that measures on such sets.

The set measures the house, so nothing here asks what is found on its pages: its gold is never fitted to the rules.
"""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from collections import Counter
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest

import made
from claimcheck import flow, readers, yamlfile
from claimcheck.config import config
from claimcheck.model import SEVERITIES, SUBJECTS, Span
from made import finding, page

if TYPE_CHECKING:
    from claimcheck.model import Document

ROOT = Path(__file__).parent.parent
SET = ROOT / "tests" / "articles"
GOLD = sorted((SET / "gold").glob("*.yaml"))
ONE_ARTICLE = ROOT / "benchmarks" / "real-article.yaml"
KINDS = ("marketing", "mixed", "careful")
FLAGGED = {"category", "severity", "priority", "reason"}


def script() -> ModuleType:
    """Return benchmarks/pages.py, which is in no package."""
    spec = importlib.util.spec_from_file_location("benchmark_pages", ROOT / "benchmarks" / "pages.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


pages = script()


@cache
def gold_of(path: Path) -> yamlfile.YamlFile:
    return yamlfile.read(path)


@cache
def document_of(gold: Path) -> Document:
    [path] = (SET / "pages").glob(f"{gold.stem}.*")
    return readers.read(path, shown_as=path.name)


def is_well_formed(entry: dict[str, Any], where: str) -> bool:
    """Return whether an entry has the keys and the values of one of the three forms."""
    keys = set(entry)
    if entry.get("clean") is True:
        return keys == {where, "clean", "why"}
    values = (
        entry.get("category") in SUBJECTS,
        entry.get("severity") in SEVERITIES,
        entry.get("priority") in pages.PRIORITIES,
        isinstance(entry.get("reason"), str),
    )
    if entry.get("document") is True:
        return keys == {"document", *FLAGGED} and all(values)
    return keys - {"rewrite", "records"} == {where, *FLAGGED} and all(values)


def test_the_set_holds_pages_and_gold_in_pairs() -> None:
    named = sorted(path.stem for path in (SET / "pages").iterdir())

    assert named == [path.stem for path in GOLD]
    assert len(named) >= 16
    assert [name for name in named if not re.fullmatch(r"[a-z]+(-[a-z]+)*", name)] == []


@pytest.mark.parametrize("gold", GOLD, ids=lambda path: path.stem)
def test_a_gold_file_says_its_page_and_is_well_formed(gold: Path) -> None:
    first, *entries = gold_of(gold).value

    assert set(first) == {"page", "offers", "note"}
    assert first["page"] in KINDS
    assert [entry for entry in entries if not is_well_formed(entry, "quote")] == []


@pytest.mark.parametrize("gold", GOLD, ids=lambda path: path.stem)
def test_every_quote_stands_in_its_page_in_that_order(gold: Path) -> None:
    document = document_of(gold)
    entries, faults = pages.entries_of(document, gold_of(gold))
    starts = [entry.span.start for entry in entries if entry.span]

    assert faults == ()
    assert len(entries) == len(gold_of(gold).value) - 1
    assert starts == sorted(starts)
    assert 500 <= len(document.text.split()) <= 1100


def test_each_kind_of_page_has_enough_to_find_and_to_pass() -> None:
    counts: Counter[tuple[str, str]] = Counter()
    for gold in GOLD:
        first, *entries = gold_of(gold).value
        counts[first["page"], "pages"] += 1
        counts.update((first["page"], "clean" if "clean" in entry else entry["priority"]) for entry in entries)

    assert [kind for kind in KINDS if counts[kind, "pages"] < 3 or counts[kind, "clean"] < 20] == []
    assert [kind for kind in ("marketing", "mixed") if counts[kind, "must"] < 12] == []


def test_the_gold_of_the_article_names_places_only_and_in_order() -> None:
    first, *entries = gold_of(ONE_ARTICLE).value
    places = [entry["place"] for entry in entries if "place" in entry]
    numbers = [tuple(map(int, re.split("[:-]", place))) for place in places]

    assert set(first) == {"page", "offers", "note"}
    assert [entry for entry in entries if not is_well_formed(entry, "place") or "rewrite" in entry] == []
    assert len(places) >= 100
    assert numbers == sorted(numbers)
    assert [place for place in numbers if len(place) != 4 or place[:2] >= place[2:]] == []


def test_a_quote_is_found_through_wraps_markup_and_typographic_marks() -> None:
    document = page("# A lamp\n\nIt’s a *warm\nlight*, he said.\n")

    assert document.source[slice(*pages.located(document, "It's a warm light"))] == "It’s a *warm\nlight"
    assert document.source[slice(*pages.located(document, "# A lamp"))] == "A lamp"
    assert pages.located(document, "a cold light") is None
    assert pages.located(document, "") is None


def test_a_priority_that_there_is_none_of_is_told_and_the_rest_is_read() -> None:
    gold = "- quote: It heals.\n  category: cure\n  priority: could\n- quote: It is red.\n  clean: true\n"
    document = made.page("It heals. It is red.", "lamp.md")

    entries, faults = pages.entries_of(document, yamlfile.parse(gold, path="lamp.yaml"))

    assert [entry.span for entry in entries] == [Span(10, 20)]
    assert faults == ("lamp.yaml:1: “could” is no priority; one of must, should, may",)


def test_the_same_words_are_found_in_the_order_of_the_gold() -> None:
    document = page("One lamp.\n\nOne lamp.\n")

    assert pages.located(document, "One lamp.") == Span(0, 9)
    assert pages.located(document, "One lamp.", after=1) == Span(11, 20)
    assert pages.located(document, "One lamp.", after=12) == Span(0, 9)


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("3", "It warms."),
        ("1:3-1:7", "Lamp"),
        ("1:3-3:3", "Lamp\r\n\r\nIt"),
        ("9", None),
        ("1:7-1:3", None),
        ("x", None),
    ],
)
def test_a_place_is_a_line_or_runs_to_the_place_behind_its_last_character(place: str, words: str | None) -> None:
    document = page("# Lamp\r\n\r\nIt warms.\r\n")
    span = pages.place_span(document, place)

    assert (document.source[slice(*span)] if span else None) == words


SOURCE = """\
# Lamps

They heal all wounds. They burn out. They last for ever. Buy one today.

Lamps were known in Rome. Light calms many people.
"""
ENTRIES = """\
- page: marketing
- {quote: They heal all wounds., category: unsupported-claim, severity: error, priority: must, reason: none shown}
- {quote: They burn out., clean: true, why: a limit}
- {quote: They last for ever., category: overstated, severity: warning, priority: must, reason: never}
- {quote: Buy one today., category: pressure, severity: info, priority: may, reason: haste}
- {quote: Lamps were known in Rome., clean: true, why: history}
- {document: true, category: balance, severity: error, priority: must, reason: heat}
- {document: true, category: citations, severity: warning, priority: should, reason: no source}
- {quote: not there, category: balance, severity: error, priority: should, reason: none}
"""


def made_set() -> Any:
    """Return a page with six findings: two right, one of them of another subject, two alarms, two on the whole page."""
    document = page(SOURCE, "lamps.md")
    entries, faults = pages.entries_of(document, yamlfile.parse(ENTRIES, path="lamps.yaml"))
    found = (
        finding(document, "heal all wounds", "cure", subject="unsupported"),
        finding(document, "for ever. Buy", "permanent", severity="warning", subject="unsupported"),
        finding(document, "burn out", "fear", subject="pressure"),
        finding(document, "calms", "calming", severity="warning"),
        finding(document, "Rome", "old", severity="advice"),
        finding(document, "They heal", "harms-absent", subject="balance", page=True),
        finding(document, "They heal", "notice-absent", severity="warning", subject="disclaimers", page=True),
    )
    return pages.Page(document, entries, found, faults)


def counted(entries: int, warning: int, either: int, subject: int) -> dict[str, int]:
    return {"entries": entries, "warning": warning, "any": either, "subject": subject}


def test_the_figures_of_a_made_page_are_exact() -> None:
    assert pages.figures([made_set()]) == {
        "pages": 1,
        "recall": {"must": counted(2, 2, 2, 1), "may": counted(1, 1, 1, 0)},
        "subjects": {
            "unsupported": counted(1, 1, 1, 1),
            "overstated": counted(1, 1, 1, 0),
            "pressure": counted(1, 1, 1, 0),
        },
        "document": {"must": counted(1, 1, 1, 1), "should": counted(1, 0, 0, 0)},
        "document_subjects": {"citations": counted(1, 0, 0, 0), "balance": counted(1, 1, 1, 1)},
        "clean": {"entries": 2, "warning": 1, "error": 1, "evidence": 0},
        "records": {"entries": 0, "told": 0},
        "precision": {"findings": 4, "right": 2},
        "page_precision": {"findings": 2, "right": 1},
        "faults": 1,
    }


def test_a_fault_that_only_a_record_shows_is_told_by_a_finding_about_evidence_that_rests_on_it() -> None:
    document = page(SOURCE, "lamps.md")
    quotes = ("They heal all wounds.", "They last for ever.", "Buy one today.", "Light calms many people.")
    told = "category: evidence, severity: error, priority: must, reason: none, records: [dim, dark]"
    entries, _ = pages.entries_of(
        document, yamlfile.parse("\n".join(f"- {{quote: {q}, {told}}}" for q in quotes), path="lamps.yaml")
    )
    found = (
        finding(document, "heal all wounds", "unmet", subject="evidence", records=("dark",)),
        finding(document, "for ever", "unmet", subject="evidence", records=("bright",)),
        finding(document, "one today", "unmet", subject="balance", records=("dark",)),
        finding(document, "calms", "unmet", severity="advice", subject="evidence", records=("dark",)),
    )

    assert pages.figures([pages.Page(document, entries, found)])["records"] == {"entries": 4, "told": 1}


def test_alarms_and_misses_are_told_with_their_places() -> None:
    made = made_set()

    assert made.faults == ("lamps.yaml:9: not found in lamps.md: “not there”",)
    assert pages.alarm_rows([made]) == [
        {"path": "lamps.md", "line": 5, "column": 33, "words": "calms", "rule": "calming", "severity": "warning",
         "clean": False},
        {"path": "lamps.md", "line": 3, "column": 28, "words": "burn out", "rule": "fear", "severity": "error",
         "clean": True},
    ]  # fmt: skip
    assert pages.miss_rows([made]) == [
        {"path": "lamps.md", "line": 1, "column": 1, "words": "(the page as a whole)", "priority": "should",
         "subject": "citations", "advice": []},
    ]  # fmt: skip


def test_the_script_measures_folders_and_single_files(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / "gold").mkdir()
    (site / "gold" / "bad.yaml").write_text(
        "- {quote: only today, category: pressure, severity: error, priority: must, reason: haste}\n"
        "- {quote: never again, category: pressure, severity: error, priority: may, reason: haste}\n"
        "- {quote: no such words, clean: true, why: none}\n"
    )
    given, _ = config.load(site / "claimcheck.yaml")
    house = flow.load(given)
    monkeypatch.setattr(flow, "load", lambda _: house)

    monkeypatch.setattr(sys, "argv", ["pages.py", ".", "gold", "--misses"])
    pages.main()
    told = capsys.readouterr()
    assert "  must                    1 of    1  1.00      1 of    1  1.00      1 of    1  1.00" in told.out
    assert "precision                 1 of    1  1.00" in told.out
    assert told.out.endswith("alarms outside of flagged passages:\nmissed, may, pressure  bad.md:4:13  “never again”\n")
    assert told.err == "gold/bad.yaml:3: not found in bad.md: “no such words”\n"

    monkeypatch.setattr(sys, "argv", ["pages.py", "bad.md", "gold/bad.yaml", "--json"])
    pages.main()
    figures = json.loads(capsys.readouterr().out)
    assert figures["precision"] == {"findings": 1, "right": 1}
    assert [row["words"] for row in figures["misses"]] == ["never again"]
