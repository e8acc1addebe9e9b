"""One rule file -> its examples: the text without [[ ]], and the runs that the marks held."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, overload

from claimcheck import plugins
from claimcheck.rulebook.rule import Example

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from claimcheck.rulebook.values import Values
    from claimcheck.yamlfile import Key

_MARKS = re.compile(r"\[\[|\]\]")
_KEYS = ("page", "records", "config", "absent", "format", "beside")


class Later(Sequence[Example]):
    """Examples that are read when they are asked for: those of a file that was sound when it was read before."""

    def __init__(self, made: Callable[[], tuple[Example, ...]]) -> None:
        self._made = made

    @cached_property
    def _all(self) -> tuple[Example, ...]:
        return self._made()

    @overload
    def __getitem__(self, at: int) -> Example: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Example, ...]: ...
    def __getitem__(self, at: int | slice) -> Example | tuple[Example, ...]:
        """Return an example or some."""
        return self._all[at]

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._all)

    def __eq__(self, other: object) -> bool:
        """Return whether the other examples are the same."""
        return self._all == (other._all if isinstance(other, Later) else other)

    def __hash__(self) -> int:
        """Return what is alike for examples that are the same."""
        return hash(self._all)


def examples(values: Values) -> tuple[Sequence[Example], Sequence[Example]]:
    """Return the examples that a rule finds and those that it leaves alone; each kind must be there.

    What was sound before in the same file, with the same lexicon, is not looked at before somebody asks for it.
    """
    known, digest = values.lexicon.known, values.file.digest and f"examples {values.file.digest}"
    if known is not None and digest and known.is_sound(digest):
        return Later(lambda: _examples(values)[0]), Later(lambda: _examples(values)[1])
    before = len(values.faults)
    found, clean = _examples(values)
    if known is not None and digest and len(values.faults) == before:
        known.keep_sound(digest)
    return found, clean


def _examples(values: Values) -> tuple[tuple[Example, ...], tuple[Example, ...]]:
    given = values.mapping(values.given.get("examples"), ("examples",))
    read = {}
    for kind in ("found", "clean"):
        items = values.items(given.get(kind), ("examples", kind))
        if not items:
            values.fault(f"has no {kind} example", ("examples",), f"add one under examples.{kind}")
        read[kind] = tuple((key, _example(values, item, key)) for key, item in items)
    for key, example in read["found"]:
        if not example.marked and not example.absent:
            values.fault("has a found example without marked words", key, "put [[ ]] around what the rule finds")
    for key, example in read["clean"]:
        if example.marked or example.absent:
            values.fault("has a clean example in which something is found", key, "move it to examples.found")
    return tuple(e for _, e in read["found"]), tuple(e for _, e in read["clean"])


def records(values: Values) -> tuple[tuple[int, Mapping[str, Any]], ...]:
    """Return the records of invented studies that the examples speak of, each with its line."""
    given = values.mapping(values.given.get("examples"), ("examples",))
    found = []
    for key, item in values.items(given.get("records"), ("examples", "records")):
        record = values.mapping(item, key)
        if record.get("fictional") is not True:
            values.fault("has a record that is not fictional among its examples", key, "say `fictional: true`")
        found.append((values.file.line(key), record))
    return tuple(found)


def _example(values: Values, given: Any, key: Key) -> Example:
    if isinstance(given, str):
        text, marked = _unmarked(values, given, key)
        return Example(text, marked, line=values.file.line(key))
    item = values.mapping(given, key, _KEYS)
    page = item.get("page")
    if not isinstance(page, str) or not page.strip():
        values.fault("has an example that is neither words nor a page", key, "write it, or give `page:`")
    if item.get("absent", True) is not True:
        values.fault("“absent” is not true", (*key, "absent"), "drop it")
    text, marked = _unmarked(values, str(page or ""), key)
    return Example(
        text=text,
        marked=marked,
        is_page=True,
        records=values.strings(item.get("records"), (*key, "records")),
        config=values.mapping(item.get("config"), (*key, "config")),
        absent=item.get("absent") is True,
        line=values.file.line(key),
        beside=values.string(item.get("beside", ""), (*key, "beside")),
        format=values.string(item.get("format", "markdown"), (*key, "format"), plugins.names("readers")),
    )


def _unmarked(values: Values, text: str, key: Key) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return a text without its marks, and the runs between them; marks that do not pair are faults."""
    plain, marked, at, opened = "", [], 0, -1
    for mark in _MARKS.finditer(text):
        plain += text[at : mark.start()]
        at = mark.end()
        if (mark.group() == "[[") is (opened >= 0):
            values.fault("has an example whose [[ ]] do not pair", key, "close each [[ with ]] before the next")
            return text, ()
        if mark.group() == "[[":
            opened = len(plain)
            continue
        marked.append((opened, len(plain)))
        opened = -1
    if opened >= 0:
        values.fault("has an example whose [[ ]] do not pair", key, "close each [[ with ]] before the next")
    plain += text[at:]
    if any(plain[start:end] != plain[start:end].strip() or start == end for start, end in marked):
        values.fault("has a mark that begins or ends with space", key, "put [[ ]] tightly around words")
    return plain, tuple(marked)
