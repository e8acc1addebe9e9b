"""The protocol: what an editor sends -> the session, and what it asks -> hover, completion and code actions.

This is the only module that knows pygls. A text is sent as a whole with each change, since lines are counted
otherwise by different libraries, and a change put in the wrong place would be told at the wrong place.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from claimcheck import outputs
from claimcheck.lsp import actions, completion, hover, page
from claimcheck.lsp.diagnostics import SOURCE
from claimcheck.lsp.page import Text
from claimcheck.lsp.positions import Positions
from claimcheck.lsp.session import REST, Session

if TYPE_CHECKING:
    from collections.abc import Callable

_WATCHED = types.DidChangeWatchedFilesRegistrationOptions(
    [types.FileSystemWatcher("**/*.yaml"), types.FileSystemWatcher("**/.claimcheck-baseline.jsonl")]
)
_TRIGGERS = ["-", " ", "[", ",", ":"]


class Server:
    """One editor's server: the session and the answers to what is asked."""

    def __init__(self) -> None:
        self.protocol = LanguageServer(
            SOURCE, outputs.version(), text_document_sync_kind=types.TextDocumentSyncKind.Full
        )
        self.session = Session(self.publish)
        self.asked_to_end = False
        self.ended = False

    def publish(self, uri: str, version: int | None, found: list[types.Diagnostic]) -> None:
        """Send the diagnostics of a file."""
        self.protocol.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, found, version))

    def begin(self, params: types.InitializeParams) -> None:
        """Take in what the editor says of itself."""
        encoding = self.protocol.workspace.position_encoding
        self.session.encoding = str(getattr(encoding, "value", encoding) or "utf-16")
        folders = [folder.uri for folder in params.workspace_folders or ()]
        root = next(filter(None, map(to_fs_path, [*folders, *([params.root_uri] if params.root_uri else [])])), None)
        if root is not None:
            self.session.root = Path(os.path.abspath(root))

    def begun(self, _: types.InitializedParams) -> None:
        """Ask to be told of files that change on disk, where the editor can tell that."""
        told = self.protocol.client_capabilities.workspace
        watching = told.did_change_watched_files if told else None
        if watching is not None and watching.dynamic_registration:
            wish = types.Registration("files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, _WATCHED)
            self.protocol.client_register_capability(types.RegistrationParams([wish]))
            self.session.watched = True

    def opened(self, params: types.DidOpenTextDocumentParams) -> None:
        """Check a text that was opened at once."""
        given = params.text_document
        self._written(given.uri, given.version, given.language_id, rest=0)

    def changed(self, params: types.DidChangeTextDocumentParams) -> None:
        """Check a text that was changed once it rests."""
        given = params.text_document
        self._written(given.uri, given.version, self._held(given.uri).language_id or "", rest=REST)

    def closed(self, params: types.DidCloseTextDocumentParams) -> None:
        """Forget a text that was closed."""
        self.session.closed(params.text_document.uri)

    def on_disk(self, _: object) -> None:
        """Look again at what pages are held against."""
        self.session.turned()

    async def hover(self, params: types.HoverParams) -> types.Hover | None:
        """Answer with what is told of a place."""
        uri = params.text_document.uri
        checked = await self.session.checked(uri)
        text, held = self.session.texts.get(uri), await self.session.home_of(uri)
        if text is None or held is None:
            return None
        positions = Positions(text.words, self.session.encoding)
        offset = positions.offset(params.position)
        if held.kind_of(text.path) or completion.may_name(positions, params.position.line, offset):
            named = await self.session.apart(lambda: hover.named(held, positions, offset))
            if named is not None:
                return named
        return await asyncio.to_thread(hover.in_page, checked, positions, offset) if checked is not None else None

    async def completion(self, params: types.CompletionParams) -> types.CompletionList | None:
        """Answer with what may be written at a place."""
        uri = params.text_document.uri
        held, text = await self.session.home_of(uri), self.session.texts.get(uri)
        if text is None or held is None:
            return None
        positions = Positions(text.words, self.session.encoding)
        line, offset = params.position.line, positions.offset(params.position)
        if kind := held.kind_of(text.path):
            return completion.in_yaml(kind, held, positions, line, offset)
        return completion.in_page(held, positions, line, offset, self.session.rules_found(uri))

    async def actions(self, params: types.CodeActionParams) -> list[types.CodeAction] | None:
        """Answer with what can be done about the findings at a place."""
        only = params.context.only
        if only is not None and not any(_is_fix(kind) for kind in only):
            return None
        checked = await self.session.checked(params.text_document.uri)
        if checked is None:
            return None
        positions, editor = Positions(checked.text.words, self.session.encoding), self.session.editor()
        start, end = positions.offset(params.range.start), positions.offset(params.range.end)
        return await asyncio.to_thread(actions.actions, checked, editor, start, end, params.context.diagnostics)

    def ending(self, _: object) -> None:
        """Drop what is under way, for the editor is about to leave."""
        self.asked_to_end = True
        self.session.close()

    def end(self, _: object) -> None:
        """Note that the editor has said to leave."""
        self.ended = True

    def _held(self, uri: str) -> Any:
        return self.protocol.workspace.get_text_document(uri)

    def _written(self, uri: str, version: int, language: str, *, rest: float) -> None:
        # What has no file yet is as if it lay in the folder that is worked in.
        place = to_fs_path(uri) or self.session.root / Path(uri.rpartition(":")[2]).name
        path = Path(os.path.abspath(place))
        form = page.format_of(path, language)
        self.session.written(Text(uri, path, version, form, self._held(uri).source), rest=rest)


def made() -> Server:
    """Return a server that knows what to do with each message."""
    server = Server()
    options: dict[str, Any] = {
        types.TEXT_DOCUMENT_COMPLETION: types.CompletionOptions(trigger_characters=_TRIGGERS),
        types.TEXT_DOCUMENT_CODE_ACTION: types.CodeActionOptions([types.CodeActionKind.QuickFix]),
    }
    answers: dict[str, Callable[..., Any]] = {
        types.INITIALIZE: server.begin,
        types.INITIALIZED: server.begun,
        types.TEXT_DOCUMENT_DID_OPEN: server.opened,
        types.TEXT_DOCUMENT_DID_CHANGE: server.changed,
        types.TEXT_DOCUMENT_DID_CLOSE: server.closed,
        types.WORKSPACE_DID_CHANGE_WATCHED_FILES: server.on_disk,
        types.TEXT_DOCUMENT_HOVER: server.hover,
        types.TEXT_DOCUMENT_COMPLETION: server.completion,
        types.TEXT_DOCUMENT_CODE_ACTION: server.actions,
        types.SHUTDOWN: server.ending,
        types.EXIT: server.end,
    }
    for message, answer in answers.items():
        server.protocol.feature(message, options.get(message))(_free(answer))
    return server


def serve() -> int:
    """Serve one editor over stdin and stdout until it leaves; return the exit code: 1 unless it asked to end first."""
    # Stdout is the editor's; what libraries have to tell of their own work is nobody's concern.
    logging.basicConfig(stream=sys.stderr, level=logging.ERROR)
    logging.getLogger("pygls").setLevel(logging.CRITICAL)
    server = made()
    server.protocol.start_io()
    server.session.close()
    code = 0 if server.asked_to_end and server.ended else 1
    if server.session.busy:
        # Nobody waits for that check any more, and Python would.
        sys.stderr.flush()
        os._exit(code)
    return code


def _free(answer: Callable[..., Any]) -> Callable[..., Any]:
    """Return a method as a function, on which the library can leave its marks."""
    if asyncio.iscoroutinefunction(answer):

        async def later(params: Any) -> Any:
            return await answer(params)

        return later

    def now(params: Any) -> Any:
        return answer(params)

    return now


def _is_fix(kind: str) -> bool:
    wanted = str(getattr(kind, "value", kind))
    return types.CodeActionKind.QuickFix.value == wanted or wanted == ""
