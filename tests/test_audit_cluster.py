"""An audit on a cluster of two workers here: the same rows as on one machine, whatever is killed meanwhile."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

import made_served

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_PATIENCE = 300
_SCHEDULER = ("-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
_WORKER = ("-m", "distributed.cli.dask_worker", "--nthreads", "1", "--no-nanny", "--no-dashboard", "--preload")
_WORDS = {f"{n:02}.md": f"Take a while. Lamp {n} is yours only today." for n in range(18)} | {
    "18.md": "Kill me.",
    "19.md": "Dies ist eine Seite in deutscher Sprache, und sie wird nicht geprüft, weil sie nicht englisch ist.",
}


@contextmanager
def running(folder: Path, *words: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a part of a cluster, whose words go to a file of its own in `folder`."""
    log = (folder / f"{time.monotonic_ns()}.log").open("wb")
    started = subprocess.Popen([sys.executable, *words], cwd=folder, env=_environment(), stdout=log, stderr=log)
    try:
        yield started
    finally:
        started.kill()
        started.wait()
        log.close()


def _environment() -> dict[str, str]:
    return {**made_served.environment(), "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "5s"}


@contextmanager
def scheduler(folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """Run a scheduler; give it with its address."""
    folder.mkdir()
    with running(folder, *_SCHEDULER) as process:
        yield process, until(lambda: _address(folder))


def _address(folder: Path) -> str:
    told = re.search(r"Scheduler at:\s+(tcp://\S+)", "".join(log.read_text() for log in folder.glob("*.log")))
    return told[1] if told else ""


def worker(folder: Path, address: str) -> Any:
    return running(folder, *_WORKER, made_served.__file__, address)


def until(holds: Callable[[], Any]) -> Any:
    """Wait for something that has to come, and return it."""
    end = time.monotonic() + _PATIENCE
    while not (found := holds()):
        assert time.monotonic() < end
        time.sleep(0.05)
    return found


def audit(site: Path, output: str, *words: str) -> subprocess.Popen[str]:
    asked = ("audit", "pages", "--output", output, "--as-of", "2027-05-01", "--shard-size", "2", *words)
    return subprocess.Popen(
        [sys.executable, made_served.__file__, *asked],
        cwd=site,
        env=_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def tables(folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return all rows of the tables of an audit, without what depends on the hour."""
    asked = {"pages": "* exclude (seconds)", "claims": "*", "findings": "*"}
    return {
        name: duckdb.sql(f"select {columns} from '{folder / name}/*.parquet' order by shard, position").fetchall()
        for name, columns in asked.items()
    }


def done(site: Path, output: str) -> int:
    return len(list(site.glob(f"{output}/done/*/*.json")))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a content repository whose pages were audited on this machine alone, into `alone`."""
    made = made_served.content(tmp_path_factory.mktemp("cluster") / "site", _WORDS)
    asked = audit(made, "alone", "--jobs", "2")
    _, err = asked.communicate(timeout=_PATIENCE)
    assert (asked.returncode, err) == (0, "")
    return made


def test_two_workers_give_the_rows_of_one_machine_though_one_is_killed(site: Path, tmp_path: Path) -> None:
    with (
        scheduler(tmp_path / "cluster") as (_, address),
        worker(tmp_path / "cluster", address) as first,
        worker(tmp_path / "cluster", address),
    ):
        asked = audit(site, "shared", "--scheduler", address)
        until(lambda: done(site, "shared") >= 2)
        first.kill()
        out, err = asked.communicate(timeout=_PATIENCE)

    # The library tells of a worker that went, or not, by what it was at just then.
    assert (asked.returncode, [line for line in err.splitlines() if " - distributed." not in line]) == (0, [])
    assert (
        out
        == "shared: 20 pages read = 18 checked + 1 skipped + 1 failed; 18 claims, 18 findings\nshared/summary.html\n"
    )
    assert tables(site / "shared") == tables(site / "alone")
    assert len(tables(site / "shared")["pages"]) == len(_WORDS)


def test_an_audit_whose_scheduler_is_killed_says_so_and_goes_on_with_another(site: Path, tmp_path: Path) -> None:
    with scheduler(tmp_path / "first") as (process, address), worker(tmp_path / "first", address):
        asked = audit(site, "stopped", "--scheduler", address)
        until(lambda: done(site, "stopped") >= 1)
        process.kill()
        _, err = asked.communicate(timeout=_PATIENCE)
    before = done(site, "stopped")
    with scheduler(tmp_path / "second") as (_, other), worker(tmp_path / "second", other):
        again = audit(site, "stopped", "--scheduler", other)
        out, _ = again.communicate(timeout=_PATIENCE)

    assert asked.returncode == 2
    assert err.splitlines()[-1].startswith(f"the scheduler at {address} is out of reach (")
    assert err.splitlines()[-1].endswith("; start it, and run the same command again to go on")
    assert 1 <= before < 10
    assert (again.returncode, out) == (
        0, "stopped: 20 pages read = 18 checked + 1 skipped + 1 failed; 18 claims, 18 findings\nstopped/summary.html\n"
    )  # fmt: skip
    assert tables(site / "stopped") == tables(site / "alone")
