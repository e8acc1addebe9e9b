"""Clause -> whether it tells of what goes on without what is offered: in every body, in the past, in people's wants."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimcheck.claims.doers import COMING, is_given, is_pointed_at
from claimcheck.claims.evenly import is_told_evenly
from claimcheck.claims.names import MEANS, named_in
from claimcheck.claims.syntax import NOUN_SUBJECTS, path_up
from claimcheck.claims.topics import is_talked_of
from claimcheck.model import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimcheck.claims.cues import Part
    from claimcheck.claims.reading import Sentence
    from claimcheck.language import Token

_FINITE = ("VBD", "VBZ", "VBP")
# "Every cell makes …" is said of all that are of its kind.
_ALL = ("every", "each", "all", "most")
# Lexicon ids of what every body needs.
_NUTRIENTS = ("vitamin", "mineral", "amino-acid", "fatty-acid")
# A year by which medicine was another, and what stands before a year.
_LONG_AGO = 1950
_YEAR = re.compile(r"1[0-9]{3}\Z")
# So many years make a custom; what for something is used hangs on the verb by one of these.
_AGES = 100
_FOR_WHAT = ("xcomp", "advcl", "acl", "pcomp", "prep", "conj")
# Lexicon ids of those who are treated or buy, whom a seller speaks of as its own.
_BUYERS = ("patients", "customers")
_DATING = ("in", "as", "by", "from", "of", "early", "around", "circa")


def speaks_elsewhere(part: Part) -> bool:
    """Return whether a clause tells of people and their wants, of the past, or of how a body works."""
    tests = (
        _describes_people, _is_sought, _is_history, _is_needed, _is_of_what_was_named, _is_subject_matter,
        is_told_evenly,
    )  # fmt: skip
    return any(test(part) for test in tests)


def _is_subject_matter(part: Part) -> bool:
    """Return whether a clause is what is talked of: "all that you need to know about treating acne"."""
    tokens = part.clause.tokens
    verb = tokens[part.clause.verbs[0]]
    # Who "believes in improving health" tells what is done.
    about = verb.dep == "pcomp" and tokens[verb.head].lower != "in"
    return about and is_talked_of(part, Span(verb.start, verb.end))


def is_of_the_body(part: Part) -> bool:
    """Return whether the doer is a part of the body that acts by itself: "receptors in the brain", "the hormone"."""
    heads = {i for span in part.spans("body-agent") for i in part.positions(span)[-1:]}
    acting = [i for i in part.clause.who if i in heads or _is_part_that_acts(part, i)]
    if any(part.text(span).split()[0] in COMING for span in part.clause.phrases(acting)):
        return False  # "dormant neurons switch on": by what is offered
    if is_everybodys(part) or _is_of_what_acts(part):
        return True
    return bool(acting) and not any(is_pointed_at(part, span) for span in part.spans("body-agent"))


def _is_of_what_acts(part: Part) -> bool:
    """Return whether the sentence is about a part of the body: "tears hold proteins that guard the eye"."""
    tokens = part.clause.tokens
    top = path_up(tokens, part.clause.verbs[0])[-1]
    if top in part.clause.verbs or part.spans("we") or any(name.category in MEANS for name in part.named):
        return False
    heads = {i for span in part.spans("body-agent") for i in part.positions(span)[-1:]}
    return any(tokens[i].head == top and tokens[i].dep == "nsubj" for i in heads)


def is_everybodys(part: Part) -> bool:
    """Return whether the doer is what all people have: "our body", "every cell in your body"."""
    if part.clause.passive or not part.clause.who:
        return False
    phrase, head = part.clause.phrase(part.clause.who[0]), part.clause.tokens[part.clause.who[0]]
    names = [n for n in part.named if n.category == "body"]
    held = [(n.start, n.end) for n in names] + part.spans("everybodys")
    words = part.text(phrase).split()
    if words[0] == "our":
        # "Our plasma" is what a treatment gives.
        begins = phrase.start + len("our ")
        return any(start <= begins and head.start < end for start, end in held) and not is_given(part)
    # "Most of our thyroid patients" are people, and somebody's own.
    in_all = words[0] in _ALL and "our" not in words and not _are_people(part, part.clause.who[0])
    return in_all and any(phrase.holds(*span) for span in held)


def _is_part_that_acts(part: Part, noun: int) -> bool:
    """Return whether a noun of which something is told is a part of the body: "a part of the brain that steers it"."""
    tokens, below = part.clause.tokens, part.clause.below
    if noun in part.clause.own:
        return False
    held = [noun]
    if any(noun in part.positions(span) for span in part.spans("part-noun")):
        held += [j for of in below[noun] if tokens[of].lower == "of" for j in below[of]]
    names = [name for name in part.named if name.category == "body"]
    return any(name.start <= tokens[i].start < name.end for name in names for i in held)


def _describes_people(part: Part) -> bool:
    """Return whether a clause only tells what people want or bear: "adults seeking support", "those who live with"."""
    tokens = part.clause.tokens
    wants = part.at("want-or-bear")
    verb, told = _first_of_list(part)
    bears = verb in wants or told in wants
    if tokens[verb].dep not in ("acl", "relcl") or not (bears or _lacks_means(part)):
        return False
    return _are_people(part, tokens[verb].head)


def _first_of_list(part: Part) -> tuple[int, int]:
    """Return the verb that opens the clause in which people want something, and the verb of wanting.

    "Who want to restore it, ease pain and sleep well": what comes later in the list is wanted like the first.
    """
    tokens, at = part.clause.tokens, part.clause.verbs[0]
    first = at
    while tokens[at].dep == "conj" and tokens[at].tag in ("VB", "VBP", "VBG"):
        at = tokens[at].head
    if at != first and tokens[at].dep == "xcomp":
        return tokens[at].head, tokens[at].head
    return first, first


def _are_people(part: Part, at: int) -> bool:
    noun = part.clause.tokens[at]
    names = part.named
    people = any(n.category == "people" and n.start <= noun.start < n.end for n in names)
    return people or any(span.start <= noun.start < span.end for span in part.spans("person-noun"))


def _is_sought(part: Part) -> bool:
    """Return whether it is what people look for: "patients are seeking therapies that ease pain"."""
    tokens = part.clause.tokens
    seeking = part.at("seeking")
    at = part.clause.verbs[0]
    if not seeking or tokens[at].dep not in ("relcl", "acl", "advcl", "xcomp"):
        return False
    while tokens[at].head != at and at not in seeking:
        at = tokens[at].head
    if tokens[at].head in seeking and tokens[at].tag == "IN":
        at = tokens[at].head  # "look for"
    if at not in seeking or tokens[at].tag[:2] != "VB":
        return False
    while tokens[at].dep in ("pcomp", "prep", "acomp", "xcomp"):
        at = tokens[at].head
    seekers = [i for i, token in enumerate(tokens) if token.head == at and token.dep == "nsubj"]
    return any(_are_people(part, i) or tokens[i].lower == "you" for i in seekers)


def _is_needed(part: Part) -> bool:
    """Return whether it tells what a body needs something for: "vitamin B12 is essential for making blood cells".

    Said of a nutrient or of a kind of matter, and of no illness: that is physiology, whatever is sold.
    """
    tokens, at = part.clause.tokens, part.clause.verbs[0]
    names = part.named
    if part.spans("we") or any(name.category in ("condition", "risk") for name in names):
        return False
    needs = part.at("needed-for")
    near = {at, *(i for i in part.clause.to), *(i for i in part.above() if i < at)}
    if not needs & near:
        return False
    kinds = part.at("natural-kind")
    lexicon = part.reading.lexicon
    starts = [n.start for n in names if any(lexicon.is_a(n.id, of) for of in _NUTRIENTS)]
    told = {*part.clause.who, *part.clause.to, tokens[at].head}
    return bool(told & kinds) or any(part.clause.span.start <= start < tokens[max(needs)].start for start in starts)


def _lacks_means(part: Part) -> bool:
    """Return whether people are said to go without what could be taken: "those who have lost iron"."""
    if part.at("lose-verb").isdisjoint(part.clause.verbs):
        return False
    taken = named_in(part.named, part.clause.phrases(part.clause.to))
    return any(name.category in MEANS for name in taken)


def _is_history(part: Part) -> bool:
    """Return whether something is told as it came about in an age that is past: "in the nineteenth century, … fell"."""
    reading, sentence, tokens = part.reading, part.sentence, part.clause.tokens
    held = [s for s in reading.by_block[sentence.block] if s.position <= sentence.position]
    past = any(reading.spans(s, "past-age") for s in held) or _names_old_year(part)
    if not past or part.spans("we"):
        return False
    at = part.clause.verbs[0]
    while tokens[at].tag not in _FINITE and tokens[at].head != at:
        at = tokens[at].head
    below = part.clause.below[at]
    # "Was used" is told by its auxiliary; "has been used for a century" goes on today.
    told = {tokens[at].tag, *(tokens[i].tag for i in below if tokens[i].dep == "auxpass")}
    lasting = any(tokens[i].lower in ("has", "have", "can", "will", "may") for i in below)
    return "VBD" in told and not lasting


def is_custom(part: Part) -> bool:
    """Return whether it is told what something is used for since long, or by people at large: "monks drank it to …".

    That it does it is another statement.
    """
    tokens, uses = part.clause.tokens, {i for span in part.spans("use-verb") for i in part.positions(span)[:1]}
    path = path_up(tokens, part.clause.verbs[0])
    at = next((i for i in path if i in uses or tokens[i].dep not in _FOR_WHAT), path[-1])
    if at not in uses or tokens[at].tag[:2] != "VB" or part.spans("we"):
        return False
    users = [i for i in part.clause.below[at] if tokens[i].dep == "nsubj"]
    told = _is_since_long(part, at) or _is_usual(part, at) or _is_before(part, at)
    return told or any(_are_people_at_large(part, i) for i in users)


def _is_usual(part: Part, verb: int) -> bool:
    """Return whether a thing is said to be usually used so: that tells of users."""
    tokens, usual = part.clause.tokens, {i for span in part.spans("usual-word") for i in part.positions(span)[-1:]}
    return tokens[verb].lower in ("used", "employed", "prescribed") and any(tokens[i].head == verb for i in usual)


def _is_before(part: Part, verb: int) -> bool:
    """Return whether it is told what to do before something is used: "ask a doctor before you take it to treat …"."""
    tokens = part.clause.tokens
    near = [tokens[verb].head, *part.clause.below[verb]]
    return any(tokens[i].lower == "before" and tokens[i].dep in ("prep", "mark") for i in near)


def _are_people_at_large(part: Part, noun: int) -> bool:
    """Return whether users are some people, and neither the reader nor who is treated or buys."""
    token = part.clause.tokens[noun]
    own = any(n.id in _BUYERS and n.start <= token.start < n.end for n in part.named)
    pointed = any(part.clause.tokens[i].tag in ("PRP$", "DT", "WDT") for i in part.clause.below[noun])
    return token.tag in ("NNS", "NNPS") and not own and not pointed and _are_people(part, noun)


def _is_since_long(part: Part, verb: int) -> bool:
    """Return whether words of custom hang on a verb: "traditionally", "for 3,000 years"."""
    tokens = part.clause.tokens
    starts = [part.positions(span)[0] for span in part.spans("custom-word")]
    starts += [i for i, token in enumerate(tokens) if i and token.lower == "years" and _is_long(tokens[i - 1])]
    return any(verb in path_up(tokens, start) for start in starts)


def _is_long(token: Token) -> bool:
    digits = token.lower.replace(",", "")
    return digits.isdigit() and int(digits) >= _AGES


def _names_old_year(part: Part) -> bool:
    tokens = part.clause.tokens
    years = [i for i, token in enumerate(tokens) if token.tag == "CD" and _YEAR.match(token.lower)]
    return any(i and int(tokens[i].lower) < _LONG_AGO and tokens[i - 1].lower in _DATING for i in years)


def _is_of_what_was_named(part: Part) -> bool:
    """Return whether "it" or "they" stands for body or illness, named right before: "when roots swell, they hurt"."""
    clause = part.clause
    if len(clause.who) != 1 or clause.passive or not (clause.to or clause.by_preposition):
        return False
    pronoun = clause.tokens[clause.who[0]]
    if pronoun.lower not in ("it", "they"):
        return False
    for sentence in _back_from(part):
        tokens = part.reading.tokens[sentence.position]
        end = pronoun.start if sentence == part.sentence else sentence.end
        subjects = [
            i for i, t in enumerate(tokens) if t.start < end and (t.dep in NOUN_SUBJECTS or _is_label(tokens, i))
        ]
        named = [i for i in subjects if tokens[i].tag[:2] == "NN"]
        if named:
            at = named[-1] if sentence == part.sentence else named[0]
            return _is_number(pronoun.lower, tokens[at].tag) and _is_body_or_ill(part, sentence, at)
        if any(tokens[i].lower not in (pronoun.lower, "you", "one") for i in subjects):
            return False
    return False


def _back_from(part: Part) -> list[Sentence]:
    """Return the sentence and the two before it in its block, the nearest first."""
    held = [s for s in part.reading.by_block[part.sentence.block] if s.position <= part.sentence.position]
    return held[:-4:-1]


def _is_label(tokens: Sequence[Token], i: int) -> bool:
    """Return whether a noun is what a line is about: "Thyroiditis: it is …"."""
    return i + 1 < len(tokens) and tokens[i + 1].lower == ":"


def _is_number(pronoun: str, tag: str) -> bool:
    return (pronoun == "they") is (tag in ("NNS", "NNPS"))


def _is_body_or_ill(part: Part, sentence: Sentence, at: int) -> bool:
    """Return whether a noun names body or illness, and nothing that is sold or is the reader's own."""
    reading, noun = part.reading, part.reading.tokens[sentence.position][at]
    below = [t for t in reading.tokens[sentence.position] if t.head == at and t.start < noun.start]
    if any(t.lower in (*COMING, "your", "our") for t in below):
        return False
    start = min((t.start for t in below), default=noun.start)
    names = [n for n in reading.names[sentence.position] if start <= n.start and n.end <= noun.end]
    sold = [s for s in reading.spans(sentence, "generic-treatment") if s.start <= noun.start < s.end]
    if sold or any(n.category in MEANS for n in names):
        return False
    own = any(n.category in ("body", "condition", "risk") and n.start <= noun.start < n.end for n in names)
    return own or any(s.start <= noun.start < s.end for s in reading.spans(sentence, "body-agent"))
