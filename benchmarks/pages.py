"""Annotated pages: recall by priority, precision and false alarms of findings at warning or above."""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

from claimcheck import config, flow, readers, yamlfile

_SHORT = 25


def plain(text: str) -> str:
    """Return words as they are compared: lower case, one space, typographic apostrophes."""
    return " ".join(text.replace("\\u2019", "’").lower().split())


def touches(quote: str, words: str) -> bool:
    """Return whether a finding's words and an annotated passage overlap."""
    parts = [part for part in re.split(r"[.;,]", words) if len(part) > _SHORT]
    return words in quote or quote in words or any(part in quote for part in parts)


def main(docs: str, gold: str) -> None:
    """Print the figures of a folder of pages with its gold."""
    house = flow.load(config.Config())
    counts: Counter[tuple[str, bool]] = Counter()
    alarms: Counter[str] = Counter()
    for path in sorted(Path(gold).glob("*.yaml")):
        items = [item for item in yamlfile.read(path).value if "quote" in item]
        page = Path(docs) / f"{path.stem}.md"
        report = flow.check_document(readers.read(page, shown_as=page.name), house, "2026-01-01")
        found = [(plain(f.quote), f.rule) for f in report.findings if f.severity != "advice" and not f.page]
        for item in items:
            kind = "clean" if item.get("clean") else str(item["priority"])
            counts[kind, any(touches(plain(item["quote"]), words) for words, _ in found)] += 1
        flagged = [plain(item["quote"]) for item in items if not item.get("clean")]
        for words, rule in found:
            right = any(touches(quote, words) for quote in flagged)
            counts["precision", right] += 1
            alarms[rule] += not right
    for kind in ("must", "should", "may", "clean", "precision"):
        total = counts[kind, True] + counts[kind, False]
        print(f"{kind:10} {counts[kind, True]:4} of {total:4}  {counts[kind, True] / max(total, 1):.2f}")
    print("alarms outside flagged passages:", ", ".join(f"{r} {n}" for r, n in alarms.most_common(12) if n))


if __name__ == "__main__":
    main(*sys.argv[1:])
