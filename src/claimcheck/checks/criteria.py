"""Statement + a trial's criteria -> Verdict: whom it says may take part, against the lines that let in or keep out."""

from __future__ import annotations

from math import ceil, floor, isclose, isfinite, log
from typing import TYPE_CHECKING, NamedTuple

from claimcheck.checks.difference import DAYS
from claimcheck.checks.ranges import Range, ranges_in
from claimcheck.checks.told import Told, told, trials_named
from claimcheck.checks.verdict import SILENT, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimcheck.checks.groups import Lists
    from claimcheck.lexicon import Lexicon
    from claimcheck.words import Word

# From this share of its words on, weighed by how few lines have them, a condition is what a line speaks of.
_SPOKEN_OF = 0.4
# A denial so many words before another word is of that word; a line begins with so many; two ends are the same.
_DENIED, _NEAR, _SAME_END = 2, 3, 0.01
# Ends in two units of time are the same within this share: 12 weeks, 3 months.
_SAME_TIME = 0.1
_STEPS = frozenset({"alike-performance"})
_CAN = ("can", "may", "will", "are", "do")
_TURNS = ("but", "however", "whereas", "while", "although", ";")
# What a denial goes on over.
_GOES_ON = ("or", "with")
_JOINS = ("and", "or", "with")


class Line(NamedTuple):
    """One criterion: its words and ranges, and whether it keeps out, allows, or makes exceptions of whom it names."""

    words: Told
    named: frozenset[str]
    ranges: tuple[Range, ...]
    keeps_out: bool
    allows: bool
    exempts: bool


class Said(NamedTuple):
    """Whom a part of a statement speaks of: `stance` is in, out, must, free (what nobody needs) or "" for none."""

    stance: str
    conditions: tuple[Told, ...]


def held_against_criteria(statement: str, lists: Lists, lexicon: Lexicon) -> Verdict:
    """Return whether the criteria of a trial speak against whom a statement says may take part.

    Silent on `all` is what lets some in and keeps others out, or speaks of nobody: what no line names may be true.
    """
    known = [[_line(text, text in trial.kept_out, lexicon) for text in trial.lines] for trial in lists.trials]
    whole = told(statement, lexicon)
    meant, last = trials_named(whole, lists.names) or lists.all, Said("", ())
    clauses, stances = list(_clauses(whole)), set[str]()
    for n, clause in enumerate(clauses):
        meant = trials_named(clause, lists.names) or (meant if n else lists.all)
        last = _said(clause, last)
        stances.add(last.stance)
        against = next(filter(None, (_against(last, known[i]) for i in sorted(meant))), "")
        if against:
            return Verdict("contradicted", against)
    return SILENT if len(stances) == 1 and stances != {""} else Verdict("silent", "all")


def _line(text: str, listed_out: bool, lexicon: Lexicon) -> Line:
    words = told(text, lexicon)
    # "No prior uricase" among those let in keeps out; so does "must not have had it".
    denies = min(_lacking(words), default=_NEAR + 1) <= _NEAR
    allows, exempts = words.has("criterion-open") and not denies, words.has("exception-word")
    ranges = tuple(r for r in ranges_in(words.words, lexicon) if not r.bare) or (
        _limits(words) if not listed_out else ()
    )
    return Line(words, _named(words), ranges, listed_out != denies, allows, exempts)


def _lacking(words: Told) -> list[int]:
    """Return where something is told to be lacking; "cannot swallow" is a thing that somebody has."""
    unable = {i for first, end in words.spans("criterion-cannot") for i in range(first, end)}
    return [i for i in words.at("criterion-lacking") if i not in unable]


def _limits(line: Told) -> tuple[Range, ...]:
    """Return the range that a lone number gives of what has to be so much at least, or at most."""
    bare = ranges_in(line.words, line.lexicon)
    if len(bare) != 1:
        return ()
    if line.has("criterion-floor"):
        return (bare[0]._replace(high=float("inf"), bare=False),)
    return (bare[0]._replace(low=float("-inf"), bare=False),) if line.has("criterion-ceiling") else ()


def _named(words: Told) -> frozenset[str]:
    """Return what words name: stems, and one name for what has several ("LVEF" and "ejection fraction")."""
    held = words.lexicon.class_runs(words.words)
    alike = {name: spans for name, spans in held.items() if name.startswith("alike-")}
    inside = {i for spans in alike.values() for first, behind in spans for i in range(first, behind)}
    rest = Told(tuple(word for i, word in enumerate(words.words) if i not in inside), words.lexicon)
    return rest.content() | alike.keys()


def _clauses(whole: Told) -> Iterator[Told]:
    start = 0
    for i, word in enumerate(whole.words):
        if i > start and (word.lower in _TURNS or ";" in word.gap):
            yield whole.cut(start, i)
            start = i
    yield whole.cut(start, len(whole.words))


def _said(clause: Told, last: Said) -> Said:
    stance, rest = _stance(clause, last.stance)
    conditions = tuple(one for one in _conditions(rest) if _named(one))
    return Said(stance or last.stance, conditions or last.conditions)


def _stance(clause: Told, before: str) -> tuple[str, Told]:
    """Return whether a clause lets in, keeps out or asks, and its other words; "not so in the other" turns what was."""
    let, must = clause.spans("let-in"), clause.spans("criterion-must")
    # "Who cannot swallow" is whom it speaks of, "cannot take part" what it says of them.
    whom = {i for i, end in clause.spans("criterion-cannot") if not any(end <= j <= end + _NEAR for j, _ in let)}
    out = [span for span in clause.spans("kept-out") if span[0] not in whom]
    words = out or must or let
    denied = [i for i in clause.at("tally-deny") if not any(first <= i < end for first, end in out)]
    denials = [i for i in denied if words and 0 < words[0][0] - i <= _DENIED]
    behind = [i for i in denied if must and not out and i == must[0][1]]
    told_by = {i for first, end in (*out, *must, *let) for i in range(first, end)} | {*denials, *behind}
    rest = Told(tuple(word for i, word in enumerate(clause.words) if i not in told_by), clause.lexicon)
    if out:
        return ("in" if denials else "out"), rest
    if must:
        return ("free" if denials else "out" if behind else "must"), rest
    if let:
        return ("out" if denials else "in"), rest
    # "… but those who smoke can."
    turns = denied or (before == "out" and clause.words and clause.words[-1].lower in _CAN)
    return ({"in": "out", "out": "in"}.get(before, "") if turns else ""), rest


def _conditions(clause: Told) -> Iterator[Told]:
    """Yield the conditions of a clause; "no A or B" denies each, and "no A with B" what it is told with."""
    denial: tuple[Word, ...] = ()
    for piece, joined in _pieces(clause):
        lacking = [piece.words[i] for i in _lacking(piece)]
        goes_on = bool(denial) and joined in _GOES_ON and not lacking
        yield Told((*denial, *piece.words), piece.lexicon) if goes_on else piece
        denial = tuple(lacking[:1]) if lacking else denial if goes_on else ()


def _pieces(clause: Told) -> Iterator[tuple[Told, str]]:
    """Yield the pieces of a clause, each with what joins it to the one before."""
    start, words, joined = 0, clause.words, ""
    for i, word in enumerate(words):
        joins = word.lower in _JOINS or "," in word.gap
        if i > start and joins and not _joins_numbers(words, i):
            yield clause.cut(start, i), joined
            start, joined = i, word.lower if word.lower in _JOINS else ","
    yield clause.cut(start, len(words)), joined


def _joins_numbers(words: Sequence[Word], i: int) -> bool:
    """Return whether a word joins two numbers to a range ("0, 1 or 2"), or is the second of them."""
    digits = [w.text[0].isdigit() for w in words[max(i - 1, 0) : i + 2]]
    return len(digits) > 1 and digits[0] and (digits[-1] if words[i].lower in _JOINS else digits[1])


def _against(said: Said, lines: Sequence[Line]) -> str:
    found = [_condition_against(one, said.stance, lines) for one in said.conditions] if said.stance else []
    # One condition that keeps out is enough to be kept out, and may be the one that no line is found for.
    if said.stance == "out" and not all(found):
        return ""
    return next(filter(None, found), "")


def _condition_against(condition: Told, stance: str, lines: Sequence[Line]) -> str | None:
    """Return by what the lines speak against a condition, "" where they agree, None where they say nothing of it."""
    ranges = ranges_in(condition.words, condition.lexicon)
    line = _best(condition, lines, ranges)
    if line is None or line.exempts:
        return None
    if ranges:
        return _range_against(
            ranges[0], stance, line, steps=bool(_STEPS & condition.lexicon.class_runs(condition.words).keys())
        )
    if line.ranges:
        return None
    if line.allows:
        return "criterion allows" if stance in ("out", "must") else ""
    keeps_out = line.keeps_out != bool(_lacking(condition))
    agrees = {"in": not keeps_out, "out": keeps_out, "must": not keeps_out, "free": keeps_out}
    return "" if agrees[stance] else f"criterion {stance}"


def _range_against(said: Range, stance: str, line: Line, *, steps: bool) -> str | None:
    """Return how a range stands against a line's; `steps`: on a scale of whole numbers, where under 2 is up to 1."""
    known = [
        _scaled(own, said.unit) for own in line.ranges if own.unit == said.unit or {own.unit, said.unit} <= DAYS.keys()
    ]
    if not known or stance == "free":
        return None
    own, said = (_in_steps(one) if steps else one for one in (known[0], said))
    if stance == "must":
        # A bare number is no limit; of "18 to 75" somebody may tell one end.
        near = _SAME_END if own.unit == said.unit and line.ranges[0].unit == said.unit else _SAME_TIME
        lows = [(said.low, own.low)] if said.low > 0 else []
        ends = [pair for pair in (*lows, (said.high, own.high)) if isfinite(pair[0])]
        same = all(isclose(end, other, rel_tol=near) for end, other in ends)
        return None if said.bare else "" if same else "range must"
    inside, apart = own.low <= max(said.low, 0) and said.high <= own.high, said.high < own.low or own.high < said.low
    inside = inside or (own.low <= said.low and said.high <= own.high)
    if line.keeps_out:
        inside, apart = apart, inside
    if stance == "in":
        return "" if inside else "range in"
    return "range out" if inside else ""


def _scaled(own: Range, unit: str) -> Range:
    """Return a range of time in another unit."""
    scale = DAYS[own.unit] / DAYS[unit] if own.unit != unit else 1.0
    return own._replace(low=own.low * scale, high=own.high * scale, unit=unit)


def _in_steps(one: Range) -> Range:
    low = float(ceil(one.low)) if isfinite(one.low) else one.low
    return one._replace(low=low, high=float(floor(one.high)) if isfinite(one.high) else one.high)


def _best(condition: Told, lines: Sequence[Line], ranges: Sequence[Range]) -> Line | None:
    """Return the line that has the most of a condition's words; of a number, one that gives a range."""
    named = _named(condition)
    weights = {one: log(1 + len(lines) / (1 + sum(one in line.named for line in lines))) for one in named}
    scored = [
        (sum(weights[one] for one in named & line.named) / sum(weights.values()), bool(ranges) == bool(line.ranges), -i)
        for i, line in enumerate(lines)
    ]
    fitting = [(fits, score, i) for score, fits, i in scored if score >= _SPOKEN_OF]
    return lines[-max(fitting)[2]] if fitting else None
