"""Clause -> who does it: the names in its doers, and what kind of doer they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.claims.names import MEANS, named_in
from claimcheck.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimcheck.claims.cues import Part
    from claimcheck.model import Name

# Tissue that is called so is there, or back, by what is offered.
COMING = ("new", "fresh", "healthy", "dormant", "lost", "damaged", "worn")
_READER = ("you", "your", "yours")
# So many characters behind "instead of" still belong to what is replaced.
_NEAR = 40
# What gets better, and does nothing for it.
UNDERGOING = {"body", "condition", "outcome", "people", "process"}
# What is done for what a label names, and the marks behind a label.
_LABELLED = (
    "cure-verb",
    "improve-verb",
    "restore-verb",
    "regenerate-verb",
    "help-verb",
    "reduce-verb",
    "prevent-verb",
    "treat-verb",
)
_MARKS = (":", "–", "—", "-")
_THAT = ("this", "these", "such")
_DOES_GOOD = ("cure-verb", "improve-verb", "restore-verb", "regenerate-verb", "help-verb")
# Lexicon ids of those who give ordinary care.
_CARERS = {"doctors", "allied-professionals"}
_BY_ITSELF = ("cure-verb", "reduce-verb", "improve-verb", "restore-verb")


def named_doers(part: Part, own: tuple[Name, ...], doers: tuple[Span, ...], *, offers: bool) -> list[Name]:
    """Return the names in the doers of a clause, those of a doer that stands in another clause among them."""
    clause = part.clause
    named = named_in(own, doers)
    above = not offers and any(i not in clause.own for i in clause.who)
    # "Having acupuncture first was shown to …": the doer is a clause, and names what does it.
    clausal = any(clause.tokens[i].dep.startswith("csubj") for i in clause.who)
    if clause.lent or above or clausal:
        # A doer of the clause above is named there: "obesity …, shortening lives", "drugs that ease …".
        others = [name for name in part.named if name not in own]
        lent = named_in(others, doers)
        named += [n._replace(via="block") for n in lent if clause.lent or n.category in MEANS]
    return named + _defined(part, named)


def _defined(part: Part, named: list[Name]) -> list[Name]:
    """Return the names of what another clause says it is that acts: "arthritis is a process that …"."""
    clause, tokens = part.clause, part.clause.tokens
    called = [i for i in clause.who if i not in clause.own and tokens[i].dep in ("attr", "appos")]
    subjects = [i for i in clause.who if any(i in (tokens[j].head, *_beside(part, j)) for j in called)]
    known = {(name.start, name.end) for name in named}
    found = named_in(part.named, clause.phrases(subjects))
    return [name._replace(via="block") for name in found if (name.start, name.end) not in known]


def _beside(part: Part, noun: int) -> list[int]:
    """Return the subjects of the verb that a noun hangs on."""
    tokens = part.clause.tokens
    return [i for i, token in enumerate(tokens) if token.head == tokens[noun].head and token.dep == "nsubj"]


def is_given(part: Part) -> bool:
    """Return whether the doer is what a treatment gives or is made of: "these growth factors", "the laser beam"."""
    return not part.at("given-matter").isdisjoint(part.clause.who)


def is_ware(part: Part, named: list[Name]) -> bool:
    """Return whether the doer is a thing that is sold, called after body or complaint: "the foot bath"."""
    wares = part.at("ware")
    tokens = part.clause.tokens
    heads = [i for i in part.clause.who if i in wares]
    # "The pad of the foot" is a part of the body, and so is what a name ends with.
    own = any(name.start <= tokens[i].start < name.end for i in heads for name in named)
    belongs = any(tokens[j].lower == "of" for i in heads for j in part.clause.below[i])
    return bool(heads) and not own and not belongs


def are_carers(named: list[Name]) -> bool:
    """Return whether the doers are those who give ordinary care: "may be treated by a physiotherapist"."""
    return bool(named) and all(name.id in _CARERS for name in named)


def is_topic_label(part: Part, categories: set[str]) -> bool:
    """Return whether the doer is a label that only names what gets better: "Heart health: lowers cholesterol"."""
    if not part.clause.who or not categories or not categories <= UNDERGOING or not part.own(*_LABELLED):
        return False
    verb = part.clause.tokens[part.clause.verbs[0]].start
    label = part.clause.phrases(part.clause.who)[-1]
    return part.reading.document.text[label.end : verb].strip("* ") in _MARKS


def is_act_on_body(part: Part) -> bool:
    """Return whether the doer is what a treatment does: "removal of stale blood", "stimulation of the nerve"."""
    return not part.at("act-on-body").isdisjoint(part.clause.who)


def comes_about(part: Part, words: list[str], categories: set[str]) -> bool:
    """Return whether a good is told as coming by itself: "his back pain has gone", "new vessels grow"."""
    if categories & {"condition", "outcome", "process"} and part.own(*_BY_ITSELF):
        return True
    return bool(categories & {"body", "process"}) and words[0] in COMING


def points_back(part: Part, words: list[str], categories: set[str]) -> bool:
    """Return whether the doer is what was said to happen before, and does good: "this reaction rebuilds the joint"."""
    back = words[0] in _THAT or bool(part.spans("brought-about"))
    return back and categories <= {"body", "process", "outcome"} and bool(part.own(*_DOES_GOOD))


def does_to_reader(part: Part, categories: set[str]) -> bool:
    """Return whether tissue is said to renew the reader's own: "collagen rebuilds your joints"."""
    if not categories <= {"body", "process"} or not part.own("regenerate-verb", "cure-verb"):
        return False
    return any(word in _READER for span in part.clause.phrases(part.clause.to) for word in part.text(span).split())


def is_a_brand(part: Part, doers: tuple[Span, ...], named: list[Name]) -> bool:
    """Return whether a doer that names body or outcome is a name in capitals itself: "Knee Comfort Plus"."""
    clause, letters = part.clause, part.reading.document.text
    ahead = clause.tokens[part.positions(doers[0])[0] : max(clause.verbs[0], part.positions(doers[-1])[-1])]
    capitals = [token for token in ahead if letters[token.start].isupper()]
    beyond = [t for t in capitals if not any(name.start <= t.start < name.end for name in named)]
    return bool(beyond) and len(capitals) > 1


def tells_of_study(part: Part) -> bool:
    """Return whether the doer is a study or a gain (the trial, improvement), or a name that shows something."""
    clause = part.clause
    if not part.at("study-noun", "evidence-noun", "benefit-noun").isdisjoint(clause.who):
        return True
    named = any(clause.tokens[i].tag[:3] == "NNP" for i in clause.who)
    return named and not part.at("show-verb").isdisjoint(clause.verbs)


def is_seen_in_study(part: Part, categories: set[str]) -> bool:
    """Return whether the doer is what a study measured: "in a 12-week trial, blood sugar went down"."""
    studies = part.at("study-noun")
    return categories == {"outcome"} and any(word == "in" and i in studies for word, i in part.clause.by_preposition)


def is_pointed_at(part: Part, span: Span) -> bool:
    """Return whether a general word is one that the page points at: "this treatment", "our procedure"."""
    tokens = part.clause.tokens
    return any(tokens[i - 1].lower in ("this", "our") for i in part.positions(span)[:1] if i)


def is_at_a_place(part: Part) -> bool:
    """Return whether it happens at a place that is named: "is done at the Lark Centre", "patients at Lark House"."""
    clause = part.clause
    of_people = [i for who in clause.who for prep in clause.below[who] if clause.tokens[prep].lower == "at"
                 for i in clause.below[prep] if clause.tokens[i].dep == "pobj"]  # fmt: skip
    at = [*of_people, *(i for word, i in clause.by_preposition if word == "at")]
    return any(clause.tokens[i].tag[:3] == "NNP" for place in clause.phrases(at) for i in part.positions(place))


def used_means(part: Part, own: tuple[Name, ...]) -> list[Name]:
    """Return the treatments that a clause is about: not those that are to be replaced ("without surgery")."""
    instead = part.spans("instead-of")
    means = [name for name in own if name.category in MEANS]
    return [name for name in means if not (_follows(name, instead) or any(s.holds(*name[2:4]) for s in instead))]


def is_field(part: Part, name: Name) -> bool:
    """Return whether a treatment is only where something is done or used: "a cornerstone in modern rehabilitation"."""
    tokens, at = part.clause.tokens, part.positions(Span(name.start, name.end))
    i = at[-1] if at else part.clause.head
    while tokens[i].dep in ("conj", "compound", "amod", "nmod"):
        i = tokens[i].head
    return tokens[i].dep == "pobj" and tokens[tokens[i].head].lower == "in"


def is_replaced(part: Part, name: Name) -> bool:
    """Return whether an earlier sentence of the block names a treatment only as what is to be replaced."""
    if name.via != "block":
        return False
    reading = part.reading
    held = [s for s in reading.by_block[part.sentence.block] if s.start <= name.start < s.end and s != part.sentence]
    instead = [span for sentence in held for span in reading.spans(sentence, "instead-of")]
    return _follows(name, instead)


def _follows(name: Name, instead: Iterable[Span]) -> bool:
    """Return whether a name stands close behind words that say what is replaced."""
    return any(span.end <= name.start < span.end + _NEAR for span in instead)


def is_clipped(part: Part) -> bool:
    """Return whether a sentence begins with its finite verb and names no doer: "is used in asthma", "may ease pain"."""
    tokens = part.clause.tokens
    return tokens[0].tag in ("VBZ", "MD", "VBD") and not {"nsubj", "nsubjpass", "expl"} & {t.dep for t in tokens}
