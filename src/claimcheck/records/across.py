"""Index of records -> what they say of each other: two of one trial, relations that lead nowhere, who stands.

What only one record may have and two have is a fault of the second. Records of one trial that say so, by
`same_trial_as` or `supersedes`, may share names and registry ids.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from claimcheck.identifiers import KINDS
from claimcheck.records import relations as record_relations
from claimcheck.records.relations import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimcheck.records.index import Index, Row

# What records of one trial share.
_OF_TRIAL = ("name", "registry")


def settle(index: Index) -> None:
    """Write all faults between records, leave out those who have one, and write the standing that others give."""
    index.connection.execute("DELETE FROM across")
    index.connection.execute(
        "UPDATE record SET out = 0, derived = NULL, derived_by = NULL WHERE out OR derived NOTNULL"
    )
    linked = record_relations.read(index)
    _write(index, [*_doubles(index, linked), *record_relations.faults_of(index, linked)])
    # Whom a record that does not stand itself supersedes or retracts stays as it is.
    standing = record_relations.standings(index)
    _write(index, record_relations.conflicts(index, standing))
    left_out = {n for (n,) in index.rows("SELECT n FROM record WHERE out")}
    index.connection.executemany(
        "UPDATE record SET derived = ?, derived_by = ?, derived_sure = ? WHERE n = ? AND standing IS NULL",
        [(s.standing, s.by, s.sure, s.record) for s in standing if s.record not in left_out],
    )


def _write(index: Index, faults: list[Fault]) -> None:
    index.connection.executemany("INSERT INTO across VALUES (?, ?, ?, ?, ?, ?)", faults)
    index.connection.executemany("UPDATE record SET out = 1 WHERE n = ?", [(fault.record,) for fault in faults])


def _doubles(index: Index, linked: record_relations.Linked) -> list[Fault]:
    """Return a fault for each mark that a record shares with one before it, in the order of the files."""
    shared = index.rows("SELECT what, value FROM mark GROUP BY what, value HAVING count(DISTINCT record) > 1")
    return [fault for _, fault in sorted(_shared(index, linked, shared), key=lambda found: found[0])]


def _shared(
    index: Index, linked: record_relations.Linked, shared: list[Row]
) -> Iterator[tuple[tuple[object, ...], Fault]]:
    question = (
        "SELECT m.rowid, m.written, m.line, r.n, r.id, f.folder, f.path FROM mark m JOIN record r ON r.n = m.record "
        "JOIN file f ON f.n = r.file WHERE m.what = ? AND m.value = ?"
    )
    for what, value in shared:
        found = sorted(index.rows(question, (what, value)), key=lambda row: (row[5], PurePath(row[6]).parts, row[0]))
        _, _, first_line, first, first_id, _, _ = found[0]
        told = {first}
        for rowid, written, line, n, name, folder, path in found:
            # Of two files with one id that alone is said; all else they share follows from it.
            if n in told or (what != "id" and name == first_id):
                continue
            told.add(n)
            if what in _OF_TRIAL and linked.trial_of(name) == linked.trial_of(first_id):
                continue
            fault = f"has the {KINDS.get(what, what)} “{written}”, as {{place}} has"
            remedy = "keep it in one record"
            yield (folder, PurePath(path).parts, rowid), Fault(n, line, fault, first, first_line, remedy)
