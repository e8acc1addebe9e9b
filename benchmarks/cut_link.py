"""A cluster in two network namespaces whose link is cut as it works -> are its rows those of one machine? Needs root.

    python benchmarks/cut_link.py PAGES [--shard-size N]

Scheduler and one worker run here, another worker in a namespace of its own, behind a pair of virtual interfaces that
goes down when some shards are done, and stays down. Both see one disk, so what the lost worker still writes is written
over alike or counted as done. Prints what Dask noticed, how long it took, and whether the tables are equal.

Whatever ends it, its processes end with it. Namespace and link are taken away at the end, also where it is told to stop
or interrupted; what a run that was killed left of them the next takes away as it begins.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

if TYPE_CHECKING:
    from collections.abc import Callable

_SPACE, _OURS, _THEIRS = "claimcheck-cut", "cc-cut0", "cc-cut1"
_HERE, _THERE, _PORT = "10.213.7.1", "10.213.7.2", "18787"
_WITHIN = ("ip", "netns", "exec", _SPACE)
# A process that is started so is killed by the system when the one that started it is gone.
_ENDING_WITH_US = ("setpriv", "--pdeathsig", "KILL")
# Dask waits half a minute for an answer and five minutes for a worker; nobody has to wait so long here.
_SETTINGS = {
    "DASK_DISTRIBUTED__COMM__TIMEOUTS__TCP": "15s",
    "DASK_DISTRIBUTED__SCHEDULER__WORKER_TTL": "20s",
    "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "10s",
}
_TABLES = {"pages": "* exclude (seconds)", "claims": "*", "findings": "*"}


def ip(*words: str, within: tuple[str, ...] = ()) -> None:
    subprocess.run([*within, "ip", *words], check=True)


def at_work() -> list[int]:
    """Return the processes in the namespace."""
    told = subprocess.run(["ip", "netns", "pids", _SPACE], capture_output=True, check=False).stdout
    return [int(number) for number in told.split()]


def unlinked() -> None:
    """Take away namespace and link where there are any, and with them what is still at work there."""
    for process in at_work():
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    for words in (("netns", "del", _SPACE), ("link", "del", _OURS)):
        subprocess.run(["ip", *words], stderr=subprocess.DEVNULL, check=False)


def linked(stack: ExitStack) -> None:
    """Make a namespace and a link to it; take both away at the end."""
    stack.callback(unlinked)
    ip("netns", "add", _SPACE)
    ip("link", "add", _OURS, "type", "veth", "peer", "name", _THEIRS, "netns", _SPACE)
    ip("addr", "add", f"{_HERE}/30", "dev", _OURS)
    ip("link", "set", _OURS, "up")
    ip("addr", "add", f"{_THERE}/30", "dev", _THEIRS, within=_WITHIN)
    ip("link", "set", _THEIRS, "up", within=_WITHIN)
    ip("link", "set", "lo", "up", within=_WITHIN)


def started(stack: ExitStack, log: Path, *words: str, within: tuple[str, ...] = ()) -> subprocess.Popen[bytes]:
    """Start a program whose words go to a file, and end it at the end."""
    file = stack.enter_context(log.open("wb"))
    given = [*_ENDING_WITH_US, *within, sys.executable, "-m", *words]
    process = subprocess.Popen(given, env={**os.environ, **_SETTINGS}, stdout=file, stderr=file)
    stack.callback(process.wait)
    stack.callback(process.kill)
    return process


def until(holds: Callable[[], Any], seconds: float = 600) -> None:
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            sys.exit("this did not come in time")
        time.sleep(0.1)


def tables(folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    asked = "select {} from read_parquet('{}/*.parquet') order by all"
    with duckdb.connect() as base:
        return {
            name: base.execute(asked.format(columns, folder / name)).fetchall() for name, columns in _TABLES.items()
        }


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("pages", type=Path)
    parser.add_argument("--shard-size", default="1")
    given = parser.parse_args()
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit("was told to stop"))
    if at_work():
        sys.exit(f"another run is at work in the namespace {_SPACE}")
    unlinked()
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        linked(stack)
        address = f"tcp://{_HERE}:{_PORT}"
        worker = ("distributed.cli.dask_worker", "--nthreads", "1", "--no-dashboard", address)
        scheduler = ("distributed.cli.dask_scheduler", "--host", _HERE, "--port", _PORT, "--no-dashboard")
        started(stack, scratch / "scheduler.log", *scheduler)
        started(stack, scratch / "near.log", *worker, "--host", _HERE, "--name", "near")
        started(stack, scratch / "far.log", *worker, "--host", _THERE, "--name", "far", within=_WITHIN)
        until(lambda: (scratch / "scheduler.log").read_text().count("Register worker") == 2)
        asked = ("claimcheck", "audit", str(given.pages), "--shard-size", given.shard_size, "--output")
        shared = started(stack, scratch / "audit.log", *asked, str(scratch / "shared"), "--scheduler", address)
        until(lambda: len(list((scratch / "shared" / "done").glob("*/*.json"))) >= 4)
        ip("link", "set", _OURS, "down")
        cut = time.monotonic()
        print(f"link cut after {len(list((scratch / 'shared' / 'done').glob('*/*.json')))} shards")
        code = shared.wait()
        print(f"audit ended with {code}, {time.monotonic() - cut:.0f} s later: {(scratch / 'audit.log').read_text()}")
        lost = [line for line in (scratch / "scheduler.log").read_text().split("\n") if "far" in line or "TTL" in line]
        print("\n".join(lost[-4:]))
        alone = [sys.executable, "-m", *asked, str(scratch / "alone"), "--jobs", "1"]
        subprocess.run(alone, check=True)
        equal = tables(scratch / "shared") == tables(scratch / "alone")
        print(f"tables equal: {equal}; pages: {len(tables(scratch / 'shared')['pages'])}")
        sys.exit(0 if equal and code == 0 else 1)


if __name__ == "__main__":
    main()
