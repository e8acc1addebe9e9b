"""The key that words stand under in data -> whether a visitor reads them, and as which kind of block.

Content systems, front matter, translations and the props of components name their fields alike: the last word of a key
decides, `heroTitle`, `meta_description`. Under a key that nothing is known of, what reads as a sentence is copy.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

# The last word of a key: the kind of its block. `list` is copy of no kind of its own; in a list each is an item.
_KINDS: dict[str, str] = {
    **dict.fromkeys("title headline heading header".split(), "heading"),
    **dict.fromkeys("description summary excerpt abstract".split(), "description"),
    **dict.fromkeys(
        "body content contents text copy paragraph paragraphs html markdown md rendered message messages details about "
        "bio story subtitle subheading subheadline subhead tagline strapline slogan kicker eyebrow teaser blurb intro "
        "introduction lead lede standfirst note notes hint tooltip placeholder label benefit benefits feature features "
        "point points bullet bullets item items claim claims advantage advantages highlight highlights paragraph line "
        "lines statement promise warning notice reason reasons result results outcome outcomes list lists term terms "
        "definition definitions th td dt dd li".split(),
        "paragraph",
    ),
    **dict.fromkeys("question q".split(), "question"),
    **dict.fromkeys("answer a".split(), "answer"),
    **dict.fromkeys("alt alttext".split(), "alt"),
    **dict.fromkeys("caption figcaption legend".split(), "caption"),
    **dict.fromkeys("quote quotation testimonial testimonials reviews".split(), "quotation"),
    **dict.fromkeys("disclaimer disclaimers smallprint fineprint".split(), "disclaimer"),
    **dict.fromkeys("footnote footnotes".split(), "footnote"),
    **dict.fromkeys("cta button".split(), "call-to-act"),
    # What a thing, a house or a place is called; a code or a class of style under the same key is none.
    **dict.fromkeys("name location venue institution".split(), "name"),
}
# These hold no copy whatever stands in them.
_NEVER = frozenset(
    "id ids uid uuid guid slug slugs url urls uri href src srcset path paths permalink redirect redirects link links "
    "class classes classname style styles css date dates time times timestamp at created updated modified published "
    "type types kind icon icons color colour layout template theme lang language locale token hash sha digest version "
    "license licence email phone tel fax code script scripts command commands run query sql regex pattern format "
    "categories category tags tag keywords keyword author authors schema ref refs status role target rel width height "
    "size sizes env config dependencies devdependencies module modules "
    "file files filename filenames import imports key "
    "keys encoding charset mime sku isbn doi pmid "
    "postcode zip lat lng latitude longitude timezone currency iban".split()
)
# An object under these is a thing that is shown, and has words of its own: `status: {text: "Not yet begun"}`.
_SHOWN_THINGS = frozenset("link links tag tags status author authors category categories module modules role".split())
# Whatever stands below these is code; below other keys of what is no copy, words are copy if their own key says
# so, or read as a sentence: `bloodType: {description: "One of four groups."}`.
_CODE = frozenset(
    "script scripts command commands run query sql regex class classes classname style styles css theme config env "
    "dependencies devdependencies import imports".split()
)
# What stands under these is no copy though it is words: it sorts a page, or says how it is laid out or made.
_UNSEEN_WORDS = _CODE | frozenset(
    "id ids uid uuid guid slug slugs path paths file files filename filenames date dates at created updated modified "
    "published icon icons color colour layout template tags tag keywords keyword pattern format "
    "schema ref refs version lang language locale token hash sha digest encoding charset mime key keys timezone".split()
)
# Whose names are those of things in code.
_NAMED_THINGS = frozenset(
    "class file user host domain tag field layout template icon font event component module".split()
)
_LOCALES = frozenset("en us gb uk au ca nz ie en_us en_gb".split())
# The same field once in each language: `title: {en: …, de: …}`.
_LANGUAGE = re.compile(
    r"(?:en|es|fr|de|it|pt|nl|da|sv|nb|fi|pl|cs|sk|hu|ro|bg|el|ru|uk|tr|ar|he|hi|zh|ja|ko|vi)(?:[-_][a-zA-Z]{2})?"
)
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
# An address, a path, a date, a colour, a file, a digest: no words, whatever key they stand under.
_NO_WORDS = re.compile(
    r"(?:[a-z][a-z0-9+.-]*:)?//\S*|(?:mailto|tel|data|javascript|urn):\S*|[./#~]\S*|\S+@\S+|"
    r"\d{4}-\d\d?-\d\d?(?:[T ]\S*)?|[^\w\s]?[\d.,:/%+-]+\s?\w{0,3}|\{\{[^{}]*\}\}|\S+\.[a-z][a-z0-9]{1,4}|"
    r"[a-z0-9]+[-_./:][\w./:-]+|[a-z]+[A-Z]\w*|\W*|[0-9a-f]{32,}",
)
_TAGS = re.compile(r"</?[a-zA-Z][\w-]*(?:\s[^<>]*)?/?>")
# What is marked up is meant to be shown, whatever its key: `items_html: "Ask <a href='/q'>our nurses</a>"`.
_MARKED_UP = re.compile(r"</(?:a|abbr|b|em|h[1-6]|i|li|ol|p|small|span|strong|sub|sup|u|ul)>", re.IGNORECASE)
_SENTENCE = re.compile(r"[\"'“‘(<>*_#¿¡£$€¥-]{0,4}\s?[a-z]?[A-Z0-9À-Þ\u0370-\uffdc]")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_LOCALE_FOLDER = re.compile(
    r"(?:^|/)(?:locales?|i18n|l10n|lang|langs|languages|translations?|intl)/|(?:^|/)(?:messages|strings|translations?)"
    r"(?:[._-][\w-]+)?\.\w+\Z|(?:^|/)[a-z]{2}(?:[-_][A-Z]{2})?\.(?:json|ya?ml)\Z"
)
_FEWEST_WORDS = 3
_FEWEST_OF_LETTERS = 2
_FEWEST_MARKED_UP = 2
_LONGEST_ADDRESS = 300
_MOST_SYMBOLS = 0.12
_MOST_DIGITS = 0.4


class Fields(NamedTuple):
    """The fields that a configuration names: those that hold copy, and those that do not, which win."""

    copy: tuple[str, ...] = ()
    other: tuple[str, ...] = ()


NONE_GIVEN = Fields()


def kind_of(
    keys: tuple[str, ...], words: str, fields: Fields = NONE_GIVEN, *, all_copy: bool = False, labels: bool = False
) -> str:
    """Return the kind of block that a value is, "" where it is no copy.

    `keys` lead to the value from the outside in, list positions left out; `all_copy` says that every value is meant to
    be shown, as in a file of translations; `labels`, that what sorts a thing is shown beside it where it is words, as
    in data (`role: Head of the sleep clinic`) and not in what a page tells of itself.
    """
    if _named(keys, fields.other) or not words.strip():
        return ""
    while len(keys) > 1 and _LANGUAGE.fullmatch(keys[-1]):
        keys = keys[:-1]
    kind = known_kind(keys[-1]) if keys else ""
    if _named(keys, fields.copy):
        return "paragraph" if kind in ("", "-") else kind
    if _is_no_words(words.strip()):
        return ""
    # Code does not become copy below a key that holds copy: `scripts: {title: …}`.
    above = [key for key in keys[:-1] if known_kind(key) == "-" and not _is_shown_thing(key, kind, words)]
    if kind == "-" or above:
        # Among translations even these are labels: `template: "Written by :author, all rights kept"`.
        told = _reads_as_sentence(words) if all_copy else labels and _is_label((*above, *keys[-1:]), words)
        return "paragraph" if told else ""
    if kind == "name":
        return "paragraph" if _is_named_thing(keys, words) else ""
    if kind:
        return kind
    return "paragraph" if all_copy or _reads_as_sentence(words) else ""


def _is_no_words(words: str) -> bool:
    return len(words) < _LONGEST_ADDRESS and _NO_WORDS.fullmatch(words) is not None


@lru_cache(maxsize=4096)
def known_kind(key: str) -> str:
    """Return the kind of a key by its words: a kind of block, "name", "-" for what is never copy, "" for unknown."""
    parts = [word.lower() for word in _WORD.findall(key)]
    while len(parts) > 1 and parts[-1] in _LOCALES:
        parts.pop()
    if not parts:
        return ""
    if {"alt", "alternative"}.intersection(parts):
        return "alt"
    last = parts[-1]
    if len(parts) > 1 and last in ("a", "q"):
        return ""  # the first of two: `optionA`, no answer
    if last == "name" and "display" in parts:
        return "paragraph"
    if last == "name" and _NAMED_THINGS.intersection(parts):
        return "-"
    if last in ("text", "label", "title") and {"cta", "button"}.intersection(parts):
        return "call-to-act"
    return "-" if last in _NEVER else _KINDS.get(last, "")


def _is_label(keys: tuple[str, ...], words: str) -> bool:
    """Return whether words are shown though their keys are of what holds none: `type: Home care at night`."""
    unseen = any(_UNSEEN_WORDS.intersection(_words(key)) for key in keys)
    return not unseen and len(_LETTERS.findall(words)) >= _FEWEST_WORDS and _reads_as_sentence(words)


def _reads_as_sentence(words: str) -> bool:
    """Return whether words under an unknown key are prose: three words or more, an initial, few symbols.

    Of marked-up words, a visitor sees them without the tags, and two are enough.
    """
    marked_up = _MARKED_UP.search(words) is not None
    given = (_TAGS.sub(" ", words) if marked_up else words).strip()
    fewest = _FEWEST_MARKED_UP if marked_up else _FEWEST_WORDS
    if len(given.split(None, fewest)) < fewest or not _SENTENCE.match(given):
        return False
    if len(_LETTERS.findall(given)) < _FEWEST_OF_LETTERS:
        return False
    symbols = sum(1 for sign in given if sign in "{}[]=;\\|$^~`@_")
    # The path of a drawing opens with a capital too: "M6 26h2v2H6z".
    digits = sum(1 for sign in given if sign.isdigit())
    return symbols <= len(given) * _MOST_SYMBOLS and digits <= len(given) * _MOST_DIGITS


def holds_translations(path: str) -> bool:
    """Return whether a file lies where translations do: every value in it is meant to be shown."""
    return _LOCALE_FOLDER.search(path.replace("\\", "/")) is not None


def _is_named_thing(keys: tuple[str, ...], words: str) -> bool:
    person = any({"author", "authors", "person", "company", "maintainers"}.intersection(_words(key)) for key in keys)
    return not person and (words[:1].isupper() or " " in words.strip())


def _is_shown_thing(key: str, kind: str, said: str) -> bool:
    words = _words(key)
    if kind in ("", "name") or not words:
        return False
    given = said.strip()
    return words[-1] in _SHOWN_THINGS or (words[-1] not in _CODE and " " in given and bool(_SENTENCE.match(given)))


def _words(key: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(key)]


def _named(keys: tuple[str, ...], patterns: tuple[str, ...]) -> bool:
    return any(_is_like(keys, pattern.split(".")) for pattern in patterns)


def _is_like(keys: tuple[str, ...], pattern: list[str]) -> bool:
    """Return whether the innermost keys are those of a pattern; `*` stands for any one key."""
    tail = keys[-len(pattern) :]
    return len(tail) == len(pattern) and all(part in ("*", key) for part, key in zip(pattern, tail, strict=True))
