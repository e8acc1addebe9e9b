"""Where the shipped rules, lexicon and evidence lie: in a checkout at its top, else inside the package."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_HERE = Path(__file__).resolve().parent
_CHECKOUT = _HERE.parent.parent


def folder(name: str) -> Path:
    """Return the shipped folder `name` (rules, lexicon, evidence).

    A checkout wins over the copy inside the package: an editable install may keep a stale one.
    """
    if (_CHECKOUT / "pyproject.toml").is_file() and (_CHECKOUT / name).is_dir():
        return _CHECKOUT / name
    return _HERE / "shipped" / name


def digest(folders: Iterable[Path]) -> str:
    """Return the digest of all YAML files of the folders: their names and bytes."""
    total = sha256()
    for folder in folders:
        for path in sorted(path for path in folder.rglob("*.yaml") if path.is_file()):
            total.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()
