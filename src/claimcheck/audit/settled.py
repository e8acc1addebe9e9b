"""`repeated.parquet` -> the groups of claims that one decision settles the most findings of.

Of all groups only numbers are counted; what a group is called, and what finds it, is asked of the few that are told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claimcheck.audit import database
from claimcheck.audit.repeated import FILE

if TYPE_CHECKING:
    from pathlib import Path

    from claimcheck.audit.database import Base


class Repeated(NamedTuple):
    """A group of claims: the words that stand for it, how many ways to put it, and where it stands.

    `rules` are those that find it most often, `findings` how many there are on all of its claims.
    """

    text: str
    wordings: int
    claims: int
    pages: int
    sites: int
    findings: int
    rules: str
    status: str


_COUNTED = """
create or replace temp table on_claims as
select shard, position, claim as id, count(*) as findings from findings where allowed = '' and claim <> '' group by all;
create or replace temp table found_of as
select "group", count(*) as claims, sum(coalesce(findings, 0))::bigint as findings
from repeats left join on_claims using (shard, position, id) group by "group";
drop table on_claims;
create or replace temp table pages_of as
select "group", count(*) as pages from (select distinct "group", shard, position from repeats) group by "group";
create or replace temp table counted as select * from found_of join pages_of using ("group")
"""
# Those that are told, and all that are level with the last of them: the first of those by its letters is told.
_LEVEL = """
create or replace temp table level as
select * from counted where (findings, pages) >= coalesce((
  select (findings, pages) from counted order by findings desc, pages desc limit 1 offset ?
), (0, 0))
"""
_CHOSEN = """
create or replace temp table chosen as
select * from level join ({texts}) using ("group") order by findings desc, pages desc, text limit ?
"""
_ROWS = 'create or replace temp table rows_of as select * from repeats semi join chosen using ("group")'

# Which rules find a claim, as one number, and by name for one claim of those that have the same.
_RULES = """
create or replace temp table rules_of as
with each as (
  select distinct "group", r.shard, r.position, r.id, rule from rows_of r
  join findings f on f.shard = r.shard and f.position = r.position and f.claim = r.id where f.allowed = ''
), sets as (
  select "group", shard, position, id, sum(hash(rule)) as rules from each group by all
), times as (
  select "group", rules, count(*) as times, min((shard, position, id)) as one from sets group by all
)
select "group", times, string_agg(rule, ', ' order by rule) as rules
from each join times using ("group") where (shard, position, id) = one group by "group", times.rules, times
"""
_TOLD = """
select text, wordings, claims, pages, sites, findings, coalesce(rules, ''), status from chosen
join (select "group", count(*) as wordings from (select distinct "group", words from rows_of) group by all)
using ("group")
join (select "group", count(*) as sites from (select distinct "group", site from rows_of) group by all) using ("group")
join ({statuses}) using ("group") left join ({rules}) using ("group")
order by findings desc, pages desc, text
"""


def most(base: Base, folder: Path, number: int) -> tuple[list[Repeated], int]:
    """Return the groups that one decision settles the most findings of, then those on the most pages; and the rest."""
    base.execute(
        f"create or replace temp view repeats as select * from read_parquet({database.literal(folder / FILE)})"
    )
    base.execute(_COUNTED)
    [(groups,)] = base.execute("select count(*) from counted").fetchall()
    base.execute(_LEVEL, [number - 1])
    texts = _most("text", _times("text", 'repeats semi join level using ("group")'))
    base.execute(_CHOSEN.format(texts=texts), [number])
    base.execute(_ROWS)
    base.execute(_RULES)
    told = _TOLD.format(statuses=_most("status", _times("status", "rows_of")), rules=_most("rules", "rules_of"))
    return [Repeated(*row) for row in base.execute(told).fetchall()], max(0, groups - number)


def _times(column: str, rows: str) -> str:
    """Return the question for how often each group has what in a column."""
    return f'(select "group", {column}, count(*) as times from {rows} group by all)'


def _most(column: str, times: str) -> str:
    """Return the question for what each group has most often in a column, the first by its letters of several."""
    first = f'row_number() over (partition by "group" order by times desc, {column}) = 1'
    return f'select "group", {column} from {times} qualify {first}'
