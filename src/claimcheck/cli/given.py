"""What the command line names -> configuration, rules and records; each fault of it is one line on stderr."""

from __future__ import annotations

import gc
import os
import sys
from dataclasses import replace
from datetime import date
from errno import ENOENT
from pathlib import Path
from typing import TYPE_CHECKING

import click

from claimcheck import user_cache
from claimcheck.cli import run as cli_run
from claimcheck.config import config as configuration
from claimcheck.config.file import is_date
from claimcheck.errors import UserError, nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from claimcheck.config.config import Config
    from claimcheck.files import Found
    from claimcheck.flow import House, Outcome

FAILED = 2

_NEW_OBJECTS = 1_000_000

config_option = click.option(
    "--config",
    "config_path",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Read FILE instead of the nearest claimcheck.yaml.",
)
evidence_option = click.option(
    "--evidence",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Read the records of FOLDER too.",
)
as_of_option = click.option(
    "--as-of", metavar="DATE", help="Judge as on this day (default: today): records and exceptions as they stood then."
)

memory_option = click.option(
    "--memory",
    type=click.IntRange(64),
    metavar="MB",
    help="Sum up and compare in MB of memory, the rest on disk (default: 512).",
)


def day_given(as_of: str | None) -> str:
    """Return the day to judge by, today where none is given; raise UserError for what is no date."""
    if as_of is not None and not is_date(as_of):
        raise UserError(f"“{as_of}” is no date", remedy="write it as 2027-05-01")
    return as_of or date.today().isoformat()


def say(faults: Iterable[UserError]) -> None:
    """Write each fault on a line of its own to stderr."""
    for fault in faults:
        click.echo(" ".join(str(fault).split()), err=True)


def stop(faults: Iterable[UserError]) -> None:
    """Leave with all faults where there are any."""
    given = list(faults)
    if given:
        say(given)
        sys.exit(FAILED)


def must_be_known(what: str, word: str, known: Iterable[str]) -> None:
    """Raise UserError with the nearest guess where `word` is none of those known."""
    known = list(known)
    if word not in known:
        raise _unknown(what, word, known)


def _unknown(what: str, word: str, known: Iterable[str]) -> UserError:
    return UserError(f"“{word}” is no {what}", remedy=nearest(word, known))


def config_given(
    path: Path | None, evidence: Iterable[Path] = (), pages: Iterable[Path] = ()
) -> tuple[Config, tuple[UserError, ...]]:
    """Return the configuration with further evidence folders, and the faults of what was left out of it.

    Without `path` it is the nearest above the working directory, else above all of `pages`. A file or folder that
    the command line names and that is not there stops it.
    """
    if path is not None and not os.path.lexists(path):
        raise UserError(f"cannot be read ({os.strerror(ENOENT)})", path=str(path))
    missing = [UserError("is no folder", path=str(folder)) for folder in evidence if not os.path.isdir(folder)]
    stop(missing)
    given, faults = configuration.load(nearest_config(path, pages))
    return replace(given, evidence=(*given.evidence, *evidence)), faults


def nearest_config(path: Path | None, pages: Iterable[Path] = ()) -> Path | None:
    """Return the configuration: the one given, else the nearest to the working directory, else above all pages."""
    return path or configuration.find(Path.cwd()) or _above(pages)


def _above(pages: Iterable[Path]) -> Path | None:
    """Return the configuration of the folder that holds all pages."""
    places = [page.absolute() if os.path.isdir(page) else page.absolute().parent for page in pages]
    return configuration.find(Path(os.path.commonpath(places))) if places else None


def house_given(
    path: Path | None,
    evidence: Iterable[Path] = (),
    pages: Iterable[Path] = (),
    only: Sequence[str] = (),
    *,
    no_cache: bool = False,
) -> tuple[House, tuple[UserError, ...]]:
    """Return what is sound of configuration, lexicon, rules and records, and the faults of all that is not.

    One broken file does not stop a check: it is left out and said. `only` are the rules to hold pages to; none: all.
    `no_cache` loads without what loading has found out before, and keeps nothing of it.
    """
    from claimcheck import flow, shipped
    from claimcheck.cache import loaded
    from claimcheck.records import record
    from claimcheck.rulebook import file as rule_file

    # What is loaded now stays: looking again and again for what of it could go takes a fifth of the time.
    gc.disable()
    given, faults = config_given(path, evidence, pages)
    folder, about = Path(user_cache.folder()), given.path and str(Path(given.path).absolute())
    known = None if no_cache else loaded.read(folder, about)
    words, word_faults = flow.sound_lexicon(given, known)
    all_rules, rule_faults = rule_file.read([shipped.folder("rules"), *given.rules], words)
    records, record_faults = record.read([shipped.folder("evidence"), *given.evidence], words)
    if known is not None:
        loaded.write(folder, about, known)
    broken = (*faults, *word_faults, *rule_faults)
    # A name that nothing knows may be that of a rule which does not load.
    unknown_names = () if broken else flow.unknown_names(given, all_rules)
    unknown = sorted(set(only) - {rule.name for rule in all_rules})
    if unknown:
        stop([*broken, *(_unknown("rule", name, (rule.name for rule in all_rules)) for name in unknown)])
    held = tuple(rule for rule in all_rules if not only or rule.name in only)
    names = tuple(rule.name for rule in all_rules)
    claims, ledger_faults = flow.load_ledger(given, records, all_rules)
    gc.freeze()
    gc.enable()
    # A page leaves little behind that only a look for cycles finds.
    gc.set_threshold(_NEW_OBJECTS)
    faults = (*broken, *unknown_names, *record_faults, *ledger_faults)
    return flow.House(given, words, held, records, names, claims), faults


def outcome_given(
    paths: Sequence[Path],
    day: str,
    evidence: Iterable[Path] = (),
    config_path: Path | None = None,
    only: Sequence[str] = (),
) -> Outcome:
    """Return what a check of files and folders gives, and write what failed and what was left out to stderr."""
    from claimcheck import files, readers

    house, faults = house_given(config_path, evidence, paths, only)
    found = files.find(paths, readers.suffixes(), apart=house.config.shelves)
    return with_faults(cli_run.check_files(found.files, house, day), faults, found)


def with_faults(outcome: Outcome, faults: Iterable[UserError], found: Found) -> Outcome:
    """Return what a run gives with what else failed and was left out, and write all of that to stderr."""
    outcome = replace(
        outcome,
        failed=(*faults, *found.failed, *outcome.failed),
        skipped=(*found.skipped, *outcome.skipped),
    )
    say(outcome.failed)
    for path, why in outcome.skipped:
        click.echo(f"{path}: left out: {why}", err=True)
    return outcome


def written(content: bytes, output: Path) -> None:
    """Write a file; raise UserError where that cannot be done."""
    try:
        output.write_bytes(content)
    except OSError as error:
        raise UserError(f"cannot be written ({error.strerror})", path=str(output)) from error
