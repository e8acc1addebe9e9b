"""Two audits -> what appeared and what was mended: findings are known by the page's key and their fingerprint.

A finding that is gone is mended only where its page was checked again: one on a page that is gone, or that was not
checked, is told apart; and so is one that was allowed since. Both audits are read from disk, in bounded memory.
"""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, NamedTuple

from claimcheck.audit import database, table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from claimcheck.audit.database import Base

# What can become of a finding from one audit to the next, in the order in which it is told.
APPEARED = ("appeared", "appeared on a new page", "no longer allowed")
GONE = ("mended", "allowed since", "page gone", "page not checked")
_AT_ONCE = 1000


class Change(NamedTuple):
    """A finding that is in one audit only: what became of it, on which page, and the finding."""

    what: str
    key: str
    site: str
    rule: str
    subject: str
    severity: str
    line: int
    quote: str
    message: str
    fingerprint: str


@contextmanager
def between(old: Path, new: Path, memory: int = table.MEMORY) -> Iterator[Changes]:
    """Open the changes from one audit to another; raise UserError for a folder that holds none.

    They are found with little memory, and with all of `memory` (in MB) where that is not enough.
    """
    # Asked on its own first, so that the fault names the folder.
    with table.asked(old):
        pass
    little, all_of_it = table.tries(memory)
    with ExitStack() as stack:
        try:
            found = stack.enter_context(_found(old, new, *little))
        except database.TooLittleMemoryError:
            found = stack.enter_context(_found(old, new, *all_of_it))
        yield found


@contextmanager
def _found(old: Path, new: Path, memory: int, threads: int) -> Iterator[Changes]:
    with table.asked(new, memory, threads) as base:
        for name, folder in (("old", old), ("new", new)):
            _view(base, name, folder)
        base.execute(f"create temp table changes as {_CHANGES}")
        yield Changes(base)


class Changes:
    """What changed from one audit to another, as far as it was opened."""

    def __init__(self, base: Base) -> None:
        self._base = base

    def counts(self) -> dict[str, dict[str, int]]:
        """Return the number of findings by what became of them and by severity; what none did is left out."""
        found: dict[str, dict[str, int]] = {}
        rows = self._base.execute("select what, severity, count(*) from changes group by all order by all").fetchall()
        for what in (*APPEARED, *GONE):
            if given := {severity: number for name, severity, number in rows if name == what}:
                found[what] = given
        return found

    def rows(self, what: str, most: int | None = None) -> Iterator[Change]:
        """Yield the findings of which this became, by page and place, at most so many."""
        limit = "" if most is None else f"limit {most:d}"
        taken = self._base.execute(
            f"select {', '.join(Change._fields)} from changes where what = ? "
            f"order by key, line, rule, fingerprint, nth {limit}",
            [what],
        )
        while rows := taken.fetchmany(_AT_ONCE):
            yield from (Change(*row) for row in rows)


def _view(base: Base, name: str, folder: Path) -> None:
    """Make the findings of an audit, numbered where they are alike, and its pages with whether each was checked."""
    base.execute(
        f"create view {name}_found as select *, row_number() over "
        "(partition by key, fingerprint, allowed = '' order by shard, position, start) as nth "
        f"from {table.stored(folder, 'findings')}"
    )
    base.execute(
        f"create view {name}_pages as select key, bool_or(state = 'checked') as checked "
        f"from {table.stored(folder, 'pages')} group by key"
    )


def _only_in(one: str, other: str) -> str:
    """Return the question for the findings of one audit that the other has not, with what the other has of them."""
    return (
        f"select f.*, p.checked, a.key is not null as is_allowed from {one}_found f "
        f"anti join (select * from {other}_found where allowed = '') o "
        "on o.key = f.key and o.fingerprint = f.fingerprint and o.nth = f.nth "
        f"left join {other}_pages p on p.key = f.key "
        f"left join (select key, fingerprint, nth from {other}_found where allowed <> '') a "
        "on a.key = f.key and a.fingerprint = f.fingerprint and a.nth = f.nth where f.allowed = ''"
    )


_TOLD = "key, site, rule, subject, severity, line, quote, message, fingerprint, nth"
_CHANGES = (
    "select case when is_allowed then 'no longer allowed' when checked then 'appeared' "
    f"else 'appeared on a new page' end as what, {_TOLD} from ({_only_in('new', 'old')}) union all "
    "select case when is_allowed then 'allowed since' when checked then 'mended' when checked is null then 'page gone' "
    f"else 'page not checked' end as what, {_TOLD} from ({_only_in('old', 'new')})"
)
