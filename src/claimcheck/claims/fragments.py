"""Headings and bullets -> grammar: a parser that was trained on sentences misreads them as they stand.

Title Case hides verbs as names, so a line in capitals is parsed in lower case; "Relieves pain" is parsed as
"It relieves pain" where its verb was taken for a noun. Offsets stay those of the text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimcheck import language
from claimcheck.claims.syntax import FINITE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from claimcheck.language import Parse, Token
    from claimcheck.lexicon import Lexicon

VERBS = (
    "cure-verb", "treat-verb", "prevent-verb", "restore-verb", "regenerate-verb", "improve-verb", "increase-verb",
    "reduce-verb", "help-verb", "mechanism-verb",
)  # fmt: skip
_NEVER_A_NOUN = "never-a-noun"
# A verb that hangs inside a noun phrase is none to the parser ("our magnesium prevents migraine" as one noun).
_IN_NOUNS = ("compound", "amod", "nmod")
# One to four words, a dash or colon, and a word in a capital.
_LABEL = re.compile(r"(?:[\w’'()-]+ ?){1,4}(:| [-–—]) ([A-Z][a-z]+) [\w]")
_TELLING = (*FINITE, "VB")
_ARTICLES = ("the", "a", "an", "your", "our", "its")
# So no finite verb ends.
_NO_FINITE = ("ing", "ed", "ment", "tion")
_STOPS = (".", "!", "?", "…", ":")


def parse(
    given: Sequence[tuple[str, int]], lexicon: Lexicon, plainly: Parse = language.parse
) -> tuple[tuple[Token, ...], ...]:
    """Return the tokens of each run of words, given with its offset; fragments are helped on.

    `plainly` parses without that help.
    """
    forms = frozenset[str]().union(*(trie.first_words for name in VERBS if (trie := lexicon.trie(name))))
    plain = [(_unlabelled(_plain_case(words), forms), offset) for words, offset in given]
    parsed = list(plainly(plain))
    helped = [(i, _subject_of(tokens, forms)) for i, tokens in enumerate(parsed) if _subject_of(tokens, forms)]
    runs = [(f"{subject} {plain[i][0][0].lower()}{plain[i][0][1:]}", plain[i][1]) for i, subject in helped]
    for (i, subject), tokens in zip(helped, plainly(runs), strict=True):
        parsed[i] = _without_subject(tokens, len(subject) + 1)
    trie = lexicon.trie(_NEVER_A_NOUN)
    sure = trie.first_words if trie else frozenset[str]()
    hidden = [(i, at) for i, tokens in enumerate(parsed) if (at := _hidden_verb(tokens, forms, sure)) is not None]
    known = [(_with_known_verb(plain[i][0], plain[i][1], parsed[i][at]), plain[i][1]) for i, at in hidden]
    for (i, _), tokens in zip(hidden, plainly(known), strict=True):
        if len(tokens) == len(parsed[i]):
            parsed[i] = tuple(
                new._replace(start=old.start, end=old.end, lower=old.lower)
                for new, old in zip(tokens, parsed[i], strict=True)
            )
    return tuple(parsed)


def _unlabelled(words: str, verbs: Collection[str]) -> str:
    """Return a line whose label is told what it does behind a dash or colon as a sentence: "Zinc: Eases colds".

    The mark becomes a comma, so that the label is the doer; offsets stay.
    """
    found = _LABEL.match(words)
    if found is None or found[2].lower() not in verbs or not found[2].lower().endswith("s"):
        return words
    at, verb = found.start(1), found.start(2)
    return words[:at] + "," + " " * (verb - at - 1) + words[verb].lower() + words[verb + 1 :]


def _hidden_verb(tokens: Sequence[Token], verbs: Collection[str], sure: Collection[str] = ()) -> int | None:
    """Return the place of a claim verb that was read as a noun, None for none; but for `sure` ones, where no verb is.

    The model knows few of the verbs that claims are made with: "Our protocol reverses dementia" has no verb for it.
    """
    for i, token in enumerate(tokens[1:], 1):
        is_sure = token.lower in sure and token.tag[:2] == "NN" and not token.lower.endswith(_NO_FINITE)
        if is_sure and tokens[i - 1].tag[:2] in ("NN", "PR", "RB"):
            return i
    # "Rich in zinc, made with care, our balm combats aches": a participle tells nothing yet.
    if any(token.tag in _TELLING and token.dep not in _IN_NOUNS for token in tokens):
        return None
    for i, token in enumerate(tokens[1:-1], 1):
        follows_noun = tokens[i - 1].tag[:2] in ("NN", "PR") or tokens[i - 1].tag == "RB"
        is_finite = token.lower in verbs and not token.lower.endswith(_NO_FINITE)
        if is_finite and follows_noun and tokens[i + 1].tag[:2] in ("NN", "JJ", "PR", "DT"):
            return i
    return None


def _with_known_verb(words: str, offset: int, token: Token) -> str:
    """Return the words with a verb that the model knows in place of one that it does not."""
    known = "reduces" if token.lower.endswith("s") else "reduce"
    return words[: token.start - offset] + known + words[token.end - offset :]


def _plain_case(words: str) -> str:
    """Return a line in Title Case or capitals in lower case; a sentence, and names with figures, as they are."""
    parts = words.split()
    long = [part for part in parts if len(part) > 3 and part[0].isalpha()]
    capitals = [part for part in long if part[0].isupper()]
    if len(parts) < 2 or len(long) < 2 or len(capitals) < 0.7 * len(long):
        return words
    if words.rstrip("\"'”’)").endswith(_STOPS[:1]) and len(capitals) < len(long):
        return words
    lowered = words.lower()
    return lowered if len(lowered) == len(words) else words


def _subject_of(tokens: Sequence[Token], verbs: Iterable[str]) -> str:
    """Return the pronoun that a fragment lacks where its first word is a verb that was read as something else."""
    if len(tokens) > 2 and tokens[0].tag != "VBZ" and _has_object_behind(tokens):
        return "It"
    is_verb = tokens[0].tag[:2] == "VB" and tokens[0].dep not in _IN_NOUNS if tokens else False
    if len(tokens) < 2 or is_verb or tokens[0].lower not in verbs:
        return ""
    if tokens[0].tag == "MD" or tokens[1].tag in ("IN", "CC", ":", ",", "TO") or tokens[1].dep == "prep":
        return ""
    if tokens[0].lower.endswith(_NO_FINITE):
        return ""
    return "It" if tokens[0].lower.endswith("s") else "They"


def _has_object_behind(tokens: Sequence[Token]) -> bool:
    """Return whether a word that ends as finite verbs do stands before an article: "Flattens the peak"."""
    word = tokens[0].lower
    return word.endswith("s") and not word.endswith(("ss", "us", "is", "'s")) and tokens[1].lower in _ARTICLES


def _without_subject(tokens: tuple[Token, ...], shift: int) -> tuple[Token, ...]:
    """Return the tokens without the pronoun that was put before them; a bare verb is a bare verb again."""
    found = [
        token._replace(
            # What hung on the pronoun is a root now: no word may hang on one that hangs on it.
            start=token.start - shift, end=token.end - shift, head=token.head - 1 if token.head else i,
            tag="VB" if i == 0 and token.tag == "VBP" else token.tag,
        )
        for i, token in enumerate(tokens[1:])
    ]  # fmt: skip
    return tuple(found)
