"""The process that checks pages: tasks on stdin -> what it is at and what a page gave on stdout, as pickles.

It says what it begins before it begins it, so that whoever watches knows which page took too long or ended it. Run as
`python -m claimcheck.audit.served` by watched.py, and by nobody else.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
from dataclasses import dataclass, replace
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any

from claimcheck.audit import held, inputs
from claimcheck.audit.alike import Alike
from claimcheck.audit.page import Place, checked
from claimcheck.audit.shard import Row, Shard
from claimcheck.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Send = Callable[..., None]

# Rows that are read ahead, so that a site's pages stand together: what they repeat is parsed once.
_ROWS_AHEAD = 64
_SIZE_AHEAD = 32_000_000
_FIRST = Row("first", "", "first.txt", "text", "A lamp lights the room, and it may help you to read.")


@dataclass(frozen=True)
class Task:
    """A shard to check: without the rows at the positions `done`, and none from position `before` on."""

    shard: Shard
    done: frozenset[int]
    before: int


def serve(inbox: SimpleQueue[Any], send: Send) -> None:
    """Check the tasks of `inbox`, the first entry of which says what to hold them against, until it gives None."""
    given: held.Held = inbox.get()
    try:
        house = held.load(given)
        # The parser and all that waits for a first page are loaded now: the time of a page is that of the page alone.
        checked(_FIRST, Place("", 0), house, given.as_of)
    except UserError as error:
        send("broken", str(error))
        return
    send("ready")
    alike = Alike()
    while (task := inbox.get()) is not None:
        for window in _windows(task, send):
            for position, row in sorted(window, key=_site):
                send("page", position, replace(row, content=""))
                send("checked", position, checked(row, Place(task.shard.id, position), house, given.as_of, alike))
        send("done")


def _site(placed: tuple[int, Row]) -> tuple[str, int]:
    return placed[1].site, placed[0]


def _windows(task: Task, send: Send) -> Iterator[list[tuple[int, Row]]]:
    """Yield the rows of a task with their positions, a bounded number at a time."""
    window: list[tuple[int, Row]] = []
    size = 0
    for position, row in enumerate(_rows(task, send)):
        if position not in task.done:
            window.append((position, row))
            size += len(row.content)
        if len(window) == _ROWS_AHEAD or size >= _SIZE_AHEAD:
            yield window
            window, size = [], 0
    yield window


def _rows(task: Task, send: Send) -> Iterator[Row]:
    rows = inputs.rows(task.shard)
    for position in range(task.before):
        send("reading", position)
        try:
            row = next(rows, None)
        # The fault of a library on broken input is the input's; what stands before it has been read.
        except Exception as error:
            send("cut", position, f"cannot be read ({type(error).__name__}: {error})")
            return
        if row is None:
            send("cut", position, "is no longer there: the input has fewer rows than were counted")
            return
        yield row
    if task.before == task.shard.count and next(rows, None) is not None:
        send("more")


def _main() -> None:
    # Whoever presses Ctrl-C means the audit: it ends its processes itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    out = os.fdopen(os.dup(1), "wb")
    # What a library prints must not stand among the answers.
    os.dup2(2, 1)
    inbox: SimpleQueue[Any] = SimpleQueue()

    def send(*message: Any) -> None:
        pickle.dump(message, out, pickle.HIGHEST_PROTOCOL)
        out.flush()

    Thread(target=_listen, args=(inbox,), daemon=True).start()
    serve(inbox, send)


def _listen(inbox: SimpleQueue[Any]) -> None:
    """Put what comes into `inbox`; whoever started this being gone, nobody waits for the page at hand."""
    while True:
        try:
            inbox.put(pickle.load(sys.stdin.buffer))
        except (EOFError, pickle.UnpicklingError, OSError):
            os._exit(0)


if __name__ == "__main__":
    _main()
