"""`claimcheck init`: looks at a repository and writes what sets claimcheck up there; what is there is left."""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from claimcheck.cli.given import FAILED, say
from claimcheck.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimcheck.init.plan import Step
    from claimcheck.init.seen import Seen


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Show what would be written; write nothing.")
@click.option("--from", "address", default="", metavar="URL", help="The git address that CI installs claimcheck from.")
def init(folder: Path | None, dry_run: bool, address: str) -> int:
    """Set claimcheck up in a folder (default: this one): settings, a hook, a folder of records, a job for CI."""
    from claimcheck import flow
    from claimcheck.config.config import Config
    from claimcheck.init import ci as init_ci
    from claimcheck.init import plan as init_plan
    from claimcheck.init import seen as init_seen

    root = (folder or Path()).absolute()
    if not root.is_dir():
        raise UserError("is no folder", path=str(folder))
    seen = init_seen.look(root, flow.load_lexicon(Config()))
    origin = init_ci.origin(address)
    click.echo(_looked(seen))
    faults = []
    steps = init_plan.plan(root, seen, origin)
    for step in steps:
        try:
            if not (dry_run or step.left):
                init_plan.write(step)
            click.echo("\n".join(_told(step, dry_run=dry_run)))
        except UserError as error:
            faults.append(error)
    say(faults)
    if not origin.address and any(init_ci.UNKNOWN in step.text for step in steps):
        click.echo(f"Fill in: the address of claimcheck's repository, in place of {init_ci.UNKNOWN} (or --from URL).")
    places = [os.path.normpath(_shown(root / name)) for name in seen.folders or (".",)]
    click.echo(f"Next: claimcheck check {' '.join(map(shlex.quote, places))}")
    return FAILED if faults else 0


def _looked(seen: Seen) -> str:
    from claimcheck.init.plan import folders_told
    from claimcheck.init.seen import number

    if not seen.pages:
        return "No pages were found yet."
    formats = ", ".join(f"{count.pages} {count.name}" for count in seen.formats)
    part = "" if seen.looked == seen.pages else f"; {seen.looked} of them were looked at"
    return f"{number(seen.pages, 'page')} ({formats}) in {folders_told(seen.folders)}{part}."


def _told(step: Step, *, dry_run: bool) -> Sequence[str]:
    shown = _shown(step.path)
    if step.left:
        return [f"{shown}: left, {step.left}"]
    verb = "written" if step.before is None else "added to"
    if not dry_run:
        return [f"{shown}: {verb}"]
    # A schema is long, and the same everywhere.
    lines = [] if step.path.suffix == ".json" else [f"    {line}".rstrip() for line in step.text.splitlines()]
    return [f"{shown}: would be {verb}", *lines]


def _shown(path: Path) -> str:
    here = Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else str(path)
