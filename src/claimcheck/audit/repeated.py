"""The claims of an audit -> `repeated.parquet`: those that stand alike on several pages, in groups.

What is sorted and counted is so in the database, which turns to the disk for what outgrows its memory; only the most
frequent wordings are compared word by word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from uuid import uuid4

from claimcheck.audit import database
from claimcheck.audit.wordings import Wording, groups

if TYPE_CHECKING:
    from pathlib import Path

    from claimcheck.audit.database import Base

FILE = "repeated.parquet"
# Wordings compared word by word, about 100 MB; rarer ones are grouped where their words are the same.
MOST = 50_000
# Letters, digits, and the signs that change what a number says.
_PLAIN = r"trim(regexp_replace(lower(text), '[^\p{L}\p{N}%‰€$£<>≥≤]+', ' ', 'g'))"


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


def write(base: Base, folder: Path) -> None:
    """Write the table of repeated claims: group, and the claim's shard, position, id, key, site and words."""
    base.execute(
        "create or replace temp view worded as select shard, position, id, key, site, text, status, "
        f"{_PLAIN} as words, "
        "md5(concat_ws(chr(31), stance, direction, strength, status, list_sort(names)::varchar, "
        "list_transform(figures, lambda figure: lower(figure))::varchar, list_sort(records)::varchar)) as same "
        "from claims"
    )
    base.execute(
        "create or replace temp table wordings as select words, same, count(*) as claims, "
        "min((shard, position)) as first, max((shard, position)) as last from worded where words <> '' "
        "group by words, same"
    )
    frequent = base.execute(
        f"select words, same from wordings order by claims desc, words, same limit {MOST}"
    ).fetchall()
    stands = groups([Wording(words, (same,)) for words, same in frequent])
    base.execute("create or replace temp table stands (words varchar, same varchar, number bigint)")
    base.execute(
        "insert into stands select unnest(?), unnest(?), unnest(?)",
        [[words for words, _ in frequent], [same for _, same in frequent], stands],
    )
    part = folder / f"{FILE}.{uuid4().hex}.part"
    base.execute(f"copy ({_rows()}) to {database.quoted(str(part))} (format parquet, compression zstd)")
    part.replace(folder / FILE)


def most(base: Base, folder: Path, number: int) -> list[Repeated]:
    """Return the groups that one decision settles the most findings of, then those on the most pages."""
    found = base.execute(
        "with on_claims as (select shard, position, claim, count(*) as findings, "
        "string_agg(distinct rule, ', ' order by rule) as rules from findings "
        "where allowed = '' and claim <> '' group by all), "
        "told as (select r.*, coalesce(f.findings, 0) as findings, f.rules "
        f"from read_parquet({database.literal(folder / FILE)}) r left join on_claims f "
        "on f.shard = r.shard and f.position = r.position and f.claim = r.id), "
        'by_page as (select "group", shard, position, site, count(*) as claims, sum(findings) as findings '
        "from told group by all), "
        'sums as (select "group", sum(claims)::bigint as claims, count(*) as pages, count(distinct site) as sites, '
        "sum(findings)::bigint as findings from by_page group by all), "
        'wordings_of as (select "group", count(distinct words) as wordings from told group by all) '
        "select text, wordings, claims, pages, sites, findings, coalesce(rules, ''), status "
        f'from sums join wordings_of using ("group") join {_most("text")} using ("group") '
        f'join {_most("status")} using ("group") left join {_most("rules")} using ("group") '
        "order by findings desc, pages desc, text limit ?",
        [number],
    ).fetchall()
    return [Repeated(*row) for row in found]


def _most(column: str) -> str:
    """Return the question for what most claims of each group have in a column, the first by its letters of several."""
    counted = f'select "group", {column}, count(*) as times from told where {column} is not null group by all'
    return (
        f'(select "group", first({column} order by times desc, {column}) as {column} from ({counted}) group by "group")'
    )


def _rows() -> str:
    """Return the claims of each group that stands on more than one page."""
    return (
        'with numbered as (select w.*, coalesce(s.number::varchar, md5(w.words || w.same)) as "group" '
        "from wordings w left join stands s on s.words = w.words and s.same = w.same), "
        'several as (select "group" from numbered group by "group" having min(first) <> max(last)) '
        'select n."group", c.shard, c.position, c.id, c.key, c.site, c.text, c.words, c.status '
        "from worded c join numbered n on n.words = c.words and n.same = c.same "
        'where n."group" in (select "group" from several) order by n."group", c.shard, c.position, c.id'
    )
