"""Careful text: findings per 1,000 words by severity and by rule, and the share of documents with an error."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

from claimcheck import config, flow, readers


def main() -> None:
    """Print the figures of a file of JSON rows with words under `text`."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("rows", type=Path)
    options.add_argument("--most", type=int, default=200)
    given = options.parse_args()
    house = flow.load(config.Config())
    words, with_error, read = 0, 0, 0
    severities: Counter[str] = Counter()
    rules: Counter[tuple[str, str]] = Counter()
    for line in given.rows.read_text(encoding="utf-8").splitlines()[: given.most]:
        document = readers.read_text(json.loads(line)["text"], path="row.txt", format="text")
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
