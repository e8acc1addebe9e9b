"""What a check answers with: a rule and the words it holds to account, before they are worded as a Finding."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimcheck.model import Claim
    from claimcheck.rulebook.rule import Rule

# How specific a reason is: the most specific of those that stand at one place speaks.
RANKS = ("measure", "pattern", "frame", "frame with object", "require", "compare")


@dataclass(frozen=True)
class Hit:
    """One place where a rule is not met. Offsets count characters of the document's text.

    `slots` fill the rule's message; `fields` are the record fields it rests on;
    `related` are further places with what stands there; `page` tells that something is absent from the whole page;
    `others` are hits of the same rule on the same words, for other records; `under` those of other rules for which it
    speaks and that say more. `most` is how severe it may be at most (weight.py).
    """

    rule: Rule
    start: int
    end: int
    rank: str
    claim: Claim | None = None
    slots: Mapping[str, str] = field(default_factory=dict)
    record: str = ""
    fields: tuple[tuple[str | int, ...], ...] = ()
    related: tuple[tuple[int, int, str], ...] = ()
    page: bool = False
    note: str = ""
    most: str = "error"
    others: tuple[Hit, ...] = ()
    under: tuple[Hit, ...] = ()
