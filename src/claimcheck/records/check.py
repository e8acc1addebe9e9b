"""One evidence file -> its faults, all of them, each with its line: shape, sources, lexicon names, patterns."""

from __future__ import annotations

import re
import types
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin

from claimcheck import identifiers
from claimcheck.errors import nearest
from claimcheck.patterns.pattern import PatternFault, compile_pattern
from claimcheck.records import sums as record_sums

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimcheck.errors import UserError
    from claimcheck.lexicon import Lexicon
    from claimcheck.yamlfile import Key, YamlFile

# What must name the text it rests on, or say that it is from memory.
_SOURCED = ("programme", "design", "population", "intervention", "safety", "funding")
_SOURCED_LISTS = ("outcomes", "figures", "regulatory", "must_say", "statements")
# Which keys hold a name of the lexicon, and of which category.
NAMES = {
    "type": ("design",), "species": ("species",), "condition": ("condition",), "treatment": ("treatment", "medicine"),
    "measure": ("outcome",), "for": ("condition",), "stage": ("stage",), "people": ("people",),
    "not_among": ("treatment", "medicine"),
}  # fmt: skip
_TYPES = {
    "string_type": "text", "int_type": "a whole number", "float_type": "a number", "bool_type": "true or false",
    "list_type": "a list", "model_type": "a mapping", "dict_type": "a mapping",
}  # fmt: skip


def faults_of(file: YamlFile, lexicon: Lexicon) -> list[UserError]:
    """Return every fault of one file; none means that its value can be used as it stands."""
    if not isinstance(file.value, dict):
        return [file.error("is not a record", remedy="it has `id:`, `kind:` and `title:`")]
    wrong = list(_shape_faults(file))
    if wrong:
        return wrong
    own = (*_own_faults(file), *record_sums.faults_of_sums(file))
    return [*_source_faults(file), *_name_faults(file, lexicon), *own, *_pattern_faults(file, lexicon)]


def _shape_faults(file: YamlFile) -> Iterator[UserError]:
    from pydantic import ValidationError

    from claimcheck.records.shape import Authority, Study

    shape = Authority if file.value.get("kind") == "authority" else Study
    try:
        shape.model_validate(file.value)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            key = _key_of(file, detail["loc"], missing=detail["type"] == "missing")
            fault, remedy = _in_words(detail, key, shape)
            yield file.error(fault, key, remedy=remedy)


def _key_of(file: YamlFile, place: tuple[int | str, ...], *, missing: bool) -> Key:
    """Return the place in the file; where a union was tried, pydantic adds the name of the option to it."""
    while place and place not in file.lines and not missing:
        place = place[:-1]
    return place


def _in_words(detail: Mapping[str, Any], key: Key, shape: Any) -> tuple[str, str]:
    """Return a fault and its remedy for one error of pydantic."""
    name, kind, given = _shown(key), detail["type"], detail["input"]
    if kind == "extra_forbidden":
        return f"has the unknown key “{key[-1]}”", nearest(str(key[-1]), _keys_at(shape, key[:-1]))
    if kind == "missing":
        return f"lacks “{name}”", ""
    if kind == "literal_error":
        allowed = re.findall(r"'([^']*)'", detail["ctx"]["expected"])
        allowed += ["authority"] if key == ("kind",) else []
        return f"“{name}” is “{given}”", nearest(str(given), allowed)
    if kind == "string_pattern_mismatch":
        from claimcheck.records.shape import FORMS

        return f"“{name}” is “{given}”", f"write {FORMS[detail['ctx']['pattern']]}"
    if kind == "value_error":
        return f"“{name}” {detail['ctx']['error']}", ""
    if kind == "greater_than_equal":
        return f"“{name}” is {given}", "a count is 0 or more"
    if kind == "too_short":
        return f"“{name}” has too few items", f"give at least {detail['ctx']['min_length']}"
    if kind in _TYPES:
        quotes = "; put it in quotes" if kind == "string_type" and isinstance(given, (int, float)) else ""
        return f"“{name}” is not {_TYPES[kind]}", f"it is {_told(given)}{quotes}"
    return f"“{name}”: {detail['msg']}", ""


def _shown(key: Key) -> str:
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in key)


def _told(given: Any) -> str:
    if isinstance(given, (dict, list)):
        return "a mapping" if isinstance(given, dict) else "a list"
    return f"“{str(given).lower() if isinstance(given, bool) else given}”"


def _keys_at(shape: Any, key: Key) -> list[str]:
    """Return the keys that a mapping at this place may have."""
    for part in key:
        if isinstance(part, int):
            continue
        field = next((f for n, f in shape.model_fields.items() if part in (n, f.alias)), None)
        shape = _shape_in(field.annotation) if field else None
        if shape is None:
            return []
    return [field.alias or name for name, field in shape.model_fields.items()]


def _shape_in(annotation: Any) -> Any:
    if get_origin(annotation) in (Union, types.UnionType, list):
        return next((found for part in get_args(annotation) if (found := _shape_in(part))), None)
    return annotation if hasattr(annotation, "model_fields") else None


def _source_faults(file: YamlFile) -> Iterator[UserError]:
    """Yield what names no source, names one that is not there, or both a source and memory."""
    data = file.value
    known = [basis["id"] for basis in data.get("basis") or ()]
    for number, name in enumerate(known):
        if name in known[:number]:
            yield file.error(f"has the basis “{name}” twice", ("basis", number), remedy="give each its own id")
    for key, part, required in sourced_parts(data):
        named, memory = part.get("basis"), part.get("from")
        if named is not None and memory is not None:
            yield file.error(f"“{_shown(key)}” names a basis and says “from: memory”", key, remedy="keep one")
        elif required and named is None and memory is None:
            remedy = "name a `basis:` that was opened, or say `from: memory`"
            yield file.error(f"“{_shown(key)}” does not say what it rests on", key, remedy=remedy)
        for name in named if isinstance(named, list) else [named] if named else []:
            if name not in known:
                fault = f"“{_shown(key)}” rests on “{name}”, which is no basis"
                remedy = nearest(name, known) if known else "write it under `basis:`"
                yield file.error(fault, (*key, "basis"), remedy=remedy)
    yield from _standing_faults(file, [*known, "memory"])


def sourced_parts(data: Mapping[str, Any]) -> Iterator[tuple[Key, Mapping[str, Any], bool]]:
    """Yield each part that can name what it rests on, its place, and whether it has to."""
    for name in _SOURCED:
        if data.get(name):
            yield (name,), data[name], True
    if data.get("relations"):
        yield ("relations",), data["relations"], False
    for name in (*_SOURCED_LISTS, "publications"):
        for i, item in enumerate(data.get(name) or ()):
            yield (name, i), item, name != "publications"


def _standing_faults(file: YamlFile, known: list[str]) -> Iterator[UserError]:
    if "kind" in file.value and file.value["kind"] == "authority":
        return
    named = file.value.get("standing_basis")
    if named is not None and named not in known:
        fault = f"“standing_basis” is “{named}”, which is no basis"
        yield file.error(fault, ("standing_basis",), remedy=nearest(named, known))
    if named is None and file.value.get("standing") not in (None, "current"):
        remedy = "add `standing_basis:` with the id of a basis, or memory"
        yield file.error("“standing” does not say what it rests on", ("standing",), remedy=remedy)


def _name_faults(file: YamlFile, lexicon: Lexicon) -> Iterator[UserError]:
    """Yield the conditions, treatments, outcomes, species and designs that the lexicon does not know."""
    for key, value in _leaves(file.value):
        # Of a list each item has its own place.
        named = next(part for part in reversed(key) if isinstance(part, str))
        categories = NAMES.get(named, ())
        if not categories or not isinstance(value, str) or key[0] == "publications":
            continue
        if lexicon.category(value) not in categories:
            known = [name for name, entry in lexicon.names.items() if entry.category in categories]
            fault = f"“{_shown(key)}” is “{value}”, which is no {categories[0]} of the lexicon"
            yield file.error(fault, key, remedy=_guess(value, known))


def _guess(value: str, known: list[str]) -> str:
    told = nearest(value, known)
    return told if told.startswith("did you mean") else "add it to lexicon/, or leave the field out"


def _leaves(value: Any, key: Key = ()) -> Iterator[tuple[Key, Any]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, part in items:
        if isinstance(part, (dict, list)):
            yield from _leaves(part, (*key, name))
        else:
            yield (*key, name), part


def _own_faults(file: YamlFile) -> Iterator[UserError]:
    """Yield what one part of a record says of another that is not so, and names that identify nothing."""
    data = file.value
    outcomes = [outcome["id"] for outcome in data.get("outcomes") or ()]
    for list_name in ("outcomes", "must_say"):
        ids = [item["id"] for item in data.get(list_name) or ()]
        for i, name in enumerate(ids):
            if name in ids[:i]:
                yield file.error(f"has “{name}” twice in “{list_name}”", (list_name, i), remedy="give each its own id")
    for i, figure in enumerate(data.get("figures") or ()):
        if figure.get("outcome") is not None and figure["outcome"] not in outcomes:
            fault = f"figure {i + 1} belongs to the outcome “{figure['outcome']}”, which is not there"
            yield file.error(fault, ("figures", i, "outcome"), remedy=nearest(figure["outcome"], outcomes))
        if all(figure.get(part) is None for part in ("value", "low", "high", "k")):
            yield file.error(
                f"figure {i + 1} has no number", ("figures", i), remedy="give value, low and high, or k of n"
            )
    for i, name in enumerate(data.get("names") or ()):
        if not any(letter.isalpha() for letter in name) and identifiers.only(name) is None:
            yield file.error(f"the name “{name}” identifies no study", ("names", i), remedy="put it under hints")


def _pattern_faults(file: YamlFile, lexicon: Lexicon) -> Iterator[UserError]:
    for key, words in _patterns(file.value):
        try:
            compile_pattern(words, lexicon)
        except PatternFault as error:
            yield file.error(error.fault, key, remedy=error.remedy)


def _patterns(data: Mapping[str, Any]) -> Iterator[tuple[Key, str]]:
    """Yield every pattern of a record with its place."""
    lists: list[tuple[Key, list[str]]] = [(("unless_page_says",), data.get("unless_page_says") or [])]
    lists += [(("figures", i, "beside"), f.get("beside") or []) for i, f in enumerate(data.get("figures") or ())]
    lists += [(("must_say", i, "words"), asked["words"]) for i, asked in enumerate(data.get("must_say") or ())]
    for key, patterns in lists:
        yield from (((*key, i), words) for i, words in enumerate(patterns))
