"""The head of a Markdown file -> its meta data, and the title and description in it that visitors read."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from typing import Any

import yaml

from claimcheck import yamlfile
from claimcheck.errors import UserError
from claimcheck.readers._prose import Bit, Draft, clean, plain

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
_TOML_LINE = re.compile(r"^(\w+)[ \t]*=[ \t]*([\"'])([^\r\n]*)\2[ \t]*(?:#[^\r\n]*)?\r?$", re.MULTILINE)
_SPELLED = {
    '"': re.compile(r"\\(?:(?:\r\n?|\n)[ \t]*|x[^\\]{2}|u[^\\]{4}|U[^\\]{8}|.)|[^\\]+", re.DOTALL),
    "'": re.compile(r"''|[^']+"),
}
_ESCAPES = {
    "t": "\t",
    "n": "\n",
    "r": "\r",
    "v": "\v",
    "f": "\f",
    "N": "\x85",
    "_": "\xa0",
    "L": "\n",
    "P": "\n",
}


@dataclass
class Head:
    """What stands above the prose: `end` is where the prose begins, `drafts` are blocks with their kinds."""

    end: int = 0
    meta: dict[str, Any] = field(default_factory=dict)
    drafts: list[tuple[str, Draft]] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def head_of(source: str, path: str) -> Head:
    """Return the front matter of a file; a faulty one is noted as unread, a file without one has none."""
    opening = _OPEN.match(source)
    closing = _CLOSE[opening["fence"]].search(source, opening.end()) if opening else None
    if opening is None or closing is None or closing.start() > _MOST_CHARACTERS:
        return Head()
    text = source[opening.end() : closing.start()]
    if text.strip() and not _KEYED.match(text) and opening["fence"] == "---":
        return Head()
    head = Head(end=closing.end())
    if len(_NESTING.findall(text)) > _MOST_NESTING:
        head.unread.append("front matter: is nested too deep")
        return head
    try:
        _read_head(source, opening, text, head, path)
    except UserError as error:
        head.unread.append(f"front matter: {error.fault} (line {error.line})")
    except (ValueError, RecursionError):  # a number of thousands of digits, a list a thousand deep
        head.unread.append("front matter: cannot be read")
    return head


def _read_head(source: str, opening: re.Match[str], text: str, head: Head, path: str) -> None:
    if opening["fence"] == "+++":
        head.meta = tomllib.loads(text.replace("\r\n", "\n"))
        _read_toml(source, text, opening.end(), head)
        return
    value = yamlfile.parse(text, path=path, first_line=2).value
    head.meta = value if isinstance(value, dict) else {}
    node = yaml.compose(text, Loader=_LOADER) if head.meta else None
    for key, value_node in node.value if node else ():
        if key.value in READ and head.meta.get(key.value) is not None and isinstance(value_node, yaml.ScalarNode):
            head.drafts.append((key.value, _scalar(source, value_node, opening.end())))


def _scalar(source: str, node: yaml.ScalarNode, at: int) -> Draft:
    """Return the words of a YAML scalar as it is spelled in the file, quotes and escapes read."""
    start, end = at + node.start_mark.index, at + node.end_mark.index
    draft = Draft()
    if node.style in _SPELLED:
        for match in _SPELLED[node.style].finditer(source, start + 1, end - 1):
            draft.add(_meant(match.group(), node.style), match.start(), match.end())
    else:
        first = re.compile(r"[^\r\n]*").match(source, start) if node.style in ("|", ">") else None
        start = first.end() if first else start
        draft.add(source[start:end], start, end)
    words = plain(node.value)
    if clean(source, draft).text != words:
        return Draft([Bit(words, start, end)])
    return draft


def _meant(spelled: str, style: str) -> str:
    if style == "'":
        return "'" if spelled == "''" else spelled
    if not spelled.startswith("\\"):
        return spelled
    if spelled[1] in "xuU":
        return chr(int(spelled[2:], 16))
    return "" if spelled[1] in "\r\n" else _ESCAPES.get(spelled[1], spelled[1])


def _read_toml(source: str, text: str, at: int, head: Head) -> None:
    """Read the titles that are written out on one line; others are noted as unread."""
    above_tables = re.split(r"(?m)^[ \t]*\[", text, maxsplit=1)[0]
    written = {match[1]: match for match in _TOML_LINE.finditer(above_tables)}
    for key in READ:
        match, value = written.get(key), head.meta.get(key)
        if match and match[3] == value:
            start, end = at + match.start(3), at + match.end(3)
            head.drafts.append((key, Draft([Bit(source[start:end], start, end)])))
        elif value:
            head.unread.append(f"front matter: {key} is not written out on one line")
