"""Commands that check nothing: what a rule says, which rules and records there are, how a file is read."""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from claimcheck.cli.given import (
    FAILED,
    config_given,
    config_option,
    evidence_option,
    house_given,
    must_be_known,
    say,
)
from claimcheck.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimcheck.flow import House
    from claimcheck.rulebook.rule import Rule

_LINE_OF_FILE = re.compile(r"(?P<path>.+):(?P<line>[0-9]+)\Z")


@click.command()
@click.argument("what", metavar="RULE|FILE:LINE")
@evidence_option
@config_option
def explain(what: str, evidence: tuple[Path, ...], config_path: Path | None) -> int:
    """Say what a rule holds copy to and why; or how the claims on a line of a file are read."""
    from claimcheck.outputs import _explain

    line = _LINE_OF_FILE.match(what)
    page = Path(line["path"]) if line and os.path.isfile(line["path"]) else None
    house, faults = house_given(config_path, evidence, [page] if page else [])
    say(faults)
    if line and page:
        click.echo(_explained_line(page, int(line["line"]), house), nl=False)
    else:
        rules = {rule.name: rule for rule in house.rules}
        must_be_known("rule", what, rules)
        click.echo(_explain.rule(rules[what], house.records), nl=False)
    return FAILED if faults else 0


def _explained_line(path: Path, line: int, house: House) -> str:
    from claimcheck import flow
    from claimcheck.outputs import _explain

    outcome = flow.check_files([(path, path.as_posix())], house, date.today().isoformat())
    for error in outcome.failed:
        raise error
    return _explain.claims_on(outcome.reports[0], line)


@click.command()
@click.option("--test", "run", is_flag=True, help="Run the examples of every rule.")
@click.option("--rule", "only", multiple=True, metavar="NAME", help="Of this rule only.")
@click.option("--format", "form", metavar="text|markdown", default="text", help="A list, or the whole page of rules.")
@config_option
def rules(run: bool, only: tuple[str, ...], form: str, config_path: Path | None) -> int:
    """List the rules, print all that they say, or run their own examples."""
    must_be_known("format", form, ("text", "markdown"))
    house, faults = house_given(config_path)
    say(faults)
    for name in only:
        must_be_known("rule", name, house.known)
    asked = [rule for rule in house.rules if not only or rule.name in only]
    if run:
        return max(_run_examples(house, asked), FAILED if faults else 0)
    if form == "markdown":
        from claimcheck.outputs import _rules_page

        click.echo(_rules_page.render(asked, house.records), nl=False)
        return FAILED if faults else 0
    wide = max((len(rule.name) for rule in asked), default=0)
    for rule in sorted(asked, key=lambda rule: (rule.subject, rule.name)):
        click.echo(f"{rule.subject:<11}  {rule.name:<{wide}}  {rule.severity:<7}  {rule.says}")
    return FAILED if faults else 0


def _run_examples(house: House, asked: Sequence[Rule]) -> int:
    from claimcheck.rulebook import proof

    wrong = list(proof.faults(house, asked))
    for line in wrong:
        click.echo(line)
    number = sum(len(rule.found) + len(rule.clean) for rule in asked)
    click.echo(f"{len(asked)} rules, {number} examples: {len(wrong)} not as marked.")
    return int(bool(wrong))


@click.group()
def evidence() -> None:
    """List, validate or import the evidence records."""


@evidence.command("list")
@evidence_option
@config_option
def list_records(evidence: tuple[Path, ...], config_path: Path | None) -> int:
    """List the records: id, kind, standing, whether a text was opened for it, title."""
    from claimcheck.outputs import _evidence

    house, faults = house_given(config_path, evidence)
    say(faults)
    click.echo(_evidence.listing(house.records), nl=False)
    return FAILED if faults else 0


@evidence.command()
@click.argument("folders", nargs=-1, type=click.Path(path_type=Path), metavar="[FOLDER]…")
@config_option
def validate(folders: tuple[Path, ...], config_path: Path | None) -> int:
    """Say every fault of the records in the folders (without a folder: of all that are configured)."""
    from claimcheck import flow, shipped
    from claimcheck.records import record

    given, faults_given = config_given(config_path, folders)
    say(faults_given)
    shelves = [shipped.folder("evidence"), *dict.fromkeys(given.evidence)]
    records, faults = record.read(shelves, flow.load_lexicon(given))
    inside = [fault for fault in faults if not folders or any(_lies_in(fault.path, folder) for folder in folders)]
    say(inside)
    # Paths as shown tell shipped records and others apart no better than their folders' names.
    files = {path.resolve() for folder in folders for path in folder.rglob("*.yaml")}
    number = len(files) - len({fault.path for fault in inside}) if folders else len(records)
    click.echo(f"{number} records are sound, {len(inside)} faults.")
    return FAILED if inside or faults_given else 0


@evidence.command()
def schema() -> None:
    """Print the JSON Schema of a record, by which editors complete and check the keys."""
    from claimcheck import shipped

    click.echo((shipped.folder("evidence") / "record.schema.json").read_text(encoding="utf-8"), nl=False)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@config_option
def show(file: Path, config_path: Path | None) -> int:
    """Print the blocks that a file is read as."""
    from claimcheck import readers
    from claimcheck.config.config import settings_for
    from claimcheck.outputs import _blocks

    given, faults = config_given(config_path, pages=[file])
    say(faults)
    if os.path.exists(file) and not os.path.isfile(file):
        raise UserError("is no file", path=file.as_posix(), remedy="name one page")
    fields = settings_for(given, file.as_posix()).fields
    document = readers.read(file, shown_as=file.as_posix(), max_size=given.max_size, fields=fields)
    click.echo(_blocks.render(document), nl=False)
    return FAILED if faults else 0


def _lies_in(path: str, folder: Path) -> bool:
    return Path(path).absolute().is_relative_to(folder.absolute())
