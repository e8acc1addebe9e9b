"""The baseline on the command line: written by `claimcheck baseline`, and what it hides from a check."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from claimcheck.cli import run as cli_run
from claimcheck.cli.given import FAILED, config_option, evidence_option, house_given, say
from claimcheck.config.config import BASELINE_NAME, shown
from claimcheck.whole_file import put

if TYPE_CHECKING:
    from claimcheck.baseline import Baseline
    from claimcheck.flow import House, Outcome

file_option = click.option(
    "--baseline",
    "baseline_path",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=f"Take FILE instead of the {BASELINE_NAME} beside claimcheck.yaml.",
)


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--accept-new", is_flag=True, help="Hold findings that the baseline does not hold yet.")
@file_option
@evidence_option
@config_option
def baseline(
    paths: tuple[Path, ...],
    accept_new: bool,
    baseline_path: Path | None,
    evidence: tuple[Path, ...],
    config_path: Path | None,
) -> int:
    """Write the findings to live with to a file; where it exists, only take out those that are gone."""
    from claimcheck import baseline as baselines
    from claimcheck import files, readers

    house, faults = house_given(config_path, evidence, paths)
    path = baseline_path or beside(house)
    is_new = not os.path.lexists(path)
    before = baselines.Baseline(shown(path), path.absolute().parent) if is_new else _read(path)
    found = files.find(paths, readers.suffixes(), apart=house.config.shelves)
    outcome = cli_run.check_files(found.files, house, date.today().isoformat())
    failed = (*faults, *found.failed, *outcome.failed)
    say(failed)
    left = baselines.gone(before, outcome.reports, house, sound=not faults)
    after = baselines.shrunk(before, left)
    if is_new or accept_new:
        after = baselines.grown(after, outcome.reports)
    # A torn file would bring all debt back.
    put(path, baselines.text(after.entries()).encode("utf-8"), shown(path))
    click.echo(_told(before, after, outcome), nl=False)
    return FAILED if failed else 0


def hide(outcome: Outcome, house: House, given: Path | None, *, sound: bool) -> Outcome:
    """Return what a run gives without what the baseline holds: the one given, else the one beside the configuration."""
    from claimcheck import baseline as baselines

    path = given or beside(house)
    if given is None and not os.path.lexists(path):
        return outcome
    return baselines.hide(outcome, _read(path), house, sound=sound)


def beside(house: House) -> Path:
    """Return where the baseline of a configuration stands."""
    return house.config.root / BASELINE_NAME


def _read(path: Path) -> Baseline:
    from claimcheck import baseline as baselines

    return baselines.read(path, shown_as=shown(path))


def _told(before: Baseline, after: Baseline, outcome: Outcome) -> str:
    from claimcheck import baseline as baselines

    was, holds = set(before.entries()), set(after.entries())
    new = sum((baselines.holdable(report) - after.of(report.document.path)).total() for report in outcome.reports)
    care = sum(finding.subject == "upkeep" for report in outcome.reports for finding in report.findings)
    number = "1 finding" if len(holds) == 1 else f"{len(holds)} findings"
    lines = [f"{after.path} holds {number}: {len(holds - was)} taken in, {len(was - holds)} taken out."]
    if new:
        lines.append(f"{new} are found and not held; `--accept-new` takes them in.")
    if care:
        lines.append(f"{care} about exceptions and records that need care are never held.")
    return "\n".join([*lines, ""])
