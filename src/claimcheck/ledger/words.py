"""Wording -> its normal form, by which two wordings are one; and what differs between two that are not.

Markup, case, quotation marks, brackets and the marks between words make no difference. Digits and what stands directly
before them do, signs and units do, and so does a question mark: a number that was changed never is the same wording.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING

from claimcheck.words import words_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimcheck.lexicon import Lexicon

# Words with their apostrophes, numbers with their separators, then each mark alone.
_PART = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|\S")
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
_QUOTES = "\"'“”‘’«»‹›„‚`´′″"
_IDLE = frozenset(f"{_QUOTES}()[]{{}}*_.,;:!…·•-/\\|™®©")
_ALWAYS_IDLE = frozenset(f"{_QUOTES}()[]{{}}*_™®©")
_NEGATIVE = "negator"


def normal(text: str) -> tuple[str, ...]:
    """Return the words and signs of a wording in the form in which they are compared."""
    plain = unicodedata.normalize("NFC", text).translate(_UNSEEN).translate(_DASHES).lower().replace("’", "'")
    parts = list(_PART.finditer(plain))
    return tuple(
        part.group() for at, part in enumerate(parts) if part.group() not in _IDLE or _sign_of_number(parts, at)
    )


def _sign_of_number(parts: Sequence[re.Match[str]], at: int) -> bool:
    """Return whether a mark stands directly before a number, and so changes it: minus, point, slash, colon.

    Behind a letter it only joins two words: "phase-3" is "phase 3".
    """
    if parts[at].group() in _ALWAYS_IDLE:
        return False
    before = parts[at - 1] if at else None
    if before is not None and before.end() == parts[at].start() and before.group()[-1].isalpha():
        return False
    # Other signs may stand between: "-$5", "-.5".
    for part, following in pairwise(parts[at:]):
        if following.start() != part.end() or following.group()[0].isalpha():
            return False
        if following.group()[0].isdigit():
            return True
    return False


def likeness(one: Sequence[str], other: Sequence[str], least: float = 0.0) -> float:
    """Return how alike two wordings are in their normal form: 1.0 the same words in the same order, 0.0 none.

    What cannot be as alike as `least` is not looked at closely: 0.0.
    """
    if 2 * (Counter(one) & Counter(other)).total() < least * (len(one) + len(other)):
        return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def differences(approved: str, found: str, lexicon: Lexicon) -> Iterator[str]:
    """Yield what is other in the words found: what each change is where that can be told, and its words."""
    old, new = normal(approved), normal(found)
    for step, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if step != "equal":
            kind = _kind(old, (a, b), lexicon) or _kind(new, (c, d), lexicon)
            yield f"{kind}: {_change(old[a:b], new[c:d])}" if kind else _change(old[a:b], new[c:d])


def _change(old: Sequence[str], new: Sequence[str]) -> str:
    if not new:
        return f"“{' '.join(old)}” is left out"
    if not old:
        return f"“{' '.join(new)}” is added"
    return f"“{' '.join(new)}” instead of “{' '.join(old)}”"


def _kind(words: Sequence[str], run: tuple[int, int], lexicon: Lexicon) -> str:
    """Return what changed words are: a figure, a negation, a name, or "" for other words."""
    changed = words[slice(*run)]
    if any(word[0].isdigit() for word in changed):
        return "figure"
    text = " ".join(words)
    start = len(" ".join((*words[: run[0]], ""))) if run[0] else 0
    end = start + len(" ".join(changed))
    read = words_in(text)
    denied = ((read[a].start, read[b - 1].end) for a, b in lexicon.class_spans(read, _NEGATIVE))
    if any(a < end and start < b for a, b in denied):
        return "negation"
    return "name" if any(name.start < end and start < name.end for name in lexicon.names_in(read)) else ""
