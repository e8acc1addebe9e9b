"""Clause -> stance: asserted, denied, asked, attributed, quoted or an aim; by which words and over which."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimcheck.claims.cues import denials
from claimcheck.claims.scope import Scope
from claimcheck.model import Cue, Span

if TYPE_CHECKING:
    from claimcheck.claims.cues import Part
    from claimcheck.claims.reading import Reading, Sentence
    from claimcheck.model import Block

# "Why would you …" does not ask, nor does "why suffer".
_URGING = ("would", "should", "risk")
_QUOTES = {"“": "”", '"': '"', "«": "»"}
_MARKS = re.compile('[“”"«»]')
# A label is numbered at most, and ends with a colon or a dash.
_BEHIND_LABEL = re.compile(r"\s*(?:no\.?|#)?\s*\d{0,2}\s*(?::|–|—|\s-\s)")
# Classes of words by which a sentence tells the limits of what it says.
_LIMITS = ("limit-told", "uncertainty")
# Said with a hedge, or on a condition: it is asserted all the same, and the reader is shown by which words.
_LEFT_OPEN = {"speculation": "hedged", "condition": "conditional"}


def stance_of(part: Part, head: Span | None = None) -> tuple[str, tuple[Cue, ...]]:
    """Return the stance of what a clause says by `head`, and the cues that decided it.

    A hedge or condition leaves it asserted: it lowers the strength, and the reader sees its cue.
    """
    decided = _decided(part, head)
    cues = tuple(_cue(stance, scope) for stance, scope in decided[:1])
    left_open = [s for s in part.scopes(*_LEFT_OPEN, head=head) if s not in [scope for _, scope in decided]]
    cues += tuple(_cue(_LEFT_OPEN[scope.kind], scope) for scope in left_open)
    return (decided[0][0] if decided else "asserted"), cues


def _cue(says: str, scope: Scope) -> Cue:
    return Cue("stance", says, *scope.cue, *scope.span)


def _decided(part: Part, head: Span | None) -> list[tuple[str, Scope]]:
    """Return the stances that hold, the one that decides first: a denied aim is denied, a quoted denial too."""
    told = _is_told(part) or _is_taken_for_granted(part)
    found = [] if told else [("asked", scope) for scope in _marked_questions(part)]
    found += [("denied", scope) for scope in denials(part, head)]
    found += [] if told else [("asked", scope) for scope in part.scopes("question", head=head)]
    found += [("aim", scope) for scope in part.scopes("aim", head=head)]
    found += [("attributed", scope) for scope in _attributed(part, head)]
    found += [("quoted", scope) for scope in _quoted(part)]
    found += [] if told else [("asked", scope) for scope in part.scopes("inquiry", head=head)]
    return found or [("asked", scope) for scope in _limits(part, head)]


def _limits(part: Part, head: Span | None) -> list[Scope]:
    """Return what the same sentence holds against a hedged statement: "may help, but the trials were small".

    Who says "our gel may help" promises, whatever else is said.
    """
    # "And no larger trials are needed" is no limit.
    denied = {span.end + 1 for span in part.spans("negator")}
    limits = [span for span in part.spans(*_LIMITS) if span.start not in denied]
    # Most sentences tell none.
    if not limits or part.own("we"):
        return []
    if not (part.scopes("speculation", head=head) or part.own("seen-elsewhere", "conditional")):
        return []
    said = head or Span(part.clause.tokens[part.clause.head].start, part.clause.tokens[part.clause.head].end)
    turns = bool(part.spans("turn-word"))
    against = [
        span for span in limits
        if span.start > said.end and (turns or part.clause.own.isdisjoint(part.positions(span)))
    ]  # fmt: skip
    return [Scope("inquiry", "limit-told", span, part.sentence.span) for span in against[:1]]


def _is_told(part: Part) -> bool:
    """Return whether a question only tells what stands in it: "Did you know that it eases pain?"."""
    return part.reading.begins(part.sentence, "told-question")


def _marked_questions(part: Part) -> list[Scope]:
    """Return what asks the whole sentence: its question mark, or the block of a question that it stands in."""
    document, sentence = part.reading.document, part.sentence
    marked = document.text[sentence.start : sentence.end].rstrip("\"'”’)").endswith("?")
    if (marked or document.blocks[sentence.block].kind == "question") and not answered_yes(part.reading, sentence):
        return [Scope("question", "mark", Span(sentence.end - 1, sentence.end), sentence.span)]
    return []


def _is_taken_for_granted(part: Part) -> bool:
    """Return whether a clause is the reason why nobody should do it: "Why suffer when the drip ends the pain?"."""
    tokens, verb = part.clause.tokens, part.clause.verbs[0]
    above = tokens[verb].head
    if tokens[0].lower != "why" or tokens[verb].dep != "advcl" or verb < above:
        return False
    marks = [tokens[i].lower for i in part.clause.below[verb]]
    if "when" not in marks and "if" not in marks:
        return False
    # "Why does it come back when …?" asks, and so does "why not ask if …?".
    if any(above in part.positions(span) for span in part.spans("asking")):
        return False
    carried = [tokens[i] for i in part.clause.below[above]]
    urged = any(token.lower in _URGING for token in carried)
    return urged or not any(token.dep in ("nsubj", "nsubjpass", "aux") for token in carried)


def answered_yes(reading: Reading, sentence: Sentence) -> bool:
    """Return whether a yes follows at once, so that a question says what it asks: "Can it cure asthma? Absolutely!"."""
    if sentence.position + 1 >= len(reading.sentences):
        return False
    after = reading.sentences[sentence.position + 1]
    follows = after.block == sentence.block or reading.document.blocks[after.block].kind == "answer"
    yes = reading.begins(after, "yes-word")
    return follows and yes and not reading.spans(after, "negator")


def _attributed(part: Part, head: Span | None) -> list[Scope]:
    """Return the cues that put the statement in somebody else's mouth.

    The seller's own voice ("we believe", "our doctors say") and the study itself are no distance.
    """
    labels = _label(part)
    if labels:
        return labels
    own_voice = part.spans("we")
    return [
        scope
        for scope in part.scopes("attribution", head=head)
        if not _says_a_study_or_seller(part, scope)
        and not any(
            scope.cue.start - 40 < we.start < scope.cue.end and part.sentence.start <= we.start for we in own_voice
        )
    ]


def _says_a_study_or_seller(part: Part, scope: Scope) -> bool:
    """Return whether a study or the seller says so: "according to a trial", "a study confirms the idea that"."""
    tokens, at = part.clause.tokens, part.positions(scope.cue)
    told = part.at("study-noun", "evidence-noun")
    told |= {tokens[i].head for i in part.at("we") if tokens[i].dep == "poss"}
    # "A study confirms the claim that …" says so; one that tests the claim does not.
    endorsing = part.at("endorse-verb", "prove-verb")
    verbs = {tokens[i].head for i in at} & {*at, *endorsing}
    below = {i for i, token in enumerate(tokens) if token.head in at}
    subjects = {i for i, token in enumerate(tokens) if token.head in verbs and token.dep in ("nsubj", "agent")}
    return not told.isdisjoint(below | subjects)


def _label(part: Part) -> list[Scope]:
    """Return the label by which a block tells that it gives what others say: "Myth: …", "Claim 2: …"."""
    reading, number = part.reading, part.sentence.block
    block, first = reading.document.blocks[number], reading.by_block[number][0]
    for span in reading.spans(first, "claim-label"):
        if span.start == block.start and _BEHIND_LABEL.match(reading.document.text, span.end, block.end):
            return [Scope("attribution", "claim-label", span, Span(block.start, block.end))]
    return []


def _quoted(part: Part) -> list[Scope]:
    document, sentence = part.reading.document, part.sentence
    block = document.blocks[sentence.block]
    if block.kind in ("quotation", "testimonial"):
        return [Scope("quotation", "mark", Span(block.start, block.start + 1), Span(block.start, block.end))]
    head = part.clause.tokens[part.clause.head]
    for quoted in part.reading.once(("quoted", sentence.block), lambda: _quotations(document.text, block)):
        if quoted.start < head.start < quoted.end - 1:
            return [Scope("quotation", "mark", Span(quoted.start, quoted.start + 1), quoted)]
    return []


def _quotations(text: str, block: Block) -> list[Span]:
    """Return the runs of a block that stand between quotation marks and have more than three words."""
    found: list[Span] = []
    opened: int | None = None
    closing = ""
    for mark in _MARKS.finditer(text, block.start, block.end):
        if opened is None and mark.group() in _QUOTES:
            opened, closing = mark.start(), _QUOTES[mark.group()]
        elif opened is not None and mark.group() == closing:
            if text.count(" ", opened, mark.start()) >= 3:
                found.append(Span(opened, mark.end()))
            opened = None
    return found
