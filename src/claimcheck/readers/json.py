r"""JSON of a content system -> Document: the copy in its fields, through \u00e9 and \n, at its place in the file."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from claimcheck.readers._data import DEEPEST, Value, put_values
from claimcheck.readers._fields import NONE_GIVEN, Fields
from claimcheck.readers._page import Page
from claimcheck.readers._written import JSON_TOKEN, Written, escaped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimcheck.model import Document

SUFFIXES = (".json",)


def read(source: str, path: str, fields: Fields = NONE_GIVEN) -> Document:
    """Return a JSON file as blocks; what is faulty in it is said, and the rest is read."""
    page = Page(source)
    page.unread += faults_in(source)
    put_values(page, values_in(source, 0, len(source)), path, fields)
    return page.document(path, "json")


def faults_in(source: str) -> Iterator[str]:
    """Yield why a text is no JSON, and what to do."""
    try:
        json.loads(source)
    except json.JSONDecodeError as error:
        yield f"is not valid JSON (line {error.lineno}: {error.msg}); mend it there"
    except RecursionError:
        yield "is not valid JSON: is nested too deep; write it flatter"
    except ValueError:
        yield "is not valid JSON: a number has thousands of digits; write it as a string"


def values_in(source: str, start: int, end: int) -> Iterator[Value]:
    """Yield the strings that are values, in the order of the file, by its brackets, colons and commas alone."""
    # Of each open bracket: whether it is a list, the key it stands under, the keys and the objects down to it.
    open_: list[tuple[bool, tuple[str, ...], tuple[int, ...]]] = [(True, (), ())]
    key: str | None = None
    word: re.Match[str] | None = None
    for match in JSON_TOKEN.finditer(source, start, end):
        sign = match.group()
        is_list, keys, parts = open_[-1]
        if sign in ("{", "["):
            inside = keys if key is None else (*keys, key)[-DEEPEST:]
            deeper = sign == "{" and len(parts) < DEEPEST
            open_.append((sign == "[", inside, (*parts, match.start()) if deeper else parts))
            key = word = None
        elif sign == ":":
            key = None if word is None else "".join(run.words for run in escaped(source, *word.span(1)))
            word = None
        elif match[1] is None:
            if word is not None and (key is not None or is_list):
                yield _value(source, word, keys if key is None else (*keys, key), parts, is_list)
            key = word = None
            if sign in ("}", "]") and len(open_) > 1:
                open_.pop()
        else:
            word = match
    is_list, keys, parts = open_[-1]
    if word is not None and (key is not None or is_list):
        yield _value(source, word, keys if key is None else (*keys, key), parts, is_list)


def _value(source: str, word: re.Match[str], keys: tuple[str, ...], parts: tuple[int, ...], listed: bool) -> Value:
    return Value(keys, parts, Written(escaped(source, *word.span(1))), listed)
