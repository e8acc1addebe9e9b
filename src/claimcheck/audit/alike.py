"""Pages that say the same, word for word -> what the first of them gave: mirrors and copies are judged once.

What a page gives hangs on its content, its reader and the settings that hold for it, and on its own path only where a
setting or a message names that: such pages are judged each by itself.
"""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from claimcheck.audit.shard import Checked
from claimcheck.config import config

if TYPE_CHECKING:
    from claimcheck.audit.shard import PageRow
    from claimcheck.flow import House
    from claimcheck.model import Document

# Rows of the tables that are held, some 1 kB each.
_MOST = 20_000


class Alike:
    """What pages gave that one process has checked, at most `most` rows of it; what is asked for stays longest."""

    def __init__(self, most: int = _MOST) -> None:
        self._held: dict[str, Checked] = {}
        self._most, self._rows = most, 0

    def before(self, key: str, page: PageRow) -> Checked | None:
        """Return what a page gives that says the same as one before, None where there is none."""
        given = self._held.pop(key, None)
        if given is None:
            return None
        self._held[key] = given
        return _placed(given, page)

    def keep(self, key: str, given: Checked) -> None:
        """Keep what a page gave, unless it speaks of that page by its path."""
        if any(given.page.path in words for row in given.findings for words in (row.message, row.suggestion)):
            return
        self._held[key] = given
        self._rows += _size(given)
        while self._rows > self._most:
            self._rows -= _size(self._held.pop(next(iter(self._held))))


def key_of(document: Document, house: House) -> str:
    """Return a digest of all that decides what a page gives, besides the house."""
    settings = config.settings_for(house.config, document.path)
    # An exception may be meant for one file by its name.
    path = document.path if settings.allow else ""
    read = (document.text, document.blocks, document.pieces, document.language, document.unread)
    told = repr((document.digest, document.format, path, settings, read))
    return sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


def _size(given: Checked) -> int:
    return 1 + len(given.claims) + len(given.findings) + len(given.statements)


def _placed(given: Checked, page: PageRow) -> Checked:
    """Return the rows of a page under the name and place of another."""
    place = {name: getattr(page, name) for name in ("shard", "position", "key", "site", "month")}
    return Checked(
        replace(given.page, **place, path=page.path, date=page.date),
        tuple(replace(claim, **place) for claim in given.claims),
        tuple(replace(finding, **place) for finding in given.findings),
        tuple(replace(statement, **place, path=page.path) for statement in given.statements),
    )
