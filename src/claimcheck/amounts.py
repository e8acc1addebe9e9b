"""Words -> numbers, percentages, durations and sums of money, as patterns ask for them: `<number>`, `<money>` …"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from claimcheck.words import Word

    # Takes the words and a position, answers with the position behind what begins there, or the same position.
    Reader = Callable[[Sequence[Word], int], int]

_NUMBERS = """
one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred
"""
_UNITS = "second minute hour day night week month year decade sec min hr wk mo yr"
_SPELLED = frozenset(_NUMBERS.split())
_SCALES = frozenset(["hundred", "thousand", "million", "billion", "lakh", "lakhs", "crore", "crores", "k", "bn"])
_DASHES = ("-", "‐", "‑", "‒", "–", "—")
# Signs of currencies, which stand before a sum.
SIGNS = frozenset("$€£¥₹₦₱₩₫฿₺₴₪₵")
_BEFORE_SIGN = frozenset(["us", "au", "a", "ca", "c", "nz", "hk"])
_CURRENCIES = frozenset(
    """
    dollar dollars euro euros pound pounds cent cents rupee rupees rand naira peso pesos ringgit dirham dirhams yen yuan
    baht usd eur gbp aud cad chf nzd sgd hkd aed qar zar ngn kes ksh jpy cny
    """.split()
)
_OPENING = _SPELLED | _BEFORE_SIGN | SIGNS | _CURRENCIES
_PERCENT = frozenset(("%", "percent", "pct"))
_PERIODS = frozenset(form for unit in _UNITS.split() for form in (unit, unit + "s"))
_GLUED_PERIODS = frozenset(("h",))
# Letters that may stand right behind a figure without making it part of a name (3k, 24h, 12mo).
_GLUED = (
    _SCALES
    | _GLUED_PERIODS
    | _PERIODS
    | _PERCENT
    | frozenset(["m", "b", "x", "mg", "g", "kg", "ml", "mcg", "iu", "lb", "lbs", "cm", "mm"])
)

# What gates ask for where a number has to stand: it can be any word of digits.
NUMBER = "<number>"
# Any amount of a kind holds one of these words.
GATES: Mapping[str, frozenset[str]] = {
    "number": frozenset((NUMBER,)),
    "percent": _PERCENT | {"per"},
    "duration": _PERIODS | _GLUED_PERIODS,
    "money": SIGNS | _CURRENCIES,
}


def may_begin_amount(word: Word) -> bool:
    """Return whether an amount may begin with a word."""
    return word.text[0].isdigit() or word.lower in _OPENING


def amount_ends(kind: str, words: Sequence[Word], at: int) -> list[int]:
    """Return the positions behind an amount of `kind` that begins at `at`, the longest reading first."""
    # Most words begin no amount.
    if not may_begin_amount(words[at]):
        return []
    found = {end for reader in _READERS[kind] for end in (reader(words, at), _range(words, at, reader)) if end > at}
    return sorted(found, reverse=True)


def _plain(words: Sequence[Word], at: int) -> int:
    if at >= len(words) or not _is_number(words, at):
        return at
    end = at + 1
    if end < len(words) and words[at].lower in _SPELLED and words[end].lower in _SPELLED and words[end].joined:
        end += 1
    while end < len(words) and words[end].lower in _SCALES and words[end].joined:
        end += 1
    # "500+ pupils", "a 40+ score": so many and more.
    if end < len(words) and words[end].text == "+" and words[end].gap == "":
        end += 1
    return end


def _is_number(words: Sequence[Word], at: int) -> bool:
    word = words[at]
    if word.lower in _SPELLED:
        return True
    return word.text[0].isdigit() and not _is_part_of_a_name(words, at)


def _is_part_of_a_name(words: Sequence[Word], at: int) -> bool:
    """Return whether a figure belongs to a code or an ordinal: SB623, COVID-19, 3D, 2nd."""
    if at and words[at].gap in ("", *_DASHES[:3]):
        before = words[at - 1]
        if before.text[-1].isalpha() and before.lower not in _SPELLED:
            return True
    after = words[at + 1] if at + 1 < len(words) else None
    return after is not None and after.gap == "" and after.text[0].isalpha() and after.lower not in _GLUED


def _range(words: Sequence[Word], at: int, reader: Reader) -> int:
    """Return the end of "70 to 80 percent", "$3–$5", "6-12 weeks": a number, a joint, an amount."""
    end = max(_plain(words, at), _percent(words, at), _signed(words, at))
    if end == at or end >= len(words):
        return at
    if words[end].lower == "to" and words[end].joined:
        after = end + 1
    elif words[end].gap.strip() in _DASHES:
        after = end
    else:
        return at
    last = reader(words, after)
    # Behind a sign the second sum may stand bare: "$3,000 to 5,000".
    if last == after and reader is _signed and _signed(words, at) > at:
        last = _plain(words, after)
    return last if last > after else at


def _percent(words: Sequence[Word], at: int) -> int:
    end = _plain(words, at)
    if end == at or end >= len(words) or not words[end].joined:
        return at
    if words[end].lower in _PERCENT:
        return end + 1
    is_spelled_apart = words[end].lower == "per" and end + 1 < len(words) and words[end + 1].lower == "cent"
    return end + 2 if is_spelled_apart else at


def _duration(words: Sequence[Word], at: int) -> int:
    end = _plain(words, at)
    if end == at or end >= len(words) or not words[end].joined:
        return at
    is_glued = words[end].gap == "" and words[end].lower in _GLUED_PERIODS
    return end + 1 if is_glued or words[end].lower in _PERIODS else at


def _signed(words: Sequence[Word], at: int) -> int:
    sign = at
    if at + 1 < len(words) and words[at].lower in _BEFORE_SIGN and words[at + 1].gap == "":
        sign = at + 1
    if sign >= len(words) or words[sign].lower not in (SIGNS if sign > at else SIGNS | _CURRENCIES):
        return at
    end = _plain(words, sign + 1)
    if end == sign + 1 or not words[sign + 1].joined:
        return at
    while end < len(words) and words[end].gap == "" and words[end].lower in ("m", "b"):
        end += 1
    return end


def _priced(words: Sequence[Word], at: int) -> int:
    end = max(_plain(words, at), _signed(words, at))
    is_money = at < end < len(words) and words[end].joined and words[end].lower in _CURRENCIES
    return end + 1 if is_money else at


_READERS: Mapping[str, tuple[Reader, ...]] = {
    "number": (_plain,),
    "percent": (_percent,),
    "duration": (_duration,),
    "money": (_signed, _priced),
}
