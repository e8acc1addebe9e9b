"""Findings at a place of a page -> what can be done about them: the code actions of an editor.

Nothing is worded here. What is put into a page comes from the finding's own suggestion, from our record, or from the
lexicon; an exception is written without its reason, and does not hold until a person has given one.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from lsprotocol.types import CodeAction, CodeActionKind, Diagnostic, TextEdit, WorkspaceEdit

from claimcheck import card, page_edits
from claimcheck.checks.wording import EMPTY
from claimcheck.errors import UserError
from claimcheck.lsp import edits
from claimcheck.lsp.hover import findings_at
from claimcheck.text_edit import Edit, alike_around

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from claimcheck.lsp.diagnostics import Editor
    from claimcheck.lsp.page import Checked
    from claimcheck.model import Claim, Finding
    from claimcheck.rulebook.rule import Rule

_LONGEST_TITLE = 80
_KNOWN = "{known}"
# What may stand in brackets behind a sentence: in whom, how and when something was studied, and the counts.
_BESIDE = {"species", "people", "stage", "route", "dose", "time", "time-point", "absolute", "unnamed"}
_SHARE = re.compile(r"\d[\d,]* of \d")


def actions(
    checked: Checked, editor: Editor, start: int, end: int, diagnostics: Sequence[Diagnostic]
) -> list[CodeAction]:
    """Return what can be done about the findings between two characters of a page."""
    found = []
    for finding in findings_at(checked, start, end):
        shown = [one for one in diagnostics if one.data == finding.id] or None
        for title, path, edit in _edits(finding, checked, editor):
            text_edit = TextEdit(editor.positions(path).range(edit.start, edit.end), edit.words)
            change = WorkspaceEdit(changes={editor.uri_of(path): [text_edit]})
            found.append(CodeAction(title, CodeActionKind.QuickFix, diagnostics=shown, edit=change))
    return found


def _edits(finding: Finding, checked: Checked, editor: Editor) -> Iterator[tuple[str, Path, Edit]]:
    """Yield each edit with its title and the file that it is made in."""
    assert checked.report is not None
    own = checked.text.path
    claim = next((claim for claim in checked.report.claims if claim.id == finding.claim), None)
    rule = next((rule for rule in checked.home.house.rules if rule.name == finding.rule), None)
    if rule is not None:
        yield from ((title, own, edit) for title, edit in _wording(finding, claim, rule, checked))
        yield from ((title, own, edit) for title, edit in _notice(finding, rule, checked))
    if claim is not None:
        yield from ((title, own, edit) for title, edit in _citations(finding, claim, checked))
    if finding.suggestion:
        note = edits.comment(checked, finding, f"Safer: {finding.suggestion.replace('--', '–')}")
        if note is not None:
            yield f"Note what {finding.rule} suggests as a comment", own, note
    if finding.subject != "upkeep":
        yield from _exception(finding, checked, editor)


def _wording(finding: Finding, claim: Claim | None, rule: Rule, checked: Checked) -> Iterator[tuple[str, Edit]]:
    """Yield the edit that takes over what the suggestion gives from our record: its figure, or what was studied."""
    before, slot, after = rule.suggest.partition(_KNOWN)
    differ = set(rule.compare.differ) if rule.compare is not None else set()
    if claim is None or not slot or after or "{" in before or not finding.suggestion.startswith(before):
        return
    words = finding.suggestion.removeprefix(before)
    if words == EMPTY["known"]:
        return
    if differ & _BESIDE:
        options = [page_edits.behind(checked.document, claim.start, claim.sentence.end, f"({words})")]
    elif differ == {"figure"}:
        options, words = _figure(finding, claim, words, checked)
    else:
        return
    edit = edits.insertion(checked, options, words)
    if edit is not None:
        yield _short(f"Take over “{words}”"), edit


def _figure(finding: Finding, claim: Claim, known: str, checked: Checked) -> tuple[list[Edit], str]:
    """Return the edit that puts the record's figure in the place of the claim's, and its words; none if unsure."""
    document = checked.document
    words, at, time = known.partition(" at ")
    # "6.8 points … at 12 months" needs its time once.
    words = words if at and time in document.text[claim.start : claim.end] else known
    unit = known.partition(" at ")[0].split()[-1]
    spans = [
        document.source_span(figure.start, figure.end)
        for figure in claim.figures
        if (figure.k is not None if _SHARE.match(known) else document.text[: figure.end].endswith(f" {unit}"))
    ]
    inside = [span for span in spans if finding.start <= span.start and span.end <= finding.end]
    return ([Edit(inside[0].start, inside[0].end, words)] if len(inside) == 1 else []), words


def _notice(finding: Finding, rule: Rule, checked: Checked) -> Iterator[tuple[str, Edit]]:
    """Yield the edit that sets a prescribed notice, word for word, behind the words that call for it."""
    for wording in rule.require.notice[:1] if rule.require is not None else ():
        edit = edits.insertion(checked, edits.after_block(checked, finding, wording), wording)
        if edit is not None:
            yield "Insert the prescribed notice", edit


def _citations(finding: Finding, claim: Claim, checked: Checked) -> Iterator[tuple[str, Edit]]:
    """Yield the edits that cite the studies which a claim leans on and does not cite."""
    cited = {citation.id.lower() for citation in claim.citations}
    for name in dict.fromkeys((*claim.records, *finding.records)):
        record = checked.records.get(name)
        if record is None or record.kind == "authority" or any(i.lower() in cited for i in record.identifiers):
            continue
        shown, _ = card.citation_of(record)
        if not shown:
            continue
        words, ways = page_edits.citations(checked.document, claim, record)
        edit = edits.insertion(checked, ways, words)
        if edit is not None:
            yield _short(f"Cite {record.shown} ({shown})"), edit


def _exception(finding: Finding, checked: Checked, editor: Editor) -> Iterator[tuple[str, Path, Edit]]:
    """Yield the edit that records an exception: a comment of the page, else an entry of the configuration."""
    edit = edits.comment(checked, finding, f"claimcheck: allow {finding.rule} because", finding.rule)
    if edit is not None:
        yield f"Allow {finding.rule} here (write the reason)", checked.text.path, edit
        return
    path = checked.home.path
    if path is None or not checked.text.path.is_relative_to(path.parent):
        return
    page = os.path.relpath(checked.text.path, path.parent).replace(os.sep, "/")
    entry = _entry(editor.positions(path).text, page, finding.rule, path)
    if entry is not None:
        yield f"Allow {finding.rule} in {path.name} (write the reason)", path, entry


def _entry(text: str, page: str, rule: str, path: Path) -> Edit | None:
    """Return the edit that adds an exception to a configuration, None where its text cannot be changed safely."""
    try:
        after = page_edits.with_exception(text, {"path": page, "rule": rule, "because": ""}, str(path))
    except UserError:
        return None
    return _changed(text, after)


def _changed(text: str, after: str) -> Edit:
    """Return the edit that makes one text the other, as short as it can be."""
    start, rest = alike_around(text, after)
    return Edit(start, len(text) - rest, after[start : len(after) - rest])


def _short(title: str) -> str:
    return title if len(title) <= _LONGEST_TITLE else title[: _LONGEST_TITLE - 1] + "…"
