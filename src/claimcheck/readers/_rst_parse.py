"""reStructuredText -> the tree that docutils makes of it, common words of Sphinx known; no other file is read."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.parsers.rst import Directive, Parser, directives, roles, states
from docutils.utils import new_document

if TYPE_CHECKING:
    from collections.abc import Iterator

# Whose content is copy as it stands.
_SHOWN = (
    "card", "confval", "deprecated", "describe", "details", "dropdown", "envvar", "glossary", "grid", "grid-item",
    "grid-item-card", "hlist", "object", "only", "option", "program",
    "seealso", "tab", "tab-item", "tab-set", "tabs", "versionadded", "versionchanged",
)  # fmt: skip
# Whose first words are the heading that a visitor sees.
_TITLED = frozenset(("card", "dropdown", "grid-item-card", "tab", "tab-item", "details"))
_UNSEEN = (
    "autoclass", "autofunction", "automethod", "automodule", "code-block", "currentmodule", "doctest", "graphviz",
    "highlight", "ifconfig", "index", "jupyter-execute", "literalinclude", "mermaid", "module", "plot",
    "productionlist", "prompt", "rst-class", "sectionauthor", "sourcecode", "tabularcolumns", "testcode",
    "testoutput", "toctree", "todo", "todolist", "video", "vimeo", "youtube",
)  # fmt: skip
# Roles of Sphinx whose words are shown as they are; the words of all other unknown ones are code or a label.
_WORDS = frozenset(("term", "guilabel", "menuselection", "abbr", "dfn"))
_POINTING = frozenset(("ref", "doc", "numref", "any", "download", "term"))


class _AnyOption(dict[str, Any]):
    """Options of a directive that we know by name only."""

    def __getitem__(self, key: str) -> Any:
        return directives.unchanged

    def __bool__(self) -> bool:
        return True


class _Shown(Directive):
    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec = _AnyOption()

    def run(self) -> list[nodes.Node]:
        around = nodes.container()
        if self.arguments and self.name in _TITLED:
            given, _ = self.state.inline_text(self.arguments[0], self.lineno)
            title = nodes.paragraph(self.arguments[0], "", *given)
            title.line = self.lineno
            around += title
        self.state.nested_parse(self.content, self.content_offset, around)
        return [around]


class _Unseen(_Shown):
    def run(self) -> list[nodes.Node]:
        return []


def _inliner() -> states.Inliner:
    """Return what reads the inside of a paragraph: a role that docutils does not know is one of Sphinx."""
    inliner = states.Inliner()
    of_docutils = inliner.interpreted

    def interpreted(rawsource: str, text: str, role: str, lineno: int) -> Any:
        known, _ = roles.role(role, inliner.language, lineno, inliner.reporter) if role else (True, [])
        if known:
            return of_docutils(rawsource, text, role, lineno)
        words, pointed, _ = text.partition(" <")
        name = role.rpartition(":")[2].lower()
        if (pointed and name in _POINTING) or name in _WORDS:
            return [nodes.inline(rawsource, "", nodes.Text(words))], []
        return [nodes.literal(rawsource, text)], []

    # Its patterns are made of what its own class holds, so a class below it would not do.
    vars(inliner)["interpreted"] = interpreted
    return inliner


@cache
def _register() -> None:
    for name in _SHOWN:
        directives.register_directive(name, _Shown)
    for name in _UNSEEN:
        directives.register_directive(name, _Unseen)


def tree_of(source: str, path: str) -> nodes.document:
    """Return the tree of a file, nothing in it resolved or moved."""
    _register()
    settings = get_default_settings(Parser)
    settings.report_level = settings.halt_level = 5
    settings.warning_stream = False
    settings.file_insertion_enabled = settings.raw_enabled = False
    settings.line_length_limit = 10 * len(source) + 10
    document = new_document(path, settings)
    Parser(inliner=_inliner()).parse(source, document)
    return document


@contextmanager
def uncollected() -> Iterator[None]:
    """Yield while Python's collector rests: over a tree that only grows it would walk in time squared."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
