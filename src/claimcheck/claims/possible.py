"""Sentence -> whether one of its clauses may be a claim, told by its names, classes and figures, without grammar.

Every way to be a claim (kinds.py) asks for some of these. Half of the sentences of a page have none of it, and nobody
has to know their grammar. One that is let through is looked at as a whole: here is only told what is left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.claims.acting import STANDING_FOR, TOUCHED, title_words
from claimcheck.claims.deeds import OURS
from claimcheck.claims.figures import figures_in, is_time
from claimcheck.claims.harmless import DENYING
from claimcheck.claims.kinds import AVERTING, OBJECTS, RECOVERING
from claimcheck.claims.named_gains import LISTED_IN_A_LINE
from claimcheck.claims.names import GOOD_BELOW, MEANS, lent
from claimcheck.claims.role import SELVES
from claimcheck.claims.syntax import BULLETS
from claimcheck.claims.trade import is_of_trade

if TYPE_CHECKING:
    from collections.abc import Set

    from claimcheck.claims.reading import Reading, Sentence
    from claimcheck.model import Span

# Kinds of block that claim nothing of their own, and those that claim whatever they say.
NOT_READ = ("reference", "footnote")
_ALWAYS = ("testimonial", "call-to-act")
_LISTED = (*BULLETS, "answer")
# Classes that are enough by themselves.
_ENOUGH = frozenset(("no-difference", "safe", "absolute-safety", "study-noun", "evidence-noun"))
# What a figure claims something of.
_COUNTED = frozenset(("outcome", "career", "investment", "people", "condition"))
_MEANS = frozenset(MEANS)
# What there may be more or less of.
_BETTERED = ("outcome", "condition", "process")
# What a tokenizer parts from a pronoun, with an apostrophe or without: "they've", "thatll".
_PARTED = ("s", "d", "m", "ll", "ve", "re")


def may_claim(reading: Reading, sentence: Sentence, *, sells: bool = True) -> bool:
    """Return whether a clause of a sentence may be a claim; where not, none of its clauses has a kind.

    `sells` tells whether the page offers anything (offer.py), or that nobody knows yet.
    """
    return reading.once(("may claim", sentence.position, sells), lambda: _may_claim(reading, sentence, sells=sells))


def _may_claim(reading: Reading, sentence: Sentence, *, sells: bool) -> bool:
    block = reading.document.blocks[sentence.block].kind
    if block in NOT_READ:
        return False
    # What a page of work and money promises shows in its grammar.
    if block in _ALWAYS or is_of_trade(reading):
        return True
    classes = reading.classes(sentence).keys()
    categories = {name.category for name in reading.names[sentence.position]}
    return (
        not classes.isdisjoint(_ENOUGH)
        or _has_verb(classes, categories)
        or _has_gain(reading, sentence, classes, categories)
        or _has_pair(classes, categories)
        or _compares(classes, categories)
        or _is_listed(reading, sentence, categories)
        or (sells and block in BULLETS and reading.begins(sentence, *OBJECTS))
        or _acts(reading, sentence, classes, categories, sells=sells)
        or _counts(reading, sentence, classes, categories)
        or (sells and _does(reading, sentence, classes))
    )


def _has_verb(classes: Set[str], categories: Set[str]) -> bool:
    """Return whether a claim verb stands with something that makes a claim of it."""
    for name in OBJECTS.keys() & classes:
        if not categories.isdisjoint(OBJECTS[name]):
            return True
        if name in AVERTING and ("harm-noun" in classes or "harm-verb" in classes):
            return True
        if name in RECOVERING and "people" in categories:
            return True
    return False


def _has_gain(reading: Reading, sentence: Sentence, classes: Set[str], categories: Set[str]) -> bool:
    """Return whether something is named as a gain, as more of a good or as less of a harm."""
    if "benefit-noun" in classes and (categories or "show-verb" in classes or figures_in(reading, sentence)):
        return True
    names = reading.names[sentence.position]
    if "more-or-less" in classes and not categories.isdisjoint(_BETTERED):
        starts = [name.start for name in names if name.category in _BETTERED]
        if any(_is_near(reading, span, start) for span in reading.spans(sentence, "more-or-less") for start in starts):
            return True
    risks = {name.start for name in names if name.category == "risk"}
    return "less" in classes and any(span.end + 1 in risks for span in reading.spans(sentence, "less"))


def _is_near(reading: Reading, span: Span, start: int) -> bool:
    """Return whether a word of more or less begins a name, or stands at most one word before it."""
    if start < span.end:
        return start == span.start
    return len(reading.document.text[span.end : start].split()) <= 1


def _has_pair(classes: Set[str], categories: Set[str]) -> bool:
    """Return whether safety, approval or frequency is told: a word of it and what it is told of."""
    if "risk" in categories and ("free-of" in classes or "negator" in classes):
        return True
    if not classes.isdisjoint(("harmful-word", "touch-verb")) and not classes.isdisjoint(DENYING):
        return True
    if "authority" in categories and "approve" in classes:
        return True
    return "how-often" in classes and ("people" in categories or "condition" in categories)


def _compares(classes: Set[str], categories: Set[str]) -> bool:
    """Return whether a comparison is one of treatments, of how well they work or of what a study found.

    Of one beside another claim the other words tell.
    """
    if "compared" not in classes:
        return False
    found = "study-noun" in classes and "more-or-less" in classes
    return found or "effective" in classes or not categories.isdisjoint(_MEANS)


def _is_listed(reading: Reading, sentence: Sentence, categories: Set[str]) -> bool:
    """Return whether a complaint or a good may be listed under words that make a gain of it."""
    block = reading.document.blocks[sentence.block]
    if block.above is None or categories.isdisjoint(TOUCHED):
        return False
    if block.kind not in _LISTED:
        complaints = {name.start for name in reading.names[sentence.position] if name.category == "condition"}
        if len(complaints) < LISTED_IN_A_LINE:
            return False
    return not lent(reading, block.above).nearest.isdisjoint(("gain-lead", GOOD_BELOW))


def _acts(reading: Reading, sentence: Sentence, classes: Set[str], categories: Set[str], *, sells: bool) -> bool:
    """Return whether something that may be offered is named beside what it may act on, whatever the verb."""
    if categories.isdisjoint(TOUCHED):
        return False
    if not categories.isdisjoint(_MEANS):
        return True
    words = reading.vocabulary(sentence)
    # Where nothing is sold, only what the page does itself is offered, or what it names.
    if not sells and not any(_begins_with(word, SELVES) for word in words):
        return False
    if "generic-treatment" in classes or reading.document.blocks[sentence.block].kind in _LISTED:
        return True
    return any(_begins_with(word, STANDING_FOR) for word in words) or not words.isdisjoint(title_words(reading))


def _does(reading: Reading, sentence: Sentence, classes: Set[str]) -> bool:
    """Return whether a thing that is sold may be said to do something."""
    return "ware" in classes or not reading.vocabulary(sentence).isdisjoint(OURS)


def _begins_with(word: str, pronouns: tuple[str, ...]) -> bool:
    """Return whether a word is one of some pronouns, or begins with one that the parser parts."""
    if word in pronouns:
        return True
    before, mark, _ = word.partition("'")
    if mark:
        return before in pronouns
    return any(word.endswith(end) and word[: -len(end)] in pronouns for end in _PARTED)


def _counts(reading: Reading, sentence: Sentence, classes: Set[str], categories: Set[str]) -> bool:
    """Return whether a figure tells of people, goods or shares, or how a treatment was given."""
    figures = figures_in(reading, sentence)
    if figures and "give-verb" in classes and not categories.isdisjoint(_MEANS):
        return True
    counted = [figure for figure in figures if not is_time(figure)]
    if not counted:
        return False
    shares = any(figure.unit in ("percent", "points", "times") or figure.n for figure in counted)
    return shares or not categories.isdisjoint(_COUNTED)
