"""Sentence -> Scopes: words that deny, hedge, ask, attribute, aim or condition, and what each covers."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claimcheck.claims.cue_tests import Look, is_cue
from claimcheck.claims.reach import Tree, asked_by, below, reach, top_of, with_condition
from claimcheck.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claimcheck.claims.reading import Reading, Sentence

# The classes of cues by what they do to the words that they cover.
KINDS = {
    "denial": "negation",
    "scant": "negation",
    "not-there": "negation",
    "no-longer": "negation",
    "unproven": "negation",
    "open-word": "speculation",
    "open-modal": "speculation",
    "open-would": "speculation",
    "open-say": "speculation",
    "open-verb": "speculation",
    "open-noun": "speculation",
    "open-adjective": "speculation",
    "doubt": "speculation",
    "asked-clause": "question",
    "attribution": "attribution",
    "aim": "aim",
    "research-goal": "aim",
    "learning-how": "aim",
    "hope-verb": "aim",
    "aim-noun": "aim",
    "wh-word": "inquiry",
    "looks-into": "inquiry",
    "research-of": "inquiry",
    "warned-of": "attribution",
    "tell-verb": "attribution",
    "from": "prevention",
    "ability-lost": "prevention",
    "unlikely": "speculation",
    "if-word": "condition",
}
# A cue inside a phrase of one of these is none: "not only" denies nothing, "not known" leaves open.
_NO_CUE = {
    "denial": ("not-negator", "no-longer", "doubt", "unproven", "open-word"),
    "scant": ("unproven",),
    "unproven": ("not-negator",),
    "if-word": ("no-condition",),
    "open-verb": ("not-negator",),
}


class Scope(NamedTuple):
    """Words that another word governs: `kind` says how, `by` is the lexicon class of the cue."""

    kind: str
    by: str
    cue: Span
    span: Span


def scopes_in(reading: Reading, sentence: Sentence) -> tuple[Scope, ...]:
    """Return the scopes of a sentence in the order of their cues."""
    clauses = reading.clauses[sentence.position]
    if not clauses:
        return ()
    tree = Tree(clauses[0].tokens, clauses[0].below)
    found: dict[tuple[str, Span], Scope] = {}
    known, listed = reading.classes(sentence), reading.lexicon.classes
    for by, kind in KINDS.items():
        if by not in known and by in listed:
            continue
        for cue in _cues(reading, sentence, by):
            at = [i for i, t in enumerate(tree.tokens) if t.start < cue.end and cue.start < t.end]
            if at and is_cue(by, Look(reading, sentence, tree, at, top_of(tree.tokens, at))):
                found.setdefault((kind, cue), Scope(kind, by, cue, _reach(reading, sentence, tree, at, by)))
    return tuple(sorted(_longest(found.values()), key=lambda scope: (scope.cue, scope.kind)))


def moved(scopes: tuple[Scope, ...], by: int) -> tuple[Scope, ...]:
    """Return the scopes of a sentence where its words stand so much further behind."""
    return tuple([s._replace(cue=s.cue.moved(by), span=s.span.moved(by)) for s in scopes])


def _reach(reading: Reading, sentence: Sentence, tree: Tree, at: list[int], by: str) -> Span:
    if by == "wh-word":
        return asked_by(tree, at)
    if by == "research-of":
        return below(tree, at)
    first, last = tree.tokens[at[0]], tree.tokens[at[-1]]
    wide = any(s.holds(first.start, last.end) for s in reading.spans(sentence, "of-all-said"))
    if first.dep in ("mark", "advcl", "prep") and any(
        s.start == first.start for s in reading.spans(sentence, "if-word")
    ):
        return with_condition(tree, at)
    return reach(tree, at, wide=wide)


def _longest(scopes: Iterable[Scope]) -> list[Scope]:
    """Return the scopes without those whose cue lies in a longer one of the same kind."""
    known = list(scopes)
    return [
        s for s in known
        if not any(o.kind == s.kind and o.cue != s.cue and o.cue.holds(s.cue.start, s.cue.end) for o in known)
    ]  # fmt: skip


def _cues(reading: Reading, sentence: Sentence, by: str) -> Iterator[Span]:
    blocked = [span for name in _NO_CUE.get(by, ()) for span in reading.spans(sentence, name)]
    for span in reading.spans(sentence, by):
        if not any(b.start <= span.start < b.end for b in blocked):
            yield span
