"""A comment of a file -> the exception it records, or what is wrong with it.

`claimcheck: allow RULE, RULE "words" because REASON; by WHO; until 2027-05-01`. Instead of `allow`: `allow-file`,
`allow-from` and, at the end of the run, `allow-to RULE`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimcheck.config.file import is_date
from claimcheck.errors import nearest

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

VERBS = ("allow", "allow-file", "allow-from", "allow-to")

_MARK = re.compile(r"\s*claimcheck:\s*", re.IGNORECASE)
_QUOTED = re.compile(r"[\"“”]([^\"“”]+)[\"“”]")
_BECAUSE = re.compile(r"(?:^|\s)because(?:\s|$)", re.IGNORECASE)
# How a comment is written, by format; two where the first may not be allowed. In other formats there is none: one
# inside a value of data may be shown as it stands.
COMMENTS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("markdown", "html", "vue", "svelte", "astro", "php"), ("<!-- {} -->",)),
    "mdx": ("{{/* {} */}}", "<!-- {} -->"),
    **dict.fromkeys(("jsx", "tsx"), ("{{/* {} */}}",)),
    "rst": (".. {}",),
    "yaml": ("# {}",),
}


@dataclass(frozen=True)
class Note:
    """One exception as written: `verb` is one of VERBS, `words` the only words it is for (none: any).

    `fault` is what is wrong with it, "" where nothing is; without a reason `because` is "".
    """

    verb: str
    rules: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    because: str = ""
    by: str = ""
    until: str = ""
    fault: str = ""

    def holds_on(self, day: str) -> bool:
        """Return whether the exception is sound, has a reason, and still holds on a day, 2027-05-01."""
        return not self.fault and bool(self.because) and (not self.until or day <= self.until)


def note_in(comment: str, known: Collection[str]) -> Note | None:
    """Return the exception that a comment records, None where it speaks of something else."""
    mark = _MARK.match(comment)
    if mark is None:
        return None
    verb, _, rest = " ".join(comment[mark.end() :].split()).partition(" ")
    if verb not in VERBS:
        return Note("allow", fault=f"“{verb}” is no exception; {nearest(verb, VERBS)}")
    because = _BECAUSE.search(rest)
    head, tail = (rest[: because.start()], rest[because.end() :]) if because else (rest, "")
    rules = tuple(name for name in re.split(r"[\s,]+", _QUOTED.sub(" ", head)) if name)
    reason, by, until = _parts(tail)
    return Note(
        verb,
        tuple(rule for rule in rules if rule in known),
        tuple(_QUOTED.findall(head)),
        reason,
        by,
        until,
        _fault(verb, rules, until, known),
    )


def _parts(tail: str) -> tuple[str, str, str]:
    """Return the reason, who gave it and until when it holds, parted by semicolons."""
    reason, by, until = [], "", ""
    for part in (part.strip() for part in tail.split(";")):
        name, _, words = part.partition(" ")
        if name == "by" and words:
            by = words
        elif name == "until" and words:
            until = words
        elif part:
            reason.append(part)
    return "; ".join(reason), by, until


def _fault(verb: str, rules: tuple[str, ...], until: str, known: Collection[str]) -> str:
    if not rules and verb != "allow-to":
        return f"“{verb}” names no rule"
    for rule in rules:
        if rule not in known:
            return f"“{rule}” is no rule that can be allowed; {nearest(rule, known)}"
    return f"“{until}” is no date such as 2027-05-01" if until and not is_date(until) else ""
