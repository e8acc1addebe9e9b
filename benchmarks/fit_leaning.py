"""Annotated pages -> the weights of facts by which a sentence leans towards praise: claims/leaning.yaml.

    python benchmarks/fit_leaning.py PAGES GOLD [PAGES GOLD …] [--test PAGES GOLD …] [--write WEIGHTS.yaml] [--anew]

A row is a finding with its sentence, or a sentence in which there is none. Classes of words are written beforehand;
only weights are learned, at most MOST. They begin from the table that ships, which other pages taught, and stay near it
where the pages say little (`--anew`: from nothing). For each share of the test rows, those that lean most first, it is
printed what people read in them: first for what rules find, then for the other sentences.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import fit_strength
import numpy as np
import pages as gold_pages

from claimcheck import flow, readers, yamlfile
from claimcheck.checks.careful import NOTE, found_facts
from claimcheck.claims.leaning import by_sentence, facts_of, page_facts, weights_of_pages
from claimcheck.claims.offer import offer_of
from claimcheck.claims.reading import Reading
from claimcheck.claims.weighing import ALWAYS, chance
from claimcheck.config import config

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from claimcheck.flow import House
    from claimcheck.model import Finding

RULE = "reads-as-praise"
MOST, LEAST_ROWS, SPARSE, SMALL = 300, 10, 0.001, 0.002
# What a row counts by what is read in it: nobody marks what nobody would take for a claim.
COUNTS = {"must": 1.6, "should": 1.0, "may": 0.2, "clean": 1.0, "": 0.15}
STOPPED = ("must", "should")
_SHOWN = (0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 0.9, 1.0)
_HEAD = """about: >
  learned by benchmarks/fit_leaning.py from annotated pages, of which only those in tests/articles are part of this
  project; how much a fact (leaning.py) speaks for a sentence that a reviewer would stop (above 0) or let pass
weights:
"""


class Row(NamedTuple):
    """The sentence of a finding, or one without: its facts, whether it is found, what people read in it."""

    facts: frozenset[str]
    found: bool
    read: str


def rows_of(pages: Path, gold: Path, house: House) -> Iterator[Row]:
    """Yield the findings and the other sentences of annotated pages."""
    for path, notes in gold_pages.pairs(pages, gold):
        document = readers.read(path, shown_as=str(path))
        reading = Reading(document, house.lexicon, house.memory.parse)
        entries, _ = gold_pages.entries_of(document, yamlfile.read(notes))
        report = flow.check_document(document, house, gold_pages.AS_OF)
        of_page, own = page_facts(reading, report.claims, offer_of(reading)), by_sentence(report.claims)
        found = [f for f in report.findings if _speaks(f)]
        spans = [document.source_span(*sentence.span) for sentence in reading.sentences]
        has = [any(f.start < end and start < f.end for f in found) for start, end in spans]
        for sentence, (start, end) in zip(reading.sentences, spans, strict=True):
            facts = facts_of(reading, sentence, own.get(sentence.span, ()), of_page)
            for finding in (f for f in found if start <= f.start < end and not f.records):
                told = facts.union(found_facts(finding.rule, sentence.position, has))
                yield Row(told, found=True, read=_read(entries, finding.start, finding.end))
            if not has[sentence.position]:
                yield Row(facts, found=False, read=_read(entries, start, end))


def _speaks(finding: Finding) -> bool:
    """Return whether a rule stops words, though what stands around them may have lowered it."""
    return not finding.page and finding.rule != RULE and (gold_pages.stops(finding) or NOTE in finding.message)


def _read(entries: Iterable[gold_pages.Entry], start: int, end: int) -> str:
    marked = {e.priority or "clean" for e in entries if e.span and e.span.start < end and start < e.span.end}
    return next((priority for priority in COUNTS if priority in marked), "")


def fit(rows: Sequence[Row], before: Mapping[str, float]) -> dict[str, float]:
    """Return the weights that tell best which sentences people would stop, few of them and near those of `before`."""
    known = Counter(fact for row in rows for fact in row.facts)
    told = {fact: weight for fact, weight in before.items() if fact != ALWAYS}
    names = np.array(sorted({name for name, count in known.items() if count >= LEAST_ROWS} | told.keys()))
    table = np.array([[name in row.facts for name in names] for row in rows], np.float32)
    yes = np.array([row.read in STOPPED for row in rows], np.float32)
    counts = np.array([COUNTS[row.read] for row in rows], np.float32)
    old, always = np.array([told.get(str(name), 0.0) for name in names]), before.get(ALWAYS, 0.0)
    free = np.full(len(names), np.inf)
    first, _ = fit_strength.descend((table, yes, counts), free, sparse=SPARSE, given=table @ old + always)
    # A fact that holds always, or nearly never, tells little whatever its weight.
    worth = (np.abs(old + first) + np.abs(first)) * table.std(0)
    kept = [i for i in np.argsort(-worth)[: MOST - 1] if worth[i]]
    table, old = table[:, kept], old[kept]
    again, more = fit_strength.descend((table, yes, counts), free[kept], small=SMALL, given=table @ old + always)
    return table_of(names[kept], old + again, always + more)


def table_of(names: Iterable[object], weights: Iterable[float], always: float) -> dict[str, float]:
    """Return a table of weights, rounded, those that speak most first, without those that say nothing."""
    found = {str(name): round(float(weight), 2) for name, weight in zip(names, weights, strict=True)}
    found = {name: weight for name, weight in found.items() if weight}
    return {ALWAYS: round(always, 2), **dict(sorted(found.items(), key=lambda fact: -fact[1]))}


def write(path: Path, head: str, weights: Mapping[str, float], rows: int) -> None:
    """Write a table of weights below the words that say what it was learned from; say how many there are."""
    path.write_text(head + "".join(f"  {fact}: {weight}\n" for fact, weight in weights.items()), encoding="utf-8")
    print(f"{len(weights)} weights of {rows} sentences", file=sys.stderr)


def told(rows: Sequence[Row], weights: Mapping[str, float]) -> Iterator[str]:
    """Yield what people read in the rows that lean most, for some shares of them: what is found, then the others."""
    for found in (True, False):
        yield "found by rules" if found else "found by none"
        yield from _told([row for row in rows if row.found == found], weights)


def _told(rows: Sequence[Row], weights: Mapping[str, float]) -> Iterator[str]:
    ranked = sorted(((chance(row.facts, weights), row.read) for row in rows), reverse=True)
    counts: Counter[str] = Counter()
    shown = {round(share * len(rows)) for share in _SHOWN}
    for number, (likely, read) in enumerate(ranked, 1):
        counts[read] += 1
        if number in shown:
            yield f"{number:6} of {len(rows)}, chance {likely:.2f}: " + ", ".join(
                f"{counts[name]} {name or 'not marked'}" for name in COUNTS
            )


def main() -> None:
    """Fit, print what people read in the sentences of the test pages that lean most, and write the weights."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("pages", type=Path, nargs="+")
    options.add_argument("--test", type=Path, nargs="*", default=[])
    options.add_argument("--write", type=Path)
    options.add_argument("--anew", action="store_true")
    given = options.parse_args()
    house = flow.load(config.Config())
    learned, tested = (
        [row for pages, gold in zip(paths[::2], paths[1::2], strict=True) for row in rows_of(pages, gold, house)]
        for paths in (given.pages, given.test)
    )
    weights = fit(learned, {} if given.anew else weights_of_pages())
    print("\n".join(told(tested or learned, weights)))
    if given.write:
        write(given.write, _HEAD, weights, len(learned))


if __name__ == "__main__":
    main()
