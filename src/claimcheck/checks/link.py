"""Claims + records -> linked Claims: which study each claim leans on; where two fit alike, none is guessed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from claimcheck.checks.identify import Linker, PageLinker
from claimcheck.model import Name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimcheck.claims.reading import Reading, Sentence
    from claimcheck.model import Claim, Span

__all__ = ["Linker", "linked"]


def linked(claims: Iterable[Claim], page: PageLinker) -> tuple[Claim, ...]:
    """Return the claims of a page with the records they lean on, nearest first, and the words that tell."""
    reading, fits = page.reading, page.all_fits
    told = [found.told for found in fits]
    claims = [_with_records(claim, reading.sentence_at(claim.sentence), page, told) for claim in claims]
    alike = {sentence.span: tuple(sorted(found.alike)) for sentence, found in zip(reading.sentences, fits, strict=True)}
    return tuple(claim if claim.records else replace(claim, alike=alike[claim.sentence]) for claim in claims)


def _with_records(claim: Claim, sentence: Sentence, page: PageLinker, told: list[dict[str, Span]]) -> Claim:
    # A figure of its own tells more than a study that the paragraph has spoken of before.
    counted = {} if told[sentence.position] else page.counted(sentence)
    found, via = (counted, "here") if counted else _nearest(claim, sentence, page, told)
    if not found:
        return claim
    names = tuple(Name(record, "study", span.start, span.end, via) for record, span in found.items())
    return replace(claim, records=tuple(found), names=(*claim.names, *names))


def _nearest(
    claim: Claim, sentence: Sentence, page: PageLinker, told: list[dict[str, Span]]
) -> tuple[dict[str, Span], str]:
    """Return the studies of the nearest place that tells any: clause, sentence, block so far, lead, heading."""
    reading, here = page.reading, told[sentence.position]
    inside = {record: span for record, span in here.items() if claim.start <= span.start and span.end <= claim.end}
    if inside or here:
        return (inside or here), "here" if inside else "block"
    if claim.role == "established" or _opens_another(reading, sentence):
        return {}, ""
    for earlier in reversed(reading.by_block[sentence.block]):
        if earlier.position < sentence.position and told[earlier.position]:
            return _fitting(claim, told[earlier.position], page), "block"
    block = reading.document.blocks[sentence.block]
    for via, blocks in (
        ("lead", () if block.lead is None else (block.lead,)),
        ("heading", reversed(block.headings)),
    ):
        for number in blocks:
            above = {r: s for other in reading.by_block[number] for r, s in told[other.position].items()}
            fitting = _fitting(claim, above, page)
            if len(fitting) == 1:
                return fitting, via
            if above:
                return {}, ""
    return {}, ""


def _opens_another(reading: Reading, sentence: Sentence) -> bool:
    """Return whether a sentence turns to a study of its own ("another trial …")."""
    return bool(reading.spans(sentence, "another-study"))


def _fitting(claim: Claim, told: dict[str, Span], page: PageLinker) -> dict[str, Span]:
    """Return those studies whose treatment does not differ from what the claim itself names."""
    own = [name.id for name in claim.names if name.category == "treatment" and name.via == "here"]
    fitting, lexicon = {}, page.reading.lexicon
    for record, span in told.items():
        treatment = str((page.records[record].data.get("intervention") or {}).get("treatment"))
        known = treatment in lexicon.names
        if not own or not known or any(lexicon.agree(name, treatment) for name in own):
            fitting[record] = span
    return fitting
