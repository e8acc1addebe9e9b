"""An audit of generated pages -> pages a second, by processes and by stage, and the memory that it takes.

    python benchmarks/scale.py plan [--pages N …] [--words W]
    python benchmarks/scale.py stages [--pages N] [--words W]
    python benchmarks/scale.py growth [--pages N] [--words W]
    python benchmarks/scale.py audit [--pages N …] [--jobs J …] [--words W] [--texts T] [--no-memory | --no-check]

Pages are made of invented sentences, a hundred pages a site: a share of them (`--same`, 0.4) stands on each of its
pages word for word, the rest is new on each page, unless all pages are copies of so many (`--texts`). `plan` counts
rows, writes a manifest and looks up what is done; `stages` tells where the time of a page goes, in one process;
`growth` how much memory a process takes that checks so many pages, and what it holds; `audit` runs whole audits, and
tells beside what they took how much memory who watches and who checks held when so many pages were done.
`--no-memory` parses, reads and judges anew what was before; `--no-check` reads pages and finds nothing: what an audit
costs besides. Seconds of processors are told beside those of the clock: on a machine
that does other work only the former say what a page costs.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

from claimcheck import flow, foreign, language
from claimcheck.audit import held, inputs, manifest, page, served, table, watched
from claimcheck.audit.alike import Alike
from claimcheck.audit.held import Held
from claimcheck.audit.shard import Row
from claimcheck.model import Report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_DAY = "2027-05-01"
_PAGES_A_SITE = 100
_MARKS = (1_000, 5_000, *range(10_000, 100_000, 10_000), *range(100_000, 10_000_000, 50_000))
_MODES = ("with-memory", "without-memory", "without-check")
_WHO = ("Our lamp", "The hand robot", "This course", "Light therapy", "Our tea", "The night programme", "A warm bath")
_DOES = (
    "may ease",
    "cures",
    "improves",
    "was shown to reduce",
    "helps with",
    "does not change",
    "supports",
    "relieves",
)
_WHAT = ("insomnia", "stroke symptoms", "back pain", "tiredness", "anxiety", "high blood pressure", "memory", "asthma")
_HOW = (
    "in {n} of {m} people", "within {n} weeks", "by {n} percent", "according to a study of {m} adults", "at home",
    "without side effects", "when it is used each day", "after {n} sessions", "in our own clinic", "for most people",
)  # fmt: skip
_PLAIN = (
    "{name} came to us in {y} and still visits the garden with {n} friends.",
    "We open at {n} and close when the last of {m} guests has left the house in {y}.",
    "Ask {name} what to bring, for the room has {n} chairs and a table from {y}.",
    "In {y} the river rose by {n} feet, and {name} wrote {m} letters about it.",
)
_NAMES = ("Ada", "Brook", "Carla", "Deniz", "Emil", "Fenja", "Goran", "Hana")


def sentence(chance: random.Random) -> str:
    """Return an invented sentence: one in three claims something."""
    given: dict[str, Any] = {
        "n": chance.randrange(2, 90),
        "m": chance.randrange(90, 900),
        "y": chance.randrange(1950, 2027),
        "name": chance.choice(_NAMES),
    }
    if chance.random() < 0.33:
        words = f"{chance.choice(_WHO)} {chance.choice(_DOES)} {chance.choice(_WHAT)} {chance.choice(_HOW)}."
        return words.format(**given)
    return chance.choice(_PLAIN).format(**given)


def pages(number: int, words: int, same: float, texts: int = 0) -> Iterator[dict[str, str]]:
    """Yield pages as rows, of `words` words each, those of a site one after another; of `texts` texts where given."""
    if texts:
        made = list(pages(texts, words, same))
        for n in range(number):
            yield {**made[n % texts], "url": f"https://site{n // _PAGES_A_SITE}.example/{n}"}
        return
    chance = random.Random(4)
    sites = max(1, number // _PAGES_A_SITE)
    for site in range(sites):
        repeated = _text(chance, int(words * same))
        for n in range(site, number, sites):
            own = _text(chance, words - int(words * same))
            text = f"# Page {n}\n\n{own}\n\n{repeated}"
            yield {"url": f"https://site{site}.example/{n}", "date": "2027-03-01", "markdown": text}


def _text(chance: random.Random, words: int) -> str:
    made: list[str] = []
    while sum(len(one.split()) for one in made) < words:
        made.append(sentence(chance))
    return " ".join(made)


def written(folder: Path, given: argparse.Namespace, number: int) -> Path:
    path = folder / f"{number}.jsonl"
    with path.open("w", encoding="utf-8") as lines:
        lines.writelines(json.dumps(one) + "\n" for one in pages(number, given.words, given.same, given.texts))
    return path


def stages(given: argparse.Namespace) -> None:
    """Print how the time of a page is spent, each stage without those inside it."""
    from claimcheck import checks
    from claimcheck.claims.blocks import Blocks, PageBlocks

    spent: defaultdict[str, float] = defaultdict(float)
    inside: list[float] = []

    def timed(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def run(*words: Any, **more: Any) -> Any:
            begun = time.process_time()
            inside.append(0.0)
            try:
                return function(*words, **more)
            finally:
                took = time.process_time() - begun
                spent[name] += took - inside.pop()
                if inside:
                    inside[-1] += took

        return run

    house = held.load(Held("", (), _DAY))
    if not given.memory:
        house = replace(house, memory=language.Memory(most=0))
        house.__dict__["blocks"] = Blocks(most=0)
    language.parse = timed("parse sentences", language.parse)
    page._read = timed("read a page's markup", page._read)
    foreign.language_of_page = timed("tell its language", foreign.language_of_page)
    foreign.english_part = timed("tell its language", foreign.english_part)
    setattr(PageBlocks, "claims", timed("find claims", PageBlocks.claims))  # noqa: B010
    checks.judge = timed("judge by rules and records", checks.judge)
    flow.check_document = timed("all else of a check", flow.check_document)
    check = timed("make rows", page.checked)
    write = timed("write tables", table.write_shard)
    with tempfile.TemporaryDirectory() as scratch:
        path = written(Path(scratch), given, given.pages[0])
        check(next(inputs.rows(next(inputs.plan(path, 1, {})))), page.Place("", 0), house, _DAY)
        spent.clear()
        number = words = 0
        for shard in inputs.plan(path, 200, {}):
            rows = timed("read the input", lambda shard=shard: list(inputs.rows(shard)))()
            found = [check(row, page.Place(shard.id, n), house, _DAY) for n, row in enumerate(rows)]
            of = [one.page for one in found]
            claimed, findings = ([r for one in found for r in getattr(one, what)] for what in ("claims", "findings"))
            write(Path(scratch), shard.id, claimed, findings, of)
            number, words = number + len(of), words + sum(one.words for one in of)
    total = sum(spent.values())
    for name, seconds in sorted(spent.items(), key=lambda one: -one[1]):
        print(f"{name:<28} {1000 * seconds / number:8.1f} ms a page  {seconds / total:6.1%}")
    print(
        f"{number} pages of {words / number:.0f} words: {number / total:.2f} pages, {words / total:.0f} words a second"
    )


def growth(given: argparse.Namespace) -> None:
    """Print what a process takes as it checks one page after another, and what it keeps of them."""
    house, alike = held.load(Held("", (), _DAY)), Alike()
    for n, one in enumerate(pages(given.pages[0], given.words, given.same, given.texts), 1):
        row = Row(one["url"], "", f"{n}.md", "markdown", one["markdown"])
        page.checked(row, page.Place("", n), house, _DAY, alike)
        if n in (1, 50) or n % 250 == 0:
            status = Path("/proc/self/status").read_text()
            taken = int(status.split("VmRSS:")[1].split()[0]) / 1000
            kept = (
                len(house.memory._held),
                len(house.blocks._held),
                alike._rows,
                len(language._pipeline()._pipeline.vocab),
            )
            print("{} pages: {:.0f} MB, {} sentences, {} blocks, {} rows, {} words".format(n, taken, *kept), flush=True)


def plan(given: argparse.Namespace) -> None:
    """Print what it takes to count rows and write the manifest, and to look up which shards are done."""
    for number in given.pages:
        with tempfile.TemporaryDirectory() as scratch:
            path = written(Path(scratch), given, number)
            stamp = manifest.stamp_of(path)
            made = manifest.Audit(Path(scratch) / "out", str(path), stamp, manifest.SHARD_SIZE, (), Held())
            begun = time.process_time()
            for _ in manifest.begin(made):
                pass
            planned = time.process_time()
            _, missing, rows = manifest.counted(made.folder)
            looked = time.process_time()
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
            print(
                f"{rows:,} rows, {stamp[0] / 1e6:.0f} MB, {missing:,} shards: planned in {planned - begun:.2f} s, "
                f"looked up in {looked - planned:.2f} s, peak {peak:.0f} MB"
            )


def audit(given: argparse.Namespace) -> None:
    """Run audits of all numbers of pages with all numbers of processes, and print a row for each."""
    print("| pages | processes | seconds | pages/s | CPU s | pages/CPU s | MB: parent | process | files | MB out |")
    print(f"|{'---|' * 10}")
    for number in given.pages:
        with tempfile.TemporaryDirectory() as scratch:
            path = written(Path(scratch), given, number)
            for jobs in given.jobs:
                print(_row(path, Path(scratch) / f"out{jobs}", number, jobs, given), flush=True)


def _row(path: Path, out: Path, number: int, jobs: int, given: argparse.Namespace) -> str:
    before, begun = os.times(), time.monotonic()
    mode = _MODES[2] if not given.check else _MODES[0] if given.memory else _MODES[1]
    asked = ["audit", str(path), "--output", str(out), "--jobs", str(jobs), "--as-of", _DAY]
    process = subprocess.Popen([sys.executable, __file__, mode, *asked], stdout=subprocess.DEVNULL)
    peaks: Counter[int] = Counter()
    over, held_at = Event(), dict[int, tuple[int, ...]]()
    watch = Thread(target=_watch, args=(process.pid, peaks, out, held_at, over))
    watch.start()
    code = process.wait()
    over.set()
    watch.join()
    seconds, after = time.monotonic() - begun, os.times()
    assert code == 0
    for pages, (mine, *others) in sorted(held_at.items()):
        print(f"{pages} pages done: {mine / 1000:.0f} MB, {max(others, default=0) / 1000:.0f} MB", file=sys.stderr)
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    parent = peaks.pop(process.pid)
    files = [file.stat().st_size for file in out.rglob("*") if file.is_file()]
    told: tuple[object, ...] = (
        number,
        jobs,
        f"{seconds:.0f}",
        f"{number / seconds:.2f}",
        f"{cpu:.0f}",
        f"{number / cpu:.2f}",
    )
    sizes: tuple[object, ...] = (
        f"{parent / 1000:.0f}",
        f"{max(peaks.values()) / 1000:.0f}",
        len(files),
        f"{sum(files) / 1e6:.1f}",
    )
    return f"| {' | '.join(map(str, (*told, *sizes)))} |"


def _watch(process: int, peaks: Counter[int], out: Path, held_at: dict[int, tuple[int, ...]], over: Event) -> None:
    """Note the most memory (kB) that a process and those it starts ever took, and what they hold from mark to mark."""
    marks = iter(_MARKS)
    mark = next(marks)
    while not over.wait(0.5):
        with suppress(OSError, IndexError):
            listed = [path.read_text().split() for path in Path(f"/proc/{process}/task").glob("*/children")]
            now = []
            for one in (process, *(int(child) for children in listed for child in children)):
                told = Path(f"/proc/{one}/status").read_text()
                peaks[one] = max(peaks[one], _kilobytes(told, "VmHWM:"))
                now.append(_kilobytes(told, "VmRSS:"))
            if len(now) > 1 and mark <= manifest.SHARD_SIZE * sum(1 for _ in (out / "done").glob("*/*.json")):
                held_at[mark], mark = tuple(now), next(marks)


def _kilobytes(status: str, name: str) -> int:
    return int(status.split(name)[1].split()[0])


def _as_told(mode: str, words: list[str]) -> None:
    """Be the command line, or the process that checks pages, as a mode says."""
    if mode == "without-check":
        flow.check_document = lambda document, *_: Report(document)
    if mode == "without-memory":
        from claimcheck.claims.blocks import Blocks

        for kind, none in ((language.Memory, (None, 0)), (Blocks, (0,)), (Alike, (0,))):
            setattr(kind.__init__, "__defaults__", none)  # noqa: B010
    watched.COMMAND = (sys.executable, __file__, mode, "served")
    if words == ["served"]:
        served._main()
    else:
        from claimcheck.cli import main as cli

        cli.main(words)


def main() -> None:
    if sys.argv[1:2] and sys.argv[1] in _MODES:
        _as_told(sys.argv[1], sys.argv[2:])
        return
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("what", choices=("plan", "stages", "growth", "audit"))
    parser.add_argument("--pages", type=int, nargs="+", default=[1000])
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--words", type=int, default=400)
    parser.add_argument("--same", type=float, default=0.4)
    parser.add_argument("--texts", type=int, default=0)
    parser.add_argument("--no-memory", dest="memory", action="store_false")
    parser.add_argument("--no-check", dest="check", action="store_false")
    given = parser.parse_args()
    {"plan": plan, "stages": stages, "growth": growth, "audit": audit}[given.what](given)


if __name__ == "__main__":
    main()
