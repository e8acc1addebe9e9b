"""Commands for who answers for a page: how far its claims rest on records, and the file that substantiates them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from claimcheck.cli.given import (
    FAILED,
    as_of_option,
    config_option,
    day_given,
    evidence_option,
    must_be_known,
    outcome_given,
    written,
)
from claimcheck.errors import UserError

if TYPE_CHECKING:
    from claimcheck.flow import Outcome
    from claimcheck.outputs._html_sources import Library

    Renderer = Callable[[Outcome, Library, Mapping[str, str]], bytes]

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


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--output", required=True, type=click.Path(path_type=Path), metavar="FILE", help="Write to FILE: .html or .docx."
)
@as_of_option
@evidence_option
@config_option
def dossier(
    paths: tuple[Path, ...],
    output: Path,
    as_of: str | None,
    evidence: tuple[Path, ...],
    config_path: Path | None,
) -> int:
    """Write the substantiation file: each claim, its records, what was found in it, and lines to sign."""
    from claimcheck.commit import commit_of
    from claimcheck.outputs import _html_sources

    render = _renderer(output)
    outcome = outcome_given(paths, day_given(as_of), evidence, config_path)
    commits = {report.document.path: commit_of(Path(report.document.path)) for report in outcome.reports}
    written(render(outcome, _html_sources.library_of(outcome), commits), output)
    return FAILED if outcome.failed else 0


def _renderer(output: Path) -> Renderer:
    """Return what writes a file of this ending; raise UserError where nothing does, or its library is missing."""
    suffix = output.suffix.lower()
    if suffix == ".docx":
        if find_spec("docx") is None:
            remedy = "install it with: pip install 'claimcheck-lint[docx]', or name a file .html"
            raise UserError("needs python-docx, which is not installed", path=output.as_posix(), remedy=remedy)
        from claimcheck.outputs import _dossier_docx

        return _dossier_docx.render
    if suffix not in (".html", ".htm"):
        remedy = "name it .html or .docx"
        raise UserError(f"is of no format that is written (“{output.suffix}”)", path=output.as_posix(), remedy=remedy)
    from claimcheck.outputs import _dossier_html

    return lambda *given: _dossier_html.render(*given).encode()
