"""A folder is a registry: every module in it is an entry, found by its file name."""

from __future__ import annotations

import re
from ast import literal_eval
from functools import cache
from importlib import import_module
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType
    from typing import Any


@cache
def names(folder: str) -> tuple[str, ...]:
    """Return the entries of `folder` (a package inside claimcheck), sorted; nothing is imported."""
    found = files(f"claimcheck.{folder}").iterdir()
    return tuple(sorted(f.name.removesuffix(".py") for f in found if f.name.endswith(".py") and f.name[0] != "_"))


def load(folder: str, name: str) -> ModuleType:
    """Return the module `name` of `folder`."""
    return import_module(f"claimcheck.{folder}.{name}")


def constant(folder: str, name: str, word: str, default: Any) -> Any:
    """Return what the module `name` of `folder` says of itself by the constant `word`; the module is not run."""
    source = files(f"claimcheck.{folder}").joinpath(f"{name}.py").read_text(encoding="utf-8")
    return constant_in(source, word, default)


def constant_in(source: str, word: str, default: Any) -> Any:
    """Return the literal that a module's source assigns to `word` at its top, `default` where it assigns none.

    To parse whole modules for a line of each takes eighty times as long, at every start.
    """
    # A statement goes on over lines that are blank, indented or close a bracket.
    found = re.search(rf"(?m)^{word}(?:: [^=\n]+)? = (.+(?:\n(?:[ \t)\]}}].*)?)*)", source)
    return literal_eval(found[1]) if found else default
