"""The command `claimcheck`, also `python -m claimcheck`: an unchanged run is told again before anything is loaded."""

from __future__ import annotations

import sys

from claimcheck.cache import run


def main() -> None:
    """Run the command line and leave with its exit code."""
    code = run.replay(sys.argv[1:])
    if code is None:
        from claimcheck.cli.main import main as whole

        whole()
    sys.exit(code)


if __name__ == "__main__":
    main()
