"""Minimal pairs -> figures: careful sentences that are stopped all the same, and claims beside them that are found.

    python benchmarks/pairs.py PAIRS.yaml [--misses]

An entry has `careful`, a sentence that no reviewer would stop though it holds the words of a claim, `claim`, one as
near to it as can be that a reviewer would stop, `about`, by what the first is none, and `page`, what the page around
them sells: health, learning or money. `seen` tells whether it was read when rules were made. Each sentence is checked
by itself and on a seller's page; what asks for a source, and what is asked of a whole page, is not counted.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from claimcheck import flow, readers, yamlfile
from claimcheck.config import config
from claimcheck.model import Span

if TYPE_CHECKING:
    from claimcheck.flow import House
    from claimcheck.model import Report

AS_OF = "2026-01-01"
PAGES = {
    "alone": "{}\n",
    "health": "# Our clinic\n\nWe offer exosome therapy and vitamin drips for arthritis, tiredness and skin.\n\n{}\n\n"
    "[Book now](https://clinic.example/)\n",
    "learning": "# Our coding course\n\nWe teach you to write software in twelve weeks.\n\n{}\n\n"
    "[Enrol now](https://course.example/)\n",
    "money": "# Our trading school\n\nWe teach you to trade shares and currencies.\n\n{}\n\n"
    "[Open an account](https://trade.example/)\n",
}
# Subjects of what is asked of a page or of its sources, not of a sentence.
_NOT_COUNTED = ("citations", "balance", "disclaimers")


def checked(sentence: str, page: str, house: House) -> tuple[Report, Span]:
    """Return the report of one of PAGES with a sentence, and where that stands in its file."""
    text = PAGES[page].format(sentence)
    start = text.index(sentence)
    document = readers.read_text(text, path="page.md", format="markdown")
    return flow.check_document(document, house, AS_OF), Span(start, start + len(sentence))


def stopped(sentence: str, page: str, house: House) -> list[str]:
    """Return the names of the rules that stop a sentence, at warning or above, where it stands on one of PAGES."""
    report, within = checked(sentence, page, house)
    return sorted(
        finding.rule
        for finding in report.findings
        if finding.severity != "advice"
        and finding.subject not in _NOT_COUNTED
        and finding.start < finding.end
        and within.holds(finding.start, finding.end)
    )


def main() -> None:
    """Print the figures of a file of pairs."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("pairs", type=Path)
    options.add_argument("--misses", action="store_true", help="also print careful sentences that are stopped")
    given = options.parse_args()
    house, counts = flow.load(config.Config()), Counter[tuple[str, str]]()
    for entry in yamlfile.read(given.pairs).value:
        groups = (entry["about"], "read when rules were made" if entry["seen"] else "not read before it was counted")
        for group in groups:
            counts[group, "pairs"] += 1
        for kind, where in (("careful", "alone"), ("careful", "page"), ("claim", "alone"), ("claim", "page")):
            rules = stopped(entry[kind], entry["page"] if where == "page" else where, house)
            for group in groups if rules else ():
                counts[group, f"{kind} {where}"] += 1
            if rules and kind == "careful" and given.misses:
                print(f"{where:5} {entry[kind]}\n      {', '.join(rules)}")
    print(told(counts))


def told(counts: Counter[tuple[str, str]]) -> str:
    """Return the counts as a table: careful sentences stopped, and claims found, alone and on a seller's page."""
    lines = [f"{'':45} pairs  careful stopped: alone, on a page  claims found: alone, on a page"]
    for group in dict.fromkeys(group for group, _ in counts):
        alone, page = counts[group, "careful alone"], counts[group, "careful page"]
        found, on_page = counts[group, "claim alone"], counts[group, "claim page"]
        lines.append(f"{group:45} {counts[group, 'pairs']:5} {alone:22} {page:9} {found:20} {on_page:9}")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
