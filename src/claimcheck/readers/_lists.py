"""The lists that are open while a page is read: what governs each of them, and the block of each open item."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimcheck.readers._page import Page
    from claimcheck.readers._prose import Prose


class Lists:
    """The open lists of a page and their open items, outermost first. Blocks are told by their position."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._leads: list[int | None] = []
        self._items: list[int | None] = []

    @property
    def in_item(self) -> bool:
        """Return whether an item is open."""
        return bool(self._items)

    def begin(self) -> None:
        """Begin a list: an open item that ends in a colon governs it, else what governs the list around it."""
        item = self._items[-1] if self._items else None
        governs = item is not None and self._page.words_of(item).endswith(":")
        around = self._leads[-1] if self._leads else self._page.lead_in
        self._leads.append(item if governs else around)

    def end(self) -> None:
        """End a list; behind the outermost one no lead-in reaches on."""
        self._leads.pop()
        if not self._leads:
            self._page.break_off()

    def begin_under(self, lead: int | None) -> None:
        """Begin what one block governs, as a term does what it means."""
        self._leads.append(lead)

    def end_under(self) -> None:
        """End what one block governs."""
        self._leads.pop()

    def begin_item(self) -> None:
        """Begin an item, whose block is not known yet."""
        self._items.append(None)

    def end_item(self) -> None:
        """End an item."""
        self._items.pop()

    def put(self, prose: Prose) -> None:
        """Add words as an item of the innermost list."""
        at = self._page.item(prose, self._leads[-1] if self._leads else self._page.lead_in)
        if self._items:
            self._items[-1] = at
