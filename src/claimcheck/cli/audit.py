"""audit: an input of any size -> tables, a summary; how far it is on a terminal, and what became of every row."""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from claimcheck.cli.given import as_of_option, config_option, day_given, evidence_option, memory_option
from claimcheck.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from claimcheck.audit.held import Held
    from claimcheck.audit.manifest import Audit
    from claimcheck.audit.run import How

# How often the line on the terminal is written anew, in seconds.
_BETWEEN = 0.2


class _OneOrMore(click.Group):
    """A command with subcommands: words that name none of them are an input to audit."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        first = args[0] if args else "--help"
        known = first in self.commands or first in ctx.help_option_names
        return super().parse_args(ctx, args if known else ["run", *args])


@click.group(cls=_OneOrMore, no_args_is_help=False)
def audit() -> None:
    """Check an input of any size into tables: claimcheck audit INPUT --output FOLDER."""


@audit.command()
@click.argument("given", metavar="INPUT", type=click.Path(path_type=Path))
@click.option("--output", required=True, type=click.Path(path_type=Path), metavar="FOLDER", help="Write to FOLDER.")
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="Check with N processes (default: one a processor).")
@click.option("--scheduler", metavar="ADDRESS", help="Check on a Dask cluster: its address or file.")
@click.option("--page-timeout", type=click.FloatRange(0.1), default=120.0, metavar="S", help="Give a page S seconds.")
@click.option("--shard-size", type=click.IntRange(1), metavar="N", help="Write after each N pages (default: 200).")
@memory_option
@click.option("--fields", "pairs", multiple=True, metavar="WHAT=NAME", help="Say which field holds text, url, date …")
@as_of_option
@evidence_option
@config_option
def run(
    given: Path,
    output: Path,
    jobs: int | None,
    scheduler: str | None,
    page_timeout: float,
    shard_size: int | None,
    memory: int | None,
    pairs: tuple[str, ...],
    as_of: str | None,
    evidence: tuple[Path, ...],
    config_path: Path | None,
) -> int:
    """Check an input; go on with what FOLDER holds of it already."""
    from claimcheck.audit import manifest, table
    from claimcheck.audit.run import How

    before = manifest.begun(output)
    wanted = _wanted(given, output.absolute(), _held(config_path, evidence, as_of, before), pairs, shard_size, before)
    _begin(wanted, before)
    with _shown() as show:
        _go(wanted, How(jobs or os.cpu_count() or 1, scheduler or "", page_timeout), show)
    return _told(wanted, output, memory or table.MEMORY)


def _held(config_path: Path | None, evidence: tuple[Path, ...], as_of: str | None, before: Audit | None) -> Held:
    """Return what pages are held against, loaded once to see that it can be: nothing is begun with a fault in it."""
    from claimcheck.audit.held import Held
    from claimcheck.audit.run import proved
    from claimcheck.config import config as configuration

    path = config_path or configuration.find(Path.cwd())
    if config_path is not None and not config_path.is_file():
        raise UserError("cannot be read (No such file or directory)", path=str(config_path))
    for folder in evidence:
        if not folder.is_dir():
            raise UserError("is no folder", path=str(folder))
    # An audit that goes on the next day is still one of the day it was begun on.
    day = day_given(as_of or (before.held.as_of if before else None))
    folders = tuple(str(folder.absolute()) for folder in evidence)
    return proved(Held(str(path.absolute()) if path else "", folders, day))


def _wanted(
    given: Path,
    folder: Path,
    held: Held,
    pairs: tuple[str, ...],
    size: int | None,
    before: Audit | None,
) -> Audit:
    from claimcheck.audit import manifest

    if not given.exists():
        raise UserError("cannot be read (No such file or directory)", path=str(given))
    size = size or (before.size if before else manifest.SHARD_SIZE)
    return manifest.Audit(folder, str(given.absolute()), manifest.stamp_of(given), size, _fields(pairs), held)


def _fields(pairs: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    parted = [pair.partition("=") for pair in pairs]
    for what, _, name in parted:
        if not what or not name:
            raise UserError(f"“{what}” names no field", remedy="write it as --fields text=NAME")
    return tuple(sorted({what: name for what, _, name in parted}.items()))


def _begin(wanted: Audit, before: Audit | None) -> None:
    from claimcheck.audit import manifest
    from claimcheck.audit.run import must_be_the_same

    if before is not None:
        must_be_the_same(wanted, before)
        return
    with _shown() as show:
        for rows in manifest.begin(wanted):
            show(f"{rows:,} pages counted")


@contextmanager
def _shown() -> Iterator[Callable[[str], None]]:
    """Give a function that shows one line in place of the one before, a few times a second, on a terminal only."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    last = -1.0

    def show(line: str) -> None:
        nonlocal last
        if time.monotonic() - last >= _BETWEEN:
            click.echo(f"\r\x1b[K{line}", nl=False, err=True)
            last = time.monotonic()

    try:
        yield show
    finally:
        click.echo("\r\x1b[K", nl=False, err=True)


def _go(audit: Audit, how: How, show: Callable[[str], None]) -> None:
    from claimcheck.audit import manifest
    from claimcheck.audit.progress import Progress
    from claimcheck.audit.run import go

    before, _, rows = manifest.counted(audit.folder)
    progress = Progress(before.rows + rows, before.rows)
    for tally in go(audit, how, progress.tick):
        progress.add(tally.rows if tally else 0)
        show(progress.line())


def _told(audit: Audit, folder: Path, memory: int) -> int:
    """Say what became of every row and where the summary is; raise UserError where that is not known of all."""
    from claimcheck.audit import account, at_odds, manifest, summary

    total, missing, rows = manifest.counted(audit.folder)
    click.echo(
        f"{folder}: {total.rows:,} pages read = {total.checked:,} checked + {total.skipped:,} skipped + "
        f"{total.failed:,} failed; {total.claims:,} claims, {total.findings:,} findings"
    )
    if missing:
        raise UserError(f"{rows:,} pages in {missing:,} shards are left", remedy="run the same command again to go on")
    account.must_hold(folder, total)
    if total.rows:
        if odds := at_odds.write(folder, memory):
            click.echo(f"{folder}: {odds:,} more findings on pages that other pages of their site are at odds with")
        about = summary.About(audit.input, total.rows, audit.held.as_of, dict(audit.held.digests))
        click.echo(summary.write(folder, about, memory))
    return 0
