"""Clause -> Cues: the words that deny, hedge, attribute or aim, and how far each of them reaches."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from claimcheck.claims.harmless import denies_harm
from claimcheck.claims.syntax import SUBJECTS
from claimcheck.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimcheck.claims.clauses import Clause
    from claimcheck.claims.reading import Reading, Sentence
    from claimcheck.claims.scope import Scope
    from claimcheck.model import Block, Name

# What a verb says of its subject: "is no cure", "has no effect".
_SAID = ("attr", "acomp", "dobj", "oprd")
# Clauses that stand beside what is said; a word that governs it need not govern them.
_BESIDE = ("advcl", "relcl", "parataxis", "appos")
# Ways to speak of what is not there yet, and words that point at what is.
_SOUGHT = ("aim", "question", "inquiry")
_POINTING = ("the", "this", "that", "these", "those")
_CLAUSAL = (*_BESIDE, "acl", "ccomp", "xcomp", "pcomp")
# The classes of cues by which a statement is not made: denied, next to nothing, unknown, unproven.
_DENY = ("denial", "scant", "unproven", "doubt", "unlikely", "from", "ability-lost")
# So many characters at most lie between two denials that cancel each other.
_GAP = 2
_ALL_ELSE = ("nothing", "thing", "things")


class Part(NamedTuple):
    """One clause of one sentence of a reading: what claims are read from."""

    reading: Reading
    sentence: Sentence
    clause: Clause

    @property
    def block(self) -> Block:
        """Return the block that holds it."""
        return self.reading.document.blocks[self.sentence.block]

    @property
    def stands_in(self) -> str:
        """Return the kind of block that holds it."""
        return self.block.kind

    @property
    def named(self) -> tuple[Name, ...]:
        """Return the names that the lexicon knows in its sentence."""
        return self.reading.names[self.sentence.position]

    def text(self, span: Span) -> str:
        """Return the words of a span, in lower case."""
        return self.reading.document.text[span.start : span.end].lower()

    def positions(self, span: Span) -> range:
        """Return the positions of the tokens that a span of text covers."""
        starts, ends = self.clause.edges
        return range(bisect_right(ends, span[0]), bisect_left(starts, span[1]))

    def spans(self, *classes: str) -> list[Span]:
        """Return the places in the sentence where a phrase of any of the lexicon classes stands, in order."""
        reading = self.reading
        known = reading.classes(self.sentence)
        # Most classes that are asked for do not stand there.
        if known.keys().isdisjoint(classes) and reading.lexicon.has_classes(classes):
            return []
        listed = reading.lexicon.classes
        found: list[Span] = []
        for name in classes:
            if name in known or name not in listed:
                found += reading.spans(self.sentence, name)
        return sorted(set(found)) if len(found) > 1 else found

    def own(self, *classes: str) -> list[Span]:
        """Return those of `spans` that lie in the clause itself."""
        reading, sentence, clause = self
        if reading.classes(sentence).keys().isdisjoint(classes) and reading.lexicon.has_classes(classes):
            return []
        own = clause.own
        return [span for span in self.spans(*classes) if not own.isdisjoint(self.positions(span))]

    def scopes(self, *kinds: str, head: Span | None = None) -> list[Scope]:
        """Return the scopes of some kinds that govern the clause, or its word `head`, in the order of their cues."""
        found = self.reading.scopes(self.sentence)
        return [scope for scope in found if scope.kind in kinds and governs(self, scope, head)]

    def at(self, *classes: str) -> set[int]:
        """Return the positions of the words of `spans`."""
        return {i for span in self.spans(*classes) for i in self.positions(span)}

    def own_at(self, *classes: str) -> set[int]:
        """Return the positions of the words of `own`."""
        return {i for span in self.own(*classes) for i in self.positions(span)}

    def above(self) -> frozenset[int]:
        """Return the positions of the words above the clause's first verb: what the clause hangs on."""
        tokens, at, found = self.clause.tokens, self.clause.verbs[0], set()
        while tokens[at].head != at:
            # A second verb of a list ("and …") hangs on the first by grammar only.
            at = tokens[at].head
            found.add(at)
        return frozenset(found)


def governing(part: Part, name: str) -> Iterator[Span]:
    """Yield the phrases of a class that govern the clause: carried by its verbs, before its head, or above it."""
    clause, tokens = part.clause, part.clause.tokens
    head = tokens[clause.head]
    coordinated = tokens[clause.verbs[0]].dep == "conj"
    above = part.above()
    for span in part.spans(name):
        at = part.positions(span)
        if any(tokens[i].dep == "neg" for i in at) and name != "negator":
            continue
        if (
            any(i in clause.verbs or (i in clause.own and span.start < head.start) for i in at)
            or any(i in above for i in at)
            or (coordinated and any(_modifies(part, i) for i in at))
            or any(tokens[i].dep in ("aux", "advmod", "acomp", "attr") and tokens[i].head in clause.verbs for i in at)
        ):
            yield span


def _modifies(part: Part, i: int) -> bool:
    """Return whether a word modifies the first verb of the list that the clause is a later member of."""
    tokens = part.clause.tokens
    return tokens[i].dep in ("aux", "advmod", "neg") and tokens[i].head in _list_heads(part)


def _list_heads(part: Part) -> frozenset[int]:
    tokens, at, found = part.clause.tokens, part.clause.verbs[0], set()
    while tokens[at].dep == "conj":
        at = tokens[at].head
        found.add(at)
    return frozenset(found)


def governs(part: Part, scope: Scope, head: Span | None = None) -> bool:
    """Return whether a scope governs a clause: it covers `head`, the word that carries it (none given: its main verb).

    A clause that only hangs beside what is covered is not governed: "does not need drugs, which harm the liver".
    """
    tokens, clause = part.clause.tokens, part.clause
    cue = set(part.positions(scope.cue))
    if head is not None and head.holds(*scope.cue):
        return False  # "without risk": the cue is part of what is claimed
    if head is not None:
        said = [i for i in part.positions(head) if i not in cue]
    elif clause.head in cue or any(i in cue for i in clause.verbs):
        if scope.kind == "inquiry":
            return False  # that something is looked into is told
        return scope.span.end > scope.cue.end or len(clause.own) == 1
    else:
        said = [clause.head, *(i for i in clause.below[clause.head] if tokens[i].dep in _SAID)]
    return any(scope.span.holds(tokens[i].start, tokens[i].end) and _hangs_on(part, i, cue, scope.kind) for i in said)


def _hangs_on(part: Part, at: int, cue: set[int], kind: str) -> bool:
    """Return whether a word is completed by, or completes, what a cue of some kind stands at."""
    tokens = part.clause.tokens
    tops = {tokens[i].head for i in cue} | cue
    aside = False
    while at not in tops and tokens[at].head != at:
        if tokens[at].dep in _BESIDE and not _tells_what(part, at, cue, tops, kind):
            if not _is_purpose(part, at):
                return False
            # "Whether it acts on nerves to ease pain" asks for both; "ways to ease pain" are what is meant.
            content = kind in ("question", "inquiry") or tokens[at].head in cue or _is_content(part, at)
            aside = aside or not content
        # What for something is done is part of it: "giving drops to calm the gut is not supported by trials".
        aside = aside and tokens[at].dep not in SUBJECTS
        at = tokens[at].head
    return not aside


def _tells_what(part: Part, at: int, cue: set[int], tops: set[int], kind: str) -> bool:
    """Return whether a relative clause tells what a cue stands at, or what others call it: "billed as a tea that …".

    So it does of any such thing that is sought or asked for: "hope to find a drug that halts it".
    """
    tokens, below = part.clause.tokens, part.clause.below
    noun = tokens[at].head
    called = kind == "attribution" and tokens[noun].head in cue
    pointed = any(tokens[i].tag == "PRP$" or tokens[i].lower in _POINTING for i in below[noun])
    sought = kind in _SOUGHT or (kind == "negation" and tokens[noun].head in part.at("there-verb"))
    sought = sought and tokens[noun].tag[:2] == "NN" and noun > max(cue) and not pointed
    return tokens[at].dep == "relcl" and (noun in tops or called or sought)


def _is_content(part: Part, verb: int) -> bool:
    """Return whether an infinitive tells which ways are meant ("ways to ease pain"), or what something is for.

    In "no cells are licensed to cure it" the cure is denied; "we use no knife to cure it" denies the knife.
    """
    tokens, above = part.clause.tokens, part.clause.tokens[verb].head
    return tokens[verb].dep == "relcl" or any(tokens[i].dep == "auxpass" for i in part.clause.below[above])


def _is_purpose(part: Part, verb: int) -> bool:
    """Return whether a verb says what for something is done: "to calm the gut"."""
    tokens = part.clause.tokens
    return tokens[verb].tag == "VB" and any(tokens[i].lower == "to" for i in part.clause.below[verb])


def negators(part: Part) -> list[Span]:
    """Return the cues of `denials`."""
    return [scope.cue for scope in denials(part)]


def denials(part: Part, head: Span | None = None) -> list[Scope]:
    """Return the scopes that deny the clause's statement, or say that nothing of the kind is known.

    "No side effects" denies the harm and is the claim itself; so is "no difference".
    """
    if denies_harm(part):
        return []
    null = part.spans("no-difference")
    found = [s for s in part.scopes("negation", "speculation", "prevention", head=head) if s.by in _DENY]
    found = [s for s in found if not _is_harmless(part, s) and not any(n.holds(*s.cue) for n in null)]
    found = [s for s in found if not _praises(part, s)]
    if _cancel(part, found):
        return []
    return [s for s in found if not any(_next_to(s, other) for other in found)]


def _praises(part: Part, scope: Scope) -> bool:
    """Return whether denying it of all else asserts it of one thing: "nothing relieves pain like our gel"."""
    tokens, clause, at = part.clause.tokens, part.clause, part.positions(scope.cue)
    if not any(tokens[i].dep in ("nsubj", "det", "amod") for i in at):
        return False
    like = [i for i in clause.own if tokens[i].lower == "like" and tokens[i].dep == "prep"]
    if any(tokens[i].head in (*clause.verbs, *clause.to) for i in like):
        return True
    # "Nothing works better than our gel", "no other gel relieves pain as surely"; but than placebo is none at all.
    nouns = [i if tokens[i].dep == "nsubj" else tokens[i].head for i in at]
    of_all_else = any(
        tokens[i].lower in _ALL_ELSE or any(tokens[j].lower == "other" for j in clause.below[i]) for i in nouns
    )
    compared = any(tokens[i].lower in ("than", "as") for i in clause.own)
    return of_all_else and compared and not part.own("base-arm")


def _cancel(part: Part, found: list[Scope]) -> bool:
    """Return whether one denial says that another is false, or none is without it: "it is a myth that it can't"."""
    false = [s for s in found if any(span.holds(*s.cue) for span in part.spans("falsehood"))]
    inner = [s for s in found if s not in false]
    lacking = [s for s in inner if part.text(s.cue) == "without"]
    pairs = [(one, other) for one in false for other in inner]
    pairs += [(other, one) for one, other in pairs]
    pairs += [(one, other) for one in inner for other in lacking if one != other]
    return any(one.span.holds(*other.cue) for one, other in pairs)


def _next_to(one: Scope, other: Scope) -> bool:
    """Return whether two denials cancel each other: "not without benefit"."""
    return 0 < max(one.cue.start, other.cue.start) - min(one.cue.end, other.cue.end) < _GAP


def _is_harmless(part: Part, scope: Scope) -> bool:
    """Return whether what is denied is a harm, and nothing is said to cure or treat it: "she has no pain"."""
    if part.own("cure-verb", "treat-verb"):
        return False
    tokens = part.clause.tokens
    nouns = {tokens[i].head for i in part.positions(scope.cue) if tokens[i].dep in ("det", "amod", "neg")}
    names = part.named
    harms = {name.start for name in names if name.category in ("risk", "condition")}
    harms |= {span.start for span in part.spans("harm-noun")}
    held = {i for i, token in enumerate(tokens) if token.start in harms}
    return any(tokens[noun].tag[:2] == "NN" and _names(part, noun, held) for noun in nouns)


def _names(part: Part, noun: int, held: set[int]) -> bool:
    """Return whether some words stand in a noun's phrase, and in no clause behind it: "no drug to end the pain"."""
    if noun in held:
        return True
    nearer = [i for i in part.clause.below[noun] if part.clause.tokens[i].dep not in _CLAUSAL]
    return any(_names(part, i, held) for i in nearer)
