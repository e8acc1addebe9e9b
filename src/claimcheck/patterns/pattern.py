"""Words -> matches: the pattern language of rules and records, word by word, without grammar.

A pattern is read aloud as it is written: items parted by spaces, `a|b`, `side_effect`, `(optional)`, `risk-free`
(hyphen, space, nothing), `=Exact`, `...` (0-6 words), `{class}`, `<number>`. What it says is in patterns/grammar.py.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from claimcheck.known import Told
from claimcheck.model import Span
from claimcheck.patterns import grammar
from claimcheck.patterns.grammar import Choice, Gap, Maybe, Node, PatternFault, parse
from claimcheck.patterns.parts import Amount, Line, Named, Offered, Part, Phrases
from claimcheck.patterns.words import SMALL_WORDS, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from claimcheck.lexicon import Lexicon
    from claimcheck.words import Word

__all__ = ["Line", "Match", "Pattern", "PatternFault", "compile_pattern"]

_LONGEST_GAP = 6
# A new clause begins with these: a gap does not reach over them.
_OPENING = (
    "but because although though while whereas which who whom whose that if unless whether when whenever since until "
    "so however"
)
_OPENERS = frozenset(_OPENING.split())
# Verbs that only help the next one: a gap may end in them ("{condition} ... disappear": will simply disappear).
_HELPING = (
    "be am is are was were been being has have had having do does did will would can could may might shall should "
    "must cannot can't won't don't doesn't didn't isn't aren't wasn't weren't couldn't wouldn't shouldn't 'll"
)
_HELPERS = frozenset(_HELPING.split())
_BESIDE = "not never also just soon even already still to ever often once then all now"
_BESIDE_HELPERS = frozenset(_BESIDE.split())


class Match(NamedTuple):
    """Where a pattern stands: characters from `start` to `end`, its head word, and the words of each slot.

    The head is the first word of the first verb class; else the first plain word that is no article, preposition,
    pronoun or auxiliary; else the first class or amount. Optional words never head a match.
    """

    start: int
    end: int
    head: Span
    captures: Mapping[str, str]


class _First(NamedTuple):
    """What a match can begin with: one of some lower-case words, or a name that is there."""

    words: frozenset[str]
    named: tuple[Named, ...]


class _Step(NamedTuple):
    """One part and the words it took."""

    part: Part
    start: int
    end: int
    required: bool


@dataclass(frozen=True)
class Pattern:
    """A sound pattern; it is taken apart when it is first held against words that can be its own.

    `known` is what is known of it without that.
    """

    text: str
    lexicon: Lexicon = field(repr=False, compare=False)
    known: Told | None = field(default=None, repr=False, compare=False)

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """Return what it says, item by item."""
        return parse(self.text, self.lexicon)

    @cached_property
    def gate(self) -> tuple[frozenset[str], ...]:
        """Return sets of lower-case words and marks: what holds a match holds one of each, the rarest come first."""
        return self.known.gate if self.known else grammar.gates(self.nodes)

    @cached_property
    def _links(self) -> _Link | None:
        return _linked(self.nodes, None)

    @cached_property
    def first(self) -> _First | None:
        """Return what a match can begin with, None where that is not known beforehand."""
        return _first(self.nodes)

    def matches(self, line: Line) -> list[Match]:
        """Return the longest matches in a run of words, left to right, none over another."""
        found: list[Match] = []
        behind = 0
        for at in self._starts(line):
            if at < behind:
                continue
            steps = _best(self._links, line, at, ())
            if steps:
                behind = steps[-1].end
                found.append(_match(steps, line))
        return found

    def _starts(self, line: Line) -> Iterable[int]:
        if self.first is None:
            return range(len(line.words))
        words, named = self.first
        found = [at for at, word in enumerate(line.words) if word.lower in words] if words else []
        if not named:
            return found
        return sorted({*found, *(at for at in line.by_start if any(part.ends(line, at) for part in named))})

    @property
    def asks_offered(self) -> bool:
        """Return whether the pattern is `{offered}` and nothing else."""
        parts = () if self.known else _parts(self.nodes)
        return self.known.asks_offered if self.known else [type(part) for part in parts] == [Offered]

    @property
    def slots(self) -> frozenset[str]:
        """Return the names under which a match may capture words."""
        return (
            self.known.slots if self.known else frozenset(name for part in _parts(self.nodes) if (name := _slot(part)))
        )


def compile_pattern(text: str, lexicon: Lexicon) -> Pattern:
    """Return the pattern that `text` says; raise PatternFault with fault and remedy where it says none."""
    told = lexicon.known.pattern(text) if lexicon.known else None
    found = Pattern(text, lexicon, told)
    if told is None:
        try:
            found.nodes  # noqa: B018
        except PatternFault as fault:
            raise PatternFault(f"pattern “{text}” {fault.fault}", fault.remedy) from None
        if lexicon.known is not None:
            lexicon.known.keep_pattern(text, Told(found.gate, found.slots, found.asks_offered))
    return found


@dataclass(frozen=True)
class _Link:
    """One item of a pattern, and what follows it (None: nothing). One that is left out leads to `inside` or past it."""

    node: Node
    next: _Link | None
    inside: _Link | None = None


def _linked(nodes: Sequence[Node], behind: _Link | None) -> _Link | None:
    """Return the first of some items that stand before another."""
    for node in reversed(nodes):
        behind = _Link(node, behind, _linked(node.nodes, behind) if isinstance(node, Maybe) else None)
    return behind


def _best(link: _Link | None, line: Line, at: int, steps: tuple[_Step, ...]) -> tuple[_Step, ...]:
    """Return the steps that take most words from `at` on, behind those that are taken; none where it does not match."""
    if link is None:
        return steps
    node = link.node
    best: tuple[_Step, ...] = ()
    if isinstance(node, Maybe):
        return _longer(_best(link.inside, line, at, steps), _best(link.next, line, at, steps))
    if isinstance(node, Gap):
        for end in _gap_ends(line, at):
            best = _longer(best, _best(link.next, line, end, steps))
    elif at < len(line.words):
        for option in node.opened_by(line.words[at].lower):
            for taken in _take(option, line, at, node.required, steps):
                best = _longer(best, _best(link.next, line, taken[-1].end, taken))
    return best


def _longer(one: tuple[_Step, ...], other: tuple[_Step, ...]) -> tuple[_Step, ...]:
    """Return which of two ways to match takes more words, of two that take as many the first."""
    return other if other and (not one or other[-1].end > one[-1].end) else one


def _take(
    option: tuple[Part, ...], line: Line, at: int, required: bool, steps: tuple[_Step, ...]
) -> list[tuple[_Step, ...]]:
    """Return the ways in which the parts of an option can take words from `at` on, behind the steps taken."""
    if at >= len(line.words) or (steps and not _follows(line.words[at], option[0])):
        return []
    part, rest = option[0], option[1:]
    ways = [(*steps, _Step(part, at, end, required)) for end in part.ends(line, at)]
    if not rest:
        return ways
    return [taken for way in ways for taken in _take(rest, line, way[-1].end, required, way)]


def _follows(word: Word, part: Part) -> bool:
    """Return whether `word` can stand next to the word before it; an amount may stand in brackets or behind a colon."""
    return word.joined or (isinstance(part, Amount) and not word.gap.strip(" (~:"))


def _gap_ends(line: Line, at: int) -> Iterator[int]:
    """Yield the positions at which a gap that begins at `at` can end."""
    yield at
    helped = False
    for here in range(at, min(at + _LONGEST_GAP, len(line.words))):
        word = line.words[here]
        if not word.joined or word.lower in _OPENERS:
            return
        if word.lower in _HELPERS:
            helped = True
        elif helped:
            if word.lower not in _BESIDE_HELPERS and not word.lower.endswith("ly"):
                return
        elif line.is_verb(here):
            return
        yield here + 1


def _match(steps: tuple[_Step, ...], line: Line) -> Match:
    words = line.words
    captures: dict[str, str] = {}
    for step in steps:
        name = _slot(step.part)
        if name:
            captures.setdefault(name, _text(words, step.start, step.end))
        if isinstance(step.part, Named):
            for end, known in line.names_at(step.start):
                if end == step.end and step.part.fits(known):
                    captures.setdefault(known.category, _text(words, step.start, step.end))
    return Match(words[steps[0].start].start, words[steps[-1].end - 1].end, _head(steps, words), captures)


def _head(steps: tuple[_Step, ...], words: tuple[Word, ...]) -> Span:
    """Return the word that carries the match: see Match."""
    step = min((step for step in steps if step.required), key=_rank)
    run = words[step.start : step.end]
    word = next((word for word in run if word.lower not in SMALL_WORDS and word.text[0].isalnum()), run[0])
    return Span(word.start, word.end)


def _rank(step: _Step) -> int:
    return step.part.rank


def _text(words: tuple[Word, ...], start: int, end: int) -> str:
    """Return the words as the copy writes them."""
    return words[start].text + "".join(word.gap + word.text for word in words[start + 1 : end])


def _slot(part: Part) -> str:
    return "" if isinstance(part, Literal) else part.name


def _parts(nodes: tuple[Node, ...]) -> Iterator[Part]:
    for node in nodes:
        if isinstance(node, Choice):
            yield from (part for option in node.options for part in option)
        elif isinstance(node, Maybe):
            yield from _parts(node.nodes)


def _first(nodes: tuple[Node, ...]) -> _First | None:
    """Return what a match can begin with, None where that is not known beforehand."""
    node, rest = nodes[0], nodes[1:]
    if isinstance(node, Choice):
        return _begun([option[0] for option in node.options])
    if isinstance(node, Gap):
        return None
    inside, after = _first(node.nodes), _first(rest) if rest else _First(frozenset(), ())
    return None if inside is None or after is None else _First(inside.words | after.words, inside.named + after.named)


def _begun(parts: list[Part]) -> _First | None:
    named = tuple(dict.fromkeys(part for part in parts if isinstance(part, Named)))
    listed = [part for part in parts if isinstance(part, Literal | Phrases)]
    if len(listed) + sum(isinstance(part, Named) for part in parts) < len(parts):
        # An amount's words stand anywhere in it, and what is offered is any name.
        return None
    if not all(part.listed for part in named):
        return None
    known = [part.first_words for part in listed]
    return _First(known[0] if len(known) == 1 else frozenset().union(*known), named)
