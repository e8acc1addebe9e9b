"""Where this user's programs keep what they can make again; `CLAIMCHECK_CACHE_DIR` names another place."""

from __future__ import annotations

import os
import sys

VARIABLE = "CLAIMCHECK_CACHE_DIR"


def folder() -> str:
    """Return the folder of claimcheck's cache; nothing is made."""
    given = os.environ.get(VARIABLE)
    if given:
        return os.path.abspath(given)
    if sys.platform.startswith("linux"):
        # As platformdirs has it, which takes longer to load than an unchanged run.
        home = os.environ.get("XDG_CACHE_HOME", "").strip() or os.path.expanduser("~/.cache")
        return os.path.join(home, "claimcheck")
    from platformdirs import user_cache_dir

    return user_cache_dir("claimcheck", appauthor=False)
