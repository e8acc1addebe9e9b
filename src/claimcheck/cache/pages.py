"""Reports of pages, on disk: by the page's bytes and all that it was held against.

An edited record makes only those pages be judged again that lean on it, or would (asked.py).
"""

from __future__ import annotations

import json
import os
import zlib
from dataclasses import replace
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING

from claimcheck import flow, outputs, user_cache
from claimcheck.cache import asked as asked_of
from claimcheck.cache import codec, run
from claimcheck.model import Report
from claimcheck.records.library import HEAVY

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from claimcheck.cache.store import Store
    from claimcheck.flow import House
    from claimcheck.records.record import Record

_BROKEN = (ValueError, TypeError, LookupError, AssertionError, zlib.error)


class Pages:
    """The reports that are kept for pages held against one house, as of one day."""

    def __init__(self, house: House, as_of: str, store: Store) -> None:
        self._store = store
        self._records = asked_of.NotedRecords(house.records)
        self.house = replace(house, records=self._records)
        self._records.asked = asked_of.Asked()
        self._held = _digest_of(house, as_of)
        self._state = _State(house.records, store)

    def report(self, path: Path, shown: str) -> Report | None:
        """Return the report of a file where it is kept and nothing that it rests on has changed."""
        try:
            if path.stat().st_size > self.house.config.max_size:
                return None
            content = path.read_bytes()
        except OSError:
            # Whoever reads the page says so.
            return None
        key = self._key(sha256(content).hexdigest(), shown)
        kept = self._store.one("page", key)
        if kept is None:
            return None
        evidence, asked, data = kept
        try:
            if evidence != self._state.digest:
                if self._state.concerns(evidence, asked):
                    return None
                self._store.put("page", [(key, self._state.digest, asked, data)])
            return codec.unpacked(data)
        except _BROKEN:
            return None

    def check(self, path: Path, shown: str, as_of: str) -> tuple[flow.Checked, bytes]:
        """Return what a file gives when it is read now, and what it asked of the records."""
        self._records.asked = asked_of.Asked()
        checked = flow.check_file(path, shown, self.house, as_of)
        return checked, self._records.asked.packed()

    def keep(self, checked: flow.Checked, asked: bytes) -> None:
        """Keep a report for the next run."""
        if isinstance(checked, Report):
            key = self._key(checked.document.digest, checked.document.path)
            self._store.put("page", [(key, self._state.digest, asked, codec.packed(checked))])

    def _key(self, content: str, shown: str) -> bytes:
        where = str(self.house.config.root.absolute()) if os.path.isabs(shown) else ""
        told = "\0".join([self._held, content, shown, where])
        return sha256(told.encode("utf-8", "surrogatepass")).digest()[:16]


class _State:
    """The library as it is now, and whether it differs for a page from the one that the page was held against."""

    def __init__(self, records: Mapping[str, Record], store: Store) -> None:
        self._records, self._store = records, store
        self._changes: dict[str, asked_of.Changes | None] = {}
        # Of a library in an index the digest is known; to compare it record by record would cost more than it saves.
        self.digest = str(getattr(records, "digest", ""))
        self._ids: dict[str, str] | None = None
        if not self.digest or len(records) < HEAVY:
            self._ids = asked_of.digests_of(records)
            self.digest = sha256(json.dumps(sorted(self._ids.items())).encode()).hexdigest()[:32]
            if store.one("evidence", self.digest) is None:
                packed = zlib.compress(json.dumps(self._ids).encode(), level=1)
                store.put("evidence", [(self.digest, packed)])

    def concerns(self, before: str, asked: bytes) -> bool:
        """Return whether what has changed since may change the report of a page that asked this."""
        changes = self._changes_since(before)
        return changes is None or changes.concern(asked_of.unpacked(asked))

    def _changes_since(self, before: str) -> asked_of.Changes | None:
        if before not in self._changes:
            kept = self._store.one("evidence", before)
            changes = None
            if kept is not None and self._ids is not None:
                changes = asked_of.Changes(json.loads(zlib.decompress(kept[0])), self._ids, self._records)
            self._changes[before] = changes
        return self._changes[before]


def _digest_of(house: House, as_of: str) -> str:
    """Return a digest of all that pages are held against besides the records, and of the code that judges them."""
    given = house.config
    told = [
        *(f"{name} {digest}" for name, digest in sorted(house.own_digests.items())),
        as_of,
        given.path,
        # Its globs hold for other files where it stands elsewhere.
        os.path.relpath(given.root),
        *sorted(rule.name for rule in house.rules),
        *sorted(house.known),
        # An entry whose record is not known does not hold.
        *(str(entry.line) for entry in house.ledger.entries),
        code(),
    ]
    return sha256("\0".join(told).encode("utf-8", "surrogatepass")).hexdigest()


@cache
def code() -> str:
    """Return what tells this version of the code from others: of a checkout, when each module was last written."""
    return user_cache.code((path for path in run.modules() if path.endswith(".py")), outputs.version())
