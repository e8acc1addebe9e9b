"""claimcheck: a linter for what copy promises, held against structured evidence records.

As a library: `claimcheck.check(page)` gives the Report of one page, and `claimcheck.load()` what pages are held
against, for many. Nothing is kept between calls; several threads may call at once.
"""

from __future__ import annotations

# As type checkers know it; the module `typing` is not loaded for an unchanged run.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from claimcheck.errors import UserError
    from claimcheck.flow import House
    from claimcheck.library import check, load
    from claimcheck.model import Report

__all__ = ["House", "Report", "UserError", "check", "load"]

_FROM = {"House": "flow", "Report": "model", "UserError": "errors", "check": "library", "load": "library"}


def __getattr__(name: str) -> Any:
    # Imported when asked for: the command line, which needs none of it to say `--help`, lies in this package as well.
    if name not in _FROM:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_FROM[name]}"), name)
