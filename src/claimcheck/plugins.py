"""A folder is a registry: every module in it is an entry, found by its file name."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType


@cache
def names(folder: str) -> tuple[str, ...]:
    """Return the entries of `folder` (a package inside claimcheck), sorted; nothing is imported."""
    found = files(f"claimcheck.{folder}").iterdir()
    return tuple(sorted(f.name.removesuffix(".py") for f in found if f.name.endswith(".py") and f.name[0] != "_"))


def load(folder: str, name: str) -> ModuleType:
    """Return the module `name` of `folder`."""
    return import_module(f"claimcheck.{folder}.{name}")
