"""Library + what a claim says -> the records to hold it against, without a look at all others.

A small library is looked through; a large one is asked through its index, and gives the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.records.index import Index, in_memory

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from claimcheck.lexicon import Lexicon
    from claimcheck.records.record import Record

# What a later record says of one that it stands in the place of.
LATER = ("supersedes", "retracts")


def on_topic(
    records: Mapping[str, Record], lexicon: Lexicon, conditions: Iterable[str], treatments: Iterable[str]
) -> Iterator[Record]:
    """Yield the records, by id, whose condition and whose treatment agree with one of those given."""
    about, by = _agreeing(lexicon, conditions), _agreeing(lexicon, treatments)
    yield from _found(records, index_of(records).on_topic(sorted(about), sorted(by)))


def on_condition(records: Mapping[str, Record], condition: str) -> Iterator[Record]:
    """Yield the records, by id, that are on just this condition."""
    yield from _found(records, index_of(records).on_condition(condition))


def later_than(records: Mapping[str, Record], ids: Iterable[str]) -> Iterator[Record]:
    """Yield the records, by id, that supersede or retract one of those given."""
    yield from _found(records, index_of(records).related(LATER, ids))


def spoken_by(records: Mapping[str, Record], words: Iterable[str]) -> Iterator[Record]:
    """Yield the records, by id, that hold a statement of somebody whose last name is one of the words."""
    yield from _found(records, index_of(records).spoken_by(words))


def index_of(records: Mapping[str, Record]) -> Index:
    """Return the index of a library; a plain mapping gets one that is built now."""
    own = getattr(records, "index", None)
    return own if isinstance(own, Index) else in_memory(records.values())


def _found(records: Mapping[str, Record], ids: Iterable[str]) -> Iterator[Record]:
    yield from (records[one] for one in ids)


def _agreeing(lexicon: Lexicon, names: Iterable[str]) -> set[str]:
    """Return all names of the lexicon that agree with one of those given."""
    return {name for one in set(names) for name in (*lexicon.ancestors(one), *lexicon.below(one))}
