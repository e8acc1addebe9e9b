"""Report -> bytes -> the same Report: plain JSON, read back by the types that the nouns declare."""

from __future__ import annotations

import json
import types
import zlib
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from claimcheck.model import Report

_Reader = Callable[[Any], Any]
# What the nouns' module imports for the type checker alone.
_NAMES = {"Mapping": Mapping}


def packed(report: Report) -> bytes:
    """Return a report as bytes."""
    text = json.dumps(report, default=_fields, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "surrogatepass"), level=1)


def unpacked(data: bytes) -> Report:
    """Return the report that the bytes hold; raise ValueError, TypeError, LookupError or zlib.error for others."""
    report = _of(Report)
    assert report is not None
    found: Report = report(json.loads(zlib.decompress(data).decode("utf-8", "surrogatepass")))
    return found


def _fields(value: Any) -> list[Any]:
    # Tuples, named ones too, are arrays to JSON already.
    return [getattr(value, field.name) for field in fields(value)]


@cache
def _of(kind: Any) -> _Reader | None:
    """Return what makes a value of this type out of JSON, None where JSON has it already."""
    origin, parts = get_origin(kind), get_args(kind)
    if origin is tuple:
        return _tuple(parts)
    if origin in (Union, types.UnionType):
        [inside] = [part for part in parts if part is not type(None)]
        reader = _of(inside)
        return None if reader is None else lambda value: None if value is None else reader(value)
    if is_dataclass(kind):
        hints = get_type_hints(kind, localns=_NAMES)
        return _made(kind, [_of(hints[field.name]) for field in fields(kind)])
    if isinstance(kind, type) and issubclass(kind, tuple):
        hints = get_type_hints(kind, localns=_NAMES)
        return _made(kind, [_of(hints[name]) for name in kind._fields])  # type: ignore[attr-defined]
    assert kind in (str, int, float, bool, Any) or origin in (dict, Mapping), kind
    return None


def _tuple(parts: tuple[Any, ...]) -> _Reader:
    if parts[1:] == (...,):
        reader = _of(parts[0])
        return tuple if reader is None else lambda values: tuple(map(reader, values))
    readers = [_of(part) for part in parts]
    if not any(readers):
        return tuple
    return lambda values: tuple(_each(readers, values))


def _made(kind: Any, readers: list[_Reader | None]) -> _Reader:
    if not any(readers):
        return lambda values: kind(*values)
    return lambda values: kind(*_each(readers, values))


def _each(readers: list[_Reader | None], values: Any) -> list[Any]:
    return [value if reader is None else reader(value) for reader, value in zip(readers, values, strict=True)]
