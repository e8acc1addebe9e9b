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
# While they are compared, what is spoken of, what is said and a page are numbers: what is of one size goes to the disk.
# Pages are numbered by their paths.
_SAYING = """
create or replace temp view saying as
select *, hash(site, rule, topic) as about, hash(said) as says from statements;
create or replace temp table disputed as
select about from saying group by about
having min(says) <> max(says) and min(hash(shard, position)) <> max(hash(shard, position));
create or replace temp table places as
select distinct path, shard, position from saying semi join disputed using (about) order by path, shard, position
"""
# Of statements that say the same, the first on a page stands for all.
_ONCE = """
create or replace temp table once as
select about, says, p.rowid as page, min(number) as number, bool_or(held) as held
from saying semi join disputed using (about) join places p using (path, shard, position) group by about, says, p.rowid
"""
# Each is held against the first that says otherwise on another page: the first two pages of each thing said are enough
# to find it. They are numbered in the order in which things are said first.
_LEADERS = """
create or replace temp table leaders as
with first as (select about, says, min(page) as page from once group by about, says),
since as (select about, says, page as since, number as nth from once semi join first using (about, says, page)),
second as (
  select about, says, min(page) as page from once join since using (about, says) where page > since group by about, says
)
select about, says, page, number from once join since using (about, says)
left join (select about, says, page as next from second) using (about, says)
where page = since or page = next order by about, since, nth, page
"""
_PAIRED = """
create or replace temp table paired as
select once.page, once.number, min(l.rowid) as other from once
join leaders l on once.about = l.about
where held and once.says <> l.says and once.page <> l.page group by once.page, once.number
"""
_TOLD = """
create or replace temp table told as
select p.shard, p.position, paired.number, o.shown, o.path, o.line
from paired join places p on p.rowid = paired.page
join leaders l on l.rowid = paired.other join places q on q.rowid = l.page
join statements o on o.shard = q.shard and o.position = q.position and o.number = l.number
"""
# With all their words statements are asked for a shard at a time.
_PAIRS = f"""
select {", ".join(f's."{name}"' for name in _COLUMNS)}, told.shown, told.path, told.line
from ({{statements}}) s join told using (shard, position, number) where told.shard = ? order by s.position, s.number
"""


def write(folder: Path, memory: int = table.MEMORY) -> int:
    """Write the findings of pages at odds of the audit in a folder, in place of those there; return how many stand.

    They are rows of the table of findings, in a file of their own. Pages of no site are compared with each other. The
    database takes at most `memory` MB.
    """

    def ask(base: Base) -> int:
        table.write(base, folder, "findings", NAME, _findings(base, folder))
        kept = table.stored(folder, "findings", NAME)
        [(standing,)] = base.execute(f"select count(*) from {kept} where allowed = ''").fetchall()
        return int(standing)

    return table.answered(folder, ask, memory)


def _findings(base: Base, folder: Path) -> Iterator[FindingRow]:
    for _, given in groupby(_pairs(base, folder), key=attrgetter("shard", "position")):
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


def _pairs(base: Base, folder: Path) -> Iterator[StatementRow]:
    """Yield each statement that another page is at odds with, its message filled, page by page."""
    for step in (_SAYING, _ONCE, _LEADERS, _PAIRED, _TOLD):
        base.execute(step)
    for (shard,) in base.execute("select distinct shard from told order by shard").fetchall():
        given = table.viewed(base, folder, "statements", shard)
        for *own, shown, path, line in base.execute(_PAIRS.format(statements=given), [shard]).fetchall():
            told = dict(zip(_COLUMNS, own, strict=True))
            slots = slots_of(told["shown"], shown, path, line)
            message, suggestion = (filled(told[name], slots) for name in ("message", "suggestion"))
            yield StatementRow(**{**told, "message": message, "suggestion": suggestion})
