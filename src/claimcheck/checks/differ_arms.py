"""Claim + record -> the two arms of the study: words that name them, and which the claim holds against which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.checks.difference import plain
from claimcheck.claims.change import changes_in
from claimcheck.claims.result import Arms, Called, called, mentions
from claimcheck.claims.syntax import COMPARATIVES
from claimcheck.forms import forms
from claimcheck.model import Span
from claimcheck.words import words_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claimcheck.claims.reading import Reading, Sentence
    from claimcheck.lexicon import Lexicon
    from claimcheck.model import Claim
    from claimcheck.records.record import Record


def compared(claim: Claim, record: Record, reading: Reading) -> tuple[str, bool | None]:
    """Return which way something went in one arm against the other, and whether that one is the control.

    "" where no way is told against another arm; None where it cannot be told which arm is meant.
    """
    sentence, text = reading.sentence_at(claim.sentence), reading.document.text
    against = reading.spans(sentence, "against")
    changes = changes_in(reading, sentence, _outcomes_in(sentence, record))
    changes = tuple(c for c in changes if claim.start <= c.cue.start and c.cue.end <= claim.end)
    told = [c for c in changes if c.way not in ("same", "differs")]
    if not against or not told:
        return "", None
    sign = min(against, key=lambda span: abs(span.start - told[0].cue.end))
    comma = text.find(", ", sign.end, sentence.end)
    held = Span(sign.start, comma if comma >= 0 else sentence.end)
    arms = arms_of(record, reading)
    named = arms.named(sentence)
    inside = {tried for span, tried in named if held.holds(*span)}
    outside = {tried for span, tried in named if not held.holds(*span)}
    # "Fentanyl" against "fentanyl with ketamine": one arm has no word that the other has not, on either side.
    inside = inside or _wordless(arms, outside)
    outside = outside or _wordless(arms, inside)
    if (inside == {True} and True not in outside) or (not inside and outside == {False}):
        return told[0].way, True
    return told[0].way, False if inside == {False} and False not in outside else None


def _wordless(arms: Arms, named: set[bool]) -> set[bool]:
    """Return the other arm than the one that is named, where no word of its own could name it."""
    if len(named) != 1:
        return set()
    [one] = named
    other = arms.base if one else arms.tried
    return set() if other.stems else {not one}


def made_by_tried(claim: Claim, record: Record, reading: Reading) -> bool:
    """Return whether what was tried is said to have made an outcome more or less, or it to be "higher" with it.

    "It raised zinc" and "zinc was higher with it" tell of a difference; "zinc rose with it" may be a change in one arm.
    """
    sentence = reading.sentence_at(claim.sentence)
    measured = sorted(_outcomes_in(sentence, record))
    named = arms_of(record, reading).named(sentence)
    if not measured or not named or not all(tried for _, tried in named):
        return False
    tags = {token.start: token.tag for token in reading.tokens[sentence.position]}
    for change in changes_in(reading, sentence, measured):
        if change.way in ("same", "differs") or not claim.start <= change.cue.start < claim.end:
            continue
        if any(change.cue.start <= start < change.cue.end and tag in COMPARATIVES for start, tag in tags.items()):
            return True
        tried = any(span.end <= change.cue.start for span, _ in named)
        if tried and measured[0].start >= change.cue.end:
            return True
    return False


def _outcomes_in(sentence: Sentence, record: Record) -> Iterator[Span]:
    """Yield the words of a sentence that name in full what a study measured: they tell of no change themselves."""
    for outcome in record.data.get("outcomes") or ():
        name = called(str(outcome["name"]))
        words = mentions(sentence, name)
        told = {word.lower for word in sentence.words if Span(word.start, word.end) in words}
        if name.stems and len(told) >= len(name.stems):
            yield from words


def arms_of(record: Record, reading: Reading) -> Arms:
    """Return the two arms of a study, by the words that name them."""
    arms, against = _arms_in(record), control_arms(record, reading.lexicon)
    tried = [*_tried(record, reading.lexicon), *(arm for arm in arms if arm not in against)]
    control = plain(str(record.at("design.control") or ""))
    base = [arm for arm in arms if arm in against]
    # "Active treatment" names no arm: both may be one.
    base += [control] if not base or is_control(control, reading.lexicon) else []
    one, other = _called(tried), _called(base)
    return Arms(reading, one.without(other), other.without(one))


def _tried(record: Record, lexicon: Lexicon) -> list[str]:
    """Return the names of what a study tried."""
    entry = lexicon.names.get(str(record.at("intervention.treatment")))
    return [str(record.at("intervention.product") or ""), *(entry.words if entry else ())]


def _arms_in(record: Record) -> list[str]:
    """Return the arms that a record has figures of."""
    return [str(figure["arm"]) for figure in record.data.get("figures") or () if figure.get("arm")]


def control_arms(record: Record, lexicon: Lexicon) -> frozenset[str]:
    """Return the arms that a study compared with: controls, else those that do not name what was tried, if one does."""
    arms = _arms_in(record)
    base = frozenset(arm for arm in arms if is_control(arm, lexicon))
    if base:
        return base
    product, *others = _tried(record, lexicon)
    for names in ([product], others):
        shares = {arm: max((_share(arm, name) for name in names), default=0.0) for arm in arms}
        most = max(shares.values(), default=0.0)
        tried = frozenset(arm for arm in arms if most and shares[arm] == most)
        if tried and not tried.issuperset(arms):
            return frozenset(arms) - tried
    return frozenset()


def _share(arm: str, name: str) -> float:
    """Return the share of the words of an arm and of what was tried that both have."""
    one, other = called(arm).stems, called(name).stems
    return len(one & other) / len(one | other) if one | other else 0.0


def _called(names: Iterable[str]) -> Called:
    """Return what tells some names, in all forms of their words: "stem cell" as well names the cells."""
    names = tuple(names)
    told = called(" ".join(names))
    telling = (word.lower for name in names for word in words_in(name) if called(word.lower).stems)
    words = (form for word in telling for form in forms(word))
    stems = (called(word).stems for word in words)
    return told._replace(stems=told.stems.union(*stems))


def is_control(arm: str, lexicon: Lexicon) -> bool:
    """Return whether words name a control group."""
    return bool(lexicon.class_spans(words_in(arm), "base-arm"))
