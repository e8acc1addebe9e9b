"""Requests -> only those of the desk's own page: its host, its origin, its key, and no more bytes or time than is fair.

The token of the address opens the desk once; what the page gets for it is a key that it sends with each request, in a
header that no other site can set. A cookie would be sent to every other server of this machine as well.
"""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claimcheck.errors import UserError

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
_HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
)
KEY = "x-claimcheck-key"
_DOOR = "/api/enter"


@dataclass
class Door:
    """The token of the address, good for one use, and the key that the page gets for it."""

    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    key: str = field(default_factory=lambda: secrets.token_urlsafe(32))

    def enter(self, token: str) -> str:
        """Return the key for the token and use it up; raise UserError for any other."""
        if not (self.token and secrets.compare_digest(token.encode(), self.token.encode())):
            raise UserError("the address was used already, or is not that of this desk", remedy="start the desk again")
        self.token = ""
        return self.key

    def is_key(self, key: str) -> bool:
        """Return whether a request holds the key."""
        return secrets.compare_digest(key.encode("latin-1", "replace"), self.key.encode())


class Guard:
    """Between server and application: refuses what does not come from the page, and seals what goes out."""

    def __init__(self, app: ASGIApp, door: Door, host: str) -> None:
        """Take the application and the only host, with its port, that it answers for."""
        self.app, self.door, self.host = app, door, host.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            return

        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *_HEADERS]
            await send(message)

        if fault := self._fault(scope):
            from starlette.responses import PlainTextResponse

            await PlainTextResponse(fault, 403)(scope, receive, sealed)
        else:
            await self.app(scope, receive, sealed)

    def _fault(self, scope: Scope) -> str:
        """Return why a request is refused, "" for one that is not."""
        headers: dict[bytes, list[bytes]] = {}
        for name, value in scope["headers"]:
            headers.setdefault(name.lower(), []).append(value)
        if headers.get(b"host") != [self.host]:
            return "This host is not the desk."
        if headers.get(b"origin", [b"http://" + self.host]) != [b"http://" + self.host]:
            return "The desk answers its own page only."
        asks = scope["path"].startswith("/api/")
        if headers.get(b"sec-fetch-site", [b"same-origin"])[0] not in (b"same-origin", b"none"):
            return "The desk answers its own page only."
        if not asks:
            return ""
        if b"origin" not in headers:
            return "The desk answers its own page only."
        key = headers.get(KEY.encode(), [b""])[0].decode("latin-1")
        return "" if scope["path"] == _DOOR or self.door.is_key(key) else "This page has no key to the desk."


async def body_of(request: Request, most: int, seconds: float) -> bytes:
    """Return what a request brings; raise UserError where it brings too much or takes too long."""
    too_much = UserError(f"is more than {most:,} bytes", remedy="part it")
    said = request.headers.get("content-length", "")
    if said.isdigit() and int(said) > most:
        raise too_much
    parts, size = [], 0
    try:
        async with asyncio.timeout(seconds):
            async for part in request.stream():
                size += len(part)
                if size > most:
                    raise too_much
                parts.append(part)
    except TimeoutError:
        raise UserError(f"did not arrive within {seconds:g} seconds", remedy="try again") from None
    return b"".join(parts)
