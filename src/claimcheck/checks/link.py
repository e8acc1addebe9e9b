"""Claims + records -> linked Claims: which study each claim leans on; where two fit alike, none is guessed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from claimcheck.claims.figures import figures_in
from claimcheck.lexicon import Trie
from claimcheck.model import Name, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from claimcheck.claims.reading import Reading, Sentence
    from claimcheck.model import Claim, Document
    from claimcheck.record import Record


@dataclass(frozen=True)
class Linker:
    """The records by what identifies them: names alone, hints two together, registry ids, DOIs and PMIDs."""

    records: Mapping[str, Record]

    @cached_property
    def _names(self) -> Trie:
        return Trie((name, r.id) for r in self.records.values() for name in (*r.names, *r.identifiers))

    @cached_property
    def _hints(self) -> Trie:
        return Trie((hint, r.id) for r in self.records.values() for hint in r.hints)

    @cached_property
    def _identifiers(self) -> dict[str, str]:
        return {i.lower(): r.id for r in self.records.values() for i in r.identifiers}

    def named(self, sentence: Sentence) -> dict[str, Span]:
        """Return the records that a sentence names, with the words that name them."""
        return dict(_matches(self._names, sentence))

    def hinted(self, sentence: Sentence, taken: Iterable[Span]) -> dict[str, Span]:
        """Return the one record that two or more hints in a sentence point to; none where two records fit alike."""
        held = list(taken)
        hints: dict[str, set[Span]] = defaultdict(set)
        for record, span in _matches(self._hints, sentence):
            if self.records[record].kind != "statistic" and not any(other.holds(*span) for other in held):
                hints[record].add(span)
        most = max((len(spans) for spans in hints.values()), default=0)
        best = [record for record, spans in hints.items() if len(spans) == most]
        if most < 2 or len(best) > 1:
            return {}
        return {best[0]: Span(min(s.start for s in hints[best[0]]), max(s.end for s in hints[best[0]]))}

    def one_hint(self, sentence: Sentence) -> Iterator[tuple[str, Span]]:
        """Yield every record that a single hint of the sentence may mean."""
        yield from _matches(self._hints, sentence)

    def cited(self, document: Document, sentence: Sentence) -> dict[str, Span]:
        """Return the records whose DOI, PMID or registry id a link of the sentence points to."""
        found: dict[str, Span] = {}
        for link in document.links:
            if sentence.start <= link.start and link.end <= sentence.end:
                target = link.target.lower()
                found |= {r: Span(link.start, link.end) for i, r in self._identifiers.items() if i in target}
        return found


def _matches(trie: Trie, sentence: Sentence) -> Iterator[tuple[str, Span]]:
    at = 0
    while at < len(sentence.words):
        length, ids = trie.longest(sentence.words, at)
        if length:
            span = Span(sentence.words[at].start, sentence.words[at + length - 1].end)
            yield from ((record, span) for record in ids)
        at += max(length, 1)


def linked(claims: Iterable[Claim], reading: Reading, linker: Linker) -> tuple[Claim, ...]:
    """Return the claims with the records they lean on, nearest first, and the words that tell."""
    told = [_told(reading, sentence, linker) for sentence in reading.sentences]
    return tuple(_with_records(claim, reading.sentence_at(claim.sentence), reading, linker, told) for claim in claims)


def _told(reading: Reading, sentence: Sentence, linker: Linker) -> dict[str, Span]:
    named = linker.named(sentence)
    cited = linker.cited(reading.document, sentence)
    hinted = linker.hinted(sentence, named.values())
    # A hint beside a study that is already named belongs to that study, not to a second one.
    hinted = {} if set(hinted) & set(named) else hinted
    return {**hinted, **cited, **named}


def _by_figure(reading: Reading, sentence: Sentence, linker: Linker) -> dict[str, Span]:
    """Return the statistics that a hint and an equal figure point to together."""
    found: dict[str, Span] = {}
    figures = figures_in(reading, sentence)
    for record, span in linker.one_hint(sentence):
        if linker.records[record].kind != "statistic":
            continue
        for known in linker.records[record].data.get("figures") or ():
            if any(
                figure.value == known.get("value") and figure.unit == (known.get("unit") or "") for figure in figures
            ):
                found[record] = span
    return found


def _with_records(
    claim: Claim, sentence: Sentence, reading: Reading, linker: Linker, told: list[dict[str, Span]]
) -> Claim:
    found, via = _nearest(claim, sentence, reading, linker, told)
    if not found:
        found, via = _by_figure(reading, sentence, linker), "here"
    if not found:
        return claim
    names = tuple(Name(record, "study", span.start, span.end, via) for record, span in found.items())
    return replace(claim, records=tuple(found), names=(*claim.names, *names))


def _nearest(
    claim: Claim, sentence: Sentence, reading: Reading, linker: Linker, told: list[dict[str, Span]]
) -> tuple[dict[str, Span], str]:
    """Return the studies of the nearest place that tells any: clause, sentence, block so far, lead, heading."""
    here = told[sentence.position]
    inside = {record: span for record, span in here.items() if claim.start <= span.start and span.end <= claim.end}
    if inside or here:
        return (inside or here), "here" if inside else "block"
    if claim.role == "established" or _opens_another(reading, sentence):
        return {}, ""
    for earlier in reversed(reading.by_block[sentence.block]):
        if earlier.position < sentence.position and told[earlier.position]:
            return _fitting(claim, told[earlier.position], reading, linker), "block"
    block = reading.document.blocks[sentence.block]
    for via, blocks in (
        ("lead", () if block.lead is None else (block.lead,)),
        ("heading", reversed(block.headings)),
    ):
        for number in blocks:
            above = {r: s for other in reading.by_block[number] for r, s in told[other.position].items()}
            fitting = _fitting(claim, above, reading, linker)
            if len(fitting) == 1:
                return fitting, via
            if above:
                return {}, ""
    return {}, ""


def _opens_another(reading: Reading, sentence: Sentence) -> bool:
    """Return whether a sentence turns to a study of its own ("another trial …")."""
    return bool(reading.spans(sentence, "another-study"))


def _fitting(claim: Claim, told: dict[str, Span], reading: Reading, linker: Linker) -> dict[str, Span]:
    """Return those studies whose treatment does not differ from what the claim itself names."""
    own = [name.id for name in claim.names if name.category == "treatment" and name.via == "here"]
    fitting = {}
    for record, span in told.items():
        treatment = str((linker.records[record].data.get("intervention") or {}).get("treatment"))
        known = treatment in reading.lexicon.names
        if not own or not known or any(reading.lexicon.agree(name, treatment) for name in own):
            fitting[record] = span
    return fitting
