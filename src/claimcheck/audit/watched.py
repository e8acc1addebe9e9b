"""Shard -> what its rows gave, by a process that is watched: one that dies or takes too long costs one page.

The process says what it begins, page by page. What was checked before it ended is kept; the page that it ended on is
tried once more in a new one, for the process may have been ended by something else, and is a page that failed if it
ends that one too.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import tempfile
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import Thread
from typing import IO, TYPE_CHECKING, Any

from claimcheck.audit.page import Place, failed
from claimcheck.audit.served import Task
from claimcheck.audit.shard import Row
from claimcheck.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable

    from claimcheck.audit.held import Held
    from claimcheck.audit.shard import Checked, Shard

# What runs served.py.
COMMAND: tuple[str, ...] = (sys.executable, "-m", "claimcheck.audit.served")
PAGE_TIMEOUT = 120.0
# Loading takes two to four seconds; a machine whose processes all load at once takes longer.
_START_TIMEOUT = 600.0
# To read one row may mean to unpack all before it.
_READ_TIMEOUT = 900.0
_STARTS, _TRIES = 3, 2
# The parser keeps each new word that it meets. A new process after so many pages keeps memory flat.
_PAGES_A_LIFE = 2_000
_LAST_WORDS = 2_000


@dataclass
class _Under:
    """How far a shard is: what its rows gave, what its process is at, and how often it ended on that."""

    shard: Shard
    before: int
    done: dict[int, Checked] = field(default_factory=dict)
    ended_on: Counter[tuple[str, int]] = field(default_factory=Counter)
    at: tuple[str, int] = ("reading", 0)
    row: Row | None = None
    read: int = 0

    def fail(self, position: int, why: str, row: Row | None = None) -> None:
        row = row or _nameless(self.shard, position)
        self.done[position] = failed(row, Place(self.shard.id, position), why)

    def cut(self, position: int, why: str) -> None:
        """Fail what cannot be read: the row at `position`, and with it all behind it."""
        for rest in range(position, self.before):
            if rest not in self.done:
                self.fail(rest, why)
        self.before = position

    def ended(self, why: str) -> None:
        """Note that the process ended; where it has ended so before, what it was at has failed."""
        self.ended_on[self.at] += 1
        if self.ended_on[self.at] >= _TRIES:
            self.give_up(f"ended the process that checked it, {_TRIES} times ({why})")

    def give_up(self, why: str) -> None:
        """Fail what the process is at."""
        doing, position = self.at
        if doing == "page":
            self.fail(position, why, self.row)
        else:
            self.cut(position, why)


class Watched:
    """One process that checks pages; it is started when it is needed, and anew when it is gone.

    `ticked` is called after each page.
    """

    def __init__(
        self, held: Held, page_timeout: float = PAGE_TIMEOUT, ticked: Callable[[], None] | None = None
    ) -> None:
        self._held = held
        self._page_timeout = page_timeout
        self._ticked = ticked
        self._process: subprocess.Popen[bytes] | None = None
        self._said: IO[bytes] | None = None
        self._inbox: SimpleQueue[Any] = SimpleQueue()
        self._pages = 0
        self._stopped = False

    def check(self, shard: Shard) -> list[Checked]:
        """Return what each row of a shard gave, in their order; raise UserError where no process can be started."""
        under = _Under(shard, shard.count)
        while len(under.done) < shard.count:
            if self._stopped:
                raise UserError("the audit was stopped", remedy="run it again to go on")
            process = self._process or self._started()
            under.at = ("reading", 0)
            try:
                _send(process, Task(shard, frozenset(under.done), under.before))
                self._follow(under)
            except OSError:
                under.ended(self._end())
        self._pages += shard.count
        if self._pages >= _PAGES_A_LIFE:
            self.close()
        return [under.done[position] for position in range(shard.count)]

    def close(self) -> None:
        """End the process; the next shard starts another one."""
        if self._process is not None:
            self._end()

    def stop(self) -> None:
        """End the process from another thread, and with it the work on the shard at hand, which is left undone."""
        self._stopped = True
        process = self._process
        if process is not None:
            process.kill()

    def _follow(self, under: _Under) -> None:
        """Take what the process says of a shard until it is done with it, or gone."""
        while True:
            doing = under.at[0]
            try:
                message = self._inbox.get(timeout=self._page_timeout if doing == "page" else _READ_TIMEOUT)
            except Empty:
                self._end()
                under.give_up(f"took longer than {self._page_timeout if doing == 'page' else _READ_TIMEOUT:g} seconds")
                return
            match message:
                case None:
                    under.ended(self._end())
                    return
                case ("done",):
                    return
                case ("reading", position):
                    under.at, under.read = ("reading", position), position
                case ("page", position, row):
                    under.at, under.row = ("page", position), row
                case ("checked", position, given):
                    under.done[position], under.at = given, ("reading", under.read)
                    if self._ticked:
                        self._ticked()
                case ("cut", position, why):
                    under.cut(position, why)
                case ("more",):
                    fault = "holds more rows than were counted: it was changed since"
                    raise UserError(fault, path=under.shard.path, remedy="begin anew in another folder")

    def _started(self) -> subprocess.Popen[bytes]:
        """Return a process that has loaded all it needs."""
        for _ in range(_STARTS):
            process = self._start()
            try:
                _send(process, self._held)
                said = self._inbox.get(timeout=_START_TIMEOUT)
            except (OSError, Empty):
                said = None
            if said == ("ready",):
                return process
            why = self._end()
            if said is not None:
                raise UserError(said[1])
        raise UserError(f"a process that checks pages does not start ({why})")

    def _start(self) -> subprocess.Popen[bytes]:
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 (it lives as long as the process)
        self._process = subprocess.Popen(
            COMMAND,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            cwd=self._held.root,
        )
        self._inbox, self._pages = SimpleQueue(), 0
        Thread(target=_listen, args=(self._process.stdout, self._inbox), daemon=True).start()
        return self._process

    def _end(self) -> str:
        """End the process, and return what is known of its end."""
        process, said = self._process, self._said
        assert process is not None
        assert process.stdin is not None
        assert said is not None
        self._process = self._said = None
        code = process.poll()
        process.kill()
        code = process.wait() if code is None else code
        why = f"signal {-code}" if code < 0 else f"exit code {code}{_last_words(said)}"
        said.close()
        # What was not sent when the process ended cannot be flushed.
        with suppress(OSError):
            process.stdin.close()
        return why


def _last_words(said: IO[bytes]) -> str:
    """Return the last line that a process wrote for people, behind a colon."""
    said.seek(max(0, said.seek(0, os.SEEK_END) - _LAST_WORDS))
    lines = said.read().decode("utf-8", "replace").split("\n")
    return next((f": {line.strip()}" for line in reversed(lines) if line.strip()), "")


def _nameless(shard: Shard, position: int) -> Row:
    """Return the row at a position that could not be read."""
    name = shard.names[position] if len(shard.names) == shard.count else f"{shard.path}#{shard.first + position + 1}"
    return Row(name, "", name, "")


def _send(process: subprocess.Popen[bytes], what: Any) -> None:
    assert process.stdin is not None
    pickle.dump(what, process.stdin, pickle.HIGHEST_PROTOCOL)
    process.stdin.flush()


def _listen(stream: IO[bytes], inbox: SimpleQueue[Any]) -> None:
    """Put what a process says into `inbox`, None behind its last words."""
    with stream, suppress(EOFError, pickle.UnpicklingError, OSError, ValueError):
        try:
            while True:
                inbox.put(pickle.load(stream))
        finally:
            inbox.put(None)
