"""A pattern's text -> its nodes: items parted by spaces, `a|b`, `side_effect`, `(optional)`, `...`, `{class}`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache, cached_property
from math import prod
from typing import TYPE_CHECKING

from claimcheck.amounts import GATES
from claimcheck.errors import nearest
from claimcheck.patterns.parts import Amount, Named, Offered, Part, Phrases
from claimcheck.patterns.words import SMALL_WORDS, Literal, phrase_table, spellings
from claimcheck.words import words_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimcheck.lexicon import Lexicon

MOST_EXPANSIONS = 2000
MOST_GAPS = 2
# What so many words open is known of an item.
_MOST_WORDS = 1_000
# A name or an amount is taken to stand in a sentence as often as a class of so many words.
_NAMES = 1_000
# Names of these categories are not in the lexicon: they come from the records at hand when a page is read.
READ_LATER = ("study",)

_TOKEN = re.compile(r"\(|\)|[^\s()]+")
_GLUED_BRACKET = re.compile(r"[^\s(]\(|\)[^\s)]")
_REFUSED = re.compile(r"[\[\]\\^$*+?]")
# What may stand between the letters of one written word (risk-free, and/or, won't, no.).
_INSIDE_A_WORD = frozenset("-‐‑/.'’")


class PatternFault(Exception):  # noqa: N818  # a fault of the file, raised on as UserError
    """What is wrong with a pattern and the way out; whoever read the pattern adds file and line."""

    def __init__(self, fault: str, remedy: str = "") -> None:
        super().__init__(fault)
        self.fault = fault
        self.remedy = remedy


@dataclass(frozen=True)
class Choice:
    """One item: any of its options, each a run of parts. `required` is false inside an optional part."""

    options: tuple[tuple[Part, ...], ...]
    written: int
    required: bool = True
    _opened: dict[str, Sequence[tuple[Part, ...]]] = field(default_factory=dict, repr=False, compare=False)

    def opened_by(self, word: str) -> Sequence[tuple[Part, ...]]:
        """Return the options that can begin with a lower-case word, in their order."""
        if len(self.options) == 1:
            return self.options
        known = self._opened.get(word)
        if known is None:
            found = tuple([option for option, words in self._openings if words is None or word in words])
            if len(self._opened) >= _MOST_WORDS:
                self._opened.clear()
            known = self._opened[word] = found
        return known

    @cached_property
    def _openings(self) -> list[tuple[tuple[Part, ...], frozenset[str] | None]]:
        return [(option, _opening(option)) for option in self.options]


@dataclass(frozen=True)
class Maybe:
    """An optional run of items."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True)
class Gap:
    """Up to six words without comma, verb or clause boundary."""


Node = Choice | Maybe | Gap


def _opening(option: tuple[Part, ...]) -> frozenset[str] | None:
    """Return the lower-case words of which an option begins with one, None where no list can hold them."""
    return option[0].first_words if isinstance(option[0], Literal | Phrases) else None


def parse(text: str, lexicon: Lexicon) -> tuple[Node, ...]:
    """Return the nodes of a pattern; raise PatternFault where it is none."""
    refused = _REFUSED.search(text)
    if refused:
        raise PatternFault(
            f"uses “{refused.group()}”: patterns are no regular expressions",
            "write the words; a|b, (optional), ..., {class} and <number> are what there is",
        )
    if _GLUED_BRACKET.search(text):
        raise PatternFault("has a bracket inside a word", "(x y) stands alone; write a|b for two spellings")
    tokens = _TOKEN.findall(text.replace("…", "..."))
    nodes, left = _run(tokens, lexicon, required=True)
    if left:
        raise PatternFault("closes a bracket that was not opened", "drop the “)”")
    _check(nodes)
    return nodes


def _run(tokens: Sequence[str], lexicon: Lexicon, *, required: bool) -> tuple[tuple[Node, ...], Sequence[str]]:
    """Return the nodes up to a closing bracket or the end, and the tokens from there."""
    nodes: list[Node] = []
    while tokens and tokens[0] != ")":
        token, tokens = tokens[0], tokens[1:]
        if token == "(":
            inside, tokens = _run(tokens, lexicon, required=False)
            if not tokens:
                raise PatternFault("opens a bracket that is not closed", "add the “)”")
            if not inside:
                raise PatternFault("has empty brackets", "drop them")
            nodes, tokens = [*nodes, Maybe(inside)], tokens[1:]
        else:
            nodes.append(Gap() if token == "..." else _choice(token, lexicon, required=required))
    return tuple(nodes), tokens


def _choice(token: str, lexicon: Lexicon, *, required: bool) -> Choice:
    alternatives = token.split("|")
    if not all(alternatives):
        raise PatternFault(f"has an empty alternative in “{token}”", "write a|b without spaces")
    options = [option for written in alternatives for option in _options(written, lexicon)]
    return Choice(tuple(options), len(alternatives), required)


def _options(written: str, lexicon: Lexicon) -> list[tuple[Part, ...]]:
    """Return the runs of parts that one alternative stands for: `side_effect` is one, `risk-free` two."""
    if written not in lexicon.written:
        lexicon.written[written] = _read_options(written, lexicon)
    found: list[tuple[Part, ...]] = lexicon.written[written]
    return found


def _read_options(written: str, lexicon: Lexicon) -> list[tuple[Part, ...]]:
    pieces = written.split("_")
    if not all(pieces):
        raise PatternFault(f"has an empty word in “{written}”", "write side_effect with one _ between words")
    options: list[tuple[Part, ...]] = [()]
    for piece in pieces:
        options = [(*option, *parts) for option in options for parts in _parts(piece, lexicon)]
    return options


def _parts(piece: str, lexicon: Lexicon) -> list[tuple[Part, ...]]:
    if piece[0] == "{" or piece[-1] == "}":
        return [(part,) for part in _classes(piece, lexicon)]
    if piece[0] == "<" or piece[-1] == ">":
        name = piece.strip("<>")
        if piece != f"<{name}>" or name not in GATES:
            raise PatternFault(f"asks for {piece}, which is no amount", nearest(name, GATES))
        return [(Amount(name),)]
    _check_word(piece)
    return list(spellings(piece))


def _classes(piece: str, lexicon: Lexicon) -> Iterator[Part]:
    name = piece[1:-1]
    if piece != f"{{{name}}}" or not re.fullmatch(r"[a-z0-9][a-z0-9-]*", name):
        raise PatternFault(f"has “{piece}”, which is no class", "write {name} with small letters and hyphens")
    if name == "offered":
        yield Offered(lexicon)
        return
    is_category = name in lexicon.categories
    if name in lexicon.classes:
        yield Phrases(name, phrase_table(lexicon.classes[name]))
    if is_category or name in lexicon.names:
        yield Named(name, lexicon)
    elif name in READ_LATER:
        yield Named(name, lexicon, listed=False)
    elif name not in lexicon.classes:
        raise PatternFault(f"names {piece}, which is not in the lexicon", _nearest_class(name, lexicon))


def _nearest_class(name: str, lexicon: Lexicon) -> str:
    guess = get_close_matches(name, {*lexicon.categories, *lexicon.classes, *lexicon.names, "offered"}, n=1)
    return f"did you mean {{{guess[0]}}}?" if guess else "use a category, class or name of lexicon/"


@cache
def _check_word(piece: str) -> None:
    if piece.isascii() and piece.isalpha():
        return
    word = piece[1:] if piece.startswith("=") and len(piece) > 1 else piece
    found = words_in(word)
    covered = {i for w in found for i in range(w.start, w.end)}
    strange = [char for i, char in enumerate(word) if i not in covered and char not in _INSIDE_A_WORD]
    if strange or not found or any(char in "<>={}" for char in word):
        shown = strange[0] if strange else word
        raise PatternFault(
            f"has “{shown}” in “{piece}”, which stands for nothing", "write words; a|b, (x), ..., {class}, <number>"
        )


def _check(nodes: tuple[Node, ...]) -> None:
    """Raise PatternFault where a pattern could match nothing, could end in a gap, or stands for too much."""
    shape = "".join(_shape(nodes))
    if "w" not in shape:
        raise PatternFault("could match no word at all", "write at least one word without brackets")
    if shape.count(".") > MOST_GAPS:
        raise PatternFault(f"has {shape.count('.')} gaps", f"use ... at most {MOST_GAPS} times")
    if not all("w" in part for part in shape.split(".")):
        raise PatternFault("has a gap that ends in no word", "put a word without brackets on both sides of ...")
    size = expansions(nodes)
    if size > MOST_EXPANSIONS:
        raise PatternFault(
            f"stands for {size:,} wordings", f"at most {MOST_EXPANSIONS:,}: split it, or make a lexicon class"
        )


def _shape(nodes: tuple[Node, ...]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, Choice):
            yield "w" if node.required else ""
        elif isinstance(node, Gap):
            yield "."
        else:
            yield from _shape(node.nodes)


def expansions(nodes: tuple[Node, ...]) -> int:
    """Return for how many wordings a pattern stands: alternatives and options multiplied, a class is one."""
    return prod(
        node.written if isinstance(node, Choice) else expansions(node.nodes) + 1 if isinstance(node, Maybe) else 1
        for node in nodes
    )


def gates(nodes: tuple[Node, ...]) -> tuple[frozenset[str], ...]:
    """Return sets of lower-case words and marks: what holds a match holds one of each. The rarest come first."""
    found: dict[frozenset[str], tuple[bool, int]] = {}
    for node in nodes:
        if not isinstance(node, Choice):
            continue
        if len(node.options) == 1:
            found |= {gate: _commonness(part) for part in node.options[0] if (gate := part.gate) is not None}
            continue
        rarest = [min(filter(_is_gated, option), key=_commonness, default=None) for option in node.options]
        known = [part for part in rarest if part is not None]
        if len(known) == len(rarest):
            gate = frozenset[str]().union(*(part.gate or () for part in known))
            found[gate] = any(_commonness(part)[0] for part in known), sum(_commonness(part)[1] for part in known)
    return tuple(sorted(found, key=found.__getitem__))


def _is_gated(part: Part) -> bool:
    return part.gate is not None


def _commonness(part: Part) -> tuple[bool, int]:
    """Return how often a part may stand in a sentence: whether it is a small word, and how many begin it."""
    if isinstance(part, Phrases):
        return False, len(part.by_first)
    if isinstance(part, Named | Amount):
        return False, _NAMES
    return not (part.gate or SMALL_WORDS).isdisjoint(SMALL_WORDS), len(part.gate or ())
