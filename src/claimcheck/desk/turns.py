"""Who is checked when: one page at a time, off the server's own loop; of what a tab asks only the latest is done."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from typing import TYPE_CHECKING, Any, TypeVar

from claimcheck.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable

Given = TypeVar("Given")


class OvertakenError(Exception):
    """A later request of the same tab stands in the place of this one."""


class Turns:
    """The one worker. A page that takes longer than `seconds` is told so, and holds up who comes after it no longer."""

    def __init__(self, seconds: float) -> None:
        """Make the worker."""
        self.seconds = seconds
        self._numbers = count()
        self._latest: dict[str, int] = {}
        self._worker = ThreadPoolExecutor(1, "desk")
        self._turn = asyncio.Lock()
        self._busy: asyncio.Future[Any] | None = None

    async def latest(self, tab: str, do: Callable[[], Given]) -> Given:
        """Return what `do` gives; raise OvertakenError where the tab asks again before it is its turn."""
        number = self._latest[tab] = next(self._numbers)
        return await self._run(do, lambda: self._latest[tab] == number)

    async def each(self, do: Callable[[], Given]) -> Given:
        """Return what `do` gives when it is its turn."""
        return await self._run(do, lambda: True)

    async def _run(self, do: Callable[[], Given], wanted: Callable[[], bool]) -> Given:
        try:
            async with asyncio.timeout(self.seconds):
                async with self._turn:
                    if self._busy is not None and not self._busy.done():
                        await asyncio.wait({self._busy})
                    if not wanted():
                        raise OvertakenError
                    running = asyncio.get_running_loop().run_in_executor(self._worker, do)
                    # What a thread has begun cannot be stopped: the next one waits for its end.
                    self._busy = running
                    return await asyncio.shield(running)
        except TimeoutError:
            told = f"took longer than {self.seconds:g} seconds"
            raise UserError(told, remedy="part it into several pages") from None
