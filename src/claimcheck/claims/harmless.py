"""Clause -> whether it says that no harm is done: "has no side effects", "is not painful", "does not affect the liver".

Harm that is denied is a claim of safety and no denial. It is told by a risk or harm that is said not to be, by what
the thing is said not to be (painful, risky, addictive), or by what it is said not to touch: a body, a medicine beside
it. To leave an illness as it was is no safety, so what is said of illness is left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.claims.names import MEANS, named_in

if TYPE_CHECKING:
    from claimcheck.claims.cues import Part
    from claimcheck.model import Span

# By which harm is denied, or said to be next to none.
DENYING = ("negator", "scant", "hardly-so")
# So many characters at most lie between two words that stand together.
_GAP = 2
# Where one of these is denied, it is the good that is denied.
_GOOD = (
    "reduce-verb", "prevent-verb", "treat-verb", "cure-verb", "improve-verb", "restore-verb", "help-verb",
    "benefit-noun", "evidence-noun",
)  # fmt: skip
# What stays as it was where nothing touches it.
_LEFT_ALONE = ("body", "process", "people", *MEANS)
_SAID = ("acomp", "attr", "oprd")


def denies_harm(part: Part) -> bool:
    """Return whether what a negator would deny is harm ("do not have side effects"): that is a claim of safety."""
    if part.own(*_GOOD):
        return False
    words = _negators(part)
    if any(0 < other.start - word.end < _GAP for word in words for other in words):
        return False  # "not without risk" affirms it
    if any(not any(safe.holds(*word) for word in words) for safe in part.own("safe", "absolute-safety")):
        return False  # "not risk-free" denies the safety
    return bool(spares(part)) or _objects(part, "risk")


def spares(part: Part) -> list[Span]:
    """Return the words by which something is said to do no harm that has no name; empty where it is not."""
    return _not_harmed(part) or _not_harmful(part) or _not_touched(part)


def _not_harmed(part: Part) -> list[Span]:
    """Return the negators of a verb of harm: "does not damage the joint", "without hurting your sleep"."""
    harmed = any(part.clause.head in part.positions(span) for span in part.own("harm-verb"))
    spared = harmed and _objects(part, "body", "people", "outcome") and not _objects(part, "condition")
    return _negators(part) if spared else []


def _negators(part: Part) -> list[Span]:
    """Return the negators of a clause, and the preposition that its verb hangs on, where that is one."""
    tokens, verb = part.clause.tokens, part.clause.verbs[0]
    above = [s for s in part.spans("negator") if tokens[verb].dep == "pcomp" and tokens[verb].head in part.positions(s)]
    return part.own("negator") or above


def _not_harmful(part: Part) -> list[Span]:
    """Return what it is said not to be, or hardly to be: "not painful", "minimally risky"."""
    words = part.own("harmful-word")
    if not words:
        return []
    tokens = part.clause.tokens
    denying = part.own_at(*DENYING)
    said = {i for span in words for i in part.positions(span) if _is_said(part, i)}
    governed = said | {tokens[i].head for i in said}
    return words if any(tokens[i].head in governed for i in denying) else []


def _is_said(part: Part, i: int) -> bool:
    """Return whether a word is what the clause's verb says of its subject, alone or in a row: "gentle and painful"."""
    tokens = part.clause.tokens
    while tokens[i].dep == "conj":
        i = tokens[i].head
    return tokens[i].dep in _SAID and tokens[i].head in part.clause.verbs


def _not_touched(part: Part) -> list[Span]:
    """Return the verb by which a body, or a medicine beside it, is said to stay as it is: "does not affect it"."""
    clause, tokens = part.clause, part.clause.tokens
    verbs = [span for span in part.own("touch-verb") if clause.head in part.positions(span)]
    denied = any(tokens[i].head == clause.head for i in part.own_at("negator"))
    if not verbs or not denied:
        return []
    ills = _objects(part, "condition") or bool(part.own("less-is-better"))
    return verbs if _objects(part, *_LEFT_ALONE) and not ills else []


def _objects(part: Part, *categories: str) -> bool:
    """Return whether a name of some categories stands in what a clause's verb is done to or acts with."""
    names = [n for n in part.named if n.category in categories]
    beside = [i for word, i in part.clause.by_preposition if word == "with"]
    return bool(named_in(names, part.clause.phrases((*part.clause.to, *beside))))
