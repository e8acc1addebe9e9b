"""`claimcheck config`: what holds for a file and which line says so; the schema of claimcheck.yaml."""

from __future__ import annotations

from pathlib import Path

import click

from claimcheck.cli.given import FAILED, config_option, house_given, must_be_known, nearest_config, say
from claimcheck.config import config as configuration
from claimcheck.errors import UserError


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--format", "form", metavar="text|json", default="text", help="For people, or for programs.")
@click.option("--schema", "asks_schema", is_flag=True, help="Print the JSON Schema of claimcheck.yaml instead.")
@config_option
def config(file: Path | None, form: str, asks_schema: bool, config_path: Path | None) -> int:
    """Say what holds for a file (without one: for every file that no glob names), and which line says so."""
    from claimcheck import yamlfile
    from claimcheck.config import told as config_told
    from claimcheck.outputs import _settings

    must_be_known("format", form, ("text", "json"))
    if asks_schema:
        click.echo(configuration.SCHEMA.read_text(encoding="utf-8"), nl=False)
        return 0
    pages = [] if file is None else [file]
    house, faults = house_given(config_path, (), pages)
    say(faults)
    path = nearest_config(config_path, pages)
    try:
        read = None if path is None else yamlfile.read(path, shown_as=house.config.path)
    except UserError:
        read = None  # said already
    told = config_told.told(house, read, "" if file is None else file.as_posix())
    click.echo(_settings.in_json(told) if form == "json" else _settings.text(told), nl=False)
    return FAILED if faults else 0
