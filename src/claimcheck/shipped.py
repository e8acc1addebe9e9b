"""Where the shipped rules, lexicon and evidence lie: in a checkout at its top, else inside the package."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).resolve().parent
_CHECKOUT = _HERE.parent.parent


def folder(name: str) -> Path:
    """Return the shipped folder `name` (rules, lexicon, evidence).

    A checkout wins over the copy inside the package: an editable install may keep a stale one.
    """
    if (_CHECKOUT / "pyproject.toml").is_file() and (_CHECKOUT / name).is_dir():
        return _CHECKOUT / name
    return _HERE / "shipped" / name
