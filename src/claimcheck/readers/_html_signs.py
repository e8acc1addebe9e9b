"""A tag and its attributes -> what the words inside are on the page: of which kind, and whether a visitor sees them.

Names that themes and site builders give to parts of a page are read by their words: `site-footer`, `cookie_banner`,
`testimonialCard`. They say how a page is built, never anything about medicine.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

# Tags without an end.
VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
LISTS = ("ul", "ol", "menu", "dir")
_SECTIONS = "address article aside body center dialog div fieldset figure footer form header hgroup html main search"
_PARTS = "details dl marquee optgroup p section select table tbody tfoot thead tr tspan foreignobject"
# Inside these no copy stands: code, what another program reads, and what only old browsers show.
_UNSEEN = "pre template datalist object audio video canvas nav"
_UNSEEN_INSIDE = "code annotation rp script style textarea xmp iframe noembed noframes noscript"

_COOKIES = frozenset("cookie cookies cookiebot cookieconsent cookiebanner onetrust gdpr ccpa cmplz cky".split())
_NOTICES = frozenset("bar banner popup modal overlay notice".split())
_MENUS = frozenset("nav navbar navigation breadcrumb breadcrumbs pagination menu menus submenu skip".split())
_HEADERS = frozenset("header site-header masthead topbar top-bar".split())
_FOOTERS = frozenset("footer site-footer page-footer colophon".split())
_SMALL_PRINT = frozenset("disclaimer disclaimers fineprint smallprint".split())
_NOTES = frozenset("footnote footnotes endnote endnotes".split())
_SOURCES = frozenset("references bibliography reflist".split())
_HEADS = frozenset("title heading headline".split())
_VOICES = frozenset("testimonial testimonials".split())
# The last word of a name that stands for one testimonial or a part of it, not for a section of them.
_ONE = frozenset("testimonial item card text content body quote copy message author name slide review".split())
_BUTTONS = frozenset("btn button".split())
# A name that begins so speaks of the whole page, or of a state: `category-cookies`, `has-menu`.
_STATES = frozenset("category tag post type term parent has no not with without is js single archive".split())
# These hold the whole page: their names tell what is somewhere on it.
_WHOLE = frozenset(("html", "body", "main"))
_LEVELS = {"section": 2, "page": 1, "hero": 1, "banner": 1}
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_NOTE_ID = re.compile(r"fn[-:_.]?\d+\Z")
_HEADING = re.compile(r"h([1-6])\Z")


class Sign(NamedTuple):
    """What one tag says of the words inside it.

    `parts` is whether it parts blocks. `kind` is a kind of block, or `term`, `meaning` (of dl), `summary`, `button`
    or `headed` (a heading by its looks). `place` is where on the page it stands: head, header, menu, article or footer.
    """

    kind: str = ""
    level: int = 0
    parts: bool = False
    unseen: bool = False
    place: str = ""
    small: bool = False
    voices: bool = False


_SIGNS = {
    **dict.fromkeys(f"{_SECTIONS} {_PARTS}".split(), Sign(parts=True)),
    **dict.fromkeys(LISTS, Sign(parts=True)),
    **dict.fromkeys(_UNSEEN.split(), Sign(parts=True, unseen=True)),
    **dict.fromkeys(_UNSEEN_INSIDE.split(), Sign(unseen=True)),
    **dict.fromkeys(("main", "article", "section", "aside"), Sign(parts=True, place="article")),
    **{f"h{level}": Sign("heading", level, parts=True) for level in range(1, 7)},
    "header": Sign(parts=True, place="header"),
    "footer": Sign(parts=True, place="footer"),
    "blockquote": Sign("quotation", parts=True),
    "li": Sign("item", parts=True),
    "option": Sign("item", parts=True),
    "td": Sign("cell", parts=True),
    "th": Sign("cell", parts=True),
    "dt": Sign("term", parts=True),
    "dd": Sign("meaning", parts=True),
    "summary": Sign("summary", parts=True),
    "button": Sign("button", parts=True),
    "caption": Sign("caption", parts=True),
    "figcaption": Sign("caption", parts=True),
    "legend": Sign("caption", parts=True),
    "text": Sign("caption", parts=True),
    "desc": Sign("caption", parts=True),
    "small": Sign(small=True),
    **dict.fromkeys(("head", "title", "meta"), Sign(place="head")),
}
_ROLES = {
    "navigation": Sign(parts=True, unseen=True),
    "menu": Sign(parts=True, unseen=True),
    "menubar": Sign(parts=True, unseen=True),
    "banner": Sign(parts=True, place="header"),
    "contentinfo": Sign(parts=True, place="footer"),
    "main": Sign(parts=True, place="article"),
    "article": Sign(parts=True, place="article"),
    "listitem": Sign("item", parts=True),
    "heading": Sign("heading", 3, parts=True),
    "button": Sign("button", parts=True),
}


@lru_cache(maxsize=4096)
def sign_of(tag: str, names: str = "", role: str = "") -> Sign:
    """Return what a tag says of the words inside it; `names` are those in its class, id and itemprop."""
    # A tag of somebody's own, <care-card>, is laid out as a block nearly always.
    sign = _SIGNS.get(tag, Sign(parts="-" in tag))
    if role in _ROLES and sign.kind != "heading":
        sign = _ROLES[role]
    if not names or tag in _WHOLE:
        return sign
    told = [(name, tuple(word.lower() for word in _WORD.findall(name))) for name in names.split()]
    told = [(name, words) for name, words in told if words and words[0] not in _STATES]
    if any(_is_cookie_notice(words) for _, words in told):
        return sign._replace(unseen=True)
    for name, words in told:
        sign = _named(sign, name.lower(), words) if sign.parts else _named_inside(sign, tag, name, words)
    return sign


def _is_cookie_notice(words: tuple[str, ...]) -> bool:
    # "informed-consent" is a part of many a page on health.
    return bool(_COOKIES.intersection(words) or ("consent" in words and _NOTICES.intersection(words)))


def _named(sign: Sign, name: str, words: tuple[str, ...]) -> Sign:
    """Return the sign of a tag that parts blocks, changed by one of its names."""
    if _MENUS.intersection(words):
        return sign._replace(place="menu")
    if not sign.place and name in _HEADERS:
        return sign._replace(place="header")
    if not sign.place and name in _FOOTERS:
        return sign._replace(place="footer")
    if sign.kind in ("heading", "headed", "term", "summary", "button"):
        return sign
    if words[-1] in _HEADS and not sign.kind:
        return sign._replace(kind="headed", level=_LEVELS.get(words[0], 3))
    if level := _HEADING.match(name):
        return sign._replace(kind="headed", level=int(level[1]))
    if _VOICES.intersection(words) or words[:2] in (("review", "body"), ("review", "text"), ("review", "content")):
        one = words[-1] in _ONE and not sign.place
        return sign._replace(kind="testimonial") if one else sign._replace(voices=True)
    return sign._replace(kind=_governing(name, words) or sign.kind)


def _governing(name: str, words: tuple[str, ...]) -> str:
    if _SMALL_PRINT.intersection(words) or words[:2] in (("fine", "print"), ("small", "print")):
        return "disclaimer"
    if _NOTES.intersection(words) or _NOTE_ID.match(name):
        return "footnote"
    return "reference" if _SOURCES.intersection(words) or words[:2] == ("cite", "note") else ""


def _named_inside(sign: Sign, tag: str, name: str, words: tuple[str, ...]) -> Sign:
    """Return the sign of a tag that stands inside a sentence, changed by one of its names."""
    if tag == "a" and (_BUTTONS.intersection(words) or name == "cta"):
        return sign._replace(kind="button", parts=True)
    if tag == "a" and {"backref", "backlink", "skip"}.intersection(words):
        return sign._replace(unseen=True)
    if _SMALL_PRINT.intersection(words):
        return sign._replace(small=True)
    return sign
