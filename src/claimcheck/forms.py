"""A word -> its forms: so that `cure` in a pattern also stands for cures, cured and curing.

No lemmatizer is needed, and a form that does not exist ("cureing") costs nothing because nobody writes it. A few words
are held against a text by all their forms; twenty thousand by asking of each word of the text what it can be a form of.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container

_VOWELS = "aeiou"
# Irregular forms of the words that claims are made with; the first of a line is the one patterns use.
_IRREGULAR = """
be am is are was were been being 're 's 'm isn't aren't wasn't weren't
have has had having 've
do does did done doing
go goes went gone going
get gets got gotten getting
give gives gave given giving
take takes took taken taking
make makes made making
come comes came coming
become becomes became becoming
overcome overcomes overcame overcoming
grow grows grew grown growing
regrow regrows regrew regrown regrowing
know knows knew known knowing
show shows showed shown showing
see sees saw seen seeing
say says said saying
feel feels felt feeling
find finds found finding
think thinks thought thinking
bring brings brought bringing
build builds built building
rebuild rebuilds rebuilt rebuilding
keep keeps kept keeping
lose loses lost losing
leave leaves left leaving
lead leads led leading
mean means meant meaning
meet meets met meeting
hold holds held holding
fight fights fought fighting
undergo undergoes underwent undergone undergoing
undo undoes undid undone undoing
rise rises rose risen rising
fall falls fell fallen falling
write writes wrote written writing
wear wears wore worn wearing
withdraw withdraws withdrew withdrawn withdrawing
begin begins began begun beginning
sell sells sold selling
tell tells told telling
buy buys bought buying
pay pays paid paying
win wins won winning
run runs ran running
begin begins began begun beginning
seek seeks sought seeking
understand understands understood understanding
stand stands stood standing
speak speaks spoke spoken speaking
sleep sleeps slept sleeping
eat eats ate eaten eating
wake wakes woke woken waking
break breaks broke broken breaking
choose chooses chose chosen choosing
forget forgets forgot forgotten forgetting
hide hides hid hidden hiding
bear bears bore borne bearing
shrink shrinks shrank shrunk shrinking
cut cuts cutting
put puts putting
hit hits hitting
let lets letting
set sets setting
man men
woman women
child children
person people persons
not don't doesn't didn't won't wouldn't couldn't can't cannot isn't aren't wasn't weren't hasn't haven't hadn't
foot feet
tooth teeth
mouse mice
life lives
half halves
datum data
criterion criteria
diagnosis diagnoses
analysis analyses
hypothesis hypotheses
crisis crises
bacterium bacteria
"""
_TABLE = {line.split()[0]: frozenset(line.split()) for line in _IRREGULAR.strip().splitlines()}
_OF_IRREGULAR: dict[str, list[str]] = {}
for _word, _forms in _TABLE.items():
    for _form in _forms:
        _OF_IRREGULAR.setdefault(_form, []).append(_word)


@cache
def forms(word: str) -> frozenset[str]:
    """Return every form of a lower-case `word`: its plural, third person, past and -ing form, and itself."""
    if word in _TABLE:
        return _TABLE[word]
    if len(word) < 3 or not word.isalpha():
        return frozenset({word})
    return frozenset({word, *_with_s(word), *_with_ending(word, "ed"), *_with_ending(word, "ing")})


def words_of(form: str, words: Container[str]) -> list[str]:
    """Return those of some lower-case words of which `form` is a form."""
    return [word for word in dict.fromkeys(_roots(form)) if word in words and form in forms(word)]


def _roots(form: str) -> tuple[str, ...]:
    """Return the words that `form` may be a form of, all of those that it is."""
    # With an -s, -es or -ies, -d or -ed, -ied, -ing or a letter that is written twice before it taken off.
    cut = form[:-1], form[:-2], form[:-3], form[:-4], f"{form[:-3]}y", f"{form[:-3]}e"
    return (form, *cut, *_OF_IRREGULAR.get(form, ()))


def _with_s(word: str) -> list[str]:
    if word.endswith("y") and word[-2] not in _VOWELS:
        return [word[:-1] + "ies"]
    if word.endswith(("s", "x", "z", "ch", "sh", "o")):
        return [word + "es"] + ([word + "s"] if word.endswith("o") else [])
    return [word + "s"]


def _with_ending(word: str, ending: str) -> list[str]:
    if word.endswith("e"):
        stem = word if word.endswith(("ee", "oe", "ye")) and ending == "ing" else word[:-1]
        return [stem + ending]
    if word.endswith("y") and word[-2] not in _VOWELS and ending == "ed":
        return [word[:-1] + "ied"]
    found = [word + ending]
    if word[-1] not in "aeiouwxy" and word[-2] in _VOWELS and word[-3] not in _VOWELS:
        found.append(word + word[-1] + ending)
    return found
