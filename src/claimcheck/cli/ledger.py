"""The ledger on the command line: `approve` writes an entry for what stands on a line, `ledger` looks after them."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import click

from claimcheck.cli.given import (
    FAILED,
    as_of_option,
    config_option,
    day_given,
    evidence_option,
    house_given,
    say,
    stop,
    with_faults,
)
from claimcheck.config.config import LEDGER_NAME, shown
from claimcheck.errors import UserError
from claimcheck.whole_file import put

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from claimcheck.flow import House
    from claimcheck.ledger.ledger import Entry
    from claimcheck.model import Claim, Report, Span

_PLACE = re.compile(r"(?P<path>.+?):(?P<line>[0-9]+)(?::(?P<column>[0-9]+))?\Z")


@click.command()
@click.argument("place", metavar="FILE:LINE[:COLUMN]")
@click.option("--by", required=True, metavar="NAME", help="Who approves it.")
@click.option("--until", default="", metavar="DATE", help="The last day on which it holds (default: for good).")
@click.option(
    "--record", "records", multiple=True, metavar="ID", help="A record it rests on (default: those it names)."
)
@click.option("--jurisdiction", "places", multiple=True, metavar="NAME", help="Where it may be said (default: all).")
@click.option("--note", default="", metavar="WORDS", help="What is to be known of the decision.")
@click.option("--as-variant", is_flag=True, help="Accept it as another wording of the entry that it drifted from.")
@as_of_option
@evidence_option
@config_option
def approve(
    place: str,
    by: str,
    until: str,
    records: tuple[str, ...],
    places: tuple[str, ...],
    note: str,
    as_variant: bool,
    as_of: str | None,
    evidence: tuple[Path, ...],
    config_path: Path | None,
) -> int:
    """Approve the sentence on a line of a page: write it to the ledger, by whom, on which day and until when."""
    from claimcheck.ledger import ledger

    day, until = day_given(as_of), day_given(until) if until else ""
    page, line, column = _place(place)
    house, path = _house(page, evidence, config_path)
    report = _report(page, house, day)
    claims = _claims_at(report, line, column)
    given = ledger.Entry(_words(report, claims), " ".join(by.split()), day, until=until, note=" ".join(note.split()))
    rests_on = tuple(sorted(set(records or (record for claim in claims for record in claim.records))))
    # A record says by itself what it is about.
    about = () if rests_on else ledger.about_of(claims)
    entry = replace(given, records=rests_on, about=about, jurisdictions=tuple(sorted(set(places))))
    entry = _as_variant(entry, claims, house) if as_variant else entry
    _must_name_what_is_known(entry, house)
    put(path, ledger.added(_text(path), entry, path=shown(path)).encode("utf-8"), shown(path))
    click.echo(_told(entry, page, claims[0], path, house), nl=False)
    return 0


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--all", "whole", is_flag=True, help="List the entries that need no care, too.")
@click.option("--schema", is_flag=True, help="Print the JSON Schema of the file, by which editors complete and check.")
@as_of_option
@evidence_option
@config_option
def ledger(
    paths: tuple[Path, ...],
    whole: bool,
    schema: bool,
    as_of: str | None,
    evidence: tuple[Path, ...],
    config_path: Path | None,
) -> int:
    """List the approved claims that expired or rest on what fell; with pages also those unused or drifted from."""
    from claimcheck import files, flow, readers
    from claimcheck.outputs import _ledger
    from claimcheck.records.library import OnDay

    if schema:
        click.echo((resources.files("claimcheck.ledger") / "ledger.schema.json").read_text(encoding="utf-8"), nl=False)
        return 0
    day = day_given(as_of)
    house, faults = house_given(config_path, evidence, paths)
    if house.config.ledger is None:
        raise UserError(f"there is no {LEDGER_NAME}", remedy="write it with: claimcheck approve FILE:LINE --by NAME")
    records, reports = OnDay(house.records, day), None
    if paths:
        found = files.find(paths, readers.suffixes(), apart=house.config.shelves)
        outcome = with_faults(flow.check_files(found.files, house, day), faults, found)
        reports, faults = outcome.reports, outcome.failed
    else:
        say(faults)
    click.echo(_ledger.listing(house.ledger, reports, records, day, whole=whole), nl=False)
    return FAILED if faults else 0


def _place(place: str) -> tuple[Path, int, int]:
    """Return the page, the line and the column that are named, column 0 for none."""
    found = _PLACE.match(place)
    if found is None:
        raise UserError(f"“{place}” names no line of a file", remedy="write it as articles/page.md:12")
    path = Path(found["path"])
    if not path.is_file():
        raise UserError("is no file" if path.exists() else "is not there", path=path.as_posix(), remedy="name one page")
    return path, int(found["line"]), int(found["column"] or 0)


def _house(page: Path, evidence: Iterable[Path], config_path: Path | None) -> tuple[House, Path]:
    """Return what pages are held against and the file of the ledger; leave with all faults where there are any.

    A decision is written down only where all that it rests on could be read.
    """
    house, faults = house_given(config_path, evidence, [page])
    path = house.config.ledger or house.config.root / LEDGER_NAME
    is_new = not os.path.lexists(path)
    stop(fault for fault in faults if not (is_new and fault.path == shown(path)))
    return house, path


def _report(page: Path, house: House, day: str) -> Report:
    from claimcheck import flow

    outcome = flow.check_files([(page, page.as_posix())], house, day)
    for error in outcome.failed:
        raise error
    for path, why in outcome.skipped:
        raise UserError(f"is left out: {why}", path=path)
    return outcome.reports[0]


def _claims_at(report: Report, line: int, column: int) -> list[Claim]:
    """Return the claims of the one sentence at a place; raise UserError where there is none, or more than one."""
    document = report.document
    found: dict[Span, list[Claim]] = {}
    for claim in report.claims:
        place = document.place(*claim.sentence)
        at = (line, column or place.column) if line == place.line else (line, column)
        if place.line <= line <= place.end_line and (not column or place[:2] <= at < place[2:]):
            found.setdefault(claim.sentence, []).append(claim)
    if not found:
        lines = sorted(
            {document.place(claim.start, claim.end).line for claim in report.claims}, key=lambda n: abs(n - line)
        )
        remedy = f"the nearest stands on line {lines[0]}" if lines else "the page holds no claim"
        raise UserError("no claim is read here", path=document.path, line=line, column=column, remedy=remedy)
    if len(found) > 1:
        starts = ", ".join(f"{line}:{column}" for line, column, *_ in (document.place(*span) for span in sorted(found)))
        remedy = f"name one by where it begins: {starts}"
        raise UserError(f"{len(found)} sentences with claims stand here", path=document.path, line=line, remedy=remedy)
    return next(iter(found.values()))


def _must_name_what_is_known(entry: Entry, house: House) -> None:
    from claimcheck.ledger import ledger

    known = {jurisdiction for rule in house.rules for jurisdiction in rule.jurisdictions}
    given = ledger.Ledger((entry,))
    for fault in ledger.unknown_names(given, records=house.records, jurisdictions=known):
        raise UserError(fault.fault, remedy=fault.remedy)


def _words(report: Report, claims: Sequence[Claim]) -> str:
    return report.document.text[slice(*claims[0].sentence)]


def _as_variant(given: Entry, claims: Sequence[Claim], house: House) -> Entry:
    """Return the entry that a sentence has drifted from with this wording accepted besides, by a new decision."""
    from claimcheck.ledger.words import normal

    lines = {claim.approved_as.line for claim in claims if claim.approved_as and claim.approval == "drifted"}
    old = next((entry for entry in house.ledger.entries if entry.line in lines), None)
    if old is None or given.key[0] in map(normal, old.wordings):
        raise UserError("has not drifted from the words that were approved", remedy="approve it without --as-variant")
    changes = {name: value for name in ("until", "note") if (value := getattr(given, name))}
    return replace(old, variants=(*old.variants, given.claim), by=given.by, since=given.since, **changes)


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8-sig") if os.path.lexists(path) else ""


def _told(entry: Entry, page: Path, claim: Claim, path: Path, house: House) -> str:
    """Return what was written, and what it does to the findings on the page."""
    from claimcheck.ledger import ledger
    from claimcheck.outputs import _ledger

    now = ledger.read(path)
    written = next(given for given in now.entries if given.key == entry.key)
    report = _report(page, replace(house, ledger=now), entry.since)
    before = next((given for given in house.ledger.entries if given.key == entry.key), None)
    return _ledger.approved(written, before, report, report.document.source_span(*claim.sentence))
