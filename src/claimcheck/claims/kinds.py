"""Clause -> kinds and direction: what sort of statement it is, and whether it speaks of benefit or harm."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from claimcheck.claims.acting import acts_on, gain_begun, tells_how_given
from claimcheck.claims.deeds import deed_in
from claimcheck.claims.direction import direction_of, is_result
from claimcheck.claims.figures import is_time
from claimcheck.claims.harmless import spares
from claimcheck.claims.named_gains import gains_in, is_listed_gain, is_verbless
from claimcheck.claims.names import MEANS, named_in
from claimcheck.claims.nothing_done import (
    gains_renown,
    is_in_what_is_changed,
    is_way_of_doing,
    is_what_is_done,
    keeps_off_means,
)
from claimcheck.claims.promise import promise_in
from claimcheck.claims.syntax import BULLETS
from claimcheck.claims.topics import (
    asks_expectation,
    is_called,
    is_in_a_name,
    is_listed_topic,
    is_named,
    is_proper,
    is_talked_of,
    is_topic,
    leaves_open,
)
from claimcheck.model import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from claimcheck.claims.cues import Part
    from claimcheck.model import Cue, Figure, Name

# Which objects make a verb a claim: "improves mobility" is one, "improves the website" is none.
OBJECTS = {
    "cure-verb": ("condition", "outcome", "people", "body"),
    "treat-verb": ("condition", "outcome", "process"),
    "prevent-verb": ("condition", "outcome", "risk"),
    "restore-verb": ("outcome", "body", "process", "condition"),
    "regenerate-verb": ("outcome", "body", "process", "condition"),
    "improve-verb": ("outcome", "process", "body", "condition"),
    "increase-verb": ("outcome", "process", "body", "career", "investment"),
    "reduce-verb": ("condition", "outcome", "risk", "process"),
    "mechanism-verb": ("process", "body", "outcome", "condition"),
    "help-verb": ("outcome", "condition", "process"),
    "harm-verb": ("outcome", "body", "condition", "people"),
}
# Verbs that may keep off a harm, and verbs for what people do who get better.
AVERTING = ("prevent-verb", "reduce-verb", "restore-verb", "regenerate-verb", "cure-verb")
RECOVERING = ("restore-verb", "improve-verb", "cure-verb")
_RESULTS = ("result", "results")
# What stands before a price.
_PRICED = (":", "–", "—", "-", "(")
# "$50 per session", "$350/appointment": what is paid each time; a month and a year tell of pay as well.
_FOR_EACH = re.compile(
    r"\s?(?:/|an? |per |each |for each |for every )\s?(?:session|appointment|visit|consultation|treatment|infusion|"
    r"drip|bottle|pack|box|pill|tablet|capsule|class|lesson)s?\b"
)
# "100% online": the whole, before words that it makes stronger.
_WHOLE, _SO = 100.0, ("JJ", "RB", "VB")


class Sort(NamedTuple):
    """What a clause claims: its kinds (none: no claim), direction, and the words that carry it, the first its head."""

    kinds: tuple[str, ...]
    direction: str
    predicates: tuple[Span, ...]
    cues: tuple[Cue, ...] = ()


def sort_of(
    part: Part, names: tuple[Name, ...], figures: tuple[Figure, ...], role: Callable[[], str], *, sells: bool
) -> Sort:
    """Return the sort of a clause by its verbs, their objects (`names` of the clause), its figures and its role.

    `sells` tells whether its page offers anything.
    `possible.py` tells of which sentences no clause has a kind: what is added here has to be let through there.
    """
    kinds: list[str] = []
    categories = {name.category for name in names} | _borne(part)
    is_topic = is_listed_topic(part) or gains_renown(part)
    spared = spares(part)
    verbs = [] if is_topic else _carried(part, categories, names)
    # A harm that is not done is no effect.
    verbs = [verb for verb in verbs if not (spared and verb[0] == "harm-verb")]
    gains = [] if is_topic else gains_in(part, names, figures)
    predicates = [span for _, span in verbs] or gains
    null = [] if spared else part.own("no-difference")
    predicates = predicates or null
    acts = None if predicates else acts_on(part, names, role) or (gain_begun(part, role) if sells else None)
    if acts is not None:
        verbs, predicates = [acts], [acts[1]]
    if not predicates and is_listed_gain(part, names):
        gains = predicates = [part.clause.span]
    deed = deed_in(part, names, role) if sells and not predicates and not is_topic else None
    if deed is not None:
        kinds, gains, predicates = ["effect", "deed"], [deed], [deed]
    elif gains or null or any(name != "mechanism-verb" for name, _ in verbs):
        kinds.append("effect")
    bare = bool(gains) and not verbs and is_verbless(part) and "process" in categories
    if any(name == "mechanism-verb" for name, _ in verbs) or _only_process(verbs, categories) or bare:
        kinds.append("mechanism")
    promised = [] if is_topic else promise_in(part, names, figures, sells=sells)
    safe = _safe(part, names, categories) or ([] if categories & {"risk"} else spared)
    for kind, found in (*([("safety", safe)] if safe else ()), *_others(part, categories, figures, bool(predicates))):
        kinds.append(kind)
        predicates = predicates or found
    if promised:
        kinds.append("promise")
        predicates = predicates or promised
    if set(kinds) <= {"offer"} and _is_regimen(part, categories, figures):
        kinds.append("regimen")
    direction, cues = direction_of(part, verbs, gains, names, kinds)
    return Sort(tuple(dict.fromkeys(kinds)), direction, tuple(predicates), cues)


def _borne(part: Part) -> set[str]:
    """Return the condition that those are said to bear to whom it is done: "treats children diagnosed with autism"."""
    tokens, below = part.clause.tokens, part.clause.below
    bearing = {j for i in part.clause.to for j in below[i] if tokens[j].dep in ("acl", "relcl")}
    if not bearing:
        return set()
    names = [n for n in part.named if n.category == "condition"]
    clauses = [c for c in part.reading.clauses[part.sentence.position] if not bearing.isdisjoint(c.verbs)]
    return {"condition"} if named_in(names, (clause.span for clause in clauses)) else set()


def _carried(part: Part, categories: set[str], names: tuple[Name, ...]) -> list[tuple[str, Span]]:
    """Return the claim verbs that the clause is built on, with their class, the main verb's first."""
    found = []
    head = part.clause.tokens[part.clause.head].start
    known = part.reading.classes(part.sentence)
    for name, objects in OBJECTS.items():
        for span in part.own(name) if name in known else ():
            if name == "help-verb" and _only_carries(part, span, categories):
                continue
            if is_in_a_name(part, span) or is_talked_of(part, span) or is_what_is_done(part, span):
                continue
            if name == "cure-verb" and any(held.holds(*span) for held in part.spans("let-on-sale")):
                continue
            if is_in_what_is_changed(part, span) or keeps_off_means(part, span, names):
                continue
            if name == "mechanism-verb" and (tells_how_given(part, names) or leaves_open(part, span)):
                continue
            acts = categories & set(objects) or _averts_harm(part, name) or _gets_better(part, span, name, categories)
            if acts and _is_predicate(part, span):
                found.append((name, span))
    return sorted(found, key=lambda item: (not item[1].start <= head < item[1].end, item[1]))


def _only_carries(part: Part, span: Span, categories: set[str]) -> bool:
    """Return whether a helping verb carries another that names no good ("allows you to track your levels")."""
    clause = part.clause
    if not any(i in clause.verbs[:-1] for i in part.positions(span)) or categories & {"condition"}:
        return False
    good = [s for name in OBJECTS if name != "help-verb" for s in part.own(name)]
    named = [s for s in part.named if s.category in ("outcome", "process")]
    places = [*good, *(Span(name.start, name.end) for name in named)]
    return not any(clause.head in part.positions(place) for place in places)


def _averts_harm(part: Part, name: str) -> bool:
    """Return whether the object is a harm that is kept off: "prevents hair damage"."""
    if name not in AVERTING:
        return False
    harms = part.own_at("harm-noun", "harm-verb")
    return any(i in harms and part.clause.tokens[i].tag[:2] == "NN" for i in part.clause.to)


def _gets_better(part: Part, span: Span, name: str, categories: set[str]) -> bool:
    """Return whether people themselves do it: "patients recovered", "she improved"."""
    clause = part.clause
    objects = {i for i in clause.to if clause.tokens[i].dep != "acomp"}  # "are able to heal"
    alone = name in RECOVERING and objects <= set(part.positions(span))
    return alone and clause.head in part.positions(span) and ("people" in categories or _are_people(part))


def _are_people(part: Part) -> bool:
    """Return whether the doer, named in a clause above, is people: "patients sleep better and heal faster"."""
    if not part.clause.lent:
        return False
    doers = named_in(part.named, part.clause.phrases(part.clause.who))
    return any(name.category == "people" for name in doers)


def _is_predicate(part: Part, span: Span) -> bool:
    """Return whether a claim word carries the clause: one of its verbs, or a noun or adjective in its arguments."""
    clause = part.clause
    nouns_only = part.own_at("no-claim-noun")
    for i in part.positions(span):
        token = clause.tokens[i]
        if token.tag[:2] == "NN" and (i in nouns_only or is_topic(part, span)):
            continue
        if i in clause.verbs:
            return True
        if token.tag[:2] == "NN" and token.dep not in ("compound", "poss") and token.tag[:3] != "NNP":
            return True
        if token.dep in ("acomp", "pcomp") and token.tag in ("VBG", "VBN"):
            return True
    return False


def _only_process(verbs: list[tuple[str, Span]], categories: set[str]) -> bool:
    return bool(verbs) and "process" in categories and not categories & {"condition", "outcome"}


def _safe(part: Part, names: tuple[Name, ...], categories: set[str]) -> list[Span]:
    """Return the words by which a clause calls something safe, or a named risk away."""
    safe = [s for s in part.own("safe", "absolute-safety") if not (is_way_of_doing(part, s) or is_proper(part, s))]
    if safe or not categories & {"risk"}:
        return safe
    freed = [s for s in part.own("free-of") if not keeps_off_means(part, s, names)]
    # "It cannot prevent all risks" denies no risk.
    return freed or ([] if part.own(*AVERTING) else part.own("negator"))


def _others(
    part: Part, categories: set[str], figures: tuple[Figure, ...], claims_effect: bool
) -> list[tuple[str, list[Span]]]:
    """Return the kinds of a clause besides effect, mechanism, safety and promise, each with the words that tell it."""
    found: list[tuple[str, list[Span]]] = []
    counted = [figure for figure in figures if not is_time(figure) and not _is_strong_word(part, figure)]
    counted = [figure for figure in counted if not _is_price(part, figure)]
    about_people = "people" in categories or "condition" in categories
    if counted and (claims_effect or categories & {"outcome", "career", "investment"}):
        found.append(("figure", []))
    elif about_people and part.own("how-often"):
        found.append(("prevalence", part.own("how-often")))
    elif counted and about_people and _is_share(counted, categories) and not categories & set(MEANS):
        found.append(("prevalence", []))
    elif counted and any(figure.unit in ("percent", "points", "times") or figure.n for figure in counted):
        found.append(("figure", []))
    compared = part.own("compared")
    if compared and (claims_effect or part.own("effective") or categories & set(MEANS) or is_result(part)):
        found.append(("comparison", compared))
    if "authority" in categories and part.own("approve"):
        found.append(("approval", part.own("approve")))
    studies = part.own("study-noun", "evidence-noun")
    leans = part.own("evidence-strength", "inference", "show-verb", "lean-on")
    # "For lasting results" speaks of what comes of it, not of a study.
    looked_at = any(part.text(span) not in _RESULTS for span in studies)
    if not leans and is_called(part, studies):
        leans = part.own("went-up", "went-down", "went-better", "went-worse")
    if studies and ((claims_effect and looked_at) or "design" in categories or leans or is_named(part, studies)):
        found.append(("study", studies))
    if part.stands_in == "testimonial" or (_first_person(part) and claims_effect and not _is_only_meant(part)):
        found.append(("testimonial", _first_person(part)))
    if part.stands_in == "call-to-act":
        found.append(("offer", part.own("call-to-act", "offer-verb")))
    if claims_effect and (part.own("expectation") or asks_expectation(part)):
        found.append(("expectation", []))
    return found


def _is_only_meant(part: Part) -> bool:
    """Return whether people say what they meant to come to, and not that they did: "I decided to improve my sleep"."""
    tokens, meant = part.clause.tokens, part.at("meaning-verb")
    infinite = [i for i in part.clause.verbs if any(tokens[j].tag == "TO" for j in part.clause.below[i])]
    return any(tokens[i].dep == "advcl" or tokens[i].head in meant for i in infinite)


def _is_strong_word(part: Part, figure: Figure) -> bool:
    """Return whether a figure counts nothing: "100% online" is only a strong word for online."""
    after = next((token for token in part.clause.tokens if token.start >= figure.end), None)
    return figure.unit == "percent" and figure.value == _WHOLE and after is not None and after.tag[:2] in _SO


def _is_price(part: Part, figure: Figure) -> bool:
    """Return whether money is a price: for each of what is bought, or in a bullet behind it ("Vitality drip: $199")."""
    if figure.unit != "money":
        return False
    text = part.reading.document.text
    before, behind = text[part.sentence.start : figure.start].rstrip(), text[figure.end : part.sentence.end]
    return (part.stands_in in BULLETS and before.endswith(_PRICED)) or bool(_FOR_EACH.match(behind))


def _is_regimen(part: Part, categories: set[str], figures: tuple[Figure, ...]) -> bool:
    """Return whether a clause only tells that a treatment was given, and for how long or how much of it."""
    given = not part.own_at("give-verb").isdisjoint(part.clause.verbs)
    return given and bool(figures) and bool(categories & set(MEANS))


def _is_share(figures: list[Figure], categories: set[str]) -> bool:
    """Return whether figures tell how common something is: people with a complaint, or a share of people."""
    figures = [figure for figure in figures if figure.unit != "money"]
    told = bool(categories & {"condition", "risk", "outcome"}) and bool(figures)
    return told or any(f.unit == "percent" or f.n for f in figures)


def _first_person(part: Part) -> list[Span]:
    """Return the words of somebody who speaks of themselves; "stage I" is no such word."""
    tokens, numbered = part.clause.tokens, part.spans("numbered-one")
    return [
        span
        for span in part.own("first-person")
        if all(tokens[i].lower != "i" or tokens[i].tag == "PRP" for i in part.positions(span))
        and not any(one.holds(*span) for one in numbered)
    ]
