"""Unsaved text, kept outside of the folder until it is saved or thrown away: no crash of browser or server loses it."""

from __future__ import annotations

import json
import os
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from claimcheck.whole_file import put

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST = 200
_DAYS = 30
_DAY = 86_400


@dataclass(frozen=True)
class Draft:
    """Text of a tab that is not saved: `name` is the page, `base` the digest of the file that was edited.

    `format` is that of a page that is in no folder, "" for a file; `at` are seconds since 1970.
    """

    tab: str
    name: str
    format: str
    base: str
    text: str
    at: float


class Drafts:
    """The drafts of one folder, a file for each page and tab."""

    def __init__(self, home: Path) -> None:
        """Open, or make, the place where drafts are kept; old ones go."""
        self.home = home
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        oldest = time.time() - _DAYS * _DAY
        by_age = sorted(home.glob("*.json"), key=lambda path: path.stat().st_mtime, reverse=True)
        for number, path in enumerate(by_age):
            if number >= _MOST or path.stat().st_mtime < oldest:
                path.unlink()

    def keep(self, draft: Draft) -> None:
        """Write a draft in the place of the last one of its tab."""
        put(self._path(draft.tab, draft.name), json.dumps(asdict(draft)).encode(), draft.name)

    def drop(self, tab: str, name: str) -> None:
        """Remove the draft of a tab, where there is one."""
        with suppress(FileNotFoundError):
            self._path(tab, name).unlink()

    def of(self, name: str) -> list[Draft]:
        """Return the drafts of a page, the newest first."""
        return sorted((draft for draft in self._all() if draft.name == name), key=lambda draft: -draft.at)

    def without_file(self) -> list[Draft]:
        """Return the drafts of pages that are in no folder, the newest first."""
        return sorted((draft for draft in self._all() if draft.format), key=lambda draft: -draft.at)

    def _all(self) -> Iterator[Draft]:
        for path in self.home.glob("*.json"):
            # A draft that cannot be read, or goes meanwhile, is none.
            with suppress(OSError, ValueError, TypeError):
                yield Draft(**json.loads(path.read_bytes()))

    def _path(self, tab: str, name: str) -> Path:
        return self.home / f"{sha256(json.dumps([tab, name]).encode()).hexdigest()}.json"


def home_of(folder: Path) -> Path:
    """Return where drafts of a folder are kept: in the state folder of the user."""
    from platformdirs import user_state_path

    return user_state_path("claimcheck", appauthor=False) / "desk" / sha256(os.fsencode(folder)).hexdigest()[:16]
