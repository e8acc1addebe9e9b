"""audit summary and audit diff: what an audit found, and what is other in a later one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from claimcheck.cli.given import memory_option, must_be_known
from claimcheck.errors import UserError
from claimcheck.model import SEVERITIES

if TYPE_CHECKING:
    from claimcheck.audit.changes import Changes

# A terminal holds so many; JSON tells all.
_MOST_SHOWN = 50


@click.command()
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path))
@memory_option
def summary(folder: Path, memory: int | None) -> None:
    """Write what is told of an audit as a whole anew, whether it is done or not."""
    from claimcheck.audit import at_odds, manifest, table
    from claimcheck.audit.summary import About, write

    audit = manifest.begun(folder)
    if audit is None:
        raise UserError("holds no audit", path=str(folder), remedy="begin one: claimcheck audit INPUT --output FOLDER")
    most = memory or table.MEMORY
    done, _, left = manifest.counted(folder)
    at_odds.write(folder, most)
    _tell_what_it_lacks(folder)
    about = About(audit.input, done.rows + left, audit.held.as_of, dict(audit.held.digests))
    click.echo(write(folder, about, most))


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--format", "form", default="text", metavar="text|json", help="Lines to read, or all as JSON.")
@click.option("--fail-on", default="error", metavar="SEVERITY", help="Exit 1 where a finding of it appeared.")
@memory_option
def diff(old: Path, new: Path, form: str, fail_on: str, memory: int | None) -> int:
    """Tell which findings appeared from the audit in OLD to that in NEW, and which were mended."""
    from claimcheck.audit import changes, table

    must_be_known("format", form, ("text", "json"))
    must_be_known("severity", fail_on, SEVERITIES)
    _tell_what_it_lacks(old, new)
    with changes.between(old, new, memory or table.MEMORY) as found:
        counts = found.counts()
        (_as_json if form == "json" else _as_text)(found, counts, _other(old, new))
    stops = SEVERITIES[SEVERITIES.index(fail_on) :]
    return int(any(severity in stops for what in changes.APPEARED for severity in counts.get(what, ())))


def _tell_what_it_lacks(*folders: Path) -> None:
    from claimcheck.audit import table

    for folder in folders:
        if "statements" in table.lacking(folder):
            click.echo(f"{folder}: an older audit; what its pages say against each other is not in it.", err=True)


def _other(old: Path, new: Path) -> list[str]:
    """Return what pages were held against that is not the same in both audits: it may be why findings changed."""
    from claimcheck.audit import manifest

    one, other = (
        {"day": audit.held.as_of, **dict(audit.held.digests)} if (audit := manifest.begun(folder)) else {}
        for folder in (old, new)
    )
    return sorted(name for name in one.keys() & other.keys() if one[name] != other[name])


def _as_text(found: Changes, counts: dict[str, dict[str, int]], other: list[str]) -> None:
    from claimcheck.audit import changes

    if other:
        click.echo(f"Other in the second audit: {', '.join(other)}. Findings may differ by that alone.")
    for what, by_severity in counts.items():
        sign = "+" if what in changes.APPEARED else "-"
        for one in found.rows(what, _MOST_SHOWN):
            place = f"{one.key}:{one.line}" if one.line else one.key
            click.echo(f"{sign} {place}  {one.severity}  {one.rule} ({what})\n    “{' '.join(one.quote.split())}”")
        if (number := sum(by_severity.values())) > _MOST_SHOWN:
            click.echo(f"{sign} … {number - _MOST_SHOWN:,} more ({what})")
    told = ", ".join(f"{sum(numbers.values()):,} {what}" for what, numbers in counts.items())
    click.echo(f"Findings: {told or 'none appeared, none is gone'}.")


def _as_json(found: Changes, counts: dict[str, dict[str, int]], other: list[str]) -> None:
    """Write all as one JSON document, a change a line: it may be larger than memory."""
    click.echo(f'{{"counts": {json.dumps(counts)}, "other": {json.dumps(other)}, "changes": [', nl=False)
    before = "\n"
    for what in counts:
        for one in found.rows(what):
            click.echo(f"{before}{json.dumps(one._asdict(), ensure_ascii=False)}", nl=False)
            before = ",\n"
    click.echo("\n]}")
