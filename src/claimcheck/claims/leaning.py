"""Sentence -> how likely a reviewer would stop it, by the classes of its words taken together.

Copy praises in more ways than can be foreseen. Where no rule knows the words, each of them may still tell a little:
what is named, how it is called, what the page is otherwise full of. These are added up by weights, as claim strength is
(strength.py): those that pages taught (leaning.yaml), and a share of those that claims beside careful sentences taught
(leaning_pairs.yaml). Each weight is one of a class of words, of a kind of claim, or of the page.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from claimcheck import yamlfile
from claimcheck.claims.spoken import different
from claimcheck.claims.weighing import logistic, total

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from claimcheck.claims.offer import Offer
    from claimcheck.claims.reading import Reading, Sentence
    from claimcheck.model import Claim, Span

# Of a page: so many different words of these classes, and so large a share of sentences that claim a benefit.
_COUNTED = {"praises": ("promoting",), "informs": ("informing",), "doubts": ("doubting", "uncertainty", "weighing")}
_MANY = (1, 2, 3, 5, 8)
_SHARES = (0.05, 0.1, 0.2, 0.3)
_LENGTHS = (4, 8, 15, 25, 40)
# A word is told as a cue that weighs so much; those that weigh less are as common as "the".
_TELLING = 0.12
# Pairs teach of single sentences what pages do not; what they say counts by a share, and no more than so much.
_SHARE_OF_PAIRS, _MOST_OF_PAIRS = 0.25, 0.25
_MARKS = {"?": "asks", "!": "exclaims"}


def likely(facts: frozenset[str]) -> float:
    """Return how likely a reviewer would stop a sentence with some facts, from 0 to 1."""
    taught = _SHARE_OF_PAIRS * total(facts, weights_of_pairs())
    return logistic(total(facts, weights_of_pages()) + max(-_MOST_OF_PAIRS, min(_MOST_OF_PAIRS, taught)))


@cache
def weights_of_pages() -> Mapping[str, float]:
    """Return how much each fact of a sentence weighs, as annotated pages taught it."""
    return _table("leaning.yaml")


@cache
def weights_of_pairs() -> Mapping[str, float]:
    """Return how much each weighs, as claims beside careful sentences taught it."""
    return _table("leaning_pairs.yaml")


def _table(name: str) -> dict[str, float]:
    table = yamlfile.read(Path(__file__).with_name(name)).value["weights"]
    return {fact: float(weight) for fact, weight in table.items()}


def cues_of(reading: Reading, sentence: Sentence, table: Mapping[str, float]) -> tuple[Span, ...]:
    """Return the words of a sentence that speak most for it by a table of weights, the strongest first."""
    known = reading.classes(sentence)
    told = sorted((-weight, name) for name, weight in table.items() if name in known and weight >= _TELLING)
    return tuple(reading.spans(sentence, name)[0] for _, name in told)


def facts_of(reading: Reading, sentence: Sentence, claims: Sequence[Claim], page: frozenset[str]) -> frozenset[str]:
    """Return the facts of a sentence: its classes of words, what it names and claims, how it stands, and its page's."""
    return page.union(
        reading.classes(sentence), _named(reading, sentence), _stands(reading, sentence), _claimed(claims)
    )


def page_facts(reading: Reading, claims: Sequence[Claim], offer: Offer) -> frozenset[str]:
    """Return the facts of a page: what kind of page it is, and of how much praise, doubt and benefit it is full."""
    found = {f"page {kind}" for kind in offer.page}
    for word, classes in _COUNTED.items():
        many = different(reading, *classes)
        found |= {f"page {word} {least}" for least in _MANY if many >= least}
    gains = {c.sentence for c in claims if c.direction == "benefit" and c.role == "offered"}
    share = len(gains) / max(1, len(reading.sentences))
    return frozenset(found | {f"page claims {least}" for least in _SHARES if share >= least})


def by_sentence(claims: Iterable[Claim]) -> Mapping[Span, Sequence[Claim]]:
    """Return the claims of each sentence in which there are any."""
    found: dict[Span, list[Claim]] = defaultdict(list)
    for claim in claims:
        found[claim.sentence].append(claim)
    return found


def _named(reading: Reading, sentence: Sentence) -> Iterator[str]:
    for name in reading.names[sentence.position]:
        yield f"names {name.category}"
        if name.category == "treatment":
            accepted = reading.lexicon.names[name.id].established
            yield "names accepted care" if accepted else "names no accepted care"


def _stands(reading: Reading, sentence: Sentence) -> Iterator[str]:
    yield f"stands in {reading.document.blocks[sentence.block].kind}"
    yield from (f"has {least} words" for least in _LENGTHS if len(sentence.words) >= least)
    last = reading.document.text[sentence.start : sentence.end].rstrip()[-1:]
    if last in _MARKS:
        yield _MARKS[last]


def _claimed(claims: Sequence[Claim]) -> Iterator[str]:
    for claim in claims:
        yield from (f"claims {kind}" for kind in claim.kinds)
        yield from (f"is {claim.role}", f"is {claim.stance}", f"is {claim.strength}", f"tells {claim.direction}")
        yield f"tells {claim.direction} of {claim.role}"
