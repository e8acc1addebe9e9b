"""`claimcheck desk`: the editor's page, served to this machine alone until it is stopped."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import click

from claimcheck.cli.given import as_of_option, config_option, day_given, evidence_option, house_given, say
from claimcheck.errors import UserError

_HIGHEST_PORT = 65_535


@click.command()
@click.argument("folder", default=Path(), type=click.Path(path_type=Path))
@click.option(
    "--port", default=0, type=click.IntRange(0, _HIGHEST_PORT), help="Listen on this port (default: a free one)."
)
@click.option("--no-browser", is_flag=True, help="Open no browser; only print the address.")
@as_of_option
@evidence_option
@config_option
def desk(
    folder: Path, port: int, no_browser: bool, as_of: str | None, evidence: tuple[Path, ...], config_path: Path | None
) -> None:
    """Open FOLDER in the browser, to check and mend its pages."""
    if not folder.is_dir():
        raise UserError("is no folder", path=str(folder))
    if any(find_spec(name) is None for name in ("starlette", "uvicorn")):
        raise UserError("the desk needs starlette and uvicorn", remedy="pip install 'claimcheck-lint[desk]'")
    day = day_given(as_of) if as_of else ""
    house, faults = house_given(config_path, evidence, [folder])
    say(faults)
    from claimcheck.desk import serve
    from claimcheck.desk.folder import Folder
    from claimcheck.desk.session import Session

    with serve.open_socket(port) as listening:
        running, address = serve.server(Session(Folder(folder), house, day), listening)
        click.echo(f"The desk is at {address}\nThe address opens it once. Stop it with Ctrl+C.")
        if not no_browser:
            import webbrowser

            webbrowser.open(address)
        running.run(sockets=[listening])
