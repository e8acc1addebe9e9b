"""YAML text and what is to change in it -> the text with those values changed and every other character as it was.

Comments, order, quotes and line ends of a file that people write stay theirs: only the places of the changed values
are written anew. What comes out is read again, and given back only if it says just what was asked.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from claimcheck import yamlfile, yamltext
from claimcheck.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimcheck.yamlfile import Key


@dataclass(frozen=True)
class Layout:
    """How new parts are written: the order of the keys at the top, and in a part which keys come last.

    `comments` stand behind keys that are left empty.
    """

    order: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    comments: Mapping[str, str] = field(default_factory=dict)


# The value of a key or list item that is to go.
GONE: Any = object()
_REMEDY = "make the change by hand, or write the file in the plain form of the other records"


def edited(text: str, changes: Mapping[Key, Any], layout: Layout, *, path: str) -> str:
    """Return `text` with its values changed; raise UserError where that cannot be done without touching more.

    A change is put at a key of a mapping, new or there, or at an index of a list: behind the last it is added, at an
    index that is there it may only go.
    """
    if not changes:
        return text
    value = yamlfile.parse(text, path=path).value
    # The parser in Python, since the marks of its nodes count characters of the text.
    root: Any = yaml.compose(text, Loader=yaml.SafeLoader)
    cutting = _Cutting(text, root, layout, path)
    out, line_end = text, "\r\n" if "\r\n" in text else "\n"
    for start, end, words in reversed(cutting.in_order(changes)):
        out = out[:start] + words.replace("\n", line_end) + out[end:]
    if _read(out, path) != changed(value, changes):
        raise _risky(path)
    return out


def has_comment(text: str) -> bool:
    """Return whether a comment stands in a text of YAML, as one that is to be written anew would lose."""
    root: Any = yaml.compose(text, Loader=yaml.SafeLoader)
    return _Cutting(text, root, Layout(), "").has_comment(root, 0, len(text))


def changed(value: Any, changes: Mapping[Key, Any]) -> Any:
    """Return a plain value with the same changes made."""
    out = deepcopy(value)
    gone = [key for key, new in changes.items() if new is GONE]
    for key, new in changes.items():
        if new is not GONE:
            holder = _at(out, key[:-1])
            if isinstance(holder, list):
                holder.append(new)
            else:
                holder[key[-1]] = new
    for key in sorted(gone, key=lambda k: k[-1] if isinstance(k[-1], int) else 0, reverse=True):
        del _at(out, key[:-1])[key[-1]]
    return out


def _at(value: Any, key: Key) -> Any:
    for part in key:
        value = value[part]
    return value


def _read(text: str, path: str) -> Any:
    try:
        return yamlfile.parse(text, path=path).value
    except UserError:
        return GONE


def _risky(path: str, line: int = 0) -> UserError:
    return UserError("cannot be changed without a risk to what stands in it", path=path, line=line, remedy=_REMEDY)


class _Cutting:
    """Where in the text one change falls: start, end, and what comes in its place."""

    def __init__(self, text: str, root: Any, layout: Layout, path: str) -> None:
        self.text = text
        self.root = root
        self.layout = layout
        self.path = path

    def in_order(self, changes: Mapping[Key, Any]) -> list[tuple[int, int, str]]:
        """Return all cuts by their place; of those at one place the deepest is first, then the order at the top."""
        rank = {name: at for at, name in enumerate(self.layout.order)}
        cuts = [(self.cut(key, new), key) for key, new in changes.items()]
        cuts.sort(key=lambda found: (found[0][0], -len(found[1]), rank.get(str(found[1][0]), len(rank))))
        return [cut for cut, _ in cuts]

    def cut(self, key: Key, new: Any) -> tuple[int, int, str]:
        """Return the piece of text to be replaced for one change, and its replacement."""
        holder: Any = self.root
        for part in key[:-1]:
            holder = holder.value[part] if isinstance(part, int) else _value_of(holder, part)
        if isinstance(holder, yaml.SequenceNode):
            return self._out(holder, int(key[-1])) if new is GONE else self._append(holder, new)
        names = [name.value for name, _ in holder.value]
        if key[-1] not in names:
            return self._insert(holder, names, str(key[-1]), new)
        at = names.index(key[-1])
        return self._out(holder, at) if new is GONE else self._replace(holder, at, new)

    def _replace(self, holder: Any, at: int, new: Any) -> tuple[int, int, str]:
        name, node = holder.value[at]
        start, end, column = node.start_mark.index, self._end(node), name.start_mark.column
        if end == start:
            # An empty value stands right behind the colon.
            start = end = self.text.index(":", self._end(name)) + 1
            return start, end, " " + yamltext.flow(new)
        stays = holder.flow_style or self.has_comment((name, node), name.start_mark.index, self._line_end(end))
        if isinstance(node, yaml.ScalarNode) and node.style not in ("|", ">") and stays:
            return start, end, yamltext.flow(new)
        if stays:
            raise _risky(self.path, name.start_mark.line + 1)
        lines = yamltext.entry(name.value, new, column, self.layout.comments)
        return name.start_mark.index, end, "\n".join(lines)[column:]

    def _insert(self, holder: Any, names: list[str], name: str, new: Any) -> tuple[int, int, str]:
        at = self._predecessor(names, name, is_top=holder is self.root)
        if holder.flow_style:
            words = f"{yamltext.scalar(name)}: {yamltext.flow(new)}"
            return self._into_brackets(holder, at, words)
        column = holder.value[0][0].start_mark.column
        return self._lines_after(holder.value[at][1], yamltext.entry(name, new, column, self.layout.comments))

    def _predecessor(self, names: list[str], name: str, *, is_top: bool) -> int:
        """Return behind which key a new one comes, -1 for none: at the top by the order, in a part before the last."""
        if not is_top:
            return max((at for at, other in enumerate(names) if other not in self.layout.last), default=len(names) - 1)
        order = self.layout.order
        rank = order.index(name) if name in order else len(order)
        return max((at for at, other in enumerate(names) if other in order[:rank]), default=len(names) - 1)

    def _append(self, holder: Any, new: Any) -> tuple[int, int, str]:
        if holder.flow_style:
            return self._into_brackets(holder, len(holder.value) - 1, yamltext.flow(new))
        last = holder.value[-1]
        as_table = getattr(last, "flow_style", False)
        lines = yamltext.item(new, holder.start_mark.column, self.layout.comments, as_table=as_table)
        return self._lines_after(last, lines)

    def _into_brackets(self, holder: Any, at: int, words: str) -> tuple[int, int, str]:
        if not holder.value:
            start = holder.start_mark.index + 1
            return start, start, words
        end = self._span(holder.value[at])[1]
        return end, end, f", {words}"

    def _lines_after(self, node: Any, lines: list[str]) -> tuple[int, int, str]:
        end = self._line_end(self._end(node))
        words = "".join(f"{line}\n" for line in lines)
        return (end, end, words) if self.text[end - 1 : end] == "\n" else (end, end, "\n" + words[:-1])

    def _out(self, holder: Any, at: int) -> tuple[int, int, str]:
        parts = holder.value
        start, end = self._span(parts[at])
        if holder.flow_style and at:
            return self._span(parts[at - 1])[1], end, ""
        if holder.flow_style:
            return start, self._span(parts[1])[0] if len(parts) > 1 else end, ""
        start, end = self.text.rfind("\n", 0, start) + 1, self._line_end(end)
        if self.has_comment(parts[at], start, end):
            raise _risky(self.path, self.text.count("\n", 0, start) + 1)
        return start, end, ""

    def has_comment(self, part: Any, start: int, end: int) -> bool:
        """Return whether between the values of a piece of text there stands a comment."""
        spans = sorted(_scalars(part, self._end))
        between, at = [], start
        for first, last in spans:
            between.append(self.text[at:first])
            at = max(at, last)
        return "#" in "".join((*between, self.text[at:end]))

    def _span(self, part: Any) -> tuple[int, int]:
        first, last = part if isinstance(part, tuple) else (part, part)
        return first.start_mark.index, max(self._end(first), self._end(last))

    def _end(self, node: Any) -> int:
        """Return where a value ends; the marks of blocks go on to the next token, over comments."""
        start = int(node.start_mark.index)
        if isinstance(node, yaml.ScalarNode) or node.flow_style:
            return start + len(self.text[start : node.end_mark.index].rstrip())
        parts = [part[1] if isinstance(part, tuple) else part for part in node.value]
        names = [self._end(part[0]) for part in node.value if isinstance(part, tuple)]
        return max([start, *names, *map(self._end, parts)])

    def _line_end(self, at: int) -> int:
        found = self.text.find("\n", at)
        return len(self.text) if found < 0 else found + 1


def _value_of(holder: Any, name: str) -> Any:
    return next(node for key, node in holder.value if key.value == name)


def _scalars(part: Any, end_of: Any) -> list[tuple[int, int]]:
    if isinstance(part, tuple):
        return [span for inner in part for span in _scalars(inner, end_of)]
    if isinstance(part, yaml.ScalarNode):
        return [(part.start_mark.index, end_of(part))]
    return [span for inner in part.value for span in _scalars(inner, end_of)]
