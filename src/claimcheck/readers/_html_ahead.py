"""Tokens of HTML further down -> what an open tag begins: whose words a quotation is, a layout, a reference mark."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from claimcheck.readers import _shape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimcheck.readers._markup import Html, Token

# How many tokens are looked at: a page that opens a thousand tags and ends none is read as fast as another.
_FAR = 400
_NEAR = 12
_SPEAKER = frozenset(("cite", "footer", "figcaption"))
_DRAWN = ("cellpadding", "cellspacing", "bgcolor", "border", "width", "align", "height", "background")
_MARK = re.compile(r"[(\[]?\s*(?:\d{1,3}|[a-z]|[*†‡§¶]+)(?:\s*[,;–-]\s*\d{1,3})*\s*[)\]]?\Z")
_PICTURED = re.compile(r"url\(\s*[\"']?([^\"')]*)", re.IGNORECASE)
_EXPONENT = re.compile(r"[-−–+]?\d{1,2}\Z")
# "10⁶ cells" and "25 kg/m²" are raised to a power; "a score of 45¹" has a source.
_UNIT = re.compile(r"(?:(?<![\d.,])10|(?<![a-z])[mckµn]?m)\Z", re.IGNORECASE)
_RAISED = str.maketrans("0123456789-−–+", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻⁻⁺")


class Raised(NamedTuple):
    """What stands in a `sup`: where its end tag stands among the tokens, the targets of its marks, or an exponent."""

    end: int
    targets: tuple[str, ...] = ()
    exponent: str = ""
    start: int = 0
    stop: int = 0


def voice_of(html: Html, tokens: Sequence[Token], at: int) -> str:
    """Return `testimonial` or `quotation` for the blockquote that opens at a token, by its words and their speaker."""
    words: list[str] = []
    speaker: list[str] = []
    depth, inside = 0, ""
    for token in tokens[at : at + _FAR]:
        if token.kind == "text":
            written = html.text[token.start : token.end]
            if not depth and not inside and written.strip():
                break
            words.append(written)
            speaker += [written] if inside else []
        elif token.name == "blockquote" and token.kind in ("open", "close"):
            depth += 1 if token.kind == "open" else -1
        elif token.name in _SPEAKER and (depth or token.name != "footer"):
            inside = token.name if token.kind == "open" else ""
        elif not depth and not inside and token.name:
            break
    return _shape.voice(" ".join("".join(words).split()), " ".join("".join(speaker).split()))


def address_in(html: Html, tokens: Sequence[Token], at: int) -> str:
    """Return where what a tag shows comes from: its own address, else that of the first source inside a film."""
    token = tokens[at]
    for name in ("src", "data-src", "srcset", "data-srcset", "data"):
        if address := html.value(token, name):
            return address
    if token.name in ("video", "audio"):
        inside = takewhile(lambda one: one.name != token.name, tokens[at + 1 : at + _NEAR])
        return next((html.value(one, "src") for one in inside if one.name == "source"), "")
    style = _PICTURED.search(html.value(token, "style"))
    return style[1] if style else ""


def is_layout(html: Html, tokens: Sequence[Token], at: int) -> bool:
    """Return whether the table that opens at a token only sets out the page: its cells are then no cells."""
    table = tokens[at]
    if html.value(table, "role") in ("presentation", "none"):
        return True
    for token in tokens[at + 1 : at + _FAR]:
        if token.name == "table":
            if token.kind == "open":
                return True
            break
        if token.name in ("th", "thead", "caption"):
            return False
    return any(name in html.attributes(table) for name in _DRAWN)


def raised(html: Html, tokens: Sequence[Token], at: int, before: str) -> Raised | None:
    """Return what stands in the `sup` that opens at a token, behind the words `before`; None for words."""
    words, targets, text = "", [], None
    for number, token in enumerate(tokens[at + 1 : at + _NEAR], at + 1):
        if token.kind == "text":
            words += html.text[token.start : token.end]
            text = token
        elif token.name == "a" and token.kind == "open":
            targets.append(html.value(token, "href"))
        elif token.name == "sup" and token.kind == "close":
            return _raised(words.strip(), tuple(targets), before, Raised(number), text)
    return None


def _raised(words: str, targets: tuple[str, ...], before: str, found: Raised, text: Token | None) -> Raised | None:
    inside = tuple(note_target(target[1:]) for target in targets if target.startswith("#") and target[1:])
    if inside and _MARK.match(words):
        return found._replace(targets=inside)
    if targets or text is None:
        return None
    if _EXPONENT.match(words) and _UNIT.search(before):
        return found._replace(exponent=words.translate(_RAISED), start=text.start, stop=text.end)
    if _MARK.match(words) and not words.isalpha():
        numbers = re.findall(r"\d+|[*†‡§¶]+", words)
        return found._replace(targets=tuple(note_target(number) for number in numbers))
    return None


def note_target(name: str) -> str:
    """Return where a mark of the note of this name points, as in all formats."""
    return f"#{name}" if name.startswith("fn-") else f"#fn-{name}"
