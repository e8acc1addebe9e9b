"""Checked pages and homes -> diagnostics, each with the file that it stands in."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from lsprotocol.types import Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Location, Position, Range

from claimcheck.lsp.home import place_of
from claimcheck.lsp.positions import Positions
from claimcheck.outputs import fault_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from claimcheck.errors import UserError
    from claimcheck.lsp.page import Checked
    from claimcheck.model import Finding, Related

SOURCE = "claimcheck"
_SEVERITIES = {
    "error": DiagnosticSeverity.Error,
    "warning": DiagnosticSeverity.Warning,
    "advice": DiagnosticSeverity.Information,
}
_FIRST = Range(Position(0, 0), Position(0, 0))


class Editor:
    """What the editor calls files, and the words that they hold: those of the editor, else those on disk."""

    def __init__(self, encoding: str, uri_of: Callable[[Path], str], words_of: Callable[[Path], str]) -> None:
        self.encoding = encoding
        self.uri_of = uri_of
        self._words_of = words_of
        self._read: dict[Path, Positions] = {}

    def positions(self, path: Path) -> Positions:
        """Return the places of a file."""
        if path not in self._read:
            self._read[path] = Positions(self._words_of(path), self.encoding)
        return self._read[path]


def of_page(checked: Checked, editor: Editor) -> Mapping[str, list[Diagnostic]]:
    """Return the diagnostics of a page by address: of the page itself, and of exceptions in its configuration."""
    found: dict[str, list[Diagnostic]] = defaultdict(list)
    text = checked.text
    found[text.uri] = []
    if checked.skipped:
        found[text.uri].append(_plain(_FIRST, checked.skipped, DiagnosticSeverity.Information, "language-not-checked"))
    if checked.fault is not None:
        path = place_of(checked.fault.path, checked.home.house.config, text.path)
        found[editor.uri_of(path)].append(_fault(checked.fault, editor.positions(path)))
    for finding in checked.report.findings if checked.report else ():
        if finding.path == checked.text.path.as_posix():
            found[text.uri].append(_finding(finding, checked, editor))
        else:
            path = place_of(finding.path, checked.home.house.config, text.path)
            found[editor.uri_of(path)].append(_elsewhere(finding, editor.positions(path)))
    return found


def of_faults(faults: Iterable[tuple[Path, UserError]], editor: Editor) -> Mapping[str, list[Diagnostic]]:
    """Return the diagnostics of what is broken in configurations, lexicons, rules and records, by address."""
    found: dict[str, list[Diagnostic]] = defaultdict(list)
    for path, fault in faults:
        found[editor.uri_of(path)].append(_fault(fault, editor.positions(path)))
    return found


def told(finding: Finding) -> str:
    """Return what is said of a finding: its message, and a safer wording."""
    return f"{finding.message}\nSafer: {finding.suggestion}" if finding.suggestion else finding.message


def _finding(finding: Finding, checked: Checked, editor: Editor) -> Diagnostic:
    spot = editor.positions(checked.text.path).range(finding.start, finding.end)
    severity = _SEVERITIES[finding.severity]
    related = [*_related(finding.related, checked, editor)] or None
    return Diagnostic(
        spot, told(finding), severity, finding.rule, source=SOURCE, related_information=related, data=finding.id
    )


def _elsewhere(finding: Finding, positions: Positions) -> Diagnostic:
    return _plain(positions.line_range(finding.line), told(finding), _SEVERITIES[finding.severity], finding.rule)


def _fault(fault: UserError, positions: Positions) -> Diagnostic:
    spot = positions.line_range(fault.line, fault.column) if fault.line else _FIRST
    return _plain(spot, fault_of(fault), DiagnosticSeverity.Error, "fault")


def _plain(spot: Range, message: str, severity: DiagnosticSeverity, code: str) -> Diagnostic:
    return Diagnostic(spot, message, severity, code, source=SOURCE)


def _related(places: Iterable[Related], checked: Checked, editor: Editor) -> Iterator[DiagnosticRelatedInformation]:
    own = checked.text.path
    for place in places:
        if place.path == own.as_posix():
            spot, uri = editor.positions(own).range(place.start, place.end), checked.text.uri
        else:
            path = place_of(place.path, checked.home.house.config, own)
            spot, uri = editor.positions(path).line_range(place.line), editor.uri_of(path)
        yield DiagnosticRelatedInformation(Location(uri, spot), place.what)
