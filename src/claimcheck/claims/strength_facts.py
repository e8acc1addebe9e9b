"""Clause -> facts: which classes of words stand where in a statement, and how it is built, each with its words.

A fact is named as a reviewer would point at it: `act-raise` stands somewhere in the sentence, `act-raise@main` in what
is said (the verb, what goes with it, what it says its subject is), `@subject`, `@object`, `@rest` (further phrases),
`@frame` (a verb that carries the statement: "we found that …"), `@aside` (another clause). `:verb`, `:noun`, `:word`
and `:other` tell what it is there; `+object`, `+passive`, `+alone` how it stands as the statement's verb. Facts in
several words (`is past`, `no subject`, `has number` …) are of the sentence's build. `any-act@main` is a fact of a
family: a word of one of the classes that do the same thing stands there.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from claimcheck.claims.cues import Part, governing
from claimcheck.claims.syntax import BE, COMPARATIVES, FINITE, HAVE, SUBJECTS_AND_THERE, SUPERLATIVES
from claimcheck.model import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from claimcheck.claims.clauses import Clause
    from claimcheck.claims.reading import Reading, Sentence
    from claimcheck.language import Token

_BESIDE = ("aux", "auxpass", "neg", "advmod", "npadvmod")
_PREDICATES = ("acomp", "attr", "oprd")
# Verbs that put a statement in a mouth or a study: "X raises Y, say doctors", "… , a study finds".
_REPORTING = ("say-attributed", "say-firmly", "say-weakly", "none-recommend")
_LENGTHS = (("is very short", 0, 8), ("is short", 0, 14), ("is long", 26, 999), ("is very long", 39, 999))

# Classes that do the same thing in a statement; each word is a fact of its class and one of its family.
FAMILIES: Mapping[str, tuple[str, ...]] = {
    "any-act": (
        "act-cause", "act-affect", "act-raise", "act-lower", "act-better", "act-worse", "act-protect", "act-treat",
        "act-help", "because-of",
    ),
    "any-tie": ("tie-associated", "tie-linked", "tie-predicts", "tie-marker", "tie-factor", "tie-mirrors"),
    "any-odds": ("odds-more", "odds-risk-changed"),
    "any-compare": ("compare-than", "compare-degree", "compare-differ", "have-more", "found-in"),
    "any-worth": ("good-effective", "good-beneficial", "bad-harmful"),
    "any-hedge": (
        "hedge-modal", "hedge-seem", "hedge-possible", "hedge-likely", "hedge-potential", "hedge-partly",
    ),
    "any-none": (
        "none-aim", "none-method", "none-call", "none-need", "none-recommend", "none-unknown", "none-frame",
        "none-common", "none-new",
    ),
}  # fmt: skip
_FAMILY_OF = {name: family for family, names in FAMILIES.items() for name in names}


def statement_in(reading: Reading, sentence: Sentence) -> Part | None:
    """Return the clause that a sentence states: its main one, or what that only reports; None without words."""
    clauses, tokens = reading.clauses[sentence.position], reading.tokens[sentence.position]
    roots = [c for c in clauses if tokens[c.verbs[0]].head == c.verbs[0]] or list(clauses)
    finite = [c for c in roots if _is_finite(c)] or roots
    if not finite:
        return None
    # A heading of a few words before a colon or semicolon is not yet the statement.
    found = Part(reading, sentence, finite[1 if len(finite) > 1 and len(finite[0].own) <= 3 else 0])
    for _ in range(3):
        inner = [c for c in clauses if _is_reported(tokens, c, found.clause)]
        if not inner or not any(i in found.clause.verbs for s in found.spans(*_REPORTING) for i in found.positions(s)):
            break
        found = Part(reading, sentence, inner[0])
    return found


def _is_finite(clause: Clause) -> bool:
    around = [i for verb in clause.verbs for i in (verb, *clause.below[verb])]
    return any(clause.tokens[i].tag in (*FINITE, "VB") for i in around)


def _is_reported(tokens: Sequence[Token], clause: Clause, above: Clause) -> bool:
    """Return whether a clause stands before the verb that reports it."""
    first = tokens[clause.verbs[0]]
    return first.dep in ("ccomp", "parataxis") and first.head in above.verbs and clause.verbs[0] < first.head


def facts_of(part: Part, classes: Collection[str], *, alone: bool = False) -> Mapping[str, Span]:
    """Return the facts of a statement, each with the words that show it; `classes` are those that are looked for.

    `alone`: words of other clauses are left out, but for those that govern this one ("studies suggest that …").
    """
    found: dict[str, Span] = {}
    voice = voice_of(part.clause)
    for name in sorted(part.reading.classes(part.sentence).keys() & classes):
        for span in part.spans(name):
            at = part.positions(span)
            place = place_of(part.clause, _head_of(part.clause.tokens, at)) if at else ""
            if alone and place == "aside":
                place = "frame" if span in governing(part, name) else ""
            if place:
                head = _head_of(part.clause.tokens, at)
                form = _form_of(part.clause.tokens[head])
                for fact in _named(name, place, form, voice if head == part.clause.head else ""):
                    found.setdefault(fact, span)
    for fact, i in _built(part.clause):
        token = part.clause.tokens[i]
        found.setdefault(fact, Span(token.start, token.end))
    return found


# The same few thousand come again and again.
@cache
def _named(name: str, place: str, form: str, voice: str) -> tuple[str, ...]:
    """Return the facts of a class of words that stands in a place; `voice` where its word is the statement's verb."""
    known = [one for one in (name, _FAMILY_OF.get(name)) if one]
    ends = ("", f"@{place}", f":{form}", *((f"+{voice}",) if voice else ()))
    return tuple(f"{one}{end}" for one in known for end in ends)


def class_of(fact: str) -> str:
    """Return the class of words that a fact is of; facts of the build have none."""
    return "" if " " in fact else fact.split("@")[0].split(":")[0].split("+")[0]


def _head_of(tokens: Sequence[Token], at: Sequence[int]) -> int:
    return next((i for i in at if tokens[i].head not in at or tokens[i].head == i), at[0])


def voice_of(clause: Clause) -> str:
    """Return how a statement's verb stands: with an object, passive, or alone ("deaths rose")."""
    if clause.passive:
        return "passive"
    return "object" if any(clause.tokens[i].dep == "dobj" for i in clause.below[clause.head]) else "alone"


def _form_of(token: Token) -> str:
    """Return what a word is in its sentence: verb, noun, word (of degree or kind) or other."""
    if token.tag[:2] == "VB":
        # "increased risk" tells of a risk, not of an increase.
        return "word" if token.dep == "amod" else "verb"
    return {"NN": "noun", "JJ": "word", "RB": "word"}.get(token.tag[:2], "other")


def place_of(clause: Clause, at: int) -> str:
    """Return in which part of a statement a word stands."""
    tokens, head = clause.tokens, clause.head
    if at in clause.verbs:
        return "main" if at == head else "frame"
    if at not in clause.own:
        return "aside"
    below = at
    while tokens[below].head not in clause.verbs:
        if tokens[below].head == below:
            return "aside"
        below = tokens[below].head
    return _place_under(tokens, head, at, below)


def _place_under(tokens: Sequence[Token], head: int, at: int, top: int) -> str:
    """Return the place of a word by the word `top` above it that hangs on one of the statement's verbs."""
    if tokens[top].head != head:
        return "frame"
    dep = tokens[top].dep
    if dep in SUBJECTS_AND_THERE:
        return "subject"
    if dep in _BESIDE or (dep in _PREDICATES and top == at):
        return "main"
    return "object" if dep == "dobj" and top == at else "rest"


def _built(clause: Clause) -> Iterator[tuple[str, int]]:
    """Yield the facts of a statement's build, each with the position of the word that shows it."""
    tokens, head = clause.tokens, clause.head
    yield from _verb_form(clause)
    yield f"head is {tokens[head].tag}", head
    if tokens[head].lower in BE:
        yield "head is to be", head
    if tokens[head].lower in HAVE:
        yield "head is to have", head
    if not clause.who:
        yield "no subject", head
    if len(clause.verbs) > 1:
        yield "is carried", clause.verbs[0]
    for at in clause.who:
        yield f"subject is {tokens[at].tag}", at
    for at in clause.below[head]:
        if tokens[at].dep == "dobj":
            yield "has object", at
    yield from _words(clause)
    words = sum(token.tag[0].isalpha() for token in tokens)
    yield from ((name, head) for name, least, behind in _LENGTHS if least <= words < behind)


def _verb_form(clause: Clause) -> Iterator[tuple[str, int]]:
    tokens = clause.tokens
    beside = [i for verb in clause.verbs for i in clause.below[verb]]
    aux = [i for i in beside if tokens[i].dep in ("aux", "auxpass")]
    finite = [i for i in (*clause.verbs, *aux) if tokens[i].tag in FINITE]
    tags = {tokens[i].tag: i for i in reversed(finite)}
    for name, tag in (("is modal", "MD"), ("is past", "VBD"), ("is present", "VBZ"), ("is present", "VBP")):
        if tag in tags:
            yield name, tags[tag]
            break
    else:
        yield ("is fragment" if tokens[clause.head].tag[:2] == "NN" else "no verb"), clause.head
    yield from (("is perfect", i) for i in aux if tokens[i].lower in HAVE)
    yield from (("is negated", i) for i in beside if tokens[i].dep == "neg")
    if clause.passive:
        yield "is passive", clause.head


def _words(clause: Clause) -> Iterator[tuple[str, int]]:
    tokens = clause.tokens
    yield f"opens with {tokens[0].tag}", 0
    if tokens[-1].lower == ".":
        yield "has stop", len(tokens) - 1
    for at, token in enumerate(tokens):
        if token.tag in COMPARATIVES:
            yield "has comparative", at
            yield f"has comparative@{place_of(clause, at)}", at
        elif token.tag in SUPERLATIVES:
            yield "has superlative", at
        elif token.tag == "CD":
            yield "has number", at
            yield f"has number@{place_of(clause, at)}", at
        name = _marks().get(token.lower)
        if name:
            yield name, at


@cache
def _marks() -> Mapping[str, str]:
    quotes = dict.fromkeys("\"“”'‘", "has quote")
    return {**quotes, "?": "has question", ":": "has colon", ";": "has semicolon", "%": "has percent", "no": "has no"}
