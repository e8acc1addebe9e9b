"""Claim + record -> whether the claim tells a result of something that the study did not measure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.checks.differ_arms import arms_of
from claimcheck.checks.differ_result import told_outcomes
from claimcheck.checks.difference import AGREE, OPEN, Difference, plain
from claimcheck.claims.change import changes_in
from claimcheck.claims.outcome import same_outcome
from claimcheck.claims.stems import GRAMMAR
from claimcheck.claims.syntax import BE
from claimcheck.model import Span
from claimcheck.words import words_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimcheck.claims.reading import Reading, Sentence
    from claimcheck.lexicon import Lexicon
    from claimcheck.model import Claim
    from claimcheck.records.record import Record
    from claimcheck.words import Word

# Between these and a word of change stands nothing but how much or how surely.
_AUXILIARIES = (*BE, "remained", "did", "do", "does")
# Names of these categories in front of a verb are no outcome; nor is what a study is called.
_NO_OUTCOME = ("people", "design", "authority", "study", "route", "stage")
# Behind these begins what a study is said to have found.
_REPORTING = ("study-noun", "research-verb", "show-verb")
_BETWEEN, _NEAR = "between", 5
# So many of the record's outcomes are told.
_MOST = 3


def outcome(claim: Claim, record: Record, reading: Reading) -> Difference:
    """Return whether the claim names an outcome that the study did not measure."""
    listed = [o.get("measure") or o.get("name") for o in record.data.get("outcomes") or ()]
    known = [str(measure) for measure in listed if measure]
    said = [n.id for n in claim.names if n.category == "outcome" and n.via == "here"]
    if any(_measures(one, other, reading.lexicon) for one in said for other in known):
        return AGREE
    named = [measure for measure in known if measure in reading.lexicon.names]
    return Difference(plain(said[0]), ", ".join(map(plain, named[:_MOST])), ("outcomes",)) if said and named else OPEN


def _measures(said: str, known: str, lexicon: Lexicon) -> bool:
    """Return whether an outcome is what was measured; a measure without a name in the lexicon tells by its words."""
    return lexicon.agree(said, known) if known in lexicon.names else same_outcome(plain(said), known, lexicon)


def subject(claim: Claim, record: Record, reading: Reading) -> Difference:
    """Return whether what is said to be more, less or the same in one arm is nothing that the record names.

    What shares a word or a name of the lexicon with an outcome, a figure or a harm of the record is taken for it.
    """
    words = _subject_of(claim, record, reading)
    known = list(_known(record))
    if not words or not known:
        return OPEN
    if told_outcomes(claim, record, reading):
        return AGREE
    said = reading.document.text[words[0].start : words[-1].end]
    if any(_is_one(said, other, reading.lexicon) for other in known):
        return AGREE
    named = [str(outcome["name"]) for outcome in record.data["outcomes"]]
    return Difference(said, ", ".join(named[:_MOST]), ("outcomes",))


def _known(record: Record) -> Iterator[str]:
    """Yield all that a record names as measured."""
    for outcome in record.data.get("outcomes") or ():
        yield from (str(outcome[key]) for key in ("name", "measure") if outcome.get(key))
    yield from (str(figure["what"]) for figure in record.data.get("figures") or ())
    for told in (record.data.get("safety") or {}).values():
        yield from map(str, told if isinstance(told, list) else [told])


def _is_one(said: str, known: str, lexicon: Lexicon) -> bool:
    """Return whether words may name what a record names: by likeness, by a name of the lexicon, or by what is in it."""
    one, other = ({n.id for n in lexicon.names_in(words_in(plain(text)))} for text in (said, known))
    related = any(lexicon.agree(a, b) or lexicon.agree(b, a) for a in one for b in other)
    return related or same_outcome(said, plain(known), lexicon)


def _subject_of(claim: Claim, record: Record, reading: Reading) -> list[Word]:
    """Return the words before "was higher", "did not differ" and the like, without study, people and arms.

    None where they do not say what was measured ("results", "outcomes").
    """
    sentence = reading.sentence_at(claim.sentence)
    verb = _verb_of_change(claim, sentence, reading)
    if verb is None:
        return []
    words = [w for w in sentence.words if claim.start <= w.start and w.end <= verb and w.text[0].isalnum()]
    introducing = sorted(_introducing(claim, sentence, reading))
    left = [*_taken(sentence, record, reading), *introducing]
    at = 0
    for span in introducing:
        # What introduces stands at the head: "a drop-out from the study" names the study within what was measured.
        if not any(_is_free(w, left) for w in words[at:] if w.end <= span.start):
            at = max(at, sum(w.start < span.end for w in words))
    free = [word for word in words[at:] if _is_free(word, left)]
    return words[words.index(free[0]) :] if free else []


def _is_free(word: Word, taken: list[Span]) -> bool:
    return word.lower not in GRAMMAR and not any(span.holds(word.start, word.end) for span in taken)


def _verb_of_change(claim: Claim, sentence: Sentence, reading: Reading) -> int | None:
    """Return where the verb begins by which something is said to differ, or not, between arms."""
    if not reading.spans(sentence, "against") and not any(word.lower == _BETWEEN for word in sentence.words):
        return None
    for change in changes_in(reading, sentence):
        if claim.start <= change.cue.start and change.cue.end <= claim.end:
            before = [w for w in sentence.words if w.start < change.cue.end][-_NEAR:]
            verbs = [word.start for word in before if word.lower in _AUXILIARIES]
            if verbs:
                return verbs[0]
    return None


def _introducing(claim: Claim, sentence: Sentence, reading: Reading) -> Iterator[Span]:
    """Yield where a sentence says which study it is of, and that it found something."""
    for name in _REPORTING:
        yield from reading.spans(sentence, name)
    yield from (Span(name.start, name.end) for name in claim.names if name.id in claim.records)


def _taken(sentence: Sentence, record: Record, reading: Reading) -> list[Span]:
    """Return the words that name arms or people, or only say that something was measured."""
    arms = [span for span, _ in arms_of(record, reading).named(sentence)]
    treatment = str(record.at("intervention.treatment"))
    names = [
        Span(name.start, name.end)
        for name in reading.names[sentence.position]
        if name.category in _NO_OUTCOME or reading.lexicon.is_a(name.id, treatment)
    ]
    return [*arms, *names, *reading.spans(sentence, "outcome-form"), *reading.spans(sentence, "outcome-any")]
