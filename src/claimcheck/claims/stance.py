"""Clause -> stance: is it asserted, denied, asked, attributed, quoted or an aim, and by which words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.claims.cues import governing, negators
from claimcheck.model import Cue, Span

if TYPE_CHECKING:
    from claimcheck.claims.cues import Part

_QUOTES = {"“": "”", '"': '"', "«": "»"}


def stance_of(part: Part) -> tuple[str, tuple[Cue, ...]]:
    """Return the stance of a clause and the cue that decided it (none for what is simply asserted)."""
    scope = part.clause.span
    for stance, span in _decided(part):
        return stance, (Cue("stance", stance, span.start, span.end, scope.start, scope.end),)
    return "asserted", ()


def _decided(part: Part) -> list[tuple[str, Span]]:
    """Return the stances that hold, the one that decides first: a denied aim is denied, a quoted denial too."""
    found = [("denied", span) for span in negators(part)]
    found += [("asked", span) for span in _question(part)]
    found += [("aim", span) for span in governing(part, "aim")]
    found += [("aim", span) for span in governing(part, "research-goal")]
    found += [("attributed", span) for span in _attributed(part)]
    found += [("quoted", span) for span in _quoted(part)]
    return found


def _question(part: Part) -> list[Span]:
    document, sentence = part.reading.document, part.sentence
    asked = document.text[sentence.start : sentence.end].rstrip("\"'”’)").endswith("?")
    if asked or document.blocks[sentence.block].kind == "question":
        return [Span(sentence.end - 1, sentence.end)]
    return [span for span in governing(part, "question-opener") if span.start > sentence.start]


def _attributed(part: Part) -> list[Span]:
    """Return the cues that put the statement in somebody else's mouth.

    The seller's own voice ("we believe", "our doctors say") and the study itself are no distance.
    """
    own_voice = part.spans("we")
    return [
        span
        for span in governing(part, "attribution")
        if not any(span.start - 40 < we.start < span.end and part.sentence.start <= we.start for we in own_voice)
    ]


def _quoted(part: Part) -> list[Span]:
    document, sentence = part.reading.document, part.sentence
    block = document.blocks[sentence.block]
    if block.kind in ("quotation", "testimonial"):
        return [Span(block.start, block.start + 1)]
    head = part.clause.tokens[part.clause.head]
    opened: int | None = None
    closing = ""
    for at in range(block.start, block.end):
        mark = document.text[at]
        if opened is None and mark in _QUOTES:
            opened, closing = at, _QUOTES[mark]
        elif opened is not None and mark == closing:
            if opened < head.start < at and document.text.count(" ", opened, at) >= 3:
                return [Span(opened, opened + 1)]
            opened = None
    return []
