"""A text as an editor holds it, and its Home -> Checked: its report, or why it has none."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from claimcheck import baseline, files, flow, foreign, readers
from claimcheck.config import config
from claimcheck.errors import UserError
from claimcheck.lsp.home import root_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimcheck.lsp.home import Home
    from claimcheck.model import Document, Report
    from claimcheck.records.record import Record

# What editors call the formats of texts that have no file yet.
_BY_LANGUAGE = {"plaintext": "text", "text": "text", "restructuredtext": "rst"}


@dataclass(frozen=True)
class Text:
    """One text as an editor holds it: its address, the file it belongs to, and the editor's number for its version.

    `format` is what it is read as, "" for what is no page: settings, and what no reader opens.
    """

    uri: str
    path: Path
    version: int
    format: str
    words: str = field(repr=False)


@dataclass(frozen=True)
class Checked:
    """A text with what came of it: a report, or why it was left out (`skipped`); and a fault in what it needs.

    `records` are those that its claims and findings name.
    """

    text: Text
    home: Home
    report: Report | None = None
    fault: UserError | None = None
    skipped: str = ""
    records: Mapping[str, Record] = field(default_factory=dict, repr=False)

    @property
    def document(self) -> Document:
        """Return what was read of a text that has a report."""
        assert self.report is not None
        return self.report.document


def format_of(path: Path, language: str) -> str:
    """Return as what a text is read, "" for none: told by its name, else by what the editor calls its language."""
    found = readers.suffixes().get(path.suffix.lower()) or _BY_LANGUAGE.get(language, language)
    return found if found in readers.formats() and not files.configures(path) else ""


def check(text: Text, home: Home) -> Checked:
    """Return a text with its report as of today."""
    shown, house = text.path.as_posix(), home.house
    day = date.today().isoformat()
    try:
        _refuse_large(text, house.config.max_size)
        fields = config.settings_for(house.config, shown).fields
        document = readers.read_text(text.words, path=shown, format=text.format, fields=fields)
        if language := foreign.language_of_page(document):
            return Checked(text, home, skipped=f"is in {foreign.name_of(language)}, and is not checked")
        report = flow.check_document(foreign.english_part(document), house, day)
    except UserError as error:
        return Checked(text, home, fault=error)
    # A fault of ours on one page must not end the server.
    except Exception as error:
        return Checked(text, home, fault=flow.of_ours(error, shown))
    report, fault = _without_held(report, home)
    named = {name for claim in report.claims for name in (*claim.records, *claim.alike)}
    named |= {name for finding in report.findings for name in (*finding.records, *finding.sources)}
    known = {name: house.records[name] for name in sorted(named) if name in house.records}
    return Checked(text, home, report, fault, records=known)


def _refuse_large(text: Text, most: int) -> None:
    size = len(text.words.encode("utf-8", errors="replace"))
    if size > most:
        fault = f"is larger than {most:,} bytes ({size:,})"
        raise UserError(fault, path=text.path.as_posix(), remedy="split it, or raise max_size")


def _without_held(report: Report, home: Home) -> tuple[Report, UserError | None]:
    """Return a report without what the baseline beside the configuration holds, as a check shows it."""
    path = root_of(home.root, home.path) / config.BASELINE_NAME
    if not os.path.lexists(path):
        return report, None
    try:
        held = baseline.read(path).of(report.document.path)
    except UserError as error:
        return report, error
    return baseline.hidden_in(report, held, "baseline"), None
