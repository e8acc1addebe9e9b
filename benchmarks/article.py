"""One article: what is found, by subject and severity, and how long it takes, cold, warm and to import."""

from __future__ import annotations

import subprocess
import sys
import time
from collections import Counter
from datetime import date
from pathlib import Path

from claimcheck import flow
from claimcheck.config import config


def seconds(*command: str) -> float:
    """Return the median wall time of a command over five runs, in seconds; what it prints is dropped."""
    took = []
    for _ in range(5):
        start = time.perf_counter()
        subprocess.run([sys.executable, *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        took.append(time.perf_counter() - start)
    return sorted(took)[2]


def main(path: str) -> None:
    """Print the figures of one article."""
    house, file = flow.load(config.Config()), [(Path(path), path)]
    today = date.today().isoformat()
    flow.check_files(file, house, today)
    start = time.perf_counter()
    outcome = flow.check_files(file, house, today)
    warm = time.perf_counter() - start
    findings = [finding for report in outcome.reports for finding in report.findings]
    for (subject, severity), count in sorted(Counter((f.subject, f.severity) for f in findings).items()):
        print(f"{subject:12} {severity:8} {count:4}")
    print(f"{len(findings)} findings, {len({f.rule for f in findings})} rules, {len(house.rules)} loaded")
    print(f"cold   {seconds('-m', 'claimcheck', 'check', path):.2f} s (whole process)")
    print(f"warm   {warm:.2f} s (rules, records and model loaded)")
    print(f"--help {seconds('-m', 'claimcheck', '--help'):.2f} s, python alone {seconds('-c', 'pass'):.2f} s")
    print(f"import {seconds('-c', 'import claimcheck.flow'):.2f} s (claimcheck.flow)")


if __name__ == "__main__":
    main(*sys.argv[1:])
