"""The claims of an audit -> `repeated.parquet`: those that stand alike on several pages, in groups.

What is sorted and counted is so in the database, which turns to the disk for what outgrows its memory. That holds for
what is of one size: so a wording and a page are numbers while they are counted, and one thing is counted at a time.
Only the most frequent wordings are compared word by word.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING
from uuid import uuid4

from claimcheck.audit import database
from claimcheck.audit.wordings import Wording, groups

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from claimcheck.audit.database import Base

FILE = "repeated.parquet"
# Wordings compared word by word; rarer ones are grouped where their words are the same.
MOST = 50_000
_AT_ONCE = 1_000
# Letters, digits, and the signs that change what a number says.
_PLAIN = r"trim(regexp_replace(lower(text), '[^\p{L}\p{N}%‰€$£<>≥≤]+', ' ', 'g'))"
# All that has to be equal, besides the words, for one decision to fit both.
_SAME = (
    "stance, direction, strength, status, list_sort(names)::varchar, "
    "list_transform(figures, lambda figure: lower(figure))::varchar, list_sort(records)::varchar"
)
# What claims are put in words alike: each wording is a number of its own, and on how many pages it stands is only asked
# as far as one or several.
_WORDED = f"""
create or replace temp view worded as
select *, md5_number(concat_ws(chr(31), words, {_SAME})) as wording
from (select *, {_PLAIN} as words from claims) where words <> '';
create or replace temp table wordings as
select wording, count(*) as claims, min(hash(shard, position)) as first, max(hash(shard, position)) as last
from worded group by wording
"""
_FREQUENT = f"""
create or replace temp table frequent as
with most as (select wording, claims from wordings order by claims desc, wording limit ?),
told as (
  select wording, claims, any_value(words) as words, any_value(md5_number(concat_ws(chr(31), {_SAME}))) as same
  from worded join most using (wording) group by wording, claims
)
select wording, words, same, row_number() over (order by claims desc, words, same) - 1 as number from told
"""
# The wordings of each group that stands on more than one page.
_MEMBERS = """
create or replace temp table members as
with numbered as (
  select wording, first, last, coalesce(stands::uhugeint, wording) as "group"
  from wordings left join (select wording, stands from frequent join stands using (number)) using (wording)
)
select wording, "group" from numbered
semi join (select "group" from numbered group by "group" having min(first) <> max(last)) using ("group")
"""
# Not sorted: rows with all their words are what takes memory to sort.
_ROWS = """
select "group"::varchar as "group", shard, position, id, key, site, text, words, status
from worded join members using (wording)
"""


def write(base: Base, folder: Path) -> None:
    """Write the table of repeated claims: group, and the claim's shard, position, id, key, site and words."""
    base.execute(_WORDED)
    base.execute(_FREQUENT, [MOST])
    stands = dict(_stands(base))
    base.execute(
        "create or replace temp table stands as select unnest(?)::bigint as number, unnest(?)::bigint as stands",
        [list(stands), list(stands.values())],
    )
    base.execute(_MEMBERS)
    part = folder / f"{FILE}.{uuid4().hex}.part"
    base.execute(f"copy ({_ROWS}) to {database.quoted(str(part))} (format parquet, compression zstd)")
    part.replace(folder / FILE)


def _stands(base: Base) -> Iterator[tuple[int, int]]:
    """Yield the number of each frequent wording with that of the one that stands for its group."""
    answer = base.execute("select same, number, words from frequent order by same, number")
    rows = (row for rows in iter(lambda: answer.fetchmany(_AT_ONCE), []) for row in rows)
    for same, given in groupby(rows, key=lambda row: row[0]):
        alike = [(number, Wording(words, (same,))) for _, number, words in given]
        for (number, _), at in zip(alike, groups([wording for _, wording in alike]), strict=True):
            yield number, alike[at][0]
