"""The counts that shards told -> whether the tables hold just that: each row of the input, once, and what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.audit import table
from claimcheck.audit.shard import STATES
from claimcheck.errors import UserError

if TYPE_CHECKING:
    from pathlib import Path

    from claimcheck.audit.manifest import Tally


# The files of shards, without that of findings of pages at odds, which no shard counts.
_OF_SHARDS = "?" * 16
_FOUND = {"claims": "true", "findings": "allowed = ''"}


def must_hold(folder: Path, total: Tally) -> None:
    """Raise UserError where the rows of an audit that is done are not those that its shards counted."""
    states = {state: getattr(total, state) for state in STATES}
    told = states | {name: getattr(total, name) for name in _FOUND}
    stored = dict.fromkeys(told, 0)
    if total.rows:
        with table.asked(folder) as base:
            stored |= dict(base.execute("select state, count(*) from pages group by state").fetchall())
            for name, which in _FOUND.items():
                rows = table.viewed(base, folder, name, _OF_SHARDS)
                [(stored[name],)] = base.execute(f"select count(*) from ({rows}) where {which}").fetchall()
    if total.rows != sum(states.values()) or told != stored:
        fault = f"{total.rows:,} rows were counted, {_of(told)} by their shards, and the tables hold {_of(stored)}"
        remedy = "something was taken away or put there: audit again, into a new folder"
        raise UserError(fault, path=str(folder), remedy=remedy)


def _of(numbers: dict[str, int]) -> str:
    return ", ".join(f"{number:,} {state}" for state, number in numbers.items())
