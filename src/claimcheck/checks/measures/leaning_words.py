"""Sentences whose words, each of which says little, together read as praise of what is offered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.claims.cues import Part, denials
from claimcheck.claims.leaning import by_sentence, cues_of, facts_of, likely, page_facts, weights_of_pages
from claimcheck.claims.without_it import is_custom

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimcheck.claims.offer import Offer
    from claimcheck.claims.reading import Reading, Sentence
    from claimcheck.model import Claim

_READ = ("paragraph", "item", "cell", "answer", "description", "caption")
# So many of the words that speak most for it are told.
_TOLD = 3


def found(
    reading: Reading, claims: tuple[Claim, ...], *, offer: Offer, at_least: float = 0.5, **given: object
) -> Iterator[tuple[int, int, Mapping[str, str]]]:
    """Yield each sentence that a reviewer would stop with a chance of `at_least`, and the words that say so."""
    del given
    page, own = page_facts(reading, claims, offer), by_sentence(claims)
    for sentence in reading.sentences:
        text = reading.document.text[sentence.start : sentence.end]
        if reading.document.blocks[sentence.block].kind not in _READ or text.rstrip().endswith("?"):
            continue
        said = own.get(sentence.span, ())
        if likely(facts_of(reading, sentence, said, page)) < at_least:
            continue
        # Asked last, for it asks for the grammar of the sentence.
        if _tells_elsewhere(reading, sentence):
            continue
        cues = cues_of(reading, sentence, weights_of_pages())
        words = dict.fromkeys(reading.document.text[span.start : span.end] for span in cues)
        if words:
            yield sentence.start, sentence.end, {"said": ", ".join(f"“{word}”" for word in list(words)[:_TOLD])}


def _tells_elsewhere(reading: Reading, sentence: Sentence) -> bool:
    """Return whether a sentence, as a whole, is denied, or tells what people have long done."""
    for clause in reading.clauses[sentence.position]:
        if clause.tokens[clause.verbs[0]].dep == "ROOT":
            part = Part(reading, sentence, clause)
            return bool(denials(part)) or is_custom(part)
    return False
