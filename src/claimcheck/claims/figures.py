"""Words -> Figures: numbers with what they count; a bare year, a date, a phase or a product code is no figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.amounts import SIGNS
from claimcheck.model import Figure

if TYPE_CHECKING:
    from claimcheck.claims.reading import Reading, Sentence
    from claimcheck.words import Word

TIME_UNITS = ("second", "minute", "hour", "day", "week", "month", "year", "decade", "session")
_SCALES = {"k": 1e3, "thousand": 1e3, "lakh": 1e5, "lakhs": 1e5, "million": 1e6, "crore": 1e7, "billion": 1e9}
_NUMBERS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
).split()
_TENS = {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_SPELLED = {word: float(i) for i, word in enumerate(_NUMBERS) if i > 1} | {w: float(n) for w, n in _TENS.items()}
_MONTHS = frozenset("january february march april may june july august september october november december".split())
_NOT_BEFORE = frozenset("phase phases stage grade grades type figure table chapter step version".split())
# "95 % confidence interval": the level of an interval measures nothing.
_LEVELS = {"confidence", "interval", "ci", "credible"}
# "10 % off", "4.8 out of 5 stars": a price and a liking.
_PRICING = {"off", "discount", "cheaper", "vat", "tax", "apr", "cashback", "deposit"}
_RATINGS = {"rated", "rating", "star", "stars", "rate"}
# Units that may be written in one with their number: "20mg".
_GLUED_UNITS = frozenset("mg g kg ml mcg iu lb lbs x k h m b cm mm min hr hrs".split())
# What makes a number of times a rhythm, not a multiple.
_PER = ("a", "per", "each", "every", "daily", "weekly")
_BEFORE = SIGNS | frozenset("≥≤><±")
_BEST_CASE = (("up", "to"), ("as", "much", "as"), ("as", "many", "as"), ("as", "high", "as"))


def figures_in(reading: Reading, sentence: Sentence) -> tuple[Figure, ...]:
    """Return the figures of a sentence, each with its measure and time where the sentence names them."""

    def find() -> tuple[Figure, ...]:
        return reading.by_words(sentence, "figures", lambda: _figures(reading, sentence), _moved)

    return reading.once(("figures", sentence.position), find)


def _moved(figures: tuple[Figure, ...], by: int) -> tuple[Figure, ...]:
    return tuple([figure._replace(start=figure.start + by, end=figure.end + by) for figure in figures])


def _figures(reading: Reading, sentence: Sentence) -> tuple[Figure, ...]:
    numbers = [at for at, word in enumerate(sentence.words) if word.text[0].isdigit() or word.lower in _SPELLED]
    if not numbers:
        return ()
    people = {name.start for name in reading.names[sentence.position] if name.category == "people"}
    found: list[Figure] = []
    behind = 0
    for at in numbers:
        if at >= behind:
            figure, behind = _figure(sentence.words, at, people)
            if figure is not None:
                found.append(figure)
    matter = {span.start for span in reading.spans(sentence, "measured-matter")}
    found = [figure for figure in found if not _is_content(sentence.words, figure, matter)]
    return tuple(_bound(reading, sentence, found, figure) for figure in found)


def _is_content(words: tuple[Word, ...], figure: Figure, matter: set[int]) -> bool:
    """Return whether a figure tells what something consists of, or how often: "95 % alcohol", "3 times a week"."""
    after = next((word for word in words if word.start >= figure.end and word.text != "+"), None)
    if figure.unit == "times" and after is not None and after.lower in _PER:
        return True
    return figure.unit in ("percent", "times") and after is not None and after.start in matter


def is_time(figure: Figure) -> bool:
    """Return whether a figure only tells how long or when."""
    return figure.unit in TIME_UNITS


def number(word: Word) -> float | None:
    """Return the value of a word that is a number, in digits or spelled (two and up)."""
    if word.lower in _SPELLED:
        return _SPELLED[word.lower]
    if not word.text[0].isdigit():
        return None
    plain = word.text.replace(",", "") if _has_thousands(word.text) else word.text.replace(",", ".")
    try:
        return float(plain)
    except ValueError:
        return None


def _has_thousands(text: str) -> bool:
    head, *groups = text.split(".")[0].split(",")
    # Indian sums are grouped by twos before the last three: 1,50,000.
    return bool(groups) and len(head) <= 3 and len(groups[-1]) == 3 and all(len(group) in (2, 3) for group in groups)


def _figure(words: tuple[Word, ...], at: int, people: set[int]) -> tuple[Figure | None, int]:
    """Return the figure that begins at a word, and the position behind it."""
    first = number(words[at])
    if first is None or _is_label(words, at):
        return None, at + 1
    start = at - 1 if at and words[at - 1].lower in _BEFORE else at
    low, high, k, n, end = first, None, None, None, at + 1
    first, end = _scaled(words, first, end)
    kind, second, after = _second(words, end)
    if second is not None:
        second, after = _scaled(words, second, after)
        if kind == "of" and second >= first:
            k, n, end = int(first), int(second), after
        elif kind == "to" and second >= first:
            low, high, end = first, second, after
    unit, end = _unit(words, start, end, people)
    if _measures_nothing(words, start, end, unit, k):
        return None, end
    if not unit and k is None and _is_year(words, at, first):
        return None, end
    spelled = words[at].lower in _SPELLED
    if not unit and k is None and (spelled or not _counts(words, end)):
        return None, end
    figure = Figure(
        words[start].start,
        words[end - 1].end,
        value=first if k is None and high is None else None,
        low=low if high is not None else None,
        high=high,
        k=k,
        n=n,
        unit=unit,
        up_to=any(tuple(w.lower for w in words[max(0, start - len(b)) : start]) == b for b in _BEST_CASE),
    )
    return figure, end


def _measures_nothing(words: tuple[Word, ...], start: int, end: int, unit: str, k: int | None) -> bool:
    """Return whether a figure is a level, a discount, a rating in stars or a ratio of staff: nothing that was found."""
    after = words[end].lower if end < len(words) else ""
    before = words[start - 1].lower if start else ""
    if unit == "percent":
        return after in _LEVELS or after in _PRICING
    rated = before in _RATINGS or after in _RATINGS
    ranked = before == "top" and not unit  # "the top 10 holdings"
    apart = after in ("on", "to") and end + 1 < len(words) and number(words[end + 1]) is not None
    ratio = end < len(words) and words[end].gap.strip() == ":" and number(words[end]) is not None
    return ranked or (rated and (k is not None or not unit)) or (not unit and k is None and (apart or ratio))


def _is_label(words: tuple[Word, ...], at: int) -> bool:
    """Return whether a number is part of a name: SB623, Phase 2/3, COVID-19, March 4, 401(k)."""
    word = words[at]
    if at and word.text[0].isdigit():
        before = words[at - 1]
        glued = word.gap in ("", "-", "‑", "‐") and before.text[-1].isalpha()
        phase = word.gap == "/" and at > 1 and words[at - 2].lower in _NOT_BEFORE
        if glued or phase or before.lower in _NOT_BEFORE or before.lower in _MONTHS:
            return True
    after = words[at + 1] if at + 1 < len(words) else None
    if after is not None and after.gap == "(" and len(after.text) == 1 and after.text.isalpha():
        return True
    return after is not None and after.gap == "" and after.text[0].isalpha() and after.lower not in _GLUED_UNITS


def _is_year(words: tuple[Word, ...], at: int, value: float) -> bool:
    return len(words[at].text) == 4 and 1800 <= value < 2100


def _scaled(words: tuple[Word, ...], value: float, end: int) -> tuple[float, int]:
    if end < len(words) and words[end].lower in _SCALES and words[end].joined:
        return value * _SCALES[words[end].lower], end + 1
    return value, end


def _second(words: tuple[Word, ...], at: int) -> tuple[str, float | None, int]:
    """Return how a second number is tied to the first ("of" or "to"), its value and the position behind it."""
    if at >= len(words):
        return "", None, at
    if words[at].gap.strip() in ("-", "–", "—", "‑") and number(words[at]) is not None:
        return "to", number(words[at]), at + 1
    if words[at].lower == "%" and at + 1 < len(words) and words[at + 1].gap.strip() in ("-", "–"):
        return "to", number(words[at + 1]), at + 2
    for joint, kind in (
        (("out", "of"), "of"),
        (("of",), "of"),
        (("in",), "of"),
        (("to",), "to"),
        (("/",), "of"),
    ):
        after = at + len(joint)
        if tuple(w.lower for w in words[at:after]) == joint and after < len(words):
            if joint == ("of",) and words[after].lower in ("the", "all", "our") and after + 1 < len(words):
                after += 1
            value = number(words[after])
            if value is not None and not (joint == ("in",) and _is_year(words, after, value)):
                return kind, value, after + 1
    return "", None, at


def _unit(words: tuple[Word, ...], start: int, end: int, people: set[int]) -> tuple[str, int]:
    """Return what a number counts, "" for unknown, and the position behind it; `people` are where their names begin."""
    if words[start].lower in SIGNS:
        return "money", end
    for ahead in range(end, min(end + 4, len(words))):
        word = words[ahead]
        if ahead > end and not word.joined and word.lower != "%":
            break
        single = word.lower.removesuffix("s")
        if word.lower in ("%", "percent") or (
            word.lower == "per" and words[ahead + 1 : ahead + 2] and words[ahead + 1].lower == "cent"
        ):
            return "percent", ahead + (2 if word.lower == "per" else 1)
        if single in TIME_UNITS and ahead - end < 2:
            return single, ahead + 1
        if single == "point":
            return "percentage-point" if words[ahead - 1].lower.startswith("percent") else "points", ahead + 1
        if word.lower in ("times", "x", "×", "fold"):
            return "times", ahead + 1
        if word.start in people:
            return "people", ahead + 1
        if single in ("dollar", "euro", "pound") and ahead == end:
            return "money" if single != "pound" else "pound", ahead + 1
        if word.lower in _GLUED_UNITS and ahead == end:
            return word.lower, ahead + 1
    return "", end


def _counts(words: tuple[Word, ...], end: int) -> bool:
    """Return whether a number without a known unit still counts something: a noun in the plural follows."""
    return end < len(words) and words[end].joined and words[end].lower.endswith("s") and words[end].text.isalpha()


def _bound(reading: Reading, sentence: Sentence, figures: list[Figure], figure: Figure) -> Figure:
    """Return the figure with the outcome it measures and the time it was taken at."""
    if is_time(figure):
        return figure
    outcomes = [n for n in reading.names[sentence.position] if n.category == "outcome"]
    text = reading.document.text
    after = [n for n in outcomes if n.start >= figure.end]
    before = [n for n in outcomes if n.end <= figure.start]
    # "by 3 points, and walking …": what follows a comma or "and" belongs to the next figure.
    near = [n for n in after if not any(mark in text[figure.end : n.start] for mark in (",", ";", " and "))]
    nearest = [*near[:1], *before[-1:], *after[:1]]
    measure = nearest[0].id if nearest else ""
    times = [f for f in figures if is_time(f)]
    later = [f for f in times if f.start >= figure.end]
    time = later[0] if later else times[-1] if times else None
    return figure._replace(measure=measure, time=text[time.start : time.end] if time else "")
