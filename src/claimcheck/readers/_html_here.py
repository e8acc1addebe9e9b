"""An open tag of HTML -> what holds for the words inside it: the kind of their block, and whether they are seen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from claimcheck.readers._html_signs import Sign, sign_of

if TYPE_CHECKING:
    from collections.abc import Mapping

_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_PICTURE = re.compile(r"url\(", re.IGNORECASE)
_SHOWS = {
    **dict.fromkeys(("img", "image", "canvas"), "image"),
    **dict.fromkeys(("iframe", "frame", "embed", "object", "portal"), "frame"),
    "video": "video",
    "audio": "audio",
    "svg": "drawing",
}
# Inside these nothing is of another kind; inside those only a heading or a button is.
FIRM = frozenset(("quotation", "testimonial", "footnote"))
_GOVERNED = frozenset(("disclaimer", "reference"))
_STANDS_OUT = frozenset(("heading", "headed", "button", "summary"))
# What can be pressed here only works the page: the words are the heading's own.
_PRESSED_WHOLE = frozenset(("heading", "headed", "summary", "term"))
# Whose name a mark may point at.
_NOTED = frozenset(("li", "p", "dt", "dd", "tr", "td"))


class Here(NamedTuple):
    """What holds for the words at one place.

    `kind` is a kind of block or one of Sign's. `note` is the name by which a mark points here. In a `drawing` only
    what is written in it is seen.
    """

    kind: str = "paragraph"
    level: int = 0
    unseen: bool = False
    place: str = ""
    small: bool = False
    voices: bool = False
    note: str = ""
    drawing: bool = False

    @property
    def silent(self) -> bool:
        """Whether no words are seen here."""
        return self.unseen or self.drawing


def sign_for(tag: str, given: Mapping[str, str], here: Here, *, layout: bool) -> Sign:
    """Return what an open tag says, with its attributes, of the words inside it."""
    names = " ".join(given[name] for name in ("class", "id", "itemprop", "role") if name in given)
    sign = sign_of(tag, names, given.get("role", "").lower())
    if sign.kind == "button" and here.kind in _PRESSED_WHOLE:
        return Sign()
    if sign.kind == "cell" and layout:
        return sign._replace(kind="paragraph")
    if sign.kind == "heading" and (level := given.get("aria-level", "")) in tuple("123456"):
        return sign._replace(level=int(level or 3))
    return sign


def inside(here: Here, tag: str, sign: Sign, given: Mapping[str, str]) -> Here:
    """Return what holds inside a tag that opens here."""
    kind, note, place = here.kind, here.note, here.place
    if sign.kind and kind not in FIRM and (kind not in _GOVERNED or sign.kind in _STANDS_OUT):
        kind = sign.kind
    if tag in _NOTED or sign.kind in ("footnote", "reference"):
        note = given.get("id", "" if tag == "li" else note)
    if sign.place == "menu" or (sign.place != "head" and not place):
        place = sign.place
    drawing = tag == "svg" or (here.drawing and tag not in ("text", "desc", "foreignobject"))
    unseen = here.unseen or sign.unseen or is_hidden(given)
    voices = here.voices or sign.voices
    return Here(kind, sign.level or here.level, unseen, place, here.small or sign.small, voices, note, drawing)


def shown_by(tag: str, given: Mapping[str, str]) -> str:
    """Return what a tag shows a visitor besides words, "" for nothing."""
    if tag == "input":
        return "image" if given.get("type", "").lower() == "image" else ""
    return _SHOWS.get(tag, "image" if _PICTURE.search(given.get("style", "")) else "")


def is_hidden(given: Mapping[str, str]) -> bool:
    """Return whether the attributes of a tag keep it from being seen."""
    if "hidden" in given or given.get("aria-hidden", "").strip().lower() == "true":
        return True
    return "style" in given and _HIDDEN.search(given["style"]) is not None
