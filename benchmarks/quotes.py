"""Statements that were objected to, a one-sentence page each: the share with a finding, and with one of a right family.

    python benchmarks/quotes.py ROWS.jsonl [--missed]

A row has `text` and `expect_any`, codes of the catalogue that rules name under `was`; a family is a code's letters.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from claimcheck import flow, readers
from claimcheck.config import config


def _families(codes: list[str] | tuple[str, ...]) -> set[str]:
    return {code.rstrip("0123456789") for code in codes}


def main() -> None:
    """Print how many statements are found at warning or above, and how many of them by a rule of a right family."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("rows", type=Path)
    options.add_argument("--missed", action="store_true")
    given = options.parse_args()
    house = flow.load(config.Config())
    families = {rule.name: _families(rule.was) for rule in house.rules}
    rows = [json.loads(line) for line in given.rows.read_text(encoding="utf-8").splitlines() if line.strip()]
    found, right = 0, 0
    for row in rows:
        document = readers.read_text(row["text"], path="row.txt", format="text")
        report = flow.check_document(document, house, "2026-01-01")
        spoken = [finding for finding in report.findings if finding.severity != "advice"]
        rules = {name for finding in spoken for name in (finding.rule, *finding.also)}
        found += bool(spoken)
        right += any(families.get(name, set()) & _families(row["expect_any"]) for name in rules)
        if given.missed and not spoken:
            print(f"missed  {row['text']}")
    print(f"{len(rows)} statements; with a warning or above: {found} ({found / max(len(rows), 1):.2f})")
    print(f"of a right family: {right} ({right / max(len(rows), 1):.2f})")


if __name__ == "__main__":
    main()
