"""TSX and JSX -> Document: the text of its tags and the copy in props and objects; code and imports are left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.readers._components import read_components
from claimcheck.readers._fields import NONE_GIVEN, Fields
from claimcheck.readers._script import Lexer

if TYPE_CHECKING:
    from claimcheck.model import Document

SUFFIXES = (".tsx", ".jsx")


def read(source: str, path: str, fields: Fields = NONE_GIVEN) -> Document:
    """Return a file of components as blocks."""
    return read_components(source, path, "jsx", fields, Lexer(source, 0, len(source)).events())
