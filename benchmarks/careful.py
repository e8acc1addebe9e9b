"""Careful text: findings per 1,000 words by severity and by rule, and the share of documents with an error.

    python benchmarks/careful.py ROWS.jsonl|FOLDER [--most 200]

Rows are JSON objects with words under `text`; of a folder, the pages that the linter can read are taken.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from claimcheck import flow, readers
from claimcheck.config import config

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimcheck.model import Document


def documents(given: Path) -> Iterator[Document]:
    """Yield the pages of a folder in the order of their names, or the rows of a file, each as a text."""
    if given.is_dir():
        for path in sorted(path for path in given.rglob("*") if path.suffix.lower() in readers.suffixes()):
            yield readers.read(path, shown_as=path.name)
        return
    for line in given.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield readers.read_text(json.loads(line)["text"], path="row.txt", format="text")


def main() -> None:
    """Print the figures of a file of rows or of a folder of pages."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("given", type=Path)
    options.add_argument("--most", type=int, default=200)
    given = options.parse_args()
    house = flow.load(config.Config())
    words, with_error, read = 0, 0, 0
    severities: Counter[str] = Counter()
    rules: Counter[tuple[str, str]] = Counter()
    for document in islice(documents(given.given), given.most):
        report = flow.check_document(document, house, "2026-01-01")
        read, words = read + 1, words + report.words
        with_error += any(finding.severity == "error" for finding in report.findings)
        severities.update(finding.severity for finding in report.findings)
        rules.update((finding.severity, finding.rule) for finding in report.findings)
    print(f"{read} documents, {words} words; with an error: {with_error / max(read, 1):.1%}")
    for severity in ("error", "warning", "advice"):
        print(f"{severity:8} {severities[severity] * 1000 / max(words, 1):.3f} per 1,000 words")
    for (severity, rule), count in rules.most_common(15):
        print(f"  {count:4} {severity:8} {rule}")


if __name__ == "__main__":
    main()
