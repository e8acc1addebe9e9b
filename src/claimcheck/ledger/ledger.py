"""The ledger: claims.yaml, the claims that somebody approved -> what it says of a claim's wording.

read(path) -> Ledger · Ledger.match(claim, document) -> Match · added(text, entry) -> text
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from claimcheck import yamlfile
from claimcheck.config import config
from claimcheck.errors import UserError, nearest
from claimcheck.ledger import file as ledger_file
from claimcheck.ledger.file import Entry, added
from claimcheck.ledger.words import likeness, normal
from claimcheck.model import Approval, Span
from claimcheck.rulebook.conditions import covers

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from claimcheck.model import Claim, Document, Name, Report

__all__ = [
    "NOTHING",
    "Entry",
    "Ledger",
    "Match",
    "about_of",
    "added",
    "load",
    "notes",
    "points_at",
    "read",
    "unknown_names",
]

# A wording that shares so much of its words with an approved one is that one, drifted.
ALIKE = 0.75
_CANDIDATES = 8
_POINTERS = ("it", "they", "this", "these", "that", "such", "both", "each")
_DECIDES = ("stance", "strength", "direction")


class Match(NamedTuple):
    """What the ledger says of a claim: `state` is one of APPROVALS; "none" with an entry: it is approved elsewhere.

    `run` are the words of the document's text that were held against `wording` of the entry, `likeness` how alike
    they are, `differs` what is other besides words.
    """

    state: str
    entry: Entry
    wording: str
    run: Span
    likeness: float = 1.0
    differs: tuple[str, ...] = ()

    @property
    def approval(self) -> Approval:
        """Return the entry as a claim carries it."""
        entry = self.entry
        given = (entry.by, entry.since, entry.until, entry.records, entry.jurisdictions)
        return Approval(self.wording, *given, entry.path, entry.line, self.differs)


@dataclass(frozen=True)
class Ledger:
    """The entries of one file, in its order. `path` is the file as shown, `digest` the SHA-256 of its bytes."""

    entries: tuple[Entry, ...] = ()
    path: str = config.LEDGER_NAME
    digest: str = ""

    def match(
        self, claim: Claim, document: Document, *, as_of: str = "", jurisdictions: Collection[str] = ()
    ) -> Match | None:
        """Return what the ledger says of a claim of a document, None where nothing is like it.

        A wording is held against the claim's sentence, then against the claim's own words where all that decides how
        they are read stands in them. `as_of` is the day to judge as on (2027-05-01; "": whatever the day),
        `jurisdictions` are those that the page is for (none: all).
        """
        if not self.entries:
            return None
        runs = [claim.sentence]
        if _stands_alone(claim):
            runs.append(Span(claim.start, claim.end))
        for run in runs:
            found = self._same.get(normal(document.text[slice(*run)]), ())
            given = [(entry, wording) for entry, wording in found if not as_of or entry.since <= as_of]
            if given:
                return _settled(given, claim, run, as_of, jurisdictions)
        near = (match for run in runs for match in self._near(claim, document, run, as_of))
        return max(near, key=lambda match: match.likeness, default=None)

    @cached_property
    def _same(self) -> dict[tuple[str, ...], list[tuple[Entry, str]]]:
        found: dict[tuple[str, ...], list[tuple[Entry, str]]] = defaultdict(list)
        for entry in sorted(self.entries, key=lambda entry: entry.key):
            for wording in entry.wordings:
                found[normal(wording)].append((entry, wording))
        return dict(found)

    @cached_property
    def _wordings(self) -> list[tuple[tuple[str, ...], Entry, str]]:
        return [(words, *pair) for words, pairs in self._same.items() for pair in pairs]

    @cached_property
    def _holding(self) -> dict[str, list[int]]:
        """Return the positions of the wordings that have a word."""
        found: dict[str, list[int]] = defaultdict(list)
        for position, (words, _, _) in enumerate(self._wordings):
            for word in set(words):
                found[word].append(position)
        return dict(found)

    def _near(self, claim: Claim, document: Document, run: Span, as_of: str) -> Iterator[Match]:
        """Yield the approved wordings that some words have drifted from."""
        words = normal(document.text[slice(*run)])
        # What is so alike shares three words in five, and so one of the rarest two in five and one more.
        rare = sorted(words, key=lambda word: (len(self._holding.get(word, ())), word))[: int(0.4 * len(words)) + 1]
        near = {position for word in rare for position in self._holding.get(word, ())}
        shared = sorted((-len({*words}.intersection(self._wordings[at][0])), at) for at in near)
        for _, position in shared[:_CANDIDATES]:
            approved, entry, wording = self._wordings[position]
            alike = likeness(approved, words, ALIKE)
            if alike >= ALIKE and entry.holds_on(as_of) and _speaks_of_same(claim, document, entry, approved):
                yield Match("drifted", entry, wording, run, alike)


NOTHING = Ledger()


def read(path: Path, *, shown_as: str = "") -> Ledger:
    """Read a ledger; raise UserError for the first fault in it."""
    ledger, faults = load(path, shown_as=shown_as)
    for fault in faults:
        raise fault
    return ledger


def load(path: Path | None, *, shown_as: str = "") -> tuple[Ledger, tuple[UserError, ...]]:
    """Return the sound entries of the ledger in `path` (None: there is none), and every fault in it."""
    if path is None:
        return NOTHING, ()
    shown = shown_as or config.shown(path)
    try:
        entries, faults = ledger_file.entries_of(yamlfile.read(path, shown_as=shown))
    except UserError as error:
        return Ledger(path=shown), (error,)
    remedy = f"mend it, or name another file in {config.FILE_NAME}: ledger: …"
    told = tuple(UserError(f.fault, path=f.path, line=f.line, remedy=f.remedy or remedy) for f in faults)
    return Ledger(entries, shown, sha256(path.read_bytes()).hexdigest()), told


def unknown_names(ledger: Ledger, *, records: Collection[str], jurisdictions: Iterable[str]) -> list[UserError]:
    """Return a fault for each record and jurisdiction in the ledger that nothing knows."""
    faults = [
        UserError(f"names the unknown record “{name}”", path=entry.path, line=entry.line, remedy=nearest(name, records))
        for entry in ledger.entries
        for name in entry.records
        if name not in records
    ]
    named = tuple(("jurisdiction", name, entry.line) for entry in ledger.entries for name in entry.jurisdictions)
    of_ledger = config.Config(path=ledger.path, named=named)
    return [*faults, *config.unknown_names(of_ledger, rules=(), domains=(), jurisdictions=jurisdictions)]


def notes(ledger: Ledger, reports: Iterable[Report]) -> tuple[str, ...]:
    """Return what a run has to tell of its claims where a ledger is kept: how many are approved."""
    if not ledger.entries:
        return ()
    found = Counter(claim.approval for report in reports for claim in report.claims)
    approved, drifted, expired, none = (found[state] for state in ("approved", "drifted", "expired", "none"))
    return (f"claims by {ledger.path}: {approved} approved, {drifted} drifted, {expired} expired, {none} not in it",)


def about_of(claims: Iterable[Claim]) -> tuple[str, ...]:
    """Return the names of what claims speak of without saying them: "this therapy", a bare bullet under a heading."""
    found = set()
    for claim in claims:
        means = _means(claim)
        if means and all(name.via != "here" for name in means):
            found.add(means[0].id)
    return tuple(sorted(found))


def points_at(entry: Entry) -> str:
    """Return the word by which an entry speaks of something that neither it nor a record names, "" for none."""
    first = normal(entry.claim)[:1]
    return first[0] if first and first[0] in _POINTERS and not (entry.records or entry.about) else ""


def _means(claim: Claim) -> list[Name]:
    """Return the names of what can do the good that is claimed, nearest first."""
    from claimcheck.claims.names import MEANS

    return [name for name in claim.names if name.category in MEANS]


def _stands_alone(claim: Claim) -> bool:
    """Return whether nothing outside of a claim's own words decides how they are read."""
    return all(claim.start <= cue.start and cue.end <= claim.end for cue in claim.cues if cue.decides in _DECIDES)


def _settled(
    given: list[tuple[Entry, str]], claim: Claim, run: Span, as_of: str, jurisdictions: Collection[str]
) -> Match:
    """Return what entries of the very wording say together: one may hold here, another there."""
    holding = [pair for pair in given if pair[0].holds_on(as_of)]
    reached = next((pair for pair in holding if _covers([pair], jurisdictions)), None)
    if reached is None and _covers(holding, jurisdictions):
        reached = holding[0]
    if reached is None:
        state = "expired" if _covers(given, jurisdictions) else "none"
        ended = [pair for pair in given if pair not in holding] if state == "expired" else given
        return Match(state, *ended[0], run)
    differs = tuple(_leans_elsewhere(claim, reached[0]))
    return Match("drifted" if differs else "approved", *reached, run, differs=differs)


def _covers(pairs: Iterable[tuple[Entry, str]], jurisdictions: Collection[str]) -> bool:
    """Return whether entries hold in all jurisdictions of a page together; a page of none is for all."""
    entries = [entry for entry, _ in pairs]
    if any(not entry.jurisdictions for entry in entries):
        return True
    known = [wanted for entry in entries for wanted in entry.jurisdictions]
    return bool(jurisdictions) and all(any(covers(wanted, own) for wanted in known) for own in jurisdictions)


def _leans_elsewhere(claim: Claim, entry: Entry) -> Iterator[str]:
    """Yield what the same words rest on or speak of here that was not approved."""
    others = [record for record in claim.records if record not in entry.records]
    if entry.records and others:
        yield f"leans on {', '.join(others)}, approved with {', '.join(entry.records)}"
    here = about_of([claim])
    if entry.about and (not _means(claim) or not set(here) <= set(entry.about)):
        yield f"speaks of {', '.join(here) or 'nothing that is named'}, approved of {', '.join(entry.about)}"


def _speaks_of_same(claim: Claim, document: Document, entry: Entry, approved: tuple[str, ...]) -> bool:
    """Return whether a claim shares a record or a name with an entry, or has none by which it could be another."""
    if claim.records and entry.records:
        return not set(claim.records).isdisjoint(entry.records)
    named = [normal(document.text[name.start : name.end]) for name in claim.names if name.via == "here"]
    text = f" {' '.join(approved)} "
    return not named or any(f" {' '.join(words)} " in text for words in named)
