"""A file that is one page -> its row."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from claimcheck import readers
from claimcheck.audit.inputs._limits import too_large
from claimcheck.audit.shard import Row
from claimcheck.errors import unreadable

if TYPE_CHECKING:
    from pathlib import Path


def read(path: Path, key: str, site: str, date: str = "") -> Row:
    """Return the row of a file, whose name says which reader reads it."""
    shown = shown_as(path)
    form = readers.suffixes()[path.suffix.lower()]
    try:
        if fault := too_large(path.stat().st_size):
            return Row(key, site, shown, form, date=date, fault=f"{shown}: {fault}")
        return Row(key, site, shown, form, path.read_bytes(), date)
    except OSError as error:
        return Row(key, site, shown, form, date=date, fault=str(unreadable(path, shown, error)))


def shown_as(path: Path) -> str:
    """Return a path as text that can be written: the bytes of a name that is no UTF-8 as \\xe9."""
    return os.fsencode(path.as_posix()).decode("utf-8", errors="backslashreplace")
