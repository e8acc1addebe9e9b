"""The texts that an editor has open -> diagnostics as they are written: a text is checked once it rests for a while.

Checks run one after the other on a thread of their own, so that what the editor asks is answered meanwhile. A newer
text takes the place of an older one that waits; what comes of an older one that runs is dropped.
"""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from claimcheck.lsp import diagnostics, home, page
from claimcheck.lsp.diagnostics import Editor
from claimcheck.lsp.home import YAML

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Mapping

    from lsprotocol.types import Diagnostic

    from claimcheck.lsp.home import Home
    from claimcheck.lsp.page import Checked, Text

    Shown = Mapping[str, list[Diagnostic]]
    Seen = tuple[int, dict[Path, str]]

T = TypeVar("T")

_LOG = logging.getLogger(__name__)

# In seconds: shorter than a pause between two sentences, longer than one between two letters.
REST = 0.3
_FAULTS = "faults"


@dataclass
class Session:
    """What one editor has open. `publish` is given an address, the version of its text if it is open, and diagnostics.

    `encoding` is that of the protocol's columns, `root` the folder that is worked in. `watched` says that the editor
    tells of files that change on disk; otherwise they are looked at before each check.
    """

    publish: Callable[[str, int | None, list[Diagnostic]], None]
    encoding: str = "utf-16"
    root: Path = field(default_factory=Path.cwd)
    watched: bool = False
    texts: dict[str, Text] = field(default_factory=dict)
    _checked: dict[str, Checked] = field(default_factory=dict)
    _tasks: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    _shown: dict[str, Shown] = field(default_factory=dict)
    _homes: dict[Path, tuple[int, Home]] = field(default_factory=dict)
    _turn: int = 0
    _running: int = 0
    _worker: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "check"))

    @property
    def busy(self) -> bool:
        """Return whether a check is under way."""
        return self._running > 0

    def written(self, text: Text, *, rest: float = REST) -> None:
        """Take a text as the editor holds it now, to be checked once it rests."""
        self.texts[text.uri] = text
        if text.path.suffix in YAML:
            self.turned(rest=rest)
        self._start(text.uri, self._check(text.uri, rest))

    def closed(self, uri: str) -> None:
        """Forget a text: what it holds on disk counts again."""
        text = self.texts.pop(uri, None)
        self._stop(uri)
        self._checked.pop(uri, None)
        self._show(uri, {})
        if text is not None and text.path.suffix in YAML:
            self.turned(rest=0)

    def turned(self, *, rest: float = REST) -> None:
        """Look at configurations, rules and records again, for one of them may have changed."""
        self._turn += 1
        self._start(_FAULTS, self._reload(rest))

    def close(self) -> None:
        """Drop all that is under way."""
        for name in list(self._tasks):
            self._stop(name)
        self._worker.shutdown(wait=False, cancel_futures=True)

    async def checked(self, uri: str) -> Checked | None:
        """Return what came of a text as it is now, None for what is no page; wait while it is checked."""
        while task := self._tasks.get(uri) or self._tasks.get(_FAULTS):
            await asyncio.wait([task])
        return self._checked.get(uri)

    async def home_of(self, uri: str) -> Home | None:
        """Return the home of a text, None for one that is not open."""
        text = self.texts.get(uri)
        if text is None:
            return None
        if text.path.suffix not in YAML and uri in self._checked:
            return self._checked[uri].home
        seen = self._seen()
        return await self.apart(lambda: self._home(text, seen))

    def rules_found(self, uri: str) -> list[str]:
        """Return the rules that are not met on a page, as far as it has been checked."""
        report = self._checked[uri].report if uri in self._checked else None
        return list(dict.fromkeys(finding.rule for finding in report.findings)) if report else []

    async def apart(self, work: Callable[[], T]) -> T:
        """Return what some work gives that is done on the thread of the checks."""
        return await asyncio.get_running_loop().run_in_executor(self._worker, self._counted, work)

    def editor(self) -> Editor:
        """Return what the editor has open now."""
        open_texts = {text.path: text for text in self.texts.values()}

        def uri_of(path: Path) -> str:
            return open_texts[path].uri if path in open_texts else path.as_uri()

        def words_of(path: Path) -> str:
            if path in open_texts:
                return open_texts[path].words
            return path.read_text(encoding="utf-8-sig", errors="replace") if path.is_file() else ""

        return Editor(self.encoding, uri_of, words_of)

    def _start(self, name: str, work: Coroutine[None, None, None]) -> None:
        """Let some work be done, in place of what is under way under the same name."""
        self._stop(name)
        task = asyncio.ensure_future(work)
        self._tasks[name] = task
        task.add_done_callback(lambda done: self._ended(name, done))

    def _ended(self, name: str, task: asyncio.Task[None]) -> None:
        if self._tasks.get(name) is task:
            del self._tasks[name]
        if not task.cancelled() and (error := task.exception()) is not None:
            _LOG.error("a check has failed", exc_info=error)

    def _stop(self, name: str) -> None:
        if task := self._tasks.pop(name, None):
            task.cancel()

    async def _check(self, uri: str, rest: float) -> None:
        await asyncio.sleep(rest)
        text, seen, editor = self.texts[uri], self._seen(), self.editor()

        def work() -> tuple[Checked | None, Shown]:
            held = self._home(text, seen)
            if not text.format or held.kind_of(text.path):
                return None, {}
            checked = page.check(text, held)
            return checked, diagnostics.of_page(checked, editor)

        checked, shown = await self.apart(work)
        if checked is None:
            self._checked.pop(uri, None)
        else:
            self._checked[uri] = checked
        self._show(uri, shown)
        # Where they are read again, those that are known may be of texts that have changed since.
        if _FAULTS not in self._tasks:
            self._show_faults()

    async def _reload(self, rest: float) -> None:
        await asyncio.sleep(rest)
        texts, seen = list(self.texts.values()), self._seen()

        def work() -> None:
            used = {self._key(text) for text in texts if self._home(text, seen)}
            # A home that no text is in any more is forgotten, and its faults with it.
            self._homes = {key: held for key, held in self._homes.items() if key in used}

        await self.apart(work)
        self._show_faults()
        current = {id(known) for _, known in self._homes.values()}
        for uri, checked in list(self._checked.items()):
            if id(checked.home) not in current:
                self._start(uri, self._check(uri, 0))

    def _home(self, text: Text, seen: Seen) -> Home:
        """Return the home of a text, read again where a file of it may have changed; called by the worker only."""
        key, (turn, unsaved) = self._key(text), seen
        read, before = self._homes.get(key, (-1, None))
        if before is not None and self.watched and read >= turn:
            return before
        path = key if key.name == home.FILE_NAME else None
        held = home.load(self.root, path, unsaved, before)
        # Made anew, since the thread of the protocol may be reading it.
        self._homes = {**self._homes, key: (turn, held)}
        return held

    def _key(self, text: Text) -> Path:
        """Return the configuration that a text is under, else the folder that is worked in."""
        return home.path_above(text.path.parent) or self.root

    def _seen(self) -> Seen:
        """Return the YAML that the editor holds, and how often it has changed: work that waits may be overtaken."""
        return self._turn, {text.path: text.words for text in self.texts.values() if text.path.suffix in YAML}

    def _counted(self, work: Callable[[], T]) -> T:
        self._running += 1
        try:
            return work()
        finally:
            self._running -= 1

    def _show_faults(self) -> None:
        faults = [fault for _, known in self._homes.values() for fault in known.faults]
        found = diagnostics.of_faults(faults, self.editor())
        if found != self._shown.get(_FAULTS, {}):
            self._show(_FAULTS, found)

    def _show(self, owner: str, shown: Shown) -> None:
        """Publish what a page, or the faults, have to tell, in place of what they told before."""
        uris = {*self._shown.get(owner, {}), *shown}
        self._shown[owner] = shown
        for uri in sorted(uris):
            text = self.texts.get(uri)
            found = [one for held in self._shown.values() for one in held.get(uri, ())]
            self.publish(uri, text.version if text else None, found)
