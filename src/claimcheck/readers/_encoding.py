"""The bytes of a file -> its text: by its mark, as UTF-8, as it says of itself, else as Windows; a guess is told."""

from __future__ import annotations

import codecs
import re

from claimcheck.errors import UserError

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_DECLARED = re.compile(
    rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})|coding[:=]\s*([\w.-]{2,40})", re.IGNORECASE
)
_HEAD = 2048
# Of a text in UTF-16 every other byte is zero, nearly.
_SHARE_OF_ZEROS = 0.3
_SHORTEST = 8


def decoded(raw: bytes, shown_as: str) -> tuple[str, tuple[str, ...]]:
    """Return the text without its byte order mark, and notes where its encoding had to be guessed."""
    mark, encoding = next(((mark, name) for mark, name in _BOMS if raw.startswith(mark)), (b"", ""))
    raw = raw[len(mark) :]
    if not encoding and (guess := _without_mark(raw)):
        return _text(raw.decode(guess, errors="replace"), shown_as), (f"decoded as {guess}",)
    if encoding in ("", "utf-8") and b"\0" in raw:
        raise _binary(shown_as)
    try:
        return _text(raw.decode(encoding or "utf-8"), shown_as), ()
    except UnicodeDecodeError:
        said, guess = _declared(raw), encoding if encoding.startswith("utf-16") else "cp1252"
    if said:
        try:
            return _text(raw.decode(said), shown_as), (f"decoded as {said}, as it says",)
        except UnicodeDecodeError:
            pass
    return _text(raw.decode(guess, errors="replace"), shown_as), (f"decoded as {guess}",)


def _without_mark(raw: bytes) -> str:
    """Return UTF-16 for bytes of which every other one is zero, "" for others."""
    head = raw[:_HEAD]
    if len(head) < _SHORTEST or len(raw) % 2:
        return ""
    even, odd = head[::2].count(0) * 2 / len(head), head[1::2].count(0) * 2 / len(head)
    if odd >= _SHARE_OF_ZEROS and not even:
        return "utf-16-le"
    return "utf-16-be" if even >= _SHARE_OF_ZEROS and not odd else ""


def _declared(raw: bytes) -> str:
    """Return the encoding that the head of a file names, "" where it names none that is known."""
    match = _DECLARED.search(raw[:_HEAD])
    name = (match[1] or match[2]).decode("ascii") if match else ""
    try:
        known = codecs.lookup(name)
    except LookupError:
        return ""
    return known.name if known._is_text_encoding and known.name != "utf-8" else ""


def _text(text: str, shown_as: str) -> str:
    if "\0" in text:
        raise _binary(shown_as)
    return text


def _binary(shown_as: str) -> UserError:
    return UserError("is not text", path=shown_as, remedy="leave it out, or save it as UTF-8 text")
