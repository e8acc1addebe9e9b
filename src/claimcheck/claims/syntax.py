"""What several readers of clauses ask of grammar: the parser's names of subjects and finite verbs, and closed words.

A word that tells more than grammar does stands in lexicon/, where editors find it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from claimcheck.language import Token

# Kinds of block that hold a fragment: its subject stands above, or is what the page offers.
BULLETS = ("item", "cell")
# What something is said of: a noun, or a clause ("that it cures is a myth"); with "there" and an empty "it".
NOUN_SUBJECTS = ("nsubj", "nsubjpass")
SUBJECTS = (*NOUN_SUBJECTS, "csubj", "csubjpass")
SUBJECTS_AND_THERE = (*SUBJECTS, "expl")
# Tags of verbs by which something is said of somebody.
FINITE = ("VBZ", "VBP", "VBD", "MD")
VERBS = (*FINITE, "VB", "VBG", "VBN")
COMPARATIVES = ("JJR", "RBR")
SUPERLATIVES = ("JJS", "RBS")
BE = ("am", "is", "are", "was", "were", "be", "been", "being")
# What is left of it where it is written in one with its subject; "'s" may be a possessive.
BE_CUT = ("'m", "'s", "'re")
HAVE = ("has", "have", "had")
# Who speaks, and what is theirs.
SELVES = ("we", "our", "us", "ours", "i", "my")


def only_names(tokens: Iterable[Token]) -> bool:
    """Return whether words have no finite verb: they name something and say nothing of it."""
    return not any(token.tag in FINITE for token in tokens)


def path_up(tokens: Sequence[Token], at: int) -> list[int]:
    """Return a word and those that it hangs on, up to the top."""
    path = [at]
    # Words that were joined anew may hang on each other.
    while tokens[path[-1]].head not in path:
        path.append(tokens[path[-1]].head)
    return path
