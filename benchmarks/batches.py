"""Sentences of many pages, parsed page by page, many at once, and those of like length together -> ms a sentence.

    python benchmarks/batches.py [--pages N] [--words W]

Says what batches by length would bring to an audit: the grammar is the same in each, which is asserted.
"""

from __future__ import annotations

import argparse
import time
from typing import TYPE_CHECKING

from scale import pages

from claimcheck import language
from claimcheck.words import sentences_in

if TYPE_CHECKING:
    from collections.abc import Sequence

_MANY = 1_024
_ROUNDS = 3


def parsed(batches: Sequence[Sequence[str]]) -> tuple[float, dict[str, object]]:
    """Return the seconds of a processor that parsing takes at best, and the grammar of each sentence."""
    best = float("inf")
    found: dict[str, object] = {}
    for _ in range(_ROUNDS):
        begun = time.process_time()
        for batch in batches:
            found |= dict(zip(batch, language.parse([(words, 0) for words in batch]), strict=True))
        best = min(best, time.process_time() - begun)
    return best, found


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--pages", type=int, default=100)
    parser.add_argument("--words", type=int, default=400)
    given = parser.parse_args()
    texts = [one["markdown"].split("\n\n")[1] for one in pages(given.pages, given.words, 0.4)]
    by_page = [[text[start:end] for start, end in sentences_in(text, 0, len(text))] for text in texts]
    every = [words for page in by_page for words in page]
    ordered = sorted(every, key=len)
    ways = {
        "page by page": by_page,
        "many at once": [every[at : at + _MANY] for at in range(0, len(every), _MANY)],
        "many at once, by length": [ordered[at : at + _MANY] for at in range(0, len(every), _MANY)],
    }
    language.parse([("Ready.", 0)])
    first = None
    for name, batches in ways.items():
        seconds, found = parsed(batches)
        first = first or found
        assert found == first
        print(f"{name:<26} {1000 * seconds / len(every):6.3f} ms a sentence  ({len(every):,} sentences)")


if __name__ == "__main__":
    main()
