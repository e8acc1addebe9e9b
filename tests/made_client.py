"""An editor for tests: the client of pygls, which speaks to `claimcheck lsp` over stdio, made easy to ask."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.client import LanguageClient

import claimcheck

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine

T = TypeVar("T")

# In seconds: loading the house and the parser on a busy machine.
PATIENCE = 120


class Client:
    """One server and what it has told: the last diagnostics of each address, with the version that they are for."""

    def __init__(self, root: Path, *, watches: bool = True) -> None:
        self.root = root
        self.loop = asyncio.new_event_loop()
        self.told: dict[str, list[types.Diagnostic]] = {}
        self.versions: dict[str, int | None] = {}
        self.published: list[tuple[str, int | None]] = []
        self.asked: list[types.RegistrationParams] = []
        self._open: list[str] = []
        self._news = asyncio.Event()
        self._client = LanguageClient("editor of the tests", "1")
        self._listen()
        self.run(self._start(watches))

    def run(self, work: Coroutine[Any, Any, T] | Awaitable[T]) -> T:
        """Return what a coroutine gives."""

        async def patient() -> T:
            return await asyncio.wait_for(work, PATIENCE)

        return self.loop.run_until_complete(patient())

    async def _start(self, watches: bool) -> None:
        env = {**os.environ, "PYTHONPATH": str(Path(claimcheck.__path__[0]).parent)}
        await self._client.start_io(sys.executable, "-m", "claimcheck", "lsp", cwd=self.root, env=env)
        files = types.DidChangeWatchedFilesClientCapabilities(dynamic_registration=watches)
        await self._client.initialize_async(
            types.InitializeParams(
                types.ClientCapabilities(workspace=types.WorkspaceClientCapabilities(did_change_watched_files=files)),
                process_id=os.getpid(),
                root_uri=self.root.as_uri(),
            )
        )
        self._client.initialized(types.InitializedParams())

    def uri(self, name: str) -> str:
        """Return the address of a file."""
        return (self.root / name).as_uri()

    def open(self, name: str, text: str, language: str = "markdown", version: int = 1) -> None:
        """Open a text."""
        self._open.append(name)
        item = types.TextDocumentItem(self.uri(name), language, version, text)
        self._tell(lambda: self._client.text_document_did_open(types.DidOpenTextDocumentParams(item)))

    def change(self, name: str, text: str, version: int) -> None:
        """Write another text in the place of one that is open."""
        given = types.VersionedTextDocumentIdentifier(version, self.uri(name))
        params = types.DidChangeTextDocumentParams(given, [types.TextDocumentContentChangeWholeDocument(text)])
        self._tell(lambda: self._client.text_document_did_change(params))

    def close(self, name: str) -> None:
        """Close a text."""
        self._open.remove(name)
        given = types.TextDocumentIdentifier(self.uri(name))
        self._tell(lambda: self._client.text_document_did_close(types.DidCloseTextDocumentParams(given)))

    def close_all(self) -> None:
        """Close all texts that are open, and wait until nothing is told of any file."""
        for name in list(self._open):
            self.close(name)
        self.until(lambda: not any(self.told.values()))

    def changed_on_disk(self, name: str) -> None:
        """Tell that a file has changed."""
        event = types.FileEvent(self.uri(name), types.FileChangeType.Changed)
        params = types.DidChangeWatchedFilesParams([event])
        self._tell(lambda: self._client.workspace_did_change_watched_files(params))

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait until what the server has told makes something true."""

        async def waiting() -> None:
            while not holds():
                self._news.clear()
                await self._news.wait()

        self.run(waiting())

    def diagnostics(self, name: str, version: int | None = None) -> list[types.Diagnostic]:
        """Return the diagnostics of a file, as told for a version of its text."""
        uri = self.uri(name)
        self.until(lambda: uri in self.told and version in (None, self.versions[uri]))
        return self.told[uri]

    def hover(self, name: str, line: int, column: int) -> str:
        """Return what is told of a place, "" for nothing."""
        params = types.HoverParams(types.TextDocumentIdentifier(self.uri(name)), types.Position(line, column))
        found = self.run(self._client.text_document_hover_async(params))
        return found.contents.value if found else ""

    def cancelled_hover(self, name: str, line: int, column: int) -> str:
        """Ask what is told of a place, take that back, and return what the server says to it."""
        params = types.HoverParams(types.TextDocumentIdentifier(self.uri(name)), types.Position(line, column))

        async def cancelling() -> None:
            asked = self._client.protocol.send_request_async(types.TEXT_DOCUMENT_HOVER, params, msg_id="hover")
            self._client.cancel_request(types.CancelParams("hover"))
            await asked

        try:
            self.run(cancelling())
        except JsonRpcException as error:
            return error.message
        return ""

    def completion(self, name: str, line: int, column: int) -> list[str]:
        """Return what may be written at a place, as it would stand there."""
        given = types.TextDocumentIdentifier(self.uri(name))
        params = types.CompletionParams(given, types.Position(line, column))
        found = self.run(self._client.text_document_completion_async(params))
        return [item.text_edit.new_text for item in found.items] if found else []

    def actions(self, name: str, diagnostic: types.Diagnostic) -> dict[str, types.CodeAction]:
        """Return what can be done about a diagnostic, by title."""
        context = types.CodeActionContext([diagnostic])
        given = types.TextDocumentIdentifier(self.uri(name))
        found = self.run(
            self._client.text_document_code_action_async(types.CodeActionParams(given, diagnostic.range, context))
        )
        return {action.title: action for action in found or ()}

    def end(self) -> int:
        """Ask the server to leave, and return its exit code."""
        self.run(self._client.shutdown_async(None))
        return self.leave()

    def leave(self) -> int:
        """Tell the server to leave, and return its exit code."""
        self._client.exit(None)
        return self._code()

    def hang_up(self) -> int:
        """Close the server's input, as an editor does that dies, and return its exit code."""
        assert self._client._server is not None
        assert self._client._server.stdin is not None
        self._client._server.stdin.close()
        return self._code()

    def _code(self) -> int:
        assert self._client._server is not None
        code = self.run(self._client._server.wait())
        self.run(self._client.stop())
        self.loop.close()
        return code

    def _tell(self, work: Callable[[], None]) -> None:
        async def telling() -> None:
            work()

        self.run(telling())

    def _listen(self) -> None:
        # The library leaves marks on what it calls, which a method cannot carry.
        @self._client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def take(params: types.PublishDiagnosticsParams) -> None:
            self.told[params.uri] = list(params.diagnostics)
            self.versions[params.uri] = params.version
            self.published.append((params.uri, params.version))
            self._news.set()

        @self._client.feature(types.CLIENT_REGISTER_CAPABILITY)
        def register(params: types.RegistrationParams) -> None:
            self.asked.append(params)
            self._news.set()


def edited(text: str, action: types.CodeAction, uri: str) -> str:
    """Return a text with the edit of an action made."""
    from claimcheck.lsp.positions import Positions

    assert action.edit is not None
    assert action.edit.changes is not None
    [edit] = action.edit.changes[uri]
    positions = Positions(text)
    start, end = positions.offset(edit.range.start), positions.offset(edit.range.end)
    return text[:start] + edit.new_text + text[end:]
