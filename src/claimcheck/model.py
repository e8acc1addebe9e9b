"""The frozen nouns: Document, Claim, Rule, Finding, Report (a Record stands in record.py, with its fields).

Offsets named `start` and `end` count characters of `Document.text`, half-open, unless a field says that they
count characters of the decoded file (`source`). Lines and columns count from 1.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

# What a block of a page can be. A reader names each block by one of these.
BLOCK_KINDS = (
    "title", "description", "heading", "paragraph", "item", "cell", "quotation", "testimonial", "caption", "alt",
    "question", "answer", "call-to-act", "disclaimer", "footnote", "reference",
)  # fmt: skip
# What a page shows or leads to besides its words.
ELSEWHERE = ("image", "video", "audio", "frame", "drawing", "linked page")
SEVERITIES = ("advice", "warning", "error")
AUDIENCES = ("marketing", "education", "professional")
SUBJECTS = (
    "unsupported", "citations", "disclaimers", "overstated", "evidence", "balance", "pressure", "upkeep",
)  # fmt: skip
CLAIM_KINDS = (
    "effect", "mechanism", "safety", "figure", "comparison", "approval", "study", "testimonial", "offer",
    "prevalence", "expectation", "regimen", "promise", "deed",
)  # fmt: skip
ROLES = ("offered", "established", "other", "unstated")
STANCES = ("asserted", "denied", "asked", "attributed", "quoted", "aim")
DIRECTIONS = ("benefit", "harm", "no-difference", "none")
STRENGTHS = ("none", "correlational", "conditional", "causal", "certain")
# What the ledger of approved claims says of a claim's wording.
APPROVALS = ("none", "approved", "drifted", "expired")
# By what a finding is allowed: an exception, a resolved comment of a Word file, an approved wording.
ALLOWED_VIA = ("exception", "review", "approval")
# In the order in which the first that holds is taken; `disputed` is made of several, the last two need no record.
STATUSES = (
    "contradicted", "not-met", "overstated", "withheld", "unchecked", "supported", "disputed", "unlinked",
)  # fmt: skip


class Span(NamedTuple):
    """A run of characters, half-open."""

    start: int
    end: int

    def holds(self, start: int, end: int) -> bool:
        """Return whether the run from `start` to `end` lies inside this one."""
        return self.start <= start and end <= self.end

    def moved(self, by: int) -> Span:
        """Return the run that begins so many characters further behind."""
        return Span(self.start + by, self.end + by)


class Place(NamedTuple):
    """Where something stands in the file: the first character and the one after the last, from 1."""

    line: int
    column: int
    end_line: int
    end_column: int


class Piece(NamedTuple):
    """A run of `Document.text` and the run of the file it was read from.

    Either a true copy (same characters), or one written thing for another: an entity, an escape, a folded wrap.
    """

    start: int
    end: int
    source_start: int
    source_end: int


class Block(NamedTuple):
    """One paragraph, heading, item …: `headings` and `lead` are positions in `Document.blocks`.

    `headings` are those it stands under, outermost first. `lead` governs it: the lead-in sentence of a list item,
    the question of an answer. `level` is a heading's depth from 1. `folded` words are shown when asked for only.
    """

    kind: str
    start: int
    end: int
    level: int = 0
    headings: tuple[int, ...] = ()
    lead: int | None = None
    folded: bool = False

    @property
    def above(self) -> int | None:
        """Return the position of what introduces it: its lead, else the heading right above it; None for nothing."""
        return self.lead if self.lead is not None else next(reversed(self.headings), None)


class Link(NamedTuple):
    """A link or reference mark in the text: where its words stand, and where it points."""

    start: int
    end: int
    target: str


class Elsewhere(NamedTuple):
    """What a visitor meets on a page and no reader opens; `start` and `end` count characters of the file.

    `what` is one of ELSEWHERE, `target` the address as written, "" where none is.
    """

    start: int
    end: int
    what: str
    target: str = ""


class Review(NamedTuple):
    """A comment that claimcheck wrote at a finding and that came back with the file; `start` and `end` as in comments.

    `mark` tells the finding it was written for ("": only its rule and place do). `said` are the words of the replies,
    `by` whose they are, `on` the day of the last one, 2027-05-01.
    """

    start: int
    end: int
    rule: str
    mark: str
    resolved: bool = False
    said: str = ""
    by: str = ""
    on: str = ""


@dataclass(frozen=True)
class Document:
    """One file as clean prose. `source` is the decoded file, `text` what a visitor reads, blocks parted by "\\n".

    `comments` are the file's own comments as (start, end, words) in `source`: exceptions are written there. `reviews`
    are those that claimcheck wrote.
    `meta` holds front matter; `language` is an ISO 639-1 code. `unread` says what could not be read as it stands,
    `elsewhere` what the page shows or leads to that is never opened; `digest` is the SHA-256 of the file's bytes.

    A format that is no text has for `source` the words taken out of the file, a paragraph or printed line on each line,
    and `places`: where in `source` each place that a person would look for begins ("page 2, line 7"), in order.
    """

    path: str
    format: str
    source: str = field(repr=False)
    text: str = field(repr=False)
    blocks: tuple[Block, ...] = field(repr=False)
    pieces: tuple[Piece, ...] = field(repr=False)
    links: tuple[Link, ...] = field(default=(), repr=False)
    comments: tuple[tuple[int, int, str], ...] = field(default=(), repr=False)
    meta: Mapping[str, Any] = field(default_factory=dict, repr=False)
    language: str = "en"
    unread: tuple[str, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = field(default=(), repr=False)
    digest: str = ""
    places: tuple[tuple[int, str], ...] = field(default=(), repr=False)
    reviews: tuple[Review, ...] = field(default=(), repr=False)

    def block_at(self, offset: int) -> int:
        """Return the position of the block that holds character `offset`."""
        return max(0, bisect_right(self.blocks, offset, key=lambda block: block.start) - 1)

    def words_of(self, block: int) -> str:
        """Return the text of one block."""
        return self.text[self.blocks[block].start : self.blocks[block].end]

    def source_span(self, start: int, end: int) -> Span:
        """Return the run of the file that holds the characters `start` to `end` (at least one) of the text."""
        return Span(self._source_offset(start, last=False), self._source_offset(end - 1, last=True))

    def place(self, start: int, end: int) -> Place:
        """Return the line and column in the file of `start` and of the place behind `end`."""
        span = self.source_span(start, end)
        return Place(*self.line_column(span.start), *self.line_column(span.end))

    def line_column(self, offset: int) -> tuple[int, int]:
        """Return line and column, from 1, of a character of `source`. CR, LF and CRLF end a line."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def named_place(self, offset: int) -> str:
        """Return what a person calls the place of a character of `source`, "" where lines and columns tell it."""
        at = bisect_right(self.places, offset, key=lambda place: place[0])
        return self.places[at - 1][1] if at else ""

    def _source_offset(self, offset: int, *, last: bool) -> int:
        at = bisect_right(self.pieces, offset, key=lambda piece: piece.start) - 1
        piece = self.pieces[max(at, 0)]
        if piece.end - piece.start == piece.source_end - piece.source_start:
            inside = min(max(offset - piece.start, 0), piece.end - piece.start - 1)
            return piece.source_start + inside + last
        return piece.source_end if last else piece.source_start

    @property
    def _line_starts(self) -> tuple[int, ...]:
        cached: tuple[int, ...] | None = self.__dict__.get("_starts")
        if cached is None:
            cached = _line_starts(self.source)
            self.__dict__["_starts"] = cached
        return cached


def _line_starts(source: str) -> tuple[int, ...]:
    starts, at = [0], 0
    for line in source.splitlines(keepends=True):
        at += len(line)
        # splitlines also breaks at form feeds and the like; editors count only these three as line ends.
        if line[-1] in "\r\n":
            starts.append(at)
    return tuple(starts)


class Name(NamedTuple):
    """A name of the lexicon or of a record, where it was read, and how it came to this claim.

    `category` is treatment, condition, outcome, body, species, study, …; `via` is `here` (the claim's own words),
    `block`, `lead`, `heading` or `page`.
    """

    id: str
    category: str
    start: int
    end: int
    via: str = "here"


class Figure(NamedTuple):
    """A number with what it counts. `value` or `low`/`high`; `k` of `n`; `unit` as a lexicon word (points, percent).

    `measure` is an outcome's id, `time` words such as "12 months", `up_to` whether only the best case is told.
    """

    start: int
    end: int
    value: float | None = None
    low: float | None = None
    high: float | None = None
    k: int | None = None
    n: int | None = None
    unit: str = ""
    measure: str = ""
    time: str = ""
    up_to: bool = False


class Cue(NamedTuple):
    """A word that decided something: `decides` is stance, strength, direction or role; `says` is its value.

    The cue's own words are `start` to `end`, the words it governs `scope_start` to `scope_end`.
    """

    decides: str
    says: str
    start: int
    end: int
    scope_start: int
    scope_end: int


class Citation(NamedTuple):
    """A source in reach: `kind` is doi, pmid, pmcid, registry or link; `id` its normal form."""

    kind: str
    id: str
    start: int
    end: int


@dataclass(frozen=True)
class Approval:
    """An entry of the ledger as it bears on a claim: the wording that was approved, by whom, since and until when.

    `differs` says in words what is other in the claim. `path` and `line` say where the entry is written.
    """

    wording: str
    by: str
    since: str
    until: str = ""
    records: tuple[str, ...] = ()
    jurisdictions: tuple[str, ...] = ()
    path: str = ""
    line: int = 1
    differs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Claim:
    """What the copy says in one clause. `head` is the word that carries it; `block` a position in the blocks.

    `records` are those it leans on; `alike` those of which the words fit several equally well, so that none is meant.
    `approval` is one of APPROVALS, `approved_as` the entry of the ledger that says so.
    """

    id: str
    start: int
    end: int
    head: Span
    sentence: Span
    block: int
    kinds: tuple[str, ...]
    role: str
    stance: str
    direction: str
    strength: str
    cues: tuple[Cue, ...] = ()
    names: tuple[Name, ...] = ()
    figures: tuple[Figure, ...] = ()
    citations: tuple[Citation, ...] = ()
    records: tuple[str, ...] = ()
    alike: tuple[str, ...] = ()
    status: str | None = None
    approval: str = "none"
    approved_as: Approval | None = None

    def ids(self, category: str) -> tuple[str, ...]:
        """Return the ids of this claim's names of one category, nearest first, each once."""
        return tuple(dict.fromkeys(name.id for name in self.names if name.category == category))


@dataclass(frozen=True)
class Related:
    """A second place that a finding leans on; offsets count characters of the file.

    `rests_on` where it is the field of our record that the finding rests on, not what is listed beneath it.
    """

    path: str
    start: int
    end: int
    line: int
    column: int
    what: str
    rests_on: bool = False


@dataclass(frozen=True)
class Finding:
    """Where a rule is not met. `start` and `end` count characters of the decoded file; `quote` are its own.

    `place` says where it stands in a file that has no lines.
    """

    id: str
    rule: str
    subject: str
    severity: str
    path: str
    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int
    quote: str
    message: str
    why: str
    suggestion: str = ""
    sources: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    claim: str | None = None
    also: tuple[str, ...] = ()
    jurisdictions: tuple[str, ...] = ()
    related: tuple[Related, ...] = ()
    page: bool = False
    place: str = ""


@dataclass(frozen=True)
class Allowed:
    """A finding that a person accepted: with whose reason, until when, and on which day where that is known.

    `via` is one of ALLOWED_VIA.
    """

    finding: Finding
    reason: str
    by: str = ""
    until: str = ""
    on: str = ""
    via: str = "exception"


@dataclass(frozen=True)
class Hidden:
    """A finding that was there before: `by` says what knows it, the `baseline` or the version of `since`."""

    finding: Finding
    by: str


@dataclass(frozen=True)
class Report:
    """One document's claims, findings and recorded exceptions."""

    document: Document
    claims: tuple[Claim, ...] = ()
    findings: tuple[Finding, ...] = ()
    allowed: tuple[Allowed, ...] = ()
    offered: tuple[str, ...] = ()
    jurisdictions: tuple[str, ...] = ()
    words: int = 0
    hidden: tuple[Hidden, ...] = ()
