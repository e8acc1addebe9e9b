"""A session -> a server on this machine: a free port of 127.0.0.1, and the address that opens the desk once."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

from claimcheck.desk.app import Desk, Limits, application
from claimcheck.desk.drafts import Drafts, home_of
from claimcheck.desk.guard import Door
from claimcheck.desk.turns import Turns
from claimcheck.errors import UserError

if TYPE_CHECKING:
    import uvicorn

    from claimcheck.desk.session import Session

HOME = "127.0.0.1"
_AT_ONCE = 64
_LONGEST_HEAD = 16_384


def open_socket(port: int) -> socket.socket:
    """Return a listening socket on this machine; raise UserError where the port is taken. Port 0: any that is free."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOME, port))
        # Who opens the address at once waits until the server answers.
        listening.listen()
    except OSError as error:
        listening.close()
        raise UserError(f"port {port} cannot be used ({error.strerror})", remedy="leave out --port") from error
    return listening


def server(session: Session, listening: socket.socket, limits: Limits | None = None) -> tuple[uvicorn.Server, str]:
    """Return the server for a session, not yet running, and the address that opens the desk."""
    import uvicorn

    limits, door = limits or Limits(), Door()
    host = f"{HOME}:{listening.getsockname()[1]}"
    drafts, turns, hasty = Drafts(home_of(session.folder.root)), Turns(limits.check), Turns(limits.check)
    desk = Desk(session, drafts, turns, hasty, limits)
    settings = uvicorn.Config(
        application(desk, door, host),
        log_level="warning",
        access_log=False,
        server_header=False,
        lifespan="off",
        ws="none",
        http="h11",
        limit_concurrency=_AT_ONCE,
        h11_max_incomplete_event_size=_LONGEST_HEAD,
    )
    return uvicorn.Server(settings), f"http://{host}/#{door.token}"
