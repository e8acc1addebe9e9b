"""Participles in a row -> what they share: "is prevented and treated with it" says of both what was said of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.claims.syntax import SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from claimcheck.language import Token

# The model takes the second of two participles for a past tense now and then.
_TAGS = ("VBN", "VBD")
_OF_ITS_OWN = (*SUBJECTS, "aux", "auxpass", "dobj", "dative", "attr", "oprd", "acomp")


def shares_passive(tokens: Sequence[Token], below: Mapping[int, list[int]], first: int, verb: int) -> bool:
    """Return whether a participle is joined to a first one whose auxiliary and subject it shares."""
    if tokens[verb].dep != "conj" or tokens[verb].head != first or tokens[verb].tag not in _TAGS:
        return False
    return _is_passive(tokens, below, first) and not any(tokens[i].dep in _OF_ITS_OWN for i in below[verb])


def means_behind(tokens: Sequence[Token], below: Mapping[int, list[int]], verb: int) -> list[int]:
    """Return the last of several participles, where what stands behind it is said of a first one as well."""
    if not _is_passive(tokens, below, verb) or any(tokens[i].dep in ("prep", "agent") for i in below[verb]):
        return []
    return [i for i in below[verb] if shares_passive(tokens, below, verb, i)][-1:]


def _is_passive(tokens: Sequence[Token], below: Mapping[int, list[int]], verb: int) -> bool:
    return any(tokens[i].dep == "auxpass" for i in below[verb])
