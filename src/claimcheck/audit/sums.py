"""The tables of an audit -> the sums that its summary tells; each is counted in the database, in bounded memory."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from claimcheck.audit import repeated, settled, table
from claimcheck.outputs import COMPARED

if TYPE_CHECKING:
    from pathlib import Path

    from claimcheck.audit.database import Base
    from claimcheck.audit.settled import Repeated

# How many of each are shown: what a person reads; the rest is counted, and in the tables.
MOST_SHOWN = 25
_SEVERITIES = ", ".join(f"count(*) filter (severity = '{name}') as {name}" for name in ("error", "warning", "advice"))
_SUMS = ", ".join(f"sum({name})::bigint as {name}" for name in ("error", "warning", "advice"))


class Found(NamedTuple):
    """How many findings of each severity something has, on how many pages; `of` is how many of it were checked."""

    name: str
    error: int
    warning: int
    advice: int
    pages: int
    of: int = 0

    @property
    def total(self) -> int:
        """Return the findings of all severities."""
        return self.error + self.warning + self.advice


class Page(NamedTuple):
    """A page with its findings: what it is called, where it lies, and its words."""

    key: str
    site: str
    month: str
    path: str
    error: int
    warning: int
    advice: int
    words: int


class Used(NamedTuple):
    """A record: how many claims lean on it, on how many pages, and what became of them."""

    record: str
    claims: int
    pages: int
    supported: int
    against: int


@dataclass(frozen=True)
class Sums:
    """All that the summary tells of an audit. `rest` says of a list how many more there are than it holds.

    `examples` are words that a rule found, with its message; `empty` are the pages that were checked and hold no words.
    """

    pages: int
    states: dict[str, int]
    empty: int
    why: list[tuple[str, str, int]]
    words: int
    claims: int
    allowed: int
    whole: Found
    subjects: list[Found]
    rules: list[Found]
    examples: dict[str, tuple[str, str]]
    sites: list[Found]
    months: list[Found]
    worst: list[Page]
    repeated: list[Repeated]
    statuses: dict[str, int]
    linked: int
    records: list[Used]
    rest: dict[str, int]


def sums_of(folder: Path, memory: int = table.MEMORY) -> Sums:
    """Return the sums of the audit in a folder and write its table of repeated claims; raise UserError for no audit.

    The database takes at most `memory` MB.
    """
    return table.answered(folder, lambda base: _sums(base, folder), memory)


def _sums(base: Base, folder: Path) -> Sums:
    base.execute("create temp view found as select * from findings where allowed = ''")
    repeated.write(base, folder)
    states = dict(base.execute("select state, count(*) from pages group by state order by all").fetchall())
    words, claims, allowed = _one(base, "select sum(words), sum(claims), sum(allowed) from pages")
    why, more_why = _reasons(base)
    whole = _whole(base)
    rules, more_rules = _found(base, "rule")
    sites, more_sites = _found(base, "site")
    groups, more_groups = settled.most(base, folder, MOST_SHOWN)
    records, more_records = _records(base)
    return Sums(
        pages=sum(states.values()),
        states=states,
        empty=_one(base, "select count(*) from pages where state = 'checked' and words = 0")[0],
        why=why,
        words=words or 0,
        claims=claims or 0,
        allowed=allowed or 0,
        whole=whole,
        subjects=_found(base, "subject")[0],
        rules=rules,
        examples=_examples(base, [one.name for one in rules]),
        sites=_with_pages(base, sites, "site"),
        months=_with_pages(base, sorted(_found(base, "month", 600)[0]), "month"),
        worst=[Page(*row) for row in base.execute(_WORST).fetchall()],
        repeated=groups,
        statuses=_statuses(base),
        linked=_one(base, "select count(*) from claims where len(records) > 0")[0],
        records=records,
        rest={
            "why": more_why,
            "rules": more_rules,
            "sites": more_sites,
            "repeated": more_groups,
            "worst": max(0, whole.pages - MOST_SHOWN),
            "records": more_records,
        },
    )


def _reasons(base: Base) -> tuple[list[tuple[str, str, int]], int]:
    """Return why pages were not checked, the most frequent reasons first, and how many pages have others."""
    reasons = (
        "(select state, regexp_replace(why, '^.*?:\\d+: ', '') as reason, count(*) as pages from pages "
        "where state <> 'checked' group by all)"
    )
    rows = base.execute(
        f"select *, sum(pages) over ()::bigint from {reasons} order by pages desc, state, reason limit {MOST_SHOWN}"
    ).fetchall()
    told = [(state, reason, pages) for state, reason, pages, _ in rows]
    return told, rows[0][3] - sum(pages for _, _, pages in told) if rows else 0


# By page first: what is distinct is then sorted on disk where there is much of it.
_BY_PAGE = f"(select shard, position, {_SEVERITIES} from found group by all)"
_WORST = (
    f"select key, site, month, path, error, warning, advice, words from {_BY_PAGE} join pages using (shard, position) "
    f"order by error desc, warning desc, advice desc, key, shard, position limit {MOST_SHOWN}"
)


def _one(base: Base, question: str) -> tuple[int, ...]:
    row: tuple[int, ...] = base.execute(question).fetchall()[0]
    return row


def _whole(base: Base) -> Found:
    error, warning, advice, pages = _one(base, f"select {_SUMS}, count(*) from {_BY_PAGE}")
    return Found("", error or 0, warning or 0, advice or 0, pages)


def _found(base: Base, column: str, most: int = MOST_SHOWN) -> tuple[list[Found], int]:
    """Return what has the most findings by a column, and how many more there are."""
    by_page = f'select "{column}" as name, shard, position, {_SEVERITIES} from found group by all'
    rows = base.execute(
        f"with by_page as ({by_page}), summed as (select name, {_SUMS}, count(*) as pages from by_page group by name) "
        "select *, count(*) over () from summed order by error + warning + advice desc, name limit ?",
        [most],
    ).fetchall()
    return [Found(*row[:5]) for row in rows], max(0, rows[0][5] - most) if rows else 0


def _examples(base: Base, rules: list[str]) -> dict[str, tuple[str, str]]:
    """Return for each rule the shortest words that it found and its message there."""
    shortest = "min((length(quote), quote, message))"
    rows = base.execute(
        f"select rule, {shortest} from found where rule in (select unnest(?)) group by rule", [rules]
    ).fetchall()
    return {rule: (quote, message) for rule, (_, quote, message) in rows}


def _with_pages(base: Base, found: list[Found], column: str) -> list[Found]:
    """Return the same with the number of pages that were checked."""
    names = [one.name for one in found]
    checked = dict(
        base.execute(
            f'select "{column}", count(*) from pages where state = \'checked\' and "{column}" in '
            f"(select unnest(?)) group by all",
            [names],
        ).fetchall()
    )
    return [one._replace(of=checked.get(one.name, 0)) for one in found]


def _statuses(base: Base) -> dict[str, int]:
    """Return the claims for each of the four things that can become of one."""
    found = dict(base.execute("select status, count(*) from claims group by status").fetchall())
    return {words: sum(found.get(status or "", 0) for status in statuses) for words, statuses in COMPARED.items()}


def _records(base: Base) -> tuple[list[Used], int]:
    """Return the records that the most claims lean on, and how many more there are."""
    supported, against = (
        ", ".join(f"'{status}'" for status in COMPARED[words])
        for words in ("compared and supported", "compared and not")
    )
    rows = base.execute(
        "with leaning as (select unnest(records) as record, status, shard, position from claims), "
        "by_page as (select record, shard, position, count(*) as claims, "
        f"count(*) filter (status in ({supported})) as supported, count(*) filter (status in ({against})) as against "
        "from leaning group by all) "
        "select record, sum(claims)::bigint, count(*), sum(supported)::bigint, sum(against)::bigint, count(*) over () "
        f"from by_page group by record order by 2 desc, record limit {MOST_SHOWN}"
    ).fetchall()
    return [Used(*row[:5]) for row in rows], max(0, rows[0][5] - MOST_SHOWN) if rows else 0
