"""A finding that a person accepts -> the exception in the page's own form or in claimcheck.yaml, or an approved claim.

What is to be written is read again first: it is used only if the words of the page stay as they are and the
exception covers the finding. `WAYS` are all ways to accept.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from claimcheck import foreign, page_edits
from claimcheck.allow import allow
from claimcheck.allow.comment import COMMENTS
from claimcheck.config import config
from claimcheck.config.file import is_date
from claimcheck.errors import UserError
from claimcheck.ledger import ledger
from claimcheck.text_edit import Edit
from claimcheck.whole_file import put

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from claimcheck.desk.session import Checked, Session
    from claimcheck.model import Document, Finding

_LONGEST = 500


@dataclass(frozen=True)
class Reason:
    """Why a finding is accepted, by whom, until which day ("" for good)."""

    because: str
    by: str = ""
    until: str = ""

    def of_rule(self, rule: str, *, whole: bool, words: str = "") -> str:
        """Return the exception as a comment says it; `words` are the only ones that it is for."""
        verb = "allow-file" if whole else "allow"
        told = f'{rule} "{words}"' if words else rule
        parts = [f"claimcheck: {verb} {told} because {self.because}"]
        parts += [f"by {self.by}"] if self.by else []
        parts += [f"until {self.until}"] if self.until else []
        return "; ".join(parts)


def reason_of(because: str, by: str, until: str) -> Reason:
    """Return a reason as it can be written; raise UserError where it says nothing, or nothing that can be kept."""
    given = [" ".join(words.replace("--", "–").split()) for words in (because, by, until)]
    if not any(character.isalnum() for character in given[0]):
        raise UserError("an exception needs a reason", remedy="say why the wording may stand")
    if max(map(len, given)) > _LONGEST:
        raise UserError(f"a reason has at most {_LONGEST} characters")
    if given[2] and not is_date(given[2]):
        raise UserError(f"“{given[2]}” is no date", remedy="write it as 2027-05-01")
    # A semicolon parts reason, name and day where the exception is read again.
    return Reason(given[0].replace(";", ","), given[1].replace(";", ","), given[2])


def in_page(session: Session, checked: Checked, finding: Finding, reason: Reason) -> Edit | None:
    """Return the change that writes the exception into the text of the page, None where its format has no comments."""
    for edit in _edits(checked.document, finding, reason):
        if _covers(edit, session, checked, finding, reason):
            return edit
    return None


def in_settings(session: Session, checked: Checked, finding: Finding, reason: Reason) -> None:
    """Write the exception into claimcheck.yaml, which is made where there is none; nothing changes in the page."""
    if not checked.sheet.in_folder:
        raise UserError("is in no file that an exception could name", path=checked.sheet.name, remedy="save it first")
    given = session.house.config
    path = (Path(given.path) if given.path else session.folder.root / config.FILE_NAME).resolve()
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    page = session.folder.root.joinpath(checked.sheet.name)
    if not page.is_relative_to(path.parent):
        raise UserError("does not lie below claimcheck.yaml, which can name only what does", path=checked.sheet.name)
    entry = {"path": page.relative_to(path.parent).as_posix(), "rule": finding.rule}
    entry |= {} if finding.page else {"words": " ".join(finding.quote.split())}
    entry |= {key: value for key, value in vars(reason).items() if value}
    put(path, page_edits.with_exception(text, entry, str(path)).encode("utf-8"), path.name)
    session.reread_config(path)


def in_ledger(session: Session, checked: Checked, finding: Finding, reason: Reason) -> None:
    """Write the sentence that a finding stands in into the ledger, as an approved claim; the reason is its note."""
    if not reason.by:
        raise UserError("an approval says who gives it", remedy="write a name under “By”")
    if finding.claim is None:
        raise UserError(
            "stands in no claim that could be approved", path=checked.sheet.name, remedy="accept it in the page"
        )
    sentence = checked.claim(finding.claim).sentence
    claims = [claim for claim in checked.report.claims if claim.sentence == sentence]
    records = tuple(sorted({record for claim in claims for record in claim.records}))
    entry = ledger.Entry(
        checked.document.text[slice(*sentence)],
        reason.by,
        session.day(),
        records=records,
        about=() if records else ledger.about_of(claims),
        until=reason.until,
        note=reason.because,
    )
    given = session.house.config
    path = given.ledger or (given.root if given.path else session.folder.root) / config.LEDGER_NAME
    text = path.read_bytes().decode("utf-8-sig") if path.exists() else ""
    put(path, ledger.added(text, entry, path=path.name).encode("utf-8"), path.name)
    session.reread_ledger(path)


# Each returns the change of the text that it asks for, None where it has written elsewhere or cannot be used.
WAYS: Mapping[str, Callable[[Session, Checked, Finding, Reason], Edit | None]] = {
    "page": in_page,
    "settings": in_settings,
    "ledger": in_ledger,
}


def _edits(document: Document, finding: Finding, reason: Reason) -> Iterator[Edit]:
    """Yield the places for the comment, one for all words of the block first."""
    words = "" if finding.page else _nameable(finding.quote)
    for form in COMMENTS.get(document.format, ()):
        for only in dict.fromkeys(("", words)):
            comment = form.format(reason.of_rule(finding.rule, whole=finding.page, words=only))
            yield from page_edits.beside(document, finding.start, comment)


def _nameable(quote: str) -> str:
    """Return the words of a finding as a comment can name them, "" where it cannot."""
    words = " ".join(quote.split())
    return "" if set(words) & set('"“”<>{}') or "--" in words else words


def _covers(edit: Edit, session: Session, checked: Checked, finding: Finding, reason: Reason) -> bool:
    """Return whether the page reads the same with the comment, and it covers this finding and no other words."""
    if finding.start < edit.start < finding.end:
        return False
    sheet = replace(checked.sheet, text=edit.made(checked.sheet.text))
    settings = session.settings_of(sheet.path)
    document = foreign.english_part(sheet.document(settings.fields))
    if (document.text, document.blocks) != (checked.document.text, checked.document.blocks):
        return False
    by = len(edit.words)
    found = checked.report.findings
    moved = {f.id: replace(f, start=f.start + by, end=f.end + by) if f.start >= edit.start else f for f in found}
    known = session.house.known or tuple(rule.name for rule in session.house.rules)
    kept = replace(settings, allow=())
    _, allowed = allow.apply(moved.values(), document, kept, known, session.day(), ran=())
    covered = {one.finding.id: one.finding.quote for one in allowed if one.reason == reason.because}
    # The same words twice in one block are accepted together: no comment could tell them apart.
    return finding.id in covered and set(covered.values()) == {finding.quote}
