"""Grammar -> grammar: a later verb of a list hangs on the verb whose form it shares.

"Studied to see whether they ease pain, lift mood or help sleep": the parser hangs the later verbs on the first one of
the sentence now and then, and what is asked or wanted would be told. Verbs of a list have one form, so the form tells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimcheck.language import Token

# What the form of a verb goes with in a list: a bare verb is tagged as one or the other.
_ALIKE = {"VB": ("VB", "VBP"), "VBZ": ("VBZ",)}
# What may come first in a list inside of a sentence.
_INSIDE = ("xcomp", "ccomp", "pcomp", "advcl", "acl", "relcl", "conj")
_OWN = ("nsubj", "nsubjpass", "csubj", "expl", "aux", "auxpass", "mark")
_AUXILIARIES = ("aux", "auxpass")


def with_lists_mended(tokens: Sequence[Token]) -> Sequence[Token]:
    """Return the tokens of a sentence, each later verb of a list below the nearest verb of its form."""
    mended = list(tokens)
    for i, token in enumerate(tokens):
        if token.dep != "conj" or token.tag not in _ALIKE or token.head >= i or not _is_odd(mended, token.head, i):
            continue
        first = next((j for j in range(i - 1, token.head, -1) if _begins(mended, j, i)), None)
        if first is not None:
            mended[i] = token._replace(head=first)
    return mended


def _is_odd(tokens: Sequence[Token], head: int, member: int) -> bool:
    """Return whether a verb cannot stand in one list with its head, and has nothing of its own that tells why."""
    if tokens[head].tag[:2] != "VB" or any(t.head == member and t.dep in _OWN for t in tokens):
        return False
    helping = [t.tag for t in tokens if t.head == head and t.dep in _AUXILIARIES]
    # "Have found … and recommend": a plain verb goes with what helps the other, and so does one behind "will".
    forms = [tokens[head].tag, *(tag for tag in helping if tag in ("VBZ", "VBP") and tokens[member].tag != "VB")]
    return not any(form in _ALIKE[tokens[member].tag] for form in forms)


def _begins(tokens: Sequence[Token], first: int, member: int) -> bool:
    """Return whether a verb between is of the form of a list's later verb, inside of the sentence, and not below it."""
    alike = tokens[first].tag in _ALIKE[tokens[member].tag] and tokens[first].dep in _INSIDE
    return alike and not _hangs_on(tokens, first, member)


def _hangs_on(tokens: Sequence[Token], at: int, above: int) -> bool:
    """Return whether a word stands somewhere below another: hung on each other, the two would have no end."""
    while at != above and tokens[at].head != at:
        at = tokens[at].head
    return at == above
