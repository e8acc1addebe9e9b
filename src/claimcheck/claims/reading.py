"""Document -> Reading: its sentences, the names in them, and their grammar where somebody asks for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from claimcheck import language
from claimcheck.amounts import NUMBER, may_begin_amount
from claimcheck.claims import fragments
from claimcheck.lexicon import mark
from claimcheck.model import Document, Name, Span
from claimcheck.words import Word, sentences_in, words_in

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence

    from claimcheck.claims.citations import Sources
    from claimcheck.claims.clauses import Clause
    from claimcheck.claims.scope import Scope
    from claimcheck.language import Parse, Token
    from claimcheck.lexicon import Lexicon
    from claimcheck.model import Citation

    # Words from one position to another.
    Run = tuple[int, int]

T = TypeVar("T")


class Sentence(NamedTuple):
    """One sentence of a block, by its place in the text; `position` is its own in `Reading.sentences`."""

    position: int
    block: int
    start: int
    end: int
    words: tuple[Word, ...]

    @property
    def span(self) -> Span:
        """Return where it stands."""
        return Span(self.start, self.end)


class ByNeed(Generic[T]):
    """What each sentence of a page has, by its position, found when it is first asked for.

    `find` gives it for the position asked for, and for others as well where that costs less; it is told what is known.
    """

    def __init__(self, find: Callable[[int, Collection[int]], Mapping[int, T]]) -> None:
        self._find = find
        self._known: dict[int, T] = {}

    def __getitem__(self, position: int) -> T:
        if position not in self._known:
            self._known |= self._find(position, self._known)
        return self._known[position]

    def __contains__(self, position: int) -> bool:
        """Return whether it is known already."""
        return position in self._known


@dataclass(frozen=True)
class Reading:
    """A document as words, sentences and names; grammar is read for many sentences at once, when first asked for.

    `parse` reads it: the parser itself, or what remembers sentences that were parsed before. `spared` are the blocks of
    which nobody is likely to ask for the grammar.
    """

    document: Document
    lexicon: Lexicon
    parse: Parse = field(default=language.parse, repr=False, compare=False)
    _classes: dict[int, Mapping[str, Sequence[Run]]] = field(default_factory=dict, repr=False, compare=False)
    _held: dict[int, frozenset[str]] = field(default_factory=dict, repr=False, compare=False)
    _known: dict[Hashable, Any] = field(default_factory=dict, repr=False, compare=False)
    spared: set[int] = field(default_factory=set, repr=False, compare=False)
    _expected: set[int] = field(default_factory=set, repr=False, compare=False)

    def once(self, key: Hashable, find: Callable[[], T]) -> T:
        """Return what `find` gives; under one key it is asked once a page."""
        if key not in self._known:
            self._known[key] = find()
        found: T = self._known[key]
        return found

    def forget(self) -> None:
        """Let go of what was found: it holds the page in turn, and only a slow look for circles would free both."""
        self._known.clear()
        for circle in ("tokens", "clauses"):
            self.__dict__.pop(circle, None)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Return every sentence of every block, in order."""
        text = self.document.text
        spans = [
            (number, start, end)
            for number, block in enumerate(self.document.blocks)
            for start, end in sentences_in(text, block.start, block.end)
        ]
        return tuple(
            Sentence(position, block, start, end, words_in(text, start, end))
            for position, (block, start, end) in enumerate(spans)
        )

    @cached_property
    def by_block(self) -> tuple[tuple[Sentence, ...], ...]:
        """Return the sentences of each block."""
        found: list[list[Sentence]] = [[] for _ in self.document.blocks]
        for sentence in self.sentences:
            found[sentence.block].append(sentence)
        return tuple(map(tuple, found))

    @cached_property
    def citations(self) -> tuple[Citation, ...]:
        """Return every citation of the document, in order."""
        from claimcheck.claims.citations import citations_in

        return citations_in(self.document)

    @cached_property
    def sources(self) -> Sources:
        """Return the page's own list of sources, and its footnotes."""
        from claimcheck.claims.citations import sources_of

        return sources_of(self.document)

    @cached_property
    def titles(self) -> tuple[int, ...]:
        """Return the positions of the blocks that are titles."""
        return tuple(number for number, block in enumerate(self.document.blocks) if block.kind == "title")

    @cached_property
    def led(self) -> Mapping[int, tuple[int, ...]]:
        """Return the positions of the blocks that each lead-in governs."""
        found: dict[int, list[int]] = {}
        for number, block in enumerate(self.document.blocks):
            if block.lead is not None:
                found.setdefault(block.lead, []).append(number)
        return {lead: tuple(numbers) for lead, numbers in found.items()}

    @cached_property
    def sections(self) -> Mapping[int, frozenset[int]]:
        """Return, for each heading, the positions of the blocks that stand under it, with its own."""
        found: dict[int, set[int]] = {}
        for number, block in enumerate(self.document.blocks):
            for heading in block.headings:
                found.setdefault(heading, {heading}).add(number)
        return {heading: frozenset(numbers) for heading, numbers in found.items()}

    def sentence_at(self, span: Span) -> Sentence:
        """Return the sentence that stands at `span`: the one that a claim was read in."""
        return self._by_span[span]

    @cached_property
    def _by_span(self) -> dict[Span, Sentence]:
        return {sentence.span: sentence for sentence in self.sentences}

    def vocabulary(self, sentence: Sentence) -> frozenset[str]:
        """Return the lower-case words of a sentence, a possessive also as its name: what gates ask for."""
        return self._vocabularies[sentence.position]

    @cached_property
    def _vocabularies(self) -> tuple[frozenset[str], ...]:
        return tuple(
            frozenset(form for word in sentence.words for form in (word.lower, word.lower.removesuffix("'s")))
            for sentence in self.sentences
        )

    def held(self, sentence: Sentence) -> frozenset[str]:
        """Return what gates ask for: the vocabulary of a sentence, and marks of its classes, names and amounts."""
        known = self._held.get(sentence.position)
        if known is None:
            known = self._held[sentence.position] = self._held_in(sentence)
        return known

    def _held_in(self, sentence: Sentence) -> frozenset[str]:
        marks = [self.lexicon.marks(name.id) for name in self.names[sentence.position]]
        amounts = (NUMBER,) if any(map(may_begin_amount, sentence.words)) else ()
        return self.vocabulary(sentence).union(map(mark, self.classes(sentence)), amounts, *marks)

    @cached_property
    def names(self) -> tuple[tuple[Name, ...], ...]:
        """Return the names that the lexicon knows in each sentence, but for what only says of which sort a thing is."""
        return tuple(tuple(self._names_in(sentence)) for sentence in self.sentences)

    def _names_in(self, sentence: Sentence) -> Iterable[Name]:
        found = self.lexicon.names_in(sentence.words)
        return (n for n in found if n.category != "outcome" or not self.sorts(sentence, Span(n.start, n.end)))

    def sorts(self, sentence: Sentence, span: Span) -> bool:
        """Return whether words only say of which sort a thing is: a health food, a healing ceremony."""
        return any(held.start == span.end + 1 for held in self.spans(sentence, "sort-noun"))

    @cached_property
    def tokens(self) -> ByNeed[tuple[Token, ...]]:
        """Return the grammar of each sentence, by its position."""
        return ByNeed(self._parsed)

    def is_spared(self, sentence: Sentence) -> bool:
        """Return whether the grammar of a sentence is read only when asked for: nobody is likely to."""
        from claimcheck.claims.possible import may_claim

        if sentence.position in self._expected:
            return False
        return sentence.block in self.spared or not may_claim(self, sentence)

    def expect(self, positions: Iterable[int]) -> None:
        """Say which sentences somebody is likely to ask for: their grammar is read along with that of others."""
        self._expected.update(positions)

    def spare(self, blocks: Iterable[int]) -> None:
        """Say that nobody is likely to ask for the grammar of some blocks: it is not read along with the others."""
        self.spared.update(blocks)

    def _parsed(self, position: int, known: Collection[int]) -> Mapping[int, tuple[Token, ...]]:
        """Return the grammar of a sentence and of all that are likely to be asked for: many at once cost less."""
        text = self.document.text
        wanted = [
            s for s in self.sentences
            if s.position == position or (s.position not in known and not self.is_spared(s))
        ]  # fmt: skip
        parsed = fragments.parse([(text[s.start : s.end], s.start) for s in wanted], self.lexicon, self.parse)
        return {s.position: tokens for s, tokens in zip(wanted, parsed, strict=True)}

    @cached_property
    def clauses(self) -> ByNeed[tuple[Clause, ...]]:
        """Return the clauses of each sentence, by its position."""
        from claimcheck.claims.clauses import clauses_in

        return ByNeed(lambda position, _: {position: tuple(clauses_in(self.tokens[position]))})

    def spans(self, sentence: Sentence, name: str) -> tuple[Span, ...]:
        """Return the places in a sentence where a phrase of the lexicon class `name` stands."""
        runs = self.classes(sentence).get(name)
        # Most classes that are asked for do not stand there.
        if runs is None and name in self.lexicon.classes:
            return ()
        return self.once(("spans", sentence.position, name), lambda: self._spans(sentence, name, runs))

    def _spans(self, sentence: Sentence, name: str, runs: Iterable[Run] | None) -> tuple[Span, ...]:
        # A category, or a name with all that is a kind of it, is no class: few are asked for so.
        found = self._named(sentence, name) if runs is None else runs
        return tuple([_span(sentence, run) for run in found])

    def classes(self, sentence: Sentence) -> Mapping[str, Sequence[Run]]:
        """Return the lexicon classes of which a phrase stands in a sentence, each with its runs of words."""
        known = self._classes.get(sentence.position)
        if known is None:
            known = self._classes[sentence.position] = self.lexicon.class_runs(sentence.words)
        return known

    def everywhere(self, name: str) -> Sequence[Span]:
        """Return the places on the page where a phrase of the lexicon class `name` stands, in order."""
        return [span for sentence in self.sentences for span in self.spans(sentence, name)]

    def _named(self, sentence: Sentence, name: str) -> Sequence[Run]:
        trie = self.lexicon.trie(name)
        if trie is None or trie.first_words.isdisjoint(self.vocabulary(sentence)):
            return ()
        return self.lexicon.class_spans(sentence.words, name)

    def scopes(self, sentence: Sentence) -> tuple[Scope, ...]:
        """Return the words of a sentence that deny, leave open, ask, attribute or aim, with the words they cover."""
        from claimcheck.claims.scope import scopes_in

        return self.once(("scopes", sentence.position), lambda: scopes_in(self, sentence))


def _span(sentence: Sentence, run: Run) -> Span:
    """Return the place of a run of words, given as positions."""
    return Span(sentence.words[run[0]].start, sentence.words[run[1] - 1].end)
