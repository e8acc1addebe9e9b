"""Words in, exit code out: 0 nothing to stop for, 1 findings, 2 something could not be read or run.

What is slow to load is imported inside the commands, so that `--help` and a wrong word answer at once.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from claimcheck import cli_import, cli_look, cli_review, outputs
from claimcheck.cli_given import (
    FAILED,
    as_of_option,
    config_option,
    day_given,
    evidence_option,
    must_be_known,
    outcome_given,
    say,
    written,
)
from claimcheck.errors import UserError
from claimcheck.model import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimcheck.flow import Outcome

_INTERRUPTED = 130


def main(words: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # The name of a file may hold bytes that are no text.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        sys.exit(command(args=words, prog_name="claimcheck", standalone_mode=False) or 0)
    except UserError as error:
        say([error])
        sys.exit(FAILED)
    except click.ClickException as error:
        click.echo(f"claimcheck: {error.format_message().rstrip('.')} See claimcheck --help.", err=True)
        sys.exit(FAILED)
    except OSError as error:
        say([UserError(f"cannot go on ({error.strerror})", path=str(error.filename or ""))])
        sys.exit(FAILED)
    except click.Abort:
        sys.exit(_INTERRUPTED)


@click.group(no_args_is_help=False, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(outputs.version(), prog_name="claimcheck")
def command() -> None:
    """Hold what copy promises against the evidence."""


@command.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--format", "form", default="text", metavar="NAME", help="text (default), json or html.")
@click.option("--output", type=click.Path(path_type=Path), metavar="FILE", help="Write to FILE.")
@click.option("--fail-on", metavar="SEVERITY", help="Exit 1 from this severity on: advice, warning or error.")
@click.option("--rule", "only", multiple=True, metavar="NAME", help="Hold the pages to this rule only.")
@as_of_option
@evidence_option
@config_option
def check(
    paths: tuple[Path, ...],
    form: str,
    output: Path | None,
    fail_on: str | None,
    only: tuple[str, ...],
    as_of: str | None,
    evidence: tuple[Path, ...],
    config_path: Path | None,
) -> int:
    """Check files and folders; print the findings."""
    must_be_known("format", form, outputs.formats())
    if fail_on is not None:
        must_be_known("severity", fail_on, SEVERITIES)
    outcome = outcome_given(paths, day_given(as_of), evidence, config_path, only)
    assert outcome.house is not None
    _write(outcome, form, output)
    return exit_code(outcome, fail_on or outcome.house.config.fail_on)


def exit_code(outcome: Outcome, fail_on: str) -> int:
    """Return 2 where something failed, else 1 where a finding is at or above `fail_on`, else 0."""
    if outcome.failed:
        return FAILED
    stops = SEVERITIES[SEVERITIES.index(fail_on) :]
    return int(any(finding.severity in stops for report in outcome.reports for finding in report.findings))


cli_look.evidence.add_command(cli_review.cover)
for _command in (cli_look.explain, cli_look.rules, cli_look.evidence, cli_look.show, cli_review.dossier):
    command.add_command(_command)
cli_look.evidence.add_command(cli_import.import_records)


def _write(outcome: Outcome, form: str, output: Path | None) -> None:
    module = outputs.load(form)
    if output is None:
        in_colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
        render = getattr(module, "render_in_colour", module.render) if in_colour else module.render
        click.echo(render(outcome), nl=False, color=in_colour)
        return
    written(module.render(outcome).encode("utf-8"), output)
