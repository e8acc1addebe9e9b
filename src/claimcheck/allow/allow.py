"""Findings -> Findings and what a person accepted: exceptions are recorded with a reason, kept and looked after.

An exception stands in a comment of the file (allow/comment.py), under `allow:` in claimcheck.yaml, or in a comment of
claimcheck in a Word file that a person has resolved (allow/review.py). What needs care about it is a finding of the
subject `upkeep` (upkeep.py), which nothing can allow.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from claimcheck import upkeep
from claimcheck.allow.comment import Note, note_in
from claimcheck.allow.range import Scope, scope_of
from claimcheck.allow.review import answers
from claimcheck.model import Allowed, Finding, Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from claimcheck.config.config import Exempt, Settings
    from claimcheck.model import Document


@dataclass(frozen=True)
class _Exception:
    """One exception and where it holds: in `comment` of the file, or as an entry of claimcheck.yaml (`exempt`).

    One that answers a finding holds for that alone: `answers` are the ids, None where it answers none; `on` is the day.
    """

    note: Note
    scope: Scope
    comment: Span | None = None
    exempt: Exempt | None = None
    answers: frozenset[str] | None = None
    on: str = ""

    def covers(self, finding: Finding) -> bool:
        """Return whether the exception is for a finding."""
        if self.answers is not None:
            return finding.id in self.answers
        if finding.rule not in self.note.rules or not self.scope.holds(finding.start, finding.end):
            return False
        return not self.note.words or any(_says(finding.quote, words) for words in self.note.words)


def apply(
    findings: Iterable[Finding],
    document: Document,
    settings: Settings,
    rules: Collection[str],
    as_of: str,
    *,
    ran: Collection[str] | None = None,
) -> tuple[tuple[Finding, ...], tuple[Allowed, ...]]:
    """Return the findings that stand, those about upkeep among them, and those that are allowed.

    `rules` are all names that an exception may give, `ran` those that were held against this page (None: all that
    are not switched off): an exception for another rule is not needless. `as_of` is a day, 2027-05-01.
    """
    held = {rule for rule in (rules if ran is None else ran) if settings.severities.get(rule) != "off"}
    findings = list(findings)
    exceptions = [*_in_comments(document, rules), *_in_settings(settings), *_in_reviews(document, findings, rules)]
    stand: list[Finding] = []
    allowed: list[Allowed] = []
    covered: dict[int, list[Finding]] = {at: [] for at in range(len(exceptions))}
    for finding in findings:
        covering = [at for at, given in enumerate(exceptions) if given.covers(finding)]
        for at in covering:
            covered[at].append(finding)
        holding = [exceptions[at] for at in covering if exceptions[at].note.holds_on(as_of)]
        if holding:
            allowed.append(_allowed(finding, holding[0]))
        else:
            stand.append(finding)
    care = [f for at, given in enumerate(exceptions) for f in _care(given, document, held, covered[at], as_of)]
    standing = sorted([*stand, *upkeep.numbered(care)], key=lambda f: (f.path, f.start, f.rule, f.id))
    return tuple(standing), tuple(allowed)


def _allowed(finding: Finding, given: _Exception) -> Allowed:
    via = "exception" if given.answers is None else "review"
    return Allowed(finding, given.note.because, given.note.by, given.note.until, given.on, via)


def _in_comments(document: Document, rules: Collection[str]) -> Iterator[_Exception]:
    notes = [(Span(start, end), note_in(words, rules)) for start, end, words in document.comments]
    read = [(span, note) for span, note in notes if note is not None]
    for at, (span, note) in enumerate(read):
        if note.verb == "allow-to":
            if not any(_closes(note, other) for _, other in read[:at]):
                yield _Exception(replace(note, fault=note.fault or "“allow-to” ends nothing"), Scope(()), span)
            continue
        end = next((later.start for later, other in read[at + 1 :] if _closes(other, note)), None)
        if note.verb == "allow-from" and end is None:
            note = replace(note, fault=note.fault or "“allow-from” is not ended by an “allow-to”")
        yield _Exception(note, scope_of(note.verb, document, span, end), span)


def _closes(note: Note, opened: Note) -> bool:
    """Return whether `note` is the end of what `opened` begins: an end without rules closes any."""
    same = not note.rules or not opened.rules or set(note.rules) == set(opened.rules)
    return note.verb == "allow-to" and opened.verb == "allow-from" and same


def _in_settings(settings: Settings) -> Iterator[_Exception]:
    for exempt in settings.allow:
        words = (exempt.words,) if exempt.words else ()
        note = Note("allow-file", exempt.rules, words, exempt.because, exempt.by, exempt.until)
        yield _Exception(note, Scope(None), exempt=exempt)


def _in_reviews(document: Document, findings: Sequence[Finding], rules: Collection[str]) -> Iterator[_Exception]:
    for given in answers(document, findings, rules):
        yield _Exception(given.note, Scope(()), given.comment, answers=given.findings, on=given.on)


def _care(
    given: _Exception, document: Document, held: Collection[str], covered: Sequence[Finding], as_of: str
) -> Iterator[Finding]:
    """Yield what an exception itself needs, the first thing only; `covered` are the findings that it is for."""
    note = given.note
    if given.answers is not None:
        # Who mends the words and resolves the comment leaves nothing behind that needs care.
        if covered and not note.because:
            message = (
                f"allows {', '.join(note.rules)} without a reason: the comment is resolved and nothing is answered"
            )
            yield from _at_note("allow-without-reason", message, given, document)
    elif note.fault:
        yield from _at_note("allow-unreadable", note.fault, given, document)
    elif note.verb == "allow-to":
        return
    elif not note.because:
        message = f"allows {', '.join(note.rules)} without a reason"
        yield from _at_note("allow-without-reason", message, given, document)
    elif not note.holds_on(as_of):
        message = f"allowed {', '.join(note.rules)} until {note.until}"
        if given.exempt is None:
            yield from _at_note("allow-expired", message, given, document)
        elif covered:
            yield upkeep.at_finding("allow-expired", message, covered[0], given.exempt)
    else:
        found = {finding.rule for finding in covered}
        needless = [rule for rule in note.rules if rule in held and rule not in found]
        if needless and (given.exempt is None or _names(given.exempt.glob, document.path)):
            message = f"allows {', '.join(needless)}, which is not found"
            yield from _at_note("needless-allow", message, given, document)


def _at_note(rule: str, message: str, given: _Exception, document: Document) -> Iterator[Finding]:
    if given.exempt is not None:
        yield upkeep.in_settings(rule, message, given.exempt)
    elif given.comment is not None:
        yield upkeep.in_comment(rule, message, document, given.comment)


def _says(quote: str, words: str) -> bool:
    return f" {_plain(words)} " in f" {_plain(quote)} "


def _plain(text: str) -> str:
    return " ".join(text.lower().split())


def _names(glob: str, path: str) -> bool:
    """Return whether a glob names this one file: with a pattern it may be meant for files that were not given."""
    return not set(glob) & set("*?[") and f"/{path}".endswith(f"/{glob.lstrip('/')}")
