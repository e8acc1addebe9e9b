"""Grammar -> how far a word that denies, hedges, asks or attributes reaches: a run of the words that it covers.

A word that modifies a verb covers what follows in that verb's clause, and its subject where that is what is spoken of
(passive, "appears to", "is unlikely to"). One that modifies a noun covers the noun with all that hangs on it, and the
whole clause where the noun is its subject. A verb or noun covers what completes it ("fails to …", "the idea that …").
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claimcheck.claims.syntax import BE, BE_CUT, NOUN_SUBJECTS, SUBJECTS, SUBJECTS_AND_THERE
from claimcheck.model import Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from claimcheck.language import Token

_ON_VERBS = ("neg", "aux", "auxpass", "advmod", "npadvmod", "intj", "preconj")
_ON_NOUNS = ("det", "predet", "amod", "nmod", "compound", "nummod", "quantmod", "poss")
_OBJECTS = ("dobj", "attr", "oprd", "acomp", "dative")
_COMPLETES = ("xcomp", "ccomp", "acl", "advcl", "prep", "pcomp", "agent")
# Adjectives that say of a noun that there is next to none, as "no" does.
_NEXT_TO_NONE = frozenset({"few", "little", "zero"})
_NOBODY = frozenset({"none", "nothing", "nobody", "no-one", "one"})
_STAYS = frozenset({*BE, *BE_CUT, "remain", "remains", "remained"})
_SEEMS = ("seem", "appear", "tend")
# Where what was denied or hedged is over, whatever the grammar says.
_STOPS = frozenset({"but", "however", "although", "though", "whereas", "except", "yet", ";", "nevertheless", "aside"})
_OPENERS, _CLOSERS = ("(", "["), (")", "]")
_CONTRARY = frozenset({"although", "though", "while", "whereas", "because", "since", "if", "unless", "until", "when"})


class Tree(NamedTuple):
    """The grammar of one sentence: its tokens, and what hangs on each."""

    tokens: Sequence[Token]
    below: Mapping[int, list[int]]


def top_of(tokens: Sequence[Token], at: Sequence[int]) -> int:
    """Return that word of a phrase on which the others hang."""
    return next((i for i in at if tokens[i].head not in at or tokens[i].head == i), at[0])


def reach(tree: Tree, at: Sequence[int], *, wide: bool = False) -> Span:
    """Return what the words at some places cover; `wide` ones (“reportedly”) cover their whole clause."""
    top = top_of(tree.tokens, at)
    if wide:
        return _run(tree, _all(tree, verb_of(tree, tree.tokens[top].head)) | set(at), at)
    if not_done := _what_is_not_done(tree, tree.tokens[top].head):
        return _run(tree, not_done | set(at), at)
    ahead = {i for i in _ahead(tree, top, at) if i >= at[0]}
    if ahead <= set(at) and tree.tokens[top].tag in ("DT", "RB", "IN"):
        # The grammar of notes ("neck supple, no rash") hangs it on nothing: it covers what follows in one breath.
        ahead = _up_to_a_stop(tree, at[-1] + 1)
    return _run(tree, ahead | _before(tree, top) | set(at), at)


def with_condition(tree: Tree, at: Sequence[int]) -> Span:
    """Return a condition with what holds on it: “if the trial succeeds, it could help”."""
    first = tree.tokens[at[0]]
    condition = first.head if first.dep == "mark" else at[0]
    covered = _all(tree, condition) | _all(tree, tree.tokens[condition].head) | set(at)
    return Span(min(tree.tokens[i].start for i in covered), max(_end(tree, i) for i in covered))


def asked_by(tree: Tree, at: Sequence[int]) -> Span:
    """Return what how, why, what or which asks: the clause that it opens."""
    return _run(tree, _all(tree, verb_of(tree, at[0])) | set(at), at)


def below(tree: Tree, at: Sequence[int]) -> Span:
    """Return a phrase with what hangs on it behind it, and no more: what "studies of" are about."""
    return _run(tree, {i for i in _all(tree, top_of(tree.tokens, at)) if i > at[0]} | set(at), at)


def verb_of(tree: Tree, at: int) -> int:
    """Return the verb of the clause that a word stands in."""
    while tree.tokens[at].tag[:2] != "VB" and tree.tokens[at].head != at:
        at = tree.tokens[at].head
    return at


def _end(tree: Tree, i: int) -> int:
    return tree.tokens[i].start if tree.tokens[i].dep == "punct" else tree.tokens[i].end


def _what_is_not_done(tree: Tree, verb: int) -> set[int]:
    """Return what a subject says is not done, all that stands behind it: "what it does not do is cure"; none else."""
    tokens = tree.tokens
    asks = any(tokens[i].lower == "what" and tokens[i].dep == "dobj" for i in tree.below[verb])
    told = asks and tokens[verb].lower == "do" and tokens[verb].dep in ("csubj", "csubjpass")
    return set(range(verb, len(tokens))) if told else set()


def _ahead(tree: Tree, top: int, at: Sequence[int]) -> set[int]:
    """Return what a cue covers behind it."""
    token = tree.tokens[top]
    if token.lower in _NOBODY and token.dep not in NOUN_SUBJECTS and at[0]:
        # "Complications: none": an answer, which covers nothing behind it but "of …".
        return {i for j in tree.below[top] if tree.tokens[j].lower == "of" for i in _all(tree, j)}
    if token.dep in ("cc", "preconj", "conj") and token.tag in ("CC", "DT", "RB", "IN"):
        return _listed(tree, token.head, top)
    if token.dep == "advmod" and token.head > top and any(tree.tokens[i].dep == "prep" for i in tree.below[top]):
        return _all(tree, top)  # "Far from being tired, they ran": an adverb with a phrase of its own
    if token.dep in _ON_VERBS and token.head != top:
        return _behind(tree, token.head, at[0]) | {token.head} | _subject_of_phrase(tree, token.head)
    if token.dep in _ON_NOUNS and token.head > top:
        says_none = token.tag in ("DT", "PDT", "CD", "RB", "CC") or token.lower in _NEXT_TO_NONE
        return _noun(tree, token.head) if says_none else _all(tree, token.head)
    if token.dep == "mark":
        return _all(tree, token.head)
    if token.dep in ("prep", "agent") and token.tag in ("IN", "RB", "TO", "VBG"):
        return _all(tree, top)
    if token.tag[:2] == "VB":
        return _all(tree, token.head) if token.dep == "amod" else _behind(tree, top, top)
    if token.tag[:2] == "JJ" or token.dep == "acomp":
        return _all(tree, top) | (_behind(tree, token.head, top) if token.head != top else set())
    if (
        token.dep in NOUN_SUBJECTS
        and token.lower not in (*_NOBODY, "neither")
        and not _is_spelled_out(tree, token.head)
    ):
        return _all(tree, top)
    return _noun(tree, top)


def _up_to_a_stop(tree: Tree, start: int) -> set[int]:
    covered: set[int] = set()
    for i in range(start, len(tree.tokens)):
        if tree.tokens[i].tag in (",", ".", ":", "CC") or tree.tokens[i].lower in _STOPS:
            break
        covered.add(i)
    return covered


def _before(tree: Tree, top: int) -> set[int]:
    """Return what a cue covers before it: the subject of which it is said that it is not, may be, seems."""
    token = tree.tokens[top]
    if token.dep == "dobj" and token.lower in ("nothing", "none"):
        return {token.head} | _all(tree, top)  # "the tea cures nothing"
    if token.dep in _ON_VERBS and token.head != top and _speaks_of_subject(tree, token.head):
        return _subject(tree, token.head)
    if token.dep == "advmod" and token.head < top and _is_bare_copula(tree, token.head):
        return _subject(tree, token.head)
    if token.tag[:2] == "VB" and token.dep != "amod":
        if token.dep == "acl" and token.tag == "VBN":
            return _all(tree, token.head)
        alone = not any(tree.tokens[i].dep in (*_OBJECTS, *_COMPLETES) for i in tree.below[top])
        seems = token.lower.startswith(_SEEMS)
        return _subject(tree, top) if alone or seems or _speaks_of_subject(tree, top) else set()
    if (token.tag[:2] == "JJ" or token.dep == "acomp") and token.dep not in ("amod", "nmod"):
        return _subject(tree, token.head) | _subject(tree, top)
    if token.dep == "attr" and token.tag[:2] == "NN" and (subject := _subject(tree, token.head)):
        return subject | _all(tree, top)
    return set()


def _subject_of_phrase(tree: Tree, head: int) -> set[int]:
    """Return the clause whose subject a denied phrase is: "not all patients improved"."""
    return _noun(tree, head) if tree.tokens[head].dep in ("nsubj", "nsubjpass", "det", "amod") else set()


def _is_spelled_out(tree: Tree, verb: int) -> bool:
    """Return whether a verb says what its subject consists of: "the aim is to …", "no proof exists that …"."""
    is_there = tree.tokens[verb].lower in _STAYS or tree.tokens[verb].lower.startswith("exist")
    return is_there and any(tree.tokens[i].dep in ("xcomp", "ccomp") for i in tree.below[verb])


def _is_bare_copula(tree: Tree, verb: int) -> bool:
    """Return whether an adverb is all that a verb says of its subject: "is far from proven"."""
    below = [tree.tokens[i].dep for i in tree.below[verb]]
    return tree.tokens[verb].lower in _STAYS and not any(dep in ("attr", "acomp", "xcomp", "ccomp") for dep in below)


def _speaks_of_subject(tree: Tree, verb: int) -> bool:
    """Return whether a verb says something of its subject that the subject does not do: a passive."""
    return any(tree.tokens[i].dep in ("auxpass", "nsubjpass") for i in tree.below[verb])


def _noun(tree: Tree, noun: int) -> set[int]:
    tokens = tree.tokens
    covered, above = _all(tree, noun), tokens[noun].head
    if above == noun:
        return covered
    if tokens[noun].dep in ("det", "amod", "nummod"):
        return covered | _noun(tree, above)
    if tokens[noun].dep in NOUN_SUBJECTS:
        return covered | _behind(tree, above, noun) | {above}
    if tokens[noun].dep in _OBJECTS:
        return covered | _behind(tree, above, noun)
    if tokens[noun].dep == "pobj" and tokens[above].dep == "prep":
        # "in no case did it help": what a denied phrase stands before is denied with it.
        verb = tokens[above].head
        if above < verb and tokens[verb].tag[:2] == "VB" and _is_inverted(tree, verb):
            return covered | _all(tree, verb)
    return covered


def _is_inverted(tree: Tree, verb: int) -> bool:
    """Return whether an auxiliary stands before the subject: "in no case did it help"."""
    auxiliary = [i for i in tree.below[verb] if tree.tokens[i].dep == "aux"]
    subject = [i for i in tree.below[verb] if tree.tokens[i].dep in SUBJECTS_AND_THERE]
    return bool(auxiliary and subject and auxiliary[0] < subject[0] < verb)


def _subject(tree: Tree, verb: int) -> set[int]:
    """Return the subject of a verb, or of the verb that it is a complement or list member of."""
    at, covered = verb, set[int]()
    for _ in range(4):
        covered |= {i for i in tree.below[at] if tree.tokens[i].dep in ("aux", "auxpass", "neg", "advmod")}
        found = [i for i in tree.below[at] if _is_subject(tree, i)]
        if found:
            return covered.union({at}, *(_all(tree, i) for i in found))
        if tree.tokens[at].dep not in ("xcomp", "conj", "acomp", "attr", "oprd"):
            break
        covered.add(at)
        at = tree.tokens[at].head
    return set()


def _is_subject(tree: Tree, i: int) -> bool:
    """Return whether a word is the subject of its verb; “that it cures is a myth” may be parsed as a complement."""
    token = tree.tokens[i]
    return token.dep in SUBJECTS or (token.dep == "ccomp" and i < token.head)


def _listed(tree: Tree, head: int, conjunction: int) -> set[int]:
    """Return what a conjunction that denies covers: the members of its list behind it ("neither … nor …")."""
    covered = {i for i in _all(tree, head) if i >= conjunction}
    for i in tree.below[head]:
        if tree.tokens[i].dep == "conj" and i > conjunction:
            covered |= _all(tree, i)
    if tree.tokens[head].dep in NOUN_SUBJECTS:
        covered |= _noun(tree, head)
    return covered


def _behind(tree: Tree, head: int, start: int) -> set[int]:
    """Return what hangs on a word behind some place, as far as it is said in one breath with it."""
    covered: set[int] = set()
    for i in sorted(tree.below[head]):
        if i >= start or i == head:
            if _parts(tree, head, i):
                break
            covered |= _all(tree, i)
    return covered


def _all(tree: Tree, head: int) -> set[int]:
    """Return a word and what hangs on it, without what is said against it or beside it."""
    covered = {head}
    for i in tree.below[head]:
        if not _parts(tree, head, i):
            covered |= _all(tree, i)
    return covered


def _parts(tree: Tree, head: int, i: int) -> bool:
    """Return whether a dependent is a statement of its own: another subject, a contrast, an aside."""
    tokens = tree.tokens
    token = tokens[i]
    if token.dep == "parataxis" or (token.dep == "ccomp" and i < head):
        return True
    if token.dep == "relcl" and any(tokens[j].lower == "," for j in range(head + 1, i)):
        # "It is a myth, told by many, that it helps": what the noun says.
        return not any(tokens[j].dep == "mark" for j in tree.below[i])
    if token.dep == "advcl" and i > head:
        marks = [tokens[j].lower for j in tree.below[i] if tokens[j].dep in ("mark", "advmod")]
        opens = min(_all(tree, i))
        return any(mark in _CONTRARY for mark in marks) or tokens[opens - 1].lower == ","
    if token.dep == "relcl" and tokens[head].dep == "pobj" and any(tokens[j].lower == "who" for j in tree.below[i]):
        return True
    if token.dep == "conj" and tokens[head].tag[:2] in ("VB", "MD"):
        return _is_new(tree, head, i)
    # "No swelling and positive for …": an adjective with a complement of its own is no further noun of a list.
    own = any(tokens[j].dep == "prep" for j in tree.below[i])
    return token.dep == "conj" and tokens[head].tag[:2] == "NN" and token.tag[:2] == "JJ" and own


def _is_new(tree: Tree, head: int, member: int) -> bool:
    """Return whether a later verb of a list says something new: a subject or an auxiliary of its own, other tense."""
    tokens = tree.tokens
    own = [tokens[j].dep for j in tree.below[member]]
    if any(tokens[j].lower == "that" and tokens[j].dep == "mark" for j in tree.below[member]):
        return False
    if any(dep in SUBJECTS_AND_THERE or dep in ("aux", "auxpass") for dep in own):
        return True
    helped = any(tokens[j].dep in ("aux", "auxpass") for j in tree.below[head])
    finite = ("VBZ", "VBP", "VBD", "VBN") if tokens[head].tag == "VB" else ("VBZ", "VBP", "VBD")
    return helped and tokens[head].tag != tokens[member].tag and tokens[member].tag in finite


def _run(tree: Tree, covered: set[int], at: Sequence[int]) -> Span:
    """Return the run of covered words around the cue, without the punctuation at its ends."""
    tokens = tree.tokens
    first, last = min(at), max(at)
    while last + 1 < len(tokens) and not _stops(tokens[last + 1]) and _goes_on(tree, covered, last + 1):
        last += 1
    while first and _goes_on(tree, covered, first - 1):
        first -= 1
    while last > max(at) and tokens[last].dep in ("punct", "cc"):
        last -= 1
    while first < min(at) and tokens[first].dep in ("punct", "cc", "mark", "intj", "_SP"):
        first += 1
    if last + 1 < len(tokens) and tokens[last + 1].lower in _CLOSERS and last > max(at):
        last += any(tokens[i].lower in _OPENERS for i in range(first, last))
    return Span(tokens[first].start, tokens[last].end)


def _stops(token: Token) -> bool:
    """Return whether a word begins what is no longer covered; in "not yet known" it does not."""
    return token.lower in _STOPS and (token.lower != "yet" or token.dep != "advmod")


def _goes_on(tree: Tree, covered: set[int], i: int) -> bool:
    token = tree.tokens[i]
    return i in covered or token.dep in ("punct", "cc", "intj", "dep") or token.tag == "_SP"
