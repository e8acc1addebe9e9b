"""Pattern -> matches: the wording language of rules and records, on words alone.

Read aloud as written. Items are parted by spaces; `a|b` is one or the other, a phrase inside is joined by `_`; `(x y)`
may be missing; a bare word stands for all its forms in any case; `risk-free` also for "risk free" and "riskfree";
`=Word` only as written; `...` for up to six words without a comma, finite verb or clause boundary; `{class}` for any
name or phrase of the lexicon; `<number>`, `<percent>`, `<duration>`, `<money>` for figures.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from claimcheck.claims.figures import TIME_UNITS, number
from claimcheck.errors import nearest
from claimcheck.forms import forms
from claimcheck.model import Span
from claimcheck.words import Word, words_in

if TYPE_CHECKING:
    from claimcheck.lexicon import Lexicon, Trie
    from claimcheck.model import Name

MOST_EXPANSIONS = 2000
_GAP_WORDS = 6
_FIGURES = ("number", "percent", "duration", "money")
_ITEM = re.compile(r"\{([a-z0-9-]+)\}|<([a-z]+)>|=?[\w'’%&./-]+", re.UNICODE)
# Words too common to carry a match: the head of a match is the first item that is none of these.
_LIGHT = frozenset(
    "a an the of in on at to for from with by and or as is are was were be been it its this that these those "
    "your our their my we you not no".split()
)


class PatternFault(Exception):
    """A pattern that cannot be read: what is wrong, and what would be right."""

    def __init__(self, fault: str, remedy: str = "") -> None:
        super().__init__(fault)
        self.fault = fault
        self.remedy = remedy


class Match(NamedTuple):
    """Words that a pattern matched: offsets in the text, the head word, and what stood for each class."""

    start: int
    end: int
    head: Span
    captures: Mapping[str, str]


@dataclass(frozen=True)
class Line:
    """A run of words with the names in it. `is_verb` tells of a word's position whether it is a finite verb."""

    words: tuple[Word, ...]
    names: tuple[Name, ...]
    is_verb: Callable[[int], bool]
    offered: frozenset[str] = frozenset()

    @cached_property
    def names_at(self) -> dict[int, list[tuple[int, Name]]]:
        """Return the names by the position of their first word, with their length in words."""
        starts = {word.start: i for i, word in enumerate(self.words)}
        ends = {word.end: i for i, word in enumerate(self.words)}
        found: dict[int, list[tuple[int, Name]]] = {}
        for name in self.names:
            if name.start in starts and name.end in ends:
                found.setdefault(starts[name.start], []).append((ends[name.end] - starts[name.start] + 1, name))
        return found


@dataclass(frozen=True)
class Literal:
    """One word: its forms, or the exact writing."""

    forms: frozenset[str]
    exact: str = ""
    light: bool = False


@dataclass(frozen=True)
class Class:
    """A lexicon name, category or class; `{offered}` stands for what the page offers."""

    name: str
    trie: Trie | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Figured:
    """A figure of one kind: number, percent, duration, money."""

    kind: str


@dataclass(frozen=True)
class Gap:
    """Up to six words without comma, finite verb or clause boundary."""


@dataclass(frozen=True)
class Choice:
    """One of several sequences; an optional part has an empty one among them."""

    options: tuple[tuple[Item, ...], ...]


Item = Literal | Class | Figured | Gap | Choice


@dataclass(frozen=True)
class Pattern:
    """A compiled pattern. `gate`: sets of lower-case words of which a matching line holds at least one each."""

    text: str
    items: tuple[Item, ...]
    gate: tuple[frozenset[str], ...]

    @property
    def asks_offered(self) -> bool:
        """Return whether the pattern is just `{offered}`."""
        return self.items == (Class("offered"),)

    def matches(self, line: Line) -> list[Match]:
        """Return the longest matches from left to right, none inside another."""
        found: list[Match] = []
        at = 0
        while at < len(line.words):
            best: _State | None = None
            for state in _run(self.items, line, _State(at, at, -1, ())):
                if state.at > at and (best is None or state.at > best.at):
                    best = state
            if best is None:
                at += 1
                continue
            found.append(_match(line, best))
            at = best.at
        return found


class _State(NamedTuple):
    first: int
    at: int
    head: int
    captures: tuple[tuple[str, str], ...]


def _match(line: Line, state: _State) -> Match:
    head = line.words[state.head if state.head >= 0 else state.first]
    start, end = line.words[state.first].start, line.words[state.at - 1].end
    return Match(start, end, Span(head.start, head.end), dict(reversed(state.captures)))


def _run(items: tuple[Item, ...], line: Line, state: _State) -> Iterator[_State]:
    if not items:
        yield state
        return
    item, rest = items[0], items[1:]
    if isinstance(item, Choice):
        for option in item.options:
            yield from _run((*option, *rest), line, state)
    elif isinstance(item, Gap):
        for skipped in _skips(line, state.at):
            yield from _run(rest, line, state._replace(at=skipped))
    else:
        for length, capture in _takes(item, line, state.at):
            if state.at > state.first and not _is_tight(line, state, item):
                break
            head = state.head
            if head < 0 and not (isinstance(item, Literal) and item.light):
                head = state.at
            captures = (*state.captures, capture) if capture else state.captures
            yield from _run(rest, line, _State(state.first, state.at + length, head, captures))


def _is_tight(line: Line, state: _State, item: Item) -> bool:
    return line.words[state.at].joined or (isinstance(item, Figured) and not line.words[state.at].gap.strip(" ($€£≥≤~"))


def _skips(line: Line, at: int) -> Iterator[int]:
    yield at
    for skipped in range(at, min(at + _GAP_WORDS, len(line.words))):
        if not line.words[skipped].joined or line.is_verb(skipped):
            return
        yield skipped + 1


def _takes(item: Literal | Class | Figured, line: Line, at: int) -> Iterator[tuple[int, tuple[str, str] | None]]:
    """Yield how many words an item takes at a position, longest first, and what it captures."""
    if at >= len(line.words):
        return
    word = line.words[at]
    if isinstance(item, Literal):
        if (word.text == item.exact) if item.exact else (word.lower in item.forms):
            yield 1, None
    elif isinstance(item, Figured):
        length = _figure_length(item.kind, line.words, at)
        if length:
            yield length, (item.kind, _text(line, at, length))
    elif item.trie is not None:
        length, _ = item.trie.longest(line.words, at)
        if length:
            yield length, (item.name, _text(line, at, length))
    else:
        for length, name in sorted(line.names_at.get(at, ()), key=lambda pair: -pair[0]):
            if item.name == "offered" and name.id in line.offered:
                yield length, ("offered", _text(line, at, length))


def _text(line: Line, at: int, length: int) -> str:
    words = line.words[at : at + length]
    return words[0].text + "".join(word.gap + word.text for word in words[1:])


def _figure_length(kind: str, words: tuple[Word, ...], at: int) -> int:
    money = words[at].lower in "$€£"
    first = at + 1 if money else at
    if first >= len(words) or number(words[first]) is None:
        return 0
    after = first + 1
    if kind == "number":
        return 0 if money else after - at
    if kind == "money":
        while after < len(words) and words[after].lower in ("k", "million", "billion", "thousand"):
            after += 1
        named = after < len(words) and words[after].lower.removesuffix("s") in ("dollar", "euro", "pound")
        return after - at if money else after + 1 - at if named else 0
    while after < len(words) and number(words[after]) is not None:
        after += 1  # 30-40 %
    if after >= len(words):
        return 0
    lower = words[after].lower
    if kind == "percent":
        if lower in ("%", "percent"):
            return after + 1 - at
        return after + 2 - at if lower == "per" and after + 1 < len(words) and words[after + 1].lower == "cent" else 0
    return after + 1 - at if lower.removesuffix("s") in TIME_UNITS else 0


def compile_pattern(text: str, lexicon: Lexicon) -> Pattern:
    """Return the compiled pattern; raise PatternFault where it cannot be read or stands for over 2,000 wordings."""
    items = _sequence(_tokens(text), text, lexicon)
    if not any(not isinstance(item, Gap) for item in items):
        raise PatternFault(f"pattern “{text}” has no word", "write at least one word or {class}")
    if _flat(items).count(Gap()) > 2:
        raise PatternFault(f"pattern “{text}” has more than two gaps (...)", "split it into two patterns")
    if _expansions(items) > MOST_EXPANSIONS:
        raise PatternFault(f"pattern “{text}” stands for over {MOST_EXPANSIONS} wordings", "split it")
    return Pattern(text, items, tuple(_gates(items)))


def _flat(items: tuple[Item, ...]) -> list[Item]:
    return [i for item in items for i in ([x for o in item.options for x in _flat(o)] if isinstance(item, Choice) else [item])]


def _tokens(text: str) -> list[str]:
    found = re.findall(r"\.\.\.|[()|]|\{[^{}\s]*\}|<[^<>\s]*>|[^\s()|{}<>]+", text)
    if "".join(found) != "".join(text.split()):
        raise PatternFault(f"pattern “{text}” has a bracket that is not closed", "close { }, < > and ( )")
    return found


def _sequence(tokens: list[str], text: str, lexicon: Lexicon) -> tuple[Item, ...]:
    items: list[Item] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token == "(":
            close = _closing(tokens, at, text)
            items.append(Choice((_sequence(tokens[at + 1 : close], text, lexicon), ())))
            at = close + 1
        elif token in (")", "|"):
            raise PatternFault(f"pattern “{text}” has a stray “{token}”", "`a|b` stands without spaces")
        else:
            options = [token]
            while at + 1 < len(tokens) and tokens[at + 1] == "|":
                if at + 2 >= len(tokens) or tokens[at + 2] in ("|", "(", ")"):
                    raise PatternFault(f"pattern “{text}” has an empty choice", "write a|b")
                options.append(tokens[at + 2])
                at += 2
            read = [way for option in options for way in _word(option, text, lexicon)]
            items += read[0] if len(read) == 1 else [Choice(tuple(read))]
            at += 1
    return tuple(items)


def _closing(tokens: list[str], at: int, text: str) -> int:
    depth = 0
    for i in range(at, len(tokens)):
        depth += (tokens[i] == "(") - (tokens[i] == ")")
        if depth == 0:
            return i
    raise PatternFault(f"pattern “{text}” opens “(” and does not close it", "add “)”")


def _word(token: str, text: str, lexicon: Lexicon) -> list[tuple[Item, ...]]:
    """Return the ways to read one word of a pattern, each a sequence."""
    if token == "...":
        return [(Gap(),)]
    if token.startswith("{"):
        return [(_class(token[1:-1], text, lexicon),)]
    if token.startswith("<"):
        if token[1:-1] not in _FIGURES:
            raise PatternFault(f"pattern “{text}” asks for {token}", nearest(token[1:-1], _FIGURES))
        return [(Figured(token[1:-1]),)]
    if re.search(r"[\[\]\\^*+?]|\.\*", token) or (token != "$" and "$" in token):
        raise PatternFault(f"pattern “{text}” looks like a regular expression", "patterns are read aloud: see DESIGN.md §5")
    ways: list[tuple[Item, ...]] = [()]
    for part in token.split("_"):
        exact = part.startswith("=") and len(part) > 1
        pieces = [w.text for w in words_in(part[1:] if exact else part)]
        if not pieces:
            raise PatternFault(f"pattern “{text}” has no word in “{token}”", "write a word")
        options = [pieces, ["".join(pieces)]] if len(pieces) > 1 and "-" in part else [pieces]
        ways = [(*way, *(_literal(p, exact) for p in option)) for way in ways for option in options]
    return ways


def _literal(piece: str, exact: bool) -> Literal:
    if exact:
        return Literal(frozenset(), piece)
    lower = piece.lower().replace("’", "'")
    return Literal(forms(lower), light=lower in _LIGHT)


def _class(name: str, text: str, lexicon: Lexicon) -> Class:
    if name == "offered":
        return Class(name)
    trie = lexicon.trie(name)
    if trie is None:
        known = {*lexicon.classes, *lexicon.names, *(entry.category for entry in lexicon.names.values()), "offered"}
        raise PatternFault(f"pattern “{text}” asks for {{{name}}}, which is not in the lexicon", _close(name, known))
    return Class(name, trie)


def _close(name: str, known: set[str]) -> str:
    from difflib import get_close_matches

    guess = get_close_matches(name, sorted(known), n=1)
    return f"did you mean {{{guess[0]}}}?" if guess else "see lexicon/"


def _expansions(items: tuple[Item, ...]) -> int:
    total = 1
    for item in items:
        if isinstance(item, Choice):
            total *= sum(_expansions(option) for option in item.options)
    return total


def _gates(items: tuple[Item, ...]) -> Iterator[frozenset[str]]:
    """Yield, for each item that must be there, the lower-case words one of which its match begins with."""
    for item in items:
        needed = _first_words(item)
        if needed is not None:
            yield needed


def _first_words(item: Item) -> frozenset[str] | None:
    if isinstance(item, Literal):
        return frozenset({item.exact.lower()}) if item.exact else item.forms
    if isinstance(item, Class) and item.trie is not None:
        return item.trie.first_words
    if isinstance(item, Choice):
        firsts = [_first_of(option) for option in item.options]
        return None if None in firsts else frozenset().union(*(f for f in firsts if f is not None))
    return None


def _first_of(items: tuple[Item, ...]) -> frozenset[str] | None:
    return next(_gates(items), None)
