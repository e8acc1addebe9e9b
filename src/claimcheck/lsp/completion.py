"""A cursor in a page, a rule, a record or a configuration -> what may be written there.

Keys and words of YAML come from the JSON Schemas; ids of records, rules and names from the house of the workspace.
"""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from lsprotocol.types import CompletionItem, CompletionItemKind, CompletionList, TextEdit

from claimcheck.allow.comment import VERBS
from claimcheck.lsp.yaml_place import ITEM, place_at
from claimcheck.rulebook.shape import NAMED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from claimcheck.lsp.home import Home
    from claimcheck.lsp.positions import Positions
    from claimcheck.lsp.yaml_place import YamlPlace

# More are asked for again when a letter is written.
_MOST = 200
_ALLOW = re.compile(r"claimcheck:\s*(?P<rest>(?:(?!-->|\*/).)*)$", re.IGNORECASE)
_BECAUSE = re.compile(r"\bbecause\s", re.IGNORECASE)
_LAST_WORD = re.compile(r"[\w-]*$")
_FENCE = re.compile(r"(---|\+\+\+)[ \t]*$")
# Front matter that visitors read names no records.
_READ = ("title", "description")
# Keys of a record that name its own parts, by the list that these stand in.
_OWN = {"basis": "basis", "standing_basis": "basis", "outcome": "outcomes"}
_OWN_ID = re.compile(r"^[ -]*(?:\{\s*)?id:\s*([\w-]+)")
_REASONS = ("because",)

Choice = tuple[str, str, CompletionItemKind]


def in_yaml(kind: str, home: Home, positions: Positions, line: int, offset: int) -> CompletionList:
    """Return what may be written in a configuration, rule or record (`kind`); `offset` is where the cursor stands."""
    before = positions.text[positions.start_of_line(offset) : offset]
    place = place_at(positions.lines, line, len(before))
    if place is None or kind not in _SCHEMAS:
        return _listed((), "", positions, offset)
    return _listed(_choices(kind, home, positions.text, place), place.written, positions, offset)


def in_page(home: Home, positions: Positions, line: int, offset: int, found: Iterable[str]) -> CompletionList:
    """Return what may be written in a page: in an exception, rules (those `found` first) and records; in its front

    matter the ids of records. Nothing elsewhere.
    """
    before = positions.text[positions.start_of_line(offset) : offset]
    written = _LAST_WORD.search(before)
    word = written[0] if written else ""
    if allow := _ALLOW.search(before):
        return _listed(_in_exception(allow["rest"], word, home, found), word, positions, offset)
    if _in_front_matter(positions, line):
        place = place_at(positions.lines, line, len(before))
        if place is not None and place.at_value and " " not in place.written and not set(place.path) & set(_READ):
            return _listed(_named("record", home), place.written, positions, offset)
    return _listed((), "", positions, offset)


def may_name(positions: Positions, line: int, offset: int) -> bool:
    """Return whether a place of a page may name a rule or a record: in an exception, or in front matter."""
    before = positions.text[positions.start_of_line(offset) : offset]
    return _ALLOW.search(before) is not None or _in_front_matter(positions, line)


def _in_exception(rest: str, word: str, home: Home, found: Iterable[str]) -> Iterator[Choice]:
    words = rest[: len(rest) - len(word)].split()
    if not words:
        yield from ((verb, "an exception", CompletionItemKind.Keyword) for verb in VERBS)
    elif _BECAUSE.search(rest):
        yield from _named("record", home)
    elif words[0] in VERBS:
        first = dict.fromkeys(found)
        yield from ((name, "found on this page", CompletionItemKind.Value) for name in first)
        yield from (choice for choice in _named("rule", home) if choice[0] not in first)
        yield "because", "then the reason", CompletionItemKind.Keyword


def _in_front_matter(positions: Positions, line: int) -> bool:
    return [number for number, words in enumerate(positions.lines[:line]) if _FENCE.match(words)] == [0]


def _choices(kind: str, home: Home, text: str, place: YamlPlace) -> Iterator[Choice]:
    schema = _schema(kind, is_authority=re.search(r"^kind:\s*authority\b", text, re.MULTILINE) is not None)
    here = list(_at([schema], schema, place.path))
    if place.at_key:
        yield from _keys(here, schema, home)
    if place.at_value:
        yield from _values(here, schema, home)
        yield from _of_key(kind, home, text, place)


def _keys(here: list[Any], schema: Any, home: Home) -> Iterator[Choice]:
    for one in here:
        for name, part in one.get("properties", {}).items():
            yield f"{name}: ", _told(part, schema), CompletionItemKind.Property
        if isinstance(one.get("propertyNames"), dict):
            for name, what, form in _named(one["propertyNames"].get(NAMED, ""), home):
                yield f"{name}: ", what, form


def _values(here: list[Any], schema: Any, home: Home) -> Iterator[Choice]:
    for one in here:
        # A single value stands where a list of them may.
        inner = [one, *_opened([one["items"]] if "items" in one else [], schema)]
        for part in inner:
            for word in part.get("enum", [part["const"]] if "const" in part else []):
                shown = str(word).lower() if isinstance(word, bool) else str(word)
                yield shown, part.get("description", ""), CompletionItemKind.EnumMember
            if part.get("type") == "boolean":
                yield from ((word, "", CompletionItemKind.EnumMember) for word in ("true", "false"))
            yield from _named(part.get(NAMED, ""), home)


def _of_key(kind: str, home: Home, text: str, place: YamlPlace) -> Iterator[Choice]:
    """Yield what the schema does not know: names of the lexicon, records, and parts of the record itself."""
    from claimcheck.records.check import NAMES

    key = next((part for part in reversed(place.path) if part != ITEM), "")
    if kind == "config" and key in _REASONS:
        yield from _named("record", home)
    if kind != "record":
        return
    if key in _OWN:
        yield from ((name, "of this record", CompletionItemKind.Reference) for name in _own_ids(text, _OWN[key]))
    elif place.path[:1] == ("relations",) and len(place.path) > 1:
        yield from _named("record", home)
    elif key in NAMES and place.path[:1] != ("publications",):
        for entry in home.house.lexicon.names.values():
            if entry.category in NAMES[key]:
                yield entry.id, entry.category, CompletionItemKind.Value


def _own_ids(text: str, part: str) -> Iterator[str]:
    inside = False
    for line in text.splitlines():
        if line[:1] not in (" ", "-", ""):
            inside = line.startswith(f"{part}:")
        elif inside and (match := _OWN_ID.match(line)):
            yield match[1]


def _named(what: str, home: Home) -> Iterator[Choice]:
    """Yield all that a house knows of one kind of name."""
    house = home.house
    if what == "record":
        yield from ((name, told, CompletionItemKind.Reference) for name, told in home.called.items())
    elif what == "rule":
        yield from ((rule.name, rule.says, CompletionItemKind.Value) for rule in house.rules)
    elif what == "class":
        yield from ((name, "class of the lexicon", CompletionItemKind.Value) for name in house.lexicon.classes)
    elif what == "name":
        yield from ((entry.id, entry.category, CompletionItemKind.Value) for entry in house.lexicon.names.values())
    elif what in ("domain", "jurisdiction"):
        known = sorted({name for rule in house.rules for name in getattr(rule, f"{what}s")})
        yield from ((name, what, CompletionItemKind.Value) for name in known)


def _at(here: Iterable[Any], schema: Any, path: tuple[str, ...]) -> Iterator[Any]:
    """Yield the shapes that a value under the keys of `path` may have."""
    opened = list(_opened(here, schema))
    if not path:
        yield from opened
        return
    step, rest = path[0], path[1:]
    for one in opened:
        inner = (
            one.get("items") if step == ITEM else one.get("properties", {}).get(step, one.get("additionalProperties"))
        )
        if isinstance(inner, dict):
            yield from _at([inner], schema, rest)


def _opened(shapes: Iterable[Any], schema: Any) -> Iterator[Any]:
    """Yield the shapes with references followed and alternatives apart."""
    for one in shapes:
        if "$ref" in one:
            yield from _opened([schema["$defs"][one["$ref"].rsplit("/", 1)[-1]]], schema)
        elif "anyOf" in one or "oneOf" in one:
            yield from _opened(one.get("anyOf") or one["oneOf"], schema)
        else:
            yield one


def _told(shape: Mapping[str, Any], schema: Any) -> str:
    if "description" in shape:
        return str(shape["description"])
    return next((str(one["description"]) for one in _opened([shape], schema) if "description" in one), "")


def _listed(choices: Iterable[Choice], written: str, positions: Positions, offset: int) -> CompletionList:
    """Return the choices that begin with, or hold, what is written, each as an edit that puts it in its place."""
    spot = positions.range(offset - len(written), offset)
    low = written.lower()
    seen: set[str] = set()
    found: list[tuple[bool, int, str, str, CompletionItemKind]] = []
    for label, told, kind in choices:
        if low in label.lower() and label not in seen:
            seen.add(label)
            found.append((not label.lower().startswith(low), len(found), label, told, kind))
    items = [
        CompletionItem(
            label.removesuffix(": "),
            kind=kind,
            detail=told or None,
            filter_text=label,
            sort_text=f"{number:06}",
            text_edit=TextEdit(spot, label),
        )
        for number, (_, _, label, told, kind) in enumerate(sorted(found, key=_order)[:_MOST])
    ]
    return CompletionList(is_incomplete=len(found) > _MOST, items=items)


def _order(found: tuple[bool, int, str, str, CompletionItemKind]) -> tuple[bool, int]:
    return found[:2]


@cache
def _schema(kind: str, *, is_authority: bool) -> Any:
    schema = _SCHEMAS[kind]()
    if kind != "record":
        return schema
    return {**schema["$defs"]["Authority" if is_authority else "Study"], "$defs": schema["$defs"]}


def _config() -> Any:
    from claimcheck.config.config import SCHEMA

    return json.loads(SCHEMA.read_text(encoding="utf-8"))


def _rule() -> Any:
    from claimcheck.rulebook.shape import rule_schema

    return rule_schema()


def _record() -> Any:
    from claimcheck.records.shape import record_schema

    return record_schema()


_SCHEMAS = {"config": _config, "rule": _rule, "record": _record}
