"""A sheet -> the files that an editor takes along: the report, the Word file with its comments, the dossier."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from claimcheck import outputs
from claimcheck.commit import commit_of
from claimcheck.errors import UserError, nearest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimcheck.desk.session import Session
    from claimcheck.desk.sheet import Sheet

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
KINDS = {
    "html": ("report.html", "text/html"),
    "json": ("report.json", "application/json"),
    "docx": ("reviewed.docx", _WORD),
    "dossier": ("dossier.html", "text/html"),
    "dossier-docx": ("dossier.docx", _WORD),
}


class Made(NamedTuple):
    """A file to take along."""

    name: str
    media_type: str
    content: bytes


def made(session: Session, sheet: Sheet, kind: str) -> Made:
    """Return a sheet's report in one of the forms; raise UserError for a form that is not known or not installed."""
    if kind not in KINDS:
        raise UserError(f"“{kind}” is nothing that is exported", remedy=nearest(kind, KINDS))
    ending, media_type = KINDS[kind]
    return Made(f"{PurePath(sheet.name).stem}-{ending}", media_type, _content(session, sheet, kind))


def _content(session: Session, sheet: Sheet, kind: str) -> bytes:
    outcome = session.outcome(sheet)
    if kind in ("html", "json"):
        rendered: str = outputs.load(kind).render(outcome)
        return rendered.encode("utf-8", "backslashreplace")
    if kind == "docx":
        from claimcheck.outputs import _word_comments, docx

        if sheet.format == "docx" and outcome.reports:
            return _word_comments.annotated(sheet.raw, outcome.reports[0], outcome.as_of)
        return docx.render(outcome)
    from claimcheck.outputs import _dossier_html, _html_sources

    shelf, commits = _html_sources.library_of(outcome), _commits(session, sheet)
    if kind == "dossier":
        return _dossier_html.render(outcome, shelf, commits).encode("utf-8", "backslashreplace")
    if find_spec("docx") is None:
        remedy = "install it with: pip install 'claimcheck-lint[docx]', or take the dossier as HTML"
        raise UserError("needs python-docx, which is not installed", remedy=remedy)
    from claimcheck.outputs import _dossier_docx

    return _dossier_docx.render(outcome, shelf, commits)


def _commits(session: Session, sheet: Sheet) -> Mapping[str, str]:
    """Return the commit of a page; what is typed and not saved is in none."""
    if not sheet.in_folder or (sheet.is_text and session.opened(sheet.name)[0].text != sheet.text):
        return {}
    return {sheet.path: commit_of(session.folder.place(sheet.name))}
