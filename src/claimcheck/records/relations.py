"""Relations between records: which are of one trial, which lead nowhere or in a circle, and who stands by them."""

from __future__ import annotations

from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, NamedTuple

from claimcheck.errors import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimcheck.records.index import Index

_ORDERED = ("supersedes", "includes", "retracts")
_GUESSED_AMONG = 2_000


class Fault(NamedTuple):
    """A fault of one record that another has a part in: `{place}` in it is that of the other, a record's number."""

    record: int
    line: int
    fault: str
    other: int = 0
    other_line: int = 0
    remedy: str = ""


class Relation(NamedTuple):
    """What one record says of another: `record` is the number of who says it, `target` the id of whom."""

    record: int
    source: str
    name: str
    target: str
    line: int
    sure: bool


class Standing(NamedTuple):
    """The standing that a record has by another, by whose id; `sure` where the relation names a basis."""

    record: int
    standing: str
    by: str
    sure: bool
    line: int


@dataclass(frozen=True)
class Linked:
    """All relations, and for each record in one the id that stands for its trial."""

    relations: tuple[Relation, ...]
    _trials: dict[str, str] = field(default_factory=dict)

    def trial_of(self, record: str) -> str:
        """Return one id for all records of a trial."""
        return self._trials.get(record, record)


def read(index: Index) -> Linked:
    """Return the relations of a library, and which records they join to one trial."""
    rows = index.rows(
        "SELECT r.n, r.id, x.name, x.target, x.line, x.sure FROM relation x JOIN record r ON r.n = x.record "
        "ORDER BY r.id, x.rowid"
    )
    relations = tuple(
        Relation(n, source, name, target, line, bool(sure)) for n, source, name, target, line, sure in rows
    )
    trials: dict[str, str] = {}
    for relation in relations:
        if relation.name in ("same_trial_as", "supersedes"):
            trials[_top(trials, relation.source)] = _top(trials, relation.target)
    return Linked(relations, {record: _top(trials, record) for record in list(trials)})


def _top(trials: dict[str, str], record: str) -> str:
    while trials.setdefault(record, record) != record:
        record = trials[record]
    return record


def faults_of(index: Index, linked: Linked) -> Iterator[Fault]:
    """Yield every relation that names no record or its own, goes in a circle, or is none of its kind of record."""
    targets = sorted({relation.target for relation in linked.relations})
    known = {row[0] for row in index.rows_with("SELECT id FROM record WHERE id IN (?)", targets)}
    kinds: dict[int, str] = dict(
        index.rows_with("SELECT n, kind FROM record WHERE n IN (?)", {r.record for r in linked.relations})
    )
    for relation in linked.relations:
        said = f"“relations.{relation.name}”"
        if relation.target == relation.source:
            yield Fault(relation.record, relation.line, f"{said} names the record itself", remedy="take it out")
        elif relation.target not in known:
            fault = f"{said} names “{relation.target}”, which is no record"
            yield Fault(relation.record, relation.line, fault, remedy=_guess(index, relation.target))
        elif relation.name == "includes" and kinds[relation.record] != "synthesis":
            fault = f"{said} stands in a record of kind “{kinds[relation.record]}”"
            yield Fault(relation.record, relation.line, fault, remedy="only a synthesis includes studies")
    for name in _ORDERED:
        yield from _circles([r for r in linked.relations if r.name == name and r.target != r.source])


def _circles(relations: list[Relation]) -> Iterator[Fault]:
    graph: dict[str, set[str]] = {}
    for relation in relations:
        graph.setdefault(relation.source, set()).add(relation.target)
    while True:
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            circle: list[str] = error.args[1]
            shown = ", ".join(_from_smallest(circle))
            for relation in relations:
                if relation.source in circle and relation.target in circle:
                    fault = f"“relations.{relation.name}” goes in a circle: {shown}"
                    yield Fault(relation.record, relation.line, fault, remedy="take one of them out")
            graph = {source: targets for source, targets in graph.items() if source not in circle}
        else:
            return


def _from_smallest(circle: list[str]) -> list[str]:
    """Return a circle, told against its direction by the sorter, as it runs from its first id in the alphabet."""
    ring = circle[:0:-1]
    at = ring.index(min(ring))
    return [*ring[at:], *ring[:at], ring[at]]


def _guess(index: Index, target: str) -> str:
    [(number,)] = index.rows("SELECT count(*) FROM record")
    near = "SELECT id FROM record WHERE substr(id, 1, 3) = substr(?, 1, 3) LIMIT ?"
    rows = (
        index.rows(near, (target, _GUESSED_AMONG)) if number > _GUESSED_AMONG else index.rows("SELECT id FROM record")
    )
    told = nearest(target, (row[0] for row in rows))
    return told if told.startswith("did you mean") else "name a record by its id"


def standings(index: Index) -> list[Standing]:
    """Return the standing that records get by others who stand themselves: retracted, else superseded."""
    rows = index.rows(
        "SELECT r.id, r.standing, t.n, t.id, t.standing, x.name, x.line, x.sure FROM relation x "
        "JOIN record r ON r.n = x.record JOIN record t ON t.id = x.target "
        "WHERE NOT r.out AND NOT t.out AND x.name IN ('supersedes', 'retracts') ORDER BY r.id, x.rowid"
    )
    retracted = {row[0] for row in rows if row[1] == "retracted"} | {row[3] for row in rows if row[4] == "retracted"}
    takers: dict[str, set[str]] = {}
    for row in rows:
        if row[5] == "retracts":
            takers.setdefault(row[3], set()).add(row[0])
    for record in TopologicalSorter(takers).static_order():
        if takers.get(record, set()) - retracted:
            retracted.add(record)
    found: dict[int, Standing] = {}
    for source, _, n, _, _, name, line, sure in rows:
        if source in retracted:
            continue
        standing = "retracted" if name == "retracts" else "superseded"
        if n not in found or (standing == "retracted" and found[n].standing != "retracted"):
            found[n] = Standing(n, standing, source, bool(sure), line)
    return list(found.values())


def conflicts(index: Index, standing: list[Standing]) -> list[Fault]:
    """Return a fault for each record that says of its standing what another record excludes."""
    said = {n: (own, line) for n, own, line in _said(index, [s.record for s in standing])}
    by: dict[str, int] = dict(
        index.rows_with("SELECT id, n FROM record WHERE NOT out AND id IN (?)", [s.by for s in standing])
    )
    faults = []
    for other in standing:
        own, line = said[other.record]
        if own == "current" or (own is not None and other.standing == "retracted" and own != "retracted"):
            does = "retracts" if other.standing == "retracted" else "supersedes"
            fault = f"“standing” is “{own}”, and {{place}} {does} it"
            remedy = f"say {other.standing}, or leave it out"
            faults.append(Fault(other.record, line, fault, by[other.by], other.line, remedy))
    return faults


def _said(index: Index, numbers: list[int]) -> Iterator[tuple[int, str | None, int]]:
    question = "SELECT n, standing, standing_line FROM record WHERE n IN (?)"
    yield from ((n, standing, line) for n, standing, line in index.rows_with(question, numbers))
