"""Records, with a note of what a page asked of them: whether a change of the library can change its report.

A page leans on the records that its questions gave, and would lean on new ones that the same questions give.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from claimcheck.known import keys_of
from claimcheck.records.index import Index, in_memory
from claimcheck.records.search import index_of
from claimcheck.trie import edges_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from claimcheck.records.record import Record


class Asked:
    """What one page asked: the words it holds, its questions, and the records that it was given."""

    def __init__(self, words: Iterable[str] = (), questions: Iterable[Any] = (), seen: Iterable[str] = ()) -> None:
        self.words, self.seen = set(words), set(seen)
        self.questions = {json.dumps(question): None for question in questions}
        self.all = False

    def note(self, name: str, *given: Any) -> None:
        """Note a question."""
        self.questions[json.dumps([name, *given])] = None

    def packed(self) -> bytes:
        """Return all of it as bytes, nothing where the page looked at every record."""
        if self.all:
            return b""
        questions = [json.loads(question) for question in self.questions]
        return zlib.compress(json.dumps([sorted(self.words), questions, sorted(self.seen)]).encode(), level=1)


def unpacked(data: bytes) -> Asked | None:
    """Return what a page asked, None where it looked at every record."""
    return Asked(*json.loads(zlib.decompress(data))) if data else None


class NotedRecords(Mapping[str, "Record"]):
    """The records of a library as they are; `asked` notes what is asked of them until it is exchanged."""

    def __init__(self, records: Mapping[str, Record]) -> None:
        self._records = records
        self.asked = Asked()
        self.index = _NotedIndex(self)

    @property
    def inner(self) -> Index:
        """Return the index itself; a process that was forked may have its own."""
        return index_of(self._records)

    def __getitem__(self, name: str) -> Record:
        self.asked.seen.add(name)
        return self._records[name]

    def __iter__(self) -> Iterator[str]:
        self.asked.all = True
        return iter(self._records)

    def __len__(self) -> int:
        self.asked.all = True
        return len(self._records)


class _NotedIndex(Index):
    """An index that notes each question and the records that it gives."""

    def __init__(self, noted: NotedRecords) -> None:
        self._noted_by = noted

    def rows(self, question: str, values: Sequence[Any] = ()) -> list[Any]:
        # Questions that are not known here may rest on anything.
        self._noted_by.asked.all = True
        return self._noted_by.inner.rows(question, values)

    def phrases_with(self, edges: Iterable[str]) -> list[tuple[int, str, str]]:
        given = list(edges)
        self._noted_by.asked.words.update(given)
        return self._noted_by.inner.phrases_with(given)

    def told_by(self, phrase: int, year: str = "") -> list[str]:
        return self._noted(self._noted_by.inner.told_by(phrase, year))

    def shared(self, numbers: Sequence[int]) -> dict[str, list[int]]:
        found = self._noted_by.inner.shared(numbers)
        self._noted(found)
        return found

    def trials(self, ids: Sequence[str]) -> dict[str, str]:
        found = self._noted_by.inner.trials(ids)
        self._noted((*found, *found.values()))
        return found

    def identified(self, kind: str, ids: Iterable[str]) -> dict[str, list[str]]:
        found: dict[str, list[str]] = self._asked("identified", self._noted_by.inner.identified, kind, ids)
        self._noted(record for records in found.values() for record in records)
        return found

    def on_topic(self, conditions: Iterable[str], treatments: Iterable[str]) -> list[str]:
        return self._noted(self._asked("on_topic", self._noted_by.inner.on_topic, conditions, treatments))

    def on_condition(self, condition: str) -> list[str]:
        return self._noted(self._asked("on_condition", self._noted_by.inner.on_condition, condition))

    def related(self, names: Iterable[str], targets: Iterable[str]) -> list[str]:
        return self._noted(self._asked("related", self._noted_by.inner.related, names, targets))

    def spoken_by(self, words: Iterable[str]) -> list[str]:
        return self._noted(self._asked("spoken_by", self._noted_by.inner.spoken_by, words))

    def _asked(self, name: str, ask: Callable[..., Any], *given: Any) -> Any:
        plain = [part if isinstance(part, str) else sorted(part) for part in given]
        self._noted_by.asked.note(name, *plain)
        return ask(*plain)

    def _noted(self, records: Iterable[str]) -> list[str]:
        found = list(records)
        self._noted_by.asked.seen.update(found)
        return found


def digests_of(records: Mapping[str, Record]) -> dict[str, str]:
    """Return a digest of each record: all that a report can show of it, and the trial that it belongs to."""
    trials = index_of(records).trials(sorted(records))
    return {name: _digest(record, trials[name]) for name, record in records.items()}


def _digest(record: Record, trial: str) -> str:
    lines = [record.line(key) for key in keys_of(record.data)]
    told = [record.data, lines, record.path, record.given_standing, record.topic, trial]
    return sha256(json.dumps(told, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()[:32]


class Changes:
    """The records that two states of a library do not share, and whether a page can tell the difference."""

    def __init__(self, before: Mapping[str, str], now: Mapping[str, str], records: Mapping[str, Record]) -> None:
        self._ids = {name for name in {*before, *now} if before.get(name) != now.get(name)}
        new = {name: records[name] for name in sorted(self._ids) if name in now}
        self._index = in_memory(new.values())
        self._targets = {target for (target,) in self._index.rows("SELECT target FROM relation")}
        self._phrases = [edges_of(text) for (text,) in self._index.rows("SELECT text FROM phrase")]

    def concern(self, asked: Asked | None) -> bool:
        """Return whether a page that asked this may be judged otherwise now."""
        if not self._ids:
            return False
        if asked is None or self._ids & asked.seen or self._targets & asked.seen:
            return True
        if any(getattr(self._index, name)(*given) for name, *given in map(json.loads, asked.questions)):
            return True
        return any(_can_stand(ways, asked.words) for ways in self._phrases)


def _can_stand(ways: list[list[frozenset[str]]], words: set[str]) -> bool:
    return any(all(not edges.isdisjoint(words) for edges in way) for way in ways)
