"""Clause -> what it names as a gain without a verb of it: "less pain", "recovery of speech", a complaint in a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.claims.names import GOOD_BELOW, MEANS, lent
from claimcheck.claims.nothing_done import is_in_what_is_changed, is_measure
from claimcheck.claims.syntax import BULLETS, only_names
from claimcheck.claims.topics import is_proper, is_talked_of, is_time_after, is_topic
from claimcheck.model import Span

if TYPE_CHECKING:
    from claimcheck.claims.cues import Part
    from claimcheck.model import Figure, Name

# What a benefit is of, in or by.
_GAINING = ("outcome", "condition", "people", "process", "treatment")
# So many complaints make a list of a line without a verb.
LISTED_IN_A_LINE = 3


def is_listed_gain(part: Part, names: tuple[Name, ...]) -> bool:
    """Return whether a list names a complaint or a good under words that make a gain of it ("Ideal for:")."""
    block = part.block
    if not (block.kind in BULLETS or _answers_by_name(part) or _lists_complaints(part, names)):
        return False
    if not _complaints_and_goods(names) or block.above is None:
        return False
    complaints = [Span(name.start, name.end) for name in names if name.category == "condition"]
    against = part.own("negator", "harm-verb", "harm-noun", "seeking")
    if any(not any(complaint.holds(*span) for complaint in complaints) for span in against):
        return False
    # Of the words above, those nearest to the list lead it in.
    told = lent(part.reading, block.above).nearest
    # A risk that is cut ("lowers your risk of:") is no harm that is told.
    barred = ("negator",) if "risk-cut" in told else ("negator", "harm-noun")
    # Under any other verb of doing good only a complaint alone is one: "Keep warm" is what to do.
    leads = "gain-lead" in told or (GOOD_BELOW in told and bool(complaints) and only_names(part.clause.tokens))
    return leads and told.isdisjoint(barred)


def _answers_by_name(part: Part) -> bool:
    """Return whether a question is answered by nothing but a name: "Who can benefit?" and, below it, "Asthma"."""
    return part.stands_in == "answer" and only_names(part.clause.tokens)


def _complaints_and_goods(names: tuple[Name, ...]) -> bool:
    """Return whether a list names a complaint, a good or a part of the body, and no harm that is none of these.

    "Nausea" is a harm of one treatment and what another is for.
    """
    named = {(name.start, name.end) for name in names if name.category in ("condition", "outcome", "body")}
    return bool(named) and all((n.start, n.end) in named for n in names if n.category == "risk")


def _lists_complaints(part: Part, names: tuple[Name, ...]) -> bool:
    """Return whether a paragraph is nothing but a list of complaints: "Skin: acne, eczema, shingles."."""
    places = {(name.start, name.end) for name in names if name.category == "condition"}
    if part.stands_in != "paragraph" or len(places) < LISTED_IN_A_LINE:
        return False
    return only_names(part.clause.tokens)


def gains_in(part: Part, names: tuple[Name, ...], figures: tuple[Figure, ...]) -> list[Span]:
    """Return the nouns of benefit, and what is said to be more, less or better ("less pain", "better sleep")."""
    shown = bool(figures or part.own("show-verb"))
    means = [Span(name.start, name.end) for name in names if name.category in MEANS]
    nouns = [s for s in part.own("benefit-noun") if not any(mean.holds(*s) for mean in means)]  # "herbal remedies"
    found = [s for s in nouns if (shown or _is_of(part, s, names)) and not is_topic(part, s)]
    found = [s for s in found if not (is_proper(part, s) or is_talked_of(part, s) or is_time_after(part, s))]
    found = [s for s in found if not part.reading.sorts(part.sentence, s)]
    found = [s for s in found if not (is_in_what_is_changed(part, s) or (not figures and is_measure(part, s)))]
    # A bullet or cell without a verb ("Less inflammation") tells what is gained, whatever it is of.
    of = ("outcome", "condition", "process") if is_verbless(part) else ("outcome", "condition")
    starts = {name.start for name in names if name.category in of}
    less = {name.start for name in names if name.category == "risk"}
    better = {name.start for name in names if name.category == "outcome"}
    more = [s for s in part.own("more-or-less") if s.start in better or _opens_phrase_of(part, s, starts)]
    return (
        found
        or [span for span in more if not is_talked_of(part, span)]
        or [span for span in part.own("less") if span.end + 1 in less]
    )


def is_verbless(part: Part) -> bool:
    """Return whether a bullet or cell only names something: "Less inflammation"."""
    return part.stands_in in BULLETS and only_names(part.clause.tokens)


def _is_of(part: Part, gain: Span, names: tuple[Name, ...]) -> bool:
    """Return whether a noun of benefit has something beside itself that it is a gain of, in or by, or is spoken of.

    "To allow for recovery from the anaesthetic" names nothing but a time.
    """
    if any(i in part.clause.who for i in part.positions(gain)) and names:
        return True
    return any(name.category in _GAINING and not gain.holds(name.start, name.end) for name in names)


def _opens_phrase_of(part: Part, span: Span, starts: set[int]) -> bool:
    """Return whether a word stands before a name, or one word off ("fewer locking episodes")."""
    tokens = part.clause.tokens
    behind = [i for i in range(len(tokens)) if tokens[i].start >= span.end][:2]
    joined = behind[:1] if len(behind) == 2 and tokens[behind[0]].tag[:2] not in ("NN", "JJ", "VB") else behind
    return any(tokens[i].start in starts for i in joined)
