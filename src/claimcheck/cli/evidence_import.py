"""`claimcheck evidence import`: exports in, record files out, and in words what became of each."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from claimcheck.cli.given import FAILED, config_given, config_option, day_given, say

if TYPE_CHECKING:
    from claimcheck.importers import Imported
    from claimcheck.importers._intake import Taken


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@click.option("--to", type=click.Path(path_type=Path), metavar="FOLDER", help="Write new records into FOLDER.")
@click.option("--as-of", metavar="DATE", help="Say that the files were read on this day (default: today).")
@config_option
def import_records(files: tuple[Path, ...], to: Path | None, as_of: str | None, config_path: Path | None) -> int:
    """Write records from exports of registries and libraries, for a person to complete."""
    from claimcheck import flow, importers, shipped

    read_on = day_given(as_of)
    given, faults = config_given(config_path)
    say(faults)
    folder = to or (given.evidence[0] if given.evidence else Path("evidence")) / "imported"
    shelves = [(folder, True), *((shelf, True) for shelf in given.evidence), (shipped.folder("evidence"), False)]
    found = importers.bring_in(files, folder, shelves, lexicon=flow.load_lexicon(given), read_on=read_on)
    for taken in found.taken:
        click.echo("\n".join(_lines(taken)))
    for place, why in found.left_out:
        click.echo(f"{place}: left out: {why}")
    click.echo(_sum(found))
    say(found.failed)
    return FAILED if found.failed or faults else 0


def _lines(taken: Taken) -> list[str]:
    unfilled = [f"    still empty: {', '.join(taken.unfilled)}"] if taken.unfilled and taken.what != "unchanged" else []
    return [
        f"{taken.path}: {taken.what}",
        *(f"    {words}" for words in taken.done),
        *(f"    note: {words}" for words in taken.kept),
        *unfilled,
    ]


def _sum(found: Imported) -> str:
    number = {what: sum(taken.what == what for taken in found.taken) for what in ("written", "merged", "unchanged")}
    unmet = f" {found.unmet} notices speak of no record here." if found.unmet else ""
    return f"{number['written']} written, {number['merged']} merged, {number['unchanged']} unchanged.{unmet}"
