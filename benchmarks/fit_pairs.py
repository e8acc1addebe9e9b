"""Minimal pairs -> the weights of facts by which a claim leans away from careful text: claims/leaning_pairs.yaml.

    python benchmarks/fit_pairs.py PAIRS.yaml [--test NUMBER] [--write WEIGHTS.yaml]

A row is one sentence of a pair on a seller's page (pairs.py). Classes of words are written beforehand; only weights are
learned, at most MOST. `--test`: the last so many pairs are left out of the fit, and it is printed how many of their
claims lean more than all but one in twenty, and one in ten, of their careful sentences.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import fit_leaning
import fit_strength
import numpy as np
import pairs as minimal_pairs

from claimcheck import flow, yamlfile
from claimcheck.claims.leaning import by_sentence, facts_of
from claimcheck.claims.reading import Reading
from claimcheck.claims.weighing import chance
from claimcheck.config import config

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from claimcheck.flow import House

    Row = tuple[frozenset[str], bool]

MOST, LEAST_ROWS, SMALL = 300, 8, 0.009
_SHARES = (0.05, 0.1)
_HEAD = """about: >
  learned by benchmarks/fit_pairs.py from tests/articles/pairs.yaml; how much a fact (leaning.py) speaks for a claim
  (above 0) or for a careful sentence beside one
weights:
"""


def rows_of(path: Path, house: House) -> Iterator[Row]:
    """Yield the facts of each sentence of a file of pairs, and whether it is a claim: careful ones first of each."""
    for entry in yamlfile.read(path).value:
        for key in ("careful", "claim"):
            yield _facts(str(entry[key]), entry["page"], house), key == "claim"


def _facts(sentence: str, page: str, house: House) -> frozenset[str]:
    report, within = minimal_pairs.checked(sentence, page, house)
    reading = Reading(report.document, house.lexicon)
    own, found = by_sentence(report.claims), frozenset[str]()
    for one in reading.sentences:
        if within.start <= report.document.source_span(*one.span).start < within.end:
            found |= facts_of(reading, one, own.get(one.span, ()), frozenset())
    return found


def fit(rows: Sequence[Row]) -> dict[str, float]:
    """Return the weights that tell best which sentences are claims."""
    known = Counter(fact for facts, _ in rows for fact in facts)
    names = np.array(sorted(name for name, count in known.items() if count >= LEAST_ROWS))
    table = np.array([[name in facts for name in names] for facts, _ in rows], np.float32)
    yes, counts = np.array([claims for _, claims in rows], np.float32), np.ones(len(rows), np.float32)
    first, _ = fit_strength.descend((table, yes, counts), np.full(len(names), np.inf), small=SMALL)
    # A fact that holds always, or nearly never, tells little whatever its weight.
    kept = np.argsort(-np.abs(first) * table.std(0))[: MOST - 1]
    again, always = fit_strength.descend((table[:, kept], yes, counts), np.full(len(kept), np.inf), small=SMALL)
    return fit_leaning.table_of(names[kept], again, always)


def told(rows: Sequence[Row], weights: Mapping[str, float]) -> Iterator[str]:
    """Yield how many claims lean more than all but some shares of the careful sentences."""
    careful = sorted((chance(facts, weights) for facts, claims in rows if not claims), reverse=True)
    leaning = [chance(facts, weights) for facts, claims in rows if claims]
    for share in _SHARES:
        least = careful[int(share * len(careful))]
        yield f"{share:.0%} of careful sentences: {sum(one > least for one in leaning)} of {len(leaning)} claims"


def main() -> None:
    """Fit, print how well claims of the test pairs are told, and write the weights."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("pairs", type=Path)
    options.add_argument("--test", type=int, default=0)
    options.add_argument("--write", type=Path)
    given = options.parse_args()
    rows = list(rows_of(given.pairs, flow.load(config.Config())))
    weights = fit(rows[: len(rows) - 2 * given.test])
    print("\n".join(told(rows[len(rows) - 2 * given.test :] if given.test else rows, weights)))
    if given.write:
        fit_leaning.write(given.write, _HEAD, weights, len(rows) - 2 * given.test)


if __name__ == "__main__":
    main()
