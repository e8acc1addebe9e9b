"""Blocks in their order -> Document: what stands under what, and which words govern which."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from claimcheck.model import Block, Document, Elsewhere, Link, Piece
from claimcheck.readers import _shape
from claimcheck.readers._elsewhere import linked, pictured
from claimcheck.readers._prose import clean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimcheck.readers._frontmatter import Head
    from claimcheck.readers._prose import Draft, Prose


class Page:
    """A page being read from top to bottom.

    `lead_in` is the paragraph just read that ends in a colon: it governs the list that follows. `titled` says
    whether a title was read. `folded` counts the parts around that are shown when asked for only.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self.blocks: list[Block] = []
        self.parts: list[str] = []
        self.pieces: list[Piece] = []
        self.links: list[Link] = []
        self.comments: list[tuple[int, int, str]] = []
        self.unread: list[str] = []
        self.elsewhere: list[Elsewhere] = []
        self.places: list[tuple[int, str]] = []
        self.lead_in: int | None = None
        self.folded = 0
        self._asked: int | None = None
        self._under: list[int] = []
        self._length = 0
        self.titled = False

    @property
    def heading_above(self) -> int | None:
        """The position of the nearest heading that governs what comes next."""
        return self._under[-1] if self._under else None

    def words_of(self, block: int | None) -> str:
        """Return the words of a block read before, "" for none."""
        return "" if block is None else self.parts[block]

    def add(self, kind: str, prose: Prose, *, level: int = 0, lead: int | None = None) -> int:
        """Add a block as it is and return its position; the prose is not empty."""
        at = self._length
        self.pieces += [Piece(p.start + at, p.end + at, p.source_start, p.source_end) for p in prose.pieces]
        self.links += [Link(link.start + at, link.end + at, link.target) for link in prose.links]
        self.blocks.append(Block(kind, at, at + len(prose.text), level, tuple(self._under), lead, bool(self.folded)))
        self.parts.append(prose.text)
        self._length = at + len(prose.text) + 1
        return len(self.blocks) - 1

    def break_off(self) -> None:
        """Note that something stood between what was read and what comes next: no lead-in reaches over it."""
        self.lead_in = self._asked = None

    def leave(self, level: int) -> None:
        """End what stands under the headings of a level and of deeper ones."""
        while self._under and self.blocks[self._under[-1]].level >= level:
            self._under.pop()

    def front(self, head: Head) -> None:
        """Add what visitors are shown of front matter."""
        self.unread += head.unread
        self.comments += head.notes
        for kind, draft in head.drafts:
            prose = clean(self.source, draft)
            if prose.text and kind == "title":
                self.heading(prose, 1)
            elif prose.text:
                self.add(kind, prose)

    def comment_within(self, place: tuple[int, int], words: str, *, closed: bool = True) -> None:
        """Note a comment of words that were put together, unless only escapes in the code around it spell one."""
        if place[0] < place[1] and self.source.startswith("<!--", place[0]):
            self.comment(*place, words, closed=closed)

    def comment(self, start: int, end: int, words: str, *, closed: bool = True) -> None:
        """Note a comment of the file."""
        self.comments.append((start, end, words))
        if not closed:
            self.unclosed("comment", start)

    def shows(self, what: str, place: tuple[int, int], target: str = "") -> None:
        """Note what a visitor sees or hears here that is no text: a picture, a film, another page in a frame."""
        self.elsewhere.append(Elsewhere(*place, what, " ".join(target.split())))

    def leads_on(self, draft: Draft) -> None:
        """Note the links of a draft that hold no words: the picture that leads to another page."""
        self.elsewhere += pictured(draft)

    def unclosed(self, what: str, start: int) -> None:
        """Note that a comment or tag takes up the rest of the file."""
        line = self.source.count("\n", 0, start) + 1
        self.unread.append(f"the {what} that opens at line {line} is never closed; close it, for it takes up the rest")

    def heading(self, prose: Prose, level: int) -> None:
        """Add a heading: the first of level 1 is the title, one that asks is a question."""
        self.break_off()
        self.leave(level)
        kind = "question" if _shape.is_question(prose.text) else "heading"
        if level == 1 and not self.titled:
            kind, self.titled = "title", True
        self._under.append(self.add(kind, prose, level=level))

    def put_heading(self, kind: str, prose: Prose, level: int) -> int:
        """Add a heading of a kind that is known already, and return its position; a page has one title."""
        self.break_off()
        self.leave(level)
        if kind == "title":
            kind, self.titled = "heading" if self.titled else "title", True
        self._under.append(self.add(kind, prose, level=level))
        return self._under[-1]

    def paragraph(self, prose: Prose) -> None:
        """Add a paragraph, in two where it opens with a question."""
        asked, self._asked, self.lead_in = self._asked, None, None
        cut = 0 if self._governed_kind() or _shape.quoted_kind(prose.text) else _shape.question_end(prose.text)
        if cut:
            asked = self.add("question", prose.part(0, cut))
            if cut == len(prose.text):
                self._asked = asked
                return
            rest = cut + len(prose.text[cut:]) - len(prose.text[cut:].lstrip())
            prose = prose.part(rest, len(prose.text))
        block = self._statement(prose, asked)
        self.lead_in = block if prose.text.endswith(":") else None

    def item(self, prose: Prose, lead: int | None) -> int:
        """Add a list item under its lead-in, else under the question above it; return its position."""
        self._asked = None
        kind = self._governed_kind() or _cited(prose)
        if kind:
            return self.add(kind, prose)
        led = lead is not None and self.blocks[lead].level == 0
        # "What to do first: call for help" lists deeds and calls nobody; a button does, wherever it stands.
        if _is_button(prose) or (not led and _shape.opens_act(prose.text)):
            return self.add("call-to-act", prose)
        asked = self._question_above() if not led else lead if self.blocks[lead or 0].kind == "question" else None
        return self.add("item" if asked is None else "answer", prose, lead=lead if asked is None else asked)

    def _statement(self, prose: Prose, asked: int | None) -> int:
        if _is_button(prose) or _shape.opens_act(prose.text):
            kind = "call-to-act"
        elif _shape.disclaims(prose.text):
            kind = "disclaimer"
        else:
            kind = self._governed_kind() or _cited(prose) or _shape.quoted_kind(prose.text)
        if kind:
            return self.add(kind, prose, lead=asked)
        lead = self._question_above() if asked is None else asked
        return self.add("paragraph" if lead is None else "answer", prose, lead=lead)

    def _governed_kind(self) -> str:
        heading = self.words_of(self.heading_above)
        if _shape.heads_references(heading):
            return "reference"
        return "disclaimer" if _shape.heads_disclaimer(heading) else ""

    def _question_above(self) -> int | None:
        above = self.heading_above
        return above if above is not None and self.blocks[above].kind == "question" else None

    def document(self, path: str, form: str, meta: Mapping[str, Any] | None = None) -> Document:
        """Return the page as read."""
        meta = meta or {}
        made = Document(
            path=path,
            format=form,
            source=self.source,
            text="\n".join(self.parts),
            blocks=tuple(self.blocks),
            pieces=tuple(self.pieces),
            links=tuple(self.links),
            comments=tuple(sorted(self.comments)),
            meta=meta,
            language=_language(meta.get("language") or meta.get("lang")),
            unread=tuple(self.unread),
            places=tuple(self.places),
        )
        return replace(made, elsewhere=tuple(sorted({*self.elsewhere, *linked(made)})))


def _cited(prose: Prose) -> str:
    """Return the kind of an entry of a list of sources that no heading calls so, else ""."""
    return "reference" if _shape.is_reference(prose.text) else ""


def _is_button(prose: Prose) -> bool:
    """Return whether all of a block is one link whose words are an imperative."""
    one_link = len(prose.links) == 1 and prose.links[0][:2] == (0, len(prose.text))
    return one_link and _shape.names_act(prose.text)


def _language(said: object) -> str:
    code = str(said or "").replace("_", "-").split("-")[0].strip().lower()
    return code if len(code) == 2 and code.isalpha() and code.isascii() else "en"
