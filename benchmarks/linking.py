"""Invented records -> how long the link of one claim takes, how long their index, and how much memory both need.

    python benchmarks/linking.py [--records 10 1000 10000 100000] [--pages 300]

Each size runs in a process of its own, first without an index, then with the one that was built. A page holds one
claim; its reading is not counted, what finds its records is. Times are those of the processor, so that other programs
do not count.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import random
import resource
import subprocess
import sys
import time
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from claimcheck import flow, readers, user_cache
from claimcheck.checks.link import Linker, linked
from claimcheck.claims import read_claims
from claimcheck.claims.offer import offer_of
from claimcheck.claims.reading import Reading
from claimcheck.config import config
from claimcheck.records import library as record_library

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimcheck.lexicon import Lexicon

    Study = Mapping[str, Any]

SIZES = (10, 1_000, 10_000, 100_000)
_SYLLABLES = "ba be bo da de do ka ke ko la le lo ma me mo na ne no ra re ro sa se so ta te to va ve vo".split()


def main() -> None:
    """Print a table with a row a size."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--records", nargs="*", type=int, default=SIZES)
    given.add_argument("--pages", type=int, default=300)
    given.add_argument("--measure", nargs=2, metavar=("FOLDER", "CACHE"), help="measure this folder, print JSON")
    words = given.parse_args()
    if words.measure:
        print(json.dumps(measured(Path(words.measure[0]), Path(words.measure[1]), words.pages)))
        return
    print(
        "| records | first load, s | later load, s | ms a claim: p50 | p95 | most | peak MB: first | later | index MB |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    for size in words.records:
        print(row(size, words.pages), flush=True)


def row(size: int, pages: int) -> str:
    """Return what was measured on a library of a size."""
    with TemporaryDirectory() as place:
        folder, cache = Path(place) / "evidence", Path(place) / "cache"
        write(folder, size)
        command = [sys.executable, __file__, "--pages", str(pages), "--measure", str(folder), str(cache)]
        runs = [json.loads(subprocess.run(command, check=True, capture_output=True).stdout) for _ in range(2)]
        index = sum(path.stat().st_size for path in cache.iterdir()) / 1e6 if cache.is_dir() else 0
    first, later = runs
    assert later["linked"] == first["linked"]
    told = [f"{first['load']:.1f}", f"{later['load']:.1f}", *(f"{ms:.1f}" for ms in later["ms"])]
    told += [f"{first['peak']:.0f}", f"{later['peak']:.0f}", f"{index:.0f}"]
    return f"| {' | '.join([f'{size:,}', *told])} |"


def measured(folder: Path, cache: Path, pages: int) -> dict[str, Any]:
    """Return seconds to load, ms a claim (p50, p95, most), peak memory in MB, and how many claims were linked."""
    os.environ[user_cache.VARIABLE] = str(cache)
    words = flow.load_lexicon(config.Config())
    start = time.process_time()
    records, faults = record_library.read([folder], words)
    load = time.process_time() - start
    assert not faults, faults[0]
    linker, took, found = Linker(records), [], 0
    # As the command does (cli/given.py): else one page in some hundred pays for a look through all that is loaded.
    gc.collect()
    gc.freeze()
    for text in pages_about(folder, pages, words):
        reading = Reading(readers.read_text(text, path="page.md", format="markdown"), words)
        claims = read_claims(reading, offer_of(reading))
        start = time.process_time()
        told = linked(claims, linker.on(reading))
        took.append(1000 * (time.process_time() - start) / max(len(claims), 1))
        found += sum(bool(claim.records) for claim in told)
    cuts = quantiles(took, n=20)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    return {"load": load, "ms": [cuts[9], cuts[18], max(took)], "peak": peak, "linked": found}


def write(folder: Path, size: int) -> None:
    """Write so many invented records, a thousand a topic."""
    words = flow.load_lexicon(config.Config())
    for number in range(size):
        study = study_of(number, words)
        topic = folder / f"topic-{number // 1000}"
        topic.mkdir(parents=True, exist_ok=True)
        (topic / f"{study['id']}.yaml").write_text(_YAML.format(**study), encoding="utf-8")


_YAML = """\
id: {id}
kind: trial
title: "{product} for people with {condition} at {place}"
names: [={acronym}]
{hints}registry: NCT{number:08}
publications:
  - {{type: article, author: {author}, journal: {journal}, date: '{year}', doi: 10.1000/x{number}, pmid: '{pmid}',
     from: memory}}
design: {{type: randomised-trial, phase: '2', randomized: true, control: placebo, from: memory}}
population: {{species: human, condition: {condition}, n_enrolled: 120, from: memory}}
intervention: {{treatment: {treatment}, product: {product}, route: oral, from: memory}}
outcomes:
  - {{id: main, name: main outcome, time: 12 weeks, role: primary, comparison: between-group, met: false,
     effect: 1.5, interval: [-0.5, 3.5], p: 0.14, from: memory}}
figures:
  - {{what: change, outcome: main, value: 4.5, unit: points, time: 12 weeks, from: memory}}
must_say:
  - {{id: not-met, severity: error, within: block, words: [did not meet its primary endpoint], from: memory}}
fictional: true
"""


def study_of(number: int, words: Lexicon) -> Study:
    """Return what an invented study is called, by its number; institutions, journals and products are shared."""
    dice = random.Random(number)
    condition, treatment = (dice.choice(_names(words, kind)) for kind in ("condition", "treatment"))
    product, place = (
        f"{_word(dice.randrange(20_000), 3)}mab",
        f"University of {_word(dice.randrange(3_000), 2).title()}",
    )
    journal = f"Journal of {_word(dice.randrange(300), 2).title()} Medicine"
    return {
        "id": f"study-{number}",
        "number": number,
        "acronym": f"{_word(number, 4)}".upper(),
        "product": product.title(),
        "place": place,
        "journal": journal,
        # Half of them have hints that a person wrote.
        "hints": f"hints: [{place}, {product.title()}, {journal}]\n" if number % 2 else "",
        "author": _word(dice.randrange(8_000), 3).title(),
        "year": dice.randrange(1995, 2026),
        "pmid": 10_000_000 + number,
        "condition": condition,
        "treatment": treatment,
    }


_NAMES: dict[str, list[str]] = {}


def _names(words: Lexicon, category: str) -> list[str]:
    if category not in _NAMES:
        _NAMES[category] = [name for name, entry in words.names.items() if entry.category == category]
    return _NAMES[category]


def _word(number: int, syllables: int) -> str:
    """Return an invented word, another for each number up to 30 to the power of its syllables."""
    base = len(_SYLLABLES)
    return "".join(_SYLLABLES[number * 7 // base**place % base] for place in range(syllables))


def pages_about(folder: Path, number: int, words: Lexicon) -> Iterator[str]:
    """Yield pages of one claim about studies of the folder: by name, id, citation, hints, author, and by none."""
    size = sum(1 for _ in folder.rglob("*.yaml"))
    dice = random.Random(0)
    for n in range(number):
        study = study_of(dice.randrange(size), words)
        condition = words.names[study["condition"]].words[0].removeprefix("=")
        yield _PAGES[n % len(_PAGES)].format(**{**study, "said": condition}) + "\n"


_PAGES = (
    "In the {acronym} trial the treatment improved {said} by 45 percent.",
    "The treatment improved {said} in a trial (NCT{number:08}).",
    "The treatment [improved {said}](https://doi.org/10.1000/x{number}) in most people.",
    "The treatment improved {said} (PMID: {pmid}).",
    "At the {place}, {product} improved {said} by 45 percent.",
    "{author} et al. ({year}) found that the treatment improved {said}.",
    "The {journal} and the {place} say that the treatment improved {said}.",
    "{product} is a new treatment for {said}, and it works better than all others.",
    "Our treatment improves {said} in a phase 2 trial of the Journal of Medicine.",
)


if __name__ == "__main__":
    main()
