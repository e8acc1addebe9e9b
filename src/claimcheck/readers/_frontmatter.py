"""The head of a Markdown file -> its meta data, and the title and description in it that visitors read."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from claimcheck import yamlfile
from claimcheck.errors import UserError
from claimcheck.readers import _toml_values
from claimcheck.readers._data import Value
from claimcheck.readers._fields import known_kind
from claimcheck.readers._notes import Note, behind_hash
from claimcheck.readers._prose import Draft
from claimcheck.readers._yaml_values import values_of

if TYPE_CHECKING:
    from collections.abc import Iterable

# The keys whose words a visitor or a search engine is shown; each is the kind of its block.
READ = ("title", "description")

_OPEN = re.compile(r"(?P<fence>---|\+\+\+)[ \t]*(?:\r\n?|\n)")
_CLOSE = {
    "---": re.compile(r"(?:^|(?<=\r))(?:---|\.\.\.)[ \t]*(?=[\r\n]|\Z)", re.MULTILINE),
    "+++": re.compile(r"(?:^|(?<=\r))\+\+\+[ \t]*(?=[\r\n]|\Z)", re.MULTILINE),
}
# What tells YAML from prose between two rules: its first line that is no comment has a key.
_KEYED = re.compile(r"(?:#[^\r\n]*[\r\n]+)*[\w\"'][^:\r\n]*:(?:\s|\Z)")
_MOST_CHARACTERS = 100_000
# What can nest; the YAML library takes the process down where it is some ten thousand deep.
_NESTING = re.compile(r"[\[{]|[-?] ")
_MOST_NESTING = 1000
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TOML_LINE = re.compile(r"at line (\d+)")
_JSON_OPEN = re.compile(r"\{[ \t]*\r?\n")
_LINE_END = re.compile(r"[ \t]*(?:[\r\n]|\Z)")


@dataclass
class Head:
    """What stands above the prose, which begins at `end`.

    `drafts` are blocks with their kinds, `values` are all other words, `notes` the comments that record exceptions.
    """

    end: int = 0
    meta: dict[str, Any] = field(default_factory=dict)
    drafts: list[tuple[str, Draft]] = field(default_factory=list)
    values: list[Value] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def head_of(source: str, path: str) -> Head:
    """Return the front matter of a file; a faulty one is noted as unread, a file without one has none."""
    if _JSON_OPEN.match(source):
        return _json_head(source)
    opening = _OPEN.match(source)
    closing = _CLOSE[opening["fence"]].search(source, opening.end()) if opening else None
    if opening is None or closing is None or closing.start() > _MOST_CHARACTERS:
        return Head()
    text = source[opening.end() : closing.start()]
    if text.strip() and not _KEYED.match(text) and opening["fence"] == "---":
        return Head()
    head = Head(end=closing.end(), notes=list(behind_hash(source, opening.end(), closing.start())))
    if len(_NESTING.findall(text)) > _MOST_NESTING:
        head.unread.append("front matter: is nested too deep; write it flatter")
        return head
    try:
        _read_head(source, opening, text, head, path)
    except UserError as error:
        head.unread.append(f"front matter: {error.fault} (line {error.line}); {error.remedy or 'mend it there'}")
    except tomllib.TOMLDecodeError as error:
        head.unread.append(f"front matter: is not valid TOML: {_told(error)}; mend it there")
    except (ValueError, RecursionError):  # a number of thousands of digits, a list a thousand deep
        head.unread.append("front matter: cannot be read; leave out the longest number or the deepest list")
    # What says who read the page and when is for its makers: only keys that are known to hold copy count here.
    head.values = [value for value in head.values if known_kind(value.keys[-1])]
    return head


def _told(error: tomllib.TOMLDecodeError) -> str:
    """Return what the parser says, its line counted from the top of the file."""
    return _TOML_LINE.sub(lambda match: f"line {int(match[1]) + 1}", str(error))


def front_end(source: str, path: str) -> int:
    """Return where the prose of a file begins, behind its front matter."""
    return head_of(source, path).end


def _read_head(source: str, opening: re.Match[str], text: str, head: Head, path: str) -> None:
    if opening["fence"] == "+++":
        head.meta = tomllib.loads(text.replace("\r\n", "\n"))
        _sort(head, _toml_values.values_of(source, opening.end(), opening.end() + len(text)))
        head.drafts.sort(key=lambda given: READ.index(given[0]))
        return
    value = yamlfile.parse(text, path=path, first_line=2).value
    head.meta = value if isinstance(value, dict) else {}
    node = yaml.compose(text, Loader=_LOADER) if head.meta else None
    _sort(head, values_of(source, node, opening.end()) if node else ())


def _sort(head: Head, values: Iterable[Value]) -> None:
    """Add values to a head: title and description are blocks of their own."""
    for value in values:
        if len(value.keys) > 1 or value.keys[0] not in READ:
            head.values.append(value)
        elif not value.listed:
            head.drafts.append((value.keys[0], value.written.draft()))


def _json_head(source: str) -> Head:
    """Return front matter that is JSON: an object on lines of its own; none where the file is no such page."""
    from claimcheck.readers.json import values_in

    try:
        meta, end = json.JSONDecoder().raw_decode(source[:_MOST_CHARACTERS])
    except (ValueError, RecursionError):
        return Head()
    if not isinstance(meta, dict) or not _LINE_END.match(source, end):
        return Head()
    head = Head(end=end, meta=meta)
    _sort(head, values_in(source, 0, end))
    return head
