"""rules/<subject>/<rule>.yaml -> Rule: what we hold copy to, compiled and checked when it is loaded."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from claimcheck.patterns.pattern import Pattern

When = dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Frame:
    """Who does what to whom: `does` and, by place (who, to, for, in …), the patterns of its arguments."""

    does: Pattern
    places: tuple[tuple[str, Pattern], ...] = ()

    @cached_property
    def gate(self) -> tuple[frozenset[str], ...]:
        """Return sets of words and marks of which a matching sentence holds at least one each."""
        # Who does it may be named in another sentence; all the rest stands in this one.
        return (*self.does.gate, *(words for place, pattern in self.places if place != "who" for words in pattern.gate))


@dataclass(frozen=True)
class Several:
    """At least so many different names of one category in one place; `different` counts by `id` or `group`."""

    what: str
    at_least: int
    within: str = "block"
    different: str = "id"


@dataclass(frozen=True)
class Measure:
    """A named function for what is no wording, with what the rule gives it."""

    name: str
    given: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class AnyClaim:
    """Every claim for which the conditions of the rule hold."""


@dataclass(frozen=True)
class Require:
    """Words that must be there: for each claim or once a page, within a scope, in a place and form that counts."""

    for_: str
    words: tuple[Pattern, ...] = ()
    notice: tuple[str, ...] = ()
    within: str = "page"
    before: str = ""
    not_in: tuple[str, ...] = ()
    match: str = "any"
    weaker: tuple[Pattern, ...] = ()


@dataclass(frozen=True)
class Unless:
    """What the copy may say to clear a comparison: words of the rule, or what the record asks to be said."""

    words: tuple[Pattern, ...] = ()
    must_say: tuple[str, ...] = ()
    within: str = "section"


@dataclass(frozen=True)
class Compare:
    """A claim held against the records it leans on; `status` is what the claim is when all parts hold.

    `each` tells how often one fault is told: at each claim, or once a section or page with the further claims as
    related places. `with_` takes the records that the claim leans on, or others beside them: all on its topic, those
    that hold words of whom it quotes, those that came later; or the claims of the other pages of a run. `outcome` asks
    of all outcomes that the claim names, `told` are patterns of which one stands in its sentence. The status `none`
    leaves a claim's status alone.
    """

    status: str
    record: tuple[tuple[str, Any], ...] = ()
    claim: When = field(default_factory=dict)
    outcome: tuple[tuple[str, Any], ...] = ()
    told: tuple[Pattern, ...] = ()
    differ: tuple[str, ...] = ()
    unless_said: Unless | None = None
    with_: str = "linked"
    each: str = "claim"


@dataclass(frozen=True)
class Fix:
    """What a program may put in place by itself: the required `notice`, or for fixed words others (old, new)."""

    notice: bool = False
    words: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Example:
    """Text that a rule finds (`marked` are the words, as offsets of `text`) or leaves alone.

    `beside` is another page of the same run.
    """

    text: str
    marked: tuple[tuple[int, int], ...] = ()
    is_page: bool = False
    records: tuple[str, ...] = ()
    config: Mapping[str, Any] = field(default_factory=dict)
    absent: bool = False
    line: int = 0
    format: str = "text"
    beside: str = ""


@dataclass(frozen=True)
class Rule:
    """One rule, as its file says. Exactly one of `find`, `require`, `compare` is given.

    A `general` rule speaks only where no other finds as grave a fault in the same words.
    `records` are those of invented studies that its examples speak of, each with its line.
    """

    name: str
    subject: str
    ladder: tuple[tuple[When, str], ...]
    says: str
    why: str
    sources: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    jurisdictions: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    when: When = field(default_factory=dict)
    find: tuple[Pattern | Frame | Several | Measure | AnyClaim, ...] = ()
    require: Require | None = None
    compare: Compare | None = None
    general: bool = False
    unless: tuple[str, ...] = ()
    when_found: tuple[str, ...] = ()
    when_missing: tuple[str, ...] = ()
    suggest: str = ""
    fix: Fix | None = None
    found: Sequence[Example] = ()
    clean: Sequence[Example] = ()
    records: tuple[tuple[int, Mapping[str, Any]], ...] = ()
    limits: tuple[str, ...] = ()
    was: tuple[str, ...] = ()
    path: str = ""

    @property
    def comparison(self) -> Compare:
        """Return what a rule compares; only a rule that compares is asked."""
        assert self.compare is not None
        return self.compare

    @property
    def severity(self) -> str:
        """Return the highest severity that the rule can give."""
        from claimcheck.model import SEVERITIES

        return max((severity for _, severity in self.ladder), key=SEVERITIES.index)
