"""Nodes of YAML -> the strings that are values, each character with its place: quotes, escapes, folds, blocks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

from claimcheck.readers._data import DEEPEST, Value
from claimcheck.readers._written import Run, Written

if TYPE_CHECKING:
    from collections.abc import Iterator

_BREAK = r"(?:\r\n|[\n\r\x85\u2028\u2029])"
_ENDS = re.compile(_BREAK)
_FOLD = rf"[ \t]*(?:{_BREAK}[ \t]*)+"
_QUOTED = {
    '"': re.compile(
        rf"(?P<fold>{_FOLD})|(?P<join>\\{_BREAK}[ \t]*(?:{_BREAK}[ \t]*)*)|"
        rf"(?P<escape>\\(?:x[0-9a-fA-F]{{2}}|u[0-9a-fA-F]{{4}}|U[0-9a-fA-F]{{8}}|.))|[ \t]+|[^\\\s]+|.",
        re.DOTALL,
    ),
    "'": re.compile(rf"(?P<fold>{_FOLD})|(?P<escape>'')|[ \t]+|[^'\s]+|.", re.DOTALL),
    None: re.compile(rf"(?P<fold>{_FOLD})|[ \t]+|[^\s]+|."),
}
_ESCAPES = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "\t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r", "e": "\x1b",
    "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip
_TEXT = "tag:yaml.org,2002:str"
# A page may be called 2024.
_TITLES = (("title",), ("description",))
_BLANK_OR_NOT = re.compile(r"\s+|\S+")
# A tag and an anchor that stand before a value.
_PROPERTIES = re.compile(r"(?:[!&]\S*\s+(?:#[^\r\n]*\s+)*)*")
_LINE = re.compile(rf"([^\r\n\x85\u2028\u2029]*)({_BREAK}|\Z)")


def values_of(source: str, top: yaml.Node, at: int, unread: list[str] | None = None) -> Iterator[Value]:
    """Yield the strings that are values, in the order of the file; what an alias names is read where it stands."""
    seen: set[int] = set()
    waiting: list[tuple[yaml.Node, tuple[str, ...], tuple[int, ...], bool]] = [(top, (), (), False)]
    while waiting:
        node, keys, parts, listed = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, yaml.ScalarNode):
            if node.value and (node.tag == _TEXT or keys[-1:] in _TITLES):
                words, exact = _written(source, node, at)
                if not exact and unread is not None:
                    unread.append(f"the places of words in the value at line {node.start_mark.line + 1}")
                yield Value(keys, parts, words, listed)
        elif isinstance(node, yaml.SequenceNode):
            waiting += [(item, keys, parts, True) for item in reversed(node.value)]
        elif isinstance(node, yaml.MappingNode):
            inside = (*parts, node.start_mark.index) if len(parts) < DEEPEST else parts
            waiting += [
                (value, (*keys, str(key.value))[-DEEPEST:], inside, False) for key, value in reversed(node.value)
            ]


def _written(source: str, node: yaml.ScalarNode, at: int = 0) -> tuple[Written, bool]:
    """Return the words of a scalar that stands `at` characters further down, and whether each knows its own place."""
    end = at + node.end_mark.index
    given = _PROPERTIES.match(source, at + node.start_mark.index, end)
    start = given.end() if given else at + node.start_mark.index
    if node.style in ("|", ">"):
        for indent in _indents(source, start, end):
            found = Written(_cut(_block(source, start, end, indent, folds=node.style == ">"), len(node.value)))
            if found.text == node.value:
                break
    else:
        quoted = node.style in ('"', "'")
        if source.startswith(node.value, start + quoted) and start + len(node.value) + 2 * quoted == end:
            return Written([(node.value, start + quoted, end - quoted)]), True
        found = Written(_flow(source, start + quoted, end - quoted, node.style if quoted else None))
    if found.text == node.value:
        return found, True
    aligned = list(_aligned(source, node.value.split(), start, end))
    if aligned:
        return Written(aligned), True
    return Written([(" ".join(node.value.split()), start, end)]), False


def _aligned(source: str, words: list[str], at: int, end: int) -> Iterator[Run]:
    """Yield words that follow each other in the file with nothing but blanks between them, nothing if they do not."""
    pattern = re.compile(r"\s+".join(re.escape(word) for word in words))
    found = pattern.search(source, at, end)
    for match in _BLANK_OR_NOT.finditer(source, *found.span()) if found else ():
        yield Run(match.group() if match.group().strip() else " ", *match.span())


def _flow(source: str, start: int, end: int, style: str | None) -> Iterator[Run]:
    """Yield the runs of a scalar in quotes or of a plain one: a line's end is a space, more are one less."""
    for match in _QUOTED[style].finditer(source, start, end):
        what, spelled = match.lastgroup, match.group()
        if what == "fold":
            yield Run(_folded(spelled), *match.span())
        elif what == "join":
            yield Run("".join(_ends(spelled)[1:]), *match.span())
        elif what == "escape":
            yield Run("'" if style == "'" else _meant(spelled), *match.span())
        else:
            yield Run(spelled, *match.span())


def _folded(spelled: str) -> str:
    first, *others = _ends(spelled)
    return ("" if others else " ") + "".join(others) if first == "\n" else first + "".join(others)


def _ends(spelled: str) -> list[str]:
    """Return the ends of lines as YAML reads them: those of Unicode stay."""
    return [found if found in "\u2028\u2029" else "\n" for found in _ENDS.findall(spelled)]


def _meant(spelled: str) -> str:
    if len(spelled) > 2:
        code = int(spelled[2:], 16)
        return chr(code) if code < 0x110000 else "\ufffd"
    return _ESCAPES.get(spelled[1], spelled[1])


def _block(source: str, start: int, end: int, indent: int, *, folds: bool) -> Iterator[Run]:
    """Yield the runs of a block of lines: its indent is left out, and in a folded one a line's end is a space."""
    header = _LINE.match(source, start)
    at = header.end() if header else end
    lines = [match.span(1) for match in _lines(source, at, end)]
    last_end: int | None = None  # where the line above that has words ends
    blank = 0
    indented = False
    for first, stop in lines:
        begin = first + indent
        if begin >= stop:  # a line without words
            blank += 1
            continue
        spaced = source[begin] in " \t"
        if last_end is None:
            gap = "\n" * blank
            gap_from = at
        else:
            one = folds and not indented and not spaced
            gap = ("\n" * blank or " ") if one else "\n" * (blank + 1)
            gap_from = last_end
        yield Run(gap, gap_from, begin)
        yield Run(source[begin:stop], begin, stop)
        last_end, blank, indented = stop, 0, spaced
    # How many line ends a block keeps at its end is cut to what the parser says.
    yield Run("\n" * (blank + 1), end if last_end is None else last_end, end)


def _lines(source: str, at: int, end: int) -> Iterator[re.Match[str]]:
    while at < end and (match := _LINE.match(source, at, end)):
        yield match
        at = match.end()


def _indents(source: str, start: int, end: int) -> list[int]:
    """Return how far the lines of a block may be indented: as the first that has words, where its header says nothing.

    What a header says counts from the indent of the key above, which is not known here.
    """
    header = _LINE.match(source, start)
    lines = [match.group(1) for match in _lines(source, header.end() if header else end, end)]
    depths = [len(line) - len(line.lstrip(" ")) for line in lines if line.strip(" ")]
    if header and re.match(r"[|>][+-]?[1-9]", header.group(1)):
        return list(range(min(depths, default=0), -1, -1))
    return [depths[0] if depths else 0]


def _cut(runs: Iterator[Run], length: int) -> Iterator[Run]:
    for words, start, end in runs:
        if length <= 0:
            return
        yield Run(words[:length], start, end if len(words) != end - start or length >= len(words) else start + length)
        length -= len(words)
