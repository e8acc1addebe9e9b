"""One rule file -> what of its findings a program may mend: a notice that is prescribed, fixed words for fixed words.

What a claim says is never mended: "may help" in place of "cures" would take the finding away and leave the claim
without evidence. So no rule on the strength or the ground of a claim has a `fix`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.rulebook.rule import Fix
from claimcheck.words import words_in

if TYPE_CHECKING:
    from collections.abc import Collection

    from claimcheck.rulebook.rule import Example
    from claimcheck.rulebook.values import Values

NOTICE = "notice"
# Subjects whose findings ask for evidence, or for another claim: a person has to know what is true.
_OF_CLAIMS = ("unsupported", "overstated", "evidence", "balance")


def fix(values: Values, subject: str, found: Collection[Example]) -> Fix | None:
    """Return what the rule lets a program put in place; each pair of words has an example that is found."""
    given = values.given.get("fix")
    if given is None:
        return None
    if subject in _OF_CLAIMS:
        values.fault(f"mends words of “{subject}”", ("fix",), "a claim is mended by a person who knows what was shown")
        return None
    if given == NOTICE:
        asked = values.given.get("require")
        if not (isinstance(asked, dict) and "notice" in asked):
            values.fault("adds a notice and requires none", ("fix",), "give `require: {notice: …}`")
        return Fix(notice=True)
    if not isinstance(given, dict) or not given:
        values.fault("mends in a way that is not known", ("fix",), "write `notice`, or {old words: new words}")
        return None
    if not values.given.get("find"):
        values.fault("puts words in the place of others and finds none", ("fix",), "give `find`")
    pairs = tuple((str(old), values.string(new, ("fix", old))) for old, new in given.items())
    for old, new in pairs:
        _check_pair(values, old, new, found)
    return Fix(words=pairs)


def _check_pair(values: Values, old: str, new: str, found: Collection[Example]) -> None:
    if not new.strip() or "\n" in new:
        values.fault("has no words on one line to put in place", ("fix", old), "what is to go is taken out by a person")
    marked = {plain(example.text[start:end]) for example in found for start, end in example.marked}
    if plain(old) not in marked:
        values.fault(f"mends “{old}”, which no example of it marks", ("fix", old), f"add found: “[[{old}]] …”")
    # A second run would find the old words in the new ones.
    if f" {plain(old)} " in f" {plain(new)} ":
        values.fault(f"puts “{old}” in its own place", ("fix", old), "leave the old words out of the new ones")


def plain(text: str) -> str:
    """Return words as they are compared: lower case, without marks, one space between them."""
    return " ".join(word.lower for word in words_in(text))
