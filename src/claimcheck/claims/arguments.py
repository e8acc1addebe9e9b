"""A clause's verbs -> the heads of phrases that go with them: who does it, what it is done to, by and with what.

A relative pronoun gives way to what it stands for, and a list counts with all its members. Values are positions of
tokens; `below` holds what hangs on each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.claims.syntax import HAVE, SUBJECTS, VERBS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from claimcheck.language import Token

_OBJECTS = ("dobj", "dative", "attr", "oprd", "acomp")
_DO = ("do", "does", "did")
# What lets others do it; the model now and then takes their verb for a finite one ("helping people achieve more").
_LETTING = ("help", "helps", "helped", "helping", "let", "lets", "letting", "make", "makes", "making")
_HAVING = (*HAVE, "having")
_RELATIVES = ("that", "which", "who", "whom")


def is_verb(token: Token) -> bool:
    """Return whether a word is a verb, in whatever form, or an auxiliary."""
    return token.tag in VERBS


def doers(
    tokens: tuple[Token, ...], below: Mapping[int, list[int]], verbs: tuple[int, ...], passive: bool
) -> tuple[int, ...]:
    """Return who does what the last of some verbs tells; a carried verb has the subject of the verb that carries it."""
    wanted: tuple[str, ...] = ("nsubj", "csubj") if not passive else ("nsubj",)
    for verb in reversed(verbs):
        found = _of_what_is_done(tokens, below, verb) or tuple(i for i in below[verb] if tokens[i].dep in wanted)
        if found and not _is_helped(tokens, below, verbs, verb):
            return _resolved(tokens, verb, found)
        # "was shown to reduce": the subject of the carrying passive is the doer of the carried verb.
        wanted = SUBJECTS
    return ()


def _of_what_is_done(tokens: tuple[Token, ...], below: Mapping[int, list[int]], verb: int) -> tuple[int, ...]:
    """Return who does what is told behind it: in "What the cells do is settle in the joint" the cells."""
    if not any(token.lower in ("what", "all") for token in tokens[:verb]):
        return ()
    doing = (i for i in below[verb] if i < verb and tokens[i].lower in _DO)
    return tuple(j for i in doing for j in below[i] if tokens[j].dep == "nsubj")


def _is_helped(tokens: tuple[Token, ...], below: Mapping[int, list[int]], verbs: tuple[int, ...], verb: int) -> bool:
    """Return whether a verb's subject is who is helped, made or let to do it ("helps patients walk")."""
    led = tokens[verb].tag == "VBP" and tokens[tokens[verb].head].lower in _LETTING
    bare = (tokens[verb].tag == "VB" or led) and not any(tokens[i].tag == "MD" for i in below[verb])
    return verb != verbs[0] and bare and not any(tokens[i].dep == "mark" for i in below[verb])


def targets(
    tokens: tuple[Token, ...], below: Mapping[int, list[int]], verbs: tuple[int, ...], passive: bool
) -> tuple[int, ...]:
    """Return what some verbs are done to: objects, what it is said to be, in a passive its subject."""
    found: list[int] = []
    for verb in verbs:
        for i in below[verb]:
            if tokens[i].dep in _OBJECTS:
                found.append(i)
            elif passive and tokens[i].dep == "nsubjpass":
                found += _resolved(tokens, verb, (i,))
            elif tokens[i].dep == "nsubj" and _is_helped(tokens, below, verbs, verb):
                found.append(i)
    if not found and tokens[verbs[0]].dep != "conj":
        # "reduces and prevents pain": the first verb shares the object of the second.
        for i in below[verbs[0]]:
            if tokens[i].dep == "conj" and is_verb(tokens[i]) and any(tokens[j].dep == "cc" for j in below[verbs[0]]):
                found += [j for j in below[i] if tokens[j].dep == "dobj"] if i - verbs[0] <= 3 else []
    return tuple(dict.fromkeys(found))


def _resolved(tokens: tuple[Token, ...], verb: int, found: tuple[int, ...]) -> tuple[int, ...]:
    """Return what a relative pronoun stands for, in place of the pronoun."""
    out: list[int] = []
    for i in found:
        is_relative = tokens[i].lower in _RELATIVES and tokens[i].tag in ("WDT", "WP", "IN", "WP$")
        out += antecedent(tokens, verb) if is_relative else [i]
    return tuple(out)


def antecedent(tokens: tuple[Token, ...], verb: int) -> tuple[int, ...]:
    """Return what a clause that hangs on a noun is said of, none where it hangs on no noun."""
    at = verb
    while tokens[at].dep in ("xcomp", "ccomp", "conj") and tokens[at].head != at:
        at = tokens[at].head
    if tokens[at].dep not in ("relcl", "acl") or tokens[at].head == at:
        return ()
    noun = tokens[at].head
    owner = tokens[noun].head
    if tokens[noun].dep == "dobj" and tokens[owner].lower in _HAVING:
        # "It has effects that help": what a thing has, it does.
        owners = [i for i, token in enumerate(tokens) if token.head == owner and token.dep == "nsubj"]
        return (owners[0],) if owners else (noun,)
    return (*_called(tokens, noun), noun)


def _called(tokens: tuple[Token, ...], noun: int) -> tuple[int, ...]:
    """Return what a noun is said to be or stands beside: "arthritis is a process that …", "GLP-1, a hormone that …"."""
    above = tokens[noun].head
    if tokens[noun].tag[:2] != "NN":
        return ()
    if tokens[noun].dep == "appos":
        return (above,) if tokens[above].tag[:2] == "NN" else ()
    if tokens[noun].dep != "attr":
        return ()
    return tuple(i for i in range(above) if tokens[i].head == above and tokens[i].dep == "nsubj")[:1]


def prepositions(
    tokens: tuple[Token, ...], below: Mapping[int, list[int]], verbs: tuple[int, ...], to: tuple[int, ...]
) -> tuple[tuple[str, int], ...]:
    """Return the heads of what stands behind prepositions of some verbs and of their objects, each with its word."""
    found: list[tuple[str, int]] = []
    for at in (*verbs, *to):
        for prep in below[at]:
            if tokens[prep].dep in ("prep", "agent", "dative"):
                found += [(tokens[prep].lower, i) for i in below[prep] if tokens[i].dep in ("pobj", "pcomp")]
    return tuple(found)


def instruments(tokens: tuple[Token, ...], by: tuple[tuple[str, int], ...]) -> tuple[int, ...]:
    """Return the nouns by which something is said to be done: "with", "by", "through" them."""
    return tuple(i for word, i in by if word in ("with", "by", "through", "using", "via") and tokens[i].tag[:2] == "NN")


def with_lists(tokens: tuple[Token, ...], below: Mapping[int, list[int]], heads: Iterable[int]) -> tuple[int, ...]:
    """Return some heads with the further members of their lists ("pain, stiffness and swelling")."""
    found: list[int] = []
    todo = list(heads)
    while todo:
        at = todo.pop(0)
        if at in found:
            continue
        found.append(at)
        todo += [i for i in below[at] if tokens[i].dep in ("conj", "appos") and not is_verb(tokens[i])]
    return tuple(found)
