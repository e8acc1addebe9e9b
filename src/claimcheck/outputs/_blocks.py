"""Document -> text: its blocks, one a line, as `claimcheck show` prints them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimcheck.model import Block, Document

_WIDTH = 100


def render(document: Document) -> str:
    """Return one line a block: line in the file, kind and words, indented by the headings above."""
    return "".join(_line(document, block) for block in document.blocks)


def _line(document: Document, block: Block) -> str:
    words = document.text[block.start : block.end]
    shown = words if len(words) <= _WIDTH else f"{words[: _WIDTH - 1].rstrip()}…"
    line = document.place(block.start, block.end).line
    return f"{line:>5}  {block.kind:<11}  {'  ' * len(block.headings)}{shown}\n"
