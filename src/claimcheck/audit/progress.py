"""How far an audit is -> one line: rows done, rows a second, and how long the rest will take at that rate."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_MINUTE, _HOUR, _DAY = 60, 3600, 86_400


@dataclass
class Progress:
    """Rows in all, those done before this run, and those done since it began, by `clock` in seconds.

    A page is ticked as it is checked, from any thread; a shard counts when it is done. What is known of both wins.
    """

    total: int
    before: int = 0
    clock: Callable[[], float] = time.monotonic
    shards: int = 0
    _ticks: count[int] = field(default_factory=count)
    _ticked: int = 0
    _begun: float = field(init=False)

    def __post_init__(self) -> None:
        self._begun = self.clock()

    def tick(self) -> None:
        """Count a page."""
        # Adding to an attribute may lose a count between threads; the next of an iterator does not.
        self._ticked = next(self._ticks) + 1

    def add(self, rows: int) -> None:
        """Count the rows of a shard that is done."""
        self.shards += rows

    @property
    def now(self) -> int:
        """Return how many rows this run has done."""
        return min(max(self._ticked, self.shards), self.total - self.before)

    def line(self) -> str:
        """Return how far it is, without a line end."""
        done, seconds = self.before + self.now, self.clock() - self._begun
        share = f"{done / self.total:.1%}" if self.total else "100%"
        told = f"{done:,} of {self.total:,} pages ({share})"
        if not self.now or seconds <= 0:
            return told
        rate = self.now / seconds
        return f"{told}, {rate:,.1f} a second, {duration((self.total - done) / rate)} left"


def duration(seconds: float) -> str:
    """Return a time as its two largest units, as people say it."""
    whole = round(seconds)
    if whole < _MINUTE:
        return f"{whole} s"
    if whole < _HOUR:
        return f"{whole // _MINUTE} min {whole % _MINUTE} s"
    if whole < _DAY:
        return f"{whole // _HOUR} h {whole % _HOUR // _MINUTE} min"
    return f"{whole // _DAY} d {whole % _DAY // _HOUR} h"
