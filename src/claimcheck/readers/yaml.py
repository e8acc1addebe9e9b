"""YAML of a content system -> Document: the copy in its fields, through blocks, folds and quotes, at its place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

from claimcheck.readers._data import put_values
from claimcheck.readers._fields import NONE_GIVEN, Fields
from claimcheck.readers._notes import behind_hash
from claimcheck.readers._page import Page
from claimcheck.readers._yaml_values import values_of

if TYPE_CHECKING:
    from claimcheck.model import Document

SUFFIXES = (".yaml", ".yml")

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# The YAML library takes the process down where nodes nest some ten thousand deep.
_NESTING = re.compile(r"[\[{]|[-?] (?=[ \t]*[-?] )")
_MOST_OPEN = 500
_DEEPEST_INDENT = 2000


def read(source: str, path: str, fields: Fields = NONE_GIVEN) -> Document:
    """Return a YAML file as blocks; one that is no YAML is said, and nothing of it is read."""
    page = Page(source)
    for note in behind_hash(source, 0, len(source)):
        page.comment(*note)
    if _is_deep(source):
        page.unread.append("is nested too deep; write it flatter")
        return page.document(path, "yaml")
    try:
        for node in yaml.compose_all(source, Loader=_LOADER):
            put_values(page, values_of(source, node, 0, page.unread), path, fields)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        page.unread.append(f"is not valid YAML (line {mark.line + 1 if mark else 1}: {error.problem}); mend it there")
    except (yaml.YAMLError, RecursionError, ValueError):
        page.unread.append("is not valid YAML: holds what no YAML may; write it anew as UTF-8 text")
    return page.document(path, "yaml")


def _is_deep(source: str) -> bool:
    depth = 0
    for line in source.splitlines():
        opened = line.count("[") + line.count("{")
        depth = max(depth + opened - line.count("]") - line.count("}"), 0)
        runs = len(_NESTING.findall(line)) if opened or "- -" in line or "? ?" in line else 0
        indent = len(line) - len(line.lstrip(" -?"))
        if depth > _MOST_OPEN or runs > _MOST_OPEN or indent > _DEEPEST_INDENT:
            return True
    return False
