"""What loading has found out, on disk: one small file for each configuration that is used."""

from __future__ import annotations

import json
import zlib
from array import array
from hashlib import blake2b
from itertools import accumulate, chain
from typing import TYPE_CHECKING, Any

from claimcheck import whole_file
from claimcheck.cache.pages import code
from claimcheck.known import Known, Sets, parts_of

if TYPE_CHECKING:
    from collections.abc import Set
    from pathlib import Path

_BROKEN = (OSError, ValueError, LookupError, TypeError, AttributeError, zlib.error)


def read(folder: Path, about: str) -> Known:
    """Return what is known of a configuration, named by where it stands; nothing where the code has changed since."""
    try:
        content = zlib.decompress(_path(folder, about).read_bytes())
        end = content.index(b"\n")
        kept = json.loads(content[:end])
        if kept["code"] != code():
            return Known()
        numbers = array("I", content[end + 1 :])
        if len(numbers) != (kept["ends"] or [0])[-1]:
            return Known()
        sets = Sets(kept["words"], numbers, kept["ends"])
        return Known(kept["yaml"], kept["lexicon"], kept["patterns"], sets, frozenset(kept["sound"]))
    except _BROKEN:
        return Known()


def write(folder: Path, about: str, known: Known) -> None:
    """Keep what this run has used and found out, where there is anything new."""
    if not known.is_new:
        return
    path = _path(folder, about)
    words: dict[str, int] = {}
    sets: dict[Set[str], int] = {}
    patterns: dict[str, Any] = {}
    for pattern, told in known.used_patterns.items():
        gate = [[sets.setdefault(part, len(sets)) for part in parts_of(words_of)] for words_of in told.gate]
        patterns[pattern] = [gate, sorted(told.slots), told.asks_offered]
    numbers = [[words.setdefault(word, len(words)) for word in sorted(words_of)] for words_of in sets]
    kept = {
        "code": code(),
        "yaml": known.used_yaml,
        "lexicon": known.lexicon,
        "patterns": patterns,
        "ends": list(accumulate(map(len, numbers))),
        "words": list(words),
        "sound": sorted(known.used_sound),
    }
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        head = json.dumps(kept, separators=(",", ":")).encode()
        # Numbers by the million: as JSON they would take longer than all the rest.
        content = head + b"\n" + array("I", chain.from_iterable(numbers)).tobytes()
        whole_file.write(path, zlib.compress(content, 1), lasting=False)
    except OSError:
        # No place to keep it: the next run does the work.
        return


def _path(folder: Path, about: str) -> Path:
    return folder / "loaded" / blake2b(about.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
