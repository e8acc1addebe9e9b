"""Document -> Reading: its sentences, the names in them, and their grammar where somebody asks for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from claimcheck import language
from claimcheck.amounts import NUMBER, may_begin_amount
from claimcheck.claims import fragments, met
from claimcheck.lexicon import mark
from claimcheck.model import Document, Name, Span
from claimcheck.words import Word, sentences_in, words_in

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence

    from claimcheck.claims.citations import Sources
    from claimcheck.claims.clauses import Clause
    from claimcheck.claims.met import Met
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

    `parse` reads it: the parser itself, or what remembers sentences that were parsed before. `meet` gives what the
    words of sentences told before. `spared` are the blocks of which nobody is likely to ask for the grammar.
    """

    document: Document
    lexicon: Lexicon
    parse: Parse = field(default=language.parse, repr=False, compare=False)
    meet: Callable[[Iterable[tuple[str, int]]], Sequence[Met]] = field(default=met.apart, repr=False, compare=False)
    _placed: dict[tuple[int, str], tuple[Span, ...]] = field(default_factory=dict, repr=False, compare=False)
    _known: dict[Hashable, Any] = field(default_factory=dict, repr=False, compare=False)
    spared: set[int] = field(default_factory=set, repr=False, compare=False)
    _expected: set[int] = field(default_factory=set, repr=False, compare=False)
    _sells_nothing: list[bool] = field(default_factory=list, repr=False, compare=False)

    def once(self, key: Hashable, find: Callable[[], T]) -> T:
        """Return what `find` gives; under one key it is asked once a page."""
        if key not in self._known:
            self._known[key] = find()
        found: T = self._known[key]
        return found

    def by_words(self, sentence: Sentence, key: Hashable, find: Callable[[], T], moved: Callable[[T, int], T]) -> T:
        """Return what `find` gives, which hangs on the words of a sentence alone; `moved` brings it to other places."""
        met = self.met[sentence.position]
        known: tuple[T, int] | None = met.more.get(key)
        if known is None:
            known = find(), sentence.start
            met.keep(key, known)
        found, start = known
        return found if start == sentence.start else moved(found, sentence.start - start)

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

    @cached_property
    def met(self) -> Sequence[Met]:
        """Return what the words of each sentence have told so far."""
        text = self.document.text
        return self.meet([(text[sentence.start : sentence.end], sentence.start) for sentence in self.sentences])

    def vocabulary(self, sentence: Sentence) -> frozenset[str]:
        """Return the lower-case words of a sentence, a possessive also as its name: what gates ask for."""
        met = self.met[sentence.position]
        if met.vocabulary is None:
            words = [word.lower for word in sentence.words]
            met.vocabulary = frozenset(words).union([word[:-2] for word in words if word.endswith("'s")])
        return met.vocabulary

    def held(self, sentence: Sentence) -> frozenset[str]:
        """Return what gates ask for: the vocabulary of a sentence, and marks of its classes, names and amounts."""
        met = self.met[sentence.position]
        if met.held is None:
            met.held = self._held_in(sentence)
        return met.held

    def _held_in(self, sentence: Sentence) -> frozenset[str]:
        marks = [self.lexicon.marks(name.id) for name in self.names[sentence.position]]
        amounts = (NUMBER,) if any(map(may_begin_amount, sentence.words)) else ()
        return self.vocabulary(sentence).union(map(mark, self.classes(sentence)), amounts, *marks)

    @cached_property
    def names(self) -> tuple[tuple[Name, ...], ...]:
        """Return the names that the lexicon knows in each sentence, but for what only says of which sort a thing is."""
        return tuple([self._names_in(sentence) for sentence in self.sentences])

    def _names_in(self, sentence: Sentence) -> tuple[Name, ...]:
        met = self.met[sentence.position]
        if met.names is None:
            # Where the same words stood before, others may still look at them.
            by = sentence.start - met.start
            known = self.lexicon.names_in(sentence.words)
            found = tuple(n for n in known if n.category != "outcome" or not self.sorts(sentence, Span(n.start, n.end)))
            met.names = _moved(found, -by)
            return found
        return _moved(met.names, sentence.start - met.start)

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
        return sentence.block in self.spared or not may_claim(self, sentence, sells=not self._sells_nothing)

    def sells(self, something: bool) -> None:
        """Say whether the page offers anything: where it does not, fewer sentences may be claims."""
        self._sells_nothing[:] = [] if something else [True]

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
        new = [s for s in wanted if "tokens" not in self.met[s.position].more]
        parsed = fragments.parse([(text[s.start : s.end], s.start) for s in new], self.lexicon, self.parse)
        found = {s.position: tokens for s, tokens in zip(new, parsed, strict=True)}
        return {
            s.position: self.by_words(s, "tokens", partial(found.__getitem__, s.position), language.moved)
            for s in wanted
        }

    @cached_property
    def clauses(self) -> ByNeed[tuple[Clause, ...]]:
        """Return the clauses of each sentence, by its position."""
        return ByNeed(lambda position, _: {position: self._clauses_in(self.sentences[position])})

    def _clauses_in(self, sentence: Sentence) -> tuple[Clause, ...]:
        from claimcheck.claims.clauses import clauses_in

        return self.by_words(sentence, "clauses", lambda: clauses_in(self.tokens[sentence.position]), met.moved)

    def spans(self, sentence: Sentence, name: str) -> tuple[Span, ...]:
        """Return the places in a sentence where a phrase of the lexicon class `name` stands."""
        runs = self.classes(sentence).get(name)
        # Most classes that are asked for do not stand there.
        if runs is None and name in self.lexicon.classes:
            return ()
        key = (sentence.position, name)
        found = self._placed.get(key)
        if found is None:
            # A category, or a name with all that is a kind of it, is no class: few are asked for so.
            runs = self._named(sentence, name) if runs is None else runs
            found = self._placed[key] = tuple([_span(sentence, run) for run in runs])
        return found

    def begins(self, sentence: Sentence, *names: str) -> bool:
        """Return whether a sentence begins with a phrase of any of the lexicon classes."""
        return any(span.start == sentence.start for name in names for span in self.spans(sentence, name))

    def classes(self, sentence: Sentence) -> Mapping[str, Sequence[Run]]:
        """Return the lexicon classes of which a phrase stands in a sentence, each with its runs of words."""
        met = self.met[sentence.position]
        if met.classes is None:
            met.classes = self.lexicon.class_runs(sentence.words)
        return met.classes

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
        from claimcheck.claims.scope import moved, scopes_in

        def find() -> tuple[Scope, ...]:
            return self.by_words(sentence, "scopes", lambda: scopes_in(self, sentence), moved)

        return self.once(("scopes", sentence.position), find)


def _moved(names: tuple[Name, ...], by: int) -> tuple[Name, ...]:
    if not by or not names:
        return names
    return tuple([name._replace(start=name.start + by, end=name.end + by) for name in names])


def _span(sentence: Sentence, run: Run) -> Span:
    """Return the place of a run of words, given as positions."""
    return Span(sentence.words[run[0]].start, sentence.words[run[1] - 1].end)
