"""Text, outcome, two arms -> what the text says of the outcome: up, down or the same in one arm against the other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from claimcheck.claims.chance import LEVEL, chances_in, number
from claimcheck.claims.change import OPPOSITE, Change, changes_in
from claimcheck.claims.stems import shortened
from claimcheck.model import Span
from claimcheck.words import words_in

if TYPE_CHECKING:
    from claimcheck.claims.reading import Reading, Sentence
    from claimcheck.words import Word

# Words by which nothing is recognised.
_EMPTY = frozenset(
    "the of and in to a an for with on by or at from as per vs versus group groups than were was is are after before "
    "between plus mg ml kg day days week weeks daily patients participants only during using "
    "non no not alone all".split()
)
# Words are the same thing where they begin alike: "infection", "infections", "infected".
_STEM = 6
_LACKING, _LACK, _ARTICLES = frozenset({"non", "without"}), "no ", ("a", "an", "the", "any")
_LABEL, _GROUPS = 3, ("group", "groups", "arm", "arms", "cohort")
# What a match is worth: all words of the outcome 1, a step of grammar away from them -0.2. Halving or doubling any of
# these moved the score on 2,161 results of trials by 0.005 at most.
_NAMED, _STEP, _FAR = 1.0, 0.2, 8
_SAME, _BOTH, _LATER = 0.15, 1.5, 1.2
_BOTH_ARMS = re.compile(
    r"\b(?:both|all|each|either|two|three)\s+(?:\w+\s+)?"
    r"(?:groups?|arms?|conditions?|treatments?|interventions?|cases|cohorts)\b",
    re.IGNORECASE,
)
_OF_ARMS = re.compile(r"\b(?:differences?|this|these|between|groups?|arms?|which)\b", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_SPREADS = re.compile(
    r"(?:±|\+/-)\s*[\d.,·]+|\bp\s*[=<>]\s*[\d.,·]+|\b9[05]\s?%\s*(?:CI|confidence)[^)]*", re.IGNORECASE
)
_FIGURE = re.compile(
    r"(?<![\w.,·/])(?<!at )(?<!after )(?<!during )(?<!within )(?<!over )(?<!for )(?<!group )(?<!groups )"
    r"(?<!week )(?<!day )"
    r"([-−–]?\d+(?:[.,·]\d+)?)(?![\w]|\s*(?:/|mg\b|ml\b|kg\b|°|weeks\b|months\b))"
)


class Called(NamedTuple):
    """How something is named: the beginnings of its words, initials of them, and labels such as the B of "group B"."""

    stems: frozenset[str]
    initials: frozenset[str]
    labels: frozenset[str]

    def without(self, other: Called) -> Called:
        """Return what tells this from the other."""
        return Called(self.stems - other.stems, self.initials - other.initials, self.labels - other.labels)


def called(name: str) -> Called:
    """Return the ways in which a text can speak of what has a name."""
    words = words_in(name)
    full = [word for word in words if word.lower not in _EMPTY and word.lower[0].isalpha()]
    initials = shortened("".join(word.lower[0] for word in full))
    labels = {words[i].lower for i in range(len(words)) if _is_label(words, i)}
    stems = (_stem(words, i) for i, word in enumerate(words) if word in full and len(word.lower) > 1)
    return Called(frozenset(stems), initials, frozenset(labels))


def _stem(words: tuple[Word, ...], i: int) -> str:
    """Return the beginning of a word; a thing and the lack of it ("non-smokers", "without a lamp") are two."""
    before = [word.lower for word in words[max(0, i - 2) : i]]
    before = before[:-1] if before and before[-1] in _ARTICLES else before
    return (_LACK if before and before[-1] in _LACKING else "") + words[i].lower[:_STEM]


def _is_label(words: tuple[Word, ...], i: int) -> bool:
    """Return whether a short word labels the group that it stands beside: "group B", "the C group"."""
    beside = [words[j].lower for j in (i - 1, i + 1) if 0 <= j < len(words)]
    return len(words[i].lower) <= _LABEL and words[i].lower not in _EMPTY and any(b in _GROUPS for b in beside)


def mentions(sentence: Sentence, name: Called) -> list[Span]:
    """Return the words of a sentence that name something."""
    words = sentence.words
    return [
        Span(word.start, word.end)
        for i, word in enumerate(words)
        if (word.lower not in _EMPTY and _stem(words, i) in name.stems)
        or (word.text.isupper() and len(word.text) > 1 and word.lower in name.initials)
        or (word.lower in name.labels and _is_label(words, i))
    ]


class Told(NamedTuple):
    """A change, where it is told, how well it fits what is asked, and whether it is told of both arms alike."""

    fit: float
    change: Change
    sentence: Sentence
    of_both: bool


def result_of(reading: Reading, outcome: str, tried: str, base: str) -> str:
    """Return whether an outcome is said to be up, down or the same in the arm that was tried against its base.

    Where a difference is told, and neither word nor figure says which way: differs.
    """
    told = _told(reading, called(outcome)) or _told_of_change(reading)
    one, other = called(tried), called(base)
    arms = Arms(reading, one.without(other), other.without(one))
    if not told:
        return _by_figures(reading, arms, called(outcome))
    best = max(told, key=lambda t: t.fit)
    if best.change.way == "same" or best.of_both or _is_taken_back(reading, best, told):
        return "same"
    way = _plain_way(reading, best.change.way, outcome)
    return OPPOSITE[way] if arms.is_turned(best) else way


def _told(reading: Reading, outcome: Called) -> list[Told]:
    """Return the changes of the text, each with how well it fits an outcome."""
    found = []
    for sentence in reading.sentences:
        named = mentions(sentence, outcome)
        share = len({reading.document.text[s:e].lower()[:_STEM] for s, e in named}) / max(1, len(outcome.stems))
        against = bool(reading.spans(sentence, "against"))
        for change in changes_in(reading, sentence, named):
            if change.way == "differs":
                continue
            around = reading.document.text[max(sentence.start, change.cue.start - 60) : change.cue.end + 60]
            of_both = change.way != "same" and not against and bool(_BOTH_ARMS.search(around))
            fit = _NAMED * min(share, 1) - _STEP * _steps(reading, sentence, change.cue, named)
            fit += (_SAME if change.way == "same" else 0) - (_BOTH if of_both else 0)
            found.append(Told(fit, change, sentence, of_both))
    return found


def _told_of_change(reading: Reading) -> list[Told]:
    """Return the changes where they themselves are the outcome: an improvement that was seen is up."""
    return [
        Told(0.0, change if change.way == "same" else change._replace(way="up"), sentence, of_both=False)
        for sentence in reading.sentences
        for change in changes_in(reading, sentence)
        if change.way != "differs"
    ]


def _steps(reading: Reading, sentence: Sentence, cue: Span, named: list[Span]) -> int:
    """Return how many steps of grammar a cue is away from what is named."""
    tokens = reading.tokens[sentence.position]
    starts = [i for i, t in enumerate(tokens) if t.start < cue.end and cue.start < t.end]
    goals = {i for i, t in enumerate(tokens) for s in named if t.start < s.end and s.start < t.end}
    links: dict[int, set[int]] = {i: set() for i in range(len(tokens))}
    for i, token in enumerate(tokens):
        links[i].add(token.head)
        links[token.head].add(i)
    seen, edge, steps = set(starts), set(starts), 0
    while edge and not edge & goals and steps < _FAR:
        edge = set[int]().union(*(links[i] for i in edge)) - seen
        seen |= edge
        steps += 1
    return steps if edge & goals else _FAR


def _is_taken_back(reading: Reading, best: Told, told: list[Told]) -> bool:
    """Return whether a difference is said behind it to be none: "…, but this did not reach significance"."""
    for later in told:
        behind = (later.sentence.start, later.change.cue.start) > (best.sentence.start, best.change.cue.start)
        if later.change.way == "same" and behind and later.sentence.position - best.sentence.position <= 1:
            cue = later.change.cue
            around = reading.document.text[max(later.sentence.start, cue.start - 40) : cue.end + 40]
            if _OF_ARMS.search(around) and later.fit > best.fit - _LATER:
                return True
    return False


def _plain_way(reading: Reading, way: str, outcome: str) -> str:
    """Return up or down for better or worse: of pain, less is better."""
    if way not in ("better", "worse"):
        return way
    words = words_in(outcome)
    names = reading.lexicon.names_in(words)
    found = reading.lexicon.class_spans
    bad = any(name.category in ("condition", "risk") for name in names) or bool(found(words, "less-is-better"))
    bad = bad and not found(words, "more-is-better")
    return "down" if (way == "better") == bad else "up"


class Arms(NamedTuple):
    """The two arms that are compared, by what tells each from the other."""

    reading: Reading
    tried: Called
    base: Called

    def named(self, sentence: Sentence) -> list[tuple[Span, bool]]:
        """Return where the arms are named in a sentence, in order, and whether it is the one that was tried."""
        spans = self.reading.spans
        tried = [*mentions(sentence, self.tried), *spans(sentence, "tried-arm")]
        base = [*mentions(sentence, self.base), *spans(sentence, "base-arm")]
        return sorted([(span, True) for span in tried] + [(span, False) for span in base])

    def is_turned(self, told: Told) -> bool:
        """Return whether a change is told of the base against what was tried."""
        cue, named = told.change.cue, self.named(told.sentence)
        against = self.reading.spans(told.sentence, "against")
        if against:
            sign = min(against, key=lambda span: abs(span.start - cue.end))
            held = _compared(self.reading, told.sentence, sign)
            inside = {is_tried for span, is_tried in named if held.holds(*span)}
            outside = {is_tried for span, is_tried in named if not held.holds(*span)}
            if len(inside) == 1:
                return True in inside and True not in outside
            return outside == {False}
        behind = [is_tried for span, is_tried in named if span.start > cue.end]
        before = [is_tried for span, is_tried in named if span.start <= cue.start]
        return not (behind[0] if behind else before[-1] if before else True)


def _compared(reading: Reading, sentence: Sentence, sign: Span) -> Span:
    """Return the words that "than", "compared with" and the like compare with."""
    tokens = reading.tokens[sentence.position]
    at = [i for i, t in enumerate(tokens) if t.start < sign.end and sign.start < t.end]
    held = set(at)
    while more := {i for i, t in enumerate(tokens) if t.head in held and t.head != i and i > at[0]} - held:
        held |= more
    end = max(tokens[i].end for i in held)
    stop = re.search(r",\s", reading.document.text[sign.end : end])
    return Span(sign.end, sign.end + stop.start() if stop else max(end, sign.end))


def _by_figures(reading: Reading, arms: Arms, outcome: Called) -> str:
    """Return what two figures of the arms say, where no word does; the same where chance can explain it."""
    text = reading.document.text
    lines = [(s, figures) for s in reading.sentences if len(figures := _figures(text[s.start : s.end])) > 1]
    tests = [test for sentence in reading.sentences for test in chances_in(reading, sentence)]
    if not lines:
        return "differs" if tests and not tests[0].by_chance else "same"
    sentence, figures = max(lines, key=lambda line: len(mentions(line[0], outcome)))
    tests = [*chances_in(reading, sentence), *tests]
    if tests[0].by_chance if tests else _ends_in_chance(reading, sentence, figures):
        return "same"
    named = arms.named(sentence)
    first, second = figures[:2] if not named or named[0][1] else figures[1::-1]
    return "same" if first == second else "up" if first > second else "down"


def _ends_in_chance(reading: Reading, sentence: Sentence, figures: list[float]) -> bool:
    """Return whether a row of a table ends in a p-value above its level."""
    is_row = not any(token.tag[:2] in ("VB", "MD") for token in reading.tokens[sentence.position])
    return is_row and len(figures) > 2 and LEVEL < figures[-1] < 1


def _figures(text: str) -> list[float]:
    plain = _SPREADS.sub(" ", text)
    outside = [number(m) for m in _FIGURE.findall(_BRACKETS.sub(" ", plain))]
    return outside if len(outside) > 1 else [number(m) for m in _FIGURE.findall(plain)]
