"""Clause -> Cues: the words that deny, hedge, attribute or aim, and how far each of them reaches."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claimcheck.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimcheck.claims.clauses import Clause
    from claimcheck.claims.reading import Reading, Sentence


class Part(NamedTuple):
    """One clause of one sentence of a reading: what claims are read from."""

    reading: Reading
    sentence: Sentence
    clause: Clause

    def text(self, span: Span) -> str:
        """Return the words of a span, in lower case."""
        return self.reading.document.text[span.start : span.end].lower()

    def positions(self, span: Span) -> list[int]:
        """Return the positions of the tokens that a span of text covers."""
        tokens = self.clause.tokens
        return [i for i, token in enumerate(tokens) if token.start < span.end and span.start < token.end]

    def spans(self, *classes: str) -> list[Span]:
        """Return the places in the sentence where a phrase of any of the lexicon classes stands, in order."""
        return sorted({span for name in classes for span in self.reading.spans(self.sentence, name)})

    def own(self, *classes: str) -> list[Span]:
        """Return those of `spans` that lie in the clause itself."""
        return [span for span in self.spans(*classes) if any(i in self.clause.own for i in self.positions(span))]

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


def negators(part: Part) -> list[Span]:
    """Return the negators that deny the clause's statement.

    "No longer need", "not only" and the like are no denials (class `not-negator`); "no side effects" denies the harm
    and is the claim itself; "no cure" and "no evidence that" deny it.
    """
    if denies_harm(part):
        return []
    # "No difference" is itself what is said; "not only" and the like deny nothing.
    blocked = part.spans("not-negator", "no-difference")
    found = []
    for span in part.spans("negator"):
        if any(b.start <= span.start and span.end <= b.end for b in blocked):
            continue
        if any(_denies(part, i) for i in part.positions(span)) and not _is_turned(part, span):
            found.append(span)
    return found


def denies_harm(part: Part) -> bool:
    """Return whether what a negator would deny is harm ("do not have side effects"): that is a claim of safety."""
    if part.own(
        "reduce-verb", "prevent-verb", "treat-verb", "cure-verb", "improve-verb", "benefit-noun", "evidence-noun"
    ):
        return False
    harms = [n for n in part.reading.names[part.sentence.position] if n.category == "risk"]
    objects = part.clause.phrases(part.clause.to)
    return any(span.holds(name.start, name.end) for name in harms for span in objects)


def _is_turned(part: Part, negator: Span) -> bool:
    """Return whether "but" stands between a negator and the clause's verb: "not by luck, but by …"."""
    head = part.clause.tokens[part.clause.head]
    buts = [t.start for t in part.clause.tokens if t.lower == "but" and negator.end <= t.start]
    return any(but < head.start or head.tag[:2] != "VB" for but in buts)


def _denies(part: Part, i: int) -> bool:
    tokens, clause = part.clause.tokens, part.clause
    token, head = tokens[i], tokens[i].head
    above = part.above()
    if token.dep == "neg" or token.lower in ("never", "hardly", "rarely", "neither", "nor"):
        # A negated first verb of a list covers the later ones ("does not cure or prevent"), but a new subject ends it.
        reached = head in clause.verbs or head in above & _with_complement(part)
        return reached or (head in _list_heads(part) and _shares_subject(part))
    if i in clause.verbs or i in above & _with_complement(part):
        return True  # fails to, lacks
    if token.dep in ("nsubj", "nsubjpass") and any(span.start == token.start for span in part.spans("nobody")):
        return head in clause.verbs or head in above & _with_complement(part)
    if token.dep in ("det", "amod") or token.lower in ("no", "little", "none"):
        return _is_denied_noun(part, head)
    if token.tag == "IN" or token.lower in ("without",):
        return False
    return token.dep in ("acomp", "attr", "advmod", "prep") and head in clause.verbs


def _with_complement(part: Part, *more: str) -> frozenset[int]:
    """Return the words above whose denial reaches down: "no evidence that …", "is not known whether …"."""
    tokens, at, found = part.clause.tokens, part.clause.verbs[0], set()
    down = ("ccomp", "xcomp", "acl", "pcomp", "csubj", "csubjpass", "attr", "dobj", "prep", *more)
    while tokens[at].head != at and tokens[at].dep in down:
        at = tokens[at].head
        found.add(at)
    return frozenset(found)


def _shares_subject(part: Part) -> bool:
    return not any(part.clause.tokens[i].dep in ("nsubj", "nsubjpass") for i in part.clause.below[part.clause.verbs[0]])


def _is_denied_noun(part: Part, noun: int) -> bool:
    """Return whether denying a noun denies the clause: its object or subject, or the noun it hangs on."""
    clause = part.clause
    token = clause.tokens[noun]
    harmful = {
        name.start for name in part.reading.names[part.sentence.position] if name.category in ("risk", "condition")
    }
    harmful |= {span.start for span in part.spans("harm-noun")}
    phrase = clause.phrase(noun)
    if any(phrase.start <= start < phrase.end for start in harmful) and not part.own("cure-verb", "treat-verb"):
        return False
    # "no therapy that cures it" denies what the relative clause says; "we do not sell pills which …" need not.
    if noun in _with_complement(part, "relcl") or noun == clause.head:
        return True
    return (
        noun in clause.own
        and token.dep in ("dobj", "attr", "nsubj", "nsubjpass", "pobj")
        and (noun in (*clause.who, *clause.to))
    )
