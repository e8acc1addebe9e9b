"""Part of a statement + lists of trials -> Verdict: what it counts, compares or ranks, counted out on the lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.checks.bounds import Bound, bounds_in
from claimcheck.checks.contrast import compared
from claimcheck.checks.groups import Lists, rows_of
from claimcheck.checks.kinds import of_kinds
from claimcheck.checks.measured import of_results
from claimcheck.checks.read_off import NEXT, kinds_of, read_off
from claimcheck.checks.rows import Topic, topic_of
from claimcheck.checks.told import Told, arms_named, arms_numbered, stem, told
from claimcheck.checks.verdict import SILENT, Verdict, first_verdict, verdict_on
from claimcheck.words import words_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimcheck.checks.trial_lists import Row, Trial
    from claimcheck.lexicon import Lexicon

_HALF, _WHOLE = 50.0, 100.0
_SIDES = ("<", "<=", ">", ">=")


def tally(part: Told, topic: Told, lists: Lists, meant: frozenset[int]) -> Verdict:
    """Return what the lists of the trials that are meant say of a part; `topic` are the words that say of what."""
    if len(meant) == 1 and any(_lacks_arm(part, lists.trials[i]) for i in meant):
        return verdict_on(part.has("tally-none", "tally-deny"), "arm")
    looks = (of_kinds, of_results, compared)
    found = first_verdict(looks, part, topic, lists, meant)
    if found is not None:
        return found
    hows = {i: topic_of(topic, lists.trials[i]).how for i in meant if lists.trials[i].kind == "events"}
    denied = part.has("tally-none", "tally-deny")
    if part.has("tally-both") and not denied and "name" in hows.values() and {"unknown", "absent"} & set(hows.values()):
        return Verdict("contradicted", "listed")
    if len(meant) > 1 and part.has("tally-together") and bounds_in(part.words, part.lexicon):
        return _counted(part, topic, _merged([lists.trials[i] for i in sorted(meant)]))
    if "name" in hows.values() and not part.has("tally-both"):
        # What one of the trials lists and the other does not is told of the first.
        meant = frozenset(i for i in meant if hows[i] != "absent")
    verdicts = [_counted(part, topic, lists.trials[i]) for i in sorted(meant) if lists.trials[i].arms]
    against = [verdict for verdict in verdicts if verdict.says == "contradicted"]
    return next(iter([*against, *(v for v in verdicts if v.says == "supported"), SILENT]))


def _over_arms(held: Sequence[Sequence[Row]]) -> list[list[Row]]:
    """Return the rows of several arms as those of one, with what each counts together."""
    found: dict[str, Row] = {}
    for row in (row for rows in held for row in rows):
        one = found.get(row.label.lower())
        count, people = row.value + (one.value if one else 0), (row.n or 0) + ((one.n or 0) if one else 0)
        found[row.label.lower()] = row._replace(value=count, n=people, share=100 * count / people if people else None)
    return [list(found.values())]


def _merged(trials: Sequence[Trial]) -> Trial:
    """Return the lists of several trials as those of one, for what is counted over all of them."""
    return trials[0]._replace(arms=tuple(arm for trial in trials for arm in trial.arms))


def _lacks_arm(part: Told, trial: Trial) -> bool:
    """Return whether a part speaks of an arm by a number that is higher than the trial has arms."""
    return bool(trial.arms) and any(arm >= len(trial.arms) for arm in arms_numbered(part))


def _counted(part: Told, topic: Told, trial: Trial) -> Verdict:
    """Return whether the numbers that are given, or that something was there or not, can be read off one trial."""
    arms = arms_named(part, trial)
    held = rows_of(topic, trial, arms)
    found = topic_of(topic, trial) if trial.kind == "events" else Topic("name", frozenset())
    numbers = [bound for bound in bounds_in(part.words, part.lexicon) if not _is_setting(bound, trial, part.lexicon)]
    denied = part.has("tally-deny")
    if part.has("tally-half") and not any(b.unit == "percent" and b.sign in _SIDES for b in numbers):
        if part.has("cases-counted") and arms and len(arms) < len(trial.arms):
            return verdict_on((_share_of_cases(topic, trial, arms) > _HALF) != denied, "majority")
        shares = [sum(row.share or 0 for row in rows) for rows in held if rows]
        if found.how == "unknown" or not shares:
            return SILENT
        return verdict_on((max(shares) > _HALF) != denied, "majority")
    if part.has("tally-only") and arms and found.how in ("name", "kin") and len(arms) < len(trial.arms):
        others = rows_of(topic, trial, frozenset(range(len(trial.arms))) - arms)
        if any(row.value for rows in others for row in rows):
            return Verdict("contradicted", "only")
    if numbers:
        return _numbers_fit(numbers, part, topic, trial, found)
    if trial.kind == "results":
        return SILENT
    return _was_there(part, topic, held, found)


def _share_of_cases(topic: Told, trial: Trial, arms: frozenset[int]) -> float:
    """Return the share in percent that some arms have of all that had an event: "most cases were in cohort 1"."""
    counts = [sum(row.value for row in rows) for rows in rows_of(topic, trial)]
    return 100 * sum(counts[arm] for arm in arms) / (sum(counts) or 1)


def _is_setting(bound: Bound, trial: Trial, lexicon: Lexicon) -> bool:
    """Return whether a number only repeats how something was measured: a dose, a grade, a month of the follow-up."""
    if trial.kind != "results":
        return False
    told_of = " ".join([trial.title, *(f"{arm.title} {arm.about}" for arm in trial.arms)])
    labels = " ".join(row.label for arm in trial.arms for row in arm.rows)
    if bound.unit == "percent" or bound.sign in _SIDES:
        # "A decrease by at least 30 %" is what a response was defined as.
        return any(b[2:] == bound[2:] for b in bounds_in(words_in(f"{told_of} {labels}"), lexicon) if b.sign in _SIDES)
    return f"{bound.value:g}" in {word.strip("().,;:") for word in f"{told_of} {labels}".split()}


def _numbers_fit(numbers: Sequence[Bound], part: Told, topic: Told, trial: Trial, found: Topic) -> Verdict:
    """Return whether the numbers of a part can be read off one trial, each by the words beside it."""
    verdict = SILENT
    for i, bound in enumerate(numbers):
        start = numbers[i - 1].behind if i else 0
        segment = part.cut(start, numbers[i + 1].first if i + 1 < len(numbers) else len(part.words))
        own = segment if len(numbers) > 1 and segment.content() else topic
        meant = topic_of(own, trial) if trial.kind == "events" else found
        if meant.how == "unknown" and bound.value == 0:
            continue
        arms = arms_named(segment, trial) or arms_named(part, trial)
        if part.has("tally-kinds") and bound.unit != "percent":
            values = list(kinds_of(trial, arms, meant))
        else:
            held = rows_of(own, trial, arms)
            held = _over_arms(held) if part.has("tally-together") and trial.kind == "events" else held
            values = list(read_off(part, bound, held, summed=meant.how != "unknown"))
            sized = meant.how == "total" or part.has("size-verb") or _is_size(part, bound)
            values += _sizes(part, bound, held) if sized else []
        if not values:
            continue
        # "40 % did not respond" is told of a list of those who did.
        lacked = part.cut(bound.behind, len(part.words)).has("tally-none") and not _counts_lacking(trial, part.lexicon)
        turned = (lacked or part.has("tally-deny")) and trial.kind == "results" and bound.unit == "percent"
        denied = (part.has("tally-deny") and not turned) or (bound.sign in _SIDES and _denies_above(part, bound))
        values = [100 - value for value in values] if turned else values
        holds = map(bound.holds, values)
        # In each of the arms, or for the most that may be meant where a number is told not to be passed.
        none = bound.value == 0 and bound.sign == "=" and trial.kind == "events"
        most = bound.sign in ("<", "<=") or part.has("tally-each-arm")
        everywhere = most and bound.sign in _SIDES and trial.kind == "events" and not denied
        if (all(holds) if everywhere or none else any(holds)) == denied:
            return Verdict("contradicted", "figure")
        verdict = verdict if meant.how == "unknown" else Verdict("supported")
    return verdict


def _counts_lacking(trial: Trial, lexicon: Lexicon) -> bool:
    """Return whether a list of results counts those who had nothing: "patients without a relapse"."""
    return told(trial.named, lexicon).has("tally-none", "tally-deny", "criterion-lacking")


def _is_size(part: Told, bound: Bound) -> bool:
    """Return whether a number tells how many there were of whom something is told: "none of the 3"."""
    return bound.first > 0 and part.words[bound.first - 1].lower in ("the", "all")


def _sizes(part: Told, bound: Bound, held: Sequence[Sequence[Row]]) -> list[float]:
    """Return how many people were in each arm and in all, where people are counted."""
    counted = part.cut(bound.behind, bound.behind + NEXT).has("people-counted")
    if not counted or bound.unit == "percent" or bound.sign != "=":
        return []
    people = [max((row.n or 0 for row in arm), default=0) for arm in held]
    return [*people, sum(people)]


def _denies_above(part: Told, bound: Bound) -> bool:
    """Return whether nothing is told to be over or under a number: "no event was seen in more than 5 %"."""
    least = {i for i, _ in part.spans("bound-least", "bound-most")}
    return any(i not in least for i in part.cut(0, max(bound.first - 1, 0)).at("tally-none"))


def _was_there(part: Told, topic: Told, held: Sequence[Sequence[Row]], found: Topic) -> Verdict:
    """Return whether what is told to have been seen, or not to have been, was."""
    counts = [sum(row.value for row in rows) for rows in held]
    if part.has("tally-none", "tally-deny"):
        # Of a kind that something more is told of ("cardiac tamponade") the lists may hold others only.
        open_kind = found.how == "kin" and (topic.beside_kinds() or part.has("tally-several"))
        return Verdict("supported") if found.how == "unknown" or open_kind else verdict_on(sum(counts) == 0, "denial")
    if found.how == "unknown":
        return SILENT
    if part.has("tally-every"):
        return verdict_on(all(row.share == _WHOLE for rows in held for row in rows), "every")
    if part.has("tally-each-arm"):
        return verdict_on(all(count > part.has("tally-several") for count in counts), "each arm")
    if part.has("tally-several"):
        return verdict_on(sum(counts) > 1, "number")
    if found.how == "name" and stem("or") not in part.stems():
        seen = {row.label for rows in held for row in rows if row.value > 0}
        return verdict_on(found.labels <= seen, "event")
    return verdict_on(sum(counts) > 0, "event")
