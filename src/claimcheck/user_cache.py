"""Where this user's programs keep what they can make again, and what tells that a file is still the same.

`CLAIMCHECK_CACHE_DIR` names another place.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

VARIABLE = "CLAIMCHECK_CACHE_DIR"


def stamp(path: str | os.PathLike[str]) -> tuple[str, int]:
    """Return what changes whenever a file or folder does, and when it last did (ns; 0 for what cannot be looked at)."""
    try:
        known = os.stat(path)
    except OSError as error:
        return f"unread {error.errno}", 0
    told = (known.st_size, known.st_mtime_ns, known.st_ctime_ns, known.st_ino, known.st_mode)
    return " ".join(map(str, told)), known.st_ctime_ns


def code(modules: Iterable[str | os.PathLike[str]], *marks: str) -> str:
    """Return what tells this version of some modules from others: when each was last written, and further marks."""
    from hashlib import sha256

    stamps = [f"{os.fspath(path)} {stamp(path)[0]}" for path in modules]
    return sha256("\n".join([*marks, *stamps]).encode()).hexdigest()


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
