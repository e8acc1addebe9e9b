"""Words in, exit code out: 0 nothing to stop for, 1 findings, 2 something could not be read or run.

What is slow to load is imported inside the commands, so that `--help` and a wrong word answer at once.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from claimcheck import outputs
from claimcheck.cli import audit as cli_audit
from claimcheck.cli import audit_told as cli_audit_told
from claimcheck.cli import baseline as cli_baseline
from claimcheck.cli import config as cli_config
from claimcheck.cli import desk as cli_desk
from claimcheck.cli import evidence_import as cli_import
from claimcheck.cli import fix as cli_fix
from claimcheck.cli import init as cli_init
from claimcheck.cli import ledger as cli_ledger
from claimcheck.cli import look as cli_look
from claimcheck.cli import lsp as cli_lsp
from claimcheck.cli import review as cli_review
from claimcheck.cli import run as cli_run
from claimcheck.cli import word as cli_word
from claimcheck.cli.given import (
    FAILED,
    as_of_option,
    config_option,
    day_given,
    evidence_option,
    house_given,
    must_be_known,
    say,
    with_faults,
    written,
)
from claimcheck.errors import UserError
from claimcheck.model import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimcheck.files import Found
    from claimcheck.flow import House, Outcome

_INTERRUPTED = 130


def main(words: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # The name of a file may hold bytes that are no text.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    given = sys.argv[1:] if words is None else list(words)
    recording = cli_run.Recording(given)
    try:
        with recording.listening():
            code = command(args=given, prog_name="claimcheck", standalone_mode=False, obj=recording) or 0
        recording.end(code)
        sys.exit(code)
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
@click.option("--format", "form", default="text", metavar="NAME", help="text (default), json, html, docx, sarif …")
@click.option("--output", type=click.Path(path_type=Path), metavar="FILE", help="Write to FILE (docx: or to a folder).")
@click.option("--fail-on", metavar="SEVERITY", help="Exit 1 from this severity on: advice, warning or error.")
@click.option("--rule", "only", multiple=True, metavar="NAME", help="Hold the pages to this rule only.")
@as_of_option
@click.option("--since", "revision", metavar="REV", help="Show only what the change since this git revision brought.")
@cli_baseline.file_option
@cli_fix.fix_option
@cli_fix.write_option
@click.option("--no-baseline", is_flag=True, help="Show what the baseline holds, too.")
@evidence_option
@config_option
@cli_run.jobs_option
@cli_run.no_cache_option
@click.pass_obj
def check(
    recording: cli_run.Recording,
    paths: tuple[Path, ...],
    form: str,
    output: Path | None,
    fail_on: str | None,
    only: tuple[str, ...],
    as_of: str | None,
    revision: str | None,
    baseline_path: Path | None,
    no_baseline: bool,
    fix: bool,
    write: bool,
    evidence: tuple[Path, ...],
    config_path: Path | None,
    jobs: int | None,
    no_cache: bool,
) -> int:
    """Check files and folders; print the findings."""
    from claimcheck import files, readers

    _must_fit(form, output, fail_on, fix=fix, write=write)
    day = day_given(as_of)
    house, faults = house_given(config_path, evidence, paths, only, no_cache=no_cache)
    found = files.find(paths, readers.suffixes(), apart=house.config.shelves)
    baseline = (not no_baseline, baseline_path, not faults)
    how = (not no_cache, jobs)
    outcome = _judged(found, house, day, revision, baseline, how)
    if fix:
        faults = (*faults, *cli_fix.mend(outcome, {shown: path for path, shown in found.files}, write=write))
        outcome = _judged(found, house, day, revision, baseline, how) if write else outcome
    outcome = with_faults(outcome, faults, found)
    if fix and not write:
        return exit_code(outcome, fail_on or house.config.fail_on)
    if form == "docx" and output is not None:
        cli_word.write(outcome, found.files, output)
    else:
        _write(outcome, form, output)
    if not (output or revision or fix or no_cache or outcome.failed):
        beside = baseline_path or cli_baseline.beside(house)
        recording.can_be_told_again(cli_run.rests_on(paths, found.files, house, beside))
    return exit_code(outcome, fail_on or house.config.fail_on)


def _must_fit(form: str, output: Path | None, fail_on: str | None, *, fix: bool, write: bool) -> None:
    """Raise UserError for words that are not known or do not go together."""
    must_be_known("format", form, outputs.formats())
    cli_word.must_say_where(form, output)
    cli_fix.must_fit(form, output, fix=fix, write=write)
    if fail_on is not None:
        must_be_known("severity", fail_on, SEVERITIES)


def _judged(
    found: Found,
    house: House,
    day: str,
    revision: str | None,
    baseline: tuple[bool, Path | None, bool],
    how: tuple[bool, int | None],
) -> Outcome:
    """Return what a check gives, without what the baseline holds (used or not, its file, whether all loaded).

    `how` says whether the cache is used, and how many processes.
    """
    from claimcheck import since

    change = None if revision is None else since.read(found.files, revision)
    pages = change.files if change else found.files
    outcome = cli_run.check_files(pages, house, day, no_cache=not how[0], jobs=how[1])
    used, path, sound = baseline
    if used:
        outcome = cli_baseline.hide(outcome, house, path, sound=sound)
    return since.hide(outcome, change, house) if change else outcome


def exit_code(outcome: Outcome, fail_on: str) -> int:
    """Return 2 where something failed, else 1 where a finding is at or above `fail_on`, else 0."""
    if outcome.failed:
        return FAILED
    stops = SEVERITIES[SEVERITIES.index(fail_on) :]
    return int(any(finding.severity in stops for report in outcome.reports for finding in report.findings))


cli_look.evidence.add_command(cli_review.cover)
for _command in (
    cli_audit.audit,
    cli_baseline.baseline,
    cli_desk.desk,
    cli_ledger.approve,
    cli_ledger.ledger,
    cli_config.config,
    cli_init.init,
    cli_look.explain,
    cli_look.rules,
    cli_look.evidence,
    cli_look.show,
    cli_lsp.lsp,
    cli_review.dossier,
):
    command.add_command(_command)
cli_look.evidence.add_command(cli_import.import_records)
cli_audit.audit.add_command(cli_audit_told.summary)
cli_audit.audit.add_command(cli_audit_told.diff)


def _write(outcome: Outcome, form: str, output: Path | None) -> None:
    module = outputs.load(form)
    if output is None:
        in_colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
        render = getattr(module, "render_in_colour", module.render) if in_colour else module.render
        click.echo(render(outcome), nl=False, color=in_colour)
        return
    written(module.render(outcome).encode("utf-8"), output)
