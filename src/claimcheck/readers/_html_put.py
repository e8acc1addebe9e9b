"""Words of HTML and what holds for them -> a block of the page: lists and their lead-ins, questions, calls to act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.model import Link
from claimcheck.readers import _shape
from claimcheck.readers._html_ahead import note_target
from claimcheck.readers._html_signs import LISTS
from claimcheck.readers._lists import Lists

if TYPE_CHECKING:
    from collections.abc import Callable

    from claimcheck.readers._html_here import Here
    from claimcheck.readers._page import Page
    from claimcheck.readers._prose import Prose

_MOST_WORDS_OF_A_HEADING = 12
_DEEPEST = 9  # however deep the parts that fold out are nested
_STOPS = (".", "!", "…", ":", ";", ",")
_AROUND_LINKS = " |·•/,–—›»<>&+-"
_MOST_WORDS_OF_A_MENU_LINK = 5
_MOST_WORDS_OF_A_BUTTON = 8
# Buttons that work the page and sell nothing.
_WORKINGS = frozenset((
    "accept", "agree", "all", "back", "cancel", "clear", "close", "collapse", "continue", "copy", "decline", "dismiss",
    "expand", "filter", "go", "hide", "less", "menu", "more", "next", "ok", "okay", "open", "pause", "play", "prev",
    "previous", "print", "read", "reject", "reset", "save", "search", "send", "share", "show", "skip", "sort", "submit",
    "toggle", "view", "x", "×", "✕",
))  # fmt: skip
_MOST_WORDS_OF_WORKINGS = 3


class Put:
    """What was put on a page so far: the open lists and what governs them, and what waits for the page's end.

    `titles` are what the head of the file calls the page; `later` are the calls to act in headers and menus, which
    stand on every page of a site: they come behind its own words.
    """

    def __init__(
        self, page: Page, paragraph: Callable[[Prose], None] | None = None, titles: frozenset[str] = frozenset()
    ) -> None:
        self.page = page
        self.paragraph = paragraph or page.paragraph
        self.titles = titles
        self.later: list[Prose] = []
        self.said = set(titles)
        self.begun = False
        self.lists = Lists(page)
        self.terms: list[int | None] = []
        self.folds: list[int] = []
        self.unfolded: list[bool] = []
        self.governing = -1

    def opened(self, name: str, *, unfolded: bool = False) -> None:
        """Note that a list, an item or a part that folds out begins; `unfolded` parts stand open from the start."""
        if name in LISTS:
            self.lists.begin()
        elif name == "li":
            self.lists.begin_item()
        elif name == "dl":
            self.terms.append(None)
        elif name == "details":
            self.folds.append(0)
            self.unfolded.append(unfolded)
            self.page.folded += not unfolded

    def closed(self, name: str, begun: int) -> None:
        """Note that a tag ends before which so many blocks had been read."""
        if begun <= self.governing < len(self.page.blocks) - 1:
            # What this holds begins with a heading such as “References” and what stands under it.
            self.page.leave(self.page.blocks[self.governing].level)
            self.governing = -1
        if name in LISTS:
            self.lists.end()
        elif name == "li":
            self.lists.end_item()
        elif name == "dl":
            self.terms.pop()
            self.page.break_off()
        elif name == "details":
            self.page.folded -= not self.unfolded.pop()
            if level := self.folds.pop():
                self.page.leave(level)
                self.page.break_off()

    def block(self, prose: Prose, here: Here, *, small: bool) -> None:
        """Add a block; `small` is whether all of it stands in small print."""
        self.said.add(prose.text)
        if here.place in ("header", "footer", "menu") and self._is_furniture(prose, here):
            return
        self.begun = self.begun or here.place not in ("header", "menu") or here.kind == "heading"
        kind = self._voiced(prose, here)
        if kind in _HEADS:
            self._head(prose, here)
        elif kind in ("item", "term", "meaning"):
            self._listed(prose, here, kind)
        elif kind == "button":
            self.button(prose)
        elif kind in ("paragraph", "headed"):
            self._paragraph(prose, here, small=small)
        else:
            noted = here.note and kind in ("footnote", "reference")
            self.page.add(kind, _noted(prose, here.note) if noted else prose)

    def _voiced(self, prose: Prose, here: Here) -> str:
        """Return the kind of the words at one place, `testimonial` for a patient's own among testimonials."""
        if not here.voices or here.kind not in ("paragraph", "item", "cell"):
            return here.kind
        own = "testimonial" in (_shape.voice(prose.text), _shape.quoted_kind(prose.text))
        return "testimonial" if own else here.kind

    def _head(self, prose: Prose, here: Here) -> None:
        """Add a heading, or the line that one presses to unfold what is below it."""
        page = self.page
        if here.kind == "summary":
            above = page.heading_above
            level = min(page.blocks[above].level + 1, _DEEPEST) if above is not None else 2
            if self.folds:
                self.folds[-1] = level
            # What one presses to see the rest is always seen.
            page.folded -= (hidden := bool(self.unfolded and not self.unfolded[-1]))
            page.heading(prose, level)
            page.folded += hidden
        elif prose.text not in self.titles and not self._is_printed_again(prose):
            page.heading(prose, here.level)
            governs = _shape.heads_references(prose.text) or _shape.heads_disclaimer(prose.text)
            self.governing = len(page.blocks) - 1 if governs else -1

    def _is_printed_again(self, prose: Prose) -> bool:
        """Return whether the heading read last has the same words: a banner and a breadcrumb are read once."""
        blocks = self.page.blocks
        return bool(blocks) and blocks[-1].level > 0 and self.page.parts[-1] == prose.text

    def _listed(self, prose: Prose, here: Here, kind: str) -> None:
        """Add an item, a term or what a term means."""
        if kind == "item":
            if here.note and _shape.heads_references(self.page.words_of(self.page.heading_above)):
                prose = _noted(prose, here.note)
            self.lists.put(prose)
            return
        asks = kind == "term" and _shape.is_question(prose.text)
        if not self.terms:
            self.paragraph(prose)
        elif kind == "term":
            self.terms[-1] = self.page.add("question" if asks else "item", prose)
        else:
            term = self.terms[-1]
            asked = term is not None and self.page.blocks[term].kind == "question"
            self.page.add("answer" if asked else "item", prose, lead=term)

    def _paragraph(self, prose: Prose, here: Here, *, small: bool) -> None:
        bullet = _shape.SURE_BULLET.match(prose.text)
        if here.kind == "headed" and _is_short(prose.text):
            level = here.level if self.page.titled else 1
            self._head(prose, here._replace(level=level))
        elif bullet:
            self.page.item(prose.part(bullet.end(), len(prose.text)), self.page.lead_in)
        elif small and not _shape.opens_act(prose.text):
            self.page.add("disclaimer", prose)
        else:
            self.paragraph(prose)

    def button(self, prose: Prose) -> None:
        """Add the words of a button, unless they only work the page."""
        words = prose.text.lower().split()
        if _shape.is_question(prose.text) or len(words) > _MOST_WORDS_OF_A_BUTTON:
            self.paragraph(prose)
        elif _shape.opens_act(prose.text) or not (len(words) <= _MOST_WORDS_OF_WORKINGS and words[0] in _WORKINGS):
            self.page.add("call-to-act", prose)

    def label(self, kind: str, prose: Prose) -> None:
        """Add words that stand in an attribute, unless they were read beside it."""
        if not prose.text or prose.text in self.said:
            return
        self.said.add(prose.text)
        if kind in ("button", "field") and (_shape.opens_act(prose.text) or _shape.names_act(prose.text)):
            kind = "call-to-act"
        self.page.add({"button": "alt", "field": "caption"}.get(kind, kind), prose)

    def _is_furniture(self, prose: Prose, here: Here) -> bool:
        """Return whether words belong to the site, not to the page: links of a menu, and calls before its own words."""
        act = _shape.opens_act(prose.text) or (here.kind == "button" and not _shape.is_question(prose.text))
        linked = prose.links and all(
            len(prose.text[link.start : link.end].split()) <= _MOST_WORDS_OF_A_MENU_LINK for link in prose.links
        )
        only_links = bool(linked) and not _outside_links(prose).strip(_AROUND_LINKS)
        act = act or (only_links and _shape.names_act(prose.text))
        if act and here.place != "footer" and not self.begun:
            self.later.append(prose)
            return True
        return only_links and not act


_HEADS = frozenset(("heading", "summary"))


def _outside_links(prose: Prose) -> str:
    """Return the words of a block that are no link's."""
    parts, at = [], 0
    for link in sorted(prose.links):
        parts.append(prose.text[at : link.start])
        at = max(at, link.end)
    return "".join([*parts, prose.text[at:]])


def _is_short(words: str) -> bool:
    return len(words.split()) <= _MOST_WORDS_OF_A_HEADING and not words.rstrip("\"'”’»)] ").endswith(_STOPS)


def _noted(prose: Prose, note: str) -> Prose:
    return prose._replace(links=(Link(0, len(prose.text), note_target(note)), *prose.links))
