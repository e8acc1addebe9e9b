"""Grammar -> Clauses: who does what to whom, in active, passive, nominal, relative and bulleted form alike.

A clause is one predicate with its arguments. Verbs that only carry another (help to cure, was shown to reduce,
studies show that …) are read together with the verb they carry, because a reader takes them as one statement.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from claimcheck.claims.arguments import antecedent, doers, instruments, is_verb, prepositions, targets, with_lists
from claimcheck.claims.coordination import with_lists_mended
from claimcheck.claims.participles import means_behind, shares_passive
from claimcheck.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from claimcheck.language import Token

# "Do a lot to prevent it": who does it does the one and the other.
_MUCH = ("lot", "much", "little", "everything", "something", "anything", "nothing", "step", "steps", "things")
# Dependents that open a clause of their own; xcomp and ccomp are read with the verb that carries them.
_OPENERS = ("advcl", "relcl", "acl", "parataxis", "csubj", "csubjpass")
_CARRIED = ("xcomp", "ccomp")
_LEFT_OUT = ("punct", "cc", *_CARRIED)
# "Is associated with less pain": what stands behind "with" does nothing.
_TIED = ("associated", "correlated", "linked", "connected", "related", "compared")


@dataclass(frozen=True)
class Clause:
    """One predicate: `head` is its main verb (or noun, in a fragment), `verbs` all that it is read with, in order.

    Values are positions of tokens. `own` are the clause's tokens without those of clauses inside it. `who` and `to`
    are heads of phrases: the doer and what is done to (in a passive turned round); `by_preposition` the rest.
    `lent` tells whether the doer was taken from a clause above.
    """

    tokens: tuple[Token, ...] = field(repr=False)
    below: Mapping[int, list[int]] = field(repr=False)
    head: int
    verbs: tuple[int, ...]
    own: frozenset[int]
    who: tuple[int, ...] = ()
    to: tuple[int, ...] = ()
    by_preposition: tuple[tuple[str, int], ...] = ()
    passive: bool = False
    lent: bool = False
    _phrases: dict[int, Span] = field(default_factory=dict, init=False, repr=False, compare=False)

    @cached_property
    def edges(self) -> tuple[list[int], list[int]]:
        """Return where each token of the sentence begins, and where it ends."""
        return [token.start for token in self.tokens], [token.end for token in self.tokens]

    @cached_property
    def span(self) -> Span:
        """Return the run of text from the first to the last word of the clause."""
        at = [i for i in self.own if self.tokens[i].dep not in ("punct", "cc") and self.tokens[i].tag != "_SP"]
        at = sorted(at) or [self.head]
        last = at[-1]
        # A bracket that is opened inside is closed inside: "(95 % interval 1.0 to 4.2)".
        if last + 1 < len(self.tokens) and self.tokens[last + 1].lower in (")", "]"):
            last += 1
        return Span(self.tokens[at[0]].start, self.tokens[last].end)

    def phrase(self, head: int) -> Span:
        """Return the run of text of the phrase below one token, as far as it belongs to no clause of its own."""
        known = self._phrases.get(head)
        if known is not None:
            return known
        held, todo = [], [head]
        while todo:
            at = todo.pop()
            held.append(at)
            todo += [i for i in self.below[at] if not (_opens(self.tokens, i) or self.tokens[i].dep in _LEFT_OUT)]
        self._phrases[head] = Span(min(self.tokens[i].start for i in held), max(self.tokens[i].end for i in held))
        return self._phrases[head]

    def phrases(self, heads: Iterable[int]) -> tuple[Span, ...]:
        """Return the runs of several phrases."""
        return tuple(self.phrase(head) for head in heads)


def clauses_in(tokens: Sequence[Token]) -> tuple[Clause, ...]:
    """Return the clauses of one parsed sentence, in the order of their heads."""
    tokens = with_lists_mended(tokens)
    below = _children(tokens)
    roots = [i for i, t in enumerate(tokens) if t.head == i or (_opens(tokens, i) and t.dep != "punct")]
    owner = _owners(tokens, roots)
    built: dict[int, Clause] = {}
    for root in sorted(roots, key=lambda i: _depth(tokens, i)):
        own = frozenset(i for i in range(len(tokens)) if owner[i] == root)
        built[root] = _clause(tuple(tokens), below, root, own, built)
    return tuple(sorted(built.values(), key=lambda clause: clause.head))


def _children(tokens: Sequence[Token]) -> Mapping[int, list[int]]:
    below: dict[int, list[int]] = defaultdict(list)
    for i, token in enumerate(tokens):
        if token.head != i:
            below[token.head].append(i)
    return below


def _depth(tokens: Sequence[Token], i: int) -> int:
    steps = 0
    while tokens[i].head != i:
        i, steps = tokens[i].head, steps + 1
    return steps


def _opens(tokens: Sequence[Token], i: int) -> bool:
    """Return whether a token opens a clause: a root, a second verb of a list, a clause that hangs on a word."""
    token = tokens[i]
    if token.head == i:
        return True
    if token.dep in _OPENERS:
        return is_verb(token) or token.dep in ("advcl", "parataxis")
    if token.dep == "conj":
        return is_verb(token) and is_verb(tokens[token.head])
    if token.dep == "ccomp":
        # "…; it offers …": two statements side by side, where the parser hangs the first on the second.
        return i < token.head and not any(t.dep == "mark" and t.head == i for t in tokens)
    if token.dep == "pcomp":
        return is_verb(token)
    return False


def _owners(tokens: Sequence[Token], roots: list[int]) -> list[int]:
    opened = set(roots)
    owner = []
    for i in range(len(tokens)):
        at = i
        while at not in opened:
            at = tokens[at].head
        owner.append(at)
    return owner


def _clause(
    tokens: tuple[Token, ...],
    below: Mapping[int, list[int]],
    root: int,
    own: frozenset[int],
    built: dict[int, Clause],
) -> Clause:
    """Return the clause of one root; `built` are those above it, which may lend it a doer."""
    verbs = _verbs(tokens, below, root)
    head = verbs[-1]
    above = next((c for c in built.values() if c.passive and shares_passive(tokens, below, c.head, head)), None)
    passive = above is not None or any(tokens[i].dep in ("auxpass", "nsubjpass") for i in below[head])
    participle = (
        tokens[head].tag == "VBN" and tokens[head].dep in ("acl", "relcl") and not _has_auxiliary(tokens, below, head)
    )
    # A heading or bullet without a verb has no doer, whatever its first noun is taken for.
    who = doers(tokens, below, verbs, passive) if any(is_verb(tokens[i]) for i in own) else ()
    to = targets(tokens, below, verbs, passive)
    to = to or (above.to if above is not None else ())
    by = prepositions(tokens, below, (*verbs, *means_behind(tokens, below, head)), to)
    agents = tuple(i for word, i in by if word == "by" and (passive or participle))
    lent = False
    if passive or participle:
        if participle and not passive:
            to = (*to, *antecedent(tokens, head))
        who = agents
        if not who:
            who = () if tokens[head].lower in _TIED else instruments(tokens, by)
    elif not who:
        who, lent = _lent(tokens, root, built), True
    return Clause(
        tokens, below, head, verbs, own, with_lists(tokens, below, who), with_lists(tokens, below, to), by,
        passive or participle, lent,
    )  # fmt: skip


def _has_auxiliary(tokens: tuple[Token, ...], below: Mapping[int, list[int]], head: int) -> bool:
    """Return whether a verb has an auxiliary of its own (then a participle is no bare one)."""
    return any(tokens[i].dep in ("aux", "auxpass") for i in below[head])


def _verbs(tokens: tuple[Token, ...], below: Mapping[int, list[int]], root: int) -> tuple[int, ...]:
    """Return a root and the verbs that are carried below it, each by the one before."""
    chain = [root]
    while True:
        carried = [i for i in below[chain[-1]] if tokens[i].dep in _CARRIED and not _opens(tokens, i)]
        if not carried:
            # "is able to cure", "has the power to cure": the verb hangs on the adjective or noun that carries it.
            carried = [
                i
                for middle in below[chain[-1]]
                if tokens[middle].dep in ("acomp", "attr", "oprd")
                for i in below[middle]
                if tokens[i].dep in _CARRIED
            ]
        if not carried or len(chain) > 8:
            return tuple(chain)
        chain.append(carried[0])


def _lent(tokens: tuple[Token, ...], root: int, built: dict[int, Clause]) -> tuple[int, ...]:
    """Return the doer that a clause without one takes over: from its antecedent, or from the clause above."""
    if tokens[root].dep in ("relcl", "acl"):
        head = tokens[root].head
        is_doer = tokens[root].dep == "relcl" or (tokens[head].tag[:2] == "NN" and tokens[root].tag in ("VBG", "VB"))
        if is_doer and tokens[head].lower not in _MUCH:
            return (head,)
    at = root
    while tokens[at].head != at:
        at = tokens[at].head
        for clause in built.values():
            if at in clause.own:
                return clause.who or (clause.to if clause.passive else ())
    return ()
