"""Commands for who answers for a page: how far its claims rest on records, and the file that substantiates them."""

from __future__ import annotations

from pathlib import Path

import click

from claimcheck.cli_given import (
    FAILED,
    as_of_option,
    config_option,
    day_given,
    evidence_option,
    must_be_known,
    outcome_given,
)

_DAYS = 90


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--format", "form", default="text", metavar="NAME", help="text (default) or json.")
@click.option(
    "--within", default=_DAYS, metavar="DAYS", type=click.IntRange(0), help="Say which records end within so many days."
)
@as_of_option
@evidence_option
@config_option
def cover(
    paths: tuple[Path, ...],
    form: str,
    within: int,
    as_of: str | None,
    evidence: tuple[Path, ...],
    config_path: Path | None,
) -> int:
    """Say which claims rest on which records, and how many on none."""
    from claimcheck.outputs import _cover, _cover_told

    must_be_known("format", form, _cover_told.FORMATS)
    outcome = outcome_given(paths, day_given(as_of), evidence, config_path)
    found = _cover.cover_of(outcome, within)
    told = _cover_told.as_json(found, outcome) if form == "json" else _cover_told.text(found, outcome)
    click.echo(told, nl=False)
    return FAILED if outcome.failed else 0
