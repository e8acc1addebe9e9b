"""The statements of an audit -> findings where two pages of one site are at odds, as a check of the site's pages gives.

The database groups the statements by what they speak of, on disk where they outgrow memory; what is held at once is
what two pages of one site say otherwise.
"""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from claimcheck import fingerprint
from claimcheck.audit import table
from claimcheck.audit.shard import FindingRow, StatementRow
from claimcheck.checks.across import slots_of
from claimcheck.checks.wording import filled

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from claimcheck.audit.database import Base

# What the file of these findings is called; no shard is.
NAME = "at-odds"
_COLUMNS = tuple(StatementRow.__annotations__)
# What a finding has of its statement as it stands there.
_SAME = tuple(name for name in FindingRow.__annotations__ if name in _COLUMNS and name not in ("message", "suggestion"))
_GROUP = "site, rule, topic"
# Of statements that say the same, one a page stands for all. Each is held against the first that says otherwise on
# another page: the first two pages of each thing said are enough to find it.
_PAIRS = f"""
with disputed as (
  select {_GROUP} from statements group by all
  having min(said) <> max(said) and min((shard, position)) <> max((shard, position))
), once as (
  select s.* from statements s semi join disputed d using ({_GROUP})
  qualify row_number() over (partition by {_GROUP}, said, shard, position order by number) = 1
), ordered as (
  select *, row_number() over (partition by {_GROUP}, said order by path, shard, position) as nth,
  min((path, shard, position, number)) over (partition by {_GROUP}, said) as since
  from once
)
select {", ".join(f's."{name}"' for name in _COLUMNS)}, o.shown, o.path, o.line
from ordered s join ordered o using ({_GROUP})
where s.held and o.nth <= 2 and s.said <> o.said and (s.shard, s.position) <> (o.shard, o.position)
qualify row_number() over (partition by {_GROUP}, s.said, s.shard, s.position order by o.since, o.nth) = 1
order by s.shard, s.position
"""
_AT_ONCE = 1_000


def write(folder: Path) -> int:
    """Write the findings of pages at odds of the audit in a folder, in place of those there; return how many stand.

    They are rows of the table of findings, in a file of their own. Pages of no site are compared with each other.
    """
    with table.asked(folder) as base:
        table.write(base, folder, "findings", NAME, _findings(base))
        kept = table.stored(folder, "findings", NAME)
        [(standing,)] = base.execute(f"select count(*) from {kept} where allowed = ''").fetchall()
    return int(standing)


def _findings(base: Base) -> Iterator[FindingRow]:
    for _, given in groupby(_pairs(base), key=attrgetter("shard", "position")):
        # As a report tells them: those that stand first, each in its place.
        rows = sorted(given, key=lambda row: (row.allowed != "", row.start, row.end, row.rule, row.message))
        prints = [fingerprint.Fingerprint(row.rule, (), row.words, row.sentence) for row in rows]
        for row, print_, nth in zip(rows, prints, fingerprint.numbered(prints), strict=True):
            yield FindingRow(
                **{name: getattr(row, name) for name in _SAME},
                fingerprint=fingerprint.digest(print_, nth),
                message=row.message,
                suggestion=row.suggestion,
                records=(),
                also=(),
                jurisdictions=(),
                page=False,
            )


def _pairs(base: Base) -> Iterator[StatementRow]:
    """Yield each statement that another page is at odds with, its message filled, page by page."""
    answer = base.execute(_PAIRS)
    while rows := answer.fetchmany(_AT_ONCE):
        for *own, shown, path, line in rows:
            told = dict(zip(_COLUMNS, own, strict=True))
            slots = slots_of(told["shown"], shown, path, line)
            message, suggestion = (filled(told[name], slots) for name in ("message", "suggestion"))
            yield StatementRow(**{**told, "message": message, "suggestion": suggestion})
