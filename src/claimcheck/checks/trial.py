"""Statement + trials' lists -> Verdict: part by part, by what is counted and by what is listed at all.

The lists of a registration are complete: what a statement says of a trial and no line of it names is not so, and what
it denies is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from claimcheck.checks import regimen
from claimcheck.checks.bounds import bounds_in
from claimcheck.checks.criteria import held_against_criteria
from claimcheck.checks.groups import Lists
from claimcheck.checks.rows import topic_of
from claimcheck.checks.tally import tally
from claimcheck.checks.told import Told, stem, told, trials_named
from claimcheck.checks.verdict import SILENT, Verdict
from claimcheck.words import words_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimcheck.checks.trial_lists import Trial
    from claimcheck.lexicon import Lexicon
    from claimcheck.words import Word

# Where no line has this share of a part's words, the list does not name it.
_LISTED = 0.25
_GIVEN = ("treatment", "medicine")
# So many words that no line has tell of something that is not listed; one may be another word for it.
_FEWEST_UNLISTED = 2
_TURNS = "but|whereas|while|although|however"
_AGAINST = f"{_TURNS}|unlike|compared (?:to|with)|than"
_PARTS = re.compile(
    rf",?\s*\b(?:{_TURNS})\b\s*|;\s*|,\s+and\s+(?=(?:the|in|no|none|only|there|cohort|\d)\b)|\s+and\s+(?=none\b)",
    re.IGNORECASE,
)
_FINER = re.compile(rf"\b(?:{_AGAINST}|and)\b|[,;]", re.IGNORECASE)
_PAIRED = re.compile(rf"\b(?:{_AGAINST})\b|[,;]", re.IGNORECASE)
# A part has so many words at least; one of so few may go on with a denial before it.
_FEWEST_WORDS, _FEW = 3, 6
# Behind a comma, the trial that the next words tell of is named by the first so many.
_OPENING = 4


def held_against_trials(statement: str, trials: Sequence[Trial], names: Sequence[str], lexicon: Lexicon) -> Verdict:
    """Return what one section of one trial, or of several, says of a statement that calls the trials by `names`."""
    lists = Lists(tuple(trials), tuple(names))
    looks = {"events": _by_count, "results": _by_result, "criteria": _by_criteria}
    return looks.get(lists.trials[0].kind, _by_lines)(statement, lists, lexicon)


def _by_count(statement: str, lists: Lists, lexicon: Lexicon) -> Verdict:
    found = _tallied(statement, lists, lexicon)
    if found == SILENT and not _named_are_listed(statement, lists, lexicon, ("condition",)):
        return Verdict("contradicted", "event listed")
    return _unlisted(statement, lists, lexicon) if found == SILENT and len(lists.trials) > 1 else found


def _by_result(statement: str, lists: Lists, lexicon: Lexicon) -> Verdict:
    found = _tallied(statement, lists, lexicon)
    if found.part:
        return found  # What was measured, and who did better, needs no word of the lists.
    listed = _by_lines(statement, lists, lexicon)
    return listed if listed.says == "contradicted" else found


def _by_criteria(statement: str, lists: Lists, lexicon: Lexicon) -> Verdict:
    found = held_against_criteria(statement, lists, lexicon)
    if found.says == "contradicted":
        return found
    return SILENT if found.part else _unlisted(statement, lists, lexicon)


def _by_lines(statement: str, lists: Lists, lexicon: Lexicon) -> Verdict:
    kind = lists.trials[0].kind
    if len(lists.trials) > 1 and kind != "criteria" and _fits_other(statement, lists, lexicon):
        return Verdict("contradicted", "trial")
    if kind == "interventions":
        if not _numbers_listed(statement, lists, lexicon):
            return Verdict("contradicted", "figure")
        if not _named_are_listed(statement, lists, lexicon, _GIVEN):
            return Verdict("contradicted", "treatment")
        if other := _given_otherwise(statement, lists, lexicon):
            return Verdict("contradicted", other)
    return _unlisted(statement, lists, lexicon)


def _tallied(statement: str, lists: Lists, lexicon: Lexicon) -> Verdict:
    """Return what counting says of each part of a statement; one part that is not so decides."""
    whole, before, found = told(statement, lexicon), frozenset[int](), SILENT
    for part in _by_trial(statement, lists, lexicon):
        meant = trials_named(part, lists.names) or before or trials_named(whole, lists.names) or lists.all
        before = meant
        topic = part if part.content() or not whole.content() else whole
        if (
            topic is part
            and lists.trials[0].kind == "events"
            and all(topic_of(part, lists.trials[i]).how == "unknown" for i in meant)
        ):
            topic = whole
        verdict = tally(part, topic, lists, meant)
        if verdict.says == "contradicted":
            return verdict
        found = verdict if found == SILENT else found
    return found


def _by_trial(statement: str, lists: Lists, lexicon: Lexicon) -> Iterator[Told]:
    """Yield the parts of a statement, one for each of several trials that it tells of one after the other."""
    for part in _split(statement, _PARTS, lexicon):
        words, start = part.words, 0
        for i, word in enumerate(words):
            rest = part.cut(i, min(i + _OPENING, len(words)))
            begins = "," in word.gap and i - start >= _FEWEST_WORDS and len(words) - i >= _FEWEST_WORDS
            if len(lists.trials) > 1 and begins and trials_named(rest, lists.names):
                yield part.cut(start, i)
                start = i
        yield part.cut(start, len(words))


def _split(statement: str, at: re.Pattern[str], lexicon: Lexicon) -> list[Told]:
    found = [told(part, lexicon) for part in at.split(statement)]
    return [part for part in found if len(part.words) >= _FEWEST_WORDS] or [told(statement, lexicon)]


class _Piece(NamedTuple):
    """A small part of a statement, the trials that it speaks of, and whether it says what is not so."""

    part: Told
    trials: frozenset[int]
    denied: bool


def _with_trials(statement: str, lists: Lists, lexicon: Lexicon) -> Iterator[_Piece]:
    """Yield the small parts of a statement."""
    before, denied = frozenset[int](), False
    # "Both the one and the other" is one part.
    paired = told(statement, lexicon).has("tally-both")
    for part in _split(statement, _PAIRED if paired else _FINER, lexicon):
        named = trials_named(part, lists.names) if len(lists.names) > 1 else frozenset[int]()
        # "It does not use A, B or C": what goes on with a few words is denied too.
        denied = _denies(part) or (denied and not named and len(part.words) <= _FEW)
        before = named or before or lists.all
        yield _Piece(part, before, denied)


def _denies(part: Told) -> bool:
    return part.has("tally-none", "tally-deny", "kept-out")


def _unlisted(statement: str, lists: Lists, lexicon: Lexicon) -> Verdict:
    """Return whether parts that are asserted of a trial are named by no line of its lists.

    A single word may be another word for what a line says.
    """
    known = [[_vocabulary([line]) for line in trial.lines] for trial in lists.trials]
    missing: dict[int, set[str]] = {i: set() for i in lists.all}
    for part, trials, denied in _with_trials(statement, lists, lexicon):
        said = part.content()
        if said and not denied:
            for i in trials:
                if max((len(said & line) / len(said) for line in known[i]), default=0) < _LISTED:
                    missing[i] |= said
    return Verdict("contradicted", "listed") if any(len(m) >= _FEWEST_UNLISTED for m in missing.values()) else SILENT


def _given_otherwise(statement: str, lists: Lists, lexicon: Lexicon) -> str:
    """Return what of how something is given a trial tells otherwise than a statement, "" where it does not."""
    return next(
        (
            other
            for part, trials, denied in _with_trials(statement, lists, lexicon)
            if not denied
            for i in sorted(trials)
            if (other := regimen.against(part, lists.trials[i]))
        ),
        "",
    )


def _named_are_listed(statement: str, lists: Lists, lexicon: Lexicon, categories: Sequence[str]) -> bool:
    """Return whether all that a trial is said to give or to have seen, by names of the lexicon, is in its lists."""
    known = [_names(words_in(" \n".join(trial.lines)), lexicon, categories) for trial in lists.trials]
    # Lists without any such name may call a kind of treatment otherwise, a medicine has its name.
    return all(
        any(lexicon.agree(said, one) for one in known[i]) or not (known[i] or lexicon.category(said) == "medicine")
        for part, trials, denied in _with_trials(statement, lists, lexicon)
        if not denied
        for said in _names(part.words, lexicon, categories)
        for i in trials
    )


def _names(words: tuple[Word, ...], lexicon: Lexicon, categories: Sequence[str]) -> frozenset[str]:
    return frozenset(name.id for name in lexicon.names_in(words) if name.category in categories)


def _vocabulary(lines: Sequence[str]) -> frozenset[str]:
    return frozenset(stem(word.lower) for line in lines for word in words_in(line))


def _fits_other(statement: str, lists: Lists, lexicon: Lexicon) -> bool:
    """Return whether what is said of each trial fits the lists of the others better."""
    known = [_vocabulary(trial.lines) for trial in lists.trials]
    if told(statement, lexicon).has("tally-both"):
        return False
    score = 0
    for part in _split(statement, _FINER, lexicon):
        meant = trials_named(part, lists.names)
        if len(meant) == 1:
            [own] = meant
            said, sign = part.content(), -1 if _denies(part) else 1
            others = max(len(said & stems) for i, stems in enumerate(known) if i != own)
            score += sign * (len(said & known[own]) - others)
    return score < 0


def _numbers_listed(statement: str, lists: Lists, lexicon: Lexicon) -> bool:
    """Return whether every number of a statement stands in the lists of a trial that it may be told of."""
    listed = [_numbers(trial, lexicon) for trial in lists.trials]
    return all(
        any(bound.value in listed[i] for i in trials)
        for part, trials, _ in _with_trials(statement, lists, lexicon)
        for bound in bounds_in(part.words, lexicon, doses=True)
    )


def _numbers(trial: Trial, lexicon: Lexicon) -> set[float]:
    lines = words_in(" ".join(trial.lines))
    plain = (word.text.replace(",", "") for word in lines)
    doses = {bound.value for bound in bounds_in(lines, lexicon, doses=True)}
    return doses | {float(text) for text in plain if text.replace(".", "", 1).isdigit()}
