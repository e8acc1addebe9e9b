"""The example pages, each with exactly the findings that stand beside it in tests/articles/.

After a change of rules that is meant, `python tests/test_articles.py` writes them anew; read the difference like prose.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from claimcheck import flow
from claimcheck.config import config

if TYPE_CHECKING:
    from claimcheck.model import Finding, Report

ROOT = Path(__file__).parent.parent
PAGES = sorted((ROOT / "examples" / "articles").glob("*.md"))
EXPECTED = Path(__file__).parent / "articles"
AS_OF = "2026-11-24"


@cache
def reports() -> dict[str, Report]:
    """Return the reports of the example pages, checked as a content repository checks its own."""
    given, faults = config.load(ROOT / "examples" / config.FILE_NAME)
    assert not faults
    outcome = flow.check_files([(page, str(page)) for page in PAGES], flow.load(given), AS_OF)
    assert not outcome.failed
    return {Path(report.document.path).name: report for report in outcome.reports}


def told(page: Path) -> str:
    """Return the findings of a page, two lines each: place, severity and rules; the words of the page."""
    return "".join(_told(finding) for finding in sorted(reports()[page.name].findings, key=_order))


def _told(finding: Finding) -> str:
    also = f" (also {', '.join(finding.also)})" if finding.also else ""
    records = f" [{', '.join(finding.records)}]" if finding.records else ""
    words = " ".join(finding.quote.split())
    return f"{finding.line}:{finding.column} {finding.severity} {finding.rule}{records}{also}\n    {words}\n"


def _order(finding: Finding) -> tuple[int, str, int]:
    return finding.start, finding.rule, finding.end


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_has_its_findings_and_no_others(page: Path) -> None:
    expected = (EXPECTED / f"{page.stem}.expected").read_text(encoding="utf-8")

    assert told(page) == expected


def test_the_careful_page_has_no_finding() -> None:
    assert told(ROOT / "examples" / "articles" / "living-after-stroke.md") == ""


@pytest.mark.parametrize(
    "words",
    [
        "About 87 % of strokes are ischemic",
        "Thrombolysis has to begin within 4.5 hours",
        "Physiotherapy and speech therapy help most people",
        "Zilvomarcel does not replace the tissue that a stroke has destroyed",
        "In rats, researchers of the Ulmenreth Institute reported in the *Quarterly of Brain Repair*",
        "Physiotherapy improves walking and balance at any age",
    ],
)
def test_what_is_known_or_denied_on_the_clinic_page_has_no_finding(words: str) -> None:
    page = reports()["stroke-cells.md"]
    start = page.document.source.index(words)

    assert [f.rule for f in page.findings if f.start < start + len(words) and start < f.end] == []


@pytest.mark.parametrize(
    ("rule", "record", "words"),
    [
        (
            "endpoint-not-met",
            "brestovane",
            "Six months later, treated patients showed clear improvement in motor function",
        ),
        ("endpoint-not-met", "brestovane", "their motor function improved"),
        ("result-withheld", "dravomere", "DRAVOMERE, a randomized Phase 2/3 trial in eleven hospitals"),
        ("other-condition", "torvessin", "it showed lasting improvement in motor function over 52 weeks"),
        ("other-condition", "torvessin", "The TORVESSIN trial showed lasting improvement in motor function"),
        ("uncontrolled-benefit", "zelmarind", "Mean gain of 6.8 points on the upper-limb Fugl-Meyer score"),
        ("figure-superseded", "zelmarind", "9 of 13 patients gained 10 points or more"),
        ("expected-benefit", "zelmarind", "In ZELMARIND, patients gained 6.8 points"),
        ("abstract-as-publication", "zelmarind", "The results were presented at a spring congress in 2023"),
        ("animals-as-people", "ulmenreth-rats", "The work of the Ulmenreth Institute"),
    ],
)
def test_the_clinic_page_is_held_to_the_right_record_at_the_right_words(rule: str, record: str, words: str) -> None:
    page = reports()["stroke-cells.md"]
    held = [page.document.source[f.start :] for f in page.findings if (f.rule, f.records) == (rule, (record,))]

    assert [words for source in held if " ".join(source.split()).startswith(words)] == [words]


if __name__ == "__main__":
    for example in PAGES:
        (EXPECTED / f"{example.stem}.expected").write_text(told(example), encoding="utf-8")
