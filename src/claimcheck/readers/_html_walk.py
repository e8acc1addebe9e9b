"""Tokens of HTML -> blocks of a page, as a visitor meets them: what is open, what is seen, what ends a block."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimcheck.readers import _shape
from claimcheck.readers._html_ahead import address_in, is_layout, raised, voice_of
from claimcheck.readers._html_here import FIRM, inside, is_hidden, shown_by, sign_for
from claimcheck.readers._html_open import CELLS, ENDS, HEADINGS, NOT_IN_DRAWINGS, NOT_IN_HEADINGS, OF_TABLES, Open, Tags
from claimcheck.readers._html_signs import VOID
from claimcheck.readers._prose import Draft, clean

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from claimcheck.readers._html_here import Here
    from claimcheck.readers._html_put import Put
    from claimcheck.readers._html_signs import Sign
    from claimcheck.readers._markup import Html, Token

_SPACE = re.compile(r"(?:\s|&nbsp;|&#160;|&#xa0;)*\Z", re.IGNORECASE)
_BULLET = re.compile(rf"\s*(?:[{_shape.BULLETS}]|&(?:bull|#8226|#x2022|check|#10003|#x2713);)", re.IGNORECASE)


class Walk:
    """The walk over the tokens of a run of HTML: the open tags, and the words since a block last began or ended."""

    def __init__(self, put: Put, html: Html, tokens: Sequence[Token], *, xml: bool = False) -> None:
        self.put, self.page = put, put.page
        self.html, self.tokens, self.xml = html, tokens, xml
        self.draft = Draft()
        self.alts: list[tuple[str, Draft]] = []
        self.plain = False  # whether words of the block at hand stand outside of small print
        self.broken = False  # whether a line break was the last thing read
        self.link: tuple[str, int] | None = None  # the target of the open link, and the bit at which it began
        self.tags = Tags()
        self.layouts: list[bool] = []

    @property
    def here(self) -> Here:
        """What holds for the words that come next."""
        return self.tags.here

    def run(self) -> None:
        """Put all that the tokens show on the page."""
        go_on = 0
        for at, token in enumerate(self.tokens):
            if at < go_on:
                continue
            if token.kind == "text":
                self.text(token)
            elif token.kind == "comment":
                self.page.comment_within(self.html.span(token), token.words, closed=token.closed)
            elif token.kind == "open":
                go_on = self.raise_marks(at) if token.name == "sup" else 0
                self.open(token, at)
            elif token.kind == "close":
                self.close(token)
            elif token.kind == "raw" and token.name == "title" and self.here.drawing and not self.here.unseen:
                self.label("alt", token.start, token.end)
        self.flush()
        self.end_from(0)

    def text(self, token: Token) -> None:
        if self.here.silent:
            self.draft.add("", *self.html.span(token))
            return
        written = self.html.text[token.start : token.end]
        if not _SPACE.match(written):
            if self.broken and _BULLET.match(written):
                self.flush()
            self.broken = False
            self.plain = self.plain or not self.here.small
        self.html.write(self.draft, token.start, token.end)

    def raise_marks(self, at: int) -> int:
        """Read the marks or the exponent in a `sup`, and return where the walk goes on (0: its words are words)."""
        before = "".join(bit.shown for bit in self.draft.bits[-3:])[-8:]
        found = None if self.here.silent else raised(self.html, self.tokens, at, before)
        if found is None:
            return 0
        first, last = self.tokens[at], self.tokens[found.end]
        if found.exponent:
            first = last = first._replace(start=found.start, end=found.stop)
        for target in found.targets:
            self.draft.mark(target)
        self.draft.add(found.exponent, self.html.span(first)[0], self.html.span(last)[1])
        return found.end

    def open(self, token: Token, at: int) -> None:
        """Open a tag: end what it ends, and read what it shows by itself."""
        if not token.closed:
            self.page.unclosed("tag", self.html.span(token)[0])
            return
        places = self.html.attributes(token) if token.words else {}
        if self.here.drawing and token.name in NOT_IN_DRAWINGS:
            self.end_from(self.tags.innermost(("svg",)))
        foreign = self.xml or self.here.drawing or token.name == "svg"
        given = {name: self.html.text[slice(*place)] for name, place in places.items()}
        if token.name == "textarea" and not (self.here.silent or is_hidden(given)):
            self.flush()
            self.field(token, places)
        if token.name in VOID or (foreign and token.words.endswith("/")):
            self.elsewhere(token, given, at)
            self.void(token, places)
            return
        sign = self.sign(token, given, at)
        if token.name == "a":
            self.end_anchor()
        if sign.parts:
            had_words = self.flush()
            self.end_before(token.name, sign, had_words=had_words)
        self.elsewhere(token, given, at)
        here = inside(self.here, token.name, sign, given)
        if not here.unseen:
            self.shown(token, places, here)
        self.tags.open(Open(token.name, sign.parts, here, len(self.page.blocks)))
        self.put.opened(token.name, unfolded="open" in given)

    def sign(self, token: Token, given: Mapping[str, str], at: int) -> Sign:
        if token.name == "table":
            self.layouts.append(is_layout(self.html, self.tokens, at))
        layout = bool(self.layouts) and self.layouts[-1]
        sign = sign_for(token.name, given, self.here, layout=layout)
        if sign.kind == "quotation" and self.here.kind not in FIRM:
            return sign._replace(kind=voice_of(self.html, self.tokens, at))
        return sign

    def elsewhere(self, token: Token, given: Mapping[str, str], at: int) -> None:
        """Note what a tag shows that is no text, where a visitor sees it."""
        what = shown_by(token.name, given)
        if what and not (self.here.silent or is_hidden(given)):
            self.page.shows(what, self.html.span(token), address_in(self.html, self.tokens, at))

    def shown(self, token: Token, places: Mapping[str, tuple[int, int]], here: Here) -> None:
        """Read what a tag that holds words shows by its attributes."""
        if token.name == "a" and "href" in places:
            self.link = (self.html.value(token, "href"), len(self.draft.bits))
        if "aria-label" in places:
            pressed = token.name in ("a", "button") or here.kind == "button"
            self.label("button" if pressed else "alt", *places["aria-label"])

    def end_before(self, name: str, sign: Sign, *, had_words: bool) -> None:
        """End the tags, lead-ins and sections that the opening of another ends."""
        if name in ENDS:
            self.end_inside(*ENDS[name])
        if self.tags.holds("p") and name not in OF_TABLES and sign.kind != "button" and "-" not in name:
            self.end_inside(("p",), CELLS)
        if had_words and self.here.kind == "heading" and name in NOT_IN_HEADINGS:
            self.end_inside(HEADINGS, CELLS)
        if name in ("blockquote", "pre") or (name == "table" and not self.layouts[-1]):
            self.page.break_off()
        if sign.place == "footer":
            self.page.leave(2)

    def end_inside(self, names: Sequence[str], holders: Sequence[str]) -> None:
        at = self.tags.outermost_inside(names, holders)
        if at >= 0:
            self.end_from(at)

    def close(self, token: Token) -> None:
        """Close a tag as browsers do, and all that it holds."""
        name = token.name
        at = self.tags.innermost(HEADINGS if name in HEADINGS else (name,))
        opened = self.tags.at(at)
        if not token.closed:
            self.page.unclosed("tag", self.html.span(token)[0])
        elif name == "br":
            self.draft.add(" ", *self.html.span(token))
        elif opened is None:
            if name == "p":  # browsers read a paragraph without words
                self.flush()
        elif not opened.parts:
            self.end_inline(at, name)
        elif not self.layouts or name in OF_TABLES or at > self.tags.innermost(CELLS):
            self.flush()
            self.end_from(at)

    def end_inline(self, at: int, name: str) -> None:
        """End a tag that stands inside sentences, but none that parts blocks; a drawing ends with all that it holds."""
        if name == "svg" or not self.tags.holds_blocks(at):
            self.end_from(at)
        else:
            self.end_link(name)
            self.tags.end_only(at)

    def end_anchor(self) -> None:
        at = self.tags.innermost(("a",))
        if at > self.tags.innermost(CELLS):
            opened = self.tags.at(at)
            if opened and opened.parts:
                self.flush()
                self.end_from(at)
            else:
                self.end_inline(at, "a")

    def end_link(self, name: str) -> None:
        if name == "a":
            self.cut_link()
            self.link = None

    def end_from(self, at: int) -> None:
        """End a tag and all that it holds."""
        for ended in self.tags.end_from(at):
            self.put.closed(ended.name, ended.begun)
            self.end_link(ended.name)
            if ended.name == "table":
                self.layouts.pop()
            elif ended.name == "figure":
                self.put_alts()

    def void(self, token: Token, places: Mapping[str, tuple[int, int]]) -> None:
        """Read a tag that holds no words: a break, a picture, a field."""
        span, kind = self.html.span(token), self.here.kind
        if self.here.silent or is_hidden({name: self.html.text[slice(*place)] for name, place in places.items()}):
            self.draft.add("", *span)
        elif token.name == "br":
            if self.broken and kind not in ("heading", "headed", "summary"):
                self.flush()  # two breaks are a paragraph's end to the eye
            self.broken = True
            self.draft.add(" ", *span)
        elif token.name == "hr":
            self.flush()
            self.page.break_off()
        elif token.name in ("img", "area"):
            self.draft.add("", *span)
            for name in ("alt", "aria-label"):
                if name in places:
                    self.label("alt", *places[name])
        elif token.name == "input":
            self.flush()
            self.field(token, places)

    def field(self, token: Token, places: Mapping[str, tuple[int, int]]) -> None:
        """Read what a field of a form shows: the words of a button, and what stands in it before one writes."""
        kind = self.html.value(token, "type").lower()
        if kind == "hidden":
            return
        pressed = {"submit": "value", "button": "value", "image": "alt"}.get(kind, "")
        for name in ("value", "alt", "placeholder", "aria-label"):
            if name in places and (name == pressed or name in ("placeholder", "aria-label")):
                prose = clean(self.page.source, self.words(*places[name], attribute=True))
                if prose.text and name == pressed:
                    self.put.button(prose)
                else:
                    self.put.label("field", prose)

    def label(self, kind: str, start: int, end: int) -> None:
        """Note words of an attribute, which are put on the page behind those of the block."""
        self.alts.append((kind, self.words(start, end, attribute=True)))

    def words(self, start: int, end: int, *, attribute: bool = False) -> Draft:
        draft = Draft()
        self.html.write(draft, start, end, attribute=attribute)
        return draft

    def cut_link(self) -> None:
        """Write the open link down as far as it goes in this block; it goes on in the next."""
        if self.link:
            target, first = self.link
            if first < len(self.draft.bits):
                self.draft.links.append((first, len(self.draft.bits), target))
            self.link = (target, 0)

    def flush(self) -> bool:
        """End the block at hand, and return whether any words of it are there."""
        self.cut_link()
        draft, small = self.draft, not self.plain
        self.draft, self.plain, self.broken = Draft(), False, False
        prose = clean(self.page.source, draft) if draft.bits else None
        self.page.leads_on(draft)
        if prose and prose.text:
            self.put.block(prose, self.here, small=small)
        if not self.tags.holds("figure"):
            self.put_alts()
        return bool(prose and prose.text)

    def put_alts(self) -> None:
        alts, self.alts = self.alts, []
        for kind, draft in alts:
            self.put.label(kind, clean(self.page.source, draft))
