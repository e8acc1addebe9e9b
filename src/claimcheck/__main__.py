"""The command `claimcheck`, also `python -m claimcheck`: an unchanged run is told again before anything is loaded."""

from __future__ import annotations

import atexit
import os
import sys

from claimcheck.cache import run


def main() -> None:
    """Run the command line and leave with its exit code."""
    code = run.replay(sys.argv[1:])
    if code is None:
        from claimcheck.cli.main import main as whole

        whole()
    sys.exit(code)


def program() -> None:
    """Run the command line as a process of its own, which ends with it."""
    try:
        main()
    except SystemExit as ended:
        _end(ended.code)
        raise


def _end(code: object) -> None:
    """End the process where nothing but its memory is left: to free it object by object takes a quarter of a run."""
    threads = sys.modules.get("threading")
    watched = sys.getprofile() or sys.gettrace()
    if not isinstance(code, int) or watched or (threads and threads.active_count() > 1):
        return
    atexit._run_exitfuncs()
    try:
        for stream in filter(None, (sys.stdout, sys.stderr)):
            stream.flush()
    except (OSError, ValueError):
        # Python says at its own end what is to be said of a stream that is closed.
        return
    os._exit(code)


if __name__ == "__main__":
    program()
