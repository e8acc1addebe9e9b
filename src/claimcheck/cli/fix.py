"""`check --fix`: what is mended by itself, as a diff; with `--write` it is written, and what is left is told."""

from __future__ import annotations

import re
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

import click

from claimcheck.errors import UserError
from claimcheck.whole_file import put

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimcheck.fix import Mended
    from claimcheck.flow import Outcome

_LINE = re.compile(r"[^\n]*\n|[^\n]+")

fix_option = click.option("--fix", is_flag=True, help="Show as a diff what is mended by itself; change nothing.")
write_option = click.option("--write", is_flag=True, help="With --fix: write it, and tell the findings that are left.")


def must_fit(form: str, output: Path | None, *, fix: bool, write: bool) -> None:
    """Raise UserError for words that go with `--fix` or `--write` and stand without them, or against them."""
    if write and not fix:
        raise UserError("--write says what to do with --fix", remedy="write --fix --write")
    if fix and not write and (form != "text" or output is not None):
        raise UserError("--fix shows a diff", remedy="add --write, or leave --format and --output out")


def mend(outcome: Outcome, paths: Mapping[str, Path], *, write: bool) -> tuple[UserError, ...]:
    """Write what is mended, or show it as a diff; return a fault for each page that could not be changed."""
    made, faults = [], []
    for page in _mended(outcome):
        for finding, why in page.left:
            place = f"{finding.path}:{finding.line}:{finding.column}"
            click.echo(f"{place}: {finding.rule} is left to a person: {why}", err=True)
        if not page.edits:
            continue
        try:
            path = paths[page.report.document.path]
            before, after = _texts(page, path)
            if write:
                put(path, after.encode("utf-8"), path.as_posix())
            else:
                click.echo("".join(_diff(page.report.document.path, before, after)), nl=False)
            made.append(page)
        except UserError as error:
            faults.append(error)
    _tell(sum(len(page.edits) for page in made), len(made), write=write)
    return tuple(faults)


def _mended(outcome: Outcome) -> Iterator[Mended]:
    from claimcheck import fix, outputs

    for report in outputs.reports_of(outcome):
        page = fix.mended(report, outcome.house, outcome.as_of) if outcome.house is not None else None
        if page is not None:
            yield page


def _texts(page: Mended, path: Path) -> tuple[str, str]:
    """Return the file before and after, with its byte order mark; raise UserError where it would not come out alike."""
    document = page.report.document
    try:
        before = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        told = error.strerror if isinstance(error, OSError) else "is not UTF-8 text"
        raise UserError(f"cannot be mended ({told})", path=document.path, remedy="save it as UTF-8") from error
    mark = "\ufeff" if before.startswith("\ufeff") else ""
    if before != mark + document.source:
        raise UserError("was changed while it was checked", path=document.path, remedy="run it again")
    return before, mark + page.after


def _diff(path: str, before: str, after: str) -> Iterator[str]:
    """Yield the lines of a unified diff, as `git apply` takes it."""
    # Only these ends are lines to git; str.splitlines knows others.
    old, new = (_LINE.findall(text) for text in (before, after))
    for line in unified_diff(old, new, f"a/{path}", f"b/{path}"):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _tell(edits: int, pages: int, *, write: bool) -> None:
    number = "1 change" if edits == 1 else f"{edits} changes"
    place = "1 page" if pages == 1 else f"{pages} pages"
    if not edits:
        told = "nothing is mended by itself; findings ask for a person."
    elif write:
        told = f"{number} written in {place}."
    else:
        told = f"{number} in {place}, nothing is written; --fix --write writes."
    click.echo(f"claimcheck: {told}", err=True)
