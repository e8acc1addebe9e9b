"""Cue -> whether it is one where it stands: "if" asks or makes a condition, "hope" aims only where something is hoped.

A test looks at a cue of one class of words in the grammar of its sentence. Words of classes without a test are cues
wherever they stand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claimcheck.claims.reach import verb_of
from claimcheck.claims.syntax import BE, NOUN_SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from claimcheck.claims.reach import Tree
    from claimcheck.claims.reading import Reading, Sentence
    from claimcheck.language import Token

_CLAUSES = ("ccomp", "xcomp", "acl", "relcl", "advcl", "csubj")
# How a clause that is asked hangs on the word that asks it.
_ASKED = ("ccomp", "xcomp", "csubj", "csubjpass", "pcomp", "relcl", "advcl", "conj", "dobj")


class Look(NamedTuple):
    """One cue in its sentence: what tests of cues look at. `at` are the positions of its words, `top` is their head."""

    reading: Reading
    sentence: Sentence
    tree: Tree
    at: list[int]
    top: int

    @property
    def first(self) -> Token:
        """Return the first word of the cue."""
        return self.tree.tokens[self.at[0]]

    def below(self, i: int, *deps: str) -> list[int]:
        """Return what hangs on a word by one of some relations."""
        return [j for j in self.tree.below[i] if self.tree.tokens[j].dep in deps]

    def is_in(self, i: int, name: str) -> bool:
        """Return whether a word stands in a phrase of a lexicon class."""
        token = self.tree.tokens[i]
        return any(s.start <= token.start < s.end for s in self.reading.spans(self.sentence, name))


def _is_modal(look: Look) -> bool:
    return look.first.tag == "MD"


def _is_open_modal(look: Look) -> bool:
    """Return whether would, should or could leaves something open: not what could (not) be done or seen."""
    if look.first.tag != "MD" or look.first.lower != "could":
        return look.first.tag == "MD"
    verb = look.first.head
    if look.below(verb, "neg"):
        return False
    above = look.tree.tokens[verb].head
    told = look.tree.tokens[verb].dep == "ccomp" and look.is_in(above, "show-verb")
    return not told and not look.below(verb, "auxpass")


def _says(look: Look) -> bool:
    """Return whether a verb is said by somebody or something: "the data indicate …", not "as indicated by"."""
    tag = look.tree.tokens[look.top].tag
    return (tag[:2] == "VB" and tag != "VBN") or _carries_statement(look)


def _carries_statement(look: Look) -> bool:
    """Return whether a statement hangs on a verb: "indicates that …", "is thought to …"."""
    if look.tree.tokens[look.top].tag[:2] != "VB":
        return False
    return any(i > look.top for i in look.below(look.top, "ccomp", "csubj", "xcomp", "oprd"))


def _is_idea_of(look: Look) -> bool:
    """Return whether a noun is what is thought: "the hypothesis that …"."""
    if look.tree.tokens[look.top].tag[:2] != "NN":
        return False
    return any(i > look.top for i in look.below(look.top, *_CLAUSES))


def _is_adjective(look: Look) -> bool:
    return look.first.dep == "amod" and look.first.tag[:2] == "JJ"


def _is_said_of(look: Look) -> bool:
    """Return whether something is said to be gone or not there: "the test was negative", "a negative test" is not."""
    token = look.tree.tokens[look.top]
    is_predicate = token.dep != "amod" or token.head < look.top
    return is_predicate and (token.tag[:2] != "VB" or not look.below(look.top, "dobj"))


def _asks(look: Look) -> bool:
    """Return whether "if" asks ("to see if …") and makes no condition; so does "the extent to which …", in doubt."""
    if look.first.lower == "where":
        # "An account of where the data are strong" asks; "a centre where pain is relieved" tells.
        return look.tree.tokens[look.first.head].dep in ("pcomp", "ccomp")
    if look.first.tag[:2] == "NN":
        return any(span.start > look.first.end for span in look.reading.spans(look.sentence, "doubt"))
    if look.first.lower != "if":
        return True
    verb = look.tree.tokens[look.first.head]
    after = look.first.head > look.at[0] > verb.head
    return verb.dep in ("ccomp", "csubj", "pcomp", "attr", "oprd") or (after and look.is_in(verb.head, "asking"))


def _conditions(look: Look) -> bool:
    return look.first.lower != "if" or not _asks(look)


def _is_no_invitation(look: Look) -> bool:
    """Return whether who is to learn it is not the reader: "call us to learn how it heals" tells that it does."""
    tokens, at = look.tree.tokens, look.top
    while tokens[at].head != at:
        at = tokens[at].head
    invites = tokens[at].tag in ("VB", "VBP") and not look.below(at, "nsubj", "nsubjpass", "aux")
    return not invites


def _asks_within(look: Look) -> bool:
    """Return whether how, why, what or which opens what somebody asks or nobody knows: "ask which of them are safe".

    Who is told to see, learn or discover it is told that it is so, and so is who is told what is known.
    """
    tokens, verb = look.tree.tokens, verb_of(look.tree, look.at[0])
    if tokens[verb].tag[:2] != "VB" or tokens[verb].dep not in _ASKED:
        return False
    above = tokens[verb].head
    if tokens[above].tag == "IN":
        above = tokens[above].head  # "proposals on how to treat it"
    if above == verb or min(verb, look.at[0]) < above < max(verb, look.at[0]):
        return False
    looked_into = look.is_in(above, "looks-into") and (tokens[above].tag[:2] == "NN" or _is_of_research(look, above))
    # "Your surgeon will explain how it can be mended": what people talk of.
    looked_into = looked_into or (look.is_in(above, "explain-verb") and _do_people(look, above))
    return (look.is_in(above, "ask-verb") or looked_into or _is_in_doubt(look, above)) and not _is_own(look)


def _is_own(look: Look) -> bool:
    """Return whether behind a cue it speaks of its own: who asks "how our gel heals" says that it does."""
    return any(span.start >= look.first.start for span in look.reading.spans(look.sentence, "we"))


def _is_in_doubt(look: Look, verb: int) -> bool:
    """Return whether something is said not to be known: "how it acts is not well understood"."""
    return any(look.is_in(i, "doubt") for i in (verb, *look.below(verb, "acomp", "attr")))


def _is_of_research(look: Look, verb: int) -> bool:
    """Return whether researchers or a study do it: "scientists debate", "a survey that covers"."""
    doers = _doers(look, verb, said_of=("acl", "relcl", "prep"), carried=("xcomp", "conj"))
    # "Two of the nine studies included …"
    doers += [j for i in doers for of in look.below(i, "prep") for j in look.below(of, "pobj")]
    return any(look.is_in(i, name) for i in doers for name in ("study-noun", "researching"))


def _doers(
    look: Look, verb: int, *, said_of: Sequence[str], carried: Sequence[str], subjects: Sequence[str] = ("nsubj",)
) -> list[int]:
    """Return who does what a verb says: beside it, what it is `said_of`, or with the verbs by which it is `carried`."""
    tokens = look.tree.tokens
    doers = look.below(verb, "nsubj", "agent")
    if tokens[verb].dep in said_of:
        doers.append(tokens[verb].head)
    while tokens[verb].dep in carried and not doers:
        verb = tokens[verb].head
        doers = look.below(verb, *subjects)
    return doers


def _tell_outsiders(look: Look) -> bool:
    """Return whether it is told by others of whom nobody takes it: "adverts say", "a caller promises you"."""
    # "A seller had to pay after telling people that …", "a shop was fined for saying so".
    carried, subjects = ("pcomp", "prep", "xcomp", "advcl"), NOUN_SUBJECTS
    doers = _doers(look, look.top, said_of=("acl", "relcl"), carried=carried, subjects=subjects)
    return not _is_own(look) and any(look.is_in(i, "outsider") for i in doers)


def _do_people(look: Look, verb: int) -> bool:
    """Return whether somebody who is called by name or trade does it."""
    people = [name for name in look.reading.names[look.sentence.position] if name.category == "people"]
    doers = look.below(verb, "nsubj")
    return any(name.start <= look.tree.tokens[i].start < name.end for i in doers for name in people)


def _hopes(look: Look) -> bool:
    """Return whether somebody hopes or plans to do something: "scientists hope one day to find it"."""
    return look.tree.tokens[look.top].tag[:2] == "VB" and bool(look.below(look.top, "xcomp"))


def _is_what_is_aimed_at(look: Look) -> bool:
    """Return whether a noun is spelled out: "the aim, as they wrote, is to find it"."""
    token = look.tree.tokens[look.top]
    said = [look.tree.tokens[i].dep for i in look.tree.below[token.head]]
    return token.dep == "nsubj" and look.tree.tokens[token.head].lower in BE and bool({"xcomp", "attr"} & {*said})


def _looks_into(look: Look) -> bool:
    """Return whether a study looks into what hangs on a verb: "the trial compared two ways of easing pain"."""
    is_verb = look.tree.tokens[look.top].tag[:2] == "VB"
    return is_verb and _is_of_research(look, look.top) and not _is_own(look)


def _is_research_of(look: Look) -> bool:
    """Return whether a noun says what research is about: "trials of cooling for stroke"."""
    return look.tree.tokens[look.top].tag[:2] == "NN" and not _is_own(look)


def _keeps_from(look: Look) -> bool:
    """Return whether what stands behind "from" is kept from happening: "keeps the wound from healing"."""
    kept = [look.tree.tokens[i].lower for i in look.below(look.at[0], "pcomp", "pobj")]
    return look.is_in(look.first.head, "keep-from") and any(word.endswith("ing") for word in kept)


def _is_denial(look: Look) -> bool:
    """Return whether a word denies: "NO" may be a substance, "in the presence or absence of" denies neither."""
    if look.first.lower in ("absence", "absent"):
        near = look.tree.tokens[max(0, look.at[0] - 4) : look.at[-1] + 4]
        return not any(token.lower in ("presence", "present") for token in near)
    if look.first.lower == "who":
        return look.at[0] == 0  # "who says that …?", not "Anna, who says that …"
    text = look.reading.document.text
    if text[look.first.start : look.first.end] == "NO":
        behind = text[look.first.end : min(look.first.end + 12, look.sentence.end)].split()
        return bool(behind) and behind[0].isupper()
    return True


_TESTS: dict[str, Callable[[Look], bool]] = {
    "open-modal": _is_modal,
    "open-would": _is_open_modal,
    "open-say": _says,
    "open-verb": _carries_statement,
    "open-noun": _is_idea_of,
    "open-adjective": _is_adjective,
    "asked-clause": _asks,
    "if-word": _conditions,
    "denial": _is_denial,
    "learning-how": _is_no_invitation,
    "hope-verb": _hopes,
    "aim-noun": _is_what_is_aimed_at,
    "tell-verb": _tell_outsiders,
    "wh-word": _asks_within,
    "looks-into": _looks_into,
    "research-of": _is_research_of,
    "from": _keeps_from,
    "not-there": _is_said_of,
}


def is_cue(by: str, look: Look) -> bool:
    """Return whether words of a class are a cue where they stand."""
    return by not in _TESTS or _TESTS[by](look)
