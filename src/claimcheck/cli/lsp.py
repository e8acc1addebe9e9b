"""The language server on the command line."""

from __future__ import annotations

from importlib.util import find_spec

import click

from claimcheck.errors import UserError


@click.command()
def lsp() -> int:
    """Serve an editor over stdin and stdout: findings as you type, record cards, actions, completion."""
    if find_spec("pygls") is None:
        raise UserError(
            "the language server is not installed", remedy="install it with: pip install 'claimcheck-lint[lsp]'"
        )
    from claimcheck.lsp import server

    return server.serve()
