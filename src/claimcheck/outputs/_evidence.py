"""Records -> text: the list of what the library holds, as `claimcheck evidence list` prints it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimcheck.records.record import Record


def listing(records: Mapping[str, Record]) -> str:
    """Return one line a record: id, kind, standing, whether it is verified, partly so or from memory, title."""
    rows = [(r.id, r.kind, r.standing, r.known, r.title) for _, r in sorted(records.items())]
    wide = [max(len(row[i]) for row in rows) for i in range(4)] if rows else []
    return "".join("  ".join([*(f"{row[i]:<{wide[i]}}" for i in range(4)), row[4]]) + "\n" for row in rows)
