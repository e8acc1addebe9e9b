"""The one error that a user can cause: where it is, what is wrong, and the way out."""

from __future__ import annotations

import os
from difflib import get_close_matches
from errno import EACCES, ELOOP, ENOENT
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


# One line of a terminal can be read; a hundred rules in it cannot.
_MOST_SHOWN = 30


class UserError(Exception):
    """A fault in something the user gave: a file, a rule, a record, a setting.

    `path` is the file as the user named it, `line` and `column` count from 1 (0: the file as a whole).
    """

    def __init__(self, fault: str, *, path: str = "", line: int = 0, column: int = 0, remedy: str = "") -> None:
        super().__init__(fault)
        self.fault = fault
        self.path = path
        self.line = line
        self.column = column
        self.remedy = remedy

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.path, self.line, self.column) if part)
        remedy = f"; {self.remedy}" if self.remedy else ""
        return f"{place}: {self.fault}{remedy}" if place else f"{self.fault}{remedy}"


def unreadable(path: Path, shown: str, error: OSError) -> UserError:
    """Return the fault of a path that the system does not open."""
    # Path.is_symlink raises for a name that is too long.
    if os.path.islink(path) and error.errno in (ENOENT, ELOOP):
        return UserError("is a link that leads nowhere", path=shown, remedy="mend the link, or take it out")
    remedy = "make it readable" if error.errno == EACCES else ""
    return UserError(f"cannot be read ({error.strerror})", path=shown, remedy=remedy)


def nearest(word: str, allowed: Iterable[str]) -> str:
    """Return a remedy that names the likeliest meaning of `word`, else what is allowed, the first of it if long."""
    known = sorted(allowed)
    guess = get_close_matches(word, known, n=1)
    if guess:
        return f"did you mean “{guess[0]}”?"
    more = f" … {len(known)} in all" if len(known) > _MOST_SHOWN else ""
    return f"known: {', '.join(known[:_MOST_SHOWN])}{more}"
