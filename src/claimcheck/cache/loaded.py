"""What loading has found out, on disk: one small file for each configuration that is used."""

from __future__ import annotations

import json
import zlib
from hashlib import blake2b
from typing import TYPE_CHECKING

from claimcheck import whole_file
from claimcheck.cache.pages import code
from claimcheck.known import Known

if TYPE_CHECKING:
    from pathlib import Path

_BROKEN = (OSError, ValueError, LookupError, TypeError, AttributeError, zlib.error)


def read(folder: Path, about: str) -> Known:
    """Return what is known of a configuration, named by where it stands; nothing where the code has changed since."""
    try:
        kept = json.loads(zlib.decompress(_path(folder, about).read_bytes()))
        if kept["code"] != code():
            return Known()
        return Known(kept["yaml"], kept["lexicon"], kept["patterns"], frozenset(kept["sound"]))
    except _BROKEN:
        return Known()


def write(folder: Path, about: str, known: Known) -> None:
    """Keep what this run has used and found out, where there is anything new."""
    if not known.is_new:
        return
    path = _path(folder, about)
    patterns = {
        pattern: [list(map(sorted, told.gate)), sorted(told.slots), told.asks_offered]
        for pattern, told in known.used_patterns.items()
    }
    kept = {
        "code": code(),
        "yaml": known.used_yaml,
        "lexicon": known.lexicon,
        "patterns": patterns,
        "sound": sorted(known.used_sound),
    }
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        content = json.dumps(kept, separators=(",", ":")).encode()
        whole_file.write(path, zlib.compress(content, 1), lasting=False)
    except OSError:
        # No place to keep it: the next run does the work.
        return


def _path(folder: Path, about: str) -> Path:
    return folder / "loaded" / blake2b(about.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
