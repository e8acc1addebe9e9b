"""The whole house on one page: file → Document → Claims → Findings → Report.

read          claims_in          judge           allow          render
readers/      claims/            checks/         allow.py       outputs/
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from claimcheck import foreign, lexicon, readers, shipped
from claimcheck.allow import allow
from claimcheck.config import config
from claimcheck.errors import UserError
from claimcheck.language import Memory
from claimcheck.ledger import ledger
from claimcheck.ledger.ledger import Ledger
from claimcheck.model import SEVERITIES, Report
from claimcheck.records import record
from claimcheck.records.library import OnDay
from claimcheck.rulebook import file as rule_file
from claimcheck.rulebook.conditions import covers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from claimcheck.checks.gates import Gates
    from claimcheck.checks.link import Linker
    from claimcheck.claims.blocks import Blocks
    from claimcheck.claims.met import Sentences
    from claimcheck.claims.reading import Reading
    from claimcheck.config.config import Config, Settings
    from claimcheck.known import Known
    from claimcheck.lexicon import Lexicon
    from claimcheck.model import Document, Finding
    from claimcheck.records.record import Record
    from claimcheck.rulebook.rule import Rule


# What one file gives: its report, its path and why it is left out, or why it could not be read.
Checked: TypeAlias = Report | tuple[str, str] | UserError

_LONGEST_SENTENCE = 20_000


@dataclass(frozen=True)
class Outcome:
    """What a run gives: reports, files that could not be read and why, files left out and why.

    `house` is what the pages were held against, for outputs that tell of records. `hidden_by` names what hides
    findings that were there before: (`baseline`, its file) and (`since`, the revision); `notes` is what a run has to
    tell of it.
    """

    reports: tuple[Report, ...]
    failed: tuple[UserError, ...]
    skipped: tuple[tuple[str, str], ...]
    digests: Mapping[str, str]
    as_of: str
    house: House | None = field(default=None, repr=False, compare=False)
    hidden_by: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class House:
    """The rules, lexicon, records and approved claims that pages are held against, loaded once a run.

    `known` are the names of all rules where only some of them are held: an exception may name any. `memory` holds
    the grammar of sentences that were parsed before.
    """

    config: Config
    lexicon: Lexicon
    rules: tuple[Rule, ...]
    records: Mapping[str, Record]
    known: tuple[str, ...] = ()
    ledger: Ledger = ledger.NOTHING
    memory: Memory = field(default_factory=Memory, repr=False, compare=False)

    @cached_property
    def linker(self) -> Linker:
        """Return the index from words to records."""
        from claimcheck.checks.link import Linker

        return Linker(self.records)

    @cached_property
    def blocks(self) -> Blocks:
        """Return what is known of blocks from the pages before."""
        from claimcheck.claims.blocks import Blocks

        return Blocks()

    @cached_property
    def sentences(self) -> Sentences:
        """Return what the words of sentences have told on the pages before."""
        from claimcheck.claims.met import Sentences

        return Sentences()

    @cached_property
    def own_digests(self) -> Mapping[str, str]:
        """Return the digests of all that it is made of but the records; that of the ledger where there is one."""
        from claimcheck.language import model_digest

        given = self.config
        return {
            "rules": shipped.digest([shipped.folder("rules"), *given.rules]),
            "lexicon": shipped.digest([shipped.folder("lexicon"), *given.lexicon]),
            "model": model_digest(),
            "config": given.digest,
            **({"ledger": self.ledger.digest} if self.ledger.digest else {}),
        }

    @cached_property
    def gates(self) -> Gates:
        """Return the patterns of the rules by the words that open them."""
        from claimcheck.checks.gates import Gates

        return Gates(self.rules)


def load(given: Config, *, only: Iterable[str] = ()) -> House:
    """Return the house for a configuration; raise UserError for the first fault in what it is made of."""
    words = load_lexicon(given)
    rules = load_rules(given, words)
    records = load_records(given, words)
    claims, faults = load_ledger(given, records, rules)
    for fault in faults:
        raise fault
    wanted = set(only)
    held = tuple(rule for rule in rules if not wanted or rule.name in wanted)
    return House(given, words, held, records, tuple(rule.name for rule in rules), claims)


def load_lexicon(given: Config, known: Known | None = None) -> Lexicon:
    """Return the shipped lexicon with the configured folders; `known` is what loading has found out before."""
    return lexicon.read([shipped.folder("lexicon"), *given.lexicon], known)


def sound_lexicon(given: Config, known: Known | None = None) -> tuple[Lexicon, tuple[UserError, ...]]:
    """Return the lexicon and no fault; without the configured folders where one of them has a fault."""
    try:
        return load_lexicon(given, known), ()
    except UserError as error:
        return load_lexicon(replace(given, lexicon=()), known), (error,)


def unknown_names(given: Config, rules: Iterable[Rule]) -> list[UserError]:
    """Return a fault for each rule, domain and jurisdiction that the configuration names and no rule knows."""
    held = tuple(rules)
    return config.unknown_names(
        given,
        rules=[rule.name for rule in held],
        domains=[domain for rule in held for domain in rule.domains],
        jurisdictions=[jurisdiction for rule in held for jurisdiction in rule.jurisdictions],
    )


def load_rules(given: Config, words: Lexicon) -> tuple[Rule, ...]:
    """Return the shipped rules with those of the configured folders."""
    return rule_file.load([shipped.folder("rules"), *given.rules], words)


def load_records(given: Config, words: Lexicon) -> Mapping[str, Record]:
    """Return the shipped records with those of the configured folders, by id."""
    return record.library([shipped.folder("evidence"), *given.evidence], words)


def load_ledger(
    given: Config, records: Mapping[str, Record], rules: Iterable[Rule]
) -> tuple[Ledger, tuple[UserError, ...]]:
    """Return what is sound of the approved claims, and every fault in their file."""
    found, faults = ledger.load(given.ledger)
    known = {jurisdiction for rule in rules for jurisdiction in rule.jurisdictions}
    unknown = ledger.unknown_names(found, records=records, jurisdictions=known)
    wrong = {fault.line for fault in unknown}
    sound = tuple(entry for entry in found.entries if entry.line not in wrong)
    return replace(found, entries=sound), (*faults, *unknown)


def check_files(paths: Iterable[tuple[Path, str]], house: House, as_of: str) -> Outcome:
    """Return the reports of files given as (path, path as shown); one that cannot be read does not stop others."""
    return gathered((check_file(path, shown, house, as_of) for path, shown in paths), house, as_of)


def check_file(path: Path, shown: str, house: House, as_of: str) -> Checked:
    """Return the report of one file, (its path, why it is left out), or the error that says why it has none."""
    try:
        settings = config.settings_for(house.config, shown)
        document = readers.read(path, shown_as=shown, max_size=house.config.max_size, fields=settings.fields)
        if language := foreign.language_of_page(document):
            return shown, f"language-not-checked: is in {foreign.name_of(language)}"
        return check_document(foreign.english_part(document), house, as_of)
    except UserError as error:
        return error
    # A fault of ours on one page must not hide what is found on the others.
    except Exception as error:
        return of_ours(error, shown)


def gathered(checked: Iterable[Checked], house: House, as_of: str) -> Outcome:
    """Return what the pages of a run give together, in whatever order they come."""
    found = list(checked)
    reports = [each for each in found if isinstance(each, Report)]
    return Outcome(
        across(sorted(reports, key=lambda report: report.document.path), house, as_of),
        tuple(each for each in found if isinstance(each, UserError)),
        tuple(each for each in found if isinstance(each, tuple)),
        digests(house),
        as_of,
        replace(house, records=OnDay(house.records, as_of)),
        notes=ledger.notes(house.ledger, reports),
    )


def across(reports: Sequence[Report], house: House, as_of: str) -> tuple[Report, ...]:
    """Return the reports with what their statements have against each other; only these pages are compared."""
    from claimcheck.checks.across import across as at_odds

    given = []
    for report, findings in zip(reports, at_odds(reports, house.rules, house.lexicon), strict=True):
        settings = config.settings_for(house.config, report.document.path)
        held = {rule.name for rule in applying(house.rules, settings)}
        known = house.known or [rule.name for rule in house.rules]
        own = [as_configured(finding, settings) for finding in findings if finding.rule in held]
        stand, allowed = allow.apply(own, report.document, settings, known, as_of, ran=())
        found = (*report.findings, *(finding for finding in stand if finding.subject != "upkeep"))
        in_order = tuple(sorted(found, key=lambda f: (f.path, f.start, f.rule, f.id)))
        given.append(replace(report, findings=in_order, allowed=(*report.allowed, *allowed)) if own else report)
    return tuple(given)


def as_configured(finding: Finding, settings: Settings) -> Finding:
    """Return a finding of a second pass as severe as the settings of its file say."""
    severity = settings.severities.get(finding.rule)
    return replace(finding, severity=severity) if severity in SEVERITIES else finding


def of_ours(error: Exception, shown: str) -> UserError:
    """Return what is said of a page on which a check itself has failed."""
    told = f"cannot be checked ({type(error).__name__}: {' '.join(str(error).split())[:200]})"
    return UserError(told, path=shown, remedy="this is a fault of claimcheck: please report it, with the page")


def check_document(document: Document, house: House, as_of: str) -> Report:
    """Return the report of one document: its claims, findings and exceptions."""
    from claimcheck.checks import judge
    from claimcheck.checks.wording import Terms
    from claimcheck.claims.blocks import PageBlocks
    from claimcheck.claims.offer import offer_of
    from claimcheck.claims.reading import Reading
    from claimcheck.ledger.care import Desk, apply, with_approval

    settings = config.settings_for(house.config, document.path)
    rules = applying(house.rules, settings)
    reading = Reading(document, house.lexicon, house.memory.parse, house.sentences.of)
    _refuse_endless(reading)
    offer = offer_of(reading, settings.offers, settings.brands)
    terms = Terms(OnDay(house.records, as_of), as_of, settings.severities, settings.jurisdictions)
    told = len(house.rules) == len(house.known or house.rules)
    desk = Desk(house.ledger, house.lexicon, terms.records, settings, as_of, offer, told)
    blocks = PageBlocks(house.blocks, reading, offer)
    claims = with_approval(blocks.claims(), document, desk)
    judgement = judge(reading, claims, rules, house.linker, terms, offer=offer, gates=house.gates, blocks=blocks)
    known = house.known or [rule.name for rule in house.rules]
    # What compares pages speaks in a second pass: an exception for it is not needless.
    ran = [rule.name for rule in rules if rule.compare is None or rule.compare.with_ != "pages"]
    findings, allowed = allow.apply(judgement.findings, document, settings, known, as_of, ran=ran)
    claims, findings, approved = apply(judgement.claims, findings, document, rules, desk)
    words = sum(len(sentence.words) for sentence in reading.sentences)
    reading.forget()
    offered = tuple(sorted({*offer.ids, *offer.brands}))
    return Report(document, claims, findings, (*allowed, *approved), offered, settings.jurisdictions, words)


def _refuse_endless(reading: Reading) -> None:
    """Raise UserError for a sentence that is no prose: data in a page would take hours and all memory to parse."""
    longest = max(reading.sentences, key=lambda sentence: sentence.end - sentence.start, default=None)
    if longest is not None and longest.end - longest.start > _LONGEST_SENTENCE:
        document = reading.document
        line, column = document.line_column(document.source_span(longest.start, longest.end).start)
        fault = f"holds a sentence of {longest.end - longest.start:,} characters"
        raise UserError(fault, path=document.path, line=line, column=column, remedy="end it, or leave the file out")


def applying(rules: Iterable[Rule], settings: Settings) -> tuple[Rule, ...]:
    """Return the rules that hold for a file: its domains, jurisdictions, audience, and those not switched off."""
    return tuple(rule for rule in rules if not off_by(rule, settings))


def off_by(rule: Rule, settings: Settings) -> str:
    """Return the setting by which a rule does not hold for a file, "" where it holds."""
    if settings.severities.get(rule.name) == "off":
        return "severities"
    if rule.domains and settings.domains and not set(rule.domains) & set(settings.domains):
        return "domains"
    if rule.audience and settings.audience not in rule.audience:
        return "audience"
    # A notice that one statute prescribes is asked for only where its jurisdiction is configured; what is forbidden
    # somewhere is held against every page until a jurisdiction is configured.
    prescribed = rule.require is not None and bool(rule.require.notice)
    if not rule.jurisdictions or (not settings.jurisdictions and not prescribed):
        return ""
    holds = any(covers(wanted, own) for wanted in rule.jurisdictions for own in settings.jurisdictions)
    return "" if holds else "jurisdictions"


def digests(house: House) -> Mapping[str, str]:
    """Return the digests of all that a result rests on besides the page; that of the ledger where there is one."""
    # That of a library in an index is known already.
    known = str(getattr(house.records, "digest", ""))
    evidence = known or shipped.digest([shipped.folder("evidence"), *house.config.evidence])
    return {**house.own_digests, "evidence": evidence}
