"""Reports -> Word files on the disk: each Word page with its findings as comments, a report for all else."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from claimcheck.errors import UserError, unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claimcheck.flow import Outcome
    from claimcheck.model import Report

_REPORT = "claimcheck.docx"


def must_say_where(form: str, output: Path | None) -> None:
    """Raise UserError where a Word file is asked for and no place for it is named."""
    if form == "docx" and output is None:
        raise UserError("a Word file is not shown in a terminal", remedy="say where it goes: --output FILE or FOLDER")


def write(outcome: Outcome, files: Iterable[tuple[Path, str]], output: Path) -> None:
    """Write the Word files: one page of Word to a file, several to a folder, with a report where other pages are."""
    from claimcheck.outputs import _word_comments, docx

    sources = {shown: path for path, shown in files}
    pages = [report for report in outcome.reports if report.document.format == "docx"]
    others = len(outcome.reports) > len(pages) or not pages
    in_folder = output.is_dir() or (len(pages) > 1 and not output.suffix)
    if not in_folder and (others or len(pages) > 1):
        _put(output, docx.render(outcome), sources)
        return
    if in_folder and others:
        _put(output / _REPORT, docx.render(outcome), sources)
    for report, name in _named(pages, sources):
        source = sources[report.document.path]
        try:
            raw = source.read_bytes()
        except OSError as error:
            raise unreadable(source, report.document.path, error) from error
        _put(output / name if in_folder else output, _word_comments.annotated(raw, report, outcome.as_of), sources)


def _named(pages: Iterable[Report], sources: dict[str, Path]) -> Iterator[tuple[Report, Path]]:
    """Yield the pages with their names below the folder that holds them all."""
    pages = list(pages)
    places = [sources[report.document.path].absolute() for report in pages]
    top = os.path.commonpath([place.parent for place in places]) if places else ""
    yield from ((report, place.relative_to(top)) for report, place in zip(pages, places, strict=True))


def _put(path: Path, content: bytes, sources: dict[str, Path]) -> None:
    if any(path.exists() and os.path.samefile(path, source) for source in sources.values()):
        raise UserError("is a page that is checked, and stays as it is", path=str(path), remedy="name another file")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise UserError(f"cannot be written ({error.strerror})", path=str(path)) from error
