"""Speed: whole processes, alone and beside other linters; tokens a second by stage; cost as a house and a site grow.

    python benchmarks/speed.py cold                      # one article, against a plain load of the language model
    python benchmarks/speed.py distinct [--jobs 1]       # 200 different articles: CPU a page, peak memory, no cache
    python benchmarks/speed.py unchanged                 # 200 articles checked, and checked again
    python benchmarks/speed.py stages                    # tokens a second: read, parse, claims, judge, render
    python benchmarks/speed.py growth --plot FILE.svg    # CPU a page by articles, rules and records
    python benchmarks/speed.py peers --peers FOLDER [--vale FILE]   # ratios to other linters, installed into FOLDER

`--articles`, `--tokens` say how many and how long; `--folder` takes pages of your own. Seconds are wall time and CPU of
the whole process and its children, the least of `--runs`.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

import linking
import made_articles
import speed_peers
import speed_plot

from claimcheck import flow, foreign, readers, user_cache
from claimcheck.checks import judge
from claimcheck.checks.wording import Terms
from claimcheck.claims import read_claims
from claimcheck.claims.offer import offer_of
from claimcheck.claims.reading import Reading
from claimcheck.config import config
from claimcheck.language import Memory
from claimcheck.model import Report
from claimcheck.outputs import json as as_json
from claimcheck.patterns.pattern import Pattern, compile_pattern
from claimcheck.records import library as record_library
from claimcheck.records.library import OnDay
from claimcheck.words import words_in

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from claimcheck.flow import House
    from claimcheck.model import Document

DAY = "2026-01-01"
STAGES = ("read", "parse", "claims", "judge", "render")
SIZES: Mapping[str, tuple[int, ...]] = {"articles": (10, 50, 200), "rules": (100, 225, 1000), "records": (10, 1000)}


class Took(NamedTuple):
    """What a process took: seconds of wall time and of all its processors, and its peak memory in MB."""

    wall: float
    cpu: float
    peak: float

    def told(self) -> str:
        """Return it in words."""
        return f"{self.wall:7.2f} s wall {self.cpu:7.2f} s CPU {self.peak:6.0f} MB"


def took(command: Sequence[str], runs: int, before: Callable[[], object] = lambda: None, **env: str) -> Took:
    """Return the least that a command takes over some runs; what it prints is dropped."""
    found = []
    for _ in range(runs):
        before()
        start = time.perf_counter()
        code = (
            "import json, resource, subprocess, sys, time\n"
            "t = time.perf_counter(); subprocess.run(sys.argv[1:], stdout=-3, stderr=-3)\n"
            "u = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
            "print(json.dumps([time.perf_counter() - t, u.ru_utime + u.ru_stime, u.ru_maxrss / 1000]))"
        )
        done = subprocess.run(
            [sys.executable, "-c", code, *command],
            # What is installed is compiled once; a variable may forbid it, and then all is compiled each time.
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "", **env},
            capture_output=True,
            check=True,
        )
        found.append(Took(*json.loads(done.stdout)))
        assert found[-1].wall <= time.perf_counter() - start
    return Took(min(t.wall for t in found), min(t.cpu for t in found), max(t.peak for t in found))


def check(*words: str) -> list[str]:
    """Return the command that checks something."""
    return [sys.executable, "-m", "claimcheck", "check", *words]


def cold(folder: Path, given: argparse.Namespace) -> None:
    """Print what one article takes with an empty cache, a new one and an old one, and what the language model alone."""
    page = str(sorted(folder.iterdir())[0])
    load = f"import spacy; spacy.load({_model()!r})"
    with TemporaryDirectory() as cache:
        empty = took(
            check(page), given.runs, lambda: shutil.rmtree(cache, ignore_errors=True), CLAIMCHECK_CACHE_DIR=cache
        )
        full = took(check(page), given.runs, CLAIMCHECK_CACHE_DIR=cache)
        new = took(check(page), given.runs, lambda: _forget_pages(Path(cache)), CLAIMCHECK_CACHE_DIR=cache)
    plain = took([sys.executable, "-c", load], given.runs)
    print(f"one article, empty cache    {empty.told()}")
    print(f"one article, new            {new.told()}: rules and records were read before")
    print(f"one article, unchanged      {full.told()}")
    print(f"import spacy; spacy.load()  {plain.told()}")
    print(
        f"CPU, over that of the load: empty cache {empty.cpu / plain.cpu:.2f}, a new article {new.cpu / plain.cpu:.2f}"
    )


def _forget_pages(cache: Path) -> None:
    """Take out of a cache what is not about rules, words and records."""
    for kept in cache.iterdir():
        if kept.name != "loaded":
            shutil.rmtree(kept) if kept.is_dir() else kept.unlink()


def _model() -> str:
    from claimcheck import language

    return str(language._folder())


def distinct(folder: Path, given: argparse.Namespace) -> None:
    """Print what a folder of different articles takes without a cache."""
    pages = len(list(folder.iterdir()))
    tokens = sum(len(words_in(page.read_text(encoding="utf-8"))) for page in folder.iterdir())
    found = took(check(str(folder), "--no-cache", "--jobs", str(given.jobs)), given.runs)
    print(f"{pages} articles, {tokens:,} tokens, {given.jobs} job(s): {found.told()}")
    print(f"{found.cpu / pages:.3f} s CPU a page, {tokens / found.wall:,.0f} tokens a second")


def unchanged(folder: Path, given: argparse.Namespace) -> None:
    """Print what a folder takes at first and when nothing has changed."""
    with TemporaryDirectory() as cache:
        first = took(check(str(folder)), 1, CLAIMCHECK_CACHE_DIR=cache)
        again = took(check(str(folder)), given.runs, CLAIMCHECK_CACHE_DIR=cache)
    print(f"first     {first.told()}\nunchanged {again.told()}")


def stages(folder: Path, given: argparse.Namespace) -> None:
    """Print how many tokens a second each stage reads, by CPU."""
    del given
    house, seconds, tokens, reports = flow.load(config.Config()), dict.fromkeys(STAGES, 0.0), 0, []
    flow.check_document(readers.read_text("Our tea cures gout.", path="a.txt", format="text"), house, DAY)
    for path in sorted(folder.iterdir()):
        report, spent = _by_stage(path, house)
        reports.append(report)
        tokens += report.words
        seconds = {stage: seconds[stage] + spent.get(stage, 0.0) for stage in STAGES}
    outcome = flow.gathered(reports, house, DAY)
    start = time.process_time()
    as_json.render(outcome)
    seconds["render"] = time.process_time() - start
    for stage in STAGES:
        told = f"{tokens / seconds[stage]:12,.0f} tokens a second"
        print(f"{stage:7} {1000 * seconds[stage] / len(reports):8.1f} ms a page {told}")
    print(f"{'all':7} {1000 * sum(seconds.values()) / len(reports):8.1f} ms a page, {tokens:,} tokens")


def _by_stage(path: Path, house: House) -> tuple[Report, dict[str, float]]:
    spent: dict[str, float] = {}
    at = time.process_time()

    def lap(stage: str) -> None:
        nonlocal at
        now = time.process_time()
        spent[stage], at = now - at, now

    document = foreign.english_part(readers.read(path, shown_as=path.name))
    reading = Reading(document, house.lexicon)
    _ = reading.names
    lap("read")
    _ = reading.clauses
    lap("parse")
    offer = offer_of(reading)
    claims = read_claims(reading, offer)
    lap("claims")
    rules = flow.applying(house.rules, config.settings_for(house.config, document.path))
    terms = Terms(OnDay(house.records, DAY), DAY)
    found = judge(reading, claims, rules, house.linker, terms, offer=offer, gates=house.gates)
    lap("judge")
    words = sum(len(sentence.words) for sentence in reading.sentences)
    return Report(document, found.claims, found.findings, words=words), spent


def growth(folder: Path, given: argparse.Namespace) -> None:
    """Print, and plot, CPU a page by the number of articles, of rules and of records, or of those asked for."""
    house = flow.load(config.Config())
    documents = [foreign.english_part(readers.read(p, shown_as=p.name)) for p in sorted(folder.iterdir())]
    _a_page(documents[:1], house)  # loads the language model
    few = documents[:20]
    measures: Mapping[str, Callable[[int], float]] = {
        "articles": lambda n: _a_page(documents[:n], house),
        "rules": lambda n: _a_page(few, _with_rules(house, n)),
        "records": lambda n: _with_records(few, house, n),
    }
    asked = {"articles": given.sizes, "rules": given.rules, "records": given.records}
    sizes = {what: numbers for what, numbers in asked.items() if numbers} or SIZES
    found = {what: _points(what, sizes[what], measures[what]) for what in measures if what in sizes}
    if given.plot:
        given.plot.write_text(speed_plot.drawn(found), encoding="utf-8")


def _points(what: str, sizes: Sequence[int], measure: Callable[[int], float]) -> dict[int, float]:
    """Return the seconds of a page by size; each is printed when it is known, for the largest takes many minutes."""
    found: dict[int, float] = {}
    for size in sizes:
        found[size] = seconds = measure(size)
        times = seconds / next(iter(found.values()))
        print(f"{size:8,} {what:9} {1000 * seconds:8.1f} ms CPU a page, {times:.2f} times the first", flush=True)
    return found


def _a_page(documents: Sequence[Document], house: House) -> float:
    """Return the seconds of CPU that a page takes, its sentences not remembered from another."""
    house = dataclasses.replace(house, memory=Memory())
    _ = house.linker.index, house.gates
    start = time.process_time()
    for document in documents:
        flow.check_document(document, house, DAY)
    return (time.process_time() - start) / max(len(documents), 1)


def _with_rules(house: House, number: int) -> House:
    """Return a house of so many rules: those that ship, then others with patterns of words from the lexicon."""
    rules = list(house.rules[:number])
    words = sorted({w for phrases in house.lexicon.classes.values() for p in phrases for w in p.split() if w.isalpha()})
    [like, *_] = [r for r in house.rules if r.find and all(isinstance(item, Pattern) for item in r.find) and not r.when]
    for n in range(number - len(rules)):
        text = f"{words[n * 37 % len(words)]} ... {words[n * 101 % len(words)]}|{words[n * 53 % len(words)]}"
        pattern = compile_pattern(text, house.lexicon)
        rules.append(dataclasses.replace(like, name=f"generated-{n}", find=(pattern,)))
    return dataclasses.replace(house, rules=tuple(rules), known=())


def _with_records(documents: Sequence[Document], house: House, number: int) -> float:
    with TemporaryDirectory() as place:
        os.environ[user_cache.VARIABLE] = str(Path(place) / "cache")
        linking.write(Path(place) / "evidence", number)
        for _ in range(2):  # the second load takes the index that the first one built
            records, faults = record_library.read([Path(place) / "evidence"], house.lexicon)
        assert not faults, faults[0]
        return _a_page(documents, dataclasses.replace(house, records=records))


def peers(folder: Path, given: argparse.Namespace) -> None:
    """Print what each other linter takes for one article and for the folder, and the ratio to ours."""
    if given.peers is None:
        sys.exit("say where the other linters are, or are to be installed: --peers FOLDER")
    commands = speed_peers.commands(given.peers, given.vale)
    page = sorted(folder.iterdir())[0]
    with TemporaryDirectory() as cache:
        for what, target in (("one article", page), (f"{len(list(folder.iterdir()))} articles", folder)):
            own = took(check(str(target), "--no-cache"), given.runs, CLAIMCHECK_CACHE_DIR=cache)
            print(f"{what}: claimcheck       {own.told()}")
            for name, command in commands.items():
                other = took(command(target), given.runs)
                print(f"{what}: {name:16} {other.told()}; ours takes {own.cpu / other.cpu:.1f} times its CPU")


COMMANDS = {f.__name__: f for f in (cold, distinct, unchanged, stages, growth, peers)}


def main() -> None:
    """Print the figures of one measurement."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("what", choices=COMMANDS)
    options.add_argument("--folder", type=Path, help="pages of your own")
    options.add_argument("--articles", type=int, default=200)
    options.add_argument("--tokens", type=int, default=3000)
    options.add_argument("--jobs", type=int, default=1)
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--sizes", nargs="*", type=int, help="numbers of articles for growth")
    options.add_argument("--rules", nargs="*", type=int, help="numbers of rules for growth")
    options.add_argument("--records", nargs="*", type=int, help="numbers of records for growth; up to 100000")
    options.add_argument("--plot", type=Path, help="an SVG file for growth")
    options.add_argument("--peers", type=Path, help="the folder of the other linters")
    options.add_argument("--vale", type=Path, help="a Vale binary")
    given = options.parse_args()
    if given.folder:
        COMMANDS[given.what](given.folder, given)
        return
    with TemporaryDirectory() as place:
        for number, text in enumerate(made_articles.articles(given.articles, given.tokens)):
            (Path(place) / f"article-{number:03}.md").write_text(text, encoding="utf-8")
        COMMANDS[given.what](Path(place), given)


if __name__ == "__main__":
    main()
