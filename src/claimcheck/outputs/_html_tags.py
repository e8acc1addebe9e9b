"""Text -> markup: the only place where words become HTML. What is not made here is never written.

`Markup` is a type of its own for the type checker: text has to be escaped before a tag takes it.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, NewType

if TYPE_CHECKING:
    from collections.abc import Iterable

Markup = NewType("Markup", str)

NOTHING = Markup("")
SPACE = Markup(" ")

_VOID = ("input", "meta", "link")
# A new line after these changes nothing that is seen, and lets people compare two reports line by line.
_LINES = frozenset(
    "html head meta title style body header main footer nav section article fieldset div p ul ol li dl dt dd h1 h2 h3 "
    "h4 h5 h6 table caption thead tbody tr th td blockquote details summary".split()
)
# Characters that cannot stand in a page, or turn the order of what is read: they are shown by their number.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_SCHEMES = ("https://", "http://", "mailto:")
_ELSEWHERE = (
    ("pmid:", "https://pubmed.ncbi.nlm.nih.gov/{}/"),
    ("pmcid:", "https://pmc.ncbi.nlm.nih.gov/articles/{}/"),
    ("doi:", "https://doi.org/{}"),
    ("registry:NCT", "https://clinicaltrials.gov/study/NCT{}"),
)


def text(words: object) -> Markup:
    """Return words as text of a page: markup in them is inert, characters that mislead are shown by number."""
    return Markup(escape(plain(words)))


def plain(words: object) -> str:
    """Return words with each character that steers or cannot be written shown by its number."""
    return _UNSEEN.sub(lambda found: f"⟦U+{ord(found[0]):04X}⟧", str(words))


def tag(element: str, /, *inside: Markup, **attributes: str | None) -> Markup:
    """Return an element; `class_` stands for class, `_` for a hyphen, an attribute that is None is left out."""
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{text(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    end = "\n" if element in _LINES else ""
    if element in _VOID:
        return Markup(f"<{element}{given}>{end}")
    return Markup(f"<{element}{given}>{''.join(inside)}</{element}>{end}")


def joined(parts: Iterable[Markup], between: str = "") -> Markup:
    """Return several pieces of markup as one, with words between them."""
    return Markup(text(between).join(parts))


def link(address: str, *inside: Markup, **attributes: str | None) -> Markup:
    """Return a link out of the report, or only its words where the address is none that may be opened."""
    if not may_be_opened(address):
        return joined(inside)
    return tag("a", *inside, href=address, rel="noopener noreferrer", **attributes)


def may_be_opened(address: str) -> bool:
    """Return whether an address is of the web or of mail, and holds nothing that hides where it leads."""
    known = address.lower().startswith(_SCHEMES)
    return known and address.isprintable() and not any(c.isspace() or c in "\"'<>`\\" for c in address)


def address_of(source: str) -> str:
    """Return where a source that a record names can be opened, "" where nowhere: "pmid:…", "doi:…", a link."""
    for prefix, address in _ELSEWHERE:
        if source.startswith(prefix):
            return address.format(source.removeprefix(prefix))
    return source if may_be_opened(source) else ""


def unseen(words: str) -> Markup:
    """Return words for those who hear the page instead of seeing it."""
    return tag("span", text(words), class_="unseen")
