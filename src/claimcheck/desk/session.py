"""One desk: the folder, what pages are held against, and what was read of the sheets that lie on it."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from threading import Lock
from typing import TYPE_CHECKING

from claimcheck import flow, foreign, readers, shipped
from claimcheck.config import config
from claimcheck.desk.folder import digest_of
from claimcheck.desk.sheet import Sheet, checked, format_of, loose
from claimcheck.desk.written import Written
from claimcheck.errors import UserError
from claimcheck.model import Report
from claimcheck.records.library import OnDay
from claimcheck.rulebook.rule import Measure, Several

if TYPE_CHECKING:
    from pathlib import Path

    from claimcheck.config.config import Settings
    from claimcheck.desk.folder import Folder
    from claimcheck.flow import House, Outcome
    from claimcheck.model import Claim, Document, Finding
    from claimcheck.rulebook.rule import Rule

_MOST_KEPT = 8
_MOST_DROPPED = 8


@dataclass(frozen=True)
class Checked:
    """A sheet, what was read of it, its report; `foreign` names the language of a page that is not checked."""

    sheet: Sheet
    document: Document
    report: Report
    foreign: str = ""

    def finding(self, name: str) -> Finding:
        """Return a finding by its id; raise UserError where the page no longer has it."""
        for finding in self.report.findings:
            if finding.id == name:
                return finding
        raise UserError("is no longer found on this page", path=self.sheet.name, remedy="wait for the next check")

    def claim(self, name: str) -> Claim:
        """Return a claim by its id; raise UserError where the page no longer has it."""
        for claim in self.report.claims:
            if claim.id == name:
                return claim
        raise UserError("is no longer a claim of this page", path=self.sheet.name, remedy="wait for the next check")


@dataclass
class Session:
    """What the server knows: `house` may be renewed; `as_of` is the day to judge as on, "" for today's."""

    folder: Folder
    house: House
    as_of: str = ""
    _kept: OrderedDict[tuple[str, ...], Checked] = field(default_factory=OrderedDict)
    _dropped: OrderedDict[str, Sheet] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)
    _hasty: House | None = None

    def day(self) -> str:
        """Return the day that pages are judged as on."""
        return self.as_of or date.today().isoformat()

    def settings_of(self, path: str) -> Settings:
        """Return what claimcheck.yaml says for a page."""
        return config.settings_for(self.house.config, path)

    def opened(self, name: str) -> tuple[Sheet, str]:
        """Return a page as it is on the disk, with its digest; raise UserError where it cannot be read."""
        raw = self.folder.read(name, self.house.config.max_size)
        form, path = format_of(name), self.folder.shown(name)
        if form not in readers.formats():
            return Sheet(name, path, form, raw=raw, in_folder=True), digest_of(raw)
        return Sheet(name, path, form, Written.of(raw, name).text, in_folder=True), digest_of(raw)

    def typed(self, name: str, text: str) -> Sheet:
        """Return a page of the folder with the text that stands in the editor."""
        self.folder.place(name)
        form = format_of(name)
        return replace(loose(name, form, text), path=self.folder.shown(name), in_folder=True)

    def dropped(self, name: str, raw: bytes) -> tuple[Sheet, str]:
        """Return a dropped file as a page; one that is no text is kept here, under the key that is returned."""
        form = format_of(name)
        if form in readers.formats():
            return loose(name, form, Written.of(raw, name).text), ""
        key = digest_of(raw)
        sheet = Sheet(name, name, form, raw=raw)
        # Read at once, so that a broken file is told where it was dropped.
        sheet.document(self.settings_of(name).fields)
        with self._lock:
            self._dropped[key] = sheet
            while len(self._dropped) > _MOST_DROPPED:
                self._dropped.popitem(last=False)
        return sheet, key

    def held(self, key: str) -> Sheet:
        """Return a dropped file that is no text; raise UserError where it is kept no longer."""
        try:
            return self._dropped[key]
        except KeyError:
            raise UserError("the dropped file is no longer kept", remedy="drop it again") from None

    def check(self, sheet: Sheet) -> Checked:
        """Return the report of a sheet, that of the same text at once."""
        key = (sheet.path, sheet.format, sha256(sheet.raw or sheet.text.encode("utf-8", "replace")).hexdigest())
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        found = self._read(sheet)
        with self._lock:
            self._kept[key] = found
            while len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)
        return found

    def last(self, sheet: Sheet) -> Document | None:
        """Return the page as it was checked last, None where it was not yet or is not judged."""
        with self._lock:
            for found in reversed(self._kept.values()):
                if (found.sheet.path, found.sheet.format) == (sheet.path, sheet.format):
                    return None if found.foreign else found.document
        return None

    def _read(self, sheet: Sheet) -> Checked:
        document = sheet.document(self.settings_of(sheet.path).fields)
        raw = sheet.raw or sheet.text.encode("utf-8", "replace")
        document = replace(document, digest=document.digest or digest_of(raw))
        if language := foreign.language_of_page(document):
            return Checked(sheet, document, Report(document), foreign.name_of(language))
        document = foreign.english_part(document)
        return Checked(sheet, document, flow.check_document(document, self.house, self.day()))

    def outcome(self, sheet: Sheet) -> Outcome:
        """Return what a check of this one sheet gives, for the outputs."""
        found, day = self.check(sheet), self.day()
        skipped = ((sheet.path, f"language-not-checked: is in {found.foreign}"),) if found.foreign else ()
        reports = () if found.foreign else (found.report,)
        house = replace(self.house, records=OnDay(self.house.records, day))
        return flow.Outcome(reports, (), skipped, flow.digests(self.house), day, house)

    def reread_config(self, path: Path) -> None:
        """Hold pages against claimcheck.yaml as it is now; raise UserError for its first fault."""
        given, faults = config.load(path)
        for fault in faults:
            raise fault
        self._renew(replace(self.house, config=given))

    def reread_ledger(self, path: Path) -> None:
        """Hold pages against the approved claims as they are now; raise UserError for their first fault."""
        given = replace(self.house.config, ledger=path)
        claims, faults = flow.load_ledger(given, self.house.records, self.house.rules)
        for fault in faults:
            raise fault
        self._renew(replace(self.house, config=given, ledger=claims))

    def reread_records(self, *more: Path) -> tuple[UserError, ...]:
        """Hold pages against the records as they are now, those of further folders too; return what is at fault."""
        from claimcheck.records import record

        given = self.house.config
        folders = (*given.evidence, *(folder for folder in more if folder not in given.evidence))
        records, faults = record.read([shipped.folder("evidence"), *folders], self.house.lexicon)
        self._renew(replace(self.house, config=replace(given, evidence=folders), records=records))
        return tuple(faults)

    def hasty(self) -> House:
        """Return the house with the rules that a block can be held to by itself."""
        with self._lock:
            if self._hasty is None:
                rules = tuple(rule for rule in self.house.rules if _asks_of_a_block(rule))
                known = self.house.known or tuple(rule.name for rule in self.house.rules)
                self._hasty = replace(self.house, rules=rules, known=known)
            return self._hasty

    def _renew(self, house: House) -> None:
        with self._lock:
            self.house, self._hasty = house, None
            self._kept.clear()


def _asks_of_a_block(rule: Rule) -> bool:
    return rule.require is None and not any(isinstance(one, Measure | Several) for one in rule.find)


def sheet_given(session: Session, name: str, text: str, form: str, key: str) -> Sheet:
    """Return the sheet that a request speaks of: a dropped file by its key, loose words by format, else a page."""
    if key:
        return session.held(key)
    if form:
        return loose(name, form, text)
    if format_of(name) in readers.formats():
        return session.typed(name, checked(text, name))
    return session.opened(name)[0]
