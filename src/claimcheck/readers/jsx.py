"""TSX and JSX -> Document: the text of its tags and the copy in props and objects; code and imports are left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.readers._components import Components
from claimcheck.readers._derived import Derived
from claimcheck.readers._fields import NONE_GIVEN, Fields
from claimcheck.readers._page import Page
from claimcheck.readers._script import Lexer
from claimcheck.readers.html import put_html

if TYPE_CHECKING:
    from claimcheck.model import Document

SUFFIXES = (".tsx", ".jsx")


def read(source: str, path: str, fields: Fields = NONE_GIVEN) -> Document:
    """Return a file of components as blocks."""
    page, derived = Page(source), Derived(source)
    Components(derived, page, fields).put(Lexer(source, 0, len(source)).events())
    put_html(page, derived.html(), xml=True)
    return page.document(path, "jsx")
