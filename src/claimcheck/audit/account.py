"""The counts that shards told -> whether the tables hold just that: each row of the input, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.audit import table
from claimcheck.audit.shard import STATES
from claimcheck.errors import UserError

if TYPE_CHECKING:
    from pathlib import Path

    from claimcheck.audit.manifest import Tally


def must_hold(folder: Path, total: Tally) -> None:
    """Raise UserError where the rows of an audit that is done are not those that were counted in its input."""
    told = {state: getattr(total, state) for state in STATES}
    stored = dict.fromkeys(STATES, 0)
    if total.rows:
        with table.asked(folder) as base:
            stored |= dict(base.execute("select state, count(*) from pages group by state").fetchall())
    if total.rows != sum(told.values()) or told != stored:
        fault = f"{total.rows:,} rows were counted, {_of(told)} by their shards, and the tables hold {_of(stored)}"
        remedy = "something was taken away or put there: audit again, into a new folder"
        raise UserError(fault, path=str(folder), remedy=remedy)


def _of(numbers: dict[str, int]) -> str:
    return ", ".join(f"{number:,} {state}" for state, number in numbers.items())
