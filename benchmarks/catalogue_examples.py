"""Examples of a catalogue of rules, a one-sentence page each: how many to be found are found, how many clean flagged.

    python benchmarks/catalogue_examples.py CATALOGUE.yaml [--scope sentence] [--missed]

A catalogue lists under `rules` a `code`, its `scope`, and under `violating` and `near_miss_clean` entries with their
words under `t`. “By a rule of its code” asks for a rule that names the code under `was`, “of its family” for one that
names any code of the same letters.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimcheck import flow, readers, yamlfile
from claimcheck.config import config

if TYPE_CHECKING:
    from claimcheck.model import Finding


def _spoken(text: str, house: flow.House) -> tuple[Finding, ...]:
    document = readers.read_text(text, path="example.txt", format="text")
    return flow.check_document(document, house, "2026-01-01").findings


def _rules(findings: tuple[Finding, ...]) -> set[str]:
    return {name for finding in findings for name in (finding.rule, *finding.also)}


def _words(entries: list[dict[str, Any]] | None) -> list[str]:
    return [str(entry["t"]) for entry in entries or () if "t" in entry]


def main() -> None:
    """Print the share of examples found, at all and at warning or above, and of clean ones flagged."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("catalogue", type=Path)
    options.add_argument("--scope", default="sentence")
    options.add_argument("--missed", action="store_true")
    given = options.parse_args()
    house = flow.load(config.Config())
    was = {rule.name: set(rule.was) for rule in house.rules}
    total: dict[str, int] = {}

    def count(name: str, told: bool) -> None:
        total[name] = total.get(name, 0) + told

    for entry in yamlfile.read(given.catalogue, shown_as=str(given.catalogue)).value["rules"]:
        if entry["scope"] != given.scope:
            continue
        own = {name for name, codes in was.items() if entry["code"] in codes}
        family = {name for name, codes in was.items() if any(code[:3] == entry["code"][:3] for code in codes)}
        for text in _words(entry.get("violating")):
            found = _spoken(text, house)
            count("examples to be found", True)
            count("  with a finding", bool(found))
            count("  with a finding at warning or above", any(f.severity != "advice" for f in found))
            count("  by a rule of its code", bool(_rules(found) & own))
            count("  by a rule of its family", bool(_rules(found) & family))
            if given.missed and not found:
                print(f"missed  {entry['code']}  {text}")
        for text in _words(entry.get("near_miss_clean")):
            found = _spoken(text, house)
            alarms = tuple(f for f in found if f.severity != "advice")
            count("clean examples", True)
            count("  flagged", bool(found))
            count("  flagged at warning or above", bool(alarms))
            count("  flagged by a rule of its code", bool(_rules(found) & own))
            if given.missed and alarms:
                print(f"alarm   {entry['code']}  {', '.join(sorted(_rules(alarms)))}  {text}")
    for name, number in total.items():
        of = total["clean examples" if name.startswith("  flagged") else "examples to be found"]
        print(name, number, f"({number / max(of, 1):.2f})")


if __name__ == "__main__":
    main()
