"""Records -> an index in SQLite, in memory or in a file: what they are found by, and each as it was read.

A phrase is found by the rarest of its words (its pivot): a page asks for the words that it has, and gets the few
phrases that can stand in it.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, Any

from claimcheck.known import keys_of
from claimcheck.records.keys import marks, phrases, speakers, topic
from claimcheck.records.relations import read as read_relations
from claimcheck.trie import edges_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from claimcheck.errors import UserError
    from claimcheck.records.record import Record
    from claimcheck.records.relations import Linked
    from claimcheck.yamlfile import Key

_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT);
CREATE TABLE file (n INTEGER PRIMARY KEY, folder INTEGER, path TEXT, stamp TEXT, digest TEXT, UNIQUE (folder, path));
CREATE TABLE fault (file INTEGER, line INTEGER, column INTEGER, fault TEXT, remedy TEXT);
CREATE TABLE across (record INTEGER, line INTEGER, fault TEXT, other INTEGER, other_line INTEGER, remedy TEXT);
CREATE TABLE record (
    n INTEGER PRIMARY KEY, file INTEGER, id TEXT, kind TEXT, standing TEXT, standing_line INTEGER,
    out INTEGER DEFAULT 0, derived TEXT, derived_by TEXT, derived_sure INTEGER, data BLOB);
CREATE INDEX record_id ON record (id);
CREATE INDEX record_file ON record (file);
CREATE TABLE mark (what TEXT, value TEXT, written TEXT, record INTEGER, line INTEGER);
CREATE INDEX mark_value ON mark (value, what);
CREATE INDEX mark_record ON mark (record);
CREATE TABLE relation (record INTEGER, name TEXT, target TEXT, line INTEGER, sure INTEGER);
CREATE TABLE phrase (n INTEGER PRIMARY KEY, tells TEXT, text TEXT, UNIQUE (text, tells));
CREATE TABLE pivot (edge TEXT, phrase INTEGER, PRIMARY KEY (edge, phrase)) WITHOUT ROWID;
CREATE TABLE told (phrase INTEGER, record INTEGER, year TEXT, PRIMARY KEY (phrase, record, year)) WITHOUT ROWID;
CREATE INDEX told_record ON told (record);
CREATE INDEX relation_target ON relation (target);
CREATE TABLE speaker (surname TEXT, record INTEGER);
CREATE INDEX speaker_surname ON speaker (surname);
CREATE TABLE topic (condition TEXT, treatment TEXT, record INTEGER);
CREATE INDEX topic_names ON topic (condition, treatment);
CREATE INDEX topic_record ON topic (record);
CREATE TABLE word (word TEXT PRIMARY KEY, n INTEGER);
"""
# SQLite takes no more values in one question on old systems.
_AT_ONCE = 900
# So few records are looked for in the longest list instead of reading it.
_FEW = 500
_BY_EDGE = "SELECT edge, p.n, p.tells, p.text FROM pivot JOIN phrase p ON p.n = phrase WHERE edge IN (?)"
# The phrases of so many words are known without asking.
_MOST_EDGES = 50_000

Row = tuple[Any, ...]


class Index:
    """The tables of one library. `connection` may be that of a file, `mend` gives a new one for a file that broke."""

    def __init__(self, connection: sqlite3.Connection, mend: Callable[[], sqlite3.Connection] | None = None) -> None:
        self.connection = connection
        self._mend = mend
        self._words: Counter[str] = Counter()
        self._edges: tuple[sqlite3.Connection, dict[str, tuple[Row, ...]]] = (connection, {})

    def make(self) -> Index:
        """Return the index with its tables, still empty."""
        self.connection.executescript(_TABLES)
        return self

    def rows(self, question: str, values: Sequence[Any] = ()) -> list[Row]:
        """Return what the tables answer."""
        try:
            return self.connection.execute(question, values).fetchall()
        except sqlite3.DatabaseError:
            if self._mend is None:
                raise
        self.connection = self._mend()
        return self.connection.execute(question, values).fetchall()

    def rows_with(self, question: str, values: Iterable[Any]) -> Iterator[Row]:
        """Yield what the tables answer for any of the values, which stand in the question as `(?)`."""
        given = list(values)
        for at in range(0, len(given), _AT_ONCE):
            part = given[at : at + _AT_ONCE]
            yield from self.rows(question.replace("(?)", f"({','.join('?' * len(part))})"), part)

    def add_file(self, folder: int, path: str, stamp: str = "", digest: str = "") -> int:
        """Return the number of a file that is now known."""
        values = (folder, path, stamp, digest)
        done = self.connection.execute("INSERT INTO file (folder, path, stamp, digest) VALUES (?, ?, ?, ?)", values)
        return int(done.lastrowid or 0)

    def add_fault(self, file: int, error: UserError) -> None:
        """Write a fault of a file."""
        values = (file, error.line, error.column, error.fault, error.remedy)
        self.connection.execute("INSERT INTO fault VALUES (?, ?, ?, ?, ?)", values)

    def add(self, record: Record, file: int, *, kept: bool) -> None:
        """Write what a record is found by; `kept` writes the record itself too."""
        data = _packed(record) if kept else None
        place = record.line(("standing",))
        values = (file, record.id, record.kind, record.data.get("standing"), place, data)
        insert = "INSERT INTO record (file, id, kind, standing, standing_line, data) VALUES (?, ?, ?, ?, ?, ?)"
        n = int(self.connection.execute(insert, values).lastrowid or 0)
        self.connection.executemany(
            "INSERT INTO mark VALUES (?, ?, ?, ?, ?)", [(m.what, m.value, m.written, n, m.line) for m in marks(record)]
        )
        self.connection.executemany("INSERT INTO relation VALUES (?, ?, ?, ?, ?)", list(_relations(record, n)))
        self.connection.executemany("INSERT INTO topic VALUES (?, ?, ?)", [(*about, n) for about in topic(record)])
        self.connection.executemany("INSERT INTO speaker VALUES (?, ?)", [(name, n) for name in speakers(record)])
        for phrase in dict.fromkeys(phrases(record)):
            told = (self._phrase(phrase.tells, phrase.text), n, phrase.year)
            self.connection.execute("INSERT OR IGNORE INTO told VALUES (?, ?, ?)", told)

    def _phrase(self, tells: str, text: str) -> int:
        """Return the number of a phrase; a new one gets the pivots by which it is found."""
        known = self.rows("SELECT n FROM phrase WHERE text = ? AND tells = ?", (text, tells))
        if known:
            return int(known[0][0])
        n = int(self.connection.execute("INSERT INTO phrase (tells, text) VALUES (?, ?)", (tells, text)).lastrowid or 0)
        self._edges = self.connection, {}
        for way in edges_of(text):
            # A part's forms are one word; the shortest tells them from those of other words well enough.
            names = [min(edges, key=lambda edge: (len(edge), edge)) for edges in way]
            rarest = min(range(len(way)), key=lambda i: (self._words[names[i]], -len(names[i]), i))
            self.connection.executemany("INSERT OR IGNORE INTO pivot VALUES (?, ?)", [(e, n) for e in way[rarest]])
            self._words.update(names)
        return n

    def load_words(self) -> None:
        """Read how often each word stands in a phrase, before phrases are added to an index that has some."""
        self._words = Counter(dict(self.rows("SELECT word, n FROM word")))

    def save_words(self) -> None:
        """Write how often each word stands in a phrase."""
        self.connection.executemany("INSERT OR REPLACE INTO word VALUES (?, ?)", list(self._words.items()))

    def remove(self, file: int) -> None:
        """Take out a file with its record and faults."""
        for (n,) in self.rows("SELECT n FROM record WHERE file = ?", (file,)):
            for table in ("mark", "relation", "told", "topic", "speaker"):
                self.connection.execute(f"DELETE FROM {table} WHERE record = ?", (n,))
            self.connection.execute("DELETE FROM record WHERE n = ?", (n,))
        self.connection.execute("DELETE FROM fault WHERE file = ?", (file,))
        self.connection.execute("DELETE FROM file WHERE n = ?", (file,))

    def forget_phrases(self) -> None:
        """Take out the phrases that no record is left to be told by: a longer one would hide one that it holds."""
        self._edges = self.connection, {}
        self.connection.execute("DELETE FROM phrase WHERE n NOT IN (SELECT phrase FROM told)")
        self.connection.execute("DELETE FROM pivot WHERE phrase NOT IN (SELECT n FROM phrase)")

    def phrases_with(self, edges: Iterable[str]) -> list[tuple[int, str, str]]:
        """Return number, kind and words of the phrases that a text with these words can hold."""
        given, tables = list(edges), self.connection
        if self._edges[0] is not tables:
            self._edges = tables, {}
        known = self._edges[1]
        # Most words of a page stood on one before, and most are no phrase's pivot.
        found: dict[str, tuple[Row, ...]] = dict.fromkeys(sorted(edge for edge in given if edge not in known), ())
        for edge, *phrase in self.rows_with(_BY_EDGE, list(found)):
            found[edge] = (*found[edge], tuple(phrase))
        if tables is not self.connection:
            return self.phrases_with(given)  # they broke meanwhile, and others stand in their place
        told = {phrase for edge in given for phrase in (known.get(edge) or found.get(edge, ()))}
        if len(known) + len(found) > _MOST_EDGES:
            self._edges = tables, found
        else:
            known.update(found)
        return sorted((int(n), str(tells), str(text)) for n, tells, text in told)

    def told_by(self, phrase: int, year: str = "") -> list[str]:
        """Return the ids of the records that a phrase can tell of, of an author those of one year."""
        question = "SELECT r.id FROM told JOIN record r ON r.n = record WHERE phrase = ? AND year = ? AND NOT r.out"
        return sorted(row[0] for row in self.rows(question, (phrase, year)))

    def shared(self, numbers: Sequence[int]) -> dict[str, list[int]]:
        """Return the records that two or more of the phrases tell of, each with these phrases."""
        sized = sorted((self.rows("SELECT count(*) FROM told WHERE phrase = ?", (n,))[0][0], n) for n in numbers)
        found: dict[int, list[int]] = {}
        for _, phrase in sized[:-1]:
            for (record,) in self.rows("SELECT record FROM told WHERE phrase = ?", (phrase,)):
                found.setdefault(record, []).append(phrase)
        for _, phrase in sized[-1:]:
            if len(found) < _FEW:
                question = f"SELECT record FROM told WHERE phrase = {int(phrase)} AND record IN (?)"
                rows: Iterable[Row] = self.rows_with(question, list(found))
            else:
                rows = self.rows("SELECT record FROM told WHERE phrase = ?", (phrase,))
            for (record,) in rows:
                found.setdefault(record, []).append(phrase)
        both = {record: phrases for record, phrases in found.items() if len(phrases) > 1}
        ids: dict[int, str] = dict(self.rows_with("SELECT n, id FROM record WHERE NOT out AND n IN (?)", list(both)))
        return {ids[record]: sorted(given) for record, given in both.items() if record in ids}

    def identified(self, kind: str, ids: Iterable[str]) -> dict[str, list[str]]:
        """Return the ids of the records that each identifier of one kind belongs to."""
        question = "SELECT value, what, r.id FROM mark JOIN record r ON r.n = record WHERE NOT r.out AND value IN (?)"
        found: dict[str, set[str]] = {}
        for value, what, record in self.rows_with(question, ids):
            if what == kind:
                found.setdefault(value, set()).add(record)
        return {value: sorted(records) for value, records in found.items()}

    def trials(self, ids: Sequence[str]) -> dict[str, str]:
        """Return, for each record, one id that stands for its trial."""
        return {record: self._linked.trial_of(record) for record in ids}

    @cached_property
    def _linked(self) -> Linked:
        return read_relations(self)

    def on_topic(self, conditions: Iterable[str], treatments: Iterable[str]) -> list[str]:
        """Return the ids of the records on one of the conditions and one of the treatments."""
        question = (
            "SELECT treatment, r.id FROM topic JOIN record r ON r.n = record WHERE NOT r.out AND condition IN (?)"
        )
        wanted = frozenset(treatments)
        return sorted({record for treatment, record in self.rows_with(question, conditions) if treatment in wanted})

    def on_condition(self, condition: str) -> list[str]:
        """Return the ids of the records on a condition."""
        question = "SELECT r.id FROM topic JOIN record r ON r.n = record WHERE NOT r.out AND condition IN (?)"
        return sorted({row[0] for row in self.rows_with(question, [condition])})

    def related(self, names: Iterable[str], targets: Iterable[str]) -> list[str]:
        """Return the ids of the records that say one of these relations of one of the targets."""
        question = "SELECT name, r.id FROM relation JOIN record r ON r.n = record WHERE NOT r.out AND target IN (?)"
        wanted = frozenset(names)
        return sorted({record for name, record in self.rows_with(question, targets) if name in wanted})

    def spoken_by(self, words: Iterable[str]) -> list[str]:
        """Return the ids of the records with a statement of somebody whose surname is one of the words."""
        question = "SELECT r.id FROM speaker JOIN record r ON r.n = record WHERE NOT r.out AND surname IN (?)"
        return sorted({row[0] for row in self.rows_with(question, (word.lower() for word in words))})


def in_memory(records: Iterable[Record]) -> Index:
    """Return the index of a small library, built anew."""
    index = Index(sqlite3.connect(":memory:", check_same_thread=False)).make()
    for number, record in enumerate(records):
        index.add(record, index.add_file(number, record.path), kept=False)
    return index


def _relations(record: Record, n: int) -> Iterator[Row]:
    for name, others in (record.data.get("relations") or {}).items():
        if isinstance(others, list) and name != "basis":
            sure = record.verified(("relations", name))
            for i, other in enumerate(others):
                yield n, name, other, record.line(("relations", name, i)), sure


def _packed(record: Record) -> bytes:
    """Return a record's data and the lines of its fields, small."""
    lines = [record.line(key) for key in keys_of(record.data)]
    return zlib.compress(json.dumps([record.data, lines], ensure_ascii=False).encode(), level=1)


def unpacked(data: bytes) -> tuple[dict[str, Any], dict[Key, int]]:
    """Return the data of a record and the lines of its fields."""
    value, lines = json.loads(zlib.decompress(data))
    return value, dict(zip(keys_of(value), lines, strict=True))
