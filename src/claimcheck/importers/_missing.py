"""A library that an import needs and that is not there -> how to get it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimcheck.errors import UserError
    from claimcheck.importers._source import Source


def missing(source: Source, words: str, library: str) -> UserError:
    """Return the fault of a file whose format is read by a library that is not installed."""
    remedy = "install it: pip install 'claimcheck-lint[import]'"
    return source.fault(f"is {words}, which is read by the library {library}, and that is not installed", remedy=remedy)
